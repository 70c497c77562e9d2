"""Fit the head that reads questions anew: `python -m benchmarks.refit [--rounds 5]`, with torch (the extra `train`).

In: questions (`tests/gold/asked`), and the encoder and heads that ship. Out: `extract/weights/heads.npz` with another
`questions` head; the encoder and all other heads stay as they are, so that no claim changes. It starts from the head
that ships, and a tenth of the questions is left out of the fitting, by which each class's threshold is drawn, as
`benchmarks.encode` does for all heads together. The same files give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.asked import asked_examples
from benchmarks.encode import LEAST, SEED, SMOOTH, SURE, Table, area, loss_of, table_arrays, table_of
from benchmarks.fitting import softmax
from benchmarks.gold import is_left_out
from benchmarks.labels import Example
from benchmarks.train import found_by, table, thresholds
from benchmarks.transformer import BETWEEN, HeadModule
from extract.weights.encoder import Encoder
from extract.weights.heads import Head
from extract.weights.weights import LEARNED_HEADS, QUESTIONS, read_weights

RATE, BATCH = 5e-4, 64


def vectors_of(examples: Sequence[Example], encoder: Encoder) -> tuple[Tensor, Tensor]:
    """What each question means as a whole, and what its words mean on average, a row a question."""
    held: dict[tuple[str, ...], tuple[NDArray[np.float32], NDArray[np.float32]]] = {}
    for one in examples:
        assert one.view is not None
        if one.view.words not in held:
            state = encoder.encode(one.view.words, ())
            held[one.view.words] = state[0], state[1:].mean(axis=0)
    rows = [held[one.view.words] for one in examples if one.view is not None]
    return torch.tensor(np.stack([whole for whole, _ in rows])), torch.tensor(np.stack([words for _, words in rows]))


def started(shipped: Head, classes: Sequence[str]) -> HeadModule:
    """A head that judges as the one that ships, with places for the classes that it did not know."""
    made = HeadModule(max(len(shipped.marks), 1), len(classes), 0.0)
    made.subject.weight.data = torch.tensor(shipped.sides[:, :BETWEEN].T.copy())
    made.object.weight.data = torch.tensor(shipped.sides[:, BETWEEN:].T.copy())
    made.subject.bias.data = torch.tensor(shipped.bias.copy())
    made.shared.weight.data = torch.tensor(shipped.shared.T.copy())
    known = {name: row for row, name in enumerate(shipped.classes)}
    for row, name in enumerate(classes):
        if name in known:
            made.outer.weight.data[row] = torch.tensor(shipped.outer[:, known[name]].copy())
            made.outer.bias.data[row] = float(shipped.outer_bias[known[name]])
    return made


def scores(head: HeadModule, vectors: tuple[Tensor, Tensor], rows: Sequence[int]) -> Tensor:
    """How much each question speaks for each class; a question has no marks."""
    ends = torch.zeros(len(rows), dtype=torch.long)
    told: Tensor = head(vectors[0][rows], vectors[1][rows], torch.zeros(0, dtype=torch.long), ends)
    return told


def chances(head: HeadModule, vectors: tuple[Tensor, Tensor], one: Table) -> NDArray[np.float32]:
    """The probability of each class for each question."""
    head.eval()
    with torch.no_grad():
        found = softmax((scores(head, vectors, range(len(one.examples))) + one.closed).numpy())
    head.train()
    return found


def main(arguments: list[str] | None = None) -> int:
    """Fit and write the head; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    torch.manual_seed(SEED)
    weights = read_weights()
    examples = asked_examples()
    learned = table_of(QUESTIONS, [one for one in examples if not is_left_out(one.document)])
    unseen = table_of(QUESTIONS, [one for one in examples if is_left_out(one.document)], learned)
    seen, left = (vectors_of(one.examples, weights.encoder) for one in (learned, unseen))
    head = started(weights.heads[QUESTIONS], learned.classes)
    descent = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    steps = -(-len(learned.examples) // BATCH)
    pace = torch.optim.lr_scheduler.LinearLR(descent, 1.0, 0.02, steps * options.rounds)
    for turn in range(options.rounds):
        for lot in torch.randperm(len(learned.examples)).split(BATCH):
            rows = lot.tolist()
            descent.zero_grad()
            (loss_of(learned, rows, scores(head, seen, rows)) / BATCH).backward()
            descent.step()
            pace.step()
        print(f"round {turn + 1}: {area(unseen, chances(head, left, unseen))}", flush=True)
    found = found_by(unseen.examples, chances(head, left, unseen), unseen.classes, several=False)
    edges = thresholds(found, unseen.classes, SURE[QUESTIONS], SMOOTH)
    limits = {label: max(edge, LEAST[QUESTIONS]) for label, edge in edges.items()}
    print(table(found, limits, unseen.examples))
    with np.load(LEARNED_HEADS) as held:
        others = {name: held[name] for name in held.files if not name.startswith(f"{QUESTIONS}.")}
    np.savez_compressed(LEARNED_HEADS, **others, **table_arrays(learned, head, limits))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
