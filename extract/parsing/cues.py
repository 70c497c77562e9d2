"""Cues: the word lists that say what a clause's governing words make of it, read from `status.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


class UnreadableCues(ValueError):
    """A file of cue words or patterns that cannot be used; the message says which, where, and what is wrong."""


Lists = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words by group and list: `lists["governor"]["plan"]` holds the lemmas that announce a plan.

    `times` leads from a preposition to the role of the date behind it (`at`, `from`, `until` …); `verbs` are the
    words that are read as verbs where they can be.
    """

    lists: Mapping[str, Lists]
    times: Mapping[str, str] = field(default_factory=dict)
    verbs: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        said = (*self.group("governor").values(), self.group("event"), self.group("event-verb").get("dated", ()))
        object.__setattr__(self, "verbs", frozenset().union(*said))

    def group(self, name: str) -> Lists:
        """One table of lists, empty where the data have none."""
        return self.lists.get(name, {})

    def holds(self, group: str, name: str, word: str) -> bool:
        """Whether a word stands in a list."""
        return word in self.group(group).get(name, frozenset())

    def kind(self, group: str, word: str) -> str | None:
        """The first list of a group that holds a word."""
        return next((name for name, words in self.group(group).items() if word in words), None)


def read_toml(path: Path) -> dict[str, object]:
    """One TOML file as a dictionary. Raises `UnreadableCues` naming the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UnreadableCues(f"{path}: not readable as TOML ({fault})") from fault


def read_cues(paths: Iterable[Path]) -> Cues:
    """The cue words of several files; later files add to the lists of earlier ones."""
    lists: dict[str, dict[str, frozenset[str]]] = {}
    for path in paths:
        for group, table in read_toml(path).items():
            if not isinstance(table, dict):
                raise UnreadableCues(f"{path}: [{group}] must be a table of lists of words")
            for name, words in table.items():
                if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                    raise UnreadableCues(f"{path}: {group}.{name} must be a list of words")
                known = lists.setdefault(group, {})
                known[name] = known.get(name, frozenset()) | frozenset(words)
    times: dict[str, str] = {}
    for role, words in lists.get("time", {}).items():
        for word in words:
            times.setdefault(word, role)
    return Cues(lists, times)
