"""Whether a count of what the graph holds falls short of a number that a source states in the same words.

Sources seldom name all that they count. "How many pilots are running" is answered by those that the graph knows to run,
unless a passage says "four pilots are running now" of more than those.
"""

from __future__ import annotations

import re

from kg.ask.answering.sentences import sentence
from kg.ask.evidence.cited import Room
from kg.ask.evidence.desk import Outcome
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import (
    Token,
    light_stems,
    number_in,
    related_to,
    silent_stems,
    stem,
    stems,
    tokenize,
    word_set,
)

MOST_BETWEEN = 2
"""How many words may stand between a number and the noun that it counts: "four voluntary pilots"."""
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def not_miscounted(question: str, outcome: Outcome, found: Understanding | None, room: Room) -> Outcome:
    """A count of things as it was, or the refusal where a passage states a larger number of just these.

    In: the question as it was put, its outcome, what was understood of it, and where it is answered. Out: no-data
    with the things counted as what is known; the same outcome for what is no count, or is asked of a certain time.
    """
    if outcome.status != "answered" or found is None or room.passages is None or found.frame.asks != "count":
        return outcome
    counted = re.match(r"(\d+): ", outcome.text)
    frame = found.frame
    if counted is None or len(outcome.items) != 1 or frame.bounds or frame.negated:
        return outcome
    noun = next((t for t in frame.tokens[len(frame.focus) :] if t.stem not in silent_stems()), None)
    if noun is None or stem(noun.lower) not in _things():
        return outcome
    cover = found.readings[0].cover if found.readings else ()
    named = {at for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri for at in s.at}
    # "It has launched six": what a question names stands in another sentence of the passage.
    plain = tuple(t for i, t in enumerate(frame.tokens) if i not in named)
    ways = [_told_of(tokens, noun) for tokens in (frame.tokens, tokenize(question), plain)]
    ways = [wanted for wanted in ways if wanted]
    asked = dict.fromkeys((question, frame.text)) if ways else ()
    for passage in (near for said in asked for near in room.passages(said)):
        for said in _SENTENCE.split(passage.quote):
            number = _number_of(noun, tokenize(said))
            if number is not None and number > int(counted[1]) and not _YEAR.search(said) and _says(ways, said):
                text = f"the graph names only {outcome.text.rstrip('.')}; a passage counts more: “{said.strip()}”"
                return Outcome(
                    "unanswered",
                    sentence(text),
                    reason="no-data",
                    known=outcome.items,
                    facts=outcome.facts,
                    settled=True,
                )
    return outcome


def _things() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("unknown", "nouns"))


def _told_of(tokens: tuple[Token, ...], noun: Token) -> list[frozenset[str]]:
    """What a question tells of the things that it counts, behind their noun: each word of content, with synonyms."""
    silent = silent_stems() | light_stems() | {stem(word) for word in word_set("time", "current")} - {stem("active")}
    at = next((i for i, t in enumerate(tokens) if t.stem == noun.stem), -1)
    behind = tokens[at + 1 :] if at >= 0 else ()
    return [related_to(t.lower) | {t.stem} for t in behind if t.text[0].isalnum() and t.stem not in silent]


def _says(ways: list[list[frozenset[str]]], text: str) -> bool:
    """Whether a text has a word for each of some words, in one of the ways that a question was put."""
    told = set(stems(text))
    return any(all(one & told for one in wanted) for wanted in ways)


def _number_of(noun: Token, tokens: tuple[Token, ...]) -> int | None:
    """The number before a noun in a sentence, the first of two: "three of the nine pilots" are three."""
    nouns = _things()
    for at, token in enumerate(tokens):
        if token.stem != noun.stem and not (token.stem in nouns and noun.stem in nouns):
            continue
        before = tokens[max(0, at - 6) : at]
        numbers = [(i, n) for i, t in enumerate(before) if (n := number_in(t.lower)) is not None]
        if not numbers:
            continue
        last = numbers[-1][0]
        if len(before) - 1 - last > MOST_BETWEEN:
            continue
        parts = [n for i, n in numbers[:-1] if any(t.lower == "of" for t in before[i + 1 : last])]
        return parts[-1] if parts else numbers[-1][1]
    return None
