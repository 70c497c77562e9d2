"""Lines of plain text: where they stand, and what their shape says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from corpus.dates import date_lead

LONG_LINE = 160
"""No printer wraps at more characters than this: a longer line is a whole paragraph."""

_BULLET = re.compile(
    r"(?:[\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2219\u00b7\uf0b7\u27a2\u2713]|[*+\u2013\u2014-](?=\s)|o(?=\s{2,}))\s*"
)
_NUMBER = re.compile(r"\(?(?P<number>\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+(?=\S)")
_NUMBERED_PART = re.compile(
    r"(?:article|art\.|section|sec\.|\u00a7|chapter|part|title|regulation|rule|clause|schedule|annex|step|question|lesson)\s*#\.?"
)
"""A heading that comes back with another number: "Article 4"."""
_ENDED = re.compile(r"[.!?:;][\"'\u201d\u2019)\]]*\s*$")
LABELLED = re.compile(r"[A-Z][\w/&' -]{0,40}?:\s+\S|[A-Z][\w/&' -]{0,30}?\s[\u2013\u2014]\s\S")
_FUNCTION = frozenset(
    ("a", "an", "the", "and", "or", "nor", "but", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as",
     "that", "which", "who", "whose", "is", "are", "was", "were", "be", "been", "will", "may", "shall", "its", "their",
     "this", "these", "those", "into", "under", "over", "per", "than", "not", "if", "when", "while", "where")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end: `start` and `end` bound its words, `indent` is the white space before them."""

    start: int
    end: int
    text: str
    indent: int
    blank: bool


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of a text, or of the stretch from `start` to `end`; a form feed ends a line too."""
    lines: list[Line] = []
    end = len(text) if end is None else end
    for found in re.compile(r"[^\n\f]*(?:\n|\f|\Z)").finditer(text, start, end):
        if found.start() == end and lines:
            break
        raw = found.group().rstrip("\n\f")
        words = raw.strip()
        at = found.start() + (len(raw) - len(raw.lstrip()) if words else 0)
        lines.append(Line(at, at + len(words), words, at - found.start() if words else 0, not words))
    return lines


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence, a clause of a list or a lead-in does.

    >>> ends_sentence("It began.”"), ends_sentence("It began in the")
    (True, False)
    """
    return bool(_ENDED.search(words))


def mark_of(line: Line) -> tuple[str, int, str] | None:
    """The list mark that a line begins with: its kind (`bullet` or `number`), where its words begin, the mark."""
    found = _BULLET.match(line.text)
    if found and found.end() < len(line.text):
        return "bullet", line.start + found.end(), found.group().strip()
    found = _NUMBER.match(line.text)
    if found:
        return "number", line.start + found.end(), found.group("number")
    return None


def continues(before: Line, after: Line, width: int) -> bool:
    """Whether `after` goes on with the sentence or paragraph of `before`, two lines that follow each other.

    The printer's rule: a line was wrapped if the next line's first word would not have fitted on it. A line that
    breaks off on a small word or before a small letter was wrapped too, however short.
    """
    if not before.text or not after.text:
        return False
    if LABELLED.match(after.text) and (ends_sentence(before.text) or LABELLED.match(before.text)):
        return False
    if date_lead(after.text) is not None and (ends_sentence(before.text) or date_lead(before.text) is not None):
        return False
    first = after.text.split(maxsplit=1)[0]
    last = before.text.rsplit(maxsplit=1)[-1]
    open_end = not ends_sentence(before.text)
    if open_end and (last.lower() in _FUNCTION or last.endswith((",", "-", "\u2014"))):
        return True
    if open_end and first[:1].islower() and len(before.text) >= 25:
        return True
    if width > LONG_LINE or width < 40 or (before.indent == 0 and after.indent >= 4):
        return False
    room = width - len(before.text) - 1
    slack = width // 12 if ends_sentence(before.text) else width // 6
    return room - slack < len(first)


def wrapped_at(lines: list[Line]) -> int:
    """The width at which the text was surely wrapped; 0 if it was not.

    Surely wrapped are lines that break before a small letter, and runs of three lines or more that are all filled
    but the last.
    """
    sure = [
        len(line.text)
        for line, after in pairwise(lines)
        if len(line.text) >= 40 and after.text[:1].islower() and not ends_sentence(line.text)
    ]
    run: list[str] = []
    for line in [*lines, Line(0, 0, "", 0, True)]:
        if line.text and not LABELLED.match(line.text) and not mark_of(line):
            run.append(line.text)
            continue
        widest = max(map(len, run), default=0)
        filled = all(len(words) >= 0.75 * widest for words in run[:-1])
        if len(run) >= 3 and 45 <= widest <= 110 and filled and not all(map(ends_sentence, run[:-1])):
            sure += map(len, run[:-1])
        run = []
    return sorted(sure)[len(sure) // 2] if sure else 0


def is_double_spaced(lines: list[Line]) -> bool:
    """Whether a blank line stands between nearly all lines, also within sentences."""
    within = sum(
        len(before.text) >= 60 and blank.blank and after.text[:1].islower() and not ends_sentence(before.text)
        for before, blank, after in zip(lines, lines[1:], lines[2:], strict=False)
    )
    together = sum(bool(before.text and after.text) for before, after in pairwise(lines))
    return within >= 2 and together <= within


def local_width(lines: list[Line], index: int, least: int, reach: int = 3) -> int:
    """The longest line near a line, within its run of lines without a blank: what its printer had to fill.

    `least` is what the whole text was wrapped at, 0 if it was not: then no line was full.
    """
    if not least:
        return 0
    widest = max(len(lines[index].text), least * 9 // 10)
    for step in (-1, 1):
        for distance in range(1, reach + 1):
            at = index + step * distance
            if not 0 <= at < len(lines) or lines[at].blank:
                break
            widest = max(widest, len(lines[at].text))
    return widest


_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-\u2013\u2014\[|]?\s*(?:(?!(?:19|20|21)\d\d\s*$)\d{1,4}|[ivxl]{1,6})"
    r"\s*[-\u2013\u2014\]|]?(?:\s*(?:of|/)\s*\d{1,4})?",
    re.I,
)


_PAGED = re.compile(
    r"page\s+\d{1,4}(?:\s+of\s+\d+)?\s{3,}\S.{0,100}|\S.{0,100}\s{3,}page\s+\d{1,4}(?:\s+of\s+\d+)?", re.I
)


def page_furniture(lines: list[Line]) -> set[int]:
    """Indices of lines that are page heads and feet: page numbers alone, and short lines that come back.

    A line counts as coming back if it stands three times or more, its numbers aside, far apart, and has a page
    number or stands beside one or beside a form feed; a repeated heading or cell is not furniture.
    """
    masked = [re.sub(r"\d+", "#", line.text.lower()) for line in lines]
    counts = Counter(words for words in masked if 3 <= len(words) <= 90)
    numbers = {
        index
        for index, line in enumerate(lines)
        if line.text
        and len(line.text) <= 16
        and _PAGE_NUMBER.fullmatch(line.text)
        and (_alone(lines, index) or line.text.lower().startswith("page"))
    }
    paged = {index for index, line in enumerate(lines) if _PAGED.fullmatch(line.text)}
    if len(numbers) < 2:
        numbers = {index for index in numbers if lines[index].text.lower().startswith("page")}
    found = numbers | paged
    forms: dict[str, set[str]] = {}
    for line, words in zip(lines, masked, strict=True):
        if counts[words] >= 3:
            forms.setdefault(words, set()).add(line.text)
    for index, words in enumerate(masked):
        if counts[words] < 3 or mark_of(lines[index]) or "|" in words:
            continue
        if _NUMBERED_PART.fullmatch(words):
            continue
        varies = len(forms[words]) > 1
        beside = any(at in numbers for at in range(index - 3, index + 4))
        if (varies and re.search(r"(?:page|\|)?\s*#(?:\s*of\s*#)?$", words)) or beside:
            found.add(index)
    return found


def _alone(lines: list[Line], index: int) -> bool:
    before = index == 0 or lines[index - 1].blank
    after = index + 1 >= len(lines) or lines[index + 1].blank
    return before or after
