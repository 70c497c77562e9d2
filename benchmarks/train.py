"""Make the classifier over plain features: `python -m benchmarks.train [--set train] [--folds 3] [--score held]`.

In: gold documents (`tests/gold`) and `benchmarks/like_words.txt`, a word and its group a line (words that a small
sentence encoder, all-MiniLM-L6-v2, Apache-2.0, puts close together). Out: `extract/weights/weights.npz`, a classifier
for which word tells what a sentence says of a thing (`benchmarks.fitting`); what pairs of a sentence claim and what is
a name is learned by `benchmarks.encode`. Thresholds come from cross-validation by document: the lowest probability
from which on enough of a class's findings are right. The same files give the same weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.asked import QUESTION
from benchmarks.evaluate import GOLD, labels_of
from benchmarks.fitting import Fitted, fit, is_open
from benchmarks.gold import GoldDocument, is_left_out, read_gold, runs
from benchmarks.labels import Example, example_sentences, examples_of, labelled
from extract.weights.weights import HEADS, NONE, QUESTIONS, TABLES, WEIGHTS
from ontology.regulators import Ontology, load_ontology

GROUPS = Path(__file__).with_name("like_words.txt")
OFTEN = 4
SURE = {"senses": 0.88}
"""The share of a class's findings that must be right above its threshold; gold files leave some true ones unlisted."""
LEAST = {"senses": 0.6}
"""The lowest threshold of each table."""
LIKELY = 0.1
"""A sentence must be so likely to say what one of several does before it is taken for the one."""
Examples = Callable[[GoldDocument, Ontology, Mapping[str, tuple[str, ...]], Mapping[str, str]], list[Example]]
"""Finds a gold document's examples, with an ontology, its names and the groups of like words."""
GRID = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.94, 0.97, 0.985)


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


def settle_by_rounds(examples: Sequence[Example]) -> None:
    """Settle the examples of senses by readers that learn from what the one before them settled."""
    for first in (True, False, False):
        settle(examples, fit("senses", examples, first))


def findings(examples: Sequence[Example], fitted: Fitted) -> list[tuple[str, float, bool | None]]:
    """What a classifier finds: class, probability, and whether it is right (`None`: left open)."""
    return found_by(examples, fitted.chances(examples), fitted.classes, fitted.several)


def found_by(
    examples: Sequence[Example], chances: NDArray[np.float32], classes: Sequence[str], several: bool
) -> list[tuple[str, float, bool | None]]:
    """What is found where each class has a probability: of several any likely enough, else the likeliest one."""
    found: list[tuple[str, float, bool | None]] = []
    for number, example in enumerate(examples):
        if several:
            columns = [int(one) for one in np.flatnonzero(chances[number] >= GRID[0])]
        else:
            columns = [best] if (best := int(chances[number].argmax())) else []
        for column in columns:
            name = classes[column]
            right = True if name in example.labels else None if is_open(name, example) else False
            found.append((name, float(chances[number, column]), right))
    return found


def thresholds(
    found: Iterable[tuple[str, float, bool | None]], classes: Sequence[str], sure: float, prior: float = 1.0
) -> dict[str, float]:
    """For each class the lowest probability from which on enough of its findings are right.

    What all classes get right from there on counts for as many findings as `prior` says.
    """
    listed = [one for one in found if one[2] is not None]
    result = {}
    shares = {}
    for edge in GRID:
        above = [bool(right) for label, chance, right in listed if chance >= edge and label != NONE]
        shares[edge] = (sum(above) + 0.9) / (len(above) + 1)
    for name in classes:
        own = [(chance, right) for label, chance, right in listed if label == name]
        for edge in GRID:
            above = [bool(right) for chance, right in own if chance >= edge]
            if (sum(above) + prior * shares[edge]) / (len(above) + prior) >= sure:
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


def read_groups() -> dict[str, str]:
    """The group of each word that is put close to others."""
    lines = GROUPS.read_text(encoding="utf-8").splitlines() if GROUPS.exists() else []
    return dict(line.split(" ") for line in lines)


def load(folder: str, groups: dict[str, str], of: Examples = examples_of) -> list[Example]:
    """All examples of one set of gold documents, read by two processes; of their pairs, or as `of` finds them."""
    documents = list(read_gold(GOLD / folder))
    if folder == "train":
        documents = apart(documents)
    with Pool(2, _start, (groups,)) as pool:
        return [one for found in pool.imap(partial(_examples, of), documents, chunksize=8) for one in found]


def apart(documents: list[GoldDocument]) -> list[GoldDocument]:
    """The documents that share no run of words with those that are only scored."""
    kept = set().union(*(runs(read_gold(GOLD / name)) for name in ("held", "last", "fresh", "blind")))
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


def _examples(of: Examples, gold: GoldDocument) -> list[Example]:
    return of(gold, STATE["ontology"], STATE["names"], STATE["groups"])  # type: ignore[arg-type]


def save(tables: dict[str, Fitted], groups: dict[str, str], path: Path) -> None:
    """Write the hidden layers as bytes, a scale a unit; features whose weights are all nothing are left out."""
    words = sorted(groups)
    held: dict[str, object] = {
        "words": text(words),
        "word_groups": np.array([int(groups[word][1:]) for word in words], np.int16),
    }
    for name, one in tables.items():
        inner, inner_bias, outer, outer_bias = one.layers
        scale = np.maximum(np.abs(inner).max(axis=0), 1e-6) / 127
        numbers = np.round(inner / scale).astype(np.int8)
        kept = [place for place in range(len(numbers)) if np.abs(numbers[place]).max() > 1]
        features = sorted(one.rows, key=one.rows.__getitem__)
        kinds = sorted(one.kinds)
        held |= {
            f"{name}_features": text([features[place] for place in kept]),
            f"{name}_inner": numbers[kept],
            f"{name}_scale": scale.astype(np.float32),
            f"{name}_inner_bias": inner_bias,
            f"{name}_outer": outer,
            f"{name}_bias": outer_bias,
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
        settle_by_rounds(examples)
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
    found: dict[str, list[Example]] = {name: [] for name in HEADS}
    for one in examples:
        name = QUESTIONS if one.about == QUESTION else {"sense": "senses", "name": "names"}.get(one.said, "")
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
    groups = read_groups()
    examples = [one for name in options.set or ("train",) for one in load(name, groups)] + load_examples(groups)
    examples = [one for one in examples if not is_left_out(one.document)]
    print(len({one.document for one in examples}), "documents,", len(examples), "examples")
    parts = sorted_out(examples)
    tables = {name: train(name, parts[name], options.folds) for name in TABLES}
    save(tables, groups, options.output)
    print(f"{options.output.name}: {options.output.stat().st_size / 1e6:.1f} MB")
    for folder in options.score:
        held = sorted_out(load(folder, groups))
        settle(held["senses"], tables["senses"])
        for name in TABLES:
            found = findings(held[name], tables[name])
            print(folder, name, table(found, tables[name].thresholds, held[name]).partition("\n")[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
