"""Second figures: another's number for what was just told is a claim of its own; any other number beside is none."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
OPENING = "The Pebble Model is a payment model."
GAO, MEDPAC = "Government Accountability Office", "Medicare Payment Advisory Commission"
SAVED = "The GAO found that the Pebble Model saved $40 million in 2033"
IN_2033 = "unit=US dollars validFrom=2033 validUntil=2033"
pytestmark = pytest.mark.slow

OTHERS = [
    (f"{SAVED}; MedPAC puts it at $31 million.", f"netSavings 31000000 attributedTo={MEDPAC} {IN_2033}"),
    (f"{SAVED}. MedPAC puts the savings at only $31 million.", f"netSavings 31000000 attributedTo={MEDPAC} {IN_2033}"),
    (f"{SAVED}; MedPAC, for its part, says $31 million.", f"netSavings 31000000 attributedTo={MEDPAC} {IN_2033}"),
    (f"{SAVED}, while MedPAC puts the loss at $3 million.", f"netSavings -3000000 attributedTo={MEDPAC} {IN_2033}"),
    (
        "The Pebble Model saved $40 million in 2033, according to MedPAC; the auditor, the GAO, at $31 million.",
        f"netSavings 31000000 attributedTo={GAO} {IN_2033}",
    ),
    (
        "MedPAC found that the Pebble Model had a net loss of $40 million; the GAO set the loss at $52 million.",
        f"netSavings -52000000 attributedTo={GAO} unit=US dollars",
    ),
    (
        "According to MedPAC 61 clinics take part in the Pebble Model; the GAO counted 58.",
        f"participants 58 attributedTo={GAO} unit=clinics",
    ),
    (
        "The Pebble Model had 61 clinics as of May 2033. MedPAC counts 58 of them.",
        f"participants 58 asOf=2033-05 attributedTo={MEDPAC} unit=clinics",
    ),
]
ASIDE = [
    f"{SAVED}, and MedPAC got $3 million for its work.",
    f"{SAVED}. MedPAC was paid $3 million.",
    f"{SAVED}. MedPAC has $3 million.",
    f"{SAVED}. MedPAC puts the bonus at $3 million.",
    f"{SAVED} and the Cove Model lost $2 million; MedPAC says $31 million.",
]


@pytest.mark.parametrize(("text", "wanted"), OTHERS)
def test_another_figure_for_the_same_is_a_claim_of_who_gives_it(text: str, wanted: str) -> None:
    found = [shown(one) for one in read_claims(read_document(f"{OPENING} {text}".encode(), "page.md"), ONTOLOGY).claims]
    assert f"Pebble Model {wanted}" in found


@pytest.mark.parametrize("text", ASIDE)
def test_a_figure_of_something_else_is_no_second_one(text: str) -> None:
    found = [shown(one) for one in read_claims(read_document(f"{OPENING} {text}".encode(), "page.md"), ONTOLOGY).claims]
    sums = [one for one in found if one.startswith("Pebble Model netSavings")]
    assert sums == [f"Pebble Model netSavings 40000000 attributedTo={GAO} {IN_2033}"]


def test_a_quote_of_a_second_figure_is_its_own_clause() -> None:
    text = f"{OPENING} {SAVED}; MedPAC puts it at $31 million."
    claims = read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims
    second = next(one for one in claims if one.evidence.extracted_by == "second-figure")
    assert second.evidence.quote == "MedPAC puts it at $31 million"
    assert "$40 million" in next(text[start:end] for start, end, _ in second.evidence.context)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Had the Pebble Model saved $4 million, nobody would have cared.", set()),
        ("In 2033 the Pebble Model ended $4 million to the good.", {f"netSavings 4000000 {IN_2033}"}),
        ("The Pebble Model left Medicare $4 million the poorer.", {"netSavings -4000000 unit=US dollars"}),
        (
            "In 2033 Medicare was $4 million out of pocket because of the Pebble Model.",
            {f"netSavings -4000000 {IN_2033}"},
        ),
        ("Patients in the Pebble Model pay up to $40 out of pocket.", set()),
    ],
)
def test_an_idiom_of_gain_or_loss_has_one_sign(text: str, wanted: set[str]) -> None:
    found = [shown(one) for one in read_claims(read_document(f"{OPENING} {text}".encode(), "page.md"), ONTOLOGY).claims]
    assert {one.removeprefix("Pebble Model ") for one in found if " netSavings " in one} == wanted
