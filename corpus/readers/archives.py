"""Archives: the zipped formats, opened with care for what is zipped to do harm."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from corpus.blocks import UnreadableDocument

LARGEST = 150_000_000
"""Bytes that an archive's files may have together, unzipped."""

MOST_MARKS = 4_000_000
"""Marks (`<`) that the XML of one document may hold; the trees of more do not fit into a small machine's memory."""

_TIMES = 400
_PARTS = 5000


def opened(data: bytes, source: str) -> zipfile.ZipFile:
    """The archive, if what it unzips to stays within bounds; raises `UnreadableDocument` if not, or if it is broken."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise UnreadableDocument(f"{source}: a broken or cut-off archive; fetch or save it anew") from error
    total = sum(part.file_size for part in parts)
    if len(parts) > _PARTS or total > LARGEST or (total > 20_000_000 and total > _TIMES * max(1, len(data))):
        raise UnreadableDocument(f"{source}: unzips to {total:,} bytes in {len(parts)} files, more than a document has")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument(f"{source}: locked with a password; save it without one")
    return archive


def checked(data: bytes, source: str) -> dict[str, bytes]:
    """The XML parts of an office file by name, each unzipped whole; raises `UnreadableDocument` if it is none.

    Its libraries expand entities, trust what parts say of their size and fail one way or another on what is missing:
    what they are given has been looked at here.
    """
    parts: dict[str, bytes] = {}
    marks = 0
    with opened(data, source) as archive:
        for name in archive.namelist():
            try:
                part = archive.read(name)
            except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, KeyError):
                raise UnreadableDocument(f"{source}: {name} in it is broken; fetch or save it anew") from None
            if not name.endswith((".xml", ".rels")):
                continue
            parts[name] = part
            marks += part.count(b"<")
            if marks > MOST_MARKS:
                raise UnreadableDocument(f"{source}: over {MOST_MARKS:,} marks of XML, too many; split it")
            if re.search(rb"<!(?:DOCTYPE|ENTITY)", part) or re.search(rb"<\0?!\0?D\0?O\0?C", part):
                raise UnreadableDocument(f"{source}: {name} in it declares entities; save it anew from its program")
    if "[Content_Types].xml" not in parts:
        raise UnreadableDocument(f"{source}: its list of parts is missing; open it in its program and save it anew")
    return parts
