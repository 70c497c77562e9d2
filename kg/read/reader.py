"""GraphReader: one loaded graph, read by short queries about known things, in the graph's own names."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.store.fulltext import PlainText

if TYPE_CHECKING:
    from kg.store.store import Store

Node = NamedNode | BlankNode | Literal | Triple
"""What one cell of a result can hold."""

Row = Mapping[str, Node]
"""One solution: variable names to terms; an unbound variable is absent."""

STANDARD = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}
"""The prefixes that every query and every Turtle page gets, beside the graph's own."""

CORE = "core#"
AT_ONCE = 400
MOST_KEPT = 200_000
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def is_iri(text: str) -> bool:
    """Whether a text can stand between angle brackets in a query (RFC 3987, as SPARQL's IRIREF has it).

    >>> is_iri("https://example.org/id/harbor-model"), is_iri("https://example.org/> } DROP ALL"), is_iri("https://x/%s")
    (True, False, False)
    """
    if _UNSAFE.search(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def text_of(node: Node | None) -> str:
    """A term's IRI, lexical form or blank node label as plain text; empty for nothing."""
    return "" if node is None or isinstance(node, Triple) else node.value


def local_name(iri: str) -> str:
    """The last part of an IRI, for reading: after `#`, else after the last `/`.

    >>> local_name("https://example.org/core#startedOn"), local_name("https://example.org/id/harbor-model")
    ('startedOn', 'harbor-model')
    """
    return unquote(re.split(r"[#/]", iri.rstrip("/#"))[-1]) or iri


def spaced(name: str) -> str:
    """A camel-case or hyphenated name as words: what a term without a label is called.

    >>> spaced("participantType"), spaced("harbor-model"), spaced("ABC")
    ('participant type', 'harbor model', 'ABC')
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").replace("-", " ")
    return " ".join(
        word.lower() if word[:1].isupper() and not word.isupper() and " " in words else word for word in words.split()
    )


@dataclass(slots=True)
class GraphReader:
    """A store bound to its base IRI: runs bound queries, names things, shortens IRIs.

    `base` is the IRI below which the graph's own things stand. Labels are kept once read, since a store that
    is read here never changes: a new release is a new `GraphReader`.
    """

    store: Store
    base: str
    search: Path | None = None
    _labels: dict[str, str | None] = field(default_factory=dict, repr=False)
    _prefixes: dict[str, str] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def core(self) -> str:
        """The namespace of the terms that every regulator shares."""
        return self.base + CORE

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix to namespace: the standard ones, `kg:`, and one for each vocabulary that the graph holds."""
        with self._lock:
            if not self._prefixes:
                self._prefixes.update(STANDARD, kg=self.core)
                for namespace in self._vocabularies():
                    self._prefixes.setdefault(namespace[len(self.base) : -1], namespace)
        return self._prefixes

    def _vocabularies(self) -> Iterator[str]:
        query = "".join(f"PREFIX {p}: <{STANDARD[p]}> " for p in ("owl", "rdf", "rdfs")) + VOCABULARY_TERMS
        own = re.compile(re.escape(self.base) + r"[a-z][a-z0-9-]*#")
        found = (own.match(text_of(row.get("term"))) for row in self.store.select(query))
        yield from sorted({match[0] for match in found if match and match[0] != self.core})

    def prologue(self) -> str:
        """The PREFIX lines that stand before each query of this room."""
        return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in self.prefixes.items())

    def rows(self, query: str, **bindings: str) -> Sequence[Row]:
        """Run one of our own queries; each `$name` in it gives way to the IRI given for it.

        What cannot be an IRI names nothing, and has no rows.
        """
        if not all(map(is_iri, bindings.values())):
            return []
        bound = re.sub(r"\$(\w+)", lambda match: f"<{bindings[match[1]]}>", query)
        return self.store.select(self.prologue() + bound)

    def rows_for(self, query: str, iris: Iterable[str]) -> Iterator[Row]:
        """Run a query that holds `%s` in a VALUES block once for every few hundred of the IRIs given."""
        wanted = [iri for iri in dict.fromkeys(iris) if is_iri(iri)]
        for start in range(0, len(wanted), AT_ONCE):
            block = " ".join(f"<{iri}>" for iri in wanted[start : start + AT_ONCE])
            yield from self.store.select(self.prologue() + query % block)

    def texts(self, documents: Iterable[str]) -> dict[str, PlainText]:
        """The plain texts that the release keeps of the given documents, by IRI; those it does not keep are absent."""
        if self.search is None or not self.search.is_file():
            return {}
        uri = f"{self.search.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as file:
            rows = (row for iri in dict.fromkeys(documents) for row in file.execute(KEPT_TEXT, (iri,)))
            return {row[0]: PlainText(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows}

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """What to call each of the IRIs: its label in the graph, else its name in words."""
        wanted = list(dict.fromkeys(iris))
        if len(self._labels) > MOST_KEPT:
            self._labels = {}
        known = self._labels
        missing = [iri for iri in wanted if iri not in known]
        if missing:
            found: dict[str, tuple[int, str]] = {}
            for row in self.rows_for(LABELS, missing):
                order, label = LABEL_ORDER.get(text_of(row["p"]), 9), text_of(row["label"])
                iri = text_of(row["thing"])
                if iri not in found or (order, label) < found[iri]:
                    found[iri] = (order, label)
            known.update({iri: found[iri][1] if iri in found else None for iri in missing})
        return {iri: known.get(iri) or spaced(local_name(iri)) for iri in wanted}

    def label(self, iri: str) -> str:
        """What to call one thing."""
        return self.labels([iri])[iri]

    def curie(self, iri: str) -> str:
        """The short form of an IRI (`kg:startedOn`), or the IRI itself where no prefix fits."""
        for prefix, namespace in self.prefixes.items():
            rest = iri[len(namespace) :]
            if iri.startswith(namespace) and re.fullmatch(r"[A-Za-z0-9_][\w-]*", rest):
                return f"{prefix}:{rest}"
        return iri


KEPT_TEXT = "SELECT document, id, source, title, shown_whole, text FROM texts WHERE document = ?"

VOCABULARY_TERMS = """
SELECT DISTINCT ?term WHERE {
  VALUES ?kind { owl:Class rdfs:Class rdf:Property owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind
}"""

LABELS = """
SELECT ?thing ?p ?label WHERE {
  VALUES ?thing { %s }
  ?thing ?p ?label FILTER(?p IN (rdfs:label, skos:prefLabel, dcterms:title, foaf:name, schema:name))
}"""

LABEL_ORDER = {
    STANDARD["rdfs"] + "label": 0,
    STANDARD["skos"] + "prefLabel": 1,
    STANDARD["dcterms"] + "title": 2,
    STANDARD["foaf"] + "name": 3,
    STANDARD["schema"] + "name": 4,
}
