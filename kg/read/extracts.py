"""Extracts: what is shown of a passage: all of it where it is short, else whole sentences; a list to its end.

A sentence cut in the middle, or words that end in a colon, may lack just the figure that somebody looks for.
"""

from __future__ import annotations

import re

MOST = 700
"""How many characters of a passage are shown."""
MOST_LISTED = 900
"""How many characters of a list are shown after the words that lead to it."""
_STOP = re.compile(r"[.!?][\"\u201d')\]*]*\s+(?=[\"\u201c(\[*]*[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Doc|Docs|Mr|Mrs|Ms|Dr|St|Sec|Art|Gen|Sen|Rep|vs|cf|Inc|Co|Ltd|approx|p|pp))\.\s+$"
)
_ITEM = re.compile(
    r"\n[ \t]*(?:\n[ \t]*)?(?:[-*\u2022\u2013]|\(?[a-zA-Z0-9]{1,3}[.)])[ \t]+[^\n]+(?:\n[ \t]{2,}[^\s*\u2022-][^\n]*)*"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a passage begins and ends.

    >>> [text[a:b] for text in ["It lost $2. FR Doc. 9 ended it."] for a, b in sentence_spans(text)]
    ['It lost $2.', 'FR Doc. 9 ended it.']
    """
    spans, start = [], 0
    for stop in _STOP.finditer(text):
        if not _SHORT.search(text[max(start, stop.end() - 12) : stop.end()]):
            spans.append((start, len(text[: stop.end()].rstrip())))
            start = stop.end()
    return [*spans, (start, len(text))] if text[start:].strip() else spans


def extract_of(text: str, start: int, end: int, found: int) -> tuple[int, int]:
    """Where what is shown of a passage begins and ends in its document's text.

    In: the text, the passage's first and last place, and a place in it that has to be shown. A list that the passage
    leads to is shown with it.
    """
    if end - start > MOST:
        start, end = _around(text, start, end, found)
    if not text[start:end].rstrip().endswith(":"):
        return start, end
    listed = end
    while (item := _ITEM.match(text, listed)) is not None and item.end() - end <= MOST_LISTED:
        listed = item.end()
    return start, listed


def _around(text: str, start: int, end: int, found: int) -> tuple[int, int]:
    """The sentence at a place of a long passage, with as many of those beside it as there is room for."""
    spans = [(start + a, start + b) for a, b in sentence_spans(text[start:end])]
    first = last = next((i for i, (_, b) in enumerate(spans) if found < b), len(spans) - 1)
    while True:
        grown = False
        if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= MOST:
            last, grown = last + 1, True
        if first and spans[last][1] - spans[first - 1][0] <= MOST:
            first, grown = first - 1, True
        if not grown:
            return spans[first][0], spans[last][1]
