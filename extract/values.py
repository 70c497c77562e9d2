"""Values: dates, money, counts, percentages and durations as the words give them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: lexical form and datatype IRI (`xsd:gYear`, `xsd:gYearMonth`, `xsd:date`, `xsd:decimal` …)."""

    lexical: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value found in a text: where it stands (code points into the document's text) and how it is meant.

    `kind` is `date`, `money`, `count`, `percent` or `duration`. `comparator` is `=`, `>`, `>=`, `<`, `<=` or
    `~`. A range has `lower` and `upper`, and `value` is then the range as written. `per` is a duration or the
    noun that a rate is counted by. `inferred` marks what was worked out ("two years later", "next March"), and
    `context` the words it was worked out from. `counted` is what a count counts ("participating practices").
    """

    start: int
    end: int
    text: str
    kind: str
    value: Value
    comparator: str = "="
    lower: Value | None = None
    upper: Value | None = None
    unit: str | None = None
    per: str | None = None
    fiscal: bool = False
    inferred: bool = False
    counted: str | None = None
    context: tuple[tuple[int, int, str], ...] = ()
