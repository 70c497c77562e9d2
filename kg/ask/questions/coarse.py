"""Coarse times in a question put as exact ones: "late 2018", "in the 2010s", "the first half of 2025", "last year"."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from kg.ask.questions.times import MONTHS
from kg.ask.words.english import tables, word_set

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BEFORE = r"(?:\b(?P<lead>in|during|over|within|throughout|across|for|since|from|after|before|by|until|till)\s+)?"
_OPEN = {
    "since": "since {first}",
    "from": "since {first}",
    "after": "after {last}",
    "before": "before {first}",
    "by": "until {last}",
    "until": "until {last}",
    "till": "until {last}",
}


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    said = "|".join(sorted((re.escape(p) for p in tables()["coarse"]["parts"]), key=len, reverse=True))
    return re.compile(
        rf"{_BEFORE}\b(?:the\s+)?(?P<part>{said})(?:\s+|-)(?:of\s+|in\s+)?(?:the\s+year\s+)?{_YEAR}\b", re.I
    )


@lru_cache(maxsize=1)
def _decades() -> re.Pattern[str]:
    said = "|".join(re.escape(p) for p in tables()["coarse"]["decades"])
    return re.compile(rf"{_BEFORE}\b(?:the\s+)?(?:(?P<part>{said})[\s-]+)?(?P<year>(?:19|20)\d0)['\u2019]?s\b", re.I)


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    said = "|".join(re.escape(p) for p in tables()["coarse"]["years"])
    return re.compile(rf"(?<!\bthe )(?<!\bits )(?<!\btheir )\b(?P<said>{said})\b(?!\s+of\b)", re.I)


_BY_END = re.compile(rf"\b(?:by|before|until|up to|through) (?:the )?(?:end|close) of (?:the year )?{_YEAR}\b", re.I)
_AT_EDGE = re.compile(
    r"\b(?:at|towards?|near|around|as of|as at) (?:the (?:very )?)?(?:year[- ])?(?P<edge>end|close|start|beginning)"
    rf"(?: of)? (?:the year )?{_YEAR}\b",
    re.I,
)
"""A day at either edge of a year: what ends then is another matter."""
_SPLIT = re.compile(
    r"\b(?:(?:in|for|of|during) )?(?:the )?(?:fiscal|financial|budget) year "
    rf"{_YEAR}\s?[-/\u2013]\s?(?P<last>\d\d(?:\d\d)?)\b",
    re.I,
)
_MONTHS = re.compile(
    rf"\b(between|from)\s+({'|'.join(MONTHS)})\s+(and|to|through)\s+({'|'.join(MONTHS)})\s+{_YEAR}\b", re.I
)
_TWO_YEARS = re.compile(
    r"\b(?:in|over|during|for) (?P<a>(?:19|20)\d\d) and (?:in |during )?(?P<b>(?:19|20)\d\d)\b", re.I
)
_LAST_FEW = re.compile(
    r"\b(?:in|over|during|within|for)\s+(?:the\s+)?(?:last|past)\s+(?P<n>\w+)\s+years\b(?!\s+of\b)", re.I
)
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def exact_times(text: str, day: str) -> tuple[str, list[str]]:
    """A question with its coarse times put exactly, and a note of each change.

    In: the question and the day of the graph, on which "this year" hangs. Out: the text as it was where it has none.

    >>> exact_times("which models started in late 2018", "")[0]
    'which models started between September 2018 and December 2018'
    >>> exact_times("what ended last year", "2026-11-22")
    ('what ended in 2025', ['reading “last year” as 2025'])
    """
    notes: list[str] = []
    if day[:4].isdigit() and day[:4] != "9999":
        text = _relative().sub(lambda m: _year(m, text, int(day[:4]), notes), text)
        text = _LAST_FEW.sub(lambda m: _since(m, day, notes), text)
    for written, plain in tables()["coarse"]["spelled"].items():
        text = re.sub(rf"\b{written}\b", plain, text, flags=re.I)
    text = _BY_END.sub(r"by \g<year>", text)
    who = text.lower().startswith("who")
    text = _AT_EDGE.sub(lambda m: _at_edge(m, who), text)
    text = _SPLIT.sub(lambda m: f"from {m['year']} to {m['year'][:2]}{m['last'][-2:]}", text)
    text = _TWO_YEARS.sub(_two, text)
    text = _MONTHS.sub(r"\1 \2 \g<year> \3 \4 \g<year>", text)
    text = _decades().sub(lambda m: _span(m, *_of_decade(m), notes), text)
    return _parts().sub(lambda m: _span(m, *_of_year(m), notes), text), notes


def _at_edge(match: re.Match[str], who: bool) -> str:
    """ "At the end of 2033": in its last month for who held a post; what is counted then, sources date by years."""
    month = "December" if match["edge"].lower() in ("end", "close") else "January"
    return f"in {month} {match['year']}" if who else f"in {match['year']}"


def _two(match: re.Match[str]) -> str:
    """ "In 2012 and 2013": two years on end are one stretch."""
    after = int(match["b"]) - int(match["a"]) == 1
    return f"between {match['a']} and {match['b']}" if after else match.group()


def _year(match: re.Match[str], text: str, now: int, notes: list[str]) -> str:
    year = str(now + int(tables()["coarse"]["years"][match["said"].lower()]))
    notes.append(f"reading “{match['said']}” as {year}")
    before = text[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    plain = before in ("in", "of", "early", "late", "mid", "since", "before", "after", "during", "by", "until", "from")
    # "Last year's models": a year that owns something stands before it, as a plain year does.
    return year if plain or text[match.end() : match.end() + 2] in ("'s", "\u2019s") else f"in {year}"


def _since(match: re.Match[str], day: str, notes: list[str]) -> str:
    said = match["n"].lower()
    number = int(said) if said.isdigit() else _COUNTS.index(said) if said in _COUNTS else 0
    if not 0 < number < 100:
        return match.group()
    since = f"{int(day[:4]) - number}{day[4:10]}"
    notes.append(f"reading “{match.group()}” as since {since}")
    return f"since {since}"


def _of_decade(match: re.Match[str]) -> tuple[str, str]:
    first, last = tables()["coarse"]["decades"].get((match["part"] or "").lower(), (0, 9))
    return str(int(match["year"]) + first), str(int(match["year"]) + last)


def _of_year(match: re.Match[str]) -> tuple[str, str]:
    first, last = tables()["coarse"]["parts"][" ".join(match["part"].lower().split())]
    return tuple(f"{calendar.month_name[month]} {match['year']}" for month in (first, last))  # type: ignore[return-value]


def _span(match: re.Match[str], first: str, last: str, notes: list[str]) -> str:
    before = match.string[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    if before in word_set("coarse", "cut_short") and not match["lead"]:
        # "Terminated early in 2023": early for the thing, and not in the year.
        return match.group()
    lead = (match["lead"] or "").lower()
    plain = _OPEN.get(lead, "between {first} and {last}").format(first=first, last=last)
    notes.append(f"reading “{match.group().strip()}” as {plain}")
    return plain
