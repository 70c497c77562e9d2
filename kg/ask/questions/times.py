"""Dates, numbers and comparisons in a question, as bounds that a query can test."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.ask.words.english import NUMBER_WORDS, Token, tables

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SMALL = {w: i for i, w in enumerate(NUMBER_WORDS)} | {
    "dozen": 12,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
_SCALE = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "bn": 10**9,
}
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:t[\d:.z+-]+)?$")
_YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d$")


@dataclass(frozen=True, slots=True)
class Bound:
    """What a date or number must satisfy: `op` is =, <, <=, >, >= or between; `at` the positions that say so.

    Dates are ISO 8601 at the question's own precision ("2018", "2018-07"); numbers are decimal.
    """

    kind: str
    op: str
    low: str
    high: str | None
    at: tuple[int, ...]

    def in_words(self) -> str:
        """The bound as a reader would say it."""
        said = {
            "=": "in" if self.kind == "date" else "of" if self.kind == "duration" else "equal to",
            "<": "before" if self.kind == "date" else "below",
            "<=": "until" if self.kind == "date" else "at most",
            ">": "after" if self.kind == "date" else "more than",
            ">=": "since" if self.kind == "date" else "at least",
        }
        return f"between {self.low} and {self.high}" if self.op == "between" else f"{said[self.op]} {self.low}"

    def holds(self, value: str) -> bool:
        """Whether a lexical form satisfies the bound; dates compare by prefix, so "2018-07" is in 2018."""
        if self.kind == "number":
            try:
                number, low = float(value), float(self.low)
            except ValueError:
                return False
            high = float(self.high or self.low)
            return {
                "=": number == low,
                "<": number < low,
                "<=": number <= low,
                ">": number > low,
                ">=": number >= low,
                "between": low <= number <= high,
            }[self.op]
        if self.kind == "duration":
            return value == self.low
        inside = value.startswith(self.low)
        if self.op == "between":
            return value >= self.low and (value <= str(self.high) or value.startswith(str(self.high)))
        return {
            "=": inside,
            "<": value < self.low,
            "<=": value < self.low or inside,
            ">": value > self.low and not inside,
            ">=": value >= self.low,
        }[self.op]


def date_at(tokens: tuple[Token, ...], i: int) -> tuple[str, int] | None:
    """A date that begins at a place: ISO text and how many tokens it takes."""
    word = tokens[i].lower
    nxt = [t.lower for t in tokens[i + 1 : i + 4]]
    if _ISO.match(word) and "-" in word:
        return word[:10].split("t")[0], 1
    if word[:3] in {m[:3] for m in MONTHS} and (word in MONTHS or len(word) in (3, 4)):
        month = next((n + 1 for n, m in enumerate(MONTHS) if m.startswith(word[:3])), 0)
        if nxt and _YEAR.match(nxt[0]):
            return f"{nxt[0]}-{month:02d}", 2
        if nxt and re.match(r"\d{1,2}(?:st|nd|rd|th)?$", nxt[0]):
            day = int(re.match(r"\d+", nxt[0]).group())  # type: ignore[union-attr]
            rest = nxt[1:]
            skip = 1 if rest and rest[0] == "," else 0
            if len(rest) > skip and _YEAR.match(rest[skip]) and 1 <= day <= 31:
                return f"{rest[skip]}-{month:02d}-{day:02d}", 3 + skip
        return None
    if re.match(r"\d{1,2}(?:st|nd|rd|th)?$", word) and len(nxt) > 1 and nxt[0] in MONTHS and _YEAR.match(nxt[1]):
        day = int(re.match(r"\d+", word).group())  # type: ignore[union-attr]
        return f"{nxt[1]}-{MONTHS.index(nxt[0]) + 1:02d}-{day:02d}", 3
    if word in ("fy", "fiscal", "financial", "budget", "year", "years", "calendar") and nxt:
        step = 1 if nxt[0] not in ("year", "years") else 2
        if len(nxt) >= step and _YEAR.match(nxt[step - 1]):
            return nxt[step - 1], step + 1
    return (word, 1) if _YEAR.match(word) else None


def _number_at(tokens: tuple[Token, ...], i: int) -> tuple[str, int] | None:
    """A number that begins at a place, with its scale: decimal text and how many tokens it takes."""
    start, word = i, tokens[i].lower
    if word in "$€£" and i + 1 < len(tokens):
        i += 1
        word = tokens[i].lower
    digits = re.match(r"(\d[\d,]*(?:\.\d+)?)(%|k|m|bn)?$", word)
    if digits:
        value = float(digits.group(1).replace(",", "")) * _SCALE.get(digits.group(2) or "", 1)
    elif word in _SMALL and (word != "one" or (i and tokens[i - 1].lower in ("than", "least", "most", "exactly"))):
        value = float(_SMALL[word])
    else:
        return None
    i += 1
    while i < len(tokens) and (tokens[i].lower in _SCALE or tokens[i].lower in ("dollars", "percent", "usd")):
        value *= _SCALE.get(tokens[i].lower, 1)
        i += 1
    return (str(int(value)) if value == int(value) else repr(value)), i - start


def find_bounds(tokens: tuple[Token, ...], named: frozenset[int] = frozenset()) -> list[Bound]:
    """The dates and compared numbers of a question; `named` are positions that name things and are left alone."""
    bounds: list[Bound] = []
    i = 0
    while i < len(tokens):
        if i in named:
            i += 1
            continue
        date = date_at(tokens, i)
        if date is not None:
            bound = _bound_at(tokens, i, date, "date", date_at)
            bounds.append(bound)
            i = bound.at[-1] + 1
            continue
        number = _number_at(tokens, i)
        if number is not None:
            bound = _bound_at(tokens, i, number, "number", _number_at)
            if bound.op != "=" or tokens[i].text in "$€£":
                bounds.append(bound)
                i = bound.at[-1] + 1
                continue
            i += number[1]
            continue
        i += 1
    return bounds


def plain_numbers(tokens: tuple[Token, ...], taken: frozenset[int]) -> list[Bound]:
    """Numbers without a comparison in a question that tests them: "did it launch 37 models"."""
    out: list[Bound] = []
    i = 0
    while i < len(tokens):
        number = None if i in taken or date_at(tokens, i) else _number_at(tokens, i)
        if number is not None:
            out.append(Bound("number", "=", number[0], None, tuple(range(i, i + number[1]))))
        i += number[1] if number else 1
    return out


def plain_durations(tokens: tuple[Token, ...], taken: frozenset[int]) -> list[Bound]:
    """Lengths of time that something has: "which last ten years"."""
    out: list[Bound] = []
    for i in range(len(tokens) - 1):
        number = None if i in taken or date_at(tokens, i) else _number_at(tokens, i)
        unit = tokens[i + number[1]].lower.rstrip("s") if number and i + number[1] < len(tokens) else ""
        if number is not None and unit in ("year", "month") and number[0].isdigit():
            text = f"P{number[0]}{'Y' if unit == 'year' else 'M'}"
            out.append(Bound("duration", "=", text, None, tuple(range(i, i + number[1] + 1))))
    return out


def _bound_at(tokens: tuple[Token, ...], i: int, value: tuple[str, int], kind: str, reader: object) -> Bound:
    text, length = value
    stop = i + length
    op, before = _comparison_before(tokens, i, kind)
    if (
        op in ("between", ">=")
        and stop < len(tokens)
        and tokens[stop].lower in ("and", "to", "-", "until", "through", "till")
        and stop + 1 < len(tokens)
    ):
        other = reader(tokens, stop + 1)  # type: ignore[operator]
        if other is not None:
            return Bound(kind, "between", text, other[0], tuple(range(i - before, stop + 1 + other[1])))
    if op == "=" and stop + 1 < len(tokens) and tokens[stop].lower in ("-", "to", "through"):
        other = reader(tokens, stop + 1)  # type: ignore[operator]
        if other is not None:
            return Bound(kind, "between", text, other[0], tuple(range(i - before, stop + 1 + other[1])))
    if op == "=" and kind == "date" and _YEAR.match(text) and stop + 1 < len(tokens):
        # "Financial year 2035-36": the second year is told by its last two digits.
        short = tokens[stop + 1].text if tokens[stop].text in ("-", "/", "\u2013") else ""
        if len(short) == 2 and short.isdigit() and text[2:] < short:
            return Bound(kind, "between", text, text[:2] + short, tuple(range(i - before, stop + 2)))
    if (
        stop + 1 < len(tokens)
        and tokens[stop].lower == "or"
        and tokens[stop + 1].lower in ("more", "later", "greater", "higher", "less", "fewer", "earlier", "lower")
    ):
        op = ">=" if tokens[stop + 1].lower in ("more", "later", "greater", "higher") else "<="
        stop += 2
    return Bound(kind, ">=" if op == "between" else op, text, None, tuple(range(i - before, stop)))


def _comparison_before(tokens: tuple[Token, ...], i: int, kind: str) -> tuple[str, int]:
    for length in (4, 3, 2, 1):
        if i - length < 0:
            continue
        words = " ".join(t.lower for t in tokens[i - length : i])
        if words in ("between", "from") or (words == "in between"):
            return "between", length
        if kind == "date" and words == "over":
            return "=", length  # "over 2030 and 2031" is no more than these years
        for op, said in tables()["comparisons"].items():
            if words in said:
                if kind == "number" and words in (
                    "after",
                    "before",
                    "since",
                    "from",
                    "in",
                    "on",
                    "by",
                    "through",
                    "of",
                    "for",
                    "within",
                    "during",
                    "at",
                    "as of",
                    "until",
                    "till",
                    "starting",
                ):
                    continue
                return op, length
    return "=", 0
