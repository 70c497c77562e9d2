"""The four laws of the house, held by machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "corpus", "extract", "kg", "web")
INNER = {
    "extract": (
        "parsing", "values", "claims", "layout", "weights", "trees", "names", "annotation", "patterns", "law", "posts",
        "context", "tables", "learned",
    ),
    "kg": ("statements", "store", "read", "ask"),
    "kg.ask": (
        "words", "questions", "graphs", "evidence", "readings", "naming", "answering", "settling", "posts", "spans",
        "law", "telling", "parts", "foreign", "refusing",
    ),
}  # fmt: skip
"""The rooms inside a room, left to right; the files beside them stand right of them all."""

KEPT_OUT = {
    "web": {"ontology", "corpus", "extract", *(f"kg.{name}" for name in INNER["kg"])},
    "corpus": {"ontology"},
}
"""Rooms to the left that a room has no business with all the same: the web shows what the front of kg gives it."""


def rooms_of(room: str) -> list[str]:
    """A room after all the rooms inside it, in their order."""
    return [*(deep for name in INNER.get(room, ()) for deep in rooms_of(f"{room}.{name}")), room]


FLOW = [deep for room in ROOMS for deep in rooms_of(room)]
"""All rooms from left to right; a folder that is not here fails the test."""

FRONT_DOOR = Path("kg/__main__.py")
"""Arguments only: it alone may import any room, and only inside the function that needs it."""

HEAVY = {
    "rdflib": {"ontology", "kg"},
    "pyshacl": {"kg.statements"},
    "pyoxigraph": {"kg"},
    "networkx": {"kg.read"},
    "spacy": {"extract"},
    "flask": {"web"},
    "lxml": {"corpus"},
    "pdfplumber": {"corpus"},
    "docx": {"corpus"},
    "openpyxl": {"corpus"},
    "mwparserfromhell": {"corpus"},
}
"""One heavy library a room."""

DRAWERS = {"util", "utils", "helper", "helpers", "common", "base", "misc", "manager", "models", "core"}
LONGEST = 400
TOP_LEVEL = {
    "kg", "ontology", "extract", "web", "corpus", "tests", "benchmarks", ".ci", ".git", ".gitignore", "pyproject.toml",
    "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "requirements.lock",
}  # fmt: skip
MADE = {
    ".venv",
    "out",
    "build",
    "dist",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".coverage",
}


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((HOUSE / folder).rglob("*.py")):
            if not MADE & set(path.relative_to(HOUSE).parts):
                yield path


def room_of(module: str) -> str | None:
    """The room that a dotted module name stands in, the innermost."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in FLOW), None)


def stands_in(room: str, rooms: set[str]) -> bool:
    """Whether a room is one of some rooms or inside one."""
    return any(room == one or room.startswith(f"{one}.") for one in rooms)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno


def crossings(path: Path) -> list[str]:
    """Imports in one file that break law 2 or bring a heavy library into the wrong room."""
    room = room_of(module_of(path))
    assert room is not None, f"{path} stands in no room"
    faults = []
    for name, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        target = room_of(name)
        out = KEPT_OUT.get(room.split(".")[0], set())
        if target is not None and (FLOW.index(target) > FLOW.index(room) or stands_in(target, out)):
            faults.append(f"{path.relative_to(HOUSE)}:{line} imports {name}")
        heavy = name.split(".")[0]
        if heavy in HEAVY and not stands_in(room, HEAVY[heavy]):
            faults.append(f"{path.relative_to(HOUSE)}:{line} imports {heavy}, which belongs to {sorted(HEAVY[heavy])}")
    return faults


def test_every_room_is_placed() -> None:
    folders = {p.name for p in HOUSE.iterdir()} - MADE
    folders = {name for name in folders if not name.endswith(".egg-info")}
    assert folders <= TOP_LEVEL, f"not on the plan: {sorted(folders - TOP_LEVEL)}"
    for room, order in INNER.items():
        inner = {p.name for p in (HOUSE / room.replace(".", "/")).iterdir() if p.is_dir()} - MADE
        assert inner == set(order), f"{room} has a folder without a place: {sorted(inner ^ set(order))}"


@pytest.mark.parametrize("path", list(python_files(*ROOMS)), ids=lambda p: str(p.relative_to(HOUSE)))
def test_rooms_look_left_only(path: Path) -> None:
    if path.relative_to(HOUSE) == FRONT_DOOR:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            for name, line in imports(node) if isinstance(node, ast.Import | ast.ImportFrom) else ():
                assert name.split(".")[0] != "web", f"{path}:{line} imports web before a function needs it"
        return
    assert crossings(path) == []


@pytest.mark.parametrize("room", FLOW)
def test_every_room_says_what_it_is(room: str) -> None:
    docstring = ast.get_docstring(ast.parse((HOUSE / room.replace(".", "/") / "__init__.py").read_text(encoding="utf-8")))
    assert docstring
    assert len(docstring) > 40


def test_each_type_has_one_home() -> None:
    homes: dict[str, list[str]] = {}
    for path in python_files(*ROOMS):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(str(path.relative_to(HOUSE)))
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


@pytest.mark.parametrize(
    "path", [*python_files(*ROOMS, "tests", "benchmarks")], ids=lambda p: str(p.relative_to(HOUSE))
)
def test_no_drawers_and_no_god_files(path: Path) -> None:
    assert path.stem not in DRAWERS, f"{path.name} names no subject"
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{path.relative_to(HOUSE)} has {lines} lines: split it by subject"


def test_templates_and_scripts_are_short() -> None:
    for suffix in ("*.html", "*.js", "*.css", "*.sh"):
        for path in (HOUSE / "web").rglob(suffix):
            if "bundle" not in path.parts:
                assert path.read_text(encoding="utf-8").count("\n") <= LONGEST, path


def regulator_words() -> set[str]:
    """Acronyms, model names and people's names of every regulator that ships, in the lexicon's own case."""
    words: set[str] = {"CMS", "CMMI", "Medicare", "Medicaid"}
    for path in (HOUSE / "ontology").rglob("lexicon*.ttl"):
        graph = Graph().parse(path, format="turtle", publicID="https://example.org/")
        for entity, _, label in graph.triples((None, SKOS.prefLabel, None)):
            kinds = {str(kind).rsplit("#", 1)[-1] for kind in graph.objects(entity, RDF.type)}
            if kinds & {"Model", "Person"}:
                words.add(str(label))
                words.update(str(alias) for alias in graph.objects(entity, SKOS.altLabel) if len(str(alias)) > 3)
    return words


def test_python_reads_and_data_knows() -> None:
    words = regulator_words()
    known = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)")
    faults = []
    for path in python_files(*ROOMS, "benchmarks"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            faults += [f"{path.relative_to(HOUSE)}:{number} names {found!r}" for found in known.findall(line)]
    assert faults == []


def test_the_web_room_speaks_no_sparql() -> None:
    sparql = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b.*[{?]|\bPREFIX\s+\w*:")
    for path in python_files("web"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not sparql.search(node.value), f"{path}:{node.lineno} holds SPARQL"
