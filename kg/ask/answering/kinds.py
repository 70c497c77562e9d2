"""Of what kind a thing is: "is X a model"."""

from __future__ import annotations

from kg.ask.answering.sentences import sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements, item_of
from kg.ask.graphs.sparql import with_prefixes
from kg.ask.readings.reading import Interpretation


def answer_kind(reading: Interpretation, desk: Desk) -> Outcome:
    """ "Is X a model?": from its class, cited by a statement about it."""
    graph, words = reading.graph, desk.words
    entity = next((n for n in graph.nodes if n.entities), None)
    said = next((s for s in reading.cover if s.sense.kind == "class"), None)
    stems_said = tuple(reading.frame.tokens[i].stem for i in said.at) if said is not None else ()
    wanted = {s.iri for s in words.index.get(stems_said, ()) if s.kind == "class"} | (
        {said.sense.iri} if said else set()
    )
    if entity is None or not wanted:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    types = words.entities[entity.entities[0]].types
    kind = min((w for w in wanted if any(words.is_a(t, w) for t in types)), default=min(wanted))
    facts = [f.fact for f in find_statements(desk.reader, words, entity.entities)[:2]]
    name = words.label(entity.entities[0])
    if any(words.is_a(t, w) for t in types for w in wanted) and facts:
        query = with_prefixes(f"ASK {{ <{entity.entities[0]}> a <{kind}> }}", words)
        item = AnswerItem("true", "yes", None, XSD + "boolean", (), (), tuple(f.iri for f in facts), citations(facts))
        return Outcome(
            "answered", sentence(f"yes: {name} is a {words.label(kind).lower()}"), [item], query, facts=facts
        )
    return Outcome(
        "unanswered",
        sentence(f"the sources do not say that {name} is a {words.label(kind).lower()}"),
        reason="no-data",
        known=[item_of([f]) for f in facts],
    )
