"""Formats: which reader reads these bytes, found from what they hold and not from what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.blocks import UnreadableDocument, Writing
from corpus.encodings import decode
from corpus.readers import (
    delimited,
    ecfr,
    fedreg,
    markdown,
    plain,
    printed,
    sheets,
    uscode,
    uslm,
    webpages,
    wiki,
    worddocs,
)
from corpus.readers.archives import opened

Reader = Callable[[bytes, str], Writing]

_BINARY = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word, Excel or PowerPoint"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\0", "TIFF picture"),
    (b"MM\0*", "TIFF picture"),
    (b"{\\rtf", "RTF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "SQLite"),
)
_MARKUP = re.compile(r"\s*(?:<\?xml|<%|<!doctype|<!--|<[a-zA-Z][\w:.-]*[\s/>])", re.I)
_HEADING = re.compile(r"^#{1,6} +[^\s#]", re.M)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} +[^\s#].*|```.*|\|[ :|-]*-[ :|-]*\|?\s*|> \S.*)$|\]\(https?://|\*\*[^*\n]{1,300}\*\*", re.M
)
_WIKI = re.compile(
    r"^(={1,6})[^=\n].{0,300}?\1\s*$|\[\[[^\[\]\n]{1,300}\]\]|\{\{[^{}]{1,500}\}\}|'''[^'\n]{1,300}'''|<ref[ >/]", re.M
)
_RIGHT = "save it as text, HTML, PDF, Word or a table, or give USLM, eCFR or Federal Register XML"
_MARKED = {"pdf": "PDF", "docx": "Word document", "xlsx": "workbook"}
"""Formats whose bytes tell what they are, by how their files are named."""
_LARGEST_TEXT = 40_000_000
_LONGEST_LINE = 1_000_000
_MOST_LINES = 400_000
_HTML = frozenset(
    ("html", "head", "body", "div", "p", "h1", "h2", "h3", "table", "article", "main", "section", "ul", "ol", "meta",
     "title", "span", "center", "font", "header", "nav", "link", "script", "style", "a", "b", "dl", "blockquote")
)  # fmt: skip
_USLM = frozenset(("uscdoc", "statutecompilation", "lawdoc", "bill", "plaw", "uslm"))
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[{\"\]]|\d[\d.]*\s*,|\[\s*[\[{\"\d\]]))")
"""How JSON begins. A time in a transcript, a numbered note and a wiki link open with a bracket as well."""
_SECTION = re.compile(r"^#{1,6}\s+\u00a7+\s?\S", re.M)


def reader_of(data: bytes, source: str) -> tuple[str, Reader]:
    """The format's name and its reader; raises `UnreadableDocument` for a format that is not read yet, or no bytes."""
    if not data.strip(b" \t\r\n\0\f"):
        raise UnreadableDocument(f"{source}: empty; give a document with words in it")
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, source)
    if b"%PDF-" in data[:1024]:
        return "PDF", printed.read
    for start, name in _BINARY:
        if data.startswith(start):
            raise UnreadableDocument(f"{source}: not read yet: {name}; {_RIGHT}")
    if len(data) > _LARGEST_TEXT:
        raise UnreadableDocument(
            f"{source}: {len(data):,} bytes of text, over the limit of {_LARGEST_TEXT:,}; split it"
        )
    text = _text_of(data, source)
    head = text[:4096]
    if _MARKUP.match(head):
        return _marked_up(text, source)
    if (count := text.count("\n")) > _MOST_LINES:
        raise UnreadableDocument(f"{source}: {count:,} lines of text, over the limit of {_MOST_LINES:,}; split it")
    if head.startswith("---\n") and "\n---" in text[3:200_000]:
        return "Markdown", markdown.read
    longest = max(map(len, text.split("\n")))
    if longest > _LONGEST_LINE:
        raise UnreadableDocument(f"{source}: a line of {longest:,} characters, which no text has; break it into lines")
    sample = text[:200_000]
    if _SECTION.search(sample) and uscode.is_code(sample):
        return "US Code Markdown", uscode.read
    if head.lstrip()[:1] in "[{" and _JSON.match(head):
        return "JSON", fedreg.read_json
    if delimited.delimiter_of(text) is not None:
        return "CSV", delimited.read
    wiki_marks = len(_WIKI.findall(sample))
    markdown_marks = len(_MARKDOWN.findall(sample))
    if wiki_marks > markdown_marks:
        return "MediaWiki", wiki.read
    if len(_HEADING.findall(sample)) or markdown_marks >= 2:
        return "Markdown", markdown.read
    return "plain text", plain.read


def _text_of(data: bytes, source: str) -> str:
    """The text of bytes without a mark of any format; a fault says what their name promises that they are not."""
    try:
        return decode(data, source)
    except UnreadableDocument:
        ending = source.rpartition(".")[2].lower()
        if ending not in _MARKED:
            raise
        fault = f"{source}: named .{ending}, but its bytes are neither a {_MARKED[ending]} nor text; save it anew"
    raise UnreadableDocument(fault)


def _zipped(data: bytes, source: str) -> tuple[str, Reader]:
    with opened(data, source) as archive:
        names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "XLSX", sheets.read
    if "word/document.xml" in names:
        return "DOCX", worddocs.read
    for name, format_name in (
        ("ppt/presentation.xml", "PPTX"),
        ("META-INF/container.xml", "EPUB"),
        ("content.xml", "OpenDocument"),
    ):
        if name in names:
            raise UnreadableDocument(f"{source}: not read yet: {format_name}; {_RIGHT}")
    raise UnreadableDocument(f"{source}: not read yet: ZIP; unpack it and give the files")


def _marked_up(text: str, source: str) -> tuple[str, Reader]:
    """HTML, or an XML by its root element."""
    head = re.sub(
        r"<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]*(?:\[.*?\]\s*)?>", "", text[:20_000], flags=re.S | re.I
    ).lstrip()
    root = re.match(r"<([\w:.-]+)", head)
    name = root.group(1).rpartition(":")[2].lower() if root else ""
    if name in _HTML or (root is None and re.search(r"<(?:html|!doctype html)", text[:20_000], re.I)):
        return "HTML", webpages.read
    if name in _USLM or "schemas.gpo.gov/xml/uslm" in head or "xml.house.gov/schemas/uslm" in head:
        return "USLM", uslm.read
    if re.fullmatch(r"ecfr|div[1-9]|dlpstextclass|cfrdoc", name):
        return "eCFR XML", ecfr.read
    if name in ("rule", "prorule", "notice", "presdocu", "fedreg", "correct"):
        return "Federal Register XML", fedreg.read
    what = f"XML with root element {name}" if name else "markup in which no element opens"
    raise UnreadableDocument(f"{source}: not read yet: {what}; {_RIGHT}")
