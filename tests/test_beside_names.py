"""Beside names: what stands between commas beside a word for initiatives is one; what only stands near it is none."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.annotation.annotate import annotate
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def named(text: str, ontology: Ontology) -> set[str]:
    """The names of a text's initiatives."""
    found = annotate(read_document(text.encode(), "text.md"), ontology)
    mentions = (one.mention for sentence in found.sentences for one in sentence.mentions)
    initiative = ontology.namespaces.iri("kg:Initiative")
    return {one.referent.label for one in mentions if ontology.vocabulary.is_a(one.type, initiative)}


BESIDE = [
    ("The trial, Gentle Hand, paid island nurses a fixed salary.", {"Gentle Hand"}),
    ("A second trial, Day Boat, under which the board pays patients a mileage rate, goes on.", {"Day Boat"}),
    ("The council kept its dentists' bonus scheme, Bright Corner, in force beyond 2036.", {"Bright Corner"}),
    ("A third arrangement, Omega House, opens in 2036.", {"Omega House"}),
    ("In 2015 she began the first pay-by-result scheme in the archipelago, Nurse on the Hill, which served 70 sailors.",
     {"Nurse on the Hill"}),
    ("The governor kicked off Clean Slate, a three-year test in which midwives hold the purse.", {"Clean Slate"}),
    ("The secretary expanded Iron Pot, the kitchen-and-clinic demonstration that the bureau runs.", {"Iron Pot"}),
    ("The authority found that Copies First, its longest-running scheme, lost money.", {"Copies First"}),
    ("Long Table, as the resulting demonstration is called, covers 74,000 people.", {"Long Table"}),
    ("Slow Beat, to give it its name, is the work of the health agency.", {"Slow Beat"}),
    ("Mortar, as the trial is called, began in April 2032.", {"Mortar"}),
    ("The desk has four schemes in the field: Rain Rate, High Tide, Wellwatch and Three Pumps.",
     {"Rain Rate", "High Tide", "Wellwatch", "Three Pumps"}),
    ("It runs three payment trials: Abendlicht, Third Wind and Two Nurses.", {"Abendlicht", "Third Wind", "Two Nurses"}),
    ("The board runs a small trial by the name of Quick March.", {"Quick March"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), BESIDE)
def test_what_stands_beside_a_word_for_initiatives_is_one(text: str, names: set[str], ontology: Ontology) -> None:
    assert named(f"{text}\n", ontology) == names


NEAR = [
    "The head of the trial, Grace Hill, said nothing.",
    "The director of the pilot, Mark Field, resigned.",
    "In the trial, Harbor Clinic came first.",
    "Mercy Hospital, a pilot site, closed in 2031.",
    "Ana Gray, the pilot coordinator, wrote the notes.",
    "The board ran a trial in two towns, Alder Falls, and a village.",
    "The agency that runs the trial, Harbor Health, was fined.",
    "After the pilot, Minister Stone, who had paid for it, left.",
    "They looked at three trials: none had a control group.",
    "Oslo, as the city is called, has 700,000 people.",
    "The patients in the trial, Monday excepted, came daily.",
]


@pytest.mark.parametrize("text", NEAR)
def test_what_only_stands_near_such_a_word_is_none(text: str, ontology: Ontology) -> None:
    assert named(f"{text}\n", ontology) == set()


def test_the_text_goes_on_with_what_was_named_so(ontology: Ontology) -> None:
    text = "A bureau's trial, Gentle Hand, pays island nurses a fixed salary. Gentle Hand is voluntary.\n"
    claims = read_claims(read_document(text.encode(), "text.md"), ontology).claims
    said = {(one.subject.label, one.property.rpartition("#")[2]) for one in claims}
    assert said >= {("Gentle Hand", "participation"), ("Gentle Hand", "paymentMechanism")}
