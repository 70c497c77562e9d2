"""Proofs: the words of a document that prove a claim, and what else the proof needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.documents import Document
from corpus.passages import Passage
from extract.annotation.annotate import AnnotatedSentence
from extract.claims.claims import Evidence
from extract.claims.mentions import Mention
from extract.trees.trees import Node, Tree

LONGEST = 600
"""Code points that a main quote may have."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence ready to be read: where it stands, its names and values, its tree.

    `topics` are the organization (`body`) and the initiative that the text around it speaks of, where one alone
    can be meant. `before` is the tree of the sentence before it, and `entry` tells that it stands in a chronicle, where
    a day before a dash is when something happened.
    """

    document: Document
    sentence: AnnotatedSentence
    tree: Tree
    topics: Mapping[str, Mention] = field(default_factory=dict)
    before: Tree | None = None
    entry: bool = False

    def offsets(self, nodes: Iterable[Node]) -> tuple[int, int]:
        """From the first of these nodes to the last, in the document's text."""
        listed = list(nodes)
        first = self.sentence.span.start
        start, end = min(node.start for node in listed), max(node.end for node in listed)
        return self.sentence.offsets(first + start, first + end)

    def token_offsets(self, start: int, end: int) -> tuple[int, int]:
        """Where tokens of the sentence stand in the document's text."""
        return self.sentence.offsets(self.sentence.span.start + start, self.sentence.span.start + end)


def words_at(
    document: Document,
    passage: Passage,
    start: int,
    end: int,
    context: tuple[tuple[int, int, str], ...] = (),
    *,
    confidence: float,
    by: str,
) -> Evidence:
    """Evidence of the words between two code points of a document's text, for readers that need no tree."""
    place = passage.start, passage.end
    return Evidence(
        document.id, start, end, document.text[start:end], place, context, confidence=confidence, extracted_by=by
    )


def contexts(nodes: Iterable[Node], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What these nodes refer to outside the quote: antecedents, date lines, headings."""
    for node in nodes:
        if (
            node.guess is not None
            and node.mention is None
            and not (start <= node.guess.start and node.guess.end <= end)
        ):
            yield (*(node.guess.antecedent or (node.guess.start, node.guess.end)), "antecedent")
        thing = node.mention or node.quantity
        if thing is None:
            continue
        for first, last, role in thing.context:
            if not (start <= first and last <= end):
                yield first, last, role
        if node.mention is not None and node.mention.antecedent is not None and not node.mention.context:
            first, last = node.mention.antecedent
            if not (start <= first and last <= end):
                yield first, last, "antecedent"


def prove(
    scene: Scene,
    nodes: Iterable[Node],
    extra: Iterable[tuple[int, int, str]] = (),
    *,
    confidence: float,
    pattern: str,
    stated_on: str | None = None,
) -> Evidence | None:
    """The evidence that spans these nodes, or `None` where it would be longer than a quote may be."""
    listed = list(nodes)
    start, end = scene.offsets(listed)
    if end - start > LONGEST:
        return None
    context = sorted(
        {*contexts(listed, start, end), *((a, b, r) for a, b, r in extra if not (start <= a and b <= end))}
    )
    return Evidence(
        document=scene.document.id,
        start=start,
        end=end,
        quote=scene.document.text[start:end],
        passage=(scene.sentence.passage.start, scene.sentence.passage.end),
        context=tuple(context),
        stated_on=stated_on,
        inferred=any(node.quantity is not None and node.quantity.inferred for node in listed),
        confidence=confidence,
        extracted_by=f"pattern:{pattern}",
    )
