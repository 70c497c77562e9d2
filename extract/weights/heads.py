"""Heads: what each pair of a sentence claims, told from the vectors of its two sides (`extract.weights.encoder`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.weights.encoder import Vectors

BEND = np.float32(0.7978845608), np.float32(0.7978845608 * 0.044715)
HALF = np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Sides:
    """A pair as a head sees it: the rows of its two sides in a sentence's vectors, and marks of both.

    Row 0 is the sentence as a whole: for a thing that only the text around names, and where there is no other side.
    """

    subject: int
    object: int
    marks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Head:
    """A classifier with one hidden layer over two vectors, what they share, and marks.

    `thresholds` are the probabilities from which on each class is believed. `allowed` tells which classes a pair of
    kinds ("kg:Initiative>date") can have; other kinds have none.
    """

    sides: Vectors
    shared: Vectors
    bias: Vectors
    marks: Mapping[str, int]
    mark_vectors: Vectors
    outer: Vectors
    outer_bias: Vectors
    classes: tuple[str, ...]
    thresholds: Vectors
    allowed: Mapping[str, NDArray[np.bool_]]

    def scores(self, state: Vectors, pairs: Sequence[Sides]) -> Vectors:
        """How much a sentence speaks for each class, a row a pair, before any squashing."""
        subjects = [one.subject for one in pairs]
        objects = [one.object for one in pairs]
        wide = self.bias.shape[0]
        rows = sorted({*subjects, *objects})
        places = {row: place for place, row in enumerate(rows)}
        both = state[rows] @ self.sides  # only of the words that are sides: a name is judged by two of a sentence's
        hidden = np.asarray((state[subjects] * state[objects]) @ self.shared + self.bias, dtype=np.float32)
        hidden += both[[places[row] for row in subjects], :wide]
        hidden += both[[places[row] for row in objects], wide:]
        for row, one in enumerate(pairs):
            hidden[row] += self.mark_vectors[self.rows(one.marks)].sum(axis=0)
        result: Vectors = rounded(hidden) @ self.outer + self.outer_bias
        return result

    def rows(self, marks: Iterable[str]) -> list[int]:
        """The rows of the marks that have one."""
        return [row for row in map(self.marks.get, marks) if row is not None]


def likeliest(scores: Vectors) -> tuple[int, float]:
    """The class with the highest score, as its column, and its probability among all; the first class is none."""
    chances = np.exp(scores - scores.max())
    best = int(chances.argmax())
    return best, float(chances[best] / chances.sum())


def rounded(scores: Vectors) -> Vectors:
    """What is well above nothing, and little of the rest (GELU, by its usual formula with tanh)."""
    inner = scores * scores
    inner *= BEND[1]
    inner += BEND[0]
    inner *= scores
    np.tanh(inner, out=inner)
    inner += 1
    inner *= scores
    inner *= HALF
    return inner
