from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from kg.__main__ import main
from kg.mirroring import mirror
from kg.store.faults import RemoteFault
from kg.store.fulltext import PlainText, entity_rows, passage_rows, plain_texts, write_search
from kg.store.query import BadQuery
from kg.store.releases import Releases, open_store
from kg.store.store import EmbeddedStore, RemoteStore, Store, StoreFault, bad_query, text_of
from kg.store.tokens import bind, tokens

A, B, P = (ox.NamedNode(f"https://example.org/{name}") for name in "abp")
ONE = b'<https://example.org/a> <https://example.org/p> "one" .\n'
TWO = b'<https://example.org/b> <https://example.org/p> "two \\"quoted\\"" .\n'
G1, G2 = "https://example.org/g/1", "https://example.org/g/2"


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL 1.1 server over an in-memory graph: query, update and, where asked for, a graph store."""

    engine: ClassVar[ox.Store]
    graph_store: ClassVar[bool] = True
    cut_at: ClassVar[int | None] = None
    updates: ClassVar[list[str]]

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if self.cut_at:
            self.send_header("X-SPARQL-MaxRows", str(self.cut_at))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        text = self.body().decode()
        try:
            if self.path.startswith("/update"):
                type(self).updates.append(text)
                self.engine.update(text)
                return self.answer(204)
            found = self.engine.query(text, use_default_graph_as_union=True)
        except SyntaxError as fault:
            return self.answer(400, str(fault).encode())
        if isinstance(found, ox.QueryTriples):
            return self.answer(200, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES), "application/n-triples")
        return self.answer(200, found.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json")

    def do_PUT(self) -> None:
        data = self.body()
        if not self.graph_store:
            return self.answer(405)
        graph = ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])
        self.engine.remove_graph(graph)
        self.engine.load(data, ox.RdfFormat.N_TRIPLES, to_graph=graph)
        return self.answer(204)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.engine, Endpoint.graph_store, Endpoint.cut_at, Endpoint.updates = ox.Store(), True, None, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/query"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["memory", "folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store
    if request.param == "remote":
        made = RemoteStore(request.getfixturevalue("endpoint"))
    else:
        made = EmbeddedStore(tmp_path / "graph" if request.param == "folder" else None)
    yield made
    made.close()


def test_every_store_does_the_same(store: Store) -> None:
    store.put_graph(G1, ONE)
    store.put_graph(G2, TWO)
    assert store.graphs() == [G1, G2]
    rows = store.select("SELECT ?s ?o WHERE { ?s ?p ?o } ORDER BY STR(?s)")
    assert [(text_of(row["s"]), text_of(row["o"])) for row in rows] == [(A.value, "one"), (B.value, 'two "quoted"')]
    assert store.ask("ASK { ?s ?p ?o }", {"o": ox.Literal('two "quoted"')})
    assert not store.ask("ASK { ?s ?p ?o }", {"o": ox.Literal("three")})
    assert store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {"s": A}) == [
        ox.Triple(A, P, ox.Literal("one"))
    ]
    assert sorted(map(str, store.quads())) == [
        '<https://example.org/a> <https://example.org/p> "one" <https://example.org/g/1>',
        '<https://example.org/b> <https://example.org/p> "two \\"quoted\\"" <https://example.org/g/2>',
    ]
    store.put_graph(G1, TWO)
    assert [
        text_of(row["s"]) for row in store.select("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", {"g": ox.NamedNode(G1)})
    ] == [B.value]
    store.delete_graph(G2)
    store.delete_graph("https://example.org/g/never-there")
    assert store.graphs() == [G1]
    store.update(f"INSERT DATA {{ GRAPH <{G2}> {{ <{A}> <{P}> 1 }} }}".replace("<<", "<").replace(">>", ">"))
    assert store.graphs() == [G1, G2]


def test_an_unbound_variable_is_left_out_of_its_row(store: Store) -> None:
    store.put_graph(G1, ONE)
    assert store.select("SELECT ?s ?x WHERE { ?s ?p ?o OPTIONAL { ?s <https://example.org/q> ?x } }") == [{"s": A}]


@pytest.mark.parametrize("query", ["SELECT ?s WHERE { ?s ?p", "SELECT * WHERE { ?s nope:p ?o }"])
def test_a_broken_query_is_one_line(store: Store, query: str) -> None:
    with pytest.raises(BadQuery) as caught:
        store.select(query)
    assert "\n" not in str(caught.value)


def test_the_wrong_form_is_said(store: Store) -> None:
    with pytest.raises(BadQuery, match="takes a SELECT query"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(BadQuery, match="takes an ASK query"):
        store.ask("SELECT * { ?s ?p ?o }")


def test_without_a_graph_store_graphs_go_in_small_updates(endpoint: str) -> None:
    Endpoint.graph_store = False
    store = RemoteStore(endpoint)
    many = b"".join(b'<https://example.org/%d> <https://example.org/p> "x" .\n' % n for n in range(1201))
    store.put_graph(G1, many)
    assert [len(text.splitlines()) - 2 for text in Endpoint.updates[1:]] == [500, 500, 201]
    assert store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"] == ox.Literal(1201)
    store.close()


def test_a_result_that_the_server_cut_is_never_taken_for_whole(endpoint: str) -> None:
    store = RemoteStore(endpoint)
    store.put_graph(G1, ONE + TWO)
    Endpoint.cut_at = 2
    with pytest.raises(RemoteFault, match="cut the result at 2 rows"):
        store.select("SELECT * { ?s ?p ?o }")
    store.close()


def test_an_endpoint_that_is_not_there_is_one_line() -> None:
    store = RemoteStore("http://127.0.0.1:9/query", timeout=2)
    with pytest.raises(RemoteFault, match="is the endpoint running"):
        store.ask("ASK { ?s ?p ?o }")
    store.close()


def test_values_never_become_a_part_of_the_query() -> None:
    store = EmbeddedStore()
    store.put_graph(G1, ONE)
    evil = ox.Literal('" } ; DROP ALL # \\')
    assert store.select("SELECT ?s { ?s ?p ?o }", {"o": evil}) == []
    with pytest.raises(ValueError, match="IRI"):
        ox.NamedNode("https://example.org/> } DROP ALL")
    assert store.size() == 1


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?x { ?s ?p ?x }", "SELECT (<urn:t> AS ?x) { ?s ?p <urn:t> }"),
        ("SELECT (COUNT(?x) AS ?n) { ?s ?p ?x }", "SELECT (COUNT(<urn:t>) AS ?n) { ?s ?p <urn:t> }"),
        ('SELECT ?s { ?s ?p "?x" . <urn:?x> ?p $x } # ?x', 'SELECT ?s { ?s ?p "?x" . <urn:?x> ?p <urn:t> } # ?x'),
        ("SELECT ?s { ?s ?p ?x } GROUP BY ?s ?x", "SELECT ?s { ?s ?p <urn:t> } GROUP BY ?s (<urn:t>)"),
        ("SELECT ?s { { SELECT ?x { ?x ?p ?o } } }", "SELECT ?s { { SELECT (<urn:t> AS ?x) { <urn:t> ?p ?o } } }"),
        ("ASK { ?xy ?p ?x }", "ASK { ?xy ?p <urn:t> }"),
    ],
)
def test_binding_a_variable(query: str, bound: str) -> None:
    assert bind(query, {"x": "<urn:t>"}) == bound


@pytest.mark.parametrize("query", ["SELECT * { BIND(1 AS ?x) }", "SELECT * { VALUES ?x { 1 } }", "SELECT (1 AS ?x) {}"])
def test_a_variable_that_the_query_assigns_cannot_be_bound(query: str) -> None:
    with pytest.raises(ValueError, match="bound from outside and assigned"):
        bind(query, {"x": "<urn:t>"})


def test_tokens_part_strings_comments_and_iris_from_words() -> None:
    found = [(t.kind, t.text) for t in tokens("""a:b.c <http://x#y> '''it's ?s''' "a\\"b" 1.5 <= _:b @en-GB ^^ #c""")]
    assert found == [
        ("name", "a:b.c"), ("iri", "<http://x#y>"), ("string", "'''it's ?s'''"), ("string", '"a\\"b"'),
        ("number", "1.5"),
        ("mark", "<="), ("blank", "_:b"), ("language", "@en-GB"), ("mark", "^^"),
    ]  # fmt: skip


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    code = (
        "from kg.store.store import EmbeddedStore, StoreFault; import sys, pathlib\n"
        "try: EmbeddedStore(pathlib.Path(sys.argv[1]))\n"
        "except StoreFault as fault: print(fault)"
    )
    with EmbeddedStore(tmp_path / "graph"):
        command = [sys.executable, "-c", code, str(tmp_path / "graph")]
        other = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "another process writes to this graph" in other.stdout


def test_a_folder_that_holds_no_graph_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="no graph can be opened here"):
        EmbeddedStore(tmp_path / "nothing", read_only=True)


def test_opening_a_store_by_its_folder_or_url(tmp_path: Path, endpoint: str) -> None:
    releases = Releases(tmp_path)
    releases.check(create=True)
    with releases.draft() as draft:
        draft.store.put_graph(G1, ONE)
        draft.publish({"kind": "built"})
    local, remote = open_store(tmp_path), open_store(endpoint)
    assert local.ask("ASK { ?s ?p 'one' }")
    assert not remote.ask("ASK { ?s ?p ?o }")
    local.close()
    remote.close()


def test_the_engines_long_messages_become_short() -> None:
    long = "error at 3:7: expected one of " + ", ".join(f"['{n}']" for n in range(100))
    assert str(bad_query(long)) == "line 3, column 7: this is not SPARQL from here on"
    assert (bad_query(long).line, bad_query(long).column) == (3, 7)


GRAPH = """
@prefix kg: <https://example.org/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
kg:Model a owl:Class ; rdfs:label "model" ; rdfs:subClassOf kg:Initiative .
<https://example.org/id/harbor> a kg:Model, kg:Initiative, skos:Concept ;
  rdfs:label "Harbor Model" ; skos:altLabel "HM", "Harbor" .
<https://example.org/id/nameless> a kg:Model ; skos:altLabel "only an alias" .
<https://example.org/document/d> a kg:Document ; dcterms:title "Notes" .
<https://example.org/document/d#char=10,25> a kg:Passage ; dcterms:isPartOf <https://example.org/document/d> ;
  rdf:value "Harbors were opened" ; kg:kind "paragraph" ; kg:section "Openings" .
<https://example.org/document/d#char=2,9> a kg:Passage ; dcterms:isPartOf <https://example.org/document/d> ;
  rdf:value "Openings" ; kg:kind "heading" .
"""


def test_the_search_file_holds_passages_names_and_texts(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    store = EmbeddedStore()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE, graph=G1)
    assert entity_rows(store, "https://example.org/") == [
        ("https://example.org/id/harbor", "Harbor Model", "HM\nHarbor", "https://example.org/core#Model")
    ]
    document = "https://example.org/document/d"
    assert passage_rows(store, "https://example.org/") == [
        (f"{document}#char=2,9", document, 2, 9, "heading", "", "Openings"),
        (f"{document}#char=10,25", document, 10, 25, "paragraph", "Openings", "Harbors were opened"),
    ]
    text = PlainText(document, "d", "notes.txt", None, True, "the whole text")
    write_search(tmp_path / "search.sqlite", store, "https://example.org/", [text])
    assert list(plain_texts(tmp_path / "search.sqlite")) == [text]
    with closing(sqlite3.connect(tmp_path / "search.sqlite")) as file:
        found = file.execute("SELECT start FROM passages WHERE passages MATCH 'text: harbor open'").fetchall()
        assert found == [(10,)]


def test_a_build_is_mirrored_in_an_endpoint(endpoint: str, tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.check(create=True)
    store = RemoteStore(endpoint)
    store.put_graph("https://example.org/not-ours", ONE)

    def publish(graphs: dict[str, bytes]) -> tuple[int, int]:
        with releases.draft(clone=False) as draft:
            for iri, data in graphs.items():
                draft.store.put_graph(iri, data)
            release = draft.publish({"graphs": {iri: str(hash(data)) for iri, data in graphs.items()}})
        return mirror(release, store, folder=tmp_path)

    assert publish({G1: ONE, G2: TWO}) == (2, 0)
    assert publish({G1: ONE, G2: ONE + TWO}) == (1, 0)
    assert store.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", {"g": ox.NamedNode(G2)})[0][
        "n"
    ] == ox.Literal(2)
    assert publish({G2: ONE + TWO}) == (0, 1)
    assert store.graphs() == [G2, "https://example.org/not-ours"]
    store.close()


def test_the_command_line_builds_into_an_endpoint_and_asks_it(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "note.txt").write_text("The Lantern Quota Trial began on July 1, 2026.\n")
    toy = Path(__file__).resolve().parent / "toy" / "regulator"
    arguments = ["--store", endpoint, "--regulator", str(toy), "--jobs", "1"]
    assert main(["build", str(tmp_path / "note.txt"), *arguments]) == 0
    assert b"4 graphs put, 0 taken away" in capfdbinary.readouterr().out
    core = "https://w3id.org/regulatory-kg/core#"
    query = f"SELECT ?on {{ ?s <{core}startedOn> ?on }}"
    assert main(["query", query, "--format", "json", "--store", endpoint]) == 0
    assert b'"2026-07-01"' in capfdbinary.readouterr().out
    assert main(["ask", "When did the Lantern Quota Trial start?", "--store", endpoint]) == 0
    assert b"July 1, 2026" in capfdbinary.readouterr().out
