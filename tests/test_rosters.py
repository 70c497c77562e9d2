"""Rosters: rows of people give posts with their times."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


TABLE = """Name,Role,Organization,From,Until
Maren Holt,Director,Northshore Health Agency,2031-02-01,2034-06
Idris Vale,Acting Director,Northshore Health Agency,2034-07,
Petra Lunde,Deputy Director,Northshore Health Agency,2030,2033-01-15
"""


@pytest.mark.slow
def test_rows_of_people() -> None:
    found = claims_of(TABLE, "people.csv")
    agency = "Northshore Health Agency"
    assert found >= {
        f"{agency} director Maren Holt role=director validFrom=2031-02-01 validUntil=2034-06",
        f"{agency} director Idris Vale role=acting director validFrom=2034-07",
        f"Petra Lunde affiliation {agency} role=deputy director validFrom=2030 validUntil=2033-01-15",
    }
    assert not any("director Petra" in one for one in found)
