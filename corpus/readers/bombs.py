"""Bombs: what a PDF packs into its bytes to do harm, found before its library unpacks it."""

from __future__ import annotations

import re
import zlib

from corpus.blocks import UnreadableDocument

_LARGEST_STREAM, _LARGEST = 40_000_000, 150_000_000
"""Bytes that one stream that is no picture may unzip to, and all of them together."""

_STREAM = re.compile(rb"stream\r?\n")
_ONLY_POINTS = re.compile(rb"\b(\d{1,9})\s+\d{1,5}\s+obj\s*(\d{1,9})\s+\d{1,5}\s+R\b\s*endobj")


def check_pdf(data: bytes, source: str) -> None:
    """Refuse a PDF whose streams unzip to more than a document has, or with an object that only points at itself.

    A stream that was zipped twice is unzipped twice. Pictures are never unpacked, so they may be of any size.
    """
    total = 0
    for found in _STREAM.finditer(data):
        about = data[max(0, found.start() - 400) : found.start()]
        about = about[about.rfind(b"obj") + 3 :]
        if re.search(rb"/Subtype\s*/Image", about) or data[found.start() - 3 : found.start()] == b"end":
            continue
        end = data.find(b"endstream", found.end())
        size = _unzipped(data[found.end() : end if end > 0 else len(data)])
        total += size
        if size > _LARGEST_STREAM or total > _LARGEST:
            raise UnreadableDocument(f"{source}: a PDF that unzips to over {_LARGEST_STREAM:,} bytes; print it anew")
    points = {int(found.group(1)): int(found.group(2)) for found in _ONLY_POINTS.finditer(data)}
    for start in points:
        at, steps = start, 0
        while at in points and steps <= len(points):
            at, steps = points[at], steps + 1
        if at in points:
            raise UnreadableDocument(f"{source}: a broken PDF, object {start} points only at itself; print it anew")


def _unzipped(data: bytes) -> int:
    """How many bytes a stream unzips to, up to one more than is allowed; 0 if it is not zipped."""
    for _ in range(3):
        try:
            made = zlib.decompressobj().decompress(data, _LARGEST_STREAM + 1)
        except zlib.error:
            return len(data)
        if len(made) > _LARGEST_STREAM:
            break
        data = made
    return len(made)
