"""Answers over any graph from plans: the likeliest reading that the data bear out, cited by its triples."""

from __future__ import annotations

import itertools
import re
from typing import Any

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem, Citation
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.foreign.likely import links_of, readings_of
from kg.ask.foreign.links import Links
from kg.ask.graphs.plan import Plan, PlanWriter
from kg.ask.graphs.sparql import with_prefixes
from kg.ask.questions.times import Bound
from kg.ask.words.senses import RDFS
from kg.ask.words.words import Words
from kg.read.wording import value_words

MOST_ROWS = 500
SURE = 2.1


def answer_plainly(text: str, desk: Desk) -> tuple[str, Outcome] | None:
    """The understood reading in words and its outcome; None where no reading is sure enough."""
    words = desk.words
    links = links_of(words, desk.reader.store)
    readings = readings_of(text, words, links)
    if not readings:
        return None
    best = readings[0]
    fallback: tuple[str, Outcome] | None = None
    for reading in readings[:6]:
        if reading.plan.cost > SURE or reading.score < best.score - 0.6:
            continue
        outcome = run(reading.plan, desk, links)
        if outcome is None:
            continue
        said = in_words(reading.plan, words)
        if outcome.status == "answered" and not _hollow(outcome):
            return said, outcome
        fallback = fallback or (said, outcome)
    return fallback


def _hollow(outcome: Outcome) -> bool:
    """Whether an answer is only a count of nothing."""
    return len(outcome.items) == 1 and outcome.items[0].value == "0" and outcome.columns is None


def writer_of(plan: Plan, words: Words, links: Links) -> tuple[PlanWriter, frozenset[str]]:
    """The writer of a plan and the classes that its relations imply anyway."""
    names: dict[int, str] = {}
    taken: dict[str, int] = {}
    for node in plan.nodes:
        base = _base(node.classes or (node.types if not node.prop else frozenset()), node.prop, words)
        taken[base] = taken.get(base, 0) + 1
        names[node.id] = base + (str(taken[base]) if taken[base] > 1 else "")
    implied = frozenset(
        f"{n.id} {c}"
        for n in plan.nodes
        for c in n.classes
        if any(_implies(plan, t, n.id, c, words) for t in plan.triples if n.id in (t[0], t[2]))
    )
    return PlanWriter(plan, names, links.typing, links.below), implied


def _implies(plan: Plan, triple: tuple[int, str, int], at: int, cls: str, words: Words) -> bool:
    del plan
    prop = words.properties.get(triple[1])
    if prop is None:
        return False
    side = 0 if triple[0] == at else 1
    seen = {pair[side] for pair, n in prop.edges.items() if n}
    subjects = {p[side] for p in prop.edges if p[side] and not words.is_a(p[side], cls)}
    return bool(seen) and all(seen) and not subjects


def _base(kinds: frozenset[str], prop: str, words: Words) -> str:
    iri = (
        sorted(kinds, key=lambda c: (-len(words.classes[c].ancestors) if c in words.classes else 0, c))[0]
        if kinds
        else prop
    )
    if iri == RDFS + "label":
        return "name"
    label = words.label(iri) if iri else "thing"
    parts = re.findall(r"[A-Za-z0-9]+", label.lower()) or ["x"]
    name = parts[0] + "".join(p[:1].upper() + p[1:] for p in parts[1:4])
    return str(name) if name[0].isalpha() else f"v{name}"


def run(plan: Plan, desk: Desk, links: Links) -> Outcome | None:
    """The outcome of a plan; None where it cannot be written."""
    words = desk.words
    named = all(plan.nodes[i].named for _, i in plan.columns)
    if not plan.truth and not plan.triples and not plan.denied and named:
        return None
    writer, implied = writer_of(plan, words, links)
    if (not plan.truth and not plan.columns) or (
        plan.truth and not plan.triples and not plan.denied and not plan.having
    ):
        return None
    text = writer.select(implied)
    query = with_prefixes(text, words)
    store: Any = desk.reader.store
    if plan.truth:
        return _truth(plan, writer, implied, text, query, desk)
    rows: list[dict[str, Any]] = store.select(text if plan.limit else f"{text}\nLIMIT {MOST_ROWS + 1}")
    names = _heads(text)
    rows = [r for r in rows if any(r.get(n) is not None for n in names)]
    if not rows:
        return Outcome("unanswered", "The graph holds nothing that answers this.", reason="no-data", sparql=query)
    proofs = _proofs(plan, writer, implied, desk)
    items = []
    for row in rows[:MOST_ROWS]:
        cells = tuple(row[n].value if row.get(n) is not None else "" for n in names)
        term = row.get(names[0])
        iri = cells[0] if type(term).__name__ == "NamedNode" else None
        datatype = str(term.datatype.value) if term is not None and hasattr(term, "datatype") else None
        items.append(
            AnswerItem(
                cells[0], label_of(term, desk), iri, datatype, cells if len(cells) > 1 else (), (), (), proofs(row)
            )
        )
    shown = [", ".join(label_of(r.get(n), desk) for n in names) for r in rows]
    return Outcome(
        "answered",
        sentence(listed(shown, 8) if len(names) == 1 else "; ".join(shown[:8])),
        items,
        query,
        columns=tuple(names) if len(names) > 1 else None,
        truncated=len(rows) > MOST_ROWS,
    )


def _heads(text: str) -> list[str]:
    """The variables that a query selects, in order."""
    head = text[: text.index(" WHERE")]
    return [a or b for a, b in re.findall(r"AS \?(\w+)\)|(?<=\s)\?(\w+)(?=\s|$)", head)]


def label_of(term: Any, desk: Desk) -> str:
    """A cell as a reader would say it."""
    if term is None:
        return "—"
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        known = desk.words.entities.get(term.value)
        return known.label if known is not None else str(desk.reader.label(term.value))
    kind = str(datatype.value)
    if kind == XSD + "dateTime" and "T00:00:00" in term.value:
        return value_words(term.value[:10], XSD + "date")
    return value_words(term.value, kind) if not kind.endswith("integer") else str(term.value)


def _truth(plan: Plan, writer: PlanWriter, implied: frozenset[str], text: str, query: str, desk: Desk) -> Outcome:
    """Yes or no: silence of the graph is no only where it says something of the kind about the same things."""
    kind = XSD + "boolean"
    ask: Any = desk.reader.store.select(
        f"SELECT ?yes WHERE {{ BIND(EXISTS {{ {text[text.index('{') + 1 : text.rindex('}')]} }} AS ?yes) }}"
    )
    yes = bool(ask) and ask[0]["yes"].value == "true"
    cited = _proofs(plan, writer, implied, desk)({}) if yes else _instead(plan, writer, desk)
    if not yes and not cited and plan.triples:
        return Outcome("unanswered", "The graph says nothing that answers this.", reason="no-data", sparql=query)
    word = "yes" if yes else "no"
    return Outcome(
        "answered", f"{word.capitalize()}.", [AnswerItem(str(yes).lower(), word, None, kind, (), (), (), cited)], query
    )


def _instead(plan: Plan, writer: PlanWriter, desk: Desk) -> tuple[Citation, ...]:
    """What the graph says by the same properties about the things that were named."""
    lines = []
    for s, p, o in [*plan.triples, *(t for g in plan.denied for t in g)]:
        for at, pattern in ((s, "{x} <{p}> ?y ."), (o, "?y <{p}> {x} .")):
            if plan.nodes[at].entities:
                term = writer.term(at)
                if term.startswith("?"):
                    continue
                body = pattern.format(x=term, p=p)
                rows: list[dict[str, Any]] = desk.reader.store.select(f"SELECT ?y WHERE {{ {body} }} LIMIT 5")
                lines += [body.replace("?y", str(r["y"])) for r in rows]
    home = _home(plan, desk)
    return (Citation(home, home, None, None, "\n".join(dict.fromkeys(lines)), None, None),) if lines else ()


def _proofs(plan: Plan, writer: PlanWriter, implied: frozenset[str], desk: Desk) -> Any:
    """A function from a row to the triples behind it."""
    pattern = writer.pattern(implied)
    names = sorted(set(re.findall(r"\?(\w+)", " ".join(writer.triple(t) for t in plan.triples) or pattern)))
    home = _home(plan, desk)
    if not names:
        quote = "\n".join(writer.triple(t) for t in plan.triples)
        return lambda _row: (Citation(home, home, None, None, quote or "—", None, None),)
    bare: list[dict[str, Any]] = desk.reader.store.select(
        f"SELECT DISTINCT {' '.join('?' + n for n in names)} WHERE {{\n  {pattern}\n}} LIMIT 2000"
    )
    shown = [writer.names[i] for how, i in plan.columns if not how and writer.names[i] in names]
    table: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in bare:
        table.setdefault(tuple(row[k].value for k in shown if row.get(k) is not None), []).append(row)

    def of(row: dict[str, Any]) -> tuple[Citation, ...]:
        mine = table.get(tuple(row[k].value for k in shown if row.get(k) is not None), []) if row else bare
        out = []
        for one in itertools.islice(mine, 20):
            lines = [writer.triple(t) for t in plan.triples] or [
                line for line in pattern.split("\n  ") if line.endswith(".")
            ]
            text = "\n".join(dict.fromkeys(lines))
            for name in names:
                if one.get(name) is not None:
                    text = re.sub(rf"\?{name}\b", lambda _m, v=one[name]: str(v), text)  # type: ignore[misc]
            out.append(Citation(home, home, None, None, text, None, None))
        return tuple(out)

    return of


def _home(plan: Plan, desk: Desk) -> str:
    """The named graph that holds a property's triples, else the namespace of the property."""
    prop = next((p for _, p, _ in plan.triples), next((c for n in plan.nodes for c in sorted(n.classes)), "urn:graph"))
    rows: list[dict[str, Any]] = desk.reader.store.select(
        f"SELECT ?g WHERE {{ GRAPH ?g {{ ?s <{prop}> ?o }} }} LIMIT 1"
    )
    return str(rows[0]["g"].value) if rows else prop[: max(prop.rfind("#"), prop.rfind("/")) + 1].rstrip("#")


def in_words(plan: Plan, words: Words) -> str:
    """A plan as a short phrase that a reader can check."""

    def name(at: int) -> str:
        node = plan.nodes[at]
        if node.entities:
            return (" and " if node.every else " or ").join(words.label(e) for e in node.entities)
        if node.constant:
            return node.constant[0]
        kind = sorted(node.classes or node.types)
        mark = "?" if any(at == i for _, i in plan.columns) else ""
        return (words.label(kind[0]).lower() if kind else "something") + mark

    said = [f"{name(s)} — {words.label(p)} — {name(o)}" for s, p, o in plan.triples]
    said += [f"not: {name(s)} — {words.label(p)} — {name(o)}" for g in plan.denied for s, p, o in g]
    said += [f"{words.label(plan.nodes[i].prop)} {b.in_words()}" for i, b in plan.filters if plan.nodes[i].prop]
    said += [f"number of {name(i)} {b.in_words()}" for i, b in plan.having]
    if plan.order:
        said.append(f"the {plan.limit or 1} with the {'largest' if plan.order[2] == 'max' else 'smallest'} value")
    asked = "whether" if plan.truth else "how many" if any(h == "count" for h, _ in plan.columns) else "what"
    return f"{asked}: " + ("; ".join(dict.fromkeys(said)) or ", ".join(name(i) for _, i in plan.columns))


__all__ = ["Bound", "answer_plainly", "links_of", "readings_of", "run", "writer_of"]
