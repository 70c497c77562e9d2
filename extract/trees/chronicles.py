"""Chronicles: lists of days with what came to pass on each, told in the present ("May 3, 2037 - Lee becomes director").

There the day before the dash is when it happened, and no line of when the text was written; and the present tells
what is past.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from corpus.passages import Cell, Passage
from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.parsing.cues import Cues
from extract.trees.clauses import helpers, is_clause
from extract.trees.trees import Node, Tree
from extract.values.dates import DateFinder
from extract.values.values import Quantity

PARTED = re.compile(r"[*_]*(?:\s*(?:[-\u2013\u2014:]|--)\s|\.[*_]*\s|[ \t]{2,}(?=\S)|\t)")
"""What parts the day of an entry from what happened on it; after a full stop the day is a sentence by itself."""
MARKS = " \n\t*_\u2022-"
FEWEST = 3
"""How many paragraphs that open with a day make a chronicle; an item of a list is an entry by itself."""
LASTING = frozenset({"be", "lead", "head", "run", "direct", "work", "serve", "have", "hold", "remain", "stand"})
"""Verbs that tell below a heading what is still so, and not what came about on its day: "Ann Lee leads the office"."""
PAST = {"VBZ": "VBD", "VBP": "VBD"}


class Chronicle:
    """The entries of one document that open with a day; `today` is the document's own day, if it gives one."""

    def __init__(self, annotated: Annotated, cues: Cues, today: str | None, finder: DateFinder) -> None:
        self.annotated = annotated
        self.finder = finder
        self.done = cues.group("event-verb").get("done", frozenset())
        self.today = today

    def day_of(self, passage: Passage) -> Quantity | None:
        """The day that opens an entry; nothing where the passage is no entry."""
        found = self._days.get(passage.start)
        return found if passage.kind in {"list-item", "key-value"} or len(self._days) >= FEWEST else None

    def is_entry(self, sentence: AnnotatedSentence) -> bool:
        """Whether a sentence is told behind a label that is a day, by a verb that has a subject."""
        return sentence.passage.kind == "key-value" and _is_told(sentence) and self.day_of(sentence.passage) is not None

    def is_bare_day(self, sentence: AnnotatedSentence) -> bool:
        """Whether a sentence is only the day that opens an entry ("**March 2030.** The test begins.")."""
        day = self.day_of(sentence.passage)
        return day is not None and sentence.start <= day.start and sentence.end <= day.end + len("**.**")

    def tell_past(self, sentence: AnnotatedSentence, tree: Tree) -> Tree:
        """The tree of an entry with its day; verbs that tell in the present what is past are changed to the past."""
        day = self.day_of(sentence.passage)
        root = sentence.span.root
        lasts = root.lemma_ in LASTING and root.tag_ in PAST and sentence.passage.start in self._headings
        if day is None or lasts:
            return tree
        if sentence.passage.kind == "key-value":
            tree = _labelled(day, tree)
        elif day.end > sentence.start:
            _hang(day, tree)
        elif self._is_of_day(day, sentence) and all(
            one.quantity is None or one.quantity.kind != "date" for one in tree.nodes
        ):
            tree = _labelled(day, tree)
        if not self._is_past(day, sentence):
            return tree
        for clause in tree.nodes:
            if is_clause(clause) and clause.relation in {"ROOT", "conj", "parataxis", "ccomp"} and _is_main(clause):
                for node in (clause, *helpers(clause)):
                    node.tag = PAST.get(node.tag, node.tag)
        return tree

    def _is_of_day(self, day: Quantity, sentence: AnnotatedSentence) -> bool:
        """Whether a sentence tells what came about on its entry: the first, or one that foretells nothing."""
        first = not self.annotated.document.text[day.end : sentence.start].strip(f".:{MARKS}")
        return _is_told(sentence) and (first or not _foretells(sentence))

    @cached_property
    def _headings(self) -> dict[int, Quantity]:
        """The days of passages below headings that are days and no more, where a text has several of those."""
        found: dict[int, Quantity] = {}
        above: Quantity | None = None
        days = 0
        for passage in self.annotated.document.passages:
            if passage.kind == "heading":
                near = self.annotated.quantities_within(passage.start, passage.end)
                only = [one for one in near if one.kind == "date" and one.text == passage.text.strip(MARKS)]
                above = replace(only[0], context=((only[0].start, only[0].end, "heading"),)) if only else None
                days += above is not None
            elif above is not None and passage.kind in {"list-item", "paragraph"}:
                found[passage.start] = above
        return found if days >= FEWEST else {}

    @cached_property
    def _days(self) -> dict[int, Quantity]:
        found = dict(self._headings)
        text = self.annotated.document.text
        for passage in self.annotated.document.passages:
            if passage.kind == "key-value" and len(passage.cells) == 1 and (day := self._label(passage.cells[0])):
                found[passage.start] = day
            if passage.kind not in {"list-item", "paragraph"}:
                continue
            opening = passage.start + len(passage.text) - len(passage.text.lstrip(MARKS))
            near = self.annotated.quantities_within(opening, min(passage.end, opening + 40))
            first = next((one for one in near if one.kind == "date" and one.start == opening), None)
            if first is not None and first.lower is None and PARTED.match(text, first.end):
                found[passage.start] = first
        return found

    def _label(self, cell: Cell) -> Quantity | None:
        """The day that a label is, with nothing beside it."""
        label, start = (cell.header or "").strip(" *_:"), cell.header_start
        found = list(self.finder.find(label)) if start is not None else []
        if len(found) != 1 or found[0].text != label or found[0].lower is not None or start is None:
            return None
        start += (cell.header or "").find(label)
        end = start + len(label)
        return replace(found[0], start=start, end=end, context=((start, end, "date"),))

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
        if _foretells(sentence):
            return False
        tags = {one.tag_ for one in root.children if one.dep_ in {"aux", "auxpass"}}
        return root.tag_ == "VBD" or "VBD" in tags or root.lemma_ in self.done

    def _is_past(self, day: Quantity, sentence: AnnotatedSentence) -> bool:
        told = day.value.lexical
        if self.today is not None:
            size = min(len(told), len(self.today))
            return told[:size] <= self.today[:size]
        return self._is_done(sentence) or told <= self._known


def _is_told(sentence: AnnotatedSentence) -> bool:
    """Whether a sentence tells of something by a verb that has a subject."""
    root = sentence.span.root
    told = root.tag_ in {"VBZ", "VBP", "VBD"} or any(one.dep_.startswith("aux") for one in root.children)
    return told and any(one.dep_ in {"nsubj", "nsubjpass"} for one in root.children)


def _foretells(sentence: AnnotatedSentence) -> bool:
    return any(one.tag_ in {"MD", "TO"} for one in sentence.span.root.children)


def _labelled(day: Quantity, tree: Tree) -> Tree:
    """The tree with the day of its label beside each clause that tells by itself what came about."""
    labels = []
    for clause in tree.nodes:
        above = clause.head
        before = above is not None and clause.end <= above.start and ";" in tree.words[clause.end : above.start]
        if clause is not tree.root and not (clause.all("nsubj", "nsubjpass") and is_clause(clause)):
            continue
        if clause is tree.root or before or (clause.relation in {"conj", "parataxis"} and _is_main(clause)):
            labels.append(Node(clause.start, clause.start, day.text, day.text.lower(), "NUM", "CD", "npadvmod"))
            labels[-1].quantity = day
            labels[-1].hang(clause)
    return replace(tree, nodes=(*labels, *tree.nodes))


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
