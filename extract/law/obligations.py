"""Obligations: the words by which a clause says that somebody may or must do something.

"The Board may close it", "must", "has the right to", "is free to", "is required to", "is to": one reader for all of
them, so that a law's own text and a text about a law are understood alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.parsing.cues import Cues
from extract.trees.clauses import helpers, is_clause, subjects
from extract.trees.trees import Node, Tree

POWER, DUTY = "kg:grantsPower", "kg:imposesDuty"
MODALS = {"may": POWER, "can": POWER, "must": DUTY, "shall": DUTY}
JOINERS = frozenset({"and", ",", ";", "to"})
OPENERS = frozenset({"when", "whenever", "where", "once"})
"""What opens a clause that tells on what terms somebody may or must act."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """What somebody may or must do: the property that tells which, the verb, who bears it, and the words that say so.

    `modal` tells whether an auxiliary of the verb itself says it.
    """

    property: str
    action: Node
    bearers: tuple[Node, ...]
    cues: tuple[Node, ...]
    modal: bool = False
    negated: bool = False


class ObligationReader:
    """Finds what the clauses of a sentence say that somebody may or must do."""

    def __init__(self, cues: Cues) -> None:
        law = cues.group("law")
        self.verbs = dict.fromkeys(law.get("empowers", ()), POWER) | dict.fromkeys(law.get("obliges", ()), DUTY)
        self.nouns = dict.fromkeys(law.get("powers", ()), POWER) | dict.fromkeys(law.get("duties", ()), DUTY)
        self.states = dict.fromkeys(law.get("free", ()), POWER) | dict.fromkeys(law.get("bound", ()), DUTY)

    def read(self, action: Node) -> Obligation | None:
        """What a bare verb is said to be allowed or owed by somebody, or nothing."""
        if action.mention is not None or action.all("auxpass") or action.tag in {"IN", "RB", "CD"}:
            return None
        modal = next((one for one in helpers(action) if one.tag == "MD" and one.lemma in MODALS), None)
        if modal is not None:
            negated = bool(action.all("neg"))
            return Obligation(
                MODALS[modal.lemma], action, tuple(subjects(action)), (modal,), modal=True, negated=negated
            )
        if action.tag != "VB" or not any(one.lemma == "to" for one in action.children) or action.head is None:
            return None
        return self._told(action, action.head)

    def _told(self, action: Node, head: Node) -> Obligation | None:
        """What "is required to", "is free to", "has the right to", "is under a duty to", "has to" or "is to" tells."""
        if (owed := self._duty_of(action, head)) is not None:
            return owed
        verb, name, cues = head, None, [head]
        if head.nominal and head.lemma in self.nouns and head.head is not None:  # "has the right to"
            name, verb = self.nouns[head.lemma], head.head
            if verb.lemma in {"under", "at"} and verb.head is not None:
                cues.append(verb)
                verb = verb.head
            if verb.lemma not in {"have", "be"} or head.relation not in {"dobj", "pobj"}:
                return None
        elif head.lemma in self.states and head.relation == "acomp" and head.head is not None:
            name, verb = self.states[head.lemma], head.head
        elif is_clause(head) and head.lemma == "be" and (told := self._beside(head, action)) is not None:
            name = self.states[told.lemma]
            cues.append(told)
        elif head.tag == "VBN" and head.all("auxpass") and head.lemma in self.verbs:
            name = self.verbs[head.lemma]
        elif action.relation == "xcomp" and _is_due(head):
            name = DUTY
        if name is None or not is_clause(verb) or self._is_unsure(verb):
            return None
        bearers = subjects(verb)
        if not bearers or any(one.start > action.start for one in bearers):
            return None
        return Obligation(name, action, tuple(bearers), (verb, *cues, *verb.all("auxpass", "aux")))

    def _duty_of(self, action: Node, head: Node) -> Obligation | None:
        """What "It is the duty of every carrier to" tells, and "The duty of the Board is to"."""
        verb = head.head if head.relation == "attr" else head
        if verb is None or verb.lemma != "be" or verb.all("neg"):
            return None
        beside = [one for one in verb.all("attr", "nsubj") if one.lemma in self.nouns and one.start < action.start]
        owners = [each for one in beside for of in one.all("prep") if of.lemma == "of" for each in of.all("pobj")]
        if not owners or any(one.tag == "MD" and one.lemma not in {"shall", "will"} for one in helpers(verb)):
            return None
        finite = next(iter(verb.all("aux")), verb)
        if finite.tag == "VBD":
            return None
        return Obligation(self.nouns[beside[0].lemma], action, tuple(owners), (verb, beside[0]))

    def _beside(self, verb: Node, action: Node) -> Node | None:
        """The word of freedom or duty beside "be" where the verb it leads to hangs on "be" itself."""
        return next((one for one in verb.all("acomp") if one.lemma in self.states and one.start < action.start), None)

    def _is_unsure(self, verb: Node) -> bool:
        """Whether the verb is denied, only might hold ("would have to"), or is past."""
        if verb.all("neg") or any(one.tag == "MD" and one.lemma != "will" for one in helpers(verb)):
            return True
        finite = next(iter(verb.all("auxpass", "aux")), verb)
        return finite.tag in {"VBD", "VB"} and not any(one.lemma == "will" for one in helpers(verb))


def _is_due(verb: Node) -> bool:
    """Whether a verb is the "have" of "has to" or the "be" of "is to", and says nothing else of its subject."""
    if verb.lemma == "have":
        return not verb.all("dobj")
    return verb.lemma == "be" and verb.tag in {"VBZ", "VBP"} and not verb.all("attr", "acomp", "expl", "neg", "csubj")


def actions(action: Node, tree: Tree, last: int) -> list[tuple[Node, int]]:
    """The actions that one obligation joins, each with the token before which its words end.

    "consult the Assembly and publish a summary" are two; "alter or stop it" is one, and so is what shares an object.
    """
    found: list[tuple[Node, int]] = []
    current, stop = action, last
    while True:
        joined = next((one for one in current.all("conj") if _is_own_action(current, one, tree)), None)
        if joined is None:
            beside = [one for one in current.all("conj") if one.start > current.end and not one.all("mark")]
            finite = [one for one in beside if one.tag in {"VBZ", "VBD"}]
            if finite:
                stop = min(stop, *(_before(min(each.start for each in one.below()), current, tree) for one in finite))
            found.append((current, stop))
            return found
        found.append((current, _before(min(one.start for one in joined.below()), current, tree)))
        current = joined


def _before(first: int, action: Node, tree: Tree) -> int:
    """The token before which an action's words end where what is joined to it starts at a token."""
    while first > action.end and tree.words[first - 1].lower() in JOINERS:
        first -= 1
    return first


def _is_own_action(before: Node, joined: Node, tree: Tree) -> bool:
    """Whether a joined verb acts on something of its own after the verb before it has done so too."""
    if joined.tag != "VB" or joined.all("nsubj", "nsubjpass", "auxpass", "neg") or joined.start < before.end:
        return False
    if any(one.tag == "MD" for one in joined.all("aux")):
        return False
    if any(one.lemma == "to" for one in joined.all("aux")) and not before.all("aux"):
        return False
    between = {word.lower() for word in tree.words[before.end : joined.start]}
    acted = [one for one in before.all("dobj", "prep", "ccomp", "dative", "oprd", "xcomp") if one.end <= joined.start]
    own = joined.all("dobj", "prep", "ccomp", "dative", "oprd", "xcomp", "prt")
    return bool(acted and own) and "or" not in between and bool(between & {"and", ",", ";"})


def is_none(node: Node) -> bool:
    """Whether a noun is denied: "obliges no hospital to join", "No clinic shall bill"."""
    return any(one.lemma in {"no", "neither"} for one in node.children)


def time_clauses(node: Node) -> set[int]:
    """The tokens at which clauses with "when", "where" or "once" begin that say on what terms the verb holds."""
    found = set()
    for one in node.below():
        opener = next((each for each in one.all("advmod", "mark") if each.lemma in OPENERS), None)
        if opener is None or not one.all("nsubj", "nsubjpass") or one.relation not in {"advcl", "relcl"}:
            continue
        if one.relation == "advcl" or opener.lemma != "where":
            found.add(opener.start)
    return found
