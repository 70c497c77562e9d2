"""Flows: a passage as it reads, with the way back to the document."""

from __future__ import annotations

import re
import unicodedata

from corpus.passages import Flow, Passage

_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Soft hyphen, zero-width characters and direction marks: they are never part of a word."""

_LIGATURES = frozenset("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\n\s*(?=[^\W\d_])")
_UNEVEN = re.compile(
    rf"^\s|\s\Z|\s\s|[-\u2010]\n|[{''.join(sorted(_DROPPED | _LIGATURES))}]",
)
"""What makes a text longer than it reads."""
_TAIL = re.compile(
    r"(?:[b-df-hj-np-tv-z]?(?:tion|sion|cian|ment|ness|ship|ance|ence|ancy|ency|ture|sure)(?:s|al|ally|ary|ed|ing|able)?"
    r"|mentation|mentations|ments?|ing|ings|ed|ly|ity|ities|ality|able|ible|bility|bilities|ation|ations|ational"
    r"|ers|ies|ical|ically|tive|tives|tively|ative|atives|izing|ized|ization|cation|cations|nization|nizations"
    r"|cility|cilities|ciaries|ciary|ularly|tory|ciency|pation|pating)"
    r"(?![^\W_])"
)
"""Ends of words that are no words: a hyphen at a line's end before one of these was put there by the printer."""


def flow(passage: Passage) -> Flow:
    """The passage's text un-wrapped and cleaned, each character with its code point in the document's text.

    White space of any length becomes one space, soft hyphens and zero-width characters go, typographic ligatures
    are spelt out, `passage.skips` are left out. A hyphen at a line's end is dropped where what follows is no word
    by itself ("evalua-/tion"); elsewhere it stays, without the break ("value-/based").
    """
    text, start = passage.text, passage.start
    if not passage.skips and not _UNEVEN.search(text):
        return Flow(" ".join(text.split()), tuple(range(start, start + len(text))))
    dropped = bytearray(len(text))
    for first, last in passage.skips:
        for index in range(max(0, first - start), min(len(text), last - start)):
            dropped[index] = 1
    for broken in _BROKEN.finditer(text):
        first = broken.start() if _TAIL.match(text, broken.end()) else broken.start() + 1
        for index in range(first, broken.end()):
            dropped[index] = 1
    characters: list[str] = []
    offsets: list[int] = []
    space: int | None = None
    for index, character in enumerate(text):
        if dropped[index] or character in _DROPPED:
            continue
        if character.isspace():
            space = start + index if space is None else space
            continue
        if space is not None:
            if characters:
                characters.append(" ")
                offsets.append(space)
            space = None
        spelt = unicodedata.normalize("NFKC", character) if character in _LIGATURES else character
        characters.append(spelt)
        offsets.extend([start + index] * len(spelt))
    return Flow("".join(characters), tuple(offsets))
