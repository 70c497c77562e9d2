"""Forty more pairs of statements, their outcome set down from the vocabulary's definitions before the code was asked."""

from __future__ import annotations

import pytest
from test_conflicts import DAYS, ONTOLOGY, statement

from kg.statements.conflicts import tie

PAIRS = [
    # counts with bounds
    ("participants #1200 fact 2024", "participants #1150 fact 2024 comparator=>", None),
    ("participants #50 fact 2024 comparator=<=", "participants #50 fact 2024", None),
    ("participants #50 fact 2024 comparator=<", "participants #50 fact 2024", "conflicts with"),
    ("participants #50 fact 2024 comparator=>=", "participants #49 fact 2024", "conflicts with"),
    ("peopleServed #160000000 fact 2024 comparator=>", "peopleServed #160400000 fact 2024 comparator=>", None),
    ("participants #100 fact 2024 comparator=>", "participants #90 fact 2024 comparator=<", "conflicts with"),
    ("participants #90 fact 2024 comparator=>", "participants #100 fact 2024 comparator=<", None),
    ("participants #40 fact 2024 comparator=>", "participants #30 fact 2024 lower=#30 upper=#60", None),
    ("participants #20 fact 2024 comparator=>", "participants #10 fact 2024 lower=#10 upper=#20", "conflicts with"),
    ("maximumAwards #102 fact 2024", "maximumAwards #100 fact 2024 comparator=~", "refines"),
    ("maximumAwards #120 fact 2024", "maximumAwards #100 fact 2024 comparator=~", "conflicts with"),
    # rounding
    ("appropriation $10000000000 fact 2024", "appropriation $9950000000 fact 2024", "is refined by"),
    ("appropriation $10000000000 fact 2024", "appropriation $9400000000 fact 2024", "conflicts with"),
    ("participants #700 fact 2024", "participants #698 fact 2024", "conflicts with"),
    # documents of different dates: other counts of one thing disagree, unless the texts themselves date them
    ("participants #60 fact 2015", "participants #80 fact 2025", "conflicts with"),
    ("participants #60 fact 2015 asOf=2015", "participants #80 fact 2025", "conflicts with"),
    ("participants #60 fact 2025 asOf=2015", "participants #80 fact 2025 asOf=2025", None),
    ("beneficiaries #60 fact 2015 comparator=~", "beneficiaries #80 fact 2020 comparator=~", "conflicts with"),
    # periods
    ("beneficiaries #500 fact 2024 pointInTime=2020", "beneficiaries #700 fact 2024 pointInTime=2021", None),
    ("appropriation $5000000 fact 2024 validFrom=2020 validUntil=2024",
     "appropriation $6000000 fact 2025 validFrom=2020 validUntil=2024", "conflicts with"),
    ("appropriation $5000000 fact 2024 validFrom=2020 validUntil=2024",
     "appropriation $6000000 fact 2024 validFrom=2020 validUntil=2029", None),
    ("appropriation $5000000 fact 2024 validFrom=2020", "appropriation $6000000 fact 2024 validFrom=2020-10", "conflicts with"),
    ("appropriation $5000000 fact 2024 pointInTime=2020", "appropriation $5000000 fact 2024 pointInTime=2020-03", "is refined by"),
    # plans, facts, and dates put off
    ("maximumAwards #40 plan 2024", "maximumAwards #25 fact 2026", "is superseded by"),
    ("startedOn 2026 plan 2024", "startedOn 2026-07-01 fact 2026", "is superseded by"),
    ("endedOn 2030 plan 2024", "endedOn 2028 fact 2028", "is superseded by"),
    ("endedOn 2030 plan 2024", "endedOn 2032 plan 2026", "is superseded by"),
    ("startedOn 2027-01 plan 2025", "startedOn 2027-07 plan 2026 appliesTo=second", None),
    ("applicationsOpenOn 2025 plan 2024", "applicationsOpenOn 2025-03 plan 2024", "is refined by"),
    ("startedOn 2027-04 plan 2025 comparator=<=", "startedOn 2027-01 plan 2026", None),
    ("startedOn 2027-04 plan 2025 comparator=<=", "startedOn 2027-09 plan 2026", "is superseded by"),
    ("status Announced plan 2024", "status Withdrawn fact 2026", "is superseded by"),
    ("director Ortiz plan 2024", "director Ortiz fact 2026", "is superseded by"),
    ("director Ortiz plan 2024", "director Reed fact 2026", "is superseded by"),
    # units, rates, parts
    ("appropriation $5000000 fact 2024 per=P1Y", "appropriation $50000000 fact 2024 per=P10Y", None),
    ("appropriation $5000000 fact 2024 per=P1Y", "appropriation $6000000 fact 2025 per=P1Y", "conflicts with"),
    ("participants #60 fact 2024 unit=Percent", "participants #150 fact 2024", None),
    ("participants #60 fact 2024 appliesTo=east", "participants #70 fact 2024 appliesTo=East", "conflicts with"),
    ("participants #60 fact 2024 appliesTo=east", "participants #70 fact 2024 appliesTo=west", None),
    # whose word
    ("participants #60 fact 2024 attributedTo=Audit", "participants #70 fact 2024 attributedTo=Board", "conflicts with"),
    ("participants #60 fact 2024 attributedTo=Audit", "participants #60 fact 2024 attributedTo=Board", None),
    ("participants #60 projection 2020 attributedTo=Audit", "participants #60 fact 2023", None),
    ("appropriation $10000000 rule 2011", "appropriation $12000000 fact 2020", "conflicts with"),
    ("participation Mandatory rule 2024", "participation Voluntary fact 2025", "conflicts with"),
    # one at a time
    ("director Ortiz fact 2024 validFrom=2015 validUntil=2019", "director Reed fact 2024 validFrom=2019", None),
    ("director Ortiz fact 2024 validFrom=2015", "director Reed fact 2024 validFrom=2015", "conflicts with"),
    ("director Ortiz fact 2024 validFrom=2015-03", "director Reed fact 2024 validFrom=2015", "conflicts with"),
    ("director Ortiz fact 2024 pointInTime=2016", "director Reed fact 2024 pointInTime=2020", None),
    ("director Ortiz fact 2024 pointInTime=2016", "director Reed fact 2024 pointInTime=2016", "conflicts with"),
    ("director Ortiz fact 2024 pointInTime=2016", "director Reed fact 2024 validFrom=2020", None),
    ("director Ortiz fact 2024 pointInTime=2016", "director Reed fact 2024", None),
    ("director Ortiz fact 2016 pointInTime=2016", "director Reed fact 2016", "conflicts with"),
    ("director Ortiz fact 2024 pointInTime=2021", "director Reed fact 2024 validFrom=2019", "conflicts with"),
    ("director Ortiz fact 2024 pointInTime=2021", "director Reed fact 2020 validFrom=2019", None),
    ("director Ortiz fact 2024 pointInTime=2021", "director Reed fact 2024 validFrom=2019 validUntil=2020", None),
    ("director Ortiz fact 2020 validFrom=2015", "director Reed fact 2020", "conflicts with"),
    ("director Ortiz fact 2018 validFrom=2015", "director Reed fact 2024 validFrom=2020", None),
    ("chiefActuary Ortiz fact 2016 ended", "chiefActuary Reed fact 2016", None),
    ("director Ortiz fact 2024 appliesTo=east", "director Reed fact 2024 appliesTo=west", None),
    # denials
    ("endedOn 2024 not fact 2025", "endedOn 2024 fact 2025", "conflicts with"),
    ("outcome Savings not fact 2024", "outcome Savings fact 2025", "conflicts with"),
    ("focus Diabetes not fact 2024", "focus Diabetes plan 2026", None),
    ("participants #60 not fact 2020 unit=Hospitals", "participants #60 fact 2020", None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS, ids=[f"{a} | {b}" for a, b, _ in PAIRS])
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_what_ties_two_more_statements(one: str, other: str, expected: str | None, turned: bool) -> None:
    first, second = statement(one), statement(other)
    assert first.id != second.id
    pair = (second, first) if turned else (first, second)
    tied = tie({s.id: s for s in pair}, ONTOLOGY, DAYS)
    first, second = tied[first.id], tied[second.id]
    found = {
        "conflicts with": second.id in first.conflicts_with,
        "supersedes": second.id in first.supersedes,
        "is superseded by": first.id in second.supersedes,
        "refines": second.id in first.refines,
        "is refined by": first.id in second.refines,
    }
    assert [name for name, held in found.items() if held] == ([expected] if expected else [])
    assert (second.id in first.conflicts_with) == (first.id in second.conflicts_with)
