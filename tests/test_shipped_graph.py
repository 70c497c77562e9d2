"""The graph of the corpus that ships: example queries answer, quotes are exact, what it says is in its sources."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.check import check_served
from kg.store.releases import Releases

HOUSE = Path(__file__).resolve().parent.parent
QUERIES = sorted((HOUSE / "ontology").glob("*/queries/*.rq"))


@pytest.fixture(scope="module")
def graph(shipped_store: Path) -> kg.Graph:
    return kg.open(shipped_store)


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_example_queries_answer(graph: kg.Graph, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.splitlines()[0].endswith("?")
    assert graph.query(text)


def rows(graph: kg.Graph, name: str) -> set[tuple[str, ...]]:
    path = next(path for path in QUERIES if path.stem == name)
    found = graph.query(path.read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return {tuple(str(getattr(term, "value", term)) for term in row.values()) for row in found}


# Each row below stands in so many words in a document under corpus/cmmi/documents.
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("directors", ("Center for Medicare and Medicaid Innovation", "Abe Sutton")),
        ("starts", ("Transforming Episode Accountability Model", "2026-01-01")),
        ("starts", ("Increasing Organ Transplant Access Model", "2025-07-01")),
        ("successors", ("Maryland All-Payer Model", "Maryland Total Cost of Care Model")),
        ("mandatory", ("Comprehensive Care for Joint Replacement Model",)),
    ],
)
def test_example_queries_say_what_the_documents_say(graph: kg.Graph, query: str, words: tuple[str, ...]) -> None:
    found = rows(graph, query)
    assert any(all(want in cell for want, cell in zip(words, row, strict=False)) for row in found), sorted(found)[:40]


def test_there_are_twenty_queries_over_twelve_properties() -> None:
    import re

    used = {name for path in QUERIES for name in re.findall(r"\b(?:kg|cmmi):([a-z]\w+)", path.read_text())}
    assert len(QUERIES) >= 20
    assert len(used) >= 12


def test_every_quote_is_found_again_and_no_shape_is_broken(shipped_store: Path) -> None:
    release = Releases(shipped_store).current()
    assert release is not None
    assert check_served(release) == []


# briefs: Kidney Care Choices had net losses of about $304 million; money.md: the center increased net spending by $5.4 billion.
@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Did Kidney Care Choices save money?", "false"),
        ("Did Kidney Care Choices lose money?", "true"),
        ("Did the center reduce spending?", "false"),
        ("Is TEAM mandatory?", "true"),
    ],
)
def test_a_loss_is_no_saving(graph: kg.Graph, question: str, value: str) -> None:
    answer = graph.ask(question)
    assert [item.value for item in answer.answers] == [value]
    assert all(item.citations for item in answer.answers)
