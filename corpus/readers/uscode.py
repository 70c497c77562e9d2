"""The United States Code as Markdown: headings down to the subsection, enumerated paragraphs below."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.blocks import Block, Metadata, Writing
from corpus.encodings import decode
from corpus.readers.enumerators import Enumerators, marks_of

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<words>.*?)[ \t]*#*[ \t]*")
_TITLE = re.compile(r"title\s(?P<number>\d+[A-Z]?)\b", re.I)
_NOTE = re.compile(r"(?<=\w) {2,}\d{1,2}(?= )")
"""A footnote's number, which the conversion to Markdown left in the line between two spaces and one."""

_SECTION = re.compile(r"\u00a7+\s?(?P<number>\d[\w\u2013-]*)\.?\s*(?P<words>.*)")


def is_code(text: str) -> bool:
    """Whether Markdown is the United States Code: a heading "Title 42…" above a heading "§ 1315a. …"."""
    return bool(
        re.search(r"^#{1,6}\s+title\s\d+", text, re.I | re.M) and re.search(r"^#{1,6}\s+\u00a7+\s?\d", text, re.M)
    )


def read(data: bytes, source: str) -> Writing:
    """Read the Code: every paragraph with its citation ("5 U.S.C. 552(a)(1)"), its heading path and its lead-in.

    Headings that chunks of one section repeat are kept once.
    """
    text = decode(data, source)
    made: list[Block] = []
    open_headings: dict[int, str] = {}
    title = section = name = ""
    below: Enumerators | None = None
    for found in _LINE.finditer(text):
        first = found.start() + len(found.group()) - len(found.group().lstrip())
        last = first + len(found.group().strip())
        heading = _HEADING.fullmatch(text, first, last)
        if heading:
            level, words = len(heading.group("marks")), heading.group("words")
            at = heading.span("words")
            if open_headings.get(level) == words:
                continue
            open_headings = {depth: kept for depth, kept in open_headings.items() if depth < level} | {level: words}
            if numbered := _TITLE.match(words):
                title = numbered.group("number")
            elif numbered := _SECTION.match(words):
                section, name = numbered.group("number"), name or words
                below = Enumerators(f"{title} U.S.C. {section}", level)
            elif below is not None and words.startswith("("):
                below.close()
                below.enter(marks_of(words)[0])
            cited = below.citation if below is not None and level >= below.level else None
            made.append(Block("heading", *at, level, citation=cited))
            continue
        if below is None:
            made.append(Block("paragraph", first, last))
            continue
        block = _provision(text, first, last, below, made)
        notes = tuple(note.span() for note in _NOTE.finditer(text, first, last))
        made.append(replace(block, skips=(*block.skips, *notes)))
    cited = next((block.citation for block in made if block.citation), None)
    return Writing(
        text,
        tuple(made),
        Metadata(title=name or None, format="text/markdown", identifier=cited, type="Statute", language="en"),
    )


def _provision(text: str, first: int, last: int, below: Enumerators, made: list[Block]) -> Block:
    marks, words_at = marks_of(text[first:last])
    below.enter(marks)
    words = text[first + words_at : last]
    if (
        marks
        and len(words) <= 90
        and words[:1].isupper()
        and not re.search(r"[.;:,\u2014]$|\b(?:and|or|means|is|to|if|of)$", words)
    ):
        return Block("heading", first, last, below.level + below.depth, citation=below.citation)
    if not marks:
        return Block("paragraph", first, last, citation=below.citation)
    block = Block("list-item", first, last, below.depth, citation=below.citation, skips=((first, first + words_at),))
    return replace(block, lead_in=below.lead_in(made, lambda start, end: text[start:end]))
