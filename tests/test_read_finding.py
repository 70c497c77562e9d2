"""Search, the graph as a graph, twins and descriptions."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import web_graph
from conftest import WebServer
from pyoxigraph import RdfFormat, parse

import kg
from kg.graph import Graph
from kg.read.paths import EdgeGraph
from kg.read.search import CLOSE, OPEN, match_words

ID, KG, BASE = web_graph.ID, web_graph.KG, web_graph.BASE
SCHEMA = Path(__file__).resolve().parent.parent.parent / "shared" / "design" / "statement.schema.json"


@pytest.fixture(scope="module")
def graph(web_store: Path) -> Graph:
    return kg.open(web_store)


@pytest.mark.parametrize(
    ("words", "entity", "passages", "any_word"),
    [
        ("Harbor Model", "Harbor Model", 6, False),
        ("HM", "Harbor Model", 0, False),
        ("lantern office", "Lantern Office", 5, False),
        ('"began in March 2026"', None, 1, False),
        ('"March 2026 in began"', None, 0, False),
        ("director zeppelin", None, 1, True),
        ("zeppelin", None, 0, False),
        ("", None, 0, False),
    ],
)
def test_search(graph: Graph, words: str, entity: str | None, passages: int, any_word: bool) -> None:
    found = graph.search(words)
    assert (found.entities[0].label if found.entities else None) == entity
    assert (found.passage_total, found.any_word) == (passages, any_word)


@pytest.mark.parametrize(
    "words", ['") OR 1=1 --', "NEAR(a b) AND *", '"', "^a", "a" * 5000, "\x00 \ufffe", "text:gamble", "-gamble"]
)
def test_no_words_break_the_search(graph: Graph, words: str) -> None:
    assert graph.search(words).words == words


def test_found_words_are_marked(graph: Graph) -> None:
    snippet = graph.search("gamble").passages[0].snippet
    assert f"{OPEN}gamble{CLOSE}" in snippet


def test_facets_narrow(graph: Graph) -> None:
    found = graph.search("model")
    assert {f.label: f.count for f in found.types}["initiative"] == found.entity_total
    kinds = {f.name: f.count for f in found.kinds}
    assert kinds["News"] >= 1
    assert graph.search("model", kind="News").passage_total == kinds["News"]
    assert graph.search("model", type=KG + "Person").entity_total == 0


def test_a_graph_without_an_index_is_searched_too(graph: Graph) -> None:
    bare = Graph(graph.store, graph.base)
    assert bare.search("Harbor Model").entities[0].iri == ID + "harbor-model"
    assert bare.search('"began in March 2026"').passage_total == 1


@pytest.mark.parametrize(
    ("words", "any_word", "match"),
    [
        ('the "net savings" of Harbor-2', False, '"net savings" "Harbor" "2"'),
        ("who is it", True, '"who" OR "is" OR "it"'),
        ('say "" now', False, '"say" "now"'),
        ("!!", False, ""),
    ],
)
def test_what_is_typed_becomes_a_safe_query(words: str, any_word: bool, match: str) -> None:
    assert match_words(words, any_word) == match


def test_the_neighbourhood_of_a_thing(graph: Graph) -> None:
    found = graph.neighbourhood(ID + "harbor-model")
    assert found is not None
    assert [(p.property.label, p.thing.label, p.edge.negated) for p in found.outward] == [
        ("participation", "mandatory", True),
        ("participation", "voluntary", False),
        ("predecessor", "Beacon Model", False),
    ]
    assert found.inward == ()
    assert all(p.edge.statements for p in found.outward)


def test_a_busy_thing_shows_forty_and_counts_the_rest(graph: Graph) -> None:
    found = graph.neighbourhood(ID + "tide-program", most=10)
    assert found is not None
    assert len(found.inward) == 10
    assert [(m.property.label, m.inward, m.count) for m in found.more] == [("program", True, 20)]


@pytest.mark.parametrize(
    ("start", "end", "things"),
    [
        ("ministry-of-tides", "ada-brook", ["Ministry of Tides", "Lantern Office", "Ada Brook"]),
        ("ada-brook", "ministry-of-tides", ["Ada Brook", "Lantern Office", "Ministry of Tides"]),
        ("pier-model-1", "pier-model-2", ["Pier Model 1", "Tide Program", "Pier Model 2"]),
    ],
)
def test_paths(graph: Graph, start: str, end: str, things: list[str]) -> None:
    way = graph.path(ID + start, ID + end)[0]
    assert [t.label for t in way.things] == things
    assert [forward for _, _, forward in way.edges] == [
        edge.subject == thing.iri for (edge, _, _), thing in zip(way.edges, way.things, strict=False)
    ]


@pytest.mark.parametrize(
    ("start", "end"), [("harbor-model", "ada-brook"), ("nobody", "ada-brook"), ("ada-brook", "ada-brook")]
)
def test_no_path(graph: Graph, start: str, end: str) -> None:
    assert graph.path(ID + start, ID + end) == ()


def test_a_denied_link_is_no_path(graph: Graph) -> None:
    assert graph.path(ID + "harbor-model", KG + "Mandatory") == ()
    assert isinstance(graph.edges(), EdgeGraph)


FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("kind", ["entity", "statement", "document", "vocabulary"])
def test_every_form_of_rdf_says_the_same(graph: Graph, kind: str) -> None:
    fact = graph.statements_of(ID + "lantern-office")[0]
    iri = {
        "entity": ID + "harbor-model",
        "statement": fact.iri,
        "document": fact.quotes[0].source.iri,
        "vocabulary": "core",
    }[kind]
    held = {form: list(parse(graph.rdf(kind, iri, form), reader)) for form, reader in FORMATS.items()}
    triples = {form: {str(quad.triple) for quad in quads} for form, quads in held.items()}
    assert len(triples["ttl"]) > 10
    for form in FORMATS:
        assert triples[form] == triples["ttl"], form
    named = {str(quad.graph_name) for quad in held["trig"]}
    assert named == {str(quad.graph_name) for quad in held["nq"]}
    assert named & {f"<{BASE}graph/{name}>" for name in ("direct", "statements", "vocabulary")}


def test_a_statement_takes_its_proof_along(graph: Graph) -> None:
    fact = graph.statements_of(ID + "lantern-office")[0]
    found = parse(graph.rdf("statement", fact.iri, "ttl"), RdfFormat.TURTLE)
    exact = {q.object.value for q in found if q.predicate.value.endswith("oa#exact")}
    assert exact == {q.exact for q in fact.quotes}


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the published schemas are not beside the project (../shared/design)")
def test_statements_are_valid_against_their_schema(graph: Graph) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    page = graph.entity(ID + "harbor-model")
    assert page is not None
    found = graph.description_json(page)["statements"]
    assert isinstance(found, list)
    assert len(found) == 9
    for statement in found:
        jsonschema.validate(statement, schema, jsonschema.Draft202012Validator)


def test_the_overview_counts(graph: Graph) -> None:
    found = graph.overview()
    assert (found.documents, found.statements, found.evidence, found.conflicts) == (3, 42, 42, 1)
    assert found.hubs[0].thing.label == "Harbor Model"
    assert {c.thing.label: c.count for c in found.classes}["initiative"] == 32
    assert found.day == "2026-04-02"


def test_the_vocabulary_has_its_words(graph: Graph) -> None:
    page = graph.vocabulary("core")
    assert page is not None
    started = next(t for t in page.terms if t.name == "startedOn")
    assert (started.kind, started.curie, started.used) == ("property", "kg:startedOn", 2)
    assert started.comment
    assert graph.vocabulary("nonsense") is None


def test_the_data_set_counts_what_stands_in_it(graph: Graph) -> None:
    found = parse(graph.dataset("http://here.example", "Lantern graph", "ttl"), RdfFormat.TURTLE)
    said = {
        q.predicate.value.rsplit("#", 1)[1]: q.object.value
        for q in found
        if q.subject.value.endswith("void#dataset") and "void#" in q.predicate.value
    }
    assert int(said["triples"]) == sum(1 for _ in graph.store.quads())
    assert said["sparqlEndpoint"] == "http://here.example/sparql"


def test_example_queries_have_rows(graph: Graph) -> None:
    for example in graph.example_queries():
        assert example.question
        assert graph.query(example.text), example.name


def test_a_graph_behind_another_endpoint_reads_the_same(graph: Graph, web_server: WebServer) -> None:
    there = kg.open(web_server.url + "/sparql")
    here, elsewhere = graph.statements_of(ID + "harbor-model"), there.statements_of(ID + "harbor-model")
    assert len(here) == 9
    assert [(f.iri, f.words, [q.exact for q in f.quotes]) for f in here] == [
        (f.iri, f.words, [q.exact for q in f.quotes]) for f in elsewhere
    ]
    trace = there.trace(here[0].iri)
    assert trace is not None
    assert [w.state for w in trace.words] == ["exact"]
    assert there.search("Harbor Model").entities[0].iri == ID + "harbor-model"
    there.store.close()


def test_the_questions_offered_have_answers(graph: Graph) -> None:
    questions = graph.example_questions()
    assert len(questions) >= 3
    for question in questions:
        assert graph.ask_json(question)["status"] != "unanswered"


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the published schemas are not beside the project (../shared/design)")
@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Who directs the Lantern Office?", "answered"),
        ("When did the Harbor Model start?", "conflicting"),
        ("Who directs the Moonlight Board?", "unanswered"),
        ("", "unanswered"),
        ("SELECT * { ?s ?p ?o }", "unanswered"),
    ],
)
def test_answers_are_valid_against_their_schema(graph: Graph, question: str, status: str) -> None:
    schema = json.loads((SCHEMA.parent / "ask.schema.json").read_text(encoding="utf-8"))
    found = graph.ask_json(question)
    jsonschema.validate(found, schema, jsonschema.Draft202012Validator)
    assert (found["status"], found["release"]) == (status, "r0001")
