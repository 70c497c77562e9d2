"""Nearest: the statement that fits all that a long question names, where no reading explains each of its words.

"What did the Lewin Group find for Harbor, in dollars, for October 2018 to December 2019": one thing, one property, a
speaker and a time. A statement answers if it is of that thing and property, its own qualifiers, source or proof account
for every other name, time and narrowing word of the question, and no other one does. Which property is asked for, the
weights that read questions tell, and else the relation that the likeliest reading says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extract.weights.weights import NONE
from kg.ask.answering.choose import counts_during, said_during, told_beside_date, value_of, values_of
from kg.ask.answering.sentences import conflict_sentence, full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.questions.times import Bound
from kg.ask.readings.forms import NamedPart, named, scores_of, shown
from kg.ask.readings.misread import counts_the_asked
from kg.ask.readings.reading import Understanding, frame_of
from kg.ask.words.english import Token, stems, tables, tokenize, word_set
from kg.ask.words.senses import PropertyWords
from kg.ask.words.words import Words
from kg.read.facts import Fact

LIKELY = 0.7
"""How likely a property must be among those that plain questions ask for."""
OPENINGS = (
    (re.compile(r"\bhow many (?:years|months|weeks|days)\b|\bhow long\b", re.I), "duration"),
    (re.compile(r"\bhow (?:many|much)\b|\bnumber of\b", re.I), "number"),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b", re.I), "date"),
)
"""The kind of value that a question asks for, by its opening words, wherever they stand."""
_DENIED = re.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|will|would|could|can)(?:n[\u2019']t|(?: \w+){0,3} (?:not|never))\b",
    re.I,
)
_WOULD = re.compile(r"\bwould (?:\w+ )?(?:save|cost|lose|bring|yield)\b", re.I)
_NOUN = re.compile(
    r"^(?:what|which) (?P<noun>(?:[a-z-]+ ){1,3}?)(?:did|does|do|is|was|were|are|has|have|had|will|would|can|could)\b",
    re.I,
)
"""What a question asks for by a noun: "what discount rate did they use"."""
SPEAKERS = ("attributedTo", "reportedBy")
AROUND = ("testedBy", "program", "authorizedBy", "partOf")
"""Relations whose other end is no condition: "how many practices did the agency list for Harbor"."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The thing asked about, the property, and what else a statement has to account for."""

    thing: str
    prop: str
    others: tuple[NamedPart, ...]
    bounds: tuple[Bound, ...]
    narrowing: frozenset[str]


def answer_nearest(text: str, found: Understanding, desk: Desk) -> tuple[str, Outcome] | None:
    """What was read of a question, and the statement that fits all that it names; None where none does, or several."""
    words = desk.words
    if not words.own or _DENIED.search(text):
        return None
    for asked in _asked(text, found, words):
        told = find_statements(desk.reader, words, (asked.thing,), (asked.prop,))
        facts = [f.fact for f in told if not f.turned and not f.fact.negated and f.fact.rank != "deprecated"]
        around = _around(asked.thing, desk)
        mood = found.frame.modality or ("projection" if _WOULD.search(text) else "")
        facts = [f for f in facts if _fits(f, asked, around, words) and mood in ("", f.modality)]
        if not facts:
            continue
        outcome = _only(facts, words)
        relation = words.label(asked.prop)
        said = f"{words.label(asked.thing)} — {relation}, of the names and times in the question"
        return (said, outcome) if outcome is not None else None
    return None


def _only(facts: list[Fact], words: Words) -> Outcome | None:
    """The one value that some statements give, or those that dispute one another."""
    if len({str(f.object.value) for f in facts}) == 1:
        return Outcome("answered", full_sentence(facts[0], words), [item_of(facts)], facts=facts)
    rivals = [f for f in facts if set(f.conflicts_with) & {g.iri for g in facts}]
    if len(rivals) < len(facts):
        return None
    items = [item_of([f]) for f in {str(f.object.value): f for f in facts}.values()]
    return Outcome("conflicting", conflict_sentence(facts, words), items, facts=facts)


def _asked(text: str, read: Understanding, words: Words) -> Iterator[_Asked]:
    """What a question may ask of what, if it names one thing that it can ask it of, and a time or a speaker besides."""
    tokens, frame = tokenize(text), read.frame
    found = named(text, tokens, frame_of(text, words)[1], words)
    bounds = tuple(b for b in frame.bounds if b.kind == "date")
    if frame.superlative is not None or any(b.kind != "date" for b in frame.bounds) or frame.asks == "truth":
        return
    wanted = next((kind for opening, kind in OPENINGS if opening.search(text)), "")
    said = {t.lower for i, t in enumerate(tokens) if not any(one.start <= i < one.stop for one in found)}
    for prop in dict.fromkeys([*_likely(tokens, found, words), *_read(read, words)]):
        known = words.properties[prop]
        if (wanted and known.kind != wanted) or any(counts_the_asked(prop, one, words) for one in read.readings[:1]):
            continue
        if _asks_something_else(text, known):
            continue
        able = [one for one in found if one.thing and words.fits(words.entities[one.thing].types, known.domains)]
        for thing in dict.fromkeys(one.thing for one in able):
            others = tuple(one for one in found if one.thing and one.thing != thing)
            if bounds or others:
                yield _Asked(thing, prop, others, bounds, frozenset(said & word_set("narrowing", "words")))


def _asks_something_else(text: str, known: PropertyWords) -> bool:
    """Whether the noun that a question asks for has a word that is none of the property's."""
    match = _NOUN.match(text)
    if match is None:
        return False
    own = {s for name in (known.label, *known.names, *known.subject_verbs, *known.object_verbs) for s in stems(name)}
    said = [w for w in re.findall(r"[a-z]+", match["noun"].lower()) if w not in word_set("weighed", "plain")]
    return any(not set(stems(w)) & own for w in said)


def _likely(tokens: tuple[Token, ...], found: Sequence[NamedPart], words: Words) -> list[str]:
    likely = _likeliest(tuple(shown(tokens, found)))
    if likely is None or likely[1] < LIKELY:
        return []
    return [prop for prop in words.properties if re.split(r"[#/]", prop)[-1] == likely[0]]


def _read(read: Understanding, words: Words) -> list[str]:
    """The one relation to a date, number or length that a question's own words say in its likeliest reading."""
    edges = read.readings[0].graph.edges if read.readings else []
    props = {e.p for e in edges if e.said and words.properties[e.p].kind in ("date", "number", "duration")}
    return list(props) if len(props) == 1 else []


def _fits(fact: Fact, asked: _Asked, around: frozenset[str], words: Words) -> bool:
    """Whether a statement accounts for every time, name and narrowing word of a question."""
    quotes = {s for quote in fact.quotes for s in stems(quote.exact)}
    if value_of(fact, "per"):
        return False
    if not all(set(stems(word)) <= quotes for word in asked.narrowing):
        return False
    speakers = {one for name in SPEAKERS for one in values_of(fact, name)}
    for one in asked.others:
        # What another test has is not told by a page about this one.
        other = words.is_one(one.thing, "Initiative") and not words.is_one(one.thing, "Program")
        texts = [f"{q.exact} {'' if other else q.source.title or ''}" for q in fact.quotes]
        told = {s for text in texts for s in stems(text)}
        if one.thing not in speakers | around and not set(stems(one.said)) <= told:
            return False
    return all(_of_time(fact, bound, words) for bound in asked.bounds)


def _of_time(fact: Fact, bound: Bound, words: Words) -> bool:
    # A day that only lies in the time asked about is no nearest answer: something else may be asked of that time.
    dated = words.properties[str(fact.property.iri)].kind == "date"
    beside = not dated and told_beside_date(fact, bound, words)
    return counts_during(fact, bound) or said_during(fact, bound) or beside


def _around(thing: str, desk: Desk) -> frozenset[str]:
    """What a thing is tested by, part of or under."""
    props = [desk.words.core + name for name in AROUND]
    found = find_statements(desk.reader, desk.words, (thing,), props)
    return frozenset(str(f.fact.object.iri) for f in found if f.fact.object.iri)


@lru_cache(maxsize=1024)
def _likeliest(said: tuple[str, ...]) -> tuple[str, float] | None:
    """The property that a question most likely asks for, of those of plain questions, with its probability."""
    told = scores_of(said)
    if told is None:
        return None
    head, scores = told
    scores = np.where([one != NONE for one in head.classes], scores, -np.inf)
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    table = _forms()
    shares: dict[str, float] = {}
    for form, chance in zip(head.classes, chances.tolist(), strict=True):
        shares[table.get(form, "")] = shares.get(table.get(form, ""), 0.0) + chance
    best = max(shares, key=shares.__getitem__)
    return (best, shares[best]) if best else None


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """The property that each plain question for a value asks for."""
    return {form: prop for prop, forms in tables()["forms"].items() for form in forms}
