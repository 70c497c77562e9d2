"""Cells: which cells of a table hold a value."""

from __future__ import annotations

_SAYS_NOTHING = frozenset(
    ("", "n/a", "na", "n.a.", "tbd", "tba", "tbc", "null", "none", "nan", "-", "--", "\u2013", "\u2014", "...",
     "\u2026", "?", "unknown", "not available", "not applicable", "not stated", "not reported", "to be determined",
     "to be announced", "pending", "(blank)", "#n/a", "#ref!", "#value!")
)  # fmt: skip


def says_something(words: str) -> bool:
    """Whether a cell holds a value: "n/a", "TBD", dashes and blanks say nothing.

    >>> says_something("TBD"), says_something("0"), says_something(" \u2014 ")
    (False, True, False)
    """
    return " ".join(words.lower().split()) not in _SAYS_NOTHING
