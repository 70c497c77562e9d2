"""Officers: who leads and who led a body, by the lines of its box that name several people or those of the past.

"Former directors: Ann Lee (2011-2019); Per Holm (2019-2033)", "Key people: Ann Lee, Director (since 2033)". A line that
names the one head of today is a key fact like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.claims.claims import Claim
from extract.claims.fuller import singular
from extract.layout.columns import plain_heading
from extract.patterns.terms import XSD
from extract.posts.rosters import PERSON, RosterReader, items_of
from extract.tables.tables import TableReader
from extract.values.values import Value

BREAK = re.compile(r"<br\s*/?>|[\n|]")
"""What parts the lines of one cell."""
NOW = re.compile(r"^(?:current|present|incumbent|serving|sitting|acting|our|its|the) ")
PAST = re.compile(r"^(?:all |our |its |the )*(?:former|previous|past|prior|earlier|preceding|ex)[ -]")
TITLED = re.compile(
    rf"(?P<name>{PERSON.pattern})(?:,\s+|\s+[-\u2013\u2014]\s+)(?P<title>[A-Z][A-Za-z ]{{3,40}}?)"
    r"(?P<rest>(?:,|\s*\().*)?"
)
"""A person with the post behind the name: "Ann Lee, Director (since 2033)"."""
BRACKETED = re.compile(rf"(?P<name>{PERSON.pattern})\s+\((?P<title>[A-Za-z][A-Za-z ]{{3,40}}?)(?P<rest>,[^()]*)?\)")
"""The same with the post in brackets: "Ann Lee (director, since 2033)"."""
POST = "director"
"""A label of a post, by which a box is known for that of a body."""
LONGEST = 30
"""People that one line of a box may name."""


class OfficerReader:
    """Reads the people of the boxes of one document, with the readers of its tables and of its rosters."""

    def __init__(self, tables: TableReader, rosters: RosterReader) -> None:
        self.tables = tables
        self.rosters = rosters

    def claims(self) -> Iterator[Claim]:
        """Who holds or held a post of the body that a box is about."""
        for row in self.tables.rows.all:
            for cell in row.cells:
                if cell.header is not None and cell.header_start is not None and cell.header_end is not None:
                    yield from self._cell(row, cell)

    def _cell(self, row: Passage, cell: Cell) -> Iterator[Claim]:
        label = NOW.sub("", plain_heading(cell.header or ""))
        past = PAST.match(label) is not None
        label = PAST.sub("", label)
        mixed = label in self.rosters.roster.officials
        one = " ".join((*label.split()[:-1], singular(label.split()[-1]))) if label else ""
        title = "" if mixed else self._post(one)
        items = list(self._items(cell)) if mixed or title else []
        if not items or len(items) > LONGEST or not (past or mixed or len(items) > 1):
            return
        about = self.tables.subject_of(replace(row, cells=(replace(cell, header=title or POST),)))
        if about is None or not self.tables.is_a(about[0].type, "kg:Organization"):
            return
        context = {(*about[1], about[2]), (cell.header_start or 0, cell.header_end or 0, "header")}
        made = []
        for start, end in items:
            text = self.tables.document.text[start:end]
            named = (BRACKETED.fullmatch(text) or TITLED.fullmatch(text)) if mixed else None
            said = named["title"] if named is not None else ""
            post = self._lead(said) if mixed else title
            found = (
                self.rosters.holder((start, end), post, about[0], (start, end), row, context, said) if post else None
            )
            if found is None and not mixed:
                return  # what the line says else, nobody knows
            if found is not None:
                told = dict(found.qualifiers)
                told |= {} if mixed else {"role": Value(_role(found).replace(title, one), XSD + "string")}
                told |= {"ended": True} if past and "validUntil" not in told else {}  # no day is told at which it did
                made.append(replace(found, qualifiers=tuple(sorted(told.items(), key=lambda each: each[0]))))
        yield from made

    def _post(self, title: str) -> str:
        """A post as the rosters know it, by its own name or by what labels call its holder ("boss")."""
        known = self.rosters.titled(title)
        names = self.tables.columns.properties.get(title, ()) if title and not known else ()
        leads = {name for name, _ in self.rosters.roster.posts}
        return known or next((name.rpartition(":")[2] for name in names if name in leads), "")

    def _items(self, cell: Cell) -> Iterator[tuple[int, int]]:
        """Where each person of a cell stands, with what is told of her."""
        text = BREAK.sub(lambda one: ";" + " " * (len(one[0]) - 1), self.tables.document.text[cell.start : cell.end])
        for start, end in items_of(text):
            said = text[start:end].strip(" ;,*_")
            first = cell.start + start + text[start:end].find(said)
            if said:
                yield first, first + len(said)

    def _lead(self, title: str) -> str:
        """A post that is a property of its body; no deputy."""
        plain = " ".join(title.lower().split())
        return "" if self.rosters.roster.lesser.search(plain) else self._post(plain)


def _role(claim: Claim) -> str:
    return next((str(getattr(term, "lexical", "")) for name, term in claim.qualifiers if name == "role"), "")
