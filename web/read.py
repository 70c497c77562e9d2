"""Read: documents with the words marked that prove something, statements with their proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request

from kg.graph import PresentQuote, Quote
from kg.shelf import Shelf
from web.addresses import href, own
from web.browse import number
from web.citing import cite_statement
from web.negotiation import TWINS, Makers, answer, as_json, held, in_rdf, split_suffix
from web.tables import facts_table, forms, records_table

pages = Blueprint("read", __name__)


@pages.get("/document/<name>")
def document(name: str) -> Response:
    """A document: its text with every proof marked, the facts in the margin."""
    stem, suffix = split_suffix(name)
    iri = f"{g.graph.base}document/{stem}"
    before = held(TWINS, suffix=suffix, canonical=iri)
    if before is not None:
        return before
    at = number("at", -1, 0, 10**9)
    page = g.graph.document(iri, page=number("page"), at=at if at >= 0 else None)
    if page is None:
        return kept(iri) or abort(404, f"There is no document {stem!r} in this graph. /documents lists them.")
    here = [(fact.iri, quote) for fact in page.facts for quote in fact.quotes if quote.source.iri == iri]
    found = present(quote for _, quote in here)
    states = {fact: g.graph.worst(found[q.iri] for f, q in here if f == fact) for fact, _ in here} if found else {}
    makers: Makers = {
        "html": lambda: render_template(
            "document.html", page=page, states=states, counts=g.graph.counted(found.values())
        ),
        "json": lambda: as_json({**g.graph.document_json(page), **against(found)}),
        **in_rdf(lambda form: g.graph.rdf("document", iri, form)),
        **forms(lambda: facts_table(g.graph.statements_from(iri))),
    }
    return answer(makers, suffix=suffix, canonical=iri)


@pages.get("/documents")
def documents() -> Response:
    """All the sources of the graph."""
    found = g.graph.overview().sources
    body = [
        {
            "iri": s.iri,
            "title": s.title,
            "source": s.source,
            "publisher": s.publisher,
            "issued": s.issued,
            "type": s.kind,
        }
        for s in found
    ]
    makers: Makers = {
        "html": lambda: render_template("documents.html", sources=found),
        "json": lambda: as_json(body),
        **forms(lambda: records_table(body, ("title", "publisher", "type", "issued", "source", "iri"))),
    }
    return answer(makers)


@pages.get("/document/<name>/text")
def text(name: str) -> Response:
    """A document's plain text, as far as its licence allows."""
    found = g.graph.document_text(f"{g.graph.base}document/{name}")
    if found is None:
        abort(404, f"There is no document {name!r} in this graph.")
    response = answer({"txt": lambda: found[0].encode("utf-8")})
    if not found[1]:
        response.headers["X-Truncated"] = "excerpts"
    return response


@pages.get("/statement/<name>")
def statement(name: str) -> Response:
    """A statement: its qualifiers, every quote in its surroundings, and what it is tied to."""
    stem, suffix = split_suffix(name)
    iri = f"{g.graph.base}statement/{stem}"
    before = held(TWINS, suffix=suffix, canonical=iri)
    if before is not None:
        return before
    found = g.graph.trace(iri)
    if found is None:
        newer = g.graph.replaced(iri)
        if newer:
            return redirect(href(newer), 301)  # type: ignore[return-value]
        return kept(iri) or abort(404, f"There is no statement {stem!r} in this graph.")
    address = own(f"/statement/{stem}")
    states = present(found.fact.quotes)
    makers: Makers = {
        "html": lambda: render_template(
            "statement.html",
            trace=found,
            fact=found.fact,
            address=address,
            cites=cite_statement(found.fact, address),
            states=states,
        ),
        "json": lambda: as_json({**g.graph.trace_json(found), **against(states)}),
        **in_rdf(lambda form: g.graph.rdf("statement", iri, form)),
        **forms(lambda: facts_table([found.fact])),
    }
    return answer(makers, suffix=suffix, canonical=iri)


@pages.get("/evidence/<path:name>")
def evidence(name: str) -> Response:
    """A piece of evidence leads to the statement that it proves."""
    stem = split_suffix(name)[0].split("/")[0]
    found = g.graph.statement_of_evidence(f"{g.graph.base}evidence/{stem}")
    if found is None:
        return kept(f"{g.graph.base}evidence/{stem}") or abort(404, f"There is no evidence {stem!r} in this graph.")
    form = request.args.get("format") or split_suffix(name)[1]
    address = href(found, format=form) if form else href(found)
    return redirect(f"{address}#e-{stem}", 303)  # type: ignore[return-value]


def present(quotes: Iterable[Quote]) -> dict[str, PresentQuote]:
    """On a page of an older release: what became of its quotes in the texts of the release that is served now."""
    served = g.get("served")
    return g.graph.present(quotes, served) if served else {}


def against(found: Mapping[str, PresentQuote]) -> dict[str, object]:
    """The same for programs."""
    served = g.get("served")
    return {"present": {"release": served.name, "quotes": [q.to_json() for q in found.values()]}} if served else {}


def kept(iri: str) -> Response | None:
    """Where the release that is served does not know an address, the way to the last one that did."""
    if request.args.get("release"):
        return None
    shelf: Shelf = current_app.extensions["shelf"]
    name = shelf.holding(iri)
    args = {**request.args.to_dict(), "release": name}
    return redirect(f"{request.script_root}{request.path}?{urlencode(args)}", 302) if name else None  # type: ignore[return-value]
