"""Describe: all that the graph says of one thing, grouped, with what disagrees side by side and what points to it."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.facts import Fact, NamedThing
from kg.read.reader import STANDARD, GraphReader, local_name, text_of
from kg.read.sure import narrowed, read_sure
from kg.read.wording import DATES, NUMBERS

RDF, RDFS, SKOS, DCTERMS, PROV = (STANDARD[p] for p in ("rdf", "rdfs", "skos", "dcterms", "prov"))
FEW = 8
"""How many facts of one property a page shows before it offers the rest."""

AT_A_TIME = 25
"""How many incoming links a page shows of each kind."""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one property: sets that conflict in `disagreeing`, the others in `facts`; `total` counts all."""

    property: NamedThing
    facts: tuple[Fact, ...]
    disagreeing: tuple[tuple[Fact, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """What points here by one property: a page of the facts, or of the bare things where no statement says it."""

    property: NamedThing
    total: int
    page: int
    facts: tuple[Fact, ...] = ()
    things: tuple[NamedThing, ...] = ()

    @builtins.property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // AT_A_TIME)


@dataclass(frozen=True, slots=True)
class Bare:
    """What the graph says without a statement (loaded data, the other direction of a link): property and values."""

    property: NamedThing
    things: tuple[NamedThing, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """One thing's page; `left_out` counts the statements on it, and to it, that are less sure than was wanted."""

    iri: str
    label: str
    types: tuple[NamedThing, ...]
    aliases: tuple[str, ...]
    definition: str
    definition_fact: Fact | None
    groups: tuple[FactGroup, ...]
    incoming: tuple[Incoming, ...]
    bare: tuple[Bare, ...]
    timeline: tuple[Fact, ...]
    replaced_by: str | None
    total: int
    left_out: int = 0

    @property
    def conflicts(self) -> int:
        """How many sets of facts disagree."""
        return sum(len(group.disagreeing) for group in self.groups)


def describe(
    reader: GraphReader,
    iri: str,
    only: str | None = None,
    page: int = 1,
    of: str | None = None,
    least: float = 0.0,
) -> Description | None:
    """The page of one thing, or `None` where the graph says nothing of it.

    `only` is a property whose facts are all wanted; `page` is the page of the incoming links by the property
    `of` (all others start at their first). `least` is the confidence that a statement's evidence must reach;
    where it is above 0, what no statement says is not shown, since nobody gave it a confidence.
    """
    outgoing = reader.rows(OUTGOING, thing=iri)
    listed = reader.rows(STATEMENTS, thing=iri)
    counts = _counts(reader, INCOMING_COUNTS, iri)
    bare_in = _counts(reader, BARE_COUNTS, iri)
    if not (outgoing or listed or counts or bare_in):
        return None
    left_out = len(listed) + sum(counts.values())
    if least > 0:
        listed, bare_in = reader.rows(narrowed(STATEMENTS, least), thing=iri), {}
        counts = _counts(reader, narrowed(INCOMING_COUNTS, least), iri)
    left_out -= len(listed) + sum(counts.values())
    by_property: dict[str, list[str]] = defaultdict(list)
    for row in listed:
        by_property[text_of(row["property"])].append(text_of(row["statement"]))
    wanted = [statement for key, found in by_property.items() for statement in (found if only in (key, None) else [])]
    if only is None and len(wanted) > 400:
        wanted = [s for found in by_property.values() for s in sorted(found)[: FEW * 5]]
    facts = read_sure(reader, wanted, least)
    direct: dict[str, list[str]] = defaultdict(list)
    for row in outgoing:
        direct[text_of(row["p"])].append(text_of(row["o"]))
    definition_fact = next((f for f in facts if f.property.iri == SKOS + "definition" and f.rank != "deprecated"), None)
    definition = next(
        (direct[p][0] for p in (SKOS + "definition", RDFS + "comment", DCTERMS + "description") if p in direct), ""
    )
    all_types = [t for t in dict.fromkeys(direct.get(RDF + "type", ())) if not t.startswith(STANDARD["owl"])]
    types = [t for t in all_types if not t.startswith(STANDARD["skos"])] or all_types
    names = reader.labels([*types, iri])
    label = names[iri]
    return Description(
        iri=iri,
        label=label,
        types=tuple(NamedThing(names[t], t, t) for t in types),
        aliases=tuple(sorted({a for a in direct.get(SKOS + "altLabel", ()) if a != label}, key=str.casefold)),
        definition=definition or (definition_fact.words if definition_fact else ""),
        definition_fact=definition_fact,
        groups=_groups(facts, by_property, only),
        incoming=_incoming(reader, iri, counts, bare_in, page, of, least) if only is None else (),
        bare=_bare(reader, outgoing, set(by_property)) if only is None and not least else (),
        timeline=tuple(sorted((f for f in facts if f.earliest and f.rank != "deprecated"), key=lambda f: f.sort_key)),
        replaced_by=next(iter(direct.get(DCTERMS + "isReplacedBy", ())), None),
        total=len(listed),
        left_out=left_out,
    )


def _counts(reader: GraphReader, query: str, iri: str) -> dict[str, int]:
    return {text_of(row["property"]): int(text_of(row["n"])) for row in reader.rows(query, thing=iri)}


def _groups(facts: Sequence[Fact], listed: dict[str, list[str]], only: str | None) -> tuple[FactGroup, ...]:
    by_property: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_property[fact.property.iri or ""].append(fact)
    groups = []
    for iri, found in by_property.items():
        found.sort(key=lambda f: f.sort_key)
        clashes = clusters(found)
        apart = {fact.iri for clash in clashes for fact in clash}
        rest = [fact for fact in found if fact.iri not in apart]
        shown = rest if only else rest[:FEW]
        groups.append(FactGroup(found[0].property, tuple(shown), clashes, len(listed[iri])))
    return tuple(sorted(groups, key=_group_order))


def clusters(facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], ...]:
    """The sets of facts that conflict, directly or through one another, in the order given."""
    by_iri = {fact.iri: fact for fact in facts}
    seen: set[str] = set()
    found = []
    for fact in facts:
        if fact.iri in seen or not any(other in by_iri for other in fact.conflicts_with):
            continue
        cluster, ahead = [], [fact.iri]
        while ahead:
            iri = ahead.pop(0)
            if iri in seen or iri not in by_iri:
                continue
            seen.add(iri)
            cluster.append(by_iri[iri])
            ahead += by_iri[iri].conflicts_with
        found.append(tuple(cluster))
    return tuple(found)


def _group_order(group: FactGroup) -> tuple[int, str, str]:
    """Names and meaning first, then links to other things, then dates in their order, numbers, words."""
    facts = [*group.facts, *(fact for clash in group.disagreeing for fact in clash)]
    first = facts[0]
    label = group.property.label.casefold()
    if (group.property.iri or "").startswith(SKOS):
        return 0, "", label
    if first.object.iri:
        return 1, "", label
    kind = local_name(first.object.datatype or "")
    if kind in DATES:
        return 2, first.earliest or first.object.value, label
    return (3 if kind in NUMBERS or kind == "duration" else 4), "", label


def _bare(reader: GraphReader, outgoing: Sequence[object], said: set[str]) -> tuple[Bare, ...]:
    """Direct triples by properties that no statement here uses; what the page shows elsewhere is left out."""
    found: dict[str, dict[str, NamedThing]] = defaultdict(dict)
    rows = [row for row in outgoing if isinstance(row, dict)]
    names = reader.labels(
        t for row in rows for t in (text_of(row["p"]), text_of(row["o"])) if ":" in t and " " not in t
    )
    for row in rows:
        predicate, node = text_of(row["p"]), row["o"]
        if predicate in said or predicate in SHOWN_ELSEWHERE:
            continue
        value = text_of(node)
        datatype = getattr(getattr(node, "datatype", None), "value", None)
        thing = (
            NamedThing(value, None, value, datatype) if datatype else NamedThing(names.get(value, value), value, value)
        )
        found[predicate][value] = thing
    return tuple(
        Bare(NamedThing(names[p], p, p), tuple(things.values()))
        for p, things in sorted(found.items(), key=lambda i: names[i[0]])
    )


def _incoming(
    reader: GraphReader,
    iri: str,
    counts: dict[str, int],
    bare: dict[str, int],
    page: int,
    of: str | None,
    least: float,
) -> tuple[Incoming, ...]:
    bare = {
        p: n for p, n in bare.items() if p not in counts and p not in STRUCTURE and not p.startswith(reader.core + "_")
    }
    bare = {
        p: n
        for p, n in bare.items()
        if not p.startswith(reader.core) or p in counts or local_name(p) not in STATEMENT_TERMS
    }
    names = reader.labels([*counts, *bare])
    found = []
    for p in sorted({**bare, **counts}, key=lambda p: (-counts.get(p, bare.get(p, 0)), names[p])):
        number = page if p == of else 1
        begin = (number - 1) * AT_A_TIME
        prop = NamedThing(names[p], p, p)
        if p in counts:
            rows = reader.rows(narrowed(INCOMING, least), thing=iri, property=p)
            ordered = sorted({(text_of(row.get("label")).casefold(), text_of(row["statement"])) for row in rows})
            chosen = [statement for _, statement in ordered[begin : begin + AT_A_TIME]]
            found.append(Incoming(prop, counts[p], number, facts=tuple(read_sure(reader, chosen, least))))
        else:
            rows = reader.rows(BARE_INCOMING, thing=iri, property=p)
            named = reader.labels(text_of(row["s"]) for row in rows)
            pairs = sorted(named.items(), key=lambda pair: (pair[1].casefold(), pair[0]))
            things = tuple(NamedThing(label, s, s) for s, label in pairs[begin : begin + AT_A_TIME])
            found.append(Incoming(prop, bare[p], number, things=things))
    return tuple(found)


SHOWN_ELSEWHERE = {
    RDF + "type",
    RDFS + "label",
    SKOS + "altLabel",
    SKOS + "prefLabel",
    SKOS + "definition",
    RDFS + "comment",
    DCTERMS + "description",
    DCTERMS + "isReplacedBy",
}
STRUCTURE = {
    RDF + "subject",
    RDF + "predicate",
    RDF + "object",
    PROV + "wasDerivedFrom",
    PROV + "wasGeneratedBy",
    STANDARD["oa"] + "hasSource",
    STANDARD["oa"] + "hasSelector",
}
STATEMENT_TERMS = {
    "attributedTo",
    "reportedBy",
    "unit",
    "bearer",
    "conflictsWith",
    "supersedes",
    "refines",
    "rank",
    "modality",
    "per",
    "context",
    "contextRole",
}

OUTGOING = "SELECT DISTINCT ?p ?o WHERE { $thing ?p ?o }"

STATEMENTS = """
SELECT DISTINCT ?statement ?property WHERE {
  ?statement rdf:subject $thing ; rdf:predicate ?property
  #sure
}"""

INCOMING_COUNTS = """
SELECT ?property (COUNT(DISTINCT ?statement) AS ?n) WHERE {
  ?statement rdf:object $thing ; rdf:predicate ?property
  #sure
} GROUP BY ?property"""

INCOMING = """
SELECT DISTINCT ?statement ?label WHERE {
  ?statement rdf:object $thing ; rdf:predicate $property ; rdf:subject ?subject .
  OPTIONAL { ?subject rdfs:label ?label }
  #sure
}"""

BARE_COUNTS = """
SELECT ?property (COUNT(DISTINCT ?s) AS ?n) WHERE {
  ?s ?property $thing FILTER(!CONTAINS(STR(?s), "#char="))
} GROUP BY ?property"""
"""Places in a text that cite the thing are told with their words (see `kg.read.law`)."""

BARE_INCOMING = """
SELECT DISTINCT ?s WHERE { ?s $property $thing FILTER(!CONTAINS(STR(?s), "#char=")) } LIMIT 5000"""
