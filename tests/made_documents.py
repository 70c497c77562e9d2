"""Golden documents that no text file can hold: PDF, Word, spreadsheets, and tables in old encodings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from office_files import Line, paragraph, pdf, run, saved, word_document
from openpyxl import Workbook


def _lines(left: float, up: float, words: list[str], size: float = 10) -> list[Line]:
    return [(left, up - 12 * row, size, line) for row, line in enumerate(words)]


def _report() -> bytes:
    """A head and a foot on each page that break a sentence, a note below, a hyphen at a line's end, two levels."""
    first = [
        (60, 770, 8, "Harbor Center | Annual Report"), (60, 720, 18, "Tide Model: Annual Report"),
        (60, 690, 14, "1. Findings"),
        *_lines(60, 665, [
            "The Tide Model began in 2021 with forty operators, all of which had joined of their own will. Their partici-",
            "pation was voluntary. In the second year, twelve of the operators left the model because its fees did not",
            "cover what a crossing costs, and the center has since then",
        ]),
        (60, 90, 7, "1 Counted at the end of the year."), (300, 30, 8, "Page 1 of 2"),
    ]  # fmt: skip
    second = [
        (60, 770, 8, "Harbor Center | Annual Report"),
        *_lines(60, 720, ["raised the fee twice. It will end in 2030."]),
        (60, 690, 14, "2. Next steps"),
        *_lines(60, 665, ["The center plans to:"]), *_lines(70, 647, ["\u2022 widen the model to the northern islands, where", "  boats are few"]),
        *_lines(70, 620, ["\u2022 report each year"]), (300, 30, 8, "Page 2 of 2"),
    ]  # fmt: skip
    return pdf([first, second], title="Microsoft Word - report.docx", info="/Author(Jane Roe)/CreationDate(D:20310304101500Z)")


def _columns() -> bytes:
    """Two columns under a title across the page, and a box of key facts below."""
    left = ["The Birch Model pays ports by the season", "and not by the crossing. It was designed", "in 2030, after a survey of the travellers", "had shown what they would rather have.", "Nobody has to join. Ports that do must", "stay for two seasons before they leave."]
    right = ["Savings came to $5 million in the first", "season. Quality did not change. The board", "has asked for a second survey, which is", "to be made in the islands and on the coast", "by the end of 2032. A report is due then", "and will be laid before the board."]
    page = [(60, 740, 16, "The Birch Model at a glance, in its first season"), *_lines(60, 700, left), *_lines(320, 700, right), *_lines(60, 560, ["Start date: May 2031"]), *_lines(60, 540, ["Participation: Voluntary"])]
    return pdf([page])


def _table() -> bytes:
    """A ruled table that goes on overleaf with its header said again."""
    def grid(rows: list[list[str]], top: float) -> tuple[list[Line], str]:
        words = [(105 + 100 * at, top - 14 - 20 * number, 10.0, cell) for number, row in enumerate(rows) for at, cell in enumerate(row)]
        lines = "".join(f"100 {top - 20 * number} m 400 {top - 20 * number} l S\n" for number in range(len(rows) + 1))
        return words, lines + "".join(f"{left} {top} m {left} {top - 20 * len(rows)} l S\n" for left in (100, 200, 300, 400))

    rows = [["Model", "Start", "Savings"], ["Tide", "2021", "$45 million"], ["Birch", "2031", "TBD"]]
    words, drawing = grid(rows, 640)
    more, _ = grid([rows[0], ["Cedar", "2033", "$7 million"], ["Alder", "2034", "none"]], 640)
    first: list[Line] = [(60, 720, 10, "The table shows all models of the center and what they saved in their first year."), *words]
    return pdf([first, more], drawing=drawing, title="Models of the center")


def _tracked() -> bytes:
    """Tracked changes, a content control, a text box, a deleted row, a quotation from right to left."""
    def deleted(words: str) -> str:
        return f'<w:del w:author="a"><w:r><w:delText>{words}</w:delText></w:r></w:del>'

    def row(*cells: str, gone: bool = False) -> str:
        return f"<w:tr>{'<w:trPr><w:del w:author=' + chr(34) + 'a' + chr(34) + '/></w:trPr>' if gone else ''}" + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in cells) + "</w:tr>"

    inserted = f"<w:ins w:author='a'>{run('ports')}</w:ins>"
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Start date: May 2031'))}</w:txbxContent></w:pict></w:r>"
    body = (
        paragraph(run("Birch Model"), "Title")
        + paragraph(run("By Ann Poe"))
        + f"<w:sdt><w:sdtContent>{paragraph(run('It pays ') + deleted('piers') + inserted + run('.'))}</w:sdtContent></w:sdt>"
        + paragraph(run("The board said: \u201c\u05e9\u05dc\u05d5\u05dd\u201d.") + box)
        + "<w:tbl>" + row("Port", "Fee") + row("North", "$1") + row("South", "$2", gone=True) + "</w:tbl>"
    )  # fmt: skip
    return word_document(body, properties={"title": "Birch Model", "author": "Ann Poe", "language": "en-US"})


def _nested() -> bytes:
    """Lists in lists, plain list styles, a soft hyphen, a hard hyphen, a line break, an endnote mark."""
    body = (
        paragraph(run("What changes"), "Heading1")
        + paragraph(run("Two things change:"))
        + paragraph(run("Fees, which are:"), "ListNumber") + paragraph(run("lower"), "ListBullet2") + paragraph(run("flat"), "ListBullet2")
        + paragraph(run("Terms"), "ListNumber")
        + paragraph(run("Old lists"), "Heading2")
        + paragraph(run("kept"), "List2") + paragraph(run("its last words"), "ListContinue")
        + paragraph("<w:r><w:t>A pay</w:t><w:softHyphen/><w:t>ment of the</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>profit.</w:t></w:r>"
                    '<w:r><w:footnoteReference w:id="2"/></w:r>')
    )  # fmt: skip
    return word_document(body, f'<w:footnote w:id="2">{paragraph(run("As of May."))}</w:footnote>')


def _memo() -> bytes:
    """Merged cells across and down, a header row of its own, a row of facts."""
    def cell(words: str, about: str = "") -> str:
        return f"<w:tc><w:tcPr>{about}</w:tcPr>{paragraph(run(words))}</w:tc>"

    body = (
        paragraph(run("Fees of the ports"), "Heading1")
        + paragraph(run("Published: March 3, 2031"))
        + "<w:tbl><w:tr>" + cell("Port") + cell("Fees", '<w:gridSpan w:val="2"/>') + "</w:tr>"
        + "<w:tr>" + cell("North", '<w:vMerge w:val="restart"/>') + cell("$1") + cell("$2") + "</w:tr>"
        + "<w:tr>" + cell("", "<w:vMerge/>") + cell("$3") + cell("n/a") + "</w:tr></w:tbl>"
    )  # fmt: skip
    return word_document(body)


def _fees() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Fees"
    for row in (["Fees of the ports, as of May 2031"], [], ["Port", "Season", None], [None, "Summer", "Winter"], ["North", 1.5, 2], ["South", "TBD", 0.25]):
        sheet.append(row)
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("A3:A4")
    return saved(book)


def _two_sheets() -> bytes:
    book = Workbook()
    book.active.title = "Models"
    for row in (["Model", "Began", "Active"], ["Tide", date(2021, 1, 1), True], ["  Birch \n Model ", date(2031, 5, 1), False]):
        book.active.append(row)
    other = book.create_sheet("Ports")
    for row in ([None, "Port", "Boats"], [None, "North", 12], [None, "South", 1200000]):
        other.append(row)
    return saved(book)


def _shares() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Shares"
    for row in (["Model", "Share", "Note"], ["Tide", 0.125, "=1+1"], ["Birch", 1, "kept"]):
        sheet.append(row)
    for place in ("B2", "B3"):
        sheet[place].number_format = "0.0%"
    return saved(book)


MADE: dict[str, bytes] = {
    "report.pdf": _report(),
    "columns.pdf": _columns(),
    "table.pdf": _table(),
    "tracked.docx": _tracked(),
    "nested.docx": _nested(),
    "memo.docx": _memo(),
    "fees.xlsx": _fees(),
    "sheets.xlsx": _two_sheets(),
    "shares.xlsx": _shares(),
    "ports.tsv": "\ufeffPort\tBoats\tSince\r\nNorth \u201cOld\u201d\t12\t2004\r\nSouth\tn/a\t2011\r\n".encode("utf-16-le"),
    "fees.tsv": b"# Fees of the ports\tas of 2031-05-01\nPort\tFee\nNorth\t\"$1, then \"\"$2\"\"\"\nSouth\t$3 \n\nEast\t-\n",
    "wide.tsv": b"Model\tStart\tEnd\tNote\nTide\t2021\t2024\t\nOak\t2033\t\tlate\nBirch\t2031\t\tit goes on\tand on\n",
    "alt.csv": "Mod\u00e8le;D\u00e9but;Prix\r\nMar\u00e9e;2021;\u201c12\u201d \u20ac\r\nBouleau;;5 \u20ac\r\n".encode("cp1252"),
    "quoted.csv": b'\xef\xbb\xbf"Model","What it does","Start"\r\n"Tide","Pays ports, ferries\r\nand boats.",2021\r\n"Birch",TBD,"May 3, 2031"\r\n',
    "wide.md": "\ufeff# Tide\r\n\r\nIt began in 2021 and\r\nit ended in 2024.\r\n".encode(),
}
"""Each with its blocks beside those of the text files."""


def golden() -> dict[str, bytes]:
    """Every document whose blocks were set down by hand, by its name."""
    folder = Path(__file__).with_name("documents")
    written = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".blocks"}
    return dict(sorted({**written, **MADE}.items()))
