"""Regulations: what the eCFR's XML and the Federal Register's have in common, paragraphs and tables."""

from __future__ import annotations

import re

from lxml import etree

from corpus.blocks import TextWriter
from corpus.passages import Cell
from corpus.readers.enumerators import Enumerators, marks_of
from corpus.readers.xmltrees import name_of, words_of

_NOTES = frozenset(("FTREF", "SU", "FTNT"))


def write_paragraph(writer: TextWriter, words: str, below: Enumerators, page: int | None = None) -> None:
    """Write one paragraph of a section under the citation that its enumerators give it."""
    marks, at = marks_of(words)
    if not marks:
        writer.block("paragraph", words, citation=below.citation, page=page)
        return
    below.enter(marks, unfinished=bool(re.search(r"[:\u2014-]$", writer.ending)))
    lead_in = below.lead_in(writer.blocks, writer.words)
    mark = "".join(f"({one})" for one in marks)
    writer.block(
        "list-item", words[at:], mark=mark, level=below.depth, citation=below.citation, lead_in=lead_in, page=page
    )


def write_rows(table: etree._Element, writer: TextWriter, page: int | None = None) -> None:
    """Write an HTML-like table or a GPOTABLE row by row under its lowest column heads."""
    title = next((child for child in table if name_of(child) in ("TTITLE", "CAPTION", "caption")), None)
    if title is not None:
        writer.block("paragraph", words_of(title, _NOTES), page=page)
    headers: dict[int, Cell] = {}
    box = next((child for child in table.iter() if name_of(child) == "BOXHD"), None)
    if box is not None:
        heads = [(_level(head.get("H")), words_of(head, _NOTES)) for head in box if name_of(head) == "CHED"]
        lowest = [
            words
            for index, (level, words) in enumerate(heads)
            if index + 1 == len(heads) or heads[index + 1][0] <= level
        ]
        made = writer.row(
            [(column, words, None) for column, words in enumerate(lowest)], heads=True, element="head", page=page
        )
        headers = {cell.column: cell for cell in made}
    number = 0
    for row in table.iter():
        if name_of(row) not in ("ROW", "TR", "tr"):
            continue
        entries = [entry for entry in row if name_of(entry) in ("ENT", "TD", "TH", "td", "th")]
        cells = [(column, words_of(entry, _NOTES), headers.get(column)) for column, entry in enumerate(entries)]
        all_heads = bool(entries) and all(name_of(entry) in ("TH", "th") for entry in entries)
        if all_heads:
            made = writer.row(
                [(column, words, None) for column, words, _ in cells], heads=True, element="head", page=page
            )
            headers = {cell.column: cell for cell in made}
        else:
            number += 1
            writer.row(cells, row=number, page=page)
    writer.put("\n")


def _level(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"[1-9]", value) else 1
