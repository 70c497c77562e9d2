"""States: the day that a table's row is told at, and which of the states that dates imply still holds."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.values.values import Value
from ontology.regulators import Ontology

CHANGING = frozenset({"kg:status", "kg:participants", "kg:beneficiaries"})
"""Properties whose value changes with time, so that the day of a row belongs to it."""
DATED = ("table:kg:startedOn", "table:kg:endedOn")
LATER = {"table:kg:announcedOn": 0, "table:kg:startedOn": 1, "table:kg:endedOn": 2, "table:kg:status": 3}


def as_of(claim: Claim, seen: Value | None) -> Claim:
    """A claim of a state that changes, with the day at which the source saw it."""
    if seen is None:
        return claim
    return replace(claim, qualifiers=tuple(sorted((*claim.qualifiers, ("asOf", seen)), key=lambda one: one[0])))


def without_foreseen_days(claims: list[Claim], status: str, active: str, over: frozenset[str]) -> list[Claim]:
    """The claims with no as-of day on a state that by the same row begins only later ("ended", told before its end).

    `status` is the IRI of the property of states, `active` that of the state that comes with a start, `over` those
    of the states that come with an end.
    """
    begins: dict[tuple[str, tuple[int, int], str], str] = {}
    for claim in claims:
        if claim.evidence.extracted_by in DATED and isinstance(claim.object, Value):
            begins[claim.subject.key, claim.evidence.passage, claim.evidence.extracted_by] = claim.object.lexical
    kept = []
    for claim in claims:
        state = getattr(claim.object, "entity", None) if claim.property == status else None
        column = DATED[0] if state == active else DATED[1] if state in over else ""
        begun = begins.get((claim.subject.key, claim.evidence.passage, column))
        seen = dict(claim.qualifiers).get("asOf")
        if begun is not None and isinstance(seen, Value):
            size = min(len(begun), len(seen.lexical))
            if seen.lexical[:size] < begun[:size]:
                claim = replace(claim, qualifiers=tuple(one for one in claim.qualifiers if one[0] != "asOf"))
        kept.append(claim)
    return kept


def without_earlier_states(claims: list[Claim], status: str) -> list[Claim]:
    """The claims without states told from a date in a table where the table gives the state, or a later date, too.

    `status` is the IRI of the property of states; a table's claims carry in `extracted_by` the cell's property.
    """
    told: dict[str, int] = {}
    for claim in claims:
        rank = LATER.get(claim.evidence.extracted_by, -1)
        if claim.property == status and rank >= 0 and (claim.modality == "fact" or rank == 3):
            told[claim.subject.key] = max(told.get(claim.subject.key, 0), rank)
    return [
        claim
        for claim in claims
        if claim.property != status or LATER.get(claim.evidence.extracted_by, 9) >= told.get(claim.subject.key, 0)
    ]


def without_halted_states(claims: list[Claim], halted: Set[str], status: str, active: str) -> list[Claim]:
    """The claims without a running state told only by a start, of what a column of states says is halted."""
    return [
        one
        for one in claims
        if not (one.subject.key in halted and one.evidence.extracted_by in DATED and _is_in(one, status, {active}))
    ]


def without_past_states(claims: list[Claim], ontology: Ontology) -> list[Claim]:
    """The claims without a running state of what the same document says has ended."""
    iri = ontology.namespaces.iri
    status, active = iri("kg:status"), iri("kg:Active")
    over = over_states(ontology)
    ended = {
        claim.subject.key
        for claim in claims
        if claim.modality == "fact" and not claim.negated and _is_in(claim, status, over)
    }
    return [
        claim
        for claim in claims
        if not (claim.subject.key in ended and not claim.negated and _is_in(claim, status, {active}))
    ]


def _is_in(claim: Claim, status: str, states: Set[str]) -> bool:
    """Whether a claim gives a thing one of some states."""
    return claim.property == status and isinstance(claim.object, Referent) and claim.object.entity in states


def over_states(ontology: Ontology) -> frozenset[str]:
    """The IRIs of the states that rule out that a thing still runs."""
    active = ontology.namespaces.iri("kg:Active")
    known = ontology.vocabulary.individuals
    return frozenset(known[active].excludes) if active in known else frozenset()
