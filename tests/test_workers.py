from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.evaluate import GRAPHS, RESULTS, Job, evaluate, formats_for
from kg.store.query import (
    BadQuery,
    QueryBusy,
    QueryCancelled,
    QueryMemory,
    QueryTimeout,
    RefusedQuery,
    check_query,
)  # fmt: skip
from kg.store.releases import NoRelease, Releases
from kg.store.workers import QueryPool

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
ROWS = 300


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    releases = Releases(tmp_path_factory.mktemp("workers") / "store")
    releases.check(create=True)
    with releases.draft() as draft:
        lines = b"".join(b'<urn:s%03d> <urn:p> "line\\n%d" .\n' % (n, n) for n in range(ROWS))
        draft.store.put_graph("urn:g1", lines)
        draft.store.put_graph("urn:g2", b'<urn:x> <urn:q> "a,b" .\n')
        draft.publish({"kind": "built", "prefixes": {"u": "urn:"}})
    return releases.folder


@pytest.fixture(scope="module")
def pool(store: Path) -> Iterator[QueryPool]:
    with QueryPool(store, 2, seconds=20, megabytes=300) as made:
        yield made


@pytest.mark.parametrize("format", RESULTS)
def test_rows_come_in_every_format(pool: QueryPool, format: str) -> None:
    result = pool.run("SELECT ?s ?o { ?s u:q ?o }", format=format)
    assert (result.kind, result.truncated, result.media_type) == ("SELECT", False, RESULTS[format][0])
    expected = {
        "json": b'"value":"a,b"', "xml": b"<literal>a,b</literal>", "csv": b's,o\r\nurn:x,"a,b"\r\n',
        "tsv": b'?s\t?o\n<urn:x>\t"a,b"\n',
    }  # fmt: skip
    assert expected[format] in result.body


@pytest.mark.parametrize("format", ["json", "xml"])
def test_truth_comes_in_json_and_xml(pool: QueryPool, format: str) -> None:
    assert b"true" in pool.run("ASK { ?s u:q ?o }", format=format).body
    assert b"false" in pool.run("ASK { ?s u:nothing ?o }", format=format).body


@pytest.mark.parametrize("format", GRAPHS)
def test_triples_come_in_every_format(pool: QueryPool, format: str) -> None:
    result = pool.run("CONSTRUCT { ?s u:q ?o } { ?s u:q ?o }", format=format)
    assert (result.kind, result.media_type) == ("CONSTRUCT", GRAPHS[format][0])
    read = [quad.triple for quad in ox.parse(result.body, GRAPHS[format][1])]
    assert read == [ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode("urn:q"), ox.Literal("a,b"))]


def test_media_types_name_formats_too(pool: QueryPool) -> None:
    assert pool.run("DESCRIBE <urn:x>", format="text/turtle").media_type == "text/turtle"
    assert list(formats_for("ASK")) == ["json", "xml", "csv", "tsv"]
    with pytest.raises(RefusedQuery, match=r"SELECT has no format 'turtle'; it can be had as json, xml, csv, tsv"):
        pool.run("SELECT * { ?s ?p ?o }", format="turtle")


@pytest.mark.parametrize("format", RESULTS)
@pytest.mark.parametrize(("limit", "truncated"), [(ROWS - 1, True), (ROWS, False), (7, True)])
def test_too_many_rows_are_cut_off_and_that_is_said(pool: QueryPool, format: str, limit: int, truncated: bool) -> None:
    result = pool.run("SELECT ?s ?o { ?s u:p ?o } ORDER BY ?s", format=format, row_limit=limit)
    assert result.truncated is truncated
    rows = min(limit, ROWS)
    if format == "json":
        assert len(json.loads(result.body)["results"]["bindings"]) == rows
    elif format == "xml":
        assert result.body.count(b"<result>") == rows
    elif format == "tsv":
        assert result.body.count(b"\n") == rows + 1
    else:
        assert result.body.count(b"urn:s") == rows


def test_too_many_triples_are_cut_off(pool: QueryPool) -> None:
    result = pool.run("CONSTRUCT { ?s u:p ?o } { ?s u:p ?o }", format="ntriples", row_limit=10)
    assert result.truncated
    assert result.body.count(b"\n") == 10


def test_an_endless_query_is_stopped_at_the_deadline_and_the_next_one_runs(pool: QueryPool) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"stopped after 0\.5 seconds"):
        pool.run(ENDLESS, deadline=0.5)
    assert time.monotonic() - started < 3
    assert b"a,b" in pool.run("SELECT ?o { ?s u:q ?o }").body


def test_a_query_is_stopped_when_nobody_waits(pool: QueryPool) -> None:
    gone = threading.Event()
    threading.Timer(0.4, gone.set).start()
    started = time.monotonic()
    with pytest.raises(QueryCancelled):
        pool.run(ENDLESS, cancelled=gone.is_set)
    assert time.monotonic() - started < 3


def test_a_query_that_eats_the_memory_ends_alone(pool: QueryPool) -> None:
    with pytest.raises(QueryMemory, match="more memory"):
        pool.run(SORTED, deadline=20)
    assert b"a,b" in pool.run("SELECT ?o { ?s u:q ?o }").body


def test_a_worker_that_is_killed_from_outside_is_replaced(store: Path) -> None:
    with QueryPool(store, 1) as pool:
        pool.run("ASK { ?s ?p ?o }")
        worker = pool._slots.get()
        assert worker
        pool._slots.put(worker)
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
        assert b"true" in pool.run("ASK { ?s ?p ?o }").body


def test_workers_end_with_the_pool(store: Path) -> None:
    pool = QueryPool(store, 1)
    pool.run("ASK { ?s ?p ?o }")
    worker = pool._slots.get()
    assert worker
    pool._slots.put(worker)
    pool.close()
    assert worker.process.returncode == -signal.SIGKILL
    assert b"true" in pool.run("ASK { ?s ?p ?o }").body
    pool.close()


def test_a_broken_query_tells_line_and_column(pool: QueryPool) -> None:
    with pytest.raises(BadQuery, match="line 2") as caught:
        pool.run("SELECT * {\n  }}")
    assert caught.value.line == 2


def test_a_graph_that_is_not_there_is_refused_not_fetched(pool: QueryPool) -> None:
    for query in (
        "SELECT * FROM <http://127.0.0.1:9/g> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:none> { GRAPH ?g { ?s ?p ?o } }",
    ):
        with pytest.raises(RefusedQuery, match=r"there is no graph <.*> in this store"):
            pool.run(query)
    assert pool.run("SELECT ?s { ?s ?p ?o }", format="csv", default_graphs=["urn:none"]).body == b"s\r\n"


@pytest.mark.parametrize(
    ("query", "default", "named", "count"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", [], [], ROWS + 1),
        ("SELECT (COUNT(*) AS ?n) FROM <urn:g2> { ?s ?p ?o }", [], [], 1),
        ("SELECT (COUNT(*) AS ?n) FROM u:g2 { ?s ?p ?o }", [], [], 1),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <urn:g2> { ?s ?p ?o }", [], [], 0),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <urn:g2> { GRAPH ?g { ?s ?p ?o } }", [], [], 1),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ["urn:g2"], [], 1),
        ("SELECT (COUNT(*) AS ?n) FROM <urn:g1> { ?s ?p ?o }", ["urn:g2"], [], 1),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", [], ["urn:g2"], 1),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", [], ["urn:g2"], 0),
    ],
)
def test_the_graphs_that_are_asked(
    pool: QueryPool, query: str, default: list[str], named: list[str], count: int
) -> None:
    result = pool.run(query, format="csv", default_graphs=default, named_graphs=named)
    assert result.body == f"n\r\n{count}\r\n".encode()


class Listener(BaseHTTPRequestHandler):
    calls = 0

    def do_GET(self) -> None:
        type(self).calls += 1
        self.send_response(500)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *arguments: object) -> None:
        pass


def test_no_query_reaches_the_network(pool: QueryPool) -> None:
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/sparql"
        for query in (
            f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ BIND(<{url}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
            f"LOAD <{url}>",
        ):
            with pytest.raises(RefusedQuery):
                pool.run(query)
        server.shutdown()
    assert Listener.calls == 0


def test_a_new_release_is_served_at_once(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    with QueryPool(tmp_path, 1) as pool:
        with pytest.raises(NoRelease):
            pool.run("ASK { ?s ?p ?o }")
        releases.check(create=True)
        for text in ("one", "two"):
            with releases.draft() as draft:
                draft.store.put_graph("urn:g", f'<urn:s> <urn:p> "{text}" .\n'.encode())
                draft.publish({})
            assert pool.run("SELECT ?o { ?s ?p ?o }", format="csv").body == f"o\r\n{text}\r\n".encode()
        assert pool.run("SELECT ?o { ?s ?p ?o }", format="csv", release="r0001").body == b"o\r\none\r\n"


def test_when_all_workers_are_taken_one_waits_or_is_told(store: Path) -> None:
    with QueryPool(store, 1, patience=0.2) as pool:
        gone = threading.Event()
        started = threading.Event()

        def hold() -> None:
            started.set()
            with pytest.raises(QueryCancelled):
                pool.run(ENDLESS, cancelled=gone.is_set)

        thread = threading.Thread(target=hold)
        thread.start()
        started.wait()
        time.sleep(0.3)
        with pytest.raises(QueryBusy, match="try again"):
            pool.run("ASK { ?s ?p ?o }")
        gone.set()
        thread.join()
        assert b"true" in pool.run("ASK { ?s ?p ?o }").body


def test_one_pool_serves_many_threads(pool: QueryPool) -> None:
    found: list[bytes] = []

    def ask() -> None:
        for _ in range(20):
            found.append(pool.run("SELECT ?o { ?s u:q ?o }", format="csv").body)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b'o\r\n"a,b"\r\n'] * 120


def test_a_result_too_large_is_stopped_while_it_is_written() -> None:
    graph = ox.Store()
    graph.bulk_extend(
        ox.Quad(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal("x" * 1000), ox.NamedNode("urn:g"))
        for n in range(100)
    )
    job = Job(check_query("SELECT * { ?s ?p ?o }"), byte_limit=10_000)
    with pytest.raises(QueryMemory, match="too large"):
        evaluate(graph, job)
