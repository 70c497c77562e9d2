"""Table-like questions over a graph that nobody prepared: columns, groups, sums, formulas, ranks, dates."""

from __future__ import annotations

import pytest
from asking import ask_library, library

Rows = set[tuple[str, ...]]

TABLES: list[tuple[str, Rows]] = [
    ("Return all books by book title and page count", {("Tides", "120"), ("Dunes", "300"), ("Rivers", "200")}),
    ("What are the writers of all books by book title?", {("Tides", "Ada Brook"), ("Dunes", "Ada Brook"), ("Rivers", "Ben Moor")}),
    ("How many books are there?", {("3",)}),
    ("How many books did each writer write by writer name?", {("Ada Brook", "2"), ("Ben Moor", "1")}),
    ("What is the total fine amount by reader number?", {("R-100", "6"), ("R-200", "6")}),
    ("What is the average page count?", {("206.666666666666666666",)}),
    ("Show all loans by reader number and book title that started in 2021", {("R-100", "Dunes"), ("R-200", "Rivers")}),
    ("What is the total cost by reader number where total cost is the sum of fine amount and fee amount?", {("R-100", "8.5"), ("R-200", "8")}),
    ("What is the fine share of each reader by reader number where fine share is fine amount divided by fee amount?", {("R-100", "2.4"), ("R-200", "3")}),
    ("Which book has the highest page count?", {("Dunes",)}),
    ("What is the average time to return a loan by reader number?", {("R-100", "15"), ("R-200", "30")}),
    ("What is the page count of Tides?", {("120",)}),
    ("Which books were written by Ada Brook?", {("Tides",), ("Dunes",)}),
    ("Which books have a page count over 150?", {("Dunes",), ("Rivers",)}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "rows"), TABLES, ids=[q for q, _ in TABLES])
def test_rows_come_out_by_value(question: str, rows: Rows) -> None:
    found = ask_library(question)
    mine = {
        tuple(cell.rstrip("0").rstrip(".") if "." in cell else cell for cell in (i.row or (i.value,)))
        for i in found.answers
    }
    assert mine == {tuple(c.rstrip("0").rstrip(".") if "." in c else c for c in row) for row in rows}, found.sparql
    assert all(item.citations and item.citations[0].quote for item in found.answers)


def test_a_citation_of_a_plain_graph_is_its_triples() -> None:
    found = ask_library("What is the page count of Tides?")
    assert "<https://library.example/schema#pageCount>" in found.answers[0].citations[0].quote


def test_the_query_stands_alone() -> None:
    store, _ = library()
    found = ask_library("How many books did each writer write by writer name?")
    assert found.sparql is not None
    assert found.sparql.startswith("PREFIX")
    assert len(store.select(found.sparql)) == 2
    assert found.columns is not None
