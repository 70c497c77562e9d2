"""Pairs: lines of the shape "Label: value", and rows of cells set with bars or tabs."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.blocks import Block, TextWriter
from corpus.cells import says_something
from corpus.passages import Cell

_PAIR = re.compile(
    r"(?P<key>[A-Z][^:|\n\t.;?!\u2014\u2013]{0,48}?)\s*(?:(?P<colon>:)\s+|(?P<dash>\s[\u2014\u2013-]\s+|\t+))(?P<value>\S.*)",
    re.S,
)
_STOP = re.compile(r"[.!?][\"'\u201d\u2019)]*\s*$")


def as_pairs(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with lines of the shape "Label: value" turned into `key-value`, where they stand as such lines do.

    A line with a colon counts alone if its value is short and no sentence; a dash or a sentence after the colon
    counts only beside another such line.
    """
    shapes = [_shape(text, block) for block in blocks]
    made = []
    for index, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if shape is None:
            made.append(block)
            continue
        found, sure = shape
        beside = [shapes[at] for at in (index - 1, index + 1) if 0 <= at < len(blocks)]
        if sure or any(other is not None for other in beside):
            made.append(pair(text, block, found))
        else:
            made.append(block)
    return made


def _shape(text: str, block: Block) -> tuple[re.Match[str], bool] | None:
    if block.kind not in ("paragraph", "list-item", "heading") or block.citation or block.speaker:
        return None
    if block.kind == "heading" and block.level == 1:
        return None
    start = max([block.start, *(last for first, last in block.skips if first == block.start)])
    found = _PAIR.fullmatch(text, start, block.end)
    if found is None or len(found.group("key").split()) > 5:
        return None
    value = found.group("value")
    words = len(value.split())
    if found.group("dash") and (
        words > 6 or len(found.group("key").split()) > 4 or block.kind == "heading" or _STOP.search(value)
    ):
        return None
    if found.group("colon") and block.kind == "heading" and words > 8:
        return None
    sentence = bool(_STOP.search(value)) and words > 3
    if sentence or words > 25:
        return None
    sure = bool(found.group("colon")) and words <= 12 and block.kind != "heading"
    return found, sure


def pair(text: str, block: Block, found: re.Match[str]) -> Block:
    """A block as `key-value`: one cell, the value, whose header is the label; none if the value says nothing."""
    key, value = found.span("key"), found.span("value")
    end = value[0] + len(text[value[0] : value[1]].rstrip())
    words = text[value[0] : end]
    cells: tuple[Cell, ...] = ()
    if says_something(words):
        cells = (Cell(value[0], end, " ".join(words.split()), text[key[0] : key[1]], key[0], key[1], 1),)
    return replace(block, kind="key-value", cells=cells, level=block.level if block.kind == "list-item" else 0)


def pair_block(writer: TextWriter, label: str, value: str, element: str | None = None, page: int | None = None) -> None:
    """Write a pair of a markup format as "Label: value", the value its one cell under the label."""
    first, last = writer.put(label)
    writer.put(": ")
    start, end = writer.put(value)
    cells = (Cell(start, end, value, label, first, last, 1),) if says_something(value) else ()
    writer.blocks.append(Block("key-value", first, max(end, last), cells=cells, page=page, element=element))
    writer.put("\n")
