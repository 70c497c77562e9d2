"""Quantities of a table: formulas worked out over nodes, elapsed days, ranks and bounds on counts."""

from __future__ import annotations

from kg.ask.graphs.graphs import Column, Edge, Expression
from kg.ask.questions.formulas import Definition, Formula
from kg.ask.readings.table import Table, aggregate_before, graph_property
from kg.ask.words.english import related_to

_STARTS = (
    "start", "open", "begin", "launch", "creat", "effectiv", "issu", "receiv", "report", "order", "hir", "born",
    "birth", "enter",
)  # fmt: skip


def evaluate(
    formula: Formula, table: Table, groups: list[int], defined: dict[tuple[str, ...], Definition], depth: int = 0
) -> Expression | None:
    """A formula over words as an expression over nodes; a ratio is one of totals, but for what groups."""
    kind = formula[0]
    if depth > 6:
        return None
    if kind == "span":
        start, stop = int(formula[1]), int(formula[2])  # type: ignore[call-overload]
        stems = tuple(t.stem for t in table.frame.tokens[start:stop] if t.lower not in ("the", "a", "an"))
        for name, definition in defined.items():
            if name == stems or name == stems[1:] or name[1:] == stems:
                return evaluate(definition.formula, table, groups, defined, depth + 1)
        cells = [c for s in table.inside(start, stop) if (c := table.cell(s)) is not None]
        return ("node", cells[0]) if cells else None
    if kind == "list":
        cells = [c for s in table.inside(int(formula[1]), int(formula[2])) if (c := table.cell(s)) is not None]  # type: ignore[call-overload]
        tree: Expression | None = None
        for cell in dict.fromkeys(cells):
            tree = ("node", cell) if tree is None else ("+", tree, ("node", cell))
        return tree
    if kind == "count":
        span = formula[1]
        mentions = table.inside(int(span[1]), int(span[2]))  # type: ignore[index]
        thing = next(
            (n for s in mentions for n in table.graph.nodes if s.sense.kind == "class" and s.sense.iri in n.classes),
            None,
        )
        return ("count", ("node", thing.id)) if thing is not None else None
    if kind in ("sum", "avg"):
        inner = evaluate(formula[1], table, groups, defined, depth + 1)  # type: ignore[arg-type]
        return None if inner is None else (kind, inner)
    a = evaluate(formula[1], table, groups, defined, depth + 1)  # type: ignore[arg-type]
    b = evaluate(formula[2], table, groups, defined, depth + 1)  # type: ignore[arg-type]
    if a is None or b is None:
        return None
    if kind == "/" or has_aggregate(a) or has_aggregate(b):
        a, b = (
            t
            if t[0] == "node" and t[1] in groups
            else raised(t, "sum" if groups or has_aggregate(a) or has_aggregate(b) else "")
            for t in (a, b)
        )
    return (kind, a, b)


def raised(tree: Expression, how: str) -> Expression:
    """The expression under an aggregate, unless it has one already."""
    return (how, tree) if how in ("sum", "avg") and not has_aggregate(tree) else tree


def has_aggregate(tree: Expression) -> bool:
    return tree[0] in ("sum", "avg", "min", "max", "count") or any(
        isinstance(t, tuple) and has_aggregate(t) for t in tree[1:]
    )


def elapsed(table: Table) -> Column | None:
    """ "average time to settle a claim": the days from a thing's first date to the date of the verb."""
    tokens, words, graph = table.frame.tokens, table.words, table.graph
    for i in range(len(tokens) - 2):
        text = " ".join(t.lower for t in tokens[i : i + 5])
        if not text.startswith(
            (
                "time to ",
                "days to ",
                "time it takes to ",
                "time taken to ",
                "long does it take to ",
                "time between ",
                "days between ",
                "duration between ",
                "time from ",
                "long did it take to ",
            )
        ):
            continue
        ends = [e for e in graph.edges if e.at > i and graph.nodes[e.o].kind == "date"]
        if not ends:
            continue
        end = ends[-1]
        if len(ends) > 1:
            start: Edge | None = ends[0]
        else:
            found = next(
                (
                    p
                    for p in words.properties.values()
                    if p.kind == "date"
                    and p.iri != end.p
                    and p.domains & words.properties[end.p].domains
                    and any(w in related_to(p.label) for w in _STARTS)
                ),
                None,
            )
            if found is None:
                return None
            node = graph.literal_of(end.s, found.iri) or graph.node(kind="date")
            start = Edge(end.s, found.iri, node.id, said=False, at=end.at)
            if not any(e.p == found.iri and e.s == end.s for e in graph.edges):
                graph.edges.append(start)
        tree: Expression = ("days", ("node", start.o), ("node", end.o))  # type: ignore[union-attr]
        how = aggregate_before(tokens, i)
        return Column("days", ("avg", tree) if how == "avg" else (how, tree) if how == "sum" else tree)
    return None


def rank(table: Table, groups: list[int]) -> bool:
    """Order and limit for "the highest", "the most": by a value, or by a count where things are counted."""
    graph, frame, words = table.graph, table.frame, table.words
    direction, kind, at = frame.superlative  # type: ignore[misc]
    things = [s for s in table.cover if s.sense.kind == "class"]
    after = next((s for s in table.cover if s.first > at and table.is_noun(s)), None)
    if after is None:
        after = next(
            (
                s
                for s in reversed(table.cover)
                if s.sense.kind == "property" and words.properties[s.sense.iri].kind == kind
            ),
            None,
        )
    if after is None:
        return False
    cell = table.cell(after)
    if cell is None:
        return False
    first = next((s for s in things if s is not after), None)
    if graph.nodes[cell].kind in ("number", "date", "duration") and (
        after.sense.kind == "property"
        or (graph.nodes[cell].kind == kind and graph.nodes[cell].kind != "thing" and _measured(cell, table))
    ):
        how = aggregate_before(frame.tokens, after.first)
        if first is None and not groups:
            graph.columns = [
                Column(words.label(after.sense.iri), ("max" if direction == "max" else "min", ("node", cell)))
            ]
            return True
        shown = table.cell(first) if first is not None else groups[0]
        graph.columns = [Column("name", ("node", shown if shown is not None else groups[0]))]
        graph.order, graph.limit = (
            ((how, ("node", cell)) if how in ("sum", "avg") else ("node", cell), direction),
            frame.top,
        )
        return True
    thing = next((n for n in graph.nodes if after.sense.kind == "class" and after.sense.iri in n.classes), None)
    if thing is not None and first is not None and kind == "number":
        shown = table.cell(first)
        if shown is not None:
            graph.columns = [Column("name", ("node", shown))]
            graph.order, graph.limit = (("count", ("node", thing.id)), direction), frame.top
            return True
    return False


def _measured(cell: int, table: Table) -> bool:
    prop = graph_property(table.graph, cell)
    return (
        prop is not None
        and table.words.properties[prop].kind == "number"
        and not prop.lower().endswith(("id", "number", "code"))
    )


def bound_counts(table: Table, counted: int | None) -> None:
    """ "who sold more than two policies": a bound on a count, where no number of the graph takes it."""
    graph = table.graph
    loose = [b for b in table.frame.bounds if b.kind == "number" and not any(b is f for _, f in graph.filters)]
    for bound in loose:
        s = next((s for s in table.cover if s.sense.kind == "class" and s.first >= bound.at[-1]), None)
        node = next((n for n in graph.nodes if s is not None and s.sense.iri in n.classes), None)
        if node is not None and node.id != counted and bound.op in (">", ">=", "<", "<=", "="):
            graph.having = (("count", ("node", node.id)), bound)
            graph.cost = max(0.0, graph.cost - 0.8)
