"""The modules that answer questions stand in a line: none imports what imports it."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "kg" / "ask"


def test_no_module_imports_what_imports_it() -> None:
    uses = {}
    for path in FOLDER.glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
        uses[path.stem] = {n.split(".")[2] for n in names if n.startswith("kg.ask.")}
    order = list(TopologicalSorter(uses).static_order())
    assert order.index("senses") < order.index("words") < order.index("interpret") < order.index("answers")
