"""Listing: names side by side, of which a small parser takes one for what another is called, or loses the first."""

from __future__ import annotations

from extract.trees.trees import Node, Tree

TOGETHER = frozenset({"along", "alongside", "together"})
JOINABLE = frozenset({"nsubj", "nsubjpass", "dobj"})


def join_listed(node: Node, tree: Tree) -> None:
    """Set right, in place, a name that stands in a list of names of one kind or before its own acronym."""
    _before_acronym(node, tree)
    _beside(node, tree)
    _not_apposed(node, tree)
    _both_acting(node, tree)


def _beside(node: Node, tree: Tree) -> None:
    """Read "the Alder Model, along with the Birch Model, began in May" with both names as what began.

    So with things that are not named, and with what is acted on where nothing stands between the two.
    """
    prep = node.head
    outer = prep.head if prep is not None and prep.lemma == "with" and prep.relation == "prep" else prep
    if prep is None or outer is None or outer.head is None or node.relation != "pobj":
        return
    together = outer if outer.lemma in {"along", "alongside"} else prep.the("advmod")
    if prep.lemma not in {"with", "alongside"} or together is None or together.lemma not in TOGETHER:
        return
    start = min(together.start, prep.start)
    first = tree.node_at(start - 1) if start else None
    comma = first is not None and first.text == ","
    first = tree.node_at(start - 2) if comma and start > 1 else first
    if first is None or first.relation not in JOINABLE or any(one is node for one in first.ancestors()):
        return
    named = _are_two_of_a_kind(first, node)
    plain = first.mention is None and node.mention is None and first.tag == "NNS" and node.tag == "NNS"
    if not named and not (plain and comma and first.relation in {"nsubj", "nsubjpass"}):
        return
    node.hang(first, "conj")


def _not_apposed(node: Node, tree: Tree) -> None:
    """Read "the Alder Model, the Birch Model and the Elm Model" as three, where the second was taken for the first."""
    first = node.head
    if node.relation != "appos" or first is None or not _are_two_of_a_kind(first, node):
        return
    more = [one for each in (first, node) for one in each.all("conj") if one.start >= node.end]
    start = min(one.start for one in node.below() if one.start >= first.end)
    if any(_are_two_of_a_kind(first, one) for one in more) and tree.words[start - 1] == ",":
        node.relation = "conj"


def _before_acronym(node: Node, tree: Tree) -> None:
    """Read "the Alder Model (AM)" with the name as the head of its acronym, where it was hung below it."""
    short = node.head
    if node.mention is None or short is None or short.mention is None or short.start != node.end + 1:
        return
    same = node.mention.referent.key == short.mention.referent.key
    if node.relation not in {"nmod", "compound", "amod"} or not same or tree.words[node.end] != "(":
        return
    node.take_place(short)
    for one in [each for each in short.children if each.text not in {"(", ")"}]:
        one.hang(node)
    short.hang(node, "appos")


def _both_acting(node: Node, tree: Tree) -> None:
    """Read "the Alder Model (AM), the Birch Model and the Elm Model are" as a list, where two of them each act."""
    verb = node.head
    if verb is None or node.relation not in {"nsubj", "nsubjpass"} or node.mention is None:
        return
    earlier = [one for one in verb.all(node.relation) if one.end <= node.start and _are_two_of_a_kind(one, node)]
    start = min(one.start for one in node.below())
    if len(earlier) == 1 and tree.words[start - 1] == "," and node.all("conj"):
        node.hang(earlier[0], "conj")


def _are_two_of_a_kind(one: Node, other: Node) -> bool:
    """Whether two nodes name different things of one class."""
    if one.mention is None or other.mention is None or one.mention.referent.key == other.mention.referent.key:
        return False
    return one.mention.type == other.mention.type
