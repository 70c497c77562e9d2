"""Listing: all things of one class as a table: what is plainly true of each, one property a column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.read.facts import NamedThing
from kg.read.reader import GraphReader, text_of
from kg.read.sure import narrowed
from kg.read.wording import value_words

MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing with its values, column by column."""

    thing: NamedThing
    cells: tuple[tuple[NamedThing, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a class, by name; `columns` are the properties most used of them.

    `left_out` counts the statements on such things that are less sure than was wanted.
    """

    kind: NamedThing
    columns: tuple[NamedThing, ...]
    rows: tuple[Listed, ...]
    left_out: int = 0


def list_things(reader: GraphReader, kind: str, least: float = 0.0) -> Listing | None:
    """All things of a class that a statement speaks of, else those that have a name; `None` where there are none.

    `least` is the confidence that some evidence of a statement must reach to count.
    """
    values: dict[str, dict[str, dict[str, NamedThing]]] = defaultdict(lambda: defaultdict(dict))
    used: dict[str, int] = defaultdict(int)
    rows = reader.rows(SPOKEN_OF, kind=kind) or reader.rows(NAMED, kind=kind)
    things = {text_of(row["thing"]) for row in rows}
    if not things:
        return None
    plain, left_out = PLAIN, 0
    if least > 0:
        things = {text_of(row["thing"]) for row in reader.rows(narrowed(SPOKEN_OF, least), kind=kind)}
        plain = narrowed(SURELY, least)
        left_out = _number(reader, HOW_MANY, kind) - _number(reader, narrowed(HOW_MANY, least), kind)
    found = [(text_of(row["thing"]), text_of(row["property"]), row["value"]) for row in reader.rows(plain, kind=kind)]
    names = reader.labels(
        {kind, *things, *(p for _, p, _ in found), *(text_of(v) for _, _, v in found if not hasattr(v, "datatype"))}
    )
    for thing, name, node in found:
        value, datatype = text_of(node), getattr(getattr(node, "datatype", None), "value", None)
        shown = NamedThing(value_words(value, datatype), None, value, datatype) if datatype else None
        values[thing][name].setdefault(value, shown or NamedThing(names[value], value, value))
    for held in values.values():
        for name in held:
            used[name] += 1
    columns = sorted(used, key=lambda name: (-used[name], names[name]))[:MOST_COLUMNS]
    return Listing(
        NamedThing(names[kind], kind, kind),
        tuple(NamedThing(names[name], name, name) for name in columns),
        tuple(
            Listed(
                NamedThing(names[thing], thing, thing),
                tuple(tuple(values[thing][name][v] for v in sorted(values[thing][name])) for name in columns),
            )
            for thing in sorted(things, key=lambda iri: (names[iri].casefold(), iri))
        ),
        left_out,
    )


def _number(reader: GraphReader, query: str, kind: str) -> int:
    return sum(int(text_of(row["n"])) for row in reader.rows(query, kind=kind))


SPOKEN_OF = """
SELECT DISTINCT ?thing WHERE {
  ?thing a $kind . ?statement rdf:subject ?thing
  #sure
}"""

HOW_MANY = """
SELECT (COUNT(DISTINCT ?statement) AS ?n) WHERE {
  ?thing a $kind . ?statement rdf:subject ?thing
  #sure
}"""

NAMED = "SELECT DISTINCT ?thing WHERE { ?thing a $kind ; rdfs:label ?label }"

PLAIN = """
SELECT DISTINCT ?thing ?property ?value WHERE {
  ?thing a $kind . ?statement rdf:subject ?thing ; rdf:predicate ?property . ?thing ?property ?value
  FILTER(?property NOT IN (rdf:type, rdfs:label, skos:altLabel, skos:definition))
}"""

SURELY = """
SELECT DISTINCT ?thing ?property ?value WHERE {
  ?thing a $kind . ?statement rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?value . ?thing ?property ?value
  FILTER(?property NOT IN (rdf:type, rdfs:label, skos:altLabel, skos:definition))
  #sure
}"""
"""A value must be the very one that the sure statement gives: another of the same property may say something else."""
