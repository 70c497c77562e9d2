"""The words of numbers, dates, money and bounds, as `values.toml` lists them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

Phrases = tuple[tuple[str, str], ...]
"""Pairs of phrase and meaning, longest phrase first."""


@dataclass(frozen=True, slots=True)
class ValueWords:
    """Every table of `values.toml`, in the shape that the finders need."""

    comparators: Phrases
    after: Phrases
    date_comparators: Phrases
    bounds: Phrases
    same_times: Phrases
    told_offsets: Phrases
    told_parts: Phrases
    year_parts: Phrases
    quarters: Phrases
    halves: Phrases
    fiscal: tuple[str, ...]
    plain_years: tuple[str, ...]
    months: Mapping[str, int]
    days: tuple[str, ...]
    ordinals: tuple[str, ...]
    currencies: Mapping[str, str]
    currency_words: Mapping[str, str]
    negative: tuple[str, ...]
    scales: Mapping[str, int]
    units: Mapping[str, int]
    dozens: Mapping[str, int]
    fractions: tuple[str, ...]
    percent: tuple[str, ...]
    durations: Mapping[str, str]
    modifiers: tuple[str, ...]
    single: tuple[str, ...]
    offsets: Phrases
    rates: Phrases
    rate_nouns: frozenset[str]
    labels: frozenset[str]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of `words`, longest first, any white space for a blank."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def tidy(words: str) -> str:
    """Lower case with single blanks: the form in which the tables hold a phrase."""
    return " ".join(words.lower().split())


@lru_cache(maxsize=8)
def read_value_words(files: tuple[Path, ...]) -> ValueWords:
    """The words of all `files`, later ones adding to earlier ones.

    Raises `ValueError` naming the file and table that is missing.
    """
    tables: dict[str, dict[str, Any]] = {}
    for file in files:
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            tables.setdefault(name, {}).update(table)
    try:
        return _build(tables)
    except KeyError as missing:
        named = ", ".join(str(file) for file in files) or "no file"
        raise ValueError(f"{named}: table or key {missing} is missing; see ontology/core/values.toml") from None


def _build(tables: Mapping[str, Mapping[str, Any]]) -> ValueWords:
    months = {name: number for number, name in enumerate(tables["months"]["names"], 1)}
    for short in tables["months"]["short"]:
        stem = short.rstrip(".")[:3]
        months[short] = next(number for name, number in months.items() if name.startswith(stem) and len(name) > 2)
    units = {word: number for number, word in enumerate(tables["numbers"]["units"])}
    units |= {word: number * 10 for number, word in enumerate(tables["numbers"]["tens"], 2)}
    words = tables["duration_words"]
    offsets = {meaning: words[key] for meaning, key in (("after", "after"), ("before", "earlier"), ("ago", "ago"))}
    return ValueWords(
        comparators=_phrases(tables["comparators"]),
        after=_phrases(tables["after"]),
        date_comparators=_phrases(tables["date_comparators"]),
        bounds=_phrases(tables["bounds"]),
        same_times=_phrases(tables["same_times"]),
        told_offsets=_phrases(tables["told_offsets"]),
        told_parts=_phrases(tables["told_parts"]),
        year_parts=_phrases(tables["year_parts"]),
        quarters=_phrases(tables["quarters"]),
        halves=_phrases(tables["halves"]),
        fiscal=tuple(tables["years"]["fiscal"]),
        plain_years=tuple(tables["years"]["plain"]),
        months=months,
        days=tuple(tables["days"]["names"]),
        ordinals=tuple(tables["days"]["ordinals"]),
        currencies=tables["money"]["symbols"],
        currency_words=tables["money"]["words"],
        negative=tuple(tables["money"]["negative"]),
        scales=tables["scales"],
        units=units,
        dozens=tables["numbers"]["dozens"],
        fractions=tuple(tables["numbers"]["fractions"]),
        percent=tuple(tables["percent"]["words"]),
        durations=tables["durations"],
        modifiers=tuple(words["modifiers"]),
        single=tuple(words["single"]),
        offsets=_phrases(offsets),
        rates=tuple(sorted(tables["rates"].items(), key=lambda pair: -len(pair[0]))),
        rate_nouns=frozenset(tables["rate_nouns"]["words"]),
        labels=frozenset(tables["labels"]["words"]),
    )


def _phrases(table: Mapping[str, Sequence[str]]) -> Phrases:
    pairs = [(phrase, meaning) for meaning, phrases in table.items() for phrase in phrases]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
