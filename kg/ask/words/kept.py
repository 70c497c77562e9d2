"""What is made of a lexicon once and kept with it: a release never changes, and all its questions need the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kg.ask.words.words import Words

Made = TypeVar("Made")
MOST = 8
"""How many lexicons something is kept of."""
MOST_TEXTS = 500
"""How many texts something is kept of: a question is read in several ways, and its parts again and again."""


def once_a_lexicon(make: Callable[[Words], Made]) -> Callable[[Words], Made]:
    """A function of a lexicon that is called once for each, as long as that lexicon is the one it was called with."""
    held: dict[int, tuple[Words, Made]] = {}

    @wraps(make)
    def kept(words: Words) -> Made:
        known = held.get(id(words))
        if known is None or known[0] is not words:
            if len(held) >= MOST:
                held.clear()
            known = held[id(words)] = (words, make(words))
        return known[1]

    return kept


def once_a_text(make: Callable[[str, Words], Made]) -> Callable[[str, Words], Made]:
    """A function of a text and a lexicon, called once for each of the last texts; what it made is left as it is."""

    made: Callable[[Words], dict[str, Made]] = once_a_lexicon(lambda _: {})

    @wraps(make)
    def kept(text: str, words: Words) -> Made:
        held = made(words)
        known = held.get(text)
        if known is None:
            if len(held) >= MOST_TEXTS:
                held.clear()
            known = held[text] = make(text, words)
        return known

    return kept
