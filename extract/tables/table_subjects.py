"""Subjects of tables: what a row or a key fact is about, by its own cells, the headings above, or its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from corpus.passages import Cell, Passage
from extract.annotation.own_house import own_house
from extract.claims.annotated import Annotated
from extract.claims.mentions import Mention, Referent
from extract.layout.columns import Columns, plain_heading
from extract.layout.table_shapes import caption_above
from extract.names.knowledge import knowledge_of
from ontology.regulators import Ontology

NEAR = 15
"""Passages that may lie between two lines of one box of key facts."""
Subject = tuple[Referent, tuple[int, int], str]
"""What a row is about, where the document names it, and what part that place plays in a proof."""


class TableSubjects:
    """Tells what the rows of one annotated document are about."""

    def __init__(self, annotated: Annotated, ontology: Ontology, columns: Columns) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.columns = columns
        self.iri = ontology.namespaces.iri

    def of(self, passage: Passage) -> Subject | None:
        """What a row is about: the name in its first or its name column; for key facts the heading's."""
        if passage.kind == "table-row":
            ordered = sorted(
                passage.cells,
                key=lambda one: (plain_heading(one.header or "") not in self.columns.subjects, one.column),
            )
            first = ordered[0] if ordered else None
            if first is None or (plain_heading(first.header or "") not in self.columns.subjects and first.column > 1):
                return None
            if self._adds_up(first.text):
                return None
            mentions = [one for one in self._mentions(first.start, first.end) if self.may_have_facts(one.type)]
            keys = {one.referent.key for one in mentions}
            if len(keys) == 1:
                return mentions[0].referent, (first.start, first.end), "header"
            return None
        if self._is_of_rule(passage):
            return None
        initiatives = self._tells_initiative(passage)
        for start, end in reversed(passage.headings):
            mentions = [one for one in self._mentions(start, end) if self.may_have_facts(one.type)]
            if initiatives:  # no body that stands below the title starts, or pays by the episode
                mentions = [one for one in mentions if self.is_a(one.type, "kg:Initiative")] or mentions
                mentions = [one for one in mentions if one.type != self.iri("kg:Organization")]
            if len({one.referent.key for one in mentions}) == 1:
                body = mentions[0].type == self.iri("kg:Organization")
                nearer = self._nearer(passage, end) if body and not self._bodily(passage) else None
                return nearer or (mentions[0].referent, (start, end), "heading")
            if mentions:
                return None
        told = self._boxed_name(passage) or self._before(passage) or self._told_within(passage)
        told = told or self._masthead(passage)
        return told or (None if initiatives else self._boxed_body(passage) or self._house)

    def of_table(self, row: Passage, *facts: Cell) -> Subject | None:
        """What a whole table is about: the one initiative of the line right above it, else what a key fact would be."""
        line = caption_above(self.document.passages, row)
        found = self._initiatives(line.start, line.end) if line is not None else ()
        named = {one.referent.key: one for one in found}
        if len(named) == 1:
            (own,) = named.values()
            return own.referent, (own.start, own.end), "heading"
        return self.of(replace(row, kind="key-value", cells=facts)) if not named else None

    @cached_property
    def _house(self) -> Subject | None:
        """Whose page it is that tells "about us"."""
        kind = self.document.metadata.type
        own = own_house(self.annotated.sentences, lambda one: self.is_a(one.type, "kg:Organization"), kind)
        return (own.referent, (own.start, own.end), "antecedent") if own is not None else None

    def _nearer(self, passage: Passage, after: int) -> Subject | None:
        """The one initiative named by titles below that of a body: "Ministry of Tides", below it "Reef Partnership"."""
        titles = [
            one
            for one in self.document.passages[: passage.order]
            if one.kind == "heading" and one.start >= after and any(True for _ in self._initiatives(one.start, one.end))
        ]
        named = {one.referent.key: one for title in titles for one in self._initiatives(title.start, title.end)}
        one = next(iter(named.values())) if len(named) == 1 else None
        return (one.referent, (one.start, one.end), "heading") if one is not None else None

    def _bodily(self, passage: Passage) -> bool:
        """Whether a key fact tells what only a body has."""
        known = self.ontology.vocabulary.properties
        told = [known[self.iri(name)] for cell in passage.cells for name in self.columns.meanings(cell, passage)]
        initiatives = [one for one in told if not one.domains or self.iri("kg:Initiative") in one.domains]
        return bool(told) and not initiatives

    def _is_of_rule(self, passage: Passage) -> bool:
        """Whether a pair in a notice of a rule is a day of that rule itself, which `extract.law.own_rules` reads."""
        told = {name for cell in passage.cells for name in self.columns.meanings(cell, passage)}
        return self.document.metadata.type == "Rule" and not told.isdisjoint({"kg:effectiveOn", "kg:publishedOn"})

    def _boxed_body(self, passage: Passage) -> Subject | None:
        """The one body that a line of the box of a body's facts names ("Agency: Office of Reefs")."""
        found: list[tuple[Mention, Cell]] = []
        for one in self.document.passages[max(0, passage.order - NEAR) : passage.order + NEAR]:
            cell = one.cells[0] if one.kind == "key-value" and len(one.cells) == 1 else None
            if cell is None or one.section != passage.section:
                continue
            if plain_heading(cell.header or "") in self.columns.subjects:
                named = self._mentions(cell.start, cell.end)
                whole = [each for each in named if " ".join(cell.text.split()).strip(" .") == each.text]
                found += [(each, cell) for each in whole if self.is_a(each.type, "kg:Organization")]
        if len({one.referent.key for one, _ in found}) != 1:
            return None
        return found[0][0].referent, (found[0][1].start, found[0][1].end), "header"

    def _adds_up(self, text: str) -> bool:
        """Whether the first cell of a row says that it adds up the others ("Total", "All models")."""
        words = plain_heading(text).split()
        opening = next((many for many in (2, 1) if " ".join(words[:many]) in self.columns.total), 0)
        behind = re.findall(r"[A-Za-z]+", text)[opening:]
        return bool(opening) and all(one.islower() for one in behind)

    def _tells_initiative(self, passage: Passage) -> bool:
        """Whether a box of key facts holds one that only initiatives have (a start, a way to pay), or none at all."""
        box = [one for one in self.document.passages if one.kind == "key-value" and one.section == passage.section]
        box.append(passage)
        cells = [cell for one in box for cell in one.cells if not self._names_people(cell)]
        labels = {plain_heading(cell.header or "") for cell in cells} - self.columns.subjects
        known, organization = self.ontology.vocabulary.properties, self.iri("kg:Organization")
        told = {
            one: [known[self.iri(name)] for name in names]
            for one in labels
            if (names := self.columns.properties.get(one, ()))
        }
        vague = self.columns.properties.whole  # "Type" is what anything may have
        only = any(
            all(each.domains and organization not in each.domains for each in listed)
            for one, listed in told.items()
            if one not in vague or len(told) == 1
        )
        return only or not told

    def _names_people(self, cell: Cell) -> bool:
        """Whether a label that could tell a number stands above none ("Key people: Ann Lee")."""
        counted = self.columns.properties.is_counted(plain_heading(cell.header or ""))
        return counted and re.match(r"\W*(?:[a-z]+ ){0,3}\d", cell.text) is None

    def _boxed_name(self, passage: Passage) -> Subject | None:
        """What the box of key facts around a fact says that it is about ("Agency name: …")."""
        for one in self.document.passages:
            cell = one.cells[0] if one.kind == "key-value" and len(one.cells) == 1 else None
            label = plain_heading(cell.header or "") if cell is not None else ""
            near = one.section == passage.section and abs(one.order - passage.order) < NEAR
            named = (label.endswith("name") and label in self.columns.subjects) or label in self.columns.titles
            if cell is not None and near and not named and label in self.columns.subjects:
                named = any(True for _ in self._initiatives(cell.start, cell.end))
            if cell is not None and near and named:
                found = [each for each in self._mentions(cell.start, cell.end) if self.may_have_facts(each.type)]
                if len({each.referent.key for each in found}) == 1:
                    return found[0].referent, (cell.start, cell.end), "header"
            titled = cell is not None and (plain_heading(cell.text) in self.columns.titles or self._opens(one))
            if cell is not None and near and titled:
                one_named = self.named(cell.header or "")
                if one_named is not None:
                    return one_named, (cell.header_start or 0, cell.header_end or 0), "header"
        return None

    def _opens(self, passage: Passage) -> bool:
        """Whether a line is the first of a box and tells no figure, as a title does."""
        before = self.document.passages[passage.order - 1] if passage.order else None
        return (before is None or before.kind != "key-value") and not any(
            one.isdigit() for one in passage.cells[0].text
        )

    def named(self, label: str) -> Referent | None:
        """The initiative that a label is the name of; no sentence holds a label."""
        said = re.sub(r"\s*\([^()]*\)$", "", " ".join(label.split()).strip(" *_")).casefold()
        kinds = [one for one in self.annotated.referents if self.is_a(one.type, "kg:Initiative")]
        known = [one for one in kinds if not self.is_a(one.type, "kg:Program")]
        return next((one for one in known if said in {each.casefold() for each in (one.label, *one.aliases)}), None)

    def _before(self, passage: Passage) -> Subject | None:
        """The only initiative that the document names before its key facts, if there is but one."""
        initiatives = list(self._initiatives(0, passage.start))
        if len({one.referent.key for one in initiatives}) != 1:
            return None
        named = initiatives[0]
        return named.referent, (named.start, named.end), "antecedent"

    def _masthead(self, passage: Passage) -> Subject | None:
        """The one initiative whose name stands above a box that opens a document, in lines that no sentence holds."""
        above = self.document.text[: passage.start].casefold()
        kinds = [one for one in self.annotated.referents if self.is_a(one.type, "kg:Initiative")]
        places = {
            one.key: (one, at)
            for one in kinds
            if not self.is_a(one.type, "kg:Program") and (at := above.find(one.label.casefold())) >= 0
        }
        if passage.order > NEAR or len(places) != 1:
            return None
        ((named, at),) = places.values()
        return named, (at, at + len(named.label)), "heading"

    def _told_within(self, passage: Passage) -> Subject | None:
        """The only initiative that the clauses of a box of key facts name ("When: the Harbor Model opens on …")."""
        if passage.kind != "key-value":
            return None
        box = [one for one in self.document.passages if one.kind == "key-value" and one.section == passage.section]
        cells = [one.cells[0] for one in box if len(one.cells) == 1 and abs(one.order - passage.order) < NEAR]
        told = [one for one in cells if not self.is_label(one.header or "") or self._is_clause(one)]
        named = [one for cell in told for one in self._initiatives(cell.start, cell.end)]
        if len({one.referent.key for one in named}) != 1:
            return None
        return named[0].referent, (named[0].start, named[0].end), "antecedent"

    def _is_clause(self, cell: Cell) -> bool:
        """Whether what stands in a cell says something by itself, with a subject and a verb."""
        return any(
            one.is_clause for one in self.annotated.sentences if one.cell is not None and one.cell.start == cell.start
        )

    def is_label(self, text: str) -> bool:
        """Whether words are the label of a fact, and no heading of names."""
        plain = plain_heading(text)
        return bool(self.columns.told_by(plain)) and plain not in self.columns.subjects

    def is_value(self, text: str) -> bool:
        """Whether words are a state or a way to take part, as a fact tells it ("Active", "Voluntary")."""
        kinds = (self.iri("kg:Status"), self.iri("kg:Participation"))
        named = [one for kind in kinds for one in self.ontology.vocabulary.of_type(kind)]
        return plain_heading(text) in {word.lower() for one in named for word in (one.label, *one.words)}

    def is_idle(self, text: str) -> bool:
        """Whether words over a column say nothing of what stands below ("Details")."""
        return plain_heading(text) in knowledge_of(self.ontology).words.words("columns", "pairs")

    def is_a(self, kind: str, wanted: str) -> bool:
        """Whether a class, by IRI, is another, by prefixed name, or below it."""
        return self.ontology.vocabulary.is_a(kind, self.iri(wanted))

    def may_have_facts(self, kind: str) -> bool:
        """Whether things of a class, by IRI, can be what a row is about."""
        return any(
            self.is_a(kind, one)
            for one in ("kg:Initiative", "kg:InitiativeGroup", "kg:Organization", "kg:LegalProvision")
        )

    def _initiatives(self, start: int, end: int) -> Iterator[Mention]:
        """The initiatives named between two places, without the programs whose money they use."""
        for one in self._mentions(start, end):
            if self.is_a(one.type, "kg:Initiative") and not self.is_a(one.type, "kg:Program"):
                yield one

    def _mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        return self.annotated.mentions_within(start, end)
