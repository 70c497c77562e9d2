"""Questions: examples that a visitor can click, taken from what the graph holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph


def examples(graph: Graph, most: int = 6) -> list[str]:
    """Questions that the graph answers: those that it knows of itself, tried once a release."""
    return list(graph.example_questions())[:most]
