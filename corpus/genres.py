"""Genres: what kind of document a text is, and which of its lines are not its words; the cues are in genres.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CUES = Path(__file__).with_name("genres.toml")
_OPENING = 1500


@dataclass(frozen=True, slots=True)
class Genres:
    """The compiled cues of genres.toml."""

    types: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    boilerplate: re.Pattern[str]
    references: re.Pattern[str]
    reposts: re.Pattern[str]
    mastheads: re.Pattern[str]
    free: tuple[str, ...]
    free_types: frozenset[str]
    public_domain: str
    instruments: re.Pattern[str]
    """The nouns that a binding text has in its title."""
    enacting: re.Pattern[str]
    amending: re.Pattern[str]
    """How an instruction ends that leads into the words of another law."""
    official: re.Pattern[str]
    """The official number of a law."""
    numbered: re.Pattern[str]
    """What a law is called that has only a number."""

    def type_of(self, heads: str, opening: str) -> str | None:
        """The kind of document by its cues: `heads` is title, address and front matter, `opening` its first words."""
        for name, cues in self.types:
            points = sum(2 * bool(cue.search(heads)) + bool(cue.search(opening[:_OPENING])) for cue in cues)
            if points >= 2:
                return name
        return None

    def is_boilerplate(self, words: str) -> bool:
        """Whether a line or short paragraph is a subscription line, a menu or a page foot."""
        return len(words) <= 300 and bool(self.boilerplate.search(words.strip()))

    def is_reference_heading(self, words: str) -> bool:
        """Whether a heading announces sources or notes."""
        return bool(self.references.fullmatch(words.strip().rstrip(":").lower()))

    def opens_references(self, words: str) -> bool:
        """Whether a paragraph is itself a list of sources ("Sources: …")."""
        label, colon, rest = words.partition(":")
        return bool(colon and rest.strip() and len(label) < 30 and self.is_reference_heading(label))

    def is_free(self, license: str | None) -> bool:
        """Whether a licence lets the text be shown whole."""
        return bool(license) and str(license).lower().startswith(self.free)


@cache
def genres() -> Genres:
    """The cues, read once."""
    data = tomllib.loads(_CUES.read_text(encoding="utf-8"))
    lines = data["lines"]

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)

    return Genres(
        tuple((kind["name"], tuple(re.compile(cue, re.I | re.M) for cue in kind["cues"])) for kind in data["type"]),
        any_of(lines["boilerplate"]),
        any_of(lines["references"]),
        any_of(lines["reposts"]),
        any_of(lines["mastheads"]),
        tuple(data["free"]["licenses"]),
        frozenset(data["free"]["types"]),
        data["free"]["public_domain"],
        any_of(sorted(data["law"]["instruments"], key=len, reverse=True)),
        any_of(data["law"]["enacting"]),
        any_of(data["law"]["amending"]),
        any_of(data["law"]["official"]),
        any_of(sorted(data["law"]["numbered"], key=len, reverse=True)),
    )
