"""Weights: what was learned from labelled texts about which pairs of a sentence make which claims.

All files are made from `tests/gold`; here they are only read. `encoder.onnx` and `heads.npz` (`python -m
benchmarks.encode`) hold an encoder and its heads: for pairs with an object, for what a sentence says of a thing by its
words alone, for the dates that tell when a claim holds, for capitalised words that may be names, and for what a
question asks. `weights.npz`
(`python -m benchmarks.train`) holds a classifier over plain features: for which word of a sentence tells what it says
of a thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.parsing.cues import UnreadableCues
from extract.weights.encoder import Encoder, Vectors, read_encoder
from extract.weights.heads import Head

WEIGHTS = Path(__file__).resolve().parent / "weights.npz"
ENCODER = WEIGHTS.with_name("encoder.onnx")
LEARNED_HEADS = WEIGHTS.with_name("heads.npz")
NONE = "none"
"""The class of a pair that makes no claim."""
TABLES = ("senses",)
QUESTIONS = "questions"
HEADS = ("pairs", "senses", "periods", "names", QUESTIONS)
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


@dataclass(frozen=True, slots=True)
class Weights:
    """The classifiers with the groups of like words that their features speak of; the encoder with its heads."""

    senses: Classifier
    groups: Mapping[str, str]
    encoder: Encoder
    heads: Mapping[str, Head]


@lru_cache(maxsize=4)
def read_weights(path: Path = WEIGHTS, encoder: Path = ENCODER, heads: Path = LEARNED_HEADS) -> Weights:
    """The weights in three files, by default those that ship. Raises `UnreadableCues` naming the one that is none."""
    try:
        with np.load(path, allow_pickle=False) as held:
            words = text(held["words"])
            groups = {
                word: f"g{group}" for word, group in zip(words, held["word_groups"].tolist(), strict=True) if word
            }
            tables = {name: _table(held, name) for name in TABLES}
        path = heads
        with np.load(path, allow_pickle=False) as held:
            judges = {name: _head(held, name) for name in HEADS}
        path = encoder
        return Weights(**tables, groups=groups, encoder=read_encoder(path), heads=judges)
    except (OSError, KeyError, ValueError) as fault:
        raise UnreadableCues(f"{path}: no weights of a reader ({fault}); make them with `make train`") from fault


Held = Mapping[str, NDArray[np.generic]]


def text(lines: NDArray[np.generic]) -> list[str]:
    """Lines that are kept as bytes of UTF-8."""
    return bytes(lines).decode().split("\n")


def numbers(held: Held, name: str) -> Vectors:
    """An array row by row, as products of few rows are quickest; from bytes where it has a step a column."""
    whole = np.asarray(held[name], dtype=np.float32, order="C")
    return whole * np.asarray(held[f"{name}_step"]) if f"{name}_step" in held else whole


def _allowed(held: Held, kinds: str, allowed: str, classes: tuple[str, ...]) -> dict[str, NDArray[np.bool_]]:
    """The classes that each pair of kinds can have; pairs of kinds that can have none are left out."""
    pairs = zip(text(held[kinds]), np.asarray(held[allowed], dtype=np.bool_), strict=True)
    return {kind: able for kind, able in pairs if able[int(classes[0] == NONE) :].any()}


def _head(held: Held, name: str) -> Head:
    classes = tuple(text(held[f"{name}.classes"]))
    arrays = ("sides", "shared", "bias", "mark_vectors", "outer", "outer_bias", "thresholds")
    return Head(
        marks={mark: row for row, mark in enumerate(text(held[f"{name}.marks"]))},
        classes=classes,
        allowed=_allowed(held, f"{name}.kinds", f"{name}.allowed", classes),
        **{part: numbers(held, f"{name}.{part}") for part in arrays},
    )


def _table(held: Held, name: str) -> Classifier:
    classes = tuple(text(held[f"{name}_classes"]))
    parts = ("scale", "inner_bias", "outer", "bias", "thresholds")
    return Classifier(
        rows={word: place for place, word in enumerate(text(held[f"{name}_features"]))},
        inner=np.asarray(held[f"{name}_inner"], dtype=np.int8),
        classes=classes,
        allowed=_allowed(held, f"{name}_kinds", f"{name}_allowed", classes),
        **{part: numbers(held, f"{name}_{part}") for part in parts},
    )
