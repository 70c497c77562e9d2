"""Changes: what differs between two releases, statement by statement, and which document caused it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.export import statement_record
from kg.store.releases import Release
from kg.store.store import EmbeddedStore, text_of


@dataclass(frozen=True, slots=True)
class Change:
    """One statement that came or went: `causes` are lines that name the documents, or the rules."""

    added: bool
    statement: Mapping[str, Any]
    causes: tuple[str, ...]

    def line(self) -> str:
        """The change as one line."""
        record = self.statement
        value = record["object"].get("label", record["object"].get("value"))
        denied = "not " if record["negated"] else ""
        name = record["property"].rsplit("#", 1)[-1]
        sign = "+" if self.added else "-"
        said = f"{record['subject']['label']} — {denied}{name} — {value}"
        return f"{sign} {said}  [{'; '.join(self.causes)}]  {record['id']}"


def differences(before: Release, after: Release) -> list[Change]:
    """Every statement that only one of two releases holds, sorted by the statement's IRI."""
    with before.open() as old, after.open() as new:
        was, now = _statements(old, before), _statements(new, after)
        had, has = _documents(before), _documents(after)
        moved = before.description.get("rules") != after.description.get("rules")
        changes = []
        for iri in sorted(was ^ now):
            added = iri in now
            record = _record(new if added else old, iri, after if added else before)
            if record:
                there, elsewhere = (has, had) if added else (had, has)
                changes.append(Change(added, record, _causes(record, there, elsewhere, added, moved)))
        return changes


def _causes(
    record: Mapping[str, Any], there: set[str], elsewhere: set[str], added: bool, moved: bool
) -> tuple[str, ...]:
    """Why a statement came or went: documents that only one release has, else the rules, else the other documents."""
    sources = {proof["document"]: proof["source"] for proof in record["evidence"]}
    own = sorted(source for document, source in sources.items() if document in there - elsewhere)
    if own:
        return tuple(f"{source} {'came' if added else 'left'}" for source in own)
    known = ", ".join(sorted(set(sources.values())))
    return (f"{known}: {'the rules changed' if moved else 'read beside other documents'}",)


def _statements(store: EmbeddedStore, release: Release) -> set[str]:
    base = release.description.get("base", "")
    return {text_of(row["s"]) for row in store.select(f"SELECT ?s WHERE {{ ?s a <{base}core#Statement> }}")}


def _documents(release: Release) -> set[str]:
    mark = "graph/document/"
    graphs = release.description.get("graphs", {})
    return {iri.replace(mark, "document/") for iri in graphs if mark in iri}


def _record(store: EmbeddedStore, iri: str, release: Release) -> dict[str, Any] | None:
    return statement_record(store, iri, str(release.description.get("base", "")))
