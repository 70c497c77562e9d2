"""Taken back: sentences that a text repeats only to call them untrue, by a label before them or a verdict behind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extract.claims.annotated import AnnotatedSentence
from extract.parsing.cues import Cues
from extract.values.value_words import alternatives

LABEL = re.compile(r"[\W_]*([A-Z][\w' -]{0,30}?)(?:\s*(?:#|[Nn]o\.?)?\s*\d{1,2})?[*_]*\s*:")
"""A word or two with a colon before a sentence: "Myth:", "**Claim 2:**", "Fact:"."""


@lru_cache(maxsize=4)
def _mistaken(*lists: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a text says what it got wrong: in one sentence, below which heading, and in whose words there."""
    heads, own, versions, older, said = map(alternatives, lists)
    return (
        re.compile(rf"\b{older}\s+{versions}\b[^.;]*?\b(?:{said}|misstated)\b", re.I),
        re.compile(rf"\W*(?:(?:an?|the)\s+)?{heads}\b\s*[.:\u2014\u2013\n-]", re.I),
        re.compile(rf"\b{own}\b[^.;]*?\b{said}\b", re.I),
    )


def _is_mistaken(sentence: AnnotatedSentence, cues: Cues) -> bool:
    """Whether a sentence is what a text says that it got wrong: "An earlier version said that …"."""
    words = cues.group("correction")
    if not words.get("heads"):
        return False
    old, head, ours = _mistaken(*(words[name] for name in ("heads", "own", "versions", "older", "said")))
    text = sentence.span.text
    return bool(old.search(text) or (head.match(sentence.passage.text) and ours.search(text)))


def taken_back(sentences: Iterable[AnnotatedSentence], cues: Cues) -> frozenset[int]:
    """Where the sentences begin that say what their text calls untrue.

    In: the sentences of a document in reading order, and the cues, of which `taken-back` holds the labels of what is
    only repeated ("Myth:") and the verdicts that may stand alone behind it ("That is false."). A label holds for the
    rest of its passage, up to the next label or a verdict.
    """
    words = cues.group("taken-back")
    labels = words.get("labels", frozenset())
    verdict = re.compile(rf"\W*{alternatives(words.get('verdicts', ()))}(?:\W*\Z|\s*[:;\u2014\u2013]|\s+--?\s)", re.I)
    found: set[int] = set()
    before: AnnotatedSentence | None = None
    repeated = False
    for one in sentences:
        if one.cell is not None:
            before, repeated = None, False
            continue
        if before is None or before.passage.start != one.passage.start:
            repeated = False
        label = LABEL.match(one.span.text)
        if label is not None:
            repeated = label[1].strip().lower() in labels
        if repeated or _is_mistaken(one, cues):
            found.add(one.start)
        told = verdict.match(one.span.text.strip()) if words.get("verdicts") else None
        if told is not None and before is not None and before.passage.start == one.passage.start:
            found |= {before.start, one.start} if told.end() >= len(one.span.text.strip()) else {before.start}
        repeated = repeated and told is None
        before = one
    return frozenset(found)
