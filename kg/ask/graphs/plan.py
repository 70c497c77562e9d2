"""Plans: what a question over any graph asks for, as triples, conditions and columns, and the same as SPARQL."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.ask.graphs.sparql import bound_filter, literal
from kg.ask.questions.times import Bound

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Triple = tuple[int, str, int]
"""Subject node, property, object node."""


@dataclass(slots=True)
class PlanNode:
    """A thing or value that a question speaks of: named (`entities`, `constant`) or open.

    `classes` are those that the question gives it; `types` also what its relations tell of it. `prop` is the
    property that it is the value of, `owner` the node that has it. `each` groups an answer by it. `common` is a
    named thing that may stand for those that have it ("stouts", "writers").
    """

    id: int
    classes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    entities: tuple[str, ...] = ()
    constant: tuple[str, str] | None = None
    kind: str = "thing"
    prop: str = ""
    owner: int = -1
    each: bool = False
    aggregate: str = ""
    loose: bool = False
    plural: bool = False
    same: bool = False
    common: bool = False
    inverse: str = ""
    every: bool = False

    @property
    def named(self) -> bool:
        """Whether the question names it."""
        return bool(self.entities or self.constant)


@dataclass(slots=True)
class Plan:
    """One reading of a question. `cost` sums its doubts; `groups` are what must not hold."""

    nodes: list[PlanNode] = field(default_factory=list)
    triples: list[Triple] = field(default_factory=list)
    filters: list[tuple[int, Bound]] = field(default_factory=list)
    denied: list[list[Triple]] = field(default_factory=list)
    columns: list[tuple[str, int]] = field(default_factory=list)
    order: tuple[str, int, str] | None = None
    limit: int | None = None
    having: list[tuple[int, Bound]] = field(default_factory=list)
    grouped: list[int] = field(default_factory=list)
    unlike: list[tuple[int, int]] = field(default_factory=list)
    options: list[Triple] = field(default_factory=list)
    compared: list[tuple[int, str, int]] = field(default_factory=list)
    truth: bool = False
    cost: float = 0.0
    notes: list[str] = field(default_factory=list)

    def node(self, **about: object) -> PlanNode:
        """A new node."""
        made = PlanNode(len(self.nodes), **about)  # type: ignore[arg-type]
        if not made.types:
            made.types = made.classes
        self.nodes.append(made)
        return made

    def copy(self) -> Plan:
        """The same, to be changed apart."""
        return replace(
            self,
            nodes=[replace(n) for n in self.nodes],
            triples=list(self.triples),
            filters=list(self.filters),
            denied=[list(g) for g in self.denied],
            columns=list(self.columns),
            having=list(self.having),
            grouped=list(self.grouped),
            unlike=list(self.unlike),
            options=list(self.options),
            compared=list(self.compared),
            notes=list(self.notes),
        )

    def object_of(self, subject: int, prop: str) -> PlanNode | None:
        """The open node that a property of a node already leads to."""
        found = next((o for s, p, o in self.triples if s == subject and p == prop and not self.nodes[o].named), None)
        return None if found is None else self.nodes[found]


class PlanWriter:
    """Writes a plan as SPARQL; `typing` is the property that gives things classes, `below` a class's subclasses."""

    def __init__(self, plan: Plan, names: dict[int, str], typing: str, below: dict[str, list[str]]) -> None:
        self.plan, self.names, self.typing, self.below = plan, names, typing, below

    def term(self, at: int) -> str:
        """A node as it stands in a triple."""
        node = self.plan.nodes[at]
        if node.constant:
            return literal(node.constant)
        return f"<{node.entities[0]}>" if len(node.entities) == 1 and not node.every else f"?{self.names[at]}"

    def triple(self, triple: Triple) -> str:
        """One triple of the pattern."""
        return f"{self.term(triple[0])} <{triple[1]}> {self.term(triple[2])} ."

    def pattern(self, without: frozenset[str] = frozenset()) -> str:
        """Triples, classes and conditions; `without` are classes that the relations imply."""
        plan, lines = self.plan, []
        inside = {i for group in plan.denied for t in group for i in (t[0], t[2])}
        outside = {i for t in plan.triples for i in (t[0], t[2])} | {i for _, i in plan.columns} | set(plan.grouped)
        only_inside = inside - outside
        for node in plan.nodes:
            if len(node.entities) > 1 and node.id in outside | inside and not node.every:
                values = " ".join(f"<{e}>" for e in node.entities)
                lines.append(f"VALUES ?{self.names[node.id]} {{ {values} }}")
        for node in plan.nodes:
            if node.id in outside and not node.named and node.kind == "thing":
                lines += self.types(node, without)
        for triple in plan.triples:
            ends = [plan.nodes[i] for i in (triple[0], triple[2])]
            every = next((n for n in ends if n.every and len(n.entities) > 1), None)
            if every is None:
                lines.append(self.triple(triple))
                continue
            for entity in every.entities:
                s, o = (f"<{entity}>" if n is every else self.term(n.id) for n in ends)
                lines.append(f"{s} <{triple[1]}> {o} .")
        lines += [f"OPTIONAL {{ {self.triple(t)} }}" for t in plan.options]
        for at, bound in plan.filters:
            lines.append(bound_filter(f"?{self.names[at]}", bound))
        for a, op, b in plan.compared:
            lines.append(f"FILTER(?{self.names[a]} {op} ?{self.names[b]})")
        for a, b in plan.unlike:
            lines.append(f"FILTER({self.term(a)} != {self.term(b)})")
        for group in plan.denied:
            inner = [self.triple(t) for t in group]
            for at in sorted(i for i in only_inside if any(i in (t[0], t[2]) for t in group)):
                node = plan.nodes[at]
                if not node.named and node.kind == "thing":
                    inner += self.types(node, without)
                if len(node.entities) > 1:
                    inner.insert(0, f"VALUES ?{self.names[at]} {{ {' '.join(f'<{e}>' for e in node.entities)} }}")
                inner += [bound_filter(f"?{self.names[at]}", b) for i, b in plan.filters if i == at]
            lines = [x for x in lines if not (x.startswith("FILTER(") and x in inner)]
            lines.append(f"FILTER NOT EXISTS {{ {' '.join(inner)} }}")
        return "\n  ".join(dict.fromkeys(lines))

    def types(self, node: PlanNode, without: frozenset[str]) -> list[str]:
        """The class patterns of an open node."""
        out: list[str] = []
        for cls in sorted(node.classes):
            if f"{node.id} {cls}" in without:
                continue
            below = self.below.get(cls, [])
            name = self.names[node.id]
            if len(below) > 1:
                kind = f"{name}Kind" + (str(len(out)) if out else "")
                out.append(
                    f"VALUES ?{kind} {{ {' '.join(f'<{c}>' for c in below)} }} ?{name} <{self.typing}> ?{kind} ."
                )
            else:
                out.append(f"?{name} <{self.typing}> <{cls}> .")
        return out

    def aggregated(self, how: str, at: int) -> str:
        """An aggregate or the plain variable of a node."""
        term = self.term(at)
        return f"COUNT(DISTINCT {term})" if how == "count" else f"{how.upper()}({term})" if how else term

    def select(self, without: frozenset[str] = frozenset()) -> str:
        """The whole query, without prefixes."""
        plan = self.plan
        if plan.truth:
            if plan.having:
                inner = self._grouped(without)
                return f"ASK {{ {{ {inner} }} }}"
            return f"ASK {{\n  {self.pattern(without)}\n}}"
        heads, plain = [], []
        for how, at in plan.columns:
            text = self.aggregated(how, at)
            if how:
                heads.append(f"({text} AS ?{_aggregate_name(how, self.names[at])})")
            elif text.startswith("?"):
                heads.append(text)
                plain.append(text)
            else:
                heads.append(f"({text} AS ?{self.names[at]})")
        folded = any(how for how, _ in plan.columns) or bool(plan.having) or bool(plan.order and plan.order[0])
        distinct = "" if folded or plan.order else "DISTINCT "
        text = f"SELECT {distinct}{' '.join(heads)} WHERE {{\n  {self.pattern(without)}\n}}"
        groups = list(dict.fromkeys([*plain, *(self.term(g) for g in plan.grouped)]))
        groups = [g for g in groups if g.startswith("?")]
        if folded and groups:
            text += f"\nGROUP BY {' '.join(groups)}"
        if plan.having:
            tests = [_test(self.aggregated("count", at), bound) for at, bound in plan.having]
            text += f"\nHAVING({' && '.join(tests)})"
        if plan.order:
            how, at, direction = plan.order
            text += f"\nORDER BY {'DESC' if direction == 'max' else 'ASC'}({self.aggregated(how, at)})"
        return text + (f"\nLIMIT {plan.limit}" if plan.limit else "")

    def _grouped(self, without: frozenset[str]) -> str:
        tests = " && ".join(_test(self.aggregated("count", at), bound) for at, bound in self.plan.having)
        return f"SELECT (COUNT(*) AS ?all) WHERE {{ {self.pattern(without)} }} HAVING({tests})"


def _test(text: str, bound: Bound) -> str:
    if bound.op == "between":
        return f"{text} >= {bound.low} && {text} <= {bound.high}"
    return f"{text} {bound.op} {bound.low}"


def _aggregate_name(how: str, name: str) -> str:
    return {"count": "number", "avg": "average", "sum": "total", "max": "highest", "min": "lowest"}[how] + (
        name[:1].upper() + name[1:]
    )
