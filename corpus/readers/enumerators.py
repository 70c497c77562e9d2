"""Enumerators: the nesting of (a)(1)(A)(i)(I) in a law, worked out from the marks alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.blocks import Block
from corpus.sections import last_sentence

_MARKS = re.compile(r"(?:\((?:[a-z]{1,5}|[A-Z]{1,5}|\d{1,3}[A-Z]?)\)[\s\u2003]*)+")
_MARK = re.compile(r"\(([^()]+)\)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_KINDS = ("a", "1", "A", "i", "I", "aa", "AA")
"""The drafting order of Congress: subsection, paragraph, subparagraph, clause, subclause, item, subitem."""


def marks_of(words: str) -> tuple[list[str], int]:
    """The enumerators that a paragraph begins with, and where its words begin.

    >>> marks_of("(a)(1) In general")
    (['a', '1'], 7)
    >>> marks_of("The Secretary")
    ([], 0)
    """
    found = _MARKS.match(words)
    return (_MARK.findall(found.group()), found.end()) if found else ([], 0)


def _roman(mark: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in mark.lower()]
    if not values or 0 in values:
        return 0
    total = sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    return total if _spelt(total) == mark.lower() else 0


def _spelt(number: int) -> str:
    made = ""
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value:
            made, number = made + letters, number - value
    return made


def _letters(mark: str) -> int:
    """a is 1, z 26, aa 27 (a doubled letter follows z)."""
    return (ord(mark[0].lower()) - 96) + 26 * (len(mark) - 1) if len(set(mark)) == 1 else 0


def _place(mark: str, kind: str) -> int:
    """Which place the mark has in a series of this kind; 0 if it cannot stand in one."""
    if kind == "1":
        digits = re.match(r"\d+", mark)
        return int(digits.group()) if digits else 0
    if mark.isdigit() or mark.islower() != kind.islower() or not mark.isalpha():
        return 0
    if kind in ("i", "I"):
        return _roman(mark)
    if kind in ("aa", "AA"):
        return _letters(mark[0]) if len(mark) == 2 and mark[0] == mark[1] else 0
    return _letters(mark)


class Enumerators:
    """Where in a section its paragraphs stand: `citation` grows and shrinks as marks are entered.

    `stem` is the section's own citation and `level` the depth of its heading.
    """

    def __init__(self, stem: str, level: int = 0, kinds: tuple[str, ...] = _KINDS) -> None:
        self.stem = stem
        self.level = level
        self._kinds = kinds
        self._open: list[tuple[int, str]] = []

    @property
    def citation(self) -> str:
        """The citation of the paragraph that is open now."""
        return self.stem + "".join(f"({mark})" for _, mark in self._open)

    @property
    def depth(self) -> int:
        """How many enumerators deep it stands; 0 is the section itself."""
        return len(self._open)

    def close(self) -> None:
        """Go back to the section itself: a heading of a subsection follows."""
        self._open = []

    def enter(self, marks: list[str], *, below: bool = False, unfinished: bool = False) -> None:
        """Go to the paragraph that these marks begin, each below the one before.

        `below` says that the first is below the open one too, `unfinished` that the words before break off on a
        colon or dash, so that a mark that could begin a series below does ("(i)" after "(h) … :" is not the ninth).
        """
        for number, mark in enumerate(marks):
            self._enter(mark, below or number > 0, unfinished and number == 0)

    def _enter(self, mark: str, below: bool, unfinished: bool) -> None:
        """A mark goes on with an open series if it is the next of it, innermost first; else it opens one below."""
        deepest = self._open[-1][0] if self._open else -1
        opens = any(_place(mark, kind) == 1 for kind in self._kinds[deepest + 1 :])
        if not below and not (unfinished and opens):
            for place in range(len(self._open) - 1, -1, -1):
                kind, last = self._open[place]
                if 0 < _place(mark, self._kinds[kind]) == _place(last, self._kinds[kind]) + 1:
                    self._open[place:] = [(kind, mark)]
                    return
        for kind in range(deepest + 1, len(self._kinds)):
            if _place(mark, self._kinds[kind]) == 1:
                self._open.append((kind, mark))
                return
        for place in range(len(self._open) - 1, -1, -1):
            kind, last = self._open[place]
            if _place(mark, self._kinds[kind]) > _place(last, self._kinds[kind]):
                self._open[place:] = [(kind, mark)]
                return
        kinds = [kind for kind in range(len(self._kinds)) if _place(mark, self._kinds[kind])]
        if kinds:
            self._open = [entry for entry in self._open if entry[0] < kinds[0]] + [(kinds[0], mark)]

    def lead_in(self, blocks: list[Block], words: Callable[[int, int], str]) -> tuple[int, int] | None:
        """The unfinished sentence of the paragraph above that the open paragraph completes, if there is one.

        `words` gives the text from one offset to another.
        """
        above = self.stem + "".join(f"({mark})" for _, mark in self._open[:-1])
        for block in reversed(blocks[-400:]):
            if block.citation == above:
                start = max(block.start, *(last for _, last in block.skips), 0)
                said = words(start, block.end)
                if block.kind == "heading" or re.search(r"[.;][\"\u201d]?\s*$", said):
                    return None
                first, last = last_sentence(said, 0, len(said))
                return start + first, start + last
        return None
