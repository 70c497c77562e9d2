"""Check: every quote found again in its document, letter for letter, and every shape held.

In: a graph, the search file that holds the plain texts, the regulator's data. Out: one line for each fault.
"""

from __future__ import annotations

from pathlib import Path

from kg.statements import shapes
from kg.store.fulltext import plain_texts
from kg.store.releases import Release
from kg.store.store import Store, text_of
from ontology.regulators import Ontology, load_ontology

QUOTES = """
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?thing ?text ?start ?end ?exact ?prefix ?suffix WHERE {
  ?thing oa:hasSource ?text ; oa:hasSelector ?place , ?quote .
  ?place oa:start ?start ; oa:end ?end .
  ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
}"""
"""Every specific resource: evidence and its context alike."""

UNPROVEN = """
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?statement WHERE {
  ?statement a kg:Statement MINUS { ?statement prov:wasDerivedFrom ?evidence }
}"""

SHOWN = 20
"""Faults that are listed before the rest is counted."""


def check_quotes(store: Store, search: Path) -> tuple[int, list[str]]:
    """How many quotes were looked up, and a line for each that does not stand where it should."""
    texts = {text.document + "/text": text for text in plain_texts(search)}
    faults = []
    rows = store.select(QUOTES)
    for row in rows:
        thing, source, exact = text_of(row["thing"]), text_of(row["text"]), text_of(row["exact"])
        start, end = int(text_of(row["start"])), int(text_of(row["end"]))
        held = texts.get(source)
        if held is None:
            faults.append(f"{thing}: its source {source} has no text in this release")
        elif held.text[start:end] != exact:
            reads = f"{held.source} reads {held.text[start:end][:60]!r} at {start}..{end}, not {exact[:60]!r}"
            faults.append(f"{thing}: {reads}")
        elif "prefix" in row and not held.text[:start].endswith(text_of(row["prefix"])):
            faults.append(f"{thing}: {held.source} has other words before {start} than its prefix says")
        elif "suffix" in row and not held.text[end:].startswith(text_of(row["suffix"])):
            faults.append(f"{thing}: {held.source} has other words after {end} than its suffix says")
    return len(rows), faults


def check_proofs(store: Store, ontology: Ontology) -> list[str]:
    """A line for each statement that no evidence proves."""
    query = f"PREFIX kg: <{ontology.namespaces.base}core#>\n{UNPROVEN}"
    return [f"{text_of(row['statement'])}: a statement without evidence" for row in store.select(query)]


def check_release(store: Store, search: Path, ontology: Ontology) -> list[str]:
    """All faults of a graph, each a line that begins with the address of what is at fault."""
    broken = [str(violation) for violation in shapes.check(store.select, ontology)]
    return [*check_quotes(store, search)[1], *check_proofs(store, ontology), *broken]


def check_served(release: Release) -> list[str]:
    """All faults of a published release."""
    described = release.description
    ontology = load_ontology(described.get("regulator"), str(described.get("base")))
    with release.open() as store:
        return check_release(store, release.search, ontology)


def cut(faults: list[str]) -> list[str]:
    """The first faults of a long list, and a line that counts the rest."""
    return faults if len(faults) <= SHOWN else [*faults[:SHOWN], f"… and {len(faults) - SHOWN} more"]
