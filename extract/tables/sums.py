"""Sums: bare figures below a heading that says what money they are ("Net savings, $M", "Budget (€ thousand)")."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.patterns.terms import XSD
from extract.values.numbers import lexical
from extract.values.value_words import ValueWords, alternatives
from extract.values.values import Value

SUM = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-\u2212\u2013+])?\s*\W?\s*(?P<amount>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?\s*(?P<shut>\))?"
)
"""A bare sum in a cell; a loss has a minus sign or stands in brackets."""
NOTE = re.compile(r"\s*(?:\[\w{1,3}\]|[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079]+)\s*$")
"""The mark of a footnote behind a figure."""
LEAST = 1000
"""Below this a figure without a scale is seldom a sum of money in full."""
SHORT = {"k": 3, "m": 6, "mn": 6, "mio": 6, "mm": 6, "b": 9, "bn": 9, "000": 3, "000s": 3}
"""Scales in short, which only beside a sign of money are one."""

LOST = re.compile(
    r"\b(?:loss(?:es)?|lost|loses?|losing|deficits?|shortfalls?|overruns?|net costs?|cost more|higher spending)\b", re.I
)
SAVED = re.compile(r"\b(?:sav(?:ed?|es|ings?)|gain(?:s|ed)?|surplus|profit)\b", re.I)
GROSS = re.compile(r"\b(?:gross|before (?:payments|bonuses|incentives|fees)|per [a-z]+|benchmark)\b", re.I)
"""Words that tell of a sum that it was lost or saved, or that it is no net total."""


def signed(value: Value, text: str, header: str) -> Value | None:
    """A net saving by what its cell, else its heading, says of it: "net losses of $14 million" is negative.

    None where the cell tells both, or that the sum is no net one.
    """
    lost, saved = bool(LOST.search(text)), bool(SAVED.search(text))
    if GROSS.search(text) or (lost and saved):
        return None
    if not (lost or saved):
        lost, saved = bool(LOST.search(header)), bool(SAVED.search(header))
    turned = lost and not saved and not value.lexical.startswith("-")
    return Value(f"-{value.lexical}", value.datatype) if turned else value


class Sums:
    """Reads bare sums by the words of their headings."""

    def __init__(self, words: ValueWords) -> None:
        self.words = words
        named = alternatives([f"{one}s" for one in words.scales] + [*words.scales])
        signs = "|".join(re.escape(one) for one in sorted((*words.currency_words, *words.currencies), key=len)[::-1])
        self.scale = re.compile(rf"\b(?P<scale>{named})\b")
        self.money = re.compile(signs, re.I)
        self.short = re.compile(rf"(?:{signs})\s?['\u2019]?(?P<scale>{'|'.join(sorted(SHORT, key=len)[::-1])})\b", re.I)

    def unit(self, titles: list[str]) -> str | None:
        """The one currency, by its prefixed name, that titles in lower case tell."""
        said = {one.lower() for text in titles for one in self.money.findall(text)}
        names = {self.words.currency_words.get(one) or self.words.currencies.get(one.upper()) for one in said} - {None}
        return names.pop() if len(names) == 1 else None

    def factor(self, titles: list[str]) -> Decimal | None:
        """By how much the figures are to be multiplied; nothing where the titles tell several scales."""
        words = {one for text in titles for one in self.scale.findall(text)}
        factors = {Decimal(self.words.scales.get(one) or self.words.scales[one.removesuffix("s")]) for one in words}
        factors |= {Decimal(10) ** SHORT[one["scale"].lower()] for text in titles for one in self.short.finditer(text)}
        return None if len(factors) > 1 else factors.pop() if factors else Decimal(1)

    def below(self, header: str, text: str) -> tuple[Value, str] | None:
        """A bare sum and its currency by its own heading; a small one only where the heading tells its scale."""
        titles = [NOTE.sub("", header.strip().lower())]
        unit, factor = self.unit(titles), self.factor(titles)
        value = self.amount(text, factor) if unit is not None and factor is not None else None
        if value is None or unit is None or (factor == 1 and abs(Decimal(value.lexical)) < LEAST):
            return None
        return value, unit

    def amount(self, text: str, factor: Decimal) -> Value | None:
        """A cell's bare sum; no sum where it is nothing."""
        found = SUM.fullmatch(NOTE.sub("", text.strip(" *_")))
        if found is None or bool(found["open"]) != bool(found["shut"]):
            return None
        size = Decimal(found["amount"].replace(",", "") + (found["part"] or "")) * factor
        loss = bool(found["open"]) or found["sign"] in {"-", "\u2212", "\u2013"}
        return Value(lexical(-size if loss else size), XSD + "decimal") if size else None
