"""Denied lists: items below words that say that none of them is so ("The model will not:", "What it does not do:")."""

from __future__ import annotations

import re

from corpus.documents import Document
from corpus.passages import Passage

DENIES = re.compile(
    r"\b(?:not|never|nor|cannot|neither|without|no longer)(?: \w+)?[\s:*_\u2014\u2013-]*$|n['\u2019]t[\s:*_]*$", re.I
)
"""How words end that lead into what is not so."""


def is_denied(document: Document, passage: Passage) -> bool:
    """Whether a passage is an item of a list that the words before it deny."""
    if passage.kind != "list-item" or passage.lead_in is None:
        return False
    start, end = passage.lead_in
    return DENIES.search(document.text[start:end]) is not None
