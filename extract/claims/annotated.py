"""Annotated sentences: a parsed sentence with the names, references and values found in it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from corpus.documents import Document
from corpus.passages import Cell, Flow, Passage
from extract.claims.claims import Unclaimed
from extract.claims.mentions import Mention, Referent
from extract.values.values import Quantity


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


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document's sentences in reading order, its referents, and the references that no one thing answers."""

    document: Document
    sentences: tuple[AnnotatedSentence, ...]
    referents: tuple[Referent, ...] = ()
    unresolved: tuple[Unclaimed, ...] = ()

    def mentions_within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie between two code points of the document's text (a table's cell, for one)."""
        return tuple(
            found.mention
            for sentence in self.sentences
            for found in sentence.mentions
            if start <= found.mention.start and found.mention.end <= end
        )

    def quantities_within(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Quantities that lie between two code points of the document's text."""
        return tuple(
            found.quantity
            for sentence in self.sentences
            for found in sentence.quantities
            if start <= found.quantity.start and found.quantity.end <= end
        )
