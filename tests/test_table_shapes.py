"""Shapes of tables: boxes, timelines and tables on their side."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


BOX = """# Northshore Health Agency

| | |
|---|---|
| Formed | 1 July 2018 |
| Director | Maren Holt |

| | Harbor Recovery Model | Quay Oncology Model |
|---|---|---|
| Start | 2033 | July 2032 |
| Participation | Voluntary | Mandatory |
"""
TIMELINE = """---
title: Harbor Recovery Model
date: 2032-11-04
---
# Harbor Recovery Model

| Date | Milestone |
|---|---|
| March 31, 2033 | Applications due |
| September 1, 2033 | Model begins |
| May 1, 2034 | Second evaluation report begins |
"""


@pytest.mark.slow
def test_boxes_and_tables_on_their_side() -> None:
    assert claims_of(BOX) >= {
        "Northshore Health Agency establishedOn 2018-07-01",
        "Northshore Health Agency director Maren Holt",
        "Harbor Recovery Model startedOn 2033",
        "Quay Oncology Model startedOn 2032-07",
        "Quay Oncology Model participation mandatory",
    }


@pytest.mark.slow
def test_timelines() -> None:
    found = claims_of(TIMELINE)
    assert found >= {
        "Harbor Recovery Model applicationsCloseOn 2033-03-31 plan",
        "Harbor Recovery Model startedOn 2033-09-01 plan",
    }
    assert not any("2034" in one for one in found)
