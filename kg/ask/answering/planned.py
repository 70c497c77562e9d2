"""How something is planned now: of planned days that differ, the one that the latest source gives."""

from __future__ import annotations

import re

from kg.ask.evidence.lookup import Found
from kg.ask.questions.frame import QuestionFrame
from kg.ask.words.english import tokenize, word_set
from kg.read.facts import Fact

UNDATED = "9999"
"""The year of a graph whose documents have no dates: nothing tells what is over."""
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


def planned_last(found: list[Found]) -> list[Found]:
    """Of several planned days of one thing, those that the latest source gives or only tells more or less exactly.

    In: the statements that answer "when is it to start now". Out: all of them where one is no plan, one stands in no
    dated source, or two sources of the latest day differ.
    """
    days = [f.fact.object.value for f in found]
    if len(set(days)) < 2 or any(f.fact.modality != "plan" or not _DAY.fullmatch(f.fact.object.value) for f in found):
        return found
    told = [_told_on(f.fact) for f in found]
    if not all(told) or len({(f.fact.subject.iri, f.fact.property.iri) for f in found}) > 1:
        return found
    latest = [day for day, when in zip(days, told, strict=True) if when == max(told)]
    exact = max(latest, key=len)
    if any(not exact.startswith(day) for day in latest):
        return found
    return [f for f in found if f.fact.object.value.startswith(exact) or exact.startswith(f.fact.object.value)]


def planned_first(found: list[Found], happened: set[str]) -> list[Found]:
    """Of the plans for one thing, how it was planned at first; `happened` are the days on which it came about."""
    # What came about as it was planned last is not what was planned at first, nor is a day that a plan was put off to.
    first = [f for f in found if f.fact.object.value not in happened] or found
    first = [f for f in first if not _is_put_off(f.fact)]
    words = word_set("time", "at_first")
    said_so = [f for f in first if any(words & {t.lower for t in tokenize(q.exact)} for q in f.fact.quotes)]
    every = {f.fact.iri for f in first}
    return said_so or [f for f in first if set(f.fact.superseded_by) & every] or first


def without_given_up(found: list[Found], frame: QuestionFrame) -> list[Found]:
    """Planned days without those that a source tells as what "had been planned", beside one that it plans now.

    Just those where it is asked for what was planned at first.
    """
    first = {t.lower for t in frame.tokens} & (word_set("time", "original") | word_set("time", "at_first"))
    if first and found and all(f.fact.modality == "plan" and _is_put_off(f.fact) for f in found):
        return []
    if len({f.fact.object.value for f in found}) < 2 or any(f.fact.modality != "plan" for f in found):
        return found
    if len({(f.fact.subject.iri, f.fact.property.iri) for f in found}) > 1:
        return found
    every = {f.fact.iri for f in found}
    taken_back = [f for f in found if set(f.fact.superseded_by) & every] if first else []
    left = taken_back or [f for f in found if _is_given_up(f.fact) == bool(first)]
    return left or found


def _is_given_up(fact: Fact) -> bool:
    """Whether every source of a plan tells it as one that was dropped: "we had proposed that it begin in 2036"."""
    told = [" ".join(f"{re.split(r'[.;!?]', q.prefix)[-1]}{q.exact}".lower().split()) for q in fact.quotes]
    return bool(told) and all(any(said in text for said in word_set("time", "given_up")) for text in told)


def was_put_off(found: list[Found]) -> bool:
    """Whether of the planned days of one thing some are told as the later ones, to which the others were moved."""
    put_off = [f for f in found if _is_put_off(f.fact)]
    return bool(put_off) and len(put_off) < len(found) and len({f.fact.subject.iri for f in found}) == 1


def _is_put_off(fact: Fact) -> bool:
    """Whether some source gives a planned day as the later one of two: "it was put off from January to July"."""
    told = [" ".join(q.exact.lower().split()) for q in fact.quotes]
    read_so = any(":delayed" in q.extracted_by for q in fact.quotes)
    return read_so or any(said in text for text in told for said in word_set("time", "put_off"))


def _told_on(fact: Fact) -> str:
    """The day of the latest source that gives a statement, empty where no source is dated."""
    return max((quote.source.issued or "" for quote in fact.quotes), default="")


def has_lapsed(found: list[Found], frame: QuestionFrame, day: str) -> bool:
    """Whether all that tells of what is asked as still ahead are plans for days that are over.

    "Will it ever start": a plan for 2022 tells nothing of it in 2026.
    """
    days = [str(f.fact.object.value) for f in found if f.fact.modality == "plan"]
    ahead = bool({token.lower for token in frame.tokens[:1]} & {"will", "is", "are", "shall", "does", "do"})
    return (
        bool(days)
        and ahead
        and day < UNDATED
        and len(days) == len(found)
        and all(one < day[: len(one)] for one in days)
    )
