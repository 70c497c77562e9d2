""" "The center's models": all models of the graph, where it is of one body's models that the sources speak.

Documents about a body's tests seldom say of each that the body tests it, so that a question for its models would find
few of them. Where nobody else is said to test any, such a question is asked again of all.
"""

from __future__ import annotations

from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import find_statements, testers
from kg.ask.readings.compose import Setting
from kg.ask.words.english import Token, stems, tokenize, word_set
from kg.ask.words.words import Words

MOST_WORDS = 8
NEAR = 4
"""How many words may stand between a body's name and the noun for what it tests."""
OTHERS = 0.1
"""The share of what is tested that others may test."""
_OF = frozenset({"of", "by", "from", "at", "in", "under", "with"})
_HAVE = frozenset({"has", "have", "had", "did", "does", "will"})
_RUN = frozenset({"tested", "run", "launched", "started", "announced", "operated"})


def of_main_body(part: str, setting: Setting, desk: Desk) -> tuple[str, str]:
    """A question without the body whose tests the whole graph is about, and a note; no note where it names none."""
    topic = setting.topic[0] if setting.topic else ""
    tokens, words = tokenize(part), desk.words
    span = _named(tokens, topic, words) if topic else None
    cut = _spoken_of(tokens, span) if span is not None else None
    if cut is None or not _tests_all(topic, desk):
        return part, ""
    return _without(part, tokens, *cut), _note(topic, words)


def without_maker(part: str, setting: Setting, desk: Desk) -> tuple[str, str]:
    """A question without the body that is said to have done something with its own tests: "which tests has it ended".

    The body is the main one or what this is part of; no note where the question names none in that place.
    """
    topic = setting.topic[0] if setting.topic else ""
    tokens, words = tokenize(part), desk.words
    if not topic or not _tests_all(topic, desk):
        return part, ""
    for body in sorted(_kin(topic, desk)):
        span = _named(tokens, body, words) if body in words.entities else None
        if span is None:
            continue
        start, stop = span
        start -= bool(start and tokens[start - 1].lower == "the")
        if start > 1 and tokens[start - 1].lower in _HAVE and _is_noun(tokens[start - 2 : start - 1], alone=True):
            return _without(part, tokens, start - 1, stop), _note(body, words)
        ends = all(not t.text[0].isalnum() for t in tokens[stop:])
        if start > 1 and tokens[start - 1].lower == "by" and ends:
            return part[: tokens[start - 2].end], _note(body, words)
    return part, ""


def _spoken_of(tokens: tuple[Token, ...], span: tuple[int, int]) -> tuple[int, int] | None:
    """What a question says of the body beside the noun for what it tests: "the office's", "run by the office"."""
    start, stop = span
    owned = tokens[stop].text == "'s" if stop < len(tokens) else False
    after = tokens[stop + owned : stop + owned + NEAR]
    if start and tokens[start - 1].lower == "the":
        start -= 1
    if any(t.lower in word_set("unknown", "several") for t in after) and (owned or _is_noun(after[:1])):
        return start, stop + owned
    ends = word_set("aggregates", "maximum") | word_set("aggregates", "minimum")
    if owned and after and after[0].lower in ends and any(_is_noun((t,), alone=True) for t in after):
        # "The center's newest model" is the newest of all.
        return start + (tokens[start].lower == "the"), stop + owned
    before = tokens[max(0, start - 3) : start]
    if before and before[-1].lower in _OF:
        first = start - 1 - (len(before) > 1 and before[-2].lower in _RUN)
        if _is_noun(tokens[first - 1 : first]):
            return first, stop
    return None


def _note(topic: str, words: Words) -> str:
    return f"taking all in the sources as those of {words.label(topic)}"


def _is_noun(tokens: tuple[Token, ...], *, alone: bool = False) -> bool:
    """Whether a noun for what is tested comes first: for several such things, or `alone` for a single one too."""
    nouns = word_set("unknown", "several") | (word_set("unknown", "nouns") if alone else frozenset())
    return bool(tokens) and tokens[0].lower in nouns


def _without(part: str, tokens: tuple[Token, ...], start: int, stop: int) -> str:
    rest = part[tokens[stop].start :] if stop < len(tokens) else ""
    return f"{part[: tokens[start].start]}{rest}".strip()


def _named(tokens: tuple[Token, ...], topic: str, words: Words) -> tuple[int, int] | None:
    """Where the body is named, by its longest name, or by a noun for what it is with "the" ("the office")."""
    for start in range(len(tokens)):
        for stop in range(min(len(tokens), start + MOST_WORDS), start, -1):
            key = tuple(s for t in tokens[start:stop] for s in stems(t.text) if t.text != "'s")
            said = tokens[stop - 1].text != "'s" and any(s.iri == topic for s in words.index.get(key, ()))
            if said and not _in_longer_name(tokens, start, stop, words):
                return start, stop
    kinds = {s for name in words.entities[topic].names for s in stems(name)[-1:]}
    kinds |= {s for noun in word_set("unknown", "bodies") for s in stems(noun)}
    for at in range(1, len(tokens)):
        if tokens[at - 1].lower == "the" and tokens[at].stem in kinds:
            return at, at + 1
    return None


def _in_longer_name(tokens: tuple[Token, ...], start: int, stop: int, words: Words) -> bool:
    """Whether some words are only a part of the name of something else: "the Harbor Office Reform Test"."""
    for first in range(max(0, start - MOST_WORDS), start + 1):
        for last in range(min(len(tokens), stop + MOST_WORDS), stop - 1, -1):
            if last - first > stop - start and tokens[last - 1].text != "'s":
                key = tuple(s for t in tokens[first:last] for s in stems(t.text) if t.text != "'s")
                if any(s.kind == "entity" and "/id/" in s.iri for s in words.index.get(key, ())):
                    return True
    return False


def _kin(topic: str, desk: Desk) -> set[str]:
    """A body with what it is part of and what is part of it, by the sources or by what is known beside them."""
    kin = {topic}
    for near in find_statements(desk.reader, desk.words, (topic,), (desk.words.core + "partOf",)):
        kin |= {str(near.fact.subject.iri), str(near.fact.object.iri)}
    above = desk.reader.store.select(f"SELECT DISTINCT ?o WHERE {{ <{topic}> <{desk.words.core}partOf>+ ?o }}")
    return kin | {str(row["o"]).strip("<>") for row in above}


def _tests_all(topic: str, desk: Desk) -> bool:
    """Whether nearly nothing is said to be tested by somebody else who is no part of the body, nor it of him."""
    told, kin = testers(desk.reader, desk.words), _kin(topic, desk)
    mine = {thing for thing, bodies in told.items() if bodies & kin}
    others = {thing for thing, bodies in told.items() if bodies - kin}
    return len(others - mine) <= OTHERS * len(others | mine)
