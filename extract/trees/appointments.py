"""Appointments: "named Ann Lee its acting director" read with somebody who is named, and the post that she is given."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.suppositions import is_next_step
from extract.trees.trees import Node

INSIDE = frozenset({"amod", "compound", "det", "poss", "nmod", "advmod", "case", "punct"})
"""How words hang on a title that stand between it and a name before it ("its first permanent director")."""


def hang_appointment(node: Node, cues: Cues) -> None:
    """Set right, in place, a name and a title behind a verb of choosing where a small parser made one of them."""
    if not node.is_person:
        return
    _as_verb_of_choosing(node, cues)
    verb = next((one for one in _above(node) if cues.holds("tenure", "chosen", one.lemma)), None)
    if verb is not None and node.head is verb:
        _date_of_choice(verb, cues)
    near = [*_above(node), *node.all("dobj", "appos", "oprd", "attr")]
    post = next((one for one in near if _is_post_behind(one, node, cues)), None)
    if verb is None and post is not None and post is node.head and node.end == post.start:
        verb = post.head  # "sworn in", "confirmed": whatever the verb, a name right before a title is whose it is
    if verb is None or verb.kind != "VERB" or post is None or (post.head is not verb and post.head is not node):
        return
    if not set(range(verb.end, node.start)) <= _places(node) and (post is not node.head or node.relation == "poss"):
        return
    if node.head is verb and post.head is verb and node.relation == "dobj" and post.relation == "oprd":
        return
    if post.head is verb and post.relation not in {"oprd", "dobj", "ccomp", "attr"}:
        return
    owned = node.relation == "poss" and not post.all("prep")  # "named Ann Lee's director"
    if owned or (node.head is post and node.relation not in {"compound", "nmod", "nsubj", "poss"}):
        return
    node.hang(verb, "dobj")
    post.hang(verb, "oprd")


def go_on_to(node: Node, cues: Cues) -> None:
    """Read "left in May to lead the Reef Agency" as two deeds: who has left for something has gone to it."""
    left, to = node.head, next((one for one in node.children if one.tag == "TO"), None)
    if left is None or to is None or node.relation not in {"advcl", "xcomp"} or left.tag not in {"VBD", "VBN"}:
        return
    if not is_next_step(node, left, cues) or node.all("nsubj", "aux", "neg") != [to]:
        return
    if any(one.lemma != "have" for one in left.all("aux", "auxpass", "neg")):
        return
    node.relation, node.tag = "conj", "VBD" if node.lemma == "become" else "VBZ"
    to.leave()
    to.head, to.relation = None, "dep"


def _date_of_choice(verb: Node, cues: Cues) -> None:
    """Hang the date of "picked Ann Lee as director in 2031" on the verb."""
    posts = [one for prep in verb.all("prep") if prep.lemma == "as" for one in prep.all("pobj")]
    for post in posts:
        for prep in post.all("prep") if cues.holds("title", "head", post.lemma) else ():
            if any(one.quantity is not None and one.quantity.kind == "date" for one in prep.all("pobj")):
                prep.hang(verb)


def _above(node: Node) -> list[Node]:
    """What a node hangs on, and what that hangs on."""
    heads = [node.head, node.head.head if node.head is not None else None]
    return [one for one in heads if one is not None]


def _is_post_behind(post: Node, person: Node, cues: Cues) -> bool:
    """Whether a title stands right behind a name, but for what describes the title itself."""
    if post.mention is not None or post.start < person.end or not cues.holds("title", "head", post.lemma):
        return False
    around = [one for one in post.children if one.relation in INSIDE and one is not person]
    described = {place for one in around for place in _places(one)}
    return described.issuperset(range(person.end, post.start))


def _places(node: Node) -> set[int]:
    return {place for one in node.below() for place in range(one.start, one.end)} | set(range(node.start, node.end))


def _as_verb_of_choosing(person: Node, cues: Cues) -> None:
    """Read "Harbor Council names Ann Lee director" with a verb where a small parser saw names."""
    post = person.head
    verb = post.head if post is not None else None
    if post is None or verb is None or verb.tag != "NNS" or verb.end != person.start:
        return
    if not cues.holds("title", "head", post.lemma) or not cues.holds("tenure", "chosen", verb.lemma):
        return
    body = next((one for one in (*verb.children, *_above(verb)[:1]) if one.mention and one.end == verb.start), None)
    if body is None or body.relation not in {"compound", "nmod", "ROOT"}:
        return
    if verb.head is body:
        verb.take_place(body)
        body.hang(verb)
    verb.kind, verb.tag, body.relation = "VERB", "VBZ", "nsubj"
