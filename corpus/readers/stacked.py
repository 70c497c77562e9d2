"""Stacked pairs: labels on a line of their own, each right above its value ("Since when", below it "1 April 2030")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.mastheads import tells_event

FEWEST = 2
"""Such pairs that a text must have, so that it is not one title with its subtitle."""
_ASKS = re.compile(r"(?:who|what|where|when|why|how|which|since when|until when|for whom)\b", re.I)
_TIMES = re.compile(r"\b(?:dates?|since|until|from|when|period|due|term)\b", re.I)
_LONGEST = 6
"""Words that a label has at most."""


def values_below(lines: Sequence[str], titles: Sequence[bool], apart: Sequence[bool]) -> set[int]:
    """Which paragraphs are values of labels, where each pair stands by itself.

    In: of each paragraph its first line, whether it could be a title, and whether a blank stands above it.
    """
    found = {
        at
        for at in range(2, len(titles))
        if titles[at - 1]
        and apart[at - 1]
        and titles[at]
        and not apart[at]
        and (at + 1 == len(titles) or apart[at + 1])
        and _is_label(lines[at - 1])
    }
    return found if len(found) >= FEWEST else set()


def _is_label(line: str) -> bool:
    """Whether a line can be a label, which no name of somebody who signs is: only its first word has a capital."""
    words = line.split()
    return len(words) <= _LONGEST and (not any(one[:1].isupper() for one in words[1:]) or is_label_of_time(line))


def is_label_of_time(line: str) -> bool:
    """Whether a short line is the label of a day, which is then no day of the text itself ("Start date")."""
    short = len(line.split()) <= _LONGEST and not re.search(r"\d|[.!;]\s*$", line)
    return (
        short
        and bool(tells_event(line) or _TIMES.search(line))
        and not re.search(r"\bpubli|\bissue|\bupdat", line, re.I)
    )


def asks(line: str) -> bool:
    """Whether a short line is a label that asks, and goes on in no other: "What it is", "Who it is for".

    >>> asks("Where"), asks("Who it is for"), asks("What came of the tests that ran in the north of")
    (True, True, False)
    """
    return len(line.split()) <= _LONGEST and _ASKS.match(line) is not None
