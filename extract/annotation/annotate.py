"""Annotation: every sentence of a document with the names, references and values found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.documents import Document
from corpus.flows import flow
from corpus.passages import Cell, Flow, Passage
from extract.annotation.naming import find_mentions
from extract.annotation.same_times import SameTimes
from extract.annotation.told_parts import ToldParts
from extract.claims.annotated import Annotated, AnnotatedSentence, TokenMention, TokenQuantity
from extract.layout.columns import plain_heading
from extract.layout.titled_facts import without_label
from extract.names.knowledge import knowledge_of
from extract.names.signs import Sign
from extract.parsing.pipeline import parse
from extract.values.dates import Issued
from extract.weights.weights import Weights
from ontology.regulators import Ontology

__all__ = ["Annotated", "AnnotatedSentence", "TokenMention", "TokenQuantity", "annotate"]

SILENT = frozenset({"reference", "boilerplate"})
"""Kinds of passage in which nothing is looked for."""


def annotate(
    document: Document,
    ontology: Ontology,
    cache: Path | None = None,
    told: Sequence[Sign] | None = None,
    weights: Weights | None = None,
) -> Annotated:
    """Find every name, reference and value in a document; `cache` is a folder for parses.

    `told` are signs of names known from elsewhere, such as a gold file's; with them, no further name is guessed.
    `weights` are the learned ones, by default those that ship.

    Mentions and quantities point into the document's text by code points; nothing that is named there is decided
    by anything outside the document and the ontology.
    """
    knowledge = knowledge_of(ontology)
    metadata = document.metadata
    dated = metadata.issued or metadata.modified
    issued = Issued(dated, metadata.issued_span if metadata.issued else None) if dated else None
    read = list(read_sentences(document, cache, lambda text: plain_heading(text) in knowledge.facts))
    found = find_mentions(read, knowledge, told, weights, document.metadata.type)
    sentences = []
    words = knowledge.quantities.words
    parts = ToldParts(words.told_parts, words.months)
    again = SameTimes(words.same_times, knowledge.quantities.dates.find, words.told_offsets, parts)
    for sentence in found.sentences:
        doc = sentence.span.doc
        taken = [
            (doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1]))
            for m in sentence.mentions
            if m.mention.how != "reference"
        ]
        quantities = knowledge.quantities.find(sentence.span, sentence.flow, issued, taken)
        sentences.append(again.read(replace(sentence, quantities=tuple(TokenQuantity(*each) for each in quantities))))
    return Annotated(document, tuple(sentences), found.referents, found.unresolved)


def read_sentences(
    document: Document, cache: Path | None, is_label: Callable[[str], bool] | None = None
) -> Iterator[AnnotatedSentence]:
    """The sentences of a document, parsed and still without mentions; each cell of a table is read by itself.

    The label of a fact that stands on a line of its own above the value is no word of the value's sentence.
    """
    units: list[tuple[Passage, Flow, Cell | None]] = []
    for passage in document.passages:
        if passage.kind in SILENT:
            continue
        whole = flow(without_label(passage, is_label) if is_label is not None else passage)
        if passage.cells:
            units += [(passage, part, cell) for cell in passage.cells if (part := _part(whole, cell)) is not None]
        elif whole.text.strip():
            units.append((passage, whole, None))
    for (passage, text, cell), doc in zip(units, parse([unit[1].text for unit in units], cache), strict=True):
        for span in doc.sents:
            if span.text.strip():
                yield AnnotatedSentence(passage, text, span, cell=cell)


def _part(whole: Flow, cell: Cell) -> Flow | None:
    """The flow of one cell."""
    kept = [index for index, offset in enumerate(whole.offsets) if cell.start <= offset < cell.end]
    if not kept or not whole.text[kept[0] : kept[-1] + 1].strip():
        return None
    return Flow(whole.text[kept[0] : kept[-1] + 1], whole.offsets[kept[0] : kept[-1] + 1])
