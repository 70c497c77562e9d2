"""Values: dates at their precision, money, counts, percentages and durations, with the bounds said around them."""


from __future__ import annotations

import pytest
from names import annotated

from extract.values.values import Quantity, date_value


def quantities(text: str, issued: str | None = None) -> list[Quantity]:
    return [each.quantity for sentence in annotated(text, issued).sentences for each in sentence.quantities]


def said(quantity: Quantity) -> str:
    """A quantity on one line: kind, value or range, comparator unless "=", and what else is set."""
    value = (
        f"{quantity.lower.lexical}..{quantity.upper.lexical}"
        if quantity.lower and quantity.upper
        else quantity.value.lexical
    )
    parts = [quantity.kind, ("" if quantity.comparator == "=" else quantity.comparator) + value]
    parts += [f"per {quantity.per}"] if quantity.per else []
    parts += [quantity.bound] if quantity.bound else []
    parts += ["fiscal"] if quantity.fiscal else []
    parts += ["inferred"] if quantity.inferred else []
    parts += [f"of {quantity.counted}"] if quantity.counted else []
    return " ".join(parts)


CASES = [
    ("It began January 1, 2026 and ends Dec. 31, 2030.", ["date 2026-01-01", "date 2030-12-31"]),
    ("It opened on 5 March 2027, in January of 2026 and on 1/15/2026.", ["date 2027-03-05", "date 2026-01", "date 2026-01-15"]),
    ("Losses fell from 2017 to 2026, between 2011 and 2020 and in 2013–2017.",
     ["date 2017..2026 during", "date 2011..2020 during", "date 2013..2017 during"]),
    ("It runs through 2033, is due by 2025, goes back to before 2016 and counts since 2010.",
     ["date 2033 until", "date <=2025 by", "date <2016", "date 2010 from"]),
    ("As of 2023 it was open.", ["date 2023 asOf"]),
    ("It lost money in 2029 and 2030, and over the years 2032 and 2033.",
     ["date 2029..2030 during", "date 2032..2033 during"]),
    ("They ended in 2022 and 2023, respectively.", ["date 2022", "date 2023"]),
    ("It paid in 2022, 2023 and 2024, and in 2026 and 2029.",
     ["date 2022", "date 2023", "date 2024", "date 2026", "date 2029"]),
    ("It served 9 towns, of which about three in five were small.", ["count 9 of towns"]),
    ("Between the two, the office pays; the three that left do not.", []),
    ("It has 12 ports in 7 states and served 30 in 2031.", ["count 12 of ports", "count 7 of states", "count 30", "date 2031"]),
    ("In fiscal year 2027, FY 2019 and FY2020-2023 it grew.", ["date 2027 fiscal", "date 2019 fiscal", "date 2020..2023 during fiscal"]),
    ("Q3 2025 and the first quarter of 2027 were good.", ["date 2025-07..2025-09", "date 2027-01..2027-03"]),
    ("It opens early 2026, mid-2027 or spring 2028.", ["date 2026", "date ~2027", "date 2028"]),
    ("It starts March 1 and June 1, 2027.", ["date 2027-03-01", "date 2027-06-01"]),
    ("It ran January 1, 2018, through December 31, 2023.", ["date 2018-01-01..2023-12-31 during"]),
    ("In the 2010s it grew.", ["date 2010..2019"]),
    ("No later than July 4, 2028 it ends.", ["date <=2028-07-04 by"]),
    ("They may march in step to a May fair.", []),
    ("It saved $2.1 billion and lost $400m; US$3bn went out, 34 billion dollars in all.",
     ["money 2100000000", "money 400000000", "money 3000000000", "money 34000000000"]),
    ("A net of ($1.2 million) or -$5 million was booked.", ["money -1200000", "money -5000000"]),
    ("It cost $2 to $3 billion, or between $200 million and $300 million.",
     ["money 2000000000..3000000000", "money 200000000..300000000"]),
    ("It gets $10 billion for each decade and about $3 million a year.", ["money 10000000000 per P10Y", "money ~3000000 per P1Y"]),
    ("It pays $20 per beneficiary per month and $2.50 a day.", ["money 20 per beneficiary", "money 2.5 per P1D"]),
    ("Ports gain between 2 and 5 percent, nearly 50% stay.", ["percent 2..5", "percent ~50"]),
    ("Two-thirds of the 30 participating ports and one in four crews left.", ["count 30 of participating ports"]),
    ("More than 50 ports, nearly 1 million people and two dozen sites joined.",
     ["count >50 of ports", "count ~1000000 of people", "count 24 of sites"]),
    ("No fewer than 12 states, up to 30 awards and a hundred nurses.",
     ["count >=12 of states", "count <=30 of awards", "count 100 of nurses"]),
    ("Of 49 models launched, only six generated large savings.", ["count 49 of models", "count 6"]),
    ("The fund pays 200 ports or more.", ["count >=200 of ports"]),
    ("It covers 20 to 30 rural ports and 25 or more boats.", ["count 20..30 of rural ports", "count >=25 of boats"]),
    ("Section 12 applies at Level 3 in Track 2; see item 4.", []),
    ("A 10-year trial runs five performance years, or 18 months.", ["duration P10Y", "duration P5Y", "duration P18M"]),
    ("It lost money in its first three years.", ["duration P3Y first"]),
    ("It ended two years later, five years early, and lasted three to five years.",
     ["duration P2Y after", "duration P5Y before", "duration P3Y..P5Y"]),
    ("It lasted two and a half years.", ["duration P2Y6M"]),
    ("Forty-nine boats and two hundred and five crews came.", ["count 49 of boats", "count 205 of crews"]),
    ("No one left; one of them stayed at 5 p.m.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CASES, ids=[text[:50] for text, _ in CASES])
def test_values_are_read_as_they_are_meant(text: str, found: list[str]) -> None:
    assert [said(quantity) for quantity in quantities(text)] == found


RELATIVE = [
    ("Applications close next March.", "date 2026-03 inferred"),
    ("It opened last year.", "date 2024 inferred"),
    ("It opens next month.", "date 2025-10 inferred"),
    ("It opens next spring.", "date 2026 inferred"),
    ("It opened last December.", "date 2024-12 inferred"),
    ("It opened on October 1.", "date 2024-10-01 inferred"),
    ("It will open on October 1.", "date 2025-10-01 inferred"),
    ("The board met in March.", "date 2025-03 inferred"),
    ("Applications close in March.", "date 2026-03 inferred"),
]


@pytest.mark.parametrize(("text", "found"), RELATIVE)
def test_relative_dates_are_told_from_the_date_of_issue(text: str, found: str) -> None:
    assert [said(quantity) for quantity in quantities(text, "2025-09-12")] == [found]
    assert quantities(text) == []


def test_quantities_point_at_their_words() -> None:
    page = annotated("It saved more than $2.1 billion\nin fiscal year 2027 at 40 ports or more.")
    for sentence in page.sentences:
        for each in sentence.quantities:
            quantity = each.quantity
            assert page.document.text[quantity.start : quantity.end].split() == quantity.text.split()


@pytest.mark.parametrize(("iso", "kind"), [("2026", "gYear"), ("2026-01", "gYearMonth"), ("2026-01-05", "date")])
def test_a_date_is_as_exact_as_it_is_written(iso: str, kind: str) -> None:
    assert date_value(iso).datatype.endswith("#" + kind)
