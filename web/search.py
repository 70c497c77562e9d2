"""Search: things by their names, passages by their words, narrowed by kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, g, render_template, request

from web.browse import number
from web.negotiation import TABLES, answer, as_json, held
from web.tables import Sheet, forms

pages = Blueprint("search", __name__)
AT_A_TIME = 20


@pages.get("/search")
def search() -> Response:
    """What holds the words of `q`; `type` narrows things, `kind` narrows documents."""
    before = held(("html", "json", *TABLES))
    if before is not None:
        return before
    words = " ".join(request.args.get("q", "").split())[:300]
    kind_of, kind = request.args.get("type") or None, request.args.get("kind") or None
    page = number("page")
    found = g.graph.search(words, type=kind_of, kind=kind, limit=AT_A_TIME, offset=(page - 1) * AT_A_TIME)
    pages_total = max(1, -(-max(found.entity_total, found.passage_total) // AT_A_TIME))
    body: dict[str, Any] = {
        "words": words,
        "anyWord": found.any_word,
        "page": page,
        "pages": pages_total,
        "entityTotal": found.entity_total,
        "passageTotal": found.passage_total,
        "entities": [
            {"iri": e.iri, "label": e.label, "type": e.type or None, "matched": plain(e.snippet)}
            for e in found.entities
        ],
        "passages": [
            {
                "iri": p.iri,
                "document": p.document.iri,
                "title": p.document.title,
                "section": p.section or None,
                "matched": plain(p.snippet),
            }
            for p in found.passages
        ],
        "types": [{"type": f.name, "label": f.label, "count": f.count} for f in found.types],
        "kinds": [{"kind": f.name, "count": f.count} for f in found.kinds],
    }
    return answer(
        {
            "html": lambda: render_template(
                "search.html", found=found, words=words, page=page, pages=pages_total, type=kind_of, kind=kind
            ),
            "json": lambda: as_json(body),
            **forms(lambda: table(body)),
        }
    )


def plain(snippet: str) -> str:
    """A snippet without the signs around the words found."""
    return re.sub(r"[\x02\x03]", "", snippet)


def table(body: Mapping[str, Any]) -> Sheet:
    """The hits, things first."""
    rows = [
        (what, row["iri"], row[name], row["matched"])
        for what, name in (("entities", "label"), ("passages", "title"))
        for row in body[what]
    ]
    return Sheet(("what", "iri", "label or title", "matched"), tuple(rows))
