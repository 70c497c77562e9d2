"""Query graphs written as SPARQL: one query that stands alone, with its own prefixes and without GRAPH."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.ask.graphs.graphs import Column, Edge, Expression, QueryGraph, QueryNode
from kg.ask.questions.times import Bound
from kg.ask.words.words import RDF, RDFS, XSD, Words

STANDARD = {
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*$")


def with_prefixes(body: str, words: Words) -> str:
    """The query with full IRIs shortened and the prefixes that it needs declared."""
    known = dict(STANDARD)
    if words.own:
        known["kg"] = words.core
    used: dict[str, str] = {}

    def shorten(found: re.Match[str]) -> str:
        iri = found.group(1)
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        space, local = iri[:cut], iri[cut:]
        if not _LOCAL.match(local) or not space or "/id/" in iri or "/statement/" in iri:
            return str(found.group())
        prefix = next((p for p, n in known.items() if n == space), None)
        if prefix is None:
            stem = re.sub(r"[^a-z]", "", space.rstrip("#/").rsplit("/", 1)[-1].lower())[:12] or "ns"
            prefix = stem if stem not in known else f"{stem}{len(known)}"
            known[prefix] = space
        used[prefix] = known[prefix]
        return f"{prefix}:{local}"

    parts = re.split(r'("(?:[^"\\]|\\.)*")', body)
    text = "".join(p if p.startswith('"') else re.sub(r"<([^<>\s]+)>", shorten, p) for p in parts)
    text = re.sub(
        r'("(?:[^"\\]|\\.)*")\^\^<([^>]+)>',
        lambda m: m.group(1) + "^^" + re.sub(r"<([^<>\s]+)>", shorten, f"<{m.group(2)}>"),
        text,
    )
    return "".join(f"PREFIX {p}: <{n}>\n" for p, n in sorted(used.items())) + text


def literal(value: tuple[str, str]) -> str:
    """A literal in SPARQL."""
    text = value[0].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    if value[1].startswith("@"):
        return f'"{text}"{value[1]}'
    return f'"{text}"' if value[1] == XSD + "string" else f'"{text}"^^<{value[1]}>'


def bound_filter(name: str, bound: Bound) -> str:
    """A bound on a variable as a FILTER; dates compare as text, so that values of different precision do."""
    if bound.kind == "number":
        if bound.op == "between":
            return f"FILTER({name} >= {bound.low} && {name} <= {bound.high})"
        return f"FILTER({name} {bound.op} {bound.low})"
    text, low = f"STR({name})", f'"{bound.low}"'
    if bound.kind == "text":
        return f"FILTER(CONTAINS(LCASE({text}), {literal((bound.low.lower(), XSD + 'string'))}))"
    inside = f"STRSTARTS({text}, {low})"
    if bound.op == "between":
        return f'FILTER({text} >= {low} && ({text} <= "{bound.high}" || STRSTARTS({text}, "{bound.high}")))'
    return {
        "=": f"FILTER({inside})",
        "<": f"FILTER({text} < {low})",
        "<=": f"FILTER({text} < {low} || {inside})",
        ">": f"FILTER({text} > {low} && !{inside})",
        ">=": f"FILTER({text} >= {low})",
    }[bound.op]


def variable(node: QueryNode, graph: QueryGraph, words: Words) -> str:
    """A readable name for a node's variable, unique in its query."""
    parts = _label_words(node, graph, words) or ["x"]
    name = parts[0][0].lower() + parts[0][1:] + "".join(p[0].upper() + p[1:] for p in parts[1:])
    name = name if name[0].isalpha() else "v" + name
    clash = any("".join(_label_words(other, graph, words)).lower() == name.lower() for other in graph.nodes[: node.id])
    return f"{name}{node.id}" if clash else str(name)


def _label_words(node: QueryNode, graph: QueryGraph, words: Words) -> list[str]:
    """The words that a node's variable is named after: its property's or its narrowest class's."""
    edge = next((e for e in graph.edges if e.o == node.id), None)
    if node.kind != "thing" and edge is not None:
        base = words.label(edge.p) if words.own else edge.p.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    elif node.classes:
        base = words.label(
            min(node.classes, key=lambda c: (-len(words.classes[c].ancestors) if c in words.classes else 0, c))
        )
    else:
        base = words.label(edge.p) if edge is not None else "thing"
    return re.findall(r"[A-Za-z0-9]+", base)


class Writer:
    """Writes one query graph; `names` gives each node its variable."""

    def __init__(self, graph: QueryGraph, words: Words) -> None:
        self.graph, self.words = graph, words
        self.names = {n.id: variable(n, graph, words) for n in graph.nodes}

    def term(self, node_id: int) -> str:
        """A node as it stands in a triple."""
        node = self.graph.nodes[node_id]
        if len(node.entities) == 1:
            return f"<{node.entities[0]}>"
        return literal(node.constant) if node.constant else f"?{self.names[node_id]}"

    def pattern(self) -> str:
        """The triples, types and filters of the graph."""
        graph, lines = self.graph, []
        for node in graph.nodes:
            if len(node.entities) > 1:
                lines.append(f"VALUES ?{self.names[node.id]} {{ {' '.join(f'<{e}>' for e in node.entities)} }}")
        for node in graph.nodes:
            if self._needs_type(node):
                lines.append(self._type(node))
        lines += [self._triple(e) for e in graph.edges if not e.negated]
        denied = [self._triple(e) for e in graph.edges if e.negated]
        if denied:
            lines.append(f"FILTER NOT EXISTS {{ {' '.join(denied)} }}")
        for node_id, bound in graph.filters:
            lines.append(bound_filter(f"?{self.names[node_id]}", bound))
        return "\n  ".join(dict.fromkeys(lines))

    def _triple(self, edge: Edge) -> str:
        return f"{self.term(edge.s)} <{edge.p}> {self.term(edge.o)} ."

    def _needs_type(self, node: QueryNode) -> bool:
        if node.kind != "thing" or node.entities or not node.classes or node.wild == "gone":
            return False
        mine = [e for e in self.graph.edges if node.id in (e.s, e.o)]
        if not mine:
            return True
        if all(e.negated for e in mine):
            return True
        return node.named and not any(self._implies(e, node) for e in mine if not e.negated)

    def _implies(self, edge: Edge, node: QueryNode) -> bool:
        """Whether the data or the declarations say that this end of a relation is always of the node's class."""
        prop = self.words.properties[edge.p]
        side = 0 if edge.s == node.id else 1
        declared = prop.domains if side == 0 else prop.ranges
        if any(self.words.is_a(d, c) for d in declared for c in node.classes) and len(declared) == 1:
            return True
        seen = {pair[side] for pair, n in prop.edges.items() if n}
        return bool(seen) and all(any(self.words.is_a(x, c) for c in node.classes) for x in seen if x) and all(seen)

    def _type(self, node: QueryNode) -> str:
        below = sorted(
            {c for c in self.words.classes for mine in node.classes if self.words.is_a(c, mine)}
            | (node.classes if len(node.classes) == 1 else set())
        )
        if len(below) <= 1:
            return f"?{self.names[node.id]} a <{(below or sorted(node.classes))[0]}> ."
        kind = f"{self.names[node.id]}Kind"
        return f"VALUES ?{kind} {{ {' '.join(f'<{c}>' for c in below)} }} ?{self.names[node.id]} a ?{kind} ."

    def expression(self, tree: Expression) -> str:
        """An expression tree as SPARQL; days are counted from the parts of the dates, which every engine can do."""
        kind = tree[0]
        if kind == "node":
            return self.term(tree[1])  # type: ignore[arg-type]
        if kind in ("sum", "avg", "min", "max"):
            return f"{str(kind).upper()}({self.expression(tree[1])})"  # type: ignore[arg-type]
        if kind == "count":
            return f"COUNT(DISTINCT {self.expression(tree[1])})"  # type: ignore[arg-type]
        if kind == "days":
            a, b = self.expression(tree[1]), self.expression(tree[2])  # type: ignore[arg-type]
            return f"({_julian(b)} - {_julian(a)})"
        return f"({self.expression(tree[1])} {kind} {self.expression(tree[2])})"  # type: ignore[arg-type]

    def select(self, columns: Iterable[Column] | None = None) -> str:
        """The whole query, without prefixes."""
        graph, columns = self.graph, list(columns if columns is not None else self.graph.columns)
        if graph.truth:
            return f"ASK {{\n  {self.pattern()}\n}}"
        heads, groups = [], []
        used: set[str] = set()
        aggregated = any(_aggregates(c.expression) for c in columns) or graph.having is not None
        for column in columns:
            text = self.expression(column.expression)
            if column.expression[0] == "node" and text.startswith("?"):
                heads.append(text)
                groups.append(text)
                used.add(text)
            else:
                name = re.sub(r"\W+", "_", column.name).strip("_") or "value"
                while f"?{name}" in used or name in self.names.values():
                    name += "_"
                used.add(f"?{name}")
                heads.append(f"({text} AS ?{name})")
        order = ""
        if graph.order is not None:
            by = self.expression(graph.order[0])
            aggregated = aggregated or _aggregates(graph.order[0])
            order = f"\nORDER BY {'DESC' if graph.order[1] == 'max' else 'ASC'}({by})"
        distinct = "DISTINCT " if not aggregated and not _has_measure(columns, graph) else ""
        if order and distinct:
            distinct = ""
        text = f"SELECT {distinct}{' '.join(heads)} WHERE {{\n  {self.pattern()}\n}}"
        if aggregated and groups:
            text += f"\nGROUP BY {' '.join(dict.fromkeys(groups))}"
        if graph.having is not None:
            text += f"\nHAVING({self.expression(graph.having[0])} {graph.having[1].op} {graph.having[1].low})"
        return text + order + (f"\nLIMIT {graph.limit}" if graph.limit else "")


def plain_node(tree: Expression) -> int | None:
    """The node that an expression is, if it is no more than one."""
    return tree[1] if tree[0] == "node" and isinstance(tree[1], int) else None


def _has_measure(columns: list[Column], graph: QueryGraph) -> bool:
    """Whether a number is among the columns: two rows with equal amounts are two facts, so DISTINCT would lose one."""
    return any(graph.nodes[i].kind == "number" for c in columns if (i := plain_node(c.expression)) is not None)


def _aggregates(tree: Expression) -> bool:
    return tree[0] in ("sum", "avg", "min", "max", "count") or any(
        isinstance(t, tuple) and _aggregates(t) for t in tree[1:]
    )


def _julian(date: str) -> str:
    y, m, d = f"YEAR({date})", f"MONTH({date})", f"DAY({date})"
    a = f"FLOOR((14 - {m}) / 12)"
    since = f"({y} + 4800 - {a})"
    months = f"FLOOR((153 * ({m} + 12 * {a} - 3) + 2) / 5)"
    leaps = f"FLOOR({since} / 4) - FLOOR({since} / 100) + FLOOR({since} / 400)"
    return f"({d} + {months} + 365 * {since} + {leaps})"
