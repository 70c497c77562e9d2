"""Spreadsheets (XLSX): each sheet a section, each row a passage, each cell under its header."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from corpus.blocks import LONGEST_TEXT, Metadata, TextWriter, UnreadableDocument, Writing
from corpus.passages import Cell
from corpus.readers.archives import checked
from corpus.readers.delimited import WIDEST

_ROWS = 200_000
_AREA = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"']"
    rb"([A-Za-z]{1,4})(\d{1,9}):([A-Za-z]{1,4})(\d{1,9})"
)
_LARGEST_AREA = 1_000_000


def read(data: bytes, source: str) -> Writing:
    """Read a workbook: shown sheets in order; rows of one cell above the header are kept as comment lines.

    A merged cell says the same in each of its places. Dates come out as ISO 8601, percentages as percentages.
    """
    _check_areas(checked(data, source), source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), data_only=True)
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # openpyxl says in a dozen ways that a part is missing or says what it may not
        why = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableDocument(
            f"{source}: a broken workbook ({why}); open it in its program and save it anew"
        ) from error
    writer = TextWriter()
    said: list[str] = []
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(shown) < len(book.worksheets):
        said.append(f"{len(book.worksheets) - len(shown)} hidden sheet(s) left out")
    for sheet in shown:
        _sheet(sheet, writer, source)
    about = book.properties
    made = Metadata(
        title=about.title or None,
        creators=(),
        issued=about.created.date().isoformat() if about.created and about.title else None,
        format="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        type="Table",
    )
    return Writing(writer.text, tuple(writer.blocks), made, tuple(said))


def _check_areas(parts: dict[str, bytes], source: str) -> None:
    """Refuse merged cells and links over more cells than a table has: openpyxl makes a thing of each of them."""
    total = 0
    for name, part in parts.items():
        rows, cells = part.count(b"<row"), part.count(b"<c>") + part.count(b"<c ") + part.count(b"<c/")
        if name.startswith("xl/worksheets/") and (rows > _ROWS or cells > _LARGEST_AREA):
            raise UnreadableDocument(f"{source}: a sheet of {rows:,} rows and {cells:,} cells; split it")
        for found in _AREA.finditer(part):
            first, last = (_column(found.group(at)) for at in (1, 3))
            total += (abs(last - first) + 1) * (abs(int(found.group(4)) - int(found.group(2))) + 1)
    if total > _LARGEST_AREA:
        raise UnreadableDocument(f"{source}: merged or linked areas of {total:,} cells, more than a table for reading")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _sheet(sheet: Worksheet, writer: TextWriter, source: str) -> None:
    if sheet.max_column > WIDEST or sheet.max_row > _ROWS:
        raise UnreadableDocument(
            f"{source}: sheet {sheet.title!r} has {sheet.max_row} rows and {sheet.max_column} columns, "
            "more than a table for reading"
        )
    areas = list(sheet.merged_cells.ranges)
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in areas
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    grid: list[list[str]] = []
    room = LONGEST_TEXT
    for cells in sheet.iter_rows():
        grid.append([_words(cell.value, cell.number_format) for cell in cells])
        room -= sum(map(len, grid[-1]))
        if room < 0:
            raise MemoryError
    writer.block("heading", sheet.title, level=2)
    heads: dict[int, Cell] | None = None
    number = lowest = 0
    for index, row in enumerate(grid):
        own = [words for words in row if words]
        if not own:
            continue
        if heads is None and len(own) < 2:
            writer.block("boilerplate" if own[0].startswith("#") else "paragraph", own[0])
            continue
        full = list(row)
        for column in range(len(full)):
            place = merged.get((index + 1, column + 1))
            if place and not full[column]:
                full[column] = grid[place[0] - 1][place[1] - 1]
        if heads is None:  # a header cell merged downwards says that the rows beside it are headers too
            lowest = max([index + 1, *(area.max_row for area in areas if area.min_row == index + 1)])
        if heads is None or index < lowest:
            made = writer.row([(column, words, None) for column, words in enumerate(full)], heads=True, element="head")
            heads = {**(heads or {}), **{cell.column: cell for cell in made}}
            continue
        number += 1
        writer.row(
            [(column, words, heads.get(column)) for column, words in enumerate(full)],
            row=number,
            element=f"{sheet.title}!{index + 1}",
        )
    writer.put("\n")


def _words(value: Any, form: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if "%" in form:
            return f"{value * 100:.10g}%"
        return f"{value:.10g}" if not value.is_integer() else str(int(value))
    if isinstance(value, int) and "%" in form:
        return f"{value * 100}%"
    return " ".join(str(value).split())
