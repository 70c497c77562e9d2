"""Which of two days came first: "did A start before B", "did A end after B began", by what the sources say of each."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from kg.ask.answering.own import lookup_edge
from kg.ask.answering.sentences import full_sentence, listed
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import item_of, yes_or_no
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.spans.spans import days_told, reach
from kg.ask.words.english import tables
from kg.read.facts import Fact


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = tables()["sooner"]
    verbs = "|".join(sorted(table["verbs"], key=len, reverse=True))
    return tuple(re.compile(said.replace("@verb", verbs), re.I) for said in table["patterns"])


def answer_sooner(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers whether one thing's day came before or after another's; None for another question.

    Two days are told apart only where neither can lie inside the other: June 2030 is not surely before June 20, 2030.
    """
    match = next((m for p in _patterns() if (m := p.fullmatch(found.frame.text.strip(" ?.!")))), None)
    if match is None:
        return None
    verbs = (match["verb"], match["again"] or match["verb"])
    sides = [_day_asked(match[name], verb, setting) for name, verb in zip(("a", "b"), verbs, strict=True)]
    if sides[0] is None or sides[1] is None or sides[0] == sides[1]:
        return None
    days = [days_told(thing, prop, desk, planned=True) for thing, prop in (s for s in sides if s is not None)]
    facts = [f for told in days for f in told]
    known = [item_of([f]) for f in facts[:5]]
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    found.said = f"whether: {desk.words.label(sides[0][0])} {match['verb']} {match['way']} {match['b']}"
    silent = [desk.words.label(s[0]) for s, ds in zip(sides, days, strict=True) if s is not None and not ds]
    if silent:
        text = f"The sources do not give that day of {listed(silent)}. {told}".strip()
        return Outcome("unanswered", text, reason="no-data", known=known, facts=facts)
    (first, last), (early, late) = (_reach(ds) for ds in days)
    if first <= late and early <= last and not (first == last == early == late):
        text = f"The sources do not tell which came first: {told}"
        return Outcome("unanswered", text, reason="no-data", known=known, facts=facts)
    yes = last < early if match["way"].split()[0].lower() in tables()["sooner"]["before"] else first > late
    return yes_or_no(yes, told, facts)


def _day_asked(name: str, verb: str, setting: Setting) -> tuple[str, str] | None:
    """The one thing that a name means, and the kind of day that a verb asks of it."""
    inner = understand(f"when did {name} {verb}", setting)
    best = inner.readings[0] if inner.readings and not inner.unknown else None
    edge = lookup_edge(best.graph) if best is not None and not best.left else None
    if best is None or edge is None or setting.words.properties[edge.p].kind != "date" or best.frame.bounds:
        return None
    named = best.graph.nodes[edge.s].entities
    return (named[0], edge.p) if len(named) == 1 and "/id/" in named[0] else None


def _reach(facts: list[Fact]) -> tuple[date, date]:
    """The first and last day that what the sources say may mean."""
    spans = [reach(str(f.object.value)) for f in facts]
    return min(a for a, _ in spans), max(b for _, b in spans)
