"""A body by the noun for what it is ("the Division"), or with its name turned ("the payment trials office").

It is put by its name where the graph speaks of one such body only.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.words.english import stems, tables, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

_TIME = (
    r"\s+(?:the |all |each |every |fiscal |financial |budget |calendar )*(?:years?\b|fy\b|periods?\b|(?:19|20)\d\d\b)"
)
"""A time behind "for" is no part of a name: "the Office for 2029"."""


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    said = "|".join(tables()["definite"]["nouns"])
    return re.compile(rf"\b(?P<the>the )(?P<noun>{said})(?!\w|[\s-]+(?:of|for|on)\b(?!{_TIME})|-)", re.I)


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    """What stands behind such a noun in small letters where it is a body: an end, what it owns, or that it says so."""
    said = "|".join(sorted(tables()["told"]["verbs"]))
    return re.compile(rf"['\u2019]s\b|[\s?.!]*$|,|\s+(?:{said})\b", re.I)


def settle_definite(text: str, words: Words) -> tuple[str, str]:
    """A question with a body's name for "the Division", and a note; as it was where that may mean none or several.

    A noun that is a name by itself is left, and so is one in a question that names such a body anyway, or one in small
    letters before another word ("the office hours").
    """
    turned = _settle_turned(text, words) if words.own else None
    if turned is not None:
        return turned
    match = _noun().search(text) if words.own else None
    if match is None:
        return text, ""
    noun = stems(match["noun"])
    rest = text[match.end() :]
    if re.match(r"\s+[A-Z]", rest) or (match["noun"].islower() and not _behind().match(rest)):
        return text, ""
    if any(s.kind == "entity" and s.iri not in words.silent for s in words.index.get(noun, ())):
        return text, ""
    called = {
        entity.label
        for entity in words.entities.values()
        if "/id/" in entity.iri and entity.iri not in words.silent
        if any(words.is_a(t, words.core + "Organization") for t in entity.types)
        if _head(entity.label) == noun
    }
    name = called.pop() if len(called) == 1 else ""
    if not name or name.lower() in text.lower():
        return text, ""
    return f"{text[: match.start('noun')]}{name}{text[match.end() :]}", f"taking “{match.group()}” as {name}"


def _head(label: str) -> tuple[str, ...]:
    """The noun that tells what a body is: the last word of its name, or the one before "of" or "for"."""
    return stems(re.split(r"\s+(?:of|for|on)\s+", label)[0])[-1:]


def _settle_turned(text: str, words: Words) -> tuple[str, str] | None:
    """A question with the name of a body that it calls the other way round, and a note; None where it calls none so."""
    for way, label in _turned(words):
        found = way.search(text)
        if found is not None and label.lower() not in text.lower():
            the = "the " if found.group().lower().startswith("the ") else ""
            said = found.group()[len(the) :]
            return f"{text[: found.start()]}{the}{label}{text[found.end() :]}", f"reading “{said}” as {label}"
    return None


@once_a_lexicon
def _turned(words: Words) -> list[tuple[re.Pattern[str], str]]:
    """How bodies may be called with the noun for what they are at the other end, each with its name, the longest first.

    "Payment trials office" of the Office of Payment Trials, "office of payment trials" of the Payment Trials Office;
    nothing that is a name itself, or that may mean several.
    """
    ways: dict[str, set[str]] = {}
    for entity in words.entities.values():
        body = any(words.is_a(t, words.core + "Organization") for t in entity.types)
        if "/id/" not in entity.iri or entity.iri in words.silent or not body:
            continue
        first = re.fullmatch(r"(?P<noun>\w+) (?:of|for|on) (?:the )?(?P<rest>.+)", entity.label)
        last = re.fullmatch(r"(?P<rest>.+) (?P<noun>\w+)", entity.label)
        if first is not None and first["noun"].lower() in word_set("definite", "nouns"):
            the = "" if " " in first["rest"] else "(?<=the )"
            way = f"{the}{re.escape(first['rest'])} {first['noun']}"
            called = f"{first['rest']} {first['noun']}"
        elif last is not None and last["noun"].lower() in word_set("definite", "nouns"):
            way = rf"{last['noun']} (?:of|for|on) (?:the )?{re.escape(last['rest'])}"
            called = f"{last['noun']} of {last['rest']}"
        else:
            continue
        if not any(s.kind == "entity" for s in words.index.get(stems(called), ())):
            ways.setdefault(way, set()).add(entity.label)
    sure = sorted((way for way, labels in ways.items() if len(labels) == 1), key=len, reverse=True)
    return [(re.compile(rf"(?<![\w-])(?:the )?{way}(?![\w-])", re.I), ways[way].pop()) for way in sure]
