"""Numbers as English writes them: digits with scale, words, dozens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.values.value_words import ValueWords, alternatives

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Number:
    """A number found at `start` to `end` of a text; `worded` if it is written without digits."""

    start: int
    end: int
    value: Decimal
    worded: bool = False
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """Regular expressions for one language's numbers. `pattern` matches a whole number with its scale."""

    words: ValueWords
    pattern: str
    scale: str

    @classmethod
    def of(cls, words: ValueWords) -> NumberGrammar:
        """The grammar that the given words make."""
        long_scales = [word for word in words.scales if len(word) > 2]
        short = alternatives(word for word in words.scales if len(word) <= 2 or word in {"bln", "mln"})
        scale = rf"(?:(?:[\s-]|\s-)?(?:{alternatives(long_scales)})s?\b|{short}\b)"
        small = rf"{alternatives(words.units)}|{alternatives(word for word in words.units if words.units[word] >= 20)}"
        word = rf"\b(?:{small}|{alternatives(long_scales)}|{alternatives(words.dozens)})\b"
        opening = rf"(?:\b(?:an?|half\s+an?|a\s+half)\s+(?={alternatives([*long_scales, *words.dozens])}\b))?"
        worded = rf"{opening}{word}(?:(?:(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+|[\s-]){word})*"
        return cls(words, rf"(?:(?:{DIGITS})(?:{scale})?|{worded})", scale)

    def find(self, text: str) -> Iterator[Number]:
        """Every number in `text`, left to right, words and digits alike."""
        for match in re.finditer(rf"(?<![\w.,/])(?<!\d[-\u2013]){self.pattern}(?![\w/])", text, re.IGNORECASE):
            value = self.read(match.group())
            if value is not None:
                written = match.group()[0].isdigit()
                yield Number(
                    match.start(), match.end(), value, not written, bool(re.search(r"[a-z]", match.group(), re.I))
                )

    def read(self, text: str) -> Decimal | None:
        """The number that `text` writes, or `None`.

        `text` may be "2.1 billion", "1,200", "forty-nine", "two dozen", "a hundred", "half a million".
        """
        tidy = " ".join(text.lower().replace("-", " ").split())
        match = re.match(rf"({DIGITS})\s*(.*)", tidy)
        if match:
            number = Decimal(match.group(1).replace(",", ""))
            for word in match.group(2).split():
                scale = self._scale(word)
                if scale is None:
                    return None
                number *= scale
            return number
        return self._read_words(tidy.split())

    def _scale(self, word: str) -> int | None:
        return self.words.scales.get(word) or self.words.scales.get(word.removesuffix("s"))

    def _read_words(self, words: list[str]) -> Decimal | None:
        """ "two hundred and five" → 205; refuses what no single number reads like ("five three")."""
        total, current, last = Decimal(0), Decimal(0), None
        half = False
        for word in words:
            if word in {"a", "an"}:
                current = current or Decimal(1)
            elif word == "and":
                continue
            elif word == "half":
                half = True
            elif word in self.words.units:
                number = self.words.units[word]
                if last == "unit" or (last == "tens" and not 0 < number < 10):
                    return None
                current += number
                last = "tens" if number >= 20 else "unit"
            elif word in self.words.dozens:
                current = (current or Decimal(1)) * self.words.dozens[word]
                last = "dozen"
            else:
                scale = self._scale(word)
                if scale is None:
                    return None
                current = (current or Decimal(1)) * scale
                last = "scale"
                if scale >= 1000:
                    total += current
                    current = Decimal(0)
        result = total + current
        return result / 2 if half else result


def lexical(value: Decimal) -> str:
    """The plain decimal form of a number, without an exponent or idle zeros.

    >>> lexical(Decimal("2.10E+9"))
    '2100000000'
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
