"""Pairs: lines of the shape "Label: value", and rows of cells set with bars or tabs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.blocks import Block, TextWriter
from corpus.cells import says_something
from corpus.dates import date_lead, is_when
from corpus.passages import Cell

# dots lead from a label to its value, in a table of contents to a page
_PAIR = re.compile(
    r"(?P<key>[A-Z][^:|\n\t.;?!\u2014\u2013]{0,48}?)\s*"
    r"(?:(?P<colon>:)\s+|(?P<dash>\s[\u2014\u2013-]\s+|\t+)|(?P<dots>\s\.{2,}\s+|\.{4,}\s*|(?:\.\s){4,})(?!\d{1,3}\s*$))"
    r"(?P<value>\S.*)",
    re.S,
)
_TURN = re.compile(r"(?:Q|A|Question|Answer)(?:\s?\d{1,2})?[:.]\s+(?=\S)")
_ASKS = re.compile(r"(?:Q|Question)[\s\d:.]")
_ANSWERS = re.compile(r"[\n?][\s*_]*(?P<mark>(?:A|Answer)(?:\s?\d{1,2})?[:.]\s+)(?=\S)")
_SPEECH = re.compile(r"\b(?:said|says|asked|answered|replied|wrote|added|reads)$")
_MAYBE_TURN = re.compile(r"\b(?:Q|A|Question|Answer)(?:\s?\d{1,2})?[:.]")
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_MARKS = re.compile(r"[:\t\u2014\u2013-]|\d {2,}(?=\S)|\.\s?\.")
_ON_A_DAY = re.compile(
    r"(?:,| on| as of| at| since)? \d{1,2} \w+ \d{4}$|(?:,| on| as of| at| since)? \w+ \d{1,2}, \d{4}$"
)
"""A day at the end of a label, which is no word of it."""
_STOP = re.compile(r"[.!?][\"'\u201d\u2019)]*\s*$")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A block that reads "Label: value": where both stand, and whether that alone is proof."""

    key: tuple[int, int]
    label: str
    value: tuple[int, int]
    words: str
    sure: bool


def as_pairs(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with lines of the shape "Label: value" turned into `key-value`, where they stand as such lines do.

    A line with a colon counts alone if its value is short and no sentence; a dash or a sentence after the colon
    counts only beside another such line. "Q:" and "A." are no labels: they become skips.
    """
    blocks = [_without_turn(text, block) for block in blocks]
    shapes = [_shape(text, block) for block in blocks]
    made = []
    for index, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        beside = [shapes[at] for at in (index - 1, index + 1) if 0 <= at < len(blocks)]
        if shape is not None and (shape.sure or any(other is not None for other in beside)):
            made.append(_pair(block, shape))
        else:
            made.append(block)
    return made


def _clean(text: str, block: Block) -> tuple[str, list[int]]:
    """The block's text without its skips, and where each character stands."""
    kept = [True] * (block.end - block.start)
    for first, last in block.skips:
        for at in range(max(first, block.start), min(last, block.end)):
            kept[at - block.start] = False
    offsets = [block.start + at for at, keep in enumerate(kept) if keep]
    while offsets and text[offsets[0]].isspace():
        offsets.pop(0)
    return "".join(text[at] for at in offsets), offsets


def _without_turn(text: str, block: Block) -> Block:
    if block.kind not in ("paragraph", "heading", "list-item") or block.speaker or block.end - block.start > 2000:
        return block
    if not _MAYBE_TURN.search(text, block.start, min(block.end, block.start + 100)):
        return block
    words, offsets = _clean(text, block)
    found = _TURN.match(words)
    if found is None:
        return block
    skips = [(offsets[0], offsets[found.end() - 1] + 1)]
    if _ASKS.match(words):  # the answer may stand in the next line of the same paragraph
        marks = [one.span("mark") for one in _ANSWERS.finditer(words, found.end())]
        skips += [(offsets[start], offsets[end - 1] + 1) for start, end in marks]
    return replace(block, skips=(*block.skips, *skips))


def _shape(text: str, block: Block) -> _Shape | None:
    if block.kind not in ("paragraph", "list-item", "heading") or block.citation or block.speaker:
        return None
    if (block.kind == "heading" and block.level == 1) or block.end - block.start > 400:
        return None
    if not _MARKS.search(text, block.start, block.end):
        return None
    clean, offsets = _clean(text, block)
    lead = date_lead(clean)
    if lead is not None:
        said = clean[lead[1] :].rstrip()
        fits = len(said.split()) <= 25 and not (_STOP.search(said) and len(said.split()) > 3)
        key, value = (offsets[0], offsets[lead[0] - 1] + 1), (offsets[lead[1]], offsets[lead[1] + len(said) - 1] + 1)
        return _Shape(key, clean[: lead[0]].strip(), value, " ".join(said.split()), True) if fits else None
    found = _PAIR.fullmatch(clean)
    if found is None or _SPEECH.search(found.group("key")):
        return None
    most = 8 if found.group("colon") and is_when(found.group("value").strip()) else 5
    if len(_ON_A_DAY.sub("", found.group("key")).split()) > most:
        return None
    said = found.group("value").rstrip()
    words = len(said.split())
    telling = words <= 25 and _YEAR.search(said) is not None and (block.kind != "heading" or words > 6)
    if (
        found.group("dash")
        and not (telling and not _STOP.search(said))
        and (words > 6 or len(found.group("key").split()) > 4 or block.kind == "heading" or _STOP.search(said))
    ):
        return None
    if (found.group("colon") and block.kind == "heading" and words > 8) or words > 25:
        return None
    if _STOP.search(said) and words > 3:
        return None
    start, end = found.span("key")
    first = found.start("value")
    return _Shape(
        (offsets[start], offsets[end - 1] + 1),
        found.group("key"),
        (offsets[first], offsets[first + len(said) - 1] + 1),
        " ".join(said.split()),
        bool(found.group("colon") or found.group("dots")) and words <= 12 and block.kind != "heading",
    )


def _pair(block: Block, shape: _Shape) -> Block:
    """A block as `key-value`: one cell, the value, whose header is the label; none if the value says nothing."""
    cells: tuple[Cell, ...] = ()
    if says_something(shape.words):
        cells = (Cell(*shape.value, shape.words, shape.label, *shape.key, 1),)
    return replace(block, kind="key-value", cells=cells, level=block.level if block.kind == "list-item" else 0)


def pair_block(writer: TextWriter, label: str, value: str, element: str | None = None, page: int | None = None) -> None:
    """Write a pair of a markup format as "Label: value", the value its one cell under the label."""
    first, last = writer.put(label)
    writer.put(": ")
    start, end = writer.put(value)
    cells = (Cell(start, end, value, label, first, last, 1),) if says_something(value) else ()
    writer.blocks.append(Block("key-value", first, max(end, last), cells=cells, page=page, element=element))
    writer.put("\n")
