"""The API's description holds every route, parameter, form and body that there is, and nothing else."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import web_graph
from flask.testing import FlaskClient

import kg
from web import create_app
from web.negotiation import MEDIA

BASE, KG = web_graph.BASE, web_graph.KG


@pytest.fixture(scope="module")
def client(web_store: Path) -> Iterator[FlaskClient]:
    app = create_app({"STORE": str(web_store), "TITLE": "Lantern graph"})
    yield app.test_client()
    app.extensions["shelf"].close()


def test_every_route_stands_in_the_api_description(client: FlaskClient) -> None:
    found: dict[str, Any] = client.get("/openapi.json").get_json()
    rules = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", r.rule)
        for r in client.application.url_map.iter_rules()
        if r.endpoint != "static"
    }
    assert set(found["paths"]) == rules
    for path, methods in found["paths"].items():
        for method in methods.values():
            assert method["summary"], path
    names = [m["operationId"] for methods in found["paths"].values() for m in methods.values()]
    assert len(names) == len(set(names))


def read_by(function: ast.FunctionDef, module: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    """The parameters of the address that a view reads, itself or through functions beside it."""
    found: set[str] = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        first = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        if called in ("request.args.get", "request.args.getlist", "request.values.get", "number"):
            found |= {str(first)}
        elif called in module and called not in seen:
            found |= read_by(module[called], module, seen | {called})
    return found - {"None"}


def test_every_parameter_that_a_view_reads_stands_in_the_api_description(client: FlaskClient) -> None:
    from web import openapi

    for endpoint, view in client.application.view_functions.items():
        if endpoint in ("static", "sparql.sparql"):
            continue
        source = Path(inspect.getfile(view))
        module = {n.name: n for n in ast.parse(source.read_text()).body if isinstance(n, ast.FunctionDef)}
        read = read_by(module[view.__name__], module, {view.__name__}) - {"format", "release", "asOf", "name"}
        told = {name for name, _ in openapi.PARAMETERS.get(endpoint, ())}
        assert read == told, endpoint


def test_every_form_that_a_view_has_stands_in_the_api_description(client: FlaskClient, web_store: Path) -> None:
    fact = kg.open(web_store).statements_of(web_graph.ID + "lantern-office")[0]
    document, statement = (iri.replace(BASE, "/") for iri in (fact.quotes[0].source.iri, fact.iri))
    described: dict[str, Any] = client.get("/openapi.json").get_json()["paths"]
    kind = "/things?type=https://w3id.org/regulatory-kg/core%23Initiative"
    pages = {
        "/": "/", "/id/{name}": "/id/harbor-model", "/statement/{name}": statement, "/ask": "/ask?q=x",
        "/document/{name}": document, "/documents": "/documents", "/search": "/search?q=harbor",
        "/graph": "/graph?of=Harbor+Model", "/ontology/{name}": "/ontology/core", "/releases": "/releases", "/dump": "/dump",
        "/things": kind, "/picture": kind.replace("things", "picture") + f"&by={KG.replace('#', '%23')}status",
        "/resource": f"/resource?iri={web_graph.ID}harbor-model", "/.well-known/void": "/.well-known/void",
        "/releases/{before}..{after}": "/releases/r0001..r0001", "/document/{name}/text": document + "/text",
    }  # fmt: skip
    for path, sample in pages.items():
        told = set(described[path]["get"]["responses"]["200"]["content"])
        answer = client.get(sample, headers={"Accept": "image/png"})
        assert answer.status_code == 406, sample
        listed = {word.strip(" .") for word in answer.get_json()["detail"].split(":")[-1].split(",")}
        assert told == listed & set(MEDIA.values()), path
    for path in ("/healthz", "/metrics", "/openapi.json", "/robots.txt", "/reconcile"):
        assert client.get(path).mimetype in described[path]["get"]["responses"]["200"]["content"]
    assert set(described["/sparql"]["post"]["requestBody"]["content"]) == {
        "application/x-www-form-urlencoded", "application/sparql-query",
    }  # fmt: skip
