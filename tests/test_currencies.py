"""Currencies: an amount of any currency that the vocabulary knows is a claim in that unit, and never a fault."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpus.documents import read_document
from extract.claims.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology

CORE = Path(__file__).resolve().parent.parent / "ontology" / "core"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


AMOUNTS = [
    ("The Harbor Model saved $5 million in 2031.", "USD", "5000000"),
    ("The Harbor Model saved €5 million in 2031.", "EUR", "5000000"),
    ("The Harbor Model saved £3.2 million net in 2031.", "GBP", "3200000"),
    ("The Harbor Model lost C$4 million.", "CAD", "-4000000"),
    ("The Harbor Model lost A$4 million.", "AUD", "-4000000"),
    ("The Harbor Model saved 18.7 million euros in 2031.", "EUR", "18700000"),
    ("The Harbor Model saved EUR 2 million in 2031.", "EUR", "2000000"),
]


@pytest.mark.parametrize(("text", "unit", "amount"), AMOUNTS)
def test_amounts_keep_their_currency(text: str, unit: str, amount: str, ontology: Ontology) -> None:
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    (saved,) = [one for one in claims if one.property.endswith("#netSavings")]
    held = dict(saved.qualifiers)["unit"]
    assert isinstance(held, Referent)
    assert (held.entity, getattr(saved.object, "lexical", "")) == (ontology.namespaces.iri(f"kg:{unit}"), amount)


def test_every_unit_of_the_value_tables_is_in_the_vocabulary(ontology: Ontology) -> None:
    tables = tomllib.loads((CORE / "values.toml").read_text(encoding="utf-8"))
    units = {*tables["money"]["symbols"].values(), *tables["money"]["words"].values()}
    assert {ontology.namespaces.iri(one) for one in units} <= set(ontology.vocabulary.individuals)
