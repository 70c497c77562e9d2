"""Publish: what the graph is, its releases and downloads, and how the server fares."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, g, render_template

from kg.graph import StoreFault
from kg.shelf import Shelf
from web.addresses import own
from web.negotiation import Makers, answer, as_json, in_rdf, tag, unchanged
from web.openapi import description
from web.tables import forms, records_table

pages = Blueprint("publish", __name__)


def shelf() -> Shelf:
    """The releases of this server."""
    found: Shelf = current_app.extensions["shelf"]
    return found


@pages.get("/releases")
def releases() -> Response:
    """What was published when, newest first."""
    found = shelf().releases()
    body = [
        {"name": r.name, "created": r.created, "current": r.name == g.graph.name, **dict(r.description)} for r in found
    ]
    rows = [{**entry, **entry.get("counts", {})} for entry in body]
    counts = ("documents", "passages", "statements", "evidence", "conflicts", "triples")
    makers: Makers = {
        "html": lambda: render_template("releases.html", releases=found),
        "json": lambda: as_json(body),
        **forms(lambda: records_table(rows, ("name", "created", "current", *counts), counts)),
    }
    return answer(makers)


@pages.get("/releases/<before>..<after>")
def difference(before: str, after: str) -> Response:
    """What came and went between two releases, and which document caused it."""
    names = {release.name for release in shelf().releases()}
    for name in (before, after):
        if name not in names:
            abort(404, f"There is no release {name!r}; /releases lists them.")
    found = shelf().differences(before, after)
    body = [{"added": c.added, "statement": dict(c.statement), "causes": list(c.causes)} for c in found]
    rows = [
        {
            "change": "came" if c.added else "left",
            "subject": c.statement["subject"]["label"],
            "property": c.statement["property"],
            "value": c.statement["object"].get("label", c.statement["object"].get("value")),
            "causes": list(c.causes),
            "statement": c.statement["id"],
        }
        for c in found
    ]
    makers: Makers = {
        "html": lambda: render_template("difference.html", changes=found, before=before, after=after),
        "json": lambda: as_json(body),
        **forms(lambda: records_table(rows, ("change", "subject", "property", "value", "causes", "statement"))),
    }
    return answer(makers)


@pages.get("/dump")
def dump() -> Response:
    """The downloads: the whole graph, with sizes and checksums."""
    files = g.graph.dump_files()
    body = [
        {"name": f.name, "mediaType": f.media_type, "bytes": f.size, "sha256": f.sha256, "url": own(f"/dump/{f.name}")}
        for f in files
    ]
    return answer({"html": lambda: render_template("dump.html", files=files), "json": lambda: as_json(body)})


@pages.get("/dump/<name>")
def download(name: str) -> Response:
    """One file of the whole graph, gzip-compressed."""
    file = next((f for f in g.graph.dump_files() if f.name == name), None)
    if file is None:
        abort(404, f"There is no download {name!r}; /dump lists them.")
    etag = tag(file.sha256)
    response = unchanged(etag)
    if response is None:
        response = Response(file.path.read_bytes(), content_type="application/gzip")
        response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response.set_etag(etag, weak=True)
    return response


@pages.get("/.well-known/void")
@pages.get("/void", endpoint="void_short")
def void() -> Response:
    """The graph described as a data set (VoID and DCAT)."""
    root = own("/").rstrip("/")
    title = current_app.config["TITLE"]
    return answer(in_rdf(lambda form: g.graph.dataset(root, title, form)))


@pages.get("/healthz")
def healthz() -> Response:
    """The process is alive."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@pages.get("/readyz")
def readyz() -> Response:
    """There is a graph, and it answers."""
    try:
        graph = shelf().current()
        graph.labels([graph.base + "core#Statement"])
    except StoreFault as fault:
        return Response(f"not ready: {fault}\n", status=503, content_type="text/plain; charset=utf-8")
    return Response(f"ready {graph.name}\n", content_type="text/plain; charset=utf-8")


@pages.get("/metrics")
def metrics() -> Response:
    """Counts and times of this process."""
    try:
        name = shelf().current().name
    except StoreFault:
        name = ""
    return Response(
        current_app.extensions["counters"].text(name), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


@pages.get("/openapi.json")
def openapi() -> Response:
    """The API's own description (OpenAPI 3.1)."""
    return answer({"json": lambda: as_json(description(current_app, own("/").rstrip("/")))})


@pages.get("/robots.txt")
def robots() -> Response:
    """What crawlers should leave alone: pages that work for each request."""
    return Response(
        "User-agent: *\nDisallow: /sparql\nDisallow: /ask\nDisallow: /search\nDisallow: /graph\n",
        content_type="text/plain",
    )
