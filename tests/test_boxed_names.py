"""Boxed names: what only a table's columns or the heading above key facts name is an initiative, if its facts say so."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology


def told(text: str) -> set[str]:
    """All claims, "subject property object", by local names."""
    found = read_claims(read_document(text.encode(), "text.md"), load_ontology()).claims
    return {
        f"{one.subject.label} {one.property.rpartition('#')[2]} {getattr(one.object, 'lexical', getattr(one.object, 'label', ''))}"
        for one in found
    }


TABLE = "# Side by side\n\n| {0} |\n|---|---|---|\n{1}\n"


def test_the_columns_of_a_table_of_facts_are_names() -> None:
    rows = "| Began | 2028 | 2029 |\n| Type | Mandatory | Voluntary |\n| Who | dialysis facilities | nephrologists |"
    assert told(TABLE.format(" | Tarn Hollow | Birdsfoot", rows)) >= {
        "Tarn Hollow startedOn 2028",
        "Birdsfoot startedOn 2029",
        "Tarn Hollow participation mandatory",
        "Birdsfoot participation voluntary",
        "Tarn Hollow participantType dialysis facilities",
        "Birdsfoot participantType nephrologists",
    }


def test_the_text_goes_on_with_a_name_from_a_table() -> None:
    rows = "| Began | 2028 | 2029 |\n| Type | Mandatory | Voluntary |"
    text = TABLE.format("Feature | Tarn Hollow | Birdsfoot", rows) + "\nBirdsfoot lost $88 million on net.\n"
    assert "Birdsfoot netSavings -88000000" in told(text)


def test_the_heading_above_key_facts_is_a_name() -> None:
    text = "# Tarn Hollow\n\n- Start: July 2031\n- Participation: voluntary\n- Who takes part: dialysis facilities\n"
    assert told(text) >= {"Tarn Hollow startedOn 2031-07", "Tarn Hollow participation voluntary"}


@pytest.mark.parametrize(
    ("heading", "facts"),
    [
        ("Key Dates", "- Start: July 2031\n- Participation: voluntary"),
        ("At a Glance", "- Start: July 2031\n- Participation: voluntary"),
        ("Timeline", "- Start: July 2031\n- Participation: voluntary"),
        ("What the model asks of clinics", "- Start: July 2031\n- Participation: voluntary"),
        ("Ann Lee", "- Start: July 2031\n- End: 2036\n- Title: Director"),
    ],
)
def test_a_title_of_a_part_or_of_somebody_is_no_name(heading: str, facts: str) -> None:
    assert told(f"# {heading}\n\n{facts}\n") == set()


@pytest.mark.parametrize(
    "head",
    ["| Before | After", "Item | Old | New", "Year | 2031 | 2032", "Feature | Track One | Track Two", "Fact | Details | Notes"],
)
def test_two_states_of_one_thing_are_no_names(head: str) -> None:
    assert told(TABLE.format(head, "| Start | 2028 | 2029 |\n| Participation | Voluntary | Mandatory |")) == set()


def test_a_state_may_say_since_when() -> None:
    rows = "| Type | Mandatory | Voluntary |\n| Status | Ended 2032 | Active (since July 2029) |"
    assert told(TABLE.format(" | Tarn Hollow | Birdsfoot", rows)) >= {"Tarn Hollow status ended", "Birdsfoot status active"}
