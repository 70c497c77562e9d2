"""How long builds of the shipped corpus take: `python -m benchmarks.building [--jobs 2]`; a table in Markdown."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from kg.build import Summary, build

HOUSE = Path(__file__).resolve().parent.parent
NOTE = "The Skiff Trial began on May 4, 2021. It is a voluntary trial.\n"


def row(what: str, summary: Summary) -> str:
    """One line of the table."""
    return f"| {what} | {summary.documents} | {summary.read_anew} | {summary.statements} | {summary.seconds:.1f} |"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    jobs = parser.parse_args().jobs
    (shipped,) = (HOUSE / "corpus").glob("*/documents")
    with tempfile.TemporaryDirectory() as name:
        sources, store = Path(shutil.copytree(shipped, Path(name) / "documents")), Path(name) / "store"
        print("| build | documents | read anew | statements | seconds |\n|---|---:|---:|---:|---:|")
        print(row(f"from nothing, {jobs} processes", build([sources], store, jobs=jobs)))
        print(row("again, nothing changed", build(None, store)))
        (sources / "note.txt").write_text(NOTE)
        print(row("one document more", build(None, store)))
        (sources / "note.txt").unlink()
        print(row("one document less", build(None, store)))
        shutil.rmtree(store / "cache" / "readings")
        print(row("as after a new alias: parses kept", build(None, store, clean=True)))


if __name__ == "__main__":
    main()
