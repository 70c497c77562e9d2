"""Yearly: the figures of single years, for a question of each year where no rate is told."""

from __future__ import annotations

from kg.ask.evidence.lookup import Found


def year_by_year(found: list[Found], rate: str) -> list[Found]:
    """The figures of single years where a yearly rate is asked for; none where fewer than two years have one."""
    single = [f for f in found if _year(f) and f.fact.qualifier("per") is None] if rate == "P1Y" else []
    return single if len({_year(f) for f in single}) > 1 else []


def _year(found: Found) -> str:
    """The one year that a figure is of; empty where it is of a longer stretch, or of no time that is told."""
    start, end, point = (_text(found, name) for name in ("validFrom", "validUntil", "pointInTime"))
    return point[:4] if point else start[:4] if start[:4] == end[:4] else ""


def _text(found: Found, name: str) -> str:
    told = found.fact.qualifier(name)
    return "" if told is None else str(told.value)
