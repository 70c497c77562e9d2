"""Adjectives that measure and verbs that lead to a property: English about any graph, read from plain.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.ask.words.english import CORE, stems


@dataclass(frozen=True, slots=True)
class Measure:
    """What an adjective measures: the direction of its superlative, nouns for the property, and its degree."""

    direction: str
    nouns: tuple[str, ...]
    degree: str
    word: str


@lru_cache(maxsize=1)
def plain() -> dict[str, Any]:
    """The tables of plain.toml, read once."""
    return tomllib.loads((CORE / "plain.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def grammar(name: str) -> frozenset[str]:
    """A list of grammar words as a set."""
    return frozenset(plain()["grammar"][name])


@lru_cache(maxsize=1)
def forms() -> dict[str, Measure]:
    """Every form of every measuring adjective: long, longer, longest."""
    out: dict[str, Measure] = {}
    for word, (direction, *nouns) in plain()["measures"].items():
        base = word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
        double = word + word[-1] if re.search(r"[^aeiou][aeiou][gtdn]$", word) else ""
        for degree, ending in (("more", "er"), ("most", "est")):
            for stem in (base, double):
                if stem:
                    out[stem + ending] = Measure(direction, tuple(nouns), degree, word)
        out[word] = Measure(direction, tuple(nouns), "", word)
    for said, word in plain()["measured"].items():
        known = out.get(word)
        if known is not None:
            degree = "more" if said in ("better", "worse", "further") else "most"
            out[said] = Measure(known.direction, known.nouns, degree, word)
    return out


@lru_cache(maxsize=1)
def leads() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Stems of a property's name → what a question may say for it."""
    return {stems(name): tuple(said) for name, said in plain()["leads"].items()}


@lru_cache(maxsize=1)
def noun_stems() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The nouns of each adjective as stems."""
    return {word: tuple(stems(n) for n in nouns) for word, (_, *nouns) in plain()["measures"].items()}


def without_units(name: str) -> str:
    """A property's name without the unit that it is given in.

    >>> without_units("runtime (s)"), without_units("weight in grams"), without_units("length km")
    ('runtime', 'weight', 'length')
    """
    units = frozenset(plain()["units"]["words"])
    text = re.sub(r"\s*\([^)]*\)\s*$", "", name).strip()
    parts = text.split()
    while len(parts) > 1 and parts[-1].lower() in units:
        parts.pop()
        if len(parts) > 1 and parts[-1].lower() in ("in", "per"):
            parts.pop()
    return " ".join(parts) or name
