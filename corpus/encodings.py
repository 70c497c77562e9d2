"""Encodings: bytes in, text out, whatever a page was saved as."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from corpus.blocks import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NO_TEXT = 0.02
"""Above this share of control characters, bytes are no text in any encoding."""


def decode(data: bytes, source: str) -> str:
    """Text of the bytes: byte order mark, then UTF-8, then what the page declares, then a guess.

    Line ends come out as one line feed each and the byte order mark is left off, so that offsets count as
    RFC 5147 section 2.1.1 counts them (a line end is one character). Raises `UnreadableDocument` where the bytes
    are no text.
    """
    return lines_as_one(_decode(data, source))


def lines_as_one(text: str) -> str:
    """The text with CR LF and lone CR turned into LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode(data: bytes, source: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(encoding), source)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    f"{source}: starts as {encoding} and breaks at byte {error.start}; save it as UTF-8"
                ) from None
    wide = _wide(data)
    if wide is not None:
        return _checked(wide, source)
    try:
        return _checked(data.decode("utf-8"), source)
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:2048])
    names = [declared.group(1).decode("ascii")] if declared else []
    for name in [*names, "cp1252"]:
        try:
            return _checked(data.decode(name), source)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise UnreadableDocument(f"{source}: not text in any known encoding; save it as UTF-8")
    return _checked(data.decode(best.encoding, errors="replace"), source)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    head = data[:400]
    if len(head) < 8 or b"\0" not in head:
        return None
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _checked(text: str, source: str) -> str:
    sample = text[:20_000]
    if sample and len(_CONTROL.findall(sample)) > _NO_TEXT * len(sample):
        raise UnreadableDocument(f"{source}: binary data of no known format; give a document or its text")
    return text
