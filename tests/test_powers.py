"""Powers: what a text says that a law it names lets or makes somebody do."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.claims.mentions import Referent
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
    (
        "The Tern Act mandates hospitals to post their rates.",
        ("Tern Act", "imposesDuty", "post their rates", "hospitals"),
    ),
    (
        "The Tern Act requires the Harbor Authority to inspect each pier.",
        ("Tern Act", "imposesDuty", "inspect each pier", "Harbor Authority"),
    ),
    ("The Tern Act lets the Registrar close a pier.", ("Tern Act", "grantsPower", "close a pier", "Registrar")),
    (
        "The Tern Act requires that each clinic report its fees.",
        ("Tern Act", "imposesDuty", "report its fees", "clinic"),
    ),
    (
        "The Tern Act charges the Registrar with inspecting each pier.",
        ("Tern Act", "imposesDuty", "inspecting each pier", "Registrar"),
    ),
    (
        "The Tern Act provides the Registrar with authority to close a pier.",
        ("Tern Act", "grantsPower", "close a pier", "Registrar"),
    ),
    (
        "The Registrar is free under the Tern Act to close a pier.",
        ("Tern Act", "grantsPower", "close a pier", "Registrar"),
    ),
    (
        "Hospitals are required by the Tern Act to post their rates.",
        ("Tern Act", "imposesDuty", "post their rates", "hospitals"),
    ),
    (
        "The Tern Act says that the Registrar must inspect each pier.",
        ("Tern Act", "imposesDuty", "inspect each pier", "Registrar"),
    ),
    (
        "Congress directed the Registrar, in the Tern Act, to inspect each pier.",
        ("Tern Act", "imposesDuty", "inspect each pier", "Registrar"),
    ),
    (
        "The Registrar may close a pier (section 9 of the Tern Act).",
        ("section 9 of the Tern Act", "grantsPower", "close a pier", "Registrar"),
    ),
    ("The Tern Act binds every ferry to carry a doctor.", ("Tern Act", "imposesDuty", "carry a doctor", "ferry")),
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
    "Nowhere does the Tern Act permit the Registrar to close a pier.",
    "The Tern Act obliges no hospital to post its rates.",
    "It is often said that the Tern Act requires hospitals to post their rates.",
    "Does the Tern Act require hospitals to post their rates?",
    "Hospitals would be required by the Tern Act to post their rates.",
    "Hospitals are not required by the Tern Act to post their rates.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_might_be_or_is_denied_gives_none(text: str, ontology: Ontology) -> None:
    assert given(text + "\n", ontology) == []


def test_what_one_duty_joins_is_told_one_by_one(ontology: Ontology) -> None:
    text = "The Tern Act requires the Registrar to inspect each pier and publish a list.\n"
    assert [words for _, _, words, _ in given(text, ontology)] == ["inspect each pier", "publish a list"]


LAW = """Section 1. Council. There is a Council of Piers in the Department of Ports.

Section 2. Duties. Every operator is required to report each fall. The Tide Inspector is to visit each pier when a keeper asks.

Section 3. Powers. The Fund has the right to close a pier and to fine its owner. No clinic shall bill twice.

Section 4. The Registrar may sell a pier. (b) The Registrar shall lay the accounts before the Assembly.
"""


def test_a_laws_own_words_tell_powers_and_duties_in_many_ways(ontology: Ontology) -> None:
    assert given(LAW, ontology) == [
        ("section 2", "imposesDuty", "report each fall", "operator"),
        ("section 2", "imposesDuty", "visit each pier", "Tide Inspector"),
        ("section 3", "grantsPower", "close a pier", "Fund"),
        ("section 3", "grantsPower", "fine its owner", "Fund"),
        ("section 4", "grantsPower", "sell a pier", "Registrar"),
        ("section 4", "imposesDuty", "lay the accounts before the Assembly", "Registrar"),
    ]


def test_articles_are_provisions_too(ontology: Ontology) -> None:
    text = "Article 6. Trials.\nThe Port Commissioner may suspend a fee.\n\nArticle 7. The Commissioner must report.\n"
    assert [(law, words) for law, _, words, _ in given(text, ontology)] == [
        ("Article 6", "suspend a fee"),
        ("Article 7", "report"),
    ]
