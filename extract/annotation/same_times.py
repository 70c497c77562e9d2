"""Same times: words that mean a date or period given before: "in that year", "over those years", "the same period"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from corpus.passages import Passage
from extract.claims.annotated import AnnotatedSentence, TokenQuantity
from extract.values.value_words import Phrases, alternatives, tidy
from extract.values.values import XSD, Quantity, Value, date_value

NEAR = 2
"""How many sentences back, in the same passage, the time may stand that such words mean."""
EXACT = frozenset({XSD + "date", XSD + "gYearMonth"})


class SameTimes:
    """Follows the dates of one document; `phrases` lead from the words to what they mean: `year` or `span`.

    `find` gives the dates of a text: a day or month before such words takes the year that they mean.
    """

    def __init__(self, phrases: Phrases, find: Callable[[str], Iterable[Quantity]]) -> None:
        self.meanings = dict(phrases)
        self.find = find
        self._pattern = re.compile(rf"\b{alternatives(self.meanings)}\b", re.I) if phrases else None
        self._passage: Passage | None = None
        self._number = 0
        self._seen: list[tuple[int, Quantity]] = []

    def read(self, sentence: AnnotatedSentence) -> AnnotatedSentence:
        """The sentence, with a quantity for each such phrase whose date or period is clear."""
        if sentence.passage is not self._passage or sentence.cell is not None:
            self._passage, self._number, self._seen = sentence.passage, 0, []
        self._number += 1
        dates = [one for one in sentence.quantities if one.quantity.kind == "date"]
        found: list[TokenQuantity] = []
        for start, end, meaning in self._phrases(sentence):
            before = [(self._number, one.quantity) for one in dates if one.end <= start]
            meant = self._meant(meaning, [*self._seen, *before])
            if meant is None:
                continue
            own, first = self._day(sentence, start, meant) if meaning == "year" else (None, start)
            place = sentence.offsets(first, end)
            again = _again(meant, meaning, *place, sentence.span.doc[first:end].text)
            found.append(TokenQuantity(replace(again, value=own) if own is not None else again, first, end))
        self._seen += [(self._number, one.quantity) for one in dates]
        if not found:
            return sentence
        kept = [one for one in sentence.quantities if not any(each.start <= one.start < each.end for each in found)]
        quantities = sorted((*kept, *found), key=lambda one: one.start)
        return replace(sentence, quantities=tuple(quantities))

    def _phrases(self, sentence: AnnotatedSentence) -> Iterator[tuple[int, int, str]]:
        span = sentence.span
        for match in self._pattern.finditer(span.text) if self._pattern is not None else ():
            place = span.char_span(match.start(), match.end())
            clear = place is not None and sentence.quantity_at(place.start) is None
            if place is not None and clear and not sentence.mentions_at(place.start):
                yield place.start, place.end, self.meanings[tidy(match.group())]

    def _day(self, sentence: AnnotatedSentence, start: int, meant: Quantity) -> tuple[Value | None, int]:
        """The day or month of the year meant that stands right before ("10 May of that year"), and where it opens."""
        doc, end = sentence.span.doc, start
        if end > sentence.span.start and doc[end - 1].lower_ in {"of", "in"}:
            end -= 1
        for first in range(max(sentence.span.start, end - 3), end):
            text = f"{doc[first:end].text} {meant.value.lexical[:4]}"
            whole = [one for one in self.find(text) if (one.start, one.end) == (0, len(text))]
            if whole and whole[0].value.datatype in EXACT:
                return whole[0].value, first
        return None, start

    def _meant(self, meaning: str, seen: Iterable[tuple[int, Quantity]]) -> Quantity | None:
        """The last date near; of periods the only one, since "that period" may as well mean the one before."""
        near = [one for number, one in seen if self._number - number <= NEAR]
        if meaning == "year":
            return near[-1] if near and near[-1].lower is None and near[-1].upper is None else None
        periods = [one for one in near if one.lower is not None and one.upper is not None]
        alike = {(one.lower, one.upper) for one in periods}
        return periods[-1] if len(alike) == 1 else None


def _again(meant: Quantity, meaning: str, start: int, end: int, text: str) -> Quantity:
    """The same time, told once more in other words."""
    again = replace(
        meant,
        start=start,
        end=end,
        text=text,
        comparator="=",
        bound="during",
        inferred=True,
        context=(*meant.context, (meant.start, meant.end, "date")),
    )
    return replace(again, value=date_value(meant.value.lexical[:4])) if meaning == "year" else again
