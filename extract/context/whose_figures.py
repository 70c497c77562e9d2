"""Whose figures: who found what a sentence tells, where the next one says it ("That is Alder Research's figure")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.values.values import Value
from ontology.regulators import Ontology

SPEAKERS = ("kg:Organization", "kg:Person")
TELLERS = (*SPEAKERS, "kg:Report")


def with_their_finders(claims: Iterable[Claim], annotated: Annotated, ontology: Ontology, cues: Cues) -> list[Claim]:
    """The claims, those of savings and losses with who found them, where the sentence behind theirs says whose it is.

    Nothing is added where a claim has its speaker, or where the figures before are of more than one thing.
    """
    listed = list(claims)
    nouns = "|".join(sorted(cues.group("attribution").get("figures", frozenset())))
    points = re.compile(rf"(?:That|This|It|Those|These)(?: (?:{nouns})s?)? (?:is|was|are|were) ", re.I)
    behind = re.compile(rf"(?:'s|\u2019s?|') (?:(?:own|latest|final) )?(?:{nouns})s?\b", re.I)
    text, own = annotated.document.text, {}
    for sentence, after in zip(annotated.sentences, annotated.sentences[1:], strict=False):
        if after.passage.start == sentence.passage.start and (opened := points.match(text, after.start)):
            finder = _named_at(after, opened.end(), text, ontology)
            if finder is not None and behind.match(text, finder[1]):
                own[sentence.start, sentence.end] = finder
    done = []
    for claim in listed:
        place = next((span for span in own if span[0] <= claim.evidence.start < claim.evidence.end <= span[1]), None)
        here = [one for one in listed if place and place[0] <= one.evidence.start < place[1] and _is_sum(one)]
        if place is not None and len({one.subject.key for one in here}) == 1 and _tells_result(claim, ontology):
            claim = _found_by(claim, own[place])
        done.append(claim)
    return done


def _named_at(
    sentence: AnnotatedSentence, place: int, text: str, ontology: Ontology
) -> tuple[int, int, Referent] | None:
    """The body, person or report named at a place, an article aside."""
    kinds = [ontology.namespaces.iri(name) for name in TELLERS]
    for one in (found.mention for found in sentence.mentions):
        before = text[place : one.start].strip().lower()
        told = any(ontology.vocabulary.is_a(one.type, kind) for kind in kinds) and one.how != "reference"
        if told and one.start >= place and before in {"", "the"}:
            return one.start, one.end, one.referent
    return None


def _is_sum(claim: Claim) -> bool:
    return isinstance(claim.object, Value) and "unit" in dict(claim.qualifiers)


def _tells_result(claim: Claim, ontology: Ontology) -> bool:
    """Whether a claim tells a sum of money, or that there were net savings or losses."""
    if _is_sum(claim):
        return True
    result = claim.object.entity if isinstance(claim.object, Referent) else None
    return claim.property == ontology.namespaces.iri("kg:outcome") and (result or "").endswith(("Savings", "Losses"))


def _found_by(claim: Claim, finder: tuple[int, int, Referent]) -> Claim:
    told = dict(claim.qualifiers)
    if "attributedTo" in told or claim.modality not in {"fact", "projection", "opinion"}:
        return claim
    qualifiers = tuple(sorted({**told, "attributedTo": finder[2]}.items(), key=lambda one: one[0]))
    context = tuple(sorted({*claim.evidence.context, (finder[0], finder[1], "speaker")}))
    return replace(claim, qualifiers=qualifiers, evidence=replace(claim.evidence, context=context))
