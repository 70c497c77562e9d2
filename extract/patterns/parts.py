"""Parts: the cohort, track or round of a thing that a claim holds for, where the sentence says it of that part only."""

from __future__ import annotations

import re

from extract.parsing.cues import Cues
from extract.patterns.matching import Match
from extract.patterns.proofs import Scene
from extract.trees.clauses import is_clause, subjects
from extract.trees.trees import Node

NUMBER = re.compile(r"\d{1,2}|[A-Z]|I{1,3}|IV|V")
"""What stands behind the noun of a part: "Track 2", "cohort B", "Phase II"."""
WHERE = frozenset({"in", "for", "under", "during", "on"})
LOOSE = frozenset(
    {"same", "other", "new", "own", "whole", "entire", "different", "separate", "only", "next", "current"}
)
"""What does not tell a part from others."""


def part_told(match: Match, scene: Scene, cues: Cues, *, timed: bool = False) -> Node | None:
    """The noun of the one numbered part that a match is about ("its second cohort", "Track 1"); else nothing.

    In: a match, its sentence and the words for parts; `timed` where years of operation are such parts too ("in
    performance year 3").
    """
    listed = cues.group("noun").get("instalment", frozenset())
    named = listed | cues.group("noun").get("term", frozenset()) if timed else listed
    parts = [one for one in scene.tree.nodes if one.mention is None and one.quantity is None and one.lemma in named]
    found = [one for one in parts if _is_numbered(one, scene, cues) and _governs(one, match)]
    return found[0] if len(found) == 1 else None


def is_first(part: Node, scene: Scene) -> bool:
    """Whether a part is the first one, with which the whole begins."""
    return bool({one.text.lower() for one in part.children} & {"first", "initial"}) or _behind(part, scene) in {
        "1",
        "A",
        "I",
    }


def words_of(part: Node, scene: Scene) -> str:
    """A part in the source's words, without whose it is: "second cohort", "Track 1"."""
    start, end = _span(part, scene)
    first, last = scene.token_offsets(start, end)
    said = " ".join(scene.document.text[first:last].split())
    return said[0].lower() + said[1:] if start < part.start and not said[:2].isupper() else said


def _span(part: Node, scene: Scene) -> tuple[int, int]:
    told = [one for one in part.all("amod", "compound", "nummod") if one.mention is None and one.end <= part.start]
    end = part.end + (_behind(part, scene) is not None)
    return min([part.start, *(one.start for one in told)]), end


def _behind(part: Node, scene: Scene) -> str | None:
    """The number or letter right behind the noun of a part."""
    node = scene.tree.node_at(part.end)
    if node is None or not NUMBER.fullmatch(node.text):
        return None
    another = node.head is not None and node.head is not part and node.head.start > node.start
    return None if another and node.relation in {"nummod", "compound", "quantmod"} else node.text


def _is_numbered(part: Node, scene: Scene, cues: Cues) -> bool:
    ordinal = any(cues.holds("noun", "ordinal", one.text.lower()) for one in part.all("amod", "nummod"))
    named = cues.holds("noun", "named-part", part.lemma) and any(one.text.lower() == "the" for one in part.all("det"))
    named = named and any(one.lemma not in LOOSE for one in part.all("amod", "compound"))  # "the advanced track"
    return part.tag in {"NN", "NNP"} and (ordinal or named or _behind(part, scene) is not None)


def _governs(part: Node, match: Match) -> bool:
    """Whether a match is about a part: the part does or owns what is told, or is where or for what it is told."""
    anchor, slots = match.frame.anchor, list(match.slots.values())
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    if any(_holds(part, one) for one in slots):
        return True
    if clause is None:
        return False
    if any(part in one.conjuncts() for one in subjects(clause)):
        return True
    place = part.head
    beside = place is not None and place.relation == "prep" and place.lemma in WHERE
    acting = [one for each in subjects(clause) for one in each.conjuncts()]
    return beside and place is not None and place.head is not None and place.head in (clause, *slots, *acting)


def _holds(part: Node, slot: Node) -> bool:
    """Whether what fills a slot is the part's owner: "Alder's second round", "the second cohort of Alder"."""
    if slot is part:
        return True
    of = slot.head if slot.relation == "pobj" else None
    return (slot.relation in {"poss", "compound", "nmod"} and slot.head is part) or (
        of is not None and of.lemma == "of" and of.head is part
    )
