"""Pictures: the things of a class on one scale of time, or counted by one of their properties, without scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.timeline import day

if TYPE_CHECKING:
    from kg.graph import Listing, NamedThing

ROW, TOP, LEFT, WIDTH, SCALE_END = 24, 34, 20, 860, 470
MOST = 120
"""Rows that one picture shows."""

_DATES = ("#date", "#gYearMonth", "#gYear")
_NUMBERS = ("#integer", "#decimal")


@dataclass(frozen=True, slots=True)
class Stroke:
    """One row: from `x` on, `width` wide, on the line `y`; `marks` are the single dates in it."""

    label: str
    words: str
    iri: str | None
    x: float
    width: float
    y: float
    amount: float = 0.0
    marks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: what it shows, its size, the lines of its scale and its rows; `left_out` rows did not fit."""

    title: str
    width: int
    height: int
    scale: tuple[tuple[str, float], ...]
    strokes: tuple[Stroke, ...]
    text_at: float
    left_out: int = 0


def kind_of(listing: Listing, column: int) -> str:
    """What a column holds: `date`, `number` or `value`."""
    types = [value.datatype or "" for row in listing.rows for value in row.cells[column]]
    for name, endings in (("date", _DATES), ("number", _NUMBERS)):
        if types and all(kind.endswith(endings) for kind in types):
            return name
    return "value"


def through_time(listing: Listing) -> Drawing | None:
    """Each thing from the first to the last date that is plainly said of it; `None` where fewer than two have one."""
    dated = []
    columns = [place for place in range(len(listing.columns)) if kind_of(listing, place) == "date"]
    for row in listing.rows:
        said = [
            (at, listing.columns[c].label, v.label)
            for c in columns
            for v in row.cells[c]
            if (at := _year(v)) is not None
        ]
        if said:
            said.sort()
            dated.append((said, row.thing))
    if len(dated) < 2:
        return None
    dated.sort(key=lambda entry: (entry[0][0][0], entry[1].label))
    first, last = int(min(s[0][0] for s, _ in dated)), int(max(s[-1][0] for s, _ in dated)) + 1
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= 12)
    first, last = first - first % step, last + -last % step
    unit = (SCALE_END - LEFT) / (last - first)

    def place(year: float) -> float:
        return round(LEFT + (year - first) * unit, 1)

    strokes = tuple(
        Stroke(
            thing.label, "; ".join(f"{name}: {words}" for _, name, words in said), thing.iri, place(said[0][0]),
            round(max(6.0, place(said[-1][0]) - place(said[0][0])), 1), TOP + ROW * (row + 0.5),
            marks=tuple(place(at) for at, _, _ in said),
        )
        for row, (said, thing) in enumerate(dated[:MOST])
    )  # fmt: skip
    scale = tuple((str(year), place(year)) for year in range(first, last + 1, step))
    title = f"{listing.kind.label} through time"
    height = TOP + ROW * len(strokes) + 8
    return Drawing(title, WIDTH, height, scale, strokes, SCALE_END + 20, len(dated) - len(strokes))


def counted_by(listing: Listing, column: int) -> Drawing | None:
    """How many things have each value of a property (each year of a date), or each thing's number; `None` for none."""
    kind, name = kind_of(listing, column), listing.columns[column].label
    rows: list[tuple[str, str, str | None, float]]
    if kind == "number":
        rows = [
            (row.thing.label, value.label, row.thing.iri, float(value.value))
            for row in listing.rows
            for value in row.cells[column]
        ]
        rows.sort(key=lambda entry: (-entry[3], entry[0]))
        title = f"{listing.kind.label}: {name} of each"
    else:
        held: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for row in listing.rows:
            for value in row.cells[column]:
                key = (value.value[:4], None) if kind == "date" else (value.label, value.iri)
                held[key].add(row.thing.iri or row.thing.label)
        rows = [(label, str(len(things)), iri, float(len(things))) for (label, iri), things in held.items()]
        rows.sort(key=lambda entry: (entry[0],) if kind == "date" else (-entry[3], entry[0]))
        title = f"{listing.kind.label} by {name}" + (", year by year" if kind == "date" else "")
    if not rows:
        return None
    return _bars(title, rows)


def _bars(title: str, rows: Sequence[tuple[str, str, str | None, float]]) -> Drawing:
    """Bars to the right of a line at zero, and to its left for what is less."""
    shown = rows[:MOST]
    low, high = min(0.0, *(amount for *_, amount in shown)), max(0.0, *(amount for *_, amount in shown))
    start, end = 300.0, WIDTH - 90.0
    unit = (end - start) / ((high - low) or 1)
    zero = start - low * unit
    strokes = tuple(
        Stroke(
            label, words, iri, round(min(zero, zero + amount * unit), 1), round(max(2.0, abs(amount) * unit), 1),
            TOP + ROW * (row + 0.5), amount,
        )
        for row, (label, words, iri, amount) in enumerate(shown)
    )  # fmt: skip
    return Drawing(
        title,
        WIDTH,
        TOP + ROW * len(strokes) + 8,
        (("0", round(zero, 1)),),
        strokes,
        start - 12,
        len(rows) - len(shown),
    )


def _year(value: NamedThing) -> float | None:
    lexical = value.value
    return day({4: lexical + "-07-01", 7: lexical + "-15"}.get(len(lexical), lexical))
