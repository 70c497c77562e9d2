"""Asides: what is said beside a question, of the asker or of how things stand, and what of it the question needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kg.ask.words.english import tables

_PRONOUN = re.compile(r"\b(?:it|its|they|them|that one)\b", re.I)
_THERE = re.compile(r"\b(?:there|then)[\s?.!]*$", re.I)
_HERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\b(?:over |right |around )?(?:there|here)\b"
    r"(?! (?:is|are|was|were|any|been|in|for|that)\b)"
    r"|\b(?:in|to|for) (?:that|this|my|our|his|her|their) (?:own |home )?"
    r"(?:state|city|county|region|place|area|town)\b",
    re.I,
)
_PLACED = re.compile(
    r"\b(?:in|to|near|from|around|at|outside)\s+(?P<place>[A-Z][\w.'-]*(?:\s+(?:of\s+)?[A-Z][\w.'-]*)*)"
)
_TOLD = re.compile(
    r"(?P<own>[^?]*?\b(?:says?|said|swears?|swore|claims?|claimed|thinks?|told (?:me|us)|heard|hear|believes?|read"
    r"|insists?|insisted|reckons?|saying|rumou?r has it|word is|apparently)(?: that|,)?) (?P<clause>[^.?!]+)[.!?]\s+"
    r"(?:(?:is|has|was|does|did|are|have|will) (?:it|that|this|he|she|they)(?: (?:true|so|right|really|correct))?"
    r"|really|true|right|correct)[\s?]*",
    re.I,
)
"""What somebody says is so, and whether it is: "My aunt says that Harbor is over. Is it?"."""
_POINTING = re.compile(
    r"\b(?P<lead>for|about|on|against|with) (?:that|this|it|these|those|such a thing)[\s?.!]*$", re.I
)
_OWNED = re.compile(r"\bits\b", re.I)
_POINTED = re.compile(
    r"\b(?:(?:it|that|this|they|them)"
    r"(?= (?:is|was|are|were|still|ever|really|end|start|run|last|do|does|did|be|have|has)\b|[\s?.!]*$)"
    r"|(?:that|this) one\b|(?:that|this|the|these) (?:thing|model|program|programme|test|pilot|scheme|initiative)\b)",
    re.I,
)
"""What points at something named before: "it still runs", "that program"."""
_SUBJECT = re.compile(
    r"(?<=(?:is|as|es|id|re|ll|do|ve) )it\b(?! (?:true|correct|so|right|the case|possible|clear)\b)", re.I
)
"""What a verb is said of: "is it mandatory", "what did it replace"."""


_ANYWHERE = re.compile(r"\b(?:it|them)\b(?! (?:true|correct|so|right|the case|possible|clear|take|takes)\b)", re.I)
"""It, wherever it stands: "what came after it"."""


def _any_of(name: str) -> str:
    """A pattern for any phrase of a list of the settings, the longest first."""
    return "|".join(re.escape(w) for w in sorted(tables()["setting"][name], key=len, reverse=True))


@lru_cache(maxsize=1)
def _settings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a setting before the question, of one after it, and of a tail that names the asker."""
    own = rf"(?:(?:{_any_of('fillers')})[\s,!.]+)*(?:{_any_of('openings')})\b[^?]*?"
    before = re.compile(
        rf"(?P<own>{own})(?:[.;:!]\s+|\s+[-\u2013\u2014]+\s+|\s*\u2014\s*|,\s+(?:so|and|but)?\s*)"
        rf"(?:(?:{_any_of('fillers')})[\s,]+)*(?:{_any_of('wonders')}[:,]?\s+)?"
        rf"(?P<question>(?:{_any_of('questions')})\b[^.]*(?:\.\w[^.]*)*[?.!\s]*)",
        re.I,
    )
    after = re.compile(rf"(?P<question>[^?]+\?)\s+(?P<own>{own}[.!\s]*)", re.I)
    tail = re.compile(rf"(?P<question>.+?),?\s+(?:{_any_of('tails')})[?.!\s]*", re.I)
    return before, after, tail


@lru_cache(maxsize=1)
def _loose_settings() -> tuple[re.Pattern[str], ...]:
    """Patterns of anything said before a question that begins anew, or that somebody says to wonder about."""
    asks, wonders = _any_of("questions"), _any_of("wonders")
    return (
        re.compile(
            rf"(?P<own>(?!(?:{asks})\b)[^?]+?)(?:[.;:!\u2026]+\s+|\s+[-\u2013\u2014]+\s+|\s*\u2014\s*)"
            rf"(?:(?:so|and|but|now)[\s,]+)?(?P<question>(?:{asks})\b[^.]*(?:\.\w[^.]*)*[?.!\s]*)",
            re.I,
        ),
        re.compile(
            rf"(?P<own>(?!(?:{asks})\b)[^?]*?\b(?:{wonders}))(?: about)?,?\s+"
            rf"(?P<question>(?:{asks}|whether|if)\b[^?]*[?.!\s]*)",
            re.I,
        ),
    )


def _stated_of(text: str, names: Callable[[str], list[str]] | None) -> re.Match[str] | None:
    """A statement on one thing and the question on "it", where the question names nothing else."""
    found = _stated().fullmatch(text)
    sure = found is not None and names is not None and len(names(found["own"])) == 1 and not names(found["question"])
    return found if sure else None


@lru_cache(maxsize=1)
def _stated() -> re.Pattern[str]:
    """A statement about one thing before a question on "it": "Harbor began in May 2017, but when did it end?"."""
    asks = _any_of("questions")
    return re.compile(
        rf"(?P<own>(?!(?:{asks})\b)[^?;]+?),\s+(?:(?:but|and|so|yet)\s+)?"
        r"(?P<question>(?:when|who|how|what|which|where)\b[^?,]*\b(?:it|they)\b[^?,]*[?.!\s]*)",
        re.I,
    )


def without_setting(
    text: str, names: Callable[[str], list[str]] | None = None, others: Callable[[str], bool] | None = None
) -> tuple[str, str]:
    """A question without what is said of the asker before or after it, and what that was; no note where nothing was.

    `names` gives the initiatives that some words name, `others` tells whether they name anything else. What "it" in
    the question stands for may be told by the setting, so a question keeps that unless a name stands before the "it";
    an ailment or a place that the setting tells of ("dad has gout", "we live in Ohio") is put where the question only
    points at it ("what is there for that", "which run here").

    >>> without_setting("We do hip surgery. Is Harbor mandatory for us?")
    ('Is Harbor mandatory', 'We do hip surgery')
    >>> without_setting("We were in Harbor. What replaced it?")
    ('We were in Harbor. What replaced it?', '')
    >>> without_setting("My dad has gout. Which models are for that?")
    ('Which models are for gout', 'My dad has gout')
    """
    doubted = _TOLD.fullmatch(text)
    if doubted:
        return f"is it true that {doubted['clause'].strip()}", doubted["own"].strip(" .,;:")
    before, after, tail = _settings()
    found, own = before.fullmatch(text), ""
    placed = _in_its_place(found)
    if placed:
        return placed
    if found:
        what, pointing = _having().fullmatch(found["own"]), _POINTING.search(found["question"])
        if what and pointing:
            return f"{found['question'][: pointing.end('lead')]} {what['what'].strip()}", found["own"].strip(" .,;:")
        if pointing or _THERE.search(found["question"]):
            return text, ""
    pronoun = _PRONOUN.search(found["question"]) if found else None
    # Where it names one thing, `told_of` then puts that for the "it".
    told = names is not None and found is not None and len(names(found["own"])) == 1
    pronoun = pronoun or (_POINTED.search(found["question"]) if found else None)
    if found and pronoun and not told and not (names or _is_named)(found["question"][: pronoun.start()]):
        return text, ""
    found = found or after.fullmatch(text) or _loosely(text, names, others)
    if found and _speaks_for_patients(found["own"]) and re.search(r"\b(?:i|we|my|our)\b", found["question"], re.I):
        return text, ""
    if found:
        text, own = found["question"].strip(), found["own"].strip(" .,;:")
        stated = _stated_of(text, names)
        if stated is not None:  # something is said before the question, and something after it
            return stated["question"].strip(), f"{stated['own'].strip(' .,;:')}; {own}"
    short = tail.fullmatch(text)
    return _without_afterthought(_put_anew(short["question"] if short else text, names)), own


def _put_anew(text: str, names: Callable[[str], list[str]] | None) -> str:
    """The clause that says a question anew, about the one thing that the first named: "…, I mean is it mandatory"."""
    found = _anew().fullmatch(text)
    told = names(found["first"]) if found and names is not None else []
    return found["before"] + told[0] + found["after"] if found and len(told) == 1 else text


@lru_cache(maxsize=1)
def _anew() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<first>.+?)[\s,;:.?!\u2013\u2014-]+(?:or )?(?:{_any_of('anew')})[\s,:]+"
        rf"(?P<before>(?:{_any_of('questions')})\b[^,;:]*?\b)(?:it|this|that one|they)\b(?P<after>[^,;:]*)",
        re.I,
    )


def _without_afterthought(text: str) -> str:
    """A question without a second thought that asks nothing more: "what did it save, or was it a loss"."""
    for said in tables()["setting"]["either"]:
        either = re.fullmatch(said, text, re.I)
        if either:
            return f"net savings of {either['thing']}{either['rest'] or ''}"
    for pattern in _afterthoughts():
        text = pattern.sub("", text)
    return text


@lru_cache(maxsize=1)
def _afterthoughts() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(said, re.I) for said in tables()["setting"]["afterthoughts"])


def _in_its_place(found: re.Match[str] | None) -> tuple[str, str] | None:
    """A question with "here" or "there" put as the one place that the setting names, and that setting."""
    here = _HERE.search(found["question"]) if found else None
    places = {match["place"] for match in _PLACED.finditer(found["own"])} if found and here else set()
    if found is None or here is None or len(places) != 1:
        return None
    said = found["question"]
    return f"{said[: here.start()]}in {places.pop()}{said[here.end() :]}".strip(), found["own"].strip(" .,;:")


def _loosely(
    text: str, names: Callable[[str], list[str]] | None, others: Callable[[str], bool] | None
) -> re.Match[str] | None:
    """A question with what is said before it, where that says nothing that the question may rest on.

    What is said there may name one thing, if the question names none and so asks of that one; no other name, and no
    number or date.
    """
    stated = _stated_of(text, names)
    if stated is not None:
        return stated
    for pattern in _loose_settings():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        own = found["own"]
        told = names(own) if names is not None else []
        if told and (len(told) > 1 or names is None or names(found["question"])):
            continue
        rest = own.replace(told[0], "") if told else own
        if not told and (
            _PRONOUN.search(found["question"]) or _POINTING.search(found["question"]) or _names_a_topic(own)
        ):
            continue
        if any(c.isdigit() for c in rest) or _holds_a_name(rest) or (others is not None and others(rest)):
            continue
        if not _THERE.search(found["question"]):
            return found
    return None


def _names_a_topic(own: str) -> bool:
    """Whether what stands before a question is but a thing in a few words, of which the question is asked."""
    nouns = "|".join(map(re.escape, tables()["unknown"]["nouns"]))
    return re.fullmatch(rf"(?:the |that )?(?:[\w'&-]+ ){{1,4}}(?:{nouns})", own.strip(" .,;:"), re.I) is not None


def _holds_a_name(text: str) -> bool:
    """Whether a word that opens no sentence is written like a name, or any word in capitals."""
    return re.search(r"(?<![.!?:] )(?<!^)\b(?!I\b)[A-Z]|\b[A-Z][A-Z&]", text) is not None


def told_of(question: str, name: str) -> str:
    """A question that names nothing, put about what the setting before it named.

    >>> told_of("Does that still exist?", "Harbor"), told_of("when is the last day", "Harbor")
    ('Does Harbor still exist?', 'when is the last day of Harbor')
    """
    owned = _OWNED.search(question)
    if owned:
        return f"{question[: owned.start()]}{name}'s{question[owned.end() :]}"
    pointed = min(
        filter(None, (_POINTED.search(question), _SUBJECT.search(question))), key=lambda m: m.start(), default=None
    )
    pointed = pointed or _ANYWHERE.search(question)
    if pointed:
        return f"{question[: pointed.start()]}{name}{question[pointed.end() :]}"
    return f"{question.rstrip(' ?.!')} of {name}"


def tells_by_another(setting: str) -> bool:
    """Whether a setting is one thing told by another, and names only that other.

    >>> tells_by_another("the successor of Harbor"), tells_by_another("we were in Harbor")
    (True, False)
    """
    return re.match(r"the (?:predecessor|successor) of ", setting, re.I) is not None


def _speaks_for_patients(own: str) -> bool:
    """Whether the asker says to be one of those whom a test serves, who do not join it themselves."""
    return bool({w.strip(".,;:").lower() for w in own.split()} & set(tables()["setting"]["patients"]))


def _is_named(words: str) -> bool:
    """Whether a word after the first is written like a name."""
    return any(word[:1].isupper() for word in words.split()[1:])


@lru_cache(maxsize=1)
def _having() -> re.Pattern[str]:
    return re.compile(rf".*\b(?:{_any_of('having')})\s+(?:an?\s+|the\s+)?(?P<what>\w[\w '-]{{2,40}})$", re.I)
