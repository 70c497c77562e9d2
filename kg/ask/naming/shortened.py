"""A test by a part of its name ("the Lantern initiative"), or by its letters and a word of what it is about.

Only where one test alone may be meant: no other thing of the graph has that word in its name, or a statement of the
test itself bears the word that stands beside its letters out ("the SMILE dental pilot", where dentists take part).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import find_statements
from kg.ask.words.english import stems, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import EntityWords, Words

SHORTEST = 5
"""The fewest letters of a word that may stand for a whole name."""
_RUN = re.compile(r"(?<![\w'-])(?<!^)[A-Z][a-z]+(?: [A-Z][a-z]+)+(?![\w-])(?!['\u2019]\w{2})")
_JOINED = re.compile(
    r"(?<![\w'-])(?<!^)[A-Z][a-z]+(?: [A-Z][a-z]+)*(?: (?:and|of|for|to|at|in|the|&))+(?: [A-Z][a-z]+)+(?![\w-])"
    r"(?!['\u2019]\w{2})"
)
"""Words in capitals with small ones between them: "Hip and Knee"."""
_WORD = re.compile(r"(?<![\w'-])(?P<word>[A-Z][a-z]+)(?![\w-])(?!['\u2019]\w{2})")


@lru_cache(maxsize=1)
def _letters() -> re.Pattern[str]:
    """A name, one or two words of what it is about, and a noun for a test."""
    nouns = "|".join(sorted(word_set("unknown", "nouns")))
    return re.compile(
        rf"(?<![\w-])(?:the )?(?P<name>[\w-]{{3,}}) (?P<about>[a-z]+(?: [a-z]+)??) (?:{nouns})(?![\w-])", re.I
    )


def with_full_names(text: str, desk: Desk) -> tuple[str, str]:
    """A question with the one test's own name for a part of it, or for its letters with what it is about, and a note.

    No note where nothing was put in: a word that is a name by itself, or that stands beside another name, is left.
    """
    for change in (_by_letters, _by_one_word, _by_last_words, _by_some_words, _by_matter):
        said, name = change(text, desk)
        if name:
            return said, f"reading “{name[0]}” as {name[1]}"
    return text, ""


def _by_letters(text: str, desk: Desk) -> tuple[str, tuple[str, str] | None]:
    """ "The SMILE dental pilot", of what is called SMILE."""
    words = desk.words
    for found in _letters().finditer(text):
        about = found["about"].lower().split()
        if word_set("words", "stop") & set(about):
            continue
        named = set(words.surfaces.get(found["name"].upper(), ()))
        one = named.pop() if len(named) == 1 else ""
        if not one or not words.is_one(one, "Initiative"):
            continue
        told = find_statements(desk.reader, words, (one,))
        borne = {s for f in told if not f.fact.negated for s in stems(f.fact.object.label)}
        if {s for w in about for s in stems(w)} <= borne:
            said = f"{text[: found.start()]}{words.label(one)}{text[found.end() :]}"
            return said, (found.group().strip(), words.label(one))
    return text, None


def _by_one_word(text: str, desk: Desk) -> tuple[str, tuple[str, str] | None]:
    """ "When did Lantern start", of the one test with that word in its name."""
    words = desk.words
    for found in _WORD.finditer(text):
        word = found["word"]
        if len(word) < SHORTEST or (stems(word) and words.index.get(stems(word))) or _beside_a_name(text, found):
            continue
        named = [
            e for e in words.entities.values() if "/id/" in e.iri and word in e.label and word in _words_of(e.label)
        ]
        if len(named) != 1 or named[0].iri in words.silent:
            continue
        label = named[0].label
        if not words.is_one(named[0].iri, "Initiative") or any(n.lower() in text.lower() for n in named[0].names):
            continue
        rest = label[label.index(word) :]
        noun = _noun_after(text, found.start() + _as_far_as(rest, text[found.start() :]))
        return f"{text[: found.start()]}{label}{text[noun:]}", (text[found.start() : noun], label)
    return text, None


def _as_far_as(label: str, text: str) -> int:
    """How far a text goes with a name, in whole words: "Bridge to Home" of "Bridge to Home Model"."""
    said, of = re.findall(r"\S+\s*", text), label.split()
    same = 0
    while same < min(len(said), len(of)) and re.sub(r"\W*$", "", said[same]) == of[same]:
        same += 1
    return len(re.sub(r"\W*$", "", "".join(said[:same])))


def _by_last_words(text: str, desk: Desk) -> tuple[str, tuple[str, str] | None]:
    """ "Birth Pathways", where one test alone has a name that is this with a word before it."""
    words = desk.words
    ends: dict[str, set[str]] = {}
    lower = text.lower()
    for end, entity in _last_words(words):
        if end in text and entity.iri not in words.silent and not any(n.lower() in lower for n in entity.names):
            ends.setdefault(end, set()).add(entity.label)
    for end in sorted(ends, key=len, reverse=True):
        found = re.search(rf"(?<![\w-]){re.escape(end)}(?![\w-])", text)
        if found is None or len(ends[end]) != 1 or end in words.surfaces or words.index.get(stems(end)):
            continue
        label = next(iter(ends[end]))
        if not _beside_a_name(text, found):
            noun = _noun_after(text, found.end())
            return f"{text[: found.start()]}{label}{text[noun:]}", (text[found.start() : noun], label)
    return text, None


def _by_matter(text: str, desk: Desk) -> tuple[str, tuple[str, str] | None]:
    """ "The sepsis model", "the sepsis final rule", of the one test with that word in its name."""
    words = desk.words
    for found in _matters().finditer(text):
        said = found["about"].lower().split()
        new = [w for w in said if len(w) >= SHORTEST and not words.index.get(stems(w))]
        keys = {s for w in said for s in stems(w)}
        if not new or word_set("words", "stop") & set(said) or set(said) <= word_set("unknown", "plain"):
            continue  # "the first model" is one of an order, not one with a "first" in its name
        named = {e.iri: e for stem in keys for e in _stemmed(words).get(stem, ()) if keys <= _stems_of(e)}
        if len(named) != 1:
            continue
        one = next(iter(named.values()))
        if one.iri in words.silent or any(name.lower() in text.lower() for name in one.names):
            continue
        if _beside_a_name(text, found):
            continue  # "the ambulance model ET3": the name decides
        said_rule = found["rule"] or found["own"]
        rule = f" {said_rule.lower()}" if said_rule else ""
        whole = f"{text[: found.start()]}{one.label}{rule}{text[found.end() :]}"
        return whole, (re.sub(r"^the ", "", found.group(), flags=re.I), f"{one.label}{rule}")
    return text, None


@lru_cache(maxsize=1)
def _matters() -> re.Pattern[str]:
    """One or two words of what a test is about, and a noun for a test or for the rule that governs it."""
    nouns = "|".join(sorted(word_set("unknown", "nouns")))
    rules = r"(?:interim final|final|proposed) rule"
    return re.compile(
        rf"(?<![\w-])(?:the )?(?P<about>[a-z]+(?: [a-z]+)??) "
        rf"(?:(?P<rule>{rules})|(?:{nouns})(?: (?P<own>{rules}))?)(?![\w-])",
        re.I,
    )


@once_a_lexicon
def _stemmed(words: Words) -> dict[str, list[EntityWords]]:
    """The tests of a graph by the stems of their names' words."""
    found: dict[str, list[EntityWords]] = {}
    for one in words.entities.values():
        if "/id/" in one.iri and words.is_one(one.iri, "Initiative"):
            for stem in _stems_of(one):
                found.setdefault(stem, []).append(one)
    return found


def _stems_of(entity: EntityWords) -> frozenset[str]:
    return frozenset(s for name in entity.names for w in _words_of(name) for s in stems(w))


def _by_some_words(text: str, desk: Desk) -> tuple[str, tuple[str, str] | None]:
    """ "Open Door", where one test alone has these words side by side in its name ("the Open Door Clinics Pilot")."""
    words = desk.words
    for found in (*_JOINED.finditer(text), *_RUN.finditer(text)):
        said = found.group()
        named = _runs_of_words(words).get(said, set())
        if len(named) != 1 or said in words.surfaces:
            continue
        label, one = next(iter(named))
        if one in words.silent or label.lower() in text.lower():
            continue
        if text[found.end() :].lower().split()[:1] == label.partition(said)[2].lower().split()[:1] != []:
            continue  # "Memory Support at Home": the name goes on
        others = {e.iri for e in words.entities.values() for n in e.names if f" {said} " in f" {n} "}
        if others == {one} and not _beside_a_name(text, found):
            noun = _noun_after(text, found.end())
            return f"{text[: found.start()]}{label}{text[noun:]}", (text[found.start() : noun], label)
    return text, None


@once_a_lexicon
def _runs_of_words(words: Words) -> dict[str, set[tuple[str, str]]]:
    """Two words or more, side by side in the names of tests and not all of them, with these names and addresses."""
    tests = [e for e in words.entities.values() if "/id/" in e.iri and words.is_one(e.iri, "Initiative")]
    runs: dict[str, set[tuple[str, str]]] = {}
    for e in tests:
        said = e.label.split()
        for at, end in combinations(range(len(said) + 1), 2):
            if 1 < end - at < len(said) and not (at == 0 and end == len(said) - 1):
                runs.setdefault(" ".join(said[at:end]), set()).add((e.label, e.iri))
    return runs


@once_a_lexicon
def _last_words(words: Words) -> list[tuple[str, EntityWords]]:
    """What stands behind the first word of each name of a test, where that could be a name."""
    tests = [e for e in words.entities.values() if "/id/" in e.iri and words.is_one(e.iri, "Initiative")]
    ends = [(name.partition(" ")[2], entity) for entity in tests for name in entity.names]
    return [(end, entity) for end, entity in ends if " " in end and end[0].isupper()]


def _noun_after(text: str, at: int) -> int:
    """Where the noun for what a test is ends, which may follow a name; the end of the name where none does."""
    noun = re.match(r"\s+([A-Za-z]+)\b", text[at:])
    return at + noun.end() if noun and noun[1].lower() in word_set("unknown", "nouns") else at


def _beside_a_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word written like a name stands beside it, that is no noun for what a test is nor asks something."""
    if re.match(r"(?:\s+|-)[A-Z(&]", text[_noun_after(text, found.end()) :]):
        return True
    before = re.search(r"(?<!\S)([A-Z][\w.&'-]*)(?:\s+(?:of|for|and|&))?(?:\s+the)?\s+$", text[: found.start()])
    opens = before is not None and re.search(r"(?:^|[.!?:;]\s+)$", text[: before.start()]) is not None
    return before is not None and not (opens and before[1].lower() in word_set("setting", "questions"))


def _words_of(label: str) -> list[str]:
    return re.findall(r"[\w'-]+", label)
