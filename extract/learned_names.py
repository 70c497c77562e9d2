"""Learned names: what learned weights take for a name, and of which class, where nothing else did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extract.annotated import AnnotatedSentence
from extract.candidates import NameCandidate, find_candidates, words_around
from extract.encoder import Encoder, Vectors
from extract.heads import Head, Sides, likeliest
from extract.name_words import NameWords
from extract.signs import ENOUGH, Sign
from extract.weights import Weights

INITIATIVE = "Initiative"
LONE = 0.9
"""How likely a single word that stands at one place only must be a name: one deed alone proves little."""
PLACES = 6
"""Places of a candidate that are looked at."""


def learned_names(
    sentences: Sequence[AnnotatedSentence],
    taken: Sequence[frozenset[int]],
    words: NameWords,
    weights: Weights,
    document_type: str | None,
) -> Iterator[Sign]:
    """Signs for the likeliest candidates of a document, the surest first, none inside a surer one."""
    head = weights.heads["names"]
    surroundings = Surroundings(sentences, taken, weights.encoder, document_type)
    judged = []
    for one in find_candidates(sentences, taken, weights.groups):
        found = judge(one, head, surroundings)
        if found is not None:
            judged.append((found[1], found[0], one))
    used: set[tuple[int, int]] = set()
    for _, kind, one in sorted(judged, key=lambda each: (-each[0], each[2].text)):
        own = {(number, token) for number, start, end in one.places for token in range(start, end)}
        if own & used:
            continue
        used |= own
        yield Sign(one.text, words.initiative if kind == INITIATIVE else words.terms[kind], ENOUGH)


class Surroundings:
    """The sentences of a document as the encoder sees them, each encoded when a candidate in it is judged."""

    def __init__(
        self,
        sentences: Sequence[AnnotatedSentence],
        taken: Sequence[frozenset[int]],
        encoder: Encoder,
        document_type: str | None,
    ) -> None:
        self.sentences = sentences
        self.taken = taken
        self.encoder = encoder
        self.type = f"type:{document_type}"
        self._held: dict[int, tuple[Vectors, dict[int, int]]] = {}

    def of(self, one: NameCandidate) -> Iterator[tuple[Vectors, int, int]]:
        """For each place of a candidate its sentence's vectors, and the rows of its first and last word."""
        for number, start, end in one.places[:PLACES]:
            held = self._held.get(number)
            if held is None:
                sentence = self.sentences[number]
                words, places = words_around(sentence, self.taken[number])
                state = self.encoder.encode(words, (f"passage:{sentence.passage.kind}", self.type))
                held = self._held[number] = state, places
            yield held[0], held[1][start] + 1, held[1][end - 1] + 1


def judge(one: NameCandidate, head: Head, surroundings: Surroundings) -> tuple[str, float] | None:
    """The class of a candidate and its probability over all its places, if it is likely enough."""
    marks = sorted(one.features)
    scores = [head.scores(state, [Sides(first, last, marks)])[0] for state, first, last in surroundings.of(one)]
    best, chance = likeliest(np.mean(scores, axis=0))
    least = max(float(head.thresholds[best]), LONE if len(one.places) == 1 and " " not in one.text else 0.0)
    return (head.classes[best], chance) if best and chance >= least else None
