"""Tools: what other programs may ask of the graph by name, each with its parameters; nothing here writes.

Queries run in a process of their own with the limits of a visitor's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.graph import Graph
from kg.read.search import CLOSE, OPEN
from kg.shelf import Shelf

MOST_ROWS = 1000


class BadCall(ValueError):
    """A call with other parameters than the tool takes; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What can be called: its parameters as `(name, JSON type, what it is for)`, the first of them required."""

    name: str
    about: str
    parameters: tuple[tuple[str, str, str], ...]
    run: Callable[[Shelf, Mapping[str, Any]], str | dict[str, Any]]

    def described(self) -> dict[str, Any]:
        """The tool as `tools/list` tells of it."""
        known = {name: {"type": kind, "description": about} for name, kind, about in self.parameters}
        schema = {"type": "object", "properties": known, "required": [self.parameters[0][0]]}
        hints = {"readOnlyHint": True, "openWorldHint": False}
        return {"name": self.name, "description": self.about, "inputSchema": schema, "annotations": hints}

    def checked(self, given: Any) -> Mapping[str, Any]:
        """The arguments of a call; raises `BadCall` for one that is missing, unknown or of another type."""
        types = {"string": str, "integer": int}
        if not isinstance(given, Mapping):
            raise BadCall(f"{self.name}: the arguments are an object")
        kinds = {name: kind for name, kind, _ in self.parameters}
        for name, value in given.items():
            if name not in kinds:
                raise BadCall(f"{self.name} takes no {name!r}; it takes {', '.join(kinds)}")
            if not isinstance(value, types[kinds[name]]) or isinstance(value, bool):
                raise BadCall(f"{self.name}: {name} is of type {kinds[name]}")
        if self.parameters[0][0] not in given:
            raise BadCall(f"{self.name} needs {self.parameters[0][0]!r}")
        return given


def ask(shelf: Shelf, given: Mapping[str, Any]) -> dict[str, Any]:
    """An answer in words, with statements, quotes and their places."""
    day = given.get("asOf")
    if day:
        date.fromisoformat(day)
    return shelf.current().ask_json(given["question"], day)


def query(shelf: Shelf, given: Mapping[str, Any]) -> str | dict[str, Any]:
    """The result of a query: SPARQL JSON for rows and truths, Turtle for graphs."""
    text, rows = given["sparql"], min(max(1, given.get("limit", 100)), MOST_ROWS)
    form = "json" if "json" in shelf.formats(text) else "turtle"
    result = shelf.run(text, format=form, rows=rows)
    if form == "turtle":
        return result.body.decode()
    return {**json.loads(result.body), "truncated": result.truncated}


def search(shelf: Shelf, given: Mapping[str, Any]) -> dict[str, Any]:
    """Things and passages that hold the words."""
    hits = shelf.current().search(given["words"], limit=min(max(1, given.get("limit", 10)), 50))
    passages = [
        {"iri": p.iri, "document": p.document.iri, "source": p.document.source, "title": p.document.title,
         "start": p.start, "end": p.end, "words": p.snippet.replace(OPEN, "").replace(CLOSE, "")}
        for p in hits.passages
    ]  # fmt: skip
    return {"entities": [{"iri": e.iri, "label": e.label} for e in hits.entities], "passages": passages}


def trace(shelf: Shelf, given: Mapping[str, Any]) -> dict[str, Any]:
    """A statement with each quote, and whether it stands in its document."""
    graph, iri = shelf.current(), given["statement"]
    found = graph.trace(iri if "://" in iri else f"{graph.base}statement/{iri.rsplit('/', 1)[-1]}")
    if found is None:
        raise ValueError(f"{iri}: no such statement; ask and entity give their addresses")
    return dict(graph.trace_json(found))


def entity(shelf: Shelf, given: Mapping[str, Any]) -> dict[str, Any]:
    """All that is said of one thing."""
    graph = shelf.current()
    found = graph.entity(_named(graph, given["thing"]))
    if found is None:
        raise ValueError(f"{given['thing']}: the graph says nothing of it; search finds things by their words")
    law = graph.provision(found.iri)
    return {**graph.description_json(found), **({"law": graph.law_json(law)} if law else {})}


def _named(graph: Graph, name: str) -> str:
    """The IRI of a thing given by IRI, by the last part of it, or by name where only one thing has the name."""
    if "://" in name:
        return name
    if graph.known(f"{graph.base}id/{name}"):
        return f"{graph.base}id/{name}"
    found = graph.reconcile(name)
    certain = [one for one in found if one.certain]
    if len(certain) != 1:
        near = "; ".join(f"{one.name} <{one.iri}>" for one in (certain or found)[:5])
        raise ValueError(f"{name}: not the name of one thing here" + (f"; near it are {near}" if near else ""))
    return certain[0].iri


QUESTION = (
    ("question", "string", "a question in English"),
    ("asOf", "string", "what held on that day, YYYY-MM-DD"),
)
TOOLS = {
    tool.name: tool
    for tool in (
        Tool("ask", "Answer a question from the sources, with quotes; says so where they do not say.", QUESTION, ask),
        Tool("query", "Run a read-only SPARQL 1.1 query; the graph's prefixes are known.",
             (("sparql", "string", "the query"), ("limit", "integer", f"rows at most, up to {MOST_ROWS}")), query),
        Tool("search", "Find things by name and passages by their words.",
             (("words", "string", "what to look for"), ("limit", "integer", "hits at most, up to 50")), search),
        Tool("trace", "Show a statement, its qualifiers and every quote that proves it.",
             (("statement", "string", "the statement's IRI or id"),), trace),
        Tool("entity", "Tell all that is said of one thing.", (("thing", "string", "its IRI, slug or name"),), entity),
    )
}  # fmt: skip
