"""Whole names: a name is taken with all its words and without its neighbours', and what is not said stays unsaid."""

from __future__ import annotations

import pytest
from names import named

from corpus.documents import read_document
from extract.claims.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[str]:
    """Each claim as "subject property object"."""
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    return {
        f"{one.subject.label} {one.property.rpartition('#')[2]} "
        + (one.object.label if isinstance(one.object, Referent) else one.object.lexical)
        for one in claims
    }


WHOLE = [
    ("It replaced the Two Rivers Recovery Model in 2031.", "Two Rivers Recovery Model"),
    ("Ports left the Open Harbor Payment Model early.", "Open Harbor Payment Model"),
    ("The bureau ended the Early Tides Initiative.", "Early Tides Initiative"),
    ("A report praised the First Light Demonstration.", "First Light Demonstration"),
    ("The bureau ended the Live Cargo Demonstration.", "Live Cargo Demonstration"),
]


@pytest.mark.parametrize(("text", "name"), WHOLE)
def test_a_capital_after_an_article_belongs_to_the_name(text: str, name: str) -> None:
    assert name in [line.partition(" → ")[0] for line in named(text)]


LOOSE = [
    ("New Harbor Payment Model opens.", "Harbor Payment Model"),
    ("Ports like the new Harbor Payment Model.", "Harbor Payment Model"),
]


@pytest.mark.parametrize(("text", "name"), LOOSE)
def test_a_word_that_only_qualifies_stays_outside(text: str, name: str) -> None:
    assert [line.partition(" → ")[0] for line in named(text) if name in line] == [name]


LONGER = [
    "# Harbor Kidney Access Model\n\nHospitals may join the model until 2031.\n",
    "The Fenmoor Dental Access Model (FDA-M)\n\nHospitals may join FDA-M until 2031.\n",
    "Lakeside Cell Therapy Access Model\n\nThe status is announced. Hospitals may join the model.\n",
]


@pytest.mark.parametrize("text", LONGER)
def test_the_end_of_a_longer_name_is_no_known_acronym_spelt_small(text: str, ontology: Ontology) -> None:
    assert not [line for line in told(text, ontology) if line.startswith("Advancing Chronic Care")]


def test_a_known_acronym_may_be_spelt_small_on_its_own(ontology: Ontology) -> None:
    text = "CMS announced the ACCESS Model. The Access Model begins in July 2026.\n"
    assert any(line.startswith("Advancing Chronic Care") and "startedOn 2026-07" in line for line in told(text, ontology))


def test_a_body_ends_before_the_house_that_it_stands_in(ontology: Ontology) -> None:
    text = "Mara Ellison was director of the Center for State Experiments at HHS. The center answered within nine days.\n"
    assert "Center for State Experiments director Mara Ellison" in told(text, ontology)


def test_a_councillor_is_a_title_and_no_first_name(ontology: Ontology) -> None:
    lines = told("Councillor Mara Achebe-Lloyd is director of the Allotments Office.\n", ontology)
    assert "Allotments Office director Mara Achebe-Lloyd" in lines


DECADES = [
    "The Harbor Trawl Model began in the 2030s.",
    "The Harbor Trawl Model ended in the early 2040s.",
    "The Harbor Trawl Model ran in the late 2030s.",
    "The Harbor Trawl Model, one of the tests of the 2030s, was small.",
]


@pytest.mark.parametrize("text", DECADES)
def test_a_decade_gives_no_start_or_end(text: str, ontology: Ontology) -> None:
    lines = told(text, ontology)
    assert not [line for line in lines if "startedOn" in line or "endedOn" in line or "early" in line]


def test_a_decade_tells_when_an_amount_holds(ontology: Ontology) -> None:
    claims = read_claims(read_document(b"CMMI has tested 20 models in the 2010s.", "text.txt"), ontology).claims
    (launched,) = [one for one in claims if one.property.endswith("modelsLaunched")]
    held = {name: getattr(term, "lexical", term) for name, term in launched.qualifiers}
    assert (held["validFrom"], held["validUntil"]) == ("2010", "2019")


def test_a_bare_title_is_not_taken_from_the_body_that_the_text_gives_it_to(ontology: Ontology) -> None:
    text = "Director Mara Nwosu of the Lagoon Trust visited CMMI. Director Mara Nwosu spoke.\n"
    assert [line for line in told(text, ontology) if " director " in line] == ["Lagoon Trust director Mara Nwosu"]


STATUTES = [
    "SEC. 331. TESTING. The Administrator shall carry out the Harbor Visits Demonstration for 5 years.",
    "Sec. 12. The Council shall form part of the Ministry of Tides.",
    "§ 9. No hospital shall be compelled to take part in the Harbor Visits Demonstration.",
]


@pytest.mark.parametrize("text", STATUTES)
def test_one_section_at_the_head_of_its_words_makes_a_law(text: str, ontology: Ontology) -> None:
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    assert claims
    assert {one.modality for one in claims} == {"rule"}


def test_a_cited_section_makes_no_law(ontology: Ontology) -> None:
    text = "Section 9 of the report says that the Harbor Visits Demonstration will start in 2041.\n"
    assert {one.modality for one in read_claims(read_document(text.encode(), "t.txt"), ontology).claims} != {"rule"}
