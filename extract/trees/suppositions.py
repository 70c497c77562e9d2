"""Suppositions: clauses whose own form tells that what they say did not come about, or only would on a condition."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.clauses import helpers
from extract.trees.trees import Node, Tree

INVERTED = frozenset({"have", "be", "should"})


def inverted(node: Node) -> bool:
    """Whether a helping verb before its subject makes a condition: "Had it begun in 2031, …"."""
    subject, aux, head = node.the("nsubj", "nsubjpass"), helpers(node), node.head
    if subject is None:
        return False
    if node.relation == "ccomp" and node.tag == "VBN" and head is not None and head.relation == "advcl":
        return head.lemma == "have" and head.start < subject.start and not head.all("nsubj")
    leads = bool(aux) and aux[0].start < subject.start and aux[0].lemma in INVERTED
    # A condition is also read as what is said: "Had it saved $4 million, nobody would have cared".
    first = node.relation == "ccomp" and leads and all(one.start >= aux[0].start for one in node.below())
    return leads and (node.relation == "advcl" or first)


def never_came(node: Node) -> bool:
    """Whether a past infinitive below a past "be" tells what did not come about: "was to have begun in 2035"."""
    above = node.head if node.relation == "xcomp" else None
    past = above is not None and above.lemma == "be" and above.tag in {"VBD", "VBN"}
    return past and node.tag == "VBN" and {"to", "have"} <= {one.text.lower() for one in helpers(node)}


def is_undone(node: Node, tree: Tree, cues: Cues) -> bool:
    """Whether words right before a verb tell that it did not quite happen: "nearly ended", "was all but cancelled"."""
    words = cues.group("adverb").get("undone", frozenset())
    before = " ".join(tree.words[max(0, node.start - 4) : node.start]).lower()
    return any(before == one or before.endswith(f" {one}") for one in words)
