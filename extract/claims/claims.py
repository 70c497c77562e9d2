"""Claims: what a document says, with the words that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extract.claims.citations import LawCitation
from extract.claims.mentions import Referent
from extract.values.values import Value

Term = Referent | Value | bool | str
"""What can stand in a qualifier."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One whole proof in one document.

    `start` and `end` (code points into the document's text) bound the main quote, the shortest stretch that
    proves the claim, at most 600 characters; `quote` is exactly those characters. `context` lists what else
    the proof needs as `(start, end, role)`, role one of `antecedent`, `header`, `heading`, `number`, `date`,
    `speaker`. `passage` is the start and end of the passage that holds the quote.
    """

    document: str
    start: int
    end: int
    quote: str
    passage: tuple[int, int]
    context: tuple[tuple[int, int, str], ...] = ()
    stated_on: str | None = None
    inferred: bool = False
    confidence: float = 0.9
    extracted_by: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, property, object and qualifiers as one document states them.

    `property` is a full IRI. `qualifiers` are `(local name, term)` pairs in the vocabulary's names
    (`validFrom`, `comparator`, `unit`, `attributedTo`, `role` …), sorted by name.
    `modality` is `fact`, `plan`, `projection`, `opinion` or `rule`.
    """

    subject: Referent
    property: str
    object: Referent | Value
    evidence: Evidence
    qualifiers: tuple[tuple[str, Term], ...] = ()
    modality: str = "fact"
    negated: bool = False


def sides_of_zero(claim: Claim) -> frozenset[str]:
    """On which sides of zero the number of a claim lies, by the ends of a range both: `gain`, `loss`."""
    told = dict(claim.qualifiers)
    ends = [told["lower"], told["upper"]] if {"lower", "upper"} <= told.keys() else [claim.object]
    return frozenset("loss" if one.lexical.startswith("-") else "gain" for one in ends if isinstance(one, Value))


def qualified(claim: Claim, told: Mapping[str, Term], *places: tuple[int, int, str], inferred: bool = False) -> Claim:
    """A claim with more qualifiers, and the words that give them as context, where its own quote does not hold them.

    In: the qualifiers by name, and the places (code points and role) of the words that give them, the first of which
    decides whether the quote holds them; `inferred` where they are worked out. Out: the claim, qualifiers in order.
    """
    own, (start, end, _) = claim.evidence, places[0]
    inside = own.start <= start and end <= own.end
    context = own.context if inside else tuple(sorted({*own.context, *places}))
    qualifiers = tuple(sorted({**dict(claim.qualifiers), **told}.items(), key=lambda one: one[0]))
    proof = replace(own, context=context, inferred=own.inferred or inferred)
    return replace(claim, qualifiers=qualifiers, evidence=proof)


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A sentence that spoke of something and made no claim, and why (`hedged`, `hypothetical`, `unresolved` …)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave: its referents, its claims, what was left unclaimed, and the laws that it cites."""

    document: str
    referents: tuple[Referent, ...]
    claims: tuple[Claim, ...]
    unclaimed: tuple[Unclaimed, ...] = ()
    citations: tuple[LawCitation, ...] = ()
