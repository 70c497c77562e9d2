"""Which had a gain, or a loss: by an outcome that says so, or by an amount of that sign."""

from __future__ import annotations

from kg.ask.cited import AnswerItem
from kg.ask.desk import Desk, Outcome
from kg.ask.english import stems, word_set
from kg.ask.graphs import Edge
from kg.ask.lookup import Found, find_statements, item_of
from kg.ask.reading import Interpretation, Understanding
from kg.ask.sentences import full_sentence
from kg.ask.words import Words

MOST_TOLD = 8
"""How many of the proofs the text of an answer tells."""


def answer_gains(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "list those that had net savings" and "which had net losses"; None for any other question.

    An amount below zero is no saving, though a source gives it as the net savings; and who has an amount of the sign
    that is asked for has what the outcome of that name says, whether or not a source says it in that word.
    """
    best = found.readings[0] if found.readings else None
    meant = _meant(best, desk.words) if best is not None else None
    if best is None or meant is None:
        return None
    amount, outcome, sign = meant
    classes = best.graph.nodes[best.graph.edges[0].s].classes
    told = find_statements(desk.reader, desk.words, (), (amount,))
    core = desk.words.core
    mine = [f for f in told if _is_fact(f) and float(f.fact.object.value) * sign > 0]
    mine += [f for f in find_statements(desk.reader, desk.words, (), (core + "outcome",), (outcome,)) if _is_fact(f)]
    groups: dict[str, list[Found]] = {}
    for f in mine:
        known = desk.words.entities.get(str(f.fact.subject.iri))
        if known is None or any(desk.words.is_a(t, c) for t in known.types for c in classes) or not classes:
            groups.setdefault(str(f.fact.subject.iri), []).append(f)
    if not groups:
        return None
    items: list[AnswerItem] = [item_of([f.fact for f in fs], subject=True) for fs in groups.values()]
    facts = [f.fact for fs in groups.values() for f in fs]
    text = " ".join(dict.fromkeys(full_sentence(fs[0].fact, desk.words) for fs in list(groups.values())[:MOST_TOLD]))
    return Outcome("answered", text, items, facts=facts)


def _is_fact(found: Found) -> bool:
    fact = found.fact
    return not (found.turned or fact.negated or fact.rank == "deprecated") and fact.modality == "fact"


def _meant(reading: Interpretation, words: Words) -> tuple[str, str, int] | None:
    """The property of amounts, the outcome of the sign that is asked for, and that sign; None for another question."""
    graph, frame = reading.graph, reading.frame
    plain = not (graph.filters or graph.order or graph.during or graph.speakers or graph.limit or frame.bounds)
    if reading.left or not plain or len(graph.edges) != 1 or frame.asks not in ("which", "list", "keywords"):
        return None
    edge = graph.edges[0]
    subject, target = graph.nodes[edge.s], graph.nodes[edge.o]
    if frame.modality or frame.negated or edge.negated or subject.entities or not subject.classes:
        return None
    if target.entities:
        return _of_outcome(edge, target.entities[0], words)
    negative = {token.lower for token in frame.tokens} & word_set("signs", "negative")
    return None if negative or target.constant else _of_amount(edge, words)


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


def _outcomes(words: Words) -> list[str]:
    """The outcomes that the vocabulary names."""
    ranges = words.properties[words.core + "outcome"].ranges if words.core + "outcome" in words.properties else ()
    return [e.iri for e in words.entities.values() if "/id/" not in e.iri and words.fits(e.types, ranges)]
