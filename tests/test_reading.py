"""Reading: whole documents in several genres, with names that no lexicon holds."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.law.provisions import is_law
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
pytestmark = pytest.mark.slow

STATUTE = """SEC. 7. HARBOR CARE OFFICE.

(a) Establishment.-There is established within the Department of Harbors a Harbor Care Office.

(b) Expansion.-The Secretary may, through rulemaking, expand the scope of a pilot if-

(1) the Secretary determines that the expansion would reduce spending; and

(2) the Chief Actuary certifies that the expansion would not limit the coverage of benefits.

(c) Report.-The Secretary shall submit a report to the Council each year.
"""
RELEASE = """Agency Kills Old Model

May 4, 2031

The Quay Stroke Model (QSM) is a voluntary seven-year model for rural hospitals. QSM will begin on January 1, 2032.

Sources: "Agency Launches Nine Models" (2030).
"""


def claims_of(text: str, name: str) -> set[str]:
    return {shown(claim) for claim in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


def test_a_law_gives_powers_duties_and_tests() -> None:
    document = read_document(STATUTE.encode(), "law.txt")
    assert is_law(document)
    reading = read_claims(document, ONTOLOGY)
    assert {claim.modality for claim in reading.claims} == {"rule"}
    said = {
        (claim.subject.label, claim.property.rpartition("#")[2], getattr(claim.object, "lexical", ""))
        for claim in reading.claims
    }
    assert ("section 7(b)", "grantsPower", "expand the scope of a pilot") in said
    assert ("section 7(c)", "imposesDuty", "submit a report to the Council each year") in said
    assert ("section 7(b) criterion 1", "ordinal", "1") in said
    assert ("section 7(b) criterion 2", "ordinal", "2") in said
    assert ("section 7(b) criteria", "combination", "all") in said
    concerns = {
        (claim.subject.label, claim.object.label)  # type: ignore[union-attr]
        for claim in reading.claims
        if claim.property.endswith("#concerns")
    }
    assert concerns == {("section 7(b) criterion 1", "spending"), ("section 7(b) criterion 2", "coverage")}


def test_a_release_claims_what_its_body_says_and_nothing_from_headline_or_sources() -> None:
    found = claims_of(RELEASE, "release.txt")
    assert found >= {
        "Quay Stroke Model participation voluntary",
        "Quay Stroke Model plannedDuration P7Y",
        "Quay Stroke Model participantType rural hospitals",
        "Quay Stroke Model startedOn 2032-01-01 plan",
    }
    assert not any("ended" in one or "modelsLaunched" in one for one in found)


def test_an_empty_document_gives_nothing() -> None:
    reading = read_claims(read_document(b"Nothing happened here.\n", "note.txt"), ONTOLOGY)
    assert reading.claims == ()


def test_what_is_conceded_is_a_fact_whatever_the_clause_around_it_says() -> None:
    text = (
        "CMMI has few friends. Some complain that CMMI has expanded four models, despite launching over 60 model tests."
    )
    found = read_claims(read_document(text.encode(), "note.txt"), ONTOLOGY)
    launched = [claim for claim in found.claims if claim.property.endswith("#modelsLaunched")]
    assert [(claim.object.lexical, dict(claim.qualifiers)["comparator"], claim.modality) for claim in launched] == [
        ("60", ">", "fact")
    ]


@pytest.mark.parametrize(
    ("sign", "unit"), [("$", "USD"), ("US$", "USD"), ("\u20ac", "EUR"), ("\u00a3", "GBP"), ("C$", "CAD"), ("A$", "AUD")]
)
def test_money_of_any_currency_is_read_with_its_unit(sign: str, unit: str) -> None:
    """A currency that stands in the data must be one of the vocabulary's, or a document that names it cannot be read."""
    text = f"The Harbor Bundles Model saved {sign}5 million in 2031."
    (saved,) = (
        dict(one.qualifiers)["unit"]
        for one in read_claims(read_document(text.encode(), "note.txt"), ONTOLOGY).claims
        if one.property.endswith("#netSavings")
    )
    assert getattr(saved, "entity", None) == ONTOLOGY.namespaces.iri(f"kg:{unit}")
    assert getattr(saved, "entity", None) in ONTOLOGY.vocabulary.individuals


def test_a_name_whose_point_bears_the_sentence_closes_no_circle() -> None:
    text = "SEC. 12. TOLLS. The Board shall set a toll. (Added Pub. L. 122\u2013140, title III, \u00a7 302, Aug. 25, 2032.)\n"
    assert read_claims(read_document(text.encode(), "law.txt"), ONTOLOGY).claims
