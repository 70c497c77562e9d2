"""Powers: what plain texts say that a named law lets or makes somebody do ("the Act requires the Board to report").

A law's own words are read by `extract.provisions`; here a provision is the subject of a verb of permitting or obliging,
or stands before a clause with "may", "must" or "shall" ("Under section 9 of the Act, the Board may …").
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims import Claim, Term
from extract.clauses import helpers, is_clause, subjects
from extract.cues import Cues
from extract.mentions import Mention
from extract.proofs import Scene, prove
from extract.provisions import LawReader
from extract.terms import XSD
from extract.trees import Node
from extract.values import Value

POWER, DUTY = "kg:grantsPower", "kg:imposesDuty"
MODALS = {"may": POWER, "must": DUTY, "shall": DUTY}
LEADS = frozenset({"under", "by", "in", "through", "per"})


class PowerReader:
    """Reads what the laws that a document names let or make others do."""

    def __init__(self, lawbook: LawReader, cues: Cues) -> None:
        self.lawbook = lawbook
        law = cues.group("law")
        self.verbs = dict.fromkeys(law.get("empowers", ()), POWER) | dict.fromkeys(law.get("obliges", ()), DUTY)
        self.nouns = dict.fromkeys(law.get("powers", ()), POWER) | dict.fromkeys(law.get("duties", ()), DUTY)
        self.givers = law.get("gives", frozenset())
        self.happenings = law.get("happens", frozenset())

    def claims(self, scene: Scene) -> Iterator[Claim]:
        """The powers and duties that one sentence says a named provision gives; none in a law's own text."""
        if self.lawbook.law:
            return
        for node in scene.tree.nodes:
            if node.tag == "VB":
                yield from self._given(node, scene)
                yield from self._under(node, scene)

    def _given(self, action: Node, scene: Scene) -> Iterator[Claim]:
        """ "Section 9 authorizes the Board to close a pier", "The Act gives the Board the power to close it"."""
        if not any(one.lemma == "to" for one in action.children) or action.head is None:
            return
        verb, name = action.head, self.verbs.get(action.head.lemma)
        if name is None and action.head.lemma in self.nouns and action.head.head is not None:
            verb = action.head.head
            name = self.nouns[action.head.lemma] if verb.lemma in self.givers else None
        if name is None or not is_clause(verb) or self._is_unsure(verb):
            return
        setter = next((one.mention for one in subjects(verb) if self._is_law(one)), None)
        owner = [*action.all("nsubj"), *verb.all("dobj", "dative")]
        for phrase in verb.all("dative", "prep"):
            owner += phrase.all("pobj") if phrase.lemma == "to" else []
        if setter is not None:
            yield from self._claim(setter, name, action, [verb, *owner], owner, scene)

    def _under(self, action: Node, scene: Scene) -> Iterator[Claim]:
        """ "Under section 9 of the Act, the Board may close a pier"."""
        modal = next((one for one in helpers(action) if one.lemma in MODALS), None)
        if modal is None or action.all("auxpass", "neg") or action.lemma in self.happenings:
            return
        for lead in action.all("prep"):
            for law in lead.all("pobj"):
                if lead.lemma in LEADS and lead.start < modal.start and law.mention is not None and self._is_law(law):
                    owner = subjects(action)
                    yield from self._claim(
                        law.mention, MODALS[modal.lemma], action, [lead, modal, *owner], owner, scene
                    )

    def _claim(
        self, setter: Mention, name: str, action: Node, others: list[Node], owner: list[Node], scene: Scene
    ) -> Iterator[Claim]:
        bearer = next((found for one in owner if (found := self.lawbook.bearer([one], scene)) is not None), None)
        words, end, condition = self.lawbook.words_of(action, scene, max(one.end for one in action.below()))
        law = next((one for one in scene.tree.nodes if one.mention is setter), None)
        if bearer is None or not words or law is None:
            return
        qualifiers: dict[str, Term] = {"bearer": bearer}
        if condition:
            qualifiers["condition"] = condition
        inside = [one for one in scene.tree.nodes if action.start <= one.start < end]
        proof = prove(scene, [law, *others, action, *inside], confidence=0.85, pattern="named-law")
        if proof is not None:
            ordered = tuple(sorted(qualifiers.items(), key=lambda one: one[0]))
            prop = self.lawbook.iri(name)
            yield Claim(setter.referent, prop, Value(words, XSD + "string"), proof, ordered, "rule")

    def _is_law(self, node: Node) -> bool:
        return node.mention is not None and self.lawbook.is_kind(node.mention, "kg:LegalProvision")

    def _is_unsure(self, verb: Node) -> bool:
        """Whether the verb is denied, or only might hold ("would require")."""
        return bool(verb.all("neg")) or any(one.tag == "MD" and one.lemma != "will" for one in helpers(verb))
