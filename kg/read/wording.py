"""Wording: values, dates and comparators as a person would write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
OF_A_NUMBER = {">": "more than", ">=": "at least", "<": "fewer than", "<=": "up to", "~": "about"}
OF_AN_AMOUNT = {**OF_A_NUMBER, "<": "less than"}
OF_A_DATE = {">": "after", ">=": "no earlier than", "<": "before", "<=": "by", "~": "about"}
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
MINUS = "\u2212"
NUMBERS = {"integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"}
DATES = {"date", "gYear", "gYearMonth", "dateTime"}
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")


def date_words(lexical: str) -> str:
    """A date in words, no more exact than it was given.

    >>> date_words("2026-01-05"), date_words("2026-01"), date_words("2026"), date_words("2026-Q1")
    ('January 5, 2026', 'January 2026', '2026', '2026-Q1')
    """
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$", lexical)
    if not match or not 0 <= int(match[2] or 1) - 1 < 12:
        return lexical
    year, month, day = match.groups()
    if day:
        return f"{MONTHS[int(month) - 1]} {int(day)}, {year}"
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def duration_words(lexical: str) -> str:
    """A duration in words.

    >>> duration_words("P10Y"), duration_words("P1Y6M"), duration_words("PT2H")
    ('10 years', '1 year 6 months', 'PT2H')
    """
    match = _DURATION.match(lexical)
    if not match or not any(match.groups()):
        return lexical
    named = zip(match.groups(), ("year", "month", "week", "day"), strict=True)
    return " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in named if count)


def number_words(lexical: str) -> str:
    """A number with its thousands parted, in millions or billions where that is exact enough to read.

    >>> number_words("2100000000"), number_words("-57000"), number_words("160000000"), number_words("1234567")
    ('2.1 billion', '-57,000', '160 million', '1,234,567')
    """
    try:
        number = Decimal(lexical)
    except InvalidOperation:
        return lexical
    if not number.is_finite():
        return lexical
    for scale, name in SCALES:
        if abs(number) >= scale:
            scaled = (number / scale).normalize()
            exponent = scaled.as_tuple().exponent
            if isinstance(exponent, int) and exponent >= -3:
                return f"{scaled:f} {name}"
    whole = number == number.to_integral_value()
    return f"{int(number):,}" if whole else f"{number.normalize():,f}"


def value_words(lexical: str, datatype: str | None, unit: str | None = None, comparator: str | None = None) -> str:
    """A literal as a person would write it: `datatype` and `unit` by local name or IRI.

    >>> value_words("2100000000", "decimal", "USD", ">"), value_words("2026-01", "gYearMonth", None, "<=")
    ('more than $2.1 billion', 'by January 2026')
    >>> value_words("57000000", "decimal", "USD"), value_words("12.5", "decimal", "Percent")
    ('$57 million', '12.5%')
    """
    kind = re.split(r"[#/]", datatype or "")[-1]
    unit = re.split(r"[#/]", unit or "")[-1]
    if kind in DATES:
        words, before = date_words(lexical), OF_A_DATE
    elif kind == "duration" or kind == "yearMonthDuration":
        words, before = duration_words(lexical), OF_AN_AMOUNT
    elif kind in NUMBERS:
        words, before = (
            _with_unit(number_words(lexical), unit),
            OF_AN_AMOUNT if unit in SIGNS or unit == "Percent" else OF_A_NUMBER,
        )
    elif kind == "boolean":
        return {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(lexical, lexical)
    else:
        return lexical
    said = before.get(comparator or "=")
    return f"{said} {words}" if said else words


def _with_unit(words: str, unit: str) -> str:
    sign = MINUS if words.startswith("-") else ""
    words = words.removeprefix("-")
    if unit in SIGNS:
        return f"{sign}{SIGNS[unit]}{words}"
    if unit == "Percent":
        return f"{sign}{words}%"
    if re.fullmatch(r"[A-Z]{3}", unit):
        return f"{sign}{unit} {words}"
    return sign + words
