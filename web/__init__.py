"""The face: Flask only; no SPARQL text, no RDF terms, no domain words.

`create_app(config)` makes the application, `serve(...)` runs it under gunicorn. Everything that a page shows comes
from `kg.graph.Graph`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from kg.graph import NoRelease, StoreFault
from kg.shelf import Shelf
from web import addresses, ask, browse, graph, negotiation, publish, read, reconcile, search, sparql, wording
from web.counters import Counters
from web.kept import Kept
from web.serving import run as serve

__all__ = ["create_app", "serve"]

DEFAULTS: Mapping[str, object] = {
    "STORE": "out/store",
    "TITLE": "Regulatory knowledge graph",
    "REPORT_TO": "",
    "PROXIES": 0,
    "WRITABLE": False,
    "WARM": False,
    "TIMEOUT": 30.0,
    "MAX_ROWS": 100_000,
    "WORKERS": 2,
    "MEGABYTES": 1024,
    "PROPOSER": None,
    "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
}
"""Every setting with its default: `REPORT_TO` is a mail address, `PROXIES` how many trusted proxies stand in front,
`TIMEOUT` the seconds that a visitor's query may take, `MAX_ROWS` the rows that it may return, in `WORKERS` processes
of `MEGABYTES` each; `PROPOSER` turns a refusal into an answer that a language model
proposed the query for, `WARM` makes a new release ready before the first visitor asks."""

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """The web application over one store; `config` overrides `DEFAULTS`."""
    app = Flask(__name__)
    app.config.update(DEFAULTS)
    app.config.update(config or {})
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = False
    store = app.config["STORE"]
    config_of = app.config
    app.extensions["shelf"] = Shelf(
        store if isinstance(store, str) else Path(str(store)),
        seconds=float(config_of["TIMEOUT"]),
        rows=int(config_of["MAX_ROWS"]),
        workers=int(config_of["WORKERS"]),
        megabytes=int(config_of["MEGABYTES"]),
        writable=bool(config_of["WRITABLE"]),
        warm=bool(config_of["WARM"]),
    )
    app.extensions["counters"] = Counters()
    app.extensions["kept"] = Kept()
    if app.config["PROXIES"]:
        count = int(app.config["PROXIES"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count)  # type: ignore[method-assign]
    for room in (ask, browse, read, sparql, search, graph, publish, reconcile):
        app.register_blueprint(room.pages)
    app.before_request(_open)
    app.after_request(_finish)
    app.register_error_handler(HTTPException, negotiation.http_problem)
    app.register_error_handler(ValueError, _fault)
    app.register_error_handler(Exception, _unexpected)
    wording.register(app)
    app.jinja_env.globals.update(href=addresses.href, in_document=addresses.in_document, own=addresses.own)
    return app


WITHOUT_GRAPH = {"static", "publish.healthz", "publish.readyz", "publish.metrics"}


def _open() -> None:
    """Bind the request to the release that is published now."""
    g.began = time.perf_counter()
    if request.endpoint not in WITHOUT_GRAPH:
        shelf: Shelf = current_app.extensions["shelf"]
        older = request.args.get("release") if request.method in ("GET", "HEAD") else None
        served = shelf.current()
        g.graph = shelf.release(older) if older else served
        g.served = served if older and g.graph.name != served.name else None


def _finish(response: Response) -> Response:
    headers = response.headers
    framed = request.endpoint == "reconcile.preview"
    headers.setdefault(
        "Content-Security-Policy", POLICY.replace("ancestors 'none'", "ancestors *") if framed else POLICY
    )
    headers["X-Content-Type-Options"] = "nosniff"
    if not framed:
        headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static":
        headers.setdefault("Access-Control-Allow-Origin", "*")
        headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Truncated, Query-Id"
    counters: Counters = current_app.extensions["counters"]
    counters.count(
        request.endpoint or "none", response.status_code, time.perf_counter() - g.get("began", time.perf_counter())
    )
    return negotiation.squeeze(response)


def _fault(error: Exception) -> Response:
    """A store that cannot be used, or a query that is refused: the one line that its error says."""
    if isinstance(error, NoRelease) and request.args.get("release"):
        g.graph = current_app.extensions["shelf"].current()
        return negotiation.problem(
            404, "No such release", f"{request.args['release'][:40]!r} is no release; /releases lists them."
        )
    if isinstance(error, StoreFault):
        g.pop("graph", None)
        return negotiation.problem(503, "No graph to serve", str(error))
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    logging.getLogger("web").exception("%s %s", request.method, request.path, exc_info=error)
    return negotiation.problem(
        500, "Something went wrong here", "This request could not be answered; the server's log says why."
    )
