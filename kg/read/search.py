"""Search: full text over entities and passages (SQLite FTS5), all words first and any word where that finds nothing."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from kg.read.documents import passage_span
from kg.read.extracts import MOST as MOST_SHOWN
from kg.read.reader import GraphReader
from kg.read.sources import SourceDocument, read_sources
from kg.store.fulltext import write_search

STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "there",
        "this",
        "to",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
    ]
)
Row = TypeVar("Row", bound=tuple[int, str, str, str] | tuple[int, str, str, str, str])
MOST = 500
"""Passages that one search looks at."""
OPEN, CLOSE = "\x02", "\x03"
"""What stands around a found word in a snippet: control signs that no text holds, turned into marks by the page."""


@dataclass(frozen=True, slots=True)
class EntityHit:
    """An entity found: by which of its names."""

    iri: str
    label: str
    type: str
    type_label: str
    snippet: str


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage found: its document and the words that matched, between `OPEN` and `CLOSE`."""

    iri: str
    document: SourceDocument
    start: int
    end: int
    section: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a search: `name` is the parameter's value, `label` its words, `count` how many hits."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found; `any_word` tells that no place held all the words."""

    words: str
    entities: tuple[EntityHit, ...]
    passages: tuple[PassageHit, ...]
    entity_total: int
    passage_total: int
    types: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    any_word: bool


def match_words(words: str, any_word: bool = False) -> str:
    """An FTS5 query for what a person typed: quoted phrases stay whole, small words are dropped unless they are all.

    >>> match_words('the "net savings" of Harbor-2'), match_words("who is it", any_word=True)
    ('"net savings" "Harbor" "2"', '"who" OR "is" OR "it"')
    """
    phrases = [" ".join(re.findall(r"\w+", phrase)) for phrase in re.findall(r'"([^"]+)"', words)]
    single = re.findall(r"\w+", re.sub(r'"[^"]*"', " ", words))
    telling = [word for word in single if word.casefold() not in STOP]
    terms = [p for p in phrases if p] + (telling or ([] if phrases else single))
    return (" OR " if any_word else " ").join(f'"{term}"' for term in terms[:40])


class SearchIndex:
    """The index of one release: its `search.sqlite`, or one made in memory where the release has none."""

    def __init__(self, reader: GraphReader) -> None:
        self.reader = reader
        self.path = reader.search if reader.search is not None and reader.search.is_file() else None
        self.memory = None if self.path else make_index(reader)
        self.document_cache: dict[str, SourceDocument] = {}

    def _connect(self) -> sqlite3.Connection:
        if self.path:
            return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        copy = sqlite3.connect(":memory:")
        copy.deserialize(self.memory or b"")
        return copy

    def search(
        self, words: str, *, type: str | None = None, kind: str | None = None, limit: int = 20, offset: int = 0
    ) -> Hits:
        """Entities and passages that hold the words; `type` narrows entities, `kind` narrows documents."""
        with closing(self._connect()) as index:
            for any_word in (False, True):
                match = match_words(words, any_word)
                if not match:
                    break
                entities = index.execute(FIND_ENTITIES, (match,)).fetchall()
                passages = index.execute(FIND_PASSAGES, (match, MOST)).fetchall()
                if entities or passages:
                    shown = _Shown(index, match, limit, offset)
                    return self._hits(words, entities, passages, any_word, type, kind, shown)
        return Hits(words, (), (), 0, 0, (), (), False)

    def nearest(self, words: str, most: int) -> tuple[PassageHit, ...]:
        """The passages that hold all of some words, then those that hold the most telling ones; headings only last.

        The snippet of a short one is all of it.
        """
        rows: dict[str, tuple[int, str, str, str]] = {}
        matches = list(dict.fromkeys(filter(None, (match_words(words), match_words(words, any_word=True)))))
        with closing(self._connect()) as index:
            for query in (FIND_PROSE, FIND_PASSAGES):
                for match in matches:
                    found: list[tuple[int, str, str, str]] = index.execute(query, (match, most)).fetchall()
                    for row in found:
                        rows.setdefault(row[1], row)
                if rows:
                    break
            near = list(rows.values())[:most]
            self._know(row[2] for row in near)
            texts = [index.execute(TEXT_OF_PASSAGE, (row[0],)).fetchone()[0] for row in near]
            long = [row for row, text in zip(near, texts, strict=True) if len(text) > MOST_SHOWN]
            shown = dict(_Shown(index, matches[-1], most, 0).of(SHOW_PASSAGE, long)) if long else {}
            return tuple(self._passage(*row[1:], shown.get(row, text)) for row, text in zip(near, texts, strict=True))

    def named(self, name: str, most: int = 60) -> list[tuple[str, str, str, str]]:
        """IRI, label, aliases (a line each) and type of the entities whose names share words with this one."""
        with closing(self._connect()) as index:
            found: dict[str, tuple[str, str, str, str]] = {}
            for any_word in (False, True):
                match = match_words(name, any_word) or match_words(f'"{name}"', any_word)
                for row in index.execute(FIND_NAMED, (match, most)) if match else ():
                    found.setdefault(row[0], (row[0], row[1], row[2], row[3]))
        return list(found.values())

    def beginning(self, prefix: str, most: int = 20) -> list[tuple[str, str, str]]:
        """IRI, label and type of the entities one of whose names has words that begin so."""
        words = re.findall(r"\w+", prefix)
        if not words:
            return []
        match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
        with closing(self._connect()) as index:
            rows = index.execute(FIND_NAMED, (match, most)).fetchall()
        return [(iri, label, kind) for iri, label, _, kind in rows]

    def _hits(
        self,
        words: str,
        entities: list[tuple[int, str, str, str, str]],
        passages: list[tuple[int, str, str, str]],
        any_word: bool,
        type: str | None,
        kind: str | None,
        shown: _Shown,
    ) -> Hits:
        plain = words.strip().casefold().strip('"')
        entities.sort(key=lambda row: plain not in (row[2].casefold(), *row[4].casefold().split("\n")))
        self._know(row[2] for row in passages)
        of_kind = Counter(self.document_cache[row[2]].kind for row in passages)
        of_type = Counter(row[3] for row in entities)
        types = self.reader.labels(t for t in of_type if t)
        found = [row for row in entities if type in (None, "", row[3])]
        read = [row for row in passages if kind in (None, "", self.document_cache[row[2]].kind)]
        return Hits(
            words=words,
            entities=tuple(
                EntityHit(iri, label, kind_of, types.get(kind_of, ""), snippet)
                for (_, iri, label, kind_of, _), snippet in shown.of(SHOW_ENTITY, found)
            ),
            passages=tuple(self._passage(*row[1:], snippet) for row, snippet in shown.of(SHOW_PASSAGE, read)),
            entity_total=len(found),
            passage_total=len(read),
            types=tuple(Facet(t, types[t], n) for t, n in of_type.most_common() if t),
            kinds=tuple(Facet(k, k, n) for k, n in of_kind.most_common() if k),
            any_word=any_word,
        )

    def _know(self, documents: Iterable[str]) -> None:
        missing = {document for document in documents if document not in self.document_cache}
        known = read_sources(self.reader, missing)
        self.document_cache.update({iri: known.get(iri, SourceDocument(iri, iri)) for iri in missing})

    def _passage(self, iri: str, document: str, section: str, snippet: str) -> PassageHit:
        start, end = passage_span(iri) or (0, 0)
        return PassageHit(iri, self.document_cache[document], start, end, section or "", snippet)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of the rows that a query found: making a snippet costs far more than finding a row."""

    index: sqlite3.Connection
    match: str
    limit: int
    offset: int

    def of(self, query: str, rows: list[Row]) -> Iterator[tuple[Row, str]]:
        """The rows that are shown, each with its snippet; a row begins with its number."""
        for row in rows[self.offset : self.offset + self.limit]:
            yield row, self.index.execute(query, (OPEN, CLOSE, self.match, row[0])).fetchone()[0]


def make_index(reader: GraphReader) -> bytes:
    """An index as a release holds it, made from the graph: for an endpoint elsewhere, or data loaded as it stands."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        write_search(path, reader.store, reader.base)
        return path.read_bytes()


FIND_ENTITIES = """
SELECT rowid, iri, label, type, aliases FROM entities WHERE entities MATCH ?
ORDER BY bm25(entities, 0, 10, 5, 0) LIMIT 500"""

SHOW_ENTITY = "SELECT snippet(entities, -1, ?, ?, '…', 24) FROM entities WHERE entities MATCH ? AND rowid = ?"

FIND_NAMED = """
SELECT iri, label, aliases, type FROM entities WHERE entities MATCH ? ORDER BY bm25(entities, 0, 10, 5, 0) LIMIT ?"""

FIND_PASSAGES = """
SELECT rowid, iri, document, section FROM passages WHERE passages MATCH ?
ORDER BY bm25(passages, 0, 0, 0, 0, 0, 2, 10) LIMIT ?"""

FIND_PROSE = FIND_PASSAGES.replace("MATCH ?", "MATCH ? AND kind NOT IN ('heading', 'boilerplate')")

TEXT_OF_PASSAGE = "SELECT text FROM passages WHERE rowid = ?"

SHOW_PASSAGE = "SELECT snippet(passages, 6, ?, ?, '…', 48) FROM passages WHERE passages MATCH ? AND rowid = ?"
