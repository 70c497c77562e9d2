"""What was put off: told by a planned first day and a later one of the same thing, and by no word of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, day_item, find_statements, item_of, yes_or_no
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.spans.spans import named_thing, of_use, reach
from kg.ask.words.english import tables
from kg.read.facts import Fact


@dataclass(frozen=True, slots=True)
class _Delay:
    """A planned first day that gave way, and the later one, planned or come."""

    before: Fact
    after: Fact

    @property
    def told(self) -> tuple[Fact, Fact]:
        return (self.before, self.after)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tables()["postponed"]
    things = "|".join(tables()["acts"]["things"])

    def whole(said: str) -> re.Pattern[str]:
        said = said.replace("@things", f"(?:{things})").replace("@late", table["late"])
        return re.compile(said.replace("@thing", "(?P<thing>.+?)"), re.I)

    return tuple((asks, whole(said)) for asks in ("which", "until", "whether", "punctual") for said in table[asks])


def answer_postponed(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers which things were put off, whether one was, and until when; None for any other question.

    A thing was put off where one source gives a planned first day and the same or a later one gives a later day, and
    no source says that it began as planned. Two plans of documents whose order is not known tell nothing.
    """
    text = found.frame.text.strip(" ?.!")
    asks, match = next(((a, m) for a, p in _patterns() if (m := p.fullmatch(text))), ("", None))
    if match is None:
        return None
    thing = named_thing(match["thing"], setting) if asks != "which" else None
    if asks != "which" and thing is None:
        return None
    delays = _delays(desk, thing)
    if asks == "which":
        found.said = "which: put off, by their planned and later first days"
        if found.frame.asks == "truth" and delays:
            told = " ".join(_said(delay, desk) for delay in list(delays.values())[:3])
            return yes_or_no(True, told, [f for delay in delays.values() for f in delay.told])
        return _listed(delays, desk, counted=found.frame.asks == "count")
    delay = delays.get(str(thing))
    if asks == "punctual":
        return _punctual(str(thing), delay, found, desk)
    found.said = f"whether: {desk.words.label(str(thing))} was put off, by its planned and later first days"
    if delay is None:
        text = f"The sources tell of no start of {desk.words.label(str(thing))} that was put off."
        return Outcome("unanswered", text, reason="no-data")
    told = _said(delay, desk)
    if asks == "whether":
        return yes_or_no(True, told, list(delay.told))
    item = day_item(str(delay.after.object.value), [delay.after, delay.before])
    return Outcome("answered", told, [item], facts=list(delay.told))


def _punctual(thing: str, delay: _Delay | None, found: Understanding, desk: Desk) -> Outcome:
    """Whether something began on the first day that was planned: by that day and the one on which it began."""
    found.said = f"whether: {desk.words.label(thing)} began as planned, by its planned first day and the one that came"
    if delay is not None:
        return yes_or_no(False, _said(delay, desk), list(delay.told))
    told = find_statements(desk.reader, desk.words, (thing,), (desk.words.core + "startedOn",))
    days = [f.fact for f in told if not f.turned and not f.fact.negated and f.fact.rank != "deprecated"]
    plans = [f for f in days if f.modality == "plan" and f.qualifier("appliesTo") is None]
    begun = of_use(days, planned=False)
    # Only a day tells: a plan for a year is kept by any day of it, and says nothing of what was promised.
    kept = [f for f in plans if begun and all(str(f.object.value) == str(g.object.value) for g in begun)]
    if plans and len(kept) == len(plans):
        told_days = [kept[0], begun[0]]
        return yes_or_no(True, " ".join(full_sentence(f, desk.words) for f in told_days), told_days)
    text = f"The sources do not tell both the planned first day of {desk.words.label(thing)} and the one that came."
    return Outcome("unanswered", text, reason="no-data")


def _said(delay: _Delay, desk: Desk) -> str:
    return " ".join(full_sentence(f, desk.words) for f in delay.told)


def still_ahead(outcome: Outcome, found: Understanding, desk: Desk) -> Outcome:
    """Of first days that differ, the one that came, or is still to come, with the planned one that it took over from.

    Only where it is asked what will be, or keywords ask for the first day and for no planned one.
    """
    lower = {token.lower for token in found.frame.tokens}
    days = [f for f in outcome.facts if str(f.property.iri) == desk.words.core + "startedOn"]
    plans = [f for f in days if f.modality == "plan"]
    asked = found.frame.asks == "when" and bool(lower & {"will", "going", "due", "expected", "is"})
    asked = asked or (found.frame.asks == "keywords" and not lower & {"original", "originally", "planned", "first"})
    bare = all(item.iri is None for item in outcome.items)
    if outcome.status == "unanswered" or not (asked and bare and plans) or len(days) < len(outcome.facts):
        return outcome
    begun = [f for f in days if f.modality == "fact"]
    coming = begun or [f for f in plans if reach(str(f.object.value))[1].isoformat() >= desk.day]
    gone = [f for f in plans if f not in coming and str(f.object.value) not in {str(g.object.value) for g in coming}]
    if not gone or len({str(f.object.value) for f in coming}) != 1 or len({f.subject.iri for f in days}) != 1:
        return outcome
    told = " ".join(full_sentence(f, desk.words) for f in (coming[0], gone[-1]))
    item = day_item(str(coming[0].object.value), coming)
    return Outcome("answered", told, [item], outcome.sparql, facts=[*coming, *gone])


def _listed(delays: dict[str, _Delay], desk: Desk, *, counted: bool) -> Outcome:
    if not delays:
        return Outcome("unanswered", "The sources tell of no start that was put off.", reason="no-data")
    facts = [f for delay in delays.values() for f in delay.told]
    names = listed(sorted(desk.words.label(thing) for thing in delays))
    told = " ".join(_said(delay, desk) for delay in list(delays.values())[:6])
    if counted:
        number, proofs = str(len(delays)), tuple(f.iri for f in facts)
        item = AnswerItem(number, number, None, XSD + "integer", (), (), proofs, citations(facts))
        return Outcome("answered", f"{number}, by their planned and later first days: {names}.", [item], facts=facts)
    items = [item_of(list(delay.told), subject=True) for delay in delays.values()]
    text = f"{sentence(f'by their planned and later first days: {names}')} {told}"
    return Outcome("answered", text, items, facts=facts)


def _delays(desk: Desk, thing: str | None) -> dict[str, _Delay]:
    """What was put off, each with the first day that was planned and the last that is told."""
    told: dict[str, list[Fact]] = defaultdict(list)
    things = (thing,) if thing else ()
    for one in find_statements(desk.reader, desk.words, things, (desk.words.core + "startedOn",)):
        if not one.turned and desk.words.is_one(str(one.fact.subject.iri), "Initiative"):
            told[str(one.fact.subject.iri)].append(one.fact)
    return {one: delay for one, facts in told.items() if (delay := _delay(facts)) is not None}


def _delay(facts: list[Fact]) -> _Delay | None:
    facts = [f for f in facts if not f.negated and f.rank != "deprecated" and f.qualifier("appliesTo") is None]
    plans = sorted((f for f in facts if f.modality == "plan"), key=lambda f: reach(str(f.object.value)))
    begun = of_use(facts, planned=False)
    for before in plans:
        end = reach(str(before.object.value))[1]
        if any(reach(str(f.object.value))[0] <= end for f in begun):
            return None
        later = begun or [f for f in plans if reach(str(f.object.value))[0] > end and _follows(f, before)]
        if later:
            return _Delay(before, max(later, key=lambda f: reach(str(f.object.value))))
    return None


def _follows(after: Fact, before: Fact) -> bool:
    """Whether the later of two planned days is told in a document of the same day or a later one."""
    days = [sorted(q.source.issued for q in f.quotes if q.source.issued) for f in (after, before)]
    return bool(days[0] and days[1]) and days[0][-1] >= days[1][0]
