"""Listed places: what stands in one list with places is a place, and so is what stands beside "counties"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span

from extract.names.name_words import NameWords
from extract.names.runs import DAYS, is_capital

LOCATIVE = frozenset({"in", "across", "over", "throughout", "within", "around", "from", "into"})
"""Words before a list of places."""
VAGUE = frozenset({"places", "locations", "areas", "sites", "markets"})
"""Nouns for places that are nouns for other things as well ("the areas of Stroke and Asthma")."""
INNER = frozenset({"of"})
"""Small words within a place's name ("Isle of Vann")."""


def listed_places(
    sentence: Span, places: Collection[int], others: Collection[int], words: NameWords
) -> Iterator[tuple[int, int]]:
    """The tokens of items of a list that are places though nothing else tells it ("in Kessia, Vann and Tarsus").

    `places` are tokens of names that are known to be places, `others` those of names that are something else. Half of
    a list's items are known for places, unless a noun for places stands beside it.
    """
    doc, at = sentence.doc, sentence.start
    while at < sentence.end:
        items = _items(doc, at, sentence.end)
        if len(items) < 2:
            at = items[0][1] if items else at + 1
            continue
        first, last = items[0][0], items[-1][1]
        named = [any(place in places for place in range(*one)) for one in items]
        free = all(place not in others for one in items for place in range(*one))
        if free and _tells_places(doc, sentence, first, last, 2 * sum(named) >= len(items), words):
            yield from (one for one, known in zip(items, named, strict=True) if not known)
        at = last


def _tells_places(doc: Doc, sentence: Span, first: int, last: int, half: bool, words: NameWords) -> bool:
    """Whether what stands around a list says that its items are places."""
    seats = words.words("places", "kinds") | words.words("places", "columns") - VAGUE
    before = [doc[place].lower_ for place in range(max(sentence.start, first - 3), first)]
    while before and before[-1] in {"the", ":"}:
        del before[-1]
    after = doc[last].lower_ if last < sentence.end else ""
    beside = before[-2:-1] if before[-1:] == ["of"] else before[-1:]
    plural = {one for one in seats if one.endswith("s")}
    if not plural.isdisjoint(beside) or after in plural:
        return True
    alone = first - len(before) <= sentence.start + 1 and all(token.is_punct for token in doc[last : sentence.end])
    return half and (alone if not before else before[-1] in LOCATIVE)


def _items(doc: Doc, at: int, end: int) -> list[tuple[int, int]]:
    """The names of a list that begins at a token and ends with "and" and its last name; none where it has no "and"."""
    items: list[tuple[int, int]] = []
    closed = False
    while at < end and not closed:
        start = at + (doc[at].lower_ == "the" and bool(items))
        stop = start
        while stop < end and (
            (is_capital(doc[stop]) and doc[stop].lower_ not in DAYS and doc[stop].is_alpha)
            or (stop > start and doc[stop].lower_ in INNER and stop + 1 < end and is_capital(doc[stop + 1]))
        ):
            stop += 1
        if stop == start:
            break
        items.append((start, stop))
        closed = _joins(doc, start, at)
        at = stop
        if at < end and doc[at].text == ",":
            at += 1
        if at < end and doc[at].lower_ in {"and", "or"}:
            at += 1
        if at == stop:
            break
    return items if closed else items[:1]


def _joins(doc: Doc, start: int, at: int) -> bool:
    """Whether "and" stands before an item."""
    return at > 0 and doc[at - 1].lower_ in {"and", "or"} and start >= at
