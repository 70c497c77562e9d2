"""XML trees: parsed without entities, network or unbounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.blocks import UnreadableDocument
from corpus.readers.archives import MOST_MARKS

_WIDE_ENTITY = re.compile(b"<\0?!\0E\0N\0T\0I\0T\0Y")


def parse_xml(data: bytes, source: str) -> etree._Element:
    """The root element; raises `UnreadableDocument` for entity declarations, broken or too deeply nested XML."""
    if data.count(b"<") > MOST_MARKS:
        raise UnreadableDocument(f"{source}: over {MOST_MARKS:,} marks of XML, more than a document has; split it")
    if b"<!ENTITY" in data or _WIDE_ENTITY.search(data):
        raise UnreadableDocument(
            f"{source}: declares entities of its own, which are not expanded; save it without them"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        said = re.sub(r"\s*\(<string>, line \d+\)", "", " ".join(str(error).split()))[:120]
        if "Excessive depth" in said:
            raise UnreadableDocument(f"{source}: XML nested over 255 deep, as no document is; fetch it anew") from None
        raise UnreadableDocument(f"{source}: broken or cut-off XML ({said}); fetch it anew") from None
    if root is None:
        raise UnreadableDocument(f"{source}: XML without a root element; fetch it anew")
    return root


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(
    element: etree._Element, without: frozenset[str] = frozenset(), breaks: frozenset[str] = frozenset()
) -> str:
    """All words in an element on one line, leaving out the elements named; `breaks` end a word."""
    return " ".join("".join(_pieces(element, without, breaks)).split())


def _pieces(element: etree._Element, without: frozenset[str], breaks: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = name_of(child)
        if name and name not in without:
            if name in breaks:
                yield " "
            yield from _pieces(child, without, breaks)
            if name in breaks:
                yield " "
        yield child.tail or ""
