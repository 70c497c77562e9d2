"""Senseless claims are left out and told; the rest of the document stays."""



from __future__ import annotations

from dataclasses import replace

import pytest
from hand_readings import Hand, individual, thing, toy

from extract.claims.claims import Claim, Evidence, Reading
from extract.claims.mentions import Referent
from kg.statements.assembly import assemble

LANTERN = thing("Lantern Quota Trial", entity="id:lantern-quota-trial")
OFFICE = thing("Harbor and Coastal Trials Office", "kg:Organization", entity="id:hcto")
FALK = thing("Ines Falk", "kg:Person", entity="id:ines-falk")

CLAIMS: list[tuple[str, Referent, str, Referent | str, dict[str, object], str | None]] = [
    ("a date that a trial can have", LANTERN, "kg:startedOn", "2026", {}, None),
    ("a person cannot start", FALK, "kg:startedOn", "2026", {}, "kg:startedOn cannot be said of a thing of class 'person'"),
    ("a trial cannot direct", OFFICE, "kg:director", LANTERN, {}, "kg:director cannot have a thing of class 'trial' as its value"),
    ("a year is no count", LANTERN, "kg:participants", "2026", {}, "kg:participants cannot have a value of xsd:gYear"),
    ("money has a unit", OFFICE, "kg:appropriation", "$40", {}, "kg:appropriation with an amount without a unit"),
    ("money with a unit", OFFICE, "kg:appropriation", "$40", {"unit": "kg:USD"}, None),
    ("a period in its order", OFFICE, "kg:director", FALK, {"validFrom": "2020", "validUntil": "2019"},
     "kg:director with a period that ends before it begins"),
    ("a comparator", LANTERN, "kg:participants", "#4", {"comparator": "more"}, "comparator 'more' is none"),
    ("a mood", LANTERN, "kg:participants", "#4", {"modality": "guess"},
     "modality 'guess' is none of fact, opinion, plan, projection, rule"),
    ("a rougher class is no fault", thing("Kelp Scheme", "kg:Initiative"), "kg:participation", individual("kg:Voluntary"), {}, None),
    ("any name is a name", LANTERN, "skos:altLabel", "the lamp", {}, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "property_", "object_", "given", "fault"), [c[1:] for c in CLAIMS], ids=[c[0] for c in CLAIMS]
)
def test_what_a_statement_may_say(
    subject: Referent, property_: str, object_: Referent | str, given: dict[str, object], fault: str | None
) -> None:
    hand = Hand()
    document = hand.document("A first line. A second one.")
    hand.says(document, subject, property_, object_, **given)  # type: ignore[arg-type]
    hand.says(document, LANTERN, "kg:plannedDuration", "P5Y", "A second one.")
    assembly = hand.assemble()
    assert [v.message for v in assembly.refused] == ([fault] if fault else [])
    assert len(assembly.statements) == (1 if fault else 2)
    assert set(assembly.memory.statements.values()) == {
        f"https://w3id.org/regulatory-kg/statement/{key}" for key in assembly.statements
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": 1}, "the quote does not stand at 1..13"),
        ({"end": 999}, "the quote does not stand at 0..999"),
        ({"quote": "A first LINE."}, "the quote does not stand at 0..13"),
        ({"passage": (3, 20)}, "the quote leaves its passage 3..20"),
        ({"context": ((0, 5, "mood"),)}, "the context mood 0..5 is none"),
        ({"context": ((5, 5, "date"),)}, "the context date 5..5 is none"),
        ({"confidence": 1.5}, "confidence 1.5 lies outside 0 and 1"),
        ({"document": "0" * 16}, "the evidence's document is not among those given"),
    ],
)
def test_what_evidence_must_be(change: dict[str, object], fault: str) -> None:
    hand = Hand()
    document = hand.document("A first line. A second one.")
    good = hand.says(document, LANTERN, "kg:participants", "#4", "A first line.")
    bad: Evidence = replace(good.evidence, **change)  # type: ignore[arg-type]
    other = hand.says(document, LANTERN, "kg:participants", "#4", "A second one.")
    claims: tuple[Claim, ...] = (other, replace(good, evidence=bad))
    for told, kept in ((claims, 1), (claims[1:], 0)):
        assembly = assemble([Reading(document.id, (LANTERN,), told)], hand.documents, toy(), decisions=())
        assert [v.message for v in assembly.refused] == [fault]
        assert [len(s.evidence) for s in assembly.statements.values()] == [1] * kept


def test_a_quote_of_more_than_600_characters_is_no_quote() -> None:
    hand = Hand()
    text = "x" * 601
    hand.says(hand.document(text), LANTERN, "kg:participants", "#4", text)
    hand.says(hand.document("y" * 600), LANTERN, "kg:participants", "#5", "y" * 600)
    assembly = hand.assemble()
    assert [v.message for v in assembly.refused] == ["the quote has 601 characters, 600 are the most"]
    assert len(assembly.statements) == 1
