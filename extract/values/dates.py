"""Dates at the precision of their words: days, months, years, quarters, ranges, and dates told from another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from dateutil.relativedelta import relativedelta

from extract.values.date_places import Point, counts_things, ends_with, in_told_years, meaning, placed
from extract.values.value_words import ValueWords, alternatives, tidy
from extract.values.values import XSD, Quantity, Value, date_value

YEAR = r"(?:1[789]|20|21)\d\d"
SEPARATORS = re.compile(
    r",?\s*(?:to|through|thru|until|till|\u2013|—|--?|up\s+to|and\s+ending(?:\s+(?:in|on))?)\s*(?:the\s+end\s+of\s+)?",
    re.I,
)
SUM = re.compile(r"[$\u20ac\u00a3] ?\d[\d.,]*(?: (?:thousand|million|billion)\b)?|\d (?:million|billion)\b")
"""A sum of money."""
LISTED = re.compile(r"\s*(?:,|and|or|,\s*and|,\s*or|&|/|to|through|\u2013|-|until)\s*(?:on\s+|in\s+)?", re.I)
_ANYTHING, _DIGIT, _YEAR = 0, 1, 2
"""What a pattern of dates cannot do without: nothing, a digit, four digits that can be a year."""
_WHICH = re.compile(r"\b(?:next|last|this|the\s+coming)\b", re.I)
_YEARLY = re.compile(YEAR)
_GOES_ON = re.compile(r",?\s+(?:and|but|then|before)\s+(?:[a-z]+\s+){1,4}", re.ASCII)
"""What stands between two dates where one thing does or undergoes two things in turn."""
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Issued:
    """The day that a text's relative dates are told from: ISO 8601, and where the document says so."""

    iso: str
    span: tuple[int, int] | None = None

    def day(self) -> date:
        """The first day that the date can mean."""
        parts = [int(part) for part in self.iso[:10].split("-")]
        return date(*[*parts, 1, 1][:3])


class DateFinder:
    """Finds the dates of a sentence; built once from `ValueWords`."""

    def __init__(self, words: ValueWords) -> None:
        self.words = words
        month = alternatives(words.months)
        named = rf"(?!(?-i:may|mar|march)\b){month}"  # "Option 2 may" is no day
        full = [name for name in words.months if len(name) > 3 or name == "may"]
        day = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
        to = r"(?:\s*[\u2013-]\s*|\s+(?:to|through|until)\s+)"
        weekday = rf"(?:{alternatives(words.days)},?\s+)?"
        counted = alternatives([*words.fiscal, *words.plain_years])
        part = alternatives(phrase for phrase, _ in words.year_parts)
        quarter = alternatives(phrase for phrase, _ in words.quarters)
        nth = alternatives(words.ordinals)
        half = alternatives(phrase for phrase, _ in words.halves)
        year = rf"(?:(?P<counted>\b{counted})\s*(?:of\s+)?[\u2019']?)?(?P<year>{YEAR})"
        self._relative = re.compile(
            rf"\b(?P<which>next|last|this|the\s+coming|this\s+coming|this\s+past)\s+"
            rf"(?P<unit>{month}|year|month|spring|summer|fall|autumn|winter|fiscal\s+year|calendar\s+year)\b",
            re.I,
        )
        number = alternatives([*words.units, *words.dozens])
        self._length = re.compile(
            rf"(?<!\bfor )\b((?:(?:{number}|\d+)\s+)?{alternatives(words.durations)}s?)"
            r"\s+(?:up\s+)?to\s+(?:the\s+(?:end\s+of\s+)?)?\Z",
            re.I,
        )
        self._patterns = [
            (digits, re.compile(pattern, re.I))
            for digits, pattern in (
                (_YEAR, rf"(?<![\d/-])(?P<y>{YEAR})-(?P<mm>0[1-9]|1[0-2])(?:-(?P<dd>0[1-9]|[12]\d|3[01]))?(?![\d/-])"),
                (_YEAR, rf"(?<![\d/.])(?P<mm>0?[1-9]|1[0-2])/(?P<dd>0?[1-9]|[12]\d|3[01])/(?P<y>{YEAR})(?![\d/])"),
                (_YEAR, rf"(?:^|(?<=\bin )|(?<=\bby )|(?<=[(:,] ))(?P<mm>0?[1-9]|1[0-2])/(?P<y>{YEAR})(?![\d/])"),
                (_YEAR, rf"(?<![\d/.])(?P<dd>1[3-9]|2\d|3[01])/(?P<mm>0?[1-9]|1[0-2])/(?P<y>{YEAR})(?![\d/])"),
                (_YEAR, rf"(?<![\d/.])(?P<dd>0?[1-9]|[12]\d|3[01])\.\s?(?P<mm>0?[1-9]|1[0-2])\.\s?(?P<y>{YEAR})(?!\d)"),
                (_YEAR, rf"(?:\bfrom\s+)?\b(?P<m>{month})\s+(?P<d>{day}){to}(?P<last>{day}),?\s+(?P<y>{YEAR})\b"),
                (
                    _YEAR,
                    rf"(?<![\w.,/$-])(?:from\s+)?(?P<d>{day}){to}(?P<last>{day})\s+(?P<m>{month}),?\s+(?P<y>{YEAR})\b",
                ),
                (_YEAR, rf"{weekday}\b(?P<m>{month})\s+(?P<d>{day})(?:,\s*|\s+)(?P<y>{YEAR})\b"),
                (
                    _YEAR,
                    rf"{weekday}(?:the\s+)?\b(?P<d>{day})\s+(?:(?:day\s+)?of\s+)?(?P<m>{month}),?\s+(?P<y>{YEAR})\b",
                ),
                (_YEAR, rf"(?:the\s+)?\b(?P<nth>{nth})\s+(?:day\s+)?of\s+(?P<m>{month}),?\s+(?P<y>{YEAR})\b"),
                (_YEAR, rf"(?:(?P<part>\b{part})[\s-]+(?:in\s+)?)?\b(?P<m>{month}),?\s+(?:of\s+)?(?P<y>{YEAR})\b"),
                (_YEAR, rf"(?P<quarter>\b{quarter})(?:\s+of)?(?:\s+the)?\s+{year}\b"),
                (_YEAR, rf"\b(?P<y>{YEAR})\s*,?\s*(?P<quarter>q[1-4])\b"),
                (_YEAR, rf"(?P<half>\b{half})(?:\s+of)?\s+{year}\b"),
                (_YEAR, rf"(?P<part>\b{part})(?:[\s-]+|[\s-]+in\s+)(?:the\s+)?{year}\b"),
                (_DIGIT, rf"\b(?P<fy>{alternatives(words.fiscal)})\s*[\u2019']?(?P<yy>\d\d)\b(?![\d,.]\d)"),
                (_YEAR, rf"(?:the\s+)?(?:\b(?:early|mid|late|later)[\s-]+)?\b(?P<decade>{YEAR[:-2]}0)[\u2019']?s\b"),
                (_DIGIT, rf"{weekday}\b(?P<m>{month})\s+(?P<d>{day})\b(?!\s*,?\s*\d)"),
                (_DIGIT, rf"{weekday}(?<![\w.,/$-])(?P<d>{day})\s+(?:of\s+)?(?P<m>{named})(?!\w|\s*,?\s*\d)"),
                (_YEAR, rf"(?<![\w$€£,.]){year}(?![\w%])(?!,\d|\.\d)"),
                (_ANYTHING, rf"(?<![\w$€£.,-])(?P<m>{alternatives(full)})(?![\w-])"),
            )
        ]

    def find(
        self, text: str, issued: Issued | None = None, tense: Callable[[int], int] = lambda _: 0
    ) -> Iterator[Quantity]:
        """The dates in `text`, with offsets into it; relative ones only where `issued` is known.

        "On October 1" or "in March" is the last such day before `issued` if the `tense` at its place is -1, the
        next one if it is 1, and the nearest one if it is 0.
        """
        points = self._with_years(text, in_told_years(text, self._points(text, issued)))
        if issued is not None and len(issued.iso) >= 7:
            whole = len(issued.iso) == 7  # of a month of issue, its own days are both past and ahead
            points = [placed(text, point, issued.day(), tense(point.start), whole) for point in points]
        index = 0
        while index < len(points):
            point = points[index]
            following = points[index + 1] if index + 1 < len(points) else None
            joined = self._range(text, point, following)
            if joined is not None:
                yield joined
                index += 2
                continue
            if not point.iso.startswith("--"):
                yield self._single(text, point, issued)
            index += 1

    def _points(self, text: str, issued: Issued | None) -> list[Point]:
        points: list[Point] = []
        taken = bytearray(len(text) + 1)
        if issued is not None and _WHICH.search(text):
            for match in self._relative.finditer(text):
                point = self._from_relative(match, issued)
                if point is not None and not any(taken[match.start() : match.end()]):
                    taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                    points.append(point)
        held = _digits(text)
        for digits, pattern in self._patterns:
            for match in pattern.finditer(text) if digits <= held else ():
                if any(taken[match.start() : match.end()]):
                    continue
                point = self._read(text, match)
                if point is not None:
                    taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                    points.append(point)
        return sorted(points, key=lambda point: point.start)

    def _read(self, text: str, match: re.Match[str]) -> Point | None:
        found: Mapping[str, Any] = match.groupdict()
        start, end = match.span()
        if found.get("decade"):
            first = int(found["decade"])
            return Point(start, end, found["decade"], lower=str(first), upper=str(first + 9))
        if found.get("yy"):
            return Point(start, end, f"20{found['yy']}", fiscal=True)
        year = found.get("y") or found.get("year")
        month = int(found["mm"]) if found.get("mm") else self._month(found.get("m"))
        day = int(re.sub(r"\D", "", found.get("dd") or found.get("d") or "0"))
        if found.get("nth"):
            day = self.words.ordinals.index(tidy(found["nth"])) + 1
        if month and not year:
            if found["m"] and not found["m"][0].isupper():
                return None
            return Point(start, end, f"--{month:02}-{day:02}") if day else _bare_month(text, start, end, month)
        if year is None:
            return None
        fiscal = bool(found.get("counted")) and tidy(found["counted"]) in self.words.fiscal
        comparator = meaning(self.words.year_parts, found.get("part")) or "="
        for key, phrases, length in (("quarter", self.words.quarters, 3), ("half", self.words.halves, 6)):
            if found.get(key):
                last = int(meaning(phrases, found[key]) or 1) * length
                return Point(
                    start, end, year, fiscal=fiscal, lower=f"{year}-{last - length + 1:02}", upper=f"{year}-{last:02}"
                )
        if month and day:
            try:
                opens = date(int(year), month, day)
                if not found.get("last"):
                    return Point(start, end, opens.isoformat())
                closes = opens.replace(day=int(re.sub(r"\D", "", found["last"])))  # "May 1-31, 2033"
                ordered = (opens.isoformat(), closes.isoformat()) if opens < closes else None
                return Point(start, end, ordered[0], lower=ordered[0], upper=ordered[1]) if ordered else None
            except ValueError:
                return None
        if month:
            return Point(start, end, f"{year}-{month:02}", comparator)
        if not found.get("counted") and not found.get("part") and counts_things(text, start, end):
            return None
        return Point(start, end, year, comparator, fiscal)

    def _month(self, name: str | None) -> int | None:
        return self.words.months.get(name.lower()) if name else None

    def _from_relative(self, match: re.Match[str], issued: Issued) -> Point | None:
        which, unit = tidy(match.group("which")), tidy(match.group("unit"))
        step = {"next": 1, "the coming": 1, "this coming": 1, "last": -1, "this past": -1}.get(which, 0)
        today = issued.day()
        if "year" in unit:
            iso = f"{today.year + step:04}"
        elif len(issued.iso) < 7:
            return None
        elif unit == "month":
            iso = (today + relativedelta(months=step)).isoformat()[:7]
        else:
            if unit not in SEASONS and not match.group("unit")[0].isupper():
                return None
            month = SEASONS.get(unit) or self._month(unit) or 1
            year = today.year
            if step > 0 and month <= today.month:
                year += 1
            elif step < 0 and month >= today.month:
                year -= 1
            iso = f"{year:04}" if unit in SEASONS else f"{year:04}-{month:02}"
        return Point(match.start(), match.end(), iso, fiscal="fiscal" in unit, inferred=True)

    def _with_years(self, text: str, points: list[Point]) -> list[Point]:
        """Give "March 1" in "March 1 and June 1, 2027" the year that its neighbour names.

        Where the deed goes on ("opened on May 1, 2027, and closed on June 1") it is the next such day.
        """
        result = list(points)
        for index in range(len(points) - 2, -1, -1):
            point, following = result[index], result[index + 1]
            between = text[point.end : following.start]
            lacks = point.iso.startswith("--") and not following.iso.startswith("--")
            if lacks and len(following.iso) >= 7 and LISTED.fullmatch(between):
                result[index] = replace(point, iso=following.iso[:4] + point.iso[1:])
        for index, (before, point) in enumerate(pairwise(result), 1):
            exact = len(before.iso) >= 7 and before.iso[0] != "-" and before.lower is None
            if exact and point.iso.startswith("--") and _GOES_ON.fullmatch(text[before.end : point.start]):
                year = int(before.iso[:4]) + (point.iso[2:] < before.iso[5:])
                result[index] = replace(point, iso=f"{year:04}{point.iso[1:]}", inferred=True)
        return result

    def _range(self, text: str, first: Point, second: Point | None) -> Quantity | None:
        head = re.search(
            r"\b(between|from|beginning(?:\s+in|\s+on|\s+with)?|starting(?:\s+in|\s+on|\s+with)?)\s+(?:the\s+)?$",
            text[: first.start],
            re.I,
        )
        between = tidy(head.group(1)) == "between" if head else False
        opens = second is None and head is not None and head.group(1).lower().endswith("with")  # "with 2033-34"
        if second is None:
            match = re.match(r"\s*[\u2013-]\s*(\d\d)(?![\d\w])", text[first.end :])
            if not match or len(first.iso) != 4 or int(match.group(1)) <= int(first.iso[2:]):
                return None
            second = replace(
                first, start=first.end + match.start(1), end=first.end + match.end(), iso=first.iso[:2] + match.group(1)
            )
        elif not (
            SEPARATORS.fullmatch(text[first.end : second.start])
            or (tidy(text[first.end : second.start]) == "and" and (between or _are_two_years(text, first, second)))
        ):
            return None
        if first.iso.startswith("--") or second.iso.startswith("--"):
            return None
        lower, upper = first.lower or first.iso, second.upper or second.iso
        if lower[: len(upper)] > upper[: len(lower)]:
            return None
        start = head.start() if head else first.start
        return Quantity(
            start,
            second.end,
            text[start : second.end],
            "date",
            Value(text[first.start : second.end], XSD + "string"),
            lower=date_value(lower),
            upper=date_value(upper),
            fiscal=first.fiscal or second.fiscal or self._fiscal_before(text[:start]),
            inferred=first.inferred or second.inferred,
            bound="from" if opens else "during",
        )

    def _fiscal_before(self, before: str) -> bool:
        """Whether what stands before a period calls its years fiscal ones ("in each fiscal year from 2030 to 2033")."""
        last = tidy(before).split(" ")[-2:]
        return " ".join(last) in self.words.fiscal or last[-1] in self.words.fiscal

    def _stretch(self, text: str, point: Point, length: re.Match[str]) -> Quantity:
        """The time told by its last day, with the first one where it is a whole year: "the year to 30 June 2032"."""
        first, last = None, point.upper or point.iso
        if tidy(length[1]) == "year" and len(last) == 10:
            day = date.fromisoformat(last) + relativedelta(days=1)
            first = (day - relativedelta(years=1)).isoformat()[: 7 if day.day == 1 else 10]
        return Quantity(
            length.start(1),
            point.end,
            text[length.start(1) : point.end],
            "date",
            Value(text[length.start(1) : point.end], XSD + "string"),
            lower=date_value(first) if first else None,
            upper=date_value(last),
            fiscal=point.fiscal,
            inferred=point.inferred or first is not None,
            bound="during",
        )

    def _single(self, text: str, point: Point, issued: Issued | None) -> Quantity:
        comparator, bound, start = point.comparator, None, point.start
        before = text[: point.start]
        introduced = ends_with(self.words.date_comparators, before)
        if introduced:
            start, comparator = introduced[0], introduced[1]
            bound = "by" if comparator == "<=" else None
        else:
            bounded = ends_with(self.words.bounds, before)
            if bounded:
                start, bound = bounded
                length = self._length.search(text, 0, point.start)
                if length is not None and length.start(1) <= start:
                    return self._stretch(text, point, length)
        ranged = point.lower is not None
        return Quantity(
            start,
            point.end,
            text[start : point.end],
            "date",
            Value(text[point.start : point.end], XSD + "string") if ranged else date_value(point.iso),
            comparator,
            lower=date_value(point.lower) if point.lower else None,
            upper=date_value(point.upper) if point.upper else None,
            fiscal=point.fiscal,
            inferred=point.inferred,
            bound=bound,
            context=((*issued.span, "date"),) if point.inferred and issued and issued.span else (),
        )


def _are_two_years(text: str, first: Point, second: Point) -> bool:
    """Whether a year and the one right after it are told as one time: "in 2029 and 2030", but no third one before."""
    years = first.iso, second.iso
    bare = all(re.fullmatch(r"\d{4}", year) for year in years) and int(years[1]) == int(years[0]) + 1
    alone = re.search(
        r"\b(?:in|over|during|for)\s+(?:both\s+|(?:the\s+)?(?:[a-z]+\s+)?years\s+)?$", text[: first.start], re.I
    )
    each = re.match(r",? ?(?:and|or|to|through|&|,) ?\d{4}", text[second.end :], re.I)
    each = each or re.search(r"\brespectively\b", text, re.I)
    return bare and alone is not None and each is None and len(SUM.findall(text)) < 2


def _digits(text: str) -> int:
    """Which of `_ANYTHING`, `_DIGIT` and `_YEAR` a text holds, each of which includes those before it."""
    if _YEARLY.search(text):
        return _YEAR
    return _DIGIT if re.search(r"\d", text) else _ANYTHING


def _bare_month(text: str, start: int, end: int, month: int) -> Point | None:
    """A month alone is kept only after a preposition or before a date that names its year: "may" is often a verb."""
    listed = LISTED.match(text, end)
    placed = re.search(r"\b(?:in|since|until|through|by|early|late|mid|during|of|this)[\s-]+$", text[:start], re.I)
    return Point(start, end, f"--{month:02}") if listed or placed else None
