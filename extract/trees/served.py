"""Served: those whom a test pays, serves or is open to, hung where the words beside them say they belong."""

from __future__ import annotations

from extract.trees.phrases import is_matter
from extract.trees.trees import Node, Tree


def hang_those_served(node: Node, tree: Tree) -> None:
    """Set right, in place, what tells of those who are paid or served, and what a test is for each of them."""
    _who_has_it(node)
    _second_quality(node)
    _on_its_matter(node)
    _paid_practices(node)
    _whole_kind(node, tree)


def _who_has_it(node: Node) -> None:
    """Hang "with dementia" of "serves people with dementia" on the people, who have it, not on the serving."""
    verb = node.head
    if node.relation != "prep" or node.lemma != "with" or verb is None or verb.kind != "VERB":
        return
    people = next((one for one in verb.all("dobj") if one.end == node.start and one.mention is None), None)
    ill = any(one.concept is not None and one.concept.type.endswith("#FocusArea") for one in node.all("pobj"))
    if people is not None and people.tag == "NNS" and ill:
        node.hang(people)


def _second_quality(node: Node) -> None:
    """Read "voluntary for veterans and mandatory for clinics" with two qualities, each with those it is for."""
    noun = node.head
    prep = noun.head if noun is not None and noun.relation == "pobj" else None
    verb = prep.head if prep is not None else None
    if noun is None or verb is None or node.relation != "conj" or node.kind != "ADJ" or verb.lemma != "be":
        return
    first = next((one for one in verb.all("acomp") if one.kind == "ADJ" and one.end <= noun.start), None)
    if first is None or node.all("det", "nummod"):
        return
    for one in [one for one in noun.children if one.start >= node.end and one.relation == "prep"]:
        one.hang(node)
    node.hang(first)


def _on_its_matter(node: Node) -> None:
    """Hang "on aging" of "pays area agencies on aging" on the agencies, not on the paying."""
    verb = node.head
    if node.relation != "prep" or verb is None or verb.kind != "VERB":
        return
    body = next((one for one in verb.all("dobj", "nsubj") if is_matter(node, one)), None)
    if body is not None and (matter := node.children[0]).kind in {"VERB", "NOUN"}:
        node.hang(body)
        matter.kind, matter.tag, matter.relation = "NOUN", "NN", "pobj"


def _paid_practices(node: Node) -> None:
    """Read "pays practices a monthly fee" with those who are paid, where their noun was taken for a verb."""
    verb = node.head
    if node.kind != "VERB" or node.tag != "VBZ" or node.relation not in {"dobj", "dative"} or verb is None:
        return
    node.kind, node.tag, paid = "NOUN", "NNS", node.all("dobj")
    for one in paid:
        one.hang(verb)
    node.relation = "dative" if paid else "dobj"


def _whole_kind(node: Node, tree: Tree) -> None:
    """Read "applies to acute care hospitals" with one known phrase, where its first word was taken for a verb."""
    first, kind = node.head, node.concept
    to = first.the("aux") if first is not None else None
    verb = first.head if first is not None else None
    if first is None or kind is None or to is None or verb is None or node.relation != "dobj" or to.lemma != "to":
        return
    if [one.lower() for one in tree.words[first.start : node.end]] != kind.text.lower().split():
        return
    to.hang(verb, "prep")
    node.hang(to, "pobj")
    for one in list(first.children):
        one.hang(node)
    first.hang(node, "amod")
    to.kind, to.tag, first.kind, first.tag = "ADP", "IN", "ADJ", "JJ"
