"""Measure tables: rows of one measure each, columns of one year or one part each, about what the title names.

"Participants | 140 | 133" below "Measure | 2032 | 2033", "Start | January 2033 | January 2034" below "Cohort 1 |
Cohort 2".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.claims.claims import Claim, Term
from extract.layout.table_states import CHANGING
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.tables.table_subjects import Subject
from extract.tables.year_tables import YearTableReader
from extract.values.values import Value

FEWEST = 2
"""Columns of years or of parts that such a table has at least."""
PART = re.compile(r"(?:cohort|group|wave|round|phase|track|tranche|class|region) (?:\d{1,2}|[A-H]|[IV]{1,3})", re.I)
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")


class MeasureTableReader:
    """Reads such tables of one document, with the reader of its tables of years."""

    def __init__(self, years: YearTableReader) -> None:
        self.years = years
        self.tables, self.columns = years.tables, years.columns
        self.document, self.iri = years.document, years.ontology.namespaces.iri

    def claims(self) -> Iterator[Claim]:
        """What the cells of all such tables tell."""
        for row in self.document.passages:
            if row.kind != "table-row" or len(row.cells) <= FEWEST - 1:
                continue
            first, others = row.cells[0], row.cells[1:]
            if first.column != 0 or not self.tables.subjects.is_label(first.text):
                continue
            dated = [one for one in others if self.years.year(one) is not None]
            parts = [one for one in others if PART.fullmatch(" ".join((one.header or "").split()))]
            told = dated if len(dated) == len(others) else parts if len(parts) == len(others) else []
            about = self._about(row, first) if told else None
            if about is None or not self._several(row):
                continue
            names = self.columns.meanings(replace(first, header=first.text))
            figures = [one for one in names if self._is_figure(one)]
            if told is dated and len(figures) == 1:
                yield from self._years(row, first, told, about, figures[0])
            yield from self._parts(row, first, told, about, names) if told is parts else ()

    def _is_figure(self, name: str) -> bool:
        known = self.years.ontology.vocabulary.properties.get(self.iri(name))
        return known is not None and bool({XSD + "decimal", XSD + "integer"} & set(known.ranges))

    def _several(self, row: Passage) -> bool:
        """Whether the table has several columns of the kind, though a row may leave some blank."""
        heads = self.years.heads(row)
        said = [one for head in heads for one in re.split(r"\s*\|\s*", head.text) if one.strip()]
        return len(row.cells) > FEWEST or len(said) > FEWEST

    def _about(self, row: Passage, label: Cell) -> Subject | None:
        """What the title above names, as for a line of key facts with this label."""
        fact = replace(label, header=label.text, header_start=label.start, header_end=label.end)
        return self.tables.subjects.of_table(row, fact)

    def _years(self, row: Passage, label: Cell, cells: Sequence[Cell], about: Subject, name: str) -> Iterator[Claim]:
        """The figures of years: sums have the year as their period, counts are of some time in it."""
        known = self.years.ontology.vocabulary.properties.get(self.iri(name))
        if known is None or not any(self.years.ontology.vocabulary.is_a(about[0].type, one) for one in known.domains):
            return
        money, count = XSD + "decimal" in known.ranges, XSD + "integer" in known.ranges
        titles = [label.text.lower(), *(" ".join(row.section[-1:]).lower(),)]
        unit = self.years.sums.unit(titles[:1]) or self.years.sums.unit(titles)
        factor = self.years.sums.factor(titles[:1] if self.years.sums.unit(titles[:1]) else titles)
        if self.columns.partly & set(re.findall(r"[a-z%-]+", " ".join(titles))) or (money and not (unit and factor)):
            return
        for cell in cells:
            year = self.years.year(cell)
            if year is None or cell.header_start is None or cell.header_end is None:
                continue
            period = Value(year[0], XSD + "gYear")
            moment = name in CHANGING
            told: dict[str, Term] = {"pointInTime": period} if moment else {"validFrom": period, "validUntil": period}
            told |= {"fiscal": True} if year[1] else {}
            value = None
            if money and unit is not None and factor is not None:
                value = self.years.sums.amount(cell.text, factor)
                told["unit"] = self.years.drafter.individual(unit)
            elif count and (found := COUNT.fullmatch(cell.text.strip(" *_"))) is not None:
                value = Value(found[0].replace(",", ""), XSD + "integer")
            if value is not None:
                heads = (label.start, label.end, "header"), (cell.header_start, cell.header_end, "header")
                around = tuple(sorted(((*about[1], about[2]), *heads)))
                place = cell.start, cell.end
                proof = words_at(self.document, row, *place, around, confidence=0.95, by=f"table:{name}")
                modality = "projection" if name.rpartition(":")[2].startswith("projected") else "fact"
                yield Claim(about[0], known.iri, value, proof, tuple(sorted(told.items(), key=_name)), modality)

    def _parts(
        self, row: Passage, label: Cell, cells: Sequence[Cell], about: Subject, names: Sequence[str]
    ) -> Iterator[Claim]:
        """What a label tells of each part: "Start" of "Cohort 1" and of "Cohort 2"."""
        for cell in cells:
            if cell.header_start is None or cell.header_end is None:
                continue
            part = " ".join((cell.header or "").lower().split())
            heads = (cell.header_start, cell.header_end, "header"), (label.start, label.end, "header")
            around = tuple(sorted(((*about[1], about[2]), *heads)))
            fact = replace(cell, header=label.text, header_start=label.start, header_end=label.end)
            for name in names:
                for claim in self.tables.facts(row, fact, about[0], name, around, False):
                    extra: tuple[str, Term] = ("appliesTo", Value(part, XSD + "string"))
                    yield replace(claim, qualifiers=tuple(sorted((*claim.qualifiers, extra), key=_name)))


def _name(qualifier: tuple[str, Term]) -> str:
    return qualifier[0]
