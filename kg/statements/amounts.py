"""Amounts: whether two numbers can both be meant, by how exactly each was said.

"About 50" and 49 agree, "over 50" and 49 do not; 2.1 billion is a rounding of 2,134,000,000, but 50 is none of 49.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extract.values.values import Value
from kg.statements.statements import Statement, words
from kg.statements.terms import DURATION, NUMBERS, canonical

COARSE = Decimal(1000)
"""From this unit on a number without comparator may be a rounding; below it every digit is meant."""

FAR = Decimal("0.10")
"""No rounding moves a number by more than this share."""

NEAR = Decimal("0.05")
"""What "about" allows at least."""

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was meant: `how` is a comparator, `..` for a range, or `=`; `kind` tells numbers from times.

    `slack` is how far from the number the true one may lie.
    """

    value: Decimal
    how: str = "="
    low: Decimal | None = None
    high: Decimal | None = None
    kind: str = "number"

    slack: Decimal = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slack", _slack(self.how, abs(self.value)))

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the greatest value that can be meant; `None` is open."""
        match self.how:
            case ">" | ">=":
                return self.value, None
            case "<" | "<=":
                return None, self.value
            case "..":
                return self.low, self.high
        return self.value - self.slack, self.value + self.slack


def _slack(how: str, size: Decimal) -> Decimal:
    """How far from the number the true one may lie."""
    if how == "~":
        return max(min(_place(size) / 2, size * FAR), size * NEAR)
    if how == "=":
        unit = min(_place(size), _scale(size))
        return min(unit / 2, size * FAR) if unit >= COARSE else Decimal(0)
    return Decimal(0)


def _place(size: Decimal) -> Decimal:
    """The unit of the last digit that is not zero: 10 for 50, 1 for 52, 100,000,000 for 2.1 billion."""
    if not size:
        return Decimal(1)
    exponent = size.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _scale(size: Decimal) -> Decimal:
    """The power of a thousand that a number is written in: a million for 160 million."""
    unit = Decimal(1)
    while unit * 1000 <= size:
        unit *= 1000
    return unit


def amount_of(statement: Statement) -> Amount | None:
    """The number or duration that a statement's object is, with its comparator or range; `None` for another object."""
    value = statement.object
    if not isinstance(value, Value):
        return None
    how = words(statement.qualifier("comparator") or "=")
    low, high = _number(statement.qualifier("lower")), _number(statement.qualifier("upper"))
    number = _number(value)
    if low is not None or high is not None:
        middle = number if number is not None else low if low is not None else high
        return Amount(middle or Decimal(0), "..", low, high)
    if number is not None:
        if value.datatype.endswith("integer") and how in (">", "<"):
            step = 1 if how == ">" else -1
            return Amount(number + step, how + "=") if abs(number) < COARSE else Amount(number, how)
        return Amount(number, how)
    if value.datatype == DURATION and (found := _DURATION.fullmatch(canonical(value.lexical, DURATION))):
        years, months, days = (int(part or 0) for part in found.groups())
        if days and (years or months):
            return None
        return Amount(Decimal(days or 12 * years + months), how, kind="days" if days else "months")
    return None


def _number(node: object) -> Decimal | None:
    return (
        Decimal(node.lexical)
        if isinstance(node, Value) and node.datatype in NUMBERS and _NUMBER.fullmatch(node.lexical)
        else None
    )


def agree(one: Amount, other: Amount) -> bool:
    """Whether both amounts can be true at once; two bounds on the same side agree only as roundings of each other."""
    if one.kind != other.kind:
        return True
    if one.how in "=~" and other.how in "=~":
        return _inside(one.value, other) or _inside(other.value, one)
    if one.how == other.how == "..":
        return _contains(one, other) or _contains(other, one)
    if one.how[0] == other.how[0] and one.how[0] in "<>":
        exact, other_exact = Amount(one.value), Amount(other.value)
        near = abs(one.value - other.value) <= 1 and one.how != other.how
        return near or _inside(one.value, other_exact) or _inside(other.value, exact)
    (a, b), (c, d) = one.ends, other.ends
    apart = (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)
    return not (apart or _touching_strictly(one, other))


def rounds(coarse: Amount, exact: Amount) -> bool:
    """Whether one amount is the other said less exactly."""
    if coarse.kind != exact.kind or coarse.how not in "=~" or exact.how != "=" or coarse == exact:
        return False
    return coarse.slack > exact.slack and _inside(exact.value, coarse)


def _inside(value: Decimal, amount: Amount) -> bool:
    low, high = amount.ends
    return (low is None or low <= value) and (high is None or value <= high)


def _contains(outer: Amount, inner: Amount) -> bool:
    return all(end is not None and _inside(end, outer) for end in (inner.low, inner.high))


def _touching_strictly(one: Amount, other: Amount) -> bool:
    """A strict bound and a number that is exactly that bound: "more than 50" and 50."""
    for bound, point in ((one, other), (other, one)):
        if bound.how in ("<", ">") and point.how in "=~":
            low, high = point.ends
            if (bound.how == ">" and high is not None and high <= bound.value) or (
                bound.how == "<" and low is not None and low >= bound.value
            ):
                return True
    return False
