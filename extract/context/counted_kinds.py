"""Counted kinds: who takes part in a test of which a text only counts them ("opened in May with 16 clinics")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from ontology.regulators import Ontology

SHARE = 0.9
"""How sure it is that what is counted is who takes part, of how sure the count is."""


def with_counted_kinds(claims: Iterable[Claim], ontology: Ontology, faceless: frozenset[str]) -> list[Claim]:
    """The claims, with the kind that is counted for each test of which nothing else tells who takes part in it.

    What is `faceless` tells nobody apart: "19 sites take part".
    """
    iri = ontology.namespaces.iri
    counts, kind = iri("kg:participants"), iri("kg:participantType")
    listed = list(claims)
    told = {one.subject.key for one in listed if one.property == kind}
    found = []
    for one in listed:
        unit = dict(one.qualifiers).get("unit")
        if one.property != counts or one.subject.key in told or one.negated or not isinstance(unit, Referent):
            continue
        if ontology.vocabulary.is_a(unit.type, iri("kg:ParticipantType")) and unit.label not in faceless:
            told.add(one.subject.key)
            proof = replace(one.evidence, confidence=one.evidence.confidence * SHARE, extracted_by="counted-kind")
            found.append(Claim(one.subject, kind, unit, proof, (), one.modality))
    return [*listed, *found]
