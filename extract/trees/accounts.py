"""Accounts: by whose word a clause is told: "per the auditors", "by the count of the Federation"."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.trees import Node


def tellers_beside(place: Node, cues: Cues) -> list[Node]:
    """Whose word a clause is, where the preposition or adverb at `place` below it says so; else nothing."""
    if place.lemma == "by" and place.relation in {"prep", "agent"}:
        return [one for noun in place.all("pobj") for one in _owners(noun, cues)]
    if _closes_with_teller(place, cues):
        return list(place.all("nsubj"))
    inner = place.the("prep") if place.lemma == "accord" else None
    if inner is None and not (place.relation == "prep" and cues.holds("attribution", "prepositions", place.lemma)):
        return []
    told = (one for noun in (inner or place).all("pobj") for one in noun.conjuncts())
    return [one for one in told if one.nominal and not cues.holds("attribution", "basis", one.lemma)]


def _closes_with_teller(clause: Node, cues: Cues) -> bool:
    """Whether a clause behind a comma only tells whose word the one before it is: "…, the authority conceded"."""
    if clause.relation != "conj" or clause.head is None or not cues.holds("governor", "speech", clause.lemma):
        return False
    teller, joined = clause.the("nsubj"), any(one.start < clause.start for one in clause.head.all("cc"))
    told = clause.all("dobj", "ccomp", "xcomp", "attr", "neg", "aux", "conj")
    return teller is not None and not joined and not told and teller.start < clause.start


def is_gossip(clause: Node | None, cues: Cues) -> bool:
    """Whether a clause only passes on what nobody answers for: "it is said that …", "people say that …"."""
    if clause is None or not cues.holds("attribution", "gossip", clause.lemma):
        return False
    nobody = [one for one in clause.all("nsubjpass") if one.text.lower() == "it" and one.mention is None]
    crowd = [one for one in clause.all("nsubj") if cues.holds("attribution", "crowd", one.text.lower())]
    return bool(nobody) or any(not one.children for one in crowd)


def _owners(noun: Node, cues: Cues) -> list[Node]:
    """Who made a count or an estimate, by name: "the count of the Federation", "CBO's estimate"."""
    if noun.mention is not None or not cues.holds("attribution", "reckonings", noun.lemma):
        return []
    made = [
        *noun.all("poss"),
        *(one for prep in noun.all("prep") if prep.lemma in {"of", "by"} for one in prep.all("pobj")),
    ]
    return [one for one in made if one.mention is not None]


def is_minuted(clause: Node | None, cues: Cues) -> bool:
    """Whether a clause only says that a meeting was told what follows: "the committee heard that …"."""
    if clause is None or not cues.holds("governor", "informed", clause.lemma):
        return False
    found = clause.all("nsubj", "nsubjpass")
    return bool(found) and all(cues.holds("governor", "meeting", one.lemma) for one in found if one.mention is None)
