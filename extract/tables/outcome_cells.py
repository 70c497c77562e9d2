"""Outcome cells: what came of a test, as a box or a table tells it beside its state, or asks with yes or no.

"Status: Active; certified for expansion (May 2034)", "Yes (March 2034)" below "Certified for expansion?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.claims.claims import Claim, Term
from extract.claims.mentions import Referent
from extract.layout.columns import plain_heading
from extract.patterns.proofs import words_at
from extract.patterns.terms import DATES
from extract.tables.tables import TableReader
from extract.values.values import Quantity

PIECE = re.compile(r"[^;,.()\n]+(?:\([^()\n]*\))?")
DAY = re.compile(
    r",?\s*\(?(?:(?:in|on|since|from)\s+)?(?:\d{1,2}\s+)?(?:[A-Z][a-z]+\.?\s*)?(?:\d{1,2},\s*)?(?:19|20|21)\d\d\)?$"
)
"""A day behind what came about: "certified for expansion (May 2034)"."""
YES = frozenset({"yes", "y", "\u2713", "\u2714"})
NO = frozenset({"no", "n", "\u2717", "\u2718"})


class OutcomeCells:
    """Reads the outcomes that the cells of one document name, with the reader of its tables."""

    def __init__(self, tables: TableReader) -> None:
        self.tables = tables
        self.kind = tables.iri("kg:Outcome")

    def claims(self) -> Iterator[Claim]:
        """What came of what a row or a key fact is about."""
        for row in self.tables.rows.all:
            for cell in row.cells:
                if cell.header is None or cell.header_start is None or cell.header_end is None:
                    continue
                told = self._asked(cell) or self._beside_state(row, cell)
                about = self.tables.subject_of(row) if told else None
                if about is None or not self.tables.is_a(about[0].type, "kg:Initiative"):
                    continue
                around = ((*about[1], about[2]), (cell.header_start, cell.header_end, "header"))
                for outcome, start, end, denied in told:
                    yield self._claim(row, about[0], outcome, (start, end), around, denied)

    def _asked(self, cell: Cell) -> list[tuple[Referent, int, int, bool]]:
        """What yes, no or a day says of the outcome that a heading names."""
        label = re.sub(r"\s*\([^()]*\)|\?", "", cell.header or "").strip(" *_:")
        outcome = self.tables.named.value(label, self.kind)
        said = DAY.sub("", cell.text.strip(" .*")).strip(" ,-\u2013").lower()
        if outcome is None or not (said in YES | NO or (not said and self._day(cell.start, cell.end) is not None)):
            return []
        return [(outcome, cell.start, cell.end, said in NO)]

    def _beside_state(self, row: Passage, cell: Cell) -> list[tuple[Referent, int, int, bool]]:
        """The outcomes that the pieces of a state name ("Ended; certified for expansion in 2034")."""
        if "kg:status" not in self.tables.columns.meanings(replace(cell, header=plain_heading(cell.header or "")), row):
            return []
        found = []
        for piece in PIECE.finditer(self.tables.document.text, cell.start, cell.end):
            outcome = self.tables.named.value(DAY.sub("", piece[0].strip()), self.kind)
            if outcome is not None:
                found.append((outcome, piece.start(), piece.end(), False))
        return found

    def _day(self, start: int, end: int) -> Quantity | None:
        text = self.tables.document.text[start:end]
        found = [one for one in self.tables.quantities(Cell(start, end, text)) if one.kind == "date"]
        return found[0] if len(found) == 1 and found[0].value.datatype in DATES else None

    def _claim(
        self,
        row: Passage,
        subject: Referent,
        outcome: Referent,
        place: tuple[int, int],
        around: tuple[tuple[int, int, str], ...],
        denied: bool,
    ) -> Claim:
        said = self.tables.document.text[slice(*place)]
        start = place[0] + len(said) - len(said.lstrip())
        day = self._day(*place)
        told: tuple[tuple[str, Term], ...] = (("pointInTime", day.value),) if day is not None and not denied else ()
        proof = words_at(
            self.tables.document, row, start, place[1], tuple(sorted(around)), confidence=0.9, by="table:kg:outcome"
        )
        return Claim(subject, self.tables.iri("kg:outcome"), outcome, proof, told, "fact", denied)
