"""Laid-out pages: boxes, tables and lists of web pages and files of values, as agencies set them."""

from __future__ import annotations

import pytest

from benchmarks.gold import show
from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
BOX = """<html><body><h1>Evergreen Falls Prevention Model</h1>
<table><tr><td>Status</td><td>Active</td></tr><tr><td>Start date</td><td>July 1, 2032</td></tr>
<tr><td>Participation</td><td>Voluntary</td></tr><tr><td>Participants</td><td>86 clinics (2033)</td></tr></table>
</body></html>"""
ASKED = """Model name,Start date,Participation,Certified for expansion?
Gable Oncology Model,2029-07-01,Voluntary,Yes (March 2034)
Pinehurst Dialysis Model,2030-01-01,Mandatory,No
"""
NESTED = """<ul><li><b>Harvest Nutrition Model</b><ul><li>Started April 1, 2033</li><li>Will run for six years</li></ul></li>
<li><b>Anchor Surgery Bundles</b><ul><li>Ended on May 2, 2032, two years early</li><li>Lost $19 million</li></ul></li></ul>
<p>The office closed.</p>"""
CONTENTS = "CONTENTS\n\nParticipants ............ 12\nPayment ........ 14\n"


def said(text: str, name: str) -> set[str]:
    """The claims of a text, without what proves them."""
    claims = read_claims(read_document(text.encode(), name), ONTOLOGY).claims
    return {show(one).split(" <")[0].rstrip(" |") for one in claims}


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (BOX, "box.html", "Evergreen Falls Prevention Model | status | active | fact"),
        (
            BOX,
            "box.html",
            "Evergreen Falls Prevention Model | participants | 86 | fact | pointInTime=2033; unit=clinics",
        ),
        (ASKED, "asked.csv", "Gable Oncology Model | outcome | certified for expansion | fact | pointInTime=2034-03"),
        (ASKED, "asked.csv", "NOT Pinehurst Dialysis Model | outcome | certified for expansion | fact"),
        (NESTED, "nested.html", "Harvest Nutrition Model | plannedDuration | P6Y | plan"),
        (NESTED, "nested.html", "Anchor Surgery Bundles | netSavings | -19000000 | fact | unit=US dollars"),
    ],
)
def test_what_a_page_lays_out_is_read(text: str, name: str, wanted: str) -> None:
    assert wanted in said(text, name)


def test_pages_of_a_table_of_contents_are_no_figures() -> None:
    assert said(CONTENTS, "contents.txt") == set()


def test_what_follows_a_nested_list_stands_below_its_items_no_more() -> None:
    passages = read_document(NESTED.encode(), "nested.html").passages
    assert passages[-1].section == ()
