"""Who did what the sources tell to be done: they do not say, and what they say stands beside."""

from __future__ import annotations

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.reading import Interpretation


def by_nobody_told(reading: Interpretation | None, desk: Desk) -> Outcome | None:
    """No-data for "who certified it", where no source tells by whom it was, or that it was; None for anything else."""
    if reading is None or reading.left or reading.frame.asks != "who" or len(reading.graph.edges) != 1:
        return None
    edge = reading.graph.edges[0]
    subject, target = reading.graph.nodes[edge.s], reading.graph.nodes[edge.o]
    words = desk.words
    if edge.p != words.core + "outcome" or not subject.entities or not target.entities or reading.graph.during:
        return None
    told = find_statements(desk.reader, words, subject.entities, (edge.p,), target.entities)
    facts = [f.fact for f in told if not f.fact.negated and f.fact.rank != "deprecated"]
    if not facts:
        return Outcome("unanswered", "The sources do not say that it was.", reason="no-data")
    text = f"The sources do not say by whom; what they do say: {full_sentence(facts[0], words)}"
    return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts[:5]], facts=facts)
