"""Parted ways: a sentence that says one thing of some who take part and the opposite of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from ontology.regulators import Ontology

TAKERS = "kg:participantType"


def with_parted_ways(claims: Iterable[Claim], annotated: Annotated, ontology: Ontology) -> list[Claim]:
    """The claims, values of one thing that exclude each other each with those for whom its sentence says it.

    "Compulsory for district hospitals but voluntary for mission clinics" is no contradiction: each way holds for those
    who are named right behind it, before the other way is told.
    """
    listed = list(claims)
    places: dict[tuple[int, str, str], list[Claim]] = {}
    takers: dict[tuple[int, str], list[Claim]] = {}
    kinds = ontology.namespaces.iri(TAKERS)
    known = ontology.vocabulary.individuals
    for one in listed:
        if one.negated or not isinstance(one.object, Referent):
            continue
        here = annotated.around(one.evidence.start, one.evidence.end)
        place = next((number for number in here if annotated.sentences[number].cell is None), None)
        if place is None:
            continue
        if one.property == kinds:
            takers.setdefault((place, one.subject.key), []).append(one)
        individual = known.get(one.object.entity or "")
        if individual is not None and individual.excludes:
            places.setdefault((place, one.subject.key, one.property), []).append(one)
    told: dict[int, Claim] = {}
    for (place, subject, _), ways in places.items():
        if len({one.object for one in ways}) > 1:
            told |= _parted(ways, takers.get((place, subject), ()))
    return [told.get(id(one), one) for one in listed]


def _parted(ways: Sequence[Claim], takers: Sequence[Claim]) -> dict[int, Claim]:
    """The ways, each with those who are named between its end and that of the next."""
    ends: dict[str, int] = {}
    for one in takers:
        if isinstance(one.object, Referent):
            ends[one.object.label] = min(one.evidence.end, ends.get(one.object.label, one.evidence.end))
    found: dict[int, Claim] = {}
    for way in ways:
        first = min(one.evidence.end for one in ways if one.object == way.object)
        others = [one.evidence.end for one in ways if one.object != way.object and one.evidence.end > first]
        last = min(others, default=None)
        behind = sorted((end, label) for label, end in ends.items() if first <= end and (last is None or end < last))
        for_whom = [label for _, label in behind]
        if for_whom and "appliesTo" not in dict(way.qualifiers):
            told = {**dict(way.qualifiers), "appliesTo": " and ".join(for_whom)}
            found[id(way)] = replace(way, qualifiers=tuple(sorted(told.items(), key=lambda one: one[0])))
    return found
