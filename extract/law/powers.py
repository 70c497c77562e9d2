"""Powers: what plain texts say that a named law lets or makes somebody do ("the Act requires the Board to report").

A law's own words are read by `extract.law.provisions`; here a provision is the subject of a verb of permitting,
obliging or saying, or stands before a clause that tells what somebody may or must do ("Under section 9, the Board may
…").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.claims.claims import Claim
from extract.claims.mentions import Mention
from extract.law.obligations import DUTY, POWER, ObligationReader, actions, is_none
from extract.law.provisions import Imposed, LawReader
from extract.parsing.cues import Cues
from extract.patterns.proofs import Scene
from extract.trees.clauses import helpers, is_clause, subjects
from extract.trees.trees import Node

LEADS = frozenset({"under", "by", "in", "through", "per"})
ONTO = frozenset({"to", "on", "upon", "in", "with"})
"""Prepositions before whom a power is given to or a duty laid on."""


class PowerReader:
    """Reads what the laws that a document names let or make others do."""

    def __init__(self, lawbook: LawReader, cues: Cues) -> None:
        self.lawbook = lawbook
        law = cues.group("law")
        self.obligations = ObligationReader(cues)
        self.verbs, self.nouns = self.obligations.verbs, self.obligations.nouns
        self.bare = dict.fromkeys(law.get("lets", ()), POWER) | dict.fromkeys(law.get("makes", ()), DUTY)
        self.open = law.get("takes_to", frozenset()) | {*self.nouns}
        self.charges = law.get("charges", frozenset())
        self.givers = law.get("gives", frozenset()) | law.get("hands", frozenset())
        self.sayings = law.get("says", frozenset())
        self.opinions = cues.group("governor").get("opinion", frozenset())
        self.happenings = law.get("happens", frozenset())

    def claims(self, scene: Scene) -> Iterator[Claim]:
        """The powers and duties that one sentence says a named provision gives; none in a law's own text."""
        if self.lawbook.law or scene.tree.words[-1:] in [("?",), ["?"]]:
            return
        for node in scene.tree.nodes:
            if node.tag in {"VB", "VBP", "VBG"} and node.mention is None:
                yield from self._given(node, scene)
            if node.tag == "VB":
                yield from self._under(node, scene)
                yield from self._said(node, scene)

    def _given(self, action: Node, scene: Scene) -> Iterator[Claim]:
        """ "Section 9 authorizes the Board to close a pier", "lets it close one", "gives it the power to close one"."""
        verb, name = self._giving(action)
        if verb is None or name is None or not is_clause(verb) or self._is_unsure(verb) or action.all("auxpass", "neg"):
            return
        setter = next((one.mention for one in subjects(verb) if self._is_law(one)), None) or self._in_law(verb, action)
        if setter is None and not subjects(verb):  # "Section 9 obliges": a small parser takes the number for part of it
            setter = next((o.mention for o in scene.tree.nodes if o.end == verb.start and self._is_law(o)), None)
        owner = [*action.all("nsubj"), *verb.all("dobj", "dative")]
        for phrase in verb.all("dative", "prep"):
            owner += phrase.all("pobj") if phrase.lemma in ONTO and phrase.start < action.start else []
        owner = [one for one in owner if one.start < action.start]
        # "gives the Secretary authority to": a small parser takes the bearer for a part of the noun.
        given = [one for one in owner if one.mention is None and one.lemma in self.nouns and verb.lemma in self.givers]
        beside = [each for one in given for each in one.children if each.nominal]
        owner = [one for one in owner if one not in given] or beside
        if action.lemma == "do":
            return
        if setter is not None:
            yield from self._claim(setter, name, action, [verb, *owner], owner, scene)

    def _giving(self, action: Node) -> tuple[Node | None, str | None]:
        """The verb by which a law gives or imposes an action, and which of the two it does."""
        head = action.head
        if head is None:
            return None, None
        if action.tag == "VBG":
            told = head.head if action.relation == "pcomp" and head.lemma == "with" else None
            return (told, DUTY) if told is not None and told.lemma in self.charges else (None, None)
        if any(one.lemma == "to" for one in action.children):
            if head.nominal and head.lemma in self.nouns and head.head is not None:
                above = head.head.head if head.relation == "pobj" else head.head
                return (
                    (above, self.nouns[head.lemma])
                    if above is not None and above.lemma in self.givers
                    else (
                        None,
                        None,
                    )
                )
            if head.lemma in self.givers:
                given = next((one for one in head.all("dobj") if one.lemma in self.nouns), None)
                return head, self.nouns[given.lemma] if given is not None else None
            if head.relation in {"oprd", "acomp", "ccomp"} and head.lemma in self.obligations.states:
                above = head.head  # "leaves the agency free to"
                return (above, self.obligations.states[head.lemma]) if _is_leaving(above) else (None, None)
            head = _governing(head, action)
            if head.lemma not in self.verbs and head.lemma not in self.open:
                head = self._around(head) or head
            return head, self.verbs.get(head.lemma)
        if action.relation == "ccomp" and action.all("nsubj"):
            if head.lemma in self.bare and not action.all("mark", "aux"):
                return head, self.bare[head.lemma]
            if self.verbs.get(head.lemma) == DUTY and action.all("mark") and not action.all("aux"):
                return head, DUTY
        return None, None

    def _around(self, noun: Node) -> Node | None:
        """The verb of giving or obliging above a noun that only describes its object: "hospitals with 200 beds to"."""
        above: Node | None = noun
        while above is not None and above.lemma not in self.verbs:
            passes = above.relation in {"pobj", "prep", "relcl"} or (above is noun and above.relation == "dobj")
            if not (passes or (above.nominal and above.relation == "dobj")) or above.all("neg"):
                return None
            above = above.head
        return above

    def _in_law(self, verb: Node, action: Node) -> Mention | None:
        """The law in which somebody obliges or empowers: "Congress directed the Board, in the Act, to report"."""
        for lead in verb.all("prep"):
            for law in lead.all("pobj"):
                if lead.lemma in {"in", "through"} and verb.end <= lead.start < action.start and self._is_law(law):
                    return law.mention
        return None

    def _under(self, action: Node, scene: Scene) -> Iterator[Claim]:
        """ "Under section 9 of the Act, the Board may close a pier", "The Board is free under the Act to close it"."""
        told = self.obligations.read(action)
        if told is None or told.negated or action.lemma in self.happenings:
            return
        first = min(one.start for one in told.cues)
        for clause in {id(one): one for one in (action, *told.cues)}.values():
            for lead in clause.all("prep", "agent"):
                before = lead.start < (first if told.modal else action.start)
                for law in lead.all("pobj"):
                    if lead.lemma in LEADS and before and law.mention is not None and self._is_law(law):
                        yield from self._claim(
                            law.mention, told.property, action, [lead, *told.cues, *told.bearers], told.bearers, scene
                        )

        cited = self._cited_behind(action, scene)
        if cited is not None and cited.mention is not None:
            yield from self._claim(
                cited.mention, told.property, action, [*told.cues, *told.bearers], told.bearers, scene
            )

    def _cited_behind(self, action: Node, scene: Scene) -> Node | None:
        """The law in brackets at the end of a clause: "The Board may close a pier (section 6)."."""
        words = scene.tree.words
        for one in scene.tree.nodes:
            if one.start > action.end and one.mention is not None and self._is_law(one) and words[one.start - 1] == "(":
                after = list(words[one.end : one.end + 2])
                between = words[action.end : one.start - 1]
                if after[:1] == [")"] and after[1:] in ([], ["."], [";"]) and not {";", "(", ":"} & set(between):
                    return one
        return None

    def _said(self, action: Node, scene: Scene) -> Iterator[Claim]:
        """ "The Act says that the Board must report each year"."""
        told = self.obligations.read(action)
        if told is None or told.negated:
            return
        clause = next((one for one in (action, *told.cues) if one.relation == "ccomp"), None)
        verb = clause.head if clause is not None else None
        if verb is None or verb.lemma not in self.sayings or self._is_unsure(verb):
            return
        setter = next((one.mention for one in subjects(verb) if self._is_law(one)), None)
        if setter is not None:
            yield from self._claim(
                setter, told.property, action, [verb, *told.cues, *told.bearers], told.bearers, scene
            )

    def _claim(
        self, setter: Mention, name: str, first: Node, others: list[Node], owner: Iterable[Node], scene: Scene
    ) -> Iterator[Claim]:
        bearer = next((found for one in owner if (found := self.lawbook.bearer([one], scene)) is not None), None)
        law = next((one for one in scene.tree.nodes if one.mention is setter), None)
        if bearer is None or law is None or any(is_none(one) for one in owner):
            return
        end = max(one.end for one in first.below())
        if law.start > first.end and scene.tree.words[law.start - 1] == "(":  # the law is only cited behind
            end = min(end, law.start - 1)
        for action, last in actions(first, scene.tree, end):
            told = Imposed(setter.referent, name, bearer, (law, *others), 0.85, "named-law")
            yield from self.lawbook.imposed(told, action, last, scene)

    def _is_law(self, node: Node) -> bool:
        return node.mention is not None and self.lawbook.is_kind(node.mention, "kg:LegalProvision")

    def _is_unsure(self, verb: Node) -> bool:
        """Whether the verb is denied ("nowhere does it require"), only somebody's view, or might hold ("would")."""
        denied = any(one.lemma in {"nowhere", "never", "neither", "nor"} for one in verb.children)
        teller = verb.head if verb.relation == "ccomp" else None
        if teller is not None and (teller.all("auxpass", "neg") or teller.lemma in self.opinions):
            return True
        return denied or bool(verb.all("neg")) or any(one.tag == "MD" and one.lemma != "will" for one in helpers(verb))


def _governing(head: Node, action: Node) -> Node:
    """The verb above an infinitive that a small parser hangs on the verb's object or on what describes that."""
    verb = head
    if verb.relation == "acl" and verb.tag == "VBN" and verb.head is not None and action.relation == "advcl":
        verb = verb.head
    if verb.nominal and verb.relation in {"dobj", "dative"} and verb.head is not None:
        verb = verb.head
    return verb


def _is_leaving(verb: Node | None) -> bool:
    return verb is not None and verb.lemma in {"leave", "make", "set", "keep"}
