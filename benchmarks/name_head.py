"""Add the head for names to the encoder's weights: `python -m benchmarks.name_head`, after `benchmarks.encode`.

In: the encoder as it ships and gold documents (`tests/gold/train`). Out: `names.*` in `extract/encoder.npz`: which
capitalised words that nothing else takes for a name are one, and of which class. The encoder itself stays as it is, so
that each place of a candidate is encoded once. A tenth of the documents is left out; thresholds come from it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.encode import RARE
from benchmarks.evaluate import GOLD, labels_of
from benchmarks.gold import GoldDocument, is_left_out, read_gold
from benchmarks.labels import wanted_names
from benchmarks.train import apart, read_groups, text, thresholds
from benchmarks.transformer import HeadModule, head_arrays
from corpus.documents import read_document
from extract.annotate import read_sentences
from extract.candidates import find_candidates
from extract.encoder import Encoder
from extract.knowledge import knowledge_of
from extract.learned_names import Surroundings
from extract.naming import first_pass
from extract.weights import ENCODER, NONE, encoder_in
from ontology.regulators import load_ontology

SEED = 7
SURE, LEAST = 0.75, 0.75
EPOCHS, BATCH, RATE = 6, 128, 1e-3
MARKS_OUT = 0.4
"""The share of marks that each step leaves out."""


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate of a document: its class or nothing, its marks, and the vectors of its first and last words."""

    document: str
    label: str
    marks: tuple[str, ...]
    vectors: NDArray[np.float16]


STATE: dict[str, object] = {}


def _start(encoder: Path) -> None:
    ontology = load_ontology()
    with np.load(encoder, allow_pickle=False) as held:
        STATE.update(ontology=ontology, names=labels_of(ontology), groups=read_groups(), encoder=encoder_in(held))


def _candidates(gold: GoldDocument) -> list[Named]:
    ontology, encoder = STATE["ontology"], STATE["encoder"]
    assert isinstance(encoder, Encoder)
    document = read_document(gold.text.encode(), f"{gold.path.stem}.txt")
    sentences = list(read_sentences(document, None))
    knowledge = knowledge_of(ontology)  # type: ignore[arg-type]
    taken = first_pass(sentences, knowledge).taken(knowledge)
    around = Surroundings(sentences, taken, encoder, document.metadata.type)
    wanted, open_to = wanted_names(gold, ontology, STATE["names"])  # type: ignore[arg-type]
    found = []
    for one in find_candidates(sentences, taken, STATE["groups"]):  # type: ignore[arg-type]
        label = wanted.get(one.text.casefold())
        if label is None and open_to(one.text):
            continue
        sides = np.array([(state[first], state[last]) for state, first, last in around.of(one)], np.float16)
        found.append(Named(gold.path.stem, label or NONE, tuple(sorted(one.features)), sides))
    return found


@dataclass
class Places:
    """Candidates place by place: whose place each is, its vectors, the marks of each candidate."""

    owners: NDArray[np.int64]
    vectors: Tensor
    marks: list[list[int]]

    def scores(self, head: HeadModule, places: NDArray[np.int64], draw: np.random.Generator | None = None) -> Tensor:
        """The scores of some places; while learning, with some marks left out."""
        rows = [self.marks[owner] for owner in self.owners[places]]
        if draw is not None:
            rows = [[row for row in held if draw.random() > MARKS_OUT] for held in rows]
        ends = torch.tensor(np.cumsum([0, *(len(held) for held in rows[:-1])]))
        flat = torch.tensor([row for held in rows for row in held], dtype=torch.long)
        sides = self.vectors[torch.tensor(places)]
        result: Tensor = head(sides[:, 0], sides[:, 1], flat, ends)
        return result


def places_of(candidates: Sequence[Named], marks: dict[str, int]) -> Places:
    """Candidates as the head learns from them."""
    owners = np.array([number for number, one in enumerate(candidates) for _ in one.vectors])
    vectors = torch.tensor(np.concatenate([one.vectors for one in candidates]).astype(np.float32))
    return Places(owners, vectors, [[marks[one] for one in each.marks if one in marks] for each in candidates])


def fit(known: Places, wanted: Tensor, head: HeadModule) -> None:
    """Train the head; a candidate with many places counts for little more than one with one."""
    draw = np.random.default_rng(SEED)
    share = torch.tensor(np.bincount(known.owners)[known.owners] ** -0.5, dtype=torch.float32)
    descent = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    size, taken = len(known.owners), 0
    steps = EPOCHS * (size // BATCH)
    for _ in range(EPOCHS):
        order = draw.permutation(size)
        for start in range(0, size - BATCH + 1, BATCH):
            for group in descent.param_groups:
                group["lr"] = RATE * (1 - taken / steps)
            taken += 1
            chosen = order[start : start + BATCH]
            scores = known.scores(head, chosen, draw)
            lost = F.cross_entropy(scores, wanted[known.owners[chosen]], reduction="none")
            descent.zero_grad()
            (lost * share[chosen]).mean().backward()
            descent.step()


def main(arguments: list[str] | None = None) -> int:
    """Fit the head and write it beside the others; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, default=ENCODER)
    options = parser.parse_args(arguments)
    documents = apart(list(read_gold(GOLD / "train")))
    with Pool(2, _start, (options.encoder,)) as pool:
        found = [one for each in pool.imap(_candidates, documents, chunksize=16) for one in each]
    learned = [one for one in found if not is_left_out(one.document)]
    others = [one for one in found if is_left_out(one.document)]
    often = Counter(one.label for one in learned if one.label != NONE)
    classes = [NONE, *sorted(label for label, n in often.items() if n >= RARE)]
    seen: dict[str, set[str]] = defaultdict(set)
    for one in learned:
        for mark in one.marks:
            seen[mark].add(one.document)
    marks = {mark: row for row, mark in enumerate(sorted(mark for mark, held in seen.items() if len(held) >= RARE))}
    place = {label: number for number, label in enumerate(classes)}
    torch.manual_seed(SEED)
    head = HeadModule(len(marks), len(classes), 0.0)
    fit(places_of(learned, marks), torch.tensor([place.get(one.label, 0) for one in learned]), head)
    head.eval()
    judged = places_of(others, marks)
    with torch.no_grad():
        parts = np.array_split(np.arange(len(judged.owners)), 20)
        scores = torch.cat([judged.scores(head, part) for part in parts])
    mean = torch.zeros(len(others), len(classes)).index_add_(0, torch.tensor(judged.owners), scores)
    mean /= torch.bincount(torch.tensor(judged.owners), minlength=len(others)).clamp(min=1)[:, None]
    chances = torch.softmax(mean, dim=1).numpy()
    listed: list[tuple[str, float, bool | None]] = [
        (classes[best], float(row[best]), classes[best] == one.label)
        for one, row in zip(others, chances, strict=True)
        if (best := int(row.argmax()))
    ]
    edges = {label: max(edge, LEAST) for label, edge in thresholds(listed, classes, SURE, 4.0).items()}
    asked = Counter(one.label for one in others if one.label != NONE)
    right = sum(ok for label, chance, ok in listed if chance >= edges[label])
    said = sum(chance >= edges[label] for label, chance, _ in listed)
    print(f"names: {right} of {asked.total()} found, {said - right} of {said} wrong; {len(marks)} marks")
    with np.load(options.encoder, allow_pickle=False) as held:
        kept = {name: held[name] for name in held.files if not name.startswith("names.")}
    kept |= head_arrays("names", head) | {
        "names.marks": text(sorted(marks, key=marks.__getitem__)),
        "names.classes": text(classes),
        "names.thresholds": np.array([edges.get(label, 1.0) for label in classes], np.float32),
        "names.kinds": text(["name>name"]),
        "names.allowed": np.ones((1, len(classes)), np.bool_),
    }
    np.savez_compressed(options.encoder, **kept)
    print(f"{options.encoder.name}: {options.encoder.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
