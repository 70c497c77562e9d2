"""Surnames: where a text goes on speaking of somebody by the last name of whom it names in full.

A surname counts only where it can mean nobody else: not beside another first name than the known one, not under
"Mr" here and "Ms" there, and in capitals ("Ms VANCE") only behind a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from spacy.tokens import Span, Token

from extract.claims.mentions import Referent
from extract.names.name_matcher import NameMatcher
from extract.names.name_words import NameWords
from extract.names.people import surname
from extract.names.runs import is_capital
from extract.parsing.pipeline import english_words

DOERS = frozenset({"nsubj", "nsubjpass", "poss"})
"""How a name hangs on a verb or noun where it is somebody's."""


class HasSpan(Protocol):
    """A sentence as spaCy has it."""

    @property
    def span(self) -> Span: ...


class SurnameFinder:
    """Finds the surnames of the people that one document names in full; `held` are names that mean something else."""

    def __init__(
        self,
        surnames: Mapping[str, tuple[Referent, ...]],
        held: Mapping[str, object],
        sentences: Sequence[HasSpan],
        words: NameWords,
    ) -> None:
        self.people = {name: people for name, people in surnames.items() if name not in held}
        self.words = words
        self.titles = words.words("people", "titles") | words.words("people", "suffixes")
        self.titles |= {part for role in words.words("people", "roles") for part in role.split()}
        self.matcher: NameMatcher[str] = NameMatcher()
        for name in self.people:
            for spelling in {name, name.upper()}:
                self.matcher.add(spelling, name, exact=True)
        self.unclear = self._unclear(sentences)

    def find(self, span: Span) -> Iterator[tuple[int, int, tuple[Referent, ...]]]:
        """Tokens and people of each surname in a sentence; several people where the name alone does not tell."""
        for start, end, name in self._matches(span):
            if not self._is_bearer(span, start, name):
                continue
            if name not in self.unclear and not self._goes_on(span, end) and self._stranger(span, start, name) is None:
                yield start, end, self.people[name]

    def _matches(self, span: Span) -> Iterator[tuple[int, int, str]]:
        for match in self.matcher.find(span.doc, span.start, span.end):
            name = match.payloads[0]
            shouted = span.doc[match.start : match.end].text.isupper() and not name.isupper()
            if not shouted or self._title(span, match.start):
                yield match.start, match.end, name

    def _title(self, span: Span, start: int) -> str:
        """The title right before a name, in lower case without its full stop."""
        before = span.doc[start - 1].lower_ if start > span.start else ""
        if before == "." and start - 1 > span.start:
            before = span.doc[start - 2].lower_
        return before.rstrip(".") if before in self.titles else ""

    def _stranger(self, span: Span, start: int, name: str) -> Token | None:
        """Another first name right before a surname than that of whom it could mean."""
        before = span.doc[start - 1] if start > span.start else None
        if before is None or not is_capital(before) or not before.text.rstrip(".").isalpha():
            return None
        if before.pos_ != "PROPN" and before.lower_ in english_words():  # "Yesterday Vance said"
            return None
        names = [each for one in self.people[name] for each in (one.label, *one.aliases)]
        known = {part for each in names for part in (*each.split(), *each.replace("-", " ").split())}
        told = before.lower_ in self.titles or before.lower_ in self.words.heads or before.text in known
        return None if told else before

    def _is_bearer(self, span: Span, at: int, name: str) -> bool:
        """Whether a first name that is an everyday word or a place too ("Grace", "Jackson") is told of as somebody."""
        first = all(one.label.split()[0] == name != surname(one.label, self.words) for one in self.people[name])
        token = span.doc[at]
        return not first or token.lower_ not in english_words() or (token.pos_ == "PROPN" and token.dep_ in DOERS)

    def _goes_on(self, span: Span, end: int) -> bool:
        """Whether a surname only begins a longer name: "Vance Street Clinic"."""
        return end < span.end and is_capital(span.doc[end]) and span.doc[end - 1].dep_ == "compound"

    def _unclear(self, sentences: Sequence[HasSpan]) -> frozenset[str]:
        """The surnames that somebody else bears too, by another first name or by a title of the other sex."""
        he, she = self.words.words("people", "he"), self.words.words("people", "she")
        found: set[str] = set()
        titled: dict[str, set[bool]] = {}
        for sentence in sentences:
            span = sentence.span
            for start, _, name in self._matches(span):
                at = start
                first = {one.label.split()[0] for one in self.people[name]}
                while at > span.start and at > start - 4 and span.doc[at].text not in first:
                    at -= 1
                title = self._title(span, start) or (self._title(span, at) if span.doc[at].text in first else "")
                if title in he | she:
                    titled.setdefault(name, set()).add(title in he)
                if self._stranger(span, start, name) is not None:
                    found.add(name)
        return frozenset(found | {name for name, sexes in titled.items() if len(sexes) > 1})


def given_names(full: Sequence[str], words: NameWords) -> frozenset[str]:
    """The first names by which a text may go on speaking of those with these full names: each of one of them only.

    No place is one, and nobody's surname.
    """
    bearers: dict[str, set[str]] = {}
    lasting = {surname(name, words) for name in full}
    places, titles = words.words("given", "places"), words.words("people", "titles") | words.words("people", "roles")
    for name in full:
        bearers.setdefault(name.split()[0], set()).add(surname(name, words))
    return frozenset(
        first
        for first, several in bearers.items()
        if len(several) == 1 and len(first) > 2 and first.isalpha() and first.istitle() and first not in lasting
        if first.lower() not in places | titles
    )


def is_surname_of(name: str, surnames: frozenset[str], words: NameWords) -> bool:
    """Whether a name is no more than the surname, with a title at most, of somebody with a full name.

    `surnames` are in folded case: a transcript writes them in capitals.
    """
    parts = name.split()
    titled = len(parts) > 1 and parts[0].lower() in words.words("people", "dropped")
    return " ".join(parts[titled:]).casefold() in surnames


def same_person(one: str, other: str, words: NameWords) -> bool:
    """Whether two full names differ only by a middle name that one of them leaves out."""
    if surname(one, words) != surname(other, words):
        return False
    first, second = (name.removesuffix(surname(name, words)).split() for name in (one, other))
    short, long = sorted((first, second), key=len)
    return len(short) == 1 < len(long) and short[0] == long[0]
