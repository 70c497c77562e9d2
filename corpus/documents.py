"""Documents: one source at one version of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.amended import cite_law
from corpus.blocks import Metadata, UnreadableDocument, Writing
from corpus.formats import reader_of
from corpus.genres import genres
from corpus.passages import Passage
from corpus.sections import passages_of

__all__ = ["Document", "Metadata", "UnreadableDocument", "find_sources", "read_document"]


LARGEST = 100_000_000
"""Bytes that one source may have; a regulator's largest reports stay far below."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source text: its bytes' identity, its metadata, its untouched plain text and the passages in it.

    `id` is the first 16 hexadecimal digits of `sha256`; `source` is the path below the SOURCE given, or a URL.
    """

    id: str
    source: str
    sha256: str
    metadata: Metadata
    text: str
    passages: tuple[Passage, ...] = field(repr=False)
    warnings: tuple[str, ...] = ()


def read_document(data: bytes, source: str, *, own: bool = True) -> Document:
    """Read one source of any known format, found from its content and not from its name.

    In: the bytes, and `source`, the path or URL that messages and citations name. `own` says that the reader put
    the file there herself, so that it may be shown whole; a text of others is shown whole only under a free
    licence. Out: the `Document`; its plain text is the source's own characters for plain text and Markdown, and
    what the reader wrote for markup formats. Raises `UnreadableDocument` with one line for anything else.
    """
    if len(data) > LARGEST:
        raise UnreadableDocument(f"{source}: {len(data):,} bytes, over the limit of {LARGEST:,}; split it into parts")
    sha256 = hashlib.sha256(data).hexdigest()
    genres()  # a fault in our own cues must not be told as the document's
    name, read = reader_of(data, source)
    try:
        writing = read(data, source)
    except UnreadableDocument:
        raise
    except (RecursionError, MemoryError) as error:
        raise UnreadableDocument(
            f"{source}: nested too deep or too large to read as {name}; split it, or save its text alone"
        ) from error
    except Exception as error:  # any fault of a format library on a garbled file is the file's fault, said in one line
        said = " ".join(str(error).split())[:160] or type(error).__name__
        raise UnreadableDocument(
            f"{source}: not readable as {name} ({said}); open it in its program and save it anew"
        ) from error
    if not writing.text.strip():
        raise UnreadableDocument(f"{source}: holds no text; give a document with words in it")
    identity = sha256[:16]
    metadata = _completed(writing, source, own)
    passages = cite_law(metadata.title, passages_of(identity, writing.text, writing.blocks))
    return Document(identity, source, sha256, metadata, writing.text, passages, writing.warnings)


def _completed(writing: Writing, source: str, own: bool) -> Metadata:
    """Metadata with the kind of document, the address and the right to show it filled in where readers left them."""
    known, found = genres(), writing.metadata
    url = found.url or (source if source.startswith(("http://", "https://")) else None)
    kind = found.type or known.type_of(" \n".join(filter(None, (found.title, url, found.publisher))), writing.text)
    license = found.license or (known.public_domain if kind in known.free_types else None)
    return replace(found, url=url, type=kind, license=license, shown_whole=own or known.is_free(license))


def find_sources(paths: Iterable[str | Path]) -> Iterator[tuple[str, Path]]:
    """Every file at or below the paths as `(source, path)`, in the order of their names; hidden ones are left out.

    `source` is the path below the folder given, with `/`, or a file's own name. Raises `UnreadableDocument` for a
    path that does not exist.
    """
    for given in paths:
        top = Path(given)
        if top.is_file():
            yield top.name, top
        elif top.is_dir():
            for path in sorted(top.rglob("*")):
                below = path.relative_to(top)
                if path.is_file() and not any(part.startswith(".") for part in below.parts):
                    yield below.as_posix(), path
        else:
            raise UnreadableDocument(f"{given}: no such file or folder")
