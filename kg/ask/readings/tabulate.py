"""Columns of a table-like question over any graph: "A and B by C", "total A per C", "number of A of each B"."""

from __future__ import annotations

from kg.ask.graphs.graphs import Column, QueryNode
from kg.ask.graphs.sparql import plain_node
from kg.ask.questions.formulas import name_at
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.quantities import bound_counts, elapsed, evaluate, has_aggregate, raised, rank
from kg.ask.readings.spot import Spotted
from kg.ask.readings.table import Table, aggregate_before, graph_property
from kg.ask.words.english import Token, phrase_at, word_set

_STARTS = (
    "start",
    "open",
    "begin",
    "launch",
    "creat",
    "effectiv",
    "issu",
    "receiv",
    "report",
    "order",
    "hir",
    "born",
    "birth",
    "enter",
)


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
            bare = next(
                (
                    (d, n + 1, tokens[i].lower)
                    for d in table.definitions
                    if phrase_at(tokens, i, "aggregates", "sum") == 1
                    or phrase_at(tokens, i, "aggregates", "average") == 1
                    for n in [name_at(tokens, i + 1, d.name)]
                    if n
                ),
                None,
            )
        if found is not None or bare is not None:
            if bare is not None:
                definition, length, how = bare
                asked = "avg" if how in word_set("aggregates", "average") else "sum"
            else:
                assert found is not None  # noqa: S101
                definition, length = found
                asked = aggregate_before(tokens, i)
            expression = evaluate(definition.formula, table, groups, defined)
            if expression is not None:
                expression = raised(expression, asked or ("sum" if groups or "total" in definition.name else ""))
                aggregated = aggregated or has_aggregate(expression)
                columns.append(Column(" ".join(t.text for t in tokens[i : i + length]), expression))
            i += length
            continue
        head = next((s for s in table.cover if s.first == i and table.is_noun(s)), None)
        if head is not None:
            heads.append((head, i, aggregate_before(tokens, i)))
        i += 1
    lead = elapsed(table)
    if lead is not None:
        columns.append(lead)
        aggregated = aggregated or has_aggregate(lead.expression)
    if table.definitions and columns:
        heads = [h for h in heads if h[2]]
    counted: int | None = None
    for s, _, how in heads:
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
            columns.append(
                Column(
                    f"{'total' if how == 'sum' else 'average'} {words.label(s.sense.iri).lower()}",
                    (how, ("node", cell)),
                )
            )
            aggregated = True
        elif s.sense.kind == "property" or _listed_head(s, heads, frame) or not columns:
            keyless = node.kind == "thing" and bool(groups or columns)
            mine = table.owner(cell) in owners or (thing is not None and thing.id == counted)
            if s.sense.kind == "class" and (mine or keyless):
                continue
            columns.append(Column(words.label(graph_property(graph, cell) or s.sense.iri), ("node", cell)))
    if frame.superlative is not None and rank(table, groups):
        return
    aggregated = aggregated or any(has_aggregate(c.expression) for c in columns)
    if aggregated:
        kept = []
        for column in columns:
            cell = plain_node(column.expression)
            if cell is not None and graph.nodes[cell].kind == "number" and cell not in groups and len(columns) > 1:
                kept.append(column)
            elif cell is not None:
                if _groups(graph.nodes[table.owner(cell)], cell, table):
                    groups.append(cell)
            else:
                kept.append(column)
        columns = kept
        for node in graph.nodes:
            if (
                node.each
                and not node.entities
                and node.id != counted
                and node.id not in {table.owner(g) for g in groups}
                and ((name := table.named(node)) != node.id or not groups)
            ):
                groups.append(name)
    bound_counts(table, counted)
    grouped = [
        Column(
            words.label(graph_property(graph, g) or next(iter(sorted(graph.nodes[g].classes)), "value")),
            ("node", g),
            True,
        )
        for g in dict.fromkeys(groups)
    ]
    shown = [c for c in columns if c.expression[0] != "node" or c.expression[1] not in groups]
    graph.columns = [*grouped, *_unique(shown)]


def _unique(columns: list[Column]) -> list[Column]:
    out: list[Column] = []
    for column in columns:
        if column.expression not in [c.expression for c in out]:
            out.append(column)
    return out


def _groups(node: QueryNode, cell: int, table: Table) -> bool:
    """Whether a thing beside an aggregate groups it: "each", "a", or a head noun of its own."""
    return node.each or any(
        table.cell(s) == cell
        and s.first > 0
        and table.frame.tokens[s.first - 1].lower in ("and", ",", "each", "every", "per", "a")
        for s in table.cover
        if table.is_noun(s)
    )


def _listing(frame: QuestionFrame, table: Table, stop: int) -> int:
    """Where a list of columns begins after "by" or "per": after that word; the end where there is none."""
    tokens = frame.tokens
    for at, length in reversed(frame.by):
        if at >= stop:
            continue
        said = tokens[at].lower
        if said in ("each", "every", "across", "of", "for", "in") or (
            length > 1 and said not in ("grouped", "group", "broken", "split", "according")
        ):
            continue
        follows = [s for s in table.cover if s.first in range(at + length, at + length + 3) and table.is_noun(s)]
        if follows and tokens[at - 1].lower not in ("divided", "multiplied"):
            literal = (
                follows[0].sense.kind == "property" and table.words.properties[follows[0].sense.iri].kind != "thing"
            )
            if said != "by" or literal or not _verb_before(tokens, at, table):
                return at + 1
    return len(tokens)


def _verb_before(tokens: tuple[Token, ...], at: int, table: Table) -> bool:
    """Whether "by" belongs to a passive verb ("paid by policy holders")."""
    before = tokens[at - 1].lower if at else ""
    known = any(at - 1 in s.at and s.sense.role != "noun" for s in table.cover)
    noun = any(at - 1 in s.at and table.is_noun(s) for s in table.cover)
    return not noun and (
        known
        or before.endswith(("ed", "en"))
        or before in ("paid", "made", "sold", "held", "led", "run", "written", "bought", "done")
    )


def _listed_head(s: Spotted, heads: list[tuple[Spotted, int, str]], frame: QuestionFrame) -> bool:
    """Whether a class is one of several heads ("agents and the policies …"), or the first."""
    if s is heads[0][0]:
        return True
    before = frame.tokens[s.first - 1].lower if s.first else ""
    earlier = frame.tokens[s.first - 2].lower if s.first > 1 else ""
    return before in ("and", ",") or (
        before in ("the", "their", "its", "corresponding", "its") and earlier in ("and", ",", "corresponding")
    )
