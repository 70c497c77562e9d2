"""Names: when two spellings are one name, for things, people and acronyms; and the slug that a name makes.

Equality only: no distance between strings is ever measured here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_JOIN = re.compile(r"\s*(?:&|\band\b)\s*")
_NOT_WORD = re.compile(r"[^\w+]+")
_DOT = re.compile(r"\.(?!\d)|(?<!\d)\.")
_POSSESSIVE = re.compile("['\u2019]s\\b")
_HONORIFICS = frozenset((
    "dr", "mr", "mrs", "ms", "mx", "prof", "professor", "sir", "dame", "hon", "honorable", "rep", "sen",
    "representative", "senator",
))  # fmt: skip
_AFTER_NAMES = frozenset((
    "jr", "sr", "ii", "iii", "iv", "md", "phd", "mph", "mba", "jd", "do", "rn", "mpp", "msc", "ms", "ma", "bsn", "dnp",
    "pharmd", "mpa", "facp", "esq", "cpa", "frcp",
))  # fmt: skip


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name without case, punctuation, "the", or the difference between "&" and "and".

    >>> plain("The Harbor & Quay  Model"), plain("Harbor and Quay model")
    ('harbor and quay model', 'harbor and quay model')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _JOIN.sub(" and ", _POSSESSIVE.sub("", text)) if len(text) > 5 else text
    words = _NOT_WORD.sub(" ", _DOT.sub("", text)).split()
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def bare(name: str, endings: frozenset[str]) -> str:
    """A plain name without the class words that may close it ("model", "program"); one word is always left.

    >>> bare("Harbor Bundles Model", frozenset({"model"}))
    'harbor bundles'
    """
    words = plain(name).split()
    while len(words) > 1 and words[-1] in endings:
        words = words[:-1]
    return " ".join(words)


def phrase(name: str) -> str:
    """The noun phrase of a concept, in the singular of its last word.

    >>> phrase("rural hospitals"), phrase("specialty practices"), phrase("federal agencies"), phrase("illness")
    ('rural hospital', 'specialty practice', 'federal agency', 'illness')
    """
    words = plain(name).split()
    last = words[-1] if words else ""
    if len(last) > 4 and last.endswith("ies"):
        words[-1] = last[:-3] + "y"
    elif len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")):
        words[-1] = last[:-1]
    return " ".join(words)


@lru_cache(maxsize=20_000)
def is_acronym(name: str) -> bool:
    """Whether a name is short and mostly capitals, so that it says little by itself.

    >>> is_acronym("BSM"), is_acronym("ACE-Kids"), is_acronym("Harbor"), is_acronym("ALDER")
    (True, True, False, True)
    """
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(name.split()) == 1 and len(name) <= 12 and capitals >= 2 and capitals * 2 >= len(letters)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, all plain; `middle` are names or initials between the first and the last."""

    first: str
    middle: tuple[str, ...]
    last: str

    def agrees(self, other: PersonName) -> bool:
        """Whether both can be one person's name: same first and last, no middle names that differ.

        >>> person_name("Lena M. Ortiz").agrees(person_name("Lena Maria Ortiz"))
        True
        """
        if (self.first, self.last) != (other.first, other.last):
            return False
        return all(a.startswith(b) or b.startswith(a) for a, b in zip(self.middle, other.middle, strict=False))


def person_name(name: str) -> PersonName | None:
    """The parts of a person's full name, without honorifics and degrees; `None` for a single name.

    >>> person_name("Dr. Lena M. Ortiz, MD")
    PersonName(first='lena', middle=('m',), last='ortiz')
    """
    words = plain(name.replace(".", ". ")).split()
    while words and words[0] in _HONORIFICS:
        words = words[1:]
    while len(words) > 2 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    if len(words) < 2:
        return None
    return PersonName(words[0], tuple(words[1:-1]), words[-1])


def slug(name: str) -> str:
    """The last part of an IRI for a name: ASCII letters and digits parted by hyphens, 80 characters at most.

    >>> slug("The Étude & Harbor Model (2nd)")
    'etude-and-harbor-model-2nd'
    """
    words = plain(name).replace("+", " plus ")
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    text = "-".join(re.findall(r"[a-z0-9]+", ascii_))
    if len(text) > 80:
        text = text[:80].rsplit("-", 1)[0]
    return text or "x" + "".join(f"{ord(c):x}" for c in words[:8])
