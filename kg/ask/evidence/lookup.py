"""Finds the statements that a relation in a question may mean, and reads them with their proofs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from kg.ask.evidence.cited import XSD, AnswerItem, Citation
from kg.ask.evidence.desk import Outcome
from kg.ask.evidence.in_full import in_full
from kg.ask.questions.times import Bound
from kg.ask.words.english import word_set
from kg.ask.words.words import RDF, Words
from kg.read.facts import Fact, Quote, read_facts
from kg.read.reader import GraphReader, text_of
from kg.read.wording import date_words

MOST = 400
remembered: ContextVar[dict[str, Fact] | None] = ContextVar("remembered", default=None)
"""The statements that the question at hand has read; nothing where none is being answered."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with whether its bare triple stands on the direct layer, and which way it was asked."""

    fact: Fact
    direct: bool
    turned: bool = False

    @property
    def near(self) -> str:
        """The IRI of the end that the question named."""
        return str((self.fact.object if self.turned else self.fact.subject).iri)


def values(name: str, iris: Iterable[str]) -> str:
    """A VALUES block."""
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def find_statements(
    reader: GraphReader,
    words: Words,
    subjects: Sequence[str] = (),
    props: Sequence[str] = (),
    objects: Sequence[str] = (),
    bounds: Sequence[Bound] = (),
) -> list[Found]:
    """The statements with one of the given subjects, properties and objects each; an inverse's statements too.

    Only those whose value is within all `bounds` are read, which is what takes time.
    """
    asked = dict.fromkeys(props, False)
    query: list[str] = []
    inverses = {words.properties[p].inverse: p for p in props if p in words.properties and words.properties[p].inverse}
    for p, other in ((k, v) for k, v in ((q.iri, q.inverse) for q in words.properties.values()) if v in asked):
        inverses.setdefault(p, str(other))
    found: dict[str, tuple[bool, bool]] = {}
    for turned, ps, ss, os in ((False, list(props), subjects, objects), (True, list(inverses), objects, subjects)):
        if turned and not ps:
            continue
        query = [
            values("s", ss) if ss else "",
            values("p", [str(p) for p in ps]) if ps else "",
            values("o", os) if os else "",
        ]
        statement = (
            f"?st <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o . BIND(EXISTS {{ ?s ?p ?o }} AS ?d)"
        )
        text = f"SELECT ?st ?d ?o WHERE {{ {' '.join(q for q in query if q)} {statement} }} LIMIT {MOST}"
        for row in reader.store.select(text):
            if not all(b.holds(row["o"].value) for b in bounds):  # type: ignore[union-attr]
                continue
            found.setdefault(row["st"].value, (row["d"].value == "true", turned))  # type: ignore[union-attr]
    criterion = words.core + "criterionText"
    read = _facts(reader, list(found))
    facts = sorted((in_full(f) if f.property.iri == criterion else f for f in read), key=in_order)
    return [Found(f, *found[f.iri]) for f in facts]


def _facts(reader: GraphReader, statements: Sequence[str]) -> list[Fact]:
    """The statements, each read once a question: its readings ask for the same ones over and over."""
    known = remembered.get()
    if known is None:
        return read_facts(reader, statements)
    known.update({f.iri: f for f in read_facts(reader, [s for s in statements if s not in known])})
    return [known[s] for s in statements if s in known]


def in_order(fact: Fact) -> tuple[str, str, str, str]:
    """What statements are sorted by, so that a list comes in the same order from every process and every build."""
    value = fact.object.label.lower() if fact.object.iri else fact.object.value
    return (fact.subject.label.lower(), str(fact.property.iri), value, fact.iri)


def citation(quote: Quote) -> Citation:
    """One piece of evidence as a citation."""
    context = tuple((c.quote, c.start, c.end, c.role) for c in quote.context)
    source = quote.source
    return Citation(
        source.iri,
        source.source or source.iri,
        source.title or None,
        quote.passage,
        quote.exact,
        quote.start,
        quote.end,
        quote.page or None,
        quote.section or None,
        context,
    )


def citations(facts: Iterable[Fact]) -> tuple[Citation, ...]:
    """The proofs of some statements, each place once, one a document first."""
    seen: dict[tuple[str, int | None, int | None], Citation] = {}
    for fact in facts:
        for quote in fact.quotes:
            cited = citation(quote)
            if cited.quote:
                seen.setdefault((cited.document, cited.start, cited.end), cited)
    return tuple(seen.values())


def qualifiers_of(fact: Fact) -> tuple[tuple[str, object], ...]:
    """A statement's qualifiers by interface.md: names to text, and to IRI and label where the value is a thing."""
    out: dict[str, object] = {"modality": fact.modality, "negated": fact.negated, "rank": fact.rank}
    for q in fact.qualifiers:
        out[q.name] = (
            {"iri": q.thing.iri, "label": q.thing.label}
            if q.thing.iri
            else (q.thing.value == "true" if q.thing.value in ("true", "false") else q.thing.value)
        )
    return tuple(out.items())


def verdict(value: bool, facts: Sequence[Fact]) -> AnswerItem:
    """A yes or no, from the statements that prove it, the telling one first."""
    return AnswerItem(
        "true" if value else "false",
        "yes" if value else "no",
        None,
        XSD + "boolean",
        (),
        qualifiers_of(facts[0]),
        tuple(f.iri for f in facts),
        citations(facts),
    )


def day_item(day: str, facts: Sequence[Fact]) -> AnswerItem:
    """A day, month or year as an answer, with the qualifiers of the first of the statements that tell it."""
    kind = XSD + _DAY_KINDS.get(len(day), "date")
    proofs = tuple(f.iri for f in facts)
    return AnswerItem(day, date_words(day), None, kind, (), qualifiers_of(facts[0]), proofs, citations(facts))


_DAY_KINDS = {4: "gYear", 7: "gYearMonth"}
"""What a date is by how many signs it has, where it is no whole day."""


def item_of(facts: Sequence[Fact], *, subject: bool = False) -> AnswerItem:
    """One answer from the statements that agree on it: their object, or their subject."""
    fact = facts[0]
    thing = fact.subject if subject else fact.object
    label = thing.label if thing.iri else fact.words
    return AnswerItem(
        str(thing.iri or thing.value),
        label,
        thing.iri,
        None if thing.iri else thing.datatype,
        (),
        qualifiers_of(fact),
        tuple(f.iri for f in facts),
        citations(facts),
    )


def yes_or_no(value: bool, told: str, facts: Sequence[Fact]) -> Outcome:
    """A yes or no as an outcome, with the sentences that tell it and the statements that prove it."""
    return Outcome("answered", f"{'Yes' if value else 'No'}: {told}", [verdict(value, facts)], facts=list(facts))


def testers(reader: GraphReader, words: Words) -> dict[str, set[str]]:
    """Who tests what, by the statements that nobody denies or takes back: each thing with the bodies that test it."""
    props = [p.iri for p in words.properties.values() if p.label in word_set("told", "forecasts", "makers")]
    query = (
        f"SELECT DISTINCT ?s ?o WHERE {{ {values('p', props)} ?st <{RDF}predicate> ?p ; <{RDF}subject> ?s ; "
        f"<{RDF}object> ?o FILTER NOT EXISTS {{ ?st <{words.core}negated> true }} "
        f"FILTER NOT EXISTS {{ ?st <{words.core}rank> <{words.core}deprecated> }} }}"
    )
    out: dict[str, set[str]] = {}
    for row in reader.store.select(query) if props else ():
        out.setdefault(text_of(row["s"]), set()).add(text_of(row["o"]))
    return out


def amount_told(fact: Fact) -> float:
    """The number that a statement gives, of a range its lower end ("between $10 million and $20 million").

    Not a number where it gives none, so that it is neither above nor below another.
    """
    lower = fact.qualifier("lower")
    try:
        return float(fact.object.value if lower is None else lower.value)
    except ValueError:
        return math.nan
