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


@pytest.mark.slow
def test_a_state_is_not_told_of_a_day_before_it_begins() -> None:
    table = "Model,Start,End,Status,As of\nHarbor Recovery Model,2031,2036-12-31,Ended,2035-03-12\nQuay Oncology Model,2031-07-01,,Active,2030-12\n"
    found = claims_of(table, "models.csv")
    assert {one for one in found if " status " in one} == {
        "Harbor Recovery Model status ended",
        "Quay Oncology Model status active",
    }
