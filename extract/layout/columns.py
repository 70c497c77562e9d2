"""Columns: what the headings of tables and the labels of key facts mean, as the data tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.layout.table_shapes import Milestones
from extract.parsing.cues import UnreadableCues, read_toml


@dataclass(frozen=True, slots=True)
class Columns:
    """What headings mean: the properties that each can stand for, headings of names, and words for nothing."""

    properties: Mapping[str, tuple[str, ...]]
    subjects: frozenset[str]
    empty: frozenset[str]
    milestones: Milestones | None = None
    seen: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    """Labels of the name itself, above the facts of what bears it ("Key facts: the Harbor Trial")."""
    degrees: frozenset[str] = frozenset()
    """Words before a value that only stress it ("entirely voluntary")."""
    required: frozenset[str] = frozenset()
    """Labels above those who have to take part ("Who must join")."""
    partly: frozenset[str] = frozenset()
    """Words of a title by which the sums below are no net totals of their years ("gross", "cumulative")."""
    finders: frozenset[str] = frozenset()
    """Headings of columns that say who found what the row tells ("Evaluator")."""


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
    for path in paths:
        table = read_toml(path)
        columns = table.get("column", [])
        for entry in columns if isinstance(columns, list) else []:
            if not isinstance(entry.get("property"), str) or not isinstance(entry.get("names"), list):
                raise UnreadableCues(f'{path}: each [[column]] needs property = "…" and names = ["…"]')
            for name in entry["names"]:
                properties.setdefault(name, []).append(entry["property"])
        lists = {"subject": subjects, "empty": empty, "seen": seen, "title": titles, "degree": degrees}
        lists |= {"partly": partly, "finder": finders, "required": required}
        for key, words in lists.items():
            part = table.get(key, {})
            if isinstance(part, dict):
                words |= {word for listed in part.values() for word in listed}
    known = {name: tuple(listed) for name, listed in properties.items()}
    return Columns(
        known,
        frozenset(subjects),
        frozenset(empty),
        seen=frozenset(seen),
        titles=frozenset(titles),
        degrees=frozenset(degrees),
        required=frozenset(required),
        partly=frozenset(partly),
        finders=frozenset(finders),
    )


def plain_heading(text: str) -> str:
    """A heading as the data write it.

    >>> plain_heading("The Start date (planned):")
    'start date'
    """
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]|[*_:?]", " ", text.lower())
    return " ".join(text.split()).removeprefix("the ").split(",")[0].strip()
