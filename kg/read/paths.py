"""Paths: the graph as a graph: what stands around a thing, and how two things are tied."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from kg.read.facts import Fact, NamedThing, read_facts
from kg.read.reader import GraphReader, local_name, text_of

MOST_NODES = 40
MOST_PATHS = 3
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Link:
    """One link: from subject to object by a property; `statements` say so (none where the triple stands bare)."""

    subject: str
    property: str
    object: str
    statements: tuple[str, ...] = ()
    negated: bool = False
    modality: str = "fact"


@dataclass(frozen=True, slots=True)
class Placed:
    """An edge of a picture, with the thing at its far end and the row it stands on, 0 at the top."""

    thing: NamedThing
    property: NamedThing
    edge: Link
    row: int


@dataclass(frozen=True, slots=True)
class More:
    """How many edges of one kind a picture leaves out."""

    property: NamedThing
    inward: bool
    count: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What stands around one thing: `inward` edges point to it, `outward` leave it; each group stands together."""

    thing: NamedThing
    inward: tuple[Placed, ...]
    outward: tuple[Placed, ...]
    more: tuple[More, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way between two things: the things in order, and the edge between each two, whichever way it points."""

    things: tuple[NamedThing, ...]
    edges: tuple[tuple[Link, NamedThing, bool], ...]


class EdgeGraph:
    """The links between things of one release, kept as a networkx graph once they have been read."""

    def __init__(self, reader: GraphReader) -> None:
        self.reader = reader
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        found: dict[tuple[str, str, str], list[tuple[str, bool, str]]] = {}
        for row in reader.rows(EDGES):
            key = (text_of(row["s"]), text_of(row["p"]), text_of(row["o"]))
            negated = text_of(row.get("negated")) in ("true", "1")
            modality = local_name(text_of(row.get("modality"))) if row.get("modality") else "fact"
            if local_name(text_of(row.get("rank"))) != "deprecated":
                found.setdefault(key, []).append((text_of(row["statement"]), negated, modality))
        if not found:
            own = (reader.core, reader.base + "graph/")
            for row in reader.rows(BARE_EDGES):
                key = (text_of(row["s"]), text_of(row["p"]), text_of(row["o"]))
                if not key[1].startswith(own):
                    found.setdefault(key, [])
        for (s, p, o), said in sorted(found.items()):
            edge = Link(
                s,
                p,
                o,
                tuple(sorted(i for i, _, _ in said)),
                bool(said) and all(n for _, n, _ in said),
                min((m for _, _, m in said), key=lambda m: m != "fact", default="fact"),
            )
            self.graph.add_edge(s, o, key=p, edge=edge)
        self.undirected: nx.Graph[str] = nx.Graph()
        for s, o, edge in self.graph.edges(data="edge"):
            if not edge.negated and s != o:
                self.undirected.add_edge(s, o)
        for s, o in self.undirected.edges:
            busy = self.undirected.degree(s) + self.undirected.degree(o)
            self.undirected.edges[s, o]["weight"] = 1 + math.log(busy) / 10

    def neighbourhood(self, iri: str, most: int = MOST_NODES) -> Neighbourhood | None:
        """The things tied to one thing, shared fairly among the kinds of link; `None` where there are none."""
        if iri not in self.graph:
            return None
        edges = {
            True: [edge for edge in self._edges(self.graph.in_edges(iri, data="edge")) if edge.subject != iri],
            False: list(self._edges(self.graph.out_edges(iri, data="edge"))),
        }
        groups: dict[tuple[bool, str], list[Link]] = {}
        for inward, found in edges.items():
            for edge in found:
                groups.setdefault((inward, edge.property), []).append(edge)
        names = self._things(i for found in edges.values() for e in found for i in (e.subject, e.property, e.object))
        share = _shares({key: len(found) for key, found in groups.items()}, most)
        placed: dict[bool, list[Placed]] = {True: [], False: []}
        more = []
        for key in sorted(groups, key=lambda k: (k[0], names[k[1]].label)):
            inward, found = key[0], groups[key]
            ends = [(names[e.subject if inward else e.object], e) for e in found]
            ends.sort(key=lambda end: (end[0].label.casefold(), end[0].iri or ""))
            for thing, edge in ends[: share[key]]:
                placed[inward].append(Placed(thing, names[edge.property], edge, len(placed[inward])))
            if len(found) > share[key]:
                more.append(More(names[key[1]], inward, len(found) - share[key]))
        return Neighbourhood(
            names.get(iri) or self._things([iri])[iri], tuple(placed[True]), tuple(placed[False]), tuple(more)
        )

    def paths(self, start: str, end: str) -> tuple[Path, ...]:
        """Up to three short ways between two things, those through less busy things first."""
        if start not in self.undirected or end not in self.undirected or start == end:
            return ()
        found: list[list[str]] = []
        try:
            for nodes in islice(nx.shortest_simple_paths(self.undirected, start, end, weight="weight"), MOST_PATHS):
                if len(nodes) > LONGEST + 1 or (found and len(nodes) > len(found[0]) + 1):
                    break
                found.append(nodes)
        except nx.NetworkXNoPath:
            return ()
        names = self._things(
            i
            for nodes in found
            for pair in pairwise(nodes)
            for i in (*pair, *(edge.property for edge in self._between(*pair)))
        )
        return tuple(
            Path(tuple(names[n] for n in nodes), tuple(self._step(a, b, names) for a, b in pairwise(nodes)))
            for nodes in found
        )

    @staticmethod
    def _edges(found: Iterable[tuple[str, str, Link]]) -> Iterator[Link]:
        """The edges that the graph holds as data of its links."""
        for _, _, edge in found:
            yield edge

    def _between(self, a: str, b: str) -> list[Link]:
        """Every edge between two things, whichever way it points."""
        return [
            edge
            for s, o in ((a, b), (b, a))
            if self.graph.has_edge(s, o)
            for edge in self._edges((s, o, data["edge"]) for data in self.graph[s][o].values())
        ]

    def _step(self, a: str, b: str, names: dict[str, NamedThing]) -> tuple[Link, NamedThing, bool]:
        """The best edge from one thing to the next: plain facts first, then those that point the way walked."""
        sound = [edge for edge in self._between(a, b) if not edge.negated]
        edge = min(sound, key=lambda e: (e.modality != "fact", e.subject != a, e.property))
        return edge, names[edge.property], edge.subject == a

    def _things(self, iris: Iterable[str]) -> dict[str, NamedThing]:
        return {iri: NamedThing(label, iri, iri) for iri, label in self.reader.labels(iris).items()}

    def facts(self, edges: Iterable[Link]) -> dict[str, Fact]:
        """The first statement of each edge, read: for the list beside a picture."""
        return {fact.iri: fact for fact in read_facts(self.reader, (e.statements[0] for e in edges if e.statements))}


def _shares(sizes: dict[tuple[bool, str], int], most: int) -> dict[tuple[bool, str], int]:
    """How many of each group are shown so that no big group crowds out the small ones.

    >>> _shares({(True, "a"): 100, (False, "b"): 2}, 10)
    {(True, 'a'): 8, (False, 'b'): 2}
    """
    share = dict.fromkeys(sizes, 0)
    while sum(share.values()) < min(most, sum(sizes.values())):
        for key in sizes:
            if share[key] < sizes[key] and sum(share.values()) < most:
                share[key] += 1
    return share


EDGES = """
SELECT ?statement ?s ?p ?o ?negated ?modality ?rank WHERE {
  ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . FILTER(isIRI(?o))
  OPTIONAL { ?statement kg:negated ?negated } OPTIONAL { ?statement kg:modality ?modality }
  OPTIONAL { ?statement kg:rank ?rank }
}"""

BARE_EDGES = """
SELECT ?s ?p ?o WHERE {
  ?s ?p ?o . FILTER(isIRI(?o) && isIRI(?s) && ?p != rdf:type
    && !STRSTARTS(STR(?p), STR(rdfs:)) && !STRSTARTS(STR(?p), STR(owl:)))
} LIMIT 200000"""
