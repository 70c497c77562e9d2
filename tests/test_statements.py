"""Statements: identity, merging of evidence, what dates can mean."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hand_readings import Hand, individual, iri, only, thing, toy

from extract.values.values import Value
from kg.statements.days import days_of
from kg.statements.statements import Resource, statement_id

XSD = "http://www.w3.org/2001/XMLSchema#"
LANTERN = thing("Lantern Quota Trial", entity="id:lantern-quota-trial")
OFFICE = thing("Harbor and Coastal Trials Office", "kg:Organization", entity="id:hcto")


def test_the_id_hashes_the_fifteen_lines_in_their_order() -> None:
    base = "https://w3id.org/regulatory-kg/"
    lines = [
        f"<{base}id/hcto>", f"<{base}core#appropriation>", f'"40000000"^^<{XSD}decimal>', f'"false"^^<{XSD}boolean>',
        f"<{base}core#rule>", '">="', "", "", f"<{base}core#USD>", f'"P1Y"^^<{XSD}duration>', '"the \\"second\\" part"',
        f'"2015"^^<{XSD}gYear>', f'"2020"^^<{XSD}gYear>', "", f"<{base}id/tern-institute>",
    ]  # fmt: skip
    expected = sha256("\n".join(lines).encode()).hexdigest()[:32]
    qualifiers = [
        ("attributedTo", Resource(base + "id/tern-institute", "Tern Institute")), ("comparator", ">="),
        ("unit", Resource(base + "core#USD", "US dollars")), ("per", Value("P1Y", XSD + "duration")),
        ("appliesTo", 'the "second" part'), ("validFrom", Value("2015", XSD + "gYear")),
        ("validUntil", Value("2020", XSD + "gYear")), ("role", "not in it"), ("asOf", Value("2016", XSD + "gYear")),
    ]  # fmt: skip
    found = statement_id(
        Resource(base + "id/hcto", "the office"), base + "core#appropriation", Value("40000000", XSD + "decimal"),
        qualifiers, modality=base + "core#rule",
    )  # fmt: skip
    assert found == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"object_": "#12"}, {"object_": "#012"}, True),
        ({"object_": "#12"}, {"object_": "#13"}, False),
        ({"object_": "#12", "comparator": "="}, {"object_": "#12"}, True),
        ({"object_": "#12", "comparator": ">"}, {"object_": "#12"}, False),
        ({"object_": "#12", "role": "chair"}, {"object_": "#12"}, True),
        ({"object_": "#12", "asOf": "2020"}, {"object_": "#12", "asOf": "2021"}, True),
        ({"object_": "#12", "validFrom": "2020"}, {"object_": "#12", "validFrom": "2020-01"}, False),
        ({"object_": "#12", "modality": "plan"}, {"object_": "#12"}, False),
        ({"object_": "#12", "negated": True}, {"object_": "#12"}, False),
        ({"object_": "#12", "appliesTo": "the east"}, {"object_": "#12"}, False),
        ({"object_": "#12", "unit": "kg:Participant"}, {"object_": "#12"}, False),
        ({"object_": "$2.50", "unit": "kg:USD"}, {"object_": "$2.5", "unit": "kg:USD"}, True),
        ({"object_": "$12", "unit": "USD"}, {"object_": "$12", "unit": "kg:USD"}, True),
        ({"object_": "P24M"}, {"object_": "P2Y"}, True),
        ({"object_": "2027"}, {"object_": "2027-01"}, False),
    ],
)
def test_what_makes_two_claims_one_statement(one: dict[str, object], other: dict[str, object], same: bool) -> None:
    hand = Hand()
    for number, given in enumerate((one, other)):
        document = hand.document(f"Note {number} counts the boats.")
        kinds = {"#": "kg:participants", "$": "kg:appropriation", "P": "kg:plannedDuration"}
        property_ = kinds.get(str(given["object_"])[0], "kg:startedOn")
        hand.says(document, OFFICE if property_ == "kg:appropriation" else LANTERN, property_, **given)  # type: ignore[arg-type]
    found = list(hand.assemble().statements.values())
    assert len(found) == (1 if same else 2)
    assert sum(len(s.evidence) for s in found) == 2


def test_two_sources_make_one_statement_and_one_source_twice_makes_two_proofs() -> None:
    hand = Hand()
    first = hand.document("It began in July 2026.\nThe start was in July 2026.")
    second = hand.document("Lantern has run since July 2026.")
    for quote in ("It began in July 2026.", "The start was in July 2026."):
        hand.says(first, LANTERN, "kg:startedOn", "2026-07", quote)
    hand.says(first, LANTERN, "kg:startedOn", "2026-07", "It began in July 2026.")
    hand.says(second, LANTERN, "kg:startedOn", "2026-07", role="x")
    (statement,) = hand.assemble().statements.values()
    assert len(statement.evidence) == 3
    assert statement.documents == {first.id, second.id}
    assert statement.qualifiers == (("role", "x"),)


@pytest.mark.parametrize(
    ("told", "over"),
    [
        ([("2015", False), ("2019", True)], True),
        ([("2015", True), ("2019", False)], False),
        ([("2015", False), (None, True)], True),
        ([("2015", True), (None, False)], True),
        ([("2019", True), ("2019", False)], True),
        ([("2015", False)], False),
    ],
)
def test_the_last_word_on_whether_an_office_is_over(told: list[tuple[str | None, bool]], over: bool) -> None:
    hand = Hand()
    person = thing("Odile Marsh", "kg:Person", entity="id:odile-marsh")
    for issued, ended in told:
        document = hand.document(f"Marsh and the office, as of {issued} {ended}.", issued)
        hand.says(document, OFFICE, "kg:director", person, **({"ended": True} if ended else {}))
    (statement,) = hand.assemble().statements.values()
    assert statement.has("ended") is over


@pytest.mark.parametrize(
    ("object_", "qualifiers", "earliest", "latest"),
    [
        ("2026-07", {}, "2026-07-01", "2026-07-31"),
        ("2026", {}, "2026-01-01", "2026-12-31"),
        ("2024-02", {}, "2024-02-01", "2024-02-29"),
        ("2026", {"comparator": "<="}, None, "2026-12-31"),
        ("2026", {"comparator": "<"}, None, "2025-12-31"),
        ("2026", {"comparator": ">="}, "2026-01-01", None),
        ("2026-07-04", {"comparator": ">"}, "2026-07-05", None),
        ("2020", {"fiscal": True}, "2019-10-01", "2020-09-30"),
        ("2024", {"lower": "2024", "upper": "2026"}, "2024-01-01", "2026-12-31"),
    ],
)
def test_the_days_that_a_date_can_mean(
    object_: str, qualifiers: dict[str, str], earliest: str | None, latest: str | None
) -> None:
    hand = Hand()
    hand.says(hand.document("The trial began then."), LANTERN, "kg:startedOn", object_, **qualifiers)  # type: ignore[arg-type]
    (statement,) = hand.assemble().statements.values()
    assert [day.isoformat() if day else None for day in (statement.earliest, statement.latest)] == [earliest, latest]


@pytest.mark.parametrize(
    ("qualifiers", "earliest", "latest"),
    [
        ({"validFrom": "2013-06", "validUntil": "2017"}, "2013-06-01", "2017-12-31"),
        ({"validFrom": "2021"}, "2021-01-01", None),
        ({"pointInTime": "2021"}, "2021-01-01", "2021-12-31"),
        ({}, None, None),
    ],
)
def test_without_a_date_for_an_object_the_period_counts(
    qualifiers: dict[str, str], earliest: str | None, latest: str | None
) -> None:
    hand = Hand()
    hand.says(hand.document("It serves boats."), LANTERN, "kg:participants", "#5", **qualifiers)  # type: ignore[arg-type]
    (statement,) = hand.assemble().statements.values()
    assert [day.isoformat() if day else None for day in (statement.earliest, statement.latest)] == [earliest, latest]


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "spring 2026", "", "202"])
def test_what_is_no_date_has_no_days(text: str) -> None:
    assert days_of(text) is None


def test_an_inverse_is_not_a_second_statement_and_reads_as_the_oldest_source_has_it() -> None:
    hand = Hand()
    slipway = thing("Slipway Share Trial", entity="id:slipway-share-trial")
    newer = hand.document("Slipway Share gave way to Lantern.", "2026-02")
    older = hand.document("Lantern follows Slipway Share.", "2025-02")
    hand.says(newer, slipway, "kg:successor", LANTERN)
    hand.says(older, LANTERN, "kg:predecessor", slipway)
    (statement,) = hand.assemble().statements.values()
    assert statement.property == iri("kg:predecessor")
    assert statement.subject.label == "Lantern Quota Trial"
    assert statement.documents == {newer.id, older.id}


def test_what_the_text_says_of_the_speaker_stays_with_the_evidence() -> None:
    hand = Hand()
    report = hand.document("The chamber projected in 2016 that 30 would join.")
    hand.says(report, LANTERN, "kg:participants", "#30", modality="projection", stated_on="2016", comparator="~")
    (statement,) = hand.assemble().statements.values()
    assert [proof.stated_on for proof in statement.evidence] == ["2016"]
    assert not statement.has("statedOn")


def test_a_rank_that_every_source_takes_back_is_deprecated() -> None:
    hand = Hand()
    for number, rank in enumerate(("deprecated", "deprecated")):
        hand.says(hand.document(f"Erratum {number}: not 12."), LANTERN, "kg:participants", "#12", rank=rank)
    hand.says(hand.document("Erratum: not 13."), LANTERN, "kg:participants", "#13", rank="deprecated")
    hand.says(hand.document("There are 13."), LANTERN, "kg:participants", "#13")
    assert [(s.object, s.rank) for s in only(hand.assemble(), "kg:participants")] == [
        (Value("12", XSD + "integer"), "deprecated"),
        (Value("13", XSD + "integer"), "normal"),
    ]


def test_individuals_of_the_vocabulary_keep_their_addresses() -> None:
    hand = Hand()
    hand.says(hand.document("Joining is a choice."), LANTERN, "kg:participation", individual("kg:Voluntary"))
    (statement,) = hand.assemble().statements.values()
    assert statement.object == Resource(iri("kg:Voluntary"), "voluntary", iri("kg:Participation"))
    assert statement.subject.iri == toy().namespaces.iri("id:lantern-quota-trial")
