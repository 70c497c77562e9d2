"""How fast documents are read: `python -m benchmarks.reading [--law FILE]`; a table in Markdown.

Each format is measured on made-up documents, beside the library below its reader used bare, that is, without putting
lines, lists, tables and sections together. With a large file of law, its seconds and peak of memory are told too.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import mwparserfromhell
import openpyxl
import pdfplumber
from docx import Document as word_document
from lxml import etree, html
from markdown_it import MarkdownIt

from corpus.documents import read_document

SENTENCE = "The Tide Model began in January 2025 with forty operators, and net savings came to $30 million by 2027. "
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "law" / "ssa-title-19.uslm.xml"


def wrapped(times: int) -> str:
    """Paragraphs of lines that a printer wrapped, under headings."""
    lines = []
    for number in range(times):
        words = SENTENCE * 3
        lines += [f"{number}. What began", "", words[:95], words[95:190].strip(), words[190:].strip(), ""]
    return "\n".join(lines)


def pdf(pages: int) -> bytes:
    """A PDF of full pages of one column."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for _ in range(pages):
        said = "".join(f"BT /F1 10 Tf 60 {740 - 13 * row} Td ({SENTENCE[:90]}) Tj ET\n" for row in range(50)).encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(said), said))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[" + b" ".join(kids) + b"]/Count %d>>" % len(kids)
    made = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % entry for entry in enumerate(objects, 1))
    return made + b"trailer<</Root 1 0 R>>\n%%EOF"


def office(times: int) -> tuple[bytes, bytes]:
    """A Word document and a workbook."""
    document, book = word_document(), openpyxl.Workbook()
    sheet = book.create_sheet("Models", 0)
    sheet.append(["Model", "Start", "Savings", "Note"])
    for number in range(times):
        document.add_heading(f"What began {number}", 2)
        document.add_paragraph(SENTENCE * 2)
        document.add_paragraph(SENTENCE[:60], style="List Bullet")
        sheet.append([f"Tide {number}", 2021 + number % 9, 1000 * number, SENTENCE[:60]])
    word, table = io.BytesIO(), io.BytesIO()
    document.save(word)
    book.save(table)
    return word.getvalue(), table.getvalue()


def samples(times: int) -> dict[str, tuple[bytes, str, Callable[[bytes], object]]]:
    """For each format a document, the library below its reader, and what that does bare."""
    head = "<DIV5 N='9' TYPE='PART'><HEAD>PART 9</HEAD>"
    section = "<DIV8 N='9.{0}' TYPE='SECTION'><HEAD>9.{0}</HEAD><P>(a) {1}</P></DIV8>"
    level = '<subsection identifier="/us/usc/t7/s9/a"><num value="a">(a)</num><content>{}</content></subsection>'
    records = [
        {"title": "Fees", "document_number": str(at), "publication_date": "2031-01-02", "abstract": SENTENCE}
        for at in range(times)
    ]
    rows = "".join(f'Tide {at},2021,"{SENTENCE}",$5\n' for at in range(times))
    word, table = office(times // 10)

    def parts(data: bytes) -> object:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            return [page.extract_text() for page in opened.pages]

    def paragraphs(data: bytes) -> object:
        return [paragraph.text for paragraph in word_document(io.BytesIO(data)).paragraphs]

    def cells(data: bytes) -> object:
        return [row for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows(values_only=True)]

    texts: dict[str, tuple[str, str, Callable[[bytes], object]]] = {
        "text": (wrapped(times), "str.split", lambda data: data.decode().split("\n")),
        "Markdown": (
            "# Tide\n\n" + f"## What\n\n**Tide** {SENTENCE}\n\n- {SENTENCE}\n- [one](https://a.example)\n\n" * times,
            "markdown-it", lambda data: MarkdownIt("commonmark").parse(data.decode()),
        ),
        "MediaWiki": (
            f"== What ==\n'''Tide''' is a [[model]]. {SENTENCE}<ref>{{{{cite|a}}}}</ref>\n* {SENTENCE}\n\n" * times,
            "mwparserfromhell", lambda data: mwparserfromhell.parse(data.decode()).strip_code(),
        ),
        "HTML": (
            "<html><body><main>" + f"<h2>What</h2><p><b>Tide</b> {SENTENCE}</p><ul><li>{SENTENCE}</li></ul>" * times,
            "lxml", lambda data: html.fromstring(data).text_content(),
        ),
        "USLM": (
            '<lawDoc xmlns="http://schemas.gpo.gov/xml/uslm"><main><section identifier="/us/usc/t7/s9"><num value="9"/>'
            + level.format(SENTENCE) * times + "</section></main></lawDoc>",
            "lxml", lambda data: "".join(etree.fromstring(data).itertext()),
        ),
        "eCFR": (
            head + "".join(section.format(number, SENTENCE) for number in range(times)) + "</DIV5>",
            "lxml", lambda data: "".join(etree.fromstring(data).itertext()),
        ),
        "Federal Register XML": (
            "<RULE>" + f"<HD SOURCE='HD1'>What</HD><P>{SENTENCE}</P>" * times + "</RULE>",
            "lxml", lambda data: "".join(etree.fromstring(data).itertext()),
        ),
        "Federal Register JSON": (json.dumps({"results": records}), "json", json.loads),
        "CSV": (
            "Model,Start,Note,Fee\n" + rows, "csv", lambda data: list(csv.reader(io.StringIO(data.decode()))),
        ),
        "TSV": (
            "Model\tStart\tNote\tFee\n" + f"Tide\t2021\t{SENTENCE}\t$5\n" * times,
            "csv", lambda data: list(csv.reader(io.StringIO(data.decode()), delimiter="\t")),
        ),
    }  # fmt: skip
    return {
        **{name: (text.encode(), library, bare) for name, (text, library, bare) in texts.items()},
        "PDF": (pdf(max(2, times // 100)), "pdfplumber", parts),
        "DOCX": (word, "python-docx", paragraphs),
        "XLSX": (table, "openpyxl", cells),
    }


def size_of(data: bytes) -> int:
    """A document's bytes, unzipped."""
    if not data.startswith(b"PK"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist())


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append(time.perf_counter() - started)
    return min(found)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2000)
    parser.add_argument("--law", type=Path, default=SHARED)
    given = parser.parse_args()
    if given.law.is_file():
        data = given.law.read_bytes()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.perf_counter()
        document = read_document(data, given.law.name)
        took, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cited = sum(passage.citation is not None for passage in document.passages)
        print(
            f"{given.law.name}: {len(data) / 1e6:.1f} MB, {took:.1f} s, peak {peak:.0f} MB ({peak - before:.0f} of "
            f"them for it), {len(document.passages):,} passages, {cited:,} with a citation\n"
        )
    print("| format | MB | MB/s | library bare | MB/s | times slower |\n|---|---:|---:|---|---:|---:|")
    for name, (data, library, bare) in samples(given.times).items():
        ours = best(lambda data=data, name=name: read_document(data, name))  # type: ignore[misc]
        theirs = best(lambda bare=bare, data=data: bare(data))  # type: ignore[misc]
        size = size_of(data) / 1e6
        print(
            f"| {name} | {size:.2f} | {size / ours:.2f} | {library} | {size / theirs:.2f} | {ours / theirs:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
