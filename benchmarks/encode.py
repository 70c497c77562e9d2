"""Make the encoder's weights: `python -m benchmarks.encode [--layers 4] [--epochs 3]`, with torch (the extra `train`).

In: gold documents (`tests/gold/train`), the pattern files' own examples, and questions (`tests/gold/asked`). Out:
`extract/weights/encoder.onnx`, an encoder, and `extract/weights/heads.npz`, a head a table (`pairs`, `senses`,
`periods`, `names`, `questions`). A tenth of all is left out of the fitting: from it come each class's threshold, the
lowest probability from which on enough of its findings are right. The same files give the same weights on the same
machine.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.asked import asked_examples
from benchmarks.fitting import is_open, mask, rivals_of, sigmoid, softmax, targets
from benchmarks.gold import is_left_out
from benchmarks.labels import Example, View
from benchmarks.named import by_candidate, named_examples, shares
from benchmarks.train import LIKELY, found_by, load, load_examples, read_groups, sorted_out, table, text, thresholds
from benchmarks.transformer import Encoding, HeadModule, Reader, head_arrays, package, padded, write_encoder
from extract.weights.encoder import Splitter, is_mark, plain_parts, split
from extract.weights.weights import ENCODER, LEARNED_HEADS, NONE, QUESTIONS

SEED = 7
LOT = random.Random(SEED)
SURE = {"pairs": 0.77, "senses": 0.88, "periods": 0.82, "names": 0.75, "questions": 0.92}
LEAST = {"pairs": 0.7, "senses": 0.8, "periods": 0.5, "names": 0.75, "questions": 0.75}
CAREFUL = {
    "participantType": 0.75, "operatesIn": 0.75, "announcedOn": 0.75, "participants": 0.75, "program": 0.75,
    "focus": 0.75, "memberOf": 0.75, "testedBy": 0.75, "endedOn": 0.75, "authorizedBy": 0.75,
}  # fmt: skip
"""The lowest threshold of a table, and of properties of which more was wrong where texts were read anew."""
SMOOTH = 4.0
"""How many findings of a class of its own what is right of all classes counts for."""
RATE, FASTER = 1.5e-4, 8
"""The step of published layers, and how much longer those of new ones are."""
BATCH, WARM = 32, 150
RARE = 3
"""A class, or a piece, must stand in so many documents to be kept."""
RARE_MARKS = {"pairs": 4, "senses": 4, "periods": 4, "names": 8, "questions": 1}
COMMON = 6_000
"""Pieces of the published list that are kept whether they are met or not: it runs by how often they are used."""
SHARE = {"pairs": 1.0, "senses": 1.0, "periods": 0.5, "names": 0.5, "questions": 1.0}
"""How much each table counts in the sum that is made small."""
MARKS_OUT = {"names": 0.4}
"""The share of a table's marks that each step leaves out."""


@dataclass
class Sentence:
    """A sentence's pieces, where its words begin, and the examples of each table that speak of it."""

    pieces: list[int]
    places: list[int]
    examples: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Table:
    """The examples of one table, with what they say and what each may say."""

    name: str
    examples: list[Example]
    classes: list[str]
    kinds: dict[str, set[str]]
    marks: dict[str, int]
    wanted: Tensor
    counts: Tensor
    closed: Tensor

    @property
    def several(self) -> bool:
        return self.name == "senses"


def pieces_known(examples: Iterable[Example]) -> tuple[list[str], list[int], list[str]]:
    """The pieces that are kept with their rows in the published list, and the marks."""
    published = (package() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    rows = {piece: row for row, piece in enumerate(published) if piece}
    said: dict[str, set[str]] = defaultdict(set)
    for one in examples:
        if one.view is not None:
            for word in (*one.view.words, *one.view.setting):
                said[word].add(one.document)
    marks = sorted(word for word in said if is_mark(word))
    met: dict[str, set[str]] = defaultdict(set)
    for word, documents in said.items():
        for piece in () if is_mark(word) else (one for part in plain_parts(word) for one in split(part, rows)):
            met[piece] |= documents
    kept = [
        piece
        for piece, row in rows.items()
        if len(met[piece]) >= RARE
        or piece in ("[CLS]", "[SEP]", "[UNK]")
        or (999 < row < COMMON)
        or len(piece.removeprefix("##")) == 1
    ]
    return kept, [rows[piece] for piece in kept], marks


def sentences_of(tables: Mapping[str, Table], splitter: Splitter) -> list[Sentence]:
    """The sentences that examples speak of, each once."""
    found: dict[tuple[str, int, View], Sentence] = {}
    for name, one in tables.items():
        for number, example in enumerate(one.examples):
            assert example.view is not None
            key = (example.document, example.sentence, example.view)
            held = found.get(key)
            if held is None:
                held = found[key] = Sentence(*splitter.pieces_of(example.view.words, example.view.setting))
            held.examples[name].append(number)
    return list(found.values())


def table_of(name: str, examples: list[Example], known: Table | None = None) -> Table:
    """A table's examples ready to be learned from, or, with the classes of another, to be judged."""
    several = name == "senses"
    if known is None:
        seen = Counter(label for example in examples for label in example.labels)
        seen += Counter(label for _, _, label in rivals_of(examples)) if several else Counter()
        classes = [*([] if several else [NONE]), *sorted(label for label, n in seen.items() if n >= RARE)]
        kinds: dict[str, set[str]] = defaultdict(set)
        documents: dict[str, set[str]] = defaultdict(set)
        for example in examples:
            told = {label.removesuffix("?") for label in example.unsure if label.endswith("?")} | example.labels
            kinds[f"{example.about}>{example.said}"] |= told & set(classes)
            for one in example.sides.marks:
                documents[one].add(example.document)
        often = sorted(one for one, held in documents.items() if len(held) >= RARE_MARKS[name])
        marks = {one: row for row, one in enumerate(often)}
    else:
        classes, kinds, marks = known.classes, known.kinds, known.marks
    made = Table(name, examples, classes, dict(kinds), marks, *(torch.zeros(0),) * 3)
    made.closed = torch.tensor(mask(examples, classes, made.kinds))
    retarget(made, first=True)
    return made


def retarget(one: Table, first: bool = False) -> None:
    """Take what each example says from its labels anew."""
    wanted, counts = targets(one.examples, one.classes, one.several, first and one.several)
    if one.name == "names":
        counts *= shares(one.examples)[:, None]
    one.wanted, one.counts = torch.tensor(wanted), torch.tensor(counts)


def batches(sentences: Sequence[Sentence], draw: random.Random | None) -> list[list[Sentence]]:
    """Sentences of like length together, in an order drawn by lot or in that of their length."""
    order = list(sentences)
    if draw is None:
        order.sort(key=lambda one: len(one.pieces))
        return [order[start : start + 32] for start in range(0, len(order), 32)]
    draw.shuffle(order)
    found = []
    for start in range(0, len(order), BATCH * 20):
        near = sorted(order[start : start + BATCH * 20], key=lambda one: len(one.pieces))
        found += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    draw.shuffle(found)
    return found


def run(
    reader: Reader, batch: Sequence[Sentence], tables: Mapping[str, Table]
) -> Iterator[tuple[Table, list[int], Tensor]]:
    """The scores of a batch's examples, table by table."""
    state = reader.encoding(*padded(one.pieces for one in batch))
    for name, one in tables.items():
        rows = [(at, number) for at, sentence in enumerate(batch) for number in sentence.examples[name]]
        if not rows:
            continue
        sides = [one.examples[number].sides for _, number in rows]
        at = torch.tensor([at for at, _ in rows])
        first = torch.tensor([batch[at].places[side.subject] for (at, _), side in zip(rows, sides, strict=True)])
        other = torch.tensor([batch[at].places[side.object] for (at, _), side in zip(rows, sides, strict=True)])
        second = state[at, other] if name != QUESTIONS else _means(state, [batch[at].places for at, _ in rows], at)
        left_out = MARKS_OUT.get(name, 0.0) if reader.training else 0.0
        marks = [
            [row for mark in side.marks if (row := one.marks.get(mark)) is not None and LOT.random() >= left_out]
            for side in sides
        ]
        ends = torch.tensor(np.cumsum([0, *(len(held) for held in marks[:-1])]))
        flat = torch.tensor([row for held in marks for row in held], dtype=torch.long)
        yield one, [number for _, number in rows], reader.heads[name](state[at, first], second, flat, ends)


def _means(state: Tensor, places: Sequence[Sequence[int]], at: Tensor) -> Tensor:
    """What the words of some sentences mean on average."""
    return torch.stack([state[row, held[1:]].mean(dim=0) for row, held in zip(at.tolist(), places, strict=True)])


def loss_of(one: Table, rows: list[int], scores: Tensor) -> Tensor:
    """How far scores lie from what examples say, over the examples."""
    scores, wanted, counts = scores.float() + one.closed[rows], one.wanted[rows], one.counts[rows]
    if not one.several:
        return -(F.log_softmax(scores, dim=1) * wanted).sum(dim=1) @ counts[:, 0]
    able = counts * (one.closed[rows] > -1)
    return (F.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * able).sum()


def chances(reader: Reader, sentences: Sequence[Sentence], tables: Mapping[str, Table]) -> dict[str, np.ndarray]:
    """The probability of each class for each example of each table."""
    reader.eval()
    found = {name: np.zeros((len(one.examples), len(one.classes)), np.float32) for name, one in tables.items()}
    with torch.no_grad():
        for batch in batches(sentences, None):
            for one, rows, scores in run(reader, batch, tables):
                plain = (scores.float() + one.closed[rows]).numpy()
                found[one.name][rows] = sigmoid(plain) if one.several else softmax(plain)
    reader.train()
    return found


def settle(one: Table, told: np.ndarray) -> None:
    """Decide which sentence says what several could: the likeliest one does, if it is likely at all."""
    place = {name: number for number, name in enumerate(one.classes)}
    waiting: dict[tuple[str, str, str], list[tuple[float, int]]] = defaultdict(list)
    for number, example in enumerate(one.examples):
        for label in [held.removesuffix("?") for held in example.unsure if held.endswith("?")]:
            if label in place:
                waiting[(example.document, example.who, label)].append((float(told[number, place[label]]), number))
                example.labels.discard(label)
    for (_, _, label), rivals in waiting.items():
        best, number = max(rivals)
        if best >= LIKELY:
            one.examples[number].labels.add(label)


def judged(one: Table, told: np.ndarray) -> tuple[list[Example], np.ndarray]:
    """What is judged once, with its probabilities: an example, or a candidate for a name over all its places."""
    return by_candidate(one.examples, told) if one.name == "names" else (one.examples, told)


def area(one: Table, told: np.ndarray) -> str:
    """The area under precision and recall, and the recall at three precisions."""
    found = []
    examples, told = judged(one, told)
    for number, example in enumerate(examples):
        columns = range(len(one.classes)) if one.several else [int(told[number][1:].argmax()) + 1]
        for column in columns:
            name, chance = one.classes[column], float(told[number, column])
            if chance >= 0.03 and (name in example.labels or not is_open(name, example)):
                found.append((chance, name in example.labels))
    whole, hits, total, best = sum(len(example.labels) for example in examples), 0, 0.0, {}
    for rank, (_, right) in enumerate(sorted(found, reverse=True), 1):
        hits += right
        total += hits / rank if right else 0
        for least in (0.9, 0.8, 0.7):
            if hits / rank >= least:
                best[least] = round(hits / whole, 3)
    return f"area {total / max(whole, 1):.3f} recall {best} of {whole}"


def fit(reader: Reader, tables: Mapping[str, Table], sentences: list[Sentence], epochs: int, report) -> None:  # type: ignore[no-untyped-def]
    """Train, settling after each round which of several sentences says a thing; `report` is told each round's end."""
    draw = random.Random(SEED)
    own = [
        (one, RATE if name.startswith("encoding.") else RATE * FASTER)
        for name, one in reader.named_parameters()
        if one.requires_grad
    ]
    groups = [{"params": [one for one, step in own if step == rate], "lr": rate} for rate in (RATE, RATE * FASTER)]
    descent = torch.optim.AdamW(groups, weight_decay=0.01)
    steps, taken = len(batches(sentences, draw)) * epochs, 0
    for epoch in range(epochs):
        began, lost = time.time(), 0.0
        for number, batch in enumerate(batches(sentences, draw)):
            for group, rate in zip(descent.param_groups, (RATE, RATE * FASTER), strict=True):
                group["lr"] = rate * min(1.0, (taken + 1) / WARM) * (1 - taken / steps)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                told = list(run(reader, batch, tables))
            loss = sum(SHARE[one.name] * loss_of(one, rows, scores) for one, rows, scores in told) / BATCH
            descent.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            descent.step()
            lost += loss.item()
            taken += 1
            if number % 100 == 99:
                spent = time.time() - began
                so_far = f"{number + 1} batches: {lost / (number + 1):.3f}"
                print(f"  round {epoch + 1}, {so_far}, {spent:.0f} s", flush=True)
        settle(tables["senses"], chances(reader, sentences, {"senses": tables["senses"]})["senses"])
        retarget(tables["senses"])
        report(epoch, time.time() - began)


def table_arrays(one: Table, head: HeadModule, limits: Mapping[str, float]) -> dict[str, NDArray[np.generic]]:
    """A table's head by the names under which it is kept, with its marks, classes, kinds and thresholds."""
    kinds = sorted(one.kinds)
    allowed = [[label == NONE or label in one.kinds[kind] for label in one.classes] for kind in kinds]
    return head_arrays(one.name, head) | {
        f"{one.name}.marks": text(sorted(one.marks, key=one.marks.__getitem__)),
        f"{one.name}.classes": text(one.classes),
        f"{one.name}.thresholds": np.array([limits.get(label, 1.0) for label in one.classes], np.float32),
        f"{one.name}.kinds": text(kinds),
        f"{one.name}.allowed": np.array(allowed),
    }


def save(
    reader: Reader, tables: Mapping[str, Table], pieces: list[str], limits: Mapping[str, dict[str, float]], folder: Path
) -> None:
    """Write the encoder and its heads."""
    write_encoder(reader.encoding, pieces, folder / ENCODER.name)
    held: dict[str, NDArray[np.generic]] = {}
    for name, one in tables.items():
        head = reader.heads[name]
        assert isinstance(head, HeadModule)
        held |= table_arrays(one, head, limits[name])
    np.savez_compressed(folder / LEARNED_HEADS.name, **held)  # type: ignore[arg-type]


def main(arguments: list[str] | None = None) -> int:
    """Make the encoder; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--examples", type=Path, help="where examples are kept between runs")
    parser.add_argument("--output", type=Path, default=ENCODER.parent, help="the folder to write to")
    options = parser.parse_args(arguments)
    torch.manual_seed(SEED)
    torch.set_num_threads(os.cpu_count() or 1)
    if options.examples and options.examples.exists():
        examples: list[Example] = pickle.loads(options.examples.read_bytes())
    else:
        groups = read_groups()
        examples = load("train", groups) + load_examples(groups) + load("train", groups, named_examples)
        if options.examples:
            options.examples.write_bytes(pickle.dumps(examples))
    examples = [one for one in examples if one.sides is not None] + asked_examples()
    documents = {one.document for one in examples}
    out = {one for one in documents if is_left_out(one)}
    kept, rows, marks = pieces_known(examples)
    pieces = [*kept, *marks]
    splitter = Splitter(tuple(pieces))
    parts = sorted_out(examples)
    learned = {name: table_of(name, [one for one in held if one.document not in out]) for name, held in parts.items()}
    unseen = {
        name: table_of(name, [one for one in held if one.document in out], learned[name])
        for name, held in parts.items()
    }
    sentences, others = sentences_of(learned, splitter), sentences_of(unseen, splitter)
    print(f"{len(documents)} documents, {len(sentences)} and {len(others)} sentences, {len(pieces)} pieces", flush=True)
    heads = {
        name: HeadModule(max(len(one.marks), 1), len(one.classes), -3.0 if one.several else 0.0)
        for name, one in learned.items()
    }
    reader = Reader(Encoding(rows, len(marks), options.layers), heads)
    found: dict[str, np.ndarray] = {}

    def report(epoch: int, spent: float) -> None:
        found.update(chances(reader, others, unseen))
        settle(unseen["senses"], found["senses"])
        print(
            f"round {epoch + 1}: {spent:.0f} s; "
            + "; ".join(f"{name} {area(one, found[name])}" for name, one in unseen.items()),
            flush=True,
        )
        save(
            reader,
            unseen,
            pieces,
            {name: dict.fromkeys(one.classes, 0.6) for name, one in unseen.items()},
            options.output,
        )

    fit(reader, learned, sentences, options.epochs, report)
    limits = {}
    for name, one in unseen.items():
        examples, told = judged(one, found[name])
        listed = found_by(examples, told, one.classes, one.several)
        edges = thresholds(listed, one.classes, SURE[name], SMOOTH)
        limits[name] = {
            label: max(edge, LEAST[name], CAREFUL.get(label.partition("=")[0], 0.0)) for label, edge in edges.items()
        }
        print(name, table(listed, limits[name], examples))
    save(reader, unseen, pieces, limits, options.output)
    size = sum((options.output / one.name).stat().st_size for one in (ENCODER, LEARNED_HEADS))
    print(f"{size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
