"""Whether somebody only stood in for a post: "was A acting director", of who held it in full."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, yes_or_no
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import word_set
from kg.ask.words.words import Words


def answer_whether_standing_in(found: Understanding, desk: Desk) -> Outcome | None:
    """No to whether a person stood in for a post, where all that the sources say is that he held it; else None."""
    best, words = found.readings[0], desk.words
    asked = {t.lower for t in found.frame.tokens} & word_set("roles", "words")
    if found.frame.asks != "truth" or not asked or len(best.graph.edges) != 1 or best.left or best.graph.during:
        return None
    edge = best.graph.edges[0]
    body, person = best.graph.nodes[edge.s].entities, best.graph.nodes[edge.o].entities
    if words.properties[edge.p].cardinality != "OneAtATime" or len(person) != 1 or _names(person[0], asked, words):
        return None
    told = [f.fact for f in find_statements(desk.reader, words, body, (edge.p,), person) if not f.turned]
    told = [f for f in told if not f.negated and f.rank != "deprecated" and f.modality == "fact"]
    roles = [set(value_of(f, "role").lower().replace("-", " ").split()) for f in told]
    # A source that gives no title does not tell in which way somebody held it.
    if not told or any(role & asked for role in roles) or not all(roles):
        return None
    return yes_or_no(False, full_sentence(told[0], words), told)


def _names(person: str, asked: set[str], words: Words) -> bool:
    return any(asked & set(name.lower().split()) for name in words.entities[person].names)
