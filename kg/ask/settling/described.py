"""Things named by a part of their name or by what they are about: "the $2 drug list", "the dementia model"."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import find_statements
from kg.ask.settling.descriptions import is_beside_another, named_at, settle_description
from kg.ask.settling.topics import Topic, foci_of, telling, topics_of
from kg.ask.words.english import Token, light_stems, root, silent_stems, stems, tables, tokenize, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import EntityWords, Words

LONGEST = 6
_ARTICLES = ("the", "this", "that", "our", "your")
_TOLD_BY = ("focus", "participantType", "program", "participation")


def described(text: str, desk: Desk) -> tuple[str, str, tuple[str, ...]]:
    """A question with a description put as the name of the one thing that it fits.

    Out: the question, a note of what was read as what, and the names among which the asker has to choose where the
    description fits several; the text as it was and no note where nothing is described so.

    A description is a stretch after an article: a part of just one name, or a class's noun in the singular with words
    before it that tell what just one of the class is about.
    """
    words, tokens = desk.words, tokenize(text)
    settled = settle_description(text, desk) if words.own else (text, "", ())
    if settled[1] or (words.own and is_beside_another(text, words)):
        return settled
    for topic in topics_of(tokens, words, word_set("unknown", "carriers")):
        start, stop = topic.whole
        while start and tokens[start - 1].lower in word_set("unknown", "fresh"):
            start -= 1
        if topic.said[0] >= topic.noun or not _is_one(tokens, replace(topic, whole=(start, stop))):
            continue
        said = text[tokens[topic.whole[0]].start : tokens[stop - 1].end]
        phrase = text[tokens[topic.said[0]].start : tokens[topic.said[1] - 1].end]
        fitting = _about(phrase, desk) | _with_name(stems(said), words) or _bearing(phrase, desk)
        if len(fitting) == 1:
            return _put(text, tokens, (start, stop), fitting.pop(), words)
        if 1 < len(fitting) < 5:
            return text, f"“{said}” may mean more than one", tuple(sorted(words.label(i) for i in fitting))
    for start in range(1, len(tokens)):
        if tokens[start - 1].lower not in _ARTICLES:
            continue
        for stop in range(min(len(tokens), start + LONGEST), start + 1, -1):
            key = stems(text[tokens[start].start : tokens[stop - 1].end])
            ranked = {t.lower for t in tokens[start:stop]} & {*tables()["superlatives"], *word_set("time", "first")}
            content = sum(s not in silent_stems() for s in key)
            fitting = _with_name(key, words) if content > 1 and not ranked else set()
            if len(fitting) == 1:
                return _put(text, tokens, (start, stop), fitting.pop(), words)
    return _in_short(text, tokens, words)


def _in_short(text: str, tokens: tuple[Token, ...], words: Words) -> tuple[str, str, tuple[str, ...]]:
    """A question with the name of which it has three words or more in their order, where just one has all of them."""
    for length in range(LONGEST, 2, -1):
        for start in range(len(tokens) - length + 1):
            said = tokens[start : start + length]
            key = tuple(s for t in said for s in stems(t.text))
            if not all(t.text[0].isalpha() for t in said) or any(s in silent_stems() | light_stems() for s in key):
                continue
            fitting = {
                known.iri
                for known in words.entities.values()
                if known.degree
                and words.is_one(known.iri, "Initiative")
                and any(_runs(key, name) for name in known.names)
            }
            if len(fitting) == 1:
                return _put(text, tokens, (start, start + length), fitting.pop(), words)
    return text, "", ()


def _runs(key: tuple[str, ...], name: str) -> bool:
    """Whether a name has some words in their order, with others between, its first word among them."""
    rest = iter(stems(name))
    return stems(name)[:1] == key[:1] and all(word in rest for word in key)


def names_in(text: str, words: Words) -> list[str]:
    """The names of initiatives in a text, each once, as they stand there; of programs where no others are named.

    A body's name where that is all of the text.

    A word in small letters is no acronym here, "mom" names nobody's test, unless a test's noun stands behind it.
    """
    tokens = tokenize(text)
    found: dict[str, str] = {}
    place = 0
    while place < len(tokens):
        iri, length = named_at(tokens, place, words)
        behind = tokens[place + length].lower if place + length < len(tokens) else ""
        small = length == 1 and tokens[place].text.islower() and behind not in word_set("unknown", "nouns")
        if iri and not (small and not _called(iri, tokens[place], words)):
            found.setdefault(iri, text[tokens[place].start : tokens[place + length - 1].end])
        place += max(length, 1)
    tests = [said for iri, said in found.items() if words.core + "Program" not in words.entities[iri].types]
    return tests or list(found.values()) or _whole_body(text, tokens, words)


def _whole_body(text: str, tokens: tuple[Token, ...], words: Words) -> list[str]:
    """A text that is but the name of one body; a single word is written like a name."""
    key = tuple(s for t in tokens if t.lower != "the" for s in stems(t.text))
    bodies = {s.iri for s in words.index.get(key, ()) if s.kind == "entity" and words.is_one(s.iri, "Organization")}
    named = len(bodies) == 1 and (len(tokens) > 1 or text[:1].isupper())
    return [text] if named else []


def _called(iri: str, token: Token, words: Words) -> list[str]:
    """The names of a thing that one word may be, whatever its case."""
    return [name for name in words.entities[iri].names if name.lower() == token.lower and not name.isupper()]


def names_another(text: str, words: Words) -> bool:
    """Whether a text names a body, person, law or place, written like a name."""
    tokens = tokenize(text)
    for at, token in enumerate(tokens):
        if not token.text[:1].isupper():
            continue
        for stop in range(at + 1, min(len(tokens), at + LONGEST) + 1):
            key = tuple(s for t in tokens[at:stop] for s in stems(t.text))
            found = [s.iri for s in words.index.get(key, ()) if s.kind == "entity" and "/id/" in s.iri]
            if any(not words.is_one(iri, "Initiative") for iri in found):
                return True
    return False


def without_original(text: str, desk: Desk) -> tuple[str, str]:
    """ "The original X", where X is the whole name of something: X itself, which others may have followed."""
    said = "|".join(sorted(word_set("time", "first") | {"new"}, key=len, reverse=True))
    for found in re.finditer(rf"\b(?P<word>{said})\s+(?=\S)", text, re.I):
        tokens = tokenize(text[found.end() :])
        for stop in range(min(len(tokens), 8), 0, -1):
            key = stems(text[found.end() :][: tokens[stop - 1].end])
            meant = [s.iri for s in desk.words.index.get(key, ()) if s.kind == "entity"]
            if any(desk.words.is_one(iri, "Initiative") for iri in meant):
                return text[: found.start()] + text[found.end() :], f"leaving out “{found['word']}”"
    return text, ""


def _put(
    text: str, tokens: tuple[Token, ...], at: tuple[int, int], iri: str, words: Words
) -> tuple[str, str, tuple[str, ...]]:
    start, stop = tokens[at[0]].start, tokens[at[1] - 1].end
    label = words.label(iri)
    return f"{text[:start]}{label}{text[stop:]}", f"reading “{text[start:stop]}” as {label}", ()


def _is_one(tokens: tuple[Token, ...], topic: Topic) -> bool:
    """Whether a class's noun is in the singular, after an article: one certain thing is meant."""
    noun = tokens[topic.noun].lower
    start = topic.whole[0]
    return not noun.endswith("s") and start > 0 and tokens[start - 1].lower in _ARTICLES


def _about(phrase: str, desk: Desk) -> set[str]:
    """The initiatives of which a source says that they are about what a phrase tells."""
    wanted = telling(phrase)
    if not wanted:
        return set()
    foci = foci_of(desk)
    out: set[str] = set()
    for iri, found in foci.items():
        known = desk.words.entities.get(iri)
        names = [{root(s) for s in stems(name)} for name in known.names] if known else []
        if any(all({root(w) for w in ways} & name for ways in wanted) for name in names):
            out |= {str(f.fact.subject.iri) for f in found}
    return {i for i in out if desk.words.is_one(i, "Initiative")}


def _bearing(phrase: str, desk: Desk) -> set[str]:
    """The initiatives of which names and sources together bear every telling word of a phrase, two at the least."""
    wanted = [{root(w) for w in ways} for ways in telling(phrase)]
    if len(wanted) < 2:
        return set()
    core = desk.words.core
    borne: dict[str, set[str]] = {}
    for found in find_statements(desk.reader, desk.words, (), tuple(core + p for p in _TOLD_BY)):
        if not found.fact.negated and found.fact.rank != "deprecated":
            iri = str(found.fact.object.iri)
            names = desk.words.entities[iri].names if iri in desk.words.entities else [found.fact.object.label]
            borne.setdefault(str(found.fact.subject.iri), set()).update(root(s) for n in names for s in stems(n))
    out: set[str] = set()
    for iri, known in desk.words.entities.items():
        if known.degree and desk.words.is_one(iri, "Initiative") and not desk.words.is_one(iri, "Program"):
            mine = {root(s) for name in known.names for s in stems(name)}
            if any(ways & mine for ways in wanted) and all(ways & (mine | borne.get(iri, set())) for ways in wanted):
                out.add(iri)
    return out


def _with_name(key: tuple[str, ...], words: Words) -> set[str]:
    """The initiatives whose name has some words side by side, at least half of it."""
    out: set[str] = set()
    length = len(key)
    for known, names in _stems_of_names(words):
        for whole in names if known.degree else ():
            if length * 2 < len(whole) or length >= len(whole) + 1:
                continue
            if any(whole[i : i + length] == key for i in range(len(whole) - length + 1)):
                out.add(known.iri)
    return out


@once_a_lexicon
def _stems_of_names(words: Words) -> list[tuple[EntityWords, list[tuple[str, ...]]]]:
    """The initiatives, each with the stems of its names."""
    tests = (known for known in words.entities.values() if words.is_one(known.iri, "Initiative"))
    return [(known, [stems(name) for name in known.names]) for known in tests]
