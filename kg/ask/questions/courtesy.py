"""Courtesy: what is said around a question to ask it politely, and the question that is left without it.

An opening is told by its words and not by its wording: "I should be most grateful if you could let me know" is made of
a few words that every such opening is made of, one of which is of telling or knowing, and a question follows.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.words.english import tables, word_set

_WORD = re.compile(r"[\w'\u2019-]+")
_CLAUSE = re.compile(r"(?:whether|if)(?: or not)? (?P<clause>.+?)(?: or not)?[\s?.!]*", re.I)
_OR = re.compile(r"(?P<who>.+?) (?P<verb>is|was|are|were|has|had|will|can|did|does) (?P<rest>.+ or .+)", re.I)
_SPOKEN = re.compile(
    r"(?P<how>since when|until when|how long|where|by whom) "
    r"(?!(?:is|was|are|were|has|had|have|did|does|do|will) )"
    r"(?P<who>.+?) (?P<verb>is|was|are|were|has|had|have|will) (?P<rest>.+)",
    re.I,
)
"""A question in the order of words that it has inside a sentence: "since when Ann has been leading it"."""
_THAT = re.compile(r"that (?P<clause>(?!was\b|is\b|were\b).+?)[\s?.!]*", re.I)
_LIST = re.compile(
    r"(?:(?P<of>(?:all )?the names of |(?:an?|the)(?: \w+)? (?:list|overview|summary) of )?"
    r"(?:(?:all|of|the|those|these) )*"
    r"(?P<head>(?(of)(?:[\w-]+ ){0,3}?)(?!savings|losses|earnings|costs|results|funds)\w+s) "
    r"(?:(?P<before>in|for|under|on|by) which|which|that|who|(?P<place>where)) )",
    re.I,
)
"""Things by what is so of them: "the names of all models that ended", "the states where it runs"."""
_NOUN = re.compile(
    r"(?:all )?(?:of )?(?:the|those|these|an?) (?:[\w-]+ )*?(?P<head>[\w-]+)"
    r"(?= (?:of|that|which|on|in|for|at|to|whose|from|by|with)\b|[?.!\s]*$)",
    re.I,
)
_MORE = re.compile(r"[.!;:]\s+\w")
FEWEST = 2
"""The fewest words of an opening: one alone may be what is asked for ("list the models")."""


def without_courtesy(text: str) -> str:
    """A question without the courtesy around it, what it wonders put as a question; as it was where it has none.

    >>> without_courtesy("I should be most grateful if you could let me know when Harbor began.")
    'when Harbor began.'
    >>> without_courtesy("May I ask whether Harbor has ended?")
    'is it true that Harbor has ended?'
    >>> without_courtesy("Who, if I may ask, runs Harbor?")
    'Who runs Harbor?'
    """
    patterns = _patterns()
    text = patterns["between"].sub(" ", text)
    text = patterns["behind"].sub("?", text) if patterns["behind"].search(text) else text
    for start in _starts(text):
        stop = _opening(text, start)
        if stop:
            return _asked(text[stop:])
    for found in patterns["anew"].finditer(text):
        stop = _opening(text, found.end())
        if stop:  # what is said before is kept: it may name what the question is about
            return f"{text[: found.start()].strip()}{found['mark'] or '.'} {_asked(text[stop:])}"
    return text


def in_fewer_words(text: str) -> str:
    """A question with its roundabout words put shortly.

    >>> in_fewer_words("by what means was Harbor run in the month of May of 2031")
    'how was Harbor run in May 2031'
    """
    for pattern, plain in _roundabout():
        text = pattern.sub(plain, text)
    return text


@lru_cache(maxsize=1)
def _roundabout() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(said, re.I), plain) for said, plain in tables()["roundabout"].items())


def _starts(text: str) -> list[int]:
    """Where an opening may begin: at the front, or behind an aside that names nothing."""
    patterns = _patterns()
    starts = [0]
    for name in ("fronts", "doing"):
        found = patterns[name].match(text)
        if found and not re.search(r"\d|(?<!^)\b(?!I\b)[A-Z]", found.group()):
            starts.append(found.end())
    return starts


def _opening(text: str, start: int) -> int:
    """Where the question begins behind the opening at a place; 0 where none stands there."""
    told = between = False
    telling, plain = word_set("courtesy", "telling"), word_set("courtesy", "words")
    for count, found in enumerate(_WORD.finditer(text, start)):
        word = found.group().lower().replace("\u2019", "'")
        if told and between and count >= FEWEST and _patterns()["asks"].match(text, found.start()):
            if not (word in ("whether", "if") and _goes_on(text, found.end())):
                tells = word in word_set("courtesy", "stating") and _MORE.search(text, found.end())
                return 0 if tells or _is_own(text[start : found.start()]) else found.start()
        elif word not in telling | plain and (told or word != "the"):
            return 0
        told = told or word in telling
        between = between or word in word_set("courtesy", "persons")
        if told and text[found.end() : found.end() + 1] in ("?", ".", ";", ":"):
            return 0
    return 0


def _is_own(opening: str) -> bool:
    """Whether an opening tells what somebody knows, and asks for nothing: "I know" before "when Harbor ended"."""
    said = [word.lower() for word in _WORD.findall(opening)]
    return len(said) == FEWEST and said[0] in ("i", "we") and said[1] in word_set("courtesy", "knowing")


def _goes_on(text: str, at: int) -> bool:
    """Whether the opening goes on behind "whether" or "if": "if you could"."""
    rest = text[at:].lstrip().lower().replace("\u2019", "'")
    return any(rest.startswith(f"{said} ") for said in word_set("courtesy", "again"))


def _asked(rest: str) -> str:
    """What is left as a question: "whether Harbor has ended" as "is it true that Harbor has ended"."""
    spoken = _SPOKEN.fullmatch(rest)
    if spoken:
        return f"{spoken['how']} {spoken['verb']} {spoken['who']} {spoken['rest']}"
    clause = _CLAUSE.fullmatch(rest)
    either = _OR.fullmatch(clause["clause"]) if clause else None
    if either:
        return f"{either['verb']} {either['who']} {either['rest']}?"
    clause = clause or _THAT.fullmatch(rest)
    if clause:
        return f"is it true that {clause['clause']}?"
    listed = _LIST.match(rest)
    if listed:
        before = f"{listed['before']} " if listed["before"] else "in " if listed["place"] else ""
        return f"{before}which {listed['head']} {rest[listed.end() :]}"
    noun = _NOUN.match(rest)
    if noun is None:
        return rest
    head = noun["head"].lower()
    if head in word_set("courtesy", "people"):
        return f"who is {rest}"
    several = head.endswith("s") and not head.endswith("ss")
    return f"what {'are' if several else 'is'} {rest}"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of the table: of what a question begins with, of asides, and of courtesy inside and behind."""
    said = tables()["courtesy"]
    return {
        "asks": re.compile(said["asks"], re.I),
        "fronts": re.compile(rf"{said['fronts']},\s+", re.I),
        "doing": re.compile(rf"{said['doing']}\s+", re.I),
        "anew": re.compile(said["anew"], re.I),
        "between": re.compile(said["between"], re.I),
        "behind": re.compile(rf"{said['behind']}$", re.I),
    }
