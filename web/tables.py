"""Tables: what a page lists, as CSV and as a workbook (Office Open XML, ECMA-376) that any spreadsheet opens."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from kg.graph import Fact

MOST = 100_000
"""Rows that one table holds."""

_LONGEST = 32_767
"""Characters that a spreadsheet takes in one cell."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns and rows of words; `numbers` names the columns whose numbers are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = frozenset()


def forms(make: Callable[[], Sheet]) -> dict[str, Callable[[], str | bytes]]:
    """The makers of a page's table in each form."""
    return {"csv": lambda: as_csv(make()), "xlsx": lambda: as_workbook(make())}


def as_csv(table: Sheet) -> str:
    """CSV (RFC 4180); words that a spreadsheet would take for a formula are set off by an apostrophe.

    >>> as_csv(Sheet(("a", "n"), (("=1+1", "-5"),), frozenset({"n"}))).splitlines()
    ['a,n', "'=1+1,-5"]
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for row in table.rows[:MOST]:
        writer.writerow(
            f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(table, column, cell) else cell
            for column, cell in zip(table.columns, row, strict=True)
        )
    return out.getvalue()


def as_workbook(table: Sheet) -> bytes:
    """A workbook of one sheet: the first row is the head and stays in view, numbers are numbers, all else is text."""
    sheet = io.StringIO()
    sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">')
    sheet.write('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>')
    sheet.write("<sheetData>")
    for number, row in enumerate((table.columns, *table.rows[:MOST]), 1):
        cells = (
            f'<c r="{_letters(place)}{number}"><v>{cell}</v></c>'
            if number > 1 and _is_number(table, column, cell)
            else f'<c r="{_letters(place)}{number}" t="inlineStr"><is>{_text(cell)}</is></c>'
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
            if cell
        )
        sheet.write(f'<row r="{number}">{"".join(cells)}</row>')
    sheet.write("</sheetData></worksheet>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in (*_PARTS.items(), ("xl/worksheets/sheet1.xml", sheet.getvalue())):
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def facts_table(facts: Iterable[Fact]) -> Sheet:
    """Statements, one a row, each with its first quote and where that stands."""
    held = list(facts)[:MOST]
    names = sorted({q.name for fact in held for q in fact.qualifiers})
    rows = []
    for fact in held:
        said = {name: "; ".join(q.thing.label for q in fact.qualifiers if q.name == name) for name in names}
        quote = fact.quotes[0] if fact.quotes else None
        proof = (
            (quote.exact, quote.source.title, quote.source.iri, str(quote.start), str(quote.end))
            if quote
            else ("",) * 5
        )
        given = [quote.confidence for quote in fact.quotes if quote.confidence is not None]
        sureness = f"{max(given):.2f}" if given else ""
        rows.append(
            (
                fact.subject.label, fact.property.label, (fact.object.iri and fact.object.label) or fact.object.value,
                fact.object.iri or fact.object.datatype or "", fact.modality, "true" if fact.negated else "", fact.rank,
                *(said[name] for name in names), str(fact.documents), *proof, fact.iri,
                sureness,
            )
        )  # fmt: skip
    head = ("subject", "property", "value", "IRI or datatype", "modality", "negated", "rank")
    tail = ("independent sources", "quote", "document", "document IRI", "start", "end", "statement", "confidence")
    return Sheet(
        (*head, *names, *tail), tuple(rows), frozenset({"value", "independent sources", "start", "end", "confidence"})
    )


def records_table(
    records: Iterable[Mapping[str, object]], columns: Sequence[str], numbers: Iterable[str] = ()
) -> Sheet:
    """The same records that a page gives as JSON, by the columns named."""
    rows = tuple(tuple(_word(record.get(name)) for name in columns) for record in records)
    return Sheet(tuple(columns), rows, frozenset(numbers))


def _word(value: object) -> str:
    return "; ".join(map(_word, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def _is_number(table: Sheet, column: str, cell: str) -> bool:
    return column in table.numbers and bool(_NUMBER.fullmatch(cell))


def _text(cell: str) -> str:
    return f'<t xml:space="preserve">{escape(_CONTROL.sub(chr(0xFFFD), cell)[:_LONGEST])}</t>'


def _letters(place: int) -> str:
    """A column's letters.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    place, letters = place + 1, ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Table" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
