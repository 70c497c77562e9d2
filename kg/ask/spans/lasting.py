"""Whether something runs still, where what says so is of years ago, or what came after it has begun."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.answering.sitting import LONG
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.reading import Understanding
from kg.read.facts import Fact


def answer_lasting(found: Understanding, desk: Desk) -> Outcome | None:
    """No-data for "is it still running", of what was last seen running long ago, or has a successor that has begun.

    The same for "is it over". What the sources do say is told with its day. None where the sources tell that it is
    over, or where one shows it running since, and for any other question.
    """
    best, core = found.readings[0], desk.words.core
    graph = best.graph
    if found.frame.asks != "truth" or found.frame.past or len(graph.edges) != 1 or graph.during or desk.as_of:
        return None
    edge = graph.edges[0]
    thing, state = graph.nodes[edge.s].entities, graph.nodes[edge.o].entities
    running = edge.p == core + "status" and state in ((core + "Active",), (core + "Ended",))
    over = edge.p == core + "endedOn" and not graph.filters and not graph.nodes[edge.o].constant
    if not (running or over) or len(thing) != 1 or "/id/" not in thing[0]:
        return None
    states = _of(thing[0], "status", desk)
    active = [f for f in states if f.object.iri == core + "Active"]
    if not active or any(f.object.iri != core + "Active" for f in states) or _of(thing[0], "endedOn", desk):
        return None
    begun = {(q.source.iri, q.start) for f in _of(thing[0], "startedOn", desk) for q in f.quotes}
    # That it began is no word of whether it runs now.
    told = [f for f in active if any((q.source.iri, q.start) not in begun for q in f.quotes)]
    seen = max((_day(f) or "9999" for f in told), default="")
    after = _successor(thing[0], desk)
    since = max((str(f.object.value) for f in after), default="")
    old = seen[:4].isdigit() and desk.day[:4].isdigit() and int(desk.day[:4]) - int(seen[:4]) > LONG
    if not (old or (since and since[:4] > seen[:4])):
        return None
    facts = [*sorted(told or active, key=_day)[-1:], *after]
    text = " ".join(dict.fromkeys(full_sentence(fact, desk.words) for fact in facts))
    known = [item_of([fact]) for fact in facts]
    return Outcome(
        "unanswered", f"The sources do not say whether it runs now. {text}", reason="no-data", known=known, facts=facts
    )


def _of(thing: str, name: str, desk: Desk) -> list[Fact]:
    found = find_statements(desk.reader, desk.words, (thing,), (desk.words.core + name,))
    facts = [f.fact for f in found if not f.turned and not f.fact.negated and f.fact.rank != "deprecated"]
    return [f for f in facts if f.modality == "fact"]


def _day(fact: Fact) -> str:
    return value_of(fact, "asOf") or value_of(fact, "pointInTime") or value_of(fact, "validFrom")


def _successor(thing: str, desk: Desk) -> list[Fact]:
    """What tells that something came after a thing, and that this has begun."""
    core = desk.words.core
    links = find_statements(desk.reader, desk.words, (thing,), (core + "successor",))
    links = [f for f in links if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    for link in links:
        other = str((link.fact.subject if link.fact.object.iri == thing else link.fact.object).iri)
        starts = [f for f in _of(other, "startedOn", desk) if str(f.object.value) <= desk.day]
        if starts:
            return [link.fact, starts[0]]
    return []
