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


YEARS = """# Results

Net savings of each test by fiscal year, in thousands of dollars (losses in brackets).

| Test | Evaluator | FY 2030 | FY 2031 | FY 2032 | Total |
|---|---|---|---|---|---|
| Sandmartin Liver Model | Tern Research | 1,250 | (340) | n/a | 910 |
| Dotterel Trial | Tern Research | — | 0 | 12.5 | 12.5 |
"""
NO_TOTALS = """# {title}

{caption}

| Test | 2030 | 2031 |
|---|---|---|
| Sandmartin Liver Model | 12 | 13 |
"""


@pytest.mark.slow
def test_a_table_of_years_gives_each_sum_its_year_and_a_loss_its_sign() -> None:
    told = claims_of(YEARS)
    held = "attributedTo=Tern Research fiscal unit=US dollars"
    assert {one for one in told if " netSavings " in one} == {
        f"Sandmartin Liver Model netSavings 1250000 {held} validFrom=2030 validUntil=2030",
        f"Sandmartin Liver Model netSavings -340000 {held} validFrom=2031 validUntil=2031",
        f"Dotterel Trial netSavings 12500 {held} validFrom=2032 validUntil=2032",
    }
    assert len([one for one in told if " outcome net losses " in one]) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("Gross and net savings by year", "Millions of dollars."),
        ("Cumulative net savings by year", "Millions of dollars."),
        ("Net savings by year", "Compiled in August."),
        ("Participants by year", "Millions of dollars went to them."),
        ("Net savings per patient by year", "Dollars."),
        ("Net savings by year", "Millions of dollars and of pounds sterling."),
    ],
)
def test_a_table_of_years_says_nothing_where_its_sums_are_unclear(title: str, caption: str) -> None:
    assert not {one for one in claims_of(NO_TOTALS.format(title=title, caption=caption)) if " netSavings " in one}


EVENTS = """# Sandmartin Rural Model

## Timeline

- February 2029: the model was announced
- October 1, 2029: the model started in Kansas, Nebraska and South Dakota
- March 2031: the first evaluation of the model was published
- September 30, 2039: the model is scheduled to end

Page last modified: May 22, 2035
"""


@pytest.mark.slow
def test_a_list_of_dated_events_tells_when_and_where_the_thing_in_the_heading_began() -> None:
    told = {one for one in claims_of(EVENTS) if "On " in one or "operatesIn" in one}
    assert told == {
        "Sandmartin Rural Model announcedOn 2029-02",
        "Sandmartin Rural Model startedOn 2029-10-01",
        "Sandmartin Rural Model endedOn 2039-09-30 plan",
        *(f"Sandmartin Rural Model operatesIn {one}" for one in ("Kansas", "Nebraska", "South Dakota")),
    }
