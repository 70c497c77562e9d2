"""Columns of a printed page: words with places in, lines in reading order out."""

from __future__ import annotations

from dataclasses import dataclass

_FAR = 5
"""Lines of white space across the page, after which columns begin anew."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a page, in points from its left and top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool


def lines_in_order(words: list[Word], width: float) -> list[tuple[int, list[Word]]]:
    """Lines in reading order, each with its column: 0 across the page, 1 left, 2 right.

    Between two lines that cross the gutter, the whole left column comes before the right one.
    """
    rows = _rows(words)
    gutter = _gutter(rows, width)
    if gutter is None:
        return [(0, row) for row in rows]
    made: list[tuple[int, list[Word]]] = []
    left: list[tuple[int, list[Word]]] = []
    right: list[tuple[int, list[Word]]] = []
    ended = 0.0
    for row in rows:
        if min(word.top for word in row) - ended > _FAR * row[0].size:  # nothing in either column: both end here
            made += [*left, *right]
            left, right = [], []
        ended = max(ended, *(word.bottom for word in row))
        if any(word.left < gutter - 1 and word.right > gutter + 1 for word in row) or _spans(row, gutter):
            made += [*left, *right, (0, row)]
            left, right = [], []
            continue
        west = [word for word in row if word.right <= gutter + 1]
        east = [word for word in row if word.right > gutter + 1]
        if west:
            left.append((1, west))
        if east:
            right.append((2, east))
    return [*made, *left, *right]


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words whose middles stand at the same height, left to right, rows top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        middle = (word.top + word.bottom) / 2
        if rows:
            last = rows[-1]
            low = sum((other.top + other.bottom) / 2 for other in last) / len(last)
            tall = max(max(other.bottom - other.top for other in last), word.bottom - word.top)
            if middle - low < 0.45 * tall:
                last.append(word)
                continue
        rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _spans(row: list[Word], gutter: float) -> bool:
    """Whether two words meet so closely over the gutter that they are one line across the page."""
    west = max((word.right for word in row if word.right <= gutter + 1), default=None)
    east = min((word.left for word in row if word.left >= gutter - 1), default=None)
    if west is None or east is None:
        return False
    return east - west < 0.6 * row[0].size


def _gutter(rows: list[list[Word]], width: float) -> float | None:
    """Where the white space between two columns runs, or `None` on a page of one column."""
    if len(rows) < 6:
        return None
    best: tuple[int, float, float] | None = None
    for step in range(36, 65):
        at = width * step / 100
        crossing = both = 0
        for row in rows:
            if any(word.left < at < word.right for word in row) or _spans(row, at):
                crossing += 1
            elif row[0].right <= at and row[-1].left >= at:
                both += 1
        if best is None or (crossing, -both, abs(step - 50)) < best:
            best = (crossing, -both, abs(step - 50))
            chosen = at
    if best is None or best[0] > 0.35 * len(rows) or -best[1] < 0.3 * len(rows) or -best[1] < 4:
        return None
    return chosen
