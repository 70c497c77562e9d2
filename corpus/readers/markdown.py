"""Markdown (CommonMark with tables), with or without YAML front matter.

The plain text is the source as it stands: blocks are slices of it, and the marks inside them (`**`, link targets,
list marks) are skips, so that a quote is found in the file itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.blocks import Block, Metadata, Writing
from corpus.cells import says_something
from corpus.dates import date_line, find_date
from corpus.encodings import decode
from corpus.genres import genres
from corpus.passages import Cell
from corpus.readers import frontmatter
from corpus.readers.imprints import imprint_date
from corpus.readers.mastheads import dateline, read_line, tells_post, told_date
from corpus.readers.pairs import as_pairs

_INLINE = re.compile(
    r"""(?P<image>!\[[^\]]{0,500}\]\([^)\s]{0,2000}(?:\s+"[^"]{0,300}")?\))
    |(?P<note>\[\^[^\]\s]{1,60}\])
    |(?P<open>\[)(?P<words>[^\[\]]{0,1000})(?P<target>\]\([^)\s]{0,2000}(?:\s+"[^"]{0,300}")?\)|\]\[[^\]]{0,200}\])
    |(?P<strong>\*\*\*?|___?)(?=\S)(?P<bold>.{1,600}?)(?<=\S)(?P<unstrong>(?P=strong))
    |(?<![\w*])(?P<em>[*_])(?=[^\s*_])(?P<italic>[^*_]{1,600})(?<=\S)(?P<unem>(?P=em))(?![\w*])
    |(?P<tick>`{1,3})(?P<code>[^`]{1,2000})(?P<untick>(?P=tick))
    |(?P<tag></?[a-zA-Z][^<>\n]{0,500}>|<!--.{0,2000}?-->)
    |(?P<escape>\\)(?=[!-/:-@\[-`{-~])
    |(?P<quote>(?<=\n)[ \t]*>[ ]?)""",
    re.X | re.S,
)
_PLAIN_PAIR = re.compile(r"[A-Z][a-z][^:*_|.;?!\n]{0,40}: +(?:[^.?!\n]|[.?!](?=\S)){1,120}[ \t]*")
"""A line "Label: value" without marks: no sentence and no speaker's turn, whose label is a name or in capitals."""
_SAID_PAIR = re.compile(r"[A-Z][a-z][^:*_|.;?!\n]{0,40}: +\S[^\n]{0,200}")
"""Such a line that may hold a sentence, as one of several in a box may."""
_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")


_DEEPEST = 100
"""Lists and quotations one in the other; each list counts twice."""


def read(data: bytes, source: str) -> Writing:
    """Read Markdown: metadata from front matter, else from the page's head; a repost's own sections told apart."""
    return read_text(decode(data, source))


def read_text(text: str) -> Writing:
    """The blocks of Markdown text and what its front matter, title and masthead lines say of it."""
    front, body = frontmatter.split(text)
    made = as_pairs(text, _blocks(text, body))
    metadata = frontmatter.metadata(front, text, body)
    repost = frontmatter.is_repost(front)
    metadata, made = _masthead(text, metadata, made)
    if repost:
        made = _without_machine_sections(text, made)
    if metadata.url is None and metadata.identifier:
        linked = re.compile(r"\]\((https?://[^)\s]*" + re.escape(metadata.identifier) + r"[^)\s]*)\)").search(
            text, body
        )
        metadata = replace(metadata, url=linked.group(1) if linked else None)
    if metadata.title is None:
        title = next((block for block in made if block.kind == "heading" and block.level == 1), None)
        metadata = replace(metadata, title=_read(text, title) if title else None)
    return Writing(text, tuple(made), metadata)


def _read(text: str, block: Block) -> str:
    kept, at = [], block.start
    for first, last in block.skips:
        kept.append(text[at:first])
        at = last
    return " ".join("".join([*kept, text[at : block.end]]).split())


def _blocks(text: str, body: int) -> list[Block]:
    starts = [body]
    for found in re.compile("\n").finditer(text, body):
        starts.append(found.end())
    starts.append(len(text))
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.core.ruler.disable("inline")
    tokens = parser.parse(text[body:])
    made: list[Block] = []
    lists = 0
    item = ""
    heading = 0
    heads: list[Cell] = []
    for token in tokens:
        if token.level >= _DEEPEST - 2:
            raise RecursionError  # the parser leaves out what is nested deeper, and says nothing
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "list_item_open":
            item = "list-item"
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "table_open":
            heads = []
        elif token.type in ("fence", "code_block") and token.map:
            made += _plain(text, starts, token, "paragraph", 0)
        elif token.type == "tr_open" and token.map:
            heads = _row(text, starts, token, heads, made)
        elif token.type == "inline" and token.map and not _in_table(made, starts[token.map[0]]):
            if heading:
                made += _plain(text, starts, token, "heading", heading)
            elif lists:
                made += _plain(text, starts, token, item or "list-item", lists)
            else:
                made += _paragraphs(text, starts, token)
    return made


def _in_table(made: list[Block], at: int) -> bool:
    return (bool(made) and made[-1].kind == "table-row" and made[-1].end > at) or bool(
        made and made[-1].element == "head" and made[-1].end > at
    )


def _stretch(text: str, starts: list[int], token: Token) -> tuple[int, int]:
    first, last = token.map or (0, 0)
    start, end = starts[first], starts[min(last, len(starts) - 1)]
    while start < end and (text[start].isspace() or text[start] == ">"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _plain(text: str, starts: list[int], token: Token, kind: str, level: int) -> list[Block]:
    start, end = _stretch(text, starts, token)
    if kind == "heading":
        mark = re.compile(r"#+[ \t]+").match(text, start)
        if mark:
            start = mark.end()
            end = start + len(re.sub(r"[ \t]+#+$", "", text[start:end]).rstrip())
        else:
            end = start + len(re.sub(r"\n[ \t]*(?:=+|-+)$", "", text[start:end]).rstrip())
    skips = inline_marks(text, start, end)
    if kind == "list-item":
        mark = _MARK.match(text, start)
        if mark:
            skips = ((start, mark.end()), *(skip for skip in skips if skip[0] >= mark.end()))
    return [Block(kind, start, end, level, skips=skips)] if start < end else []


def _paragraphs(text: str, starts: list[int], token: Token) -> list[Block]:
    """A paragraph, or each line of one whose lines are all `**Label:** value`, or all short pairs without a mark."""
    start, end = _stretch(text, starts, token)
    lines = [found.span() for found in re.compile(r"[^\n]+").finditer(text, start, end)]
    labelled = re.compile(r"[ \t]*(?:\*\*|__)[^*_\n]{1,60}?(?::(?:\*\*|__)|(?:\*\*|__)\s*(?::|\u2014|\u2013))")
    marked = len(lines) > 1 and all(labelled.match(text, first, last) for first, last in lines)
    plain = sum(_PLAIN_PAIR.fullmatch(text, first, last) is not None for first, last in lines)
    boxed = 3 * plain >= 2 * len(lines) > 4 and all(_SAID_PAIR.fullmatch(text, first, last) for first, last in lines)
    if marked or boxed:
        spans = [(first, first + len(text[first:last].rstrip())) for first, last in lines]
    else:
        spans = [(start, end)]
    note = re.compile(r"\[\^[^\]\s]{1,60}\]:\s*").match(text, start, end)
    if note and note.end() < end:
        marks = tuple(mark for mark in inline_marks(text, start, end) if mark[0] >= note.end())
        return [Block("reference", start, end, skips=(note.span(), *marks))]
    return [Block("paragraph", first, last, skips=inline_marks(text, first, last)) for first, last in spans]


def inline_marks(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where inline marks stand that are no words: emphasis, link targets, code ticks, tags, note marks."""
    found_marks: list[tuple[int, int]] = []
    todo = [(start, end)]
    while todo:
        first, last = todo.pop()
        for found in _INLINE.finditer(text, first, last):
            for name in (
                "image",
                "note",
                "open",
                "target",
                "strong",
                "unstrong",
                "em",
                "unem",
                "tick",
                "untick",
                "tag",
                "escape",
                "quote",
            ):
                if found.group(name):
                    found_marks.append(found.span(name))
            for name in ("words", "bold", "italic"):
                if found.group(name):
                    todo.append(found.span(name))
    return tuple(sorted(found_marks))


PAIR = 2
"""Columns of a box of labels and values."""


def _row(text: str, starts: list[int], token: Token, heads: list[Cell], made: list[Block]) -> list[Cell]:
    """A table row as a block; the first row of a table heads the others."""
    start, end = _stretch(text, starts, token)
    cells: list[Cell] = []
    column = 0
    for found in re.compile(r"(?:\\\||[^|\n])+").finditer(text, start, end):
        if column == 0 and not found.group().strip() and found.start() == start:
            continue
        words = _read(text, Block("", found.start(), found.end(), skips=inline_marks(text, found.start(), found.end())))
        first = found.start() + len(found.group()) - len(found.group().lstrip())
        last = first + len(found.group().strip())
        head = next((cell for cell in heads if cell.column == column), None)
        if words and (not heads or says_something(words)):
            made_cell = Cell(first, last, words, column=column)
            if head:
                made_cell = replace(made_cell, header=head.text, header_start=head.start, header_end=head.end)
            cells.append(made_cell)
        column += 1
    if not heads:
        made.append(Block("table-row", start, end, element="head"))
        if not cells and column == PAIR:  # a box of labels and values, whose head is blank
            return [Cell(start, start, "", column=-1)]
        return cells
    number = 1 + sum(block.kind == "table-row" and block.row is not None for block in made[-500:])
    marks = inline_marks(text, start, end)
    made.append(Block("table-row", start, end, cells=tuple(cells), row=number, skips=marks))
    return heads


def _masthead(text: str, metadata: Metadata, blocks: list[Block]) -> tuple[Metadata, list[Block]]:
    """Lines before the first section that say when and where the page was published become metadata and boilerplate."""
    known, made, head, told_nothing, asked = genres(), [], True, True, False
    for index, block in enumerate(blocks):
        head = head and not (block.kind == "heading" and block.level > 1) and index < 15
        words, raw, kind = _read(text, block), text[block.start : block.end], block.kind
        head = head and not asked  # "**When does it end?**", and below: "December 31, 2044"
        asked = kind == "paragraph" and index > 0 and raw.rstrip(" *_\n").endswith("?")
        if head and block.kind in ("key-value", "paragraph"):
            label, _, rest = words.partition(":")
            dated = date_line(words)
            modified = dated is not None and dated[0] == "modified"
            if known.mastheads.fullmatch(label.strip().lower()) and rest.strip() and len(words) < 160 and not modified:
                metadata = _told(text, block, label.strip().lower(), rest.strip(), metadata)
                block = replace(block, kind="boilerplate", cells=())
            elif dated:
                if dated[0] == "issued" and metadata.issued is None:
                    found = find_date(text[block.start : block.end])
                    span = (block.start + found[1], block.start + found[2]) if found else None
                    metadata = replace(metadata, issued=dated[1], issued_span=span)
                elif dated[0] == "modified" and metadata.modified is None:
                    metadata = replace(metadata, modified=dated[1])
                block = replace(block, kind="boilerplate", cells=())
            elif block.kind == "paragraph":
                told = read_line(raw, block.start, metadata, byline=True)
                if told is not None and told != metadata:
                    metadata = told
                    block = block if tells_post(raw) else replace(block, kind="boilerplate", cells=())
                else:
                    metadata = dateline(raw, block.start, metadata)
        elif block.kind == "heading" and index < 2:
            metadata = told_date(raw, block.start, metadata)
        # Until something is told, lines below a second heading still belong to the head.
        first = told_nothing and index < 8
        if kind in ("heading", "paragraph") and (first or index >= len(blocks) - 2):
            before, metadata = metadata, imprint_date(raw, block.start, metadata, closing=not first)
            told_nothing = told_nothing and not (block.kind == "paragraph" and before == metadata and _tells(raw))
        made.append(block)
    return metadata, made


def _tells(words: str) -> bool:
    return words.rstrip(" *_\n").endswith((".", "?", "!"))


def _told(text: str, block: Block, label: str, value: str, metadata: Metadata) -> Metadata:
    if label.startswith(("original", "published", "date", "release date", "issued")):
        found = find_date(text[block.start : block.end])
        if found and (metadata.issued is None or (label.startswith("original") and found[0] == metadata.issued)):
            return replace(metadata, issued=found[0], issued_span=(block.start + found[1], block.start + found[2]))
    elif label == "document number" and metadata.identifier is None:
        return replace(metadata, identifier=value)
    elif label in ("source", "publisher") and metadata.publisher is None and not value.startswith("http"):
        return replace(metadata, publisher=value)
    elif label in ("url", "link", "source") and metadata.url is None and value.startswith("http"):
        return replace(metadata, url=value.split()[0])
    elif label in ("by", "author") and not metadata.creators:
        return replace(metadata, creators=(value,))
    return metadata


def _without_machine_sections(text: str, blocks: list[Block]) -> list[Block]:
    """In a repost, what stands under headings such as "Significance" is the poster's and not the document's."""
    made, level = [], 0
    for block in blocks:
        if block.kind == "heading":
            if level and block.level <= level:
                level = 0
            if genres().reposts.fullmatch(_read(text, block).strip().lower()):
                level = block.level
        made.append(replace(block, kind="boilerplate", cells=()) if level else block)
    return made
