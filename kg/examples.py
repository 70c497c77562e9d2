"""Examples: queries that ship with the vocabularies, and questions, kept only where this graph answers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.query import QueryFault

if TYPE_CHECKING:
    from kg.graph import Graph

MOST_TRIED = 24


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A query with the question that it answers, which is its first line."""

    question: str
    text: str
    name: str


def shipped_queries(regulator: str | None) -> Iterator[ExampleQuery]:
    """The example queries of the shared vocabulary and of one regulator, by file name."""
    home = Path(str(files("ontology")))
    for folder in dict.fromkeys(("core", regulator or "")):
        for path in sorted((home / folder / "queries").glob("*.rq")) if folder else ():
            text = path.read_text(encoding="utf-8").strip()
            yield ExampleQuery(
                text.splitlines()[0].lstrip("# ").strip() if text else path.stem, text, f"{folder}/{path.stem}"
            )


def example_queries(graph: Graph) -> tuple[ExampleQuery, ...]:
    """The shipped queries that have rows in this graph, then two that every graph answers."""
    regulator = graph.release.description.get("regulator") if graph.release else None
    names = regulator if isinstance(regulator, list) else [regulator] if isinstance(regulator, str) else _folders()
    found = {q.name: q for name in names for q in shipped_queries(Path(str(name)).name)}
    kept = []
    for query in found.values():
        try:
            if graph.query(query.text):
                kept.append(query)
        except QueryFault:
            continue
    return (*kept, *(ExampleQuery(text.splitlines()[0].lstrip("# "), text, name) for name, text in ALWAYS.items()))


def _folders() -> list[str]:
    home = Path(str(files("ontology")))
    return sorted(path.parent.name for path in home.glob("*/regulator.toml"))


def example_questions(graph: Graph) -> tuple[str, ...]:
    """Questions in plain English that this graph answers, tried one by one."""
    candidates = [q.question for q in example_queries(graph) if q.name not in ALWAYS]
    try:
        candidates += graph.ask_json("?").get("suggestions", [])
    except (ImportError, QueryFault):
        return ()
    answered: list[str] = []
    for question in list(dict.fromkeys(candidates))[:MOST_TRIED]:
        if len(answered) < 6 and graph.ask_json(question).get("status") != "unanswered":
            answered.append(question)
    return tuple(answered)


ALWAYS = {
    "kinds": """# What kinds of thing are in the graph, and how many of each?
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?things) WHERE {
  ?thing a ?kind
} GROUP BY ?kind ORDER BY DESC(?things)""",
    "evidence": """# Which words prove what? Statements with their quotes
SELECT ?subject ?property ?object ?quote ?document WHERE {
  ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ; prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSelector/oa:exact ?quote ; dcterms:isPartOf/dcterms:isPartOf ?document
} LIMIT 50""",
    "conflicts": """# Where do the sources disagree?
SELECT ?subject ?property ?one ?other WHERE {
  ?a kg:conflictsWith ?b ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?one .
  ?b rdf:object ?other FILTER(STR(?a) < STR(?b))
}""",
}
"""Queries that any graph built by this program answers."""
