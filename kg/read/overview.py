"""Overview: what is in the graph, in numbers and a few examples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.read.facts import NamedThing
from kg.read.reader import STANDARD, GraphReader, text_of
from kg.read.sources import SourceDocument, read_sources


@dataclass(frozen=True, slots=True)
class Count:
    """How many things there are of one kind."""

    thing: NamedThing
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The graph in numbers: `classes` and `properties` most used first, `hubs` the things said most of."""

    documents: int
    passages: int
    statements: int
    evidence: int
    conflicts: int
    entities: int
    classes: tuple[Count, ...]
    properties: tuple[Count, ...]
    hubs: tuple[Count, ...]
    sources: tuple[SourceDocument, ...]
    day: str


def overview(reader: GraphReader) -> Overview:
    """Count what the graph holds; a scan of the whole of it, to be kept for a release."""

    def number(query: str) -> int:
        rows = reader.rows(query)
        return int(text_of(rows[0]["n"])) if rows else 0

    def ranked(query: str) -> tuple[Count, ...]:
        found = [(text_of(row["thing"]), int(text_of(row["n"]))) for row in reader.rows(query) if "thing" in row]
        kept = [(iri, n) for iri, n in found if n and not iri.startswith(tuple(STANDARD.values()))]
        names = reader.labels(iri for iri, _ in kept)
        ordered = sorted(kept, key=lambda pair: (-pair[1], names[pair[0]].casefold()))
        return tuple(Count(NamedThing(names[iri], iri, iri), n) for iri, n in ordered)

    documents = [text_of(row["document"]) for row in reader.rows(DOCUMENTS)]
    sources = sorted(
        read_sources(reader, documents).values(), key=lambda s: (s.issued, s.title.casefold()), reverse=True
    )
    bookkeeping = {reader.core + name for name in BOOKKEEPING}
    classes = tuple(
        c for c in ranked(CLASSES % re.escape(reader.base).replace("\\", "\\\\")) if c.thing.iri not in bookkeeping
    )
    return Overview(
        documents=len(documents),
        passages=number(PASSAGES),
        statements=number(STATEMENTS),
        evidence=number(EVIDENCE),
        conflicts=number(CONFLICTS) // 2,
        entities=number(ENTITIES),
        classes=classes,
        properties=ranked(PROPERTIES),
        hubs=ranked(HUBS)[:12],
        sources=tuple(sources),
        day=max((s.issued for s in sources), default=""),
    )


BOOKKEEPING = (
    "Document",
    "Passage",
    "Evidence",
    "Statement",
    "FactProperty",
    "Qualifier",
    "Unit",
    "Class",
    "PlainText",
    "DocumentKind",
    "Rank",
    "Modality",
    "Cardinality",
)

DOCUMENTS = "SELECT DISTINCT ?document WHERE { ?document a kg:Document }"
PASSAGES = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a kg:Passage }"
STATEMENTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a kg:Statement }"
EVIDENCE = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a kg:Evidence }"
CONFLICTS = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?a ?b WHERE { ?a kg:conflictsWith ?b } }"
ENTITIES = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?statement rdf:subject ?s }"
CLASSES = """
SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?thing . FILTER(!REGEX(STR(?s), "^%s[^/]*#")) } GROUP BY ?thing"""
PROPERTIES = "SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s rdf:predicate ?thing } GROUP BY ?thing"
HUBS = """
SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s rdf:subject ?thing } GROUP BY ?thing ORDER BY DESC(?n) LIMIT 40"""
