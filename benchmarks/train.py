"""Make the learned reader's weights: `python -m benchmarks.train [--set train] [--folds 3] [--score held]`.

In: gold documents (`tests/gold`) and `benchmarks/like_words.txt`, a word and its group a line (words that a
small sentence encoder, all-MiniLM-L6-v2, Apache-2.0, puts close together). Out: `extract/weights.npz`. Each table is a
linear classifier, fitted by AdaGrad with feature dropout on numpy and scipy (the extra `train`). Thresholds come from
cross-validation by document: the lowest probability from which on enough of a class's findings are right. The same
files give the same weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.evaluate import GOLD, labels_of
from benchmarks.gold import GoldDocument, read_gold, runs
from benchmarks.labels import Example, example_sentences, examples_of, labelled
from extract.weights import NONE, TABLES, WEIGHTS
from ontology.regulators import load_ontology

GROUPS = Path(__file__).with_name("like_words.txt")
SEEDS = (7,)
"""A table is fitted once from each seed, and the weights are the mean. Three gain two points of precision on pairs."""
OFTEN = 4
RARE = 2
"""A feature must stand in so many documents to get a weight: what only one has may be a name of its own."""
BATCH, START = 64, 0.1
EPOCHS = {"pairs": 10, "senses": 14, "periods": 14, "names": 14}
RATE = {"pairs": 0.1, "senses": 0.3, "periods": 0.3, "names": 0.3}
DROPPED = {"pairs": 0.4, "senses": 0.2, "periods": 0.2, "names": 0.2}
"""How often, how fast and with how many features left out at random each table is fitted."""
SURE = {"pairs": 0.77, "senses": 0.88, "periods": 0.82, "names": 0.75}
"""The share of a class's findings that must be right above its threshold; gold files leave some true ones unlisted."""
LEAST = {"pairs": 0.45, "senses": 0.6, "periods": 0.5, "names": 0.5}
"""The lowest threshold of each table."""
LIKELY = 0.1
"""A sentence must be so likely to say what one of several does before it is taken for the one."""
GRID = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.94, 0.97, 0.985)


Matrix = NDArray[np.float32]


@dataclass
class Fitted:
    """A classifier with its feature rows and classes; `several` tells that a pair may have any number of classes."""

    rows: dict[str, int]
    classes: list[str]
    kinds: dict[str, set[str]]
    weights: Matrix
    bias: Matrix
    several: bool
    thresholds: dict[str, float] = field(default_factory=dict)
    found: list[tuple[str, float, bool | None]] = field(default_factory=list)

    def chances(self, examples: Sequence[Example]) -> Matrix:
        """The probability of each class for each example, classes that its kinds cannot have at zero."""
        scores = encode(examples, self.rows) @ self.weights + self.bias + mask(examples, self.classes, self.kinds)
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
    several_runs = [_descend(name, data, closed, wanted, counts, np.random.default_rng(seed)) for seed in SEEDS]
    weights, bias = (np.mean(each, axis=0, dtype=np.float32) for each in zip(*several_runs, strict=True))
    return Fitted(rows, classes, dict(kinds), weights, bias, several)


def _descend(
    name: str, data: sparse.csr_matrix, closed: Matrix, wanted: Matrix, counts: Matrix, draw: np.random.Generator
) -> tuple[Matrix, Matrix]:
    """Weights and bias that make the wanted classes likely, by AdaGrad over batches in an order that `draw` gives."""
    several, size = name == "senses", data.shape[0]
    weights = np.zeros((data.shape[1], wanted.shape[1]), np.float32)
    bias = np.full(wanted.shape[1], -3.0 if several else 0.0, np.float32)
    spent, spent_bias = np.full_like(weights, START), np.full_like(bias, START)
    for epoch in range(EPOCHS[name]):
        rate = RATE[name] * (1 - epoch / EPOCHS[name])
        order = draw.permutation(size)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            part = data[chosen]
            part.data *= draw.random(len(part.data)) > DROPPED[name]
            part.data /= 1 - DROPPED[name]
            active, places = np.unique(part.indices, return_inverse=True)
            part = sparse.csr_matrix((part.data, places.astype(np.int32), part.indptr), (len(chosen), len(active)))
            scores = part @ weights[active] + bias + closed[chosen]
            slope = ((sigmoid(scores) if several else softmax(scores)) - wanted[chosen]) * counts[chosen]
            slope[closed[chosen] < 0] = 0
            grad = part.T @ slope
            spent[active] += grad * grad
            weights[active] -= rate * grad / np.sqrt(spent[active])
            grad = slope.sum(axis=0)
            spent_bias += grad * grad
            bias -= rate * grad / np.sqrt(spent_bias)
    return weights, bias


def settle(examples: Sequence[Example], fitted: Fitted) -> None:
    """Decide which sentence says what several could: the likeliest one does, if it is likely at all."""
    chances = fitted.chances(examples)
    place = {name: number for number, name in enumerate(fitted.classes)}
    waiting: dict[tuple[str, str, str], list[tuple[float, int]]] = defaultdict(list)
    for number, example in enumerate(examples):
        for label in [one.removesuffix("?") for one in example.unsure if one.endswith("?")]:
            if label in place:
                waiting[(example.document, example.who, label)].append((float(chances[number, place[label]]), number))
    for (_, _, label), rivals in waiting.items():
        best, number = max(rivals)
        if best < LIKELY:
            continue
        examples[number].labels.add(label)
        for chance, other in rivals:
            if other != number and chance < best / 2:
                examples[other].unsure.discard(f"{label}?")


def findings(examples: Sequence[Example], fitted: Fitted) -> list[tuple[str, float, bool | None]]:
    """What a classifier finds: class, probability, and whether it is right (`None`: left open)."""
    chances, found = fitted.chances(examples), []
    for number, example in enumerate(examples):
        if fitted.several:
            columns = [int(one) for one in np.flatnonzero(chances[number] >= GRID[0])]
        else:
            columns = [best] if (best := int(chances[number].argmax())) else []
        for column in columns:
            name = fitted.classes[column]
            right = True if name in example.labels else None if is_open(name, example) else False
            found.append((name, float(chances[number, column]), right))
    return found


def thresholds(
    found: Iterable[tuple[str, float, bool | None]], classes: Sequence[str], sure: float
) -> dict[str, float]:
    """For each class the lowest probability from which on enough of its findings are right."""
    listed = list(found)
    result = {}
    for name in classes:
        own = [(chance, right) for label, chance, right in listed if label == name and right is not None]
        for edge in GRID:
            above = [right for chance, right in own if chance >= edge]
            if (sum(above) + 0.9) / (len(above) + 1) >= sure:
                break
        result[name] = max(edge, 0.5) if len(own) < 8 else edge
    return result


def table(found: list[tuple[str, float, bool | None]], limits: dict[str, float], examples: Sequence[Example]) -> str:
    """Recall and precision in all, and for the classes with most examples."""
    asked = Counter(label for example in examples for label in example.labels)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for name, chance, is_right in found:
        if chance >= limits.get(name, 1.0) and is_right is not None:
            (right if is_right else wrong)[name] += 1
    hits, misses = sum(right.values()), sum(wrong.values())
    lines = [f"recall {hits / max(sum(asked.values()), 1):.3f} precision {hits / max(hits + misses, 1):.3f}"]
    for name, n in asked.most_common():
        lines.append(f"  {name:28} {n:4} found {right[name]:4} wrong {wrong[name]:3} from {limits.get(name, 0):.2f}")
    return "\n".join(lines)


def load(folder: str, groups: dict[str, str]) -> list[Example]:
    """All examples of one set of gold documents, read by two processes."""
    documents = list(read_gold(GOLD / folder))
    if folder == "train":
        documents = apart(documents)
    with Pool(2, _start, (groups,)) as pool:
        return [one for found in pool.imap(_examples, documents, chunksize=8) for one in found]


def apart(documents: list[GoldDocument]) -> list[GoldDocument]:
    """The documents that share no run of words with those that are only scored."""
    kept = set().union(*(runs(read_gold(GOLD / name)) for name in ("held", "last")))
    return [one for one in documents if not runs([one]) & kept]


def load_examples(groups: dict[str, str]) -> list[Example]:
    """The pairs of the pattern files' own examples, each as often as `OFTEN` says: they must come out right."""
    _start(groups)
    ontology, names = STATE["ontology"], STATE["names"]
    found = []
    for gold, annotated in example_sentences(ontology):  # type: ignore[arg-type]
        found += labelled(gold, annotated, ontology, names, groups)  # type: ignore[arg-type]
    return found * OFTEN


def _start(groups: dict[str, str]) -> None:
    ontology = load_ontology()
    STATE.update(ontology=ontology, names=labels_of(ontology), groups=groups)


STATE: dict[str, object] = {}


def _examples(gold: GoldDocument) -> list[Example]:
    return examples_of(gold, STATE["ontology"], STATE["names"], STATE["groups"])  # type: ignore[arg-type]


def save(tables: dict[str, Fitted], groups: dict[str, str], path: Path) -> None:
    """Write the weights as bytes, a scale a column; features whose weights are all nothing are left out."""
    words = sorted(groups)
    held: dict[str, object] = {
        "words": text(words),
        "word_groups": np.array([int(groups[word][1:]) for word in words], np.int16),
    }
    for name, one in tables.items():
        scale = np.maximum(np.abs(one.weights).max(axis=0), 1e-6) / 127
        numbers = np.round(one.weights / scale).astype(np.int8)
        kept = [place for place in range(len(numbers)) if np.abs(numbers[place]).max() > 1]
        features = sorted(one.rows, key=one.rows.__getitem__)
        kinds = sorted(one.kinds)
        held |= {
            f"{name}_features": text([features[place] for place in kept]),
            f"{name}_weights": numbers[kept],
            f"{name}_scale": scale.astype(np.float32),
            f"{name}_bias": one.bias,
            f"{name}_classes": text(one.classes),
            f"{name}_thresholds": np.array([one.thresholds.get(c, 1.0) for c in one.classes], np.float32),
            f"{name}_kinds": text(kinds),
            f"{name}_allowed": np.array([[c == NONE or c in one.kinds[k] for c in one.classes] for k in kinds]),
        }
    np.savez_compressed(path, **held)  # type: ignore[arg-type]


def text(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Lines as bytes of UTF-8, as an array."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def train(name: str, examples: list[Example], folds: int) -> Fitted:
    """Fit the classifier of one table, and find its thresholds by cross-validation over documents."""
    if name == "senses":
        for first in (True, False, False):
            settle(examples, fit(name, examples, first))
    fitted = fit(name, examples)
    documents = sorted({one.document for one in examples})
    found: list[tuple[str, float, bool | None]] = []
    for fold in range(folds):
        out = set(documents[fold::folds])
        part = fit(name, [one for one in examples if one.document not in out])
        found += findings([one for one in examples if one.document in out], part)
    fitted.found = found
    fitted.thresholds = dict.fromkeys(fitted.classes, 0.6)
    if folds:
        edges = thresholds(found, fitted.classes, SURE[name])
        fitted.thresholds = {label: max(edge, LEAST[name]) for label, edge in edges.items()}
    if folds:
        print(name, "cross-validated:", table(found, fitted.thresholds, examples))
    return fitted


def sorted_out(examples: Iterable[Example]) -> dict[str, list[Example]]:
    """The examples of each table."""
    found: dict[str, list[Example]] = {name: [] for name in TABLES}
    for one in examples:
        name = "senses" if one.said == "sense" else "names" if one.said == "name" else ""
        found[name or ("periods" if one.about.startswith("as:") else "pairs")].append(one)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Make the weights; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", choices=("train", "open"))
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--score", action="append", default=[], choices=("open", "held"))
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    groups = (
        dict(line.split(" ") for line in GROUPS.read_text(encoding="utf-8").splitlines()) if GROUPS.exists() else {}
    )
    examples = [one for name in options.set or ("train",) for one in load(name, groups)] + load_examples(groups)
    print(len({one.document for one in examples}), "documents,", len(examples), "examples")
    tables = {name: train(name, own, options.folds) for name, own in sorted_out(examples).items()}
    save(tables, groups, options.output)
    print(f"{options.output.name}: {options.output.stat().st_size / 1e6:.1f} MB")
    for folder in options.score:
        for name, own in sorted_out(load(folder, groups)).items():
            if name == "senses":
                settle(own, tables[name])
            found = findings(own, tables[name])
            print(folder, name, table(found, tables[name].thresholds, own).partition("\n")[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
