"""Respective lists: "A, B and C saved $5, $9 and $14 million, respectively", read as one sentence for each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.trees.gapped import gapped, one_of
from extract.trees.trees import Node, Tree, others_meant

MARK = "respectively"
LINKS = frozenset(
    {",", "and", "&", "the", "in", "on", "by", "at", "for", "of", "a", "an", "then", "from", "its", "their", "our"}
)
"""What may stand between two members of a list."""


def respective(build: Callable[[], Tree]) -> list[Tree]:
    """The trees of a sentence: one, or where it tells lists respectively or in gapped clauses one for each place.

    In: what builds the sentence's tree anew. Each of the trees holds of each of the lists only the member of one
    place, so that all that is read of trees is read of this member alone. Of lists that do not go together none is
    read: which of them belongs to which cannot be told.
    """
    tree = build()
    if MARK not in {word.lower() for word in tree.words}:
        found = gapped(tree)
        return [one_of(build(), found, place) for place in range(len(found.rows))] if found is not None else [tree]
    lists = _lists(tree)
    together = _together(tree, lists)
    if not together:
        return [] if lists else [tree]
    return [_kept(build(), place) for place in range(len(together[0]))]


def _lists(tree: Tree) -> list[list[Node]]:
    """What a tree lists: names of one class or figures of one kind, with nothing but commas and small words between."""
    found: list[list[Node]] = []
    held: list[Node] = []
    between: list[Node] = []
    for node in tree.nodes:
        if (node.mention is None and node.quantity is None) or node.text.lower() in LINKS:  # "its Alder and its Birch"
            between.append(node)
            continue
        if others := others_meant(node):  # "the two had 140 and 96 hospitals"
            found.append([node, *others])
        if held and _alike(held[-1], node) and between and all(one.text.lower() in LINKS for one in between):
            held.append(node)
        else:
            found.append(held)
            held = [node]
        between = []
    return [one for one in (*found, held) if len(one) > 1]


def _together(tree: Tree, lists: Sequence[list[Node]]) -> list[list[Node]]:
    """The lists that go together: the one nearest before the mark, and all others if they are as long."""
    mark = next(one.start for one in tree.nodes if one.text.lower() == MARK)
    before = [one for one in lists if one[-1].end <= mark] or list(lists)
    alike = [one for one in lists if before and len(one) == len(before[-1])]
    return alike if len(alike) > 1 else []


def _alike(one: Node, other: Node) -> bool:
    if one.mention is not None and other.mention is not None:
        return one.mention.type == other.mention.type and one.mention.referent != other.mention.referent
    return one.quantity is not None and other.quantity is not None and one.quantity.kind == other.quantity.kind


def _kept(tree: Tree, place: int) -> Tree:
    """A tree of which each list holds only the member of one place, which stands where the first one stood."""
    gone: set[int] = {id(one) for one in tree.nodes if one.text.lower() == MARK}
    for members in _together(tree, _lists(tree)):
        gone |= _without_others(tree, members, members[place])
    for one in tree.nodes:
        if id(one) in gone:
            one.leave()
        elif one.head is not None and id(one.head) in gone:
            one.head = next((above for above in one.head.ancestors() if id(above) not in gone), None)
            if one.head is not None:
                one.head.children.append(one)
    return replace(tree, nodes=tuple(one for one in tree.nodes if id(one) not in gone))


def _without_others(tree: Tree, members: Sequence[Node], kept: Node) -> set[int]:
    """The nodes of a list that go, once its one member that stays hangs where the list hung."""
    if (members[0].start, members[0].end) == (members[-1].start, members[-1].end):
        members[0].mention = kept.mention
        for one in members[1:]:
            one.leave()
        return set()
    first, last = members[0].start, members[-1].end
    tops = [one for one in members if one.head is None or not any(one.head is other for other in members)]
    tops = [one for one in tops if not _behind(one, tops)] or tops or [members[0]]
    top = tops[0]
    links = [one for one in tree.nodes if first <= one.start and one.end <= last and one not in members]
    if kept is not top and top.head is not None:
        kept.leave()
        top.head.children[top.head.children.index(top) : top.head.children.index(top) + 1] = [kept]
        kept.head, kept.relation = top.head, top.relation
    others = [one for one in members if one is not kept]
    own, behind = kept.quantity, members[-1].quantity
    if own is not None and behind is not None and own.kind == "count":  # "45 and 62 hospitals"
        kept.quantity = replace(own, counted=behind.counted)
    for one in others:
        for child in list(one.children):
            if child is not kept and child not in members and child not in links:
                one.children.remove(child)
                child.head = kept
                kept.children.append(child)
    stays = {id(one) for one in kept.below()} | {id(one) for one in kept.ancestors()}
    return {id(one) for one in (*others, *links) if id(one) not in stays or one in others}


def _behind(node: Node, tops: Sequence[Node]) -> bool:
    """Whether a member hangs on a preposition that is itself joined to an earlier one's: "in 2031 and in 2032"."""
    above = node.head
    return above is not None and above.relation == "conj" and any(one.start < node.start for one in tops)
