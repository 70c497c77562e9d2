"""Fragments: short lines that tell what came about, by a few words beside a date or a number.

"Cohort 2: starts 1 April 2035; applications accepted 1 June to 31 August 2034", "12.01.2034: announced", "Now in it:
133 nursing homes, 10,400 residents". What each piece means its words tell as a label would ("starts", "nursing homes").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.passages import Cell, Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.layout.columns import Columns, plain_heading
from extract.layout.table_states import CHANGING, as_of
from extract.parsing.cues import Cues
from extract.patterns.terms import DATES, XSD
from extract.tables.table_subjects import Subject
from extract.tables.tables import TableReader
from extract.values.values import Quantity, Value

PIECE = re.compile(r"[^;()\n]+")
APART = re.compile(
    r",\s+|\s+(?:and|with)\s+(?=\d)|\s[-\u2013\u2014]\s|\.\s+(?=[A-Z])"
    r"|\s+and\s+(?=(?:will\s+)?[a-z]+s?\s+(?:on\s+)?(?:[A-Z]|\d))"
)
"""Where one thing that came about ends and the next begins, outside of dates."""
ENDS = re.compile(
    r"\s+(?:on|in|by|from|since|at|as of|until|through|to|due|:)$|^(?:on|in|by|from|since|until)\s+", re.I
)
"""What ties words to the date beside them."""
HELPING = re.compile(r"^(?:is |are |was |were |has |have |had |been |will |due |set |to |now )+", re.I)
"""Helping words before what came about."""
BEHIND = re.compile(
    r"\s+(?:by|with|in|on|at|for|as|after|because|under|due to|from|to|across|owing|following|when)\s|,|:"
)
"""Where what came about is told in full, and the circumstances begin."""
OF_A_PART = re.compile(r"(?P<label>.+?) (?:for|of|in) (?:the )?(?P<part>(?:\w+ )?\w+)", re.I)
NOUN = re.compile(
    r"\s*(?P<noun>(?:[a-z][a-z'\u2019-]* ){0,3}(?:[a-z][a-z'\u2019-]*|[A-Z]{2,5}s\b)(?: [a-z][a-z'\u2019-]*){0,3})"
)
NUMBERED = re.compile(
    r"(?P<noun>[a-z]+) (?:\d{1,2}|[ivx]{1,4}|[a-h])"
    r"|(?P<first>[a-z]+|\d(?:st|nd|rd|th)|(?:19|20|21)\d\d) (?P<last>[a-z]+)"
)
REACHES = re.compile(
    r"(?P<label>.+?) (?:reach(?:es|ed)|pass(?:es|ed)|rises? to|rose to|stands? at|stood at|is|was|are|were|hits?)"
)
OF_ALL = re.compile(r"\d (?:out )?of (?:the |our |its |all )?$")
"""What stands before how many all are: "23 of 40 practices"."""
APPLYING = ("kg:applicationsOpenOn", "kg:applicationsCloseOn")
BAR, FEW = " | ", 6
"""What parts the facts of one line, and words that such a fact may have."""
LONGEST = 14
"""Words that a line may have that is no label and value and still is a fragment."""
Span = tuple[int, int]
Where = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class LineSetting:
    """What the pieces of a line are about: a thing, where it is named, its part, and the day that all is told at."""

    subject: Referent
    context: Where
    part: str | None = None
    seen: Value | None = None
    counts: bool = True
    label: str = ""
    applying: bool = False


class FragmentReader:
    """Reads the fragments of one document, with the reader of its tables."""

    def __init__(self, annotated: Annotated, tables: TableReader, columns: Columns, cues: Cues) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.tables = tables
        self.columns = columns
        self.cues = cues
        self.strips: set[tuple[int, int]] = set()

    def claims(self) -> Iterator[Claim]:
        """All claims of the lines below a label that tells no property, or that tell more than their label asks."""
        passages = self.tables.rows.boxed
        for index, passage in enumerate(passages):
            if passage.kind == "key-value" and len(passage.cells) == 1:
                yield from self._line(passage, passage.cells[0])
            elif passage.kind == "table-row":
                yield from self._dated_row(passage)
            elif passage.kind == "paragraph" and BAR in passage.text:
                yield from self._strip(passage)
            elif passage.kind in {"list-item", "paragraph"} and any(
                passages[at].kind == "key-value" and passages[at].section == passage.section
                for at in (index - 1, index + 1)
                if 0 <= at < len(passages)
            ):
                yield from self._loose(passage)
        for passage in self.tables.rows.titled:
            yield from self._line(passage, passage.cells[0])

    def _line(self, passage: Passage, cell: Cell) -> Iterator[Claim]:
        """What stands behind a label: a day, a part, a name, or words that only say that something came about."""
        label = cell.header or ""
        start, end = cell.header_start or 0, cell.header_end or 0
        told = self._dates(Cell(start, end, label))
        plain = plain_heading(_without(label, start, told))
        setting = self._setting(passage, cell, label, plain, told)
        if setting is None:
            yield from self._of_a_part(passage, cell, label)
            return
        if len(told) == 1 and not plain:
            for first, last, _ in self._pieces(cell.start, cell.end):
                yield from self._on(passage, (first, last), (start, end), setting)
            return
        whole = (cell.start, cell.end)
        setting = replace(setting, label="" if self.tables.subjects.named(label) else label)
        names = self.columns.properties.get(plain, ())
        if "kg:status" in names:
            yield from self._state(passage, whole, plain, setting)
        applying = bool(set(APPLYING) & set(names))
        for first, last, about in self._pieces(*whole):
            here = setting if about is None else replace(setting, subject=about[0], context=(about[1],), part=None)
            here = replace(here, applying=applying)
            made = list(self._piece(passage, first, last, here, dated=not names or about is not None or applying))
            applying = applying or any(one.evidence.extracted_by.endswith(APPLYING) for one in made)
            yield from made

    def _setting(
        self, passage: Passage, cell: Cell, label: str, plain: str, told: tuple[Quantity, ...]
    ) -> LineSetting | None:
        named = self.tables.subjects.named(label)
        header = (cell.header_start or 0, cell.header_end or 0, "header")
        if named is not None:
            return LineSetting(named, (header,))
        found = (self._own(cell) if told and not plain else None) or self.tables.subject_of(passage)
        if found is None or not self.tables.is_a(found[0].type, "kg:Initiative"):
            return None
        where = ((*found[1], found[2]), header)
        day = told[0].value if len(told) == 1 and told[0].value.datatype in DATES else None
        names = self.columns.properties.get(plain, ())
        counted = bool({"kg:participants", "kg:beneficiaries", "kg:status"} & set(names))
        if told and (not plain or plain in self.columns.goes_on or names):
            return LineSetting(found[0], where, seen=day)
        if plain in self.columns.goes_on or names:
            return LineSetting(found[0], where, counts=counted or not names)
        part = self.part_named(" ".join(label.lower().split()))
        return LineSetting(found[0], where, part) if part is not None else None

    def _own(self, cell: Cell) -> Subject | None:
        """The one initiative that a line behind a day names."""
        named = {
            one.referent.key: one
            for one in self.annotated.mentions_within(cell.start, cell.end)
            if self.tables.is_a(one.type, "kg:Initiative") and not self.tables.is_a(one.type, "kg:Program")
        }
        (own,) = named.values() if len(named) == 1 else (None,)
        return (own.referent, (own.start, own.end), "header") if own is not None else None

    def _of_a_part(self, passage: Passage, cell: Cell, label: str) -> Iterator[Claim]:
        """What a label tells of a part: "Applications for the 2036 cohort"."""
        found = OF_A_PART.fullmatch(" ".join(label.split()))
        part = self.part_named(found["part"].lower()) if found is not None else None
        about = self.tables.subject_of(passage) if part is not None else None
        if found is None or about is None or not self.tables.is_a(about[0].type, "kg:Initiative"):
            return
        where = ((*about[1], about[2]), (cell.header_start or 0, cell.header_end or 0, "header"))
        for name in self.columns.properties.get(plain_heading(found["label"]), ()):
            setting = LineSetting(about[0], where, part)
            yield from self._told(passage, replace(cell, header=found["label"]), name, setting)

    def part_named(self, label: str) -> str | None:
        """The part of a thing that a label names ("cohort 2", "second group"); empty for what stands for the whole."""
        found = NUMBERED.fullmatch(label)
        noun = (found["noun"] or found["last"]) if found is not None else ""
        parts = ("instalment", "piece")
        if found is None or not (any(self.cues.holds("noun", one, noun) for one in parts) or noun in {"group", "year"}):
            return None
        first = found["first"] or ""
        if first and not (first[0].isdigit() or self.cues.holds("noun", "ordinal", first)):
            return None
        return "" if first == "first" or label.endswith((" 1", " i", " a", " one")) else label

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[Referent, tuple[int, int, str]] | None]]:
        """The pieces of a value, with the thing that a piece in brackets is about if it follows a name."""
        text = self.document.text
        for found in PIECE.finditer(text, start, end):
            about = None
            if text[found.start() - 1 : found.start()] == "(" and found.start() > start:
                before = text[start : found.start() - 1].rstrip()
                named = [
                    one
                    for one in self.annotated.mentions_within(start, found.start())
                    if one.end == start + len(before) and self.tables.is_a(one.type, "kg:Initiative")
                ]
                about = (named[0].referent, (named[0].start, named[0].end, "antecedent")) if named else None
            first = found.start()
            held = self._dates(Cell(found.start(), found.end(), found.group()))
            for cut in APART.finditer(found.group()):
                at = found.start() + cut.start()
                if not any(one.start < at < one.end for one in held):
                    yield first, at, about
                    first = found.start() + cut.end()
            yield first, found.end(), about

    def _piece(self, passage: Passage, start: int, end: int, setting: LineSetting, *, dated: bool) -> Iterator[Claim]:
        """What one piece tells: a date with the words beside it, a number with those whom it counts."""
        text = self.document.text[start:end]
        dates = self._dates(Cell(start, end, text))
        if dated and len(dates) == 1:
            date = dates[0]
            for first, last in ((start, date.start), (date.end, end)):
                words = self.document.text[first:last].strip()
                if words.strip(" ,:.-"):
                    yield from self._event(passage, (first, last), (date.start, date.end), setting)
                    break
        if setting.counts:
            yield from self._count(passage, start, end, setting)
        if not dates and not setting.part and not setting.label and self._takes_part(text):
            yield from self._told(passage, Cell(start, end, text), "kg:participation", setting)

    def _takes_part(self, text: str) -> bool:
        """Whether words tell, before those for whom, whether one has to take part ("compulsory for clinics")."""
        return self.tables.names_value("kg:participation", re.split(r"\s+(?:for|of)\s", text.strip())[0])

    def _on(self, passage: Passage, event: Span, date: Span, setting: LineSetting) -> Iterator[Claim]:
        """What came about on the day of a label."""
        yield from self._event(passage, event, date, setting)
        yield from self._count(passage, *event, setting)

    def _event(self, passage: Passage, event: Span, date: Span, setting: LineSetting) -> Iterator[Claim]:
        """The date of what words tell came about."""
        text = self.document.text
        said = " ".join(text[slice(*event)].split()).strip(" .,:-\u2013\u2014")
        named = [one.text for one in self.annotated.mentions_within(*event) if one.referent.key == setting.subject.key]
        without = " ".join(said.replace(named[0], " ").split()) if named else said
        label = ENDS.sub("", said)
        known = self.columns.milestones
        names = self._meanings(label) or self._meanings(ENDS.sub("", without))
        if setting.applying and plain_heading(label) in self.columns.opening:  # "applications open … and close …"
            names = tuple(APPLYING["kg:endedOn" in names :][:1])
        if set(APPLYING) <= set(names) and not self.columns.deadlines.isdisjoint(re.findall(r"[a-z]+", said.lower())):
            names = APPLYING[1:]  # "applications for the Alder Model are due"
        for name in names:
            if name == "kg:endedOn" and known is not None and known.early.search(self._around(*event)):
                early = Cell(*event, self.tables.label_of("kg:TerminatedEarly"), label)
                yield from self._told(passage, early, "kg:outcome", setting)
            first = date[0] - len((re.search(r"\b(?:from|since|until|through|by)\s+$", text[: date[0]]) or [""])[0])
            cell = Cell(first, date[1], text[first : date[1]], label, event[0], event[1], 1)
            if set(names) >= set(APPLYING) and self._is_deadline(passage):  # of a time to apply the last day
                if name == APPLYING[0]:
                    continue
                cell = replace(cell, header=next(iter(self.columns.deadlines)))
            ahead = known is not None and known.ahead.search(label.lower()) is not None
            ends = name == "kg:endedOn" and self.tables.ahead.told(self.tables.today, passage, cell, name)
            ahead = (ahead and date[0] > event[0]) or ends
            yield from self._told(passage, cell, name, setting, ahead)

    def _is_deadline(self, passage: Passage) -> bool:
        above = re.findall(r"[a-z]+", " ".join(passage.section[-1:]).lower())
        return not self.columns.deadlines.isdisjoint(above)

    def _around(self, start: int, end: int) -> str:
        """What is told around a place up to the next full thought, in lower case."""
        found = next(one for one in PIECE.finditer(self.document.text, start) if one.end() >= end)
        return " ".join(found.group().lower().split())

    def _meanings(self, label: str) -> tuple[str, ...]:
        """The properties whose date words tell, as a label or as what happens in a timeline."""
        known = self.columns.milestones
        if not label or (known is not None and known.never.search(re.sub(r"\bcohorts?\b", "", label.lower()))):
            return ()
        plain = plain_heading(HELPING.sub("", label))
        names = self.columns.properties.get(plain) or self.columns.properties.get(
            plain_heading(BEHIND.split(label.lower())[0]), ()
        )
        dated = tuple(one for one in names if self.tables.takes_dates(one))
        event = known.property_of(label) if known is not None and not dated else None
        return dated or ((event,) if event is not None else ())

    def _count(self, passage: Passage, start: int, end: int, setting: LineSetting) -> Iterator[Claim]:
        """How many take part or are served, by the noun behind a number, or by the words before it."""
        text = self.document.text
        if self._is_other(text[start:end]):
            return
        for one in self.annotated.quantities_within(start, end):
            if one.kind != "count" or one.per is not None or OF_ALL.search(text, start, one.start):
                continue
            noun = NOUN.match(text, one.end, end)
            words = noun["noun"].split() if noun else []
            names = [self.columns.properties.counted(" ".join(words[:size])) for size in range(len(words), 0, -1)]
            before = REACHES.fullmatch(" ".join(text[start : one.start].lower().split()))
            labelled = self.columns.properties.get(plain_heading(before["label"]), ()) if before else ()
            name = next((each for each in (*names, *labelled) if each in CHANGING), None)
            if name is not None:
                size = next((len(words) - at for at, each in enumerate(names) if each), 0)
                last = one.end + len(re.match(rf"(?:\s*\S+){{{size}}}", text[one.end :])[0]) if size else one.end  # type: ignore[index]
                told = Cell(one.start, last, text[one.start : last], setting.label)
                yield from self._told(passage, told, name, setting)

    def counts(self, passage: Passage, start: int, end: int, subject: Referent, context: Where) -> Iterator[Claim]:
        """How many take part in a subject or are served, as the pieces between two places tell it."""
        for first, last, _ in self._pieces(start, end):
            yield from self._count(passage, first, last, LineSetting(subject, context))

    def _state(self, passage: Passage, whole: tuple[int, int], label: str, setting: LineSetting) -> Iterator[Claim]:
        """The state that the first words of a value name, where more stands behind them."""
        text = self.document.text[slice(*whole)]
        first = re.split(r"[,;(]", text)[0]
        if setting.seen is not None or len(first) < len(text):
            cell = Cell(whole[0], whole[0] + len(first), first, label)
            yield from self._told(passage, cell, "kg:status", setting)

    def _told(
        self, passage: Passage, cell: Cell, name: str, setting: LineSetting, planned: bool = False
    ) -> Iterator[Claim]:
        for claim in self.tables.facts(passage, cell, setting.subject, name, setting.context, planned):
            told = as_of(claim, setting.seen) if name in CHANGING and claim.property == self.tables.iri(name) else claim
            if setting.part:
                part = ("appliesTo", Value(setting.part, XSD + "string"))
                told = replace(told, qualifiers=tuple(sorted((*told.qualifiers, part), key=lambda one: one[0])))
            yield told

    def _loose(self, passage: Passage) -> Iterator[Claim]:
        """A line without a label among lines that have one: "Both cohorts end on 31 March 2039"."""
        if len(passage.text.split()) > LONGEST or any(
            passage.start <= one.start < passage.end and one.how == "name"
            for one in self.annotated.mentions_within(passage.start, passage.end)
        ):
            return
        found = self.tables.subject_of(replace(passage, kind="key-value", cells=()))
        if found is not None and self.tables.is_a(found[0].type, "kg:Initiative"):
            setting = LineSetting(found[0], ((*found[1], found[2]),), counts=False)
            for first, last, _ in self._pieces(passage.start, passage.end):
                yield from self._piece(passage, first, last, setting, dated=True)

    def _strip(self, passage: Passage) -> Iterator[Claim]:
        """A line of short facts with bars between them below a name: "*Active* | Began July 2032 | Clinics"."""
        found = self.tables.subject_of(replace(passage, kind="key-value", cells=()))
        parts = list(re.finditer(r"[^|\n]+", passage.text))
        known = [self._value_of(one[0].strip(" *_")) for one in parts]
        short = all(len(one[0].split()) <= FEW for one in parts) and "\n" not in passage.text.strip()
        if found is None or not short or not any(known) or not self.tables.is_a(found[0].type, "kg:Initiative"):
            return
        setting = LineSetting(found[0], ((*found[1], found[2]),))
        self.strips.add((passage.start, passage.end))
        for one, name in zip(parts, known, strict=True):
            first = passage.start + one.start() + len(one[0]) - len(one[0].lstrip(" *_"))
            cell = Cell(first, first + len(one[0].strip(" *_")), one[0].strip(" *_"))
            if name is not None:
                yield from self._told(passage, cell, name, setting)
            else:
                yield from self._piece(passage, cell.start, cell.end, setting, dated=True)

    def _value_of(self, text: str) -> str | None:
        """The property that words tell without a label: a state, whether one must take part, who takes part."""
        named = (one for one in ("kg:status", "kg:participation") if self.tables.names_value(one, text))
        who = self.columns.properties.counted(text) == "kg:participants" and not any(one.isdigit() for one in text)
        return next(named, "kg:participantType" if who else None)

    def _dated_row(self, passage: Passage) -> Iterator[Claim]:
        """A row that begins with a day, below a title that names what its numbers are of."""
        first = passage.cells[0] if len(passage.cells) > 1 else None
        known = self.columns.milestones
        if first is None or known is None or first.column != 0:
            return
        heading = plain_heading(first.header or "")
        dates = self._dates(first)
        timed = heading in self.columns.seen or not known.dates.isdisjoint(heading.split())
        if len(dates) != 1 or not timed:
            return
        found = self.tables.subjects.of_table(passage)
        if found is None or not self.tables.is_a(found[0].type, "kg:Initiative"):
            return
        day = dates[0].value if dates[0].value.datatype in DATES else dates[0].upper
        for cell in passage.cells[1:]:
            names = self.columns.properties.get(plain_heading(cell.header or ""), ())
            name = next((one for one in names if one in CHANGING), None)
            if name is not None and cell.header_start is not None and cell.header_end is not None:
                where = ((*found[1], found[2]), (cell.header_start, cell.header_end, "header"))
                yield from self._told(passage, cell, name, LineSetting(found[0], where, seen=day))

    def _dates(self, cell: Cell) -> tuple[Quantity, ...]:
        return tuple(one for one in self.tables.quantities(cell) if one.kind == "date")

    def _is_other(self, text: str) -> bool:
        return self.columns.is_of_others(text)


def _without(label: str, start: int, dates: tuple[Quantity, ...]) -> str:
    """A label without the dates in it and what ties them to it ("Status on 1 May 2036")."""
    for one in reversed(dates):
        label = f"{ENDS.sub('', label[: one.start - start].rstrip(' ,'))} {label[one.end - start :]}"
    return label.strip(" ,:")
