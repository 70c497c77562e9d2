"""Trace: from a statement to the words that prove it, found again in their document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.selectors import TextQuoteSelector, find
from kg.read.documents import ELLIPSIS, Stretch, cut, text_of_document
from kg.read.facts import Fact, Quote, read_facts
from kg.read.reader import GraphReader

SURROUNDINGS = 300


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """A quote in its surroundings.

    `state` is `exact` (it stands where it was found), `moved` (the same words, elsewhere), `changed` or `gone`:
    in the last two nothing is marked, because words that only look alike prove nothing.
    """

    quote: Quote
    state: str
    stretches: tuple[Stretch, ...]

    @property
    def marked(self) -> str:
        """The words that are marked; empty where the quote was not found."""
        return "".join(s.text for s in self.stretches if "quote" in s.statements)


@dataclass(frozen=True, slots=True)
class Trace:
    """A statement, each of its quotes in place, and the statements it is tied to."""

    fact: Fact
    words: tuple[MarkedWords, ...]
    related: Mapping[str, Fact]


def trace(reader: GraphReader, statement: str) -> Trace | None:
    """The proof of one statement, or `None` where there is no such statement."""
    facts = read_facts(reader, [statement])
    if not facts:
        return None
    fact = facts[0]
    tied = (*fact.conflicts_with, *fact.supersedes, *fact.refines, *fact.superseded_by)
    texts: dict[str, str] = {}
    words = []
    for quote in fact.quotes:
        document = quote.source.iri
        if document not in texts:
            texts[document] = text_of_document(reader, document)
        words.append(mark(texts[document], quote))
    return Trace(fact, tuple(words), {other.iri: other for other in read_facts(reader, tied)})


def mark(text: str, quote: Quote) -> MarkedWords:
    """The quote marked in its document's text, with its surroundings and its context."""
    found = find(text, TextQuoteSelector(quote.exact, quote.prefix, quote.suffix), quote.start)
    if found.state not in ("exact", "moved") or found.start is None or found.end is None:
        return MarkedWords(quote, found.state, ())
    start, end = found.start, found.end
    marks = [(start, end, "quote"), *((c.start, c.end, c.role) for c in quote.context)]
    before = max(0, start - SURROUNDINGS)
    after = min(len(text), end + SURROUNDINGS)
    before = _word_start(text, before) if before else 0
    windows = sorted(
        [(before, after), *((c.start, c.end) for c in quote.context if c.end <= before or c.start >= after)]
    )
    stretches: list[Stretch] = []
    for begin, stop in windows:
        if begin > 0 or stretches:
            stretches.append(Stretch(begin, f" {ELLIPSIS} " if stretches else f"{ELLIPSIS} ", left_out=True))
        stretches += cut(text[begin:stop], begin, marks)
    if windows[-1][1] < len(text):
        stretches.append(Stretch(windows[-1][1], f" {ELLIPSIS}", left_out=True))
    return MarkedWords(quote, found.state, tuple(stretches))


def _word_start(text: str, at: int) -> int:
    """The start of the next word at or after a place, so that an excerpt does not begin inside one."""
    space = text.find(" ", at, at + 40)
    return at if space < 0 else space + 1
