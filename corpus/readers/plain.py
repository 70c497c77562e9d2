"""Plain text of any wrapping: pages that were scraped, copied, mailed or taken out of a PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.blocks import Block, Metadata, Writing
from corpus.dates import date_line
from corpus.encodings import decode
from corpus.lines import Line, continues, ends_sentence, local_width, mark_of, page_furniture, split_lines
from corpus.readers.pairs import as_pairs

_URL = re.compile(r"(?:URL|Link|Source)?:?\s*<?(https?://\S+?)>?", re.I)
_BYLINE = re.compile(
    r"(?:by|written by|author:?|reported by)\s+(?P<names>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,4}"
    r"(?:(?:,\s+[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,4})*,?\s+(?:and|&)\s+[A-Z][\w.'\u2019-]*"
    r"(?:\s+[A-Z][\w.'\u2019-]*){1,4})?)\s*(?P<rest>[,|(\u2013\u2014-].*)?",
    re.I,
)
_NAME = re.compile(r"[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,4}")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together while the text is being put in order."""

    lines: list[Line]
    mark: str | None = None
    words_at: int = 0
    label: str = ""
    apart: bool = True
    skips: list[tuple[int, int]] = field(default_factory=list)
    kind: str = "paragraph"
    level: int = 0

    @property
    def start(self) -> int:
        """Where its first line's words begin."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where its last line's words end."""
        return self.lines[-1].end


def read(data: bytes, source: str) -> Writing:
    """Read plain text: the text is the source's own, the blocks are slices of it."""
    return read_text(decode(data, source))


def read_text(text: str) -> Writing:
    """The blocks of a plain text and what its first and last lines say of it (address, date, title, byline)."""
    paragraphs = gather(text, split_lines(text))
    metadata = _mastheads(text, paragraphs)
    _lists_after_colons(paragraphs)
    title = _headings(text, paragraphs)
    blocks = as_pairs(text, [_block(paragraph) for paragraph in paragraphs])
    return Writing(text, tuple(blocks), replace(metadata, title=title))


def _block(paragraph: Paragraph) -> Block:
    skips = list(paragraph.skips)
    if paragraph.mark and paragraph.kind in ("list-item", "heading"):
        skips.insert(0, (paragraph.start, paragraph.words_at))
    level = paragraph.level or (1 if paragraph.kind == "list-item" else 0)
    return Block(paragraph.kind, paragraph.start, paragraph.end, level, skips=tuple(skips))


def gather(text: str, lines: list[Line]) -> list[Paragraph]:
    """Lines joined into paragraphs and list items, across blank lines and page feet where a sentence goes on."""
    furniture = page_furniture(lines)
    widths = {index: local_width(lines, index) for index in range(len(lines)) if not lines[index].blank}
    made: list[Paragraph] = []
    last: int | None = None
    for index, line in enumerate(lines):
        if line.blank or index in furniture:
            continue
        mark = mark_of(line)
        near = made[-1] if made else None
        between = [] if last is None else [at for at in range(last + 1, index) if at in furniture]
        gap = last is not None and any(lines[at].blank for at in range(last + 1, index))
        if mark and near is not None and mark[0] == "number" and not _is_item(mark[2], line, near, made, gap, lines, index):
            mark = None
        if near is not None and last is not None and not mark and _goes_on(near, line, gap, bool(between), widths[last]):
            near.lines.append(line)
            near.skips += [(lines[at].start, lines[at].end) for at in between if lines[at].text]
        elif mark:
            made.append(Paragraph([line], mark[0], mark[1], mark[2], gap or last is None, kind="list-item", level=1))
        else:
            made.append(Paragraph([line], apart=gap or last is None))
        last = index
    _nest(made)
    return made


def _goes_on(near: Paragraph, line: Line, gap: bool, page_break: bool, width: int) -> bool:
    before = near.lines[-1]
    if gap or page_break:
        open_end = not ends_sentence(before.text) and (near.mark is not None or len(before.text) >= 40)
        first = line.text[:1]
        if page_break and open_end and not gap:
            return continues(before, line, width) or first.islower()
        return open_end and first.islower() and (len(near.lines) > 1 or page_break or near.mark is not None)
    return continues(before, line, width)


def _is_item(label: str, line: Line, near: Paragraph, made: list[Paragraph], gap: bool, lines: list[Line], index: int) -> bool:
    """Whether a number at a line's start is a list number, and not a number that the printer wrapped there."""
    previous = next((other.label for other in reversed(made) if other.mark == "number"), "")
    bracketed = line.text[len(label) : len(label) + 1] == ")" or line.text.startswith("(")
    fresh = gap or ends_sentence(near.lines[-1].text) or near.lines[-1].text.endswith((",", " and", " or"))
    if label.isdigit():
        follows = previous.isdigit() and int(label) == int(previous) + 1
        return (follows or label == "1" or bracketed or fresh) and (fresh or follows or label == "1") and int(label) < 200
    if bracketed:
        return fresh or len(label) < 6
    if len(label) == 1:
        follows = len(previous) == 1 and ord(label) == ord(previous) + 1
        ahead = any(other.text.startswith(chr(ord(label) + 1) + ". ") for other in lines[index + 1 : index + 60])
        return follows or (label in "aAiI" and ahead)
    return False


def _nest(made: list[Paragraph]) -> None:
    """Depth of list items by indent, within one run of items."""
    indents: list[int] = []
    for paragraph in made:
        if paragraph.kind != "list-item":
            indents = []
            continue
        indent = paragraph.lines[0].indent
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1] + 1:
            indents.append(indent)
        paragraph.level = len(indents)


def _lists_after_colons(paragraphs: list[Paragraph]) -> None:
    """Two or more short lines after a colon that are no sentences are a list whose marks were lost."""
    index = 0
    while index < len(paragraphs):
        if paragraphs[index].kind == "paragraph" and paragraphs[index].lines[-1].text.endswith(":"):
            run: list[Paragraph] = []
            for following in paragraphs[index + 1 :]:
                words = " ".join(line.text for line in following.lines)
                if following.kind != "paragraph" or len(words) > 160 or words.endswith((":", "?")):
                    break
                if run and following.apart != run[-1].apart and len(run) > 1:
                    break
                run.append(following)
                if words.endswith((".", "!")):
                    if not run[0].lines[-1].text.endswith((";", ",", " and", " or")):
                        run.pop()
                    break
            if len(run) >= 2 and not (run[0].apart and _titled(run[0])):
                for item in run:
                    item.kind, item.level = "list-item", 1
                index += len(run)
        index += 1


def _titled(paragraph: Paragraph) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'\u2019-]*", paragraph.lines[0].text) if len(word) > 3]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _headings(text: str, paragraphs: list[Paragraph]) -> str | None:
    """Short lines that end without a stop and have text below become headings; returns the title, if one stands first."""
    shouted = any(_heading_like(paragraph) and paragraph.lines[0].text.isupper() for paragraph in paragraphs)
    first = next((paragraph for paragraph in paragraphs if paragraph.kind != "boilerplate"), None)
    title = None
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if following is None or not _heading_like(paragraph):
            continue
        if paragraph.mark and (following.mark or paragraph.mark == "bullet" or not paragraph.apart or not following.apart):
            continue
        words = paragraph.lines[0].text
        paragraph.kind = "heading"
        dotted = re.match(r"\d+(?:\.\d+)+", words)
        if paragraph is first and not paragraph.mark:
            paragraph.level, title = 1, words
        elif dotted:
            paragraph.level = 2 + dotted.group().count(".")
        else:
            paragraph.level = 3 if shouted and not words.isupper() else 2
    return title


def _heading_like(paragraph: Paragraph) -> bool:
    words = paragraph.lines[0].text
    if len(paragraph.lines) > 1 or len(words) > 110 or len(words.split()) > 16 or paragraph.kind == "boilerplate":
        return False
    if paragraph.kind == "list-item" and paragraph.mark != "number":
        return False
    bare = words.rstrip("\"'\u201d\u2019)")
    if bare.endswith((".", ";", ",", ":", "\u2026")) or "|" in words or "\t" in words or not re.search(r"[^\W\d_]{2}", words):
        return False
    return words[0].isupper() or words[0].isdigit() or words[0] in "\"'\u201c\u2018(" or bool(paragraph.mark)


def _mastheads(text: str, paragraphs: list[Paragraph]) -> Metadata:
    """Address, date and byline from the first and last lines; those lines are no text."""
    url = issued = modified = None
    span: tuple[int, int] | None = None
    creators: tuple[str, ...] = ()
    edges = [*paragraphs[:6], *[paragraph for paragraph in paragraphs[-4:] if paragraph not in paragraphs[:6]]]
    for paragraph in edges:
        if len(paragraph.lines) > 1 or paragraph.mark:
            continue
        words = paragraph.lines[0].text
        address = _URL.fullmatch(words)
        dated = date_line(words)
        byline = _BYLINE.fullmatch(words) if paragraph in paragraphs[:6] and not words.endswith((".", ":")) else None
        if address:
            url = url or address.group(1)
        elif dated and dated[0] == "modified":
            modified = dated[1]
        elif dated and issued is None:
            issued, span = dated[1], (paragraph.start + dated[2], paragraph.start + dated[3])
        elif byline and len(words) <= 160:
            creators = tuple(_NAME.findall(byline.group("names")))
        if address or dated or byline:
            paragraph.kind = "boilerplate"
    return Metadata(creators=creators, issued=issued, issued_span=span, modified=modified, url=url)
