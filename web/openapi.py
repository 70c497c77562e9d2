"""OpenAPI: the API described from the routes themselves, so that it cannot fall behind them."""

from __future__ import annotations

import re

from flask import Flask

from web.negotiation import MEDIA, RDF, TABLES, TWINS, software

PAGED = [("page", "a number, from 1 on")]
SURE = ("confidence", "from 0 to 1: in pages, JSON and tables only statements with evidence that reaches it")
THING = [
    ("property", "only the facts of this property"),
    ("of", "the property whose incoming links are paged"),
    SURE,
    *PAGED,
]
PARAMETERS = {
    "ask.ask": [
        ("q", "the question in plain English"),
        ("as-of", "a date: what held on that day; also asOf"),
        ("about", "what the question before was about, repeatable"),
    ],
    "ask.text2sparql": [("dataset", "any name"), ("question", "the question in plain English")],
    "browse.entity": THING,
    "browse.anything": THING,
    "browse.resource": [("iri", "a thing's IRI"), *THING],
    "browse.things": [("type", "a class's IRI"), SURE, *PAGED],
    "browse.picture": [("type", "a class's IRI"), ("by", "a property's IRI; without it, through time")],
    "graph.graph": [
        ("of", "a thing's IRI or name"),
        ("from", "where a path starts"),
        ("to", "where it ends"),
        ("most", "how many links, at most 40"),
    ],
    "read.document": [*PAGED, ("at", "a code point that the page is to hold")],
    "reconcile.reconcile": [("queries", "a batch of queries, JSON"), ("extend", "properties wanted of things, JSON")],
    "reconcile.suggest": [("prefix", "what was typed"), ("cursor", "how many to leave out")],
    "reconcile.propose": [("type", "a class's IRI"), ("limit", "properties at most")],
    "reconcile.preview": [("id", "a thing's IRI")],
    "search.search": [
        ("q", "the words sought; a phrase in double quotes"),
        ("type", "a class's IRI"),
        ("kind", "a kind of document"),
        *PAGED,
    ],
    "sparql.sparql": [
        ("query", "a SPARQL 1.1 query"),
        ("default-graph-uri", "a graph, repeatable"),
        ("named-graph-uri", "a graph, repeatable"),
    ],
}
"""What each view reads of the address; tests hold it to the code."""

NUMBERS = {"page", "at", "most", "cursor", "limit"}
LISTS = ("html", "json", *TABLES)
FORMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("browse.home", "ask.ask", "graph.graph", "publish.dump"), ("html", "json")),
    **dict.fromkeys(
        ("browse.entity", "browse.resource", "browse.anything", "read.document", "read.statement", "read.evidence"),
        TWINS,
    ),
    **dict.fromkeys(("browse.things", "browse.picture", "search.search", "read.documents"), LISTS),
    **dict.fromkeys(("publish.releases", "publish.difference"), LISTS),
    "browse.ontology": ("html", "json", *TABLES, *RDF),
    "read.text": ("txt",),
    "ask.text2sparql": ("json",),
    **dict.fromkeys(("publish.void", "publish.void_short"), RDF),
    **dict.fromkeys(("publish.healthz", "publish.readyz", "publish.metrics", "publish.robots"), ("txt",)),
    **dict.fromkeys(("publish.openapi", "reconcile.reconcile", "reconcile.suggest", "reconcile.propose"), ("json",)),
    "reconcile.preview": ("html",),
}
"""The forms that each view can be had in; tests ask each for one that there is not, and compare."""

RESULTS = {
    "application/sparql-results+json": "SELECT and ASK",
    "application/sparql-results+xml": "SELECT and ASK",
    "text/csv": "SELECT and ASK",
    "text/tab-separated-values": "SELECT and ASK",
    **{MEDIA[form]: "CONSTRUCT and DESCRIBE" for form in RDF},
    "text/html": "the editor",
}
BODIES = {
    "sparql.sparql": ("application/x-www-form-urlencoded", "application/sparql-query"),
    "reconcile.reconcile": ("application/x-www-form-urlencoded",),
}
NOT_OURS = {"static"}
WITHOUT_RELEASE = {"publish.healthz", "publish.readyz", "publish.metrics"}


def operation_id(method: str, path: str) -> str:
    """A name for one operation that no other has.

    >>> operation_id("GET", "/id/{name}"), operation_id("GET", "/sparql/"), operation_id("GET", "/")
    ('get-id-name', 'get-sparql-', 'get-')
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", method.lower() + path.replace("}", ""))


def description(app: Flask, root: str) -> dict[str, object]:
    """The OpenAPI 3.1 document of every route that answers."""
    paths: dict[str, dict[str, object]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in NOT_OURS:
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        words = " ".join((app.view_functions[rule.endpoint].__doc__ or "").split())
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            operation: dict[str, object] = {
                "operationId": operation_id(method, path),
                "summary": words,
                "parameters": parameters(rule.endpoint, path, method),
                "responses": {
                    "200": {"description": "as asked", "content": content(rule.endpoint)},
                    "default": {
                        "description": "a problem (RFC 9457)",
                        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    },
                },
            }
            if method == "POST":
                kinds = BODIES[rule.endpoint]
                operation["requestBody"] = {"content": {kind: {"schema": {"type": "string"}} for kind in kinds}}
            paths.setdefault(path, {})[method.lower()] = operation
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": str(app.config["TITLE"]), "version": software()},
        "servers": [{"url": root}],
        "paths": paths,
        "components": {"schemas": {"Problem": problem}},
    }


def parameters(endpoint: str, path: str, method: str) -> list[dict[str, object]]:
    """Those of the path, those that the view reads, and those that every page takes."""
    queried = list(PARAMETERS.get(endpoint, ()))
    if len(forms := FORMS.get(endpoint, ())) > 1 or endpoint == "sparql.sparql":
        queried.append(("format", "the form to answer in" + (f": {', '.join(forms)}" if forms else "")))
    if method == "GET" and endpoint not in WITHOUT_RELEASE:
        queried.append(("release", "an older release that is still kept"))
    return [
        *(
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"{(\w+)}", path)
        ),
        *(
            {
                "name": name,
                "in": "query",
                "description": about,
                "schema": {"type": "integer" if name in NUMBERS else "string"},
            }
            for name, about in queried
        ),
    ]


def content(endpoint: str) -> dict[str, dict[str, object]]:
    """The media types of an answer."""
    if endpoint == "sparql.sparql":
        return {media: {} for media in RESULTS}
    if endpoint == "publish.download":
        return {"application/gzip": {}}
    return {MEDIA[form]: {} for form in FORMS[endpoint]}
