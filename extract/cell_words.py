"""Cell words: what the words of a table's cell, beside its figure, and its heading add to the figure."""

from __future__ import annotations

from collections.abc import Sequence

from extract.claims import Term
from extract.mentions import Referent
from extract.terms import DATES
from extract.values import Quantity

PERIODS = frozenset({"money", "percent"})
"""Figures that are told of a period; a count is told of a moment."""


def beside(
    figure: Quantity, inside: Sequence[Quantity], header: str, kind: str | None, vague: frozenset[str]
) -> dict[str, Term]:
    """What the words beside a cell's figure add to it: when it holds, and what it counts.

    In: the figure, all quantities of its cell, the heading, the class of what is counted, if the property counts
    such things, and the nouns that tell no group from another. Out: qualifiers.
    """
    if figure.kind not in {"money", "count"}:
        return {}
    dates = [one for one in inside if one.kind == "date"]
    found = _when(figure, dates[0]) if len(dates) == 1 else {}
    counted = _unit(figure, header, kind, vague) if kind is not None else None
    return {**found, "unit": counted} if counted is not None else found


def _when(figure: Quantity, date: Quantity) -> dict[str, Term]:
    fiscal: dict[str, Term] = {"fiscal": True} if date.fiscal else {}
    if date.lower is not None or date.upper is not None:
        ends = {"validFrom": date.lower, "validUntil": date.upper}
        return {name: value for name, value in ends.items() if value is not None} | fiscal
    if date.value.datatype not in DATES or date.comparator not in {"=", "<="}:
        return {}
    if date.bound == "asOf":
        return {"asOf": date.value}
    if date.bound == "until" or date.comparator == "<=":
        return {"validUntil": date.value, **fiscal} if figure.kind in PERIODS else {}
    if date.bound == "from":
        return {"validFrom": date.value, **fiscal}
    if figure.kind in PERIODS:
        return {"validFrom": date.value, "validUntil": date.value, **fiscal}
    return {"pointInTime": date.value}


def _unit(figure: Quantity, header: str, kind: str, vague: frozenset[str]) -> Referent | None:
    """What a cell's count counts: the noun behind it, else a heading that is itself that noun ("Clinics: 310")."""
    said = " ".join((figure.counted or header).lower().split()).strip(" .:")
    words = said.split()
    if not words or said in vague or words[-1] in vague or not words[-1].endswith("s") or len(words) > 6:
        return None
    if figure.counted is None and len(words) > 2:
        return None
    return Referent(f"{kind}:{said}", kind, said) if all(one.replace("-", "").isalpha() for one in words) else None
