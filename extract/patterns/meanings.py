"""Meanings: how a match is meant once its dates are held against the document's: modality, time, whose word it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.claims.mentions import Mention, Referent
from extract.layout.turns import is_quoted, is_turn
from extract.parsing.cues import Cues
from extract.patterns.matching import Match
from extract.patterns.proofs import Scene
from extract.patterns.terms import DATES, FIGURES, TermMaker
from extract.trees.clauses import is_clause
from extract.trees.trees import Node
from extract.values.values import Value
from ontology.regulators import Ontology

MAKER = re.compile(r"\bby (?:the )?([A-Z].*)$")
"""Who made a report, where its name says so: "audit by the Court of Accounts"."""
WE = frozenset({"We", "we"})
OWN_VOICE = WE | {"I"}
"""Speakers who are the document itself: their word needs no attribution."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a match is meant once its dates are held against the document's."""

    modality: str
    tense: str
    negated: bool
    ended: bool
    speaker: Referent | None = None
    reporter: Referent | None = None
    stated_on: str | None = None


def looks_back(date: Node) -> bool:
    """Whether a date is told as one past: "in effect since January"."""
    return date.text.lower().startswith("since")


def is_coming(match: Match, cues: Cues) -> bool:
    """Whether a match tells of somebody coming to a post: what is past is her coming, not her time there."""
    anchor = match.frame.anchor
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    if clause is not None and clause.relation == "xcomp" and clause.head is not None and is_clause(clause.head):
        clause = clause.head  # "was named to be the director"
    chosen = clause is not None and (
        cues.holds("tenure", "chosen", clause.lemma) or cues.holds("tenure", "joins", clause.lemma)
    )
    return chosen or match.pattern.id.startswith("enter-")


def is_kept(match: Match, cues: Cues) -> bool:
    """Whether a match tells that somebody who has a post will keep it: "will continue to serve as director"."""
    anchor = match.frame.anchor
    above = anchor.head if anchor.relation == "xcomp" else None
    return any(cues.holds("tenure", "remains", one.lemma) for one in (anchor, above) if one is not None)


class MeaningReader(TermMaker):
    """Tells how the matches of one document are meant.

    `today` is the document's own date, if it gives one; `voices` are the nouns that are somebody else's word even bare.
    """

    def __init__(self, ontology: Ontology, today: str | None, voices: frozenset[str] = frozenset()) -> None:
        super().__init__(ontology)
        self.voices = voices
        self.today = today
        self.law = False

    def meaning(self, match: Match, scene: Scene) -> Meaning | None:
        """How a match is meant; `None` where its speaker is unclear."""
        status = match.frame.status
        speakers = status.speakers
        if status.modality in {"fact", "plan"} and speakers and all(one.text in OWN_VOICE for one in speakers):
            speakers = ()
        turn: Referent | None = None
        if status.modality == "projection" and speakers and all(one.text in WE for one in speakers):
            turn = scene.topics["turn"].referent if "turn" in scene.topics else None
            passage = scene.sentence.passage
            if turn is not None or not (is_turn(passage) or is_quoted(passage)):
                speakers = ()  # a writer's own forecast, or that of who speaks
        named = tuple(one for one in speakers if not self.unnamed(one))
        told = tuple(one for one in status.reporters if not self.unnamed(one))
        speaker, reporter = self._speaker(named, scene), self._speaker(told, scene)
        speaker = speaker or turn
        if (named and speaker is None) or (told and reporter is None):
            return None
        reporter = None if reporter == speaker else reporter  # "it says it expects"
        if self._is_test(speaker):
            speaker = None
        modality = match.pattern.reads.get(status.modality, status.modality)
        modality, tense = match.pattern.modality or modality, status.tense
        judged = not any(node.quantity is not None for node in match.slots.values())
        outcome = any(line.property == "kg:outcome" for line in match.pattern.claims)
        if modality == "fact" and judged and outcome and speaker is not None and self._is_person(speaker):
            modality = "opinion"
        if self.law and modality == "fact":
            modality = "rule"
        if modality == "fact" and tense in {"present", "future", "none"} and self._ahead(match, tense):
            modality = "plan"
        if modality == "projection" and not any(
            node.quantity is not None and node.quantity.kind in FIGURES for node in match.slots.values()
        ):
            modality = "plan"
        said = status.said.quantity.value.lexical if status.said is not None and status.said.quantity else None
        return Meaning(modality, tense, status.negated, status.ended, speaker, reporter, said)

    def _ahead(self, match: Match, tense: str) -> bool:
        """Whether a date of the match lies after the document's day."""
        counted = any(one.quantity is not None and one.quantity.kind == "count" for one in match.slots.values())
        loose = tense == "present" and match.frame.kind == "verb" and not counted
        for node in match.slots.values():
            quantity = node.quantity
            if quantity is None or quantity.kind != "date" or looks_back(node):
                continue
            for value in (quantity.value, quantity.lower):
                if value is not None and value.datatype in DATES and self._later_than_today(value, loose):
                    return True
        return False

    def _later_than_today(self, value: Value, loose: bool) -> bool:
        """Whether a date lies after the document's day; without one, whether the wording (`loose`) looks ahead."""
        if self.today is None:
            return loose
        size = min(len(self.today), len(value.lexical))
        same = value.lexical[:size] == self.today[:size] and len(value.lexical) < len(self.today)
        return value.lexical[:size] > self.today[:size] or (same and loose)

    def _speaker(self, nodes: tuple[Node, ...], scene: Scene) -> Referent | None:
        """Whose word it is: a name, or the plain noun phrase for people or a report that the text names."""
        if not nodes:
            return None
        for node in nodes:
            if node.mention is not None:
                return self._author(node, node.mention, scene).referent
        node = nodes[0]
        if node.kind not in {"NOUN", "PROPN"} or node.quantity is not None:
            return None
        near = [
            *node.all("appos"),
            *node.all("poss", "compound", "nmod"),
            *(
                p
                for prep in node.all("prep", "agent")
                if prep.lemma in {"by", "from", "of", "at"}
                for p in prep.all("pobj")
            ),
        ]
        # "an assessment for the Agency by Tern Research": whoever made it, and not whom it was made for
        near += [p for prep in node.below() if prep.lemma == "by" and prep.head is not node for p in prep.all("pobj")]
        owner = next((one for one in near if one.mention is not None), None)
        if owner is not None and owner.mention is not None:
            return owner.mention.referent
        told = [prep for prep in node.all("prep", "agent") if prep.lemma in {"by", "at", "from"}]
        told = told or [prep for prep in node.below() if prep.relation in {"prep", "agent"} and prep.lemma == "by"]
        makers = [(prep.lemma, one) for prep in told for one in prep.all("pobj")]
        if len(makers) == 1 and makers[0][1].quantity is None:
            how, maker = makers[0]  # "an audit by the Court of Accounts", "a report by the inspector general"
            if maker.kind == "PROPN" or (how in {"by", "from"} and maker.kind == "NOUN"):
                node = maker
        label = self.spoken_by(node, scene)
        return Referent(f"speaker:{label.lower()}", self.iri("kg:Organization"), label)

    def unnamed(self, node: Node) -> bool:
        """Whether a speaker is a bare noun that tells nobody apart: "one account", "the brief"."""
        if node.mention is not None or node.kind not in {"NOUN", "PROPN"} or node.tag in {"NNS", "NNPS", "NNP"}:
            return False
        if node.lemma in self.voices:
            return False
        return all(
            one.relation in {"det", "predet", "punct", "advmod", "cc"} or one.quantity is not None or one.lemma == "one"
            for one in node.children
        )

    def _is_test(self, speaker: Referent | None) -> bool:
        """Whether a would-be speaker is itself what is tested: such a thing says nothing."""
        return speaker is not None and self.ontology.vocabulary.is_a(speaker.type, self.iri("kg:Initiative"))

    def _is_person(self, speaker: Referent) -> bool:
        return self.ontology.vocabulary.is_a(speaker.type, self.iri("kg:Person"))

    def _author(self, node: Node, speaker: Mention, scene: Scene) -> Mention:
        """Who made a report that names its maker ("the evaluation by Harbor Research"), else the speaker itself."""
        if not self.ontology.vocabulary.is_a(speaker.type, self.iri("kg:Report")):
            return speaker
        makers = [
            one.mention
            for one in scene.sentence.mentions
            if speaker.start <= one.mention.start
            and one.mention.end <= speaker.end
            and one.mention is not speaker
            and self.ontology.vocabulary.is_a(one.mention.type, self.iri("kg:Organization"))
        ]
        by = [prep for one in node.all("acl") for prep in one.all("agent", "prep") if prep.lemma == "by"]
        told = [one.mention for prep in by for place in prep.all("pobj") for one in (place, *place.all("appos"))]
        makers += [one for one in told if one is not None]  # "the evaluation, published in May by Harbor Research"
        if len(makers) == 1:
            return makers[0]
        named = MAKER.search(speaker.referent.label)
        if makers or named is None or speaker.entity is not None:
            return speaker
        kind = self.iri("kg:Organization")
        return replace(speaker, referent=Referent(f"speaker:{named[1].lower()}", kind, named[1]))

    def _of_date(self, target: Value, match: Match) -> str:
        """The modality of a claim that only its own date and tense tell: each end of a range by itself."""
        tense = match.frame.status.tense
        told = [one for one in match.slots.values() if one.quantity is not None and one.quantity.value == target]
        if tense in {"past", "perfect"} or any(looks_back(one) for one in told):
            return "fact"
        loose = tense == "present" and (match.frame.kind == "verb" or self.today is None)
        return "plan" if self._later_than_today(target, loose) else "fact"
