"""Timeline: dated facts as a picture: one row a fact, its dates on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Fact

FEWEST = 3
ROW, LEFT, TOP, WIDTH, SCALE_END = 26, 20, 34, 860, 420
MOST = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One fact on the scale: from `x` on, `width` wide, on the line `y`."""

    fact: Fact
    x: float
    width: float
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture: its size, the years' lines and the bars."""

    width: int
    height: int
    years: tuple[tuple[int, float], ...]
    bars: tuple[Bar, ...]
    text_at: float


def day(lexical: str) -> float | None:
    """A date as a number of years, for the scale.

    >>> day("2026-01-01"), day("later")
    (2026.0, None)
    """
    try:
        found = date.fromisoformat(lexical[:10])
    except ValueError:
        return None
    return found.year + (found.timetuple().tm_yday - 1) / 366


def draw(facts: Sequence[Fact]) -> Timeline | None:
    """The timeline of the facts that have a date; `None` where there are fewer than three."""
    dated = [
        (f, start, end) for f in facts if (start := day(f.earliest)) is not None for end in [day(f.latest) or start]
    ][:MOST]
    if len(dated) < FEWEST:
        return None
    first, last = int(min(s for _, s, _ in dated)), int(max(e for _, _, e in dated)) + 1
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= 9)
    first -= first % step
    last += -last % step
    unit = (SCALE_END - LEFT) / (last - first)

    def place(year: float) -> float:
        return round(LEFT + (year - first) * unit, 1)

    bars = tuple(
        Bar(fact, place(start), round(max(8.0, (max(end, start) - start) * unit), 1), TOP + ROW * (row + 0.5))
        for row, (fact, start, end) in enumerate(dated)
    )
    years = tuple((year, place(year)) for year in range(first, last + 1, step))
    return Timeline(WIDTH, TOP + ROW * len(bars) + 8, years, bars, SCALE_END + 24)
