"""United States Legislative Markup (USLM 1 and 2): codes, acts and compilations, every provision with its citation."""

from __future__ import annotations

import re

from lxml import etree

from corpus.blocks import Metadata, TextWriter, Writing
from corpus.readers.xmltrees import name_of, parse_xml, words_of

_LARGE = ("title", "subtitle", "division", "chapter", "subchapter", "part", "subpart", "article", "appendix", "section")
_SMALL = ("subsection", "paragraph", "subparagraph", "clause", "subclause", "item", "subitem", "subsubitem", "level")
_NO_WORDS = frozenset(("footnote", "elided"))
_BREAKS = frozenset(("p", "br", "entry", "row", "chapeau", "content", "continuation", "num", "heading"))


def read(data: bytes, source: str) -> Writing:
    """Read USLM: headings down to the section, then each provision as a passage with citation and lead-in."""
    root = parse_xml(data, source)
    about: dict[str, etree._Element] = {}
    for meta in root:
        for child in meta if name_of(meta) == "meta" else ():
            about.setdefault(name_of(child), child)

    def said(name: str) -> str | None:
        return (words_of(about[name]) or None) if name in about else None

    act = said("citableAsShortTitle")
    reader = _Provisions(act.title().replace(" Of ", " of ").replace(" And ", " and ") if act else None)
    for part in root:
        if name_of(part) in ("main", "preface", *_LARGE):
            reader.walk(part, 1)
    title = said("containsShortTitle") or said("title") or act
    issued = said("processedDate") if "currentThroughPublicLaw" in about else said("approvedDate")
    date = next(
        (element.get("date") for element in root.iter() if name_of(element) == "date" and element.get("date")), None
    )
    dated = [element.get("date") for note in root.iter() if name_of(note) == "editionNote" for element in note.iter()]
    return Writing(
        reader.writer.text,
        tuple(reader.writer.blocks),
        Metadata(
            title=title,
            creators=(),
            issued=next((day for day in dated if day), None) or issued or date,
            language=(said("language") or "en").lower(),
            format="application/xml",
            identifier=said("docNumber"),
            type="Statute",
        ),
    )


class _Provisions:
    """One pass over the hierarchy."""

    def __init__(self, act: str | None) -> None:
        self.writer = TextWriter()
        self.act = act

    def citation(self, identifier: str | None) -> str | None:
        """A provision's citation from its USLM identifier: "/us/usc/t5/s552/a/1" is "5 U.S.C. 552(a)(1)".

        A provision of a compiled act is cited by the act: "Harbor Act § 12(a)". Above sections there is none.
        """
        parts = (identifier or "").strip("/").split("/")
        at = next((place for place, part in enumerate(parts) if re.fullmatch(r"s\d[\w\u2013-]*", part)), None)
        if at is None:
            return None
        below = "".join(f"({part})" for part in parts[at + 1 :])
        section = parts[at][1:]
        if len(parts) > 2 and parts[1] == "usc":
            return f"{parts[2].lstrip('t')} U.S.C. {section}{below}"
        return f"{self.act} \u00a7 {section}{below}" if self.act else f"\u00a7 {section}{below}"

    def walk(
        self, element: etree._Element, depth: int, lead_in: tuple[int, int] | None = None, above: str = "",
        parent: str | None = None,
    ) -> None:  # fmt: skip
        """Write one level: its number and heading, what leads in, the levels below, what follows them.

        `above` is the number of a level that has no words of its own before this one, `parent` the citation above,
        from which a level without an identifier takes its own.
        """
        name = name_of(element)
        if name not in _LARGE and name not in _SMALL:
            self.loose(element, depth)
            return
        cited = self.citation(element.get("identifier"))
        number = heading = ""
        for child in element:
            if name_of(child) == "heading":
                heading = words_of(child, _NO_WORDS, _BREAKS).strip()
            elif name_of(child) == "num":
                number = words_of(child, _NO_WORDS)
                value = child.get("value")
                if cited is None and parent and value and name in _SMALL:
                    cited = f"{parent}({value})"
        if cited is None and name in _SMALL:
            cited = parent
        writer = self.writer
        mark = f"{above}{number}"
        if name in _LARGE or heading:
            joined = f"{number}{heading}" if number.endswith("\u2014") else f"{number} {heading}".strip()
            writer.block("heading", joined, level=depth, citation=cited, element=element.get("identifier"))
            mark = ""
        for child in element:
            inner = name_of(child)
            if inner in ("num", "heading", ""):
                continue
            if inner in _LARGE or inner in _SMALL:
                self.walk(child, depth + 1, lead_in, mark if name in _SMALL else "", cited)
                mark = ""
            elif inner in ("chapeau", "content", "text", "continuation", "p"):
                words = words_of(child, _NO_WORDS, _BREAKS)
                kind = "list-item" if mark and name in _SMALL else "paragraph"
                own = lead_in if kind == "list-item" else None
                made = writer.block(
                    kind, words, mark=mark, level=max(1, depth - 1) if kind == "list-item" else 0, citation=cited,
                    element=element.get("identifier"), lead_in=own,
                )  # fmt: skip
                mark = ""
                if made and inner == "chapeau":
                    lead_in = (made.skips[0][1] if made.skips else made.start, made.end)
                self.notes(child)
            else:
                self.loose(child, depth, cited)

    def loose(self, element: etree._Element, depth: int, cited: str | None = None) -> None:
        """Write what is no level: notes as references, tables as rows, else its paragraphs."""
        name, writer = name_of(element), self.writer
        if name in ("toc", "footnote", "meta"):
            return
        if name in ("editorialNote", "note", "sourceCredit", "citationNote", "editionNote", "explanationNote", "notes"):
            writer.block("reference", words_of(element, _NO_WORDS, _BREAKS), citation=cited)
        elif name == "table":
            for row in element.iter():
                if name_of(row) in ("row", "tr"):
                    words = [words_of(entry, _NO_WORDS) for entry in row]
                    writer.row([(column, said, None) for column, said in enumerate(words)])
        elif name in ("p", "content", "chapeau", "recital", "enactingFormula", "longTitle"):
            writer.block("paragraph", words_of(element, _NO_WORDS, _BREAKS), citation=cited)
            self.notes(element)
        else:
            for child in element:
                if name_of(child) in ("heading", "num"):
                    writer.block("heading", words_of(child, _NO_WORDS), level=depth)
                elif name_of(child):
                    self.walk(child, depth)

    def notes(self, element: etree._Element) -> None:
        """Write the footnotes that hang on an element after it, as references."""
        for note in element.iter():
            if name_of(note) == "footnote":
                self.writer.block("reference", words_of(note, frozenset(("sup",))))
