"""Decisions: what a curator settled about the graph, as data that every build applies again.

In: a regulator's decisions.toml. Out: frozen `Decision` records, every name in them a full IRI. Nothing is settled
without who, when, why and a source; what the decisions mean for a statement's rank or an entity is applied elsewhere.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.namespaces import Namespaces, UnknownTerm
from ontology.regulators import Ontology

ABOUT_STATEMENTS = ("deprecate", "prefer")
ABOUT_THINGS = ("join", "keep-apart")


class UnreadableDecision(ValueError):
    """A decision that cannot be taken as it stands: the message names the file, its number and the fault."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing settled by a person.

    `action` is `deprecate` or `prefer` for a statement, found by `subject`, `property` and `object` (an IRI where
    `object_is_iri`, else a literal's lexical form) and by those `qualifiers` that are given as
    `(local name, lexical form or IRI)`; `join` or `keep-apart` for `things`, of which the first keeps its name.
    `when` is an ISO 8601 date.
    """

    action: str
    who: str
    when: str
    why: str
    source: str
    subject: str | None = None
    property: str | None = None
    object: str | None = None
    object_is_iri: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()
    things: tuple[str, ...] = ()


def read_decisions(ontology: Ontology) -> tuple[Decision, ...]:
    """The decisions that the core's and the regulator's files hold, in file order; raises `UnreadableDecision`."""
    found: list[Decision] = []
    for path in ontology.regulator.files("decisions*.toml"):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise UnreadableDecision(f"{path}: not readable as TOML ({fault})") from fault
        for number, entry in enumerate(data.get("decision", ()), 1):
            found.append(_decision(entry, ontology.namespaces, path, number))
    return tuple(found)


def _decision(entry: Mapping[str, Any], names: Namespaces, path: Path, number: int) -> Decision:
    where = f"{path}: decision {number}"
    action = entry.get("action")
    if action not in ABOUT_STATEMENTS + ABOUT_THINGS:
        raise UnreadableDecision(f"{where}: action {action!r}: deprecate, prefer, join or keep-apart is expected")
    when = entry.get("when")
    if not isinstance(when, datetime.date):
        raise UnreadableDecision(f"{where}: when = {when!r}: a date such as 2026-01-31, without quotes, is expected")
    wanted = ["who", "why", "source"]
    wanted += ["subject", "property", "object"] if action in ABOUT_STATEMENTS else ["things"]
    missing = [key for key in wanted if not entry.get(key)]
    if missing:
        raise UnreadableDecision(f"{where}: {', '.join(missing)} missing")
    who, why, source = (str(entry[key]) for key in ("who", "why", "source"))
    try:
        if action in ABOUT_THINGS:
            things = tuple(names.iri(str(thing)) for thing in entry["things"])
            if len(set(things)) < 2:
                raise UnreadableDecision(f"{where}: things = {entry['things']!r}: at least two are needed")
            return Decision(action, who, when.isoformat(), why, source, things=things)
        objects, is_iri = _term(entry["object"], names)
        qualifiers = sorted((name, _term(value, names)[0]) for name, value in entry.get("qualifiers", {}).items())
        for name, _ in qualifiers:
            names.iri(f"kg:{name}")
        return Decision(
            action,
            who,
            when.isoformat(),
            why,
            source,
            subject=names.iri(str(entry["subject"])),
            property=names.iri(str(entry["property"])),
            object=objects,
            object_is_iri=is_iri,
            qualifiers=tuple(qualifiers),
        )
    except UnknownTerm as fault:
        raise UnreadableDecision(f"{where}: {fault}") from fault


def _term(value: object, names: Namespaces) -> tuple[str, bool]:
    """A short name as its IRI, anything else as it is written."""
    if isinstance(value, datetime.date):
        return value.isoformat(), False
    if isinstance(value, bool):
        return str(value).lower(), False
    text = str(value)
    prefix, colon, _ = text.partition(":")
    if colon and (prefix in names.prefixes or prefix in ("id", "document")):
        return names.iri(text), True
    return text, False
