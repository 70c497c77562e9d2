"""Selectors: point at words in a text, and find them again when the text has changed.

The two selectors are those of the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/, sections
4.2.4 and 4.2.5); positions are code points, the end is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 32
"""How many characters before and after a quote are kept to tell it from its like."""

_NEARBY = 2000
_LONG = 5
"""Words from which on a quote is told by its own."""

_TELLING = 8
"""Characters beside a short quote that suffice where it stands at its old place."""

_LIKE = 0.75
"""A stretch at the old place that is this much like the quote is the quote, changed; below it, the quote is gone."""


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """A stretch of text by its code points; `end` is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """A stretch of text by its words and those just before and after."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Refound:
    """Where a quote stands now: `state` is `exact`, `moved`, `changed` or `gone`; a gone one has no place."""

    state: str
    start: int | None = None
    end: int | None = None


def describe(text: str, start: int, end: int) -> tuple[TextPositionSelector, TextQuoteSelector]:
    """Both selectors for `text[start:end]`; raises `ValueError` for a stretch that does not stand in the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no characters {start}..{end} in a text of {len(text)}")
    quote = TextQuoteSelector(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])
    return TextPositionSelector(start, end), quote


def find(text: str, quote: TextQuoteSelector, near: int | TextPositionSelector | None = None) -> Refound:
    """Where the quote stands in this text, given where it once stood.

    `exact`: the same words at the same place. `moved`: the same words elsewhere, one place fitting best by what
    stands around it. `changed`: the words around it are there and what they enclose is like the quote. `gone`:
    none of these; look-alike words elsewhere are never taken for it, nor is one of several equal places guessed.
    A few words ("Yes", "in 2024") are the quote only where what stood before or after them still does.
    """
    start = near.start if isinstance(near, TextPositionSelector) else near
    if not quote.exact:
        return Refound("gone")
    if start is not None and text.startswith(quote.exact, max(start, 0)) and _anchored(text, start, quote, _TELLING):
        return Refound("exact", start, start + len(quote.exact))
    places = _places(text, quote.exact)
    if places:
        ranked = sorted(((_fit(text, place, quote), place) for place in places), reverse=True)
        best = [place for fit, place in ranked if fit == ranked[0][0]]
        if len(best) > 1 and start is not None:
            best.sort(key=lambda place: (abs(place - start), place))
            if abs(best[0] - start) != abs(best[1] - start):
                best = best[:1]
        if len(best) == 1 and _anchored(text, best[0], quote):
            return Refound("moved", best[0], best[0] + len(quote.exact))
        return Refound("gone")
    return _changed(text, quote, start)


def _places(text: str, exact: str) -> list[int]:
    places: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = text.find(exact, at + 1)
    return places


def _anchored(text: str, place: int, quote: TextQuoteSelector, enough: int = 2 * AROUND) -> bool:
    """Whether the quote is long enough to be no other's, or stands beside its old neighbours.

    `enough` is how many characters of them suffice where neither side is whole.
    """
    if len(quote.exact.split()) >= _LONG or not (quote.prefix or quote.suffix):
        return True
    after = place + len(quote.exact)
    whole = (
        quote.prefix and text.endswith(quote.prefix, 0, place),
        quote.suffix and text.startswith(quote.suffix, after),
    )
    return any(whole) or _fit(text, place, quote) >= enough


def _fit(text: str, place: int, quote: TextQuoteSelector) -> int:
    """How many characters around the place agree with the quote's prefix and suffix."""
    before = text[max(0, place - len(quote.prefix)) : place]
    after = text[place + len(quote.exact) : place + len(quote.exact) + len(quote.suffix)]
    fit = 0
    for ours, theirs in zip(reversed(before), reversed(quote.prefix), strict=False):
        if ours != theirs:
            break
        fit += 1
    for ours, theirs in zip(after, quote.suffix, strict=False):
        if ours != theirs:
            break
        fit += 1
    return fit


def _changed(text: str, quote: TextQuoteSelector, start: int | None) -> Refound:
    """The stretch between the quote's old neighbours, if both stand once near the old place and it is alike."""
    if len(quote.prefix.strip()) < 8 or len(quote.suffix.strip()) < 8:
        return Refound("gone")
    low = 0 if start is None else max(0, start - _NEARBY)
    high = len(text) if start is None else min(len(text), start + len(quote.exact) + _NEARBY)
    window = text[low:high]
    if window.count(quote.prefix) != 1:
        return Refound("gone")
    first = window.index(quote.prefix) + len(quote.prefix)
    last = window.find(quote.suffix, first)
    if last <= first or last - first > 3 * len(quote.exact) + 40:
        return Refound("gone")
    if SequenceMatcher(None, quote.exact, window[first:last], autojunk=False).ratio() < _LIKE:
        return Refound("gone")
    return Refound("changed", low + first, low + last)
