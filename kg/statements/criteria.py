"""Criteria: one IRI for a test that a provision sets, however many documents put it into words.

It is made of the provision and the test's ordinal; provisions that are one law under two numberings count as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.claims.claims import Reading
from extract.claims.mentions import Referent
from extract.values.values import Value
from kg.statements.lawbook import Lawbook
from kg.statements.names import slug

Key = tuple[str, ...]


def criterion_keys(
    readings: Iterable[Reading], keys: Mapping[str, Key], iris: Mapping[Key, str], law: Lawbook, base: str
) -> dict[Key, str]:
    """The IRI of each criterion's cluster, found from who sets it, its place, and what it is part of."""
    setters: dict[Key, str] = {}
    places: dict[Key, str] = {}
    wholes: dict[Key, Key] = {}
    words: dict[Key, str] = {}

    def key_of(reading: Reading, term: object) -> Key | None:
        if not isinstance(term, Referent):
            return None
        key = keys.get(f"{reading.document} {term.key}")
        if key and key[0] == "2-criterion":
            words.setdefault(key, term.label)
        return key

    for reading in readings:
        for referent in reading.referents:
            key_of(reading, referent)
        for claim in reading.claims:
            name, subject, object_ = (
                claim.property.rpartition("#")[2],
                key_of(reading, claim.subject),
                key_of(reading, claim.object),
            )
            if name == "setsCriterion" and subject and object_ and subject in iris:
                setters.setdefault(
                    object_,
                    law.representative(iris[subject])
                    if claim.subject.type.endswith("#LegalProvision")
                    else iris[subject],
                )
            elif name == "ordinal" and subject and isinstance(claim.object, Value):
                places.setdefault(subject, claim.object.lexical)
            elif name == "partOf" and subject and object_ and subject[0] == object_[0] == "2-criterion":
                wholes.setdefault(subject, object_)
    parents = set(wholes.values())

    def iri_of(key: Key, seen: frozenset[Key] = frozenset()) -> str:
        whole = wholes.get(key)
        if whole and whole not in seen and key not in seen:
            stem = iri_of(whole, seen | {key})
        elif key in setters:
            stem = setters[key] + "-criterion"
        else:
            stem = f"{base}id/criterion-{key[1]}"
        if key in places:
            return f"{stem}-{slug(places[key])}"
        if key in parents or (key in setters and not words.get(key)):
            return stem
        return f"{stem}-{slug(words.get(key, key[-1]))[:48].strip('-')}"

    return {key: iri_of(key) for key in sorted(words)}
