"""Statements: what the documents together claim, each claim once, with all its evidence.

In: readings, and the resolution that says which referents are one thing. Out: `Statement`s. Two documents that
say the same make one statement with two pieces of evidence; its id depends on what is said, not on who says it.
"""

from __future__ import annotations

import builtins
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from operator import attrgetter, itemgetter
from typing import Protocol

from extract.claims.claims import Claim, Evidence, Reading, Term
from extract.claims.mentions import Referent
from extract.values.values import Value
from kg.statements.days import Days, bounded, days_of
from kg.statements.terms import BOOLEAN, DATES, DURATION, XSD, canonical, iri, literal
from ontology.regulators import Ontology


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing with an IRI: `label` is its preferred name, `type` the IRI of its class, if it is known."""

    iri: str
    label: str
    type: str | None = None
    aliases: tuple[str, ...] = ()


Node = Resource | Value | str | bool
"""What stands at the end of a qualifier; a bare string is a plain literal."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as the documents claim it.

    `id` is 32 hexadecimal digits; `property` a full IRI; `qualifiers` are `(local name, node)` pairs sorted by
    name, where a name may stand more than once if documents differ in it (`role`, `asOf`). `conflicts_with`,
    `supersedes` and `refines` hold ids. `earliest` and `latest` are the first and last day that its date can
    mean: of the object if that is a date, else of its validity; `None` is open or unknown. `named` gives each
    qualifier's first value, since most are asked for by name and often.
    """

    id: str
    subject: Resource
    property: str
    object: Resource | Value
    qualifiers: tuple[tuple[str, Node], ...] = ()
    modality: str = "fact"
    negated: bool = False
    rank: str = "normal"
    evidence: tuple[Evidence, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    refines: tuple[str, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    named: Mapping[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", dict(reversed(self.qualifiers)))

    def qualifier(self, name: str) -> Node | None:
        """The first value of a qualifier, or `None`."""
        return self.named.get(name)

    def has(self, name: str) -> bool:
        """Whether the qualifier is there at all."""
        return name in self.named

    @builtins.property
    def documents(self) -> frozenset[str]:
        """The ids of the documents among its evidence."""
        return frozenset(proof.document for proof in self.evidence)


class Names(Protocol):
    """What tells which thing a document's referent is; `kg.statements.resolve.Resolution` is one."""

    def resource(self, document: str, referent: Referent) -> Resource:
        """The entity that the referent of that document stands for."""


IDENTITY = (
    "comparator", "lower", "upper", "unit", "per", "appliesTo", "validFrom", "validUntil", "pointInTime",
    "attributedTo",
)  # fmt: skip
"""The qualifiers that are part of what is said, in the order in which they enter the id."""

RANKS = ("preferred", "normal", "deprecated")
OF_THE_EVIDENCE = {"statedOn", "inferred", "confidence", "extractedBy", "rank"}
_POINTERS = {"unit", "per", "attributedTo", "reportedBy", "bearer"}
_TEXTS = {"appliesTo", "role", "condition", "comparator"}
_DATED = {"validFrom", "validUntil", "pointInTime", "asOf", "statedOn"}
_PRECISION = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}
_CURIE = re.compile(r"[a-z]\w*:[A-Za-z]\w*")


def words(node: Node) -> str:
    """What a node says: a resource's label, a literal's lexical form."""
    if isinstance(node, Resource):
        return node.label
    if isinstance(node, Value):
        return node.lexical
    return str(node).lower() if isinstance(node, bool) else node


def node_term(node: Node) -> str:
    """A node as an N-Triples term."""
    if isinstance(node, Resource):
        return iri(node.iri)
    if isinstance(node, Value):
        return literal(node.lexical, node.datatype)
    if isinstance(node, bool):
        return literal("true" if node else "false", BOOLEAN)
    return literal(node)


def statement_id(
    subject: Resource,
    property_iri: str,
    object_: Resource | Value,
    qualifiers: Iterable[tuple[str, Node]] = (),
    *,
    modality: str,
    negated: bool = False,
) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of what is said.

    Hashed are fifteen lines joined by line feeds, each one N-Triples term or empty: subject, property, object,
    negated, modality (its full IRI), then `IDENTITY`. Where a qualifier has several values, its line holds their
    terms sorted and parted by a space.
    """
    held: dict[str, list[str]] = defaultdict(list)
    for name, node in qualifiers:
        held[name].append(node_term(node))
    lines = [iri(subject.iri), iri(property_iri), node_term(object_), node_term(negated), iri(modality)]
    lines += [" ".join(sorted(held[name])) if name in held else "" for name in IDENTITY]
    return sha256("\n".join(lines).encode("utf-8")).hexdigest()[:32]


@dataclass(slots=True)
class _Said:
    """The claims that say one thing, while they are gathered: what is said, and each voice that says it.

    A voice is a document, the qualifiers that it gives and its proof.
    """

    subject: Resource
    property: str
    target: Resource | Value
    modality: str
    negated: bool
    fixed: tuple[tuple[str, Node], ...]
    voices: list[tuple[str, tuple[tuple[str, Node], ...], Evidence]]


def make_statements(
    readings: Iterable[Reading], names: Names, ontology: Ontology, days: Mapping[str, date | None]
) -> tuple[dict[str, Statement], dict[str, str]]:
    """The statements that the readings make, by id, and for each claim's signature the id of its statement.

    `days` gives the day of each document: it decides which of two inverse properties is written (the one that
    the oldest document uses) and whether an office that only some sources call former is over.
    """
    maker = _Maker(names, ontology)
    claims = [
        (days.get(reading.document) or date.max, reading.document, signature(claim), claim)
        for reading in readings
        for claim in reading.claims
    ]
    claims.sort(key=itemgetter(0, 1, 2))
    written: dict[tuple[str, str, str], str] = {}
    said: dict[str, _Said] = {}
    signatures: dict[str, str] = {}
    for _, document, mark, claim in claims:
        subject, object_ = maker.thing(document, claim.subject), maker.node(document, "", claim.object)
        if not isinstance(object_, Resource | Value):
            object_ = Value(str(object_), XSD + "string")
        property_iri = claim.property
        back = maker.inverses.get(property_iri)
        if back and isinstance(object_, Resource):
            first = min((subject.iri, property_iri, object_.iri), (object_.iri, back, subject.iri))
            if written.setdefault(first, property_iri) != property_iri:
                subject, property_iri, object_ = object_, back, subject
        qualifiers = tuple(maker.qualifiers(document, claim)) if claim.qualifiers else ()
        fixed = tuple(sorted(((n, q) for n, q in qualifiers if n in IDENTITY), key=_by_name)) if qualifiers else ()
        modality = maker.core + claim.modality
        key = statement_id(subject, property_iri, object_, fixed, modality=modality, negated=claim.negated)
        found = said.get(key)
        if found is None:
            found = said[key] = _Said(subject, property_iri, object_, claim.modality, claim.negated, fixed, [])
        found.voices.append((document, qualifiers, _proof(claim, qualifiers)))
        signatures[mark] = key
    return {key: _statement(key, found, days) for key, found in sorted(said.items())}, signatures


def signature(claim: Claim) -> str:
    """What tells a claim from every other before anything is resolved: its place and its own words for things."""
    proof = claim.evidence
    object_ = (
        claim.object.key if isinstance(claim.object, Referent) else f"{claim.object.lexical}^{claim.object.datatype}"
    )
    rest = repr((claim.modality, claim.negated, claim.qualifiers, proof.context))
    parts = (proof.document, str(proof.start), str(proof.end), claim.subject.key, claim.property, object_)
    return "\t".join((*parts, sha256(rest.encode("utf-8", "replace")).hexdigest()[:12]))


def _by_name(pair: tuple[str, Node]) -> tuple[str, str]:
    return pair[0], node_term(pair[1])


def _proof(claim: Claim, qualifiers: Iterable[tuple[str, Node]]) -> Evidence:
    """The claim's evidence with what the claim itself says about it."""
    proof = claim.evidence
    for name, node in qualifiers:
        if name == "statedOn" and proof.stated_on is None:
            proof = replace(proof, stated_on=words(node))
        elif name == "inferred" and node is True:
            proof = replace(proof, inferred=True)
    return proof


def _statement(key: str, said: _Said, days: Mapping[str, date | None]) -> Statement:
    loose: set[tuple[str, Node]] = set()
    ended: list[str] = []
    going_on: list[str] = []
    ranks: list[str] = []
    proofs: dict[tuple[object, ...], Evidence] = {}
    for document, told, proof in said.voices:
        loose.update((n, q) for n, q in told if n not in IDENTITY and n not in OF_THE_EVIDENCE and n != "ended")
        (ended if ("ended", True) in told else going_on).append(document)
        ranks += [text for n, q in told if n == "rank" and (text := words(q)) in RANKS] or ["normal"]
        place = (proof.document, proof.start, proof.end, proof.context)
        kept = proofs.get(place)
        if kept is None or (kept.confidence, kept.extracted_by) < (proof.confidence, proof.extracted_by):
            proofs[place] = proof
    qualifiers = [*said.fixed, *loose]
    if is_over(ended, going_on, days):
        qualifiers.append(("ended", True))
    qualifiers.sort(key=_by_name)
    span = _days_meant(said.target, dict(reversed(qualifiers)))
    return Statement(
        id=key,
        subject=said.subject,
        property=said.property,
        object=said.target,
        qualifiers=tuple(qualifiers),
        modality=said.modality,
        negated=said.negated,
        rank=ranks[0] if len(set(ranks)) == 1 else "normal",
        evidence=tuple(sorted(proofs.values(), key=attrgetter("document", "start", "end", "context", "extracted_by"))),
        earliest=span.first if span else None,
        latest=span.last if span else None,
    )


def is_over(ended: Iterable[str], going_on: Iterable[str], days: Mapping[str, date | None]) -> bool:
    """Whether the documents that call something over have the last word; an undated one always has."""
    over = [days.get(document) or date.max for document in ended]
    lasting = [days.get(document) or date.min for document in going_on]
    return bool(over) and (not lasting or max(over) >= max(lasting))


def meant(statement: Statement) -> Days | None:
    """The days that a statement's date can mean: its object's or, failing that, its validity's."""
    return _days_meant(statement.object, statement.named)


def _days_meant(object_: Node, named: Mapping[str, Node]) -> Days | None:
    if isinstance(object_, Value) and object_.datatype in DATES:
        days = _period(named, "lower", "upper")
        if days is None and (days := days_of(object_.lexical, "fiscal" in named)) and "comparator" in named:
            return bounded(days, words(named["comparator"]))
        return days
    return _qualified(named, "pointInTime") or _period(named, "validFrom", "validUntil")


def _period(named: Mapping[str, Node], first: str, last: str) -> Days | None:
    if first not in named and last not in named:
        return None
    start, end = _qualified(named, first), _qualified(named, last)
    return Days(start.first if start else None, end.last if end else None) if start or end else None


def _qualified(named: Mapping[str, Node], name: str) -> Days | None:
    node = named.get(name)
    return days_of(words(node), "fiscal" in named) if node else None


def day_qualifier(statement: Statement, name: str) -> Days | None:
    """The days that a date in a qualifier can mean, or `None` where there is none."""
    return _qualified(statement.named, name)


class _Maker:
    def __init__(self, names: Names, ontology: Ontology) -> None:
        self.names = names
        self.ontology = ontology
        self.core = ontology.namespaces.base + "core#"
        self.inverses = inverses(ontology)

    def thing(self, document: str, referent: Referent) -> Resource:
        return self.names.resource(document, referent)

    def node(self, document: str, name: str, term: Term) -> Node:
        if name in _TEXTS and isinstance(term, Referent | Value):
            return term.label if isinstance(term, Referent) else term.lexical
        if isinstance(term, Referent):
            return self.thing(document, term)
        if isinstance(term, Value):
            return Value(canonical(term.lexical, term.datatype), term.datatype)
        if isinstance(term, bool):
            return term
        if name in _POINTERS and (term.startswith(("http://", "https://")) or _CURIE.fullmatch(term)):
            return self.known(term if "//" in term else self.ontology.namespaces.iri(term))
        if name in _POINTERS and self.core + term in self.ontology.namespaces.terms:
            return self.known(self.core + term)
        if name == "per" and term.startswith("P"):
            return Value(canonical(term, DURATION), DURATION)
        if name in _DATED and len(term) in _PRECISION and days_of(term):
            return Value(term, _PRECISION[len(term)])
        return term

    def known(self, name: str) -> Resource:
        vocabulary, entity = self.ontology.vocabulary, self.ontology.lexicon.entities.get(name)
        if entity:
            return Resource(entity.iri, entity.label, entity.type, entity.aliases)
        one = vocabulary.individuals.get(name)
        if one:
            return Resource(name, one.label, one.type)
        kind = vocabulary.classes.get(name)
        return Resource(name, kind.label if kind else re.split(r"[#/]", name)[-1])

    def qualifiers(self, document: str, claim: Claim) -> Iterator[tuple[str, Node]]:
        for name, term in claim.qualifiers:
            if term is False or term == "" or (name == "comparator" and term == "="):
                continue
            yield name, self.node(document, name, term)


def inverses(ontology: Ontology) -> dict[str, str]:
    """Each property that has an inverse, both ways."""
    found = {}
    for name, term in ontology.vocabulary.properties.items():
        if term.inverse:
            found[name] = term.inverse
            found[term.inverse] = name
    return found
