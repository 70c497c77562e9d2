"""Large results come as a stream: all of them, early, in little memory, and never whole where they are not."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store.evaluate import GRAPHS, RESULTS
from kg.store.query import QueryCancelled, QueryTimeout, row_beyond
from kg.store.releases import Releases
from kg.store.workers import QueryPool
from web import create_app

ROWS = 20_000
ALL, CROSSED = "SELECT * { ?s ?p ?o }", "SELECT ?a ?b { ?a <urn:p> ?x . ?b <urn:p> ?y }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    releases = Releases(tmp_path_factory.mktemp("streams") / "store")
    releases.check(create=True)
    with releases.draft() as draft:
        lines = b"".join(b'<urn:thing:%05d> <urn:p> "words, \\"and\\"\\nmore words of %d" .\n' % (n, n) for n in range(ROWS))
        draft.store.put_graph("urn:g", lines)
        draft.publish({"kind": "built", "prefixes": {}})
    return releases.folder


@pytest.fixture(scope="module")
def pool(store: Path) -> Iterator[QueryPool]:
    with QueryPool(store, 1, seconds=20, megabytes=300) as made:
        yield made


@pytest.mark.parametrize("format", [*RESULTS, *GRAPHS])
def test_a_stream_gives_the_bytes_that_the_whole_has(pool: QueryPool, format: str) -> None:
    query = ALL if format in RESULTS else "CONSTRUCT WHERE { ?s ?p ?o }"
    whole = pool.run(query, format=format)
    streamed = pool.run(query, format=format, stream=True)
    assert whole.stream is None
    assert streamed.stream is not None
    assert streamed.body == b""
    assert b"".join(streamed.stream) == whole.body
    assert len(whole.body) > 1_000_000
    assert (streamed.media_type, streamed.truncated, streamed.kind) == (whole.media_type, False, whole.kind)
    assert not list(Path(tempfile.gettempdir()).glob("kg-result-*")), "nothing is left in the folder of temporary files"


def test_a_small_result_stays_whole(pool: QueryPool) -> None:
    found = pool.run("SELECT * { ?s ?p ?o } LIMIT 3", format="csv", stream=True)
    assert found.stream is None
    assert found.body.count(b"urn:thing") == 3


@pytest.mark.parametrize(("limit", "truncated"), [(ROWS - 1, True), (ROWS, False), (ROWS + 1, False)])
def test_that_rows_are_cut_off_is_told_before_the_first(pool: QueryPool, limit: int, truncated: bool) -> None:
    found = pool.run(ALL + " ORDER BY ?s", format="tsv", row_limit=limit, stream=True)
    assert found.truncated is truncated
    assert found.stream
    assert b"".join(found.stream).count(b"<urn:thing") == min(limit, ROWS)


def test_the_first_bytes_come_before_the_last_are_made(store: Path) -> None:
    with QueryPool(store, 1, seconds=60, rows=1_000_000, megabytes=300) as pool:
        begun = time.monotonic()
        found = pool.run(CROSSED + " LIMIT 1000000", format="csv", stream=True)
        assert found.stream
        pieces = iter(found.stream)
        next(pieces)
        first = time.monotonic() - begun
        size = sum(map(len, pieces))
        assert size > 15_000_000
        assert first < (time.monotonic() - begun) / 3


def test_a_reader_that_goes_away_frees_the_process(store: Path) -> None:
    with QueryPool(store, 1, seconds=60, rows=100_000_000, megabytes=300, patience=10) as pool:
        found = pool.run(CROSSED + " LIMIT 90000000", format="csv", stream=True)
        assert found.stream
        next(iter(found.stream))
        found.stream.close()
        assert pool.run("ASK {}", format="json").body, "the one process is there again"


def test_a_slow_reader_holds_no_process(pool: QueryPool) -> None:
    found = pool.run(ALL, format="json", stream=True)
    assert found.stream
    pieces = iter(found.stream)
    next(pieces)
    assert pool.run("ASK {}", format="json").body, "though most of the stream has not been read"
    assert b"".join(pieces).endswith(b"]}}")


def test_a_stream_that_is_stopped_never_looks_whole(store: Path) -> None:
    with QueryPool(store, 1, seconds=2, rows=100_000_000, megabytes=300) as pool:
        found = pool.run(CROSSED + " LIMIT 90000000", format="csv", stream=True)
        assert found.stream
        with pytest.raises((QueryTimeout, QueryCancelled)):
            for _ in found.stream:
                pass


def test_over_http_it_is_sent_in_pieces_with_its_headers(store: Path) -> None:
    app = create_app({"STORE": str(store), "TITLE": "Lines", "MAX_ROWS": ROWS - 5})
    client = app.test_client()
    response = client.get("/sparql", query_string={"query": ALL, "format": "csv"})
    assert response.is_streamed
    assert response.headers["X-Truncated"] == f"rows={ROWS - 5}"
    assert "Content-Length" not in response.headers
    assert response.get_data().count(b"urn:thing") == ROWS - 5
    again = client.get("/sparql", query_string={"query": ALL, "format": "csv"}, headers={"If-None-Match": response.headers["ETag"]})  # fmt: skip
    assert again.status_code == 304
    head = client.head("/sparql", query_string={"query": ALL, "format": "csv"})
    assert (head.status_code, head.get_data()) == (200, b"")
    app.extensions["shelf"].close()


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 7 OFFSET 2 } }", 5,
         "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 7 OFFSET 2 } }\nLIMIT 1 OFFSET 5"),
        ("SELECT * { ?s ?p 'LIMIT 3' } OFFSET 4 LIMIT 9 # LIMIT 2", 5,
         "SELECT * { ?s ?p 'LIMIT 3' }   # LIMIT 2\nLIMIT 1 OFFSET 9"),
        ("SELECT * { ?s ?p ?o } LIMIT 5", 5, None),
    ],
)  # fmt: skip
def test_the_row_beyond(text: str, rows: int, expected: str | None) -> None:
    assert row_beyond(text, rows) == expected
