"""Weights: what was learned from labelled texts about which pairs of a sentence make which claims.

The file is made by `python -m benchmarks.train` from `tests/gold`; here it is only read. Four tables of numbers
stand in it: for pairs with an object, for what a sentence says of a thing by its words alone, for the dates that tell
when a claim holds, and for capitalised words that may be names. Numbers are kept as bytes with one scale a column.
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
class LinearTable:
    """One linear classifier: a row of weights a feature, a column a class.

    `thresholds` are the probabilities from which on each class is believed. `allowed` tells which classes a pair of
    kinds ("kg:Initiative>date") can have; other kinds have none.
    """

    rows: Mapping[str, int]
    weights: NDArray[np.int8]
    scale: Scores
    bias: Scores
    classes: tuple[str, ...]
    thresholds: Scores
    allowed: Mapping[str, NDArray[np.bool_]]

    def scores(self, features: Iterable[str]) -> Scores:
        """The sum of the features' weights for each class, before any squashing."""
        found = [row for row in set(map(self.rows.get, features)) if row is not None]
        total: Scores = np.add.reduce(self.weights.take(found, axis=0), dtype=np.int32) * self.scale + self.bias
        return total

    def likeliest(self, scores: Scores) -> tuple[int, float]:
        """The class with the highest score, as its column, and its probability among all; the first class is none."""
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        return best, float(chances[best] / chances.sum())


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables, and the groups of like words that their features speak of."""

    pairs: LinearTable
    senses: LinearTable
    periods: LinearTable
    names: LinearTable
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


def _table(held: Mapping[str, NDArray[np.generic]], name: str) -> LinearTable:
    rows = {word: place for place, word in enumerate(bytes(held[f"{name}_features"]).decode().split("\n"))}
    classes = tuple(bytes(held[f"{name}_classes"]).decode().split("\n"))
    kinds = bytes(held[f"{name}_kinds"]).decode().split("\n")
    allowed = zip(kinds, np.asarray(held[f"{name}_allowed"], dtype=np.bool_), strict=True)
    return LinearTable(
        rows,
        np.asarray(held[f"{name}_weights"], dtype=np.int8),
        np.asarray(held[f"{name}_scale"], dtype=np.float32),
        np.asarray(held[f"{name}_bias"], dtype=np.float32),
        classes,
        np.asarray(held[f"{name}_thresholds"], dtype=np.float32),
        {kind: able for kind, able in allowed if able[int(classes[0] == NONE) :].any()},
    )
