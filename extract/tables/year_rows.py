"""Year rows: tables of one thing whose rows are its years, each sum with its row's year as its period.

"2031 | 136 | -$4.4 million" below "Performance year | Practices | Net savings" and a title that names one model. What
is counted in such rows, `extract.tables.fragments` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.claims.claims import Claim, Term, qualified
from extract.layout.columns import plain_heading
from extract.layout.table_shapes import caption_above
from extract.patterns.terms import XSD
from extract.tables.year_tables import YEAR, YearTableReader, year_of_period
from extract.values.values import Value

NUMBERED = re.compile(r"\d{1,2}\s*\((?P<year>(?:19|20|21)\d\d)\)")
"""A year of a test that tells which it was: "2 (2032)"."""
IDLE = frozenset({"amount", "amounts", "sum", "total", "figure", "value"})
"""Headings of sums that do not tell which they are."""
TIMES = frozenset({"year", "years", "period", "fy", "cy", "py"})
"""Words of a heading above years."""


class YearRowReader:
    """Reads such rows of one document, with the reader of its tables of years."""

    def __init__(self, years: YearTableReader) -> None:
        self.years = years
        self.tables, self.columns, self.words = years.tables, years.columns, years.words
        self.document, self.properties = years.document, years.ontology.vocabulary.properties
        self.iri = years.ontology.namespaces.iri

    def claims(self) -> Iterator[Claim]:
        """What the sums of all such rows tell."""
        for row in self.document.passages:
            if row.kind == "key-value" and len(row.cells) == 1:
                yield from self._line(row, row.cells[0])
            first = row.cells[0] if row.kind == "table-row" and len(row.cells) > 1 else None
            year = self._year(first) if first is not None and first.column == 0 else None
            if first is None or year is None:
                continue
            period = Value(year[0], XSD + "gYear")
            told: dict[str, Term] = {"validFrom": period, "validUntil": period}
            if year[1]:
                told["fiscal"] = True
            for cell in row.cells[1:]:
                yield from self._sum(row, first, cell, told)

    def _line(self, row: Passage, cell: Cell) -> Iterator[Claim]:
        """The sum of a line whose label is its year: "2034: net loss of $1.9 million"."""
        found = YEAR.fullmatch(" ".join((cell.header or "").lower().split()))
        said = " ".join(cell.text.lower().split())
        name = self.years.longest(said) if found is not None and not found["what"] else None
        if found is None or name is None or cell.header_start is None or cell.header_end is None:
            return
        fact = replace(cell, header=cell.text)
        about = self.tables.subjects.of_table(row, fact)
        if about is None or self.columns.partly & set(re.findall(r"[a-z%-]+", said)):
            return
        place = (cell.header_start, cell.header_end, "header")
        period = Value(found["year"], XSD + "gYear")
        around = tuple(sorted(((*about[1], about[2]), place)))
        for claim in self.tables.facts(row, fact, about[0], name, around, False):
            yield qualified(claim, {"validFrom": period, "validUntil": period}, place)

    def _year(self, cell: Cell) -> tuple[str, bool] | None:
        """The year that a row is of, and whether it is a fiscal one."""
        heading = set(re.findall(r"[a-z]+", (cell.header or "").lower()))
        said = " ".join(cell.text.lower().split())
        found = NUMBERED.fullmatch(said) or YEAR.fullmatch(year_of_period(said))
        what = (found.groupdict().get("what") or "").strip() if found is not None else ""
        if found is None or heading.isdisjoint(TIMES) or (what and what not in (*self.words.fiscal, *TIMES)):
            return None
        return found["year"], what in self.words.fiscal or not heading.isdisjoint({"fy", "fiscal"})

    def _captioned(self, row: Passage) -> tuple[str, ...]:
        """What the line above the table calls its sums: "Net savings of the Alder Model" above "Year | Amount"."""
        line = caption_above(self.document.passages, row)
        name = self.years.longest(" ".join(line.text.lower().split())) if line is not None else None
        return (name,) if name is not None else ()

    def _sum(self, row: Passage, first: Cell, cell: Cell, told: dict[str, Term]) -> Iterator[Claim]:
        """The one sum below a heading that tells which, by the year of its row."""
        if cell.header_start is None or cell.header_end is None:
            return
        said = set(re.findall(r"[a-z%-]+", f"{cell.header} {' '.join(row.section[-1:])}".lower()))
        heading = plain_heading(cell.header or "")
        names = self.columns.properties.get(heading, ()) or (self._captioned(row) if heading in IDLE else ())
        known = [self.properties.get(self.iri(one)) for one in names[:1]]
        if self.columns.partly & said or not all(one and XSD + "decimal" in one.ranges for one in known):
            return
        for name in names[:1]:
            about = self.tables.subjects.of_table(row, cell)
            if about is None:
                return
            heads = (first.start, first.end, "header"), (cell.header_start, cell.header_end, "header")
            around = tuple(sorted(((*about[1], about[2]), *heads)))
            for claim in self.tables.facts(row, cell, about[0], name, around, False):
                yield qualified(claim, told, (first.start, first.end, "header"))
