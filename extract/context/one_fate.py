"""One fate: whether what somebody scrapped had begun, and so was ended early, or had not, and so was withdrawn.

"Scrapped" alone says both. The clause behind it ("before it had begun"), or what the same document tells of a start,
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from ontology.regulators import Ontology

UNBEGUN = re.compile(
    r"\bbefore (?:it|they|the \w+|a single|any|anyone|anybody) (?:\w+ ){0,3}?(?:ever |even )?"
    r"(?:began|begun|started|launched|opened|joined)\b"
)
RUNNING = ("participants", "beneficiaries")


def with_one_fate(claims: Iterable[Claim], text: str, ontology: Ontology) -> list[Claim]:
    """The claims, of those that one verb makes of an early end and of a withdrawal only the ones that are true."""
    listed = list(claims)
    iri = ontology.namespaces.iri
    withdrawn, early = iri("kg:Withdrawn"), iri("kg:TerminatedEarly")
    dropped = {_place(one) for one in listed if _is(one, withdrawn)} & {
        _place(one) for one in listed if _is(one, early)
    }
    if not dropped:
        return listed
    begun = {
        one.subject.key
        for one in listed
        if one.modality == "fact"
        and not one.negated
        and (one.property == iri("kg:startedOn") or one.property in {iri(f"kg:{name}") for name in RUNNING})
    }
    kept = []
    for one in listed:
        if _place(one) in dropped and one.property in {iri("kg:status"), iri("kg:outcome"), iri("kg:endedOn")}:
            before = UNBEGUN.search(
                text[one.evidence.start : text.find("\n", one.evidence.end) + 1 or None].split(". ")[0]
            )
            over = _is(one, withdrawn)
            if over != (before is not None and one.subject.key not in begun):
                continue
        kept.append(one)
    return kept


def _place(claim: Claim) -> tuple[str, int]:
    return claim.subject.key, claim.evidence.start


def _is(claim: Claim, value: str) -> bool:
    return isinstance(claim.object, Referent) and claim.object.entity == value
