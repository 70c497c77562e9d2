"""Dates that a document gives itself: in a date line, a masthead, front matter."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w/-]){form}(?!\w|[/-]\d)", re.I)
    for form in (
        rf"{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?:[T ][\d:.]+\s?(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"(?P<month>[01]?\d)/(?P<day>[0-3]?\d)/{_YEAR}",
        rf"{_YEAR}/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)",
        rf"(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<month>[01]\d)",
        rf"(?P<month>0?[1-9]|1[0-2])/{_YEAR}",
    )
)


_LONGEST = 2000
"""A date that a document gives itself stands in the first so many characters of a line."""


_ANY_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def find_date(words: str) -> tuple[str, int, int] | None:
    """The first date in the words as ISO 8601 with its start and end; a month alone gives `YYYY-MM`.

    >>> find_date("Published: 12 Sep 2025")
    ('2025-09-12', 11, 22)
    >>> find_date("March 2026")
    ('2026-03', 0, 10)
    >>> find_date("30 February 2024") is None
    True
    """
    words = words[:_LONGEST]
    if not _ANY_YEAR.search(words):
        return None
    best: tuple[int, int, int, str] | None = None
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for found in form.finditer(words):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            iso = _iso(found)
            if iso and (best is None or found.start() < best[0]):
                best = (found.start(), found.end(), 0, iso)
    return (best[3], best[0], best[1]) if best else None


def _iso(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    name = parts["month"].lower()
    month = _MONTHS.get(name) or (int(name) if name.isdigit() else 0)
    if not 1 <= month <= 12:
        return None
    if parts.get("day") is None:
        return f"{parts['year']}-{month:02}"
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return None


_ISSUED = re.compile(
    r"(?:first\s+)?(?:published|issued|posted|released|date (?:published|posted|issued|released)"
    r"|publication date|date of issue|issue date|release date|date"
    r"|original(?:ly)? published|dated|filed|prepared|delivered|recorded|taped|aired|broadcast|(?:current |data )?as of"
    r"|for (?:immediate )?release)(?:\s+on)?\s*[:\u2013\u2014-]?\s*",
    re.I,
)
_POSTED = re.compile(r"(?:date )?posted\s*:\s*", re.I)
_LATER = re.compile(
    r"(?:(?:last|page|content|article|most recently|this page was)\s+)*"
    r"(?:updated|modified|revised|reviewed|changed|edited)(?:\s+on)?\s*[:\u2013\u2014-]?\s*",
    re.I,
)
_WEEKDAY = re.compile(r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\.?,?\s+)", re.I)
_CLOCK = re.compile(
    r"\s*(?:,|at|\||-|\u2013)?\s*(?:\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?\s*\.?\s*$", re.I
)

_EMPHASIS = str.maketrans("*_", "  ")
"""Marks of emphasis become blanks, so that offsets stay."""
_TIME_FIRST = re.compile(r"^(\s*[a-z ]{2,14}:? )\d{1,2}:\d\d\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?,?\s+(?:on\s+)?", re.I)


def date_line(words: str) -> tuple[str, str, int, int] | None:
    """What a line that holds nothing but a date says: `issued`, `modified` or `posted`, the date, its start and end.

    A label "Posted:" tells when a page was put up, which is no date of issue.

    >>> date_line("Last updated: March 3, 2026")
    ('modified', '2026-03-03', 14, 27)
    >>> date_line("**Updated:** March 3, 2026")
    ('modified', '2026-03-03', 13, 26)
    >>> date_line("It began on March 3, 2026") is None
    True
    """
    if len(words) > 200 or not _ANY_YEAR.search(words):
        return None
    words = words.translate(_EMPHASIS)
    at = len(words) - len(words.lstrip())
    kind = "issued"
    words = _TIME_FIRST.sub(lambda found: found.group(1) + " " * (len(found.group()) - len(found.group(1))), words)
    for name, pattern in (("modified", _LATER), ("posted", _POSTED), ("issued", _ISSUED)):
        found = pattern.match(words, at)
        if found:
            kind, at = name, found.end()
            break
    weekday = _WEEKDAY.match(words, at)
    at = weekday.end() if weekday else at
    found = next((one for form in _FORMS if (one := form.match(words[at : at + 60]))), None)
    iso = _iso(found) if found else None
    if found is None or iso is None or not _CLOCK.match(words, at + found.end()):
        return None
    return kind, iso, at, at + found.end()


_NAMED = _MONTH.replace("?P<month>", "?:")
_WHEN_WORDS = (
    rf"(?:{_NAMED}|\d{{1,2}}(?:st|nd|rd|th)?\b|(?:1[89]|20)\d\d\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:to|until|till|through|from|and|on|by|of|since|the|early|mid|late|spring|summer|autumn|fall|winter|[qh][1-4])\b"
    r"|[\s.,/\u2013\u2014-])+"
)
_DAY_AND_MONTH = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_NAMED}|{_NAMED}\s+\d{{1,2}}\b", re.I)
_WHEN = re.compile(_WHEN_WORDS, re.I)
_LEAD = re.compile(rf"(?P<when>{_WHEN_WORDS}?)\s*(?::\s+|\s[\u2013\u2014-]\s+|\t+)(?=[^\s\d\u2013\u2014-])", re.I)


def is_when(words: str) -> bool:
    """Whether words are nothing but one or two dates, each with a year, or with a day and a month.

    >>> is_when("03.02.2034 to 31.03.2034"), is_when("1 June - 31 August"), is_when("14 March"), is_when("Round 2034")
    (True, True, True, False)
    """
    told = _ANY_YEAR.search(words) or _DAY_AND_MONTH.search(words)
    return len(words) <= 60 and told is not None and _WHEN.fullmatch(words) is not None


def date_lead(words: str) -> tuple[int, int] | None:
    """Where the date ends that a line opens with, and where begins what came about then.

    >>> date_lead("Nov. 8, 2034 - Request posted"), date_lead("3 May 2034: opened"), date_lead("May - perhaps: open")
    ((12, 15), (10, 12), None)
    """
    found = _LEAD.match(words[:80])
    return (found.end("when"), found.end()) if found is not None and is_when(found["when"]) else None
