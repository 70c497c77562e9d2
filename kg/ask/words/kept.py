"""What is made of a lexicon once and kept with it: a release never changes, and all its questions need the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kg.ask.words.words import Words

Made = TypeVar("Made")
MOST = 8
"""How many lexicons something is kept of."""


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
