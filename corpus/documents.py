"""Documents: one source at one version of its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.passages import Passage


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; dates are ISO 8601 and no more exact than the document is.

    `issued` is when the text was issued, never when it was scraped or posted elsewhere. `type` is a local name
    of the vocabulary's document kinds (`Statute`, `Rule`, `Report`, `Release`, `News`, `Opinion`, `Reference`,
    `Table`). `license` is an SPDX id, a URL or `None`; `shown_whole` tells whether it may be shown in full.
    """

    title: str | None = None
    creators: tuple[str, ...] = ()
    publisher: str | None = None
    issued: str | None = None
    issued_span: tuple[int, int] | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    format: str = "text/plain"
    license: str | None = None
    identifier: str | None = None
    type: str | None = None
    shown_whole: bool = True


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


class UnreadableDocument(ValueError):
    """A source that cannot be read: the message names what, where, and what would be right."""
