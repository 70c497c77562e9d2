"""Date places: what the words around a date tell of how it is meant, of which year it is, or that it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extract.values.value_words import Phrases, tidy

_OF_YEAR = re.compile(r",?\s+(?:(?:of|in)\s+)?(?:the\s+)?", re.I)
"""What stands between a month and the year that the day of issue tells: "May of last year"."""


@dataclass(frozen=True, slots=True)
class Point:
    """A date in a text. `iso` has no year ("--03-01") while that stands elsewhere ("March 1 and June 1, 2027")."""

    start: int
    end: int
    iso: str
    comparator: str = "="
    fiscal: bool = False
    lower: str | None = None
    upper: str | None = None
    inferred: bool = False


def told_tense(before: str, tense: int) -> int:
    """The tense of a date by the word before it: "as of March" looks back, "effective April 1" either way."""
    if before.lower().split()[-2:] == ["as", "of"]:
        return -1
    word = before.split()[-1].lower().strip(",") if before.split() else ""
    return {"since": -1, "effective": 0}.get(word, tense)


def counts_things(text: str, start: int, end: int) -> bool:
    """Whether four bare digits count something ("over 2000 clinics") and are no year."""
    before = re.search(r"(\w+)\W*$", text[:start])
    if before and before.group(1).lower() in {
        "than",
        "about",
        "over",
        "nearly",
        "approximately",
        "roughly",
        "least",
        "most",
    }:
        return bool(re.match(r"\s+[a-z]\w+s\b", text[end:]))
    return bool(before and before.group(1).lower() in {"section", "part", "no", "number", "room", "suite", "box"})


def meaning(phrases: Phrases, words: str | None) -> str | None:
    wanted = tidy(words) if words else None
    return next((meaning for phrase, meaning in phrases if phrase == wanted), None)


def ends_with(phrases: Phrases, before: str) -> tuple[int, str] | None:
    """Where the phrase that stands right before a date begins, and what it means."""
    last = " ".join(before.lower().split()[-2:])
    inner = last.removesuffix(" the").removesuffix(" in")
    for phrase, meaning in phrases:
        word = phrase.split()[-1].lower()
        if not (last.endswith(word) or inner.endswith(word)):
            continue
        spaced = re.escape(phrase).replace(r"\ ", r"\s+")
        match = re.search(rf"(?<![\w-]){spaced}\s+(?:the\s+|in\s+)?$", before, re.I)
        if match:
            return match.start(), meaning
    return None


def in_told_years(text: str, points: list[Point]) -> list[Point]:
    """Days and months without a year joined with the one that is told by the day of issue: "in May of last year"."""
    found: list[Point] = []
    for point in points:
        before = found[-1] if found else None
        year = point.inferred and len(point.iso) == 4 and point.lower is None and not point.fiscal
        if before and year and before.iso[0] == "-" and _OF_YEAR.fullmatch(text[before.end : point.start]):
            found[-1] = replace(before, end=point.end, iso=f"{point.iso}{before.iso[1:]}", inferred=True)
        else:
            found.append(point)
    return found


def placed(text: str, point: Point, today: date, tense: int, whole: bool = False) -> Point:
    """A day or month without a year, put into the year that the day of issue and the tense tell."""
    alone = len(point.iso) == 4 and not re.search(
        r"\b(?:in|since|until|through|by|early|late|mid|during|this|as of)[\s-]+$", text[: point.start], re.I
    )
    if not point.iso.startswith("--") or alone:
        return point
    tense = told_tense(text[: point.start], tense)
    month, day = int(point.iso[2:4]), int(point.iso[5:7] or 1)
    try:
        dates = [date(today.year + step, month, day) for step in (-1, 0, 1)]
    except ValueError:
        return point
    if whole and month == today.month:
        chosen = dates[1]
    elif tense < 0:
        chosen = max(each for each in dates if each <= today)
    elif tense > 0:
        near = [each for each in dates if each >= today.replace(day=1 if len(point.iso) == 4 else today.day)]
        chosen = min(near)
    else:
        chosen = min(dates, key=lambda each: abs((each - today).days))
    return replace(point, iso=chosen.isoformat()[: 7 if len(point.iso) == 4 else 10], inferred=True)
