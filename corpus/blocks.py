"""Blocks: what a reader hands over, before sections and lead-ins are worked out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from corpus.cells import says_something
from corpus.passages import Cell


class UnreadableDocument(ValueError):
    """A source that cannot be read: the message names what, where, and what would be right."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; dates are ISO 8601 and no more exact than the document is.

    `issued` is when the text was issued, never when it was scraped or posted elsewhere. `type` is a local name
    of the vocabulary's document kinds (`Statute`, `Rule`, `Report`, `Release`, `News`, `Opinion`, `Reference`,
    `Table`). `license` is an SPDX id, a URL or `None`; `shown_whole` tells whether it may be shown in full.
    """

    title: str | None = None
    creators: tuple[str, ...] = ()
    publisher: str | None = None
    issued: str | None = None
    issued_span: tuple[int, int] | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    format: str = "text/plain"
    license: str | None = None
    identifier: str | None = None
    type: str | None = None
    shown_whole: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the plain text with its kind; `start` and `end` are code points into that text.

    `level` is a heading's depth (1 is the title) or a list item's nesting (1 is outermost). `skips` are stretches
    inside it that are not its words: list marks, emphasis marks, a page foot that breaks a sentence.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    cells: tuple[Cell, ...] = ()
    page: int | None = None
    row: int | None = None
    citation: str | None = None
    speaker: str | None = None
    element: str | None = None
    skips: tuple[tuple[int, int], ...] = ()
    lead_in: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """A reader's result: the plain text, its blocks in reading order, and what the source says of itself."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    warnings: tuple[str, ...] = ()


LONGEST_TEXT = 60_000_000
"""Characters that one document's plain text may have; more is written only where markup says one thing many times."""


class TextWriter:
    """Builds the plain text of a markup format block by block, so that every offset is right by construction.

    Raises `MemoryError` beyond `LONGEST_TEXT`.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._length = 0
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """All that has been written so far."""
        return "".join(self._parts)

    @property
    def position(self) -> int:
        """Where the next character will stand."""
        return self._length

    @property
    def ending(self) -> str:
        """The last words written, without white space after them."""
        return "".join(self._parts[-4:]).rstrip()

    def words(self, start: int, end: int) -> str:
        """What stands from `start` to `end`, without putting all of the text together."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end)
        joined = "".join(self._parts[first:last])
        at = self._starts[first] if self._starts else 0
        return joined[start - at : end - at]

    def put(self, words: str) -> tuple[int, int]:
        """Append words as they are, and say where they stand."""
        start = self._length
        if start + len(words) > LONGEST_TEXT:
            raise MemoryError
        self._parts.append(words)
        self._starts.append(start)
        self._length += len(words)
        return start, self._length

    def block(
        self,
        kind: str,
        words: str,
        *,
        mark: str = "",
        level: int = 0,
        page: int | None = None,
        citation: str | None = None,
        speaker: str | None = None,
        element: str | None = None,
        lead_in: tuple[int, int] | None = None,
    ) -> Block | None:
        """Append a block and the blank line after it; `mark` is a list or paragraph mark that is no word of it."""
        words = words.strip()
        if not words:
            return None
        start = self._length
        skips: tuple[tuple[int, int], ...] = ()
        if mark:
            self.put(mark + " ")
            skips = ((start, self._length),)
        self.put(words)
        made = Block(kind, start, self._length, level, (), page, None, citation, speaker, element, skips, lead_in)
        self.blocks.append(made)
        self.put("\n\n" if kind != "list-item" else "\n")
        return made

    def row(
        self,
        cells: list[tuple[int, str, Cell | None]],
        *,
        kind: str = "table-row",
        row: int | None = None,
        page: int | None = None,
        element: str | None = None,
        between: str = " | ",
        heads: bool = False,
    ) -> list[Cell]:
        """Append one row of `(column, words, header cell)`; returns its cells, which may head later rows.

        A cell that says nothing ("n/a", "TBD", blank) is written and gives no `Cell`.
        """
        said: list[tuple[int, int]] = []
        made: list[Cell] = []
        for index, (column, words, head) in enumerate(cells):
            if index:
                self.put(between)
            words = " ".join(words.split())
            at, end = self.put(words)
            if words:
                said.append((at, end))
            if words and (heads or says_something(words)):
                if head is None:
                    made.append(Cell(at, end, words, None, None, None, column))
                else:
                    made.append(Cell(at, end, words, head.text, head.start, head.end, column))
        if said:
            shown = () if heads else tuple(made)
            self.blocks.append(Block(kind, said[0][0], said[-1][1], cells=shown, page=page, row=row, element=element))
        self.put("\n")
        return made
