"""Sources: the documents of a graph as citations name them, and nodes as they are while they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.read.reader import STANDARD, GraphReader, Node, local_name, spaced, text_of

DCTERMS = STANDARD["dcterms"]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as a citation names it."""

    iri: str
    title: str
    source: str = ""
    publisher: str = ""
    creators: tuple[str, ...] = ()
    issued: str = ""
    kind: str = ""
    license: str = ""
    copy_of: str | None = None
    url: str = ""
    shown_whole: bool = True

    @property
    def maker(self) -> str:
        """Whose word the document is: its publisher, else who made it; empty where neither is told."""
        return self.publisher or ", ".join(self.creators)


@dataclass(slots=True)
class RawNode:
    """The triples of one node while it is read."""

    values: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))

    def one(self, predicate: str) -> str:
        """The first value of a property in words; empty where there is none."""
        found = self.values.get(predicate)
        return text_of(found[0]) if found else ""

    def all(self, predicate: str) -> tuple[str, ...]:
        """All values of a property in words, sorted."""
        return tuple(sorted({text_of(node) for node in self.values.get(predicate, ())}))


def collect(rows: Iterable[Mapping[str, Node]], key: str = "s") -> dict[str, RawNode]:
    """The triples of rows by their subject."""
    nodes: dict[str, RawNode] = {}
    for row in rows:
        held = nodes.setdefault(text_of(row[key]), RawNode()).values[text_of(row["p"])]
        if row["o"] not in held:
            held.append(row["o"])
    return nodes


def read_sources(reader: GraphReader, documents: Iterable[str]) -> dict[str, SourceDocument]:
    """The documents of the given IRIs as citations name them."""
    found = collect(reader.rows_for(NODE, documents))
    names = reader.labels(
        iri
        for raw in found.values()
        for key in ("creator", "publisher")
        for iri in raw.all(DCTERMS + key)
        if ":" in iri
    )
    kept = reader.texts(found)
    sources = {}
    for iri, raw in found.items():
        core = reader.core
        kind = raw.one(DCTERMS + "type")
        title = raw.one(DCTERMS + "title") or raw.one(STANDARD["rdfs"] + "label")
        text = kept.get(iri)
        where = (text.source if text else "") or raw.one(DCTERMS + "source")
        sources[iri] = SourceDocument(
            iri=iri,
            title=title or where or local_name(iri),
            source=where,
            publisher=", ".join(names.get(p, p) for p in raw.all(DCTERMS + "publisher")),
            creators=tuple(names.get(c, c) for c in raw.all(DCTERMS + "creator")),
            issued=raw.one(DCTERMS + "issued"),
            kind=spaced(local_name(kind)) if kind else "",
            license=raw.one(DCTERMS + "license"),
            copy_of=raw.one(core + "copyOf") or None,
            url=url if (url := raw.one(DCTERMS + "source")).startswith(("http://", "https://")) else "",
            shown_whole=text.shown_whole if text else not raw.one(DCTERMS + "license").startswith("restricted"),
        )
    return sources


NODE = "SELECT ?s ?p ?o WHERE { VALUES ?s { %s } ?s ?p ?o }"
