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
    ("This notice was prepared in February 2037.", "2037-02"),
    ("The Harbor Pilot opened on May 7, 2033", None),
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
