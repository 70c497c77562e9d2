"""Evaluating one visitor's query on an open graph: choosing its graphs, cutting it at the row limit, writing it out.

Everything happens in one call and one thread, since the engine's results may not leave the thread they are made in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import cast
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.store.query import BadQuery, CheckedQuery, QueryMemory, RefusedQuery, bad_query, limit_rows

RESULTS = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": ("text/csv", ox.QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
"""Formats of SELECT and ASK results: name to media type and the engine's format."""

GRAPHS = {
    "turtle": ("text/turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nquads": ("application/n-quads", ox.RdfFormat.N_QUADS),
}
"""Formats of CONSTRUCT and DESCRIBE results."""


@dataclass(frozen=True, slots=True)
class Job:
    """A checked query and how to run it.

    `format` is a name or a media type of `RESULTS` or `GRAPHS`, empty for the first. `default_graphs` and
    `named_graphs`, where given, take the place of the query's own FROM clauses.
    Relative IRIs stand below `base`.
    """

    query: CheckedQuery
    format: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    row_limit: int = 100_000
    byte_limit: int = 200_000_000
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A whole result: `body` in `media_type`; `truncated` says that rows were cut off, `kind` is the query form."""

    body: bytes
    media_type: str
    truncated: bool
    kind: str


def formats_for(form: str) -> dict[str, str]:
    """Name to media type of the formats that a query form can be answered in, the preferred one first."""
    table: Mapping[str, tuple[str, object]] = RESULTS if form in ("SELECT", "ASK") else GRAPHS
    return {name: media for name, (media, _) in table.items()}


def format_name(form: str, wanted: str) -> str:
    """The format's name for a name or media type. Raises `RefusedQuery` where that form has no such format."""
    known = formats_for(form)
    if not wanted:
        return next(iter(known))
    for name, media in known.items():
        if wanted.lower() in (name, media):
            return name
    raise RefusedQuery(f"{form} has no format {wanted!r}; it can be had as {', '.join(known)}")


def evaluate(graph: ox.Store, job: Job) -> QueryResult:
    """Runs a job. Raises `BadQuery`, `RefusedQuery` (a graph that is not there), `QueryMemory` (a result too large)."""
    name = format_name(job.query.form, job.format)
    if job.query.form == "ASK":
        media, form = RESULTS[name]
        sink = _Limited(job.byte_limit)
        cast(ox.QueryBoolean, _run(graph, job, job.query.text)).serialize(sink, form)
        return QueryResult(sink.getvalue(), media, False, "ASK")
    if job.query.form == "SELECT":
        media, form = RESULTS[name]
        try:
            body = _rows(graph, job, job.row_limit + 1, form)
        except BadQuery:
            _run(graph, job, job.query.text)  # says where it is broken, in the text as it was given
            raise
        truncated = len(body) > 2 * job.row_limit and _count(body, form, graph, job) > job.row_limit
        return QueryResult(_rows(graph, job, job.row_limit, form) if truncated else body, media, truncated, "SELECT")
    found = cast(ox.QueryTriples, _run(graph, job, job.query.text))
    triples = list(islice(found, job.row_limit + 1))
    truncated = len(triples) > job.row_limit
    media, rdf = GRAPHS[name]
    sink = _Limited(job.byte_limit)
    ox.serialize(
        triples[: job.row_limit], sink, rdf, prefixes=dict(job.prefixes) if name in ("turtle", "trig") else None
    )
    return QueryResult(sink.getvalue(), media, truncated, job.query.form)


class _Limited(io.BytesIO):
    """Takes bytes up to a limit: a result too large is stopped while it is written."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, data: object, /) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        self._left -= written
        if self._left < 0:
            raise QueryMemory("the result is too large to be answered at once; ask for fewer rows or columns")
        return written


def _rows(graph: ox.Store, job: Job, rows: int, form: ox.QueryResultsFormat) -> bytes:
    sink = _Limited(job.byte_limit)
    cast(ox.QuerySolutions, _run(graph, job, limit_rows(job.query.text, rows))).serialize(sink, form)
    return sink.getvalue()


def _count(body: bytes, form: ox.QueryResultsFormat, graph: ox.Store, job: Job) -> int:
    """How many rows a result holds; read back from it, or from the query again for the format that cannot be read."""
    if form == ox.QueryResultsFormat.CSV:
        body, form = _rows(graph, job, job.row_limit + 1, ox.QueryResultsFormat.TSV), ox.QueryResultsFormat.TSV
    if form == ox.QueryResultsFormat.TSV:
        return body.count(b"\n") - 1  # line breaks in values are escaped
    found = ox.parse_query_results(body, form)
    return sum(1 for _ in found) if isinstance(found, ox.QuerySolutions) else 0


def _run(graph: ox.Store, job: Job, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    default, named = job.default_graphs, job.named_graphs
    chosen = default or named
    for iri in () if chosen else (*job.query.default_graphs, *job.query.named_graphs):  # the protocol's may be empty
        if not _holds(graph, urljoin(job.base, iri) if job.base else iri):
            raise RefusedQuery(
                f"there is no graph <{iri}> in this store, and none is fetched from elsewhere; "
                "SELECT ?g { GRAPH ?g {} } lists those that there are"
            )
    try:
        if chosen:
            return graph.query(
                text,
                base_iri=job.base,
                prefixes=dict(job.prefixes),
                default_graph=[ox.NamedNode(iri) for iri in default],
                named_graphs=[ox.NamedNode(iri) for iri in named],
            )
        return graph.query(
            text,
            base_iri=job.base,
            prefixes=dict(job.prefixes),
            use_default_graph_as_union=not job.query.has_dataset,
        )
    except SyntaxError as fault:
        raise bad_query(str(fault)) from None


def _holds(graph: ox.Store, iri: str) -> bool:
    try:
        return graph.contains_named_graph(ox.NamedNode(iri))
    except ValueError:
        return False
