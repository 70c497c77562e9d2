"""MediaWiki markup: articles as the wiki keeps them, or as it extracts them to text with headings.

Where the source holds no inline markup, the plain text is the source as it stands; templates, notes, link targets
and quote marks of bold and italics are taken out of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, HTMLEntity, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from corpus.blocks import Block, Metadata, Writing
from corpus.cells import says_something
from corpus.encodings import decode
from corpus.lines import ends_sentence
from corpus.passages import Cell

_MARKED = re.compile(r"\[\[|\{\{|\{\||'''?|<[a-zA-Z!/]|\[https?:|&[a-z]+;|__[A-Z]+__")
_HEADING = re.compile(r"(?P<marks>={1,6})[ \t]*(?P<words>[^=\n].*?)[ \t]*(?P=marks)[ \t]*")
_LIST = re.compile(r"(?P<marks>[*#:;]+)[ \t]*(?=\S)")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|[\u2022-])[ \t]+(?=\S)")
_NOT_SHOWN = re.compile(r"^(?:file|image|category|datei)\s*:", re.I)
_BRACKETS = re.compile(r"\{\{|\}\}|\[\[|\]\]|(?<![{])\{\||\|\}(?!\})")
_CUTS = re.compile(rf"{_BRACKETS.pattern}|\n\n|\n(?==)")
_PIECE = 4000
_LOOSE = 100
_OPEN_TAG = re.compile(r"<(?!br\b|hr\b)[a-z][^<>/]{0,300}>", re.I)
_ANY_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)
_STRAY = re.compile(
    r"</?(?:ref|div|span|small|big|center|font|sup|sub|b|i|u|s|p|blockquote|poem)\b[^<>\n]{0,300}>", re.I
)
"""Tags of which only the contents are read; the parser would look for the end of each in all the rest."""

_NOTE = re.compile(r"<ref\b(?:[^<>/]|/(?!>)){0,300}(?P<alone>/)?>|</ref\s*>", re.I)
_PAIRS = {"{{": "}}", "[[": "]]", "{|": "|}"}
_INFOBOX = re.compile(r"\s*infobox", re.I)


def read(data: bytes, source: str) -> Writing:
    """Read MediaWiki markup: headings, paragraphs, list items, and the rows of an infobox as key-value lines."""
    text = decode(data, source)
    boxes: list[tuple[str, str]] = []
    rows: list[list[tuple[str, bool]]] = []
    if _MARKED.search(text):
        text = balanced(_without_endless(_STRAY.sub("", _without_notes(text))))
        said = "".join(_words(mwparserfromhell.parse(piece), boxes, rows) for piece in pieces(text))
        text = re.sub(r"\n{3,}", "\n\n", said).strip("\n") + "\n"
    if boxes:
        text = "".join(f"{label}: {value}\n" for label, value in boxes) + "\n" + text
    below = sum(len(label) + len(value) + 3 for label, value in boxes) + bool(boxes)
    blocks = [*_box(boxes), *_blocks(text, below, rows)]
    title = next(
        (text[block.start : block.end] for block in blocks if block.kind == "heading" and block.level == 1), None
    )
    return Writing(text, tuple(blocks), Metadata(title=title, format="text/x-wiki", type="Reference"))


def balanced(text: str) -> str:
    """The markup without brackets that are never closed or stand more than 20 deep, on which the parser would hang.

    >>> balanced("{{a|[[b]] c")
    'a|[[b]] c'
    """
    for _ in range(8):  # what is taken out may leave two single brackets side by side
        before, text = text, _without_loose(text)
        if text == before:
            break
    return text


def _without_loose(text: str) -> str:
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


def _without_notes(text: str) -> str:
    """The markup without notes; of one that is never closed only the tag goes."""
    kept: list[str] = []
    at, opened = 0, None
    for found in _NOTE.finditer(text):
        if found.group().startswith("</"):
            if opened is not None:
                kept.append(text[at:opened])
                at, opened = found.end(), None
        elif found.group("alone") and opened is None:
            kept.append(text[at : found.start()])
            at = found.end()
        elif not found.group("alone"):
            opened = found.start()
    return "".join([*kept, text[at:]])


def _without_endless(text: str) -> str:
    """The markup without tags, comments or links, of which far more open than close: each costs the rest."""
    if text.count("<!--") > text.count("-->") + _LOOSE:
        text = text.replace("<!--", "")
    if len(_OPEN_TAG.findall(text)) > text.count("</") + _LOOSE:
        text = _ANY_TAG.sub("", text)
    if text.count("[http") > text.count("]") + _LOOSE:
        text = text.replace("[http", "http")
    return text


def pieces(text: str) -> list[str]:
    """Balanced markup in pieces that begin at a heading or, where that is far, after a blank line; brackets stay whole.

    On a long text with marks that are never closed (quotes, tags) the parser would try each with all the rest.

    >>> pieces("a\\n== B ==\\n{{c|\\n== D ==}}")
    ['a\\n', '== B ==\\n{{c|\\n== D ==}}']
    """
    depth, at, cuts = 0, 0, [0]
    for found in _CUTS.finditer(text):
        mark = found.group()
        if mark in _PAIRS:
            depth += 1
        elif mark.startswith("\n"):
            if not depth and (mark != "\n\n" or found.end() - at > _PIECE):
                at = found.end()
                cuts.append(at)
        else:
            depth = max(0, depth - 1)
    return [text[first:last] for first, last in pairwise([*cuts, len(text)]) if first < last]


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


def _words(code: Wikicode, boxes: list[tuple[str, str]], rows: list[list[tuple[str, bool]]]) -> str:
    """The words of a piece of wiki code, without templates, notes and link targets."""
    made: list[str] = []
    for node in code.nodes:
        if isinstance(node, Text):
            made.append(str(node.value))
        elif isinstance(node, Wikilink):
            if not _NOT_SHOWN.match(str(node.title)):
                made.append(_words(node.text, boxes, rows) if node.text else str(node.title))
        elif isinstance(node, ExternalLink):
            made.append(_words(node.title, boxes, rows) if node.title else "")
        elif isinstance(node, Tag):
            tag = str(node.tag).strip().lower()
            if node.wiki_markup and tag in ("li", "dd", "dt"):
                made.append(str(node.wiki_markup))
            elif tag == "br":
                made.append("\n")
            elif tag == "table" and node.contents is not None:
                made.append(_table(node, rows))
            elif tag not in ("ref", "gallery", "math", "style", "references") and node.contents is not None:
                made.append(_words(node.contents, boxes, rows))
        elif isinstance(node, HTMLEntity):
            made.append(str(node.normalize()))
        elif isinstance(node, Template):
            if _INFOBOX.match(str(node.name)):
                boxes += _infobox(node)
        elif not isinstance(node, Comment):
            made.append(str(node))
    return "".join(made)


def _table(node: Tag, rows: list[list[tuple[str, bool]]]) -> str:
    """A table as lines of cells between bars; `rows` gets each row's cells, and whether they are headers."""
    lines: list[str] = []
    cells = [tag for tag in node.contents.nodes if isinstance(tag, Tag)]
    loose = [tag for tag in cells if str(tag.tag) in ("th", "td")]
    for tag in loose[:1]:
        caption = " ".join(_words(tag.contents, [], []).split()) if tag.contents is not None else ""
        if caption.startswith("+"):
            lines += ["", caption[1:].strip(), ""]
            loose = loose[1:]
    for group in [
        loose,
        *([c for c in row.contents.nodes if isinstance(c, Tag)] for row in cells if str(row.tag) == "tr"),
    ]:
        said = [
            (" ".join(_words(cell.contents, [], []).split()), str(cell.tag) == "th")
            for cell in group
            if str(cell.tag) in ("th", "td") and cell.contents is not None
        ]
        if any(words for words, _ in said):
            rows.append(said)
            lines.append(" | ".join(words for words, _ in said))
    return "\n" + "\n".join(lines) + "\n"


def _infobox(node: Template) -> list[tuple[str, str]]:
    rows = []
    for parameter in node.params:
        label = str(parameter.name).strip().replace("_", " ")
        value = " ".join(_words(parameter.value, [], []).split())
        if label and not label.isdigit() and value:
            rows.append((label[:1].upper() + label[1:], value))
    return rows


def _blocks(text: str, start: int, rows: list[list[tuple[str, bool]]]) -> list[Block]:
    made: list[Block] = []
    heads: list[Cell] = []
    ended = 0
    for found in re.compile(r"[^\n]+").finditer(text, start):
        first = found.start() + len(found.group()) - len(found.group().lstrip())
        last = first + len(found.group().strip())
        if first >= last:
            continue
        heading = _HEADING.fullmatch(text, first, last)
        marks = _LIST.match(text, first, last)
        number = _NUMBER.match(text, first, last)
        if rows and text[first:last] == " | ".join(words for words, _ in rows[0]).strip():
            heads = _row(rows.pop(0), found.start(), heads, made)
        elif heading:
            made.append(Block("heading", *heading.span("words"), len(heading.group("marks"))))
        elif marks and not number:
            shown = marks.group("marks")
            kind = "heading" if shown == ";" else ("paragraph" if not shown.strip(":") else "list-item")
            level = {"heading": 5, "paragraph": 0}.get(kind, len(shown))
            made.append(Block(kind, first, last, level, skips=((first, marks.end()),)))
        elif number:
            made.append(Block("list-item", first, last, 1, skips=((first, number.end()),)))
        elif made and made[-1].kind == "paragraph" and ended == found.start() - 1 and not _ended(text, made[-1]):
            made[-1] = replace(made[-1], end=last)
        else:
            made.append(Block("paragraph", first, last))
        ended = found.end()
    return [_term(block) for block in made]


def _ended(text: str, block: Block) -> bool:
    return ends_sentence(text[max(block.start, block.end - 10) : block.end])


def _row(row: list[tuple[str, bool]], at: int, heads: list[Cell], made: list[Block]) -> list[Cell]:
    """A table row as a block; a row of header cells heads those below it."""
    cells: list[Cell] = []
    start = at
    header = all(is_head for _, is_head in row)
    for column, (words, _) in enumerate(row):
        if header or says_something(words):
            head = next((cell for cell in heads if cell.column == column), None) if not header else None
            cells.append(
                Cell(at, at + len(words), words, head.text, head.start, head.end, column)
                if head
                else Cell(at, at + len(words), words, column=column)
            )
        at += len(words) + 3
    number = 0 if header else 1 + sum(block.row is not None for block in made)
    made.append(Block("table-row", start, at - 3, cells=() if header else tuple(cells), row=number or None))
    return cells if header else heads


def _term(block: Block) -> Block:
    """A definition term is a heading without its mark."""
    if block.kind == "heading" and block.skips:
        return replace(block, start=block.skips[0][1], skips=())
    return block
