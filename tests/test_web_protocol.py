"""The W3C suite of the SPARQL 1.1 Protocol, and what it leaves out, over a real HTTP server."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from werkzeug.serving import make_server

from kg.store.releases import Releases
from web import create_app

SUITE = Path(__file__).resolve().parent.parent.parent / "shared" / "benchmarks" / "w3c-sparql11" / "protocol"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
TABULAR = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
needs_suite = pytest.mark.skipif(
    not SUITE.is_dir(), reason="the W3C suite is not beside the project (../shared/benchmarks)"
)


def manifest() -> Graph:
    return Graph().parse(SUITE / "manifest.ttl", format="turtle")


def cases() -> list[str]:
    if not SUITE.is_dir():
        return ["missing"]
    return sorted(str(s).rsplit("#", 1)[1] for s in manifest().subjects(RDF.type, MF.ProtocolTest))


@contextmanager
def serving(store: Path, **config: object) -> Iterator[int]:
    app = create_app({"STORE": str(store), **config})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        app.extensions["shelf"].close()


def publish(folder: Path, graphs: dict[str, Path]) -> Path:
    releases = Releases(folder)
    releases.check(create=True)
    with releases.lock(), releases.draft(clone=False) as draft:
        for name, path in graphs.items():
            draft.store.add(
                Quad(t.subject, t.predicate, t.object, NamedNode(name))
                for t in parse(path.read_bytes(), RdfFormat.N_TRIPLES)
            )
        draft.publish({"base": "https://example.org/"})
    return folder


def call(port: int, method: str, path: str, headers: dict[str, str], body: bytes | None) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers.get_content_type(), response.read()
    finally:
        connection.close()


def truth(kind: str, body: bytes) -> bool:
    return bool(json.loads(body)["boolean"]) if kind.endswith("json") else b"<boolean>true</boolean>" in body


def check(port: int, graph: Graph, request: Any) -> None:
    """Send one request of the manifest and hold its response to what it expects."""
    headers = (
        {
            str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue))
            for h in Collection(graph, graph.value(request, HT.headers))
        }
        if graph.value(request, HT.headers)
        else {}
    )  # type: ignore[arg-type]
    body_node = graph.value(request, HT.body)
    body = None
    if body_node is not None:
        body = str(graph.value(body_node, CNT.chars)).encode(
            str(graph.value(body_node, CNT.characterEncoding) or "utf-8")
        )
    status, kind, data = call(
        port, str(graph.value(request, HT.methodName)), str(graph.value(request, HT.absolutePath)), headers, body
    )
    response = graph.value(request, HT.resp)
    families = {str(s)[-3] for s in graph.objects(response, MF.expectedStatus)}
    assert str(status)[0] in families, (status, data[:300])
    expected = graph.value(response, MF.expectedFormat)
    if expected is not None:
        known = {"boolean": TABULAR, "tabular": TABULAR, "RDF": GRAPHS}[str(expected)]
        assert kind in known
    wanted = graph.value(response, MF.expectedBoolean)
    if wanted is not None:
        assert truth(kind, data) is bool(wanted.toPython())  # type: ignore[attr-defined]


@needs_suite
@pytest.mark.slow
@pytest.mark.parametrize("writable", [False, True], ids=["read-only", "writable"])
@pytest.mark.parametrize("name", cases())
def test_w3c_protocol(name: str, writable: bool, tmp_path: Path) -> None:
    if name.startswith("update_") and not writable:
        pytest.skip("an update, which a server for visitors refuses (tested below)")
    graph = manifest()
    test = next(s for s in graph.subjects(RDF.type, MF.ProtocolTest) if str(s).endswith("#" + name))
    data = {
        str(graph.value(node, RDFS.label)): SUITE / Path(str(graph.value(node, UT.graph))).name
        for node in graph.objects(test, UT.graphData)
    }
    with serving(publish(tmp_path / "store", data), WRITABLE=writable) as port:
        action = graph.value(test, MF.action)
        assert isinstance(graph.value(action, HT.requests), URIRef | type(action))
        for request in Collection(graph, graph.value(action, HT.requests)):  # type: ignore[arg-type]
            check(port, graph, request)


@pytest.fixture(scope="module")
def port(web_store: Path) -> Iterator[int]:
    with serving(web_store, TIMEOUT=1.0, MAX_ROWS=10) as number:
        yield number


def sparql(
    port: int, query: str, accept: str = "application/sparql-results+json", **more: str
) -> tuple[int, str, bytes]:
    return call(port, "GET", "/sparql?" + urlencode({"query": query, **more}), {"Accept": accept}, None)


ONE = "SELECT ?o { <https://w3id.org/regulatory-kg/id/harbor-model> kg:participants ?n . BIND(1 AS ?o) }"
SELECT = "SELECT (1 AS ?one) {}"
CONSTRUCT = "CONSTRUCT { <urn:a> <urn:b> 1 } WHERE {}"


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "application/json;q=0.2, text/csv;q=0.1", "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "text/turtle", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
    ],
)
def test_formats_by_accept(port: int, query: str, accept: str, kind: str) -> None:
    assert sparql(port, query, accept)[:2] == (200, kind)


@pytest.mark.parametrize(
    ("query", "accept", "status", "says"),
    [
        (SELECT, "image/png", 406, "none of the types"),
        ("SELEKT *", "*/*", 400, "starts with SELECT"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "*/*", 400, "changes the graph"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "*/*", 400, "SERVICE"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "*/*", 400, "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "*/*", 400, "no graph <file:///etc/passwd>"),
        ("SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", "*/*", 400, "none is fetched"),
    ],
)
def test_what_is_refused_is_a_problem(port: int, query: str, accept: str, status: int, says: str) -> None:
    found, kind, body = sparql(port, query, accept)
    assert (found, kind) == (status, "application/problem+json")
    problem = json.loads(body)
    assert problem["status"] == status
    assert says in problem["detail"]


def test_a_quoted_service_passes(port: int) -> None:
    status, _, body = sparql(port, 'SELECT ("SERVICE" AS ?x) {} # SERVICE')
    assert status == 200
    assert json.loads(body)["results"]["bindings"][0]["x"]["value"] == "SERVICE"


def test_an_endless_query_is_stopped_and_others_are_answered(port: int) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found: list[tuple[int, str, bytes]] = []
    thread = threading.Thread(target=lambda: found.append(sparql(port, endless)))
    thread.start()
    assert sparql(port, "ASK {}")[0] == 200
    thread.join(20)
    status, kind, body = found[0]
    assert (status, kind) == (503, "application/problem+json")
    assert "stopped after 1 second" in json.loads(body)["detail"]


def test_a_cut_result_says_so(port: int) -> None:
    for rows, cut in ((10, None), (11, "rows=10")):
        values = " ".join(map(str, range(rows)))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request(
            "GET", "/sparql?" + urlencode({"query": f"SELECT ?n {{ VALUES ?n {{ {values} }} }}", "format": "csv"})
        )
        response = connection.getresponse()
        assert len(response.read().splitlines()) == 11
        assert response.headers["X-Truncated"] == cut
        assert ("truncated" in response.headers["Content-Disposition"]) is (cut is not None)
        connection.close()


def test_the_percent_sign_survives(port: int) -> None:
    body = urlencode({"query": 'SELECT ("100%25" AS ?x) {}'}).encode()
    _, _, data = call(
        port,
        "POST",
        "/sparql",
        {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"},
        body,
    )
    assert json.loads(data)["results"]["bindings"][0]["x"]["value"] == "100%25"


def test_head_and_preflight(port: int) -> None:
    for method, headers in (
        ("HEAD", {}),
        ("OPTIONS", {"Origin": "http://other.example", "Access-Control-Request-Method": "POST"}),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request(method, "/sparql?" + urlencode({"query": "ASK {}"}), headers=headers)
        response = connection.getresponse()
        assert response.read() == b""
        assert response.status == (204 if method == "OPTIONS" else 200)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        connection.close()


def test_an_unchanged_result_is_not_sent_again(port: int) -> None:
    path = "/sparql?" + urlencode({"query": SELECT})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept": "text/csv"})
    first = connection.getresponse()
    first.read()
    assert "Accept" in first.headers["Vary"]
    for accept, status in (("text/csv", 304), ("application/sparql-results+json", 200)):
        connection.request("GET", path, headers={"Accept": accept, "If-None-Match": first.headers["ETag"]})
        again = connection.getresponse()
        again.read()
        assert again.status == status
    connection.close()


def test_the_service_description_is_rdf_and_names_the_endpoint(port: int) -> None:
    SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
    for accept, name in (("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle")):
        status, kind, body = call(port, "GET", "/sparql", {"Accept": accept}, None)
        assert status == 200
        assert kind in GRAPHS
        graph = Graph().parse(data=body, format=name)
        assert (None, SD.endpoint, URIRef(f"http://127.0.0.1:{port}/sparql")) in graph
        own = {str(p) for p in graph.predicates() if str(p).startswith(str(SD))}
        assert own <= {
            str(SD) + n
            for n in (
                "endpoint",
                "supportedLanguage",
                "feature",
                "resultFormat",
                "defaultDataset",
                "defaultGraph",
                "namedGraph",
                "name",
            )
        }
