"""Measure reading speed beside the bare language model: `python -m benchmarks.speed [FOLDER …]`.

Prints words a second of processor time for the whole of extraction (names, values, claims) and for the model alone, as
its package gives it, on the same passages, best of three, on gold documents or on the folders given.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.evaluate import GOLD
from benchmarks.gold import read_gold
from corpus.documents import Document, find_sources, read_document
from extract.parsing.pipeline import installed_model
from extract.reading import read_claims
from ontology.regulators import load_ontology

TIMES = 3


def documents(folders: Sequence[str]) -> list[Document]:
    """The documents to read: those below the folders, else the open gold documents."""
    if folders:
        return [read_document(path.read_bytes(), source) for source, path in find_sources(folders)]
    return [read_document(gold.text.encode(), f"{gold.path.stem}.txt") for gold in read_gold(GOLD / "open")]


def best(work: Callable[[], object]) -> float:
    """The least processor time of several runs, in seconds."""
    spent = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def main(arguments: Sequence[str]) -> int:
    """Print the table; returns the exit code."""
    read, ontology, model = documents(arguments), load_ontology(), installed_model()
    words = sum(len(passage.text.split()) for one in read for passage in one.passages)
    read_claims(read[0], ontology)
    bare = best(lambda: [list(model.pipe([passage.text for passage in one.passages])) for one in read])
    ours = best(lambda: [read_claims(one, ontology) for one in read])
    print("| what | words | words a second | share of bare |\n|---|---|---|---|")
    print(f"| the model alone | {words:,} | {words / bare:,.0f} | 1.00 |")
    print(f"| all of extraction | {words:,} | {words / ours:,.0f} | {bare / ours:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
