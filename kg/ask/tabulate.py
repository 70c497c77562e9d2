"""Columns of a table-like question over any graph: "A and B by C", "total A per C", "number of A of each B"."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ask.english import Token, phrase_at, related_to, word_set
from kg.ask.formulas import Definition, Formula, name_at
from kg.ask.frame import Frame
from kg.ask.graphs import Column, Edge, Expression, Node, QueryGraph
from kg.ask.spot import Spotted
from kg.ask.words import Words

_STARTS = ("start", "open", "begin", "launch", "creat", "effectiv", "issu", "receiv", "report", "order", "hir", "born", "birth", "enter")


@dataclass(slots=True)
class Table:
    """The work of tabulating one reading: its graph, its cover, what is used up."""

    graph: QueryGraph
    cover: tuple[Spotted, ...]
    frame: Frame
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
            edge = next((e for e in graph.edges if e.p == s.sense.iri and e.at == s.first), None) or next((e for e in graph.edges if e.p == s.sense.iri), None)
            if edge is None:
                return None
            node = graph.nodes[edge.o]
            return node.id if node.kind != "thing" or words.own else self.named(node)
        return None

    def named(self, node: Node) -> int:
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


def tabulate(table: Table) -> None:
    """Puts columns, groups, aggregates and order into the graph."""
    graph, frame, words, tokens = table.graph, table.frame, table.words, table.frame.tokens
    stop = min((d.at[0] for d in table.definitions if not d.inline), default=len(tokens))
    listing = _listing(frame, table, stop)
    groups: list[int] = []
    for s in table.inside(listing, stop) if listing < stop else []:
        cell = table.cell(s)
        if cell is not None and cell not in groups:
            groups.append(cell)
    spans = [d.at for d in table.definitions if d.inline]
    columns: list[Column] = []
    aggregated = False
    owners = {table.owner(g) for g in groups}
    filtered = {i for i, _ in graph.filters}
    i = 0
    defined = {d.name: d for d in table.definitions}
    heads: list[tuple[Spotted, int, str]] = []
    while i < min(listing, stop):
        if any(a <= i < b for a, b in spans):
            i += 1
            continue
        found = next(((d, n) for d in table.definitions if (n := name_at(tokens, i, d.name))), None)
        bare = None
        if found is None:
            bare = next(((d, n + 1, tokens[i].lower) for d in table.definitions if phrase_at(tokens, i, "aggregates", "sum") == 1 or phrase_at(tokens, i, "aggregates", "average") == 1 for n in [name_at(tokens, i + 1, d.name)] if n), None)
        if found is not None or bare is not None:
            definition = found[0] if found is not None else bare[0]  # type: ignore[index]
            asked = _aggregate_before(tokens, i) if bare is None else ("avg" if bare[2] in word_set("aggregates", "average") else "sum")
            expression = evaluate(definition.formula, table, groups, defined)
            if expression is not None:
                expression = _raised(expression, asked or ("sum" if groups or "total" in definition.name else ""))
                aggregated = aggregated or _has_aggregate(expression)
                columns.append(Column(" ".join(t.text for t in tokens[i : i + (found[1] if found else bare[1])]), expression))  # type: ignore[index]
            i += found[1] if found is not None else bare[1]  # type: ignore[index]
            continue
        s = next((s for s in table.cover if s.first == i and table.is_noun(s)), None)
        if s is not None:
            heads.append((s, i, _aggregate_before(tokens, i)))
        i += 1
    lead = _elapsed(table)
    if lead is not None:
        columns.append(lead)
        aggregated = aggregated or _has_aggregate(lead.expression)
    if table.definitions and columns:
        heads = [h for h in heads if h[2]]
    counted: int | None = None
    for s, at, how in heads:
        cell = table.cell(s)
        if cell is None or cell in filtered:
            continue
        node = graph.nodes[cell]
        thing = next((n for n in graph.nodes if s.sense.kind == "class" and s.sense.iri in n.classes), None)
        count = how == "count" or (frame.asks == "count" and counted is None and not any(c for c in columns))
        if count and (thing is not None or node.kind != "number"):
            counted = thing.id if thing is not None else cell
            columns.append(Column("number of " + words.label(s.sense.iri).lower(), ("count", ("node", counted))))
            aggregated = True
        elif how in ("sum", "avg") and node.kind == "number":
            columns.append(Column(f"{'total' if how == 'sum' else 'average'} {words.label(s.sense.iri).lower()}", (how, ("node", cell))))
            aggregated = True
        elif s.sense.kind == "property" or _listed_head(s, heads, frame) or not columns:
            if s.sense.kind == "class" and (table.owner(cell) in owners or (thing is not None and thing.id == counted)):
                continue
            columns.append(Column(words.label(graph_property(graph, cell) or s.sense.iri), ("node", cell)))
    if frame.superlative is not None and _rank(table, columns, groups):
        return
    aggregated = aggregated or any(_has_aggregate(c.expression) for c in columns)
    if aggregated:
        kept = []
        for column in columns:
            if column.expression[0] == "node" and graph.nodes[column.expression[1]].kind == "number" and column.expression[1] not in groups and len(columns) > 1:  # type: ignore[index]
                kept.append(column)
            elif column.expression[0] == "node":
                cell = int(column.expression[1])  # type: ignore[call-overload]
                if _groups(graph.nodes[table.owner(cell)], cell, table):
                    groups.append(cell)
            else:
                kept.append(column)
        columns = kept
        for node in graph.nodes:
            if node.each and not node.entities and node.id != counted and node.id not in {table.owner(g) for g in groups}:
                groups.append(table.named(node))
    _having(table, groups, counted)
    grouped = [Column(words.label(graph_property(graph, g) or next(iter(sorted(graph.nodes[g].classes)), "value")), ("node", g), True) for g in dict.fromkeys(groups)]
    shown = [c for c in columns if c.expression[0] != "node" or c.expression[1] not in groups]
    graph.columns = [*grouped, *_unique(shown)]


def graph_property(graph: QueryGraph, cell: int) -> str | None:
    """The property that leads to a literal."""
    edge = next((e for e in graph.edges if e.o == cell and graph.nodes[cell].kind != "thing"), None)
    return edge.p if edge is not None else None


def _unique(columns: list[Column]) -> list[Column]:
    out: list[Column] = []
    for column in columns:
        if column.expression not in [c.expression for c in out]:
            out.append(column)
    return out


def _groups(node: Node, cell: int, table: Table) -> bool:
    """Whether a thing beside an aggregate groups it: "each", "a", or a head noun of its own."""
    return node.each or any(table.cell(s) == cell and s.first > 0 and table.frame.tokens[s.first - 1].lower in ("and", ",", "each", "every", "per", "a") for s in table.cover if table.is_noun(s))


def _listing(frame: Frame, table: Table, stop: int) -> int:
    """Where a list of columns begins after "by" or "per": after that word; the end where there is none."""
    tokens = frame.tokens
    for at, length in reversed(frame.by):
        if at >= stop:
            continue
        said = tokens[at].lower
        if said in ("each", "every", "across", "of", "for", "in") or length > 1 and said not in ("grouped", "group", "broken", "split", "according"):
            continue
        follows = [s for s in table.cover if s.first in range(at + length, at + length + 3) and table.is_noun(s)]
        if follows and tokens[at - 1].lower not in ("divided", "multiplied"):
            literal = follows[0].sense.kind == "property" and table.words.properties[follows[0].sense.iri].kind != "thing"
            if said != "by" or literal or not _verb_before(tokens, at, table):
                return _first_by(frame, table, at, stop) + 1
    return len(tokens)


def _first_by(frame: Frame, table: Table, last: int, stop: int) -> int:
    del frame, table, stop
    return last


def _verb_before(tokens: tuple[Token, ...], at: int, table: Table) -> bool:
    """Whether "by" belongs to a passive verb ("paid by policy holders")."""
    before = tokens[at - 1].lower if at else ""
    known = any(at - 1 in s.at and s.sense.role != "noun" for s in table.cover)
    noun = any(at - 1 in s.at and table.is_noun(s) for s in table.cover)
    return not noun and (known or before.endswith(("ed", "en")) or before in ("paid", "made", "sold", "held", "led", "run", "written", "bought", "done"))


def _aggregate_before(tokens: tuple[Token, ...], at: int) -> str:
    """The aggregate that stands right before a place: sum, avg, count, or none."""
    for kind, name in (("count", "count"), ("sum", "sum"), ("average", "avg")):
        for back in range(1, 6):
            start = at - back
            if start < 0:
                break
            length = phrase_at(tokens, start, "aggregates", kind)
            if length and all(t.lower in ("the", "of", "all", "amount", "a", "number", "value", "distinct", "different", "unique") for t in tokens[start + length : at]):
                return name
    return ""


def _listed_head(s: Spotted, heads: list[tuple[Spotted, int, str]], frame: Frame) -> bool:
    """Whether a class is one of several heads ("agents and the policies …"), or the first."""
    if s is heads[0][0]:
        return True
    before = frame.tokens[s.first - 1].lower if s.first else ""
    earlier = frame.tokens[s.first - 2].lower if s.first > 1 else ""
    return before in ("and", ",") or (before in ("the", "their", "its", "corresponding", "its") and earlier in ("and", ",", "corresponding"))


def evaluate(formula: Formula, table: Table, groups: list[int], defined: dict[tuple[str, ...], Definition], depth: int = 0) -> Expression | None:
    """A formula over words as an expression over nodes; terms of ratios are totals unless the answer is grouped by them."""
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
        thing = next((n for s in mentions for n in table.graph.nodes if s.sense.kind == "class" and s.sense.iri in n.classes), None)
        return ("count", ("node", thing.id)) if thing is not None else None
    if kind in ("sum", "avg"):
        inner = evaluate(formula[1], table, groups, defined, depth + 1)  # type: ignore[arg-type]
        return None if inner is None else (kind, inner)
    a = evaluate(formula[1], table, groups, defined, depth + 1)  # type: ignore[arg-type]
    b = evaluate(formula[2], table, groups, defined, depth + 1)  # type: ignore[arg-type]
    if a is None or b is None:
        return None
    if kind == "/" or _has_aggregate(a) or _has_aggregate(b):
        a, b = (t if t[0] == "node" and t[1] in groups else _raised(t, "sum" if groups or _has_aggregate(a) or _has_aggregate(b) else "") for t in (a, b))
    return (kind, a, b)


def _raised(tree: Expression, how: str) -> Expression:
    """The expression under an aggregate, unless it has one already."""
    return (how, tree) if how in ("sum", "avg") and not _has_aggregate(tree) else tree


def _has_aggregate(tree: Expression) -> bool:
    return tree[0] in ("sum", "avg", "min", "max", "count") or any(isinstance(t, tuple) and _has_aggregate(t) for t in tree[1:])


def _elapsed(table: Table) -> Column | None:
    """ "average time to settle a claim": the days from a thing's first date to the date of the verb."""
    tokens, words, graph = table.frame.tokens, table.words, table.graph
    for i in range(len(tokens) - 2):
        text = " ".join(t.lower for t in tokens[i : i + 5])
        if not text.startswith(("time to ", "days to ", "time it takes to ", "time taken to ", "long does it take to ", "time between ", "days between ", "duration between ", "time from ", "long did it take to ")):
            continue
        ends = [e for e in graph.edges if e.at > i and graph.nodes[e.o].kind == "date"]
        if not ends:
            continue
        end = ends[-1]
        if len(ends) > 1:
            start: Edge | None = ends[0]
        else:
            found = next((p for p in words.properties.values() if p.kind == "date" and p.iri != end.p and p.domains & words.properties[end.p].domains and any(w in related_to(p.label) for w in _STARTS)), None)
            if found is None:
                return None
            node = graph.literal_of(end.s, found.iri) or graph.node(kind="date")
            start = Edge(end.s, found.iri, node.id, said=False, at=end.at)
            if not any(e.p == found.iri and e.s == end.s for e in graph.edges):
                graph.edges.append(start)
        tree: Expression = ("days", ("node", start.o), ("node", end.o))  # type: ignore[union-attr]
        how = _aggregate_before(tokens, i)
        return Column("days", ("avg", tree) if how == "avg" else (how, tree) if how == "sum" else tree)
    return None


def _rank(table: Table, columns: list[Column], groups: list[int]) -> bool:
    """Order and limit for "the highest", "the most": by a value, or by a count where things are counted."""
    graph, frame, words = table.graph, table.frame, table.words
    direction, kind, at = frame.superlative  # type: ignore[misc]
    things = [s for s in table.cover if s.sense.kind == "class"]
    after = next((s for s in table.cover if s.first > at and table.is_noun(s)), None)
    if after is None:
        after = next((s for s in reversed(table.cover) if s.sense.kind == "property" and words.properties[s.sense.iri].kind == kind), None)
    if after is None:
        return False
    cell = table.cell(after)
    if cell is None:
        return False
    first = next((s for s in things if s is not after), None)
    if graph.nodes[cell].kind in ("number", "date", "duration") and (after.sense.kind == "property" or graph.nodes[cell].kind == kind and graph.nodes[cell].kind != "thing" and _measured(cell, table)):
        how = _aggregate_before(frame.tokens, after.first)
        if first is None and not groups:
            graph.columns = [Column(words.label(after.sense.iri), ("max" if direction == "max" else "min", ("node", cell)))]
            return True
        shown = table.cell(first) if first is not None else groups[0]
        graph.columns = [Column("name", ("node", shown if shown is not None else groups[0]))]
        graph.order, graph.limit = ((how, ("node", cell)) if how in ("sum", "avg") else ("node", cell), direction), frame.top
        return True
    thing = next((n for n in graph.nodes if after.sense.kind == "class" and after.sense.iri in n.classes), None)
    if thing is not None and first is not None and kind == "number":
        shown = table.cell(first)
        if shown is not None:
            graph.columns = [Column("name", ("node", shown))]
            graph.order, graph.limit = (("count", ("node", thing.id)), direction), frame.top
            return True
    del columns
    return False


def _measured(cell: int, table: Table) -> bool:
    prop = graph_property(table.graph, cell)
    return prop is not None and table.words.properties[prop].kind == "number" and not prop.lower().endswith(("id", "number", "code"))


def _having(table: Table, groups: list[int], counted: int | None) -> None:
    """ "who sold more than two policies": a bound on a count, where no number of the graph takes it."""
    graph = table.graph
    loose = [b for b in table.frame.bounds if b.kind == "number" and not any(b is f for _, f in graph.filters)]
    for bound in loose:
        s = next((s for s in table.cover if s.sense.kind == "class" and s.first >= bound.at[-1]), None)
        node = next((n for n in graph.nodes if s is not None and s.sense.iri in n.classes), None)
        if node is not None and node.id != counted and bound.op in (">", ">=", "<", "<=", "="):
            graph.having = (("count", ("node", node.id)), bound)
            graph.cost = max(0.0, graph.cost - 0.8)
    del groups
