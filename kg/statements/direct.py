"""Direct: which statements are also plain triples, because the bare triple is true by itself.

The rules are those of the vocabulary's first layer: of the best rank, not denied, not a bound or a part, no
forecast or opinion, not superseded, not over. Inverse properties stand here in both directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from extract.values.values import Value
from kg.statements.days import is_before
from kg.statements.statements import Resource, Statement, day_qualifier, inverses, is_over, node_term
from kg.statements.terms import DATES, NUMBERS, iri, triple
from ontology.regulators import Ontology

_BEST = {"preferred": 2, "normal": 1, "deprecated": 0}
_PARTIAL = frozenset(("comparator", "per", "appliesTo", "lower", "upper"))
_NOT_A_DESIGN = ("Status", "Outcome", "Person")


def direct_statements(
    statements: Iterable[Statement], ontology: Ontology, days: Mapping[str, date | None], day: date | None
) -> list[Statement]:
    """The statements whose bare triple is true on the graph's day, sorted by id.

    `days` gives each document's own day. Of a property that holds one value at a time, only what the newest of
    the sources says is kept, and of holders whose dates follow one another only the last.
    """
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    superseded: set[str] = set()
    for statement in statements:
        groups[statement.subject.iri, statement.property].append(statement)
        superseded.update(statement.supersedes)
    kept: list[Statement] = []
    for (_, property_iri), group in sorted(groups.items()):
        best = max(_BEST[s.rank] for s in group)
        fact = any(s.modality == "fact" and s.rank != "deprecated" for s in group)
        term = ontology.vocabulary.properties.get(property_iri)
        over = _ended(group, days, day)
        found = [
            s
            for s in group
            if best
            and _BEST[s.rank] == best
            and not s.negated
            and _PARTIAL.isdisjoint(s.named)
            and (s.modality in ("fact", "rule") or (s.modality == "plan" and not fact and is_plannable(s, ontology)))
            and s.id not in superseded
            and s.id not in over
        ]
        if term and term.cardinality == "OneAtATime":
            found = list(_latest(_current(found), days))
        kept += found
    return sorted(kept, key=lambda s: s.id)


def is_plannable(statement: Statement, ontology: Ontology) -> bool:
    """Whether a plan alone is worth a plain triple: a date, or how an initiative is designed.

    A design is anything said of an initiative but what became of it, who leads it, and how many it reached. That
    it is announced is true of what is only planned.
    """
    vocabulary, core = ontology.vocabulary, ontology.namespaces.base + "core#"
    if isinstance(statement.object, Value):
        if statement.object.datatype in DATES:
            return True
        if statement.object.datatype in NUMBERS:
            return False
    elif statement.object.iri == core + "Announced":
        return True
    term = vocabulary.properties.get(statement.property)
    if term is None:
        return False
    barred = any(vocabulary.is_a(range_, core + name) for range_ in term.ranges for name in _NOT_A_DESIGN)
    return not barred and any(vocabulary.is_a(domain, core + "Initiative") for domain in term.domains)


def _ended(group: list[Statement], days: Mapping[str, date | None], day: date | None) -> set[str]:
    """The ids of what is over: it says so itself, or another statement with the same object does, later or as late.

    An end that lies before the source's own day is past, whatever the graph's day. A dated end speaks only of a
    time that began before it, so that who came back is not taken for gone.
    """
    over: set[str] = set()
    closed: dict[str, list[Statement]] = defaultdict(list)
    for statement in group:
        end = day_qualifier(statement, "validUntil")
        told = max((known for d in statement.documents if (known := days.get(d))), default=None)
        if statement.has("ended") or (end and (is_before(end.last, day) or is_before(end.last, told))):
            over.add(statement.id)
            if not statement.negated and statement.rank != "deprecated":
                closed[node_term(statement.object)].append(statement)
    for statement in group:
        start = day_qualifier(statement, "validFrom")
        for other in closed.get(node_term(statement.object), ()) if statement.id not in over else ():
            end = day_qualifier(other, "validUntil")
            began_later = bool(start and end and is_before(end.last, start.first))
            later = is_over(other.documents, statement.documents, days)
            if not began_later and (later or bool(start and end)):
                over.add(statement.id)
                break
    return over


def _current(group: list[Statement]) -> list[Statement]:
    """The group without those whose start lies before another's: one successor ends the time of all before.

    What is told only of one moment gives way to what is told without one.
    """
    objects = {s.id: node_term(s.object) for s in group}
    spans = {s.id: day_qualifier(s, "validFrom") or day_qualifier(s, "pointInTime") for s in group}
    starts = {key: span.first for key, span in spans.items() if span and span.first}
    out = set()
    for s in group:
        mine = spans[s.id]
        for other in group:
            theirs = spans[other.id]
            if (
                s.id in starts
                and mine
                and theirs
                and objects[s.id] != objects[other.id]
                and is_before(mine.last, theirs.first)
            ):
                out.add(s.id)
            if s.has("pointInTime") and not other.has("pointInTime") and objects[s.id] != objects[other.id]:
                out.add(s.id)
    return [s for s in group if s.id not in out]


def _latest(group: list[Statement], days: Mapping[str, date | None]) -> Iterator[Statement]:
    """What the newest source says; what only undated sources say cannot be shown to be older, and stays."""
    said = {s.id: max((day for d in s.documents if (day := days.get(d))), default=None) for s in group}
    newest = max((day for day in said.values() if day), default=None)
    return (s for s in group if said[s.id] in (newest, None))


def direct_triples(statements: Iterable[Statement], ontology: Ontology) -> Iterator[str]:
    """The plain triples of statements, those of inverse properties in both directions."""
    back = inverses(ontology)
    for s in statements:
        yield triple(iri(s.subject.iri), iri(s.property), node_term(s.object))
        if s.property in back and isinstance(s.object, Resource):
            yield triple(iri(s.object.iri), iri(back[s.property]), iri(s.subject.iri))
