"""SPARQL: the query half of the SPARQL 1.1 Protocol, and an editor for people."""

from __future__ import annotations

import json
import select
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, g, render_template, request
from werkzeug.datastructures import MIMEAccept

from kg.graph import BadQuery, QueryBusy, QueryCancelled, QueryFault, QueryMemory, QueryTimeout, RefusedQuery
from kg.shelf import Shelf
from web.addresses import own
from web.negotiation import MEDIA, RDF, Makers, answer, in_rdf, problem, tag, unchanged

pages = Blueprint("sparql", __name__)
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
ALSO = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/rdf+json": "jsonld",
    "text/plain": "ntriples",
    "text/n3": "turtle",
    "application/x-turtle": "turtle",
}
"""Other media types that clients ask by, and the format that they get."""

STATUS = {QueryTimeout: 503, QueryBusy: 503, QueryMemory: 503, QueryCancelled: 503, RefusedQuery: 400, BadQuery: 400}
TITLES = {
    QueryTimeout: "Query stopped at its deadline",
    QueryBusy: "Too many queries at once",
    QueryMemory: "Result too large",
    RefusedQuery: "Query refused",
    BadQuery: "Bad query",
}


class Wrong(Exception):
    """A request that the protocol does not allow: the status and what would be right."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for, wherever in it that stood."""

    query: str
    update: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str


def shelf() -> Shelf:
    """The releases of this server."""
    found: Shelf = current_app.extensions["shelf"]
    return found


@pages.route("/sparql", methods=["GET", "POST", "OPTIONS"], strict_slashes=False)
@pages.route("/sparql/", methods=["GET", "POST", "OPTIONS"])
def sparql() -> Response:
    """One operation of the protocol; without a query, the service description or the editor."""
    if request.method == "OPTIONS":
        return preflight()
    try:
        operation = read_operation()
    except Wrong as wrong:
        return problem(wrong.status, "Not a protocol request", str(wrong))
    try:
        if operation.update:
            shelf().update(operation.update, operation.default_graphs, operation.named_graphs, own(request.path))
            return Response("", status=204)
        if not operation.query:
            return no_query()
        if wants_page():
            return editor(operation)
        return run(operation)
    except QueryFault as fault:
        return refused(fault)


def preflight() -> Response:
    """What a script of another site may do here: ask."""
    response = Response(status=204)
    response.headers["Allow"] = "GET, HEAD, POST, OPTIONS"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def single(values: Mapping[str, list[str]], name: str) -> str:
    """The one value of a parameter that may stand once."""
    found = values.get(name, [])
    if len(found) > 1:
        raise Wrong(400, f"the parameter {name} stands {len(found)} times; it may stand once")
    return found[0] if found else ""


def read_operation() -> Operation:
    """The operation that a request holds (SPARQL 1.1 Protocol, 2.1 and 2.2)."""
    values = {key: list(request.args.getlist(key)) for key in request.args}
    if request.method == "POST":
        kind, body = request.mimetype, request.get_data(cache=True)
        if kind == FORM:
            form = request.form
            for key in form:
                values.setdefault(key, []).extend(form.getlist(key))
            if "query" not in form and "update" not in form:
                raise Wrong(400, "the form holds neither query= nor update=")
        elif kind in (QUERY, UPDATE):
            charset = request.mimetype_params.get("charset", "utf-8").lower().replace("-", "")
            try:
                text = body.decode("utf-8")
            except UnicodeDecodeError:
                text = ""
            if charset not in ("utf8", "usascii") or not text.strip("\0") or "\0" in text:
                raise Wrong(400, "the body is not text in UTF-8")
            values.setdefault("query" if kind == QUERY else "update", []).append(text)
        else:
            given = f"Content-Type {kind}" if kind else "no Content-Type"
            raise Wrong(415, f"{given}; POST takes {FORM}, {QUERY} or {UPDATE}")
    query, update = single(values, "query"), single(values, "update")
    if query and update:
        raise Wrong(400, "a request holds a query or an update, not both")
    if update and request.method != "POST":
        raise Wrong(400, "an update is sent by POST")
    names = ("using-graph-uri", "using-named-graph-uri") if update else ("default-graph-uri", "named-graph-uri")
    return Operation(
        query, update, tuple(values.get(names[0], ())), tuple(values.get(names[1], ())), single(values, "format")
    )


def wants_page() -> bool:
    """Whether a browser asks: it prefers HTML, and no format is named."""
    return (
        not request.args.get("format")
        and not request.form.get("format")
        and "text/html" in request.headers.get("Accept", "")
        and (
            request.accept_mimetypes.best_match(["application/sparql-results+json", "text/turtle", "text/html"])
            == "text/html"
        )
    )


def choose(formats: Mapping[str, str], named: str) -> str:
    """The format to answer in: the one that is named, else what `Accept` prefers."""
    if named:
        named = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml", "nq": "nquads"}.get(named, named)
        if named in formats or named in formats.values():
            return named
        raise Wrong(406, f"this query has no format {named!r}; it can be had as {', '.join(formats)}")
    accept: MIMEAccept = request.accept_mimetypes
    if not accept:
        return next(iter(formats))
    offered = {media: name for name, media in formats.items()} | {m: n for m, n in ALSO.items() if n in formats}
    best = accept.best_match(list(offered))
    if best is None:
        raise Wrong(406, f"none of the types in Accept can be had; these can: {', '.join(formats.values())}")
    return offered[best]


def run(operation: Operation) -> Response:
    """A query's result for a program."""
    formats = shelf().formats(operation.query)
    try:
        format = choose(formats, operation.format)
    except Wrong as wrong:
        return problem(wrong.status, "No such format", str(wrong))
    etag = tag(format, operation.query, *operation.default_graphs, "|", *operation.named_graphs)
    response = unchanged(etag)
    if response is None:
        found = shelf().run(
            operation.query,
            format=format,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            base=own(request.path),
            cancelled=gone(),
            stream=request.method != "HEAD",
        )
        response = Response(found.stream or found.body, content_type=f"{found.media_type}; charset=utf-8")
        if found.stream:
            response.call_on_close(found.stream.close)
        if found.truncated:
            response.headers["X-Truncated"] = f"rows={shelf().rows}"
            name = "result-truncated"
        else:
            name = "result"
        if format in ("csv", "tsv"):
            response.headers["Content-Disposition"] = f'inline; filename="{name}.{format}"'
        if g.graph.release:
            response.set_etag(etag, weak=True)
    response.vary.update(["Accept", "Accept-Encoding"])
    response.headers["Cache-Control"] = "no-cache"
    return response


def gone() -> Callable[[], bool] | None:
    """Whether the client has hung up, where the server lets us see its socket: then its query is stopped."""
    held = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")
    if not isinstance(held, socket.socket):
        return None

    def look() -> bool:
        try:
            ready, _, _ = select.select([held], [], [], 0)
            return bool(ready) and held.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except (OSError, ValueError):
            return True

    return look


def refused(fault: QueryFault) -> Response:
    """A query that gave no result, as the problem that it is."""
    kind = next((k for k in STATUS if isinstance(fault, k)), QueryFault)
    more: dict[str, Any] = {"line": fault.line, "column": fault.column} if fault.line else {}
    response = problem(STATUS.get(kind, 500), TITLES.get(kind, "Query failed"), str(fault), **more)
    if response.status_code == 503:
        response.headers["Retry-After"] = "5"
    return response


def no_query() -> Response:
    """The service description (SPARQL 1.1 Service Description, 2) for programs, the editor for browsers."""
    address = own("/sparql")
    makers: Makers = {**in_rdf(lambda form: g.graph.service(address, form))}
    if request.accept_mimetypes.best_match([*(MEDIA[f] for f in RDF), "text/html"]) == "text/html":
        makers = {
            "html": lambda: render_template("sparql.html", query="", examples=g.graph.example_queries()),
            **makers,
        }
    return answer(makers)


def editor(operation: Operation) -> Response:
    """The editor's page, with the result as a table in which everything leads somewhere."""
    error, table, body, truncated, asked = "", None, "", False, None
    try:
        formats = shelf().formats(operation.query)
        wanted_format = "json" if "json" in formats else "turtle"
        found = shelf().run(
            operation.query,
            format=wanted_format,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            rows=1000,
        )
        truncated = found.truncated
        if wanted_format == "json":
            parsed = json.loads(found.body)
            asked = parsed.get("boolean")
            table = parsed if asked is None else None
        else:
            body = found.body.decode("utf-8")
    except QueryFault as fault:
        error = str(fault)
    labels = names_in(table) if table else {}
    status = 400 if error else 200
    page = render_template(
        "sparql.html",
        query=operation.query,
        error=error,
        table=table,
        asked=asked,
        body=body,
        truncated=truncated,
        labels=labels,
        examples=g.graph.example_queries(),
    )
    response = Response(page, status=status, content_type="text/html; charset=utf-8")
    response.vary.update(["Accept", "Accept-Encoding"])
    response.headers["Cache-Control"] = "no-cache"
    return response


def names_in(table: Mapping[str, Any]) -> dict[str, str]:
    """What to call each thing in a result."""
    iris = {cell["value"] for row in table["results"]["bindings"] for cell in row.values() if cell["type"] == "uri"}
    return dict(g.graph.labels(iris))
