"""Mastheads: the date of a text from its first and last lines."""

from __future__ import annotations

import pytest

from corpus.documents import read_document

BODY = "\n\nThe Harbor Pilot began in January 2031. It pays ports.\n"
DATED = [
    ("February 18, 2035 -- The office announced a pilot.", "2035-02-18"),
    ("Baltimore, May 7, 2033. The office announced a pilot.", "2033-05-07"),
    ("BALTIMORE (May 7, 2033) — The office announced a pilot.", "2033-05-07"),
    ("STATE WATCH, vol. 7 no. 3 (March 2034)", "2034-03"),
    ("HARBOR PILOT -- one page (rev. 10/2033)", "2033-10"),
    ("Lakes Office Update: June 2035", "2035-06"),
    ("Title of a Story\nOpinion by Ann Oyo, March 30, 2037", "2037-03-30"),
    ("Posted 3 August 2036", "2036-08-03"),
    ("Lakes Office | August 2034", "2034-08"),
    ("LAKES WEEK / 14 November 2035", "2035-11-14"),
    ("Lakes Week ** 14 November 2035", "2035-11-14"),
    ("This notice was prepared in February 2037.", "2037-02"),
    ("The Harbor Pilot opened on May 7, 2033", None),
    ("| Harbor Pilot | Jan. 2033 | 118 ports |", None),
    ("Applications due by June 2035", None),
]


@pytest.mark.parametrize(("line", "issued"), DATED)
def test_the_date_of_a_text(line: str, issued: str | None) -> None:
    document = read_document((line + BODY).encode(), "page.txt")
    assert document.metadata.issued == issued
    if document.metadata.issued_span:
        start, end = document.metadata.issued_span
        assert any(year in document.text[start:end] for year in ("2033", "2034", "2035", "2036", "2037"))


def test_a_later_change_is_no_date_of_issue() -> None:
    document = read_document(("Some Head\nUpdated 4:40 p.m., 19 August 2033" + BODY).encode(), "page.txt")
    assert (document.metadata.issued, document.metadata.modified) == (None, "2033-08-19")


BELOW = [
    ("# Nine Tests\n\nReef Audit Chamber, report 2038-11, 15 April 2038", "2038-04-15"),
    ("# Nine Tests\n\nReef Audit Office\nReport RAO-25-118\nMarch 3, 2035", "2035-03-03"),
    ("# Nine Tests\n\nRAO-30-118. Published: February 12, 2030.", "2030-02-12"),
    ("# Ports: final evaluation\n\nTern Institute for the Office of Tides, 3 November 2035", "2035-11-03"),
    ("# Estimates\n\nPresented to Parliament by Colm Deva, Minister of Ports, on 3 June 2038", "2038-06-03"),
    ("# Ministry of Ports\n\n## Estimates for Fiscal Year 2032\n\nFebruary 3, 2031", "2031-02-03"),
    ("# Ports\n\n## Executive summary\n\nTern Research, October 2034\nLead evaluator: Ann Oyo", "2034-10"),
    ("# Council\n\n## Minutes of the meeting of 9 December 2033", "2033-12-09"),
    ("# Council: minutes\n\nMeeting of February 24, 2027, 9:30 a.m., Baltimore", "2027-02-24"),
    ("# Parliament\n\nHearing of 23 September 2036 (extract)", "2036-09-23"),
    ("# House\n\n## Hearing on the Office of Tides, 4 February 2035", "2035-02-04"),
    ('# House\n\nHearing: "Ten Years"\nJune 10, 2025. Unofficial transcript, excerpt.', "2025-06-10"),
    ("# The Buoy\n\n### The newsletter of the Ports League · No. 31 · November 2034", "2034-11"),
    ("# The Buoy\n\nNumber 1, January 2033", "2033-01"),
    ("# Stop it\n\n*By Bo Lind. The Port Sentinel, May 6, 2031*", "2031-05-06"),
    ("# Stop it\n\n*The Port Courier, June 22, 2035. Opinion.*", "2035-06-22"),
    ("# At a glance\n\nFrom the handbook of the Ports League, 2038 edition (June 2038)", "2038-06"),
    ("# At a glance\n\nAs at 31 January 2035. Figures are from the evaluators.", "2035-01-31"),
    ("# At a glance\n\nCompiled by the Brine Institute. January 2036.", "2036-01"),
    ("# Reef Gazette, Friday, February 14, 2025, Rules and Regulations", "2025-02-14"),
    ("# Ports\n\nPORT UNION, March 3, 2025 (Reef Wire) - The office paid ports.", "2025-03-03"),
    ("# Harbor Pilot\n\n## Round two, July 2031", None),
    ("# Harbor Pilot\n\nFirst performance year: July 2031", None),
    ("# Harbor Pilot\n\nThe Harbor Pilot, a test of dues, opened on May 7, 2033.", None),
    ("# Ann Oyo\n\nAnn Oyo (born May 7, 2003) is an engineer.", None),
    ("# Tides Act\n\nPublic Law 20-87. Enacted October 14, 2027.", None),
    ("# Harbor Pilot\n\nIt pays ports.\n\n## Deadlines\n\nReef Office, July 4, 2031", None),
]


@pytest.mark.parametrize(("head", "issued"), BELOW)
def test_the_date_among_fragments_below_a_title(head: str, issued: str | None) -> None:
    document = read_document((head + BODY).encode(), "page.md")
    assert document.metadata.issued == issued
    if document.metadata.issued_span:
        start, end = document.metadata.issued_span
        assert document.text[start:end].endswith(issued[:4] if issued else "")


CHANGED = [
    ("# Ports\n\nReef Office. Last updated 20 March 2034." + BODY, "2034-03-20"),
    ("# Ports\n\nReef Office › Tests\nPage updated: 15 January 2035" + BODY, "2035-01-15"),
    ("# Ports\n\nReef Office, Tests Department. Last changed on 3 February 2034" + BODY, "2034-02-03"),
    ("# Ports\n\nFrom the Open Book of Reefs. This article was last edited on 14 August 2035." + BODY, "2035-08-14"),
    ("# Ports" + BODY + "\n*This page was last edited in February 2031.*\n", "2031-02"),
    ("# Ports" + BODY + "\nThe next meeting is on 4 May 2031.\n", None),
    ("# Ports" + BODY + "\nThe fee was last changed on 4 May 2031.\n", None),
]


@pytest.mark.parametrize(("text", "modified"), CHANGED)
def test_the_date_of_a_change_among_fragments(text: str, modified: str | None) -> None:
    document = read_document(text.encode(), "page.md")
    assert (document.metadata.issued, document.metadata.modified) == (None, modified)


def test_the_figures_of_a_table_are_as_late_as_the_line_below_it_says() -> None:
    rows = "| Model | Start |\n|---|---|\n| Harbor Model | Jan. 2033 |\n| Tide Model | Oct. 2034 |\n"
    document = read_document((rows + "\nSource: Lakes Office. Figures through September 2036.\n").encode(), "table.md")
    assert document.metadata.issued == "2036-09"
