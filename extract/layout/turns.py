"""Turns: who speaks in a transcript, by the name before each paragraph, and for which body "we" then stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace

from corpus.passages import Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent

TITLES = r"(?:Mr|Ms|Mrs|Miss|Dr|Sen|Rep|Prof|Hon|Senator|Representative|Chairman|Chairwoman|Chair|Director|Secretary)"
TURN = re.compile(
    rf"[\s*_>]*(?:The\s+)?(?P<name>(?:{TITLES}\.?\s+)?[A-Z][\w'\u2019.-]*(?:\s+[A-Z][\w'\u2019.-]*){{0,3}})"
    rf"(?:\s*\([^)]*\))?\s*:[\s*_]*(?=\S)"
    rf"|[\s*_>]*{TITLES}\.?\s+(?P<loud>[A-Z][A-Z'\u2019-]+(?:\s+[A-Z][A-Z'\u2019-]+)?)\.[\s*_]+(?=\S)"
)
"""The name before a turn: "**Ms VANCE:** Thank you", "Dr. Lee: I do", "Dr. LEE. I do"."""
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
    last = (turn["name"] or turn["loud"]).split()[-1].lower()
    found = {one.referent.key: one for one in people if one.referent.label.lower().split()[-1] == last}
    full = [one for one in found.values() if " " in one.referent.label] or list(found.values())
    return full[0] if len(full) == 1 else None


def by_their_tellers(
    claims: Iterable[Claim], annotated: Annotated, reckoned: Container[str], is_person: Callable[[Mention], bool]
) -> list[Claim]:
    """The claims, those of a `reckoned` property in a turn of a transcript with whose turn it is as their speaker."""
    people = [one.mention for sentence in annotated.sentences for one in sentence.mentions if is_person(one.mention)]
    people = [one for one in people if one.how != "reference"]
    tellers = {
        (one.start, one.end): teller
        for one in annotated.document.passages
        if not is_quoted(one) and (teller := teller_of_turn(one, people)) is not None
    }
    return [_by_teller(one, tellers) if one.property in reckoned else one for one in claims]


def _by_teller(claim: Claim, tellers: Mapping[tuple[int, int], Mention]) -> Claim:
    teller = tellers.get(claim.evidence.passage)
    if teller is None or "attributedTo" in dict(claim.qualifiers) or teller.referent in (claim.subject, claim.object):
        return claim
    told = {**dict(claim.qualifiers), "attributedTo": teller.referent}
    context = tuple(sorted({*claim.evidence.context, (teller.start, teller.end, "speaker")}))
    qualifiers = tuple(sorted(told.items(), key=lambda one: one[0]))
    return replace(claim, qualifiers=qualifiers, evidence=replace(claim.evidence, context=context))


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
