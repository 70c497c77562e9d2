"""Archives: the zipped formats, opened with care for what is zipped to do harm."""

from __future__ import annotations

import zipfile
from io import BytesIO

from corpus.blocks import UnreadableDocument

LARGEST = 150_000_000
"""Bytes that an archive's files may have together, unzipped."""

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
