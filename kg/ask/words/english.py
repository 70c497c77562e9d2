"""English as far as a question needs it: tokens, stems, synonyms; its words are data under ontology/core."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

CORE = Path(__file__).resolve().parents[3] / "ontology" / "core"

NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
"""The words for small numbers, each at its own place."""
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?(?!\w)|\w+(?:[&.'\u2019/-]\w+)*(?:\+(?!\w))?|[$€£]|[^\w\s]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-\s]+")
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a question: `start` and `end` are code points into it."""

    text: str
    lower: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """The tables of how people ask, each file of a kind of words, read once."""
    read: dict[str, Any] = {}
    for name in ("questions", "asked", "everyday", "synonyms", "forms", "posts", "courtesy"):
        read |= tomllib.loads((CORE / f"{name}.toml").read_text(encoding="utf-8"))
    return read


def fold(text: str) -> str:
    """Lower case without accents, with plain quotes and dashes.

    >>> fold("Émile's")
    "emile's"
    """
    if text.isascii():
        return text.lower()
    plain = text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2011: "-"})
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its inflection, the same for "start", "starts", "started" and "starting".

    >>> [stem(w) for w in ("launched", "policies", "closes", "led", "planned", "savings")]
    ['launch', 'policy', 'clos', 'lead', 'plan', 'sav']
    """
    word = tables()["irregular"].get(word, word)
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("ings", "ing", "ed", "es", "s"):
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        if ending == "s" and word.endswith(("ss", "us", "is")):
            break
        if ending == "es" and not word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            continue
        rest = word[: -len(ending)]
        if ending in ("ings", "ing", "ed") and (len(rest) < 3 or not _VOWEL.search(rest) or word.endswith("eed")):
            continue
        if ending in ("ings", "ing", "ed") and len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "aeioulszf":
            rest = rest[:-1]
        word = rest
        break
    return word[:-1] if len(word) > 3 and word.endswith("e") and not word.endswith("ee") else word


@lru_cache(maxsize=50_000)
def root(stemmed: str) -> str:
    """The stem without its derivation, so that "expiration" meets "expire"; only for words that nothing else met.

    >>> root(stem("expiration")) == root(stem("expires"))
    True
    """
    shorter = _without_ending(stemmed)
    return _without_ending(shorter) if shorter != stemmed else stemmed


def _without_ending(stemmed: str) -> str:
    for ending in (
        "ification",
        "ications",
        "ication",
        "ations",
        "ation",
        "ment",
        "ition",
        "ions",
        "ion",
        "or",
        "er",
        "at",
        "al",
        "iv",
    ):
        if stemmed.endswith(ending) and len(stemmed) - len(ending) >= 4:
            rest = stemmed[: -len(ending)] + ("ify" if ending.startswith("ific") else "")
            return rest[:-1] + "y" if ending in ("er", "ation") and rest.endswith("i") else rest
    return stemmed


def tokenize(text: str) -> tuple[Token, ...]:
    """The words and marks of a text; a possessive 's is a word of its own, a hyphen inside a word stays."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        word, at = found.group(), found.start()
        lower = fold(word)
        if lower.endswith("'s") and len(lower) > 2:
            cut = len(word) - 2
            tokens.append(Token(word[:cut], lower[:-2], stem(lower[:-2]), at, at + cut))
            tokens.append(Token("'s", "'s", "'s", at + cut, found.end()))
        else:
            tokens.append(Token(word, lower, stem(lower), at, found.end()))
    return tuple(tokens)


@lru_cache(maxsize=100_000)
def stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase, with hyphens, slashes and marks read as spaces.

    >>> stems("Follow-on Models")
    ('follow', 'on', 'model')
    """
    folded = re.sub(r"(?<=[^\W\d])\+(?!\w)", " plus", fold(phrase).replace("&", " and "))
    words = re.findall(r"\w+(?:'(?!s\b)\w+)?", re.sub(r"(?<=\w)'s\b", "", folded))
    return tuple(stem(word) for word in words)


def number_in(word: str) -> int | None:
    """The whole number that a word in small letters is, in digits or in letters up to twelve; None for another word.

    >>> number_in("1,200"), number_in("eleven"), number_in("dozen")
    (1200, 11, None)
    """
    digits = word.replace(",", "")
    return int(digits) if digits.isdigit() else NUMBER_WORDS.index(word) if word in NUMBER_WORDS else None


def split_name(local: str) -> str:
    """The words of a local name in camel case or with underscores.

    >>> split_name("policyCoverageEffectiveDate"), split_name("has_owner")
    ('policy coverage effective date', 'has owner')
    """
    return " ".join(part for part in _CAMEL.split(local) if part).lower()


@lru_cache(maxsize=1)
def synonym_index() -> dict[tuple[str, ...], frozenset[int]]:
    """Stems of a word or phrase → the numbers of the groups that it stands in."""
    index: dict[tuple[str, ...], set[int]] = {}
    for number, group in enumerate(tables()["same"]):
        for phrase in group:
            key = stems(phrase)
            index.setdefault(key[1:] if key[0] == "be" and len(key) > 1 else key, set()).add(number)
    return {key: frozenset(found) for key, found in index.items()}


@lru_cache(maxsize=20_000)
def synonyms(key: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The stems of everything that may stand for a word or phrase, without itself."""
    found: dict[tuple[str, ...], None] = {}
    for number in sorted(synonym_index().get(key, ())):
        for phrase in tables()["same"][number]:
            other = stems(phrase)
            other = other[1:] if other[0] == "be" and len(other) > 1 else other
            if other != key:
                found[other] = None
    return tuple(found)


@lru_cache(maxsize=64)
def word_set(*path: str) -> frozenset[str]:
    """A list of words or phrases of the tables as a set, in lower case.

    >>> "the" in word_set("words", "stop")
    True
    """
    node: Any = tables()
    for name in path:
        node = node[name]
    return frozenset(node)


@lru_cache(maxsize=64)
def phrases(*path: str) -> tuple[tuple[str, ...], ...]:
    """A list of phrases of the tables as tuples of lower-case words, longest first."""
    node: Any = tables()
    for name in path:
        node = node[name]
    return tuple(sorted((tuple(p.lower().split()) for p in node), key=lambda words: (-len(words), words)))


@lru_cache(maxsize=64)
def _by_first_word(*path: str) -> dict[str, list[tuple[str, ...]]]:
    """The phrases of a table by their first word, longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for words in phrases(*path):
        if words:
            out.setdefault(words[0], []).append(words)
    return out


def phrase_at(tokens: tuple[Token, ...], at: int, *path: str) -> int:
    """How many words of the longest phrase of a table stand at a place; 0 for none."""
    for words in _by_first_word(*path).get(tokens[at].lower, ()):
        if len(words) <= len(tokens) - at and all(tokens[at + i].lower == word for i, word in enumerate(words)):
            return len(words)
    return 0


@lru_cache(maxsize=1)
def silent_stems() -> frozenset[str]:
    """Stems of words that carry no content of their own: articles, prepositions, auxiliaries, question words."""
    return frozenset(stem(w) for w in word_set("words", "stop") | word_set("words", "auxiliary") if " " not in w)


@lru_cache(maxsize=1)
def light_stems() -> frozenset[str]:
    """Stems of words with so little meaning that a question is understood without them."""
    return frozenset(stem(w) for w in word_set("words", "light"))


@lru_cache(maxsize=5_000)
def related_to(phrase: str) -> frozenset[str]:
    """The stems of a phrase and of the one-word synonyms of each."""
    mine = stems(phrase)
    return frozenset(mine) | {k[0] for s in mine for k in synonyms((s,)) if len(k) == 1}
