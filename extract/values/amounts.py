"""Money, percentages and durations: amounts that carry their unit with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from extract.values.numbers import NumberGrammar, lexical
from extract.values.value_words import Phrases, ValueWords, alternatives, tidy
from extract.values.values import XSD, Quantity, Value

JOINS = r"\s*(?:to|and|or|through|[\u2013—-])\s*"

_ASIDE = re.compile(r"\s+(?:(of\s+age|old)|from\s+(?:now|today)|hence)\b", re.I)
"""What stands behind a length of time that is somebody's age, or counts from today: "65 years of age"."""
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|must|may|can|could|to)\s+"
    r"(?:(?:(?!the\b|its\b|their\b|our\b|his\b|her\b|these\b|those\b)[a-z]+\s+)?$"
    r"|[^.;:\n]{3,90}?,?\s+and\s+(?:then\s+)?$)",
    re.I,
)
"""What stands before "last" where it is a verb: a helper, or a helper's other verb and "and"."""


class AmountFinder:
    """Finds money, percentages and durations in a sentence; `term` turns a vocabulary name into its IRI."""

    def __init__(self, words: ValueWords, term: Callable[[str], str]) -> None:
        self.words = words
        self.term = term
        self.numbers = NumberGrammar.of(words)
        number = self.numbers.pattern
        symbol = rf"(?:{alternatives(words.currencies)})"
        worded = rf"(?:(?<![\w.]){number}\s+(?:{alternatives(words.currency_words)})\b)"
        sign = rf"(?:(?<!\w)(?:{alternatives(words.negative)})\s*)?"
        self._money = re.compile(
            rf"(?P<open>\()?(?P<sign>{sign})(?:(?P<symbol>(?<!\w){symbol})\s?(?P<inner>[-\u2212]?)(?P<amount>{number})(?P<close>\))?|(?P<worded>{worded}))",
            re.I,
        )
        self._currencies = re.compile(rf"{symbol}|{alternatives(words.currency_words)}", re.I)
        self._second = re.compile(rf"{JOINS}(?:{symbol}\s?)?(?P<amount>{number})", re.I)
        percent = alternatives(words.percent)
        self._percents = re.compile(percent, re.I)
        self._percent = re.compile(
            rf"(?<![\w.,$])(?:(?P<lower>{number})\s*(?:{percent})?{JOINS})?(?P<amount>{number})[\s-]*(?:{percent})(?!\w)",
            re.I,
        )
        unit = alternatives(words.durations)
        self._units = re.compile(unit, re.I)
        modifier = rf"(?:{alternatives(words.modifiers)}\s+)"
        count = rf"(?:{number}|{alternatives(words.single)})"
        self._duration = re.compile(
            rf"(?<![\w.,$-])(?:(?P<lower>{number}){JOINS})?(?P<amount>{count})(?:\s+and\s+a\s+(?P<half>half))?(?P<dash>-|\s+)"
            rf"{modifier}{{0,2}}(?P<unit>{unit})(?P<plural>s?)(?:[\u2019']s?)?(?:\s+and\s+a\s+(?P<halfafter>half))?(?![\w])",
            re.I,
        )
        self._stretch = re.compile(
            rf"(?P<which>first|last|final|initial|opening|past|previous)\s+(?:(?P<amount>{number})\s+)?{modifier}{{0,2}}(?P<unit>{unit})(?P<plural>s?)(?!\w)",
            re.I,
        )
        nth = alternatives([one for one in words.ordinals if one != "first"][:NTH])
        within = r"\b(?:in|during|over|for)\s+"
        self._nth = re.compile(
            rf"{within}(?:(?:its|the)\s+)?(?P<said>(?<=[es]\s)(?:{nth})\s+{modifier}?years?(?![\w-])(?!\s+of\s+\d)"
            rf"|year\s+{number}(?![\w-]|[.,]\d))",
            re.I,
        )
        self._nth_alone = re.compile(rf"{within}its\s+(?P<said>{nth})(?=[.,;:)]|\s*$|\s+(?:and|but|while)\b)", re.I)
        self._rates = [
            (re.compile(rf"\s*,?\s*{_loose(phrase)}(?!\w)", re.I), meaning) for phrase, meaning in words.rates
        ]
        self._rate_length = re.compile(
            rf"\s*,?\s*(?:(?:for|in|over)\s+)?(?:each|every)\s+(?:(?:subsequent|succeeding|following|such)\s+)?(?:period\s+of\s+)?"
            rf"(?P<amount>{number})[\s-]+{modifier}?(?P<unit>{unit})s?(?:\s+(?:fiscal\s+|financial\s+)?period)?(?!\w)",
            re.I,
        )
        self._rate_noun = re.compile(
            r"\s*,?\s*(?P<how>per|a|an|each|for\s+each|for\s+every|/)\s*(?P<noun>[a-z]+)\b", re.I
        )

    def money(self, text: str) -> Iterator[Quantity]:
        """Amounts of money, whole ranges first; losses in parentheses or with a minus sign are negative."""
        place = 0 if self._currencies.search(text) else len(text)
        while match := self._money.search(text, place):
            place = match.end()
            written = match.group("amount") or self.numbers_in(match.group("worded"))
            amount = self.numbers.read(written)
            if amount is None:
                continue
            unit = self._currency(match)
            shut = bool(match.group("open") and match.group("close"))
            start = (
                match.start()
                if shut or match.group("sign")
                else match.start("symbol")
                if match.group("symbol")
                else match.start("worded")
            )
            end = match.end() if not match.group("close") or shut else match.end("amount")
            second = self._second.match(text, end) if match.group("symbol") else None
            quantity: Quantity | None = None
            if second and not shut:
                quantity = self._money_range(text, start, amount, second, unit)
            if quantity is None:
                negative = shut or bool(match.group("sign").strip() or match.group("inner"))
                value = Value(lexical(-amount if negative else amount), XSD + "decimal")
                quantity = Quantity(start, end, text[start:end], "money", value, unit=unit)
            place = max(place, quantity.end)
            yield self._with_rate(text, quantity)

    def _money_range(self, text: str, start: int, first: Decimal, second: re.Match[str], unit: str) -> Quantity | None:
        upper = self.numbers.read(second.group("amount"))
        before = re.search(r"\b(between|from)\s+$", text[:start], re.I)
        joint = tidy(second.group()[: second.start("amount") - second.start()])
        has_symbol = bool(re.search(r"[$€£]", joint))
        word = joint.strip("$€£ us") or joint
        if upper is None or (word.startswith(("and", "or")) and not (before and before.group(1).lower() == "between")):
            return None
        if (
            not has_symbol
            and not word.startswith(("\u2013", "-", "—"))
            and "illion" not in second.group()
            and upper < 1000 <= first
        ):
            return None
        scale = upper / self.numbers.read(re.match(r"[\d.,]+", second.group("amount")).group().rstrip(".,"))  # type: ignore[union-attr,operator]
        if scale > 1 and first < scale:
            first *= scale  # "$2 to $3 billion": the scale is said once
        if first >= upper:
            return None
        begin = before.start() if before else start
        return Quantity(
            begin,
            second.end(),
            text[begin : second.end()],
            "money",
            Value(text[begin : second.end()], XSD + "string"),
            lower=Value(lexical(first), XSD + "decimal"),
            upper=Value(lexical(upper), XSD + "decimal"),
            unit=unit,
        )

    def numbers_in(self, text: str) -> str:
        """The number that opens `text` ("34 billion dollars")."""
        match = re.match(self.numbers.pattern, text, re.I)
        return match.group() if match else ""

    def _currency(self, match: re.Match[str]) -> str:
        if match.group("symbol"):
            name = self.words.currencies[
                next(s for s in self.words.currencies if s.lower() == match.group("symbol").lower())
            ]
        else:
            said = tidy(match.group("worded"))
            name = next(
                self.words.currency_words[w]
                for w in sorted(self.words.currency_words, key=len, reverse=True)
                if said.endswith(w)
            )
        return self.term(name) if ":" in name else name

    def _with_rate(self, text: str, quantity: Quantity) -> Quantity:
        found = self.rate(text, quantity.end)
        if found is None:
            return quantity
        end, per = found
        return _extended(quantity, text, end, per)

    def rate(self, text: str, end: int) -> tuple[int, str] | None:
        """Where a rate that follows an amount ends, and what it is counted by ("a year" → P1Y)."""
        for pattern, meaning in self._rates:
            match = pattern.match(text, end)
            counted = match is not None and tidy(match.group()).startswith("a ") and OFFSET.match(text, match.end())
            if match is not None and not counted:  # "348 a year earlier" is no rate
                return match.end(), meaning
        if (match := self._rate_length.match(text, end)) and (amount := self.numbers.read(match["amount"])):
            return match.end(), self._iso(amount, match["unit"]).lexical
        if match := self._rate_noun.match(text, end):
            noun = match.group("noun").lower()
            if noun in self.words.rate_nouns or match.group("how").lower() == "per":
                further = self.rate(text, match.end())
                return (further[0] if further else match.end()), noun
        return None

    def percentages(self, text: str) -> Iterator[Quantity]:
        """Percentages, with ranges ("2 to 5 percent"); never money."""
        for match in self._percent.finditer(text) if self._percents.search(text) else ():
            start, amount = match.start(), self.numbers.read(match.group("amount"))
            lower = self.numbers.read(match.group("lower")) if match.group("lower") else None
            if amount is None:
                continue
            unit = self.term("kg:Percent")
            value = Value(lexical(amount), XSD + "decimal")
            if lower is not None and lower < amount:
                before = re.search(r"\b(between|from)\s+$", text[:start], re.I)
                start = before.start() if before else start
                yield Quantity(
                    start, match.end(), text[start : match.end()], "percent",
                    Value(text[match.start() : match.end()], XSD + "string"),
                    lower=Value(lexical(lower), XSD + "decimal"), upper=value, unit=unit,
                )  # fmt: skip
                continue
            start = match.start("amount")
            yield Quantity(start, match.end(), text[start : match.end()], "percent", value, unit=unit)

    def durations(self, text: str) -> Iterator[Quantity]:
        """Lengths of time (ISO 8601), offsets ("two years later") and stretches ("its first year") marked so."""
        if not self._units.search(text):
            return
        for match in self._stretch.finditer(text):
            amount = self.numbers.read(match.group("amount")) if match.group("amount") else Decimal(1)
            if amount is None or (amount == 1 and match.group("plural")):
                continue
            if (
                not match.group("amount")
                and match.group("which").lower() in {"last", "past", "previous"}
                and match.group("unit").lower() != "decade"
            ):
                continue  # "last year" is a date
            if not match.group("amount") and match.group("unit").lower() == "day":
                continue  # as is "the final day of the model"
            if match.group("which").lower() == "last" and _AHEAD.search(text[: match.start()]):
                continue  # "will begin in May and last seven years"
            which = "first" if match.group("which").lower() in {"first", "initial", "opening"} else "last"
            yield self._length(text, match.start(), match.end(), amount, match.group("unit"), which)
        nth = list(self._nth.finditer(text)) if self._currencies.search(text) else []
        alone = [one for one in self._nth_alone.finditer(text) if _OF_YEARS.search(text[: one.start()])]
        for match in (*nth, *alone):  # "in its first year and $9 million in its second"
            yield self._length(text, match.start("said"), match.end(), Decimal(1), "year", "nth")
        years = {match.start("said") for match in nth}
        for match in self._duration.finditer(text):
            if match.start() in years:
                continue
            said = match.group("amount")
            worded = tidy(said) in self.words.single
            amount = Decimal(1) if worded else self.numbers.read(said)
            if amount is None or (worded and match.group("dash") == "-" and match.group("plural")):
                continue
            if match.group("half") or match.group("halfafter"):
                amount += Decimal("0.5")
            after = _offset(self.words.offsets, text, match.end())
            if (
                tidy(said) in {"a", "an"}
                and not after
                and not re.search(r"\b(?:for|over|lasts?|in|within|than|about)\s+$", text[: match.start()], re.I)
            ):
                continue  # "$5 million a year" is a rate, "a year of change" no measure
            if tidy(said) in {"the last", "the past", "the next"}:
                if match.group("unit").lower() == "day" and not match.group("plural"):
                    continue
                yield self._length(text, match.start(), match.end(), amount, match.group("unit"), "last")
                continue
            end = after[0] if after else match.end()
            bound: str | None = after[1] if after else None
            if not bound and re.search(r"\bwithin\s+$", text[: match.start()], re.I):
                bound = "within"
            if aside := _ASIDE.match(text, match.end()):
                bound = "age" if aside[1] else "ahead"
            lower = self.numbers.read(match.group("lower")) if match.group("lower") else None
            start = match.start() if lower is not None or not match.group("lower") else match.start("amount")
            yield self._length(text, start, end, amount, match.group("unit"), bound, lower)

    def _length(
        self,
        text: str,
        start: int,
        end: int,
        amount: Decimal,
        unit: str,
        bound: str | None,
        lower: Decimal | None = None,
    ) -> Quantity:
        value = self._iso(amount, unit)
        if lower is not None and lower < amount:
            return Quantity(
                start, end, text[start:end], "duration", Value(text[start:end], XSD + "string"),
                lower=self._iso(lower, unit), upper=value, bound=bound,
            )  # fmt: skip
        return Quantity(start, end, text[start:end], "duration", value, bound=bound)

    def _iso(self, amount: Decimal, unit: str) -> Value:
        pattern = self.words.durations[tidy(unit)]
        times = re.search(r"\{\*(\d+)\}", pattern)
        if times:
            amount *= int(times.group(1))
            pattern = pattern.replace(times.group(), "{}")
        if amount % 1 and pattern == "P{}Y":
            whole, months = int(amount), int((amount % 1) * 12)
            return Value(f"P{whole}Y{months}M" if whole else f"P{months}M", XSD + "duration")
        return Value(pattern.format(lexical(amount)), XSD + "duration")


NTH = 10
"""How many years of a thing are told apart by ordinals."""
_OF_YEARS = re.compile(r"\b(?:its|the) [a-z]+ (?:[a-z]+ )?year\b", re.I)
OFFSET = re.compile(r"\s+(?:later|earlier|before|after|ago|previously|prior)\b", re.I)
"""Words by which "a year" counts from a day and is no rate."""


def _offset(offsets: Phrases, text: str, end: int) -> tuple[int, str] | None:
    for phrase, meaning in offsets:
        if match := re.match(rf"\s+{_loose(phrase)}(?!\w)", text[end:], re.I):
            return end + match.end(), meaning
    return None


def _loose(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


def _extended(quantity: Quantity, text: str, end: int, per: str) -> Quantity:
    from dataclasses import replace

    return replace(quantity, end=end, text=text[quantity.start : end], per=per)
