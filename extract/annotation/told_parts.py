"""Told parts: which season or month words mean that lean on the date before: "that fall", "the following January"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.values.dates import SEASONS
from extract.values.value_words import Phrases, alternatives, tidy

SHORT = frozenset({"may", "june", "july"})
"""Short names of months that are no abbreviations."""
SPANNING = "winter"
"""A season that lies in two years."""


class ToldParts:
    """Finds such words; `ways` lead from what stands before a part to `same` or `next`, `months` name the months."""

    def __init__(self, ways: Phrases, months: Mapping[str, int]) -> None:
        self.ways = dict(ways)
        self.months = {name: number for name, number in months.items() if len(name) > 4 or name in SHORT}
        parts = alternatives([*(one for one in SEASONS if one != SPANNING), *self.months])
        told = rf"\b(?P<way>{alternatives(self.ways)})\s+(?P<part>{parts})\b"
        self._pattern = re.compile(told, re.I) if ways else None

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Where such words stand in a text, which way they count, and the part of a year that they name."""
        for match in self._pattern.finditer(text) if self._pattern is not None else ():
            part = match["part"]
            if part[0].isupper() or part.lower() in SEASONS:  # "that may"
                yield match.start(), match.end(), self.ways[tidy(match["way"])], part.lower()

    def meant(self, way: str, part: str, told: str) -> str | None:
        """The date that a part means, seen from the one told before (ISO 8601), as exact as it can be told.

        >>> ToldParts((("the following", "next"),), {"january": 1}).meant("next", "january", "2031-05-06")
        '2032-01'
        """
        year, month = int(told[:4]), int(told[5:7] or 0)
        number = SEASONS.get(part) or self.months[part]
        if way == "next":
            year += 1 if month == 0 or number <= month else 0
        elif part not in SEASONS and number < month:
            return None  # "began in October 2030; that March": before or after?
        return f"{year:04}" if part in SEASONS else f"{year:04}-{number:02}"
