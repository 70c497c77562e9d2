"""Datelines: the place, and often the day, that a report opens with: "PORT ANSEL, 3 May - The bureau said so"."""

from __future__ import annotations

import re

from spacy.tokens import Span

LINE = re.compile(
    r"[\W_]*(?P<place>[A-Z][A-Z.'\u2019-]+(?:[ -][A-Z][A-Z.'\u2019-]*){0,3})"
    r"(?:,? (?:[A-Z][\w.]*|\d{1,4}),?){0,5}\s*(?:\([^)]{1,30}\))?\s*(?:[\u2014\u2013]|--|-(?=\s))"
    r"\s*(?=[\"\u201c\u2018A-Z])"
)


def dateline_end(span: Span, opens: bool) -> int:
    """The token at which what a sentence says begins, behind its dateline; its first token if it has none.

    `opens` tells whether the sentence opens a paragraph: nowhere else does a dateline stand.
    """
    found = LINE.match(span.text) if opens else None
    if found is None or len(found.group("place").replace(".", "")) < 4:
        return span.start
    end = span.start_char + found.end()
    return next((token.i for token in span if token.idx >= end), span.start)
