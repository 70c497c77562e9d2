"""Who came before or after somebody in a post: by the dates of their terms, and nobody across a long gap."""

from __future__ import annotations

from kg.ask.answering.choose import Choice, seen_from, value_of
from kg.ask.evidence.lookup import Found

LONGEST_GAP = 12
"""The most months for which a post may have stood empty: where more lie between two terms, somebody untold held it."""


def in_sequence(found: list[Found], choice: Choice, beside: tuple[str, str]) -> None:
    """Keeps who came before or after a known holder: dated ones by their dates, undated former ones before."""
    word, holder = beside
    every = [f for f in found if not f.fact.negated and f.fact.rank != "deprecated"]
    mine = [f for f in every if f.fact.object.iri == holder]
    others = [f for f in every if f.fact.object.iri != holder]
    starts = sorted(seen_from(f.fact) for f in mine if seen_from(f.fact))
    ends = sorted(value_of(f.fact, "validUntil") for f in mine if value_of(f.fact, "validUntil"))
    current = any(f.direct for f in mine)

    def is_before(f: Found) -> bool | None:
        begun, over = seen_from(f.fact), value_of(f.fact, "validUntil")
        if starts and (begun or over):
            return (begun or over) < starts[0] or (bool(over) and over <= starts[0])
        if f.direct:
            return False
        return True if current else None

    if word == "before":
        keep = [f for f in others if is_before(f)]
        times: dict[str | None, tuple[str, bool]] = {}  # of one who began on a day and one who left on it, the former
        for f in keep:
            seen = (seen_from(f.fact) or value_of(f.fact, "validUntil"), bool(seen_from(f.fact)))
            times[f.fact.object.iri] = max(times.get(f.fact.object.iri, ("", False)), seen)
        dated = bool(times) and all(day for day, _ in times.values())
        if dated:
            last = max(times.values())
            keep = [f for f in keep if times[f.fact.object.iri] == last]
        left = max((value_of(f.fact, "validUntil") for f in keep), default="")
        taken = min((day for f in mine if (day := value_of(f.fact, "validFrom"))), default="")
        # One whose time nobody tells may have been the last before.
        nearest, keep = keep, keep if not dated or _next_to_each_other(left, taken) else []
    else:
        keep = [
            f
            for f in others
            if is_before(f) is False
            and (not ends or not value_of(f.fact, "validFrom") or value_of(f.fact, "validFrom") >= ends[0][:4])
        ]
        dated_ones = {f.fact.object.iri for f in keep if value_of(f.fact, "validFrom")}
        keep = [f for f in keep if value_of(f.fact, "validFrom") or f.fact.object.iri not in dated_ones]
        # Who came on the day on which the other left came next, whoever else stayed until later.
        joined = [f for f in keep if (day := value_of(f.fact, "validFrom")) and any(_meet(day, end) for end in ends)]
        keep = joined or keep
        begun = sorted(seen_from(f.fact) for f in keep if seen_from(f.fact))
        if begun and len(begun) == len(keep):
            keep = [f for f in keep if seen_from(f.fact) == begun[0]]
        taken = min((day for f in keep if (day := value_of(f.fact, "validFrom"))), default="")
        dated = all(seen_from(f.fact) or value_of(f.fact, "validUntil") for f in others)
        apart = begun and dated and not _next_to_each_other(ends[-1] if ends else "", taken)
        nearest, keep = keep, [] if apart else keep
    choice.aside = [*([] if keep else nearest), *(f for f in every if f not in keep and (keep or f not in nearest))]
    choice.chosen, choice.former = keep, []


def _meet(one: str, other: str) -> bool:
    """Whether two dates may be one day, as far as either tells."""
    return one.startswith(other) or other.startswith(one)


def _next_to_each_other(over: str, begun: str) -> bool:
    """Whether one term may have followed on another's end; dates no more exact than a year reach to its ends.

    >>> _next_to_each_other("2021", "2022-11"), _next_to_each_other("2021", "2023-08"), _next_to_each_other("", "2023")
    (True, False, True)
    """
    if not over or not begun:
        return True
    last = int(over[:4]) * 12 + int(over[5:7] or 12)
    return int(begun[:4]) * 12 + int(begun[5:7] or 1) - last <= LONGEST_GAP
