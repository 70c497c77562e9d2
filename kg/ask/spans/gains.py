"""Which had a gain, or a loss: by an outcome that says so, or by an amount of that sign."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.answering.choose import counts_during, value_of
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, amount_told, citations, find_statements, item_of
from kg.ask.graphs.graphs import Edge
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.words.english import stems, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact

MOST_TOLD = 8
"""How many of the proofs the text of an answer tells."""


def count_gains(found: Understanding, desk: Desk) -> Outcome | None:
    """ "How many saved money", where no source states the number: how many are told to have."""
    if found.frame.asks != "count":
        return None
    likely = [replace(found, readings=[r]) for r in found.readings[:4]]
    return next((told for one in likely if (told := answer_gains(one, desk, counting=True)) is not None), None)


def answer_gains(found: Understanding, desk: Desk, *, counting: bool = False) -> Outcome | None:
    """Answers "list those that had net savings" and "which had net losses"; None for any other question.

    An amount below zero is no saving, though a source gives it as the net savings; and who has an amount of the sign
    that is asked for has what the outcome of that name says, whether or not a source says it in that word. Of
    a time, only amounts of that very time count.
    """
    best = found.readings[0] if found.readings else None
    meant = _meant(best, desk.words, counting=counting) if best is not None else None
    if best is None or meant is None:
        return None
    amount, outcome, sign = meant
    classes = best.graph.nodes[best.graph.edges[0].s].classes
    told = find_statements(desk.reader, desk.words, (), (amount,))
    core = desk.words.core
    mine = [f for f in told if _is_fact(f) and not f.fact.object.iri and amount_told(f.fact) * sign > 0]
    mine += [f for f in find_statements(desk.reader, desk.words, (), (core + "outcome",), (outcome,)) if _is_fact(f)]
    # An amount of several years tells nothing of one of them.
    days = best.graph.during
    mine = [f for f in mine if all(counts_during(f.fact, b) and _has_time(f) for b in days)]
    groups: dict[str, list[Found]] = {}
    for f in mine:
        known = desk.words.entities.get(str(f.fact.subject.iri))
        if known is None or any(desk.words.is_a(t, c) for t in known.types for c in classes) or not classes:
            groups.setdefault(str(f.fact.subject.iri), []).append(f)
    if not groups:
        return None
    items: list[AnswerItem] = [item_of([f.fact for f in fs], subject=True) for fs in groups.values()]
    facts = [f.fact for fs in groups.values() for f in fs]
    if best.frame.asks == "count":
        number, names = str(len(items)), listed(sorted(i.label for i in items))
        proofs = tuple(f.iri for f in facts)
        one = AnswerItem(number, number, None, XSD + "integer", (), (), proofs, citations(facts))
        return Outcome("answered", sentence(f"{number}: {names}"), [one], facts=facts)
    return Outcome("answered", _told(list(groups.values()), desk.words), items, facts=facts)


def _told(groups: list[list[Found]], words: Words) -> str:
    """Every one that had it by name, and the amounts of the first few, each of them: who lost twice lost both."""
    names = sentence(listed((fs[0].fact.subject.label for fs in groups), len(groups)))
    proofs = " ".join(full_sentence(fact, words) for fs in groups[:MOST_TOLD] for fact in _amounts(fs))
    return f"{names} {proofs}" if len(groups) > MOST_TOLD else proofs


def _amounts(told: list[Found]) -> list[Fact]:
    """The amounts among what is told of one thing, each of a time once, with its speaker; else the first of all."""
    times = ("validFrom", "validUntil", "pointInTime", "per")
    kept: dict[tuple[str, ...], Fact] = {}
    for fact in sorted((f.fact for f in told), key=lambda f: f.qualifier("attributedTo") is None):
        if not fact.object.iri:
            kept.setdefault((fact.object.value, *(value_of(fact, name) for name in times)), fact)
    return list(kept.values()) or [told[0].fact]


def _has_time(found: Found) -> bool:
    return any(value_of(found.fact, name) for name in ("validFrom", "validUntil", "pointInTime"))


def _is_fact(found: Found) -> bool:
    fact = found.fact
    return not (found.turned or fact.negated or fact.rank == "deprecated") and fact.modality == "fact"


def _meant(reading: Interpretation, words: Words, *, counting: bool) -> tuple[str, str, int] | None:
    """The property of amounts, the outcome of the sign that is asked for, and that sign; None for another question."""
    graph, frame = reading.graph, reading.frame
    plain = not (graph.filters or graph.order or graph.speakers or graph.limit) and len(frame.bounds) == len(
        graph.during
    )
    asks = ("which", "list", "keywords", *(("count",) if graph.during or counting else ()))
    if reading.left or not plain or len(graph.edges) != 1 or frame.asks not in asks:
        return None
    if any(b.kind != "date" or b.op not in ("=", "between") for b in graph.during):
        return None
    edge = graph.edges[0]
    subject, target = graph.nodes[edge.s], graph.nodes[edge.o]
    if frame.modality or frame.negated or edge.negated or subject.entities or not subject.classes:
        return None
    if target.entities:
        return _of_outcome(edge, target.entities[0], words)
    negative = {token.lower for token in frame.tokens} & word_set("signs", "negative")
    gain = None if target.constant else _of_amount(edge, words)
    if gain is None or not negative:
        return gain
    losses = [iri for iri in words.excludes.get(gain[1], ()) if _of_outcome_name(iri, words)]
    return (gain[0], losses[0], -1) if graph.during and len(losses) == 1 else None


def _of_amount(edge: Edge, words: Words) -> tuple[str, str, int] | None:
    """ "That had net savings": the outcome of the very name of the amount."""
    if words.properties[edge.p].kind != "number":
        return None
    same = [iri for iri in _outcomes(words) if stems(words.label(iri)) == stems(words.label(edge.p))]
    return (edge.p, same[0], 1) if len(same) == 1 else None


def _of_outcome(edge: Edge, outcome: str, words: Words) -> tuple[str, str, int] | None:
    """ "Which had net losses": the amount whose name the outcome bears, or one that rules the outcome out."""
    if edge.p != words.core + "outcome":
        return None
    for prop in words.properties.values():
        for name, sign in [(outcome, 1), *((other, -1) for other in words.excludes.get(outcome, ()))]:
            if prop.kind == "number" and stems(words.label(name)) == stems(prop.label):
                return prop.iri, outcome, sign
    return None


def _of_outcome_name(iri: str, words: Words) -> bool:
    """Whether a value is an outcome by its name: the loss that a gain excludes."""
    return iri in _outcomes(words) and bool(
        set(stems(words.label(iri))) & {s for w in word_set("signs", "negative") for s in stems(w)}
    )


def _outcomes(words: Words) -> list[str]:
    """The outcomes that the vocabulary names."""
    ranges = words.properties[words.core + "outcome"].ranges if words.core + "outcome" in words.properties else ()
    return [e.iri for e in words.entities.values() if "/id/" not in e.iri and words.fits(e.types, ranges)]
