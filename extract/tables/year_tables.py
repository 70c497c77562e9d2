"""Year tables: rows of one thing each, columns of one year each, and a title that says what the sums are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.passages import Cell, Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, Term
from extract.claims.mentions import Referent
from extract.layout.columns import Columns, plain_heading
from extract.patterns.drafts import Drafter
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.tables.sums import Sums
from extract.tables.tables import TableReader
from extract.values.value_words import ValueWords
from extract.values.values import Value
from ontology.regulators import Ontology

YEAR = re.compile(r"(?P<what>[a-z][a-z ]*?)?\s*(?P<year>(?:19|20|21)\d\d)")
FEWEST = 2
"""Columns of years that a table of years has at least."""
CAPTIONS = frozenset({"paragraph", "reference"})
TITLE = 2
"""Words that must name what the sums are."""


OF_PERIOD = re.compile(r"(?:py|performance (?:year|period)|year|period)\s?\d{1,2}\s*\((?P<year>[^()]*\d{4})\)", re.I)
"""A column of a period that tells its year: "PY1 (2032)"."""


def year_of_period(header: str) -> str:
    """A heading of a column without what stands in brackets behind its year, or the year behind its period."""
    said = " ".join(header.split()).strip(" *_")
    period = OF_PERIOD.fullmatch(said)
    return period["year"] if period is not None else re.sub(r"\s*\([^()]*\)\s*$", "", said)


class YearTableReader:
    """Reads the tables of one document whose columns are years, each sum with its year as its period."""

    def __init__(
        self,
        annotated: Annotated,
        ontology: Ontology,
        columns: Columns,
        drafter: Drafter,
        tables: TableReader,
        words: ValueWords,
    ) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.columns = columns
        self.drafter = drafter
        self.tables = tables
        self.words, self.sums = words, Sums(words)

    def claims(self) -> Iterator[Claim]:
        """The sums of all such tables."""
        years: dict[tuple[tuple[str, ...], Passage | None], set[str]] = {}
        rows = [one for one in self.document.passages if one.kind == "table-row" and one.cells]
        for row in rows:
            known = years.setdefault((row.section, self._caption(row)), set())
            known |= {one.header or "" for one in row.cells if self.year(one) is not None}
        for row in rows:
            if len(years[row.section, self._caption(row)]) >= FEWEST:
                yield from self._row(row)

    def _caption(self, row: Passage) -> Passage | None:
        """The paragraph right above the table, if one is."""
        before = self.document.passages[: row.order]
        above = next((one for one in reversed(before) if one.kind != "table-row"), None)
        return above if above is not None and above.kind in CAPTIONS else None

    def _note(self, row: Passage) -> Passage | None:
        """The paragraph right below the table, if one is: "All figures are net, in millions"."""
        below = next((one for one in self.document.passages[row.order :] if one.kind != "table-row"), None)
        return below if below is not None and below.kind in CAPTIONS and below.section == row.section else None

    def _row(self, row: Passage) -> Iterator[Claim]:
        named, told = self.tables.subject_of(row), self._title(row)
        if named is None or told is None:
            return
        subject, place, role = named
        name, unit, scale, around = told
        known = self.ontology.vocabulary.properties.get(self.ontology.namespaces.iri(name))
        if known is None or not any(self.ontology.vocabulary.is_a(subject.type, one) for one in known.domains):
            return
        whose = self._finder(row)
        for cell in row.cells:
            year, amount = self.year(cell), self.sums.amount(cell.text, scale)
            if year is None or amount is None or cell.header_start is None or cell.header_end is None:
                continue
            period = Value(year[0], XSD + "gYear")
            qualifiers: dict[str, Term] = {"unit": unit, "validFrom": period, "validUntil": period}
            if year[1]:
                qualifiers["fiscal"] = True
            if whose is not None:
                qualifiers["attributedTo"] = whose
            context = {*around, (*place, role), (cell.header_start, cell.header_end, "header")}
            proof = words_at(
                self.document, row, cell.start, cell.end, tuple(sorted(context)), confidence=0.95, by=f"table:{name}"
            )
            modality = "projection" if name.rpartition(":")[2].startswith("projected") else "fact"
            yield Claim(
                subject, known.iri, amount, proof, tuple(sorted(qualifiers.items(), key=lambda q: q[0])), modality
            )

    def _title(self, row: Passage) -> tuple[str, Referent, Decimal, set[tuple[int, int, str]]] | None:
        """What the sums are by the heading or the paragraphs beside, their currency and scale, and where it stands."""
        above, below = self._caption(row), self._note(row)
        return self._told(row, [above]) or self._told(row, [above, below])

    def _told(
        self, row: Passage, beside: Sequence[Passage | None]
    ) -> tuple[str, Referent, Decimal, set[tuple[int, int, str]]] | None:
        places = [(*one, "heading") for one in row.headings[-1:]]
        places += [(one.start, one.end, "heading") for one in beside if one is not None]
        places += [(one.start, one.end, "header") for one in self.heads(row)]
        said = [" ".join(self.document.text[start:end].lower().split()) for start, end, _ in places]
        if any(self.columns.partly & set(re.findall(r"[a-z%-]+", one)) for one in said):
            return None
        titles = [one for one in said if one]
        found = {self.longest(one) for one in titles} - {None}
        found = found or {self._headed(one) for one in self.heads(row)} - {None} or self._beside_years(row)
        found = found or self._apart(" ".join(titles))
        unit, scale = self.sums.unit(titles), self.sums.factor(titles)
        if len(found) != 1 or unit is None or scale is None:
            return None
        return str(next(iter(found))), self.drafter.individual(unit), scale, set(places)

    def heads(self, row: Passage) -> list[Passage]:
        """The rows of headings of a row's table; above the years one may say what the sums are."""
        rows: list[Passage] = []
        for one in reversed(self.document.passages[: row.order]):
            if one.kind != "table-row" or (rows and one.cells):
                break
            rows += [one] if not one.cells else []
        return rows

    def _headed(self, heads: Passage) -> str | None:
        """The property that a heading of a row of headings is the label of ("Appropriation (millions)")."""
        labels = {plain_heading(one) for one in re.split(r"\s*\|\s*", heads.text)}
        names = {self.columns.properties.get(one, ("",))[0] for one in labels if self._is_label_of_sums(one)}
        return names.pop() if len(names) == 1 else None

    def _beside_years(self, row: Passage) -> set[str | None]:
        """The property that every heading of a year tells beside it ("Budget 2033")."""
        whats = {
            (found["what"] or "").strip()
            for one in row.cells
            if (found := YEAR.fullmatch(" ".join(year_of_period(one.header or "").lower().split()))) is not None
        }
        names = {self.columns.properties[one][0] if self._is_label_of_sums(one) else None for one in whats}
        return names if len(names) == 1 and None not in names else set()

    def _is_label_of_sums(self, label: str) -> bool:
        return label in self.columns.properties and self._is_sum(label)

    def longest(self, title: str) -> str | None:
        """The property that a title names with several words, the longest of those that it holds."""
        fitting = [
            one
            for one in self.columns.properties
            if len(one.split()) >= TITLE and re.search(rf"\b{re.escape(one)}(?!\w)", title) and self._is_sum(one)
        ]
        names = {self.columns.properties[one][0] for one in sorted(fitting, key=len)[-1:]}
        return next(iter(names), None)

    def _apart(self, said: str) -> set[str | None]:
        """The property that titles name by words apart: "What the trials saved, by year. All figures are net"."""
        words = set(re.findall(r"[a-z]+", said))
        told = [one for one in self.columns.sums if one[1] <= words and one[2] & words and not one[3] & words]
        return {one[0] for one in told}

    def _is_sum(self, label: str) -> bool:
        known = self.ontology.vocabulary.properties.get(self.ontology.namespaces.iri(self.columns.properties[label][0]))
        return known is not None and XSD + "decimal" in known.ranges

    def _finder(self, row: Passage) -> Referent | None:
        """Who found the sums of a row, where a column of its own says so."""
        cells = [one for one in row.cells if plain_heading(one.header or "") in self.columns.finders]
        named = [each for one in cells for each in self.annotated.mentions_within(one.start, one.end)]
        return named[0].referent if len({one.referent.key for one in named}) == 1 else None

    def year(self, cell: Cell) -> tuple[str, bool] | None:
        """The year that a column is of, and whether it is a fiscal one."""
        header = year_of_period(cell.header or "")
        found = YEAR.fullmatch(" ".join(header.lower().split()))
        what = (found["what"] or "").strip() if found is not None else ""
        known = (*self.words.fiscal, "cy", "calendar year")
        if found is None or (what and what not in known and not self._is_label_of_sums(what)):
            return None
        return found["year"], what in self.words.fiscal
