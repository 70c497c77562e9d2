"""Facts: statements as a reader meets them, with labels, qualifiers in words and every quote that proves them."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from kg.read.reader import STANDARD, GraphReader, Node, local_name, spaced, text_of
from kg.read.sources import NODE, RawNode, SourceDocument, collect, read_sources
from kg.read.wording import MINUS, NUMBERS, value_words

RDF, PROV, OA, DCTERMS = STANDARD["rdf"], STANDARD["prov"], STANDARD["oa"], STANDARD["dcterms"]


@dataclass(frozen=True, slots=True)
class NamedThing:
    """One end of a fact: a resource (`iri`) or a literal (`datatype`), with the words to show it by."""

    label: str
    iri: str | None = None
    value: str = ""
    datatype: str | None = None
    type: str | None = None
    aliases: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The object of statement.schema.json: a resource, or a value with its datatype."""
        if self.iri:
            return {"iri": self.iri, "label": self.label, "type": self.type, "aliases": list(self.aliases)}
        return {"value": self.value, "datatype": self.datatype or STANDARD["xsd"] + "string"}


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A qualifier by the vocabulary's local name, the words for it, and its values."""

    name: str
    label: str
    thing: NamedThing


@dataclass(frozen=True, slots=True)
class ContextQuote:
    """What else a proof needs in the same document, and as what (`antecedent`, `header`, `heading` …)."""

    start: int
    end: int
    quote: str
    role: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One proof: the exact words, where they stand (code points into the document's text), and how it was found."""

    iri: str
    source: SourceDocument
    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
    passage: str | None = None
    section: str = ""
    page: str = ""
    copy_of: str | None = None
    context: tuple[ContextQuote, ...] = ()
    stated_on: str = ""
    inferred: bool = False
    confidence: float | None = None
    extracted_by: str = ""

    @builtins.property
    def witness(self) -> str:
        """The document whose word it is: the one that a reprinted passage, or a reprint, repeats; else its own."""
        return self.copy_of.split("#")[0] if self.copy_of else self.source.copy_of or self.source.iri

    @builtins.property
    def reprint(self) -> bool:
        """Whether the words are another document's."""
        return self.witness != self.source.iri


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with everything that a reader needs to judge it."""

    iri: str
    subject: NamedThing
    property: NamedThing
    object: NamedThing
    modality: str = "fact"
    negated: bool = False
    rank: str = "normal"
    qualifiers: tuple[Qualifier, ...] = ()
    quotes: tuple[Quote, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    refines: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""

    @builtins.property
    def id(self) -> str:
        """The last part of the statement's IRI."""
        return local_name(self.iri)

    def qualifier(self, name: str) -> NamedThing | None:
        """The first value of a qualifier, or `None`."""
        return next((q.thing for q in self.qualifiers if q.name == name), None)

    @builtins.property
    def words(self) -> str:
        """The object in words, with its unit, comparator and range."""
        return object_words(self)

    @builtins.property
    def documents(self) -> int:
        """Independent support: the documents among the evidence, less copies of one another."""
        return len({quote.witness for quote in self.quotes})

    @builtins.property
    def sort_key(self) -> tuple[bool, bool, str, str, str]:
        """Deprecated and superseded facts last, the others by date, then by words."""
        return (
            self.rank == "deprecated",
            bool(self.superseded_by),
            self.earliest or "9999",
            self.object.label,
            self.iri,
        )


BELOW = " \u203a "
"""What stands between the headings above a passage."""

HANDLED = {"rank", "modality", "negated", "conflictsWith", "supersedes", "refines", "earliest", "latest"}
NOT_SAID = {"comparator", "unit", "lower", "upper"}
"""Qualifiers that the object's own words already carry."""


def object_words(fact: Fact) -> str:
    """The object of a fact in words: "more than $2.1 billion", "by January 2026", "between 40 and 60"."""
    thing = fact.object
    if thing.iri:
        return thing.label
    unit, comparator = fact.qualifier("unit"), fact.qualifier("comparator")
    lower, upper = fact.qualifier("lower"), fact.qualifier("upper")
    unit_iri = unit.iri or unit.value if unit else None
    if lower and upper:
        ends = [value_words(end.value, end.datatype, unit_iri) for end in (lower, upper)]
        words = f"{ends[0]} to {ends[1]}"
    else:
        words = value_words(thing.value, thing.datatype, unit_iri, comparator.value if comparator else None)
    counted = local_name(thing.datatype or "") in NUMBERS
    if (
        counted
        and unit
        and unit.iri
        and words.lstrip(MINUS)[:1].isdigit()
        and "%" not in words
        and unit.label.islower()
    ):
        words = f"{words} {unit.label}"
    return words


def read_facts(reader: GraphReader, statements: Iterable[str]) -> list[Fact]:
    """The statements of the given IRIs, in the order given; an IRI that is no statement is left out."""
    wanted = list(dict.fromkeys(statements))
    nodes = collect(reader.rows_for(NODE, wanted))
    superseded: dict[str, set[str]] = defaultdict(set)
    for row in reader.rows_for(SUPERSEDED, wanted):
        superseded[text_of(row["s"])].add(text_of(row["by"]))
    proofs = {iri: node.all(PROV + "wasDerivedFrom") for iri, node in nodes.items()}
    quotes = read_quotes(reader, (iri for found in proofs.values() for iri in found))
    things = _Things(reader, (node for raw in nodes.values() for found in raw.values.values() for node in found))
    facts = []
    for iri in wanted:
        raw = nodes.get(iri)
        if raw is None or not raw.values.get(RDF + "subject") or not raw.values.get(RDF + "object"):
            continue
        core = reader.core
        facts.append(
            Fact(
                iri=iri,
                subject=things.of(raw.values[RDF + "subject"][0]),
                property=things.of(raw.values[RDF + "predicate"][0]),
                object=things.of(raw.values[RDF + "object"][0]),
                modality=local_name(raw.one(core + "modality")) if raw.one(core + "modality") else "fact",
                negated=raw.one(core + "negated") in ("true", "1"),
                rank=local_name(raw.one(core + "rank")) if raw.one(core + "rank") else "normal",
                qualifiers=_qualifiers(raw, core, things),
                quotes=tuple(sorted((quotes[q] for q in proofs[iri] if q in quotes), key=_newest_first)),
                conflicts_with=raw.all(core + "conflictsWith"),
                supersedes=raw.all(core + "supersedes"),
                refines=raw.all(core + "refines"),
                superseded_by=tuple(sorted(superseded[iri])),
                earliest=raw.one(core + "earliest"),
                latest=raw.one(core + "latest"),
            )
        )
    return facts


def _newest_first(quote: Quote) -> tuple[bool, str, str]:
    return (quote.reprint, "".join(chr(0x10FFFF - ord(c)) for c in quote.source.issued), quote.iri)


def _qualifiers(raw: RawNode, core: str, things: _Things) -> tuple[Qualifier, ...]:
    found = []
    for predicate, nodes in raw.values.items():
        name = local_name(predicate)
        if predicate.startswith(core) and name not in HANDLED:
            found += [Qualifier(name, spaced(name), things.of(node)) for node in nodes]
    return tuple(sorted(found, key=lambda q: (q.name, q.thing.label)))


class _Things:
    """Terms turned into things, all labels read at once."""

    def __init__(self, reader: GraphReader, nodes: Iterable[Node]) -> None:
        apart = (reader.base + "evidence/", reader.base + "statement/")
        iris = {text_of(node) for node in nodes if not isinstance(node, Literal)}
        iris = {iri for iri in iris if not iri.startswith(apart)}
        self.labels = reader.labels(iris)
        self.types: dict[str, str] = {}
        standard = tuple(STANDARD.values())

        def own(kind: str) -> tuple[bool, bool, str]:
            """The most telling class is a regulator's, then a shared one, then a standard's."""
            return not kind.startswith(standard), not kind.startswith(reader.core), kind

        self.aliases: dict[str, set[str]] = defaultdict(set)
        for row in reader.rows_for(KINDS, (iri for iri in iris if iri.startswith(reader.base))):
            iri, found = text_of(row["s"]), text_of(row["o"])
            if text_of(row["p"]) == RDF + "type":
                held = self.types.get(iri)
                self.types[iri] = max(filter(None, (found, held)), key=own)
            else:
                self.aliases[iri].add(found)

    def of(self, node: Node) -> NamedThing:
        if isinstance(node, Literal):
            datatype = node.datatype.value
            return NamedThing(value_words(node.value, datatype), None, node.value, datatype)
        iri = text_of(node)
        return NamedThing(
            self.labels.get(iri, iri), iri, iri, None, self.types.get(iri), tuple(sorted(self.aliases.get(iri, ())))
        )


def read_quotes(reader: GraphReader, evidence: Iterable[str]) -> dict[str, Quote]:
    """The pieces of evidence of the given IRIs, each with its document, place and context."""
    wanted = list(dict.fromkeys(evidence))
    nodes = collect(reader.rows_for(NODE, wanted))
    selectors = _selectors(reader, wanted)
    contexts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in reader.rows_for(CONTEXTS, wanted):
        contexts[text_of(row["s"])].append((text_of(row["c"]), text_of(row.get("role"))))
    around = _selectors(reader, (iri for found in contexts.values() for iri, _ in found))
    passages = collect(reader.rows_for(NODE, {raw.one(DCTERMS + "isPartOf") for raw in nodes.values()} - {""}))
    documents = {iri: _document_of(raw, passages) for iri, raw in nodes.items()}
    sources = read_sources(reader, documents.values())
    quotes = {}
    for iri, raw in nodes.items():
        core, selector, document = reader.core, selectors.get(iri, RawNode()), documents[iri]
        passage = raw.one(DCTERMS + "isPartOf")
        place = passages.get(passage, RawNode())
        confidence = raw.one(core + "confidence")
        quotes[iri] = Quote(
            iri=iri,
            source=sources.get(document, SourceDocument(document, local_name(document))),
            exact=selector.one(OA + "exact"),
            start=int(selector.one(OA + "start") or 0),
            end=int(selector.one(OA + "end") or 0),
            prefix=selector.one(OA + "prefix"),
            suffix=selector.one(OA + "suffix"),
            passage=passage or None,
            section=BELOW.join(text_of(node) for node in place.values.get(core + "section", ())),
            page=place.one(core + "page"),
            copy_of=place.one(core + "copyOf") or None,
            context=tuple(
                sorted(
                    (
                        ContextQuote(
                            int(found.one(OA + "start") or 0),
                            int(found.one(OA + "end") or 0),
                            found.one(OA + "exact"),
                            local_name(role),
                        )
                        for target, role in contexts.get(iri, ())
                        if (found := around.get(target))
                    ),
                    key=lambda c: c.start,
                )
            ),
            stated_on=raw.one(core + "statedOn"),
            inferred=raw.one(core + "inferred") in ("true", "1"),
            confidence=float(confidence) if confidence else None,
            extracted_by=raw.one(core + "extractedBy"),
        )
    return quotes


def _document_of(evidence: RawNode, passages: Mapping[str, RawNode]) -> str:
    """The document that evidence lies in: what its passage is part of, else its plain text's own."""
    passage = evidence.one(DCTERMS + "isPartOf")
    part_of = passages[passage].one(DCTERMS + "isPartOf") if passage in passages else ""
    return part_of or evidence.one(OA + "hasSource").split("#")[0].removesuffix("/text")


def _selectors(reader: GraphReader, evidence: Iterable[str]) -> dict[str, RawNode]:
    return collect(reader.rows_for(SELECTORS, evidence))


def shown(fact: Fact) -> Fact:
    """The fact without the qualifiers that its words already carry: what a page lists below it."""
    return replace(fact, qualifiers=tuple(q for q in fact.qualifiers if q.name not in NOT_SAID))


KINDS = "SELECT ?s ?p ?o WHERE { VALUES ?s { %s } ?s ?p ?o FILTER(?p IN (rdf:type, skos:altLabel)) }"

SUPERSEDED = "SELECT ?s ?by WHERE { VALUES ?s { %s } ?by kg:supersedes ?s }"

SELECTORS = """
SELECT ?s ?p ?o WHERE {
  VALUES ?s { %s }
  ?s oa:hasSelector ?selector . ?selector ?p ?o
}"""

CONTEXTS = "SELECT ?s ?c ?role WHERE { VALUES ?s { %s } ?s kg:context ?c . OPTIONAL { ?c kg:contextRole ?role } }"
