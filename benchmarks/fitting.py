"""Fitting: classifiers with one hidden layer over plain features, on numpy and scipy (the extra `train`).

In: examples (`benchmarks.labels`) of one table. Out: its weights, by AdaGrad over small batches with features and
hidden units left out at random. The same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.labels import Example
from extract.weights.weights import NONE

SEED = 7
RARE = 5
"""A feature must stand in so many documents to get a weight: what only one has may be a name of its own."""
HIDDEN = 64
"""Units of the hidden layer. A linear classifier finds a twelfth less at the same precision."""
EPOCHS, BATCH, RATE, START = 10, 32, 0.05, 0.1
FEATURES_OUT, UNITS_OUT = 0.4, 0.3
"""The share of features, and of hidden units, that each step leaves out."""

Matrix = NDArray[np.float32]


@dataclass
class Fitted:
    """A classifier with its feature rows and classes; `several` tells that a pair may have any number of classes.

    `layers` are the weights and bias of the hidden layer, then those of the classes.
    """

    rows: dict[str, int]
    classes: list[str]
    kinds: dict[str, set[str]]
    layers: tuple[Matrix, Matrix, Matrix, Matrix]
    several: bool
    thresholds: dict[str, float] = field(default_factory=dict)
    found: list[tuple[str, float, bool | None]] = field(default_factory=list)

    def chances(self, examples: Sequence[Example]) -> Matrix:
        """The probability of each class for each example, classes that its kinds cannot have at zero."""
        inner, inner_bias, outer, outer_bias = self.layers
        hidden = np.maximum(encode(examples, self.rows) @ inner + inner_bias, 0)
        scores = hidden @ outer + outer_bias + mask(examples, self.classes, self.kinds)
        return sigmoid(scores) if self.several else softmax(scores)


def softmax(scores: Matrix) -> Matrix:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def sigmoid(scores: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def encode(examples: Sequence[Example], rows: dict[str, int]) -> sparse.csr_matrix:
    """Examples as a sparse matrix of ones, a column a known feature."""
    found = [sorted({rows[one] for one in example.features if one in rows}) for example in examples]
    ends = np.cumsum([0, *map(len, found)])
    places = np.fromiter((place for row in found for place in row), dtype=np.int32, count=int(ends[-1]))
    return sparse.csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(examples), len(rows)))


def mask(examples: Sequence[Example], classes: list[str], kinds: dict[str, set[str]]) -> Matrix:
    held: dict[str, Matrix] = {}
    for pair in {f"{one.about}>{one.said}" for one in examples}:
        able = kinds.get(pair, set())
        held[pair] = np.array([0.0 if one == NONE or one in able else -1e4 for one in classes], np.float32)
    return np.stack([held[f"{one.about}>{one.said}"] for one in examples])


def rivals_of(examples: Sequence[Example]) -> Counter[tuple[str, str, str]]:
    """How many sentences could say one thing of one thing, where several could."""
    return Counter(
        (one.document, one.who, label.removesuffix("?"))
        for one in examples
        for label in one.unsure
        if label.endswith("?")
    )


def targets(
    examples: Sequence[Example], classes: list[str], several: bool, first: bool = False
) -> tuple[Matrix, Matrix]:
    """What each example says, and how much each class of it counts: classes left open do not.

    In a first round, what one of several sentences says counts as a share of each.
    """
    place = {name: number for number, name in enumerate(classes)}
    shared = rivals_of(examples) if first else None
    wanted = np.zeros((len(examples), len(classes)), np.float32)
    counts = np.ones_like(wanted) if several else np.ones((len(examples), 1), np.float32)
    for number, example in enumerate(examples):
        labels = [one for one in sorted(example.labels) if one in place]
        for label in labels if several else (labels[:1] or [NONE]):
            wanted[number, place[label]] = 1
        if several:
            for column, name in enumerate(classes):
                if name in example.labels:
                    continue
                if f"{name}?" in example.unsure and shared:
                    wanted[number, column] = 1
                    counts[number, column] = 1 / shared[(example.document, example.who, name)]
                elif is_open(name, example):
                    counts[number, column] = 0
        elif not labels and any(is_open(name, example) for name in classes[1:]):
            counts[number] = 0
    return wanted, counts


def is_open(name: str, example: Example) -> bool:
    """Whether the gold file leaves open if an example says this."""
    prop = name.partition("=")[0]
    if name in example.unsure or f"{name}?" in example.unsure or "name?" in example.unsure:
        return True
    wide = f"{prop}*" in example.unsure
    return wide and (
        example.said == "sense"
        or (prop == "affiliation" and example.about == "kg:Person" and example.said == "kg:Organization")
    )


def fit(name: str, examples: Sequence[Example], first: bool = False) -> Fitted:
    """Fit the classifier of one table; `first` as in `targets`."""
    several = name == "senses"
    documents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        documents[example.document].update(example.features)
    counted = Counter(one for held in documents.values() for one in held)
    rows = {name: place for place, name in enumerate(sorted(one for one, n in counted.items() if n >= RARE))}
    seen = Counter(label for example in examples for label in example.labels)
    if first:
        seen += Counter(label for _, _, label in rivals_of(examples))
    classes = [*([] if several else [NONE]), *sorted(label for label, n in seen.items() if n >= 3)]
    kinds: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        told = {label.removesuffix("?") for label in example.unsure if label.endswith("?") and first} | example.labels
        kinds[f"{example.about}>{example.said}"] |= told & set(classes)
    data, closed = encode(examples, rows), mask(examples, classes, kinds)
    wanted, counts = targets(examples, classes, several, first)
    return Fitted(rows, classes, dict(kinds), _descend(data, closed, wanted, counts, several), several)


def _descend(
    data: sparse.csr_matrix, closed: Matrix, wanted: Matrix, counts: Matrix, several: bool
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """The layers that make the wanted classes likely; classes that an example cannot have teach nothing."""
    draw, (size, wide), classes = np.random.default_rng(SEED), data.shape, wanted.shape[1]
    inner = (draw.standard_normal((wide, HIDDEN)) * 0.05).astype(np.float32)
    outer = (draw.standard_normal((HIDDEN, classes)) * 0.1).astype(np.float32)
    inner_bias, outer_bias = np.zeros(HIDDEN, np.float32), np.full(classes, -3.0 if several else 0.0, np.float32)
    spent = [np.full_like(one, START) for one in (inner, inner_bias, outer, outer_bias)]
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        order = draw.permutation(size)
        for start in range(0, size, BATCH):
            chosen = order[start : start + BATCH]
            part = data[chosen]
            part.data *= draw.random(len(part.data)) > FEATURES_OUT
            part.data /= 1 - FEATURES_OUT
            active, places = np.unique(part.indices, return_inverse=True)
            part = sparse.csr_matrix((part.data, places.astype(np.int32), part.indptr), (len(chosen), len(active)))
            before = part @ inner[active] + inner_bias
            kept = ((draw.random(before.shape) > UNITS_OUT) / (1 - UNITS_OUT)).astype(np.float32)
            hidden = np.maximum(before, 0) * kept
            scores = hidden @ outer + outer_bias + closed[chosen]
            slope = ((sigmoid(scores) if several else softmax(scores)) - wanted[chosen]) * counts[chosen]
            slope[closed[chosen] < 0] = 0
            below = (slope @ outer.T) * kept * (before > 0)
            grad = part.T @ below
            spent[0][active] += grad * grad
            inner[active] -= rate * grad / np.sqrt(spent[0][active])
            steps = ((inner_bias, below.sum(axis=0)), (outer, hidden.T @ slope), (outer_bias, slope.sum(axis=0)))
            for used, (layer, grad) in zip(spent[1:], steps, strict=True):
                used += grad * grad
                layer -= rate * grad / np.sqrt(used)
    return inner, inner_bias, outer, outer_bias
