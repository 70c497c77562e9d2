"""Sum rows: what stands beside a sum in its row, the period that it is of and who found it.

"Larch Model | Jan 2031 | Dec 2035 | $12.4 million | 2031-2033 | Alder Research" below "Model | Start | End | Net
savings | Period | Evaluator": the model did not run from 2031 to 2033, its savings are of these years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corpus.passages import Cell, Passage
from extract.claims.claims import Claim, qualified
from extract.layout.columns import plain_heading
from extract.patterns.terms import WHEN
from extract.tables.tables import TableReader

SUMS = ("netSavings", "projectedNetSavings")
"""The properties, by their local names, whose sums are of a period."""
ENDS = ("kg:startedOn", "kg:endedOn", "kg:plannedDuration")
"""What a heading of a period means where no sum stands beside it."""
TELLERS = ("kg:Organization", "kg:Person")


class SumRows:
    """Reads what the rows of one document's tables tell of their sums, with the reader of its tables."""

    def __init__(self, tables: TableReader) -> None:
        self.tables = tables
        self.columns = tables.columns
        rows = [one for one in tables.rows.all if one.kind == "table-row"]
        # A row that is turned into several tells of several things.
        many = Counter((one.start, one.end) for one in rows)
        self.rows = {(one.start, one.end): one for one in rows if many[one.start, one.end] == 1}

    def applied(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims of the tables, sums with their period and finder, and no start or end told by such a period."""
        listed = list(claims)
        summed = {one.evidence.passage for one in listed if _is_sum(one)}
        cells = {place: self._period(self.rows[place]) for place in summed if place in self.rows}
        done = []
        for claim in listed:
            cell = cells.get(claim.evidence.passage)
            if cell is not None and not _is_sum(claim) and cell.start <= claim.evidence.start < cell.end:
                continue
            done.append(self._told(claim, cell) if _is_sum(claim) else claim)
        return done

    def _period(self, row: Passage) -> Cell | None:
        """The one cell whose heading names a period, if another tells when its thing ran, or it surely does."""
        found = [one for one in row.cells if plain_heading(one.header or "") in self.columns.periods]
        if len(found) != 1:
            return None
        sure = plain_heading(found[0].header or "") in self.columns.measured
        others = (name for one in row.cells if one is not found[0] for name in self.columns.meanings(one, row))
        return found[0] if sure or not set(ENDS).isdisjoint(others) else None

    def _told(self, claim: Claim, cell: Cell | None) -> Claim:
        told = {name for name, _ in claim.qualifiers}
        dates = [one for one in self.tables.quantities(cell) if one.kind == "date"] if cell is not None else []
        if len(dates) == 1 and WHEN.isdisjoint(told):
            told_of = self.tables.drafter.dated("period", dates[0]) if dates[0].comparator == "=" else {}
            claim = qualified(claim, told_of, (dates[0].start, dates[0].end, "date"))
        row = self.rows.get(claim.evidence.passage)
        finders = [one for one in (row.cells if row else ()) if plain_heading(one.header or "") in self.columns.finders]
        named = [
            one
            for each in finders
            for one in self.tables.annotated.mentions_within(each.start, each.end)
            if any(self.tables.is_a(one.type, kind) for kind in TELLERS)
        ]
        if len(named) != 1 or "attributedTo" in told or named[0].referent == claim.subject:
            return claim
        return qualified(claim, {"attributedTo": named[0].referent}, (named[0].start, named[0].end, "speaker"))


def _is_sum(claim: Claim) -> bool:
    return claim.property.rpartition("#")[2] in SUMS
