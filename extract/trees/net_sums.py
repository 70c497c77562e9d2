"""Net sums: "saved $30 million before bonuses and $11 million after them", read as what was left in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.parsing.cues import Cues
from extract.trees.clauses import is_clause
from extract.trees.trees import Node, Tree

LINKS = frozenset({"and", "but", "or", ",", ";"})
DEEDS = frozenset({"nsubj", "nsubjpass"})


def with_net_sum(tree: Tree, cues: Cues) -> Tree:
    """The tree of a sentence that sets a gross sum beside a net one, with the net one alone in the gross one's place.

    Both must be told by one verb, and each must have a word beside it by which it is gross or net.
    """
    said = cues.group("gross")
    sums = [one for one in tree.nodes if one.quantity is not None and one.quantity.kind == "money"]
    if not said or len(sums) != 2:
        return tree
    gross, net = sums
    verb = next((one for one in gross.ancestors() if is_clause(one)), None)
    between = [one for one in tree.nodes if gross.end <= one.start and one.end <= net.start]
    if verb is None or verb.start > gross.start or any(one.relation in DEEDS for one in between):
        return tree
    links = [one for one in between if one.text.lower() in LINKS]
    cut = next((one for one in reversed(links) if one.text.isalpha()), links[-1] if links else None)
    if cut is None:
        return tree
    first = [one for one in tree.nodes if verb.end <= one.start < cut.start]
    second = [one for one in tree.nodes if cut.start < one.start]
    marks = [one for one in first if one.text.lower() in said.get("marks", ())]
    marks += [one for one in first if one.start == gross.end and one.text.lower() == "before"]
    if not marks or not _is_net(second, said.get("net", frozenset())):
        return tree
    told = [one for mark in marks if mark.relation == "prep" for one in mark.below() if one.end <= cut.start]
    gone = [gross, *marks, *told]
    gone += [cut, *(one for one in second if one.end <= net.start)]
    return _in_its_place(tree, gross, net, gone)


def _is_net(words: Sequence[Node], net: frozenset[str]) -> bool:
    text = " ".join(one.text.lower() for one in words)
    return any(f" {one} " in f" {text} " for one in net)


def _in_its_place(tree: Tree, gross: Node, net: Node, gone: Sequence[Node]) -> Tree:
    """The tree with the net sum where the gross one hung, and without what told of the gross one."""
    lost = {id(one) for one in gone}
    place = gross
    while place.head is not None and id(place.head) in lost:
        place = place.head
    kept = [one for one in gross.children if id(one) not in lost and one is not net]
    above, relation = place.head, place.relation
    if above is None or any(one is net for one in above.ancestors()) or above is net:
        return tree
    net.hang(above, "pobj" if above.relation == "prep" else "dobj" if relation == "npadvmod" else relation)
    for one in kept:
        one.hang(net)
    for one in gone:
        for child in [each for each in one.children if id(each) not in lost and each is not net]:
            child.hang(net)
        one.leave()
    return replace(tree, nodes=tuple(one for one in tree.nodes if id(one) not in lost))
