"""Listing: all things of one class as a table: what is plainly true of each, one property a column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.read.facts import NamedThing
from kg.read.reader import GraphReader, text_of
from kg.read.wording import value_words

MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing with its values, column by column."""

    thing: NamedThing
    cells: tuple[tuple[NamedThing, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a class, by name; `columns` are the properties most used of them."""

    kind: NamedThing
    columns: tuple[NamedThing, ...]
    rows: tuple[Listed, ...]


def list_things(reader: GraphReader, kind: str) -> Listing | None:
    """All things of a class that a statement speaks of, else those that have a name; `None` where there are none."""
    values: dict[str, dict[str, dict[str, NamedThing]]] = defaultdict(lambda: defaultdict(dict))
    used: dict[str, int] = defaultdict(int)
    rows = reader.rows(SPOKEN_OF, kind=kind) or reader.rows(NAMED, kind=kind)
    things = {text_of(row["thing"]) for row in rows}
    if not things:
        return None
    found = [
        (text_of(row["thing"]), text_of(row["property"]), row["value"]) for row in reader.rows(PLAIN, kind=kind)
    ]  # fmt: skip
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
    )


SPOKEN_OF = "SELECT DISTINCT ?thing WHERE { ?thing a $kind . ?statement rdf:subject ?thing }"

NAMED = "SELECT DISTINCT ?thing WHERE { ?thing a $kind ; rdfs:label ?label }"

PLAIN = """
SELECT DISTINCT ?thing ?property ?value WHERE {
  ?thing a $kind . ?statement rdf:subject ?thing ; rdf:predicate ?property . ?thing ?property ?value
  FILTER(?property NOT IN (rdf:type, rdfs:label, skos:altLabel, skos:definition))
}"""
