"""Answers from any RDF graph: rows of values, cited by the triples that hold them."""

from __future__ import annotations

import itertools
from typing import Any

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem, Citation
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.foreign.plainly import answer_plainly
from kg.ask.graphs.graphs import QueryGraph
from kg.ask.graphs.sparql import Writer, with_prefixes
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.words.english import split_name
from kg.ask.words.words import Words
from kg.read.wording import value_words

MOST_ROWS = 500
CITED_ROWS = 60
ENOUGH = 0.15


def answer_foreign(found: Understanding, setting: Setting, desk: Desk) -> tuple[Interpretation | None, Outcome]:
    """The rows of the likeliest reading that has any."""
    del setting
    coded = is_coded(desk.words)
    if not coded:
        plainly = answer_plainly(found.frame.text, desk)
        if plainly is not None:
            found.said = plainly[0]
            return None, plainly[1]
        return _as_portrait(found, desk) or _as_refusal(found)
    table = _as_table(found, desk)
    if table[1].status == "unanswered":
        plainly = answer_plainly(found.frame.text, desk)
        if plainly is not None and plainly[1].status != "unanswered":
            found.said = plainly[0]
            return None, plainly[1]
    return table


def _as_portrait(found: Understanding, desk: Desk) -> tuple[Interpretation | None, Outcome] | None:
    """What the graph says of the one thing that a question names and asks nothing else of: "tell me about X"."""
    best = found.readings[0] if found.readings else None
    if best is None or best.left or len(best.cover) != 1 or best.graph.edges or best.graph.truth or found.unknown:
        return None
    asked = found.frame.asks in ("definition", "who", "which", "list", "keywords")
    return (best, _described(best, desk)) if asked and any(n.entities for n in best.graph.nodes) else None


def _as_refusal(found: Understanding) -> tuple[Interpretation | None, Outcome]:
    """Why there is no answer: a name that the graph does not know, or words that it does not."""
    best = found.readings[0] if found.readings else None
    met = {i for s in (best.cover if best else ()) for i in s.at}
    strange = [
        t.text
        for i, t in enumerate(found.frame.tokens)
        if i and i not in met and t.text[:1].isupper() and t.text != "I" and i not in found.frame.focus
    ]
    unknown = found.unknown or ([" ".join(strange)] if strange and len(strange) < len(found.frame.tokens) - 1 else [])
    if unknown:
        text = f"The graph does not speak of {unknown[0]}."
        return best, Outcome("unanswered", text, reason="unknown-entity")
    return best, Outcome("unanswered", "This was not understood.", reason="not-understood")


def is_coded(words: Words) -> bool:
    """Whether most things have neither a name nor an IRI that says one, and are known by their numbers."""
    things = [e for e in words.entities.values() if e.types]
    coded = [e for e in things if any(c.isdigit() for c in e.iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1])]
    bare = [e for e in coded if split_name(e.iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]) == e.label.lower()]
    return len(bare) > 0.5 * len(things)


def _as_table(found: Understanding, desk: Desk) -> tuple[Interpretation | None, Outcome]:
    """The rows of the likeliest reading as a table of keys and values."""
    if not found.readings or not found.readings[0].cover:
        return None, Outcome("unanswered", "This was not understood.", reason="not-understood")
    best = found.readings[0]
    if found.unknown:
        return best, Outcome("unanswered", f"The graph does not speak of {found.unknown[0]}.", reason="unknown-entity")
    last: tuple[Interpretation, Outcome] | None = None
    for reading in found.readings[:4]:
        if reading.score < best.score - 0.5:
            break
        outcome = _rows(reading, desk)
        if outcome.status != "unanswered":
            return reading, outcome
        last = last or (reading, outcome)
    return (
        last if last is not None else (best, Outcome("unanswered", "This was not understood.", reason="not-understood"))
    )


def _rows(reading: Interpretation, desk: Desk) -> Outcome:
    graph, words = reading.graph, desk.words
    content = [s for s in reading.cover if s.score > ENOUGH]
    if graph.cost >= 3.0 + 0.9 * len(reading.cover) or not content or len(reading.left) > max(2, len(content)):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if graph.truth:
        return _truth(reading, desk)
    if not graph.columns:
        return _described(reading, desk)
    writer = Writer(graph, words)
    text = writer.select()
    rows: list[dict[str, Any]] = desk.reader.store.select(text if graph.limit else f"{text}\nLIMIT {MOST_ROWS + 1}")
    query = with_prefixes(text, words)
    names = [_name(i, text) for i in range(len(graph.columns))]
    rows = [r for r in rows if any(n in r for n in names)]
    if not rows:
        return Outcome("unanswered", "The graph holds nothing that answers this.", reason="no-data", sparql=query)
    proofs = _proofs(graph, writer, desk)
    items = []
    for row in rows[:MOST_ROWS]:
        cells = tuple(row[n].value if n in row else "" for n in names)
        term = row.get(names[0])
        labels = [_label(row.get(n), desk) for n in names]
        cited = proofs(row)
        iri = term.value if type(term).__name__ == "NamedNode" else None  # type: ignore[union-attr]
        datatype = str(term.datatype.value) if term is not None and hasattr(term, "datatype") else None
        items.append(AnswerItem(cells[0], labels[0], iri, datatype, cells if len(cells) > 1 else (), (), (), cited))
    columns = tuple(c.name for c in graph.columns)
    said = (
        listed((", ".join(_label(r.get(n), desk) for n in names) for r in rows), 8)
        if len(names) == 1
        else "; ".join(
            ", ".join(f"{c}: {_label(r.get(n), desk)}" for c, n in zip(columns, names, strict=True)) for r in rows[:6]
        )
    )
    return Outcome(
        "answered",
        sentence(said),
        items,
        query,
        columns=columns if len(columns) > 1 else None,
        truncated=len(rows) > MOST_ROWS,
    )


def _name(index: int, text: str) -> str:
    """The variable that a column has in the query's head."""
    head = text[text.index("SELECT") : text.index(" WHERE")]
    depth, current, parts = 0, "", []
    for part in head.removeprefix("SELECT").removeprefix(" DISTINCT").strip().split(" "):
        current = f"{current} {part}".strip()
        depth += part.count("(") - part.count(")")
        if depth == 0 and current:
            parts.append(current)
            current = ""
    return parts[index].rstrip(")").rsplit("?", 1)[-1]


def _label(term: Any, desk: Desk) -> str:
    if term is None:
        return "—"
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return desk.reader.label(term.value)
    kind = str(datatype.value)
    if kind == XSD + "dateTime" and "T00:00:00" in term.value:
        return value_words(term.value[:10], XSD + "date")
    return value_words(term.value, kind) if not kind.endswith("integer") else str(term.value)


def _proofs(graph: QueryGraph, writer: Writer, desk: Desk) -> Any:
    """A function from a result row to the triples behind it, found by the same pattern without its aggregates."""
    nodes = [n for n in graph.nodes if writer.term(n.id).startswith("?")]
    names = [writer.names[n.id] for n in nodes if any(n.id in (e.s, e.o) and not e.negated for e in graph.edges)]
    if not names:
        return lambda _row: _typed(graph, desk)
    bare: list[dict[str, Any]] = desk.reader.store.select(
        f"SELECT {' '.join('?' + n for n in names)} WHERE {{\n  {writer.pattern()}\n}} LIMIT 2000"
    )
    keys = [n for n in names if any(c.expression == ("node", i) for c in graph.columns for i in [_id(writer, n)])]
    table: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in bare:
        table.setdefault(tuple(row[k].value for k in keys if k in row), []).append(row)
    homes: dict[str, str] = {}

    def of(row: dict[str, Any]) -> tuple[Citation, ...]:
        mine = table.get(tuple(row[k].value for k in keys if k in row), [])[:CITED_ROWS]
        return tuple(itertools.islice((_cite(m, graph, writer, desk, homes) for m in mine), 20)) or _typed(graph, desk)

    return of


def _id(writer: Writer, name: str) -> int:
    return next(i for i, n in writer.names.items() if n == name)


def _cite(row: dict[str, Any], graph: QueryGraph, writer: Writer, desk: Desk, homes: dict[str, str]) -> Citation:
    """The triples of one solution, as N-Triples, with the graph that holds them."""
    lines = []
    for edge in graph.edges:
        if edge.negated:
            continue
        s, o = (_ntriples(writer.term(n), row) for n in (edge.s, edge.o))
        lines.append(f"{s} <{edge.p}> {o} .")
    home = _home(graph, desk, homes)
    return Citation(home, home, None, None, "\n".join(dict.fromkeys(lines)) or "—", None, None)


def _ntriples(term: str, row: dict[str, Any]) -> str:
    return str(row[term[1:]]) if term.startswith("?") and term[1:] in row else term


def _typed(graph: QueryGraph, desk: Desk) -> tuple[Citation, ...]:
    """The class membership of what was found, for questions about a class alone."""
    node = next((n for n in graph.nodes if n.classes and n.kind == "thing"), None)
    if node is None:
        return ()
    found = desk.reader.store.select(f"SELECT ?x WHERE {{ ?x a <{min(node.classes)}> }} LIMIT 20")
    lines = [f"{r['x']} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{min(node.classes)}> ." for r in found]
    home = _home(graph, desk, {})
    return (Citation(home, home, None, None, "\n".join(lines) or f"<{min(node.classes)}>", None, None),)


def _home(graph: QueryGraph, desk: Desk, homes: dict[str, str]) -> str:
    """The named graph that holds a property's triples, else the namespace of the property."""
    prop = next((e.p for e in graph.edges), next((min(n.classes) for n in graph.nodes if n.classes), "urn:graph"))
    if prop not in homes:
        rows = desk.reader.store.select(f"SELECT ?g WHERE {{ GRAPH ?g {{ ?s <{prop}> ?o }} }} LIMIT 1")
        homes[prop] = rows[0]["g"].value if rows else prop[: max(prop.rfind("#"), prop.rfind("/")) + 1].rstrip("#")  # type: ignore[union-attr]
    return homes[prop]


def _truth(reading: Interpretation, desk: Desk) -> Outcome:
    """Yes where the pattern has a solution; a graph that does not say so is silent, unless it says another value."""
    graph, words = reading.graph, desk.words
    writer = Writer(graph, words)
    if not graph.edges:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    query = with_prefixes(writer.select(), words)
    rows = desk.reader.store.select(f"SELECT * WHERE {{\n  {writer.pattern()}\n}} LIMIT 5")
    homes: dict[str, str] = {}
    if rows:
        item = AnswerItem(
            "true",
            "yes",
            None,
            XSD + "boolean",
            (),
            (),
            (),
            tuple(_cite(dict(r), graph, writer, desk, homes) for r in rows),
        )
        return Outcome("answered", "Yes.", [item], query)
    loose = QueryGraph(graph.nodes, graph.edges)
    fixed = [(n.id, n.constant, n.entities) for n in graph.nodes if n.constant or n.entities]
    if fixed and (graph.filters or len(fixed) > 1):
        node = graph.nodes[fixed[-1][0]]
        if not graph.filters:
            node.constant, node.entities = None, ()
        other = Writer(loose, words)
        rows = desk.reader.store.select(f"SELECT * WHERE {{\n  {other.pattern()}\n}} LIMIT 5")
        node.constant, node.entities = fixed[-1][1], fixed[-1][2]
        if rows:
            item = AnswerItem(
                "false",
                "no",
                None,
                XSD + "boolean",
                (),
                (),
                (),
                tuple(_cite(dict(r), loose, other, desk, homes) for r in rows),
            )
            return Outcome("answered", "No: the graph gives another value.", [item], query)
    return Outcome("unanswered", "The graph does not say.", reason="no-data", sparql=query)


def _described(reading: Interpretation, desk: Desk) -> Outcome:
    """A bare name: what the graph says of it."""
    entity = next((e for n in reading.graph.nodes for e in n.entities), None)
    if entity is None:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    text = f"SELECT ?property ?value WHERE {{\n  <{entity}> ?property ?value .\n}}"
    rows: list[dict[str, Any]] = list(desk.reader.store.select(text + " LIMIT 40"))
    items = []
    for row in rows:
        term = row["value"]
        iri = term.value if type(term).__name__ == "NamedNode" else None
        cited = Citation(entity, entity, None, None, f"<{entity}> {row['property']} {term} .", None, None)
        items.append(
            AnswerItem(
                term.value,
                _label(term, desk),
                iri,
                None if iri else str(term.datatype.value),
                (row["property"].value, term.value),
                (),
                (),
                (cited,),
            )
        )
    if not items:
        return Outcome("unanswered", "The graph says nothing about it.", reason="no-data")
    return Outcome(
        "answered",
        sentence(f"{desk.words.label(entity)}: " + "; ".join(i.label for i in items[:6])),
        items,
        with_prefixes(text, desk.words),
        columns=("property", "value"),
    )
