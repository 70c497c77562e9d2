"""Foreseen: a day that lies ahead of everything written is a plan, though a table tells it as a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from extract.claims.claims import Claim, Reading
from extract.values.values import Value
from kg.statements.days import days_of
from kg.statements.terms import DATES
from ontology.regulators import Ontology

TABLE = "table:"
"""How the readers of tables and labels sign what they find."""


def as_planned(readings: Iterable[Reading], today: date | None, ontology: Ontology) -> list[Reading]:
    """The readings, with what a fact's own day puts ahead of the graph's day (`today`) as plans.

    A state that a source gives only by such a day ("running", of what is to start) is left out.
    """
    if today is None:
        return list(readings)
    status, active = (ontology.namespaces.iri(name) for name in ("kg:status", "kg:Active"))
    done = []
    for reading in readings:
        ahead = [one for one in reading.claims if _is_ahead(one, today)]
        places = {(one.subject.key, one.evidence.start, one.evidence.end) for one in ahead}
        kept = []
        for claim in reading.claims:
            state = claim.property == status and getattr(claim.object, "entity", None) == active
            if state and (claim.subject.key, claim.evidence.start, claim.evidence.end) in places:
                continue
            kept.append(replace(claim, modality="plan") if claim in ahead else claim)
        done.append(replace(reading, claims=tuple(kept)) if ahead else reading)
    return done


def _is_ahead(claim: Claim, today: date) -> bool:
    """Whether a table's fact is a day that is still to come; of a sentence its own verb tells which it is."""
    value = claim.object
    if not claim.evidence.extracted_by.startswith(TABLE):
        return False
    if claim.modality != "fact" or claim.negated or not isinstance(value, Value) or value.datatype not in DATES:
        return False
    days = days_of(value.lexical)
    return days is not None and days.first is not None and days.first > today
