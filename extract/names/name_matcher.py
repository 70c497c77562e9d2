"""Finding known names in tokens: longest match first, at word boundaries, by the case rule of each name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.tokens import Doc

from extract.parsing.pipeline import load_model

Payload = TypeVar("Payload")
JOINERS = frozenset({"-", "\u2013", "\u2011", "\u2010", "/", "—"})
ARTICLES = frozenset({"the", "a", "an"})


def fold(word: str) -> str:
    """The form in which words of names are compared: case, curly quotes and "&" do not matter."""
    if len(word) == 2 and word[1] == "." and word[0].isupper():  # "Part D." at the end of a sentence
        return word[0].casefold()
    return "and" if word == "&" else word.replace("\u2019", "'").casefold()


def normal(name: str) -> str:
    """A whole name without article, case, hyphens, full stops or possessive: equal for spellings of one name.

    >>> normal("The Value-Based Care & Recovery Model")
    'value based care and recovery model'
    """
    words = [
        fold(word.strip(".,;:()\"“”'\u2019"))
        for word in name.replace("-", " ").replace("\u2013", " ").replace("/", " ").split()
    ]
    words = [word.removesuffix("'s").replace(".", "") for word in words if word]
    return " ".join(words[1:] if words[:1] and words[0] in ARTICLES else words)


@dataclass(frozen=True, slots=True)
class NameMatch(Generic[Payload]):
    """Tokens `start` to `end` of a doc spell a known name; `payloads` are what goes by it."""

    start: int
    end: int
    name: str
    payloads: tuple[Payload, ...]


class NameMatcher(Generic[Payload]):
    """A set of names with what each stands for."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], list[tuple[str, tuple[str, ...], bool, Payload]]]] = {}
        self._longest: dict[str, list[int]] = {}

    def add(self, name: str, payload: Payload, *, exact: bool = False) -> None:
        """Know `name` for `payload`. An `exact` name matches in its own case only."""
        words = [
            token.text for token in load_model().tokenizer(name) if token.text not in JOINERS and not token.is_space
        ]
        if not words:
            return
        key = tuple(fold(word) for word in words)
        known = self._by_first.setdefault(key[0], {})
        entries = known.setdefault(key, [])
        if (name, payload) not in [(entry[0], entry[3]) for entry in entries]:
            entries.append((name, tuple(words), exact, payload))
        self._longest[key[0]] = sorted({len(each) for each in known}, reverse=True)

    def find(self, doc: Doc, start: int, end: int) -> Iterator[NameMatch[Payload]]:
        """Known names among tokens `start` to `end`, left to right, the longest at each place."""
        places, words = _view(doc, start, end)
        at = 0
        while at < len(places):
            found = self._at(doc, places, words, at)
            if found is None:
                at += 1
                continue
            yield found[0]
            at += found[1]

    def _at(self, doc: Doc, places: list[int], words: list[str], at: int) -> tuple[NameMatch[Payload], int] | None:
        known = self._by_first.get(words[at])
        if known is None:
            return None
        for length in self._longest[words[at]]:
            if at + length > len(words):
                continue
            entries = known.get(tuple(words[at : at + length]))
            if entries is None:
                continue
            tokens = [doc[index].text for index in places[at : at + length]]
            if tokens[0].islower() and _is_glued(doc, places[at], places[at + length - 1]):
                continue
            before = doc[places[at - 1]] if at else None
            fitting = [entry for entry in entries if _case_fits(tokens, entry[1], entry[2])]
            if before is not None and _goes_on(before.text, before.pos_):
                fitting = [entry for entry in fitting if not _is_spelt_out(tokens[0], entry[1][0])]
            payloads = tuple(dict.fromkeys(entry[3] for entry in fitting))
            if payloads:
                return NameMatch(places[at], places[at + length - 1] + 1, entries[0][0], payloads), length
        return None


_LAST: list[tuple[Doc, int, int, list[int], list[str]]] = []
"""The sentence looked at last: several matchers look at one sentence in turn."""


def _view(doc: Doc, start: int, end: int) -> tuple[list[int], list[str]]:
    """The tokens that count in names, by index, and their folded words."""
    if _LAST and _LAST[0][0] is doc and _LAST[0][1:3] == (start, end):
        return _LAST[0][3], _LAST[0][4]
    pairs = [(t.i, t.text) for t in doc[start:end] if t.text not in JOINERS and not t.is_space]
    places, words = [index for index, _ in pairs], [fold(text) for _, text in pairs]
    _LAST[:] = [(doc, start, end, places, words)]
    return places, words


def _is_glued(doc: Doc, first: int, last: int) -> bool:
    """Whether a hyphen makes the words part of a longer one ("all-payer")."""
    before = first > 0 and doc[first - 1].text in JOINERS and not doc[first - 1].whitespace_
    after = (
        last + 1 < len(doc)
        and doc[last + 1].text in JOINERS
        and not doc[last].whitespace_
        and not doc[last + 1].whitespace_
    )
    return before or after


def _goes_on(before: str, kind: str) -> bool:
    """Whether a name may have begun with the word before it ("Harbor Kidney Access Model")."""
    return before[:1].isupper() and not before.isupper() and kind in {"NOUN", "PROPN", "ADJ"}


def _is_spelt_out(token: str, word: str) -> bool:
    """Whether a text writes an acronym as an ordinary word: the end of a longer name can look like that."""
    return word.isupper() and len(word) > 1 and token.istitle()


def _case_fits(tokens: Iterable[str], words: tuple[str, ...], exact: bool) -> bool:
    """Exact names letter for letter; others need a capital wherever the name's first and main words have one."""
    pairs = list(zip(tokens, words, strict=True))
    if exact:
        return all(token == word for token, word in pairs)
    if all(token.isupper() or not token.isalpha() for token, _ in pairs):
        return True
    capitals = [(token, word) for token, word in pairs if word[:1].isupper()]
    if not capitals:
        return True
    good = sum(token[:1].isupper() for token, _ in capitals)
    return capitals[0][0][:1].isupper() and good >= (len(capitals) + 1) // 2
