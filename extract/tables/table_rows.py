"""Table rows: the rows, key facts and boxes of a document, each brought into the shape of facts about one thing."""

from __future__ import annotations

import re
from functools import cached_property

from corpus.passages import Passage
from extract.claims.annotated import Annotated
from extract.layout.columns import Columns, plain_heading
from extract.layout.table_shapes import as_fact, boxed, counts_apart, paired, run_in_facts, side_by_side, turned
from extract.layout.titled_facts import titled_facts
from extract.tables.cell_phrases import HOW_MUCH
from extract.tables.table_subjects import TableSubjects

TABULAR = frozenset({"table-row", "key-value"})
PAYMENT = ":paymentMechanism"
BEHIND = re.compile(r"\s(?:for|per|to|tied|based|with|in|on|from)\s|,|\(")
LISTED = (":participantType", ":participants", ":operatesIn", PAYMENT)
"""What a list may tell below the label of a fact, an item each."""


class TableRows:
    """The rows of one annotated document; `subjects` tells what can be their labels and their subjects."""

    def __init__(self, annotated: Annotated, columns: Columns, subjects: TableSubjects) -> None:
        self.annotated = annotated
        self.passages = annotated.document.passages
        self.columns = columns
        self.subjects = subjects

    @cached_property
    def boxed(self) -> list[Passage]:
        """The passages, with the rows of boxes of two columns as key facts."""
        subjects = self.subjects
        return list(boxed(self.passages, subjects.is_label, subjects.is_idle, subjects.is_value))

    @cached_property
    def titled(self) -> list[Passage]:
        """The key facts whose label stands above the value."""
        found = titled_facts(self.passages, self.subjects.is_label, self._lists, self.annotated.is_fragment)
        return [one for one in found if not self._is_idle(one)]

    @cached_property
    def all(self) -> list[Passage]:
        """The rows and key facts, each about one thing."""
        is_label = self.subjects.is_label
        within = [fact for one in self.passages for fact in run_in_facts(one, is_label)]
        return [
            row
            for whole in (*self.boxed, *within, *self.titled)
            if whole.kind in TABULAR and whole.cells
            for passage in paired(whole, is_label) or side_by_side(whole)
            for fact in list(turned(passage, is_label, self._names)) or [as_fact(passage)]
            for row in counts_apart(fact, is_label) or [fact]
        ]

    def _lists(self, label: str) -> bool:
        """Whether a list below a label can only be of what it tells ("Who can participate"), and of nothing vaguer."""
        plain = plain_heading(label)
        names = self.columns.properties.get(plain, ())
        return bool(names) and plain not in self.columns.properties.whole and all(one.endswith(LISTED) for one in names)

    def _is_idle(self, fact: Passage) -> bool:
        """Whether an item below "Payment" names no way to pay ("Payment methodology (PDF)")."""
        names = self.columns.properties.get(plain_heading(fact.cells[0].header or ""), ())
        listed = any(one.endswith(PAYMENT) for one in names) and self.passages[fact.order].kind == "list-item"
        noun = BEHIND.split(HOW_MUCH.sub("", fact.cells[0].text))[0].lower().split()[-1:] if listed else []
        return listed and self.columns.paying.isdisjoint(noun)

    def _names(self, start: int, end: int) -> bool:
        """Whether what stands between two places names one thing that a row can be about."""
        mentions = self.annotated.mentions_within(start, end)
        return len({one.referent.key for one in mentions if self.subjects.may_have_facts(one.type)}) == 1
