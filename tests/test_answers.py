"""Answers: a value below its question is a claim; a hedged answer is none."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


PAGE = """---
title: Questions
date: 2034-05-02
---
# Lantern Kidney Model: questions

### When will the model begin?

In October 2034.

### How long will it last?

Five years.

### Must my practice join?

No, joining is voluntary.

### When are applications due?

By June 30, 2034, for the first cohort.

### When will it end?

Not before 2040, perhaps.
"""


@pytest.mark.slow
def test_answers() -> None:
    found = claims_of(PAGE)
    assert found >= {
        "Lantern Kidney Model startedOn 2034-10 plan",
        "Lantern Kidney Model plannedDuration P5Y",
        "Lantern Kidney Model participation voluntary",
        "Lantern Kidney Model applicationsCloseOn 2034-06-30 plan appliesTo=first cohort comparator=<=",
    }
    assert not any("endedOn" in one or "mandatory" in one for one in found)
