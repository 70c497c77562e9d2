"""Questions in everyday English: plainer ways to put them."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.words.english import tables


@lru_cache(maxsize=4)
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    shared = {f"@{name}": said for name, said in tables()["everyday"]["shared"].items()}
    names = re.compile("|".join(sorted(shared, key=len, reverse=True)))
    return tuple(
        (re.compile(rf"{names.sub(lambda name: shared[name.group()], said)}[\s?.!]*", re.I), plain)
        for said, plain in tables()["everyday"][kind].items()
    )


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words and phrases, the longest first, so that a phrase goes before a word of it."""
    said = sorted(tables()["everyday"]["words"].items(), key=lambda pair: -len(pair[0]))
    return tuple((re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.I), plain) for word, plain in said)


def everyday(text: str) -> str:
    """A question put in a way that is surely another's, as that one.

    >>> everyday("Harbor start and end dates")
    'start date and end date of Harbor?'
    """
    for pattern, plain in _patterns("patterns"):
        found = pattern.fullmatch(text.rstrip("? "))
        if found:
            return f"{found.expand(plain)}?"
    return text


def instead(text: str) -> list[tuple[str, str]]:
    """Wider ways to put a question where something else than what was asked is told of a thing, each with a note.

    >>> instead("was Harbor scrapped?")
    [('was Harbor terminated early', 'reading the question as “was Harbor terminated early”')]
    """
    return _put(text, "instead")


def _put(text: str, kind: str) -> list[tuple[str, str]]:
    text = text.rstrip("? ")
    told = (found.expand(plain) for pattern, plain in _patterns(kind) if (found := pattern.fullmatch(text)))
    return [(said, f"reading the question as “{said.strip()}”") for said in told]


def other_ways(text: str) -> list[tuple[str, str]]:
    """Plainer ways to put a question that had no answer as it stood, each with a note of what was read as what.

    >>> other_ways("who is the boss of Harbor")
    [('who is the head of Harbor', 'reading “boss” as “head”')]
    """
    out = _put(text, "second")
    changed, notes = text, []
    for pattern, plain in _words():
        found = pattern.search(changed)
        if found:
            notes.append(f"reading “{found.group()}” as “{plain}”")
            changed = pattern.sub(plain, changed)
    if notes:
        out.append((changed, ", ".join(notes)))
    return out
