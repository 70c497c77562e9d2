"""Days: the first and last day that a date of any precision can mean.

Dates of different precision do not compare in SPARQL, so sorting, filtering and "before" go by these days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FISCAL_START = (10, 1)
"""Month and day on which a fiscal year begins, in the calendar year before the one it is named after."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|[+-]\d\d:\d\d|T.*)?")


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included; `None` is an open end."""

    first: date | None
    last: date | None

    def apart(self, other: Days) -> bool:
        """Whether no day lies in both."""
        return is_before(self.last, other.first) or is_before(other.last, self.first)

    def within(self, other: Days) -> bool:
        """Whether every day of this lies in the other."""
        starts = other.first is None or (self.first is not None and self.first >= other.first)
        return starts and (other.last is None or (self.last is not None and self.last <= other.last))


def is_before(one: date | None, other: date | None) -> bool:
    """Whether one day comes before another; an open end comes before nothing."""
    return one is not None and other is not None and one < other


@lru_cache(maxsize=20_000)
def days_of(lexical: str, fiscal: bool = False, fiscal_start: tuple[int, int] = FISCAL_START) -> Days | None:
    """The days of an ISO 8601 date, month or year; `None` for what is none of these.

    A bare fiscal year is taken from its start in the year before; a fiscal month or day is a plain one.

    >>> days_of("2027-02")
    Days(first=datetime.date(2027, 2, 1), last=datetime.date(2027, 2, 28))
    >>> days_of("2020", fiscal=True).first.isoformat()
    '2019-10-01'
    """
    found = _DATE.fullmatch(lexical.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None:
            return None
        if month is None:
            if fiscal:
                return Days(date(year - 1, *fiscal_start), date(year, *fiscal_start) - timedelta(days=1))
            return Days(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Days(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def bounded(days: Days, comparator: str | None) -> Days:
    """The days that a bound on a date leaves open: "by 2025" ends in 2025, "after 2025" begins in 2026."""
    one = timedelta(days=1)
    match comparator:
        case "<=":
            return Days(None, days.last)
        case "<":
            return Days(None, days.first - one if days.first else None)
        case ">=":
            return Days(days.first, None)
        case ">":
            return Days(days.last + one if days.last else None, None)
    return days


def newest(dates: Iterable[str | None]) -> date | None:
    """The newest of some ISO dates by their first days, or `None`."""
    first = (days.first for text in dates if text and (days := days_of(text)))
    return max((day for day in first if day), default=None)
