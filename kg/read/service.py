"""Service: the graph described for programs: the SPARQL service, the data set (VoID, DCAT), the downloads."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.read.overview import Overview
from kg.read.reader import STANDARD, GraphReader, text_of

RDF, SD, VOID, DCAT, DCT, FOAF, XSD = (STANDARD[p] for p in ("rdf", "sd", "void", "dcat", "dcterms", "foaf", "xsd"))
FORMATS = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One download: gzip of the whole graph; `sha256` is that of the compressed bytes."""

    name: str
    path: Path
    media_type: str
    size: int
    sha256: str


class Describer:
    """Collects triples about one subject after another."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []

    def say(self, subject: str, predicate: str, *values: str | Literal) -> None:
        """One triple for each value: an IRI as text, anything else as a literal."""
        for value in values:
            self.quads.append(
                Quad(
                    NamedNode(subject), NamedNode(predicate), value if isinstance(value, Literal) else NamedNode(value)
                )
            )


def number(value: int) -> Literal:
    """A whole number as a literal."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def describe_service(reader: GraphReader, endpoint: str) -> list[Quad]:
    """The SPARQL 1.1 service description of an endpoint: formats, features and the graphs that stand in it."""
    to = Describer()
    service, dataset, default = endpoint, endpoint + "#dataset", endpoint + "#union"
    to.say(service, RDF + "type", SD + "Service")
    to.say(service, SD + "endpoint", endpoint)
    to.say(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    to.say(service, SD + "feature", SD + "UnionDefaultGraph")
    for name in (
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "RDF_XML",
        "JSON-LD",
        "TriG",
        "N-Quads",
    ):
        to.say(service, SD + "resultFormat", FORMATS + name)
    to.say(service, SD + "defaultDataset", dataset)
    to.say(dataset, RDF + "type", SD + "Dataset")
    to.say(dataset, SD + "defaultGraph", default)
    to.say(default, RDF + "type", SD + "Graph")
    for index, graph in enumerate(text_of(row["g"]) for row in reader.rows(GRAPHS)):
        held = f"{endpoint}#graph-{index}"
        to.say(dataset, SD + "namedGraph", held)
        to.say(held, RDF + "type", SD + "NamedGraph")
        to.say(held, SD + "name", graph)
    return to.quads


def describe_dataset(
    reader: GraphReader, found: Overview, root: str, title: str, release: str, created: str, files: Iterable[DumpFile]
) -> list[Quad]:
    """The graph as a VoID data set and a DCAT data set, with its counts and the ways to get it."""
    to = Describer()
    dataset = f"{root}/.well-known/void#dataset"
    to.say(dataset, RDF + "type", VOID + "Dataset", DCAT + "Dataset")
    to.say(dataset, DCT + "title", Literal(title))
    to.say(dataset, DCT + "identifier", Literal(release))
    to.say(dataset, DCAT + "version", Literal(release))
    if created:
        to.say(dataset, DCT + "issued", Literal(created, datatype=NamedNode(XSD + "dateTime")))
    to.say(dataset, FOAF + "homepage", f"{root}/")
    to.say(dataset, VOID + "sparqlEndpoint", f"{root}/sparql")
    to.say(dataset, VOID + "uriSpace", Literal(reader.base))
    to.say(dataset, VOID + "uriLookupEndpoint", f"{root}/resource?iri=")
    to.say(dataset, VOID + "openSearchDescription", f"{root}/search?q=")
    rows = reader.rows(SIZE)
    to.say(dataset, VOID + "triples", number(int(text_of(rows[0]["n"])) if rows else 0))
    to.say(dataset, VOID + "documents", number(found.documents))
    for prefix, namespace in reader.prefixes.items():
        if namespace.startswith(reader.base):
            to.say(dataset, VOID + "vocabulary", namespace.rstrip("#"))
        del prefix
    for index, held in enumerate(found.classes):
        part = f"{dataset}-class-{index}"
        to.say(dataset, VOID + "classPartition", part)
        to.say(part, VOID + "class", held.thing.iri or "")
        to.say(part, VOID + "entities", number(held.count))
    for index, row in enumerate(reader.rows(PREDICATES)):
        part = f"{dataset}-property-{index}"
        to.say(dataset, VOID + "propertyPartition", part)
        to.say(part, VOID + "property", text_of(row["p"]))
        to.say(part, VOID + "triples", number(int(text_of(row["n"]))))
    service = f"{root}/sparql#access"
    to.say(dataset, DCAT + "distribution", service)
    to.say(service, RDF + "type", DCAT + "Distribution")
    to.say(service, DCAT + "accessURL", f"{root}/sparql")
    for file in files:
        held_at = f"{root}/dump/{file.name}"
        to.say(dataset, VOID + "dataDump", held_at)
        to.say(dataset, DCAT + "distribution", held_at)
        to.say(held_at, RDF + "type", DCAT + "Distribution")
        to.say(held_at, DCAT + "downloadURL", held_at)
        to.say(held_at, DCAT + "byteSize", number(file.size))
    return to.quads


def make_dump(location: str, files: Iterable[tuple[str, str, Callable[[IO[bytes]], None]]]) -> tuple[DumpFile, ...]:
    """The downloads of one release, compressed, made once and kept beside the system's other temporary files.

    `location` tells this release's graph from all others; each file is its name, media type and writer.
    """
    key = hashlib.sha256(location.encode()).hexdigest()[:16]
    home = Path(tempfile.gettempdir()) / f"kg-dump-{os.getuid()}-{key}"
    home.mkdir(mode=0o700, exist_ok=True)
    return tuple(_written(home / f"{name}.gz", media, write) for name, media, write in files)


def _written(path: Path, media: str, write: Callable[[IO[bytes]], None]) -> DumpFile:
    if not path.is_file():
        handle, beside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out:
            write(cast(IO[bytes], out))
        os.replace(beside, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return DumpFile(path.name, path, media, path.stat().st_size, digest)


GRAPHS = "SELECT ?g WHERE { GRAPH ?g {} } ORDER BY ?g"
SIZE = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
PREDICATES = "SELECT ?p (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p ORDER BY ?p"
