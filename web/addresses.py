"""Addresses: where on this server a thing of the graph has its page."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from flask import g, request

PAGES = ("id/", "document/", "statement/", "evidence/")
_TERM = re.compile(r"([a-z][a-z0-9-]*)#(.*)$")
_CHARS = re.compile(r"(document/[^/#?]+)#char=(\d+),(\d+)$")


def href(iri: str, *, now: bool = False, **more: object) -> str:
    """The address here of anything that has an IRI: its own page below the base, else the page of any resource.

    A page of an older release leads on to pages of the same release, unless `now` asks for what is served now. `more`
    are further parameters.
    """
    path, anchor, given = _path(iri)
    older = None if now else request.args.get("release")
    args = {**given, **more, **({"release": older} if older else {})}
    return f"{request.script_root}/{path}" + (f"?{urlencode(args)}" if args else "") + (f"#{anchor}" if anchor else "")


def _path(iri: str) -> tuple[str, str, dict[str, str]]:
    """Path, fragment and parameters of a thing's page."""
    base = g.graph.base
    if iri.startswith(base):
        rest = iri[len(base) :]
        chars = _CHARS.match(rest)
        if chars:
            return chars[1], f"char={chars[2]},{chars[3]}", {"at": chars[2]}
        term = _TERM.match(rest)
        if term:
            return f"ontology/{term[1]}", quote(term[2]), {}
        if rest.startswith("graph/document/"):
            return quote(rest.removeprefix("graph/")), "", {}
        if rest.startswith(PAGES):
            return quote(rest, safe="/%"), "", {}
    return "resource", "", {"iri": iri}


def in_document(document: str, start: int, statement: str = "", *, now: bool = False) -> str:
    """The address of the words at a place of a document, and of the mark of a statement there."""
    key = statement.rsplit("/", 1)[-1]
    return href(document, now=now, at=start) + (f"#s-{quote(key)}" if key else "")


def own(path: str) -> str:
    """The full address of a path on this server, as the visitor reached it."""
    return request.host_url.rstrip("/") + request.script_root + path
