"""Annotated sentences: a parsed sentence with the names, references and values found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from spacy.tokens import Span

from corpus.documents import Document
from corpus.passages import Cell, Flow, Passage
from extract.claims.claims import Unclaimed
from extract.claims.mentions import Mention, Referent
from extract.values.values import Quantity

Spanned = TypeVar("Spanned", Mention, Quantity)
Index = tuple[list[int], list[tuple[int, Spanned]]]
"""What a document holds by where it starts, each with its number in reading order; first those starts alone."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
VERBS = frozenset({"VBZ", "VBP", "VBD", "VB", "VBN", "VBG"})


@dataclass(frozen=True, slots=True)
class TokenMention:
    """A mention and the tokens it covers: `start` and `end` count tokens of the sentence's `span.doc`."""

    mention: Mention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenQuantity:
    """A quantity and the tokens it covers, as in `TokenMention`."""

    quantity: Quantity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """One sentence with its tree (`span`, part of the parse of `flow.text`) and all that is named in it.

    `mentions` and `quantities` stand in reading order. Several mentions on the same tokens are one reference
    to several things ("both"). In a table row each cell is read as a text of its own: `cell` is set then.
    """

    passage: Passage
    flow: Flow
    span: Span
    mentions: tuple[TokenMention, ...] = ()
    quantities: tuple[TokenQuantity, ...] = ()
    cell: Cell | None = None

    @property
    def start(self) -> int:
        """The code point in the document's text at which the sentence starts."""
        return self.offsets(self.span.start, self.span.end)[0]

    @property
    def end(self) -> int:
        """The code point in the document's text at which the sentence ends."""
        return self.offsets(self.span.start, self.span.end)[1]

    @property
    def is_clause(self) -> bool:
        """Whether it opens with a subject of its finite verb, so that it says something without a label."""
        root, first = self.span.root, self.span[0]
        if first.pos_ not in {"DET", "PRON"} and not self.mentions_at(first.i):
            return False
        finite = root.tag_ in {"VBZ", "VBP", "VBD"} or any(one.dep_.startswith("aux") for one in root.children)
        return finite and any(one.dep_ in {"nsubj", "nsubjpass", "expl"} for one in root.children)

    def offsets(self, start_token: int, end_token: int) -> tuple[int, int]:
        """Where tokens `start_token` to `end_token` (of `span.doc`) stand in the document's text."""
        doc, last = self.span.doc, end_token - 1
        while start_token < last and doc[start_token].is_space:
            start_token += 1
        while start_token < last and doc[last].is_space:
            last -= 1
        return self.flow.span(doc[start_token].idx, doc[last].idx + len(doc[last]))

    def mentions_at(self, token: int) -> tuple[TokenMention, ...]:
        """The mentions that cover a token (by its index in `span.doc`)."""
        return tuple(found for found in self.mentions if found.start <= token < found.end)

    def quantity_at(self, token: int) -> TokenQuantity | None:
        """The quantity that covers a token, or `None`."""
        return next((found for found in self.quantities if found.start <= token < found.end), None)


@dataclass(frozen=True)
class Annotated:
    """A document's sentences in reading order, its referents, and the references that no one thing answers."""

    document: Document
    sentences: tuple[AnnotatedSentence, ...]
    referents: tuple[Referent, ...] = ()
    unresolved: tuple[Unclaimed, ...] = ()

    def mentions_within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie between two code points of the document's text (a table's cell, for one)."""
        return _within(self._mentions, start, end)

    def quantities_within(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Quantities that lie between two code points of the document's text."""
        return _within(self._quantities, start, end)

    def around(self, start: int, end: int) -> list[int]:
        """The numbers of the sentences that hold all between two code points of the document's text."""
        starts, order, ends, furthest = self._places
        found = []
        at = bisect_right(starts, start) - 1
        while at >= 0 and furthest[at] >= end:
            if ends[at] >= end:
                found.append(order[at])
            at -= 1
        return sorted(found)

    def is_fragment(self, start: int, end: int) -> bool:
        """Whether no verb with a subject stands between two code points, so that it takes a label to tell it."""
        for sentence in self.sentences:
            if sentence.start >= end or sentence.end <= start:
                continue
            for token in sentence.span:
                if token.dep_ not in SUBJECTS or token.head.tag_ not in VERBS:
                    continue
                first, last = sentence.offsets(token.i, token.i + 1)
                if start <= first and last <= end:
                    return False
        return True

    @cached_property
    def _mentions(self) -> Index[Mention]:
        return _indexed(found.mention for sentence in self.sentences for found in sentence.mentions)

    @cached_property
    def _quantities(self) -> Index[Quantity]:
        return _indexed(found.quantity for sentence in self.sentences for found in sentence.quantities)

    @cached_property
    def _places(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Of the sentences by where they start: that, their numbers, their ends, and how far those before reach."""
        spans = sorted((one.start, number, one.end) for number, one in enumerate(self.sentences))
        ends = [end for _, _, end in spans]
        return [start for start, _, _ in spans], [number for _, number, _ in spans], ends, list(accumulate(ends, max))


def _indexed(found: Iterable[Spanned]) -> Index[Spanned]:
    """What is found, each with its number in reading order, by where it starts; and those starts."""
    listed = sorted(enumerate(found), key=lambda one: (one[1].start, one[0]))
    return [one.start for _, one in listed], listed


def _within(index: Index[Spanned], start: int, end: int) -> tuple[Spanned, ...]:
    """What of an index lies between two code points, in reading order."""
    starts, listed = index
    near = listed[bisect_left(starts, start) : bisect_right(starts, end)]
    return tuple(one for _, one in sorted(near, key=lambda one: one[0]) if one.end <= end)
