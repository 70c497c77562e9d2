"""Gapped clauses: "A began in 2031, B in 2032 and C in 2033", read as one sentence for each pair of name and figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.trees.trees import Node, Tree

BEFORE_NAME = frozenset({",", ";", "and", "the", "but", "while"})
"""What may stand between a figure and the next name."""
BEFORE_FIGURE = frozenset({",", "in", "on", "by", "at", "to", "for", "with", "from", "a", "an", "(", ")"})
"""What may stand between a name and its figure, whose verb is left out."""
ACTING = frozenset({"nsubj", "nsubjpass"})
Pair = tuple[int, int]
"""Where a name and the figure that is told of it begin."""


def pairs_of(tree: Tree) -> list[Pair]:
    """The pairs of names and figures of a sentence that has one verb for all of them; empty where it is none such."""
    first = next((one for one in tree.nodes if one.mention is not None), None)
    verb = first.head if first is not None else None
    if first is None or verb is None or first.relation not in ACTING or verb.kind not in {"VERB", "AUX"}:
        return []
    units = _units(tree, verb)
    figure = next(iter(units), None)
    if figure is None or figure.quantity is None or not any(one is verb for one in figure.ancestors()):
        return []
    found = [(first, figure), *zip(units[1::2], units[2::2], strict=False)]
    if len(found) < 2 or len(units) % 2 == 0 or not all(_alike(first, figure, *pair) for pair in found[1:]):
        return []
    return [(name.start, value.start) for name, value in found] if _is_bare(tree, found) else []


def one_of(tree: Tree, pairs: Sequence[Pair], place: int) -> Tree:
    """The tree of one pair alone, which stands where the first one stood."""
    nodes = {one.start: one for one in tree.nodes}
    first, figure = (nodes[at] for at in pairs[0])
    name, value = (nodes[at] for at in pairs[place])
    counted = figure.head if figure.relation == "nummod" else None  # "eight participants" stays, to be counted
    noun = counted if counted is not None and counted.nominal and counted.start >= figure.end else None
    tail = [one for one in tree.nodes if one.start >= figure.end and one not in (name, value, noun)]
    stop = [one for one in tail if one.end == len(tree.words) and one.text in {".", "!", ";"}]
    gone = [one for one in tail if one not in stop]
    if place:
        for one, there in ((name, first), (value, figure)):
            one.take_place(there)
            one.children = []
        gone += [first, figure, *(one for one in first.children if one is not name)]
        if value.quantity is not None and figure.quantity is not None and value.quantity.counted is None:
            value.quantity = replace(value.quantity, counted=figure.quantity.counted)
    lost = {id(one) for one in gone}
    for one in gone:
        one.leave()
    kept = tuple(one for one in tree.nodes if id(one) not in lost)
    for one in kept:
        one.children = [child for child in one.children if id(child) not in lost]
        if one.head is not None and id(one.head) in lost:
            one.head = next((above for above in one.head.ancestors() if id(above) not in lost), None)
    return replace(tree, nodes=kept)


def _units(tree: Tree, verb: Node) -> list[Node]:
    """The names and figures behind a verb, but for acronyms beside the names that they are short for."""
    found: list[Node] = []
    for one in tree.nodes:
        if one.start < verb.end or (one.mention is None and one.quantity is None):
            continue
        last = found[-1].mention if found else None
        if one.mention is None or last is None or last.referent.key != one.mention.referent.key:
            found.append(one)
    return found


def _alike(first: Node, figure: Node, name: Node, value: Node) -> bool:
    """Whether a later pair is of the same kinds as the first, and about another thing."""
    if name.mention is None or value.quantity is None or first.mention is None or figure.quantity is None:
        return False
    other = name.mention.referent.key != first.mention.referent.key and name.mention.type == first.mention.type
    return other and value.quantity.kind == figure.quantity.kind


def _is_bare(tree: Tree, found: Sequence[tuple[Node, Node]]) -> bool:
    """Whether nothing but small words stands between the later names and figures, and nothing behind the last."""
    for (_, before), (name, value) in pairwise(found):
        between = _said(tree, before.end, name.start)
        own = [one for one in tree.nodes if name.end <= one.start and one.end <= value.start and one.mention is None]
        counted = set((before.quantity.counted or "").lower().split()) if before.quantity is not None else set()
        if not set(between) <= BEFORE_NAME | counted or not between:
            return False
        if not {one.text.lower() for one in own} <= BEFORE_FIGURE:
            return False
    return not set(_said(tree, found[-1][1].end, len(tree.words))) - {".", "!", ";"}


def _said(tree: Tree, start: int, end: int) -> list[str]:
    return [word.lower() for word in tree.words[start:end]]
