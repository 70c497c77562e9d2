"""Build the shipped corpus in two orders and in steps: `python -m benchmarks.order`; the graphs must be equal files."""

from __future__ import annotations

import hashlib
import random
import tempfile
from pathlib import Path

from benchmarks.kills import lines
from kg.build import build
from kg.store.releases import Release

HOUSE = Path(__file__).resolve().parent.parent


def mark(release: Release) -> str:
    """The SHA-256 of a release's canonical N-Quads."""
    return hashlib.sha256("\n".join(lines(release)).encode()).hexdigest()


def main() -> None:
    """Prints the three hashes."""
    files = sorted(path for path in (HOUSE / "corpus").glob("*/documents/**/*") if path.is_file())
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forward = mark(build(files, folder / "forward").release)
        chance.shuffle(files)
        shuffled = mark(build(files, folder / "shuffled").release)
        for size in (10, 30, len(files)):
            step = build(files[:size], folder / "steps")
        steps = mark(step.release)
    print(f"in order  {forward}\nshuffled  {shuffled}\nin steps  {steps}")
    if not forward == shuffled == steps:
        raise SystemExit("the graphs differ")


if __name__ == "__main__":
    main()
