"""Tables: what rows and key facts claim, with the cell as the quote and its headers as context."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.claims import Claim
from extract.columns import plain_heading, read_columns
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
TABLE = """# Portfolio, as of June 2034

| Model | Start | End | Required? | Participants | Net savings ($ millions) | Status |
|---|---|---|---|---|---|---|
| Alder Rural Model | Jan 2033 | Dec 2037 | No | 64 hospitals | (12.5) | Active |
| Birch Specialty Model | 2035 | TBD | Yes | n/a | - | Announced |
"""
FACTS = """# Harbor Heart Model

Date: May 3, 2030

The Harbor Heart Model is new.

- Start date: January 2031
- Duration: 5 years
- Participation: Voluntary
- Who can join: rural hospitals and clinics
"""


def claims_of(text: str, name: str) -> list[Claim]:
    return list(read_claims(read_document(text.encode(), name), ONTOLOGY).claims)


@pytest.mark.slow
def test_rows() -> None:
    found = {shown(claim) for claim in claims_of(TABLE, "portfolio.md")}
    assert found >= {
        "Alder Rural Model startedOn 2033-01",
        "Alder Rural Model endedOn 2037-12 plan",
        "Alder Rural Model participation voluntary",
        "Alder Rural Model participants 64",
        "Alder Rural Model status active",
        "Birch Specialty Model startedOn 2035 plan",
        "Birch Specialty Model participation mandatory",
        "Birch Specialty Model status announced",
    }
    assert not any(one.startswith("Birch Specialty Model endedOn") for one in found)
    assert not any(one.startswith("Birch Specialty Model participants") for one in found)


@pytest.mark.slow
def test_quote_is_the_cell_and_context_its_headers() -> None:
    claim = next(one for one in claims_of(TABLE, "portfolio.md") if shown(one) == "Alder Rural Model startedOn 2033-01")
    assert claim.evidence.quote == "Jan 2033"
    assert [(TABLE[start:end], role) for start, end, role in claim.evidence.context] == [
        ("Start", "header"),
        ("Alder Rural Model", "header"),
    ]


@pytest.mark.slow
def test_key_facts_speak_of_what_the_heading_names() -> None:
    found = {shown(claim) for claim in claims_of(FACTS, "facts.md")}
    assert found >= {
        "Harbor Heart Model startedOn 2031-01 plan",
        "Harbor Heart Model plannedDuration P5Y",
        "Harbor Heart Model participation voluntary",
        "Harbor Heart Model participantType rural hospitals",
        "Harbor Heart Model participantType clinics",
    }


@pytest.mark.parametrize(
    ("text", "plain"),
    [("The Start date (planned):", "start date"), ("**End**", "end"), ("Participants, as of May", "participants")],
)
def test_headings_are_compared_bare(text: str, plain: str) -> None:
    assert plain_heading(text) == plain


def test_every_column_names_a_property_of_the_vocabulary() -> None:
    columns = read_columns(ONTOLOGY.regulator.files("tables.toml"))
    known = ONTOLOGY.vocabulary.properties
    listed = {name for names in columns.properties.values() for name in names}
    assert {name for name in listed if ONTOLOGY.namespaces.iri(name) not in known} == set()
