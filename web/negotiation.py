"""Negotiation: which form of a page is wanted, and the response with its twins, its tag and its errors."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlencode

from flask import Response, abort, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException

from web.kept import Kept

MEDIA = {
    "html": "text/html",
    "json": "application/json",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "txt": "text/plain",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The short name of each form, as it stands in an address, and its media type."""

ALSO = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "xml": "rdf",
    "rdfxml": "rdf",
    "json-ld": "jsonld",
    "nquads": "nq",
    "n-quads": "nq",
    "text": "txt",
}
Makers = dict[str, Callable[[], str | bytes]]
"""Each form of a page to the function that makes it."""

RDF = ("ttl", "jsonld", "nt", "rdf", "trig", "nq")
TABLES = ("csv", "xlsx")
TWINS = ("html", "json", *RDF, *TABLES)
SQUEEZED = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-",
    "application/trig",
    "application/problem+json",
    "application/sparql-results",
    "image/svg",
)
ENOUGH = 600
"""A response shorter than this many bytes is not worth squeezing."""


def split_suffix(name: str) -> tuple[str, str | None]:
    """A name and the form that its suffix asks for.

    >>> split_suffix("harbor-model.ttl"), split_suffix("v1.2-model")
    (('harbor-model', 'ttl'), ('v1.2-model', None))
    """
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and stem and suffix in TWINS else (name, None)


def wanted(forms: Iterable[str], suffix: str | None = None) -> str:
    """The form to answer in: the suffix's, else `?format=`, else what `Accept` prefers; 406 where none fits."""
    offered = list(forms)
    asked = suffix or request.args.get("format")
    if asked:
        name = ALSO.get(asked.lower(), asked.lower())
        if name in offered:
            return name
        abort(406, f"this page has no form {asked!r}; it has: {', '.join(offered)}")
    if "Accept" not in request.headers:
        return offered[0]
    best = request.accept_mimetypes.best_match([MEDIA[name] for name in offered])
    if best is None:
        abort(
            406, f"none of the types in Accept is offered here; these are: {', '.join(MEDIA[name] for name in offered)}"
        )
    return next(name for name in offered if MEDIA[name] == best)


@cache
def software() -> str:
    """The version of this program: a page made by another is another page."""
    try:
        return version("regulatory-kg")
    except PackageNotFoundError:
        return "0"


def tag(*parts: str) -> str:
    """An entity tag for this release, this address and the parts given."""
    graph = g.graph
    created = graph.release.created if graph.release else ""
    served = g.get("served")  # a page of an older release tells what became of its quotes in the one served now
    against = (served.name, served.release.created if served.release else "") if served else ()
    body = "\n".join(
        (software(), graph.name, created, *against, request.host_url, request.script_root, request.full_path, *parts)
    )
    return hashlib.sha256(body.encode()).hexdigest()[:20]


def unchanged(etag: str) -> Response | None:
    """The answer 304 where the client holds this very thing already."""
    if g.graph.release and request.if_none_match.contains_weak(etag):
        response = Response(status=304)
        response.set_etag(etag, weak=True)
        return response
    return None


def answer(
    makers: Mapping[str, Callable[[], str | bytes]],
    *,
    suffix: str | None = None,
    canonical: str | None = None,
    status: int = 200,
) -> Response:
    """The page in the form that is wanted, with links to its other forms, a tag, and 304 where nothing changed.

    `makers` gives each form its maker, the preferred one first; `canonical` is the IRI of what the page is about.
    """
    response = held(tuple(makers), suffix=suffix, canonical=canonical) if status == 200 else None
    if response is not None:
        return response
    form = wanted(makers, suffix)
    body = makers[form]()
    response = Response(body, status=status, content_type=content_type(form))
    etag = tag(form)
    if g.graph.release and status == 200:
        response.set_etag(etag, weak=True)
        kept: Kept = current_app.extensions["kept"]
        kept.put(etag, body)
    return _dressed(response, makers, form, canonical)


def held(forms: Iterable[str], *, suffix: str | None = None, canonical: str | None = None) -> Response | None:
    """The page as it was made before, or 304 where the client holds it; `None` where it must be made."""
    offered = tuple(forms)
    form = wanted(offered, suffix)
    etag = tag(form)
    response = unchanged(etag)
    if response is None and g.graph.release:
        kept: Kept = current_app.extensions["kept"]
        body = kept.get(etag)
        if body is not None:
            response = Response(body, content_type=content_type(form))
            response.set_etag(etag, weak=True)
    return None if response is None else _dressed(response, offered, form, canonical)


def content_type(form: str) -> str:
    """The Content-Type of a form; a workbook is no text."""
    return MEDIA[form] if form == "xlsx" else f"{MEDIA[form]}; charset=utf-8"


def _dressed(response: Response, forms: Iterable[str], form: str, canonical: str | None) -> Response:
    links = [f'<{url}>; rel="alternate"; type="{MEDIA[name]}"' for name, url in twins(forms).items() if name != form]
    if form in TABLES:
        name = re.sub(r"[^\w-]+", "-", split_suffix(request.path.strip("/"))[0].rsplit("/", 1)[-1]) or "table"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    if canonical:
        links.append(f'<{canonical}>; rel="canonical"')
    response.headers["Link"] = ", ".join(links)
    response.vary.update(["Accept", "Accept-Encoding"])
    response.headers["Cache-Control"] = "no-cache"
    return response


def in_rdf(make: Callable[[str], bytes]) -> Makers:
    """The makers of a page's RDF, one for each format, from one that takes the format."""
    return {form: partial(make, form) for form in RDF}


def twins(forms: Iterable[str]) -> dict[str, str]:
    """The address of this page in each of its forms."""
    path = request.path
    stem, suffix = split_suffix(path)
    args = [(key, value) for key, value in request.args.items(multi=True) if key != "format"]
    base = request.script_root + (stem if suffix else path)
    return {name: f"{base}?{urlencode([*args, ('format', name)])}" for name in forms}


def as_json(value: object) -> str:
    """JSON as every page writes it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def problem(status: int, title: str, detail: str, *, kind: str = "about:blank", **more: object) -> Response:
    """An error: RFC 9457 problem+json to a program, a page to a browser."""
    body = {"type": kind, "title": title, "status": status, "detail": detail, **more}
    accepts = request.accept_mimetypes
    if (
        request.args.get("format", "html") == "html"
        and accepts.best_match(["application/problem+json", "text/html"]) == "text/html"
    ):
        response = Response(
            render_template("error.html", problem=body), status=status, content_type="text/html; charset=utf-8"
        )
    else:
        response = Response(as_json(body), status=status, content_type="application/problem+json")
    response.vary.update(["Accept", "Accept-Encoding"])
    response.headers["Cache-Control"] = "no-store"
    return response


def http_problem(error: HTTPException) -> Response:
    """What Flask and Werkzeug raise, as a problem; redirects pass."""
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    response = problem(error.code, error.name, error.description or error.name)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    retry = getattr(error, "retry_after", None)
    if retry:
        response.headers["Retry-After"] = str(retry)
    return response


def squeeze(response: Response) -> Response:
    """The response compressed where the client takes gzip and it is worth it."""
    kind = response.content_type or ""
    if (
        response.status_code in (200, 404)
        and not response.is_streamed
        and not response.direct_passthrough
        and kind.startswith(SQUEEZED)
        and request.accept_encodings["gzip"] > 0
        and "Content-Encoding" not in response.headers
    ):
        data = response.get_data()
        if len(data) >= ENOUGH:
            response.set_data(gzip.compress(data, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
