"""Learned names: what learned weights take for a name, and of which class, where nothing else did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.annotated import AnnotatedSentence
from extract.candidates import NameCandidate, find_candidates
from extract.name_words import NameWords
from extract.signs import ENOUGH, Sign
from extract.weights import Classifier, Weights

INITIATIVE = "Initiative"
LONE = 0.9
"""How likely a single word that stands at one place only must be a name: one deed alone proves little."""


def learned_names(
    sentences: Sequence[AnnotatedSentence], taken: Sequence[frozenset[int]], words: NameWords, weights: Weights
) -> Iterator[Sign]:
    """Signs for the likeliest candidates of a document, the surest first, none inside a surer one."""
    table = weights.names
    judged = []
    for one in find_candidates(sentences, taken, weights.groups):
        found = judge(one, table)
        if found is not None:
            judged.append((found[1], found[0], one))
    used: set[tuple[int, int]] = set()
    for _, kind, one in sorted(judged, key=lambda each: (-each[0], each[2].text)):
        own = {(number, token) for number, start, end in one.places for token in range(start, end)}
        if own & used:
            continue
        used |= own
        yield Sign(one.text, words.initiative if kind == INITIATIVE else words.terms[kind], ENOUGH)


def judge(one: NameCandidate, table: Classifier) -> tuple[str, float] | None:
    """The class of a candidate and its probability, if it is likely enough."""
    best, chance = table.likeliest(table.scores(one.features))
    least = max(float(table.thresholds[best]), LONE if len(one.places) == 1 and " " not in one.text else 0.0)
    return (table.classes[best], chance) if best and chance >= least else None
