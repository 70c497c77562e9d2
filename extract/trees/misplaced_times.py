"""Misplaced times: when something was, where a small parser takes it for who did it or what was done."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.trees import Node


def hang_times(node: Node, cues: Cues) -> None:
    """Set right, in place, a time that was taken for a subject or an object, or hung on the wrong clause."""
    _time_before_clause(node, cues)
    _time_as_subject(node)
    _time_as_object(node)


def _time_as_subject(node: Node) -> None:
    """Read "The following spring, the agency stopped it" with the agency as who did it, and the spring as when."""
    verb, named = node.head, next((one for one in node.all("appos") if one.mention is not None), None)
    if named is None or verb is None or node.relation not in {"nsubj", "nsubjpass"} or node.quantity is None:
        return
    if node.quantity.kind == "date" and named.start > node.end:
        named.take_place(node)
        node.hang(verb, "npadvmod")


def _time_as_object(node: Node) -> None:
    """Read "is to begin the following summer" with the summer as when it begins, and not as what is begun."""
    told = node.quantity is not None and node.quantity.kind == "date" and node.quantity.inferred
    if told and node.relation == "dobj":
        node.relation = "npadvmod"


def _time_before_clause(node: Node, cues: Cues) -> None:
    """Hang "two years before" of "stopped it two years before it was to end" on the stop, whose time it tells."""
    clause, quantity = node.head, node.quantity
    if quantity is None or quantity.kind != "duration" or quantity.bound != "before" or clause is None:
        return
    above = clause.head
    first = next((one for one in clause.children if one.relation in {"nsubj", "nsubjpass"}), None)
    opens = first is not None and node.end <= first.start and node.text.lower().endswith("before")
    ahead = cues.holds("governor", "plan", clause.lemma) or (clause.tag == "VBN" and bool(clause.all("xcomp")))
    planned = ahead and first is not None and first.kind == "PRON"
    if opens and planned and above is not None and clause.relation == "advcl" and above.kind == "VERB":
        node.hang(above)
