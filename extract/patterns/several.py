"""Several: what is said of a word that means more than one thing ("both", "these tests") is said of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.patterns.matching import Match
from extract.trees.trees import Node, Tree, is_shared, others_meant

ACTORS = frozenset({"nsubj", "nsubjpass"})
EACH = frozenset({"each", "apiece", "every"})


def is_sum_of_several(match: Match, tree: Tree) -> bool:
    """Whether a figure is told of several things at once: "both tests saved $5 million", each or in all?"""
    slots = match.slots.values()
    told = any(one.quantity is not None and one.quantity.kind in {"count", "money"} for one in slots)
    several = any(is_shared(one) or is_joined(one) for one in slots)
    return told and several and not EACH & {word.lower() for word in tree.words}


def is_joined(node: Node) -> bool:
    """Whether a name acts together with another one of its class: "the Alder Model and the Birch Model lost"."""
    first = node.head if node.relation == "conj" and node.head is not None else node
    others = [one for one in first.conjuncts() if one.mention is not None and one.start != node.start]
    if node.mention is None or first.relation not in ACTORS:
        return False
    return any(one.mention is not None and one.mention.type == node.mention.type for one in others)


def each_of(match: Match) -> Iterator[Match]:
    """A match, and the same said of each further thing that a word in one of its slots means ("both")."""
    yield match
    for name, node in match.slots.items():
        for other in others_meant(node):
            yield replace(match, slots={**match.slots, name: other})


def is_denied_alone(match: Match) -> bool:
    """Whether what a match needs is the second of two joined nouns and only it is denied ("but no net savings")."""
    return any(
        node.relation == "conj" and any(one.text.lower() in {"no", "zero"} for one in node.children)
        for node in match.required
        if node.mention is None and node.quantity is None
    )
