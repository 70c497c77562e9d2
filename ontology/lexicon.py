"""Lexicon: the things a regulator's world is known to hold, with every name they go by.

In: SKOS in Turtle: `skos:prefLabel`, `skos:altLabel`, `kg:exactName` (a name that counts only in its own case,
such as an acronym that is also a plain word), `kg:veto`, `kg:need`, `dcterms:source`. Out: frozen `Entity` records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib import DCTERMS, RDF, SKOS, Graph, Namespace, URIRef

from ontology.vocabulary import UnreadableVocabulary


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing and its names.

    `aliases` holds every name but `label`. `exact` are those among the names that count in their own case only,
    and only where one of `needs` stands near if there are any; other acronyms may be written in any case.
    `vetoes` are context words (lower case) that forbid the reading of an acronym beside them. `relations` are
    `(property IRI, target IRI)` pairs that the lexicon itself knows, such as a post's organization or the
    provision that is the same one under another act.
    """

    iri: str
    type: str
    label: str
    aliases: tuple[str, ...]
    vetoes: tuple[str, ...]
    needs: tuple[str, ...]
    source: str
    exact: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The label, then the aliases."""
        return (self.label, *self.aliases)


@dataclass(frozen=True)
class Lexicon:
    """All entities by IRI."""

    entities: Mapping[str, Entity]

    def by_name(self, name: str) -> tuple[Entity, ...]:
        """The entities that go by a name, sorted by IRI: in its own case if any does, else without regard to case.

        White space counts as one space. A name in `Entity.exact` is never found in another case. Context
        words are not looked at: who calls knows the context.
        """
        wanted = " ".join(name.split())
        return self._exact.get(wanted) or self._folded.get(wanted.casefold(), ())

    @cached_property
    def _exact(self) -> dict[str, tuple[Entity, ...]]:
        found: dict[str, tuple[Entity, ...]] = {}
        for _, entity in sorted(self.entities.items()):
            for name in entity.names:
                found[name] = (*found.get(name, ()), entity)
        return found

    @cached_property
    def _folded(self) -> dict[str, tuple[Entity, ...]]:
        found: dict[str, tuple[Entity, ...]] = {}
        for _, entity in sorted(self.entities.items()):
            for name in dict.fromkeys(name.casefold() for name in entity.names if name not in entity.exact):
                found[name] = (*found.get(name, ()), entity)
        return found


def read_lexicon(graph: Graph, base: str) -> Lexicon:
    """The lexicon in a graph of SKOS files.

    Raises `UnreadableVocabulary` for an entity without exactly one label and class and a source.
    """
    kg = Namespace(base + "core#")
    labels = (SKOS.prefLabel, SKOS.altLabel, kg.exactName)
    silent = {RDF.type, DCTERMS.source, SKOS.note, kg.veto, kg.need, *labels}
    entities = {}
    for node in sorted({node for node in graph.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef)}):
        label, other, exact = (tuple(sorted({str(name) for name in graph.objects(node, kind)})) for kind in labels)
        types = sorted(str(kind) for kind in graph.objects(node, RDF.type) if kind != SKOS.Concept)
        sources = sorted(str(source) for source in graph.objects(node, DCTERMS.source))
        if len(label) != 1 or len(types) != 1 or not sources:
            raise UnreadableVocabulary(
                f"<{node}> in the lexicon has {len(label)} skos:prefLabel, {len(types)} classes beside skos:Concept "
                f"and {len(sources)} dcterms:source: exactly one label, one class and at least one source are needed"
            )
        entities[str(node)] = Entity(
            iri=str(node),
            type=types[0],
            label=label[0],
            aliases=tuple(sorted({*other, *exact} - {label[0]})),
            vetoes=tuple(sorted(str(word) for word in graph.objects(node, kg.veto))),
            needs=tuple(sorted(str(word) for word in graph.objects(node, kg.need))),
            source="; ".join(sources),
            exact=exact,
            relations=tuple(
                sorted(
                    (str(p), str(o))
                    for p, o in graph.predicate_objects(node)
                    if p not in silent and isinstance(o, URIRef)
                )
            ),
        )
    return Lexicon(entities)
