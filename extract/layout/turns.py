"""Turns: who speaks in a transcript, by the name before each paragraph, and for which body "we" then stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.passages import Passage
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent

TURN = re.compile(
    r"[\s*_>]*(?:The\s+)?(?P<name>(?:(?:Mr|Ms|Mrs|Dr|Sen|Rep)\.?\s+)?[A-Z][\w'\u2019.-]*(?:\s+[A-Z][\w'\u2019.-]*){0,3})"
    r"(?:\s*\([^)]*\))?\s*:[\s*_]*(?=\S)"
)
"""The name before a turn: "**Ms VANCE:** Thank you", "Dr. Lee: I do"."""
QUOTES = frozenset('"\u201c\u201d')
WE = re.compile(r"\b[Ww]e\b")


def is_turn(passage: Passage) -> bool:
    """Whether a paragraph begins with the name of who speaks."""
    return TURN.match(passage.text) is not None


def is_quoted(passage: Passage) -> bool:
    """Whether a paragraph quotes somebody, so that "we" need not be the writer."""
    return bool(QUOTES & set(passage.text))


def teller_of_turn(passage: Passage, people: Iterable[Mention]) -> Mention | None:
    """The one person of a document whose last name stands before a paragraph."""
    turn = TURN.match(passage.text)
    if turn is None:
        return None
    last = turn["name"].split()[-1].lower()
    found = {one.referent.key: one for one in people if one.referent.label.lower().split()[-1] == last}
    full = [one for one in found.values() if " " in one.referent.label] or list(found.values())
    return full[0] if len(full) == 1 else None


def for_their_bodies(claims: Iterable[Claim], forecasts: Iterable[str], affiliation: str) -> list[Claim]:
    """The claims, those of forecasts that a person tells as "we" attributed to the one body that the person is of."""
    held, wanted = list(claims), set(forecasts)
    bodies: dict[str, dict[str, Referent]] = {}
    for one in held:
        if one.property == affiliation and isinstance(one.object, Referent) and not one.negated:
            bodies.setdefault(one.subject.key, {})[one.object.key] = one.object
    return [_for_body(one, bodies) if one.property in wanted and WE.search(one.evidence.quote) else one for one in held]


def _for_body(claim: Claim, bodies: dict[str, dict[str, Referent]]) -> Claim:
    teller = dict(claim.qualifiers).get("attributedTo")
    found = list(bodies.get(teller.key, {}).values()) if isinstance(teller, Referent) else []
    if len(found) != 1:
        return claim
    told = {**dict(claim.qualifiers), "attributedTo": found[0]}
    return replace(claim, qualifiers=tuple(sorted(told.items(), key=lambda one: one[0])))
