"""Federal Register documents: the printed XML (rules, proposed rules, notices) and the records of its API (JSON)."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree

from corpus.blocks import Metadata, TextWriter, UnreadableDocument, Writing
from corpus.dates import find_date
from corpus.encodings import decode
from corpus.readers.ecfr import CFR_KINDS
from corpus.readers.enumerators import Enumerators
from corpus.readers.pairs import pair_block
from corpus.readers.regulations import write_paragraph, write_rows
from corpus.readers.xmltrees import name_of, parse_xml, words_of

_NOTES = frozenset(("SU", "FTREF", "FTNT", "PRTPAGE"))
_LARGEST_RECORDS = 10_000_000
"""Bytes of JSON: a page of a thousand records has a third of that, and Python's objects take ten times the room."""

_LABELS = (
    ("type", "Type"), ("action", "Action"), ("document_number", "Document number"), ("citation", "Citation"),
    ("publication_date", "Publication date"), ("effective_on", "Effective on"),
    ("comments_close_on", "Comments close on"), ("signing_date", "Signing date"),
    ("start_page", "Start page"), ("end_page", "End page"),
)  # fmt: skip


def read(data: bytes, source: str) -> Writing:
    """Read the printed XML: preamble, discussion, footnotes and amended sections, pages kept."""
    root = parse_xml(data, source)
    reader = _Printed()
    reader.walk(root, 1)
    found: dict[str, str] = {}
    for element in root.iter():
        name = name_of(element)
        if name in ("SUBJECT", "FRDOC", "DATED", "AGENCY", "DATE") and name not in found:
            found[name] = words_of(element, _NOTES)
    number = re.search(r"\b(?:FR Doc\.?\s*)?((?:E\d-|\d{4}-)\d+)", found.get("FRDOC", ""))
    filed = find_date(found.get("DATE", "")) or find_date(found.get("DATED", ""))
    return Writing(
        reader.writer.text,
        tuple(reader.writer.blocks),
        Metadata(
            title=found.get("SUBJECT"),
            publisher="Federal Register",
            issued=filed[0] if filed else None,
            language="en",
            format="application/xml",
            identifier=number.group(1) if number else None,
            type="Rule",
        ),
    )


class _Printed:
    def __init__(self) -> None:
        self.writer = TextWriter()
        self.page: int | None = None
        self.title: str | None = None
        self.below: Enumerators | None = None

    def walk(self, element: etree._Element, depth: int) -> None:
        """Write one element of the printed page by its name."""
        name, writer = name_of(element), self.writer
        if name == "PRTPAGE":
            digits = re.sub(r"[^0-9]", "", element.get("P") or "")
            self.page = int(digits) if 0 < len(digits) < 8 else self.page
            return
        if name == "SUBJECT" and self.below is None:
            writer.block("heading", words_of(element, _NOTES), level=1, page=self.page)
        elif name == "HD":
            source = element.get("SOURCE") or ""
            level = 1 + int(source[2:]) if re.fullmatch(r"HD[0-9]", source) else 2
            writer.block("heading", words_of(element, _NOTES).rstrip(":"), level=level, page=self.page)
        elif name in ("P", "FP", "AMDPAR"):
            words = words_of(element, _NOTES)
            if self.below is not None:
                write_paragraph(writer, words, self.below, self.page)
            elif words.startswith("\u2022"):
                writer.block("list-item", words[1:], mark="\u2022", level=1, page=self.page)
            else:
                writer.block("paragraph", words, page=self.page)
            self.notes(element)
            self.turned(element)
        elif name in ("GPOTABLE", "TABLE"):
            write_rows(element, writer, self.page)
        elif name in ("FTNT", "FRDOC", "BILCOD", "AUTH", "CITA", "EXTRACT", "CNTNTS", "LSTSUB"):
            writer.block("reference", words_of(element, frozenset(("SU",)), frozenset(("P", "HD"))), page=self.page)
        elif name == "SECTION":
            self.section(element, depth)
        else:
            if name == "REGTEXT":
                self.title = element.get("TITLE") or self.title
            for child in element:
                if name_of(child):
                    self.walk(child, depth + 1)

    def section(self, element: etree._Element, depth: int) -> None:
        """Write one amended section: its number and subject as a heading, its paragraphs under their citations."""
        number = subject = ""
        for child in element:
            if name_of(child) == "SECTNO":
                number = words_of(child, _NOTES)
            elif name_of(child) == "SUBJECT":
                subject = words_of(child, _NOTES)
        bare = re.sub(r"[\u00a7\s]", "", number)
        stem = f"{self.title} CFR {bare}" if self.title else bare
        self.writer.block("heading", f"{number} {subject}", level=5, citation=stem or None, page=self.page)
        self.below = Enumerators(stem, 5, CFR_KINDS)
        for child in element:
            if name_of(child) not in ("SECTNO", "SUBJECT", ""):
                self.walk(child, depth + 1)
        self.below = None

    def turned(self, element: etree._Element) -> None:
        """Note the page on which a paragraph ends."""
        for inner in element.iter():
            digits = re.sub(r"[^0-9]", "", inner.get("P") or "") if name_of(inner) == "PRTPAGE" else ""
            self.page = int(digits) if 0 < len(digits) < 8 else self.page

    def notes(self, element: etree._Element) -> None:
        """Write the footnotes inside a paragraph after it."""
        for note in element.iter():
            if name_of(note) == "FTNT":
                self.writer.block("reference", words_of(note, frozenset(("SU",))), page=self.page)


def is_record(data: Any) -> bool:
    """Whether JSON is a document of the Federal Register's API, or a page of its search results."""
    if isinstance(data, dict) and isinstance(data.get("results"), list):
        return bool(data["results"]) and all(is_record(entry) for entry in data["results"][:3])
    return isinstance(data, dict) and "document_number" in data and "title" in data


def read_json(data: bytes, source: str) -> Writing:
    """Read records of the API: title, abstract, and its dates and numbers as pairs."""
    try:
        if len(data) > _LARGEST_RECORDS:
            raise UnreadableDocument(f"{source}: {len(data):,} bytes of JSON, over {_LARGEST_RECORDS:,}; ask for fewer")
        record = json.loads(decode(data, source))
    except UnreadableDocument:
        raise
    except (ValueError, RecursionError):
        raise UnreadableDocument(f"{source}: broken or cut-off JSON; fetch it anew") from None
    if not is_record(record):
        raise UnreadableDocument(f"{source}: not read yet: JSON other than the Federal Register's; give its text")
    records = record["results"] if isinstance(record.get("results"), list) else [record]
    writer = TextWriter()
    for one in records:
        _write_record(one, writer)
    first = records[0]
    return Writing(
        writer.text,
        tuple(writer.blocks),
        Metadata(
            title=_said(first.get("title")) if len(records) == 1 else None,
            creators=tuple(_agencies(first)) if len(records) == 1 else (),
            publisher="Federal Register",
            issued=_said(first.get("publication_date")) if len(records) == 1 else None,
            language="en",
            url=_said(first.get("html_url")) if len(records) == 1 else None,
            format="application/json",
            identifier=_said(first.get("document_number")) if len(records) == 1 else None,
            type="Rule",
        ),
    )


def _write_record(record: dict[str, Any], writer: TextWriter) -> None:
    writer.block("heading", _said(record.get("title")) or "", level=1, element=_said(record.get("document_number")))
    for name, label in _LABELS:
        value = _said(record.get(name))
        if value:
            pair_block(writer, label, value)
    agencies = "; ".join(_agencies(record))
    if agencies:
        pair_block(writer, "Agencies", agencies)
    for reference in _list(record.get("cfr_references")):
        if isinstance(reference, dict) and reference.get("title") and reference.get("part"):
            pair_block(writer, "Amends", f"{reference['title']} CFR part {reference['part']}")
    writer.put("\n")
    for name, label in (("abstract", "Summary"), ("dates", "Dates")):
        words = _said(record.get(name))
        if words:
            writer.block("heading", label, level=2)
            writer.block("paragraph", words)


def _agencies(record: dict[str, Any]) -> list[str]:
    entries = [entry for entry in _list(record.get("agencies")) if isinstance(entry, dict)]
    named = [_said(entry.get("name")) or _said(entry.get("raw_name")) for entry in entries]
    return [name for name in named if name]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _said(value: Any) -> str | None:
    return (
        " ".join(f"{value}".encode("utf-8", "replace").decode().split()) or None
        if isinstance(value, str | int) and not isinstance(value, bool)
        else None
    )
