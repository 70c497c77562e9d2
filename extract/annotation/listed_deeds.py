"""Listed deeds: items that begin with a verb and leave out who does it, below a heading that names it.

"Lost $19 million in three years", "Will run for six years", "Announced in May 2033" below "Alder Surgery Model".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.passages import Passage
from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.mentions import Mention
from extract.names.name_words import NameWords
from extract.trees.trees import Node, Tree

FINITE = frozenset({"VBD", "VBZ"})
BEFORE = frozenset({"aux", "auxpass", "advmod", "neg", "punct", "dep"})
"""What may stand before the verb of such an item."""
BY_ITSELF = frozenset(
    {"start", "begin", "end", "close", "open", "launch", "conclude", "expire", "run", "operate", "last", "remain"}
    | {"finish", "continue", "lapse", "cease", "grow", "focus", "apply", "go", "come", "build", "rely"}
    | {"lose", "save", "lead", "evolve"}
)
"""Verbs that need no object: of others without one ("Announced in May") something else was the doer."""
LINE, MARK = 25, 12
"""Words of a line that stands by itself, and characters of the mark before its words."""
BESIDE = 3
"""Words that may stand in a heading beside the name."""


class ListedDeeds:
    """Gives the items of one document's lists the subject that their heading names."""

    def __init__(
        self,
        annotated: Annotated,
        words: NameWords,
        is_one: Callable[[Mention], bool],
        is_body: Callable[[Mention], bool],
    ) -> None:
        self.annotated = annotated
        self.text = annotated.document.text
        self.idle = words.words("headings", "words") | words.words("headings", "around")
        self.is_one = is_one
        self.is_body = is_body

    def with_doer(self, tree: Tree, sentence: AnnotatedSentence) -> Tree:
        """The tree with the subject that the heading above names, where its verb has none."""
        verb = tree.root
        if not self._may_leave_out(sentence) or verb.all("nsubj", "nsubjpass", "expl", "csubj"):
            return tree
        _mend(verb)
        opening = [one for one in tree.nodes if one.start < verb.start]
        helped = [one for one in verb.all("aux", "auxpass") if one.tag in {"MD", "VBZ", "VBD"}]
        finite = (verb.tag in FINITE or verb.tag == "VBN" or bool(helped)) and verb.mention is None
        if not finite or any(one.head is not verb or one.relation not in BEFORE for one in opening):
            return tree
        named = self.named(sentence.passage)
        if named is None:
            return tree
        done = verb.all("auxpass") or (verb.tag in {"VBN", "VBD"} and not helped and self._is_done(verb))
        if done:
            verb.tag = "VBN"
        doer = Node(
            verb.start if not opening else opening[0].start, verb.start if not opening else opening[0].start,
            named.text, named.text.lower(), "PROPN", "NNP", "nsubjpass" if done else "nsubj", mention=named,
        )  # fmt: skip
        doer.hang(verb)
        return replace(tree, nodes=(doer, *tree.nodes))

    def topics(self, sentence: AnnotatedSentence, told: dict[str, Mention]) -> dict[str, Mention]:
        """What a sentence can be about; an item that names nothing is about its heading's, not the last item's."""
        here = sentence.passage.kind == "list-item" and not any(self.is_one(one.mention) for one in sentence.mentions)
        named = self.named(sentence.passage) if here else None
        about = named if named is not None and self.is_one(named) else None
        return told if about is None else {**told, "initiative": about, "pronoun": about}

    def _may_leave_out(self, sentence: AnnotatedSentence) -> bool:
        """Whether a sentence is of an item, or opens a line that stands by itself."""
        passage = sentence.passage
        short = passage.kind == "paragraph" and len(passage.text.split()) <= LINE
        return passage.kind == "list-item" or (short and sentence.start - passage.start < MARK)

    def _is_done(self, verb: Node) -> bool:
        if verb.all("agent") or any(one.lemma == "by" and one.all("pobj") for one in verb.all("prep")):
            return not any(one.quantity is not None for by in verb.all("prep", "agent") for one in by.all("pobj"))
        return verb.lemma not in BY_ITSELF and not verb.all("dobj", "ccomp", "xcomp", "acomp", "attr", "dative", "prt")

    def named(self, passage: Passage) -> Mention | None:
        """The one thing that leads into a list, or that the nearest heading names that says anything."""
        if passage.lead_in is not None:
            return self._leading(*passage.lead_in)
        for start, end in reversed(passage.headings):
            found = self.annotated.mentions_within(start, end)
            said = re.findall(r"[a-z]+", self.text[start:end].lower())
            if not found and all(one in self.idle for one in said):
                continue
            keys = {one.referent.key for one in found}
            if len(keys) != 1 or not (self.is_one(found[0]) or self.is_body(found[0])):
                return None
            beside = len(said) - len(re.findall(r"[a-z]+", found[0].text.lower()))
            return _told(found[0], start, end) if beside <= BESIDE else None
        return None

    def _leading(self, start: int, end: int) -> Mention | None:
        """What alone a line ends with that leads into a list: "The Alder Model:", "In brief, the Alder Model:"."""
        found = self.annotated.mentions_within(start, end)
        if len(found) != 1 or not self.is_one(found[0]) or self.text[found[0].end : end].strip(" :*_\u2014-"):
            return None
        before = self.text[start : found[0].start].lower()
        return _told(found[0], start, end) if re.search(r"(?:^|[,:]\s*)(?:the\s+)?[\s*_-]*$", before) else None


def _mend(verb: Node) -> None:
    """Let the first word of an item be the verb that a parser took for another form: "Ran from", "Runs through"."""
    said = verb.text.lower()
    if verb.start or verb.mention is not None or verb.quantity is not None:
        return
    if verb.tag == "VB" and said != verb.lemma:
        verb.tag = "VBD"
    elif verb.tag in {"NNS", "NNP", "NNPS"} and said.endswith("s") and said[:-1] in BY_ITSELF:
        verb.kind, verb.tag, verb.lemma = "VERB", "VBZ", said[:-1]


def _told(named: Mention, start: int, end: int) -> Mention:
    return replace(named, how="reference", antecedent=(start, end), context=((start, end, "heading"),))
