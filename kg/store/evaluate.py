"""Evaluating one visitor's query on an open graph: choosing its graphs, cutting it at the row limit, writing it out.

Everything happens in one call and one thread, since the engine's results may not leave the thread they are made in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.store.query import BadQuery, CheckedQuery, QueryMemory, RefusedQuery, bad_query, limit_rows, row_beyond
from kg.store.streams import ResultStream

LARGE = 1_000_000
"""Bytes of a result from which on it is worth streaming."""

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
    Relative IRIs stand below `base`. `spool` is the file for a large result, empty to have it whole.
    """

    query: CheckedQuery
    format: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    row_limit: int = 100_000
    byte_limit: int = 200_000_000
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None
    spool: str = ""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A whole result: `body` in `media_type`; `truncated` says that rows were cut off, `kind` is the query form.

    A large one that was asked for as a stream has its bytes in `stream` instead.
    """

    body: bytes
    media_type: str
    truncated: bool
    kind: str
    stream: ResultStream | None = None


Begin = Callable[[str, bool, str], BinaryIO]
"""Told of a result's media type, whether it is cut off and its query form, gives the file that takes its bytes."""


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


def evaluate(graph: ox.Store, job: Job, begin: Begin | None = None) -> QueryResult:
    """Runs a job. Raises `BadQuery`, `RefusedQuery` (a graph that is not there), `QueryMemory` (a result too large).

    With `begin`, a result of more than `LARGE` bytes goes to the file that it gives, and the body is empty.
    """
    name, form = format_name(job.query.form, job.format), job.query.form
    if form == "ASK":
        media, results = RESULTS[name]
        sink = _Sink(job.byte_limit)
        cast(ox.QueryBoolean, _run(graph, job, job.query.text)).serialize(sink, results)
        return QueryResult(sink.getvalue(), media, False, form)
    if form == "SELECT":
        media, results = RESULTS[name]
        cut = _Once(lambda: _goes_on(graph, job))
        sink = _Sink(job.byte_limit, (lambda: begin(media, cut(), form)) if begin else None)
        try:
            found = cast(ox.QuerySolutions, _run(graph, job, limit_rows(job.query.text, job.row_limit)))
        except BadQuery:
            _run(graph, job, job.query.text)  # says where it is broken, in the text as it was given
            raise
        found.serialize(sink, results)
        return QueryResult(sink.getvalue(), media, sink.written > 2 * job.row_limit and cut(), form)
    triples = list(islice(cast(ox.QueryTriples, _run(graph, job, job.query.text)), job.row_limit + 1))
    truncated = len(triples) > job.row_limit
    media, rdf = GRAPHS[name]
    sink = _Sink(job.byte_limit, (lambda: begin(media, truncated, form)) if begin else None)
    ox.serialize(
        triples[: job.row_limit], sink, rdf, prefixes=dict(job.prefixes) if name in ("turtle", "trig") else None
    )
    return QueryResult(sink.getvalue(), media, truncated, form)


def _goes_on(graph: ox.Store, job: Job) -> bool:
    """Whether the result has rows beyond the limit."""
    text = row_beyond(job.query.text, job.row_limit)
    return text is not None and next(iter(cast(ox.QuerySolutions, _run(graph, job, text))), None) is not None


class _Once:
    """A question that is costly to answer: asked at most once."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._ask, self._answer = ask, None  # type: Callable[[], bool], bool | None

    def __call__(self) -> bool:
        if self._answer is None:
            self._answer = self._ask()
        return self._answer


class _Sink(io.BytesIO):
    """Takes bytes up to a limit: a result too large is stopped while it is written, a large one goes to a file."""

    def __init__(self, limit: int, begin: Callable[[], BinaryIO] | None = None) -> None:
        super().__init__()
        self.written = 0
        self._limit, self._begin = limit, begin
        self._file: BinaryIO | None = None

    def write(self, data: Any, /) -> int:
        taken = self._file.write(data) if self._file else super().write(data)
        self.written += taken
        if self.written > self._limit:
            raise QueryMemory("the result is too large to be answered at once; ask for fewer rows or columns")
        if self._begin and not self._file and self.written > LARGE:
            self._file = self._begin()
            self._file.write(self.getvalue())
            self.seek(0)
            self.truncate()
        return taken


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
