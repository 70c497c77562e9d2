"""A graph behind a SPARQL 1.1 endpoint, by its query, update and graph store protocols.

Written for the strictest servers: JSON results only, whole graphs by HTTP PUT where the server has a graph store,
else INSERT DATA in small batches, and pages by key instead of OFFSET.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.store.faults import RemoteFault
from kg.store.query import BadQuery
from kg.store.tokens import bind

if TYPE_CHECKING:
    import httpx

BATCH = 500
"""Triples in one INSERT DATA: some servers refuse more than a thousand."""

PAGE = 5000
"""Rows in one page: some servers cut every result at ten thousand and say so only in a header."""

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class RemoteStore:
    """Any SPARQL 1.1 endpoint. `url` answers queries; updates and whole graphs go to `update_url` and `graphs_url`.

    Where those are not given they are told from the query URL as common servers lay them out.
    """

    def __init__(
        self,
        url: str,
        *,
        update_url: str | None = None,
        graphs_url: str | None = None,
        union: bool | None = None,
        timeout: float = 60.0,
    ) -> None:
        self._url = url
        stem, _, last = url.rstrip("/").rpartition("/")
        self._update_url = update_url or (f"{stem}/update" if last == "query" else url)
        self._graphs_url = graphs_url or (f"{stem}/store" if last == "query" else None)
        self._union = union
        import httpx  # slow to load, and a store in a folder needs none of it

        self._client = httpx.Client(timeout=timeout, headers={"User-Agent": "regulatory-kg"})

    @property
    def location(self) -> str:
        return self._url

    def select(self, query: str, bindings: Mapping[str, _Term] | None = None) -> list[dict[str, _Term]]:
        result, response = self._query(query, bindings)
        if not isinstance(result, ox.QuerySolutions):
            raise BadQuery("select() takes a SELECT query")
        names = [variable.value for variable in result.variables]
        rows = [{n: t for n, t in zip(names, solution, strict=True) if t is not None} for solution in result]
        limit = response.headers.get("x-sparql-maxrows")
        if limit and limit.isdigit() and len(rows) >= int(limit):
            raise RemoteFault(
                f"{self._url}: the server cut the result at {limit} rows; ask for fewer, by LIMIT or in pages"
            )
        return rows

    def ask(self, query: str, bindings: Mapping[str, _Term] | None = None) -> bool:
        result, _ = self._query(query, bindings)
        if not isinstance(result, ox.QueryBoolean):
            raise BadQuery("ask() takes an ASK query")
        return bool(result)

    def construct(self, query: str, bindings: Mapping[str, _Term] | None = None) -> list[ox.Triple]:
        response = self._post(self._url, bind(query, bindings or {}), "query", "application/n-triples")
        triples = ox.parse(response.content, ox.RdfFormat.N_TRIPLES)
        return list(dict.fromkeys(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in triples))

    def fetch(self, query: str, media_type: str) -> bytes:
        """The endpoint's own answer to a query, in a media type, as it comes."""
        return self._post(self._url, query, "query", media_type).content

    def update(self, text: str) -> None:
        self._post(self._update_url, text, "update", "*/*")

    def put_graph(self, iri: str, ntriples: bytes) -> None:
        if self._graphs_url:
            response = self._send(
                "PUT",
                self._graphs_url,
                params={"graph": iri},
                content=ntriples,
                headers={"Content-Type": "application/n-triples"},
            )
            if response.is_success:
                return
            if response.status_code not in (400, 404, 405, 501):
                raise self._fault(response)
            self._graphs_url = None
        self.update(f"DROP SILENT GRAPH <{iri}>")
        lines = [line for line in ntriples.decode().splitlines() if line.strip()]
        for start in range(0, len(lines), BATCH):
            self.update(f"INSERT DATA {{ GRAPH <{iri}> {{\n" + "\n".join(lines[start : start + BATCH]) + "\n} }")

    def delete_graph(self, iri: str) -> None:
        self.update(f"DROP SILENT GRAPH <{iri}>")

    def graphs(self) -> list[str]:
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(row["g"].value for row in rows if isinstance(row["g"], ox.NamedNode))

    def quads(self) -> Iterator[ox.Quad]:
        for graph in self.graphs():
            name = ox.NamedNode(graph)
            for subject in self._subjects(name):
                for row in self.select("SELECT ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }", {"g": name, "s": subject}):
                    yield ox.Quad(subject, row["p"], row["o"], name)  # type: ignore[arg-type]

    def _subjects(self, graph: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """Each subject of a graph once, in pages by key: OFFSET is refused or slow on several servers."""
        last = ""
        while True:
            rows = self.select(
                "SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STR(?s) > ?last) } ORDER BY STR(?s) LIMIT "
                + str(PAGE),
                {"g": graph, "last": ox.Literal(last)},
            )
            for row in rows:
                if isinstance(row["s"], ox.NamedNode):
                    yield row["s"]
                    last = row["s"].value
            if len(rows) < PAGE:
                return

    def close(self) -> None:
        self._client.close()

    def _query(self, query: str, bindings: Mapping[str, _Term] | None) -> tuple[Any, httpx.Response]:
        response = self._post(self._url, bind(query, bindings or {}), "query", "application/sparql-results+json")
        try:
            return ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON), response
        except (SyntaxError, ValueError) as fault:
            raise RemoteFault(
                f"{self._url}: the server's answer is no SPARQL result ({str(fault).splitlines()[0]})"
            ) from None

    def _post(self, url: str, text: str, kind: str, accept: str) -> httpx.Response:
        response = self._send(
            "POST", url, content=text.encode(), headers={"Content-Type": f"application/sparql-{kind}", "Accept": accept}
        )
        if response.is_success:
            return response
        if response.status_code == 400:
            raise BadQuery(f"{url}: {self._reason(response)}")
        raise self._fault(response)

    def _send(self, method: str, url: str, **rest: Any) -> httpx.Response:
        import httpx

        try:
            return self._client.request(method, url, **rest)
        except httpx.HTTPError as fault:
            where = urlsplit(url).netloc
            raise RemoteFault(
                f"{url}: no answer from {where} ({type(fault).__name__}); is the endpoint running?"
            ) from None

    def _fault(self, response: httpx.Response) -> RemoteFault:
        return RemoteFault(f"{response.request.url}: HTTP {response.status_code}: {self._reason(response)}")

    @staticmethod
    def _reason(response: httpx.Response) -> str:
        lines = response.text.strip().splitlines()
        return lines[0][:200] if lines else response.reason_phrase
