"""Shapes of tables: tables on their side, boxes of two columns and timelines, as rows that name their subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

from corpus.dates import is_when
from corpus.passages import Cell, Passage
from extract.parsing.cues import UnreadableCues, read_toml

DAY = re.compile(r"\b(?:19|20|21)\d\d\b")
DATED = re.compile(r"[A-Za-z]{3,}\.? (?:19|20|21)\d\d\b")
"""A date that heads no column: it is the value of the label beside it."""

YEARLESS = re.compile(r"(?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})")
"""A day in the calendar of a mail or newsletter, of the year of its own date."""


NUMBERED = re.compile(r"(?:Table|Exhibit|Figure|Chart)\s+[\dA-Z]", re.I)
CAPTION = 25
"""Words that the line right above a table may have to be its caption."""


def caption_above(passages: Sequence[Passage], row: Passage) -> Passage | None:
    """The line right above the table that a row stands in, if one is."""
    above = next((one for one in reversed(passages[: row.order]) if one.kind != "table-row"), None)
    said = above.text.strip(" *_") if above is not None and above.kind == "paragraph" else ""
    short = 0 < len(said.split()) <= CAPTION
    return above if short and (not said.endswith((".", "?", "!")) or NUMBERED.match(said)) else None


@dataclass(frozen=True, slots=True)
class Milestones:
    """What the rows of a timeline mean: headings of dates and of events, and the property that an event gives."""

    dates: frozenset[str]
    events: frozenset[str]
    said: tuple[tuple[str, re.Pattern[str]], ...]
    never: re.Pattern[str]
    early: re.Pattern[str] = re.compile(r"(?!)")
    """What tells that an end came before its time."""
    ahead: re.Pattern[str] = re.compile(r"(?!)")
    """What tells beside a date that it lies ahead ("starts 1 April")."""

    def property_of(self, event: str) -> str | None:
        """The property whose date an event gives ("Applications due"), where exactly one is meant."""
        words = " ".join(event.lower().split())
        if self.never.search(words):
            return None
        return next((name for name, pattern in self.said if pattern.search(words)), None)


@lru_cache(maxsize=4)
def read_milestones(paths: tuple[Path, ...]) -> Milestones:
    """The milestones that several files list. Raises `UnreadableCues` naming the file."""
    dates: set[str] = set()
    events: set[str] = set()
    never: list[str] = []
    early: list[str] = []
    ahead: list[str] = []
    said: list[tuple[str, re.Pattern[str]]] = []
    for path in paths:
        table = read_toml(path)
        heads = table.get("timeline", {})
        if isinstance(heads, dict):
            dates |= set(heads.get("dates", ()))
            events |= set(heads.get("events", ()))
            never += heads.get("never", [])
            early += heads.get("early", [])
            ahead += heads.get("ahead", [])
        listed = table.get("milestone", [])
        for entry in listed if isinstance(listed, list) else []:
            try:
                said.append((entry["property"], re.compile("|".join(entry["says"]))))
            except (KeyError, TypeError, re.error) as error:
                message = f'{path}: each [[milestone]] needs property = "…" and says = ["pattern"]: {error}'
                raise UnreadableCues(message) from error
    signs = (re.compile("|".join(one) or r"(?!)") for one in (never, early, ahead))
    return Milestones(frozenset(dates), frozenset(events), tuple(said), *signs)


RUN_IN = re.compile(r"(?:(?<=^)|(?<=[.;|] ))(?P<label>[A-Z][A-Za-z' -]{1,28}): +(?=\S)")
"""A label within a paragraph."""
ONE_FACT = re.compile(r"[-*\u2022\s]*(?P<label>[A-Z][^:\n]{2,60}): +(?P<value>[^\n]{1,120})")
"""A line that is one key fact, with a label too long to be known for one by its looks."""
FEWEST_FACTS, MOST_KNOWN = 3, 2 / 3
"""How many labels of facts there must be, and their share of all labels."""


LETTER = frozenset({"to", "date", "subject", "re", "cc"})
"""Labels beside "From" in the head of a letter, memo or bulletin, which tell nothing of what it is about."""


def _without_letterheads(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages with the lines of a letter's head ("To", "From", "Date", "Subject") as plain lines."""
    for box, together in groupby(passages, key=lambda one: one.kind == "key-value" and len(one.cells) == 1):
        lines = list(together)
        told = {(one.cells[0].header or "").strip(" *_:").lower(): one.cells[0].text for one in lines if box}
        letter = "from" in told and len(LETTER & set(told)) > 1 and not is_when(told["from"])
        yield from (replace(one, kind="paragraph", cells=()) for one in lines) if letter else lines


def boxed(
    passages: Iterable[Passage],
    is_label: Callable[[str], bool],
    is_idle: Callable[[str], bool] | None = None,
    is_value: Callable[[str], bool] = lambda _: False,
) -> Iterator[Passage]:
    """The passages with the rows of a box of two columns as key facts, its first row too.

    A box has no row of headings: what a reader takes for its heading is itself a label and a value, or says nothing.
    `is_label` tells whether words are the label of a fact, `is_idle` whether as a heading they say nothing, `is_value`
    whether they can be what a fact tells as well ("Status | Active").
    """
    above: Passage | None = None
    told: set[int] = set()
    for passage in _without_letterheads(passages):
        first, second = passage.cells if len(passage.cells) == 2 else (None, None)
        if first is not None and second is not None and _is_pair(first, second, is_label, is_idle):
            fact = replace(second, header=first.text, header_start=first.start, header_end=first.end)
            yield replace(passage, kind="key-value", cells=(fact,))
            continue
        if (
            passage.kind != "table-row"
            or first is None
            or second is None
            or not (first.header and second.header)
            or not (
                (is_label(first.header) and (is_label(first.text) or DATED.search(second.header)))
                or (is_when(first.header) and is_when(first.text))
            )
            or (is_label(second.header) and not is_when(first.header) and not is_value(second.header))
            or second.header_start is None
            or second.header_end is None
        ):
            above = passage if passage.kind == "table-row" and not passage.cells else above
            yield passage
            continue
        if second.header_start not in told and above is not None:
            told.add(second.header_start)
            top = Cell(
                second.header_start,
                second.header_end,
                second.header,
                first.header,
                first.header_start,
                first.header_end,
                1,
            )
            yield replace(above, kind="key-value", cells=(top,))
        fact = replace(second, header=first.text, header_start=first.start, header_end=first.end)
        yield replace(passage, kind="key-value", cells=(fact,))


def _is_pair(first: Cell, second: Cell, is_label: Callable[[str], bool], is_idle: Callable[[str], bool] | None) -> bool:
    """Whether two cells are a label and its value below headings that say nothing ("Feature | Details")."""
    heads = [one.header or "" for one in (first, second)]
    told = (
        is_idle is not None
        and any(one.strip() for one in heads)
        and all(not one.strip() or is_idle(one) for one in heads)
    )
    return bool(told) and is_label(first.text)


def side_by_side(passage: Passage) -> list[Passage]:
    """The rows of two tables side by side, told by headings that come again ("Pilot | Began || Pilot | Began").

    They are parted where a column is empty from top to bottom, else where the first heading comes again.
    """
    heads = [" ".join((one.header or "").lower().split()) for one in passage.cells]
    if passage.kind != "table-row" or len(heads) < 3 or len(set(filter(None, heads))) == len(heads):
        return [passage]
    columns = [one.column for one in passage.cells]
    gaps = [at for at in range(1, len(columns)) if columns[at] > columns[at - 1] + 1]
    cuts = [at for at in gaps if set(heads[:at]) & set(heads[at:])]
    cuts = cuts[:1] or [at for at in range(2, len(heads)) if heads[at] == heads[0] and heads[0]]
    if not cuts:
        return [passage]
    edges = [0, *cuts, len(heads)]
    parts = [passage.cells[first:last] for first, last in pairwise(edges)]
    return [
        replace(passage, cells=tuple(replace(one, column=place) for place, one in enumerate(part))) for part in parts
    ]


def paired(passage: Passage, is_label: Callable[[str], bool]) -> list[Passage]:
    """The rows of boxes that stand side by side, each pair of label and value below the name of its box."""
    cells = passage.cells
    labels, values = cells[::2], cells[1::2]
    if passage.kind != "table-row" or len(cells) < 4 or len(labels) != len(values):
        return []
    named = all((one.header or "").strip() and one.header_start is not None for one in labels)
    if not named or any((one.header or "").strip() for one in values) or not all(is_label(one.text) for one in labels):
        return []
    made = []
    for label, value in zip(labels, values, strict=True):
        if label.column + 1 != value.column or label.header_start is None or label.header_end is None:
            return []
        name = Cell(label.header_start, label.header_end, label.header or "", "name", None, None, 0)
        fact = replace(value, header=label.text, header_start=label.start, header_end=label.end)
        made.append(replace(passage, cells=(name, fact)))
    return made


def turned(passage: Passage, is_label: Callable[[str], bool], names: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The rows that one row of a table on its side stands for, each with the subject's cell and one fact.

    `names` tells whether the text between two offsets names one thing that a row can be about.
    """
    first = passage.cells[0] if passage.cells else None
    if passage.kind != "table-row" or first is None or not is_label(first.text) or len(passage.cells) < 2:
        return
    others = [
        one
        for one in passage.cells[1:]
        if one.header_start is not None and one.header_end is not None and names(one.header_start, one.header_end)
    ]
    if len(others) != len(passage.cells) - 1:
        return
    for one in others:
        if one.header_start is None or one.header_end is None:
            continue
        subject = Cell(one.header_start, one.header_end, one.header or "", "name", None, None, 0)
        fact = replace(one, header=first.text, header_start=first.start, header_end=first.end)
        yield replace(passage, cells=(subject, fact))


def milestone(passage: Passage, known: Milestones, plain: Callable[[str], str]) -> tuple[Cell, str] | None:
    """The date's cell, with the event as its heading, and the property that a row of a timeline gives."""
    if passage.kind == "key-value" and len(passage.cells) == 1:
        cell = passage.cells[0]
        label = cell.header or ""
        if DAY.search(cell.text) and len(cell.text) < 60:
            name = known.property_of(label)
            return (cell, name) if name else None
        dated = DAY.search(label) or YEARLESS.fullmatch(label.strip(" *_"))
        if dated and len(label) < 40 and cell.header_start is not None and cell.header_end is not None:
            name = known.property_of(cell.text)
            date = Cell(cell.header_start, cell.header_end, label, cell.text, cell.start, cell.end, 1)
            return (date, name) if name else None
        return None
    dates = [one for one in passage.cells if plain(one.header or "") in known.dates]
    events = [one for one in passage.cells if plain(one.header or "") in known.events]
    if len(passage.cells) == 2 and len(events) == 1 and not dates:
        dates = [one for one in passage.cells if one not in events and DAY.search(one.text)]
    if len(dates) != 1 or len(events) != 1:
        return None
    name = known.property_of(events[0].text)
    told = replace(dates[0], header=events[0].text, header_start=events[0].start, header_end=events[0].end)
    return (told, name) if name else None


def as_fact(passage: Passage) -> Passage:
    """A row of two cells without headings read as a key fact: the first cell is the label."""
    if (
        passage.kind != "table-row"
        or len(passage.cells) not in {1, 2}
        or any((one.header or "").strip() for one in passage.cells)
    ):
        return passage
    if len(passage.cells) == 1:
        return passage
    label, value = passage.cells
    told = replace(value, header=label.text, header_start=label.start, header_end=label.end)
    return replace(passage, kind="key-value", cells=(told,))


COUNTED = re.compile(r"\d[\d,]*(?: (?:so far|already|have been|has been|have|were|was|are|with|for|by|the|[a-z-]+))*")
APART = re.compile(
    r"(?:[,;(](?!(?:19|20|21)\d\d\))\s*(?:and\s+)?|\s+and\s+)(?:of (?:which|them|these),?\s+|including\s+)?(?=\d)"
)


def counts_apart(passage: Passage, is_label: Callable[[str], bool]) -> list[Passage]:
    """The facts that one key fact tells of parts: "Models to date: 37 launched, 22 evaluated, 3 certified".

    Each part is the label of its own number with what the label counts ("models launched"). None where a part is no
    number with words, or where no part is a fact.
    """
    if passage.kind != "key-value" or len(passage.cells) != 1 or passage.cells[0].header is None:
        return []
    cell = passage.cells[0]
    things = [one for one in re.findall(r"[a-z]+", (cell.header or "").lower()) if one.endswith("s") and len(one) > 3]
    edges = [0, *(one.end() for one in APART.finditer(cell.text)), len(cell.text)]
    parts = [(start, cell.text[start:end].rstrip(" ,;.()").removesuffix(" and")) for start, end in pairwise(edges)]
    parts = [(start, re.split(r"[,;(]", text)[0].strip()) for start, text in parts]
    if len(things) != 1 or len(parts) < 2 or not all(COUNTED.fullmatch(text) for _, text in parts):
        return []
    made, known = [], False
    for start, text in parts:
        figure, _, words = text.partition(" ")
        label = f"{things[0]} {words}" if words else cell.header or ""
        known = known or (bool(words) and is_label(label))
        place = cell.start + start
        made.append(
            replace(passage, cells=(replace(cell, start=place, end=place + len(figure), text=figure, header=label),))
        )
    return made if known else []


COUNT_LINE = re.compile(r"[-*\u2022\s]*(?P<value>\d[\d,]*)[*_]*\s+(?P<label>[a-z][a-z -]{3,50})\.?\s*")
"""A line that is a number and what it is of: "18 models launched"."""
MONTH = r"(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2},)? (?:20|21)\d\d"
SPAN_LINE = re.compile(rf"[-*\u2022\s]*(?P<value>{MONTH}\s*(?:[\u2013\u2014-]|to|through|until)\s*{MONTH})\.?\s*")
"""A line that is a stretch of time alone: "January 2029 - December 2034"."""
SPAN = "runs"
"""The label that such a line below a name could have."""


def run_in_facts(passage: Passage, is_label: Callable[[str], bool]) -> list[Passage]:
    """The key facts that run on in one paragraph: "The Alder Model. Start: 1 October 2036. Term: nine years."

    Each is about what stands before the first of them, as below a heading. None where few labels are of facts.
    """
    if passage.kind not in {"paragraph", "list-item"}:
        return []
    counted = COUNT_LINE.fullmatch(passage.text)
    if counted is not None and is_label(counted["label"]):
        return [replace(passage, kind="key-value", cells=(_fact(passage, counted, *counted.span("value")),))]
    alone = SPAN_LINE.fullmatch(passage.text)
    if alone is not None and passage.headings and is_label(SPAN):
        start, end = (passage.start + place for place in alone.span("value"))
        return [replace(passage, kind="key-value", cells=(Cell(start, end, alone["value"], SPAN),))]
    line = ONE_FACT.fullmatch(passage.text)
    if line is not None and is_label(line["label"]):
        return [replace(passage, kind="key-value", cells=(_fact(passage, line, line.start("value"), len(line[0])),))]
    found = list(RUN_IN.finditer(passage.text))
    known = sum(is_label(one["label"]) for one in found)
    if known < FEWEST_FACTS or known < MOST_KNOWN * len(found):
        return []
    told = []
    ends = [*(one.start() for one in found[1:]), len(passage.text)]
    above = (*passage.headings, (passage.start, passage.start + found[0].start()))
    for one, end in zip(found, ends, strict=True):
        told.append(replace(passage, kind="key-value", cells=(_fact(passage, one, one.end(), end),), headings=above))
    return told


def _fact(passage: Passage, label: re.Match[str], start: int, end: int) -> Cell:
    """What stands from `start` to `end` of a passage, below its label."""
    text = passage.text[start:end].rstrip(" \n.;|")
    first, last = label.span("label")
    start += passage.start
    return Cell(start, start + len(text), text, label["label"], passage.start + first, passage.start + last, 1)
