"""Early ends: the day of an end before its time, where another claim of the document gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.patterns.terms import DATES
from extract.values.values import Value
from ontology.regulators import Ontology


def with_end_days(claims: Iterable[Claim], ontology: Ontology) -> list[Claim]:
    """The claims, each result that something was ended early with the day on which the document says it ended.

    A result keeps what it says itself; nothing is added where the document gives two days that do not agree.
    """
    listed = list(claims)
    ended, outcome = (ontology.namespaces.iri(f"kg:{name}") for name in ("endedOn", "outcome"))
    early = ontology.namespaces.iri("kg:TerminatedEarly")
    days: dict[str, list[Claim]] = {}
    for claim in listed:
        told = isinstance(claim.object, Value) and claim.object.datatype in DATES
        if claim.property == ended and claim.modality == "fact" and not claim.negated and told:
            days.setdefault(claim.subject.key, []).append(claim)
    done = []
    for claim in listed:
        result = claim.property == outcome and claim.modality == "fact" and not claim.negated
        if result and isinstance(claim.object, Referent) and _local(claim.object.entity) == _local(early):
            last = _exactest(days.get(claim.subject.key, ()))
            if last is not None and "pointInTime" not in dict(claim.qualifiers):
                claim = _dated(claim, last)
        done.append(claim)
    return done


def _local(iri: str | None) -> str:
    return re.split(r"[#/]", iri or "")[-1]


def _lexical(claim: Claim) -> str:
    return claim.object.lexical if isinstance(claim.object, Value) else ""


def _exactest(ends: Iterable[Claim]) -> Claim | None:
    """The claim that gives the most exact day, if all the others give the same day less exactly."""
    ordered = sorted(ends, key=lambda one: (-len(_lexical(one)), one.evidence.start))
    agree = all(_lexical(ordered[0]).startswith(_lexical(one)) for one in ordered)
    return ordered[0] if ordered and agree else None


def _dated(claim: Claim, end: Claim) -> Claim:
    place, own = (end.evidence.start, end.evidence.end, "date"), claim.evidence
    inside = own.start <= place[0] and place[1] <= own.end
    context = own.context if inside else tuple(sorted({*own.context, place}))
    day = end.object
    told = {**dict(claim.qualifiers), **({"pointInTime": day} if isinstance(day, Value) else {})}
    qualifiers = tuple(sorted(told.items(), key=lambda one: one[0]))
    return replace(claim, qualifiers=qualifiers, evidence=replace(own, context=context))
