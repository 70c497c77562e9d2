"""Triples: the whole model as named graphs of sorted N-Triples, every triple in exactly one graph, no blank nodes.

`graph/statements` holds the statement nodes, `graph/direct` the plain triples with labels, names and classes of
what the documents speak of, `graph/vocabulary` the vocabulary, the lexicon, the rules and the curator's decisions.
What the vocabulary's graph says is not said again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node as RdfNode

from kg.statements.lawbook import Provision
from kg.statements.statements import Resource, Statement, node_term
from kg.statements.terms import PROV, RDF, RDFS, SKOS, STRING, XSD, iri, literal, triple, triples
from ontology.regulators import Ontology, Regulator, lexicon_graph, vocabulary_graph

_TYPE, _LABEL, _ALIAS = iri(RDF + "type"), iri(RDFS + "label"), iri(SKOS + "altLabel")


def graph_iri(base: str, name: str) -> str:
    """The IRI of the named graph `statements`, `direct`, `vocabulary` or `document/<id>`."""
    return f"{base}graph/{name}"


def statement_triples(statements: Iterable[Statement], base: str) -> Iterator[str]:
    """The statement nodes: the three parts, the qualifiers, rank, modality, and the ties to other statements."""
    core = base + "core#"
    kind, subject, predicate, object_ = (iri(RDF + n) for n in ("type", "subject", "predicate", "object"))
    a_statement = f"<{core}Statement>"
    for s in statements:
        said = [
            (kind, a_statement),
            (subject, iri(s.subject.iri)),
            (predicate, iri(s.property)),
            (object_, node_term(s.object)),
            (f"<{core}rank>", f"<{core}{s.rank}>"),
            (f"<{core}modality>", f"<{core}{s.modality}>"),
            (f"<{core}negated>", node_term(s.negated)),
        ]
        if s.qualifiers:
            said += [(f"<{core}{name}>", node_term(node)) for name, node in s.qualifiers]
        if s.earliest:
            said.append((f"<{core}earliest>", literal(s.earliest.isoformat(), XSD + "date")))
        if s.latest:
            said.append((f"<{core}latest>", literal(s.latest.isoformat(), XSD + "date")))
        for name, ties in (("conflictsWith", s.conflicts_with), ("supersedes", s.supersedes), ("refines", s.refines)):
            for other in ties:
                said.append((f"<{core}{name}>", iri(f"{base}statement/{other}")))
        yield from triples(iri(f"{base}statement/{s.id}"), *said)


def entity_triples(entities: Iterable[Resource]) -> Iterator[str]:
    """Label, other names and class of each entity."""
    for entity in entities:
        me = iri(entity.iri)
        yield triple(me, _LABEL, literal(entity.label))
        for alias in entity.aliases:
            yield triple(me, _ALIAS, literal(alias))
        if entity.type:
            yield triple(me, _TYPE, iri(entity.type))


def provision_triples(provisions: Iterable[Provision], base: str) -> Iterator[str]:
    """What the citations themselves tell of the law's structure: label, class, citation, parent."""
    core = base + "core#"
    for provision in provisions:
        me = iri(provision.iri)
        if not provision.in_lexicon:
            yield triple(me, _LABEL, literal(provision.label))
            yield triple(me, _TYPE, f"<{core}LegalProvision>")
        if provision.citation:
            yield triple(me, f"<{core}citation>", literal(provision.citation))
        if provision.parent:
            yield triple(me, f"<{core}partOf>", iri(provision.parent))


def mentioned(statements: Iterable[Statement]) -> dict[str, Resource]:
    """Every entity that a statement speaks of, as subject, object or qualifier, by IRI."""
    found: dict[str, Resource] = {}
    for s in statements:
        for node in (s.subject, s.object, *(node for _, node in s.qualifiers)):
            if isinstance(node, Resource):
                found[node.iri] = node
    return found


def vocabulary_triples(ontology: Ontology) -> Iterator[str]:
    """The vocabulary and lexicon files as published, with a label and plain names for each entity of the lexicon."""
    yield from _published(ontology.regulator, ontology.namespaces.base)
    for entity in ontology.lexicon.entities.values():
        yield from entity_triples([Resource(entity.iri, entity.label, entity.type, entity.aliases)])


@lru_cache(maxsize=8)
def _published(regulator: Regulator, base: str) -> tuple[str, ...]:
    graphs = (vocabulary_graph(regulator, base), lexicon_graph(regulator, base))
    return tuple(triple(_term(s, base), _term(p, base), _term(o, base)) for graph in graphs for s, p, o in graph)


def _term(node: RdfNode, base: str) -> str:
    if isinstance(node, URIRef):
        return iri(str(node))
    if isinstance(node, Literal):
        return literal(str(node), str(node.datatype or STRING))
    if isinstance(node, BNode):
        return iri(f"{base}.well-known/genid/{sha256(str(node).encode()).hexdigest()[:16]}")
    raise TypeError(f"{node!r} is no RDF term of the interchange model")


def rules_triples(name: str | None, parts: Mapping[str, str]) -> Iterator[str]:
    """The activity that read the documents, with each program, model and file that took part and its version."""
    if name:
        yield triple(iri(name), _TYPE, iri(PROV + "Activity"))
        for part, version in sorted(parts.items()):
            used = iri(f"{name}#{part}")
            yield triple(iri(name), iri(PROV + "used"), used)
            yield triple(used, _TYPE, iri(PROV + "Entity"))
            yield triple(used, _LABEL, literal(f"{part} {version}".strip()))
