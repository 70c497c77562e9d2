"""Other names: a second name that a text gives a thing beside the first is a claim, with its words."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[tuple[str, str]]:
    """Each thing with the other names that a text gives it."""
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    return {
        (one.subject.label, getattr(one.object, "lexical", "")) for one in claims if one.property.endswith("#altLabel")
    }


TWO = [
    (
        "The Greenfinch Rural Emergency Model (GREM) pays hospitals a fixed sum.",
        "Greenfinch Rural Emergency Model",
        "GREM",
    ),
    ("The Castleford Health Authority, known as CHA, issued the notice.", "Castleford Health Authority", "CHA"),
    ("The Harbor Model, formerly known as the Coast Model, began in 2031.", "Harbor Model", "Coast Model"),
    (
        "ALDER (the Accountable Lakes Dialysis Emergency Relief Model) began in 2031.",
        "Accountable Lakes Dialysis Emergency Relief Model",
        "ALDER",
    ),
    ("The Tern Health Agency (“THA”) was set up in 2031.", "Tern Health Agency", "THA"),
]


@pytest.mark.parametrize(("text", "thing", "name"), TWO)
def test_two_names_side_by_side_are_told(text: str, thing: str, name: str, ontology: Ontology) -> None:
    assert (thing, name) in told(text + "\n", ontology)


def test_each_of_three_names_is_told_once(ontology: Ontology) -> None:
    text = (
        "The Center for Medicare and Medicaid Innovation (CMMI; also known as the CMS Innovation Center) began in 2010. "
        "The Center for Medicare and Medicaid Innovation (CMMI) tests models.\n"
    )
    body = "Center for Medicare and Medicaid Innovation"
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    names = [getattr(one.object, "lexical", "") for one in claims if one.property.endswith("#altLabel")]
    assert sorted(names) == ["CMMI", "CMS Innovation Center"]
    assert {thing for thing, _ in told(text, ontology)} == {body}


APART = [
    "The Harbor Model began in 2031. It is called Harbor by some.",
    "The Harbor Model (2031) and the Coast Model (Ohio) began.",
    "The Harbor Model replaced the Coast Model.",
]


@pytest.mark.parametrize("text", APART)
def test_names_that_do_not_stand_together_tell_nothing(text: str, ontology: Ontology) -> None:
    assert told(text + "\n", ontology) == set()
