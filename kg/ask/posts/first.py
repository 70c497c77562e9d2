"""Whether somebody was the first in a post: "was A the first director of it", by who else held it, and when."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import conflict_sentence, full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, verdict, yes_or_no
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import tables
from kg.read.facts import Fact

SILENT = Outcome("unanswered", "The sources do not say who was the first.", reason="no-data")


def answer_whether_first(found: Understanding, desk: Desk) -> Outcome | None:
    """Yes or no to whether a person was the first in a post of a body; None for any other question.

    Yes where a source calls the person so, or nobody came to the post before; no where a source calls another so, or
    somebody else held it before. Silence where the days do not tell.
    """
    best, words = found.readings[0], desk.words
    said = {token.lower for token in found.frame.tokens} & set(tables()["posts"]["first"])
    if found.frame.asks != "truth" or not said or len(best.graph.edges) != 1:
        return None
    edge = best.graph.edges[0]
    body, person = best.graph.nodes[edge.s].entities, best.graph.nodes[edge.o].entities
    known = words.properties[edge.p]
    if len(body) > 1 or len(person) != 1 or words.core + "Person" not in known.ranges:
        return None
    if known.cardinality != "OneAtATime":
        return None
    if not body:
        # "Was A the first director": of whatever A directed, where that is one body.
        held = find_statements(desk.reader, words, (), (edge.p,), person)
        body = tuple(dict.fromkeys(str(f.fact.subject.iri) for f in held if not f.turned and not f.fact.negated))
        if len(body) != 1:
            return SILENT
    told = [f.fact for f in find_statements(desk.reader, words, body, (edge.p,))]
    told = [f for f in told if not f.negated and f.rank != "deprecated" and f.modality == "fact"]
    mine = [f for f in told if f.object.iri == person[0]]
    if not mine:
        return None
    called = [f for f in told if value_of(f, "position") == "first"]
    word = (any(f in called for f in mine), [f for f in called if f in mine] or called) if called else None
    days = _by_days(mine, [f for f in told if f not in mine])
    if word is not None and days is not None and word[0] != days[0]:
        facts = [*word[1], *days[1]]
        items = [verdict(word[0], word[1]), verdict(days[0], days[1])]
        return Outcome("conflicting", conflict_sentence(facts, words), items, facts=facts)
    settled = word or days
    return _whether(*settled, desk) if settled is not None else SILENT


def _by_days(mine: list[Fact], others: list[Fact]) -> tuple[bool, list[Fact]] | None:
    """Whether nobody came to a post before somebody, with what tells it; None where the days do not tell."""
    begun = min((day for f in mine if (day := value_of(f, "validFrom") or value_of(f, "validUntil"))), default="")
    before = [f for f in others if begun and (day := value_of(f, "validFrom")) and day < begun[: len(day)]]
    if before:
        return False, sorted(before, key=lambda f: value_of(f, "validFrom"))[:1]
    undated = {f.object.iri for f in others} - {f.object.iri for f in others if value_of(f, "validFrom")}
    return (True, mine[:1]) if not undated and any(value_of(f, "validFrom") for f in mine) else None


def _whether(yes: bool, facts: list[Fact], desk: Desk) -> Outcome:
    told = " ".join(dict.fromkeys(full_sentence(fact, desk.words) for fact in facts))
    return yes_or_no(yes, told, facts)
