"""Query graphs: what a question means, as nodes, edges, conditions and columns, before it is SPARQL."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ask.questions.times import Bound

Expression = tuple[object, ...]
"""A tree: ("node", id) · ("sum" | "avg" | "min" | "max" | "count", tree) · ("+" | "-" | "*" | "/" | "days", a, b)."""


@dataclass(slots=True)
class QueryNode:
    """A thing or a value in a query graph: bound to `entities` or `constant`, or open.

    `kind` is thing, or the kind of a literal. `at` is where the question speaks of it, -1 where it does not.
    `plural`, `definite` and `each` tell how it does. `open_kind` restricts a question word's node.
    """

    id: int
    classes: set[str] = field(default_factory=set)
    entities: tuple[str, ...] = ()
    constant: tuple[str, str] | None = None
    kind: str = "thing"
    at: int = -1
    named: bool = False
    asked: bool = False
    each: bool = False
    wild: str = ""
    inside: bool = False


@dataclass(slots=True)
class Edge:
    """A relation between two nodes; `said` is false for one that only joins what the question speaks of."""

    s: int
    p: str
    o: int
    said: bool = True
    negated: bool = False
    at: int = -1


@dataclass(slots=True)
class Column:
    """What is selected: an expression over nodes, its name, and whether the answer is grouped by it."""

    name: str
    expression: Expression
    group: bool = False


@dataclass(slots=True)
class QueryGraph:
    """One reading of a question. `cost` is what it takes to believe it; `notes` go into its wording.

    `speakers` and `said` are by whose word something holds, and when that was given; `among` are the only things that
    may answer, where other conditions of the question were met by just these.
    """

    nodes: list[QueryNode] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    filters: list[tuple[int, Bound]] = field(default_factory=list)
    during: list[Bound] = field(default_factory=list)
    order: tuple[Expression, str] | None = None
    limit: int | None = None
    having: tuple[Expression, Bound] | None = None
    truth: bool = False
    speakers: tuple[str, ...] = ()
    said: list[Bound] = field(default_factory=list)
    sources: tuple[str, ...] = ()
    bearers: tuple[str, ...] = ()
    beside: tuple[str, str] | None = None
    among: frozenset[str] = frozenset()
    cost: float = 0.0
    notes: list[str] = field(default_factory=list)

    def node(self, **about: object) -> QueryNode:
        """A new node of this graph."""
        made = QueryNode(len(self.nodes), **about)  # type: ignore[arg-type]
        self.nodes.append(made)
        return made

    def literal_of(self, subject: int, prop: str) -> QueryNode | None:
        """The open literal that a property of a node already leads to."""
        for edge in self.edges:
            if edge.s == subject and edge.p == prop and self.nodes[edge.o].constant is None:
                return self.nodes[edge.o]
        return None

    def components(self) -> list[set[int]]:
        """The groups of nodes that edges tie together."""
        owner = {n.id: {n.id} for n in self.nodes}
        for edge in self.edges:
            merged = owner[edge.s] | owner[edge.o]
            for member in merged:
                owner[member] = merged
        seen: list[set[int]] = []
        for group in owner.values():
            if group not in seen:
                seen.append(group)
        return seen
