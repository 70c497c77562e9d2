"""Forecasts: sentences that change an earlier forecast ("lowered that estimate to $4 billion") or deny it.

"Neither forecast came true" speaks of claims that earlier sentences made; each stays a projection, and the denial
becomes a negated claim with the forecast's number and period, whose context is the forecast's sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.claims.claims import Claim, Unclaimed, sides_of_zero
from extract.parsing.cues import Cues
from extract.patterns.drafts import Drafter
from extract.patterns.proofs import Scene, prove
from extract.trees.frames import Frame
from extract.trees.status import UNCLAIMED
from extract.trees.trees import Node

NEAR = 4
"""How many sentences back a forecast may stand."""
SAVINGS = frozenset({"saving", "savings"})
"""Nouns of what may be foreseen and may be found: by themselves they tell of no forecast."""
CARRIED = frozenset(
    {"validFrom", "validUntil", "pointInTime", "unit", "per", "comparator", "lower", "upper", "fiscal", "appliesTo"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A forecast that the text has made: its claim and the sentence that holds it."""

    claim: Claim
    sentence: tuple[int, int]
    number: int


class ForecastTracker:
    """Follows the forecasts of one document. `pairs` leads from the property of a forecast to that of its outcome."""

    def __init__(self, cues: Cues, drafter: Drafter, pairs: dict[str, str]) -> None:
        self.cues = cues
        self.drafter = drafter
        self.pairs = pairs
        self._said: list[Said] = []
        self._number = 0

    def read(self, scene: Scene, frames: list[Frame], made: list[Claim]) -> Iterator[Claim | Unclaimed]:
        """The claims that a sentence makes about earlier forecasts; `made` are those that it makes by itself."""
        self._number += 1
        self._take(scene, made)
        for frame in frames:
            rival = self._rival(scene, frame, made)
            if rival is not None:
                yield rival
                continue
            noun = self._forecast_noun(frame)
            if noun is None:
                continue
            if frame.status.modality in UNCLAIMED:
                continue
            if self._denies(frame):
                yield from self._denied(scene, frame, noun)
            elif self._revises(frame):
                yield from self._revised(scene, frame, noun, made)

    def _take(self, scene: Scene, made: list[Claim]) -> None:
        """Keep the forecasts that a sentence makes."""
        sentence = (scene.sentence.start, scene.sentence.end)
        self._said += [
            Said(claim, sentence, self._number)
            for claim in made
            if claim.property in self.pairs and claim.modality == "projection"
        ]

    def _rival(self, scene: Scene, frame: Frame, made: list[Claim]) -> Claim | None:
        """What another body puts the same savings at, where its words tell that it looks ahead too.

        "The budget office put the savings at $2 billion over the same period": without such words it may be a finding.
        In one sentence two figures that are estimated are two forecasts: "…, while the office estimated $2 billion".
        """
        joined = frame.anchor.relation in {"advcl", "conj"} and self.cues.holds("governor", "projection", frame.lemma)
        if frame.kind != "verb" or frame.status.negated or frame.status.modality not in {"fact", "projection"}:
            return None
        if not (joined or self.cues.holds("forecast", "puts", frame.lemma)):
            return None
        number = self._number if joined else self._number - 1
        last = [one for one in self._said if one.number == number]
        places = frame.fillers("object" if joined else "at")
        money = [one for one in places if one.quantity is not None and one.quantity.kind == "money"]
        bodies = [one for one in frame.fillers("subject") if one.mention and self._is_body(one.mention.type)]
        if len(last) != 1 or len(money) != 1 or len(bodies) != 1 or (made and not joined):
            return None
        alike = joined or any(one.lemma == "same" for one in scene.tree.nodes)
        nouns = [] if joined else [one for one in frame.fillers("object") if one.mention is None]
        if not joined and not (len(nouns) == 1 and self._looks_ahead(nouns[0], alike)):
            return None
        said, body, quantity = last[0], bodies[0].mention, money[0].quantity
        speaker = dict(said.claim.qualifiers).get("attributedTo")
        if body is None or quantity is None or speaker == body.referent or said.claim.negated or _is_loss(said.claim):
            return None
        spots = [frame.anchor, bodies[0], *nouns, *money]
        proof = prove(scene, spots, [(*said.sentence, "antecedent")], confidence=0.8, pattern="forecast-rival")
        if proof is None:
            return None
        value, qualifiers = self.drafter.figure(quantity)
        kept = {name: term for name, term in said.claim.qualifiers if alike and name in {"validFrom", "validUntil"}}
        told = sorted((kept | qualifiers | {"attributedTo": body.referent}).items(), key=lambda one: one[0])
        return replace(said.claim, object=value, evidence=proof, qualifiers=tuple(told))

    def _looks_ahead(self, noun: Node, alike: bool) -> bool:
        """Whether a noun means the savings foreseen before: "its estimate", or with "the same period" "the savings"."""
        if any(one.relation not in {"det", "amod", "poss"} or one.kind == "PROPN" for one in noun.children):
            return False
        return alike if noun.lemma in SAVINGS else self.cues.holds("noun", "forecast", noun.lemma)

    def _is_body(self, kind: str) -> bool:
        ontology = self.drafter.ontology
        return ontology.vocabulary.is_a(kind, ontology.namespaces.iri("kg:Organization"))

    def _forecast_noun(self, frame: Frame) -> Node | None:
        if frame.kind != "verb":
            return None
        for role in ("subject", "object", "attribute"):
            for node in frame.fillers(role):
                if node.mention is None and self.cues.holds("noun", "forecast", node.lemma) and self._points_back(node):
                    return node
        for node in frame.fillers("subject"):
            if node.mention is None and node.lemma in {"neither", "both"}:
                return node
            if node.text.lower() in {"it", "that", "this"} and self._said and self._said[-1].number == self._number - 1:
                return node
        return None

    def _points_back(self, node: Node) -> bool:
        tells = any(child.relation in {"acl", "ccomp"} for child in node.children)
        return (tells and self._said != [] and self._said[-1].number == self._number) or any(
            child.lemma in {"neither", "that", "this", "the", "those", "these", "both", "its", "either", "such"}
            for child in node.children
        )

    def _denies(self, frame: Frame) -> bool:
        wrong = frame.status.negated
        word = f"{frame.lemma} {' '.join(node.lemma for node in frame.fillers('attribute'))}".strip()
        happened = self.cues.holds("forecast", "came-true", frame.lemma) or self.cues.holds(
            "forecast", "came-true", word
        )
        failed = self.cues.holds("forecast", "failed", frame.lemma) or self.cues.holds("forecast", "failed", word)
        return (happened and wrong) or (failed and not wrong)

    def _revises(self, frame: Frame) -> bool:
        return not frame.status.negated and self.cues.holds("forecast", "revise", frame.lemma)

    def _recent(self) -> list[Said]:
        near = [one for one in self._said if self._number - one.number <= NEAR]
        seen: dict[tuple[object, ...], Said] = {}
        for one in near:
            seen[(one.claim.subject.key, one.claim.object, one.claim.qualifiers)] = one
        return list(seen.values())

    def _denied(self, scene: Scene, frame: Frame, noun: Node) -> Iterator[Claim | Unclaimed]:
        start, end = scene.offsets([noun, frame.anchor])
        recent = self._recent()
        words = {child.lemma for child in noun.children} | {noun.lemma}
        if words & {"neither", "both", "those", "these", "either"}:
            chosen = recent[-2:] if len(recent) >= 2 else []
        else:
            last = recent[-1].number if recent else 0
            chosen = [one for one in recent if one.number == last]
            chosen = chosen if len(chosen) == 1 else []
        if not chosen:
            yield Unclaimed(start, end, "unresolved forecast")
            return
        for one in chosen:
            claim = self._outcome(scene, frame, noun, one)
            if claim is not None:
                yield claim

    def _outcome(self, scene: Scene, frame: Frame, noun: Node, said: Said) -> Claim | None:
        nodes = [noun, *noun.children, frame.anchor, *frame.fillers("attribute"), *frame.status.cues]
        proof = prove(scene, nodes, [(*said.sentence, "antecedent")], confidence=0.85, pattern="forecast-denied")
        if proof is None:
            return None
        qualifiers = tuple(one for one in said.claim.qualifiers if one[0] in CARRIED)
        return Claim(
            said.claim.subject, self.pairs[said.claim.property], said.claim.object, proof, qualifiers, "fact", True
        )

    def _revised(self, scene: Scene, frame: Frame, noun: Node, made: list[Claim]) -> Iterator[Claim | Unclaimed]:
        amounts = [node for node in frame.fillers("to") if node.quantity is not None and node.quantity.kind == "money"]
        recent = self._recent()
        if len(amounts) != 1 or not recent or made or amounts[0].quantity is None:
            return
        said = recent[-1]
        value, qualifiers = self.drafter.figure(amounts[0].quantity)
        kept = {name: term for name, term in said.claim.qualifiers if name not in {"comparator", "lower", "upper"}}
        dated = [node for node in scene.tree.nodes if node.quantity is not None and node.quantity.kind == "date"]
        stated = dated[0].quantity.value.lexical if len(dated) == 1 and dated[0].quantity is not None else None
        proof = prove(
            scene,
            [frame.anchor, noun, *amounts, *frame.fillers("subject"), *dated[:1]],
            [(*said.sentence, "antecedent")],
            confidence=0.8,
            pattern="forecast-revised",
            stated_on=stated,
        )
        if proof is None:
            return
        claim = replace(
            said.claim,
            object=value,
            evidence=proof,
            qualifiers=tuple(sorted((kept | qualifiers).items(), key=lambda one: one[0])),
        )
        self._take(scene, [claim])
        yield claim


def _is_loss(claim: Claim) -> bool:
    return "loss" in sides_of_zero(claim)
