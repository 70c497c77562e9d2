"""Formats: which reader reads these bytes, found from what they hold and not from what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.blocks import UnreadableDocument, Writing
from corpus.encodings import decode
from corpus.readers import markdown, plain, uscode, wiki

Reader = Callable[[bytes, str], Writing]

_BINARY = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
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
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<!--|<[a-zA-Z][\w:.-]*[\s/>])", re.I)
_HEADING = re.compile(r"^#{1,6} \S", re.M)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S.*|```.*|\|[ :|-]*-[ :|-]*\|?\s*|> \S.*)$|\]\(https?://|\*\*[^*\n]+\*\*", re.M)
_WIKI = re.compile(r"^(={1,6})[^=\n].*?\1\s*$|\[\[[^\]\n]+\]\]|\{\{[^{}]+\}\}|'''[^'\n]+'''|<ref[ >/]", re.M)
_SECTION = re.compile(r"^#{1,6}\s+\u00a7+\s?\S", re.M)


def reader_of(data: bytes, source: str) -> tuple[str, Reader]:
    """The format's name and its reader; raises `UnreadableDocument` for a format that is not read yet, or no bytes."""
    if not data.strip(b" \t\r\n\0\f"):
        raise UnreadableDocument(f"{source}: empty; give a document with words in it")
    for start, name in _BINARY:
        if data.startswith(start):
            raise UnreadableDocument(f"{source}: not read yet: {name}")
    text = decode(data, source)
    head = text[:4096]
    if _MARKUP.match(head):
        raise UnreadableDocument(f"{source}: not read yet: {'HTML' if re.search('<(?:html|!doctype html)', head, re.I) else 'XML'}")
    if head.startswith("---\n") and "\n---" in text[3:200_000]:
        return "Markdown", markdown.read
    sample = text[:200_000]
    if _SECTION.search(sample) and uscode.is_code(sample):
        return "US Code Markdown", uscode.read
    wiki_marks = len(_WIKI.findall(sample))
    markdown_marks = len(_MARKDOWN.findall(sample))
    if wiki_marks > markdown_marks:
        return "MediaWiki", wiki.read
    if len(_HEADING.findall(sample)) or markdown_marks >= 2:
        return "Markdown", markdown.read
    return "plain text", plain.read
