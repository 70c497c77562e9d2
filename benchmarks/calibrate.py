"""Make the confidence of claims mean something: `python -m benchmarks.calibrate`, and `--check` it.

In: gold documents. Out: `extract/calibration.toml`, for each kind of source (and each of its properties with enough
claims) a rising line from the raw number to the share of claims that are right, as `benchmarks.gold` decides.

Which documents: a tenth of `tests/gold/train`, which no weights were fitted to (`benchmarks.gold.is_left_out`), and
`tests/gold/open`. Neither is quite like a text met for the first time: `open` is easier, since the patterns were mended
on it; `train` is harder, since its short texts were written to hold what is misread, and leave some true claims
unlisted. So both sets as a whole weigh the same. `held`, `last`, `fresh` and `blind` are never fitted to: `--check`
prints their totals.

A share is drawn towards its surroundings by a prior: a kind's towards all claims', a property's towards its kind's.
The same files give the same lines.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from benchmarks.evaluate import GOLD, labels_of
from benchmarks.gold import GoldDocument, is_left_out, read_gold, verdicts
from corpus.documents import read_document
from extract.annotation.annotate import annotate
from extract.confidence import ANY, CALIBRATION, Calibration, along, kind_of_source
from extract.reading import read_annotated
from ontology.regulators import load_ontology

PRIOR = 30.0
"""How many claims the surroundings of a point count for."""
ENOUGH = {"kind": 20, "property": 60}
"""So many claims must a kind, or a property of a kind, have to get a line of its own."""
STEP = 0.05
"""Raw numbers this close are one point."""
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Edges of the bins of the reliability table."""
HEAD = """\
# From raw numbers to the share of claims that are right, [raw, share], for each kind of source and some properties.
# Made by `python -m benchmarks.calibrate`; straight between two points, level outside them.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that was read: the kind of source that found it, its property and number, whether it is right."""

    kind: str
    property: str
    number: float
    right: bool
    weight: float = 1.0


def judge(documents: Sequence[GoldDocument], calibration: Calibration | None) -> list[Judged]:
    """The claims of gold documents, read by two processes; with an empty calibration their numbers are raw."""
    with Pool(2, _start, (calibration,)) as pool:
        return [one for found in pool.imap(_judged, documents, chunksize=8) for one in found]


def _start(calibration: Calibration | None) -> None:
    ontology = load_ontology()
    STATE.update(ontology=ontology, labels=labels_of(ontology), calibration=calibration)


STATE: dict[str, object] = {}


def _judged(gold: GoldDocument) -> list[Judged]:
    ontology, calibration = STATE["ontology"], STATE["calibration"]
    document = read_document(gold.text.encode(), f"{gold.path.stem}.txt")
    annotated = annotate(document, ontology)  # type: ignore[arg-type]
    reading = read_annotated(annotated, ontology, None, calibration)  # type: ignore[arg-type]
    return [
        Judged(
            kind_of_source(claim.evidence.extracted_by),
            claim.property.rpartition("#")[2],
            claim.evidence.confidence,
            right,
        )
        for claim, right in zip(reading.claims, verdicts(gold, reading, STATE["labels"]), strict=True)  # type: ignore[arg-type]
        if right is not None
    ]


def rising(points: Iterable[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """The rising line nearest to points (raw, share, weight): neighbours that fall are pooled until none does.

    The pool-adjacent-violators algorithm for least squares (Ayer and others, 1955).

    >>> rising([(0.5, 0.6, 1), (0.6, 0.9, 1), (0.7, 0.7, 1)])
    [(0.5, 0.6), (0.6, 0.8), (0.7, 0.8)]
    """
    blocks: list[tuple[float, float, list[float]]] = []
    for raw, share, weight in sorted(points):
        blocks.append((share, weight, [raw]))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (low, light, left), (high, heavy, right) = blocks[-2:]
            blocks[-2:] = [((low * light + high * heavy) / (light + heavy), light + heavy, left + right)]
    return [(raw, round(share, 4)) for share, _, raws in blocks for raw in ([raws[0], raws[-1]] if raws[1:] else raws)]


def line_of(claims: Sequence[Judged], prior: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The rising line of some claims, each point drawn towards where the line around it stands."""
    held: dict[int, list[Judged]] = defaultdict(list)
    for one in claims:
        held[round(one.number / STEP)].append(one)
    points = []
    for found in held.values():
        weights = np.array([one.weight for one in found])
        raw = round(float(np.average([one.number for one in found], weights=weights)), 3)
        right, whole = float(weights @ [one.right for one in found]), float(weights.sum()) + PRIOR
        points.append((raw, (right + PRIOR * along(prior, raw)) / whole, whole))
    return rising(points)


def weighed(sets: Sequence[Sequence[Judged]]) -> list[Judged]:
    """The claims of all sets, so that each set weighs the same and a claim one on average."""
    share = sum(map(len, sets)) / len(sets)
    return [replace(one, weight=share / len(claims)) for claims in sets for one in claims]


def calibrated(claims: Sequence[Judged]) -> Calibration:
    """The lines of all kinds of sources, and of their properties that have enough claims."""
    overall = float(np.average([one.right for one in claims], weights=[one.weight for one in claims]))
    lines = {ANY: line_of(claims, [(0.5, overall)])}
    kinds: dict[str, list[Judged]] = defaultdict(list)
    properties: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in claims:
        kinds[one.kind].append(one)
        properties[one.kind, one.property].append(one)
    for kind, found in sorted(kinds.items()):
        if len(found) >= ENOUGH["kind"]:
            lines[kind] = line_of(found, lines[ANY])
    for (kind, name), found in sorted(properties.items()):
        if len(found) >= ENOUGH["property"]:
            lines[f"{kind} {name}"] = line_of(found, lines[kind])
    return Calibration(lines)


def write(calibration: Calibration, path: Path) -> None:
    """Write the lines as TOML."""
    rows = [
        f'"{name}" = [{", ".join(f"[{raw:g}, {share:.3g}]" for raw, share in line)}]'
        for name, line in calibration.lines.items()
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def error(claims: Sequence[Judged]) -> float:
    """The expected calibration error: how far the number stated lies from the share right, over the bins."""
    return sum(abs(said - right) * n for _, n, said, right in bins(claims)) / max(len(claims), 1)


def bins(claims: Iterable[Judged]) -> Iterator[tuple[str, int, float, float]]:
    """Each bin that has claims: its words, how many, the mean number stated, the share right."""
    held: dict[int, list[Judged]] = defaultdict(list)
    for one in claims:
        held[max(place for place, edge in enumerate(BINS[:-1]) if one.number >= edge)].append(one)
    for place, found in sorted(held.items()):
        said, right = np.mean([one.number for one in found]), np.mean([one.right for one in found])
        yield f"{BINS[place]:.2f} to {BINS[place + 1]:.2f}", len(found), float(said), float(right)


def check() -> None:
    """Print the reliability table and the error of each set, with raw numbers and with calibrated ones."""
    print("| set | confidence | claims | stated | right |\n|---|---|---|---|---|")
    errors = []
    for name in ("open", "held", "last", "fresh", "blind"):
        documents = list(read_gold(GOLD / name))
        raw, now = judge(documents, Calibration()), judge(documents, None)
        for words, n, said, right in bins(now):
            print(f"| {name} | {words} | {n} | {said:.3f} | {right:.3f} |")
        errors.append(f"| {name} | {len(now)} | {error(raw):.3f} | {error(now):.3f} |")
    print("\n| set | claims | error of raw numbers | error calibrated |\n|---|---|---|---|")
    print("\n".join(errors))


def main(arguments: list[str] | None = None) -> int:
    """Make the lines, or check them; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--output", type=Path, default=CALIBRATION)
    options = parser.parse_args(arguments)
    if options.check:
        check()
        return 0
    unseen = [one for one in read_gold(GOLD / "train") if is_left_out(one.path.stem)]
    claims = weighed([judge(one, Calibration()) for one in (list(read_gold(GOLD / "open")), unseen)])
    write(calibrated(claims), options.output)
    print(f"{options.output.name}: {options.output.stat().st_size} bytes from {len(claims)} claims")
    return 0


if __name__ == "__main__":
    sys.exit(main())
