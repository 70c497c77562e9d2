"""What stands beside a refusal is weighed before the sources are said to be silent.

That the graph has no statement is no proof that no source says it. Where the words of a passage bear every word of the
question, the refusal denies nothing: it says that the graph has no statement, and which words may tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.cited import Citation, Room
from kg.ask.evidence.desk import Outcome
from kg.ask.readings.forms import named
from kg.ask.readings.reading import Understanding, frame_of
from kg.ask.settling.described import names_in
from kg.ask.words.english import (
    Token,
    light_stems,
    root,
    silent_stems,
    stem,
    stems,
    synonyms,
    tables,
    tokenize,
    word_set,
)
from kg.ask.words.words import Words
from kg.read.extracts import sentence_spans

MOST_SENTENCES = 3
"""How many sentences side by side may bear a question together."""
LONGEST = 420
LONGEST_LIST = 900
DENYING = ("no-data", "unknown-entity")
FEWEST_WORDS = 4
MANY_WORDS = 5
"""Of so many words that a question needs, one may be missing."""
_ROW = re.compile(r",,|\|")


@dataclass(frozen=True, slots=True)
class _Need:
    """What a passage has to say for one word or name of a question: any of several sets of stems."""

    ways: tuple[frozenset[str], ...]
    loose: tuple[frozenset[str], ...] = ()
    name: bool = False
    test: bool = False
    spelt: bool = False

    def surely(self, said: frozenset[str]) -> bool:
        """Whether the word itself stands there, or one that says the same of anything."""
        return any(way <= said for way in self.ways)

    def met(self, said: frozenset[str]) -> bool:
        return self.surely(said) or any(way <= said for way in self.loose)


@dataclass(frozen=True, slots=True)
class Borne:
    """The passage that may tell, and its words that bear the question."""

    passage: Citation
    words: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question needs of a passage: its words, its names, and the kind of value; other forms to search for."""

    plain: tuple[_Need, ...]
    names: tuple[_Need, ...]
    value: str
    lists: bool
    forms: tuple[str, ...]

    @property
    def about(self) -> tuple[_Need, ...]:
        """The names that a passage has to have: of tests, and what is only spelt like a name; a body may go without."""
        return tuple(n for n in self.names if n.test or n.spelt) or self.names

    @property
    def is_enough(self) -> bool:
        """Whether there is so much in the question that words which bear it are about the same."""
        return len(self.plain) >= (1 if self.names else 2)


def weighed(
    outcome: Outcome, found: Understanding | None, asked: Sought, near: Sequence[Citation], room: Room
) -> tuple[Outcome, tuple[Citation, ...]]:
    """A refusal that denies nothing which a passage beside it may tell, and the passages, that one first.

    In: the refusal, what was understood, what the question needs, and the passages that come nearest. Where they only
    touch what is asked, the refusal speaks of the graph and not of the sources.
    """
    if found is None or not near or outcome.readings or outcome.reason == "false-premise":
        return outcome, tuple(near)
    why = found.frame.asks == "reason"
    borne = _bearing(asked, outcome, near, room.words, why=why)
    if borne is None:
        return (_softer(outcome) if _touch(asked, outcome, near) else outcome), tuple(near)
    ordered = (borne.passage, *(one for one in near if one is not borne.passage))
    said = f"“{borne.words}”"
    if outcome.reason == "out-of-scope":
        outcome = replace(outcome, text="This was not understood.", reason="not-understood")
    if outcome.reason not in DENYING:
        return replace(outcome, text=f"{outcome.text} A passage may tell: {said}"), ordered
    if outcome.settled and outcome.known:  # what is known of some of those that are meant
        return replace(outcome, text=f"{outcome.text} A passage may tell more: {said}"), ordered
    told = " ".join(dict.fromkeys(full_sentence(f, room.words) for f in outcome.facts[:1])) if outcome.known else ""
    lead = "Why, the graph does not tell" if why else "The graph has no statement that tells this"
    text = f"{lead}; a passage may: {said}" + (f" What the graph does tell: {told}" if told else "")
    return replace(outcome, text=text, reason="no-data"), ordered


def _touch(asked: Sought, outcome: Outcome, near: Sequence[Citation]) -> bool:
    """Whether a passage speaks of the very thing, and of a word that is asked of it or a refusal does not name."""
    vague = re.match(tables()["weighed"]["vague"], outcome.text) is not None
    texts = [_said(f"{one.quote} {one.section or ''}") for one in near]
    names = asked.about
    return bool(names) and any(
        all(n.met(text) for n in names) and (vague or any(n.surely(text) for n in asked.plain)) for text in texts
    )


def _softer(outcome: Outcome) -> Outcome:
    if outcome.reason != "no-data":
        return outcome
    text = outcome.text
    for hard, soft in tables()["weighed"]["softer"]:
        text = text.replace(hard, soft)
    return replace(outcome, text=text)


def _bearing(asked: Sought, outcome: Outcome, near: Sequence[Citation], words: Words, *, why: bool) -> Borne | None:
    """The passage that bears a question in the fewest sentences; none that the graph has read for what it knows."""
    # A refusal that tells what is known was weighed already: only words that say more than one thing, or just the
    # kind of value that is asked for, go before it.
    if not asked.is_enough or (outcome.known and len(asked.plain) < 2 and not asked.value):
        return None
    read = [c for item in outcome.known for c in item.citations]
    best: tuple[int, int, int, Borne] | None = None
    for rank, passage in enumerate(near):
        row = bool(_ROW.search(passage.quote))
        told = [(start, end, _is_read(passage, start, end, read)) for start, end in sentence_spans(passage.quote)]
        for size in range(1, MOST_SENTENCES + 1):
            for run in (told[i : i + size] for i in range(len(told) - size + 1)):
                start, end = run[0][0], run[-1][1]
                text = passage.quote[start:end]
                if (
                    len(text) > (LONGEST_LIST if ":\n" in text else LONGEST)
                    or all(known for _, _, known in run)
                    or not _bears(text, asked, words, why=why)
                ):
                    continue
                worth = row - (asked.lists and ":\n" in text)
                better = best is None or (worth, size, rank) < best[:3]
                if (
                    better
                    and _is_of(passage, near, asked, words)
                    and not _of_another(passage, start, end, asked.names, words)
                ):
                    best = (worth, size, rank, Borne(passage, _bare(text)))
                break
    return best[3] if best else None


def _is_of(passage: Citation, near: Sequence[Citation], asked: Sought, words: Words) -> bool:
    """Whether a passage, its headings or, where it names no test, those beside it of its document name it all."""
    around = _said(f"{passage.quote} {passage.title or ''} {passage.section or ''}")
    if all(n.met(around) for n in asked.about):
        return True
    page = _said(" ".join(one.quote for one in near if one.document == passage.document))
    return all(n.met(around | page) for n in asked.about) and not _tests_in(passage.quote, words)


def _of_another(passage: Citation, start: int, end: int, names: Sequence[_Need], words: Words) -> bool:
    """Whether the words of a passage speak of another test than the question: the last one named up to there."""
    tests = [name for name in names if name.test]
    if not tests:
        return False
    for first, last in reversed(sentence_spans(passage.quote[:end])):
        named_there = _tests_in(passage.quote[first:last], words)
        if named_there and last <= start:  # of several, a pronoun means the one that a sentence before begins with
            named_there = named_there[:1]
        if named_there:
            return not any(n.surely(frozenset(stems(name))) for n in tests for name in named_there)
        if first <= start and not _leans(passage.quote[first:last]):
            return False
    return False


def _tests_in(text: str, words: Words) -> list[str]:
    """The names of tests in a text, without those of programs."""
    return [name for name in names_in(text, words) if any(_is_test(iri, words) for iri in words.surfaces.get(name, ()))]


def _is_test(iri: str, words: Words) -> bool:
    return words.is_one(iri, "Initiative") and not words.is_one(iri, "Program")


def _leans(text: str) -> bool:
    """Whether a sentence speaks of something by a pronoun, so that what it is about stands before it."""
    return bool({token.lower for token in tokenize(text)} & word_set("weighed", "pronouns"))


def _bears(text: str, asked: Sought, words: Words, *, why: bool) -> bool:
    if len(text.split()) < FEWEST_WORDS or not _says(text, asked, why=why):
        return False
    bare = text
    for name in names_in(text, words):  # "savings" in a name tells of none
        bare = bare.replace(name, " ")
    return bare == text or _says(bare, asked, why=why)


def _says(text: str, asked: Sought, *, why: bool) -> bool:
    said = _said(text)
    met = [n.met(said) for n in asked.plain]
    if not any(n.surely(said) for n in asked.plain):
        return False
    if asked.value and not _values()[asked.value].search(text):
        return False
    if not why:
        return len(met) - sum(met) <= len(met) // MANY_WORDS
    lower = f" {' '.join(re.findall(r'[a-z]+', text.lower()))} "
    return 2 * sum(met) >= len(met) and any(f" {one} " in lower for one in word_set("weighed", "reasons"))


def _bare(text: str) -> str:
    """Words on one line, without the mark of a list before them and those of bold print."""
    return re.sub(r"^[-*\u2022]\s+", "", " ".join(text.split())).replace("**", "")


def _is_read(passage: Citation, start: int, end: int, read: Sequence[Citation]) -> bool:
    """Whether what the refusal says is known comes from these very words."""
    first, last = (passage.start or 0) + start, (passage.start or 0) + end
    return any(
        c.document == passage.document
        and c.start is not None
        and c.end is not None
        and c.start < last
        and first < c.end
        for c in read
    )


def asked_of(question: str, words: Words) -> Sought:
    """What a passage has to say: each name by any of its names, each word of content by itself or a synonym."""
    tokens = tokenize(question)
    frame, spotted = frame_of(question, words)
    parts = [one for one in named(question, tokens, spotted, words) if "/id/" in one.thing]
    inside = {i for one in parts for i in range(one.start, one.stop)}
    forms = [min(words.entities[one.thing].names, key=len) for one in parts]
    needs = [
        _Need(
            tuple(frozenset(stems(name)) for name in (one.said, *words.entities[one.thing].names) if name),
            name=True,
            test=_is_test(one.thing, words),
        )
        for one in parts
    ]
    silent = silent_stems() | light_stems()
    out = silent | {stem(w) for w in word_set("weighed", "plain")} | _kinds(words)
    at = set(frame.focus) | inside
    for token in (t for i, t in enumerate(tokens) if i not in at and t.text[0].isalnum()):
        spelt = token.text[0].isupper() and token.start > 0
        needs += [
            replace(_need(token, one), name=spelt, spelt=spelt)
            for one in stems(token.text)
            if one not in out and one != "s"
        ]
    names = tuple(n for n in needs if n.name)
    only = tuple(n for n in names if n.spelt)
    plain = tuple(n for n in needs if not n.name) or (only if len(only) > 1 else ())
    value = frame.asks if frame.asks in _values() else ""
    content = [t.stem for t in tokens if t.stem not in silent]
    forms += [form for one in content for form in _forms().get(one, ())]
    forms += [other for one in content for group in _same() if one in group for other in sorted(group)]
    return Sought(plain, names, value, frame.asks in ("which", "list"), tuple(dict.fromkeys(forms)))


def _need(token: Token, one: str) -> _Need:
    alike = [frozenset(other) for other in synonyms((one,))]
    money = [frozenset({"$"})] if token.lower in word_set("weighed", "money") else []
    same = [frozenset({other}) for group in _same() if one in group for other in group]
    return _Need((frozenset({one}), frozenset({root(one)}), *money, *same), tuple(alike))


@lru_cache(maxsize=1)
def _values() -> dict[str, re.Pattern[str]]:
    """What a passage must hold to tell a value of a kind: a number where how many is asked, a day where when is."""
    return {kind: re.compile(said, re.I) for kind, said in tables()["weighed"]["values"].items()}


@lru_cache(maxsize=1)
def _same() -> tuple[frozenset[str], ...]:
    """Words any of which a passage may use for the other, whatever the question: "lower", of what fell."""
    return tuple(frozenset(stem(word) for word in group) for group in tables()["weighed"]["same"])


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    """The forms of each irregular word, which a search by letters takes for different words."""
    forms: dict[str, tuple[str, ...]] = {}
    for form, base in tables()["irregular"].items():
        forms[stem(base)] = (*forms.get(stem(base), (base,)), form)
    return forms


def near_to(question: str, asked: Sought, room: Room) -> tuple[Citation, ...]:
    """The passages nearest to a question, and to its words in other forms and names; each once."""
    if room.passages is None:
        return ()
    found = list(room.passages(question))
    if asked.forms:
        found += room.passages(f"{question} {' '.join(asked.forms)}")
    return tuple({(c.document, c.start): c for c in found}.values())


def _said(text: str) -> frozenset[str]:
    """The stems of a text and their roots, and whether it speaks of money."""
    # Of a word with a hyphen only its head says something by itself: an end-stage disease tells of no end.
    mine = frozenset(stems(re.sub(r"\b\w+-(?=\w)", "", text)))
    return mine | {root(one) for one in mine} | ({"$"} if re.search(r"[$€£]", text) else set())


def _kinds(words: Words) -> set[str]:
    """The stems of the names of classes: every test is a model."""
    keys = (stems(name) for one in words.classes.values() for name in (one.label, *one.names))
    return {key[0] for key in keys if len(key) == 1}


__all__ = ["Borne", "weighed"]
