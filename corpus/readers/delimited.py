"""Delimited tables (CSV, TSV and their kin, RFC 4180): the text is the file itself, each cell a slice of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.blocks import Block, Metadata, UnreadableDocument, Writing
from corpus.cells import says_something
from corpus.dates import find_date
from corpus.encodings import decode
from corpus.passages import Cell

WIDEST = 1000
"""No table that people publish has more columns."""

_DATED = re.compile(r"\b(?:as of|updated|published|issued|released|date)\b", re.I)


_RULE = re.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$", re.M)
"""The line below the headings of a table in Markdown; the commas in its cells part no columns."""


@dataclass(frozen=True, slots=True)
class _Field:
    start: int
    end: int
    words: str
    raw: int
    raw_end: int


def read(data: bytes, source: str) -> Writing:
    """Read a delimited table: each row is a passage with its cells, the line above the header heads it.

    Comment lines are kept apart.
    Raises `UnreadableDocument` for rows wider than `WIDEST` columns and for a quote that is never closed.
    """
    text = decode(data, source)
    delimiter = delimiter_of(text)
    if delimiter is None:
        raise UnreadableDocument(f"{source}: no table with the same columns in every row")
    blocks: list[Block] = []
    headers: list[_Field] = []
    title = issued = None
    span: tuple[int, int] | None = None
    warnings: list[str] = []
    number = 0
    for fields in _records(text, delimiter, source):
        filled = [field for field in fields if field.words]
        if not filled:
            continue
        start, end = fields[0].raw, fields[-1].raw_end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        comment = text.startswith("#", filled[0].start)
        if comment or (not headers and len(filled) < 2):
            first = not (comment or title)
            blocks.append(Block("heading", start, end, 1) if first else _comment(text, start, end))
            words = text[blocks[-1].start : blocks[-1].end].lstrip("# ").strip()
            title = title or (" ".join(words.split()) if not headers else None)
            dated = find_date(words) if _DATED.search(words) else None
            if dated and issued is None:
                at = text.index(words, start)
                issued, span = dated[0], (at + dated[1], at + dated[2])
        elif not headers:
            headers = fields
            blocks.append(Block("table-row", start, end, element="head"))
        else:
            number += 1
            if len(fields) > len(headers):
                warnings.append(f"row {number} has {len(fields)} cells under {len(headers)} headers")
            blocks.append(Block("table-row", start, end, cells=_cells(fields, headers), row=number))
    return Writing(
        text,
        tuple(blocks),
        Metadata(title=title, issued=issued, issued_span=span, format="text/csv", type="Table"),
        tuple(warnings[:5]),
    )


def _comment(text: str, start: int, end: int) -> Block:
    while end > start and text[end - 1] in " \t,;|":
        end -= 1
    return Block("boilerplate", start, end)


def _cells(fields: list[_Field], headers: list[_Field]) -> tuple[Cell, ...]:
    cells = []
    for column, field in enumerate(fields):
        if field.words and says_something(field.words):
            head = headers[column] if column < len(headers) and headers[column].words else None
            made = Cell(field.start, field.end, field.words, column=column)
            if head:
                made = Cell(field.start, field.end, field.words, head.words, head.start, head.end, column)
            cells.append(made)
    return tuple(cells)


def _records(text: str, delimiter: str, source: str, most: int | None = None) -> list[list[_Field]]:
    """All records with their fields; a quoted field may hold delimiters and line ends."""
    records: list[list[_Field]] = []
    fields: list[_Field] = []
    at, size = 0, len(text)
    plain = re.compile(f"[^{re.escape(delimiter)}\n]*")
    quoted = re.compile(r'[ ]*"((?:[^"]|"")*)"[ \t]*')
    while at <= size:
        begun = at
        found = quoted.match(text, at) if text[at : at + 40].lstrip(" ").startswith('"') else None
        if found and (found.end() == size or text[found.end()] in (delimiter, "\n")):
            start, end = found.span(1)
            words = " ".join(found.group(1).replace('""', '"').split())
            at = found.end()
        else:
            bare = plain.match(text, at)
            assert bare is not None  # noqa: S101  # the pattern matches the empty string
            raw = bare.group()
            start = at + len(raw) - len(raw.lstrip())
            end, words = start + len(raw.strip()), " ".join(raw.split())
            at = bare.end()
        fields.append(_Field(start, end, words, begun, at))
        if len(fields) > WIDEST:
            raise UnreadableDocument(
                f"{source}: row {len(records) + 1} has over {WIDEST} columns; give a table for reading"
            )
        if at >= size or text[at] == "\n":
            records.append(fields)
            fields = []
            if most and len(records) >= most:
                break
        at += 1
    return records


def _can_head(words: str) -> bool:
    """Whether words may stand above a column: no sentence, but for a short question or a shortened word ("No.")."""
    return not words.endswith((".", "?", "!")) or len(words.split()) <= {"?": 6, ".": 1}.get(words[-1], 0)


def delimiter_of(text: str) -> str | None:
    """The delimiter under which the first rows have the same number of cells, or `None` if the text is no table.

    >>> delimiter_of("model,start,kind\\nTide,2021,mandatory\\nBirch,2022,voluntary\\n")
    ','
    >>> delimiter_of("It began in May, or so.\\nIt ended in June.\\n") is None
    True
    """
    head = text[:60_000]
    if _RULE.search(head):
        return None
    lines = [line for line in head.split("\n")[:40] if line.strip() and not line.startswith("#")]
    if len(lines) < 2:
        return None
    for delimiter in ("\t", ",", ";", "|"):
        if sum(delimiter in line for line in lines) < max(2, len(lines) // 2):
            continue
        if delimiter == "|" and any(line.startswith(("|", "{|", "+-")) for line in lines):
            continue
        try:
            records = _records(head, delimiter, "", 40)
        except UnreadableDocument:
            return delimiter
        counts = [len(fields) for fields in records if any(field.words for field in fields)]
        counts = [count for fields, count in zip(records, counts, strict=False) if not fields[0].words.startswith("#")]
        counts = counts[:-1] if len(text) > len(head) and len(counts) > 3 else counts
        widest = Counter(counts).most_common(1)[0][0] if counts else 0
        first = counts.index(widest) if widest > 1 else 0
        same = sum(count == widest for count in counts[first:])
        header = next(fields for fields in records if len(fields) == widest) if widest > 1 else []
        short = all(len(field.words) <= 60 and _can_head(field.words) for field in header)
        sure = delimiter == "\t" and first == 0 and all("\t" in line for line in lines)  # may be ragged
        share = 0.6 if sure and widest > 2 else 0.9
        if widest > 1 and short and same >= max(2, share * len(counts[first:])) and (widest > 2 or same >= 3):
            if widest == 2 and delimiter == "," and any(", " in line and '"' not in line for line in lines):
                continue
            return delimiter
    return None
