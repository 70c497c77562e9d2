"""What pages list can be taken away as CSV and as a workbook, whole, and safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import web_graph
from flask.testing import FlaskClient

import kg
from web import create_app
from web.tables import Sheet, as_csv, as_workbook

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def client(web_store: Path) -> Iterator[FlaskClient]:
    app = create_app({"STORE": str(web_store), "TITLE": "Lantern graph"})
    yield app.test_client()
    app.extensions["shelf"].close()


def sheet(data: bytes) -> list[list[object]]:
    """The rows of a workbook, as a reader that is not ours reads them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]


def rows(client: FlaskClient, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(path).get_data(as_text=True))))


PAGES = {
    "/id/harbor-model": 8, "/documents": 3, "/search?q=harbor": 2, "/ontology/core": 5, "/releases": 1,
    "/things?type=https%3A%2F%2Fw3id.org%2Fregulatory-kg%2Fcore%23Initiative": 2,
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_each_list_is_the_same_in_both_forms(client: FlaskClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    table = rows(client, f"{path}{mark}format=csv")
    response = client.get(f"{path}{mark}format=xlsx")
    assert response.headers["Content-Type"] == WORKBOOK
    assert response.headers["Content-Disposition"].endswith('.xlsx"')
    book = sheet(response.get_data())
    assert len(book) == len(table) > PAGES[path]
    assert [str(cell or "") for cell in book[0]] == table[0]
    for ours, theirs in zip(table[1:], book[1:], strict=True):
        for cell, value in zip(ours, theirs, strict=True):
            assert str("" if value is None else value).replace("\r", "") in (
                cell.replace("\r", ""),
                cell.removeprefix("'"),
            )


def test_a_things_table_holds_every_fact_with_its_words(client: FlaskClient, web_store: Path) -> None:
    graph = kg.open(web_store)
    facts = graph.statements_of(web_graph.ID + "harbor-model")
    table = rows(client, "/id/harbor-model.csv")
    columns = {name: place for place, name in enumerate(table[0])}
    assert {row[columns["statement"]] for row in table[1:]} == {fact.iri for fact in facts}
    by_iri = {row[columns["statement"]]: row for row in table[1:]}
    for fact in facts:
        row = by_iri[fact.iri]
        assert row[columns["quote"]].removeprefix("'") == fact.quotes[0].exact
        assert (row[columns["start"]], row[columns["modality"]]) == (str(fact.quotes[0].start), fact.modality)


def test_a_document_and_a_statement_have_tables_too(client: FlaskClient, web_store: Path) -> None:
    fact = kg.open(web_store).statements_of(web_graph.ID + "harbor-model")[0]
    assert len(rows(client, fact.iri.removeprefix(web_graph.BASE[:-1]) + ".csv")) == 2
    document = kg.open(web_store).statement(fact.iri)
    assert document
    path = document.quotes[0].source.iri.removeprefix(web_graph.BASE[:-1])
    assert len(rows(client, path + ".csv")) > 10


def test_numbers_are_numbers_and_formulas_are_words() -> None:
    hostile = ('=HYPERLINK("http://evil")', "+1", "-1+1", "@SUM(A1)", "\x00\x07 <&> ]]> \ufffe", "x" * 40_000)
    made = Sheet(("n", "words"), tuple(("-57000000", word) for word in hostile), frozenset({"n"}))
    read = list(csv.reader(io.StringIO(as_csv(made))))
    assert [row[0] for row in read[1:]] == ["-57000000"] * 6
    assert all(row[1].startswith("'") for row in read[1:5])
    book = sheet(as_workbook(made))
    assert [row[0] for row in book[1:]] == [-57000000] * 6
    assert [row[1] for row in book[1:5]] == list(hostile[:4])
    raw = openpyxl.load_workbook(io.BytesIO(as_workbook(made))).active
    assert all(cell.data_type == "s" for cell in raw["B"][1:5])  # type: ignore[index]
    assert "<&> ]]>" in str(book[5][1])
    assert len(str(book[6][1])) == 32_767
    assert as_workbook(made) == as_workbook(made), "the same table is the same file"


def test_all_things_of_a_class_with_what_is_plainly_said_of_each(client: FlaskClient) -> None:
    kind = web_graph.KG + "Initiative"
    page = client.get("/things", query_string={"type": kind, "format": "json"}).get_json()
    names = [thing["label"] for thing in page["things"]]
    assert names == sorted(names, key=str.casefold)
    assert {"Harbor Model", "Beacon Model"} & set(names)
    assert [c["label"] for c in page["columns"]]
    html = client.get("/things", query_string={"type": kind}, headers={"Accept": "text/html"}).get_data(as_text=True)
    assert html.count("<tr>") == len(names) + 1
    for wrong in ("", "https://example.org/none", "no iri>"):
        assert client.get("/things", query_string={"type": wrong}, headers={"Accept": "text/html"}).status_code == 404
