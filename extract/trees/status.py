"""Status: whether a clause says that something is so, will be so, is denied, guessed, said by somebody, or ordered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.parsing.cues import Cues
from extract.trees.accounts import is_gossip, is_minuted, tellers_beside
from extract.trees.arguments import awaited
from extract.trees.clauses import helpers, is_clause, subjects, territory
from extract.trees.suppositions import (
    awaits_decision,
    goes_on,
    inverted,
    is_conditional,
    is_foretold,
    is_independent,
    is_next_step,
    is_so,
    is_undone,
    is_untrue,
    is_weighed,
    never_came,
    supposes,
)
from extract.trees.trees import Node, Tree

INFINITIVE_ORDER = ("plan", "projection", "negative", "hedged", "purpose", "transparent", "opinion", "speech")
THAT_ORDER = ("speech", "projection", "opinion", "negative", "hedged", "purpose", "plan", "transparent")
WEIGHT = (
    "fact",
    "rule",
    "plan",
    "projection",
    "opinion",
    "would",
    "purpose",
    "hedged",
    "hypothetical",
    "imperative",
    "question",
)
"""From what can be claimed to what cannot: of two readings the later stands."""

UNCLAIMED = frozenset({"would", "purpose", "hedged", "hypothetical", "imperative", "question"})
"""What makes no statement, unless a pattern reads it; `would` is a bare "would" that hangs on no condition."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a clause is meant.

    `modality` is one of `WEIGHT`; `tense` is `past`, `perfect`, `present`, `future` or `none`; `speakers` are
    those whose word it is and `reporters` those who pass it on; `said` is the date when they said it; `ended`
    marks "former" and the like; `cues` are the nodes that decided, for the quote.
    """

    modality: str = "fact"
    negated: bool = False
    tense: str = "present"
    speakers: tuple[Node, ...] = ()
    reporters: tuple[Node, ...] = ()
    said: Node | None = None
    ended: bool = False
    cues: tuple[Node, ...] = ()


def heavier(one: str, other: str) -> str:
    """Of two modalities the one that claims less."""
    return max(one, other, key=WEIGHT.index)


class StatusReader:
    """Reads the status of the clauses of one sentence.

    `law` is true where the text is a law's own words, `rule` where it is a notice of a rule, whose "would" proposes.
    """

    def __init__(self, tree: Tree, cues: Cues, law: bool = False, rule: bool = False) -> None:
        self.tree = tree
        self.cues = cues
        self.law = law
        self.rule = rule
        self.question = bool(tree.words) and tree.words[-1] in {"?", "?”", '?"'}

    def of(self, node: Node, depth: int = 0) -> Status:
        """The status of the clause that `node` heads."""
        if depth > 8:
            return Status("hedged")
        status = self._own(node)
        context = self._context(node, depth)
        merged = replace(
            status,
            modality=heavier(status.modality, context.modality),
            negated=status.negated != context.negated,
            speakers=context.speakers or status.speakers,
            reporters=context.reporters,
            said=context.said or status.said,
            ended=status.ended or context.ended,
            cues=status.cues + context.cues,
            tense=status.tense if status.tense != "none" else context.tense,
        )
        if status.modality == "hypothetical" and self._only_would(node):
            if context.speakers and context.modality in {"projection", "fact"}:
                would = "projection" if context.modality == "projection" else "plan"
                merged = replace(merged, modality=would, tense="future")
            elif context.modality in {"fact", "plan"} and self._proposes(node):
                merged = replace(merged, modality="plan", tense="future")
            elif context.modality in {"fact", "plan"} and not self._supposed(node):
                merged = replace(merged, modality="would", tense="future")
        if self.question:
            merged = replace(merged, modality="question")
        return merged

    def _only_would(self, node: Node) -> bool:
        """Whether only "would" makes a clause a supposition, and so may be "will" told in the past or proposed."""
        clauses = [node, *(child for child in node.children if child.relation == "advcl")]
        return not any(supposes(one, self.cues) for one in clauses) and any(
            aux.tag == "MD" and self.cues.kind("modal", aux.text.lower()) == "hypothetical" for aux in helpers(node)
        )

    def _supposed(self, node: Node) -> bool:
        """Whether the sentence sets a condition anywhere, or tells what would have been."""
        marks = self.cues.group("conditional").get("marks", frozenset()) | {"otherwise", "without", "had"}
        return any(word.lower() in marks for word in self.tree.words) or any(
            one.lemma == "have" for one in helpers(node)
        )

    def _proposes(self, node: Node) -> bool:
        """Whether "would" tells what is proposed; what a proposal "would have done" did not come of it."""
        return (self.rule or self._proposed(node)) and not any(one.lemma == "have" for one in helpers(node))

    def _proposed(self, node: Node) -> bool:
        """Whether the clause tells what a proposal would do, or what would be once it is adopted."""
        if any(self.cues.holds("noun", "proposal", one.lemma) for one in subjects(node)):
            return True
        chain = [node, *(one for one in node.ancestors() if is_clause(one))]
        return any(
            child.relation == "advcl" and is_conditional(child, self.cues) and awaits_decision(child, self.cues)
            for one in chain
            for child in one.children
        )

    def _own(self, node: Node) -> Status:
        modality, negated, ended, tense, cues = "fact", False, False, self._tense(node), []
        for aux in helpers(node):
            kind = self.cues.kind("modal", aux.lemma) or self.cues.kind("modal", aux.text.lower())
            if kind is None or aux.tag != "MD":
                continue
            cues.append(aux)
            if self.law and kind in {"rule", "hedged"} and aux.lemma in {"shall", "may"}:
                kind = "rule"
            elif kind == "rule":
                kind = "plan"
            modality = heavier(modality, kind)
            tense = "future"
        negated, denials = self._denied(node)
        cues += denials
        for child in node.children:
            word = child.text.lower()
            if child.relation in {"advmod", "acomp", "npadvmod"}:
                if self.cues.holds("adverb", "hedged", word):
                    modality = heavier(modality, "hedged")
                    cues.append(child)
                elif self.cues.holds("adverb", "projection", word) and child.relation == "advmod":
                    modality = heavier(modality, "projection")
                    cues.append(child)
                elif self.cues.holds("adverb", "past", word):
                    ended = True
                    cues.append(child)
            if child.relation == "prep" and any(
                self.cues.holds("noun", "view", one.lemma) for one in child.all("pobj")
            ):
                modality = heavier(modality, "opinion")
            if supposes(child, self.cues):
                modality = heavier(modality, "hypothetical")
        if (node.relation in {"advcl", "csubj", "csubjpass"} and is_conditional(node, self.cues)) or inverted(node):
            modality = heavier(modality, "hypothetical")
        if node.relation == "ROOT" and node.tag == "VB" and not helpers(node) and not node.all("nsubj", "nsubjpass"):
            modality = heavier(modality, "imperative")
        if node.lemma == "be" and any(child.relation == "xcomp" and child.tag == "VB" for child in node.children):
            tense = "future"
        if never_came(node) or is_undone(node, self.tree, self.cues):
            modality = heavier(modality, "hypothetical")
        return Status(modality, negated, tense, ended=ended, cues=tuple(cues))

    def _denied(self, node: Node) -> tuple[bool, list[Node]]:
        """Whether the clause itself says no, and by which words; "not only" and "no later than" say nothing."""
        denials = []
        aux = helpers(node)
        joined = [child.lemma for child in node.head.all("cc", "preconj")] if node.head is not None else []
        shared = (
            node.head
            if not node.all("aux", "auxpass") and (aux or "nor" in joined) and node.relation == "conj"
            else None
        )
        for source in (node, *([shared] if shared is not None and self._neg_shared(node) else [])):
            for child in source.children:
                if child.relation == "neg" or (
                    child.relation in {"advmod", "preconj"}
                    and self.cues.holds("adverb", "negative", child.text.lower())
                ):
                    following = self.tree.node_at(child.end)
                    if following is not None and self.cues.holds("adverb", "harmless", following.text.lower()):
                        continue
                    if any(awaited(one, self.cues) for one in (source, *source.all("xcomp"))):
                        continue  # "did not start until March": it started then
                    if following is not None and following.text.lower() == "longer":
                        denials.append(following)
                        continue
                    denials.append(child)
        for child in node.all("advmod"):
            if child.text.lower() == "longer" and any(one.text.lower() == "no" for one in child.children):
                denials.append(child)
        for noun in (
            *node.all("nsubj", "nsubjpass", "dobj", "attr"),
            *(p for prep in node.all("prep") if prep.lemma in {"in", "with", "at"} for p in prep.all("pobj")),
        ):
            for child in (noun, *noun.all("det", "neg", "preconj", "advmod")):
                word = child.text.lower()
                if child is noun and noun.mention is not None and word != "neither":
                    continue
                if word in {"no", "neither", "none", "nothing", "nobody", "zero", "never"}:
                    denials.append(child)
        mark = node.head if node.relation == "pcomp" else None
        denials += [mark] if mark is not None and mark.lemma == "without" else []
        return len(denials) % 2 == 1, denials

    def _neg_shared(self, node: Node) -> bool:
        """Whether a denial before the first of two joined verbs holds for this one too."""
        joiners = [child.lemma for child in node.head.all("cc")] if node.head is not None else []
        return node.tag == "VB" or "or" in joiners or "nor" in joiners

    def _beside(self, node: Node, head: Node, spoken: Status) -> Status:
        """The time of "before joining the office in 2026" and of ", serving at it" is that of the clause around."""
        timed = node.relation == "pcomp" and head.lemma in {"before", "after", "since", "upon"}
        above = head.head if timed else head if node.relation == "advcl" and node.tag == "VBG" else None
        return replace(spoken, tense=self._tense(above)) if above is not None and is_clause(above) else spoken

    def _tense(self, node: Node) -> str:
        aux = helpers(node)
        tags = {child.tag for child in aux}
        if any(child.lemma in {"will", "'ll", "shall"} for child in aux):
            return "future"
        if any(child.lemma == "have" and child.tag in {"VBZ", "VBP"} for child in aux):
            return "perfect"
        if node.tag == "VBN" and any(child.lemma == "must" for child in aux):
            return "present"
        if "VBD" in tags or (any(child.lemma == "have" for child in aux)):
            return "past"
        if tags & {"VBZ", "VBP"}:
            return "present"
        if node.tag in {"VBD", "VBN"}:
            return "past"
        return "none" if node.tag in {"VB", "VBG"} else "present"

    def _context(self, node: Node, depth: int) -> Status:
        """What the words above a clause make of it."""
        head = node.head
        spoken = self._according(node)
        if head is None or node.relation == "ROOT":
            return spoken
        if node.relation == "conj" and is_clause(head):
            own_subject = bool(node.all("nsubj", "nsubjpass"))
            above = self._context(head, depth + 1)
            infinitive = head.relation in {"xcomp", "acl", "advcl"} and node.tag != "VB"
            return spoken if infinitive or (own_subject and head.relation == "ROOT") else above
        if node.relation == "relcl" and node.tag == "VB" and is_weighed(node, head, self.cues):
            return Status("hedged", cues=(head,))
        if node.relation in {"ccomp", "xcomp", "acl", "parataxis", "advcl", "pcomp", "dep"}:
            return self._governed(node, head, depth) or self._beside(node, head, spoken)
        return spoken

    def _governed(self, node: Node, head: Node, depth: int) -> Status | None:
        infinitive = node.tag == "VB" and any(child.tag == "TO" for child in helpers(node)) and not node.all("nsubj")
        if node.relation == "advcl":
            if infinitive and is_next_step(node, head, self.cues):
                return replace(self.of(head, depth + 1), tense="present")
            if infinitive:
                told = is_foretold(node, head, self.cues)
                return self._through(head, node, infinitive, depth, noun=False) if told else Status("purpose")
            if is_weighed(node, head, self.cues):
                return Status("hedged", cues=(head,))
            return self._context(head, depth + 1) if is_clause(head) and node.the("mark") is not None else None
        if node.relation == "pcomp":
            above = next((n for n in node.ancestors() if is_clause(n)), None)
            if above is not None and goes_on(above, head, self.cues):
                return self.of(above, depth + 1)
            purpose = head.lemma in {"for", "of", "in", "at", "toward", "towards", "about", "against"}
            return Status("purpose") if purpose or above is None else None
        if node.relation in {"acl", "ccomp"} and head.nominal and not is_clause(head):
            if node.relation == "acl" and not infinitive and node.the("mark") is None:
                return None
            return self._through(head, node, infinitive, depth, noun=True)
        if node.relation in {"ccomp", "parataxis", "dep"} and is_independent(node, head, self.tree, self.cues):
            return None
        governed = node.relation in {"xcomp", "ccomp", "parataxis", "dep"}
        return self._through(head, node, infinitive, depth, noun=False) if governed else None

    def _through(self, head: Node, node: Node, infinitive: bool, depth: int, noun: bool) -> Status:
        order = INFINITIVE_ORDER if infinitive else THAT_ORDER
        kind = next((name for name in order if self.cues.holds("governor", name, head.lemma)), "hedged")
        dated = infinitive and self.cues.holds("event-verb", "dated", node.lemma)
        if kind == "purpose" and dated and self.cues.holds("governor", "meant", head.lemma):
            kind = "plan"
        urged = any(one.tag == "MD" for one in helpers(head))  # what one should note or remember is so
        if self.cues.holds("governor", "factive", head.lemma) and not infinitive and (urged or kind == "hedged"):
            return Status()
        if not infinitive and not noun and is_minuted(head, self.cues):
            return Status()
        back = not infinitive and self._tense(node) in {"past", "perfect"}
        if kind == "projection" and back and self.cues.holds("governor", "weigh", head.lemma):
            kind = "speech"  # "estimates that it saved": a finding
        clause = head if is_clause(head) else next((n for n in head.ancestors() if is_clause(n)), None)
        above = self.of(clause, depth + 1) if clause is not None else Status()
        above = replace(above, cues=(*above.cues, head))
        if kind == "speech" and is_gossip(clause, self.cues):
            return replace(above, modality="hedged")
        if is_untrue(head, clause, noun, self.tree, self.cues) or is_weighed(node, head, self.cues):
            return replace(above, modality="hedged")
        if kind == "transparent" or is_so(head, clause, infinitive, self.cues):
            return above
        if kind == "negative":
            silent = infinitive or self.cues.holds("event-verb", "stop", head.lemma)
            speakers = () if silent else self._speakers(head, clause, infinitive, noun)
            return replace(above, negated=not above.negated, speakers=speakers or above.speakers)
        if kind == "plan" and infinitive and clause and any(one.lemma == "yet" for one in clause.all("advmod")):
            return replace(above, negated=not above.negated)
        if kind in {"purpose", "hedged"}:
            return replace(above, modality=heavier(above.modality, kind))
        if kind == "plan":
            return replace(above, modality=heavier(above.modality, "plan"), tense="future")
        speakers = self._speakers(head, clause, infinitive, noun)
        if above.negated and kind != "projection":
            return Status("hedged", cues=(head,))
        if above.modality in {"hypothetical", "hedged", "would"}:
            return replace(above, cues=(*above.cues, head))
        if above.modality == "imperative" and self.cues.holds("governor", "fancied", head.lemma):
            return Status("hypothetical", cues=(head,))
        said = self._said(clause) if clause is not None else None
        if kind == "speech":
            if infinitive:
                return Status("hedged", cues=(head,))
            modality = above.modality if above.modality in {"projection", "opinion"} else "fact"
        else:
            modality = kind
        if above.speakers and not infinitive:
            reporters = above.speakers
            if all(one.mention is None and one.kind == "PRON" for one in speakers):
                speakers, reporters = above.speakers, ()
            return Status(
                modality,
                False,
                above.tense,
                speakers or above.speakers,
                reporters if speakers else (),
                said or above.said,
                cues=(*above.cues, head),
            )
        return Status(modality, above.negated and not noun, above.tense, speakers, (), said, cues=(*above.cues, head))

    def _speakers(self, head: Node, clause: Node | None, infinitive: bool, noun: bool) -> tuple[Node, ...]:
        agents = [
            p
            for agent in (clause.all("agent", "prep") if clause is not None else [])
            if agent.lemma == "by"
            for p in agent.all("pobj")
        ]
        if agents:
            return tuple(one for agent in agents for one in agent.conjuncts() if one.nominal)
        if noun:
            owners = [
                *head.all("poss"),
                *(p for prep in head.all("prep") if prep.lemma in {"by", "from", "of"} for p in prep.all("pobj")),
            ]
            if owners:
                return tuple(owners)
        if clause is None or infinitive:
            return ()
        found = subjects(clause)
        if clause.all("nsubjpass") or any(one.text.lower() in {"it", "there"} and one.mention is None for one in found):
            return ()
        return tuple(one for one in found if one is not head)

    def _said(self, clause: Node) -> Node | None:
        dated = [one for one in territory(clause) if one.quantity is not None and one.quantity.kind == "date"]
        return dated[0] if len(dated) == 1 else None

    def _according(self, node: Node) -> Status:
        """Speakers named by "according to" in this clause or the ones above it."""
        chain = [node, *(n for n in node.ancestors() if is_clause(n))]
        chain += [one for clause in list(chain) for one in clause.all("conj") if is_clause(one) and one not in chain]
        for clause in chain:
            for child in clause.children:
                found = tellers_beside(child, self.cues)
                if found:
                    return Status(speakers=tuple(found), cues=(child, *found))
        return Status()
