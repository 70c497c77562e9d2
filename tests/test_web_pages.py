"""The pages over HTTP: forms, tags, errors, escaping, and where addresses lead."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_graph
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import kg
from web import create_app

BASE, KG = web_graph.BASE, web_graph.KG
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(web_store: Path) -> Iterator[FlaskClient]:
    app = create_app({"STORE": str(web_store), "TITLE": "Lantern graph"})
    yield app.test_client()
    app.extensions["shelf"].close()


@pytest.fixture(scope="module")
def paths(web_store: Path) -> dict[str, str]:
    """The address of one page of each kind."""
    graph = kg.open(web_store)
    fact = graph.statements_of(web_graph.ID + "lantern-office")[0]
    quote = fact.quotes[0]
    return {
        "home": "/",
        "entity": "/id/harbor-model",
        "statement": fact.iri.replace(BASE, "/"),
        "document": quote.source.iri.replace(BASE, "/"),
        "evidence": quote.iri.replace(BASE, "/"),
        "documents": "/documents",
        "search": "/search?q=harbor",
        "graph": "/graph?of=Harbor+Model",
        "path": "/graph?from=Ada+Brook&to=Ministry+of+Tides",
        "ontology": "/ontology/core",
        "vocabularies": "/ontology",
        "releases": "/releases",
        "dump": "/dump",
        "ask": "/ask",
        "sparql": "/sparql",
    }


def get(client: FlaskClient, path: str, accept: str = BROWSER, **headers: str) -> TestResponse:
    return client.get(path, headers={"Accept": accept, **headers})


PAGES = [
    "home",
    "entity",
    "statement",
    "document",
    "documents",
    "search",
    "graph",
    "path",
    "ontology",
    "vocabularies",
    "releases",
    "dump",
    "ask",
    "sparql",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_answers_a_browser_safely(client: FlaskClient, paths: dict[str, str], name: str) -> None:
    response = get(client, paths[name])
    assert (response.status_code, response.mimetype) == (200, "text/html")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    text = response.get_data(as_text=True)
    assert not re.search(r"<script(?! src=)|\son\w+=|style=", text)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!w3id|news\.example)[^"]*"', text)
    assert "<main" in text
    assert '<html lang="en">' in text


FORMS = {
    "html": "text/html",
    "json": "application/json",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
}


@pytest.mark.parametrize("name", ["entity", "statement", "document", "ontology"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_by_accept_parameter_and_suffix(
    client: FlaskClient, paths: dict[str, str], name: str, form: str
) -> None:
    media = FORMS[form]
    bodies = []
    for path, accept in (
        (paths[name], f"image/png, {media};q=0.4"),
        (f"{paths[name]}?format={form}", "*/*"),
        (f"{paths[name]}.{form}", "*/*"),
    ):
        for method in ("GET", "HEAD"):
            response = client.open(path, method=method, headers={"Accept": accept})
            assert (response.status_code, response.mimetype) == (200, media), (method, path)
            assert {"Accept", "Accept-Encoding"} <= {v.strip() for v in response.headers["Vary"].split(",")}
            assert 'rel="alternate"' in response.headers["Link"]
            assert 'rel="canonical"' in response.headers["Link"]
            if method == "GET":
                bodies.append(response.get_data())
    if form in ("json", "nt", "ttl"):
        assert bodies[0] == bodies[1] == bodies[2]


@pytest.mark.parametrize("name", ["entity", "search", "graph"])
def test_no_form_that_is_not_there(client: FlaskClient, paths: dict[str, str], name: str) -> None:
    response = get(client, paths[name], "image/png")
    assert (response.status_code, response.mimetype) == (406, "application/problem+json")
    assert "text/html" in response.get_json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/id/nobody", 404),
        ("/document/0000000000000000", 404),
        ("/document/0000000000000000/text", 404),
        ("/statement/0", 404),
        ("/evidence/0", 404),
        ("/ontology/nothing", 404),
        ("/resource", 400),
        ("/resource?iri=%3E%20x", 404),
        ("/evidence/%25s%25s", 404),
        ("/%25s%25s", 404),
        ("/graph?of=http%3A%2F%2Fnowhere.example%2Fx", 404),
        ("/dump/passwd", 404),
        ("/dump/..%2F..%2Fetc%2Fpasswd", 404),
        ("/releases/r0001..r9999", 404),
        ("/ask?q=x&as-of=tomorrow", 400),
        ("/text2sparql", 400),
        ("/id/harbor-model?format=exe", 406),
    ],
)
def test_errors_are_problems_to_programs_and_pages_to_browsers(client: FlaskClient, path: str, status: int) -> None:
    problem = get(client, path, "application/json")
    assert (problem.status_code, problem.mimetype) == (status, "application/problem+json")
    body = problem.get_json()
    assert set(body) >= {"type", "title", "status", "detail"}
    assert body["status"] == status
    assert len(body["detail"]) > 20
    if "format=" not in path:
        page = get(client, path)
        assert (page.status_code, page.mimetype) == (status, "text/html")


def test_a_wrong_method_is_said(client: FlaskClient) -> None:
    response = client.post("/id/harbor-model")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_what_sources_say_is_escaped(client: FlaskClient) -> None:
    text = get(client, "/id/harbor-model").get_data(as_text=True)
    assert "<script>alert(1)" not in text
    assert "a gamble &lt;script&gt;alert(1)&lt;/script&gt;" in text
    for path in (
        "/search?q=%3Cscript%3Ealert(2)",
        "/ask?q=%3Cscript%3Ealert(2)",
        "/sparql?query=%3Cscript%3Ealert(2)",
        "/graph?of=%3Cscript%3Ealert(2)",
    ):
        assert "<script>alert(2)" not in get(client, path).get_data(as_text=True)


def test_the_fact_stands_beside_its_quote(client: FlaskClient) -> None:
    text = get(client, "/id/harbor-model").get_data(as_text=True)
    facts = re.findall(r'<article class="(?:fact|side)".*?</article>', text, re.S)
    assert len(facts) == 9
    plan = next(f for f in facts if "December 31, 2030" in f)
    assert "<q>is planned to end on December 31, 2030</q>" in plan
    assert 'class="chip plan"' in plan
    assert "report this" in plan
    forecast = next(f for f in facts if "1 million" in f)
    assert "forecast" in forecast
    assert "according to" in forecast
    sides = [f for f in facts if 'class="side"' in f]
    assert [("January 5, 2026" in f, "March 2026" in f) for f in sides] == [(True, False), (False, True)]


def test_marks_in_a_document_are_the_stored_words(client: FlaskClient, web_store: Path) -> None:
    graph = kg.open(web_store)
    for source in graph.overview().sources:
        page = graph.document(source.iri)
        assert page is not None
        text = client.get(source.iri.replace(BASE, "/"), headers={"Accept": "text/html"}).get_data(as_text=True)
        for fact in page.facts:
            marks = re.findall(rf'<mark data-statements="[^"]*\b{fact.id}\b[^"]*"[^>]*>(.*?)</mark>', text, re.S)
            words = "".join(re.sub(r"<[^>]*>", "", m) for m in marks)
            words = (
                words.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#13;", "\r")
                .replace("&amp;", "&")
                .replace("&#39;", "'")
            )
            assert words == fact.quotes[0].exact
            assert text.count(f'id="s-{fact.id}"') == 1


def test_the_text_of_a_document(client: FlaskClient, paths: dict[str, str]) -> None:
    response = client.get(paths["document"] + "/text")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.get_data().decode() == web_graph.REPORT


def test_a_restricted_text_is_cut(client: FlaskClient, web_store: Path) -> None:
    news = next(s for s in kg.open(web_store).overview().sources if not s.shown_whole)
    text = get(client, news.iri.replace(BASE, "/")).get_data(as_text=True)
    assert "licence does not let it be shown whole" in text
    assert 'href="https://news.example/news"' in text
    assert "[…]" in text
    assert text.count("the paper could not learn more") < 5
    assert len(client.get(news.iri.replace(BASE, "/") + "/text").get_data(as_text=True)) < 700


def test_evidence_leads_to_its_statement(client: FlaskClient, paths: dict[str, str]) -> None:
    response = get(client, paths["evidence"])
    assert response.status_code == 303
    assert response.headers["Location"].split("#")[0] == paths["statement"]


@pytest.mark.parametrize(
    "path", ["/id/harbor-model", "/id/harbor-model.ttl", "/search?q=harbor", "/documents", "/.well-known/void"]
)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = get(client, path, "*/*")
    again = get(client, path, "*/*", **{"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.get_data()) == (200, 304, b"")
    other = get(client, path + ("&" if "?" in path else "?") + "x=1", "*/*", **{"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_long_pages_are_squeezed(client: FlaskClient) -> None:
    plain = get(client, "/id/harbor-model").get_data()
    squeezed = get(client, "/id/harbor-model", **{"Accept-Encoding": "gzip"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.get_data()) == plain
    assert len(squeezed.get_data()) < len(plain) / 3


def test_it_runs_behind_a_prefix(web_store: Path) -> None:
    client = create_app({"STORE": str(web_store), "PROXIES": 1}).test_client()
    headers = {
        "X-Forwarded-Prefix": "/graph-of-lanterns",
        "X-Forwarded-Host": "data.example",
        "X-Forwarded-Proto": "https",
        "Accept": "text/html",
    }
    text = client.get("/id/harbor-model", headers=headers).get_data(as_text=True)
    addresses = re.findall(r'(?:href|src|action)="([^"#?]*)', text)
    assert addresses
    outside = [
        a for a in addresses if a and not a.startswith(("/graph-of-lanterns/", "https://news.example", "mailto:"))
    ]
    assert outside == []
    found = client.get("/id/harbor-model?format=json", headers=headers)
    assert "</graph-of-lanterns/id/harbor-model?format=ttl>" in found.headers["Link"]
    assert (
        b"https://data.example/graph-of-lanterns/sparql"
        in client.get("/sparql", headers={**headers, "Accept": "text/turtle"}).get_data()
    )


def test_forwarded_words_are_not_believed_by_default(client: FlaskClient) -> None:
    text = get(
        client, "/id/harbor-model", **{"X-Forwarded-Prefix": "/evil", "X-Forwarded-Host": "evil.example"}
    ).get_data(as_text=True)
    assert "evil" not in text


def test_every_fact_can_be_reported(web_store: Path, paths: dict[str, str]) -> None:
    client = create_app({"STORE": str(web_store), "REPORT_TO": "curator@example.org"}).test_client()
    text = client.get(paths["statement"], headers={"Accept": "text/html"}).get_data(as_text=True)
    letter = re.search(r'href="(mailto:curator@example\.org[^"]*)"', text)
    assert letter
    assert paths["statement"].rsplit("/", 1)[1] in letter[1]


def test_search_hits_as_a_table(client: FlaskClient) -> None:
    rows = client.get("/search?q=harbor&format=csv").get_data(as_text=True).splitlines()
    assert rows[0] == "what,iri,label or title,matched"
    assert rows[1].startswith(f"entities,{BASE}id/harbor-model,Harbor Model,")


def test_the_picture_leads_to_statements(client: FlaskClient, paths: dict[str, str]) -> None:
    text = get(client, paths["graph"]).get_data(as_text=True)
    edges = re.findall(r'<a class="edge[^"]*" href="([^"]+)"', text)
    assert len(edges) == 3
    assert all(e.startswith("/statement/") for e in edges)
    assert text.count('marker-end="url(#arrow)"') == 3
    assert 'class="edge fact denied"' in text
    body = client.get(paths["graph"] + "&format=json").get_json()
    assert [e["negated"] for e in body["edges"]] == [True, False, False]


def test_a_busy_picture_says_what_it_leaves_out(client: FlaskClient) -> None:
    text = get(client, "/graph?of=Tide+Program&most=8").get_data(as_text=True)
    assert len(re.findall(r'<a class="edge', text)) == 8
    assert "22 more" in text


def test_results_carry_labels_and_links(client: FlaskClient) -> None:
    text = get(client, "/sparql?query=SELECT+%3Fs+%7B+%3Fs+kg%3Apredecessor+%3Fo+%7D").get_data(as_text=True)
    assert f'<a href="/id/harbor-model" title="{BASE}id/harbor-model">Harbor Model</a>' in text


def test_downloads_have_their_checksums(client: FlaskClient) -> None:
    import hashlib

    files = client.get("/dump", headers={"Accept": "application/json"}).get_json()
    assert [f["name"] for f in files] == ["r0001.nq.gz", "r0001.jsonl.gz"]
    for file in files:
        data = client.get(f"/dump/{file['name']}").get_data()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert len(data) == file["bytes"]
    lines = gzip.decompress(client.get("/dump/r0001.jsonl.gz").get_data()).splitlines()
    assert len(lines) == 42


def test_health_metrics_and_the_api_say_what_is(client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").get_data() == b"ready r0001\n"
    assert b'kg_release{name="r0001"} 1' in client.get("/metrics").get_data()
    empty = create_app({"STORE": str(tmp_path / "nothing")}).test_client()
    assert empty.get("/healthz").status_code == 200
    assert empty.get("/readyz").status_code == 503
    assert (
        empty.get("/", headers={"Accept": "application/json"})
        .get_json()["detail"]
        .endswith("publishes a first release")
    )
    assert empty.get("/", headers={"Accept": "text/html"}).mimetype == "text/html"


def test_a_new_release_is_served_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    web_graph.publish(folder)
    client = create_app({"STORE": str(folder)}).test_client()
    first = client.get("/id/harbor-model.json")
    web_graph.publish(folder)
    again = client.get("/id/harbor-model.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]
    assert client.get("/readyz").get_data() == b"ready r0002\n"
    listed = client.get("/releases", headers={"Accept": "application/json"}).get_json()
    assert [(r["name"], r["current"]) for r in listed] == [("r0002", True), ("r0001", False)]
    old = client.get("/id/harbor-model?release=r0001", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "This is release r0001" in old
    assert client.get("/id/harbor-model?release=r9", headers={"Accept": "application/json"}).status_code == 404
    assert client.get("/id/harbor-model?release=../r0001", headers={"Accept": "text/html"}).status_code == 404
    assert json.loads(client.get("/releases/r0001..r0002", headers={"Accept": "application/json"}).get_data()) == []
