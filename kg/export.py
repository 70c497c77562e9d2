"""Export: the whole graph as RDF, or one statement a line.

In: a store. Out: bytes written to a stream. N-Quads come sorted, so that two exports of one graph are equal files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

import pyoxigraph as ox

from kg.store.store import Row, Store, Term, text_of

LITERAL_QUALIFIERS = ("ended", "fiscal")
AT_ONCE = 300
"""Statements read by one query."""


def write_export(store: Store, format: str, out: IO[bytes], *, base: str, prefixes: Mapping[str, str]) -> None:
    """Writes everything in `format`: `trig`, `nquads`, `turtle` or `jsonl`."""
    if format == "jsonl":
        for record in statement_records(store, base):
            out.write(json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    elif format == "nquads":
        for line in canonical_lines(store):
            out.write(line.encode() + b"\n")
    elif format == "trig":
        quads = sorted(
            store.quads(),
            key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)),
        )
        ox.serialize(quads, out, ox.RdfFormat.TRIG, prefixes=dict(prefixes))
    else:
        triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads()}
        ordered = sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
        ox.serialize(ordered, out, ox.RdfFormat.TURTLE, prefixes=dict(prefixes))


def canonical_lines(store: Store) -> list[str]:
    """Every quad as one N-Quads line, sorted: the canonical form of a graph without blank nodes."""
    return sorted({f"{_written(quad)} ." for quad in store.quads()})


def _written(quad: ox.Quad) -> str:
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else f" {quad.graph_name}"
    return f"{quad.subject} {quad.predicate} {quad.object}{graph}"


PROLOGUE = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""

ALL = "SELECT ?s WHERE { ?s a kg:Statement } ORDER BY STR(?s)"

OF_STATEMENTS = "SELECT ?s ?p ?o WHERE { VALUES ?s { %s } ?s ?p ?o }"

OF_EVIDENCE = """SELECT ?s ?e ?p ?o WHERE { VALUES ?s { %s } ?s prov:wasDerivedFrom ?e . ?e ?p ?o }"""

OF_SELECTORS = """SELECT ?thing ?start ?end ?exact WHERE {
  VALUES ?thing { %s } ?thing oa:hasSelector ?place , ?quote .
  ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }"""

OF_CONTEXT = "SELECT ?e ?c ?role WHERE { VALUES ?e { %s } ?e kg:context ?c . ?c kg:contextRole ?role }"

OF_NAMES = """SELECT ?thing ?p ?o WHERE {
  VALUES ?thing { %s } VALUES ?p { rdfs:label skos:prefLabel skos:altLabel rdf:type } ?thing ?p ?o }"""

OF_DOCUMENTS = """SELECT ?text ?document ?source WHERE {
  ?text kg:plainTextOf ?document OPTIONAL { ?document kg:path ?source } }"""


class _Exporter:
    """Reads statements in blocks, with all that a line of the export needs."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base, self.core = store, base, base + "core#"
        self.head = f"{PROLOGUE}PREFIX kg: <{self.core}>\n"
        self.documents: dict[str, tuple[str, str]] = {}
        for row in self._select(OF_DOCUMENTS):
            document = text_of(row["document"])
            self.documents[text_of(row["text"])] = (document, text_of(row.get("source")) or document)

    def _select(self, query: str, iris: Iterable[str] = ()) -> list[Row]:
        block = " ".join(f"<{iri}>" for iri in iris)
        return self.store.select(self.head + (query.replace("%s", block)))

    def statements(self) -> list[str]:
        return [text_of(row["s"]) for row in self._select(ALL)]

    def records(self, iris: list[str]) -> Iterator[dict[str, Any]]:
        held: dict[str, dict[str, list[Term]]] = {}
        for row in self._select(OF_STATEMENTS, iris):
            held.setdefault(text_of(row["s"]), {}).setdefault(text_of(row["p"]), []).append(row["o"])
        proofs = self._proofs(iris)
        things = {
            term.value
            for fields in held.values()
            for terms in fields.values()
            for term in terms
            if isinstance(term, ox.NamedNode)
        }
        names = self._names(sorted(things))
        for iri in iris:
            if iri in held:
                yield self._record(iri, held[iri], proofs.get(iri, []), names)

    def _record(
        self,
        iri: str,
        fields: Mapping[str, list[Term]],
        proofs: list[dict[str, Any]],
        names: Mapping[str, dict[str, Any]],
    ) -> dict[str, Any]:
        rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        plain = {"rank", "modality", "negated", "conflictsWith", "supersedes", "refines"}
        qualifiers: dict[str, Any] = {}
        for predicate, terms in sorted(fields.items()):
            local = predicate.removeprefix(self.core)
            if predicate.startswith(self.core) and local not in plain:
                values = [self._qualifier(term, names) for term in sorted(terms, key=str)]
                qualifiers[local] = values[0] if len(values) == 1 else values
        subject = fields[rdf + "subject"][0]
        return {
            "id": iri,
            "subject": self._node(subject, names),
            "property": text_of(fields[rdf + "predicate"][0]),
            "object": self._node(fields[rdf + "object"][0], names),
            "rank": self._local(fields, "rank", "normal"),
            "modality": self._local(fields, "modality", "fact"),
            "negated": self._local(fields, "negated", "false") == "true",
            "qualifiers": qualifiers,
            **{
                name: sorted(text_of(term) for term in fields.get(self.core + name, ()))
                for name in ("conflictsWith", "supersedes", "refines")
            },
            "evidence": sorted(
                proofs, key=lambda proof: (proof["source"], proof["start"], proof["end"], proof["extractedBy"])
            ),
        }

    def _local(self, fields: Mapping[str, list[Term]], name: str, otherwise: str) -> str:
        terms = fields.get(self.core + name)
        return text_of(terms[0]).rsplit("#", 1)[-1] if terms else otherwise

    def _node(self, term: Term, names: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        if isinstance(term, ox.Literal):
            return {"value": term.value, "datatype": term.datatype.value}
        iri = text_of(term)
        return names.get(iri) or {
            "iri": iri,
            "label": iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1],
            "type": None,
            "aliases": [],
        }

    def _qualifier(self, term: Term, names: Mapping[str, dict[str, Any]]) -> Any:
        if isinstance(term, ox.Literal):
            return term.value == "true" if term.datatype.value.endswith("#boolean") else term.value
        return {"iri": text_of(term), "label": self._node(term, names)["label"]}

    def _names(self, iris: list[str]) -> dict[str, dict[str, Any]]:
        held: dict[str, dict[str, set[str]]] = {}
        for start in range(0, len(iris), AT_ONCE):
            for row in self._select(OF_NAMES, iris[start : start + AT_ONCE]):
                kind = text_of(row["p"]).rsplit("#", 1)[-1]
                held.setdefault(text_of(row["thing"]), {}).setdefault(kind, set()).add(text_of(row["o"]))
        named = {}
        for iri, fields in held.items():
            labels = sorted(fields.get("label", ())) or sorted(fields.get("prefLabel", ()))
            if labels:
                types = sorted(fields.get("type", ()), key=lambda kind: (not kind.startswith(self.base), kind))
                named[iri] = {
                    "iri": iri,
                    "label": labels[0],
                    "type": types[0] if types else None,
                    "aliases": sorted(fields.get("altLabel", ())),
                }
        return named

    def _proofs(self, iris: list[str]) -> dict[str, list[dict[str, Any]]]:
        held: dict[tuple[str, str], dict[str, list[Term]]] = {}
        for row in self._select(OF_EVIDENCE, iris):
            fields = held.setdefault((text_of(row["s"]), text_of(row["e"])), {})
            fields.setdefault(text_of(row["p"]), []).append(row["o"])
        evidence = sorted({e for _, e in held})
        contexts = [
            (text_of(r["e"]), text_of(r["c"]), text_of(r["role"]).rsplit("#", 1)[-1])
            for r in self._select(OF_CONTEXT, evidence)
        ]
        places = {
            text_of(row["thing"]): (int(text_of(row["start"])), int(text_of(row["end"])), text_of(row["exact"]))
            for row in self._select(OF_SELECTORS, [*evidence, *(c for _, c, _ in contexts)])
        }
        around: dict[str, list[dict[str, Any]]] = {}
        for e, c, role in sorted(contexts, key=lambda item: (item[0], places.get(item[1], (0, 0, "")), item[2])):
            if c in places:
                start, end, exact = places[c]
                around.setdefault(e, []).append({"quote": exact, "start": start, "end": end, "role": role})
        proofs: dict[str, list[dict[str, Any]]] = {}
        for (s, e), fields in held.items():
            if e in places:
                proofs.setdefault(s, []).append(self._proof(e, fields, places[e], around.get(e, [])))
        return proofs

    def _proof(
        self, iri: str, fields: Mapping[str, list[Term]], place: tuple[int, int, str], context: list[dict[str, Any]]
    ) -> dict[str, Any]:
        def first(name: str) -> str | None:
            terms = fields.get(name)
            return text_of(terms[0]) if terms else None

        text = first("http://www.w3.org/ns/oa#hasSource") or ""
        document, source = self.documents.get(text, (text.removesuffix("/text"), text))
        return {
            "id": iri,
            "document": document,
            "source": source,
            "passage": first("http://purl.org/dc/terms/isPartOf") or f"{document}#char={place[0]},{place[1]}",
            "quote": place[2],
            "start": place[0],
            "end": place[1],
            "context": context,
            "statedOn": first(self.core + "statedOn"),
            "inferred": first(self.core + "inferred") == "true",
            "confidence": float(first(self.core + "confidence") or 1),
            "extractedBy": first(self.core + "extractedBy") or "",
        }


def statement_records(store: Store, base: str) -> Iterator[dict[str, Any]]:
    """Every statement as the export's JSON, in the order of their IRIs."""
    exporter = _Exporter(store, base)
    every = exporter.statements()
    for start in range(0, len(every), AT_ONCE):
        yield from exporter.records(every[start : start + AT_ONCE])


def statement_record(store: Store, iri: str, base: str) -> dict[str, Any] | None:
    """One statement as the export's JSON, or `None` where there is none."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return None
    return next((record for record in _Exporter(store, base).records([iri]) if record["evidence"]), None)
