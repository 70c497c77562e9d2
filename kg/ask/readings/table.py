"""The work of tabulating one reading: which node stands for which mention."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ask.graphs.graphs import Edge, QueryGraph, QueryNode
from kg.ask.questions.formulas import Definition
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import Token, phrase_at
from kg.ask.words.words import Words


@dataclass(slots=True)
class Table:
    """The work of tabulating one reading: its graph, its cover, what is used up."""

    graph: QueryGraph
    cover: tuple[Spotted, ...]
    frame: QuestionFrame
    words: Words
    definitions: list[Definition]
    node_of: dict[int, int] = field(default_factory=dict)

    def cell(self, s: Spotted) -> int | None:
        """The node whose value stands for a mention: a literal, or the literal that names a thing."""
        graph, words = self.graph, self.words
        if s.sense.kind == "class":
            node = next((n for n in graph.nodes if n.kind == "thing" and s.sense.iri in n.classes), None)
            return None if node is None else self.named(node)
        if s.sense.kind == "property":
            edge = next((e for e in graph.edges if e.p == s.sense.iri and e.at == s.first), None) or next(
                (e for e in graph.edges if e.p == s.sense.iri), None
            )
            if edge is None:
                return None
            node = graph.nodes[edge.o]
            return node.id if node.kind != "thing" or words.own else self.named(node)
        return None

    def named(self, node: QueryNode) -> int:
        """The literal that tells a thing apart (its key), made if it is not there yet; the thing itself without one."""
        keys = [self.words.classes[c].key for c in sorted(node.classes) if c in self.words.classes]
        key = next((k for k in keys if k), None)
        if key is None:
            return node.id
        literal = self.graph.literal_of(node.id, key)
        if literal is None:
            literal = self.graph.node(kind=self.words.properties[key].kind, at=node.at)
            self.graph.edges.append(Edge(node.id, key, literal.id, said=False, at=node.at))
        return literal.id

    def inside(self, start: int, stop: int) -> list[Spotted]:
        """The mentions of classes and nouns within a stretch of words."""
        return [s for s in self.cover if start <= s.first and s.at[-1] < stop and self.is_noun(s)]

    def is_noun(self, s: Spotted) -> bool:
        """Whether a mention can be a column: a class, or a property said as a noun."""
        return s.sense.kind == "class" or (s.sense.kind == "property" and s.sense.role == "noun")

    def owner(self, cell: int) -> int:
        """The thing that a literal belongs to."""
        edge = next((e for e in self.graph.edges if e.o == cell and self.graph.nodes[cell].kind != "thing"), None)
        return edge.s if edge is not None else cell


def graph_property(graph: QueryGraph, cell: int) -> str | None:
    """The property that leads to a literal."""
    edge = next((e for e in graph.edges if e.o == cell and graph.nodes[cell].kind != "thing"), None)
    return edge.p if edge is not None else None


def aggregate_before(tokens: tuple[Token, ...], at: int) -> str:
    """The aggregate that stands right before a place: sum, avg, count, or none."""
    for kind, name in (("count", "count"), ("sum", "sum"), ("average", "avg")):
        for back in range(1, 6):
            start = at - back
            if start < 0:
                break
            length = phrase_at(tokens, start, "aggregates", kind)
            if length and all(
                t.lower in ("the", "of", "all", "amount", "a", "number", "value", "distinct", "different", "unique")
                for t in tokens[start + length : at]
            ):
                return name
    return ""
