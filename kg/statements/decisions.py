"""Decisions: a curator's rulings applied to statements and recorded in the graph.

What a ruling on things means (`join`, `keep-apart`) is applied while entities are resolved; here are the ranks
(`deprecate`, `prefer`) and the triples that say who decided what, when, why and on which source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from extract.values.values import Value
from kg.statements.statements import Node, Resource, Statement
from kg.statements.terms import DCTERMS, RDF, RDFS, XSD, canonical, iri, literal, triple
from ontology.decisions import Decision
from ontology.regulators import Ontology

RANKS = {"deprecate": "deprecated", "prefer": "preferred"}
"""The rank that a ruling on a statement gives it."""


def apply_ranks(
    statements: Mapping[str, Statement], decisions: Iterable[Decision]
) -> tuple[dict[str, Statement], dict[Decision, tuple[str, ...]]]:
    """The statements with the ranks that the decisions give them, and the ids that each decision touched."""
    ranked = dict(statements)
    touched: dict[Decision, tuple[str, ...]] = {}
    for decision in decisions:
        rank = RANKS.get(decision.action)
        if rank:
            touched[decision] = tuple(key for key, statement in sorted(ranked.items()) if fits(statement, decision))
            for key in touched[decision]:
                ranked[key] = replace(ranked[key], rank=rank)
    return ranked, touched


def fits(statement: Statement, decision: Decision) -> bool:
    """Whether a statement is one that a decision means: its three parts, and every qualifier that it names."""
    if (statement.subject.iri, statement.property) != (decision.subject, decision.property):
        return False
    if not _is(statement.object, decision.object or ""):
        return False
    return all(
        any(key == name and _is(node, wanted) for key, node in statement.qualifiers)
        for name, wanted in decision.qualifiers
    )


def _is(node: Node, wanted: str) -> bool:
    if isinstance(node, Resource):
        return node.iri == wanted
    if isinstance(node, Value):
        return node.lexical == canonical(wanted, node.datatype)
    return (str(node).lower() if isinstance(node, bool) else node) == wanted


def decision_triples(
    decisions: Iterable[Decision], touched: Mapping[Decision, tuple[str, ...]], ontology: Ontology
) -> Iterator[str]:
    """Each decision with who, when, why, the source, and the statements or things that it is about.

    A thing that a `join` makes part of another leads to it (`dcterms:isReplacedBy`).
    """
    base, curie = ontology.namespaces.base, ontology.namespaces.curie
    for decision in decisions:
        me = iri(f"{base}decision/{sha256(repr(decision).encode()).hexdigest()[:16]}")
        about = decision.things or tuple(
            part for part in (decision.subject, decision.property, decision.object) if part
        )
        yield triple(me, iri(RDF + "type"), iri(base + "core#Decision"))
        yield triple(me, iri(RDFS + "label"), literal(f"{decision.action}: {' / '.join(map(curie, about))}"))
        yield triple(me, iri(DCTERMS + "creator"), literal(decision.who))
        yield triple(me, iri(DCTERMS + "date"), literal(decision.when, XSD + "date"))
        yield triple(me, iri(DCTERMS + "description"), literal(decision.why))
        yield triple(me, iri(DCTERMS + "source"), literal(decision.source))
        for key in touched.get(decision, ()):
            yield triple(me, iri(DCTERMS + "references"), iri(f"{base}statement/{key}"))
        for thing in decision.things:
            yield triple(me, iri(DCTERMS + "references"), iri(thing))
        for thing in decision.things[1:] if decision.action == "join" else ():
            yield triple(iri(thing), iri(DCTERMS + "isReplacedBy"), iri(decision.things[0]))
