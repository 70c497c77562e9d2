"""Accounts: by whose word a clause is told: "per the auditors", "by the count of the Federation"."""

from __future__ import annotations

from extract.cues import Cues
from extract.trees import Node


def tellers_beside(place: Node, cues: Cues) -> list[Node]:
    """Whose word a clause is, where the preposition or adverb at `place` below it says so; else nothing."""
    if place.lemma == "by" and place.relation in {"prep", "agent"}:
        return [one for noun in place.all("pobj") for one in _owners(noun, cues)]
    inner = place.the("prep") if place.lemma == "accord" else None
    if inner is None and not (place.relation == "prep" and cues.holds("attribution", "prepositions", place.lemma)):
        return []
    told = (one for noun in (inner or place).all("pobj") for one in noun.conjuncts())
    return [one for one in told if one.nominal and not cues.holds("attribution", "basis", one.lemma)]


def _owners(noun: Node, cues: Cues) -> list[Node]:
    """Who made a count or an estimate, by name: "the count of the Federation", "CBO's estimate"."""
    if noun.mention is not None or not cues.holds("attribution", "reckonings", noun.lemma):
        return []
    made = [
        *noun.all("poss"),
        *(one for prep in noun.all("prep") if prep.lemma in {"of", "by"} for one in prep.all("pobj")),
    ]
    return [one for one in made if one.mention is not None]
