"""Doubts: what a learned finding must not be believed for, though the weights like its words.

The weights know which words stand near; these rules look at who does what in the clause. Whose date is it? Is a figure
told, or only compared with one that is? Is anything denied at all? Each rule is of plain English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from extract.claims import Claim
from extract.cues import Cues
from extract.mentions import Referent
from extract.pairs import Pair
from extract.shape_status import DENIALS
from extract.trees import Node

BEGINS, ENDS, ANNOUNCES, SPAN = "startedOn", "endedOn", "announcedOn", "period"
FAILS = frozenset({"fail", "lack", "miss", "neither", "unable", "short", "zero", "stop", "cease", "cannot"})
"""Words beside the denials themselves by which a sentence denies."""
BESIDE = frozenset({"against", "than", "by", "versus", "through"})
"""What stands before a figure that another is measured against or brought about by."""
ACTORS = frozenset({"nsubj", "nsubjpass"})
PLACES = frozenset({"validFrom", "validUntil"})


class Doubts:
    """Tells the findings of one regulator's reader that its sentence does not bear out."""

    def __init__(self, cues: Cues) -> None:
        self.kinds = cues.group("noun").get("kind", frozenset()) | cues.group("noun").get("proxy", frozenset())
        self.matters = cues.group("noun").get("matter", frozenset())
        self.events = frozenset().union(*cues.group("event").values())
        self.launches = cues.group("event").get("launch", frozenset())

    def doubts(self, pair: Pair, label: str, anchor: Node, sentence: Sequence[Node]) -> bool:
        """Whether a finding of a class, standing or falling by its anchor, is not to be believed."""
        node = pair.object
        if node is None:
            return label.endswith("-") and not _denies(sentence)
        if pair.said in {"date", "period"} and label in {BEGINS, ENDS, ANNOUNCES, SPAN}:
            return self._is_others_date(pair, label, anchor, sentence)
        if pair.said == "count":
            return _is_compared(node)
        if pair.said == "phrase" and label == "participantType":
            return node.lemma in self.matters or any(one.mention is not None for one in _before(node))
        return False

    def _is_others_date(self, pair: Pair, label: str, anchor: Node, sentence: Sequence[Node]) -> bool:
        objects = [one for one in anchor.children if one.relation == "dobj"]
        if label == ANNOUNCES:
            told = any(one.relation == "ccomp" and one.tag == "VBD" for one in anchor.children)
            others = [one for one in objects if not _names(one) and one is not pair.subject]
            return told or any(one.lemma not in self.kinds for one in others)
        if label == SPAN and any(one.lemma in self.launches for one in objects):
            return True
        actors = [one for one in anchor.children if one.relation in ACTORS]
        if pair.subject is None and any(self._is_another(one) for one in actors):
            return True
        words = {word for one in sentence for word in (one.lemma, *one.text.lower().split())}
        return label == ENDS and "first" in words and not words & {"last", "end"}

    def _is_another(self, actor: Node) -> bool:
        """Whether what a clause speaks of is not the thing around it: "five tests", "the second option"."""
        if _names(actor) or actor.kind == "PRON" or actor.lemma in self.events:
            return False
        counted = any(one.relation == "nummod" for one in actor.children) or actor.tag == "NNS"
        return counted or actor.lemma not in self.kinds


def _names(node: Node) -> bool:
    return node.mention is not None or node.guess is not None


def _denies(sentence: Iterable[Node]) -> bool:
    return any(one.text.lower() in DENIALS or one.lemma in FAILS for one in sentence)


def _is_compared(figure: Node) -> bool:
    """Whether a count only stands beside another: "247, against seven", "18 by one count"."""
    top = figure.head if figure.relation in {"nummod", "quantmod"} and figure.head is not None else figure
    return top.relation == "pobj" and top.head is not None and top.head.lemma.lower() in BESIDE


def _before(node: Node) -> Iterator[Node]:
    for one in node.children:
        if one.relation in {"amod", "compound", "nmod", "nummod"}:
            yield one
            yield from _before(one)


def is_spoken_of(claim: Claim, start: int, end: int, known: Iterable[Claim], bound: Set[str]) -> bool:
    """Whether a surer claim of the same sentence already uses what a learned one is made of.

    Two things that a surer claim ties together are not tied another way as well, and a date that tells when an amount
    or a state held is not a start or end (`bound` holds the properties that this goes for).
    """
    for one in known:
        if not start <= one.evidence.start < end:
            continue
        if isinstance(claim.object, Referent) and isinstance(one.object, Referent):
            ends = {one.subject.key, one.object.key}
            if ends == {claim.subject.key, claim.object.key} and one.property != claim.property:
                return True
        elif claim.property in bound and one.subject.key == claim.subject.key:
            told = {term for name, term in one.qualifiers if name in PLACES or one.property.endswith("#status")}
            if claim.object in told:
                return True
    return False
