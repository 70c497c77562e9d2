"""Moments: which date a count was true at, and who tells a figure, by what stands beside it in its own clause."""

from __future__ import annotations

from extract.arguments import time_role
from extract.clauses import is_clause, subjects
from extract.cues import Cues
from extract.shapes import BREAKS
from extract.trees import Node, Tree


def date_beside(figure: Node, tree: Tree, cues: Cues) -> Node | None:
    """The date behind a count and before the next one: "212 hospitals in May 2031 and 230 in June 2032"."""
    for node in tree.nodes:
        if node.start < figure.end:
            continue
        if is_clause(node) or node.text in BREAKS - {","}:
            return None
        quantity = node.quantity
        if quantity is None:
            continue
        if figure.quantity is not None and quantity.kind == figure.quantity.kind:
            return None
        if quantity.kind == "date":
            plain = quantity.lower is None and quantity.upper is None
            return node if plain and not is_joined(node) and time_role(node, cues) == "at" else None
    return None


def same_clause(one: Node, other: Node) -> bool:
    """Whether two nodes belong to the clause of the same verb."""
    return _verb(one) is _verb(other)


def _verb(node: Node) -> Node | None:
    return next((one for one in (node, *node.ancestors()) if is_clause(one)), None)


def is_joined(date: Node) -> bool:
    """Whether a date is one of several joined ones ("lists of May 2031 and June 2032")."""
    above = date.head if date.relation == "conj" else None
    return any(one.quantity is not None for one in date.all("conj")) or (
        above is not None and above.quantity is not None and above.quantity.kind == "date"
    )


def speaker_of(clause: Node, subject: Node | None, figure: Node | None, cues: Cues) -> Node | None:
    """Who tells a figure that a verb of telling has as its object: "Tern found savings of $3 million"."""
    if figure is None or figure.quantity is None or figure.quantity.kind not in {"money", "count"}:
        return None
    if not is_clause(clause) or not cues.holds("governor", "speech", clause.lemma) or not clause.all("dobj"):
        return None
    tellers = [one for one in subjects(clause) if one.mention is not None and one is not subject]
    return tellers[0] if len(tellers) == 1 else None


def teller_of(anchor: Node, subject: Node | None, cues: Cues) -> Node | None:
    """Who tells a result: who finds, detects or reports what the anchor stands for ("evaluators detected no effect").

    In: the word that the result hangs on, and what it is a result of. Out: the one subject of the verb of telling
    around it, if that is a name or a noun for people or papers that tell of results; else nothing.
    """
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    if clause is None or not cues.holds("attribution", "tells", clause.lemma) or clause.all("nsubjpass"):
        return None
    tellers = [one for one in subjects(clause) if one is not subject]
    if len(tellers) != 1 or not clause.all("dobj", "ccomp", "oprd"):
        return None
    known = tellers[0].mention is not None or cues.holds("attribution", "tellers", tellers[0].lemma)
    return tellers[0] if known else None
