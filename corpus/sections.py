"""Sections: blocks in, passages out, each with the headings above it and the words that lead into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.genres import genres
from corpus.passages import Passage

_SENTENCE_START = re.compile(r"[.!?][\"'\u201d\u2019)\]]*(?:\[\^?\w{1,20}\])*\s+(?=[\"'\u201c\u2018(\[]*[A-Z\d])")

TITLED = 100
"""The depth of a heading that an item of a list is for those below it, added to its own."""
SHORTEST, LONGEST, SMALL = 3, 10, 3
"""Words of such a title, and letters of a word in it that may be small."""
_TIMED = re.compile(r"[-*+#\u2022\u25e6\u25aa\u2023\u2013\s]*(?:\(?(?:from|since|until)?\s*(?:19|20|21)\d\d\b)", re.I)
"""An item that begins with a year: below somebody's name the time of a post."""
_TITLE = re.compile(
    r"(?:[-*+\u2022\u25e6\u25aa\u2023\u2013]\s+|\d{1,2}[.)]\s+)?(?P<bold>\*\*|__)?(?P<words>[^\s*_:.;?!,(][^*:.;?!,\n]*?)[\s:]*(?:\*\*|__)?"
)


def passages_of(document: str, text: str, blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Every block as a passage of the document: section path, lead-in, references and boilerplate told apart.

    Under a heading such as "Sources" all is `reference` until a heading of the same depth; a paragraph that is a
    subscription line or a page foot is `boilerplate`. A list item without a lead-in of its own takes the sentence
    before its list if that ends in a colon, or the item above it if that does.
    """
    known = genres()
    headings: list[tuple[int, str, tuple[int, int]]] = []
    lead_ins: list[tuple[int, tuple[int, int]]] = []
    around: list[tuple[int, tuple[int, int]]] = []
    sources_level: int | None = None
    made: list[Passage] = []
    for block in _with_titles(text, list(blocks)):
        if headings and headings[-1][0] > TITLED and block.kind != "heading":
            kept = [heading for heading in headings if heading[0] <= TITLED or heading[0] < TITLED + block.level]
            if kept != headings:
                headings, lead_ins = kept, around
                sources_level = None if sources_level and sources_level > TITLED else sources_level
        words = text[block.start : block.end]
        if not words.strip():
            continue
        if block.kind == "heading" and known.is_boilerplate(words):
            block = replace(block, kind="boilerplate")
        if block.kind == "heading":
            headings = [heading for heading in headings if heading[0] < block.level]
            if sources_level is not None and block.level <= sources_level:
                sources_level = None
            if known.is_reference_heading(words):
                sources_level = block.level
        elif block.kind in ("paragraph", "list-item", "key-value"):
            block = _told_apart(block, words, sources_level is not None)
        lead_in = block.lead_in
        if block.kind == "key-value" and block.level and lead_in is None and lead_ins:
            lead_in = lead_ins[-1][1]
        elif block.kind == "list-item":
            lead_ins = [known_lead for known_lead in lead_ins if known_lead[0] < block.level]
            if lead_in is None and lead_ins and not block.citation:
                lead_in = lead_ins[-1][1]
            if words.rstrip().endswith(":"):
                lead_ins.append((block.level, last_sentence(text, _words_at(block), block.end)))
        elif block.kind in ("heading", "paragraph"):
            if block.level == TITLED + 1 and lead_ins:
                around = lead_ins  # goes on behind what stands below the item
            lead_ins = []
            if words.rstrip().endswith((":", ":\u2014", ":-")):
                lead_ins = [(0, last_sentence(text, _words_at(block), block.end))]
        made.append(
            Passage(
                document, block.start, block.end, block.kind, tuple(words for _, words, _ in headings), words,
                len(made), tuple(span for _, _, span in headings), lead_in, block.level, block.cells, block.page,
                block.row, block.citation, block.speaker, block.element, block.skips,
            )
        )  # fmt: skip
        if block.kind == "heading":
            headings.append((block.level, " ".join(words.split()), (block.start, block.end)))
    return tuple(made)


def _with_titles(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with an item that only names what the items below it are about as their heading."""
    for block, below in zip(blocks, (*blocks[1:], None), strict=False):
        nested = below is not None and below.kind in ("list-item", "key-value") and below.level > block.level
        nested = nested and below is not None and _TIMED.match(text, below.start, below.end) is None
        found = _TITLE.fullmatch(text, block.start, block.end) if block.kind == "list-item" and nested else None
        if found is None or block.citation or not _is_title(found["words"], bool(found["bold"])):
            yield block
        else:
            start, end = found.span("words")
            yield replace(block, kind="heading", start=start, end=end, level=TITLED + block.level, skips=())


def _is_title(words: str, bold: bool) -> bool:
    """Whether words are set in bold type, or are several and written as titles are; two may be somebody's name."""
    said = words.split()
    told = [one for one in said if len(one) > SMALL]
    return len(said) <= LONGEST and (bold or (len(said) >= SHORTEST and all(not one[0].islower() for one in told)))


def _told_apart(block: Block, words: str, in_sources: bool) -> Block:
    known = genres()
    if in_sources or known.opens_references(words):
        return replace(block, kind="reference", cells=())
    if known.is_boilerplate(words):
        return replace(block, kind="boilerplate", cells=())
    return block


def _words_at(block: Block) -> int:
    """Where the block's own words begin, after its list mark."""
    return max([block.start, *(last for first, last in block.skips if first == block.start)])


def last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the last sentence of a stretch stands, without the white space after it.

    >>> last_sentence("It began. It has two tracks: ", 0, 29)
    (10, 28)
    """
    words = text[start:end]
    end = start + len(words.rstrip())
    starts = [start + found.end() for found in _SENTENCE_START.finditer(words) if start + found.end() < end]
    return (starts[-1] if starts else start), end
