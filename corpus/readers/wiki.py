"""MediaWiki markup: articles as the wiki keeps them, or as it extracts them to text with headings.

Where the source holds no inline markup, the plain text is the source as it stands; templates, notes, link targets
and quote marks of bold and italics are taken out of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, HTMLEntity, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from corpus.blocks import Block, Metadata, Writing
from corpus.cells import says_something
from corpus.encodings import decode
from corpus.passages import Cell

_MARKED = re.compile(r"\[\[|\{\{|\{\||'''?|<[a-zA-Z!/]|\[https?:|&[a-z]+;|__[A-Z]+__")
_HEADING = re.compile(r"(?P<marks>={1,6})[ \t]*(?P<words>[^=\n].*?)[ \t]*(?P=marks)[ \t]*")
_LIST = re.compile(r"(?P<marks>[*#:;]+)[ \t]*(?=\S)")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|[\u2022-])[ \t]+(?=\S)")
_NOT_SHOWN = re.compile(r"^(?:file|image|category|datei)\s*:", re.I)
_BRACKETS = re.compile(r"\{\{|\}\}|\[\[|\]\]|(?<![{])\{\||\|\}(?!\})")
_PAIRS = {"{{": "}}", "[[": "]]", "{|": "|}"}
_INFOBOX = re.compile(r"\s*infobox", re.I)


def read(data: bytes, source: str) -> Writing:
    """Read MediaWiki markup: headings, paragraphs, list items, and the rows of an infobox as key-value lines."""
    text = decode(data, source)
    boxes: list[tuple[str, str]] = []
    if _MARKED.search(text):
        text = re.sub(r"\n{3,}", "\n\n", _words(mwparserfromhell.parse(balanced(text)), boxes)).strip("\n") + "\n"
    if boxes:
        text = "".join(f"{label}: {value}\n" for label, value in boxes) + "\n" + text
    blocks = [*_box(boxes), *_blocks(text, sum(len(label) + len(value) + 3 for label, value in boxes) + bool(boxes))]
    title = next(
        (text[block.start : block.end] for block in blocks if block.kind == "heading" and block.level == 1), None
    )
    return Writing(text, tuple(blocks), Metadata(title=title, format="text/x-wiki", type="Reference"))


def balanced(text: str) -> str:
    """The markup without brackets that are never closed or stand more than 20 deep, on which the parser would hang.

    >>> balanced("{{a|[[b]] c")
    'a|[[b]] c'
    """
    opened: list[tuple[str, int]] = []
    doomed: list[int] = []
    for found in _BRACKETS.finditer(text):
        mark = found.group()
        if mark in _PAIRS:
            opened.append((mark, found.start()))
            continue
        fits = [
            place for place in range(len(opened) - 1, max(-1, len(opened) - 8), -1) if _PAIRS[opened[place][0]] == mark
        ]
        if not fits:
            doomed.append(found.start())
            continue
        doomed += [at for _, at in opened[fits[0] + 1 :]]
        if fits[0] >= 20:
            doomed += [opened[fits[0]][1], found.start()]
        del opened[fits[0] :]
    gone = {*doomed, *(at for _, at in opened)}
    return _BRACKETS.sub(lambda found: "" if found.start() in gone else found.group(), text) if gone else text


def _box(boxes: list[tuple[str, str]]) -> list[Block]:
    made, at = [], 0
    for label, value in boxes:
        start = at + len(label) + 2
        cells = (
            (Cell(start, start + len(value), value, label, at, at + len(label), 1),) if says_something(value) else ()
        )
        made.append(Block("key-value", at, start + len(value), cells=cells))
        at = start + len(value) + 1
    return made


def _words(code: Wikicode, boxes: list[tuple[str, str]]) -> str:
    """The words of a piece of wiki code, without templates, notes and link targets."""
    made: list[str] = []
    for node in code.nodes:
        if isinstance(node, Text):
            made.append(str(node.value))
        elif isinstance(node, Wikilink):
            if not _NOT_SHOWN.match(str(node.title)):
                made.append(_words(node.text, boxes) if node.text else str(node.title))
        elif isinstance(node, ExternalLink):
            made.append(_words(node.title, boxes) if node.title else "")
        elif isinstance(node, Tag):
            tag = str(node.tag).strip().lower()
            if node.wiki_markup and tag in ("li", "dd", "dt"):
                made.append(str(node.wiki_markup))
            elif tag == "br":
                made.append("\n")
            elif tag not in ("ref", "gallery", "table", "math", "style", "references") and node.contents is not None:
                made.append(_words(node.contents, boxes))
        elif isinstance(node, HTMLEntity):
            made.append(str(node.normalize()))
        elif isinstance(node, Template):
            if _INFOBOX.match(str(node.name)):
                boxes += _infobox(node)
        elif not isinstance(node, Comment):
            made.append(str(node))
    return "".join(made)


def _infobox(node: Template) -> list[tuple[str, str]]:
    rows = []
    for parameter in node.params:
        label = str(parameter.name).strip().replace("_", " ")
        value = " ".join(_words(parameter.value, []).split())
        if label and not label.isdigit() and value:
            rows.append((label[:1].upper() + label[1:], value))
    return rows


def _blocks(text: str, start: int) -> list[Block]:
    made: list[Block] = []
    for found in re.compile(r"[^\n]+").finditer(text, start):
        first = found.start() + len(found.group()) - len(found.group().lstrip())
        last = first + len(found.group().strip())
        if first >= last:
            continue
        heading = _HEADING.fullmatch(text, first, last)
        marks = _LIST.match(text, first, last)
        number = _NUMBER.match(text, first, last)
        if heading:
            made.append(Block("heading", *heading.span("words"), len(heading.group("marks"))))
        elif marks and not number:
            kind = "heading" if marks.group("marks") == ";" else "list-item"
            level = 5 if kind == "heading" else len(marks.group("marks"))
            made.append(Block(kind, first, last, level, skips=((first, marks.end()),)))
        elif number:
            made.append(Block("list-item", first, last, 1, skips=((first, number.end()),)))
        else:
            made.append(Block("paragraph", first, last))
    return [_term(block) for block in made]


def _term(block: Block) -> Block:
    """A definition term is a heading without its mark."""
    if block.kind == "heading" and block.skips:
        return replace(block, start=block.skips[0][1], skips=())
    return block
