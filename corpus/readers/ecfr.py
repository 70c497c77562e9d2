"""The electronic Code of Federal Regulations as XML: parts, subparts and sections, each paragraph with its citation."""

from __future__ import annotations

import json
import re

from lxml import etree

from corpus.blocks import Metadata, TextWriter, Writing
from corpus.readers.enumerators import Enumerators
from corpus.readers.regulations import write_paragraph, write_rows
from corpus.readers.xmltrees import name_of, parse_xml, words_of

CFR_KINDS = ("a", "1", "i", "A", "1", "i")
"""The drafting order of the Code of Federal Regulations (1 CFR 21.11): the last two are set in italics."""

_NOTES = frozenset(("FTREF", "SU", "FTNT"))


def read(data: bytes, source: str) -> Writing:
    """Read eCFR XML, a title, part or section of it, as the versioner API gives it."""
    root = parse_xml(data, source)
    reader = _Divisions(_title(root))
    reader.walk(root, 1)
    heads = [block for block in reader.writer.blocks if block.kind == "heading"]
    text = reader.writer.text
    date = re.search(r"/on/(\d{4}-\d\d-\d\d)/", root.get("hierarchy_metadata") or "")
    return Writing(
        text,
        tuple(reader.writer.blocks),
        Metadata(
            title=text[heads[0].start : heads[0].end] if heads else None,
            issued=date.group(1) if date else None,
            language="en",
            format="application/xml",
            identifier=heads[0].citation if heads else None,
            type="Rule",
        ),
    )


def _title(root: etree._Element) -> str | None:
    """The title's number, from a title division or from the metadata of the part."""
    for element in root.iter():
        if element.get("TYPE") == "TITLE" and element.get("N"):
            return str(element.get("N")).strip()
        about = element.get("hierarchy_metadata")
        if about:
            try:
                said = json.loads(about)
            except ValueError:
                continue
            found = re.search(r"title-(\d+)", str(said.get("path"))) or re.match(
                r"(\d+) CFR", str(said.get("citation"))
            )
            if found:
                return found.group(1)
        if name_of(element) in ("IDNO", "AMDDATE") and (
            found := re.search(r"(?:title|Title)\D{0,3}(\d+)", words_of(element))
        ):
            return found.group(1)
    return None


class _Divisions:
    def __init__(self, title: str | None) -> None:
        self.writer = TextWriter()
        self.title = title

    def citation(self, element: etree._Element) -> str | None:
        """A section's or part's citation: "42 CFR 512.505", "42 CFR part 512"."""
        number = re.sub(r"[\u00a7\s]", "", element.get("N") or "")
        if not number:
            return None
        stem = f"{self.title} CFR " if self.title else ""
        return {"SECTION": f"{stem}{number}", "PART": f"{stem}part {number}"}.get(element.get("TYPE") or "")

    def walk(self, element: etree._Element, depth: int) -> None:
        """Write one division: head, text, the divisions below."""
        name = name_of(element)
        cited = self.citation(element) if name.startswith("DIV") else None
        below = Enumerators(cited, depth, CFR_KINDS) if cited and element.get("TYPE") == "SECTION" else None
        for child in element:
            inner = name_of(child)
            if inner == "HEAD":
                self.writer.block(
                    "heading", words_of(child, _NOTES), level=depth, citation=cited, element=element.get("N")
                )
            elif re.fullmatch(r"DIV\d+", inner):
                self.walk(child, depth + 1)
            elif re.fullmatch(r"P|FP.*|PSPACE|EXTRACT", inner):
                if below is not None:
                    write_paragraph(self.writer, words_of(child, _NOTES), below)
                else:
                    self.writer.block("paragraph", words_of(child, _NOTES), citation=cited)
            elif re.fullmatch(r"HD\d|HED", inner):
                self.writer.block("heading", words_of(child, _NOTES), level=depth + 1)
            elif inner in (
                "AUTH",
                "SOURCE",
                "CITA",
                "SECAUTH",
                "APPRO",
                "EDNOTE",
                "EFFDNOT",
                "FTNT",
                "XREF",
                "CROSSREF",
                "NOTE",
            ):
                self.writer.block(
                    "reference", words_of(child, frozenset(), frozenset(("P", "HED", "PSPACE"))), citation=cited
                )
            elif inner in ("TABLE", "GPOTABLE"):
                write_rows(child, self.writer)
            elif inner and inner not in ("IDNO", "HEADER", "TOC", "CFRTOC"):
                self.walk(child, depth)
