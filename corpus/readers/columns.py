"""Columns: tables that plain text sets with spaces, tabs or bars."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.blocks import Block
from corpus.cells import says_something
from corpus.lines import Line, mark_of
from corpus.passages import Cell

_RULE = re.compile(r"[-=+|\s\u2500-\u257f:]{3,}")
_GAP = re.compile(r"\t+| {2,}")
_BAR = re.compile(r"\s*\|\s*")
_NUMBERED = re.compile(r"\d")


def tables(text: str, lines: list[Line]) -> dict[int, list[Block]]:
    """Runs of lines that are table rows: the index of each line of a table, and the blocks it gives.

    Two columns without a rule below their first row are "label  value" lines; more are rows under the first one's
    headers. Lines set with spaces must have their cells begin at the same places.
    """
    found: dict[int, list[Block]] = {}
    index = 0
    while index < len(lines):
        run = _run(lines, index)
        if run:
            found |= _read(text, lines, run)
            index = run[-1] + 1
        else:
            index += 1
    return found


def _cells(line: Line) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end, in the line's text."""
    gap = _BAR if line.text.count("|") >= 1 else _GAP
    spans, at = [], 0
    for between in gap.finditer(line.text):
        if between.start() > at or (gap is _BAR and at):
            spans.append((at, between.start()))
        at = between.end()
    if at < len(line.text):
        spans.append((at, len(line.text)))
    return spans


def _run(lines: list[Line], index: int) -> list[int]:
    first = _cells(lines[index])
    if (mark_of(lines[index]) and len(first) == 2) or _over_a_corner(lines, index):
        return []
    if len(first) < 2 or _RULE.fullmatch(lines[index].text) or len(lines[index].text) > 400:
        return []
    run = [index]
    for at in range(index + 1, len(lines)):
        line = lines[at]
        if line.blank:
            break
        if _RULE.fullmatch(line.text):
            run.append(at)
            continue
        spans = _cells(line)
        if len(spans) < 2 or not _aligned(lines[index], first, line, spans):
            break
        run.append(at)
    rows = [at for at in run if not _RULE.fullmatch(lines[at].text)]
    ruled = len(rows) < len(run)
    enough = len(rows) >= (2 if len(first) > 2 or ruled else 3)
    return run if enough else []


def _over_a_corner(lines: list[Line], index: int) -> bool:
    """Whether a line heads all columns but the first of the line below it: the corner of a table is empty."""
    if index + 1 >= len(lines) or lines[index].blank or lines[index + 1].blank:
        return False
    line, below = lines[index], lines[index + 1]
    heads, cells = _cells(line), _cells(below)
    if "|" in line.text or "\t" in line.text or len(heads) < 2 or len(cells) != len(heads) + 1:
        return False
    return all(
        abs(line.indent + head[0] - below.indent - cell[0]) <= 2
        or abs(line.indent + head[1] - below.indent - cell[1]) <= 2
        for head, cell in zip(heads, cells[1:], strict=True)
    )


def _aligned(head: Line, heads: list[tuple[int, int]], line: Line, spans: list[tuple[int, int]]) -> bool:
    if "|" in head.text or "|" in line.text or "\t" in head.text or "\t" in line.text:
        return len(spans) == len(heads) or ("\t" in line.text and len(spans) < len(heads))
    starts = [head.indent + start for start, _ in heads]
    ends = [head.indent + end for _, end in heads]
    for start, end in spans:
        left, right = line.indent + start, line.indent + end
        if not any(abs(left - at) <= 2 for at in starts) and not any(abs(right - at) <= 2 for at in ends):
            return False
    return len(spans) <= len(heads)


def _column(head: Line, heads: list[tuple[int, int]], line: Line, span: tuple[int, int], number: int) -> int:
    if "|" in line.text or "\t" in line.text:
        return number
    left, right = line.indent + span[0], line.indent + span[1]
    fits = [min(abs(left - head.indent - start), abs(right - head.indent - end)) for start, end in heads]
    return fits.index(min(fits))


def _read(text: str, lines: list[Line], run: list[int]) -> dict[int, list[Block]]:
    head = lines[run[0]]
    heads = _cells(head)
    ruled = any(_RULE.fullmatch(lines[at].text) for at in run)
    made: dict[int, list[Block]] = {at: [] for at in run}
    above = run[0] - 1
    cornered = above >= 0 and _over_a_corner(lines, above)
    unheaded = run[0] >= 2 and _is_empty_head(lines[run[0] - 2], lines[run[0] - 1])
    if len(heads) == 2 and not ruled and not cornered and ("|" not in head.text or unheaded):
        for at in run:
            made[at] = [_labelled(text, lines[at])]
        return made
    headers = {
        number: Cell(head.start + start, head.start + end, head.text[start:end], column=number)
        for number, (start, end) in enumerate(heads)
        if end > start
    }
    if cornered:
        line = lines[above]
        spans = enumerate(_cells(line), 1)
        headers = {
            number: Cell(line.start + start, line.start + end, line.text[start:end], column=number)
            for number, (start, end) in spans
        }
        made[above] = [Block("table-row", line.start, line.end, element="head")]
    has_head = cornered or ruled or not any(_NUMBERED.match(cell.text) for cell in headers.values())
    row = 0
    for at in run:
        line = lines[at]
        if _RULE.fullmatch(line.text):
            continue
        if at == run[0] and has_head and not cornered:
            made[at] = [Block("table-row", line.start, line.end, element="head")]
            continue
        row += 1
        cells = []
        for number, span in enumerate(_cells(line)):
            words = line.text[span[0] : span[1]]
            if not words or not says_something(words):
                continue
            column = _column(head, heads, line, span, number)
            cell = Cell(line.start + span[0], line.start + span[1], words, column=column)
            named = headers.get(column) if has_head else None
            if named:
                cell = replace(cell, header=named.text, header_start=named.start, header_end=named.end)
            cells.append(cell)
        made[at] = [Block("table-row", line.start, line.end, cells=tuple(cells), row=row)]
    return made


def _is_empty_head(line: Line, below: Line) -> bool:
    """Whether a table's header row has bars and no words, with a rule below it."""
    return bool(re.fullmatch(r"[|\s]+", line.text)) and "-" in below.text and bool(_RULE.fullmatch(below.text))


def _labelled(text: str, line: Line) -> Block:
    (first, last), (start, end) = _cells(line)[:2]
    label, value = line.text[first:last].rstrip(":"), text[line.start + start : line.start + end]
    cells: tuple[Cell, ...] = ()
    if says_something(value):
        at = line.start + first
        cells = (Cell(line.start + start, line.start + end, value, label, at, at + len(label), 1),)
    return Block("key-value", line.start, line.end, cells=cells)
