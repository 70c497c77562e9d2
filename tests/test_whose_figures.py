"""Whose figures: a sum is the finding of whom the next sentence names for it, and of nobody where that is unclear."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
QUAY = "The Quay Care Model saved $18.4 million."
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "finder"),
    [
        (f"{QUAY} That is Brandt Marsh Research's figure, not mine.", "Brandt Marsh Research"),
        (f"{QUAY} Those are the Reef Audit Office's own numbers.", "Reef Audit Office"),
        (f"{QUAY} This estimate is the Reef Audit Office's estimate.", "Reef Audit Office"),
        (f"{QUAY} That is a figure I regret.", ""),
        (f"{QUAY} That is not the Reef Audit Office's figure.", ""),
        (f"{QUAY} That is the Reef Audit Office's second model.", ""),
        (f"{QUAY}\n\nThat is the Reef Audit Office's figure.", ""),
        (f"{QUAY[:-1]} and the Cove Birth Model lost $6 million. That is the Reef Audit Office's figure.", ""),
    ],
)
def test_a_sum_is_the_finding_of_whom_the_next_sentence_names(text: str, finder: str) -> None:
    found = [shown(one) for one in read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims]
    sums = [one for one in found if one.startswith("Quay Care Model netSavings 18400000")]
    assert len(sums) == 1
    assert (f"attributedTo={finder}" in sums[0]) if finder else "attributedTo" not in sums[0]
