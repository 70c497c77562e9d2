"""Ordinary words that are misspelt ("mandetory", "houshoulds"), put as the words that the graph or a question knows.

Only a word that stands in no English dictionary, in no name of the graph and in no table of questions is put
otherwise, and only as a word that the graph or the tables know; names are `misspelt`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from kg.ask.words.english import fold, tables, tokenize
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

SHORTEST, LONG = 5, 8
"""The fewest letters of a word that is put otherwise, and from how many on two of them may be wrong."""
_WORD = re.compile(r"[a-z]+")
_PATTERNS = ("misspelt", "everyday", "told", "patterns", "posts")


def respelled(text: str, words: Words) -> tuple[str, list[str]]:
    """A question with its misspelt words put right, and a note for each.

    In: a question and the lexicon of the loaded graph. Out: the question as it was and no note where each of its words
    is known, or is like no word of the graph or of the tables.
    """
    notes: list[str] = []
    for token in reversed(tokenize(text)):
        plain = token.lower
        ordinary = _WORD.fullmatch(plain) and (token.text == plain or token.start == 0)
        if not ordinary or len(plain) < SHORTEST or plain in _known(words) or plain in _dictionary():
            continue
        meant = _meant(plain, words)
        if meant:
            text = text[: token.start] + meant + text[token.end :]
            notes.insert(0, f"reading “{token.text}” as {meant}")
    return text, notes


def with_names_respelled(text: str, words: Words) -> tuple[str, str]:
    """A question whose misspelt words in capitals are put as those of a name of several words, and a note of it.

    In: "the Village Docter Pilot", a graph with a Village Doctor Pilot. Out: the question as it was and no note where
    no name comes out whole, or only a person's, who may be another of nearly that name.
    """
    said = text
    notes: list[str] = []
    places: list[int] = []
    for token in reversed(tokenize(text)):
        plain = token.lower
        strange = _WORD.fullmatch(plain) and token.text[:1].isupper() and len(plain) >= SHORTEST
        meant = "" if not strange or plain in _known(words) or plain in _dictionary() else _meant(plain, words)
        if meant:
            said = f"{said[: token.start]}{meant.capitalize()}{said[token.end :]}"
            longer = len(meant) - len(plain)
            places = [token.start, *(at + longer for at in places)]
            notes.insert(0, f"reading “{token.text}” as {meant.capitalize()}")
    names = _things(words) if notes else []
    whole = all(any(_stands_at(name, said, at) for name in names) for at in places)
    return (said, "; ".join(notes)) if notes and whole else (text, "")


def _things(words: Words) -> list[str]:
    """The names of several words that are not only a person's."""
    return [
        name
        for name, iris in words.surfaces.items()
        if " " in name and not all(words.is_one(iri, "Person") for iri in iris)
    ]


def _stands_at(name: str, text: str, at: int) -> bool:
    """Whether a name stands in a text whole, over one of its places."""
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
    return any(one.start() <= at < one.end() for one in found)


def is_english(word: str) -> bool:
    """Whether a word in lower case stands in a dictionary of English."""
    return word in _dictionary()


def _meant(word: str, words: Words) -> str:
    """The one known word that differs least from a misspelt one, by letters left out, put in, changed or swapped."""
    most = 2 if len(word) >= LONG else 1
    like = process.extract(word, _known(words), scorer=OSA.distance, score_cutoff=most, limit=6)
    like = [one for one in like if len(one[0]) >= SHORTEST and abs(len(one[0]) - len(word)) < 2]
    near = [(distance, known) for known, distance, _ in like if known[0] == word[0]]
    least = min((distance for distance, _ in near), default=most + 1)
    best = {known for distance, known in near if distance == least}
    return min(best, key=lambda known: (-_dictionary().get(known, 0), known), default="")


@once_a_lexicon
def _known(words: Words) -> frozenset[str]:
    """The words of the graph's names and of the tables of questions."""
    said = {word for name in words.surfaces for word in _WORD.findall(fold(name))}
    said |= {word for phrases in _labels(words) for word in _WORD.findall(fold(phrases))}
    return frozenset(said | _asked())


def _labels(words: Words) -> Iterator[str]:
    for known in words.properties.values():
        yield from (known.label, *known.names, *known.subject_verbs, *known.object_verbs)
    for one in words.classes.values():
        yield one.label


@lru_cache(maxsize=1)
def _asked() -> frozenset[str]:
    """The words of the tables of questions."""

    def strings(node: Any) -> Iterator[str]:
        if isinstance(node, str):
            yield node
        elif isinstance(node, list):
            yield from (said for one in node for said in strings(one))
        elif isinstance(node, dict):
            yield from (said for one in node.values() for said in strings(one))

    lists = {name: node for name, node in tables().items() if name not in _PATTERNS}
    return frozenset(word for said in strings(lists) for word in _WORD.findall(said.lower()))


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, int]:
    """English words, with how often each is met."""
    known: dict[str, int] = SpellChecker(distance=1).word_frequency.dictionary
    return known
