"""States in tables: a row is told at its own day."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


TABLE = """Model,Announced,Start,End,Status,As of
Harbor Recovery Model,2030-03,2031-01-15,2036-12-31,Active,2032-05
Quay Oncology Model,2030-04-01,2031-02,2032-01,Ended,2032-05
"""


@pytest.mark.slow
def test_states() -> None:
    found = claims_of(TABLE, "models.csv")
    assert found >= {
        "Harbor Recovery Model startedOn 2031-01-15",
        "Harbor Recovery Model endedOn 2036-12-31 plan",
        "Harbor Recovery Model status active asOf=2032-05",
        "Quay Oncology Model endedOn 2032-01",
        "Quay Oncology Model status ended asOf=2032-05",
    }
    assert sum(" status " in one for one in found) == 2
