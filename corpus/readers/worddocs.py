"""Word documents (DOCX): headings, lists, tables, footnotes, as they read with all changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document as open_document
from lxml import etree

from corpus.blocks import Metadata, TextWriter, UnreadableDocument, Writing
from corpus.passages import Cell
from corpus.readers.archives import checked
from corpus.readers.pagemeta import first_lines
from corpus.readers.pairs import as_pairs
from corpus.readers.xmltrees import name_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDEST = 200
_MOST_PARAGRAPHS = 100_000
_OUT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}footnoteReference", f"{_W}endnoteReference", f"{_W}instrText",
                  "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))  # fmt: skip


def read(data: bytes, source: str) -> Writing:
    """Read a Word document: inserted text is in, deleted and moved-away text is out, footnotes follow as references."""
    parts = checked(data, source)
    body = parts.get("word/document.xml", b"")
    if (count := body.count(b"<w:p>") + body.count(b"<w:p ") + body.count(b"<w:p/")) > _MOST_PARAGRAPHS:
        raise UnreadableDocument(f"{source}: {count:,} paragraphs, over the limit of {_MOST_PARAGRAPHS:,}; split it")
    try:
        document = open_document(BytesIO(data))
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # python-docx fails in many ways on a file whose parts are missing or mixed up
        raise UnreadableDocument(
            f"{source}: a broken Word document ({_first_broken(parts) or 'its parts do not fit together'}); "
            "open it in its program and save it anew"
        ) from error
    writer = TextWriter()
    reader = _Body(writer, _formats(document), _styles(document))
    reader.walk(document.element.body)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        for words in _notes(parts[name]) if name in parts else ():
            writer.block("reference", words)
    about = document.core_properties
    found = Metadata(
        title=about.title or None,
        creators=(about.author,) if about.author and about.author != "python-docx" else (),
        modified=about.modified.date().isoformat() if about.modified else None,
        language=about.language or None,
        format="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    blocks, found = first_lines(writer.text, as_pairs(writer.text, writer.blocks), found)
    return Writing(writer.text, tuple(blocks), found)


def _styles(document: Any) -> dict[str, str]:
    """The name of each style by its identifier."""
    names = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[str(style.get(f"{_W}styleId"))] = str(name.get(f"{_W}val"))
    return names


def _first_broken(parts: dict[str, bytes]) -> str | None:
    """The name of the first part that is no XML."""
    for name, part in parts.items():
        try:
            etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return f"{name} is no XML"
    return None


def _formats(document: Any) -> dict[tuple[str, str], str]:
    """For each list and depth, whether its marks are bullets or how its numbers are written."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return {}
    kinds: dict[tuple[str, str], str] = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        for level in abstract.iter(f"{_W}lvl"):
            form = level.find(f"{_W}numFmt")
            if form is not None:
                kinds[(abstract.get(f"{_W}abstractNumId"), level.get(f"{_W}ilvl"))] = form.get(f"{_W}val")
    made: dict[tuple[str, str], str] = {}
    for number in root.iter(f"{_W}num"):
        abstract = number.find(f"{_W}abstractNumId")
        for (identifier, level), form in kinds.items():
            if abstract is not None and identifier == abstract.get(f"{_W}val"):
                made[(number.get(f"{_W}numId"), level)] = form
    return made


def words_in(element: etree._Element) -> str:
    """The words of a paragraph as it reads when all changes are accepted."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _OUT:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        elif child.tag == f"{_W}softHyphen":
            yield "\u00ad"
        elif child.tag != f"{_W}txbxContent":
            yield from _words(child)


def inside(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements of these names in an element, also in content controls and insertions; no table of contents."""
    for child in element:
        name = name_of(child)
        if name in names:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
            if gallery is None or gallery.get(f"{_W}val") != "Table of Contents":
                yield from inside(child, *names)


def _number(element: etree._Element, path: str, most: int, default: int = 0) -> int:
    """The number that a property of an element holds, within bounds; the default where it holds none."""
    found = element.find("/".join(_W + name for name in path.split("/")))
    value = (found.get(f"{_W}val") or "").strip() if found is not None else ""
    return min(int(value[:6]), most) if value.isascii() and value.isdecimal() else default


class _Body:
    def __init__(self, writer: TextWriter, formats: dict[tuple[str, str], str], styles: dict[str, str]) -> None:
        self.writer = writer
        self.formats = formats
        self.styles = styles
        self.counts: dict[tuple[str, int], int] = {}

    def walk(self, content: etree._Element) -> None:
        """Write paragraphs and tables in the order in which they stand, text boxes after their paragraph."""
        for part in inside(content, "p", "tbl"):
            if part.tag == f"{_W}tbl":
                self.table(part)
                continue
            self.paragraph(part)
            for box in part.iter(f"{_W}txbxContent"):
                if not any(name_of(above) == "Fallback" for above in box.iterancestors()):
                    self.walk(box)

    def paragraph(self, part: etree._Element) -> None:
        """Write one paragraph by its style: a heading, a list item, or text."""
        words = re.sub(r"[ \t]+", " ", words_in(part)).strip()
        if not words:
            return
        chosen = part.find(f"{_W}pPr/{_W}pStyle")
        style = self.styles.get(str(chosen.get(f"{_W}val")), "") if chosen is not None else ""
        heading = re.fullmatch(r"(?:heading|\u00fcberschrift|titre)\s*(\d)", style, re.I)
        number = part.find(f"{_W}pPr/{_W}numPr")
        listed = re.fullmatch(r"list(?: (bullet|number))?(?: (\d))?", style, re.I)
        if heading or style.lower() in ("title", "subtitle"):
            level = int(heading.group(1)) + 1 if heading else (1 if style.lower() == "title" else 2)
            self.writer.block("heading", words.replace("\n", " "), level=level)
        elif number is not None or listed:
            self.item(words, number, listed)
        else:
            self.writer.block("paragraph", words)

    def item(self, words: str, number: Any, listed: re.Match[str] | None) -> None:
        """Write one list item under its mark and depth."""
        identifier, level = "0", 0
        if number is not None:
            found = number.find(f"{_W}numId")
            identifier = str(found.get(f"{_W}val")) if found is not None else "0"
            level = _number(number, "ilvl", 8)
        elif listed and listed.group(2):
            level = max(0, int(listed.group(2)) - 1)
        numbered = (
            self.formats.get((identifier, str(level)), "bullet") != "bullet"
            if number is not None
            else bool(listed and (listed.group(1) or "").lower() == "number")
        )
        key = (identifier, level)
        self.counts = {
            other: count for other, count in self.counts.items() if other[0] != identifier or other[1] <= level
        }
        self.counts[key] = self.counts.get(key, 0) + 1
        mark = f"{self.counts[key]}." if numbered else "\u2022"
        self.writer.block("list-item", words, mark=mark, level=level + 1)

    def table(self, part: etree._Element) -> None:
        """Write a table row by row; merged cells say the same in each of their places."""
        rows = [row for row in _grid(part) if any(row)]
        headers: dict[int, Cell] = {}
        number = 0
        for index, row in enumerate(rows):
            if index == 0 and len(rows) > 1 and len(row) > 1 and not any(words[:1].isdigit() for words in row):
                made = self.writer.row([(at, words, None) for at, words in enumerate(row)], heads=True, element="head")
                headers = {cell.column: cell for cell in made}
            else:
                number += 1
                self.writer.row([(at, words, headers.get(at)) for at, words in enumerate(row)], row=number)
        self.writer.put("\n")


def _grid(table: etree._Element) -> list[list[str]]:
    """The words in every place of a table; rows whose deletion was tracked are out."""
    grid: list[list[str]] = []
    for row in inside(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        made = [""] * _number(row, "trPr/gridBefore", _WIDEST)
        for cell in inside(row, "tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart":
                words = grid[-1][len(made)] if grid and len(made) < len(grid[-1]) else ""
            else:
                words = " ".join(" ".join(words_in(part) for part in cell.iter(f"{_W}p")).split())
            made += [words] * max(1, _number(cell, "tcPr/gridSpan", _WIDEST - len(made), 1))
            if len(made) > _WIDEST:
                raise MemoryError
        grid.append(made)
    return grid


def _notes(data: bytes) -> Iterator[str]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    for note in root:
        if name_of(note) in ("footnote", "endnote") and note.get(f"{_W}type") not in (
            "separator",
            "continuationSeparator",
            "continuationNotice",
        ):
            words = " ".join(" ".join(words_in(part) for part in note.iter(f"{_W}p")).split())
            if words:
                yield words
