"""Occasions: where people only come together to speak of a thing, and nothing is tested or paid."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.clauses import is_clause, particle
from extract.trees.trees import Node


def is_where_people_meet(place: Node, cues: Cues) -> bool:
    """Whether a place is that of a meeting: "came to the open day in Ashby", "the clinics met in Ashby in May"."""
    above = place
    while above.relation == "conj" and above.head is not None:
        above = above.head
    for one in above.ancestors():
        if cues.holds("noun", "occasion", one.lemma):
            return True
        if is_clause(one):
            return cues.holds("event-verb", "gather", particle(one)) and not one.all("dobj")
    return False
