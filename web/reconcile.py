"""Reconcile: the Reconciliation Service API 0.2 over the names of things.

https://reconciliation-api.github.io/specs/0.2/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, current_app, g, render_template, request

from web.addresses import own
from web.browse import number
from web.negotiation import as_json, problem

if TYPE_CHECKING:
    from kg.graph import Candidate, Fact

pages = Blueprint("reconcile", __name__)
MOST_QUERIES = 200
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class Malformed(ValueError):
    """A request that the API does not know; the message says what would be right."""


def reply(body: object) -> Response:
    """JSON, for scripts of any site."""
    response = Response(as_json(body), content_type="application/json")
    response.vary.update(["Accept", "Accept-Encoding"])
    return response


@pages.route("/reconcile", methods=["GET", "POST"])
def reconcile() -> Response:
    """The service's manifest; with `queries` a batch of matches; with `extend` values for things matched before."""
    queries, extend = request.values.get("queries"), request.values.get("extend")
    try:
        if queries:
            return reply({key: {"result": matches(query)} for key, query in table(queries, "queries").items()})
        if extend:
            return reply(extension(table(extend, "extend")))
    except Malformed as wrong:
        return problem(400, "Not a reconciliation request", str(wrong))
    return reply(manifest())


def table(text: str, name: str) -> dict[str, Any]:
    """A parameter that holds a JSON object."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Malformed(f"{name} holds no JSON object")
    if len(found) > MOST_QUERIES:
        raise Malformed(f"{name} holds {len(found)} queries; at most {MOST_QUERIES} are answered at once")
    return found


def manifest() -> dict[str, Any]:
    """What the service offers and where."""
    root = own("/reconcile")
    kinds = g.graph.overview().classes[:12]
    return {
        "versions": ["0.2"],
        "name": current_app.config["TITLE"],
        "identifierSpace": g.graph.base,
        "schemaSpace": g.graph.base,
        "defaultTypes": [{"id": k.thing.iri, "name": k.thing.label} for k in kinds],
        "view": {"url": own("/resource?iri={{id}}")},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 430, "height": 260},
        "suggest": {
            name: {"service_url": root, "service_path": f"/suggest/{name}"} for name in ("entity", "type", "property")
        },
        "extend": {"propose_properties": {"service_url": root, "service_path": "/propose"}, "property_settings": []},
    }


def matches(query: Any) -> list[dict[str, Any]]:
    """The candidates for one query of a batch."""
    if not isinstance(query, Mapping) or not isinstance(query.get("query", ""), str):
        raise Malformed("each of the queries is an object with a text as its query")
    kinds = query.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else [str(k) for k in kinds]
    limit = query.get("limit") or 5
    if not isinstance(limit, int | float) or isinstance(limit, bool):
        raise Malformed("limit is a number")
    found = g.graph.reconcile(query.get("query", ""), kinds, max(1, min(50, int(limit))))
    wanted = query.get("properties") or []
    return [candidate(c, wanted) for c in found]


def candidate(found: Candidate, wanted: Any) -> dict[str, Any]:
    """One candidate; a property that the query gives and the graph denies takes the certainty away."""
    features: list[dict[str, Any]] = [{"id": "name", "value": found.score}]
    certain = found.certain
    for item in wanted if isinstance(wanted, list) else []:
        if not isinstance(item, Mapping) or "pid" not in item or "v" not in item:
            raise Malformed("each of the properties is an object with pid and v")
        given = item["v"] if isinstance(item["v"], list) else [item["v"]]
        texts = {str(v.get("id", v.get("name")) if isinstance(v, Mapping) else v).casefold() for v in given}
        known = [f for f in g.graph.statements_of(found.iri) if f.property.iri == item["pid"] and not f.negated]
        held = any(texts & {f.object.value.casefold(), f.object.label.casefold()} for f in known)
        features.append({"id": str(item["pid"]), "value": held})
        certain = certain and (held or not known)
    return {
        "id": found.iri,
        "name": found.name,
        "score": found.score,
        "match": certain,
        "features": features,
        "type": [{"id": iri, "name": label} for iri, label in found.types],
    }


def extension(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The values of some properties for some things."""
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise Malformed("extend holds ids and properties, two lists")
    names = [str(p.get("id")) if isinstance(p, Mapping) else str(p) for p in properties]
    labels = g.graph.labels(names)
    rows = {}
    for iri in map(str, ids[:MOST_QUERIES]):
        facts = [f for f in g.graph.statements_of(iri) if f.rank != "deprecated" and not f.negated]
        rows[iri] = {name: [cell(f) for f in facts if f.property.iri == name] for name in names}
    return {"meta": [{"id": name, "name": labels[name]} for name in names], "rows": rows}


def cell(fact: Fact) -> dict[str, Any]:
    """A fact's object as a cell: a number stays a number, a whole date a date."""
    thing = fact.object
    if thing.iri:
        return {"id": thing.iri, "name": thing.label}
    kind = (thing.datatype or "").rsplit("#", 1)[-1]
    try:
        if kind == "integer":
            return {"int": int(thing.value)}
        if kind in ("decimal", "double", "float"):
            return {"float": float(thing.value)}
    except ValueError:
        pass
    return {"date": f"{thing.value}T00:00:00Z"} if _DAY.match(thing.value) else {"str": thing.value}


@pages.get("/reconcile/suggest/<what>")
def suggest(what: str) -> Response:
    """Things, classes or properties whose names begin with `prefix`."""
    prefix = " ".join(request.args.get("prefix", "").split())
    skip = number("cursor", 0, 0, 1000)
    if what == "entity":
        found = g.graph.index().beginning(prefix, 20 + skip)[skip:]
        kinds = g.graph.labels(kind for _, _, kind in found if kind)
        result = [
            {"id": iri, "name": label, "notable": [{"id": kind, "name": kinds[kind]}] if kind else []}
            for iri, label, kind in found
        ]
    elif what in ("type", "property"):
        overview = g.graph.overview()
        counts = overview.classes if what == "type" else overview.properties
        words = prefix.casefold()
        result = [{"id": c.thing.iri, "name": c.thing.label} for c in counts if words in c.thing.label.casefold()][:20]
    else:
        abort(404, "suggest knows entity, type and property")
    return reply({"result": result})


@pages.get("/reconcile/propose")
def propose() -> Response:
    """Properties that things of a class have, the most used first."""
    kind, limit = request.args.get("type", ""), number("limit", 30, 1, 200)
    found = g.graph.properties_of(kind)[:limit]
    return reply({"type": kind, "limit": limit, "properties": [{"id": p.iri, "name": p.label} for p in found]})


@pages.get("/reconcile/preview")
def preview() -> Response:
    """A few lines on one thing, for a frame."""
    page = g.graph.entity(request.args.get("id", ""))
    if page is None:
        abort(404, "The graph says nothing of this thing.")
    return Response(render_template("preview.html", page=page), content_type="text/html; charset=utf-8")
