"""Graph: what stands around a thing as a picture with a list as its twin, and the ways between two things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, g, render_template, request

from web.addresses import href
from web.browse import number
from web.negotiation import answer, as_json

if TYPE_CHECKING:
    from kg.graph import Neighbourhood, Placed

pages = Blueprint("graph", __name__)
ROW, TOP, WIDTH, SIDE, GAP = 27, 44, 1080, 330, 18
LONGEST = 38


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One neighbour in the picture: its place, its words cut to fit, the line to the middle and where that leads."""

    placed: Placed
    y: float
    words: str
    line: str
    to: str


@dataclass(frozen=True, slots=True)
class Band:
    """The name of one kind of link, beside the neighbours that it leads to."""

    words: str
    y: float
    more: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing; places are in its own units."""

    height: float
    middle: float
    left: tuple[Neighbour, ...]
    right: tuple[Neighbour, ...]
    left_bands: tuple[Band, ...]
    right_bands: tuple[Band, ...]


@pages.get("/graph")
def graph() -> Response:
    """The picture around `of`, or the ways from `from` to `to`; each may be an address or a name."""
    start, end = find(request.args.get("from", "")), find(request.args.get("to", ""))
    of = find(request.args.get("of", ""))
    if start and end:
        return path(start, end)
    if not of:
        hubs = [count.thing for count in g.graph.overview().hubs]
        wrong = [name for name in ("of", "from", "to") if request.args.get(name) and not find(request.args[name])]
        return answer(
            {
                "html": lambda: render_template("graph.html", hubs=hubs, wrong=wrong, start=start, end=end),
                "json": lambda: as_json({"hubs": [{"iri": t.iri, "label": t.label} for t in hubs]}),
            }
        )
    found = g.graph.neighbourhood(of, most=number("most", 40, 4, 40))
    if found is None:
        abort(404, f"Nothing in the graph is linked to <{of}>.")
    edges = [p.edge for p in (*found.inward, *found.outward)]
    body = {
        "iri": of,
        "label": found.thing.label,
        "edges": [
            {
                "subject": e.subject,
                "property": e.property,
                "object": e.object,
                "statements": e.statements,
                "negated": e.negated,
                "modality": e.modality,
            }
            for e in edges
        ],
        "more": [{"property": m.property.iri, "inward": m.inward, "count": m.count} for m in found.more],
    }
    return answer(
        {
            "html": lambda: render_template("graph.html", found=found, picture=draw(found), of=of),
            "json": lambda: as_json(body),
        }
    )


def path(start: str, end: str) -> Response:
    """The page of the ways between two things."""
    ways = g.graph.path(start, end)
    facts = g.graph.edge_facts(edge for way in ways for edge, _, _ in way.edges)
    names = g.graph.labels([start, end])
    body = {
        "from": start,
        "to": end,
        "paths": [
            [
                {"subject": e.subject, "property": e.property, "object": e.object, "statements": e.statements}
                for e, _, _ in w.edges
            ]
            for w in ways
        ],
    }
    return answer(
        {
            "html": lambda: render_template("path.html", ways=ways, facts_of=facts, start=start, end=end, names=names),
            "json": lambda: as_json(body),
        }
    )


def find(words: str) -> str | None:
    """The thing that is meant: by its IRI, its address here, or its name as the search finds it best."""
    words = words.strip()
    if not words:
        return None
    if "://" in words:
        here = request.host_url.rstrip("/") + request.script_root + "/"
        return str(g.graph.base) + words.removeprefix(here) if words.startswith(here) else words
    hits = g.graph.search(words, limit=1).entities
    return hits[0].iri if hits else None


def draw(found: Neighbourhood) -> Picture:
    """Lay the neighbours out in two columns: what points here on the left, what this points to on the right."""
    left, left_end = column(found.inward, True)
    right, right_end = column(found.outward, False)
    height = max(left_end, right_end, TOP + 6 * ROW)
    middle = height / 2
    shift_left, shift_right = (height - left_end) / 2, (height - right_end) / 2
    more = {(m.inward, m.property.iri): m.count for m in found.more}
    return Picture(
        height=height,
        middle=middle,
        left=tuple(spot(p, y + shift_left, middle, True) for p, y in left),
        right=tuple(spot(p, y + shift_right, middle, False) for p, y in right),
        left_bands=bands(left, shift_left, more, True),
        right_bands=bands(right, shift_right, more, False),
    )


def column(placed: Sequence[Placed], inward: bool) -> tuple[list[tuple[Placed, float]], float]:
    """Each neighbour of one side with its line, a gap for the name of each kind of link, and where the column ends."""
    del inward
    rows, y, before = [], float(TOP), None
    for item in placed:
        if item.property.iri != before:
            y += GAP + (ROW * 0.4 if before else 0)
            before = item.property.iri
        rows.append((item, y))
        y += ROW
    return rows, y + GAP


def spot(item: Placed, y: float, middle: float, inward: bool) -> Neighbour:
    """One neighbour and its curve, which ends at the head of its arrow."""
    words = item.thing.label if len(item.thing.label) <= LONGEST else item.thing.label[: LONGEST - 1].rstrip() + "…"
    near, far = (SIDE + 10, WIDTH / 2 - 96) if inward else (WIDTH - SIDE - 10, WIDTH / 2 + 96)
    bend = (near + far) / 2
    begin, stop = ((near, y), (far, middle)) if inward else ((far, middle), (near, y))
    (x1, y1), (x2, y2) = begin, stop
    line = f"M{x1:.0f} {y1:.1f} C{bend:.0f} {y1:.1f} {bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
    statements = item.edge.statements
    return Neighbour(item, y, words, line, href(statements[0]) if statements else href(item.property.iri or ""))


def bands(
    rows: Sequence[tuple[Placed, float]], shift: float, more: dict[tuple[bool, str | None], int], inward: bool
) -> tuple[Band, ...]:
    """The names of the kinds of link, each above its first neighbour."""
    found: dict[str | None, Band] = {}
    for item, y in rows:
        if item.property.iri not in found:
            found[item.property.iri] = Band(
                item.property.label, y + shift - ROW * 0.75, more.get((inward, item.property.iri), 0)
            )
    return tuple(found.values())
