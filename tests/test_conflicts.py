"""Which statements conflict, supersede or refine each other, as a table of pairs."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hand_readings import toy

from extract.claims.claims import Evidence
from extract.values.values import Value
from kg.statements.amounts import Amount, agree, rounds
from kg.statements.conflicts import tie
from kg.statements.days import Days
from kg.statements.statements import Node, Resource, Statement, statement_id

ONTOLOGY = toy()
KG = ONTOLOGY.namespaces.prefixes["kg"]
XSD = "http://www.w3.org/2001/XMLSchema#"
MODEL = Resource("https://example.org/id/harbor-model", "Harbor Model")
DAYS = {str(year): Days(date(year, 6, 1), date(year, 6, 1)) for year in range(2010, 2031)}
DAYS |= {f"{year}+": Days(date(year, 6, 1), None) for year in range(2010, 2031)}
"""A document for each year, named by it; "2020+" was written in June 2020 or later, "?" has no date."""


def value(text: str) -> Resource | Value:
    if text[0] == "$":
        return Value(text[1:], XSD + "decimal")
    if text[0] == "#":
        return Value(text[1:], XSD + "integer")
    if text[0] == "P" and text[1:2].isdigit():
        return Value(text, XSD + "duration")
    if text[0].isdigit():
        return Value(text, XSD + {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)])
    known = ONTOLOGY.vocabulary.individuals.get(KG + text)
    return Resource(KG + text, text, known.type) if known else Resource(f"https://example.org/id/{text.lower()}", text)


def statement(words: str) -> Statement:
    """A statement from "property object modality document name=value …"; "not" before the modality denies it."""
    property_, object_, *rest = words.split()
    negated = rest[0] == "not"
    modality, documents, *given = rest[negated:]
    qualifiers: list[tuple[str, Node]] = []
    for pair in given:
        name, _, text = pair.partition("=")
        if name == "ended":
            qualifiers.append((name, True))
        elif name in ("comparator", "appliesTo"):
            qualifiers.append((name, text))
        else:
            qualifiers.append((name, value(text)))
    target = value(object_)
    key = statement_id(MODEL, KG + property_, target, qualifiers, modality=KG + modality, negated=negated)
    proofs = tuple(Evidence(document, 0, 1, "x", (0, 1)) for document in documents.split(","))
    return Statement(
        key, MODEL, KG + property_, target, tuple(sorted(qualifiers, key=str)), modality, negated, evidence=proofs
    )


PAIRS = [
    # dates that can be true once
    ("startedOn 2027 fact 2027", "startedOn 2027-01 fact 2027", "is refined by"),
    ("startedOn 2027-01-05 fact 2027", "startedOn 2027-01 fact 2028", "refines"),
    ("startedOn 2027 fact 2027", "startedOn 2028 fact 2028", "conflicts with"),
    ("startedOn 2027-01 fact 2027", "startedOn 2027-02 fact 2027", "conflicts with"),
    ("startedOn 2020 fact 2021 fiscal=2020", "startedOn 2020 fact 2021 comparator=~", None),
    ("startedOn 2025 fact 2026 comparator=<=", "startedOn 2024-07 fact 2026", None),
    ("startedOn 2025 fact 2026 comparator=<=", "startedOn 2026-07 fact 2026", "conflicts with"),
    ("startedOn 2025 fact 2026 comparator=~", "startedOn 2026-01 fact 2026", None),
    ("startedOn 2027 fact 2027 appliesTo=first", "startedOn 2028 fact 2028 appliesTo=second", None),
    ("startedOn 2027 fact 2027", "endedOn 2028 fact 2028", None),
    # plans
    ("startedOn 2027-01 plan 2025", "startedOn 2027-01 fact 2027", "is superseded by"),
    ("startedOn 2027-01 plan 2025", "startedOn 2027-07 fact 2027", "is superseded by"),
    ("startedOn 2027-01 plan 2025", "startedOn 2027-07 plan 2026", "is superseded by"),
    ("startedOn 2027-07 plan 2025", "startedOn 2027-01 plan 2026", "is superseded by"),
    ("startedOn 2027-01 plan 2025", "startedOn 2027-07 plan 2025", "conflicts with"),
    ("startedOn 2027-01 plan 2025", "startedOn 2027-07 plan ?", "conflicts with"),
    ("startedOn 2027-01 plan 2024,2026", "startedOn 2027-07 plan 2025", "conflicts with"),
    ("startedOn 2027-01 plan 2024+", "startedOn 2027-07 plan 2025", "conflicts with"),
    ("startedOn 2027-01 plan 2024", "startedOn 2027-07 plan 2025+", "is superseded by"),
    ("startedOn 2028 plan 2026", "startedOn 2024 fact 2025+", "is superseded by"),
    ("startedOn 2027 plan 2024", "startedOn 2027-07 plan 2025", "is refined by"),
    ("startedOn 2028 plan 2026", "startedOn 2024 fact 2025", "conflicts with"),
    ("startedOn 2024 not fact 2025", "startedOn 2024 plan 2023", "supersedes"),
    ("applicationsCloseOn 2025-03 plan 2024", "applicationsCloseOn 2025-06 plan 2025", "is superseded by"),
    ("applicationsCloseOn 2025-03 fact 2026", "applicationsCloseOn 2025-06 fact 2026", None),
    ("focus Diabetes plan 2024", "focus Diabetes fact 2026", "is superseded by"),
    ("focus Diabetes plan 2024", "focus Asthma fact 2026", None),
    ("participation Mandatory plan 2024", "participation Voluntary fact 2026", "is superseded by"),
    ("participation Mandatory plan 2024", "participation Voluntary fact 2024", None),
    # counts and amounts
    ("participants #49 fact 2024", "participants #50 fact 2024 comparator=~", "refines"),
    ("participants #49 fact 2024", "participants #50 fact 2024 comparator=>", "conflicts with"),
    ("participants #50 fact 2024 comparator=~", "participants #50 fact 2024 comparator=>", None),
    ("participants #49 fact 2024", "participants #50 fact 2024", "conflicts with"),
    ("participants #112 fact 2024", "participants #50 fact 2024 comparator=>", None),
    ("participants #51 fact 2024 comparator=>=", "participants #50 fact 2024 comparator=>", None),
    ("participants #25 fact 2024", "participants #30 fact 2024 comparator=<=", None),
    ("participants #35 fact 2024", "participants #30 fact 2024 comparator=<=", "conflicts with"),
    (
        "peopleServed #100000000 fact 2020 comparator=>",
        "peopleServed #160000000 fact 2025 comparator=>",
        "conflicts with",
    ),
    ("peopleServed #100000000 fact 2020", "peopleServed #160000000 fact 2025", "conflicts with"),
    ("peopleServed #100000000 fact 2020 asOf=2020", "peopleServed #160000000 fact 2025 asOf=2025", None),
    ("peopleServed #1000000 fact 2020 unit=Person", "peopleServed #2000000 fact 2020", "conflicts with"),
    ("participants #60 fact 2020 unit=Hospitals", "participants #150 fact 2020 unit=Clinics", None),
    ("participants #60 fact 2020 unit=Hospitals", "participants #150 fact 2020", None),
    ("appropriation $2100000000 fact 2024 unit=USD", "appropriation $2134000000 fact 2024 unit=USD", "is refined by"),
    ("appropriation $2100000000 fact 2024 unit=USD", "appropriation $2400000000 fact 2024 unit=USD", "conflicts with"),
    ("appropriation $10000000000 fact 2024 unit=USD per=P10Y", "appropriation $5000000 fact 2024 unit=USD", None),
    ("appropriation $10000000000 fact 2024 validFrom=2011", "appropriation $5000000 fact 2024 validFrom=2010", None),
    ("appropriation $10000000000 fact 2024 validFrom=2011", "appropriation $5000000 fact 2024", "conflicts with"),
    ("appropriation $10000000000 fact 2024 pointInTime=2011", "appropriation $5000000 fact 2024 validFrom=2012", None),
    ("participants #40 fact 2024 lower=#40 upper=#60", "participants #55 fact 2024", None),
    ("participants #40 fact 2024 lower=#40 upper=#60", "participants #70 fact 2024", "conflicts with"),
    (
        "participants #40 fact 2024 lower=#40 upper=#60",
        "participants #50 fact 2024 lower=#50 upper=#70",
        "conflicts with",
    ),
    ("participants #40 fact 2024 lower=#40 upper=#60", "participants #45 fact 2024 lower=#45 upper=#55", None),
    ("plannedDuration P10Y fact 2024", "plannedDuration P120M fact 2025", None),
    ("plannedDuration P10Y fact 2024", "plannedDuration P5Y fact 2025", "conflicts with"),
    ("participants #60 fact 2020", "participants #60 not fact 2020", "conflicts with"),
    ("participants #60 not fact 2020", "participants #70 fact 2020", None),
    ("participants #60 projection 2020", "participants #70 fact 2021", None),
    ("participants #60 opinion 2020", "participants #70 fact 2021", None),
    (
        "participants #60 projection 2020 attributedTo=Audit",
        "participants #70 projection 2022 attributedTo=Audit",
        "is superseded by",
    ),
    (
        "participants #60 projection 2020 attributedTo=Audit",
        "participants #70 projection 2022 attributedTo=Board",
        "conflicts with",
    ),
    # one at a time
    ("director Ortiz fact 2024", "director Ortiz fact 2025 validFrom=2021", None),
    ("director Ortiz fact 2020 validFrom=2021", "director Ortiz fact 2020 validFrom=2021-03", "is refined by"),
    ("director Ortiz fact 2024", "director Reed fact 2024", "conflicts with"),
    ("director Ortiz fact 2014", "director Reed fact 2024", "conflicts with"),
    ("director Ortiz fact 2024 ended", "director Reed fact 2024", None),
    ("director Ortiz fact 2024 validFrom=2013 validUntil=2017", "director Reed fact 2024 validFrom=2021", None),
    ("director Ortiz fact 2024 validFrom=2013", "director Reed fact 2024 validFrom=2021", None),
    ("director Ortiz fact 2024 validUntil=2017", "director Reed fact 2024", None),
    ("director Ortiz fact 2024 validUntil=2017", "director Reed fact 2016", "conflicts with"),
    ("director Ortiz fact 2012 validUntil=2017", "director Reed fact 2010+,2018+", None),
    ("director Ortiz not fact 2024", "director Ortiz fact 2024", "conflicts with"),
    ("director Ortiz not fact 2024", "director Reed fact 2024", None),
    ("participation Mandatory fact 2024", "participation Voluntary fact 2025", "conflicts with"),
    ("participation Mandatory fact 2024 appliesTo=east", "participation Voluntary fact 2025", None),
    ("participation Mandatory fact 2024", "participation Mandatory fact 2025 validFrom=2026", None),
    # the course of a life
    ("status Announced fact 2024", "status Active fact 2026", "is superseded by"),
    ("status Announced fact 2024", "status Active fact 2024", "is superseded by"),
    ("status Announced fact 2026", "status Active fact 2024", "conflicts with"),
    ("status Active fact 2024", "status TerminatedEarly fact ?", "is superseded by"),
    ("status Ended fact 2024", "status TerminatedEarly fact 2024", "is refined by"),
    ("status Ended fact 2024", "status Withdrawn fact 2025", "conflicts with"),
    ("status Ended fact 2024", "status Withdrawn fact 2024", None),
    ("status TerminatedEarly fact 2024", "status Withdrawn fact 2025", None),
    ("status Active fact 2024", "status Ended plan 2024", None),
]


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS, ids=[f"{a} | {b}" for a, b, _ in PAIRS])
def test_what_ties_two_statements(one: str, other: str, expected: str | None) -> None:
    first, second = statement(one), statement(other)
    assert first.id != second.id or expected is None
    tied = tie({first.id: first, second.id: second}, ONTOLOGY, DAYS)
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


def test_ties_do_not_depend_on_the_order_of_the_statements() -> None:
    words = (
        "director Ortiz fact 2014 validFrom=2011", "director Reed fact 2024", "director Ortiz fact 2024 ended",
        "director Lund fact 2024",
    )  # fmt: skip
    made = [statement(text) for text in words]
    results = [tie({s.id: s for s in order}, ONTOLOGY, DAYS) for order in permutations(made)]
    assert all(result == results[0] for result in results)
    assert results[0][made[1].id].conflicts_with == (made[3].id,)


def test_what_another_statement_tells_of_a_term_parts_holders() -> None:
    words = (
        "director Ortiz fact 2014",
        "director Ortiz fact 2024 validFrom=2013 validUntil=2017",
        "director Reed fact 2024",
    )
    made = [statement(text) for text in words]
    assert all(not s.conflicts_with for s in tie({s.id: s for s in made}, ONTOLOGY, DAYS).values())


def test_many_statements_of_one_subject_take_seconds_not_minutes() -> None:
    made = [statement(f"focus Area{number} fact 2024") for number in range(20_000)]
    begun = time.perf_counter()
    tie({s.id: s for s in made}, ONTOLOGY, DAYS)
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("coarse", "exact", "expected"),
    [
        ("50", "49", False), ("2000000000", "2100000000", True), ("2100000000", "2134000000", True),
        ("2100000000", "2160000000", False), ("5000000", "5400000", True), ("1000", "1400", False),
        ("160000000", "161200000", False), ("-57000000", "-57400000", True),
    ],
)  # fmt: skip
def test_roundings(coarse: str, exact: str, expected: bool) -> None:
    assert rounds(Amount(Decimal(coarse)), Amount(Decimal(exact))) is expected
    assert agree(Amount(Decimal(coarse)), Amount(Decimal(exact))) is expected
