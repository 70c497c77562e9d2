"""Masks: what the language model is shown in place of names that wreck its tree.

A name in capitals ("LIFT", "GUIDE") reads to a small model as a shouted verb, and "the Harbor Bundles Model"
as a harbour that bundles. Each such token is shown as one plain proper noun. No lexicon is asked: the shape
of the words decides, so that the same text always gives the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

NEUTRAL = "Boston"
"""A proper noun that the model never takes for anything else."""

CAPITALS = re.compile(r"[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*\d*|[A-Z]{2,}\d*")
NUMERALS = re.compile(r"[IVX]{2,}|FY|CY|US|USA|UK|AM|PM|OK|TV|Q[1-4]|FY\d+|CY\d+")
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "their", "new", "under"})
SHOUTED = 0.6
"""From this share of capitals on a sentence is a heading in capitals and is shown in lower case."""


def masked_words(words: Sequence[str], starts: Sequence[bool], verbs: frozenset[str]) -> list[str]:
    """The words to show, one for each word given; `starts` marks those that begin a sentence.

    >>> masked_words(["LIFT", "began", "."], [True, False, False], frozenset())
    ['Boston', 'began', '.']
    """
    shown = list(words)
    bounds = [index for index, start in enumerate(starts) if start] + [len(words)]
    for first, last in pairwise(bounds):
        if _is_shouted(words[first:last]):
            shown[first:last] = [word.lower() if word.isupper() else word for word in words[first:last]]
            continue
        for index in range(first, last):
            if CAPITALS.fullmatch(words[index]) and not NUMERALS.fullmatch(words[index]):
                shown[index] = NEUTRAL
        _mask_verbs(words, shown, first, last, verbs)
    return shown


def _is_shouted(words: Sequence[str]) -> bool:
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) >= 4 and sum(word.isupper() for word in letters) / len(letters) >= SHOUTED


def _mask_verbs(words: Sequence[str], shown: list[str], first: int, last: int, verbs: frozenset[str]) -> None:
    """Hide verb-like words inside a run of capitalised words that a determiner opens."""
    index = first
    while index < last:
        if words[index].lower() not in DETERMINERS:
            index += 1
            continue
        end = index + 1
        while end < last and (words[end][:1].isupper() or (words[end] in {"-", "&"} and end + 1 < last)):
            end += 1
        for place in range(index + 1, end - 1):
            if _is_verb_like(words[place], verbs):
                shown[place] = NEUTRAL
        index = max(end, index + 1)


def _is_verb_like(word: str, verbs: frozenset[str]) -> bool:
    lower = word.lower()
    stems = {lower, lower.removesuffix("s"), lower.removesuffix("ing"), lower.removesuffix("ing") + "e"}
    return word[:1].isupper() and lower.isalpha() and bool(stems & verbs)
