"""Score extraction on the gold documents: `python -m benchmarks.evaluate [--misses] [--wrong] [--set NAME]`.

Prints precision, recall, status, qualifiers and baits for each set and, for the seeds and the open set only, for
each property and each miss. Of the held-back set nothing but scores is ever printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.gold import GoldDocument, Score, read_gold, score
from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
SETS = ("seeds", "open", "held", "last", "fresh", "blind")
SHOWN = ("seeds", "open")
"""The sets to work with: of the others nothing but scores is printed."""


def ratio(part: int, whole: int) -> str:
    """A share in two places, or a dash where there is nothing to share."""
    return f"{part / whole:.2f}" if whole else "  - "


def labels_of(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Every name of every entity that the lexicon knows, by IRI."""
    return {iri: (entity.label, *entity.aliases) for iri, entity in ontology.lexicon.entities.items()}


def score_set(documents: list[GoldDocument], ontology: Ontology) -> Score:
    """Read and score all documents of one set."""
    total, labels = Score(), labels_of(ontology)
    for gold in documents:
        document = read_document(gold.text.encode(), f"{gold.path.stem}.txt")
        total.add(score(gold, read_claims(document, ontology), labels))
    return total


def row(name: str, documents: list[GoldDocument], total: Score) -> str:
    """One line of the table."""
    found = total.found + total.linked_found
    cells = (
        f"{len(documents):>4}",
        f"{total.asked + total.linked_asked:>5}",
        ratio(total.found, total.asked),
        ratio(total.linked_found, total.linked_asked),
        ratio(total.right, total.said),
        ratio(total.status_right, found),
        ratio(total.qualifiers_right, total.qualifiers_asked),
        f"{total.taken}/{total.baits}",
    )
    return f"| {name:<6} | " + " | ".join(cells) + " |"


def main(arguments: list[str] | None = None) -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", choices=SETS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args(arguments)
    ontology = load_ontology()
    print("| set    | docs | facts | core | linked | right | status | qualifiers | baits |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in options.set or SETS:
        documents = list(read_gold(GOLD / name))
        if not documents:
            continue
        total = score_set(documents, ontology)
        print(row(name, documents, total))
        if name in SHOWN:
            lost = Counter(miss.split(" | ")[1] for miss in total.misses)
            print("missed by property:", dict(lost.most_common()), file=sys.stderr)
            for line in (total.misses if options.misses else []) + (total.wrongs if options.wrong else []):
                print("  ", line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
