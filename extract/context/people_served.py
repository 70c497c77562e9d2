"""People served: how many a standing program covers, told of it as of a body, where the text says who administers it.

A test has beneficiaries; a program that an agency runs for good, or that insures people, serves them. Their names may
be alike ("the Harbor Dental Program"), so that what else the text says of the thing decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.values.value_words import alternatives
from ontology.regulators import Ontology

TRIED = frozenset(
    ("announcedOn", "startedOn", "endedOn", "plannedDuration", "predecessor", "successor", "testedBy", "outcome")
)
"""Local names of what is told of a test and hardly ever of a program that stands."""


def with_people_served(claims: Iterable[Claim], text: str, ontology: Ontology, cues: Cues) -> list[Claim]:
    """The claims, those of a standing program's beneficiaries as claims of the people that it serves."""
    iri = ontology.namespaces.iri
    listed = list(claims)
    tried, run = set(), set()
    for one in listed:
        ends = {one.subject.key, *((one.object.key,) if isinstance(one.object, Referent) else ())}
        if one.property.rpartition("#")[2] in TRIED:
            tried |= ends
        elif one.property == iri("kg:administers"):
            run |= ends
    insures = _words(cues.group("noun").get("insurance", frozenset()))
    plain, counted, served = (iri(f"kg:{name}") for name in ("Initiative", "beneficiaries", "peopleServed"))

    def stands(one: Claim) -> bool:
        place = one.evidence.start, one.evidence.end
        return one.subject.key not in tried and (one.subject.key in run or bool(insures.search(text, *place)))

    return [
        replace(one, property=served) if one.property == counted and one.subject.type == plain and stands(one) else one
        for one in listed
    ]


@lru_cache(maxsize=4)
def _words(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(words)}\b" if words else r"(?!)", re.I)
