"""OpenAPI: the API described from the routes themselves, so that it cannot fall behind them."""

from __future__ import annotations

import re

from flask import Flask

from web.negotiation import software

PARAMETERS = {
    "/ask": [("q", "the question in plain English"), ("as-of", "a date: what held on that day")],
    "/search": [
        ("q", "the words sought; a phrase in double quotes"),
        ("type", "a class's IRI"),
        ("kind", "a kind of document"),
        ("page", "a number"),
    ],
    "/graph": [
        ("of", "a thing's IRI or name"),
        ("from", "where a path starts"),
        ("to", "where it ends"),
        ("most", "how many links, at most 40"),
    ],
    "/sparql": [
        ("query", "a SPARQL 1.1 query"),
        ("default-graph-uri", "a graph, repeatable"),
        ("named-graph-uri", "a graph, repeatable"),
    ],
    "/text2sparql": [("dataset", "any name"), ("question", "the question in plain English")],
    "/resource": [("iri", "a thing's IRI")],
    "/id/{name}": [
        ("property", "only the facts of this property"),
        ("of", "the property whose incoming links are paged"),
        ("page", "a number"),
    ],
    "/document/{name}": [("page", "a number"), ("at", "a code point that the page is to hold")],
}
NOT_OURS = {"static"}


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
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        for method in methods:
            paths.setdefault(path, {})[method.lower()] = {
                "operationId": operation_id(method, path),
                "summary": words,
                "parameters": [
                    *(
                        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}}
                        for n in re.findall(r"{(\w+)}", path)
                    ),
                    *(
                        {"name": n, "in": "query", "description": d, "schema": {"type": "string"}}
                        for n, d in PARAMETERS.get(path, [])
                    ),
                    {
                        "name": "format",
                        "in": "query",
                        "description": "the form to answer in",
                        "schema": {"type": "string"},
                    },
                ],
                "responses": {
                    "200": {"description": "as asked"},
                    "default": {
                        "description": "a problem (RFC 9457)",
                        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    },
                },
            }
    return {
        "openapi": "3.1.0",
        "info": {"title": str(app.config["TITLE"]), "version": software()},
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["type", "title", "status", "detail"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                    },
                }
            }
        },
    }
