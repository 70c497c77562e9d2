"""The modules that read documents and those that answer questions stand in a line: none imports what imports it."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def in_order(room: str) -> list[str]:
    """The modules below a room, each after all that it imports."""
    uses = {}
    for path in (HOUSE / room.replace(".", "/")).rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
        module = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        uses[module.removesuffix(".__init__")] = {n for n in names if n.startswith(f"{room}.")}
    return list(TopologicalSorter(uses).static_order())


def test_no_module_of_answers_imports_what_imports_it() -> None:
    order = in_order("kg.ask")
    flow = ["kg.ask.words.senses", "kg.ask.words.words", "kg.ask.interpret", "kg.ask.answers"]
    assert sorted(flow, key=order.index) == flow


def test_no_module_of_extraction_imports_what_imports_it() -> None:
    order = in_order("extract")
    flow = ["extract.parsing.pipeline", "extract.names.signs", "extract.annotation.annotate", "extract.reading"]
    assert sorted(flow, key=order.index) == flow
