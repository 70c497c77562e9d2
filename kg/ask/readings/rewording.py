"""How a question was understood, in words: what a reader checks before she believes an answer."""

from __future__ import annotations

from kg.ask.graphs.graphs import QueryGraph, QueryNode
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.words.words import Words


def in_words(reading: Interpretation | None, found: Understanding, words: Words) -> str:
    """The reading of one part as a short phrase."""
    if found.said:
        return found.said + (f" ({'; '.join(dict.fromkeys(found.notes))})" if found.notes else "")
    if reading is None or not reading.cover:
        return found.frame.text
    graph, frame = reading.graph, reading.frame
    asked = {
        "truth": "whether",
        "count": "how many",
        "when": "when",
        "who": "who",
        "where": "where",
        "amount": "how much",
        "duration": "how long",
    }.get(frame.asks, "what")
    said = [_edge(graph, e.s, e.p, e.o, e.negated, words) for e in graph.edges]
    if not said:
        names = [_node(n, words) for n in graph.nodes if n.wild == ""]
        said = [", ".join(names)] if names else [frame.text]
    conditions = [f"{_value(graph, n, words)} {b.in_words()}" for n, b in graph.filters] + [
        f"at a time {b.in_words()}" for b in graph.during
    ]
    if frame.time:
        conditions.append(f"{frame.time} only")
    if frame.modality:
        conditions.append(
            {"projection": "as forecast", "plan": "as planned", "opinion": "as judged"}.get(frame.modality, "")
        )
    if graph.speakers:
        then = "".join(f" {b.in_words()}" for b in graph.said)
        conditions.append("according to " + ", ".join(words.label(s) for s in graph.speakers) + then)
    if graph.limit and graph.order:
        conditions.append(
            f"the {graph.limit if graph.limit > 1 else 'one'} with the "
            + ("largest value" if graph.order[1] == "max" else "smallest value")
        )
    text = f"{asked}: " + "; ".join([*said, *(c for c in conditions if c)])
    notes = [*found.notes, *graph.notes]
    return text + (f" ({'; '.join(dict.fromkeys(notes))})" if notes else "")


def _edge(graph: QueryGraph, s: int, p: str, o: int, negated: bool, words: Words) -> str:
    return (
        f"{_node(graph.nodes[s], words)} — {'not ' if negated else ''}{words.label(p)} — {_node(graph.nodes[o], words)}"
    )


def _value(graph: QueryGraph, node_id: int, words: Words) -> str:
    edge = next((e for e in graph.edges if e.o == node_id), None)
    return words.label(edge.p) if edge is not None else "value"


def _node(node: QueryNode, words: Words) -> str:
    if node.entities:
        return " or ".join(words.label(e) for e in node.entities)
    if node.constant:
        return node.constant[0]
    kind = next(
        (
            words.label(c).lower()
            for c in sorted(
                node.classes, key=lambda c: (-len(words.classes[c].ancestors) if c in words.classes else 0, c)
            )
        ),
        "",
    )
    if node.asked or node.wild:
        return f"which {kind}?" if kind and node.kind == "thing" else "?"
    return f"some {kind}" if kind and node.kind == "thing" else "some value"
