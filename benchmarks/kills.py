"""Kill a build at random moments: `python -m benchmarks.kills [--times 30] [--seed 1]`.

Each time, a document is added and a build is killed (SIGKILL) after a random wait; then the last release must be
served and whole, and the next build must make the same graph as a build from nothing, triple for triple.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.build import build
from kg.export import canonical_lines
from kg.store.releases import Release, Releases

HOUSE = Path(__file__).resolve().parent.parent
TOY = HOUSE / "tests" / "toy"
WORDS = "The Skiff {0} Trial began on May {1}, 202{2}. It is a voluntary trial. It has {0} participating owners.\n"


def lines(release: Release) -> list[str]:
    """Every quad of a release, sorted."""
    with release.open() as graph:
        return canonical_lines(graph)


def killed(command: list[str], wait: float) -> bool:
    """Runs a command and kills it after a wait; whether it was still running."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HOUSE)
    try:
        process.wait(wait)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def prove(times: int, seed: int, jobs: int = 1) -> tuple[int, int]:
    """Builds until `times` of them were killed in their course; how many that took, and how many had published."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources, store = Path(shutil.copytree(TOY / "documents", folder / "documents")), folder / "store"
        started = time.monotonic()
        build([sources], store, regulator=TOY / "regulator")
        command = [sys.executable, "-m", "kg", "build", "--store", str(store), "--jobs", str(jobs)]
        subprocess.run([*command], check=True, stdout=subprocess.DEVNULL, cwd=HOUSE)
        longest = max(3.0, time.monotonic() - started)
        stopped = through = number = 0
        while stopped < times:
            number += 1
            for copy in range(8):
                text = WORDS.format(100 * number + copy, 1 + copy, number % 6)
                (sources / f"note-{number}-{copy}.txt").write_text(text)
            releases = Releases(store)
            before = releases.served().name
            was = lines(releases.served())
            began = time.monotonic()
            if killed(command, chance.uniform(0.0, longest)):
                stopped += 1
            else:
                # The first build loaded what later ones find in the cache: aim at the time that they need.
                longest = min(longest, time.monotonic() - began)
            served = releases.served()
            if served.name == before:
                assert lines(served) == was, f"kill {number}: the release that is served changed"
            else:
                through += 1
            next_one = build(None, store, regulator=TOY / "regulator")
            shutil.rmtree(folder / "clean", ignore_errors=True)
            clean = build([sources], folder / "clean", regulator=TOY / "regulator")
            assert lines(next_one.release) == lines(clean.release), (
                f"kill {number}: the next build is not a clean one's equal"
            )
            assert sorted(path.name for path in store.iterdir() if path.name == "draft") == []
        return number, through


def main() -> None:
    """Prints how many kills were survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    started = time.monotonic()
    builds, through = prove(options.times, options.seed, options.jobs)
    print(f"{builds} builds, {options.times} killed in their course, {through} had published already")
    print("each time the last release was served whole, and the next build equalled a clean one")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
