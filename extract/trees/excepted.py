"""Excepted things: "all models except the Alder Model are voluntary" tells nothing of the Alder Model but that."""

from __future__ import annotations

from extract.trees.trees import Node

EXCEPTING = frozenset({"except", "excepting", "excluding", "barring"})
"""Prepositions before what is left out."""
AHEAD = {
    "for": EXCEPTING,
    "from": frozenset({"apart", "aside"}),
    "of": frozenset({"exception"}),
    "than": frozenset({"other"}),
}
"""Prepositions that do so behind another word: "except for", "apart from", "with the exception of", "other than"."""


NOBODY = frozenset({"nobody", "none", "one", "nothing"})


def only_these(node: Node) -> None:
    """Read "none but rural clinics may join" as told of the clinics, which alone may."""
    none = node.head
    link = next((one for one in none.children if one.lemma == "but" and none.end == one.start), None) if none else None
    if none is None or link is None or none.lemma not in NOBODY or node.relation not in {"conj", "pobj"}:
        return
    if none.lemma == "one" and not any(one.text.lower() == "no" for one in none.children):
        return
    node.take_place(none)
    for one in (none, *none.below(), link):
        one.leave()
        one.head, one.relation = None, "dep"


def without_excepted(node: Node) -> None:
    """Take from a name, in place, that it names a thing, where it only tells what the rest is not said of."""
    if node.mention is None and node.concept is None:
        return
    joined = node
    while joined.relation == "conj" and joined.head is not None:
        joined = joined.head
    prep = joined.head
    if prep is None or joined.relation != "pobj":
        return
    word = prep.lemma.lower()
    above = prep.head.lemma.lower() if prep.head is not None else ""
    if word in EXCEPTING or above in AHEAD.get(word, frozenset()):
        node.mention = node.concept = None
