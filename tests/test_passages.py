"""Passages: sections, lead-ins, references and boilerplate, worked out from blocks."""

from __future__ import annotations

import pytest

from corpus.dates import date_line, find_date
from corpus.documents import read_document
from corpus.lines import split_lines
from corpus.readers.columns import tables
from corpus.readers.enumerators import Enumerators


def read(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    return [(passage.kind, " ".join(passage.text.split())) for passage in read_document(text.encode(), name).passages]


def test_a_heading_opens_a_section_and_its_own_depth_closes_it() -> None:
    document = read_document(
        b"# Tide\n\nOne.\n\n## Costs\n\nTwo.\n\n### Boats\n\nThree.\n\n## Gains\n\nFour.\n", "a.md"
    )
    sections = {passage.text: passage.section for passage in document.passages}
    assert sections["One."] == ("Tide",)
    assert sections["Three."] == ("Tide", "Costs", "Boats")
    assert sections["Four."] == ("Tide", "Gains")
    four = next(passage for passage in document.passages if passage.text == "Four.")
    assert [document.text[start:end] for start, end in four.headings] == ["Tide", "Gains"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It began in May and\nended in June.", ["paragraph"]),
        ("It began in May.\n\nIt ended in June.", ["paragraph", "paragraph"]),
        ("It began in May with a number of operators.\nIt ended in June.", ["paragraph", "paragraph"]),
        ("Our results\n\u2022 one thing was done\n\u2022 another was not", ["heading", "list-item", "list-item"]),
        ("It covers:\nhospitals\nclinics\nIt began in 2021.", ["paragraph", "list-item", "list-item", "paragraph"]),
        ("It has two goals:\n\nThe first of them is to save money.", ["paragraph", "paragraph"]),
        ("It was widened in\n2012. That was in section\n12. Then it ended.", ["paragraph"]),
        ("1. It began.\n2. It ended.", ["list-item", "list-item"]),
        ("By Ann Poe\n\nIt began. It ended.", ["boilerplate", "paragraph"]),
        ("https://harbor.example/a\nIt began. It ended.\n12 Sep 2025", ["boilerplate", "paragraph", "boilerplate"]),
        ("It began.\n\nSubscribe to our newsletter today.", ["paragraph", "boilerplate"]),
        ("It began.\n\nSources: Gazette (2024); Herald (2025).", ["paragraph", "reference"]),
        ("It began then.\n\nReferences\n\nRoe J. Tides. 2024.", ["paragraph", "heading", "reference"]),
        (
            "The model was set up under the old law of the islands, in\nDecember 2020.\n\nIt ended.",
            ["paragraph", "paragraph"],
        ),
        (
            "Tide Model ends early\nThe Gazette\nMay 4, 2026 | 5 min read\n\nIt ended.",
            ["heading", *["boilerplate"] * 2, "paragraph"],
        ),
        ("It began in May.1 It ended.\n\n1Roe said so in her report.", ["paragraph", "reference"]),
        ("Counting\n\nOffice of Tides, May 4, 2026\n\nIt ended.", ["heading", "boilerplate", "paragraph"]),
        ("Dates\n\nLaunch of the model, May 4, 2026\n\nIt ended.", ["heading", "heading", "paragraph"]),
        ("Start date: January 2027", ["key-value"]),
        ("Note: The model began in January 2027.", ["paragraph"]),
        ("Start date: January 2027\nParticipation \u2014 Mandatory", ["key-value", "key-value"]),
    ],
)
def test_plain_lines_are_told_apart(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in read(text)] == kinds


def test_a_sentence_goes_on_over_a_blank_line_in_a_list_item() -> None:
    text = "\u2022 The agency set a new direction for the program that\n\nredesigns the options of its members."
    assert [words for _, words in read(text)] == [
        "\u2022 The agency set a new direction for the program that redesigns the options of its members."
    ]


def test_the_lines_above_a_saved_page_say_what_it_is() -> None:
    text = (
        "Title: Tide Model ends\nSource: Port Gazette\nAuthor: Ann Poe\nDate: 3 March 2026\n"
        "URL: https://gazette.example/tide\n\nThe Tide Model ended.\n"
    )
    document = read_document(text.encode(), "a.txt")
    found = document.metadata
    assert (found.title, found.publisher, found.creators) == ("Tide Model ends", "Port Gazette", ("Ann Poe",))
    assert (found.issued, found.url) == ("2026-03-03", "https://gazette.example/tide")
    assert found.issued_span is not None
    assert document.text[slice(*found.issued_span)] == "3 March 2026"
    assert [passage.kind for passage in document.passages] == ["boilerplate"] * 5 + ["paragraph"]


def test_double_spaced_lines_are_one_paragraph() -> None:
    lines = (
        "Chairman Poe and members of the Committee, thank you for the invitation to speak. The",
        "Center was created in 2011 to test payment models for ferries and their operators. Since",
        "then, we have launched more than twenty of them, and four have met the test for wider",
        "use.",
    )
    assert read("\n\n".join(lines)) == [("paragraph", " ".join(lines))]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "- **Start date:** May 2027\n- **Who** \u2013 Operators\n",
            [("Start date", "May 2027"), ("Who", "Operators")],
        ),
        ("**Stage:** TBD\n**Type:** flat\n", [("Type", "flat")]),
        ("**Q: When does it start?**\n\nA: In May.\n", []),
    ],
)
def test_labels_under_emphasis_are_labels(text: str, cells: list[tuple[str, str]]) -> None:
    document = read_document(f"# Tide\n\n{text}".encode(), "a.md")
    found = [cell for passage in document.passages for cell in passage.cells]
    assert [(cell.header, cell.text) for cell in found] == cells
    for cell in found:
        assert document.text[cell.start : cell.end] == cell.text
        assert document.text[cell.header_start : cell.header_end] == cell.header


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Sept. 3, 2025", "2025-09-03"),
        ("3rd of March 2026", "2026-03-03"),
        ("2026-01-02T03:04:05Z", "2026-01-02"),
        ("01/02/2026", "2026-01-02"),
        ("March, 2026", "2026-03"),
        ("31 June 2026", None),
        ("a 2026 plan", None),
        ("Section 12-2026-45", None),
    ],
)
def test_dates_are_no_more_exact_than_written(words: str, found: str | None) -> None:
    dated = find_date(words)
    assert (dated[0] if dated else None) == found


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("12 Sep 2025", ("issued", "2025-09-12")),
        ("Published on Tuesday, March 3, 2026 at 10:15 AM EST", ("issued", "2026-03-03")),
        ("Last updated: 2026-03-03", ("modified", "2026-03-03")),
        ("The model began on March 3, 2026", None),
        ("March 3, 2026 was a Tuesday", None),
    ],
)
def test_a_date_line_holds_nothing_else(words: str, says: tuple[str, str] | None) -> None:
    found = date_line(words)
    assert (found[:2] if found else None) == says


@pytest.mark.parametrize(
    ("marks", "citation"),
    [
        (["a", "1", "A", "i", "I"], "X(a)(1)(A)(i)(I)"),
        (["a", "1", "2", "b"], "X(b)"),
        (["a", "1", "A", "B", "i", "ii", "C"], "X(a)(1)(C)"),
        (["a", "b", "c", "d", "e", "f", "g", "h", "i"], "X(i)"),
        (["a", "1", "A", "i", "ii", "iii", "iv", "v"], "X(a)(1)(A)(v)"),
        (["1", "A", "2"], "X(2)"),
    ],
)
def test_the_nesting_of_a_law_follows_from_its_marks(marks: list[str], citation: str) -> None:
    below = Enumerators("X")
    for mark in marks:
        below.enter([mark])
    assert below.citation == citation


def test_an_unfinished_paragraph_opens_a_series_below() -> None:
    below = Enumerators("X")
    for mark in "abcdefgh":
        below.enter([mark])
    below.enter(["1"])
    below.enter(["i"])
    assert below.citation == "X(i)"
    below.close()
    for mark in ("h", "1"):
        below.enter([mark])
    below.enter(["A"], unfinished=True)
    below.enter(["i"], unfinished=True)
    assert below.citation == "X(h)(1)(A)(i)"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Model\tStart\tKind\nTide\t2021\tflat\n", [{"Model": "Tide", "Start": "2021", "Kind": "flat"}]),
        ("Model   Start\n-----   -----\nTide    2021\n", [{"Model": "Tide", "Start": "2021"}]),
        ("Model | Start | End\nTide | 2021 | TBD\n", [{"Model": "Tide", "Start": "2021"}]),
        (
            "          2021   2022\nGross      $10    $20\nNet         $5    $15\n",
            [{None: "Gross", "2021": "$10", "2022": "$20"}, {None: "Net", "2021": "$5", "2022": "$15"}],
        ),
        ("  o  one thing\n  o  two things\n  o  three things\n", []),
        ("It began in May.  It ended in June.\nIt was  short.\n", []),
    ],
)
def test_tables_set_with_spaces_tabs_or_bars_have_cells(text: str, rows: list[dict[str | None, str]]) -> None:
    found = [block for blocks in tables(text, split_lines(text)).values() for block in blocks]
    assert [{cell.header: cell.text for cell in block.cells} for block in found if block.cells] == rows
    for block in found:
        for cell in block.cells:
            assert text[cell.start : cell.end] == cell.text
