"""Browse: the front page, things, and the vocabularies."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request

from web.addresses import href
from web.negotiation import TABLES, TWINS, Makers, answer, as_json, held, in_rdf, split_suffix
from web.pictures import counted_by, through_time
from web.tables import Sheet, facts_table, forms, records_table
from web.timeline import draw

pages = Blueprint("browse", __name__)
THINGS_A_PAGE = 200


def number(name: str, default: int = 1, least: int = 1, most: int = 100_000) -> int:
    """A whole number from the address, kept within bounds; anything else is the default."""
    text = request.args.get(name, "")
    return min(max(int(text), least), most) if text.isdigit() and len(text) < 12 else default


def confidence() -> float:
    """The confidence that evidence must reach, from the address; 0 where none is asked for. Anything else is a 400."""
    text = request.args.get("confidence", "").strip()
    if text and not re.fullmatch(r"0?\.\d{1,4}|0|1(\.0{1,4})?", text):
        abort(400, f"confidence is a number from 0 to 1, such as 0.9, not {text[:40]!r}")
    return float(text or 0)


@pages.get("/")
def home() -> Response:
    """The question box, what is in the graph, and where to start."""
    found = g.graph.overview()
    body = {
        "title": current_app.config["TITLE"],
        "release": g.graph.name,
        "base": g.graph.base,
        **{
            name: getattr(found, name)
            for name in ("documents", "passages", "statements", "evidence", "conflicts", "entities", "day")
        },
        "classes": [{"iri": c.thing.iri, "label": c.thing.label, "count": c.count} for c in found.classes],
    }
    return answer(
        {
            "html": lambda: render_template("home.html", overview=found, examples=g.graph.example_questions()),
            "json": lambda: as_json(body),
        }
    )


@pages.get("/id/<path:name>")
def entity(name: str) -> Response:
    """One thing: all that is said of it, each fact with its quote."""
    stem, suffix = split_suffix(name)
    return describe(f"{g.graph.base}id/{stem}", suffix)


@pages.get("/resource")
def resource() -> Response:
    """Any thing that the graph speaks of, by its full IRI: for data loaded under names of others."""
    iri = request.args.get("iri", "")
    if not iri:
        abort(400, "give the address of the thing as ?iri=")
    return describe(iri, None)


def describe(iri: str, suffix: str | None) -> Response:
    """The page of one thing and its twins."""
    least = confidence()
    before = held(TWINS, suffix=suffix, canonical=iri)
    if before is not None:
        return before
    graph = g.graph
    only, of = request.args.get("property"), request.args.get("of")
    page = graph.entity(iri, only=only, page=number("page"), of=of, least=least)
    if page is None:
        abort(404, f"The graph says nothing of <{iri}>. The search finds things by name.")
    if page.replaced_by and not page.total and not page.left_out:
        return redirect(href(page.replaced_by), 301)  # type: ignore[return-value]
    law = graph.provision(iri) if only is None else None
    told = {"law": graph.law_json(law)} if law else {}
    makers: Makers = {
        "html": lambda: render_template(
            "entity.html", page=page, law=law, only=only, least=least, timeline=draw(page.timeline)
        ),
        "json": lambda: as_json({**graph.description_json(page), **told}),
        **in_rdf(lambda form: graph.rdf("entity", iri, form)),
        **forms(lambda: facts_table(f for f in graph.statements_of(iri, least) if only in (None, f.property.iri))),
    }
    return answer(makers, suffix=suffix, canonical=iri)


@pages.get("/things")
def things() -> Response:
    """All things of one class (`type`) as a table, one property a column."""
    least = confidence()
    before = held(("html", "json", *TABLES))
    if before is not None:
        return before
    kind = request.args.get("type", "")
    listing = g.graph.things(kind, least)
    if listing is None:
        abort(404, f"Nothing here is of the class <{kind}>; give one that /ontology lists as ?type=.")
    page, last = number("page"), max(1, -(-len(listing.rows) // THINGS_A_PAGE))
    page = min(page, last)
    rows = listing.rows[(page - 1) * THINGS_A_PAGE : page * THINGS_A_PAGE]
    names = [column.label for column in listing.columns]
    body = {
        "type": {"iri": kind, "label": listing.kind.label},
        "leftOut": listing.left_out,
        "columns": [{"iri": column.iri, "label": column.label} for column in listing.columns],
        "things": [
            {"iri": r.thing.iri, "label": r.thing.label, "values": [[v.to_json() for v in cell] for cell in r.cells]}
            for r in listing.rows
        ],
    }
    cells = tuple(
        (
            r.thing.label,
            *("; ".join(v.label if v.iri else v.value for v in cell) for cell in r.cells),
            r.thing.iri or "",
        )
        for r in listing.rows
    )
    makers: Makers = {
        "html": lambda: render_template(
            "things.html",
            listing=listing,
            rows=rows,
            page=page,
            pages=last,
            least=least,
            timed=through_time(listing) is not None,
        ),
        "json": lambda: as_json(body),
        **forms(lambda: Sheet(("name", *names, "IRI"), cells, frozenset(names))),
    }
    return answer(makers)


@pages.get("/picture")
def picture() -> Response:
    """The things of one class (`type`) drawn through time, or counted by one of their properties (`by`)."""
    before = held(("html", "json", *TABLES))
    if before is not None:
        return before
    listing = g.graph.things(request.args.get("type", ""))
    if listing is None:
        abort(404, "Nothing here is of that class; give one that /ontology lists as ?type=.")
    by = request.args.get("by")
    columns = [column.iri for column in listing.columns]
    if by and by not in columns:
        abort(404, f"There is no picture by <{by}>; these can be drawn: {', '.join(c or '' for c in columns)}")
    column = columns.index(by) if by else None
    drawn = through_time(listing) if column is None else counted_by(listing, column)
    if drawn is None:
        abort(404, "Too few of these have a date to draw them through time; give a property as ?by=.")
    rows = [{"label": s.label, "iri": s.iri, "words": s.words, "amount": s.amount} for s in drawn.strokes]
    makers: Makers = {
        "html": lambda: render_template("picture.html", listing=listing, picture=drawn, column=column),
        "json": lambda: as_json({"title": drawn.title, "rows": rows, "leftOut": drawn.left_out}),
        **forms(lambda: records_table(rows, ("label", "words", "iri"), ["words"])),
    }
    return answer(makers)


@pages.get("/ontology")
@pages.get("/ontology/<name>")
def ontology(name: str | None = None) -> Response:
    """A vocabulary: what each class and property means, the words for it, and how often it is used."""
    stem, suffix = split_suffix(name) if name else (None, None)
    page = g.graph.vocabulary(stem)
    if page is None:
        abort(404, f"There is no vocabulary {stem!r} in this graph. /ontology lists those that there are.")
    body: dict[str, Any] = {
        "name": page.name,
        "namespace": page.namespace,
        "prefix": page.prefix,
        "vocabularies": page.names,
        "terms": [
            {
                "iri": t.thing.iri,
                "label": t.thing.label,
                "kind": t.kind,
                "comment": t.comment,
                "words": t.words,
                "parents": [p.iri for p in t.parents],
                "domains": [p.iri for p in t.domains],
                "ranges": [p.iri for p in t.ranges],
                "used": t.used,
            }
            for t in page.terms
        ],
    }
    makers: Makers = {
        "html": lambda: render_template("ontology.html", page=page),
        "json": lambda: as_json(body),
    }
    makers |= forms(
        lambda: records_table(body["terms"], ("iri", "label", "kind", "comment", "words", "used"), ["used"])
    )
    if stem:
        makers |= in_rdf(lambda form: g.graph.rdf("vocabulary", stem, form))
    return answer(makers, suffix=suffix, canonical=page.namespace or None)


@pages.get("/<path:rest>")
def anything(rest: str) -> Response:
    """Whatever else stands below the base: a vocabulary's or a graph's own address, software, a set of rules."""
    stem, suffix = split_suffix(rest)
    if rest.startswith("graph/document/"):
        return redirect(href(f"{g.graph.base}{rest}"), 303)  # type: ignore[return-value]
    if g.graph.vocabulary() and stem in g.graph.vocabulary().names:
        return redirect(href(f"{g.graph.base}{stem}#") + (f"?format={suffix}" if suffix else ""), 303)  # type: ignore[return-value]
    if not g.graph.known(g.graph.base + stem):
        abort(404, "There is no such page here, and the graph has no such thing. The search finds things by name.")
    return describe(g.graph.base + stem, suffix)
