"""Past estimates: what somebody reckoned of a time that was over, which is a finding and no forecast.

"The contractor had estimated net losses of $4.5 million in 2032", told in 2034: nobody looked ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from extract.claims.claims import Claim
from extract.parsing.cues import Cues
from extract.values.values import Value

AHEAD = re.compile(r"\b(?:would|will|could|may|might|going to|expected to|likely|next|future)\b", re.I)
"""Words by which an estimate looks ahead."""


def with_past_estimates(
    claims: Iterable[Claim], forecasts: Mapping[str, str], today: str | None, cues: Cues
) -> list[Claim]:
    """The claims, forecasts of a time before `today` and before they were made as the findings that they are.

    `forecasts` leads from the property of a forecast to that of a finding; where the same is told as both, the finding
    takes what the forecast tells of its time and speaker.
    """
    listed = list(claims)
    weighs = _weighing(cues.group("governor").get("weigh", frozenset()))
    told = {
        (one.subject.key, one.property, one.object): one for one in listed if one.modality == "fact" and not one.negated
    }
    done: dict[int, Claim] = {}
    gone: set[int] = set()
    for claim in listed:
        if claim.property not in forecasts or claim.modality != "projection" or claim.negated:
            continue
        same = told.get((claim.subject.key, forecasts[claim.property], claim.object))
        said = claim.evidence.quote
        if not weighs.search(said) or AHEAD.search(said):
            continue
        if not (_is_over(claim, today) or _is_over(same, today) or (same is not None and today is None)):
            continue
        if same is not None and same.evidence.passage == claim.evidence.passage:
            qualifiers = tuple(sorted({**dict(claim.qualifiers), **dict(same.qualifiers)}.items(), key=lambda q: q[0]))
            done[id(same)] = replace(same, qualifiers=qualifiers)
            gone.add(id(claim))
        else:
            done[id(claim)] = replace(claim, property=forecasts[claim.property], modality="fact")
    return [done.get(id(one), one) for one in listed if id(one) not in gone]


@lru_cache(maxsize=4)
def _weighing(verbs: frozenset[str]) -> re.Pattern[str]:
    """The verbs of estimating in their forms, but for "expects to"."""
    stems = "|".join(sorted(verb.removesuffix("e") for verb in verbs))
    return re.compile(rf"\b(?:{stems})(?:es?|s|ed|ing)?\b(?!\s+to\b)", re.I)


def _is_over(claim: Claim | None, today: str | None) -> bool:
    """Whether the time of a claim lies before a day and before it was told."""
    told = dict(claim.qualifiers) if claim is not None else {}
    end = told.get("validUntil") or told.get("pointInTime")
    days = [day for day in (today, claim.evidence.stated_on if claim is not None else None) if day]
    return isinstance(end, Value) and bool(days) and all(end.lexical[:4] < day[:4] for day in days)
