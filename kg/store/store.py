"""The store: one small interface to a graph, kept in a folder here or behind any SPARQL 1.1 endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from kg.store.faults import StoreFault as StoreFault
from kg.store.query import BadQuery
from kg.store.query import bad_query as bad_query
from kg.store.remote import RemoteStore as RemoteStore
from kg.store.tokens import bind

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""An RDF term, as the engine gives it: `.value` is its text, `str()` its N-Triples form."""

Row = dict[str, Term]
"""One solution: the variables that are bound, by name without the question mark."""


class Store(Protocol):
    """What every store can do. A query's default graph is the union of all graphs; `bindings` fix variables.

    Each call gives a whole result: nothing is left open, so a result may go to another thread.
    """

    @property
    def location(self) -> str:
        """The folder or URL, as a person would name it."""

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """The rows of a SELECT query. Raises `BadQuery`."""

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        """The answer to an ASK query. Raises `BadQuery`."""

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once. Raises `BadQuery`."""

    def update(self, text: str) -> None:
        """Runs a SPARQL update, as one transaction where the store has them."""

    def put_graph(self, iri: str, ntriples: bytes) -> None:
        """Makes the named graph `iri` hold exactly these N-Triples."""

    def delete_graph(self, iri: str) -> None:
        """Takes the named graph `iri` and all its triples away; one that is missing is no fault."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""

    def quads(self) -> Iterator[ox.Quad]:
        """Every statement with its graph."""

    def close(self) -> None:
        """Lets go of the files or connections."""


class EmbeddedStore:
    """A graph in a folder, or in memory where `path` is `None`."""

    def __init__(
        self, path: Path | None = None, *, read_only: bool = False, prefixes: Mapping[str, str] | None = None
    ) -> None:
        self._path = path
        self._prefixes = dict(prefixes or {})
        try:
            if path is None:
                self._graph = ox.Store()
            else:
                self._graph = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
        except (OSError, RuntimeError) as fault:
            if "lock" in str(fault).lower():
                raise StoreFault(f"{path}: another process writes to this graph; wait until it is done") from None
            raise StoreFault(f"{path}: no graph can be opened here ({_first_line(fault)})") from None

    @property
    def location(self) -> str:
        return str(self._path) if self._path else "memory"

    @property
    def engine(self) -> ox.Store:
        """The engine's own store, for what this interface does not cover."""
        return self._graph

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        result = self._run(query, bindings)
        if not isinstance(result, ox.QuerySolutions):
            raise BadQuery("select() takes a SELECT query")
        names = [variable.value for variable in result.variables]
        rows: list[Row] = []
        for solution in result:
            rows.append({name: term for name, term in zip(names, solution, strict=True) if term is not None})
        return rows

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        result = self._run(query, bindings)
        if not isinstance(result, ox.QueryBoolean):
            raise BadQuery("ask() takes an ASK query")
        return bool(result)

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[ox.Triple]:
        result = self._run(query, bindings)
        if not isinstance(result, ox.QueryTriples):
            raise BadQuery("construct() takes a CONSTRUCT or DESCRIBE query")
        return list(dict.fromkeys(result))

    def _run(
        self, query: str, bindings: Mapping[str, Term] | None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        text = bind(query, bindings or {})
        try:
            return self._graph.query(text, use_default_graph_as_union=True, prefixes=self._prefixes)
        except SyntaxError as fault:
            raise bad_query(str(fault)) from None

    def update(self, text: str) -> None:
        try:
            self._graph.update(text, prefixes=self._prefixes)
        except SyntaxError as fault:
            raise bad_query(str(fault)) from None

    def put_graph(self, iri: str, ntriples: bytes) -> None:
        graph = ox.NamedNode(iri)
        self._graph.remove_graph(graph)
        self._graph.bulk_load(ntriples, ox.RdfFormat.N_TRIPLES, to_graph=graph)

    def delete_graph(self, iri: str) -> None:
        self._graph.remove_graph(ox.NamedNode(iri))

    def load(self, data: bytes, media: ox.RdfFormat, *, base: str | None = None, graph: str | None = None) -> None:
        """Adds a whole RDF file; its own named graphs are kept, the rest goes into `graph`. Raises `SyntaxError`."""
        for quad in ox.parse(data, media, base_iri=base, rename_blank_nodes=True):
            name = quad.graph_name
            if isinstance(name, ox.DefaultGraph) and graph:
                quad = ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
            self._graph.add(quad)

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self._graph.named_graphs())

    def quads(self) -> Iterator[ox.Quad]:
        yield from self._graph.quads_for_pattern(None, None, None)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads in one go; faster than an update, and not one transaction."""
        self._graph.bulk_extend(quads)

    def size(self) -> int:
        """How many quads stand in the store."""
        return len(self._graph)

    def copy_to(self, path: Path) -> None:
        """A copy in a new folder, by hard links where the file system has them: milliseconds, whatever the size."""
        self._graph.backup(str(path))

    def close(self) -> None:
        """Closes the files; the engine does so when its last reference goes."""
        if hasattr(self, "_graph"):
            del self._graph


def text_of(term: Term | None) -> str:
    """A term's IRI or lexical form; empty for an unbound variable."""
    return "" if term is None or isinstance(term, ox.Triple) else term.value


def _first_line(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]
