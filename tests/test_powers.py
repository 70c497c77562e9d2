"""Powers: what a text says that a law it names lets or makes somebody do."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def given(text: str, ontology: Ontology) -> list[tuple[str, str, str, str]]:
    """Each power and duty: the law, its kind, the words, and who bears it."""
    found = []
    for one in read_claims(read_document(text.encode(), "text.txt"), ontology).claims:
        name = one.property.rpartition("#")[2]
        if name in {"grantsPower", "imposesDuty"} and not isinstance(one.object, Referent):
            bearer = dict(one.qualifiers)["bearer"]
            found.append((one.subject.label, name, one.object.lexical, getattr(bearer, "label", "")))
    return found


TOLD = [
    (
        "The Tern Act requires the Registrar to inspect each pier.",
        ("Tern Act", "imposesDuty", "inspect each pier", "Registrar"),
    ),
    (
        "The Tern Act obliges hospitals to post their rates.",
        ("Tern Act", "imposesDuty", "post their rates", "hospitals"),
    ),
    ("The Tern Act permits the Comptroller to waive fees.", ("Tern Act", "grantsPower", "waive fees", "Comptroller")),
    (
        "The Tern Act gives the Registrar the power to close a pier.",
        ("Tern Act", "grantsPower", "close a pier", "Registrar"),
    ),
    (
        "Under the Tern Act, the Registrar may close a pier that leaks.",
        ("Tern Act", "grantsPower", "close a pier that leaks", "Registrar"),
    ),
    (
        "Under the Tern Act the Comptroller shall audit each pier.",
        ("Tern Act", "imposesDuty", "audit each pier", "Comptroller"),
    ),
    (
        "The Tern Act, which entitles a patient to refuse any charge, was enacted in 2031.",
        ("Tern Act", "grantsPower", "refuse any charge", "patient"),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_a_named_law_gives_powers_and_duties(text: str, wanted: tuple[str, ...], ontology: Ontology) -> None:
    assert given(text + "\n", ontology) == [wanted]


SILENT = [
    "The Tern Act would require hospitals to post their rates.",
    "The Tern Act does not require hospitals to post their rates.",
    "Under the Tern Act, hospitals may see lower payments.",
    "The mayor requires the Registrar to inspect each pier.",
    "Under the Tern Act, prices may rise.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_might_be_or_is_denied_gives_none(text: str, ontology: Ontology) -> None:
    assert given(text + "\n", ontology) == []
