"""Plain text of any wrapping: pages that were scraped, copied, mailed or taken out of a PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.blocks import Block, Metadata, Writing
from corpus.dates import is_when
from corpus.encodings import decode
from corpus.genres import genres
from corpus.lines import (
    LABELLED,
    Line,
    continues,
    ends_sentence,
    is_double_spaced,
    local_width,
    mark_of,
    page_furniture,
    split_lines,
    wrapped_at,
)
from corpus.readers.columns import tables
from corpus.readers.imprints import imprint_date
from corpus.readers.mastheads import (
    dateline,
    full_names,
    label_of,
    mail_header,
    read_line,
    speaker_labels,
    stands_alone,
    tells_sort,
    told_date,
)
from corpus.readers.pairs import as_pairs
from corpus.readers.stacked import asks, is_label_of_time, values_below

_HEAD = 14
"""Lines in capitals that may stand above a text, with the day among them: whose statement, before whom, when."""
_NOTE = re.compile(r"\d{1,3}(?=[A-Z][^\d\s])")
_NOTE_MARK = re.compile(r"(?<=[a-z)\u201d\"][.,;\u201d\"])\d{1,3}(?=\s|\Z)")


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
    speaker: str | None = None
    block: Block | None = None

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
    lines = split_lines(text)
    first = next((index for index, line in enumerate(lines) if not line.blank), 0)
    memo = bool(lines) and re.fullmatch(r"(?:memo|memorandum)\b.{0,40}", lines[first].text, re.I) is not None
    below = next((at for at in range(first + 1, len(lines)) if not lines[at].blank), first) if memo else first
    heads, metadata = mail_header(lines[below:])
    heads += below - first if heads else 0
    paragraphs = gather(text, lines, first + heads)
    for paragraph in paragraphs:
        if paragraph.block is None and genres().is_boilerplate(" ".join(line.text for line in paragraph.lines)):
            paragraph.kind = "boilerplate"
    metadata = _mastheads(paragraphs, metadata)
    signed = next((at for at, paragraph in enumerate(paragraphs) if heads and paragraph.lines[0].text == "--"), None)
    for paragraph in paragraphs[signed:] if signed is not None else ():
        paragraph.kind = "boilerplate"
    _lists_after_colons(paragraphs)
    title = _headings(paragraphs)
    _footnotes(text, paragraphs)
    mail = [Block("boilerplate", line.start, line.end) for line in lines[first : first + heads] if line.text]
    blocks = as_pairs(text, [*mail, *(_block(paragraph) for paragraph in paragraphs)])
    return Writing(
        text,
        tuple(full_names(text, blocks)),
        replace(metadata, title=_rule_title(paragraphs) or metadata.title or title or _first_heading(text, blocks)),
    )


def _rule_title(paragraphs: list[Paragraph]) -> str | None:
    """The title of a rule as the Federal Register prints it: what stands right above who made it ("AGENCY: …")."""
    labels = [at for at, one in enumerate(paragraphs[:16]) if re.match(r"AGENC(?:Y|IES):", one.lines[0].text)]
    behind = paragraphs[labels[0] : labels[0] + 4] if labels and labels[0] else []
    if not any(re.match(r"(?:ACTION|SUMMARY):", line.text) for one in behind for line in one.lines):
        return None
    above = paragraphs[labels[0] - 1]
    words = " ".join(line.text for line in above.lines)
    return words if len(words) < 300 and words[-1:] not in ".:]" and above.kind != "boilerplate" else None


def _first_heading(text: str, blocks: list[Block]) -> str | None:
    found = next((block for block in blocks[:3] if block.kind == "heading"), None)
    return " ".join(text[found.start : found.end].split()) if found else None


def _block(paragraph: Paragraph) -> Block:
    if paragraph.block is not None:
        return paragraph.block
    skips = list(paragraph.skips)
    if paragraph.speaker:
        skips.insert(0, (paragraph.start, paragraph.words_at))
    if paragraph.mark and paragraph.kind in ("list-item", "heading"):
        skips.insert(0, (paragraph.start, paragraph.words_at))
    if paragraph.kind == "paragraph":
        skips += [(line.start, line.start + 2) for line in paragraph.lines if line.text.startswith("> ")]
    level = paragraph.level or (1 if paragraph.kind == "list-item" else 0)
    return Block(paragraph.kind, paragraph.start, paragraph.end, level, speaker=paragraph.speaker, skips=tuple(skips))


def gather(text: str, lines: list[Line], first: int = 0) -> list[Paragraph]:
    """Lines from `first` on joined into paragraphs, list items, table rows and turns of speech.

    A sentence goes on across blank lines and page feet; the feet become skips of its paragraph.
    """
    furniture = page_furniture(lines) | set(range(first))
    spaced = is_double_spaced(lines)
    wrapped = wrapped_at([line for line in lines if not line.blank] if spaced else lines)
    widths = {index: local_width(lines, index, wrapped) for index in range(len(lines)) if not lines[index].blank}
    rows = tables(
        text, [Line(line.start, line.start, "", 0, True) if at in furniture else line for at, line in enumerate(lines)]
    )
    labels = speaker_labels(lines)
    made: list[Paragraph] = []
    last: int | None = None
    numbered = ""
    for index, line in enumerate(lines):
        if line.blank or index in furniture:
            continue
        if index in rows:
            made += [Paragraph([line], kind=block.kind, block=block) for block in rows[index]]
            last = None
            continue
        said = label_of(line.text, labels) if labels else None
        mark = None if said else mark_of(line)
        near = made[-1] if made and last is not None else None
        between = [] if last is None else [at for at in range(last + 1, index) if at in furniture]
        gap = last is not None and sum(lines[at].blank for at in range(last + 1, index)) > spaced
        inside = False
        if mark and near is not None and mark[0] == "number":
            number = mark[2]
            if not _is_item(number, line, near, numbered, gap, lines, index):
                mark, inside = None, not gap and number.isdigit()
        if said:
            made.append(Paragraph([line], words_at=line.start + said[1], speaker=said[0]))
        elif (
            near is not None
            and last is not None
            and not mark
            and (inside or _goes_on(near, line, gap, bool(between), widths[last]))
        ):
            near.lines.append(line)
            near.skips += [(lines[at].start, lines[at].end) for at in between if lines[at].text]
        elif mark:
            made.append(Paragraph([line], mark[0], mark[1], mark[2], gap or last is None, kind="list-item", level=1))
            numbered = mark[2] if mark[0] == "number" else numbered
        else:
            speaker = made[-1].speaker if labels and made and near is not None else None
            made.append(Paragraph([line], words_at=line.start, apart=gap or last is None, speaker=speaker))
        last = index
    _nest(made)
    return made


def _goes_on(near: Paragraph, line: Line, gap: bool, page_break: bool, width: int) -> bool:
    before = near.lines[-1]
    if near.apart and len(near.lines) == 1 and asks(before.text) and not line.text[:1].islower():
        return False
    if stands_alone(before) or (stands_alone(line) and not (line.text.endswith(".") and len(before.text) >= 40)):
        return False
    if gap or page_break:
        open_end = not ends_sentence(before.text) and (near.mark is not None or len(before.text) >= 40)
        first = line.text[:1]
        if page_break and open_end and not gap:
            return continues(before, line, width) or first.islower()
        return open_end and first.islower() and (len(near.lines) > 1 or page_break or near.mark is not None)
    return continues(before, line, width)


def _is_item(label: str, line: Line, near: Paragraph, previous: str, gap: bool, lines: list[Line], index: int) -> bool:
    """Whether a number at a line's start is a list number, and not a number that the printer wrapped there.

    `previous` is the last list number above, `near` the paragraph just above.
    """
    bracketed = line.text[len(label) : len(label) + 1] == ")" or line.text.startswith("(")
    fresh = gap or ends_sentence(near.lines[-1].text) or near.lines[-1].text.endswith((",", " and", " or"))
    if label.isdigit():
        follows = previous.isdigit() and int(label) == int(previous) + 1
        return (
            (follows or label == "1" or bracketed or fresh) and (fresh or follows or label == "1") and int(label) < 200
        )
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
            for at in range(index + 1, len(paragraphs)):
                following = paragraphs[at]
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


def _headings(paragraphs: list[Paragraph]) -> str | None:
    """Short lines that end without a stop and have text below become headings; returns the title, if one is first."""
    shouted = any(_heading_like(paragraph) and paragraph.lines[0].text.isupper() for paragraph in paragraphs)
    first = next((paragraph for paragraph in paragraphs if paragraph.kind != "boilerplate"), None)
    title = None
    lines = [one.lines[0].text for one in paragraphs]
    values = values_below(lines, [_heading_like(one) for one in paragraphs], [one.apart for one in paragraphs])
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if following is None or not _heading_like(paragraph) or index in values:
            continue
        opening = paragraph is first and len(paragraph.lines[0].text.split()) > 3
        if _in_a_run(paragraphs, index) and not opening:
            continue
        if LABELLED.match(paragraph.lines[0].text) and (
            (not following.apart and LABELLED.match(following.lines[0].text))
            or (index and not paragraph.apart and LABELLED.match(paragraphs[index - 1].lines[0].text))
        ):
            continue
        if paragraph.mark and (
            following.mark or paragraph.mark == "bullet" or not paragraph.apart or not following.apart
        ):
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


def _footnotes(text: str, paragraphs: list[Paragraph]) -> None:
    """Notes below the text ("1See …") become references, and their marks in the text skips."""
    notes: dict[str, Paragraph] = {}
    for paragraph in paragraphs:
        found = _NOTE.match(paragraph.lines[0].text)
        if found and paragraph.kind in ("paragraph", "heading") and paragraph.block is None:
            notes[found.group()] = paragraph
    for paragraph in paragraphs if notes else ():
        if paragraph.kind not in ("paragraph", "list-item"):
            continue
        seen: set[str] = set()
        for found in _NOTE_MARK.finditer(text, paragraph.start, paragraph.end):
            note = notes.get(found.group())
            if note is None or note is paragraph or found.group() in seen:
                continue
            seen.add(found.group())
            paragraph.skips.append(found.span())
            if note.kind != "reference":
                note.kind, note.level = "reference", 0
                note.skips.append((note.start, note.start + len(found.group())))


def _in_a_run(paragraphs: list[Paragraph], index: int) -> bool:
    """Whether short lines without a blank between them stand on both sides or twice after: a list, no headings."""
    like = [
        0 <= at < len(paragraphs) and _heading_like(paragraphs[at]) and not paragraphs[at].lines[0].text.isupper()
        for at in range(index - 2, index + 3)
    ]
    tight = [0 <= at < len(paragraphs) and not paragraphs[at].apart for at in range(index - 2, index + 3)]
    before = like[1] and tight[2]
    after = like[3] and tight[3]
    return (before and after) or (before and like[0] and tight[1]) or (after and like[4] and tight[4])


def _heading_like(paragraph: Paragraph) -> bool:
    words = paragraph.lines[0].text
    if paragraph.block is not None or paragraph.speaker:
        return False
    if len(paragraph.lines) > 1 or len(words) > 110 or len(words.split()) > 16 or paragraph.kind == "boilerplate":
        return False
    if paragraph.kind == "list-item" and paragraph.mark != "number":
        return False
    if re.search(r"[a-z)\]\"\u201d\u2019][.!?]\s+[A-Z]|\S\s{4,}\S", words):
        return False
    if (when := re.match(r"(?P<day>\S(?:.*?\S)??)\s{2,}\S", words)) is not None and is_when(when["day"]):
        return False  # a line of a timeline
    bare = words.rstrip("\"'\u201d\u2019)")
    if (
        bare.endswith((".", ";", ",", ":", "\u2026"))
        or re.search(r"[\w,)](?:--?|\s?[\u2013\u2014])$", bare)  # it leads into what stands below
        or "|" in words
        or "\t" in words
        or not re.search(r"[^\W\d_]{2}", words)
    ):
        return False
    return words[0].isupper() or words[0].isdigit() or words[0] in "\"'\u201c\u2018(" or bool(paragraph.mark)


def _mastheads(paragraphs: list[Paragraph], metadata: Metadata) -> Metadata:
    """Address, date and byline from the first and last lines; those lines are no text."""
    texts = [paragraph for paragraph in paragraphs if paragraph.kind != "boilerplate"]
    loud = (all(line.text.isupper() for line in one.lines) for one in texts[:_HEAD])
    head = next((at for at, shouted in enumerate(loud) if not shouted), _HEAD)
    first = texts[: max(6, head)]
    last = [paragraph for paragraph in paragraphs[-4:] if paragraph not in first and paragraph.kind != "boilerplate"]
    ends_of = ((before.lines[-1].text.strip("*_ "), one) for before, one in pairwise(texts[1:]))
    answers = {id(one) for before, one in ends_of if before.endswith("?") or is_label_of_time(before)}
    for paragraph in [*first, *last]:
        alone = len(paragraph.lines) == 1 and not paragraph.mark and not paragraph.block
        if alone and id(paragraph) not in answers:  # "When does it end?", and below: "December 31, 2044"
            told = read_line(paragraph.lines[0].text, paragraph.start, metadata, paragraph in first)
            if told is not None:
                metadata, paragraph.kind = told, "boilerplate"
    dated = [at for at, paragraph in enumerate(first) if paragraph.kind == "boilerplate"]
    for paragraph in first[1 : dated[-1]] if dated else ():
        words = paragraph.lines[0].text
        if (
            len(paragraph.lines) == 1
            and len(words.split()) <= 6
            and _heading_like(paragraph)
            and not (words.isupper() or LABELLED.match(words))
            and not (paragraph is first[1] and tells_sort(first[0].lines[0].text))
        ):
            paragraph.kind = "boilerplate"
    for paragraph in first:
        if paragraph.kind == "paragraph":
            metadata = dateline(paragraph.lines[0].text, paragraph.start, metadata)
    ends = [paragraph for paragraph in paragraphs[-4:] if paragraph not in first[:2]]
    for paragraph in [*first[:2], *ends]:
        if len(paragraph.lines) == 1 and paragraph.kind != "boilerplate":
            metadata = told_date(paragraph.lines[0].text, paragraph.start, metadata)
            metadata = imprint_date(paragraph.lines[0].text, paragraph.start, metadata, closing=paragraph in ends)
    return metadata
