"""Ask three sentences for each property: `python -m benchmarks.threes [FILE] [--short]`.

In: a file such as `threes.toml`, sentences with invented names and the claims that each makes, set down before the
reader was run on any. Out: a Markdown table of what came out for each; `--short` prints only those of which something
is missed. A sentence is right if all that was expected of it came, with its modality. Whether what came beside it is
wrong is for a reader to judge: the table shows every claim.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.evaluate import labels_of
from benchmarks.gold import parse_claim, same_claim, show
from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

HERE = Path(__file__).with_name("threes-2.toml")


def asked(path: Path) -> Iterator[tuple[str, str, bool, list[str]]]:
    """Each sentence of a file: its property, its text, whether all expected of it came, and every claim of it."""
    ontology = load_ontology()
    labels = labels_of(ontology)
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]:
        claims = read_claims(read_document(one["text"].encode(), "sentence.txt"), ontology).claims
        wanted = [parse_claim(line) for line in one["expected"]]
        came = all(
            any(same_claim(gold, claim, labels) and gold.modality in (claim.modality, "*") for claim in claims)
            for gold in wanted
        )
        yield one["property"], one["text"], came, [show(claim) for claim in claims]


def main(arguments: Sequence[str]) -> int:
    """Print the table and the totals; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=HERE)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args(arguments)
    totals: Counter[bool] = Counter()
    print("| property | sentence | came | claims |\n|---|---|---|---|")
    for name, text, came, claims in asked(options.file):
        totals[came] += 1
        if not (came and options.short):
            print(f"| {name} | {text} | {'right' if came else 'missed'} | {'<br>'.join(claims) or 'nothing'} |")
    print(f"\n{totals.total()} sentences: {totals[True]} right, {totals[False]} missed in whole or part")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
