"""Judging: how likely each pair of a sentence makes a claim, and by which word of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.claims.mentions import Mention
from extract.learned.features import Sketch, features, setting_of, sides_of, sketch, words_of
from extract.learned.pairs import KINDS, Kind, Pair, find_pairs
from extract.patterns.proofs import Scene
from extract.trees.clauses import is_clause
from extract.trees.trees import Node
from extract.weights.encoder import Vectors
from extract.weights.heads import Head, likeliest
from extract.weights.weights import Weights
from ontology.regulators import Ontology


@dataclass(frozen=True, slots=True)
class Finding:
    """A pair that a class was found for, with the probability of it."""

    pair: Pair
    label: str
    probability: float


def kind_of(ontology: Ontology) -> Kind:
    """Tells the kind (`extract.learned.pairs.KINDS`) of what a mention names."""
    iri, vocabulary = ontology.namespaces.iri, ontology.vocabulary
    held: dict[str, str] = {}

    def kind(mention: Mention) -> str:
        found = held.get(mention.type)
        if found is None:
            found = held[mention.type] = next((name for name in KINDS if vocabulary.is_a(mention.type, iri(name))), "")
        return found

    return kind


class Judge:
    """Judges the pairs of one sentence after the other; what it made of the last one it keeps."""

    def __init__(self, weights: Weights, kind: Kind) -> None:
        self.weights = weights
        self.kind = kind
        self._last: tuple[Scene, Sketch] | None = None
        self._state: tuple[Scene, Vectors] | None = None

    def sketch(self, scene: Scene) -> Sketch:
        """What all pairs of a sentence share, made once for the sentence at hand."""
        if self._last is None or self._last[0] is not scene:
            self._last = scene, sketch(scene, self.kind, self.weights.groups)
        return self._last[1]

    def findings(self, scene: Scene) -> Iterator[Finding]:
        """The pairs of a sentence that a class is believed of, with or without an object."""
        pairs = find_pairs(scene, self.kind)
        for name in ("pairs", "senses"):
            own = [pair for pair in pairs if (pair.object is None) == (name == "senses")]
            for pair, label, probability in self.judged(name, own, scene):
                yield Finding(pair, label, probability)
        for pair in pairs:
            if pair.object is None and pair.subject is None:
                yield from self._told_of_topic(pair, scene)

    def _told_of_topic(self, pair: Pair, scene: Scene) -> Iterator[Finding]:
        """What a sentence says, by its words, of the thing that the text around is about and it does not name."""
        table = self.weights.senses
        allowed = table.allowed.get(f"{pair.about}>{pair.said}")
        if allowed is None:
            return
        chances = 1 / (1 + np.exp(-table.scores(features(pair, scene, self.sketch(scene)))))
        for place in np.flatnonzero((chances >= table.thresholds) & allowed).tolist():
            yield Finding(pair, table.classes[place], float(chances[place]))

    def judged(self, name: str, pairs: list[Pair], scene: Scene) -> Iterator[tuple[Pair, str, float]]:
        """The classes that a head believes of some pairs of one sentence, with their probabilities."""
        head = self.weights.heads[name]
        able = [pair for pair in pairs if f"{pair.about}>{pair.said}" in head.allowed]
        if not able:
            return
        known = self.sketch(scene)
        scores = head.scores(self._encoded(scene, known), [sides_of(pair, scene, known) for pair in able])
        for pair, row in zip(able, scores, strict=True):
            allowed = head.allowed[f"{pair.about}>{pair.said}"]
            for place, probability in _believed(head, row, allowed, several=pair.object is None):
                yield pair, head.classes[place], probability

    def _encoded(self, scene: Scene, known: Sketch) -> Vectors:
        if self._state is None or self._state[0] is not scene:
            self._state = scene, self.weights.encoder.encode(words_of(scene, known), setting_of(known))
        return self._state[1]

    def anchor(self, finding: Finding, scene: Scene) -> Node | None:
        """The word by which a claim stands or falls: the verb above the object, or the word that told most."""
        pair, nodes = finding.pair, scene.tree.nodes
        if pair.object is not None:
            above = (pair.object, *pair.object.ancestors())
            return next((one for one in above if is_clause(one)), pair.object)
        table, known = self.weights.senses, self.sketch(scene)
        if finding.label not in table.classes:
            above = (pair.subject, *pair.subject.ancestors()) if pair.subject is not None else ()
            return next((one for one in above if is_clause(one)), None)
        shares = table.shares(set(features(pair, scene, known)), table.classes.index(finding.label))
        best, most = None, 0.0
        for node in nodes:
            symbol = known.symbols[known.places[id(node)]]
            share = sum(shares.get(f"{mark}:{symbol}", 0.0) for mark in ("by", "near", "on", "w", "c"))
            if node is not pair.subject and symbol[:1].isalpha() and share > most:
                best, most = node, share
        return best


def _believed(head: Head, scores: Vectors, allowed: NDArray[np.bool_], *, several: bool) -> Iterator[tuple[int, float]]:
    """The classes that a pair's scores make likely enough; of several, or the only likeliest one."""
    if several:
        chances = 1 / (1 + np.exp(-scores))
        for place in np.flatnonzero((chances >= head.thresholds) & allowed).tolist():
            yield place, float(chances[place])
        return
    able = np.where(allowed, scores, -np.inf)
    if not able.argmax():
        return
    best, chance = likeliest(able)
    if best and chance >= head.thresholds[best]:
        yield best, chance
