"""Assembly: readings in, the graphs of a release out; the one function that a build calls.

Everything is worked out anew from the readings, which are cached, so that what is left of a build when one
document changes is the same as what a build from nothing makes. The store compares the graphs' hashes and
writes only those that changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from corpus.copies import Copy
from corpus.documents import Document
from extract.claims.claims import Reading
from extract.values.values import Value
from kg.statements.conflicts import tie
from kg.statements.days import Days, days_of, newest
from kg.statements.decisions import apply_ranks, decision_triples
from kg.statements.direct import direct_statements, direct_triples
from kg.statements.foreseen import as_planned
from kg.statements.redirects import Memory, redirects
from kg.statements.resolve import Resolution, resolve
from kg.statements.sense import sift
from kg.statements.shapes import Violation
from kg.statements.statements import Resource, Statement, make_statements
from kg.statements.terms import DATES, ntriples
from kg.statements.triples import (
    entity_triples,
    graph_iri,
    mentioned,
    provision_triples,
    rules_triples,
    statement_triples,
    vocabulary_triples,
)  # fmt: skip
from kg.statements.witness import Standing, Witness
from ontology.decisions import Decision, read_decisions
from ontology.regulators import Ontology


@dataclass(frozen=True)
class Assembly:
    """All that a release says.

    `statements` by id; `resources` every entity that a statement speaks of, by IRI; `graphs` N-Triples by the
    named graph's IRI; `day` the graph's day; `memory` what the next release needs to lead old addresses to new
    ones; `redirects` the addresses that this release retires; `refused` the claims that made no sense.
    """

    statements: Mapping[str, Statement]
    resources: Mapping[str, Resource]
    resolution: Resolution
    graphs: Mapping[str, bytes]
    direct: tuple[str, ...] = ()
    day: date | None = None
    days: Mapping[str, date | None] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    redirects: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[Violation, ...] = ()

    @property
    def conflicts(self) -> int:
        """How many pairs of statements conflict."""
        return sum(len(s.conflicts_with) for s in self.statements.values()) // 2

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each graph, by its IRI."""
        return {name: sha256(data).hexdigest() for name, data in self.graphs.items()}


def assemble(
    readings: Iterable[Reading],
    documents: Iterable[Document] | Mapping[str, Document],
    ontology: Ontology,
    *,
    day: date | None = None,
    previous: Memory | None = None,
    copies: Iterable[Copy] = (),
    decisions: Iterable[Decision] | None = None,
    rules: Mapping[str, str] | None = None,
) -> Assembly:
    """The whole model of these documents, the same whatever order they come in.

    `day` is the graph's day (default: the newest day of issue), `previous` the memory of the last release,
    `copies` are the documents and passages that repeat others, `decisions` are the curator's (default:
    those in the regulator's `decisions.toml`), `rules` names and versions of what read the documents.
    Raises `UnreadableDecision`.
    """
    held = dict(documents) if isinstance(documents, Mapping) else {document.id: document for document in documents}
    read = sorted(readings, key=lambda reading: reading.document)
    ruled = tuple(decisions) if decisions is not None else read_decisions(ontology)
    base, parts = ontology.namespaces.base, dict(rules or {})
    activity = f"{base}rules/{sha256(repr(sorted(parts.items())).encode()).hexdigest()[:16]}" if parts else None

    past = {reading.document: not_before(reading) for reading in read}
    rules_days = {r.document: rule_day(r, held[r.document], ontology) for r in read if r.document in held}
    days = {key: newest([document.metadata.issued]) or past.get(key) for key, document in held.items()}
    today = (
        day
        or newest(document.metadata.issued for document in held.values())
        or max((day for day in past.values() if day), default=None)
    )
    read = as_planned(read, today, ontology)
    resolution = resolve(read, held, ontology, days=days, decisions=ruled)
    made, signatures = make_statements(read, resolution, ontology, days)
    sensible, refused = sift(made, held, ontology)
    ranked, touched = apply_ranks(sensible, ruled)
    written = {key: when_written(held[key], past.get(key), rules_days.get(key)) for key in held}
    statements = tie(ranked, ontology, written)
    plain = direct_statements(statements.values(), ontology, days, today)

    known = set(vocabulary_triples(ontology))
    known |= {*decision_triples(ruled, touched, ontology), *rules_triples(activity, parts)}
    resources = mentioned(statements.values())
    bare = {*direct_triples(plain, ontology), *entity_triples(resources.values())}
    bare |= set(provision_triples(resolution.provisions, base))
    graphs = {
        graph_iri(base, "vocabulary"): ntriples(known),
        graph_iri(base, "statements"): ntriples(statement_triples(statements.values(), base)),
        graph_iri(base, "direct"): ntriples(bare - known),
    }
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.values():
        for document in statement.documents:
            by_document[document].append(statement)
    witness = Witness(base, activity)
    whole, reprints = _copies(copies, held)
    for key in sorted(held):
        standing = Standing(
            past.get(key), whole.get(key), reprints[key], resolution.cited.get(key, ()), resolution.printed
        )  # fmt: skip
        graphs[witness.graph_iri(key)] = ntriples(witness.lines(held[key], by_document[key], standing))
    memory = Memory(
        dict(resolution.members),
        {claim: f"{base}statement/{key}" for claim, key in signatures.items() if key in statements},
    )
    living = {*resolution.entities, *ontology.lexicon.entities, *(f"{base}statement/{key}" for key in statements)}
    return Assembly(
        statements=statements,
        resources=resources,
        resolution=resolution,
        graphs=graphs,
        direct=tuple(s.id for s in plain),
        day=today,
        days=days,
        memory=memory,
        redirects=redirects(previous, memory, living) if previous else {},
        refused=refused,
    )


Places = dict[tuple[int, int], tuple[str, tuple[int, int]]]


def _copies(copies: Iterable[Copy], held: Mapping[str, Document]) -> tuple[dict[str, str], defaultdict[str, Places]]:
    """Which documents repeat which, and which passages of each repeat which of another."""
    whole: dict[str, str] = {}
    places: defaultdict[str, Places] = defaultdict(dict)
    for copy in copies:
        if copy.original not in held:
            continue
        if copy.copy_passage and copy.original_passage:
            places[copy.copy][copy.copy_passage] = (copy.original, copy.original_passage)
        else:
            whole[copy.copy] = copy.original
    return whole, places


def not_before(reading: Reading) -> date | None:
    """The latest day that a document speaks of as past: it cannot have been written before."""
    found = []
    for claim in reading.claims:
        if claim.modality == "fact" and not claim.negated:
            terms = [claim.object, *(t for name, t in claim.qualifiers if name in ("validFrom", "pointInTime"))]
            found += [
                span.first
                for t in terms
                if isinstance(t, Value) and t.datatype in DATES and (span := days_of(t.lexical))
            ]
    return max((day for day in found if day), default=None)


def rule_day(reading: Reading, document: Document, ontology: Ontology) -> Days | None:
    """The day of an undated rule: that of its publication, where it tells of just one and of nothing later as past."""
    published = ontology.namespaces.iri("kg:publishedOn")
    if document.metadata.issued or document.metadata.type != "Rule":
        return None
    told = [c for c in reading.claims if c.property == published and c.modality == "fact" and not c.negated]
    days = {days_of(c.object.lexical) for c in told if isinstance(c.object, Value)}
    last, only = not_before(reading), days.pop() if len(days) == 1 else None
    return only if only is not None and only.last is not None and (last is None or last <= only.last) else None


def when_written(document: Document, past: date | None, published: Days | None = None) -> Days:
    """The days in which a document can have been written: its date of issue, else any day from what it calls past.

    A rule that bears no date was written when it was `published`.
    """
    issued = days_of(document.metadata.issued) if document.metadata.issued else None
    return issued or published or Days(past, None)
