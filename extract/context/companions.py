"""Companions: claims that the reading conventions add beside another, as the data list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extract.claims.claims import Claim, sides_of_zero
from extract.claims.mentions import Referent
from extract.parsing.cues import UnreadableCues, read_toml
from extract.values.values import Value
from ontology.regulators import Ontology

TESTS = frozenset(
    {"fact", "plan", "projection", "opinion", "rule", "negated", "positive", "gain", "loss", "ended", "current"}
)


@dataclass(frozen=True, slots=True)
class Companion:
    """A claim that goes with another: of which property and object, under which conditions, what it says.

    `subject` and `object` are `subject`, `object` (of the claim it goes with) or a vocabulary individual; `keep`
    lists the qualifiers that it shares; `modality` is its own where it differs (a plan for a start is an announcement).
    """

    properties: frozenset[str]
    objects: frozenset[str]
    conditions: frozenset[str]
    subject: str
    property: str
    object: str
    keep: frozenset[str]
    modality: str | None = None


def read_companions(paths: Iterable[Path]) -> tuple[Companion, ...]:
    """The `[[companion]]` entries of several files. Raises `UnreadableCues` naming the file."""
    found = []
    for path in paths:
        listed = read_toml(path).get("companion", [])
        for entry in listed if isinstance(listed, list) else []:
            parts = str(entry.get("claim", "")).split()
            conditions = frozenset(entry.get("when", ()))
            if len(parts) != 3 or conditions - TESTS:
                raise UnreadableCues(
                    f'{path}: a companion needs claim = "subject property object" and when from {sorted(TESTS)}'
                )
            found.append(
                Companion(
                    frozenset(entry.get("of", ())),
                    frozenset(entry.get("object", ())),
                    conditions,
                    parts[0],
                    parts[1],
                    parts[2],
                    frozenset(entry.get("keep", ())),
                    str(entry["modality"]) if "modality" in entry else None,
                )
            )
    return tuple(found)


def add_companions(claims: Iterable[Claim], companions: tuple[Companion, ...], ontology: Ontology) -> Iterator[Claim]:
    """Each claim, followed by those that go with it; a companion's own companions come too."""
    iri = ontology.namespaces.iri
    wanted: Mapping[str, list[Companion]] = {}
    by_property: dict[str, list[Companion]] = {}
    for companion in companions:
        for name in companion.properties:
            by_property.setdefault(iri(name), []).append(companion)
    wanted = by_property
    for claim in claims:
        yield claim
        for companion in wanted.get(claim.property, ()):
            if _applies(companion, claim, iri):
                yield _made(companion, claim, ontology)


def _applies(companion: Companion, claim: Claim, iri: object) -> bool:
    ended = any(name in {"ended", "validUntil"} for name, _ in claim.qualifiers)
    part = any(name == "appliesTo" for name, _ in claim.qualifiers)
    if part and claim.modality == "plan" and companion.property == "kg:status":
        return False  # what is to come of a part says nothing of the whole
    facts = {claim.modality, "negated" if claim.negated else "positive", "ended" if ended else "current"}
    sides = sides_of_zero(claim)
    facts |= sides if len(sides) == 1 else set()
    if companion.objects:
        entity = claim.object.entity if isinstance(claim.object, Referent) else None
        if entity not in {iri(name) for name in companion.objects}:  # type: ignore[operator]
            return False
    return companion.conditions <= facts


def _made(companion: Companion, claim: Claim, ontology: Ontology) -> Claim:
    def term(name: str) -> Referent | Value:
        if name in {"subject", "object"}:
            return claim.subject if name == "subject" else claim.object
        iri = ontology.namespaces.iri(name)
        known = ontology.vocabulary.individuals[iri]
        return Referent(iri, known.type, known.label, entity=iri)

    subject = term(companion.subject)
    if not isinstance(subject, Referent):
        raise UnreadableCues(f"companion of {claim.property}: its subject is no thing")
    return Claim(
        subject,
        ontology.namespaces.iri(companion.property),
        term(companion.object),
        replace(claim.evidence),
        tuple(q for q in claim.qualifiers if q[0] in companion.keep),
        companion.modality or claim.modality,
        claim.negated,
    )
