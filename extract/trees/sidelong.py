"""Sidelong words: a date, a figure or a list beside a thing that tells of other times or things than it seems."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extract.trees.clauses import is_clause, subjects
from extract.trees.trees import Node

WAYS = frozenset({"mandatory", "voluntary", "compulsory", "optional", "required", "obligatory"})
TAKING = frozenset({"take", "join", "participate", "enroll", "enrol"})
"""Verbs of those who come to a thing, which need not be as old: "clinics have had to take part since then"."""
MORE, SIDES = frozenset({"more", "fewer", "less"}), frozenset({"than", "on"})
STRETCHES = frozenset({"year", "quarter", "half", "month", "semester"})


def is_no_start(date: Node | None, clause: Node, launches: Set[str]) -> bool:
    """Whether a date behind "since" tells when no thing began: "has launched two since 2028", "mandatory since 2036".

    `launches` are verbs of starting.
    """
    if date is None or not date.text.lower().startswith("since "):
        return False
    launched = (clause.lemma in launches and bool(clause.all("dobj"))) or clause.lemma in TAKING
    return launched or any(one.lemma in WAYS for one in clause.all("acomp"))


def is_of_stretch(clause: Node) -> bool:
    """Whether what a clause tells is told of a part of the time only: "the first year brought a loss"."""
    actors = subjects(clause) if is_clause(clause) else ()
    return any(one.relation == "nsubj" and one.text.lower().split()[-1] in STRETCHES for one in actors)


def is_narrowed(figure: Node) -> bool:
    """Whether words beside what is counted tell which ones are meant: "four tests that have been certified"."""
    noun = figure.head if figure.relation in {"nummod", "quantmod"} else None
    behind = [one for one in noun.children if one.relation == "relcl"] if noun is not None else []
    kind = noun is not None and not WAYS.isdisjoint(noun.text.lower().split())  # "two mandatory models"
    return kind or any(one.text.lower() == "that" for clause in behind for one in clause.children)


def is_left_out(sentence: Sequence[Node], openings: Set[str]) -> bool:
    """Whether a sentence opens by telling what a list does not hold: "Not on the list: Alder and Birch"."""
    before: list[str] = []
    for node in sentence:
        if node.mention is not None or node.text == ":":
            break
        before.append(node.text.lower())
    said = " ".join(before)
    return any(said == one or said.startswith(f"{one} ") for one in openings)


def is_measured(figure: Node, sentence: Sequence[Node]) -> bool:
    """Whether a count is how far another stands off, or where it stood: "44, five more than in May", "up from 16"."""
    noun = counted_by(figure)
    last = max(figure.end, noun.end)
    behind = " ".join(one.text.lower() for one in sentence if figure.end <= one.start <= last + 1).split()
    if behind and (behind[0] in MORE or (noun is not figure and len(behind) > 1 and behind[1] in MORE)):
        return not SIDES.isdisjoint(behind[1:4])
    prep = noun.head if noun.relation == "pobj" else None
    return prep is not None and prep.lemma == "from" and prep.head is not None and prep.head.lemma in {"up", "down"}


def is_whole_of(figure: Node) -> bool:
    """Whether a count is the whole of which another is told: "11 of the country's 14 wards"."""
    noun = counted_by(figure)
    prep = noun.head if noun.relation == "pobj" else None
    part = prep.head if prep is not None and prep.lemma == "of" else None
    return part is not None and part.quantity is not None and part.quantity.kind == "count"


def is_at_mishap(figure: Node) -> bool:
    """Whether a count belongs to what another thing came after: "suspended after a fault at two clinics"."""
    noun = counted_by(figure)
    prep = noun.head if noun.relation == "pobj" else None
    event = prep.head if prep is not None and prep.lemma in {"at", "in", "with", "by", "of"} else None
    above = event.head if event is not None and event.relation == "pobj" and event.quantity is None else None
    return above is not None and above.lemma in {"after", "over", "following", "because", "despite", "amid"}


def counted_by(figure: Node) -> Node:
    """The noun that a figure counts, or the figure itself where it stands alone."""
    return figure.head if figure.relation in {"nummod", "quantmod"} and figure.head is not None else figure


def is_undated_beginning(figure: Node, sentence: Sequence[Node]) -> bool:
    """Whether a count is where a rise began, and no date right behind it tells when: "grew from 53 to 132"."""
    noun = counted_by(figure)
    prep = noun.head if noun.relation == "pobj" else None
    if prep is None or prep.lemma.lower() != "from" or prep.head is None:
        return False
    if not any(one.lemma.lower() == "to" and one.start > noun.end for one in prep.head.all("prep")):
        return False
    behind = [one for one in sentence if noun.end <= one.start][:2]
    return not any(one.quantity is not None and one.quantity.kind == "date" for one in behind)
