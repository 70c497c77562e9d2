"""Examples: queries that ship with the vocabularies, and questions, kept only where this graph answers them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from kg.read.reader import local_name, text_of
from kg.read.wording import DATES
from kg.store.query import QueryFault

if TYPE_CHECKING:
    from kg.graph import Fact, Graph

MOST_TRIED = 24
MOST_SHOWN = 6
LONG_NAME = 30


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
    candidates += made_questions(graph)
    answered: list[str] = []
    for question in list(dict.fromkeys(candidates))[:MOST_TRIED]:
        if len(answered) < MOST_SHOWN and graph.ask_json(question).get("status") != "unanswered":
            answered.append(question)
    return tuple(answered)


def made_questions(graph: Graph) -> list[str]:
    """Questions made of what is said most, in the vocabulary's own words: one a property, things taking turns.

    A date is asked for by what its property says of the subject ("was launched": "When was X launched?"), a thing
    by what is said of the object ("directs": "Who directs X?"), a count by the property's name.
    """
    of_subject, of_object = _words(graph, "saidOfSubject"), _words(graph, "saidOfObject")
    turns: list[list[tuple[str, str]]] = []
    for hub in graph.overview().hubs:
        made = []
        for fact in graph.statements_of(hub.thing.iri or ""):
            if fact.negated or fact.rank == "deprecated" or fact.modality not in ("fact", "rule"):
                continue
            question = _question(graph, fact, of_subject, of_object)
            if question:
                made.append((fact.property.iri or "", question))
        turns.append(made)
    if not turns:
        return [f"How many {_plural(kind.thing.label)} are there?" for kind in graph.overview().classes[:MOST_TRIED]]
    found: dict[str, str] = {}
    while any(turns):
        for made in turns:
            if made:
                prop, question = made.pop(0)
                found.setdefault(prop, question)
    return list(found.values())


def _question(
    graph: Graph, fact: Fact, of_subject: Mapping[str, list[str]], of_object: Mapping[str, list[str]]
) -> str | None:
    prop, label, name = fact.property.iri or "", fact.property.label, _short(fact.subject.label, fact.subject.aliases)
    kind = local_name(fact.object.datatype or "")
    if kind in DATES:
        verb = _likest(label, (w[4:] for w in of_subject.get(prop, ()) if w.startswith("was ") and w.count(" ") == 1))
        return f"When was {name} {verb}?" if verb else None
    if kind == "integer":
        return f"How many {label} does {name} have?"
    verb = _likest(label, (w for w in of_object.get(prop, ()) if w.endswith("s") and " " not in w))
    if not fact.object.iri or not fact.object.type or not verb:
        return None
    return (
        f"Who {verb} {name}?"
        if local_name(fact.object.type) == "Person"
        else (f"Which {graph.label(fact.object.type)} {verb} {name}?")
    )


def _plural(noun: str) -> str:
    """A noun for several, by the general rule; a question that it spoils is not answered, and so not shown.

    >>> _plural("policy"), _plural("address"), _plural("Claim")
    ('policies', 'addresses', 'claims')
    """
    noun = " ".join(word if word.isupper() else word.lower() for word in noun.split())
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|ch|sh)$", noun) else "s")


def _short(label: str, aliases: Iterable[str]) -> str:
    """A long name's acronym, where it has one.

    >>> _short("Office of Harbor and Lantern Affairs", ("Harbor Office", "OHLA")), _short("Pier", ("P",))
    ('OHLA', 'Pier')
    """
    acronyms = sorted(a for a in aliases if re.fullmatch(r"[A-Z][A-Z0-9-]{1,9}", a))
    return acronyms[0] if acronyms and len(label) > LONG_NAME else label


def _likest(label: str, phrases: Iterable[str]) -> str | None:
    """Of the phrases that say a property, the one most like its name."""
    return max(phrases, key=lambda phrase: (fuzz.ratio(label, phrase), phrase), default=None)


def _words(graph: Graph, name: str) -> dict[str, list[str]]:
    """Property to the phrases that the vocabulary gives it, the shortest first."""
    found: dict[str, list[str]] = {}
    for row in graph.store.select(f"SELECT ?p ?w {{ ?p <{graph.base}core#{name}> ?w }}"):
        found.setdefault(text_of(row["p"]), []).append(text_of(row["w"]))
    return {prop: sorted(words, key=lambda w: (len(w), w)) for prop, words in found.items()}


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
