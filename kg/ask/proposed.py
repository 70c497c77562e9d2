"""A query that a language model proposes for a question that was not understood: checked, run read-only, and cited.

The model sees the vocabulary and the question, and nothing of the graph. What it proposes is only ever a query. Its
rows answer where statements of the graph bear them out, with the quotes of those statements; a row that none bears is
not shown, and what no single statement says (a count, a no, an absence) is refused. Whatever is answered so says who
proposed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.ask.answering.sentences import conflict_sentence, full_sentence
from kg.ask.evidence.cited import Answer, AnswerItem
from kg.ask.evidence.lookup import citations, in_order, qualifiers_of, values, verdict
from kg.ask.words.words import RDF, Words
from kg.read.facts import Fact, read_facts
from kg.read.reader import GraphReader
from kg.store.query import QueryFault, check_query, limit_rows
from kg.store.tokens import Terminal, tokens

LABEL = "proposed by a language model"
MOST_ROWS = 50
LONGEST_QUERY = 4000
Cell = tuple[str, str | None, str | None]
"""A value of a row: its text, its IRI where it is a thing, its datatype where it is a literal."""
Run = Callable[[str], Sequence[Mapping[str, Cell]]]
"""Runs a checked SELECT read-only, within limits of its own; raises `QueryFault`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed query that may run: with every variable selected, the variables it asked for, and what it names."""

    asked: str
    opened: str
    columns: tuple[str, ...]
    truth: bool
    names: frozenset[str]


def prompt_of(words: Words) -> str:
    """What the model is told: the vocabulary that the graph uses, and what it may propose. Nothing of the data."""
    lines = [
        "You write SPARQL 1.1 for a graph with this vocabulary. Answer with one SELECT or ASK query and nothing else.",
        "Things are found by rdfs:label or skos:altLabel. Use no SERVICE, no update, no aggregate and no FROM.",
        f"PREFIX kg: <{words.core}>",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
        "Classes:",
    ]
    used = [c for c in words.classes.values() if c.count]
    lines += [f"<{c.iri}> {c.label}" for c in sorted(used, key=lambda c: c.iri)]
    lines.append("Properties, with what they lead from and to:")
    for prop in sorted((p for p in words.properties.values() if p.count), key=lambda p: p.iri):
        ends = [" or ".join(sorted(words.label(c) for c in side)) for side in (prop.domains, prop.ranges)]
        lines.append(f"<{prop.iri}> {prop.label}: {ends[0] or 'thing'} to {ends[1] or prop.kind}")
    return "\n".join(lines)


def query_in(reply: str) -> str:
    """The query in what a model wrote: what stands in a fence, else all of it.

    >>> query_in("Here it is:\\n```sparql\\nASK { ?s ?p ?o }\\n```")
    'ASK { ?s ?p ?o }'
    """
    fenced = re.search(r"```(?:\w+)?\s*\n(.*?)```", reply, re.S)
    return (fenced.group(1) if fenced else reply).strip()


def read_proposal(text: str, prefixes: Mapping[str, str]) -> Proposal:
    """A proposed query as one that may run; raises `QueryFault` where it may not, with why.

    Prefixes that the graph knows need not be declared. It must be a SELECT of variables or an ASK, of this graph alone.
    """
    if not text or len(text) > LONGEST_QUERY:
        raise QueryFault("the proposal is empty or too long to be a query")
    checked = check_query(text, prefixes)
    if checked.form not in ("SELECT", "ASK") or checked.has_dataset:
        raise QueryFault("only a SELECT or an ASK of this graph may be proposed")
    found = list(tokens(text))
    declared = dict(prefixes)
    for at, token in enumerate(found):
        if token.word == "PREFIX" and at + 2 < len(found):
            declared[found[at + 1].text.rstrip(":")] = found[at + 2].text[1:-1]
    at = next(i for i, token in enumerate(found) if token.word == checked.form)
    brace = next((i for i, token in enumerate(found) if i > at and token.text == "{"), None)
    if brace is None or any(token.word in ("GROUP", "HAVING") for token in found):
        raise QueryFault("what is proposed sums up, and no single statement proves a sum")
    head = [t for t in found[at + 1 : brace] if t.word not in ("WHERE", "DISTINCT", "REDUCED")]
    if any(t.kind != "variable" and t.text != "*" for t in head):
        raise QueryFault("what is proposed works something out, and no single statement proves that")
    if sum(token.word == "SELECT" for token in found) > 1 or any(t.word in ("MINUS", "EXISTS") for t in found):
        raise QueryFault("what is proposed rests on an absence or on a query inside it")
    missing = {n: iri for n, iri in prefixes.items() if not re.search(rf"\bPREFIX\s+{n}:", text, re.I)}
    declarations = "".join(f"PREFIX {name}: <{iri}> " for name, iri in missing.items())
    body = text[found[brace].start :]
    opened = declarations + text[: found[at].start] + "SELECT * WHERE " + body
    columns = tuple(t.text[1:] for t in head if t.kind == "variable")
    return Proposal(text, limit_rows(opened, MOST_ROWS), columns, checked.form == "ASK", _names(found, declared))


def _names(found: Sequence[Terminal], prefixes: Mapping[str, str]) -> frozenset[str]:
    """The IRIs that a query names, in full, and its strings."""
    out = set()
    for token in found:
        if token.kind == "iri":
            out.add(token.text[1:-1])
        elif token.kind == "string":
            out.add(token.text.strip("\"'"))
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            out.add(prefixes.get(prefix, "") + local)
    return frozenset(out)


def answer_proposed(
    refusal: Answer, reply: str, words: Words, reader: GraphReader, run: Run, prefixes: Mapping[str, str]
) -> Answer:
    """The answer that a model's reply comes to, with the label that says so; the refusal as it was where it is none.

    In: the refusal of the question, the model's reply as text, the graph's words and reader, and what runs a query.
    """
    try:
        proposal = read_proposal(query_in(reply), prefixes)
        rows = list(run(proposal.opened))[:MOST_ROWS]
    except QueryFault:
        return refusal
    borne = [(row, facts) for row in rows if (facts := _bearing(row, proposal, words, reader))]
    items = _truth(borne) if proposal.truth else _items(borne, proposal, reader)
    if not items:
        return refusal
    facts = list({f.iri: f for _, found in borne for f in found}.values())
    facts = [f for f in facts if any(f.iri in i.statements for i in items)]
    sides = [f for f in read_facts(reader, sorted({c for f in facts for c in f.conflicts_with})) if f not in facts]
    if sides and not proposal.truth:
        items += [_item(f.object.iri or f.object.value, f.object.iri, f.object.datatype, [f], reader) for f in sides]
    text = conflict_sentence([*facts, *sides], words) if sides else ""
    text = text or " ".join(list(dict.fromkeys(full_sentence(f, words) for f in facts))[:6])
    return replace(
        refusal,
        understood=f"a query {LABEL}",
        status="conflicting" if sides and not proposal.truth else "answered",
        text=f"{LABEL[0].upper()}{LABEL[1:]}: {text}",
        answers=tuple(items),
        sparql=proposal.asked,
        reason=None,
        known=(),
        readings=(),
        suggestions=(),
        passages=(),
        proposed_by="language model",
    )


def _bearing(row: Mapping[str, Cell], proposal: Proposal, words: Words, reader: GraphReader) -> list[Fact]:
    """The statements that bear a row out: of properties that the query names, between things that the row holds."""
    held = {cell[0] for cell in row.values()} | proposal.names
    props = sorted(p for p in held if p in words.properties)
    things = sorted({cell[1] for cell in row.values() if cell[1]} | {n for n in proposal.names if n in words.entities})
    known = [t for t in things if t in words.entities]
    iris = [t for t in things if "/statement/" in t]
    if known and props:
        ends = values("s", known[:40]) + values("p", props)
        query = f"SELECT ?st WHERE {{ {ends} ?st <{RDF}subject> ?s ; <{RDF}predicate> ?p }} ORDER BY ?st LIMIT 200"
        iris += [r["st"].value for r in reader.store.select(query)]  # type: ignore[union-attr]
    facts = sorted(read_facts(reader, iris), key=in_order)
    return [
        f
        for f in facts
        if not f.negated and f.rank != "deprecated" and {str(f.subject.iri), f.object.iri or f.object.value} <= held
    ]


def _truth(borne: Sequence[tuple[Mapping[str, Cell], list[Fact]]]) -> list[AnswerItem]:
    """Yes, on the statements that bear it out; where there are none, silence is no answer."""
    facts = list({f.iri: f for _, found in borne for f in found}.values())
    if not facts:
        return []
    return [verdict(True, facts)]


def _items(
    borne: Sequence[tuple[Mapping[str, Cell], list[Fact]]], proposal: Proposal, reader: GraphReader
) -> list[AnswerItem]:
    """One answer a value of the first column whose values the statements give."""
    for column in proposal.columns or tuple(dict.fromkeys(name for row, _ in borne for name in row)):
        groups: dict[str, tuple[Cell, list[Fact]]] = {}
        for row, facts in borne:
            cell = _thing_of(row[column], row, reader) if column in row else None
            mine = [f for f in facts if cell is not None and cell[0] in _values(f)]
            if cell is not None and mine:
                groups.setdefault(cell[0], (cell, []))[1].extend(f for f in mine if f not in groups[cell[0]][1])
        if groups:
            return [_item(c[0], c[1], c[2], facts, reader) for c, facts in groups.values()]
    return []


def _thing_of(cell: Cell, row: Mapping[str, Cell], reader: GraphReader) -> Cell:
    """The thing of the row whose name a cell is; the cell itself where it is no name."""
    if cell[1] is None:
        for _, iri, _ in row.values():
            if iri and reader.label(iri) == cell[0]:
                return (iri, iri, None)
    return cell


def _values(fact: Fact) -> set[str]:
    """What a statement says: its ends, and the values of its qualifiers."""
    ends = {str(fact.subject.iri), str(fact.object.iri or fact.object.value)}
    return ends | {str(q.thing.iri or q.thing.value) for q in fact.qualifiers}


def _item(value: str, iri: str | None, datatype: str | None, facts: list[Fact], reader: GraphReader) -> AnswerItem:
    label = reader.label(iri) if iri else next((f.words for f in facts if f.object.value == value), value)
    iris = tuple(f.iri for f in facts)
    return AnswerItem(value, label, iri, None if iri else datatype, (), qualifiers_of(facts[0]), iris, citations(facts))
