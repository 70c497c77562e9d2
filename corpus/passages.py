"""Passages: stretches of a document's plain text, and the flowing text read from them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: `start` and `end` are code points into the document's text.

    `header` is the text of its column's header cell, `header_start` and `header_end` where that stands.
    """

    start: int
    end: int
    text: str
    header: str | None = None
    header_start: int | None = None
    header_end: int | None = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, table row or heading of one document.

    `start` and `end` are code points into the document's text, and `text` is exactly that slice.
    `kind` is one of `KINDS`. `section` holds the headings above it, outermost first; `headings` the offsets
    of those that stand in the text. `lead_in` is the offsets of the sentence that introduces a list item
    ("The model has three tracks:"). `citation` is set on a law's passages. `skips` are stretches inside the
    passage that are not its words (a list mark, emphasis marks, a page foot in mid-sentence): they stay in `text`,
    and `corpus.flows.flow` leaves them out.
    """

    document: str
    start: int
    end: int
    kind: str
    section: tuple[str, ...]
    text: str
    order: int
    headings: tuple[tuple[int, int], ...] = ()
    lead_in: tuple[int, int] | None = None
    level: int = 0
    cells: tuple[Cell, ...] = ()
    page: int | None = None
    row: int | None = None
    citation: str | None = None
    speaker: str | None = None
    element: str | None = None
    skips: tuple[tuple[int, int], ...] = ()


KINDS = ("heading", "paragraph", "list-item", "table-row", "key-value", "reference", "boilerplate")
"""What a passage can be. `key-value` is a line or box "Label: value": one cell, the value, its header the label.

`reference` is a bibliography entry, source list or citation note, `boilerplate` a subscription line, menu or
page foot: both are kept in the text and searched, and make no claims.
"""


@dataclass(frozen=True, slots=True)
class Flow:
    """A passage's text as it reads, un-wrapped and cleaned, with the way back to the document.

    `offsets[i]` is the code point in the document's text at which flow character `i` stands.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where flow characters `start` to `end` stand in the document's text.

        >>> Flow("new test", (10, 11, 12, 13, 15, 16, 17, 18)).span(4, 8)
        (15, 19)
        """
        if not 0 <= start < end <= len(self.offsets):
            raise ValueError(f"no span {start}..{end} in a flow of {len(self.offsets)} characters")
        return self.offsets[start], self.offsets[end - 1] + 1

    def position(self, offset: int) -> int:
        """The flow index of the last character that stands at or before document offset `offset`."""
        return max(0, bisect_right(self.offsets, offset) - 1)
