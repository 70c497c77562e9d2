"""What stands around a quote in its own sentence."""

from __future__ import annotations

import re

from kg.ask.evidence.desk import Desk
from kg.ask.words.words import RDF
from kg.read.facts import Quote


def sentence_of(quote: Quote) -> str:
    """A quote with what stands beside it in its own sentence: a neighbour speaks of something else."""
    before = re.split(r"[.!?;]\s|\n\s*\n", quote.prefix)[-1]
    after = re.split(r"[.!?;](?:\s|$)|\n\s*\n", quote.suffix)[0] if not quote.exact.endswith((".", "!", "?")) else ""
    return before + quote.exact + after


def passage_of(quote: Quote, desk: Desk) -> str:
    """The text of the passage that a quote stands in; empty where it is of none."""
    if not quote.passage:
        return ""
    rows = desk.reader.store.select(f"SELECT ?text WHERE {{ <{quote.passage}> <{RDF}value> ?text }} LIMIT 1")
    return str(rows[0]["text"].value) if rows else ""  # type: ignore[union-attr]
