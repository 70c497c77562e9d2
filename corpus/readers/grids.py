"""Grids: HTML tables with their spans filled in, and which of their cells are headers."""

from __future__ import annotations

from lxml import html

from corpus.blocks import TextWriter
from corpus.passages import Cell
from corpus.readers.inline import inline_words, tidy
from corpus.readers.pairs import pair_block

_WIDEST, _TALLEST = 200, 20_000


def write_table(table: html.HtmlElement, writer: TextWriter, element: str | None) -> bool:
    """Write a data table row by row; returns whether it was one, and not a table that only lays out the page.

    A cell that spans rows or columns says the same in each of its places. Two columns whose first is all header
    cells are pairs.
    """
    if table.find(".//table") is not None:
        return False
    rows = list(table.iter("tr"))
    grid = _grid(rows)
    width = max((len(row) for row in grid), default=0)
    if width < 2 or len(grid) < 1 or (len(grid) == 1 and not any(cell[1] for cell in grid[0])):
        return False
    if not any(cell[1] for row in grid for cell in row) and max(len(cell[0]) for row in grid for cell in row) > 400:
        return False
    caption = table.find("caption")
    if caption is not None:
        writer.block("paragraph", " ".join(caption.text_content().split()), element=element)
    if width == 2 and all(len(row) == 2 and row[0][1] and not row[1][1] for row in grid):
        for (label, _), (value, _) in grid:
            if label:
                pair_block(writer, label.rstrip(" :"), value, element)
        writer.put("\n")
        return True
    if width == 2 and len(grid) > 2 and _is_title(grid[0]) and all(len(row) == 2 for row in grid):  # a box
        writer.block("paragraph", grid[0][0][0], element=element)
        for (label, _), (value, _) in grid[1:]:
            if label and label == value:
                writer.block("paragraph", label, element=element)
            elif label:
                pair_block(writer, label.rstrip(" :"), value, element)
        writer.put("\n")
        return True
    heads = _head_rows(rows, grid)
    headers: dict[int, Cell] = {}
    number = 0
    for index, row in enumerate(grid):
        if index < heads:
            made = writer.row(
                [(column, words, None) for column, (words, _) in enumerate(row)], heads=True, element="head"
            )
            headers |= {cell.column: cell for cell in made}
            continue
        words = [cell[0] for cell in row]
        if len(set(words)) == 1 and width > 2 and words[0]:
            writer.block("paragraph", words[0], element=element)
            continue
        number += 1
        writer.row(
            [(column, said, headers.get(column)) for column, said in enumerate(words)],
            row=number,
            element=element,
        )
    writer.put("\n")
    return True


def _is_title(row: list[tuple[str, bool]]) -> bool:
    """Whether a first row is one header cell that spans the table."""
    return len(row) > 1 and len(set(row)) == 1 and row[0][1] and bool(row[0][0])


def _lines(words: str) -> str:
    """The lines of a cell as one, with semicolons between those that each tell of somebody or something."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    apart = len(lines) > 1 and all(line[0].isupper() and (", " in line or line.endswith(")")) for line in lines)
    return "; ".join(lines) if apart else words.replace("\n", " ")


def _head_rows(rows: list[html.HtmlElement], grid: list[list[tuple[str, bool]]]) -> int:
    """How many first rows are headers: those in a thead, or of header cells; else the first if it looks like one."""
    count = 0
    for row, cells in zip(rows, grid, strict=True):
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        if in_head or (cells and all(is_head or not words for words, is_head in cells)):
            count += 1
        else:
            break
    if count or len(grid) < 2:
        return count
    first = [words for words, _ in grid[0]]
    return int(
        all(words and len(words) <= 60 and not words[0].isdigit() for words in first) and len(set(first)) == len(first)
    )


def _grid(rows: list[html.HtmlElement]) -> list[list[tuple[str, bool]]]:
    """Words and whether they are a header cell, for every place of the table."""
    grid: list[list[tuple[str, bool]]] = []
    hanging: dict[int, tuple[int, tuple[str, bool]]] = {}
    for row in rows[:_TALLEST]:
        made: list[tuple[str, bool]] = []

        def hang(made: list[tuple[str, bool]] = made) -> None:
            while len(made) in hanging and len(made) < _WIDEST:
                left, cell = hanging[len(made)]
                if left <= 1:
                    del hanging[len(made)]
                else:
                    hanging[len(made)] = (left - 1, cell)
                made.append(cell)

        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            hang()
            said = (_lines(tidy(inline_words(cell))), cell.tag == "th")
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(min(across, _WIDEST - len(made))):
                if down > 1:
                    hanging[len(made)] = (down - 1, said)
                made.append(said)
        hang()
        grid.append(made)
    return grid


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value[:5]), 1), 1000) if value.isascii() and value.isdecimal() else 1
