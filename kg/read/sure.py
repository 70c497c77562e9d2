"""Sure: which statements rest on evidence that reaches a confidence; one proof that does is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.read.facts import Fact, read_facts
from kg.read.reader import GraphReader, text_of

HERE = "#sure"
"""Stands on a line of its own in a query on `?statement`, where what narrows it goes; else it is but a comment."""


def narrowed(query: str, least: float) -> str:
    """A query that takes only statements with a proof of at least this confidence; from 0 on, all statements.

    A proof that gives no confidence is the whole word of whoever loaded it, and counts as sure.
    """
    return query.replace(HERE, REACHES % f"{least:.4f}") if least > 0 else query


def read_sure(reader: GraphReader, statements: Iterable[str], least: float) -> list[Fact]:
    """The statements of the given IRIs, with the proofs that reach the confidence before those that do not."""
    return [
        replace(
            fact, quotes=tuple(sorted(fact.quotes, key=lambda q: q.confidence is not None and q.confidence < least))
        )
        for fact in read_facts(reader, statements)
    ]


def statements_of(reader: GraphReader, iri: str, least: float = 0.0) -> list[Fact]:
    """The statements whose subject is a thing, by IRI."""
    rows = reader.rows(narrowed(OF_SUBJECT, least), subject=iri)
    return read_sure(reader, sorted(text_of(row["statement"]) for row in rows), least)


REACHES = """
FILTER EXISTS {
  ?statement prov:wasDerivedFrom ?proof .
  OPTIONAL { ?proof kg:confidence ?given }
  FILTER(COALESCE(?given, 1.0) >= %s)
}"""

OF_SUBJECT = """
SELECT DISTINCT ?statement WHERE {
  ?statement rdf:subject $subject
  #sure
}"""
