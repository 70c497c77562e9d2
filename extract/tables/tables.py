"""Tables: rows, key facts and boxes become claims through what the data say their headings mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim, Evidence, Term
from extract.claims.mentions import Mention, Referent
from extract.layout.columns import Columns, plain_heading
from extract.layout.table_shapes import milestone
from extract.layout.table_states import CHANGING, as_of
from extract.names.knowledge import knowledge_of
from extract.patterns.drafts import Drafter
from extract.patterns.proofs import words_at
from extract.patterns.terms import DATES, XSD
from extract.tables.cell_phrases import phrases_of
from extract.tables.cell_words import (
    YearsAbove,
    before_brackets,
    before_whom,
    beside,
    both_ends,
    dates_in,
    each_year,
    end_of,
    event_of,
    in_brackets,
    is_share,
    is_window,
    kinds_for,
    length_in,
    modality_of,
    number_in,
    openings,
    outside,
    places_apart,
    places_in,
    scaled,
    share_of,
    takers,
    term_behind,
    told_apart,
    whom_in,
    with_day_behind,
)
from extract.tables.days_ahead import DaysAhead
from extract.tables.named_values import NamedValues
from extract.tables.place_cells import PlaceCells
from extract.tables.sums import Sums, signed
from extract.tables.table_rows import TableRows
from extract.tables.table_subjects import Subject, TableSubjects
from extract.values.dates import Issued
from extract.values.value_words import read_value_words
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology
from ontology.vocabulary import Property

NAME = r"(?:[A-Z][\w&'.-]*|of|for|and|the|on|in)(?: (?:[A-Z][\w&'.-]*|of|for|and|the|on|in|&)){1,8}"


class TableReader:
    """Reads the tables and key facts of one annotated document."""

    def __init__(self, annotated: Annotated, ontology: Ontology, columns: Columns, drafter: Drafter) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.columns = columns
        self.seats = PlaceCells(annotated, ontology)
        self.named = NamedValues(ontology.vocabulary, columns.degrees)
        self.drafter = drafter
        self.subjects = TableSubjects(annotated, ontology, columns)
        self.rows = TableRows(annotated, columns, self.subjects)
        self.is_a = self.subjects.is_a
        self.iri = ontology.namespaces.iri
        self.years = YearsAbove(self.document.passages)
        self.ahead = DaysAhead(annotated, columns, self.quantities)
        self.states: dict[str, set[str]] = {}
        self.halted: set[str] = set()
        self.sums = Sums(read_value_words(ontology.regulator.files("values.toml")))
        self.today = drafter.today
        meta = annotated.document.metadata
        self.issued = Issued(meta.issued, meta.issued_span) if meta.issued else None
        self.dates = knowledge_of(ontology).quantities.dates

    def claims(self) -> Iterator[Claim]:
        """All claims of the document's rows and key facts."""
        rows = self.rows.all
        for row in rows:
            said = {one for cell in row.cells for one in ("kg:Announced", "kg:Active") if self._says(cell, one)}
            named = self.subject_of(row) if said else None
            if named is not None:
                self.states.setdefault(named[0].key, set()).update(said)
        for row in rows:
            yield from self._milestone(row) or self._row(row)
        self.today = self.drafter.today

    def _seen(self, passage: Passage) -> Value | None:
        """The day that a row of its own tells the state of things at."""
        for cell in passage.cells:
            if plain_heading(cell.header or "") in self.columns.seen:
                dates = [one for one in self.annotated.quantities_within(cell.start, cell.end) if one.kind == "date"]
                return dates[0].value if len(dates) == 1 and dates[0].value.datatype in DATES else None
        return None

    def _seen_by(self, cell: Cell) -> Value | None:
        """The day that a heading tells the state of things at ("Participants as of June 2032")."""
        if cell.header_start is None or cell.header_end is None:
            return None
        dates = [one for one in self.quantities(event_of(cell)) if one.kind == "date"]
        return dates[0].value if len(dates) == 1 and dates[0].value.datatype in DATES else None

    def _milestone(self, passage: Passage) -> list[Claim]:
        """The claim of a row of a timeline, about what its event, its heading or the text above names."""
        known = self.columns.milestones
        if known is None or (passage.kind == "key-value" and self.subjects.is_label(passage.cells[0].header or "")):
            return []
        found = milestone(passage, known, plain_heading)
        if found is None:
            return []
        cell, name = found
        own = [
            one
            for one in self._mentions(passage.start, passage.end)
            if self.is_a(one.type, "kg:Initiative") and not self.is_a(one.type, "kg:Program")
        ]
        above = self.subject_of(replace(passage, kind="key-value"))
        subject = (own[0].referent, (own[0].start, own[0].end), "header") if own else above
        if subject is None or len({one.referent.key for one in own}) > 1:
            return []
        context = [(*subject[1], subject[2])]
        if cell.header_start is not None and cell.header_end is not None:
            context.append((cell.header_start, cell.header_end, "header"))
        ends = name == "kg:endedOn" and self.ahead.told(self.today, passage, cell, name)
        parts = told_apart(cell, name)
        told = [one for part in parts for one in self.facts(passage, part, subject[0], name, tuple(context), ends)]
        if (
            told
            and name == "kg:startedOn"
            and (places := places_apart(event_of(cell)))
            and self.seats.are_no_part(places)
        ):
            told += self.seats.located(passage, places, subject[0], tuple(context))
        return told

    def _row(self, passage: Passage) -> Iterator[Claim]:
        named = self.subject_of(passage)
        if named is None:
            return
        subject, place, role = named
        planned = "kg:Announced" in self.states.get(subject.key, ())
        running = "kg:Active" in self.states.get(subject.key, ())
        seen = self._seen(passage)
        self.today = self.drafter.today or (seen.lexical if seen is not None else None)
        apart = [one for one in passage.cells if not one.start <= place[0] < one.end]
        of_member = passage.kind == "table-row" and any(map(self.columns.is_member, apart))
        for cell in passage.cells:
            if cell.header is None or (cell.start <= place[0] < cell.end) or self._empty(cell.text):
                continue
            context = [(place[0], place[1], role)]
            if cell.header_start is not None and cell.header_end is not None:
                context.append((cell.header_start, cell.header_end, "header"))
            names = self.columns.meanings(cell, passage)
            if "kg:status" in names and not self.columns.halted.isdisjoint(openings(cell.text)):
                self.halted.add(subject.key)
            for name in names:
                if of_member and (name in CHANGING or self._kinds(name) is not None):
                    continue  # when this one joined, and how many it has
                ahead = (
                    planned or (running and name == "kg:endedOn") or self.ahead.told(self.today, passage, cell, name)
                )
                parts = told_apart(cell, name)
                around, day = tuple(context), self._seen_by(cell) or seen
                found = [one for part in parts for one in self.facts(passage, part, subject, name, around, ahead)]
                yield from (as_of(one, day) if name in CHANGING else one for one in found)
                if found and not both_ends(names):
                    break

    def _empty(self, text: str) -> bool:
        return text.strip().strip(".").lower() in self.columns.empty or not any(c.isalnum() for c in text)

    def _says(self, cell: Cell, status: str) -> bool:
        return (known := self.named.value(cell.text, self.iri("kg:Status"))) is not None and known.entity == self.iri(
            status
        )

    def label_of(self, name: str) -> str:
        """The label of a vocabulary individual by its prefixed name."""
        return self.ontology.vocabulary.individuals[self.iri(name)].label

    def names_value(self, name: str, text: str) -> bool:
        """Whether words name a value that a property can take of the vocabulary's individuals."""
        known = self.ontology.vocabulary.properties.get(self.iri(name))
        return known is not None and any(self.named.value(text, one) for one in known.ranges)

    def subject_of(self, passage: Passage) -> Subject | None:
        """What a row is about."""
        return self.subjects.of(passage)

    def _mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        return self.annotated.mentions_within(start, end)

    def _suits(self, known: Property, subject: Referent) -> bool:
        return not known.domains or any(self.ontology.vocabulary.is_a(subject.type, one) for one in known.domains)

    def facts(
        self,
        passage: Passage,
        cell: Cell,
        subject: Referent,
        name: str,
        context: tuple[tuple[int, int, str], ...],
        planned: bool,
    ) -> Iterator[Claim]:
        """The claims that one cell makes of a subject for a property; `planned` where all is still ahead."""
        known = self.ontology.vocabulary.properties.get(self.iri(name))
        if known is None or not self._suits(known, subject):
            return
        if name == "kg:participation" and (whom := whom_in(cell)) is not None:
            yield from self.facts(passage, whom, subject, "kg:participantType", context, planned)
            cell = before_whom(cell)
        way = in_brackets(cell) if name == "kg:participantType" else None
        if way is not None and self.named.value(way.text, self.iri("kg:Participation")) is not None:
            yield from self.facts(passage, way, subject, "kg:participation", context, planned)
            cell = before_brackets(cell)
        if name == "kg:participantType" and (number := number_in(cell)) is not None:
            yield from self.facts(passage, number, subject, "kg:participants", context, planned)
        if name == "kg:participantType" and (places := places_apart(cell)) and self.seats.are_no_part(places):
            yield from self.seats.located(passage, places, subject, context)
            cell = replace(cell, end=places[0][2], text=self.document.text[cell.start : places[0][2]])
        if name == "kg:participantType" and plain_heading(cell.header or "") in self.columns.required:
            first = plain_heading(cell.header or "").split()[0]
            kind = self.iri("kg:Participation")
            must = self.named.value(first, kind) or self.named.value("mandatory", kind)
            proof = self._proof(passage, cell.start, cell.end, context, name)
            yield from () if must is None else (Claim(subject, self.iri("kg:participation"), must, proof),)
        if name == "kg:establishedOn" and (act := self._founding(cell)) is not None:
            proof = self._proof(passage, act.start, act.end, context, name)
            yield Claim(subject, self.iri("kg:establishedBy"), act.referent, proof)
        if name == "kg:participants" and self.columns.is_bound(cell, self.quantities(cell)):
            name, planned = "kg:maximumAwards", True
            known = self.ontology.vocabulary.properties[self.iri(name)]
        served = name == "kg:peopleServed" and self.is_a(subject.type, "kg:Initiative")
        served = served and not self.is_a(
            subject.type, "kg:Program"
        )  # a body and its programs have people, a test patients
        if served or (name == "kg:participants" and self._counts_served(cell)):
            name = "kg:beneficiaries"
            known = self.ontology.vocabulary.properties[self.iri(name)]
        if name in CHANGING - {"kg:status"} and self.columns.is_of_others(outside(cell.text)):
            return
        for told, qualifiers, start, end, extra in self._values(cell, known, subject):
            target: Referent | Value | None = told
            marked = planned or bool(
                re.search(
                    r"\b(planned|expected|proposed|anticipated|scheduled|projected|tentative|due to|set to|will)\b",
                    f"{cell.text} {cell.header or ''}".lower(),
                )
            )
            if name.endswith(":netSavings") and isinstance(told, Value):
                target = signed(told, cell.text, cell.header or "")
            if target is None:
                continue
            modality = modality_of(target, known.iri, marked, self.today)
            around = tuple(sorted({*context, *extra}))
            taker = takers(qualifiers, cell.text[end - cell.start :]) if name == "kg:participants" else None
            if taker is not None:  # "Participants: 38 hospitals"
                proof = self._proof(passage, cell.start, cell.end, around, name, 0.85)
                yield Claim(subject, self.iri("kg:participantType"), taker, proof)
            proof = self._proof(passage, start, end, around, name)
            yield Claim(
                subject, self.iri(name), target, proof, tuple(sorted(qualifiers.items(), key=lambda q: q[0])), modality
            )

    def _counts_served(self, cell: Cell) -> bool:
        """Whether the only count of a cell is of those who are served ("96,000 patients on their lists")."""
        counts = [one for one in self.quantities(cell) if one.kind == "count"]
        words = self.document.text[counts[0].end : cell.end].split()[:3] if len(counts) == 1 else []
        told = (self.columns.properties.counted(one.strip(".,;()")) for one in words)
        return next((one for one in told if one is not None), None) == "kg:beneficiaries"

    def _proof(
        self,
        passage: Passage,
        start: int,
        end: int,
        context: tuple[tuple[int, int, str], ...],
        name: str,
        sure: float = 0.95,
    ) -> Evidence:
        return words_at(self.document, passage, start, end, context, confidence=sure, by=f"table:{name}")

    def _founding(self, cell: Cell) -> Mention | None:
        """The law that a cell names beside the day on which a body was set up ("2015, by the Harbor Act")."""
        laws = [one for one in self._mentions(cell.start, cell.end) if self.is_a(one.type, "kg:LegalProvision")]
        return laws[0] if len(laws) == 1 else None

    def _values(
        self, cell: Cell, known: Property, subject: Referent
    ) -> Iterator[tuple[Referent | Value, dict[str, Term], int, int, tuple[tuple[int, int, str], ...]]]:
        """The values in a cell that a property can take, each with its qualifiers and place."""
        ranges = set(known.ranges)
        figures = self.quantities(cell)
        wanted = kinds_for(ranges)
        if known.iri in self.drafter.counts and (share := share_of(cell)) is not None:
            yield share, {}, cell.start, cell.end, ()
            return
        if wanted is not None:
            fitting = [
                one
                for one in figures
                if one.kind in wanted
                and (one.kind not in {"count", "duration"} or one.start < cell.start + len(outside(cell.text)))
                and not (one.kind == "money" and is_share(self.document.text, one))
            ]
            whole = both_ends(self.columns.meanings(cell))
            if len(fitting) == 1 and fitting[0].kind == "date" and (whole or is_window(fitting[0], known.iri)):
                one = fitting[0]
                if (day := end_of(one, known.iri, self.document.text[one.end : cell.end])) is not None:
                    yield day, {}, one.start, one.end, one.context
                return
            bare = self.sums.below(cell.header or "", cell.text) if not fitting and "money" in wanted else None
            if bare is not None:
                yield bare[0], {"unit": self.drafter.individual(bare[1])}, cell.start, cell.end, ()
                return
            if not fitting and (length := length_in(cell, wanted)) is not None:
                yield length, {}, cell.start, cell.end, ()
            if known.iri.endswith("maximumAwards"):  # of "between 25 and 40" the most there may be is 40
                fitting = [
                    replace(one, value=one.upper, lower=None, upper=None) if one.upper else one for one in fitting
                ]
            if len(fitting) == 1 and (one := fitting[0]).value.datatype != XSD + "string":
                value, qualifiers = self.drafter.figure(one)
                value = scaled(value, cell.header or "", one)
                kind = self.iri("kg:ParticipantType") if known.iri in self.drafter.counts else None
                more = beside(one, figures, cell.header or "", kind, self.drafter.vague)
                yearly = each_year(one, {**qualifiers, **more}, cell.header or "", self.columns.yearly)
                yield value, {**qualifiers, **more, **yearly}, one.start, one.end, one.context
            return
        concepts = [one for one in ranges if self._is_concept(one)]
        individuals = [self.named.value(cell.text, one) or self.named.yes_or_no(cell, one) for one in ranges]
        chosen = next((one for one in individuals if one is not None), None)
        if chosen is None and known.iri == self.iri("kg:participation"):
            chosen = self.named.in_pieces(cell.text, known.ranges[0])
        if chosen is not None:
            yield chosen, {}, cell.start, cell.end, ()
            return
        if concepts and not any(self.ontology.vocabulary.of_type(one) for one in concepts):
            for referent, start, end in phrases_of(cell, concepts[0], figures, self.drafter.cues):
                yield referent, {}, start, end, ()
            return
        if XSD + "string" in ranges:
            start = cell.end - len(re.sub(r"^\s*to (?=[a-z])", "", cell.text))
            yield Value(self.document.text[start : cell.end].strip(), XSD + "string"), {}, start, cell.end, ()
            return
        named = False
        if ranges == {self.iri("kg:Place")} and (places := places_in(cell)) and self.seats.are_places(places):
            for start, end in places:
                yield self.seats.place(start, end), {}, start, end, ()
            return
        person = ranges == {self.iri("kg:Person")}  # nobody is called "the Office of Reefs"
        mentions = [one for one in self._mentions(cell.start, cell.end) if not (person and one.how == "reference")]
        for number, mention in enumerate(mentions):
            named = True
            owner = self.document.text.startswith(("'s ", "\u2019s "), mention.end)  # "the board's Office of Tests"
            if any(self.ontology.vocabulary.is_a(mention.type, one) for one in ranges) and not owner:
                end = mentions[number + 1].start if number + 1 < len(mentions) else cell.end
                behind = [one for one in figures if mention.end <= one.start and one.end <= end]
                held = term_behind(behind) if person else {}
                stop = behind[0].end + self.document.text.startswith(")", behind[0].end) if held else mention.end
                yield mention.referent, held, mention.start, stop, mention.context
        kinds = [one for one in ranges if len(ranges) == 1 or self.ontology.vocabulary.is_a(subject.type, one)]
        label, body = " ".join(cell.text.split()), person and set(cell.text.split()) & {"of", "for", "the", "and"}
        if not named and not body and re.fullmatch(NAME, label) and len(kinds) == 1:
            yield Referent(f"cell:{label}", kinds[0], label), {}, cell.start, cell.end, ()

    def quantities(self, cell: Cell) -> tuple[Quantity, ...]:
        """The values in a cell or a label, which no sentence holds."""
        held = with_day_behind(cell, self.annotated.quantities_within(cell.start, cell.end), self.dates)
        text = self.document.text  # "118 [1]": the mark of a footnote is no figure
        found = tuple(one for one in held if text[one.start - 1 : one.start] + text[one.end : one.end + 1] != "[]")
        dated = () if any(one.kind == "date" for one in found) else dates_in(cell, self.dates, self.years.of(cell))
        return dated or found or dates_in(cell, self.dates) or dates_in(cell, self.dates, issued=self.issued)

    def takes_dates(self, name: str) -> bool:
        """Whether a property, by its prefixed name, takes a date."""
        return self._kinds(name) == frozenset({"date"})

    def _kinds(self, name: str) -> frozenset[str] | None:
        """The kinds of date or figure that a property, by its prefixed name, takes, if any."""
        known = self.ontology.vocabulary.properties.get(self.iri(name))
        return kinds_for(set(known.ranges)) if known is not None else None

    def _is_concept(self, kind: str) -> bool:
        known = map(self.iri, ("kg:ParticipantType", "kg:FocusArea", "kg:InitiativeGroup"))
        return kind.endswith("PaymentMechanism") or kind in known
