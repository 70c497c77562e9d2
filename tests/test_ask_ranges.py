"""Ranges: a sum told as a range is answered as it stands, ranked by its lower end, and never summed or compared as one."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.build import build
from kg.graph import Graph

PAGE = """# Two tests

The Harbor Model is a payment model of the CMS Innovation Center. It saved between $10 million and $20 million net in 2032.

The Cove Model had net savings of $4 million in 2032.
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home: Path = tmp_path_factory.mktemp("ranges")
    (home / "page.md").write_text(PAGE, encoding="utf-8")
    build([str(home / "page.md")], str(home / "store"))
    return kg.open(str(home / "store"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much did the Harbor Model save?", "$10 million to $20 million"),
        ("Which models had net savings?", "Harbor Model had net savings of $10 million to $20 million"),
        ("Which model saved the most?", "Harbor Model"),
        ("Which saved more, Harbor or Cove?", "Harbor Model"),
        ("Did Harbor save $25 million?", "No"),
    ],
)
def test_a_range_is_told(question: str, said: str, graph: Graph) -> None:
    found = graph.ask(question)
    assert found.status == "answered"
    assert said in found.text


@pytest.mark.slow
@pytest.mark.parametrize("question", ["How much more did Harbor save than Cove?", "Did Harbor save more than Cove?"])
def test_a_range_is_not_reckoned_with(question: str, graph: Graph) -> None:
    assert graph.ask(question).status == "unanswered"


@pytest.mark.slow
def test_a_range_is_not_summed(graph: Graph) -> None:
    assert "in all" not in graph.ask("How much did Harbor and Cove save together?").text
