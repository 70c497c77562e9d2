"""Weights: what was learned from labelled texts about which pairs of a sentence make which claims.

The file is made by `python -m benchmarks.train` from `tests/gold`; here it is only read. Four classifiers stand in it:
for pairs with an object, for what a sentence says of a thing by its words alone, for the dates that tell when a claim
holds, and for capitalised words that may be names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.cues import UnreadableCues

WEIGHTS = Path(__file__).resolve().parent / "weights.npz"
NONE = "none"
"""The class of a pair that makes no claim."""
TABLES = ("pairs", "senses", "periods", "names")
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classifier:
    """A classifier with one hidden layer: a row of `inner` weights a feature, a column of `outer` ones a class.

    Inner weights are bytes, with one scale a hidden unit. `thresholds` are the probabilities from which on each class
    is believed. `allowed` tells which classes a pair of kinds ("kg:Initiative>date") can have; other kinds have none.
    """

    rows: Mapping[str, int]
    inner: NDArray[np.int8]
    scale: Scores
    inner_bias: Scores
    outer: Scores
    bias: Scores
    classes: tuple[str, ...]
    thresholds: Scores
    allowed: Mapping[str, NDArray[np.bool_]]

    def hidden(self, features: Iterable[str]) -> Scores:
        """What the hidden units make of some features: nothing or more."""
        found = [row for row in set(map(self.rows.get, features)) if row is not None]
        total: Scores = np.add.reduce(self.inner.take(found, axis=0), dtype=np.int32) * self.scale + self.inner_bias
        return np.maximum(total, 0, out=total)

    def scores(self, features: Iterable[str]) -> Scores:
        """How much the features speak for each class, before any squashing."""
        total: Scores = self.hidden(features) @ self.outer + self.bias
        return total

    def shares(self, features: Iterable[str], column: int) -> dict[str, float]:
        """How much each feature adds to one class's score beside the others."""
        told = set(features)
        slope = self.outer[:, column] * self.scale * (self.hidden(told) > 0)
        return {one: float(self.inner[self.rows[one]] @ slope) for one in sorted(told) if one in self.rows}

    def likeliest(self, scores: Scores) -> tuple[int, float]:
        """The class with the highest score, as its column, and its probability among all; the first class is none."""
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        return best, float(chances[best] / chances.sum())


@dataclass(frozen=True, slots=True)
class Weights:
    """The classifiers, and the groups of like words that their features speak of."""

    pairs: Classifier
    senses: Classifier
    periods: Classifier
    names: Classifier
    groups: Mapping[str, str]


@lru_cache(maxsize=2)
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights in a file, by default those that ship. Raises `UnreadableCues` naming it where it is not one."""
    try:
        with np.load(path, allow_pickle=False) as held:
            words = bytes(held["words"]).decode().split("\n")
            groups = {
                word: f"g{group}" for word, group in zip(words, held["word_groups"].tolist(), strict=True) if word
            }
            return Weights(**{name: _table(held, name) for name in TABLES}, groups=groups)
    except (OSError, KeyError, ValueError) as fault:
        raise UnreadableCues(f"{path}: no weights of a reader ({fault}); make them with `make train`") from fault


def _table(held: Mapping[str, NDArray[np.generic]], name: str) -> Classifier:
    rows = {word: place for place, word in enumerate(bytes(held[f"{name}_features"]).decode().split("\n"))}
    classes = tuple(bytes(held[f"{name}_classes"]).decode().split("\n"))
    kinds = bytes(held[f"{name}_kinds"]).decode().split("\n")
    allowed = zip(kinds, np.asarray(held[f"{name}_allowed"], dtype=np.bool_), strict=True)
    numbers = {
        part: np.asarray(held[f"{name}_{part}"], dtype=np.float32)
        for part in ("scale", "inner_bias", "outer", "bias", "thresholds")
    }
    return Classifier(
        rows=rows,
        inner=np.asarray(held[f"{name}_inner"], dtype=np.int8),
        classes=classes,
        allowed={kind: able for kind, able in allowed if able[int(classes[0] == NONE) :].any()},
        **numbers,
    )
