"""What later words overtake: plans that came otherwise, things given up before they began, one speaker's older word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ask.answering.choose import value_of
from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.graphs.graphs import Edge
from kg.ask.words.words import Words
from kg.read.reader import GraphReader


def without_overtaken(found: list[Found], edge: Edge, words: Words, reader: GraphReader) -> list[Found]:
    """Leaves out planned dates of what happened on another day, which lies outside the time asked about."""
    planned = {str(f.fact.subject.iri) for f in found if f.fact.modality == "plan"}
    if not planned:
        return found
    told = find_statements(reader, words, sorted(planned), (edge.p,))
    real = {
        f.fact.subject.iri
        for f in told
        if f.fact.modality == "fact" and not f.fact.negated and f.fact.rank != "deprecated"
    }
    kept = [f for f in found if f.fact.modality != "plan" or f.fact.subject.iri not in real]
    return [f for f in kept if not _put_off(f, told)]


def _put_off(found: Found, told: list[Found]) -> bool:
    """Whether a planned date gave way to a later one."""
    if found.fact.modality != "plan":
        return False
    day = found.fact.object.value
    return any(
        f.fact.subject.iri == found.fact.subject.iri
        and f.fact.modality == "plan"
        and not f.fact.negated
        and f.fact.rank != "deprecated"
        and f.fact.object.value > day
        and not f.fact.object.value.startswith(day)
        for f in told
    )


def same_speaker(found: Found, told: list[Found]) -> bool:
    """Whether somebody who said one of some statements said another as well."""
    speaker = value_of(found.fact, "attributedTo")
    return bool(speaker) and any(value_of(f.fact, "attributedTo") == speaker for f in told)


def withdrawn(found: list[Found], words: Words, reader: GraphReader) -> dict[str, Found]:
    """Of the subjects with a planned date, those that were given up before they began, with the statement of it."""
    core = words.core
    planned = [str(f.fact.subject.iri) for f in found if f.fact.modality == "plan" and not f.fact.negated]
    if not planned:
        return {}
    said = find_statements(reader, words, planned, (core + "status",), (core + "Withdrawn",))
    return {str(f.fact.subject.iri): f for f in said if not f.fact.negated and f.fact.rank != "deprecated"}


def given_up(subjects: Sequence[str], words: Words, reader: GraphReader) -> Found | None:
    """The statement that one of some things was given up before it began, if the sources have one."""
    core = words.core
    said = find_statements(reader, words, subjects, (core + "status",), (core + "Withdrawn",)) if subjects else []
    return next((f for f in said if not f.fact.negated and f.fact.rank != "deprecated"), None)


def days_of(duration: str) -> float:
    """About how many days an ISO 8601 duration has, so that ten years are more than eight."""
    sizes = {"Y": 365.25, "M": 30.4, "W": 7.0, "D": 1.0}
    return sum(float(n) * sizes[unit] for n, unit in re.findall(r"(\d+(?:\.\d+)?)([YMWD])", duration.split("T")[0]))
