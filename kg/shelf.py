"""Shelf: the releases of one store as a server sees them: always the published one, and visitors' queries on it."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.changes import Change, differences
from kg.graph import Graph, open_graph
from kg.store.evaluate import Job, QueryResult, evaluate, formats_for
from kg.store.query import RefusedQuery, check_query
from kg.store.releases import NoRelease, Release, Releases
from kg.store.store import EmbeddedStore, bad_query
from kg.store.workers import QueryPool

MOST_ASKED = 5
"""Older releases in which a thing is looked for that the published one does not know."""


class Shelf:
    """Hands out the graph that is published now; a swap of the release is seen at the next call.

    `location` is a store's folder or the URL of a SPARQL 1.1 endpoint; `seconds`, `rows` and `workers` bound
    visitors' queries. A graph once handed out stays good for whoever holds it. With `writable` a copy of the graph
    is served that takes updates and is forgotten at the end: for protocol tests, never for visitors. With `warm` a
    new release is made ready in the background.
    """

    def __init__(
        self,
        location: str | Path,
        *,
        seconds: float = 30.0,
        rows: int = 100_000,
        workers: int = 2,
        megabytes: int = 1024,
        writable: bool = False,
        warm: bool = False,
    ) -> None:
        self.location = location
        self.remote = isinstance(location, str) and location.startswith(("http://", "https://"))
        self.rows = rows
        self.pool = None if self.remote else QueryPool(location, workers, seconds, rows, megabytes)
        self._copy: EmbeddedStore | None = None
        self._writable = writable
        self._warm = warm
        self._graph: Graph | None = None
        self._older: dict[str, Graph] = {}
        self._link = ""
        self._lock = threading.Lock()

    def current(self) -> Graph:
        """The graph of the published release. Raises `kg.store.faults.StoreFault` where there is none."""
        link = "" if self.remote else self._published()
        if self._graph is None or link != self._link:
            with self._lock:
                if self._graph is None or link != self._link:
                    self._graph = open_graph(self.location)
                    self._link = link
                    if self._writable and self._graph.release:
                        self._graph = self._copy_of(self._graph.release)
                    if self._warm:
                        threading.Thread(target=self._graph.warm, name="warm", daemon=True).start()
        return self._graph

    def _copy_of(self, release: Release) -> Graph:
        folder = tempfile.mkdtemp(prefix="kg-writable-")
        with release.open() as store:
            store.copy_to(Path(folder) / "graph")
        self._copy = EmbeddedStore(Path(folder) / "graph")
        base = str(release.description.get("base", ""))
        return Graph(self._copy, base) if base else Graph(self._copy)

    def _published(self) -> str:
        try:
            return os.readlink(Path(self.location) / "current")
        except OSError:
            raise NoRelease(
                f"{self.location}: nothing is published here yet; `kg build` publishes a first release"
            ) from None

    def release(self, name: str) -> Graph:
        """The graph of a release by name. Raises `NoRelease` where there is none of that name."""
        if self.remote:
            raise NoRelease(f"{self.location}: an endpoint elsewhere has no releases here")
        with self._lock:
            if name not in self._older:
                while len(self._older) > 2:
                    self._older.pop(next(iter(self._older)))
                self._older[name] = open_graph(Releases(self.location).find(name))
            return self._older[name]

    def holding(self, iri: str) -> str | None:
        """The newest older release that speaks of a thing, or `None`; only the last few are asked."""
        served = self.current().name
        for release in [one for one in self.releases() if one.name != served][:MOST_ASKED]:
            if self.release(release.name).known(iri):
                return release.name
        return None

    def releases(self) -> list[Release]:
        """All releases, newest first; none for an endpoint elsewhere."""
        return [] if self.remote else Releases(self.location).all()[::-1]

    def differences(self, before: str, after: str) -> list[Change]:
        """The statements that came or went between two releases. Raises `NoRelease` for a name that is none."""
        releases = Releases(self.location)
        return differences(releases.find(before), releases.find(after))

    def formats(self, query: str) -> dict[str, str]:
        """The formats that a query's result can be had in: name to media type, the preferred one first.

        Raises `kg.store.query.BadQuery` or `RefusedQuery`.
        """
        return formats_for(check_query(query).form)

    def run(
        self,
        query: str,
        *,
        format: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        deadline: float | None = None,
        rows: int | None = None,
        cancelled: Callable[[], bool] | None = None,
        base: str | None = None,
        stream: bool = False,
    ) -> QueryResult:
        """Run a visitor's query where it can be killed; relative IRIs stand below `base`.

        With `stream`, a large result comes as a stream.

        Raises `kg.store.query.QueryFault` of every kind.
        """
        if self._copy is not None:
            job = Job(
                check_query(query), format, tuple(default_graphs), tuple(named_graphs), rows or self.rows, base=base
            )
            return evaluate(self._copy.engine, job)
        if self.pool is None:
            raise RefusedQuery(f"this page serves the graph of another endpoint; send queries there: {self.location}")
        return self.pool.run(
            query,
            format=format,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            deadline=deadline,
            row_limit=rows,
            cancelled=cancelled,
            prefixes=self.current().prefixes,
            base=base,
            stream=stream,
        )

    def update(
        self, text: str, using: Sequence[str] = (), using_named: Sequence[str] = (), base: str | None = None
    ) -> None:
        """Run an update on the writable copy. Raises `BadQuery`, and `RefusedQuery` where nothing may be written."""
        if self._copy is None:
            raise RefusedQuery("this endpoint is read only; only queries are answered here")
        if (using or using_named) and any(word in text.upper().split() for word in ("USING", "WITH")):
            raise RefusedQuery("the update names its graphs itself (USING or WITH); leave out the using- parameters")
        clause = "".join(f" USING <{iri}>" for iri in using) + "".join(f" USING NAMED <{iri}>" for iri in using_named)
        if clause:
            head, found, tail = text.rpartition("WHERE")
            text = f"{head}{clause} WHERE{tail}" if found else text
        try:
            self._copy.engine.update(text, base_iri=base)
        except SyntaxError as fault:
            raise bad_query(str(fault)) from None

    def close(self) -> None:
        """Ends the query processes and lets go of the graphs."""
        if self.pool is not None:
            self.pool.close()
        self._graph = self._copy = None
        self._older.clear()
