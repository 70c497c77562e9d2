"""Shapes: what a graph must hold to be well made, checked at any size.

In: the SHACL files of the ontology (https://www.w3.org/TR/shacl/). pySHACL reads them for small graphs; for a whole
store the same constraints are written as SPARQL queries, one for each, that give one row for each violation. The
two agree in number, which the tests hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyshacl
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node as RdfNode

from corpus.documents import Document
from kg.statements.statements import Statement
from ontology.regulators import Ontology, Regulator, vocabulary_graph
from ontology.vocabulary import read_turtle

Select = Callable[[str], Iterable[Mapping[str, object]]]
"""Runs a SPARQL query whose default graph is the union of all graphs, and gives its rows."""


class UnreadableShape(ValueError):
    """A constraint that cannot be written as a query: the message names the shape and what is allowed."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is not as it should be: the node, the value at fault if there is one, and what would be right."""

    focus: str
    message: str
    value: str | None = None

    def __str__(self) -> str:
        return f"{self.focus}: {self.message}" + (f", not {self.value!r}" if self.value is not None else "")


@dataclass(frozen=True, slots=True)
class ShapeQuery:
    """One constraint as a query: `text` selects `?this` and, where a value is at fault, `?value`."""

    message: str
    text: str


def check(select: Select, ontology: Ontology) -> list[Violation]:
    """Every violation of the shapes in the graph that `select` asks, sorted."""
    found = []
    for query in shape_queries(ontology.regulator, ontology.namespaces.base):
        for row in select(query.text):
            value = row.get("value") if hasattr(row, "get") else None
            found.append(Violation(_shown(row["this"]) or "", query.message, _shown(value)))
    return sorted(found, key=lambda v: (v.focus, v.message, v.value or ""))


def check_quotes(statements: Iterable[Statement], documents: Mapping[str, Document]) -> list[Violation]:
    """Every piece of evidence whose words do not stand in its document, code point for code point."""
    found = []
    for statement in statements:
        for proof in statement.evidence:
            document = documents.get(proof.document)
            focus = f"{statement.id} in {document.source if document else proof.document}"
            if document is None:
                found.append(Violation(focus, "the evidence's document is there"))
                continue
            held = document.text[proof.start : proof.end]
            if held != proof.quote:
                found.append(Violation(focus, f"characters {proof.start}..{proof.end} read {proof.quote!r}", held))
            if not (proof.passage[0] <= proof.start and proof.end <= proof.passage[1]):
                found.append(Violation(focus, f"the quote lies within its passage {proof.passage}", proof.quote))
            for start, end, role in proof.context:
                if not 0 <= start < end <= len(document.text):
                    found.append(Violation(focus, f"the {role} stands in the document", f"{start}..{end}"))
    return found


def check_graph(data: bytes, ontology: Ontology) -> list[Violation]:
    """What pySHACL finds in a small graph of N-Triples together with the vocabulary, sorted."""
    regulator, base = ontology.regulator, ontology.namespaces.base
    graph = Graph().parse(data=data, format="nt")
    graph += vocabulary_graph(regulator, base)
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(regulator, base), inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise UnreadableShape(f"pySHACL gave no report: {report}")
    found = []
    for result in report.objects(None, SH.result):
        message = min((str(text) for text in report.objects(result, SH.resultMessage)), default="")
        value = report.value(result, SH.value)
        found.append(Violation(str(report.value(result, SH.focusNode)), message, None if value is None else str(value)))
    return sorted(found, key=lambda v: (v.focus, v.message, v.value or ""))


def _shown(term: object) -> str | None:
    return None if term is None else str(getattr(term, "value", term))


@lru_cache(maxsize=4)
def _shapes(regulator: Regulator, base: str) -> Graph:
    return read_turtle(regulator.files("shapes*.ttl"), base)


@lru_cache(maxsize=4)
def shape_queries(regulator: Regulator, base: str) -> tuple[ShapeQuery, ...]:
    """The constraints of all shapes with a target class, each as one query; raises `UnreadableShape`."""
    graph = _shapes(regulator, base)
    writer = _QueryWriter(graph)
    found: list[ShapeQuery] = []
    for shape in sorted({s for s in graph.subjects(SH.targetClass, None) if isinstance(s, URIRef)}):
        for target in sorted(str(t) for t in graph.objects(shape, SH.targetClass)):
            found += writer.node_shape(shape, f"?this a <{target}> .")
    return tuple(sorted(found, key=lambda query: (query.message, query.text)))


_MEASURES = {
    SH.minInclusive: "COALESCE({v} >= {n}, false)",
    SH.maxInclusive: "COALESCE({v} <= {n}, false)",
    SH.minExclusive: "COALESCE({v} > {n}, false)",
    SH.maxExclusive: "COALESCE({v} < {n}, false)",
    SH.minLength: "STRLEN(STR({v})) >= {n}",
    SH.maxLength: "STRLEN(STR({v})) <= {n}",
}
_KINDS = {SH.IRI: "isIRI({v})", SH.Literal: "isLiteral({v})", SH.IRIOrLiteral: "(isIRI({v}) || isLiteral({v}))"}
_ORDERS = {SH.lessThan: "<", SH.lessThanOrEquals: "<="}
_IGNORED = {
    RDF.type, RDFS.label, RDFS.comment, SH.targetClass, SH.message, SH.path, SH.name, SH.description, SH.severity,
    SH.order, SH.flags, SH.minCount, SH.maxCount, SH.property, SH.sparql, *_ORDERS,
}  # fmt: skip


class _QueryWriter:
    """Writes constraints as SPARQL: what a value must meet is an expression, a violation its denial."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.count = 0

    def fresh(self) -> str:
        self.count += 1
        return f"?v{self.count}"

    def node_shape(self, shape: RdfNode, target: str) -> Iterator[ShapeQuery]:
        """Every constraint of a node shape, for the nodes that `target` binds to `?this`."""
        message = str(self.graph.value(shape, SH.message) or shape)
        for inner in self.graph.objects(shape, SH.property):
            yield from self.property_shape(inner, target)
        for constraint in self.graph.objects(shape, SH.sparql):
            yield self.sparql(constraint, target)
        for expression in self.expressions(shape, "?this"):
            yield ShapeQuery(
                message, f"SELECT DISTINCT ?this (?this AS ?value) WHERE {{ {target} FILTER(!({expression})) }}"
            )

    def property_shape(self, shape: RdfNode, target: str) -> Iterator[ShapeQuery]:
        path = self.path(self.graph.value(shape, SH.path))
        message = str(self.graph.value(shape, SH.message) or f"{path} is as its shape says")
        for kind, most in ((SH.minCount, False), (SH.maxCount, True)):
            limit = self.graph.value(shape, kind)
            if limit is not None:
                yield ShapeQuery(message, self.counted(target, path, int(str(limit)), most))
        for kind, order in _ORDERS.items():
            for other in self.graph.objects(shape, kind):
                unordered = f"FILTER(!COALESCE(?value {order} ?other, false))"
                pair = f"{target} ?this {path} ?value . ?this <{other}> ?other . {unordered}"
                yield ShapeQuery(message, f"SELECT DISTINCT ?this ?value ?other WHERE {{ {pair} }}")
        for expression in self.expressions(shape, "?value"):
            values = f"{target} ?this {path} ?value . FILTER(!({expression}))"
            yield ShapeQuery(message, f"SELECT DISTINCT ?this ?value WHERE {{ {values} }}")

    @staticmethod
    def counted(target: str, path: str, limit: int, most: bool) -> str:
        if not most and limit == 1:
            return f"SELECT DISTINCT ?this WHERE {{ {target} FILTER NOT EXISTS {{ ?this {path} ?any }} }}"
        order = ">" if most else "<"
        pattern = f"{target} OPTIONAL {{ ?this {path} ?any }}"
        return f"SELECT ?this WHERE {{ {pattern} }} GROUP BY ?this HAVING (COUNT(DISTINCT ?any) {order} {limit})"

    def sparql(self, constraint: RdfNode, target: str) -> ShapeQuery:
        """A constraint that is a query itself (SHACL 5.2): its target is written into its pattern."""
        text = str(self.graph.value(constraint, SH.select) or "")
        prefixes = "".join(
            f"PREFIX {self.graph.value(d, SH.prefix)}: <{self.graph.value(d, SH.namespace)}>\n"
            for declaring in self.graph.objects(constraint, SH.prefixes)
            for d in self.graph.objects(declaring, SH.declare)
        )
        head, brace, body = text.partition("{")
        if not brace:
            raise UnreadableShape(f"{constraint}: its sh:select has no pattern: write SELECT $this … WHERE {{ … }}")
        distinct = head if "DISTINCT" in head else head.replace("SELECT", "SELECT DISTINCT", 1)
        query = f"{prefixes}{distinct}{{ {target}{body}".replace("$this", "?this")
        return ShapeQuery(str(self.graph.value(constraint, SH.message) or constraint), query)

    def expressions(self, shape: RdfNode, v: str) -> Iterator[str]:
        """What a value must meet, one expression for each constraint of a shape."""
        for kind, value in sorted(self.graph.predicate_objects(shape), key=lambda pair: (str(pair[0]), str(pair[1]))):
            if kind in _IGNORED or not isinstance(kind, URIRef):
                continue
            if kind in _MEASURES:
                yield _MEASURES[kind].format(v=v, n=value)
            elif kind == SH.datatype:
                yield f"COALESCE(DATATYPE({v}) = <{value}>, false)"
            elif kind == SH.nodeKind and isinstance(value, URIRef) and value in _KINDS:
                yield _KINDS[value].format(v=v)
            elif kind == SH["class"]:
                yield f"EXISTS {{ {v} <{RDF.type}>/<{RDFS.subClassOf}>* <{value}> }}"
            elif kind == SH["in"]:
                yield " || ".join(f"sameTerm({v}, {item.n3()})" for item in Collection(self.graph, value))
            elif kind == SH.hasValue:
                yield f"sameTerm({v}, {value.n3()})"
            elif kind == SH.pattern:
                flags = self.graph.value(shape, SH.flags)
                yield f"REGEX(STR({v}), {value.n3()}" + (f", {flags.n3()})" if flags is not None else ")")
            elif kind == SH["not"]:
                yield f"!({self.conforms(value, v)})"
            elif kind == SH.node:
                yield self.conforms(value, v)
            elif kind in (SH["or"], SH["and"]):
                joiner = " || " if kind == SH["or"] else " && "
                yield joiner.join(f"({self.conforms(item, v)})" for item in Collection(self.graph, value))
            else:
                raise UnreadableShape(f"{shape}: {kind} cannot be written as a query: one of {_allowed()} can")

    def conforms(self, shape: RdfNode, v: str) -> str:
        """One expression for all constraints of a shape on a value."""
        parts = [f"({text})" for text in self.expressions(shape, v)]
        for inner in self.graph.objects(shape, SH.property):
            path = self.path(self.graph.value(inner, SH.path))
            minimum, maximum = (self.graph.value(inner, kind) for kind in (SH.minCount, SH.maxCount))
            if minimum is not None and int(str(minimum)) > 0:
                if int(str(minimum)) > 1:
                    raise UnreadableShape(f"{inner}: within another shape sh:minCount can be 0 or 1")
                parts.append(f"EXISTS {{ {v} {path} {self.fresh()} }}")
            if maximum is not None:
                if int(str(maximum)) > 1:
                    raise UnreadableShape(f"{inner}: within another shape sh:maxCount can be 0 or 1")
                one, other = self.fresh(), self.fresh()
                clash = f"{v} {path} {one} . {v} {path} {other} FILTER(!sameTerm({one}, {other}))"
                parts.append(f"NOT EXISTS {{ {clash if int(str(maximum)) else f'{v} {path} {one}'} }}")
            held = self.fresh()
            parts += [f"NOT EXISTS {{ {v} {path} {held} FILTER(!({text})) }}" for text in self.expressions(inner, held)]
        return " && ".join(parts) or "true"

    def path(self, node: RdfNode | None) -> str:
        """A SHACL path as a SPARQL property path (SHACL 2.3.1)."""
        if isinstance(node, URIRef):
            return f"<{node}>"
        if node is not None and (node, RDF.first, None) in self.graph:
            return "/".join(self.path(step) for step in Collection(self.graph, node))
        for kind, form in ((SH.inversePath, "^({})"), (SH.zeroOrMorePath, "({})*"), (SH.oneOrMorePath, "({})+")):
            inner = self.graph.value(node, kind)
            if inner is not None:
                return form.format(self.path(inner))
        either = self.graph.value(node, SH.alternativePath)
        if either is not None:
            return "(" + "|".join(self.path(step) for step in Collection(self.graph, either)) + ")"
        raise UnreadableShape(f"{node}: a path is a property, a sequence, an inverse, a repetition or a choice")


def _allowed() -> str:
    return ", ".join(
        sorted(str(kind).rsplit("#", 1)[-1] for kind in (*_MEASURES, *_ORDERS, SH.datatype, SH.nodeKind, SH.pattern))
    )
