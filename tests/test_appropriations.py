"""Appropriations: each sum of a law with its years, given to the body that the law creates."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


LAW = """---
title: Tidal Act
type: Statute
---
# Tidal Act

SEC. 12. TIDAL HEALTH INNOVATION OFFICE.

(a) Establishment.-There is established within the Department of Health and Human Services a Tidal Health Innovation \
Office (in this section referred to as the "Office").

(b) Funding.-There are appropriated, from amounts not otherwise appropriated-

(1) $7,000,000 for fiscal year 2030; and

(2) $4,000,000,000 for the period of fiscal years 2031 through 2039.
"""


@pytest.mark.slow
def test_sums_of_a_list() -> None:
    assert {one for one in claims_of(LAW) if " appropriation " in one} == {
        "Tidal Health Innovation Office appropriation 7000000 rule fiscal unit=US dollars validFrom=2030 validUntil=2030",
        "Tidal Health Innovation Office appropriation 4000000000 rule fiscal unit=US dollars validFrom=2031"
        " validUntil=2039",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Under the amendment the Tide Office will receive $750 million for each period of five years beginning with 2037.",
            "Tide Office appropriation 750000000 plan per=P5Y unit=US dollars validFrom=2037",
        ),
        (
            "There are appropriated to the Tide Office $90 million for each ten-year period starting with fiscal year 2031.",
            "Tide Office appropriation 90000000 plan fiscal per=P10Y unit=US dollars validFrom=2031",
        ),
        (
            "The Estimates appropriate \u00a3165 million to the Tide Office for the financial year 2035\u201336.",
            "Tide Office appropriation 165000000 plan unit=pounds sterling validFrom=2035 validUntil=2036",
        ),
        (
            "Parliament appropriated $5 million to the Tide Office for fiscal year 2031.",
            "Tide Office appropriation 5000000 fiscal unit=US dollars validFrom=2031 validUntil=2031",
        ),
    ],
)
def test_sums_for_each_period_and_for_a_year(text: str, told: str) -> None:
    assert {one for one in claims_of(text) if " appropriation " in one} == {told}
