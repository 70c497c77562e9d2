"""What stands around a quote in its own sentence."""

from __future__ import annotations

import re

from kg.read.facts import Quote


def sentence_of(quote: Quote) -> str:
    """A quote with what stands beside it in its own sentence: a neighbour speaks of something else."""
    before = re.split(r"[.!?;]\s|\n\s*\n", quote.prefix)[-1]
    after = re.split(r"[.!?;](?:\s|$)|\n\s*\n", quote.suffix)[0] if not quote.exact.endswith((".", "!", "?")) else ""
    return before + quote.exact + after
