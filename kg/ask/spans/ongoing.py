"""Ongoing: what ran at a time, told by first and last days: "was it running in 2021", "which were active then"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements, item_of, yes_or_no
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.spans.spans import of_use, reach
from kg.read.facts import Fact

SILENT = Outcome("unanswered", "The sources do not say.", reason="no-data")


@dataclass(frozen=True, slots=True)
class _Run:
    """Whether something ran for some of a time (`None` where that is open), and what tells it."""

    ran: bool | None
    facts: list[Fact]


def answer_ongoing(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Whether something ran at a time, or what did; None for any other question.

    Yes where its last possible first day is not after the time and its first possible last day not before it; no where
    one of the two rules it out; else silence.
    """
    running = setting.words.core + "Active"
    readings = [r for r in found.readings[:4] if r.graph.edges and not r.left and _asks_of(r, running)]
    times = [b for b in found.frame.bounds if b.kind == "date" and b.op in ("=", "between")]
    if not readings or len(times) != 1 or found.frame.negated:
        return None
    graph = readings[0].graph
    named = {one for node in graph.nodes for one in node.entities if "/id/" in one}
    first, last = reach(times[0].low)[0], reach(times[0].high or times[0].low)[1]
    if found.frame.asks == "truth":
        return _whether(named, (first, last), desk) if len(named) == 1 else None
    if named or len(graph.edges) > 1 or found.frame.asks not in ("which", "list", "count"):
        return None
    runs = {thing: run for thing, run in _runs((), (first, last), desk).items() if run.ran}
    if not runs:
        return SILENT
    return _counted(runs, desk) if found.frame.asks == "count" else _listed(runs, desk)


def of_now(outcome: Outcome, found: Understanding, desk: Desk) -> Outcome:
    """A list of what has something now without those that are over, given up or still to begin, told beside it.

    No-data where none is left. A list of states ("which are proposed now") stays as it is.
    """
    if found.frame.time == "current" and found.frame.asks == "count" and outcome.status == "answered":
        return _number_now(outcome, found, desk)
    things = [item.iri for item in outcome.items if item.iri and desk.words.is_one(item.iri, "Initiative")]
    lists = found.frame.time == "current" and found.frame.asks in ("which", "list", "keywords", "what")
    core = desk.words.core
    states = {core + "status", core + "announcedOn", core + "startedOn"}
    if outcome.status != "answered" or not lists or not things or len(things) != len(outcome.items):
        return outcome
    if {str(fact.property.iri) for fact in outcome.facts} & states:
        return outcome
    told: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for name in ("endedOn", "startedOn", "status"):
        for one in find_statements(desk.reader, desk.words, things, (core + name,)):
            told[str(one.fact.subject.iri)][name].append(one.fact)
    today = reach(desk.day)[0]
    mine = {thing: [f for f in outcome.facts if f.subject.iri == thing] for thing in things}
    plans = {thing: facts for thing, facts in mine.items() if facts and all(f.modality == "plan" for f in facts)}
    gone = {thing: proof for thing in things if (proof := _not_now(told[thing], core, today) or plans.get(thing))}
    if not gone:
        return outcome
    left = [item for item in outcome.items if item.iri not in gone]
    proof = [fact for thing in sorted(gone) for fact in gone[thing]]
    beside = " ".join(dict.fromkeys(full_sentence(fact, desk.words) for fact in proof))
    if not left:
        text = f"The sources do not say that of any now. {beside}"
        return Outcome("unanswered", text, reason="no-data", known=outcome.items, facts=proof)
    facts = [f for f in outcome.facts if str(f.subject.iri) not in gone]
    text = f"{sentence(listed(item.label for item in left))} Not so now: {beside}"
    return replace(outcome, text=text, items=left, facts=facts)


def _number_now(outcome: Outcome, found: Understanding, desk: Desk) -> Outcome:
    """A number of tests that was counted, without those that are not so now; any other outcome as it is."""
    whole = {str(f.subject.iri): f for f in outcome.facts if desk.words.is_one(str(f.subject.iri), "Initiative")}
    if len(outcome.items) != 1 or outcome.items[0].value != str(len(whole)):
        return outcome
    subjects = {fact.subject.iri: fact for fact in outcome.facts}
    items = [item_of([fact], subject=True) for fact in subjects.values()]
    frame = replace(found.frame, asks="which")
    left = of_now(replace(outcome, items=items), replace(found, frame=frame), desk)
    if left.status == "unanswered" or len(left.items) == len(items):
        return left if left.status == "unanswered" else outcome
    number = str(len(left.items))
    proofs = tuple(fact.iri for fact in left.facts)
    item = AnswerItem(number, number, None, XSD + "integer", (), (), proofs, citations(left.facts))
    return replace(left, text=f"{number}: {left.text}", items=[item], sparql=None)


def _not_now(facts: dict[str, list[Fact]], core: str, today: date) -> list[Fact]:
    """What tells that a thing is over, was given up, or is only to begin; nothing where it may run."""
    ends = of_use(facts["endedOn"], planned=False)
    if ends and max(_last(f) for f in ends) < today:
        return ends
    states = of_use(facts["status"], planned=False)
    if any(f.object.iri == core + "Active" for f in states):
        return []
    over = {core + name for name in ("Withdrawn", "Ended", "TerminatedEarly")}
    gone = [f for f in states if f.object.iri in over]
    if gone:
        return gone[:1]
    begins = of_use(facts["startedOn"], planned=True)
    ahead = [f for f in begins if f.modality == "plan" and reach(str(f.object.value))[0] > today]
    return ahead if begins and len(ahead) == len(begins) else []


def _last(fact: Fact) -> date:
    return reach(str(fact.object.value))[1]


def _asks_of(reading: Interpretation, running: str) -> bool:
    nodes = reading.graph.nodes
    return any(running in nodes[edge.o].entities for edge in reading.graph.edges)


def _whether(named: Iterable[str], time: tuple[date, date], desk: Desk) -> Outcome:
    run = next(iter(_runs(named, time, desk).values()), None)
    if run is None or run.ran is None:
        known = [item_of([fact]) for fact in run.facts] if run is not None else []
        return Outcome("unanswered", SILENT.text, reason="no-data", known=known)
    told = " ".join(full_sentence(fact, desk.words) for fact in run.facts)
    return yes_or_no(run.ran, told, run.facts)


def _listed(runs: dict[str, _Run], desk: Desk) -> Outcome:
    items = [item_of(run.facts, subject=True) for run in runs.values()]
    facts = [fact for run in runs.values() for fact in run.facts]
    names = listed(sorted(desk.words.label(thing) for thing in runs))
    return Outcome("answered", sentence(f"by their first and last days: {names}"), items, facts=facts)


def _counted(runs: dict[str, _Run], desk: Desk) -> Outcome:
    facts = [fact for run in runs.values() for fact in run.facts]
    number, names = str(len(runs)), listed(sorted(desk.words.label(thing) for thing in runs))
    item = AnswerItem(
        number, number, None, XSD + "integer", (), (), tuple(fact.iri for fact in facts), citations(facts)
    )
    text = sentence(f"{number}, of those whose first and last days are told: {names}")
    return Outcome("answered", text, [item], facts=facts)


def _runs(named: Iterable[str], time: tuple[date, date], desk: Desk) -> dict[str, _Run]:
    """For each thing that began, whether it ran for some of a time."""
    core = desk.words.core
    told: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for name in ("startedOn", "endedOn", "status"):
        for one in find_statements(desk.reader, desk.words, tuple(named), (core + name,)):
            told[str(one.fact.subject.iri)][name].append(one.fact)
    found = {}
    for thing, facts in told.items():
        begins = of_use(facts["startedOn"], planned=False)
        ends = of_use(facts["endedOn"], planned=True)
        states = [f for f in of_use(facts["status"], planned=False) if f.object.iri == core + "Active"]
        if begins:
            found[thing] = _run(begins, ends, states, time)
    return found


def _run(begins: list[Fact], ends: list[Fact], states: list[Fact], time: tuple[date, date]) -> _Run:
    first, last = time
    starts = [reach(str(fact.object.value)) for fact in begins]
    stops = [reach(str(fact.object.value)) for fact in ends]
    if min(day for day, _ in starts) > last:
        return _Run(False, begins)
    if stops and max(day for _, day in stops) < first:
        return _Run(False, ends)
    begun = max(day for _, day in starts) <= last
    if begun and stops and min(day for day, _ in stops) >= first:
        return _Run(True, [*begins, *ends])
    if begun and not stops and states:
        return _Run(True, [*begins, *states[:1]])
    return _Run(None, [*begins, *ends])
