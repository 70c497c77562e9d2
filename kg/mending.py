"""Mending: a statement that breaks a shape is left out with a line, so that it costs itself and not the graph.

In: the faults of a draft and the readings it was made of. Out: the readings without the claims that made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.claims.claims import Reading
from kg.statements.assembly import Assembly
from kg.statements.statements import Resource, Statement
from kg.store.store import Store, text_of

PROOFS = """
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?statement ?evidence WHERE { ?statement prov:wasDerivedFrom ?evidence }"""


def at_fault(faults: Iterable[str], assembly: Assembly, store: Store, base: str) -> list[Statement]:
    """The statements that faults speak of: by their own address, their evidence's, or that of a thing they name."""
    foci = {line.partition(": ")[0] for line in faults}
    foci |= {focus.partition("#")[0] for focus in foci if "/evidence/" in focus}
    if any("/evidence/" in focus for focus in foci):
        foci |= {text_of(row["statement"]) for row in store.select(PROOFS) if text_of(row["evidence"]) in foci}
    return [
        statement
        for key, statement in sorted(assembly.statements.items())
        if f"{base}statement/{key}" in foci or foci & _things(statement)
    ]


def _things(statement: Statement) -> set[str]:
    nodes = (statement.subject, statement.object, *(node for _, node in statement.qualifiers))
    return {node.iri for node in nodes if isinstance(node, Resource)}


def without(readings: Sequence[Reading], statements: Iterable[Statement]) -> list[Reading]:
    """The readings without every claim that one of the statements was made of."""
    dropped = {
        (proof.document, proof.start, proof.end, statement.property)
        for statement in statements
        for proof in statement.evidence
    }
    return [
        replace(
            reading,
            claims=tuple(
                claim
                for claim in reading.claims
                if (reading.document, claim.evidence.start, claim.evidence.end, claim.property) not in dropped
            ),
        )
        for reading in readings
    ]
