"""What was announced and has not begun: told by its state and its first day, and not by the announcement alone."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.reading import Understanding
from kg.ask.spans.spans import of_use, reach
from kg.ask.words.english import tables
from kg.read.facts import Fact

_OVER = ("Active", "Ended", "TerminatedEarly", "Withdrawn")
"""States of what has begun, or never will."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(said, re.I) for said in tables()["unbegun"]["patterns"])


def answer_unbegun(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "which were announced but have not started": None for any other question.

    In: what is announced now, or was on a day. Out: those of them that no source says to have begun, to be over or to
    be given up, and whose planned first day has not come.
    """
    if not any(pattern.fullmatch(found.frame.text.strip(" ?.!")) for pattern in _patterns()):
        return None
    core = desk.words.core
    told: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    names = ("status", "announcedOn", "startedOn", "endedOn")
    for one in find_statements(desk.reader, desk.words, (), [core + name for name in names]):
        thing, name = str(one.fact.subject.iri), str(one.fact.property.iri).removeprefix(core)
        if not one.turned and desk.words.is_one(thing, "Initiative"):
            told[thing][name].append(one.fact)
    kept = {thing: proof for thing, facts in told.items() if (proof := _waiting(facts, core, desk.day))}
    found.said = "which: announced, not begun"
    if not kept:
        return Outcome("unanswered", "The sources speak of none that is announced and has not begun.", reason="no-data")
    items = [item_of(proof, subject=True) for proof in kept.values()]
    text = sentence(f"announced and not begun: {listed(sorted(desk.words.label(thing) for thing in kept))}")
    return Outcome("answered", text, items, facts=[f for proof in kept.values() for f in proof])


def _waiting(facts: dict[str, list[Fact]], core: str, day: str) -> list[Fact]:
    """What tells that a thing was announced, where nothing tells that it began or is over; else nothing."""
    states = of_use(facts["status"], planned=False) if facts["status"] else []
    told = [f.object.iri for f in facts["status"] if not f.negated and f.rank != "deprecated"]
    if any(core + state in told for state in _OVER):
        return []
    begins = of_use(facts["startedOn"], planned=True)
    if any(reach(str(f.object.value))[0].isoformat() <= day for f in begins):
        return []
    if any(f.modality == "fact" for f in facts["endedOn"]):
        return []
    announced = [f for f in states if f.object.iri == core + "Announced"] + of_use(facts["announcedOn"], planned=False)
    # What is only proposed is not announced; what is to begin on a day is.
    if not announced and core + "Proposed" in told:
        return []
    return [*announced, *begins]
