"""How many of one kind take part: "how many clinics are in Harbor", by the numbers that count clinics.

The question names a kind of those who take part, and the sources tell a number of participants or of those served,
with what it counts. A number of something else is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.ask.answering.own import answer_lookup
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements
from kg.ask.graphs.graphs import Edge, QueryGraph
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import stems, synonyms, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact, NamedThing

NUMBERS = ("participants", "beneficiaries", "peopleServed")


def answer_headcount(reading: Interpretation, desk: Desk) -> Outcome | None:
    """The numbers that count the kind which a question names, of the one initiative in it; None where none does."""
    words, graph = desk.words, reading.graph
    if reading.frame.asks != "count" or not is_headcount(reading, words):
        return None
    kind = next((e for n in graph.nodes for e in n.entities if not words.is_one(e, "Initiative")), "")
    for name in NUMBERS:
        prop = words.core + name
        if prop not in words.properties:
            continue
        outcome = _counted(reading, prop, desk)
        alone = name == "participants" and _is_only_kind(reading, kind, desk)
        kept = [f for f in outcome.facts if _counts(f, kind, words) or (alone and f.qualifier("unit") is None)]
        shown = {f.iri for f in kept}
        items = [item for item in outcome.items if shown & set(item.statements)]
        if outcome.status == "unanswered" or not items:
            continue
        if len(items) == 1 and outcome.status == "conflicting":
            return Outcome("answered", full_sentence(kept[0], words), items, facts=kept)
        text = outcome.text if len(items) == len(outcome.items) else " ".join(full_sentence(f, words) for f in kept[:3])
        return replace(outcome, text=text, items=items, facts=kept)
    return None


def _is_only_kind(reading: Interpretation, kind: str, desk: Desk) -> bool:
    """Whether all who take part in the one test are of a kind: a number of participants is then one of those."""
    words = desk.words
    tested = [e for n in reading.graph.nodes for e in n.entities if words.is_one(e, "Initiative")]
    told = find_statements(desk.reader, words, tested, (words.core + "participantType",)) if kind else []
    kinds = {stems(f.fact.object.label)[-1:] for f in told if not f.fact.negated and f.fact.rank != "deprecated"}
    return kinds == {stems(words.label(kind))[-1:]}


def counts_something_else(text: str, facts: list[Fact], words: Words) -> bool:
    """Whether a question counts a kind of those who take part by name, and each number found is of another kind.

    "How many clinics joined", answered by a number of hospitals; a word for anybody ("participants") is no kind.
    """
    noun = _COUNTED.search(text)
    units = [stems(unit.label) for f in facts if (unit := f.qualifier("unit")) is not None and not _is_money(unit)]
    if noun is None or not units:
        return False
    heads = set(stems(noun["what"])[-1:])
    if heads & word_stems("anybody"):
        return False
    heads |= {one for head in list(heads) for other in synonyms((head,)) for one in other[-1:]}
    for one in words.entities.values():
        ends = {stems(name)[-1] for name in one.names if stems(name)} if _is_kind(one.types, words) else set()
        heads |= ends if heads & ends else set()
    return not any(heads & set(unit) for unit in units)


_COUNTED = re.compile(
    r"\b(?:how many|number of)\s+(?:of the |the |different )?(?P<what>(?:[a-z-]+\s+){0,2}?[a-z-]+s)\b", re.I
)


def word_stems(name: str) -> frozenset[str]:
    """The stems of a list of words for counting."""
    return frozenset(one for word in word_set("headcounts", name) for one in stems(word))


def _is_money(unit: NamedThing) -> bool:
    return not unit.iri


def _is_kind(types: Iterable[str], words: Words) -> bool:
    return any(words.is_a(one, words.core + "ParticipantType") for one in types)


def is_headcount(reading: Interpretation, words: Words) -> bool:
    """Whether a reading only ties a kind of participant to one named initiative, and no word is left out."""
    graph = reading.graph
    named = {e for node in graph.nodes for e in node.entities if "/id/" in e}
    tested = [e for e in named if words.is_one(e, "Initiative")]
    relations = {e.p for e in graph.edges}
    return len(tested) == 1 and not reading.left and relations == {words.core + "participantType"}


def _counted(reading: Interpretation, prop: str, desk: Desk) -> Outcome:
    """What the question comes to if it asks for a number of the initiative."""
    graph = QueryGraph(during=list(reading.graph.during), speakers=reading.graph.speakers, said=reading.graph.said)
    tested = next(n for n in reading.graph.nodes if any(desk.words.is_one(e, "Initiative") for e in n.entities))
    subject = graph.node(classes=set(tested.classes), entities=tested.entities, at=tested.at, named=True)
    number = graph.node(kind="number", asked=True)
    edge = Edge(subject.id, prop, number.id)
    graph.edges.append(edge)
    return answer_lookup(replace(reading, graph=graph), edge, desk)


def _counts(fact: Fact, kind: str, words: Words) -> bool:
    """Whether a number is of a kind: its unit has the same head, and one of the two has every word of the other."""
    unit = fact.qualifier("unit")
    mine = stems(unit.label) if unit is not None else ()
    names = [stems(name) for name in (words.entities[kind].names if kind in words.entities else ()) if name]
    return any(
        mine and name and mine[-1] == name[-1] and (set(mine) <= set(name) or set(name) <= set(mine)) for name in names
    )
