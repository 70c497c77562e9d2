"""Sidelong words: a date, a figure or a list beside a thing that tells of other times or things than it seems."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extract.parsing.cues import Cues
from extract.trees.clauses import is_clause, subjects
from extract.trees.trees import Node

WAYS = frozenset({"mandatory", "voluntary", "compulsory", "optional", "required", "obligatory"})
TAKING = frozenset({"take", "join", "participate", "enroll", "enrol"})
"""Verbs of those who come to a thing, which need not be as old: "clinics have had to take part since then"."""
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


def is_sample(figure: Node, cues: Cues) -> bool:
    """Whether what is counted is only what somebody looked at: "the audit reviewed the results of 12 models"."""
    noun = figure.head if figure.relation in {"nummod", "quantmod"} and figure.head is not None else figure
    for one in (noun, *noun.ancestors()):
        above = one.head
        if above is None or is_clause(one) or one.relation not in {"dobj", "pobj", "prep", "nsubjpass", "conj"}:
            return False
        if is_clause(above) and cues.holds("event-verb", "study", above.lemma):
            return True
    return False


def is_left_out(sentence: Sequence[Node], openings: Set[str]) -> bool:
    """Whether a sentence opens by telling what a list does not hold: "Not on the list: Alder and Birch"."""
    before: list[str] = []
    for node in sentence:
        if node.mention is not None or node.text == ":":
            break
        before.append(node.text.lower())
    said = " ".join(before)
    return any(said == one or said.startswith(f"{one} ") for one in openings)


def is_of_stage(stretch: Node, cues: Cues) -> bool:
    """Whether a stretch of time is that of a stage or spell, not of the whole: "with a one-year planning period"."""
    noun = stretch.head
    if noun is None or stretch.relation not in {"compound", "nummod", "amod", "nmod"}:
        return False
    if noun.relation == "compound" and noun.head is not None:  # "an eighteen-month ramp-up period"
        noun = noun.head
    between = [one for one in noun.below() if stretch.end <= one.start < noun.start]
    named = any(
        cues.holds("noun", "stage-of", word) for one in between for word in (one.lemma.lower(), one.text.lower())
    )
    days = stretch.quantity is not None and stretch.quantity.value.lexical.endswith("D")
    spell = days and cues.holds("noun", "spell", noun.lemma)
    return spell or (named and noun.lemma in {"period", "phase", "stage", "window", "cycle", "term"})


def is_given_up(noun: Node, cues: Cues) -> bool:
    """Whether a noun is said to have come to nothing: "a bonus that was dropped", "a clinic will lose the bonus"."""
    lost = noun.relation == "dobj" and noun.head is not None and noun.head.lemma in {"lose", "forgo", "forfeit"}
    return lost or any(
        cues.holds("event-verb", "drop", one.lemma) and one.tag == "VBN" and not one.all("neg")
        for one in noun.all("relcl")
    )


def joins_another(clause: Node, kinds: Set[str], hedges: Set[str]) -> bool:
    """Whether a place only may join, or joins something else: "Montana may join", "Montana joined the Union"."""
    if any(one.tag == "MD" and one.lemma in hedges for one in clause.all("aux")):
        return True
    joined = clause.all("dobj") if clause.lemma == "join" else []
    return any(one.mention is None and one.lemma not in kinds and one.nominal for one in joined)


def is_meant_for(date: Node | None, launches: Set[str]) -> bool:
    """Whether a date is only that of a start which something is for: "announced it in May for a start in October"."""
    above = next((one for one in date.ancestors() if one.nominal), None) if date is not None else None
    return above is not None and above.lemma in launches and above.head is not None and above.head.lemma == "for"


def is_gross(sum_told: Node) -> bool:
    """Whether a sum is one before what was paid out of it: "gross savings of $31 million"."""
    nouns = [sum_told]
    while nouns[-1].head is not None and not is_clause(nouns[-1]):
        nouns.append(nouns[-1].head)
    return any(each.text.lower() == "gross" for one in nouns if not is_clause(one) for each in one.children)


def is_other_sum(sum_told: Node, clause: Node) -> bool:
    """Whether a sum is no net one of the whole time: a gross one, or one of a part of the time only."""
    return is_gross(sum_told) or is_of_stretch(clause)


def is_of_a_date(word: Node) -> bool:
    """Whether an adverb only says where in a time something lies: "ended earlier this year", "closed early in 2033"."""
    head = word.head
    if head is None or word.relation != "advmod":
        return False
    behind = [prep for prep in head.all("prep") if prep.start == word.end and prep.lemma == "in"]
    dated = [head, *(one for prep in behind for one in prep.all("pobj"))]
    return any(one.quantity is not None and one.quantity.kind == "date" and one.start >= word.end for one in dated)
