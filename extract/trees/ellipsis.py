"""Ellipsis: bare numbers that count what an earlier number of the text counted ("49 models …, only six …")."""

from __future__ import annotations

from dataclasses import replace

from extract.trees.trees import Node, Tree

SUBJECTIVE = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "attr", "pobj"})


def fill_bare_counts(tree: Tree, carried: str | None = None) -> str | None:
    """Give each bare count of a sentence the noun that the last full count before it had.

    In: a tree, and the noun carried over from the sentence before, if its count may go on. Out: the noun of
    the last full count, for the next sentence. The tree's nodes are changed.
    """
    noun = carried
    for node in tree.nodes:
        quantity = node.quantity
        if quantity is None or quantity.kind != "count":
            continue
        own = _counted(node)
        if own is not None:
            noun = own
            if quantity.counted is None:
                node.quantity = replace(quantity, counted=own)
        elif noun is not None and node.relation in SUBJECTIVE and _stands_alone(node):
            node.quantity = replace(quantity, counted=noun)
    return noun


def _counted(node: Node) -> str | None:
    if node.quantity is not None and node.quantity.counted:
        head = node.quantity.counted.split()[-1]
        return head if head.lower() not in {"them", "these", "those"} else None
    if node.head is not None and node.relation in {"nummod", "amod", "compound"} and node.head.kind == "NOUN":
        return node.head.lemma
    return None


def _stands_alone(node: Node) -> bool:
    """Whether a number is a noun phrase by itself, or one of "them"."""
    for child in node.all("prep"):
        for place in child.all("pobj"):
            if child.lemma == "of" and place.lemma in {"they", "them", "these", "those", "which"}:
                return True
            if child.lemma in {"of", "out"}:
                return False
    return True
