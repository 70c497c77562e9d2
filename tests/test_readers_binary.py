"""Readers of PDF, Word and spreadsheets, on documents built part by part for the test."""

from __future__ import annotations

import io
from datetime import date

import pytest
from office_files import Line, paragraph, pdf, run, word_document
from openpyxl import Workbook

from corpus.documents import Document, UnreadableDocument, read_document
from corpus.flows import flow


def shown(document: Document) -> list[tuple[str, str, int | None]]:
    return [(passage.kind, flow(passage).text, passage.page) for passage in document.passages]


def column(left: float, up: float, words: list[str], size: float = 10) -> list[Line]:
    return [(left, up - 12 * row, size, line) for row, line in enumerate(words)]


def test_two_columns_are_read_one_after_the_other_and_page_furniture_goes() -> None:
    def page(number: int, left: list[str], right: list[str]) -> list[Line]:
        head: list[Line] = [(60, 760, 9, "Harbor Evaluation Report"), (300, 30, 9, str(number))]
        return [*head, *column(60, 700, left), *column(330, 700, right)]

    first = page(
        1,
        [
            "The Tide Model was launched in 2021 by the",
            "Harbor Center. Its first aim was an evalua-",
            "tion of risk-",
            "based payment for ferry operators, in which",
            "risk-based payment had been new. The model",
            "ended in 2024 after three full years of",
        ],
        [
            "testing. Net savings came to $45 million in",
            "all. The agency has said that it will widen",
            "the model. Nobody was turned away from any",
            "ferry during the test, as far as is known,",
            "although the survey reached few travellers",
            "and the northern islands were left out by",
        ],
    )
    second = page(
        2,
        [
            "design.",
            "It will end in 2030, when the next report on",
            "the model will be laid before the board and",
            "the public, as the law demands of the agency",
            "every second year from then on until it ends.",
            "A last report follows.",
        ],
        [
            "Operators may leave in any year without any",
            "payment back to the agency, unless they have",
            "left the model once before. Those who leave",
            "may come back after two years if the agency",
            "still has room for them under its own budget",
            "for the model.",
        ],
    )
    document = read_document(pdf([first, second], title="Harbor Report"), "a.pdf")
    assert document.metadata.title == "Harbor Report"
    words = " ".join(said for _, said, _ in shown(document))
    assert "Harbor Evaluation Report" not in words
    assert "an evaluation of risk-based payment for ferry operators" in words
    assert "after three full years of testing. Net savings came to $45 million in all." in words
    assert "the northern islands were left out by design." in words
    assert "It will end in 2030" in words
    assert words.index("design.") < words.index("It will end") < words.index("Operators may leave")
    assert {page for _, _, page in shown(document)} == {1, 2}


def test_headings_lists_notes_and_tables_of_a_pdf() -> None:
    lines: list[Line] = [
        (60, 740, 18, "Tide Model"),
        (60, 710, 10, "The model pays operators a flat amount for each crossing. It has"),
        (60, 698, 10, "two tracks:"),
        (70, 680, 10, "\u2022 islands, where boats are few and the crossings"),
        (80, 668, 10, "are long"),
        (70, 656, 10, "\u2022 the mainland"),
        (60, 630, 10, "Who may join"),
        (60, 612, 10, "Operators with a permit may join. Those without one may not."),
        (110, 540, 10, "Model"), (210, 540, 10, "Start"),
        (110, 520, 10, "Tide"), (210, 520, 10, "2021"),
        (110, 500, 10, "Birch"), (210, 500, 10, "n/a"),
        (60, 110, 7, "1 As the board found in its first report of the year."),
    ]  # fmt: skip
    grid = "".join(f"100 {up} m 300 {up} l S\n" for up in (555, 535, 515, 495))
    grid += "".join(f"{left} 495 m {left} 555 l S\n" for left in (100, 200, 300))
    document = read_document(pdf([lines], bold=("Who may join",), drawing=grid), "a.pdf")
    assert shown(document) == [
        ("heading", "Tide Model", 1),
        ("paragraph", "The model pays operators a flat amount for each crossing. It has two tracks:", 1),
        ("list-item", "islands, where boats are few and the crossings are long", 1),
        ("list-item", "the mainland", 1),
        ("heading", "Who may join", 1),
        ("paragraph", "Operators with a permit may join. Those without one may not.", 1),
        ("table-row", "Model | Start", 1),
        ("table-row", "Tide | 2021", 1),
        ("table-row", "Birch | n/a", 1),
        ("reference", "1 As the board found in its first report of the year.", 1),
    ]
    item = document.passages[2]
    assert item.lead_in is not None
    assert document.text[slice(*item.lead_in)] == "It has two tracks:"
    assert document.passages[5].section == ("Tide Model", "Who may join")
    rows = [[(cell.header, cell.text) for cell in passage.cells] for passage in document.passages if passage.row]
    assert rows == [[("Model", "Tide"), ("Start", "2021")], [("Model", "Birch")]]


def test_a_scan_says_so_and_names_the_remedy() -> None:
    with pytest.raises(UnreadableDocument, match=r"without a text layer; run text recognition first, e\.g\. ocrmypdf"):
        read_document(pdf([[]]), "scan.pdf")


def test_a_word_document_reads_as_with_all_changes_accepted() -> None:
    deleted = '<w:del w:author="a"><w:r><w:delText>2021</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:author="a">{run(" moved away")}</w:moveFrom>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        paragraph(run("Tide Model"), "Heading1")
        + paragraph(
            run("It began in ") + deleted + f'<w:ins w:author="a">{run("2022")}</w:ins>' + run(".") + moved + note
        )
        + paragraph(run("Its tracks are:"))
        + paragraph(run("islands"), "ListBullet")
        + paragraph(run("ports"), "ListBullet2")
        + paragraph(run("Start date: ") + run("January 2027"))
        + "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{merge}{paragraph(run(words))}</w:tc>" for merge, words in row) + "</w:tr>"
            for row in (
                [("", "Model"), ("", "Start"), ("", "Kind")],
                [('<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "Tide"), ("", "2021"), ("", "flat")],
                [("<w:tcPr><w:vMerge/></w:tcPr>", ""), ("", "2023"), ("", "TBD")],
            )
        )
        + "</w:tbl>"
    )
    said = paragraph(run("See the report."))
    notes = f'<w:footnote w:id="1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">{said}</w:footnote>'
    document = read_document(word_document(body, notes), "a.docx")
    assert [(passage.kind, flow(passage).text) for passage in document.passages] == [
        ("heading", "Tide Model"),
        ("paragraph", "It began in 2022."),
        ("paragraph", "Its tracks are:"),
        ("list-item", "islands"),
        ("list-item", "ports"),
        ("key-value", "Start date: January 2027"),
        ("table-row", "Model | Start | Kind"),
        ("table-row", "Tide | 2021 | flat"),
        ("table-row", "Tide | 2023 | TBD"),
        ("reference", "See the report."),
    ]
    assert [passage.level for passage in document.passages[3:5]] == [1, 2]
    assert [(cell.header, cell.text) for cell in document.passages[8].cells] == [("Model", "Tide"), ("Start", "2023")]


def test_a_workbook_gives_rows_with_addressable_cells() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Models"
    sheet.append(["Models of the Harbor Center"])
    sheet.append(["Model", "Start", "Share", "Count"])
    sheet.append(["Tide", date(2021, 1, 2), 0.125, 40.0])
    sheet.append([None, "TBD", None, 7])
    sheet["C3"].number_format = "0.0%"
    sheet.merge_cells("A3:A4")
    hidden = book.create_sheet("Notes")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)
    document = read_document(made.getvalue(), "a.xlsx")
    assert document.metadata.type == "Table"
    assert document.warnings == ("1 hidden sheet(s) left out",)
    assert [(passage.kind, passage.text) for passage in document.passages] == [
        ("heading", "Models"),
        ("paragraph", "Models of the Harbor Center"),
        ("table-row", "Model | Start | Share | Count"),
        ("table-row", "Tide | 2021-01-02 | 12.5% | 40"),
        ("table-row", "Tide | TBD |  | 7"),
    ]
    assert [(cell.header, cell.text) for cell in document.passages[4].cells] == [("Model", "Tide"), ("Count", "7")]
    assert [passage.element for passage in document.passages[3:]] == ["Models!3", "Models!4"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_cut_off_office_files_are_refused(share: float) -> None:
    book = Workbook()
    made = io.BytesIO()
    book.save(made)
    for data in (made.getvalue(), word_document(paragraph(run("It began.")))):
        with pytest.raises(UnreadableDocument, match="broken or cut-off archive"):
            read_document(data[: int(share * len(data))], "a.bin")
