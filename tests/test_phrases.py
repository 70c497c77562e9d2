"""Phrases keep their words together: hyphenated words whole, counts and determiners left out."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def said(text: str, prop: str) -> set[str]:
    """The labels of what a text's claims with a property have as object."""
    claims = read_claims(read_document(text.encode(), "page.txt"), ONTOLOGY).claims
    return {getattr(one.object, "label", "") for one in claims if one.property.endswith(f"#{prop}")}


@pytest.mark.parametrize(
    ("text", "prop", "phrases"),
    [
        (
            "CMS said the Willowherb Care Model will pay clinics through a per-person monthly fee.",
            "paymentMechanism",
            {"per-person monthly fee"},
        ),
        (
            "The Big Leaf Model, begun in 2034, pays hospitals a fixed labor-and-delivery readiness payment.",
            "paymentMechanism",
            {"fixed labor-and-delivery readiness payment"},
        ),
        ("The Grid Model is a voluntary test for rural electric co-operatives.", "participantType", {
            "rural electric co-operatives"
        }),
        # put aside
        (
            "The Harrow Model gives practices a value-based quarterly bonus.",
            "paymentMechanism",
            {"value-based quarterly bonus"},
        ),
        ("The Quay Model is a mandatory test for for-profit nursing homes.", "participantType", {
            "for-profit nursing homes"
        }),
    ],
)  # fmt: skip
def test_a_hyphenated_word_stays_whole(text: str, prop: str, phrases: set[str]) -> None:
    assert said(text, prop) == phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Several rural hospitals joined the Larkspur Model in 2031.", {"rural hospitals"}),
        ("Any participating nephrologists may join the Larkspur Model.", {"nephrologists"}),
        # put aside
        ("The Larkspur Model is open to all eligible birth centers.", {"birth centers"}),
    ],
)
def test_what_tells_how_many_is_no_part_of_a_kind(text: str, phrases: set[str]) -> None:
    assert said(text, "participantType") == phrases


@pytest.mark.parametrize(
    "text",
    [
        'The Department of Health and Welfare withdrew the plan. "We heard you," said Secretary Cornelia Mbeki-Frost.',
        "For a year the Department of Public Health of Eskdale was led by Secretary Quillon Abernathy-Rios.",
        # put aside
        "The Ministry of Care in Estuary City has a new head, and Secretary Delphine Amaechi likes it there.",
    ],
)
def test_a_post_is_not_the_known_bodys_where_others_are_named(text: str) -> None:
    claims = read_claims(read_document(text.encode(), "page.txt"), ONTOLOGY).claims
    bodies = {one.subject.entity for one in claims if one.property.endswith("#secretary")}
    assert not any(bodies)


def test_a_post_is_the_known_bodys_where_that_is_named() -> None:
    text = "HHS announced it on Monday. Secretary Cornelia Mbeki-Frost praised the Fort Institute."
    claims = read_claims(read_document(text.encode(), "page.txt"), ONTOLOGY).claims
    assert any(one.property.endswith("#secretary") and one.subject.entity for one in claims)
