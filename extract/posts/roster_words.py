"""Roster words: what the data say of headings of people, of posts, and of labels that name people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.parsing.cues import UnreadableCues, read_toml


@dataclass(frozen=True, slots=True)
class Roster:
    """What the headings of a roster mean, and the posts that are a property of the body."""

    headings: Mapping[str, frozenset[str]]
    posts: tuple[tuple[str, re.Pattern[str]], ...]
    lesser: re.Pattern[str]
    officials: frozenset[str] = frozenset()
    """Labels of lines that name people with their posts ("Key people")."""
    people: re.Pattern[str] = re.compile(r"(?!)")
    """What the headings say of a page, or a part of one, that tells of a body's people ("Our leadership")."""
    own_office: re.Pattern[str] = re.compile(r"(?!)")
    """Headings of the office of who heads a body, whose director is the body's own ("Office of the Director")."""
    past: re.Pattern[str] = re.compile(r"(?!)")
    """What headings and posts say of those who hold a post no more ("Past presidents")."""


@lru_cache(maxsize=4)
def read_roster(paths: tuple[Path, ...]) -> Roster:
    """The headings and posts that several files list. Raises `UnreadableCues` naming the file."""
    headings: dict[str, set[str]] = {}
    posts: list[tuple[str, re.Pattern[str]]] = []
    lesser: list[str] = []
    pages: dict[str, list[str]] = {"people": [], "own-office": [], "past": []}
    officials: set[str] = set()
    for path in paths:
        table = read_toml(path)
        heads, less = table.get("headings", {}), table.get("lesser", {})
        if isinstance(heads, dict):
            for kind, words in heads.items():
                headings.setdefault(kind, set()).update(words)
        if isinstance(less, dict):
            lesser += less.get("words", [])
        people = table.get("officials", {})
        officials |= set(people.get("labels", ())) if isinstance(people, dict) else set()
        told = table.get("pages", {})
        for kind, words in told.items() if isinstance(told, dict) else ():
            pages[kind] += words
        listed = table.get("post", [])
        for entry in listed if isinstance(listed, list) else []:
            try:
                posts.append((entry["property"], re.compile("|".join(entry["says"]))))
            except (KeyError, TypeError, re.error) as error:
                message = f'{path}: each [[post]] needs property = "…" and says = ["pattern"]: {error}'
                raise UnreadableCues(message) from error
    known = {kind: frozenset(words) for kind, words in headings.items()}
    less_of, page, own, past = (re.compile("|".join(each) or r"(?!)") for each in (lesser, *pages.values()))
    return Roster(known, tuple(posts), less_of, frozenset(officials), page, own, past)
