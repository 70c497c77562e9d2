"""Addresses: where on this server a thing of the graph has its page."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from flask import g, request

PAGES = ("id/", "document/", "statement/", "evidence/")
_TERM = re.compile(r"([a-z][a-z0-9-]*)#(.*)$")
_CHARS = re.compile(r"(document/[^/#?]+)#char=(\d+),(\d+)$")


def href(iri: str) -> str:
    """The address here of anything that has an IRI: its own page below the base, else the page of any resource."""
    root, base = request.script_root, g.graph.base
    if iri.startswith(base):
        rest = iri[len(base) :]
        chars = _CHARS.match(rest)
        if chars:
            return f"{root}/{chars[1]}?at={chars[2]}#char={chars[2]},{chars[3]}"
        term = _TERM.match(rest)
        if term:
            return f"{root}/ontology/{term[1]}#{quote(term[2])}"
        if rest.startswith("graph/document/"):
            return f"{root}/{quote(rest.removeprefix('graph/'))}"
        if rest.startswith(PAGES):
            return f"{root}/{quote(rest, safe='/%')}"
    return f"{root}/resource?{urlencode({'iri': iri})}"


def in_document(document: str, start: int, statement: str = "") -> str:
    """The address of the words at a place of a document, and of the mark of a statement there."""
    key = statement.rsplit("/", 1)[-1]
    return f"{href(document)}?at={start}#s-{quote(key)}" if key else f"{href(document)}?at={start}"


def own(path: str) -> str:
    """The full address of a path on this server, as the visitor reached it."""
    return request.host_url.rstrip("/") + request.script_root + path
