"""The search file of a release: full text over passages and names, and the documents' plain texts.

SQLite, written once at build time and then only read::

    passages  FTS5  iri, document, start, end, kind unindexed; section, text indexed (porter)
    entities  FTS5  iri, type unindexed (the most specific class); label, aliases indexed (aliases joined by newlines)
    texts           document (IRI), id, source, title, shown_whole (0 or 1), text: the untouched plain text

`start` and `end` are code points into the plain text. What is indexed is read from the graph itself, so a graph
that was loaded as it stands can be searched like one that was built.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.store.faults import StoreFault
from kg.store.store import Store, text_of

SCHEMA = """
CREATE VIRTUAL TABLE passages USING fts5(
  iri UNINDEXED, document UNINDEXED, start UNINDEXED, "end" UNINDEXED, kind UNINDEXED, section, text,
  tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE entities USING fts5(
  iri UNINDEXED, label, aliases, type UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE texts (
  document TEXT PRIMARY KEY, id TEXT, source TEXT, title TEXT, shown_whole INTEGER, text TEXT) WITHOUT ROWID;
"""

PREFIXES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX schema: <https://schema.org/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""

LABELS = ("rdfs:label", "skos:prefLabel", "foaf:name", "schema:name", "dcterms:title")
"""What a thing may be called by, best first."""

NOT_THINGS = ("owl:Class", "rdfs:Class", "rdf:Property", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:Ontology")
"""Types of what belongs to the vocabulary, not to the world."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A document's text as it is kept for quotes: `document` is its IRI, `text` the untouched plain text."""

    document: str
    id: str
    source: str
    title: str | None
    shown_whole: bool
    text: str


def write_search(path: Path, store: Store, base: str, texts: Iterable[PlainText] = ()) -> None:
    """Writes the search file of the graph in `store`; the same graph gives the same rows in the same order."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.executescript(SCHEMA)
        file.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)", passage_rows(store, base))
        file.executemany("INSERT INTO entities VALUES (?, ?, ?, ?)", entity_rows(store, base))
        ordered = sorted(texts, key=lambda text: text.document)
        rows = ((t.document, t.id, t.source, t.title, int(t.shown_whole), t.text) for t in ordered)
        file.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", rows)
        file.commit()


def plain_texts(path: Path) -> Iterator[PlainText]:
    """The documents' texts in a search file, in the order of their IRIs."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as file:
            for row in file.execute(
                "SELECT document, id, source, title, shown_whole, text FROM texts ORDER BY document"
            ):
                yield PlainText(row[0], row[1], row[2], row[3], bool(row[4]), row[5])
    except sqlite3.Error as fault:
        raise StoreFault(f"{path}: the documents' texts cannot be read ({fault}); build the graph anew") from None


def passage_rows(store: Store, base: str) -> list[tuple[str, str, int, int, str, str, str]]:
    """IRI, document, start, end, kind, section and text of every passage, in the order of the documents."""
    found = store.select(
        PREFIXES
        + f"PREFIX kg: <{base}core#>\n"
        + """SELECT ?passage ?document ?text ?kind ?section WHERE {
          ?passage a kg:Passage ; dcterms:isPartOf ?document ; rdf:value ?text .
          OPTIONAL { ?passage kg:kind ?kind } OPTIONAL { ?passage kg:section ?section } }"""
    )
    rows: dict[str, tuple[str, str, int, int, str, str, str]] = {}
    for row in found:
        iri = text_of(row["passage"])
        start, end = _span(iri)
        sections = {text_of(row.get("section")), *(rows[iri][5].split("\n") if iri in rows else ())} - {""}
        kind = text_of(row.get("kind")).rsplit("#", 1)[-1]
        rows[iri] = (iri, text_of(row["document"]), start, end, kind, "\n".join(sorted(sections)), text_of(row["text"]))
    return sorted(rows.values(), key=lambda row: (row[1], row[2], -row[3], row[0]))


def entity_rows(store: Store, base: str) -> list[tuple[str, str, str, str]]:
    """IRI, label, aliases and most specific class of every thing that has a name, sorted by label."""
    named: dict[str, dict[int, set[str]]] = {}
    query = (
        PREFIXES
        + f"SELECT ?thing ?p ?name WHERE {{ VALUES ?p {{ {' '.join(LABELS)} skos:altLabel }} ?thing ?p ?name }}"
    )
    order = {_full(name): rank for rank, name in enumerate([*LABELS, "skos:altLabel"])}
    for row in store.select(query):
        names = named.setdefault(text_of(row["thing"]), {})
        names.setdefault(order[text_of(row["p"])], set()).add(text_of(row["name"]))
    types: dict[str, set[str]] = {}
    typed = (
        PREFIXES + f"SELECT DISTINCT ?thing ?type WHERE {{ VALUES ?p {{ {' '.join(LABELS)} }} ?thing ?p ?n ; a ?type }}"
    )
    for row in store.select(typed):
        types.setdefault(text_of(row["thing"]), set()).add(text_of(row["type"]))
    parents: dict[str, set[str]] = {}
    for row in store.select(PREFIXES + "SELECT DISTINCT ?c ?parent WHERE { ?c rdfs:subClassOf ?parent }"):
        parents.setdefault(text_of(row["c"]), set()).add(text_of(row["parent"]))
    left_out = {_full(name) for name in NOT_THINGS} | {
        f"{base}core#{n}" for n in ("Document", "Passage", "Evidence", "Statement")
    }

    def own_first(kind: str) -> tuple[bool, str]:
        return (not kind.startswith(base), kind)

    rows = []
    for iri, names in named.items():
        kinds = types.get(iri, set())
        best = min(names)
        if kinds & left_out or best == len(LABELS) or not iri.partition(":")[2]:
            continue
        label = min(names[best])
        others = sorted({name for group in names.values() for name in group} - {label})
        broader = {parent for kind in kinds for parent in parents.get(kind, ())}
        rows.append((iri, label, "\n".join(others), min(kinds - broader or kinds or {""}, key=own_first)))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    for declared in PREFIXES.split("PREFIX ")[1:]:
        label, iri = declared.split()[:2]
        if label == prefix + ":":
            return iri[1:-1] + local
    raise KeyError(name)


def _span(iri: str) -> tuple[int, int]:
    """The code points of a passage's address (RFC 5147); (0, 0) where it has none."""
    _, found, place = iri.partition("#char=")
    start, _, end = place.partition(",")
    return (int(start), int(end)) if found and start.isdigit() and end.isdigit() else (0, 0)
