"""The lexicon: who goes by a name, in which case, and what else is known of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.lexicon import Lexicon
from ontology.regulators import Ontology, load_ontology

TOY = Path(__file__).resolve().parent / "toy" / "regulator"


@pytest.fixture(scope="module")
def toy() -> Ontology:
    return load_ontology(TOY)


@pytest.fixture(scope="module")
def lexicon(toy: Ontology) -> Lexicon:
    return toy.lexicon


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Harbor and Coastal Trials Office", ["hcto"]),
        ("harbor and coastal  trials\noffice", ["hcto"]),
        ("hcto", ["hcto"]),
        ("REEF", ["rotating-effort-and-equity-fishery-trial"]),
        ("reef", []),
        ("Reef", []),
        ("reef trial", ["rotating-effort-and-equity-fishery-trial"]),
        ("open berth trial", ["open-berth-trial"]),
        ("open berth", []),
        ("Open Berth", ["open-berth-trial"]),
        ("secretary", []),
        ("Secretary", ["secretary-of-ports"]),
        ("harbor", []),
        ("", []),
    ],
)
def test_a_name_finds_who_goes_by_it(toy: Ontology, name: str, slugs: list[str]) -> None:
    assert [toy.namespaces.curie(entity.iri) for entity in toy.lexicon.by_name(name)] == [
        f"id:{slug}" for slug in slugs
    ]


def test_an_entity_keeps_label_aliases_and_source_apart(toy: Ontology, lexicon: Lexicon) -> None:
    reef = lexicon.entities[toy.namespaces.iri("id:rotating-effort-and-equity-fishery-trial")]
    assert reef.label not in reef.aliases
    assert reef.names[0] == reef.label
    assert reef.exact == ("REEF",)
    assert "REEF" in reef.aliases
    assert "trial" in reef.needs
    assert reef.source == "invented for the tests"
    assert reef.type == toy.namespaces.iri("harbor:Trial")


def test_context_words_that_forbid_a_reading(lexicon: Lexicon) -> None:
    (agency,) = lexicon.by_name("MRA")
    assert agency.vetoes == ("artery", "imaging", "scan")


def test_what_the_lexicon_knows_beyond_names(toy: Ontology, lexicon: Lexicon) -> None:
    iri = toy.namespaces.iri
    (post,) = lexicon.by_name("HCTO Director")
    assert post.relations == ((iri("kg:holderProperty"), iri("kg:director")), (iri("kg:postIn"), iri("id:hcto")))
    (section,) = lexicon.by_name("section 14 of the coastal renewal act")
    assert (iri("kg:equivalentProvision"), iri("id:7-mc-410")) in section.relations
