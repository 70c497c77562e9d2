"""Twins: the machine-readable form of every page, as JSON and as RDF in the graph's own quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.read.describe import Description
from kg.read.documents import ReadDocument
from kg.read.facts import Fact, Quote
from kg.read.reader import STANDARD, GraphReader, Node, text_of
from kg.read.trace import Trace

RDF_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
"""A format's short name, as it stands in an address, to the writer for it."""

RDF_TYPES = {name: writer.media_type for name, writer in RDF_FORMATS.items()}
"""A format's short name to its media type."""

INCOMING_MOST = 1000


def quads_about(reader: GraphReader, iris: Iterable[str]) -> Iterator[Quad]:
    """The quads whose subject is one of the IRIs."""
    for row in reader.rows_for(QUADS, iris):
        yield _quad(row["s"], row["p"], row["o"], row.get("g"))


def _quad(s: Node, p: Node, o: Node, g: Node | None) -> Quad:
    if not isinstance(s, NamedNode | BlankNode) or not isinstance(p, NamedNode):
        raise ValueError(f"no triple begins with {s} {p}")
    return Quad(s, p, o, g) if isinstance(g, NamedNode) else Quad(s, p, o)


def statement_quads(reader: GraphReader, statements: Iterable[str], *, documents: bool = True) -> Iterator[Quad]:
    """All that the graph holds on statements: nodes, evidence, selectors, context, and their documents."""
    wanted = list(statements)
    parts = [text_of(row["part"]) for row in reader.rows_for(PARTS, wanted)]
    yield from quads_about(reader, [*wanted, *parts])
    if documents:
        inner = [text_of(row["document"]) for row in reader.rows_for(DOCUMENTS, wanted)]
        yield from quads_about(reader, inner)


def entity_quads(reader: GraphReader, iri: str) -> Iterator[Quad]:
    """A thing's direct triples, its statements with their evidence, and the triples that point to it."""
    yield from quads_about(reader, [iri])
    yield from statement_quads(
        reader, (text_of(row["statement"]) for row in reader.rows(STATEMENTS_OF, thing=iri)), documents=False
    )
    for row in reader.rows(POINTING, thing=iri):
        yield _quad(row["s"], row["p"], NamedNode(iri), row.get("g"))


def document_quads(reader: GraphReader, iri: str, shown_whole: bool) -> Iterator[Quad]:
    """What a document gave: its metadata, evidence and links; its passages' words only where its licence allows."""
    value = STANDARD["rdf"] + "value"
    inner = [text_of(row["part"]) for row in reader.rows(OF_DOCUMENT, document=iri)]
    for quad in quads_about(reader, [iri, *inner]):
        if shown_whole or quad.predicate.value != value:
            yield quad
    statements = [text_of(row["statement"]) for row in reader.rows(PROVED, document=iri)]
    yield from quads_about(reader, statements)


def write_rdf(reader: GraphReader, quads: Iterable[Quad], format: str) -> bytes:
    """Quads in one of `RDF_FORMATS`, each once, in a fixed order; without named graphs, the triples."""
    writer = RDF_FORMATS[format]
    prefixes = reader.prefixes if format in ("ttl", "trig", "rdf", "jsonld") else None
    if writer.supports_datasets:
        return serialize(sorted(set(quads), key=_place), format=writer, prefixes=prefixes) or b""
    return serialize(sorted({quad.triple for quad in quads}, key=_place), format=writer, prefixes=prefixes) or b""


def _place(held: Quad | Triple) -> tuple[str, str, str, str]:
    """Where a quad stands in a file: graphs, subjects and properties together, so that equal graphs are equal files."""
    graph = str(held.graph_name) if isinstance(held, Quad) else ""
    return graph, str(held.subject), str(held.predicate), str(held.object)


def fact_json(fact: Fact) -> dict[str, object]:
    """A statement as statement.schema.json has it."""
    qualifiers: dict[str, object] = {}
    for q in fact.qualifiers:
        value: object = {"iri": q.thing.iri, "label": q.thing.label} if q.thing.iri else q.thing.value
        if q.thing.datatype == STANDARD["xsd"] + "boolean":
            value = q.thing.value in ("true", "1")
        if q.name in qualifiers:
            held = qualifiers[q.name]
            qualifiers[q.name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            qualifiers[q.name] = value
    return {
        "id": fact.iri,
        "subject": fact.subject.to_json(),
        "property": fact.property.iri,
        "object": fact.object.to_json(),
        "rank": fact.rank,
        "modality": fact.modality,
        "negated": fact.negated,
        "qualifiers": qualifiers,
        "conflictsWith": list(fact.conflicts_with),
        "supersedes": list(fact.supersedes),
        "refines": list(fact.refines),
        "evidence": [quote_json(quote) for quote in fact.quotes],
    }


def quote_json(quote: Quote) -> dict[str, object]:
    """One piece of evidence as statement.schema.json has it, with its document's title."""
    return {
        "id": quote.iri,
        "document": quote.source.iri,
        "source": quote.source.source,
        "title": quote.source.title,
        "passage": quote.passage or quote.source.iri,
        "quote": quote.exact,
        "start": quote.start,
        "end": quote.end,
        "context": [{"quote": c.quote, "start": c.start, "end": c.end, "role": c.role} for c in quote.context],
        "statedOn": quote.stated_on or None,
        "inferred": quote.inferred,
        "confidence": quote.confidence if quote.confidence is not None else 1.0,
        "extractedBy": quote.extracted_by,
        "copyOf": quote.witness if quote.reprint else None,
    }


def description_json(page: Description) -> dict[str, object]:
    """An entity's page for programs."""
    facts = [f for g in page.groups for f in (*g.facts, *(f for clash in g.disagreeing for f in clash))]
    return {
        "iri": page.iri,
        "label": page.label,
        "types": [{"iri": t.iri, "label": t.label} for t in page.types],
        "aliases": list(page.aliases),
        "definition": page.definition or None,
        "replacedBy": page.replaced_by,
        "total": page.total,
        "leftOut": page.left_out,
        "statements": [fact_json(fact) for fact in facts],
        "direct": [
            {"property": b.property.iri, "label": b.property.label, "values": [t.to_json() for t in b.things]}
            for b in page.bare
        ],
        "incoming": [
            {
                "property": i.property.iri,
                "label": i.property.label,
                "total": i.total,
                "page": i.page,
                "statements": [fact_json(f) for f in i.facts],
                "things": [{"iri": t.iri, "label": t.label} for t in i.things],
            }
            for i in page.incoming
        ],
    }


def trace_json(found: Trace) -> dict[str, object]:
    """A statement's page for programs: the statement, and the state of each quote."""
    witnesses = sorted({quote.witness for quote in found.fact.quotes})
    return {
        **fact_json(found.fact),
        "witnesses": witnesses,
        "states": [{"id": w.quote.iri, "state": w.state} for w in found.words],
    }


def document_json(page: ReadDocument) -> dict[str, object]:
    """A document's page for programs."""
    source = page.source
    return {
        "iri": source.iri,
        "title": source.title,
        "source": source.source,
        "publisher": source.publisher or None,
        "creators": list(source.creators),
        "issued": source.issued or None,
        "type": source.kind or None,
        "license": source.license or None,
        "shownWhole": source.shown_whole,
        "page": page.page,
        "pages": page.pages,
        "passages": [
            {
                "iri": p.iri,
                "start": p.start,
                "end": p.end,
                "kind": p.kind,
                "section": list(p.section),
                "text": "".join(s.text for s in p.stretches),
                "citation": p.citation or None,
                "prints": p.prints,
                "cites": list(dict.fromkeys(s.refers for s in p.stretches if s.refers)),
                "statements": [f.iri for f in p.facts],
            }
            for p in page.passages
        ],
        "statements": [fact_json(fact) for fact in page.facts],
    }


QUADS = "SELECT ?s ?p ?o ?g WHERE { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }"

PARTS = """
SELECT DISTINCT ?part WHERE {
  VALUES ?s { %s }
  { ?s prov:wasDerivedFrom ?part } UNION { ?s prov:wasDerivedFrom/oa:hasSelector ?part }
  UNION { ?s prov:wasDerivedFrom/kg:context ?part } UNION { ?s prov:wasDerivedFrom/kg:context/oa:hasSelector ?part }
}"""

DOCUMENTS = """
SELECT DISTINCT ?document WHERE {
  VALUES ?s { %s }
  ?s prov:wasDerivedFrom ?evidence . ?evidence dcterms:isPartOf ?passage . ?passage dcterms:isPartOf ?document
}"""

STATEMENTS_OF = "SELECT DISTINCT ?statement WHERE { ?statement rdf:subject $thing }"

POINTING = f"""
SELECT ?s ?p ?g WHERE {{
  GRAPH ?g {{ ?s ?p $thing }} FILTER(?p NOT IN (rdf:subject, rdf:predicate, rdf:object))
}} LIMIT {INCOMING_MOST}"""

OF_DOCUMENT = """
SELECT DISTINCT ?part WHERE {
  { ?part dcterms:isPartOf $document } UNION { ?part kg:plainTextOf $document }
  UNION { ?passage dcterms:isPartOf $document . ?part dcterms:isPartOf ?passage }
  UNION { ?text kg:plainTextOf $document . ?part oa:hasSource ?text }
  UNION { ?text kg:plainTextOf $document . ?held oa:hasSource ?text ; oa:hasSelector ?part }
}"""

PROVED = """
SELECT DISTINCT ?statement WHERE {
  ?text kg:plainTextOf $document . ?evidence oa:hasSource ?text . ?statement prov:wasDerivedFrom ?evidence
}"""
