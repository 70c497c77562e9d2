"""Vocabulary: the classes, properties and individuals that a graph can speak of, with the words people use.

In: Turtle files. Noun phrases are `skos:altLabel`; `kg:saidOfSubject` holds verb phrases whose grammatical subject
is the statement's subject ("was launched"), `kg:saidOfObject` those whose subject is its object ("leads"), and
`kg:template` the sentence that answers with it. Out: frozen records keyed by IRI.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SDO, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node


class UnreadableVocabulary(ValueError):
    """A vocabulary or lexicon file that cannot be read: the message names the file, the fault and the remedy."""


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of thing: `words` are the nouns people use for it, `parents` the IRIs of its direct superclasses."""

    iri: str
    label: str
    words: tuple[str, ...]
    parents: tuple[str, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class Property:
    """What a statement can say of its subject.

    `kind` is `fact` (what documents claim), `qualifier` (how a claim is meant) or `record` (how the graph keeps
    itself). `domains` and `ranges` list the possible classes or datatypes, any one of them. `cardinality` is
    `Once`, `OneAtATime` or `None`; `inverse` the IRI of the property that says the same backwards.
    """

    iri: str
    label: str
    words: tuple[str, ...]
    subject_verbs: tuple[str, ...]
    object_verbs: tuple[str, ...]
    template: str
    comment: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    cardinality: str | None
    inverse: str | None
    parents: tuple[str, ...]
    kind: str = "fact"


@dataclass(frozen=True, slots=True)
class Individual:
    """A value that the vocabulary itself names, such as a status or an outcome.

    `words` are adjectives and noun phrases for it, `subject_verbs` the verb phrases that say it of a subject
    ("became compulsory"), `template` the clause that says it in an answer. `excludes` are the IRIs of values
    that cannot hold of the same thing at the same time.
    """

    iri: str
    label: str
    words: tuple[str, ...]
    type: str
    excludes: tuple[str, ...]
    comment: str = ""
    subject_verbs: tuple[str, ...] = ()
    template: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the loaded vocabulary files declare, each by its IRI."""

    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    individuals: Mapping[str, Individual]

    def is_a(self, class_iri: str, ancestor_iri: str) -> bool:
        """Whether one class is the other or lies below it (RDF Schema 1.1, rdfs:subClassOf)."""
        return ancestor_iri in self.ancestors(class_iri)

    def has_one(self, property_iri: str) -> bool:
        """Whether a property can be true once, or of one value at a time (`kg:cardinality`)."""
        known = self.properties.get(property_iri)
        return known is not None and known.cardinality is not None

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """The class or property itself and all above it, nearest first."""
        known = self._above.get(iri)
        if known is None:
            known = self._above[iri] = self._climb(iri)
        return known

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        """What was asked of `ancestors` before: every claim asks it several times, of few classes."""
        return {}

    def _climb(self, iri: str) -> tuple[str, ...]:
        found, waiting = [iri], [iri]
        while waiting:
            term = waiting.pop(0)
            known = self.classes.get(term) or self.properties.get(term)
            for parent in known.parents if known else ():
                if parent not in found:
                    found.append(parent)
                    waiting.append(parent)
        return tuple(found)

    @cached_property
    def facts(self) -> tuple[Property, ...]:
        """The properties that documents make claims with, sorted by IRI."""
        return tuple(term for _, term in sorted(self.properties.items()) if term.kind == "fact")

    def of_type(self, class_iri: str) -> tuple[Individual, ...]:
        """The individuals of a class or of one below it, sorted by IRI."""
        return tuple(one for _, one in sorted(self.individuals.items()) if self.is_a(one.type, class_iri))


def read_turtle(paths: Iterable[Path], base: str) -> Graph:
    """All Turtle files as one graph, relative IRIs resolved against `base` (RFC 3986).

    Raises `UnreadableVocabulary` for a file that is not Turtle. The graph holds one set of triples and no named
    graphs: the store without them takes triples in a third less time.
    """
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for path in paths:
        graph.addN((*triple, graph) for triple in _triples(path, path.stat().st_mtime_ns, base))
    return graph


@lru_cache(maxsize=64)
def _triples(path: Path, _changed: int, base: str) -> tuple[tuple[Node, Node, Node], ...]:
    """One file's triples, kept as long as the file stays as it is: the core is read by every regulator."""
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    try:
        graph.parse(data=path.read_text(encoding="utf-8"), format="turtle", publicID=base)
    except Exception as fault:
        reason = " ".join(str(fault).split())
        raise UnreadableVocabulary(f"{path}: not readable as Turtle ({reason}): mend the line it names") from fault
    return tuple(graph)


def read_vocabulary(graph: Graph, base: str) -> Vocabulary:
    """The vocabulary that a graph of vocabulary files declares."""
    return _Reader(graph, Namespace(base + "core#")).vocabulary()


_KINDS = {"FactProperty": "fact", "Qualifier": "qualifier", "RecordProperty": "record"}


class _Reader:
    def __init__(self, graph: Graph, kg: Namespace) -> None:
        self.graph = graph
        self.kg = kg

    def texts(self, subject: Node, predicate: URIRef) -> tuple[str, ...]:
        return tuple(
            sorted({str(value) for value in self.graph.objects(subject, predicate)}, key=lambda t: (t.casefold(), t))
        )

    def text(self, subject: Node, predicate: URIRef) -> str:
        return next(iter(self.texts(subject, predicate)), "")

    def of_type(self, kind: URIRef) -> Iterator[URIRef]:
        yield from sorted({node for node in self.graph.subjects(RDF.type, kind) if isinstance(node, URIRef)})

    def vocabulary(self) -> Vocabulary:
        classes = {str(node): self.a_class(node) for node in self.of_type(RDFS.Class)}
        properties: dict[str, Property] = {}
        for name, kind in _KINDS.items():
            properties |= {str(node): self.a_property(node, kind) for node in self.of_type(self.kg[name])}
        individuals = {}
        for name in sorted(classes.keys() - {str(self.kg[kind]) for kind in _KINDS}):
            for node in self.of_type(URIRef(name)):
                individuals[str(node)] = self.an_individual(node, name, str(node) in classes)
        return Vocabulary(classes, dict(sorted(properties.items())), individuals)

    def a_class(self, node: URIRef) -> Class:
        return Class(
            iri=str(node),
            label=self.text(node, RDFS.label),
            words=self.texts(node, SKOS.altLabel),
            parents=self.texts(node, RDFS.subClassOf),
            comment=self.text(node, RDFS.comment),
        )

    def a_property(self, node: URIRef, kind: str) -> Property:
        return Property(
            iri=str(node),
            label=self.text(node, RDFS.label),
            words=self.texts(node, SKOS.altLabel),
            subject_verbs=self.texts(node, self.kg.saidOfSubject),
            object_verbs=self.texts(node, self.kg.saidOfObject),
            template=self.text(node, self.kg.template),
            comment=self.text(node, RDFS.comment),
            domains=self.texts(node, SDO.domainIncludes),
            ranges=self.texts(node, SDO.rangeIncludes),
            cardinality=self.text(node, self.kg.cardinality).rpartition("#")[2] or None,
            inverse=self.text(node, OWL.inverseOf) or None,
            parents=self.texts(node, RDFS.subPropertyOf),
            kind=kind,
        )

    def an_individual(self, node: URIRef, type_: str, punned: bool) -> Individual:
        words = self.texts(node, self.kg.unitWord)
        if not punned:
            words = tuple(sorted({*words, *self.texts(node, SKOS.altLabel)}, key=lambda t: (t.casefold(), t)))
        return Individual(
            iri=str(node),
            label=self.text(node, RDFS.label),
            words=words,
            type=type_,
            excludes=self.texts(node, self.kg.excludes),
            comment=self.text(node, RDFS.comment),
            subject_verbs=self.texts(node, self.kg.saidOfSubject),
            template=self.text(node, self.kg.template),
        )
