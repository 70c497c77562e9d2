"""Forms: the plain question that a question in anybody's words most likely asks.

A head of the encoder (`extract.weights.weights`) was taught, from `tests/gold/asked`, which of some plain questions
("When did {initiative} start?") others ask. What a question names stands there as its kind, so that nothing depends on
who or what is asked about; a form can only be meant where it has a place for each thing and time that the question
names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extract.parsing.cues import UnreadableCues
from extract.weights.encoder import Vectors
from extract.weights.heads import Head, Sides, likeliest
from extract.weights.weights import QUESTIONS, read_weights
from kg.ask.questions.times import date_at
from kg.ask.readings.misspelt import with_guesses
from kg.ask.readings.reading import frame_of
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import Token, phrase_at, silent_stems, tables, tokenize, word_set
from kg.ask.words.words import Words

KINDS = {
    "initiative": "Initiative",
    "organization": "Organization",
    "person": "Person",
    "law": "LegalProvision",
    "place": "Place",
}
"""The kinds of thing that a form has places for, with the classes of the vocabulary."""
DATE = "date"
MARKS = {**{kind: f"<kg:{name}>" for kind, name in KINDS.items()}, DATE: "<date>"}
"""What the encoder takes in where a question names a thing or time of a kind."""
LEAST, DIMLY = 0.45, 0.25
"""The scores from which on some words of a question are taken for a name, and from which on they may be one."""
NAMELESS = 0.97
"""How likely a form must be that names nothing: nothing else ties such a question to what it is read as."""
LONGEST, FEWEST = 60, 3
"""The most words that a question may have, and the fewest with a meaning where it names nothing."""
_PLACE = re.compile(r"{([a-z]+)\d?}")


@dataclass(frozen=True, slots=True)
class NamedPart:
    """What a question names: the tokens from `start` to `stop`, its kind, and how a plain question would name it."""

    start: int
    stop: int
    kind: str
    said: str
    thing: str = ""


@dataclass(frozen=True, slots=True)
class PlainForm:
    """A plain question that a question most likely asks, with the probability of it and what was read as what."""

    text: str
    probability: float
    notes: tuple[str, ...] = ()

    @property
    def asks_of_a_time(self) -> bool:
        """Whether it asks what was so while something else was: "Which models started while … was director?"."""
        return " while " in self.text


def plain_form(text: str, words: Words) -> PlainForm | None:
    """The plain question that a question asks, if the weights know one that is likely enough.

    In: a question as typed, and the lexicon of the loaded graph. Out: the form with the question's own names and
    times in its places; None where none of the forms is likely, or where no weights ship with this.
    """
    tokens = tokenize(text)
    frame, spotted = frame_of(text, words)
    notes: list[str] = []
    found = named(text, tokens, with_guesses(frame, spotted, words, notes, []), words)
    covered = {at for one in found for at in range(one.start, one.stop)}
    if not _is_readable(tokens, covered) or any(_may_be_named(one, covered, words) for one in spotted):
        return None
    once = _once(found)
    told = judged(tuple(shown(tokens, found)), kinds_of([one.kind for one in once]))
    if told is None:
        return None
    form, probability = told
    degrees = word_set("narrowing", "degrees")
    if degrees & set(form.lower().split()) and not degrees & {token.lower for token in tokens}:
        return None  # which of two had more is no plain form of how many had something
    places = {kind: iter([one.said for one in once if one.kind == kind]) for kind in MARKS}
    plain = _PLACE.sub(lambda place: next(places[place[1]]), form)
    return PlainForm(plain, probability, tuple(notes)) if _asks_the_same(text, plain) else None


def _asks_the_same(text: str, form: str) -> bool:
    """Whether a form loses nothing of a question that makes another one of it, nor picks one where it does not.

    "All since 2010" asks for more than those of 2010, "whose word does it take" for more than the first criterion's.
    """
    narrowing = tables()["narrowing"]
    kept = all(re.search(one, form, re.I) or not re.search(one, text, re.I) for one in narrowing["kept"])
    said = {token.lower for token in tokenize(text)}
    picked = [ways for place, ways in narrowing["numbered"].items() if f"{place} criterion" in form.lower()]
    return kept and not any(said.isdisjoint(ways) for ways in picked)


def named(text: str, tokens: tuple[Token, ...], spotted: Sequence[Spotted], words: Words) -> list[NamedPart]:
    """The things and times that a question names, in its order, by what its words may mean."""
    found: list[NamedPart] = []
    for one in sorted(spotted, key=lambda one: (-len(one.at), -one.score)):
        kind = _kind(one, words)
        start, stop = one.at[0], one.at[-1] + 1
        if kind and one.score >= LEAST and not any(start < other.stop and other.start < stop for other in found):
            said = one.guessed or text[tokens[start].start : tokens[stop - 1].end]
            found.append(NamedPart(start, stop, kind, said, one.sense.iri))
    found += [
        NamedPart(start, stop, DATE, text[tokens[start].start : tokens[stop - 1].end])
        for start, stop in _dates(tokens)
        if not any(start < other.stop and other.start < stop for other in found)
    ]
    return sorted(found, key=lambda one: one.start)


def _is_readable(tokens: tuple[Token, ...], covered: Set[int]) -> bool:
    """Whether a question is neither too long nor too short for a form, and says nothing that none has a place for.

    That is a number, a part of a whole ("per patient"), or how a thing stands to its plan ("on time").
    """
    content = {token.stem for token in tokens if token.text[0].isalpha()} - silent_stems()
    if len(tokens) > LONGEST or (not covered and len(content) < FEWEST):
        return False
    return not any(
        (token.text[0].isdigit() and at not in covered)
        or token.lower in word_set("narrowing", "parts")
        or phrase_at(tokens, at, "unread", "phrases")
        for at, token in enumerate(tokens)
    )


def _may_be_named(one: Spotted, covered: Set[int], words: Words) -> bool:
    """Whether some words that may be a name were not taken for one: what is asked may then be asked of that."""
    return one.score >= DIMLY and bool(_kind(one, words)) and not covered & set(one.at)


def shown(tokens: tuple[Token, ...], found: Sequence[NamedPart]) -> list[str]:
    """A question's words as the encoder takes them in: what is named, as its kind."""
    starts = {one.start: one for one in found}
    said: list[str] = []
    place = 0
    while place < len(tokens):
        one = starts.get(place)
        said.append(MARKS[one.kind] if one is not None else tokens[place].lower)
        place = one.stop if one is not None else place + 1
    return said


def kinds_of(kinds: Sequence[str]) -> str:
    """What a question names, by kind: the name under which the weights keep which forms can be meant.

    >>> kinds_of(["initiative", "date"]), kinds_of([])
    ('date+initiative', 'nothing')
    """
    return "+".join(sorted(kinds)) or "nothing"


@lru_cache(maxsize=4096)
def judged(said: tuple[str, ...], kinds: str) -> tuple[str, float] | None:
    """The likeliest form of a question, with its probability; None where no form is believed."""
    found = scores_of(said)
    allowed = found[0].allowed.get(f"question>{kinds}") if found is not None else None
    if found is None or allowed is None:
        return None
    head, scores = found
    best, chance = likeliest(np.where(allowed, scores, -np.inf))
    least = max(head.thresholds[best], NAMELESS if kinds == kinds_of([]) else 0.0)
    return (head.classes[best], chance) if best and chance >= least else None


@lru_cache(maxsize=4096)
def scores_of(said: tuple[str, ...]) -> tuple[Head, Vectors] | None:
    """The head that reads questions, and how much a question's words speak for each of its classes.

    None where there are no words, or where no weights ship with this.
    """
    try:
        weights = read_weights()
    except UnreadableCues:
        return None
    if not said:
        return None
    words = weights.encoder.encode(said, ())
    whole = np.vstack([words, words[1:].mean(axis=0)])
    head = weights.heads[QUESTIONS]
    return head, head.scores(whole, [Sides(0, len(words), ())])[0]


def _once(found: Sequence[NamedPart]) -> list[NamedPart]:
    """What is named, each thing where it is named first."""
    first: dict[str, NamedPart] = {}
    for one in found:
        first.setdefault(one.thing or f"{one.kind} {one.said}", one)
    return list(first.values())


def _kind(spotted: Spotted, words: Words) -> str:
    known = words.entities.get(spotted.sense.iri) if spotted.sense.kind == "entity" else None
    if known is None:
        return ""
    classes = [(kind, words.core + name) for kind, name in KINDS.items()]
    return next((kind for kind, name in classes if any(words.is_a(one, name) for one in known.types)), "")


def _dates(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Where dates stand: "March 5, 2021", "2021-03", "May 2021"."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        told = date_at(tokens, place)
        if told is not None:
            found.append((place, place + told[1]))
        place += told[1] if told is not None else 1
    return found
