"""Ties the parts of a query graph together by the cheapest ways through the schema."""

from __future__ import annotations

from kg.ask.graphs.graphs import Edge, QueryGraph
from kg.ask.words.schema import Step, cheapest
from kg.ask.words.words import Words


def join_parts(graph: QueryGraph, words: Words, steps: dict[str, list[Step]]) -> None:
    """Ties the parts together by the cheapest ways through the schema."""
    for _ in range(12):
        graph_nodes = [n for n in graph.nodes if n.wild != "gone"]
        parts = [p for p in graph.components() if any(graph.nodes[i] in graph_nodes for i in p)]
        parts = [p for p in parts if not all(graph.nodes[i].wild for i in p)]
        if len(parts) < 2:
            return
        best: tuple[float, int, int, list[Step]] | None = None
        for i, mine in enumerate(parts):
            for theirs in parts[i + 1 :]:
                way = _way(graph, mine, theirs, words, steps)
                if way is not None and (best is None or way[0] < best[0]):
                    best = way
        if best is None:
            graph.cost += 3.0
            return
        cost, source, target, path = best
        graph.cost += cost * (0.35 if not words.own else 0.5)
        if words.own and any(n.at < 0 and not n.named for n in (graph.nodes[source], graph.nodes[target])):
            graph.cost += 0.8
        at = source
        for step in path[:-1]:
            middle = graph.node(classes={step.target})
            graph.edges.append(
                Edge(at, step.prop, middle.id, said=False)
                if step.forward
                else Edge(middle.id, step.prop, at, said=False)
            )
            at = middle.id
        last = path[-1]
        graph.edges.append(
            Edge(at, last.prop, target, said=False) if last.forward else Edge(target, last.prop, at, said=False)
        )


def _way(
    graph: QueryGraph, mine: set[int], theirs: set[int], words: Words, steps: dict[str, list[Step]]
) -> tuple[float, int, int, list[Step]] | None:
    best: tuple[float, int, int, list[Step]] | None = None
    for a in sorted(mine):
        for b in sorted(theirs):
            first, second = graph.nodes[a], graph.nodes[b]
            if first.kind != "thing" or second.kind != "thing" or not first.classes or not second.classes:
                continue
            path = cheapest(words, steps, first.classes, second.classes, 2.6 if words.own else 6.0)
            if path is None:
                continue
            cost = sum(step.cost for step in path) + 0.01 * abs(first.at - second.at)
            if best is None or cost < best[0]:
                best = (cost, a, b, path)
    return best
