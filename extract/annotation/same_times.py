"""Same times: words that lean on a date or period given before: "in that year", "at that time", "two years later"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from corpus.passages import Passage
from extract.annotation.told_parts import ToldParts
from extract.claims.annotated import AnnotatedSentence, TokenQuantity
from extract.values.value_words import Phrases, alternatives, tidy
from extract.values.values import XSD, Quantity, Value, date_value

NEAR = 2
"""How many sentences back, in the same passage, the time may stand that such words mean."""
EXACT = frozenset({XSD + "date", XSD + "gYearMonth"})
NEXT = {"before": -1, "after": 1}
"""How far from the year told before the one lies that such words mean: "the year before", "the following year"."""
LENGTHS = {"day": 10, "month": 7}
"""How much of an ISO 8601 date words need that mean a day or month told before."""
ALONE = frozenset({"and", "but", "or", "while", "when"})
"""What may stand behind "a year before" where it leans on nothing behind it."""


class SameTimes:
    """Follows the dates of one document; `phrases` lead from the words to what they mean.

    That is the `year`, `month` or `day` of the last date, its `moment` as it was told, the year `before` or `after`
    it, or the `span` of the last period.

    `find` gives the dates of a text: a day or month before such words takes the year that they mean. `offsets` are
    the words behind a length of time that count it from the last date ("a year later"), and which way they count;
    `parts` finds the seasons and months that lean on it ("the following January").
    """

    def __init__(
        self,
        phrases: Phrases,
        find: Callable[[str], Iterable[Quantity]],
        offsets: Phrases = (),
        parts: ToldParts | None = None,
    ) -> None:
        self.parts = parts
        self.meanings = dict(phrases)
        self.offsets = offsets
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
            again = _again(meant, meaning, 0, 0, "")
            own, first = self._day(sentence, start, again) if meaning in {"year", *NEXT} else (None, start)
            place = sentence.offsets(first, end)
            again = replace(again, start=place[0], end=place[1], text=sentence.span.doc[first:end].text)
            found.append(TokenQuantity(replace(again, value=own) if own is not None else again, first, end))
        found += self._parts_told(sentence, self.parts, dates) if self.parts is not None else ()
        for one in sentence.quantities if self.offsets else ():
            before = [(self._number, date.quantity) for date in dates if date.end <= one.start]
            counted = self._counted(sentence, one, [*self._seen, *before])
            if counted is not None:
                found.append(TokenQuantity(counted, one.start, one.end))
        self._seen += [(self._number, one.quantity) for one in dates]
        if not found:
            return sentence
        kept = [one for one in sentence.quantities if not any(each.start <= one.start < each.end for each in found)]
        quantities = sorted((*kept, *found), key=lambda one: one.start)
        return replace(sentence, quantities=tuple(quantities))

    def _parts_told(
        self, sentence: AnnotatedSentence, parts: ToldParts, dates: Iterable[TokenQuantity]
    ) -> Iterator[TokenQuantity]:
        """The seasons and months that lean on the date before them: "got under way that fall"."""
        for start, end, way, part in parts.find(sentence.span.text):
            place = sentence.span.char_span(start, end)
            if place is None:
                continue
            before = [(self._number, one.quantity) for one in dates if one.end <= place.start]
            meant = self._meant("moment", [*self._seen, *before])
            iso = parts.meant(way, part, meant.value.lexical) if meant is not None else None
            if meant is not None and iso is not None:
                again = _again(meant, "moment", *sentence.offsets(place.start, place.end), place.text)
                yield TokenQuantity(replace(again, value=date_value(iso)), place.start, place.end)

    def _phrases(self, sentence: AnnotatedSentence) -> Iterator[tuple[int, int, str]]:
        span = sentence.span
        for match in self._pattern.finditer(span.text) if self._pattern is not None else ():
            place = span.char_span(match.start(), match.end())
            clear = place is not None and sentence.quantity_at(place.start) is None
            if place is None or not clear or sentence.mentions_at(place.start):
                continue
            meaning = self.meanings[tidy(match.group())]
            if meaning not in NEXT or (self._is_alone(sentence, place.end) and not _is_stretch(sentence, place.start)):
                yield place.start, place.end, meaning

    def _is_alone(self, sentence: AnnotatedSentence, end: int) -> bool:
        """Whether words that count from a date lean on nothing behind them: not "the year before it closed"."""
        after = sentence.span.doc[end] if end < sentence.span.end else None
        return after is None or after.is_punct or after.lower_ in ALONE or sentence.span.doc[end - 1].lower_ == "year"

    def _counted(
        self, sentence: AnnotatedSentence, length: TokenQuantity, seen: Iterable[tuple[int, Quantity]]
    ) -> Quantity | None:
        """The date that a length of time leads to from the last one told: "a year later", "six months earlier"."""
        quantity, doc = length.quantity, sentence.span.doc
        if quantity.kind != "duration" or quantity.bound not in NEXT or quantity.comparator != "=":
            return None
        said = tidy(quantity.text)
        way = next((meaning for phrase, meaning in self.offsets if said.endswith(f" {phrase}")), None)
        after = doc[length.end] if length.end < sentence.span.end else None
        if way is None or (after is not None and after.lower_ == "than"):
            return None
        if said.endswith(("after", "before")) and not self._is_alone(sentence, length.end):
            return None
        near = [one for number, one in seen if self._number - number <= NEAR]
        if not near or near[-1].lower is not None or near[-1].upper is not None or near[-1].bound == "until":
            return None
        value = shifted(near[-1].value, quantity.value, NEXT[way])
        if value is None:
            return None
        return replace(_again(near[-1], "moment", quantity.start, quantity.end, quantity.text), value=value)

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
        told = list(seen)
        near = [one for number, one in told if self._number - number <= NEAR]
        here = {one.value.lexical for number, one in told if number == self._number}
        if meaning == "day" and len(here) > 1:
            return None  # of two days in the same sentence either may be "that day"
        if meaning != "span":
            plain = near and near[-1].lower is None and near[-1].upper is None
            return near[-1] if plain and len(near[-1].value.lexical) >= LENGTHS.get(meaning, 4) else None
        # of "the six years to 2032" the last year is told
        periods = [one for one in near if one.upper is not None and (one.lower is not None or one.bound == "during")]
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
    lexical = meant.value.lexical
    if meaning in NEXT:
        return replace(again, value=date_value(f"{int(lexical[:4]) + NEXT[meaning]:04d}"))
    if meaning == "since":
        return replace(again, bound="from")
    size = 4 if meaning == "year" else LENGTHS.get(meaning)
    return replace(again, value=date_value(lexical[:size])) if size is not None else again


def _is_stretch(sentence: AnnotatedSentence, start: int) -> bool:
    """Whether words for a year tell how long something takes: "over the next year"."""
    before = sentence.span.doc[start - 1].lower_ if start > sentence.span.start else ""
    return before in {"over", "for", "within", "during", "throughout"}


def shifted(start: Value, length: Value, way: int = 1) -> Value | None:
    """The date some years, months or days after a start, or before it; as exact as that, nothing if that is too rough.

    >>> shifted(date_value("2031-10"), Value("P2Y", XSD + "duration")).lexical
    '2033-10'
    """
    days = re.fullmatch(r"P(\d+)([DW])", length.lexical)
    if days is not None and start.datatype == XSD + "date":  # "60 days later"
        count = way * int(days[1]) * (7 if days[2] == "W" else 1)
        return date_value((date.fromisoformat(start.lexical) + relativedelta(days=count)).isoformat())
    size = re.fullmatch(r"P(\d+)([YM])", length.lexical)
    if size is not None and size[2] == "M" and int(size[1]) % 12 == 0:  # "twelve months later"
        size = re.fullmatch(r"(\d+)([Y])", f"{int(size[1]) // 12}Y")
    parts = [int(one) for one in start.lexical.split("-")] if start.datatype.startswith(XSD) else []
    if size is None or not parts or (size[2] == "M" and len(parts) < 2):
        return None
    first, amount = date(*[*parts, 1, 1][:3]), way * int(size[1])
    end = first + relativedelta(years=amount if size[2] == "Y" else 0, months=amount if size[2] == "M" else 0)
    return date_value(end.isoformat()[: {1: 4, 2: 7, 3: 10}[len(parts)]])
