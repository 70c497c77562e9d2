"""Chronicles: lists of days with what came to pass on each, told in the present ("May 3, 2037 - Lee becomes director").

There the day before the dash is when it happened, and no line of when the text was written; and the present tells
what is past.
"""

from __future__ import annotations

import re
from functools import cached_property

from corpus.passages import Passage
from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.parsing.cues import Cues
from extract.trees.clauses import helpers, is_clause
from extract.trees.trees import Node, Tree
from extract.values.values import Quantity

PARTED = re.compile(r"[*_]*\s*(?:[-\u2013\u2014:]|--)\s")
"""What parts the day of an entry from what happened on it."""
MARKS = " \n\t*_\u2022-"
FEWEST = 3
"""How many paragraphs that open with a day make a chronicle; an item of a list is an entry by itself."""
PAST = {"VBZ": "VBD", "VBP": "VBD"}


class Chronicle:
    """The entries of one document that open with a day; `today` is the document's own day, if it gives one."""

    def __init__(self, annotated: Annotated, cues: Cues, today: str | None) -> None:
        self.annotated = annotated
        self.done = cues.group("event-verb").get("done", frozenset())
        self.today = today

    def day_of(self, passage: Passage) -> Quantity | None:
        """The day that opens an entry; nothing where the passage is no entry."""
        found = self._days.get(passage.start)
        return found if passage.kind == "list-item" or len(self._days) >= FEWEST else None

    def tell_past(self, sentence: AnnotatedSentence, tree: Tree) -> None:
        """Let the verbs of an entry that tells in the present what is past stand in the past; the nodes are changed."""
        day = self.day_of(sentence.passage)
        if day is None:
            return
        _hang(day, tree)
        if not self._is_past(day, sentence):
            return
        for clause in tree.nodes:
            if is_clause(clause) and clause.relation in {"ROOT", "conj", "parataxis", "ccomp"} and _is_main(clause):
                for node in (clause, *helpers(clause)):
                    node.tag = PAST.get(node.tag, node.tag)

    @cached_property
    def _days(self) -> dict[int, Quantity]:
        found = {}
        text = self.annotated.document.text
        for passage in self.annotated.document.passages:
            if passage.kind not in {"list-item", "paragraph"}:
                continue
            opening = passage.start + len(passage.text) - len(passage.text.lstrip(MARKS))
            near = self.annotated.quantities_within(opening, min(passage.end, opening + 40))
            first = next((one for one in near if one.kind == "date" and one.start == opening), None)
            if first is not None and first.lower is None and PARTED.match(text, first.end):
                found[passage.start] = first
        return found

    @cached_property
    def _known(self) -> str:
        """The last day of which an entry surely tells what is past: by its tense, or since nobody foretells such."""
        days = [""]
        for sentence in self.annotated.sentences:
            day = self._days.get(sentence.passage.start)
            if day is not None and self._is_done(sentence):
                days.append(day.value.lexical)
        return max(days)

    def _is_done(self, sentence: AnnotatedSentence) -> bool:
        root = sentence.span.root
        tags = {one.tag_ for one in root.children if one.dep_ in {"aux", "auxpass"}}
        if "MD" in tags or any(one.tag_ == "TO" for one in root.children):
            return False
        return root.tag_ == "VBD" or "VBD" in tags or root.lemma_ in self.done

    def _is_past(self, day: Quantity, sentence: AnnotatedSentence) -> bool:
        told = day.value.lexical
        if self.today is not None:
            size = min(len(told), len(self.today))
            return told[:size] <= self.today[:size]
        return self._is_done(sentence) or told <= self._known


def _hang(day: Quantity, tree: Tree) -> None:
    """Let the day that opens an entry hang from its clause, where a parser took it for something else ("May 3 - …")."""
    node = next((one for one in tree.nodes if one.quantity == day), None)
    clauses = [one for one in tree.nodes if node is not None and is_clause(one) and one.start >= node.end]
    main = next((one for one in clauses if not any(each in clauses for each in one.ancestors())), None)
    if node is None or main is None or node.head is main or any(one is main for one in node.ancestors()):
        return
    node.leave()
    if any(one is node for one in main.ancestors()):
        main.leave()
        main.head, main.relation = None, "ROOT"
    node.head, node.relation = main, "npadvmod"
    main.children.insert(0, node)


def _is_main(clause: Node) -> bool:
    """Whether a clause hangs on no verb of saying or planning: "Lee becomes director", "…, and the test ends"."""
    above = clause.head
    return above is None or clause.relation == "ROOT" or (clause.relation in {"conj", "parataxis"} and _is_main(above))
