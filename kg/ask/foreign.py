"""Answers from any RDF graph: rows of values, cited by the triples that hold them."""

from __future__ import annotations

from kg.ask.compose import Setting
from kg.ask.own import Desk, Outcome
from kg.ask.reading import Reading, Understanding


def answer_foreign(found: Understanding, setting: Setting, desk: Desk) -> tuple[Reading | None, Outcome]:
    """The rows of the likeliest reading that has any."""
    del setting, desk
    return (found.readings[0] if found.readings else None), Outcome("unanswered", "Not yet.", reason="not-understood")
