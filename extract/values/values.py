"""Values: dates, money, counts, percentages and durations as the words give them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: lexical form and datatype IRI (`xsd:gYear`, `xsd:gYearMonth`, `xsd:date`, `xsd:decimal` …)."""

    lexical: str
    datatype: str


XSD = "http://www.w3.org/2001/XMLSchema#"


def date_value(iso: str) -> Value:
    """A date as exact as it is written: `2026` is a year, `2026-01` a month, `2026-01-05` a day.

    >>> date_value("2026-01").datatype.rpartition("#")[2]
    'gYearMonth'
    """
    return Value(iso, XSD + {4: "gYear", 7: "gYearMonth", 10: "date"}[len(iso)])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value found in a text: where it stands (code points into the document's text) and how it is meant.

    `kind` is `date`, `money`, `count`, `percent` or `duration`. `comparator` is `=`, `>`, `>=`, `<`, `<=` or
    `~`. A range has `lower` and `upper`, and `value` is then the range as written. `per` is a duration or the
    noun that a rate is counted by. `inferred` marks what was worked out ("two years later", "next March"), and
    `context` the words it was worked out from. `counted` is what a count counts ("participating practices").

    `bound` tells how a date or duration stands to a period: a date is `from` ("since 2016"), `until` ("through
    2033"), `by`, `asOf` or `during`; a duration is an offset `after` ("two years later"), `before` ("five years
    early") or `ago`, the `first` or `last` stretch of something ("in its first three years"), `within` which it is
    due, somebody's `age`, or a stretch `ahead` of today. Offsets and stretches need an anchor that the claim must find.
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
    bound: str | None = None


def below_zero(quantity: Quantity) -> Quantity:
    """A quantity as what was lost: a number with the other sign, a range as written with its ends turned round."""
    if quantity.lower is None and quantity.upper is None:
        return replace(quantity, value=_turned(quantity.value))
    lower, upper = (one and _turned(one) for one in (quantity.upper, quantity.lower))
    return replace(quantity, lower=lower, upper=upper)


def _turned(value: Value) -> Value:
    return Value(value.lexical[1:] if value.lexical.startswith("-") else f"-{value.lexical}", value.datatype)
