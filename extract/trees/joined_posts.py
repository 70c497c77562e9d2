"""Joined posts: "is director of the Tide Lab and deputy administrator for the Reef Agency" read as two posts.

A small parser hangs the second title on the body of the first, and what the second is at on the first title.
"""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.roles import BINDERS
from extract.trees.trees import Node, Tree

HELD_AT = BINDERS - {"to"}
JOINS = frozenset({"conj", "appos"})


def join_posts(node: Node, tree: Tree, cues: Cues) -> None:
    """Set right, in place, a title that was hung on the body of the title before it, or beside it."""
    _lift_body(node, cues)
    _holder_behind(node, cues)
    _chosen_behind(node)
    _who_is_somebody(node, cues)
    _listed_behind(node, tree)
    if node.relation not in JOINS or node.mention is not None or not _is_title(node, cues) or node.head is None:
        return
    above, binder = node.head, node.head.head
    first = above
    if above.relation == "pobj" and binder is not None and binder.lemma in HELD_AT and binder.head is not None:
        if _is_a(above, "Person"):
            return
        first = binder.head
    elif node.relation == "conj" and above.lemma == "be":  # "is chief of X, head of Y, and" is read as a clause
        first = above.the("attr") or above
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
        if place.lemma in HELD_AT and any(_is_a(one, "Organization") for one in place.all("pobj")):
            place.hang(title)


def _holder_behind(node: Node, cues: Cues) -> None:
    """Read "the CTO of the Tide Agency Ann Lee" with her as whom it speaks of: the title only says who she is."""
    prep = node.head
    if not _is_a(node, "Person") or node.title is not None or prep is None or prep.lemma not in HELD_AT:
        return
    title, inside = prep.head, [one for one in node.all("compound", "nmod", "poss") if one.end == node.start]
    if node.relation != "pobj" or title is None or title.mention is not None or not _is_title(title, cues):
        return
    if len(inside) == 1 and _is_a(inside[0], "Organization") and inside[0].relation != "poss":
        node.take_place(title)
        title.hang(node, "appos")
        inside[0].hang(prep, "pobj")


def _chosen_behind(node: Node) -> None:
    """Hang the name of "the governor's pick to lead the Tide Office, Ann Lee," on the pick, not on the office."""
    body = node.head
    verb = body.head if body is not None and body.relation == "dobj" and _is_a(body, "Organization") else None
    chosen = verb.head if verb is not None and verb.relation in {"acl", "relcl"} else None
    if node.relation == "appos" and _is_a(node, "Person") and chosen is not None and chosen.mention is None:
        node.hang(chosen)


def _listed_behind(node: Node, tree: Tree) -> None:
    """Join "the Foam Board" to the list in "worked from 2021 to 2023, serving at the Tide Council, the Foam Board"."""
    verb, comma = node.head, node.start - 1
    comma -= any(one.end == node.start and one.relation == "det" for one in node.children)
    if node.relation != "dobj" or not _is_a(node, "Organization") or verb is None or tree.words[comma] != ",":
        return
    first = tree.node_at(comma - 1)
    place = first.head if first is not None and _is_a(first, "Organization") and first.relation == "pobj" else None
    clause = place.head if place is not None else None
    if first is not None and clause is not None and clause is not verb and verb.end <= clause.start:
        node.hang(first, "conj")


def _who_is_somebody(node: Node, cues: Cues) -> None:
    """Hang "who ran it" of "a fellow at the Tide Institute who ran it" on the fellow, since no body is a "who"."""
    body = node.head
    who = any(one.text.lower() == "who" for one in node.all("nsubj", "nsubjpass"))
    if node.relation != "relcl" or not who or body is None or not _is_a(body, "Organization"):
        return
    place = body.head if body.relation == "pobj" else None
    above = place.head if place is not None else body if body.relation in {"compound", "nmod"} else None
    if above is not None and (_is_a(above, "Person") or _is_title(above, cues)):
        node.hang(above)


def _is_a(node: Node, kind: str) -> bool:
    return node.mention is not None and node.mention.type.endswith(f"#{kind}")


def _is_title(node: Node, cues: Cues) -> bool:
    named = cues.holds("title", "head", node.lemma) or cues.holds("title", "held", node.lemma)
    return named and node.kind in {"NOUN", "PROPN"} and node.quantity is None


def _places(node: Node, first: Node) -> bool:
    """Whether a title and the one before it each say where they are held."""
    return all(any(prep.lemma in HELD_AT for prep in one.all("prep")) for one in (node, first))


def _is_nearest(node: Node, prep: Node, first: Node) -> bool:
    """Whether no further title stands between a title and what follows it."""
    return not any(node.end <= one.start < prep.start for one in first.all("conj", "appos") if one is not node)
