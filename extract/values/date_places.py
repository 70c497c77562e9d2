"""Date places: what the words before and behind a date tell of how it is meant, or that it is none."""

from __future__ import annotations

import re

from extract.values.value_words import Phrases, tidy


def told_tense(before: str, tense: int) -> int:
    """The tense of a date by the word before it: "as of March" looks back, "effective April 1" either way."""
    if before.lower().split()[-2:] == ["as", "of"]:
        return -1
    word = before.split()[-1].lower().strip(",") if before.split() else ""
    return {"since": -1, "effective": 0}.get(word, tense)


def counts_things(text: str, start: int, end: int) -> bool:
    """Whether four bare digits count something ("over 2000 clinics") and are no year."""
    before = re.search(r"(\w+)\W*$", text[:start])
    if before and before.group(1).lower() in {
        "than",
        "about",
        "over",
        "nearly",
        "approximately",
        "roughly",
        "least",
        "most",
    }:
        return bool(re.match(r"\s+[a-z]\w+s\b", text[end:]))
    return bool(before and before.group(1).lower() in {"section", "part", "no", "number", "room", "suite", "box"})


def meaning(phrases: Phrases, words: str | None) -> str | None:
    wanted = tidy(words) if words else None
    return next((meaning for phrase, meaning in phrases if phrase == wanted), None)


def ends_with(phrases: Phrases, before: str) -> tuple[int, str] | None:
    """Where the phrase that stands right before a date begins, and what it means."""
    last = " ".join(before.lower().split()[-2:])
    inner = last.removesuffix(" the").removesuffix(" in")
    for phrase, meaning in phrases:
        word = phrase.split()[-1].lower()
        if not (last.endswith(word) or inner.endswith(word)):
            continue
        spaced = re.escape(phrase).replace(r"\ ", r"\s+")
        match = re.search(rf"(?<![\w-]){spaced}\s+(?:the\s+|in\s+)?$", before, re.I)
        if match:
            return match.start(), meaning
    return None
