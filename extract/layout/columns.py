"""Columns: what the headings of tables and the labels of key facts mean, as the data tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from corpus.passages import Cell, Passage
from extract.layout.labels import Labels
from extract.layout.table_shapes import Milestones
from extract.parsing.cues import UnreadableCues, read_toml
from extract.values.values import Quantity

SO_FAR = re.compile(r"\s+(?:to date|so far|thus far|until now|up to now|(?:as of|as at|at the end of|at end of) .*\d)$")
"""What a label may end on that says only that its figure is of now."""

ADDED = re.compile(
    r"\b(?:another|further|additional|extra) \d|\d (?:more|additional|further|extra)\b"
    r"|\b(?:second|third|fourth|new|next|another|further) (?:group|cohort|round|wave|batch|tranche|class|set) of \d"
)
"""What tells that a number comes on top of those told before."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What headings mean: the properties that each can stand for, headings of names, and words for nothing."""

    properties: Labels
    subjects: frozenset[str]
    empty: frozenset[str]
    milestones: Milestones | None = None
    seen: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    """Labels of the name itself, above the facts of what bears it ("Key facts: the Harbor Trial")."""
    degrees: frozenset[str] = frozenset()
    """Words before a value that only stress it ("entirely voluntary")."""
    required: frozenset[str] = frozenset()
    """Labels above those who have to take part ("Who must join"), or may ("Voluntary for")."""
    partly: frozenset[str] = frozenset()
    """Words of a title by which the sums below are no net totals of their years ("gross", "cumulative")."""
    sums: tuple[tuple[str, frozenset[str], frozenset[str], frozenset[str]], ...] = ()
    """Properties that a title names by words apart: all of the first, one of the second, none of the third."""
    finders: frozenset[str] = frozenset()
    """Headings of columns that say who found what the row tells ("Evaluator")."""
    periods: frozenset[str] = frozenset()
    measured: frozenset[str] = frozenset()
    """Headings of columns that say of which time the sum beside them is, and those that never say anything else."""
    others: frozenset[str] = frozenset()
    """Words by which a number is of others than those who take part ("120 applied")."""
    asked: frozenset[str] = frozenset()
    """Labels of a number that is how many there may be, where the number is a bound ("How many: up to 40")."""
    opening: frozenset[str] = frozenset()
    """Headings that tell of a start or an end, or beside these of the time to apply ("Opens", "Closes")."""
    deadlines: frozenset[str] = frozenset()
    """Words of a title by which the days below it are the last ones."""
    past: frozenset[str] = frozenset()
    """Labels that say of a day that it is past ("Ended")."""
    halted: frozenset[str] = frozenset()
    """States in which what has begun does not run ("Suspended since March")."""
    total: frozenset[str] = frozenset()
    """First words of a row that adds up the others ("Total", "All models")."""
    yearly: frozenset[str] = frozenset()
    """Words of a label by which its sum comes again each year ("Annual budget")."""
    goes_on: frozenset[str] = frozenset()
    """Labels that only say that something comes about ("Then")."""
    paying: frozenset[str] = frozenset()
    """Nouns of ways to pay, on which an item of a list below "Payment" ends."""
    members: frozenset[str] = frozenset()
    """Words for one of those who take part, and words beside them in the heading of their names ("Clinic name")."""
    beside_members: frozenset[str] = frozenset()

    def is_member(self, cell: Cell) -> bool:
        """Whether a cell names one of those who take part: what stands beside it in its row is told of that one."""
        said = set(plain_heading(cell.header or "").split()) - self.beside_members
        return len(said) == 1 and said <= self.members and sum(one[:1].isupper() for one in cell.text.split()) > 1

    def is_of_others(self, text: str) -> bool:
        """Whether a number is of others than all who take part ("120 applied", "21 more clinics")."""
        said = text.lower()
        return ADDED.search(said) is not None or not self.others.isdisjoint(re.findall(r"[a-z]+", said))

    def is_bound(self, cell: Cell, figures: Sequence[Quantity]) -> bool:
        """Whether below a label for how many there may be a number is the most ("How many: up to 40 clinics")."""
        counts = [one for one in figures if one.kind == "count"]
        asked = plain_heading(cell.header or "") in self.asked
        return asked and len(counts) == 1 and (counts[0].upper is not None or counts[0].comparator in {"<=", "<"})

    def told_by(self, label: str) -> tuple[str, ...]:
        """The properties that a plain heading stands for, also where it says as well when its figure is of."""
        return self.properties.get(label, ()) or self.properties.get(SO_FAR.sub("", label), ())

    def meanings(self, cell: Cell, row: Passage | None = None) -> tuple[str, ...]:
        """The properties that a cell's heading stands for; what opens beside a start of its own is a time to apply."""
        label = plain_heading(cell.header or "")
        names = self.told_by(label)
        if row is None or label not in self.opening:
            return names
        labels = {plain_heading(one.header or "") for one in row.cells if one.header}
        beside = labels - self.opening
        starts = any("kg:startedOn" in self.properties.get(one, ()) for one in beside)
        title = " ".join(row.section[-1:]).lower()
        ends = any("kg:endedOn" in self.properties.get(one, ()) for one in beside)
        opens = any("kg:startedOn" in self.properties.get(one, ()) for one in self.opening & labels)
        asked = starts and (ends or opens)  # of "Launched | Closes" the second is the end
        if asked or any("appl" in one for one in (title, *beside)):
            return ("kg:applicationsOpenOn",) if "kg:startedOn" in names else ("kg:applicationsCloseOn",)
        return names


@lru_cache(maxsize=4)
def read_columns(paths: tuple[Path, ...]) -> Columns:
    """The headings that several files list, read once. Raises `UnreadableCues` naming the file."""
    properties: dict[str, list[str]] = {}
    subjects: set[str] = set()
    empty: set[str] = {""}
    seen: set[str] = set()
    titles: set[str] = set()
    degrees: set[str] = set()
    required: set[str] = set()
    partly: set[str] = set()
    finders: set[str] = set()
    periods: set[str] = set()
    measured: set[str] = set()
    others: set[str] = set()
    opening: set[str] = set()
    deadlines: set[str] = set()
    past: set[str] = set()
    asked: set[str] = set()
    goes_on: set[str] = set()
    halted: set[str] = set()
    yearly: set[str] = set()
    total: set[str] = set()
    sums: list[tuple[str, frozenset[str], frozenset[str], frozenset[str]]] = []
    fillers: set[str] = set()
    whole: set[str] = set()
    around: set[str] = set()
    paying: set[str] = set()
    members: set[str] = set()
    beside: set[str] = set()
    counts: dict[str, set[str]] = {}
    taking: dict[str, set[str]] = {}
    for path in paths:
        table = read_toml(path)
        columns = table.get("column", [])
        for entry in columns if isinstance(columns, list) else []:
            if not isinstance(entry.get("property"), str) or not isinstance(entry.get("names"), list):
                raise UnreadableCues(f'{path}: each [[column]] needs property = "…" and names = ["…"]')
            for name in (*entry["names"], *map(" ".join, product(*entry["parts"]) if "parts" in entry else ())):
                properties.setdefault(name, []).append(entry["property"])
        lists = {"subject": subjects, "empty": empty, "seen": seen, "title": titles, "degree": degrees}
        lists |= {"partly": partly, "finder": finders, "required": required, "others": others, "past": past}
        lists |= {"period": periods, "measured": measured}
        lists |= {"halted": halted, "yearly": yearly, "total": total}
        lists |= {"opening": opening, "deadline": deadlines, "paying": paying}
        lists |= {"asked": asked, "goes-on": goes_on, "filler": fillers, "whole": whole, "around": around}
        counted = table.get("count", [])
        for entry in counted if isinstance(counted, list) else []:
            counts.setdefault(entry["property"], set()).update(entry["nouns"])
            taking.setdefault(entry["property"], set()).update(entry.get("taking", ()))
        member = table.get("member", {})
        members |= set(member.get("nouns", ())) if isinstance(member, dict) else set()
        beside |= set(member.get("around", ())) if isinstance(member, dict) else set()
        summed = table.get("sum", [])
        for entry in summed if isinstance(summed, list) else []:
            every, some, none = (frozenset(entry[key]) for key in ("all", "any", "none"))
            sums.append((entry["property"], every, some, none))
        for key, words in lists.items():
            part = table.get(key, {})
            if isinstance(part, dict):
                words |= {word for listed in part.values() for word in listed}
    known = {name: tuple(listed) for name, listed in properties.items()}
    return Columns(
        Labels(known, frozenset(fillers), frozenset(whole), counts, frozenset(around), taking),
        frozenset(subjects),
        frozenset(empty),
        seen=frozenset(seen),
        titles=frozenset(titles),
        degrees=frozenset(degrees),
        required=frozenset(required),
        partly=frozenset(partly),
        sums=tuple(sums),
        finders=frozenset(finders),
        periods=frozenset(periods | measured),
        measured=frozenset(measured),
        others=frozenset(others),
        opening=frozenset(opening),
        deadlines=frozenset(deadlines),
        past=frozenset(past),
        asked=frozenset(asked),
        goes_on=frozenset(goes_on),
        paying=frozenset(paying),
        members=frozenset(members),
        beside_members=frozenset(beside),
        halted=frozenset(halted),
        yearly=frozenset(yearly),
        total=frozenset(total),
    )


def plain_heading(text: str) -> str:
    """A heading as the data write it.

    >>> plain_heading("The Start date (planned):")
    'start date'
    """
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]|[*_:?\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]", " ", text.lower())
    return " ".join(text.split()).removeprefix("the ").split(",")[0].strip()
