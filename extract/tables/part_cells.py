"""Part cells: values that a cell gives each for one part of what it is about, the part beside it.

"April 1, 2033 (Cohort 1); April 1, 2034 (Cohort 2)", "Cohort 1: 40; Cohort 2: 62", "December 15, 2033 (second round)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.claims.claims import Claim, qualified
from extract.claims.mentions import Referent
from extract.patterns.terms import XSD
from extract.tables.fragments import FragmentReader
from extract.tables.tables import TableReader
from extract.values.values import Value

STARTS = "kg:startedOn"
COUNTS = ("kg:participants", "kg:beneficiaries", "kg:maximumAwards")
Place = tuple[int, int, str]
PIECE = re.compile(r"(?:[^;\n)]|\)(?!\s*,))+\)?")
BEHIND = re.compile(
    r"[\s,]*(?P<value>[^()]*\d[^()]*?)\s*(?:\((?P<part>[^()]+)\)|\bfor (?:the )?(?P<bare>[^(),]+))\s*[.,]?\s*"
)
BEFORE = re.compile(r"\s*(?P<part>[^:()\u2013\u2014]+?)(?::|\s[-\u2013\u2014])\s+(?P<value>[^()]*\d[^()]*?)\s*[.,]?\s*")


class PartCells:
    """Reads such cells of one document's tables and key facts, with the readers of its tables and fragments."""

    def __init__(self, tables: TableReader, fragments: FragmentReader) -> None:
        self.tables = tables
        self.fragments = fragments

    def applied(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims of the tables, those of such cells each with the part that its value is for."""
        done = list(claims)
        for row in self.tables.rows.all:
            for cell in row.cells:
                names = self.tables.columns.meanings(cell, row) if cell.header else ()
                pieces = self._pieces(cell) if names else []
                about = self.tables.subject_of(row) if pieces else None
                if about is None or not self.tables.is_a(about[0].type, "kg:Initiative"):
                    continue
                around = [(*about[1], about[2])]
                if cell.header_start is not None and cell.header_end is not None:
                    around.append((cell.header_start, cell.header_end, "header"))
                for name in dict.fromkeys(one for one in names if self._takes_number(one)):
                    told = [
                        one
                        for piece, part in pieces
                        for one in self._facts(row, piece, about[0], name, tuple(around), part)
                    ]
                    if told:
                        done = [one for one in done if not _is_within(one, cell, {each.property for each in told})]
                        done += told
                        break
        return done

    def _takes_number(self, name: str) -> bool:
        return self.tables.takes_dates(name) or name in COUNTS

    def _facts(
        self, row: Passage, piece: Cell, subject: Referent, name: str, around: tuple[Place, ...], part: Place
    ) -> Iterator[Claim]:
        """What a piece tells of its part; the whole starts with the first one."""
        label = " ".join(self.tables.document.text[part[0] : part[1]].split())
        whole = name == STARTS and not self.fragments.part_named(label.lower())
        for claim in self.tables.facts(row, piece, subject, name, around, False):
            yield claim if whole else qualified(claim, {"appliesTo": Value(label, XSD + "string")}, part)

    def _pieces(self, cell: Cell) -> list[tuple[Cell, Place]]:
        """The values of a cell with the places of the words for their parts, if each has one."""
        found = []
        for piece in PIECE.finditer(cell.text):
            match = BEHIND.fullmatch(piece[0]) or BEFORE.fullmatch(piece[0])
            key = "bare" if match is not None and match.groupdict().get("bare") else "part"
            if match is None or self.fragments.part_named(" ".join(match[key].lower().split())) is None:
                return []
            start = cell.start + piece.start()
            first, last = match.span("value")
            value = replace(cell, start=start + first, end=start + last, text=match["value"])
            found.append((value, (start + match.start(key), start + match.end(key), "antecedent")))
        return found


def _is_within(claim: Claim, cell: Cell, told: set[str]) -> bool:
    return claim.property in told and cell.start <= claim.evidence.start < cell.end
