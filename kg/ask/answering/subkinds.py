"""Subkinds: who asks for the tests of hospitals asks for those of transplant hospitals too."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ask.readings.reading import Interpretation
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

KINDS = ("ParticipantType", "FocusArea")
"""Classes of kinds whose names tell by their last words what they are kinds of."""
_BEHIND = re.compile(r" (?:in|of|for|with|that|who|which|from|at|under|within|across)\b.*$")
"""What stands behind the noun of a kind and only narrows it: "acute care hospitals in selected regions"."""


def with_subkinds(reading: Interpretation, words: Words) -> Interpretation:
    """A reading that asks for things of a kind, with the kinds that this one takes in beside it.

    In: a reading, and the lexicon. Out: the same reading where nothing is sought by a kind, or the kind has no kinds.
    """
    graph = reading.graph
    sought = {edge.o for edge in graph.edges if not graph.nodes[edge.s].entities}
    wider = {
        place: tuple(dict.fromkeys(each for iri in node.entities for each in (iri, *subkinds(words).get(iri, ()))))
        for place, node in enumerate(graph.nodes)
        if place in sought and node.entities
    }
    if all(len(found) == len(graph.nodes[place].entities) for place, found in wider.items()):
        return reading
    nodes = [replace(node, entities=wider.get(place, node.entities)) for place, node in enumerate(graph.nodes)]
    return replace(reading, graph=replace(graph, nodes=nodes))


@once_a_lexicon
def subkinds(words: Words) -> dict[str, tuple[str, ...]]:
    """The kinds that a kind takes in by their names, by its IRI."""
    kinds = [one for one in words.entities.values() if any(words.is_one(one.iri, name) for name in KINDS)]
    named = {one.label.lower(): one.iri for one in kinds}
    found: dict[str, list[str]] = {}
    for one in kinds:
        said = _BEHIND.sub("", one.label.lower()).split()
        for start in range(len(said)):
            whole = named.get(" ".join(said[start:]))
            if whole is not None and whole != one.iri:
                found.setdefault(whole, []).append(one.iri)
    return {iri: tuple(sorted(below)) for iri, below in found.items()}
