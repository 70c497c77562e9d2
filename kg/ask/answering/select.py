"""Answers that join several relations: rows of the direct layer, with the statements behind each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.ask.answering.choose import holds_during
from kg.ask.answering.overtaken import withdrawn
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, qualifiers_of
from kg.ask.graphs.graphs import QueryGraph, QueryNode
from kg.ask.graphs.sparql import Writer, with_prefixes
from kg.ask.readings.reading import Interpretation
from kg.read.facts import Fact


def answer_select(reading: Interpretation, desk: Desk) -> Outcome:
    """Answers a question that joins several relations, on the direct layer, with the statements behind each row."""
    graph, words = reading.graph, desk.words
    writer = Writer(graph, words)
    nodes = [n for n in graph.nodes if writer.term(n.id).startswith("?") and n.wild != "gone"]
    bare = QueryGraph(graph.nodes, graph.edges, [], graph.filters, graph.during, limit=None)
    names = [
        writer.names[n.id]
        for n in nodes
        if any(n.id in (e.s, e.o) and not e.negated for e in graph.edges) or not graph.edges or n.asked
    ]
    if not names:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    order = (
        f" ORDER BY {'DESC' if graph.order[1] == 'max' else 'ASC'}({writer.expression(graph.order[0])})"
        if graph.order
        else ""
    )
    heads = " ".join("?" + n for n in names)
    rows: list[dict[str, Any]] = list(
        desk.reader.store.select(
            f"SELECT DISTINCT {heads} WHERE {{ {Writer(bare, words).pattern()} }}{order} LIMIT 600"
        )
    )
    asked = next((n for n in nodes if n.asked), nodes[0])
    facts = facts_behind(rows, graph, writer, desk)
    groups: dict[str, list[Fact]] = {}
    ends: dict[str, Any] = {}
    known: dict[str, bool] = {}
    happened = reading.frame.past or any(t.lower in ("have", "has") for t in reading.frame.tokens)
    listed_by = reading.frame.asks in ("which", "list", "count", "keywords")
    happened = happened and listed_by and not reading.frame.modality
    for row in rows:
        term = row.get(writer.names[asked.id])
        if term is None:
            continue
        mine = facts(row)
        if not reading.frame.modality and _given_up(mine, desk, known):
            continue
        if graph.during and not _in_time(mine, graph):
            continue
        if happened and any(f.modality == "plan" and f.object.datatype and f.object.value > desk.day for f in mine):
            continue
        groups.setdefault(term.value, []).extend(f for f in mine if f not in groups.get(term.value, []))
        ends[term.value] = term
    if graph.limit:
        groups = dict(list(groups.items())[: graph.limit])
    if not groups:
        return Outcome("unanswered", "The sources do not say that of anything.", reason="no-data")
    items = [_row_item(value, ends[value], fs, desk) for value, fs in groups.items()]
    items = [i if i.citations else replace(i, **_any_proof(i, desk)) for i in items]
    items = [i for i in items if i.citations]
    if not items:
        return Outcome("unanswered", "The sources do not say that of anything.", reason="no-data")
    every = [f for fs in groups.values() for f in fs]
    text_query = with_prefixes(writer.select(), words)
    if graph.columns and graph.columns[0].expression[0] == "count":
        number = str(len(items))
        item = AnswerItem(
            number,
            number,
            None,
            XSD + "integer",
            (),
            (),
            tuple(s for i in items for s in i.statements),
            tuple(c for i in items for c in i.citations)[:60],
        )
        return Outcome(
            "answered", sentence(f"{number}: {listed(i.label for i in items)}"), [item], text_query, facts=every
        )
    distinct = list({f.iri: f for f in every}.values())
    if len(items) <= 2 and 0 < len(distinct) <= 4:
        told = dict.fromkeys(full_sentence(f, words) for f in distinct)
        return Outcome("answered", " ".join(told), items, text_query, facts=every)
    return Outcome(
        "answered",
        sentence(listed(i.label for i in items)),
        items,
        text_query,
        facts=every,
        truncated=len(rows) >= 600,
    )


def _given_up(facts: list[Fact], desk: Desk, known: dict[str, bool]) -> bool:
    """Whether a row rests on a planned date of something that was given up before it began."""
    for fact in facts:
        iri = str(fact.subject.iri)
        if fact.modality == "plan" and fact.object.datatype:
            if iri not in known:
                known[iri] = iri in withdrawn([Found(fact, False)], desk.words, desk.reader)
            if known[iri]:
                return True
    return False


def _in_time(facts: list[Fact], graph: QueryGraph) -> bool:
    return any(all(holds_during(f, b) for b in graph.during) for f in facts)


def facts_behind(rows: list[dict[str, Any]], graph: QueryGraph, writer: Writer, desk: Desk) -> Any:
    """A function from a row to the statements that make it, all read at once."""
    wanted: dict[tuple[str, str], set[str]] = {}

    def end(node: QueryNode, row: dict[str, Any]) -> str:
        if len(node.entities) == 1:
            return node.entities[0]
        term = row.get(writer.names[node.id])
        return node.constant[0] if node.constant else term.value if term is not None else ""

    for edge in graph.edges:
        if not edge.negated:
            wanted[(edge.p, "")] = {end(graph.nodes[edge.s], r) for r in rows}
    table: dict[tuple[str, str, str], list[Fact]] = {}
    for (prop, _), subjects in wanted.items():
        iris = [s for s in subjects if ":" in s][:300]
        if iris:
            for f in find_statements(desk.reader, desk.words, iris, (prop,)):
                fact = f.fact
                if fact.negated or fact.rank == "deprecated":
                    continue
                a, b = str(fact.subject.iri), str(fact.object.iri or fact.object.value)
                table.setdefault((a, prop, b) if not f.turned else (b, prop, a), []).append(fact)

    def of(row: dict[str, Any]) -> list[Fact]:
        out: list[Fact] = []
        for edge in graph.edges:
            if not edge.negated:
                out += table.get((end(graph.nodes[edge.s], row), edge.p, end(graph.nodes[edge.o], row)), [])
        return out

    return of


def _row_item(value: str, term: Any, facts: list[Fact], desk: Desk) -> AnswerItem:
    datatype = getattr(term, "datatype", None)
    label = value if datatype is not None else desk.reader.label(value)
    match = next((f for f in facts if str(f.object.iri or f.object.value) == value), None)
    if match is not None and datatype is not None:
        label = match.words
    quals = qualifiers_of(facts[0]) if facts else ()
    return AnswerItem(
        value,
        label,
        None if datatype is not None else value,
        str(datatype.value) if datatype is not None else None,
        (),
        quals,
        tuple(f.iri for f in facts),
        citations(facts),
    )


def _any_proof(item: AnswerItem, desk: Desk) -> dict[str, Any]:
    """For a thing that only its class answers: a statement in which the sources speak of it."""
    if not item.iri:
        return {}
    found = (
        find_statements(desk.reader, desk.words, (item.iri,))[:1]
        or find_statements(desk.reader, desk.words, (), (), (item.iri,))[:1]
    )
    return {"statements": tuple(f.fact.iri for f in found), "citations": citations(f.fact for f in found)}
