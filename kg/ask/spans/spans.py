"""How long things ran, by their own first and last days: "which lasted longer, A or B", "how long did A run"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.ask.answering.overtaken import days_of
from kg.ask.answering.sentences import full_sentence, listed
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements, item_of, qualifiers_of, verdict
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.read.facts import Fact
from kg.read.wording import duration_words

_RAN = r"(?:last|lasts|lasted|run|runs|ran|go(?:es)? on|went on|operated?|operates|continued?|was tested|stayed open)"
_LONG = r"(?:for )?(?:a )?(?P<much>longer|shorter|less long)(?: time)?"
_WHICH = re.compile(
    rf"^(?:which|what)(?: one| \w+)?(?: of (?P<of>.+? and .+?))?,? (?:has |had |will |would )?{_RAN} {_LONG}"
    r"(?:[,:]? (?:of )?(?P<list>.+? (?:or|and) .+))?$",
    re.I,
)
_WHETHER = re.compile(rf"^(?:did|does|do|will|would|has|had) (?P<a>.+?) {_RAN} {_LONG} than (?P<b>.+)$", re.I)
_HOW = re.compile(
    r"^(?:for )?how (?:long|many years|many months) (?:did|was|were|had|has) (?P<a>.+?) "
    rf"(?:actually |really )?(?:{_RAN}|(?:in operation|in place|active|running|tested|around|open|alive))(?: for)?$",
    re.I,
)
_AHEAD = re.compile(
    rf"^(?:for )?how (?:long|many years|many months) (?:will|does|is) (?P<a>.+?) (?:be |going to |due to |planned to )*"
    rf"(?:{_RAN}|(?:in operation|in place|active|running|tested|open))(?: for)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Span:
    """The fewest and most days that a thing ran, its whole months where its days tell them, and what says so."""

    least: float
    most: float
    exact: str
    facts: tuple[Fact, ...]


def answer_span(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers which of two ran longer, whether one did, and how long one ran; None for another question.

    Two spans are told apart only where the shortest that the one may have been is longer than the longest of the other.
    """
    text = found.frame.text.strip(" ?.")
    which, whether, how = _WHICH.match(text), _WHETHER.match(text), _HOW.match(text)
    ahead = _AHEAD.match(text)
    if ahead is not None:
        return _planned_length(ahead["a"], setting, desk)
    if how is not None:
        return _length(how["a"], setting, desk)
    if whether is not None:
        names = [whether["a"], whether["b"]]
    elif which is not None and (which["of"] or which["list"]):
        names = re.split(r",? (?:or|and) (?:the )?", which["of"] or which["list"])
    else:
        return None
    things = [named_thing(name, setting) for name in names]
    if len(things) != 2 or None in things or things[0] == things[1]:
        return None
    spans = [span_of(str(thing), desk) for thing in things]
    whole = [s for s in spans if s is not None]
    silent = [desk.words.label(str(t)) for t, s in zip(things, spans, strict=True) if s is None]
    facts = [f for s in spans if s is not None for f in s.facts]
    known = [item_of([f]) for f in facts[:5]]
    if silent:
        text = f"The sources do not give both the start and the end of {listed(silent)}."
        return Outcome("unanswered", text, reason="no-data", known=known, facts=facts)
    first, second = whole
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    if first.least <= second.most and second.least <= first.most:
        text = f"The sources do not tell which was the longer: {told}"
        return Outcome("unanswered", text, reason="no-data", known=known, facts=facts)
    longer = (whether or which)["much"].lower() == "longer"  # type: ignore[index]
    winner = 0 if (first.least > second.most) == longer else 1
    if whether is not None:
        return Outcome("answered", f"{'No' if winner else 'Yes'}: {told}", [verdict(not winner, facts)], facts=facts)
    iri, best = str(things[winner]), whole[winner]
    proof = (*best.facts, *(f for f in facts if f not in best.facts))
    item = AnswerItem(
        iri,
        desk.words.label(iri),
        iri,
        None,
        (),
        qualifiers_of(proof[0]),
        tuple(f.iri for f in proof),
        citations(proof),
    )
    return Outcome("answered", f"{item.label}: {told}", [item], facts=list(proof))


def _planned_length(name: str, setting: Setting, desk: Desk) -> Outcome | None:
    """How long one thing will run from its first day to its last, where no length is told in so many words."""
    thing = named_thing(name, setting)
    if thing is None or days_told(thing, desk.words.core + "plannedDuration", desk, planned=True):
        return None
    span = span_of(thing, desk)
    ends = days_told(thing, desk.words.core + "endedOn", desk, planned=False)
    return _of_length(thing, span, "is planned to run for", desk) if span and span.exact and not ends else None


def _length(name: str, setting: Setting, desk: Desk) -> Outcome | None:
    """How long one thing ran, where the sources say when it began and ended."""
    thing = named_thing(name, setting)
    span = span_of(thing, desk, planned=False) if thing is not None else None
    if thing is None or span is None:
        return None
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in span.facts))
    if not span.exact:
        known = [item_of([f]) for f in span.facts]
        return Outcome("unanswered", f"The sources do not say it to the month: {told}", reason="no-data", known=known)
    return _of_length(thing, span, "ran for", desk)


def _of_length(thing: str, span: Span, ran: str, desk: Desk) -> Outcome:
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in span.facts))
    label = duration_words(span.exact)
    item = AnswerItem(
        span.exact,
        label,
        None,
        XSD + "duration",
        (),
        qualifiers_of(span.facts[0]),
        tuple(f.iri for f in span.facts),
        citations(span.facts),
    )
    return Outcome("answered", f"{desk.words.label(thing)} {ran} {label}. {told}", [item], facts=list(span.facts))


def named_thing(name: str, setting: Setting) -> str | None:
    """The one thing that a name means."""
    inner = understand(name.strip(" ?.,"), setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left and not inner.unknown else ()
    only = [s.sense.iri for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri]
    return only[0] if len(only) == len(cover) == 1 else None


def span_of(thing: str, desk: Desk, *, planned: bool = True) -> Span | None:
    """When a thing ran, by what happened and else by what is planned."""
    core = desk.words.core
    start, end = (days_told(thing, core + p, desk, planned=planned) for p in ("startedOn", "endedOn"))
    if start and end:
        first, last = [reach(str(f.object.value)) for f in start], [reach(str(f.object.value)) for f in end]
        least = (min(d for d, _ in last) - max(d for _, d in first)).days
        most = (max(d for _, d in last) - min(d for d, _ in first)).days + 1
        whole = {str(f.object.value) for f in (*start, *end)}
        exact = _months(first[0][0], last[0][1]) if len(whole) == 2 and all(len(v) == 10 for v in whole) else ""
        return Span(least, most, exact, (*start, *end))
    lengths = days_told(thing, core + "plannedDuration", desk, planned=True) if planned else []
    sizes = [days_of(str(f.object.value)) for f in lengths]
    return Span(min(sizes), max(sizes), "", tuple(lengths)) if sizes else None


def days_told(thing: str, prop: str, desk: Desk, *, planned: bool) -> list[Fact]:
    """What the sources say of a thing by a property: facts, else plans; of two the more exact."""
    return of_use([f.fact for f in find_statements(desk.reader, desk.words, (thing,), (prop,))], planned=planned)


def of_use(found: list[Fact], *, planned: bool) -> list[Fact]:
    """Of what the sources say by one property of one thing: facts, else plans where they will do; the most exact."""
    found = [f for f in found if not f.negated and f.rank != "deprecated"]
    chosen = [f for f in found if f.modality == "fact"] or (
        [f for f in found if f.modality == "plan"] if planned else []
    )
    values = {str(f.object.value) for f in chosen}
    finest = [f for f in chosen if not any(v != f.object.value and v.startswith(str(f.object.value)) for v in values)]
    return list({str(f.object.value): f for f in finest}.values())


def reach(value: str) -> tuple[date, date]:
    """The first and last day that a date of any precision may mean."""
    year, month, day = (int(p) for p in ([*value[:10].split("-"), "0", "0"])[:3])
    if day:
        return date(year, month, day), date(year, month, day)
    after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return date(year, month or 1, 1), after - timedelta(days=1)


def _months(first: date, last: date) -> str:
    """A span as whole years and months, empty where it has days besides.

    >>> _months(date(2021, 1, 1), date(2023, 12, 31)), _months(date(2021, 1, 1), date(2021, 1, 9))
    ('P3Y', '')
    """
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if after.day != first.day or months <= 0:
        return ""
    years, rest = divmod(months, 12)
    return "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
