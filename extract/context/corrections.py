"""Corrections: figures that a text gives only to take them back ("a press account said 481; the right number is 418").

What was said wrongly is no claim of the text. The right figure, where the text gives it without saying of what, is of
what the wrong one was of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.parsing.cues import Cues
from extract.values.value_words import alternatives
from extract.values.values import Quantity, Value

KINDS = frozenset({"count", "money", "date"})
WORDS = ("nouns", "right", "said", "wrongly", "misstated")


def without_corrected(claims: Iterable[Claim], annotated: Annotated, cues: Cues) -> list[Claim]:
    """The claims without those of figures that the text takes back, and with the right ones in their places."""
    listed, words = list(claims), cues.group("correction")
    if not words:
        return listed
    right, wrong = _forms(*(words[name] for name in WORDS))
    done = listed
    for place, sentence in enumerate(annotated.sentences):
        text = annotated.document.text[sentence.start : sentence.end]
        if sentence.cell is not None or not any(one.quantity.kind in KINDS for one in sentence.quantities):
            continue
        if (found := right.search(text)) is not None:
            before = annotated.sentences[place - 1] if place else None
            done = _righted(done, sentence, before, sentence.start + found.start(), annotated)
        if (found := wrong.search(text)) is not None:
            stop = re.search(r";|\bbut\b|, not\b|\bwhen\b", text[found.end() :])
            end = sentence.start + found.end() + stop.start() if stop else sentence.end
            taken = _figures(sentence, sentence.start + found.end(), end)
            done = [one for one in done if not _tells(one, taken, sentence)]
    return done


@lru_cache(maxsize=4)
def _forms(
    nouns: frozenset[str],
    rightly: frozenset[str],
    said: frozenset[str],
    wrongly: frozenset[str],
    misstated: frozenset[str],
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a text gives the right figure, and how it says that one was wrong."""
    right = re.compile(
        rf"\b(?:{alternatives(rightly)}) (?:{alternatives(nouns)}|one)(?: [^.;:\d]{{0,30}}?)?,? "
        rf"(?:is|was|are|were|should be|should have been|should read|being)\b",
        re.I,
    )
    told, amiss = alternatives(said), alternatives(wrongly)
    wrong = re.compile(rf"\b(?:{amiss}\s+{told}|{told}\s+{amiss}|{alternatives(misstated)})\b", re.I)
    return right, wrong


def _righted(
    claims: list[Claim], sentence: AnnotatedSentence, before: AnnotatedSentence | None, at: int, annotated: Annotated
) -> list[Claim]:
    """The claims, those of the figure before a correction put right by the figure behind it."""
    right = next(iter(_figures(sentence, at, sentence.end)), None)
    if right is None:
        return claims
    own = [one for one in _figures(sentence, sentence.start, at) if _alike(one, right)]
    where = sentence
    if not own and before is not None and before.passage.start == sentence.passage.start:
        own, where = [one for one in _figures(before, before.start, before.end) if _alike(one, right)], before
    done = []
    for claim in claims:
        if len(own) != 1 or not _tells(claim, own, where):
            done.append(claim)
            continue
        known = {(one.subject.key, one.property, one.object) for one in claims}
        if (claim.subject.key, claim.property, right.value) in known or right.comparator != "=":
            continue
        kept = tuple(one for one in claim.qualifiers if one[0] not in {"attributedTo", "reportedBy", "comparator"})
        context = tuple(sorted({*claim.evidence.context, (where.start, own[0].end, "antecedent")}))
        proof = replace(
            claim.evidence,
            start=at,
            end=right.end,
            quote=annotated.document.text[at : right.end],
            context=tuple(one for one in context if one[2] != "speaker"),
            extracted_by="correction",
        )
        done.append(replace(claim, object=right.value, qualifiers=kept, evidence=proof))
    return done


def _figures(sentence: AnnotatedSentence, start: int, end: int) -> list[Quantity]:
    found = [one.quantity for one in sentence.quantities]
    return [one for one in found if one.kind in KINDS and start <= one.start and one.end <= end]


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and one.value.datatype == other.value.datatype and one.value != other.value


def _tells(claim: Claim, figures: Iterable[Quantity], sentence: AnnotatedSentence) -> bool:
    """Whether a claim's own value is one of some figures of a sentence."""
    inside = sentence.start <= claim.evidence.start < sentence.end
    return inside and isinstance(claim.object, Value) and claim.object in {one.value for one in figures}
