"""Questions over graphs of five styles that nothing was made for: scores by graph and half, failures of the open half.

`python -m benchmarks.foreign [--wrong] [GRAPH …]`: a graph is a name under tests/foreign. Questions with an even index
are the open half: `--wrong` prints their failures. Of the odd ones only the score is ever printed. A question is right
when its query has exactly the gold rows on the graph as given and on three variants whose values and links are dealt
anew among their subjects; the columns must be those asked for and no others. F1 is over the rows, as given.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from benchmarks.acme import canon, rows_of
from kg.ask.answers import answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "foreign"
VARIANTS = 3
SCHEMA = (
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2004/02/skos/",
)


@dataclass(slots=True)
class Score:
    """What one half of one graph came to."""

    asked: int = 0
    right: int = 0
    refused: int = 0
    f1: float = 0.0


def load(name: str, variant: int) -> EmbeddedStore:
    """A graph as given (variant 0), or with each property's objects dealt anew among its subjects."""
    store = EmbeddedStore()
    source = ox.Store()
    source.load(path=str(FOLDER / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    if not variant:
        store.engine.extend(source)
        return store
    chance = random.Random(variant)
    by_property: dict[str, list[ox.Quad]] = {}
    for quad in sorted(source, key=str):
        kinds = {q.object.value for q in source.quads_for_pattern(quad.subject, ox.NamedNode(SCHEMA[1] + "type"), None)}
        schema = any(
            k.startswith((SCHEMA[0], "http://www.w3.org/2002/07/owl#")) and not k.endswith("#Thing") for k in kinds
        )
        said = quad.predicate.value
        fixed = schema or said.startswith((*SCHEMA, "http://xmlns.com/foaf/")) or said.endswith(("/P1", "/P2"))
        if fixed or isinstance(quad.object, ox.BlankNode):
            store.engine.add(quad)
        else:
            by_property.setdefault(said, []).append(quad)
    for quads in by_property.values():
        objects = [q.object for q in quads]
        chance.shuffle(objects)
        for quad, value in zip(quads, objects, strict=True):
            store.engine.add(ox.Quad(quad.subject, quad.predicate, value))
    return store


def rows(store: EmbeddedStore, sparql: str) -> set[tuple[str, ...]]:
    """The rows of a query as a set of comparable cells."""
    try:
        return {tuple(canon(c) for c in row) for row in rows_of(store, sparql)} if sparql else set()
    except (SyntaxError, ValueError, OSError):
        return set()


def f1(gold: set[tuple[str, ...]], mine: set[tuple[str, ...]]) -> float:
    """The harmonic mean of precision and recall, in the best order of as many columns as the gold has."""
    if not gold or not mine:
        return float(not gold and not mine)
    width, best = len(next(iter(gold))), 0.0
    if len(next(iter(mine))) != width:
        return 0.0
    for order in itertools.permutations(range(width)):
        same = len(gold & {tuple(row[i] for i in order) for row in mine})
        best = max(best, 2 * same / (len(gold) + len(mine)))
    return best


def score_graph(name: str) -> tuple[list[Score], list[str], list[float]]:
    """The scores of both halves, the failures of the open one, and the seconds that each question took."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    stores = [load(name, v) for v in range(VARIANTS + 1)]
    words = Words.of(stores[0])
    halves, wrong, times = [Score(), Score(), Score()], [], []
    asked = [(i % 2, q, s) for i, (q, s) in enumerate(data["questions"].items())]
    for which, question, sparql in [*asked, *((2, q, s) for q, s in data.get("more", {}).items())]:
        began = time.perf_counter()
        given = answer(question, words, stores[0])
        times.append(time.perf_counter() - began)
        half = halves[which]
        half.asked += 1
        half.refused += given.sparql is None
        golds = [rows(s, f"{data['prefixes']} {sparql}") for s in stores]
        mines = [rows(s, given.sparql or "") for s in stores]
        half.f1 += f1(golds[0], mines[0]) if given.sparql else 0.0
        right = bool(given.sparql) and all(f1(g, m) == 1.0 for g, m in zip(golds, mines, strict=True))
        half.right += right
        if not right and which != 1:
            got = f"\n   {given.sparql}" if given.sparql else f"   {given.reason}: {given.text}"
            wrong.append(f"{name} {question}\n   gold {sorted(golds[0])[:3]} mine {sorted(mines[0])[:3]}\n{got}")
    return halves, wrong, times


def main(arguments: list[str] | None = None) -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the open half's questions that went wrong")
    parser.add_argument("graphs", nargs="*")
    options = parser.parse_args(arguments)
    print("| graph | half | n | right | wrong | refused | F1 | p95 |\n|---|---|---|---|---|---|---|---|")
    total = [Score(), Score(), Score()]
    for name in options.graphs or sorted(p.stem for p in FOLDER.glob("*.toml")):
        halves, wrong, times = score_graph(name)
        p95 = sorted(times)[int(0.95 * (len(times) - 1))] * 1000
        for which, half, whole in zip(("open", "held", "more"), halves, total, strict=True):
            print(line(name, which, half) + f" {p95:.0f} ms |")
            whole.asked, whole.right = whole.asked + half.asked, whole.right + half.right
            whole.refused, whole.f1 = whole.refused + half.refused, whole.f1 + half.f1
        if options.wrong:
            print("\n".join(wrong), file=sys.stderr)
    for which, whole in zip(("open", "held", "more"), total, strict=True):
        print(line("all", which, whole) + " |")
    return 0


def line(name: str, which: str, score: Score) -> str:
    """One line of the table, but for its last cell."""
    n = max(1, score.asked)
    wrong = score.asked - score.right - score.refused
    cells = f"{score.right / n:.2f} | {wrong / n:.2f} | {score.refused / n:.2f} | {score.f1 / n:.2f}"
    return f"| {name:<8} | {which} | {score.asked:>3} | {cells} |"


if __name__ == "__main__":
    sys.exit(main())
