"""Questions in everyday English: what is said of the asker beside them, and plainer ways to put them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kg.ask.english import tables

_PRONOUN = re.compile(r"\b(?:it|its|they|them|that one)\b", re.I)
_THERE = re.compile(r"\b(?:there|then)[\s?.!]*$", re.I)
_POINTING = re.compile(
    r"\b(?P<lead>for|about|on|against|with) (?:that|this|it|these|those|such a thing)[\s?.!]*$", re.I
)


_OWNED = re.compile(r"\bits\b", re.I)
_POINTED = re.compile(
    r"\b(?:(?:it|that|this|they|them)"
    r"(?= (?:is|was|are|were|still|ever|really|end|start|run|last|do|does|did|be|have|has)\b|[\s?.!]*$)"
    r"|(?:that|this|the|these) (?:thing|model|program|programme|test|pilot|scheme|initiative)\b)",
    re.I,
)
"""What points at something named before: "it still runs", "that program"."""


@lru_cache(maxsize=4)
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"{said}[\s?.!]*", re.I), plain) for said, plain in tables()["everyday"][kind].items())


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
        found = pattern.fullmatch(text)
        if found:
            return f"{found.expand(plain)}?"
    return text


def other_ways(text: str) -> list[tuple[str, str]]:
    """Plainer ways to put a question that had no answer as it stood, each with a note of what was read as what.

    >>> other_ways("who is the boss of Harbor")
    [('who is the head of Harbor', 'reading “boss” as “head”')]
    """
    out: list[tuple[str, str]] = []
    for pattern, plain in _patterns("second"):
        found = pattern.fullmatch(text)
        if found:
            said = found.expand(plain)
            out.append((said, f"reading the question as “{said.strip()}”"))
    changed, notes = text, []
    for pattern, plain in _words():
        found = pattern.search(changed)
        if found:
            notes.append(f"reading “{found.group()}” as “{plain}”")
            changed = pattern.sub(plain, changed)
    if notes:
        out.append((changed, ", ".join(notes)))
    return out


@lru_cache(maxsize=1)
def _settings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a setting before the question, of one after it, and of a tail that names the asker."""
    table = tables()["setting"]

    def any_of(name: str) -> str:
        return "|".join(re.escape(w) for w in sorted(table[name], key=len, reverse=True))

    own = rf"(?:{any_of('openings')})\b[^?]*?"
    before = re.compile(
        rf"(?P<own>{own})(?:[.;:!]\s+|\s+[-\u2013\u2014]+\s+|\s*\u2014\s*|,\s+(?:so|and|but)?\s*)"
        rf"(?:(?:so|and|but|now)[\s,]+)?(?P<question>(?:{any_of('questions')})\b[^.]*(?:\.\w[^.]*)*[?.!\s]*)",
        re.I,
    )
    after = re.compile(rf"(?P<question>[^?]+\?)\s+(?P<own>{own}[.!\s]*)", re.I)
    tail = re.compile(rf"(?P<question>.+?),?\s+(?:{any_of('tails')})[?.!\s]*", re.I)
    return before, after, tail


def without_setting(text: str, names: Callable[[str], bool] | None = None) -> tuple[str, str]:
    """A question without what is said of the asker before or after it, and what that was; no note where nothing was.

    `names` tells whether some words name a thing that the graph knows. What "it" in the question stands for may be
    told by the setting, so a question keeps that unless a name stands before the "it"; an ailment that the setting
    tells of ("dad has gout") is put where the question only points at it ("what is there for that").

    >>> without_setting("We do hip surgery. Is Harbor mandatory for us?")
    ('Is Harbor mandatory', 'We do hip surgery')
    >>> without_setting("We were in Harbor. What replaced it?")
    ('We were in Harbor. What replaced it?', '')
    >>> without_setting("My dad has gout. Which models are for that?")
    ('Which models are for gout', 'My dad has gout')
    """
    before, after, tail = _settings()
    found, own = before.fullmatch(text), ""
    if found:
        what, pointing = _having().fullmatch(found["own"]), _POINTING.search(found["question"])
        if what and pointing:
            return f"{found['question'][: pointing.end('lead')]} {what['what'].strip()}", found["own"].strip(" .,;:")
        if pointing or _THERE.search(found["question"]):
            return text, ""
    pronoun = _PRONOUN.search(found["question"]) if found else None
    told = names is not None and found is not None and names(found["own"])  # `told_of` then puts the name for the "it"
    if found and pronoun and not told and not (names or _is_named)(found["question"][: pronoun.start()]):
        return text, ""
    found = found or after.fullmatch(text)
    if found and _speaks_for_patients(found["own"]) and re.search(r"\b(?:i|we|my|our)\b", found["question"], re.I):
        return text, ""
    if found:
        text, own = found["question"].strip(), found["own"].strip(" .,;:")
    short = tail.fullmatch(text)
    return (short["question"] if short else text), own


def told_of(question: str, name: str) -> str:
    """A question that names nothing, put about what the setting before it named.

    >>> told_of("Does that still exist?", "Harbor"), told_of("when is the last day", "Harbor")
    ('Does Harbor still exist?', 'when is the last day of Harbor')
    """
    owned = _OWNED.search(question)
    if owned:
        return f"{question[: owned.start()]}{name}'s{question[owned.end() :]}"
    pointed = _POINTED.search(question)
    if pointed:
        return f"{question[: pointed.start()]}{name}{question[pointed.end() :]}"
    return f"{question.rstrip(' ?.!')} of {name}"


def _speaks_for_patients(own: str) -> bool:
    """Whether the asker says to be one of those whom a test serves, who do not join it themselves."""
    return bool({w.strip(".,;:").lower() for w in own.split()} & set(tables()["setting"]["patients"]))


def _is_named(words: str) -> bool:
    """Whether a word after the first is written like a name."""
    return any(word[:1].isupper() for word in words.split()[1:])


@lru_cache(maxsize=1)
def _having() -> re.Pattern[str]:
    said = "|".join(re.escape(w) for w in sorted(tables()["setting"]["having"], key=len, reverse=True))
    return re.compile(rf".*\b(?:{said})\s+(?:an?\s+|the\s+)?(?P<what>\w[\w '-]{{2,40}})$", re.I)
