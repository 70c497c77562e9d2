"""Joined posts: "is director of the Tide Lab and deputy administrator for the Reef Agency" read as two posts.

A small parser hangs the second title on the body of the first, and what the second is at on the first title.
"""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.roles import BINDERS
from extract.trees.trees import Node

HELD_AT = BINDERS - {"to"}
JOINS = frozenset({"conj", "appos"})


def join_posts(node: Node, cues: Cues) -> None:
    """Set right, in place, a title that was hung on the body of the title before it, or beside it."""
    _lift_body(node, cues)
    if node.relation not in JOINS or node.mention is not None or not _is_title(node, cues) or node.head is None:
        return
    above, binder = node.head, node.head.head
    first = above
    if above.relation == "pobj" and binder is not None and binder.lemma in HELD_AT and binder.head is not None:
        if above.mention is not None and above.mention.type.endswith("#Person"):
            return
        first = binder.head
    elif node.relation == "conj" and above.relation not in {"appos", "attr", "pobj", "conj"}:
        return
    if first is node or not _is_title(first, cues) or first.mention is not None:
        return
    if node.relation == "appos" and (first.relation not in {"attr", "pobj", "conj"} or not _places(node, first)):
        return
    for join in [one for one in above.children if one.relation == "cc" and one.start < node.start]:
        join.hang(first)
    node.hang(first, "conj")
    own = any(prep.end <= node.start for prep in first.all("prep"))
    for prep in first.all("prep") if own else ():
        if prep.start >= node.end and prep.lemma in HELD_AT and _is_nearest(node, prep, first):
            prep.hang(node)


def _lift_body(node: Node, cues: Cues) -> None:
    """Hang "of the Tide Office" of "chief of staff of the Tide Office" on the title, not on what the title is over."""
    prep = node.head
    plain = node.relation == "pobj" and node.mention is None and not node.all("det", "poss")
    title = prep.head if prep is not None and plain and prep.lemma in {"of", "for"} else None
    if title is None or title.mention is not None or not _is_title(title, cues):
        return
    for place in node.all("prep"):
        named = [one.mention for one in place.all("pobj") if one.mention is not None]
        if place.lemma in HELD_AT and any(one.type.endswith("#Organization") for one in named):
            place.hang(title)


def _is_title(node: Node, cues: Cues) -> bool:
    named = cues.holds("title", "head", node.lemma) or cues.holds("title", "held", node.lemma)
    return named and node.kind in {"NOUN", "PROPN"} and node.quantity is None


def _places(node: Node, first: Node) -> bool:
    """Whether a title and the one before it each say where they are held."""
    return all(any(prep.lemma in HELD_AT for prep in one.all("prep")) for one in (node, first))


def _is_nearest(node: Node, prep: Node, first: Node) -> bool:
    """Whether no further title stands between a title and what follows it."""
    return not any(node.end <= one.start < prep.start for one in first.all("conj", "appos") if one is not node)
