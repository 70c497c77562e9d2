"""A language model that proposes queries: off by default, checked, cited, labelled, and every way that it can fail."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import web_graph

import kg
from kg.ask.proposed import LABEL, prompt_of, query_in, read_proposal
from kg.ask.words.words import Words
from kg.proposing import LanguageModel, NoProposal, Proposer, proposer_of
from kg.settings import Settings, describe, read_settings
from kg.store.query import QueryFault
from kg.store.workers import QueryPool
from web import create_app

QUESTION = "To whose tune does the whole Lantern Office dance?"
HEAD = "PREFIX kg: <https://w3id.org/regulatory-kg/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
LED = HEAD + 'SELECT ?who { ?office rdfs:label "Lantern Office" ; kg:director ?who }'
Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Model:
    """A server on the loopback that speaks the format, or speaks it wrongly; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.behave: Behaviour = says(LED)
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.paths.append(self.path)
                model.keys.append(self.headers.get("Authorization"))
                model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                with contextlib.suppress(OSError):  # the client hangs up on what takes too long
                    model.behave(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def sends(status: int, body: bytes, **headers: str) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def says(text: str) -> Behaviour:
    return sends(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def sleeps(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proposed") / "store"
    web_graph.publish(folder)
    return folder


@pytest.fixture(scope="module")
def graph(store: Path) -> Any:
    return kg.open(str(store))


@pytest.fixture
def model() -> Iterator[Model]:
    made = Model()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def pool(store: Path) -> Iterator[QueryPool]:
    with QueryPool(store, size=1, seconds=3.0, rows=50) as pool:
        yield pool


def proposed(model: Model, pool: QueryPool, graph: Any, question: str = QUESTION, seconds: float = 1.0) -> Any:
    proposer = Proposer(LanguageModel(model.url, "small", "secret", seconds), pool)
    return proposer(graph.ask(question), graph)


def test_a_proposal_is_answered_with_citations_and_its_label(model: Model, pool: QueryPool, graph: Any) -> None:
    alone = graph.ask(QUESTION)
    assert (alone.status, alone.sparql, alone.known) == ("unanswered", None, ())
    given = proposed(model, pool, graph).to_json()
    assert given["status"] == "answered"
    assert [a["label"] for a in given["answers"]] == ["Ada Brook"]
    assert "Ada Brook has led" in given["answers"][0]["citations"][0]["quote"]
    assert given["proposedBy"] == "language model"
    assert given["text"].lower().startswith(LABEL)
    assert LABEL in given["understood"]
    assert given["sparql"] == LED


def test_the_model_is_told_the_vocabulary_and_the_question_alone(model: Model, pool: QueryPool, graph: Any) -> None:
    proposed(model, pool, graph)
    told = json.dumps(model.asked[0])
    assert QUESTION in told
    assert "core#director" in told
    assert model.asked[0]["temperature"] == 0
    for held_back in ("Ada Brook", "Harbor Model", "document/", "Congress"):
        assert held_back not in told
    assert model.paths == ["/v1/chat/completions"]
    assert model.keys == ["Bearer secret"]


@pytest.mark.parametrize(
    "query",
    [
        "```sparql\n" + LED + "\n```",
        HEAD + 'SELECT ?name WHERE { ?o rdfs:label "Lantern Office" ; kg:director ?d . ?d rdfs:label ?name }',
        'SELECT DISTINCT ?who WHERE { ?o rdfs:label "Lantern Office" ; kg:director ?who } LIMIT 5',
        HEAD + 'SELECT * { ?o rdfs:label "Lantern Office" ; kg:director ?who }',
    ],
)
def test_ways_of_writing_the_same_query(query: str, model: Model, pool: QueryPool, graph: Any) -> None:
    model.behave = says(query)
    given = proposed(model, pool, graph)
    assert given.status == "answered"
    assert "Ada Brook" in given.text


def test_a_disputed_value_is_shown_with_every_side(model: Model, pool: QueryPool, graph: Any) -> None:
    model.behave = says(
        HEAD + 'SELECT ?day { ?m rdfs:label "Harbor Model" ; kg:startedOn ?day FILTER(STR(?day) > "2026-02") }'
    )
    given = proposed(model, pool, graph)
    assert given.status == "conflicting"
    assert {a.value for a in given.answers} == {"2026-01-05", "2026-03"}


def test_yes_needs_a_statement_and_no_is_never_said(model: Model, pool: QueryPool, graph: Any) -> None:
    model.behave = says(HEAD + 'ASK { ?o rdfs:label "Lantern Office" ; kg:director ?w . ?w rdfs:label "Ada Brook" }')
    assert [a.value for a in proposed(model, pool, graph).answers] == ["true"]
    model.behave = says(HEAD + 'ASK { ?o rdfs:label "Lantern Office" ; kg:director ?w . ?w rdfs:label "Tom Reed" }')
    assert proposed(model, pool, graph).status == "unanswered"


FAULTS: dict[str, Behaviour] = {
    "an error": sends(500, b'{"error": "overloaded"}'),
    "no JSON": sends(200, b"<html>hello</html>"),
    "JSON of another shape": sends(200, b'{"choices": []}'),
    "no text": sends(200, b'{"choices": [{"message": {"content": null}}]}'),
    "a redirect": sends(302, b"", Location="http://127.0.0.1:9/elsewhere"),
    "a huge answer": sends(200, b" " * 5_000_000),
    "no answer in time": sleeps,
    "an answer that drips": drips,
    "prose": says("I am sorry, I cannot help with that."),
    "an update": says("DELETE WHERE { ?s ?p ?o }"),
    "an update after a query": says(LED + " ; DROP ALL"),
    "another server": says("SELECT ?s { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }"),
    "another server, escaped": says("SELECT ?s { S\\u0045RVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }"),
    "a graph elsewhere": says("SELECT ?s FROM <http://127.0.0.1:9/data> { ?s ?p ?o }"),
    "broken SPARQL": says("SELECT ?who { ?office kg:director "),
    "an unknown prefix": says("SELECT ?who { ?office zz:director ?who }"),
    "a description": says("DESCRIBE <https://w3id.org/regulatory-kg/id/harbor-model>"),
    "a count": says(HEAD + "SELECT (COUNT(?m) AS ?n) { ?m kg:startedOn ?d }"),
    "a sum by groups": says(HEAD + "SELECT ?m { ?m kg:startedOn ?d } GROUP BY ?m"),
    "an absence": says(HEAD + "SELECT ?m { ?m kg:startedOn ?d FILTER NOT EXISTS { ?m kg:endedOn ?e } }"),
    "a query inside": says(HEAD + "SELECT ?m { { SELECT ?m { ?m kg:startedOn ?d } } }"),
    "what no statement says": says(HEAD + "SELECT ?l { ?m rdfs:label ?l ; a ?k } LIMIT 5"),
    "made-up values": says('SELECT ?who { BIND("Neptune" AS ?who) }'),
    "nothing found": says(HEAD + 'SELECT ?who { ?o rdfs:label "Atlantis" ; kg:director ?who }'),
    "a query without an end": says(
        "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?c > ?o) }"
    ),
    "a query as long as a book": says("SELECT ?a { " + "?a ?b ?c . " * 2000 + "}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_leaves_the_refusal_as_it_was(fault: str, model: Model, pool: QueryPool, graph: Any) -> None:
    model.behave = FAULTS[fault]
    began = time.monotonic()
    given = proposed(model, pool, graph, seconds=0.7)
    assert time.monotonic() - began < 8
    assert given == graph.ask(QUESTION)
    assert given.to_json()["proposedBy"] is None


def test_what_is_understood_or_unknown_is_not_sent_anywhere(model: Model, pool: QueryPool, graph: Any) -> None:
    for question in (
        "Who directs the Lantern Office?",
        "Who directs the Zanzibar Board?",
        "",
        "What is the gdp of France?",
    ):
        proposed(model, pool, graph, question)
    assert model.asked == []


def test_nothing_is_asked_where_nothing_is_set(store: Path) -> None:
    assert proposer_of(Settings(store=str(store))) is None
    assert proposer_of(Settings(store="https://example.org/sparql", language_model_url="http://127.0.0.1:9")) is None


def test_nobody_listens_and_no_address_at_all() -> None:
    for url in ("http://127.0.0.1:9/v1", "ftp://example.org", "nonsense"):
        with pytest.raises(NoProposal):
            LanguageModel(url, "small", seconds=1.0).reply("told", "question")


def test_the_key_is_never_shown() -> None:
    settings = read_settings(environ={"KG_LANGUAGE_MODEL_KEY": "s3cret", "KG_LANGUAGE_MODEL_SECONDS": "5"})
    assert (settings.language_model_key, settings.language_model_seconds) == ("s3cret", 5.0)
    assert "s3cret" not in str(describe(settings))
    assert "s3cret" not in repr(LanguageModel("u", "n", "s3cret"))


def test_the_page_and_its_json_say_who_proposed(model: Model, pool: QueryPool, store: Path) -> None:
    proposer = Proposer(LanguageModel(model.url, "small", seconds=1.0), pool)
    client = create_app({"STORE": str(store), "TESTING": True, "PROPOSER": proposer}).test_client()
    page = client.get("/ask", query_string={"q": QUESTION}, headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "Proposed by a language model" in page
    assert "Ada Brook" in page
    found = client.get("/ask", query_string={"q": QUESTION, "format": "json"}).get_json()
    assert found["proposedBy"] == "language model"
    plain = create_app({"STORE": str(store), "TESTING": True}).test_client()
    assert plain.get("/ask", query_string={"q": QUESTION, "format": "json"}).get_json()["proposedBy"] is None


def test_what_may_be_proposed() -> None:
    assert query_in("ASK { ?s ?p ?o }") == "ASK { ?s ?p ?o }"
    found = read_proposal("SELECT ?a WHERE { ?a kg:director ?b } LIMIT 900", {"kg": "https://e.org/kg#"})
    assert (found.columns, found.truth) == (("a",), False)
    assert found.opened.endswith("SELECT * WHERE { ?a kg:director ?b } LIMIT 50")
    assert "https://e.org/kg#director" in found.names
    with pytest.raises(QueryFault):
        read_proposal("", {})


def test_the_prompt_is_the_vocabulary(store: Path) -> None:
    told = prompt_of(Words.of(kg.open(str(store)).store))
    assert "core#startedOn> started on" in told
    assert "Lantern" not in told
