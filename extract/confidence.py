"""Confidence: the raw numbers that patterns and weights give, turned into shares of claims that came out right.

`calibration.toml` is made by `python -m benchmarks.calibrate` from gold documents; here it is only read. A raw number
steers what is chosen while a document is read; what a claim carries away is the calibrated one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from extract.claims.claims import Claim
from extract.parsing.cues import UnreadableCues, read_toml

CALIBRATION = Path(__file__).resolve().parent / "calibration.toml"
ANY = "any"
"""The line for a kind of source of which no gold document has enough."""

SUREST = 0.99
"""More than this no number of gold documents can show."""

Line = Sequence[tuple[float, float]]
"""Points from a raw number to a share, both rising."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line for each kind of source ("learned"), and for some of their properties ("learned status").

    Without lines, every number stays what it is.
    """

    lines: Mapping[str, Line] = field(default_factory=dict)

    def share(self, extracted_by: str, property: str, raw: float) -> float:
        """The share of claims that are right among those so found, of such a property and raw number."""
        kind = kind_of_source(extracted_by)
        keys = (f"{kind} {property.rpartition('#')[2]}", kind, ANY)
        line = next((self.lines[key] for key in keys if key in self.lines), ())
        return plainly(along(line, raw)) if line else raw


def kind_of_source(extracted_by: str) -> str:
    """What kind of reader found a claim, by what its evidence says.

    >>> [kind_of_source(one) for one in ("pattern:starts", "pattern:law-voice", "law-tests", "learned:status")]
    ['pattern', 'law', 'law', 'learned']
    """
    kind, _, rest = extracted_by.partition(":")
    return "law" if "law" in (kind.partition("-")[0], rest.partition("-")[0]) else kind


def along(line: Line, raw: float) -> float:
    """Where a line stands at a raw number: straight between its points, level outside them.

    >>> along([(0.5, 0.6), (0.7, 0.8)], 0.6), along([(0.5, 0.6), (0.7, 0.8)], 0.9), along([], 0.9)
    (0.7, 0.8, 0.9)
    """
    if not line:
        return raw
    place = bisect_left(line, (raw, 0.0))
    if place == 0 or place == len(line):
        return line[min(place, len(line) - 1)][1]
    (left, low), (right, high) = line[place - 1], line[place]
    return round(low + (high - low) * (raw - left) / (right - left), 4)


def plainly(share: float) -> float:
    """A share in the two places that people are shown, so that a filter and a page agree; never certainty.

    >>> plainly(0.8964), plainly(0.9982)
    (0.9, 0.99)
    """
    return min(round(share, 2), SUREST)


def same_in_place(claim: Claim) -> tuple[object, ...]:
    """What two claims share that say the same in the same passage."""
    return (
        claim.subject.key,
        claim.property,
        claim.object,
        claim.qualifiers,
        claim.modality,
        claim.negated,
        claim.evidence.passage,
    )


def stated(kept: Iterable[Claim], found: Iterable[Claim], calibration: Calibration) -> list[Claim]:
    """The claims that were kept, each with the highest share of all that were found to say the same in its passage."""
    best: dict[tuple[object, ...], float] = {}
    for one in found:
        key, proof = same_in_place(one), one.evidence
        best[key] = max(best.get(key, 0.0), calibration.share(proof.extracted_by, one.property, proof.confidence))
    return [replace(one, evidence=replace(one.evidence, confidence=best[same_in_place(one)])) for one in kept]


@lru_cache(maxsize=2)
def read_calibration(path: Path = CALIBRATION) -> Calibration:
    """The lines in a file, by default those that ship. Raises `UnreadableCues` naming it where one does not rise."""
    lines = {}
    for kind, told in read_toml(path).items():
        try:
            line = [(float(raw), float(share)) for raw, share in told]  # type: ignore[attr-defined]
        except (TypeError, ValueError):
            line = []
        if not line or line != sorted(line) or [s for _, s in line] != sorted(s for _, s in line):
            raise UnreadableCues(f"{path}: {kind}: points [raw, share] are wanted, both rising, not {told!r}")
        if any(not 0 <= number <= 1 for point in line for number in point):
            raise UnreadableCues(f"{path}: {kind}: raw numbers and shares lie between 0 and 1, not {told!r}")
        lines[kind] = tuple(line)
    return Calibration(lines)
