"""Days ahead: which days of tables and key facts lie ahead of a document that gives no date of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from corpus.passages import Cell, Passage
from extract.claims.annotated import Annotated
from extract.layout.columns import Columns, plain_heading
from extract.tables.cell_words import days_of
from extract.values.values import Quantity

TO_APPLY = frozenset({"kg:applicationsOpenOn", "kg:applicationsCloseOn", "kg:maximumAwards"})
"""Facts of what does not run yet."""


class DaysAhead:
    """Tells the days ahead of one document; `quantities` are the values of a cell."""

    def __init__(
        self, annotated: Annotated, columns: Columns, quantities: Callable[[Cell], tuple[Quantity, ...]]
    ) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.columns = columns
        self.quantities = quantities

    def told(self, today: str | None, passage: Passage, cell: Cell, name: str) -> bool:
        """Whether a document without a date of its own tells the last day that it names as one to come.

        So is an end whose label does not say that it is past, and a start where the box tells how to apply.
        """
        label = plain_heading(cell.header or "")
        past = label in self.columns.past or not self.columns.past.isdisjoint(label.split())
        if today is not None or name not in {"kg:startedOn", "kg:endedOn"} or past:
            return False
        own = [day for one in self.quantities(cell) for day in days_of(one)]
        if not own:
            return False
        last = max(own) if name == "kg:endedOn" else min(own)
        row = passage.kind == "table-row"
        # of a list of many, whatever other rows tell of later days puts an end behind
        if name == "kg:endedOn" and self._latest > last:
            return False
        days = self._within(passage) if row else self._days
        if any(day > last and day not in own for day in days):
            return False
        if name == "kg:endedOn":
            return True
        box = [one for one in self.document.passages if one.section == passage.section and one.kind == passage.kind]
        names = {name for one in ([passage] if row else box) for each in one.cells for name in self._names(each, one)}
        return not names.isdisjoint(TO_APPLY)

    def _names(self, cell: Cell, row: Passage) -> tuple[str, ...]:
        return self.columns.meanings(cell, row)

    def _within(self, row: Passage) -> tuple[str, ...]:
        """The days of one row, but for those by which something ends."""
        cells = [one for one in row.cells if "kg:endedOn" not in self._names(one, row)]
        return tuple(day for cell in cells for one in self.quantities(cell) for day in days_of(one))

    @cached_property
    def _latest(self) -> str:
        return max(self._days, default="")

    @cached_property
    def _days(self) -> tuple[str, ...]:
        """All days that the document names, but for those by which something ends."""
        ends = sorted(
            (cell.start, cell.end)
            for one in self.document.passages
            for cell in one.cells
            if "kg:endedOn" in self._names(cell, one)
        )
        starts = [start for start, _ in ends]
        rows = [one for one in self.document.passages if one.kind == "table-row"]
        told = [day for row in rows for day in self._within(row)]
        return (
            *told,
            *(
                day
                for sentence in self.annotated.sentences
                for one in sentence.quantities
                if not (at := bisect_right(starts, one.quantity.start)) or one.quantity.start >= ends[at - 1][1]
                for day in days_of(one.quantity)
            ),
        )
