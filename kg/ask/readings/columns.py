"""What a reading selects: the asked node or columns, conditions on dates and numbers, grouping, order."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.graphs.graphs import Column, Edge, QueryGraph, QueryNode
from kg.ask.questions.frame import QuestionFrame
from kg.ask.questions.times import Bound
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import stems, word_set
from kg.ask.words.words import Words


def choose_columns(graph: QueryGraph, cover: tuple[Spotted, ...], frame: QuestionFrame, words: Words) -> None:
    """Puts conditions, columns, order and limit into a composed graph."""
    place_bounds(graph, frame, words, strict=True)
    asked = _asked(graph, cover, frame)
    for node in asked:
        node.asked = True
    if frame.superlative is not None and not graph.truth:
        _order(graph, frame)
    if graph.truth:
        return
    count = frame.asks == "count" and not any(words.properties[e.p].kind == "number" and e.said for e in graph.edges)
    for node in asked:
        name = words.label(next(iter(sorted(node.classes)))) if node.classes else "value"
        graph.columns.append(
            Column(f"number of {name}" if count else name, ("count", ("node", node.id)) if count else ("node", node.id))
        )


def _signed(bound: Bound, edge: Edge, frame: QuestionFrame, words: Words) -> Bound:
    """ "Lost $4.8 billion" of a property that holds losses as negative amounts: the bound with its sign."""
    prop = words.properties[edge.p]
    said = {s[:3] for phrase in (*prop.names, *prop.subject_verbs) for s in stems(phrase)}
    lower = {t.lower for t in frame.tokens}
    loss = lower & word_set("signs", "negative") and not lower & word_set("signs", "positive")
    if bound.kind != "number" or not loss or not {"los", "sav"} <= said or bound.low.startswith("-"):
        return bound
    turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(bound.op, bound.op)
    if bound.op == "between":
        return replace(bound, low=f"-{bound.high}", high=f"-{bound.low}")
    return replace(bound, op=turned, low=f"-{bound.low}")


def _apart(one: Bound, other: Bound) -> bool:
    """Whether two times cannot be of one value: "started in 2021 and ended in 2023", "before 2018 and before 2018"."""
    if one.op == other.op and one.low == other.low and one.high == other.high:
        return True
    exact = one.op == other.op == "=" and one.kind == "date"
    return exact and not one.low.startswith(other.low) and not other.low.startswith(one.low)


def place_bounds(graph: QueryGraph, frame: QuestionFrame, words: Words, *, strict: bool = False) -> None:
    """Ties dates and numbers to the values they bound; a date that bounds none bounds the time of the relation."""
    for bound in frame.bounds:
        fitting = [
            e
            for e in graph.edges
            if e.said
            and graph.nodes[e.o].kind == bound.kind
            and graph.nodes[e.o].constant is None
            and not graph.nodes[e.o].wild
        ]
        if fitting:
            edge = min(fitting, key=lambda e: abs(e.at - bound.at[0]))
            if words.own and any(n == edge.o and _apart(b, bound) for n, b in graph.filters):
                graph.cost += 1.0
            graph.filters.append((edge.o, _signed(bound, edge, frame, words) if words.own else bound))
        elif bound.kind == "date":
            graph.during.append(bound)
        else:
            graph.cost += 0.8 if strict is False else 3.0


def _asked(graph: QueryGraph, cover: tuple[Spotted, ...], frame: QuestionFrame) -> list[QueryNode]:
    tied = {i for e in graph.edges for i in (e.s, e.o)}
    wild = [n for n in graph.nodes if n.wild and n.wild != "gone" and n.id in tied]
    if wild and wild[0].wild == "any" and frame.asks == "which" and _nouns_after(wild[0], graph, cover):
        wild = []
    if wild:
        return wild
    open_classes = [n for n in graph.nodes if n.kind == "thing" and not n.entities and n.named and n.wild != "gone"]
    nouns = [e for e in graph.edges if e.said and _is_noun(e.at, cover)]
    open_ends = [
        graph.nodes[i]
        for e in graph.edges
        if e.said
        for i in (e.o, e.s)
        if not graph.nodes[i].entities and graph.nodes[i].constant is None
    ]
    filtered = {i for i, _ in graph.filters}
    if frame.asks in ("which", "list", "count", "keywords", "who", "where", "cite"):
        first_class = min((n for n in open_classes), key=lambda n: n.at, default=None)
        numbers = [graph.nodes[e.o] for e in graph.edges if e.said and graph.nodes[e.o].kind == "number"]
        if frame.asks == "count" and numbers and not filtered:
            return numbers[:1]
        ends = [n for n in open_ends if n.id not in filtered]
        first_noun = min((e.at for e in nouns), default=99)
        if first_class is not None and (first_class.at <= first_noun or not ends or frame.asks == "count"):
            return [first_class]
        if ends:
            said = [n for n in ends if n.kind != "thing" or not n.named] or ends
            return _unique(said, nouns, graph)
        if first_class is not None:
            return [first_class]
    ends = [n for n in open_ends if n.id not in filtered] or open_classes
    return ends[:1]


def _nouns_after(wild: QueryNode, graph: QueryGraph, cover: tuple[Spotted, ...]) -> bool:
    """Whether a noun of the question asks for something else than the question word's thing."""
    return any(
        _is_noun(e.at, cover)
        and wild.id not in (e.s, e.o)
        and graph.nodes[e.o].constant is None
        and not graph.nodes[e.o].entities
        for e in graph.edges
    )


def _unique(ends: list[QueryNode], nouns: list[Edge], graph: QueryGraph) -> list[QueryNode]:
    """Every open end that a noun of the question names ("start date and participation"), else the first."""
    out: list[QueryNode] = []
    named = [graph.nodes[e.o] for e in nouns]
    for node in named:
        if node in ends and node not in out:
            out.append(node)
    return out or ends[:1]


def _is_noun(at: int, cover: tuple[Spotted, ...]) -> bool:
    return any(s.first == at and s.sense.role == "noun" and s.sense.kind == "property" for s in cover)


def _order(graph: QueryGraph, frame: QuestionFrame) -> None:
    direction, kind, at = frame.superlative  # type: ignore[misc]
    fitting = [e for e in graph.edges if e.said and graph.nodes[e.o].kind == kind]
    if fitting:
        edge = min(fitting, key=lambda e: abs(e.at - at))
        graph.order, graph.limit = (("node", edge.o), direction), frame.top
