"""What is no question: nothing at all, a very long text, a query, a call for advice, a text that is not English."""

from __future__ import annotations

import re

from kg.ask.evidence.desk import Outcome

LONGEST = 1200
_SPARQL = re.compile(
    r"\b(?:select|construct|ask|describe|insert|delete|drop|load|clear|union|where)\b[^.]*[{<]|\bprefix\s+\w*:\s*<",
    re.I,
)
_ADVICE = re.compile(
    r"(?:should|shall|ought) (?:i|we|my|our)\b"
    r"|(?:is|would) (?:it|that) (?:be )?(?:worth|wise|smart|a (?:good|bad) idea)\b"
    r"|(?:what|which|how|when) (?:\w+ )?(?:should|shall) (?:i|we|my|our)\b",
    re.I,
)


def hostile(text: str) -> tuple[str, Outcome] | None:
    """A refusal for what is no question in English words."""
    if not text:
        return "an empty question", Outcome(
            "unanswered", "Please type a question, for example one of those below.", reason="not-understood"
        )
    if len(text) > LONGEST or len(text.split()) > 75:
        return "a very long text", Outcome(
            "unanswered",
            "This is too long to be read as a question; please ask in one or two sentences.",
            reason="not-understood",
        )
    if _SPARQL.search(text):
        return "a query, not a question", Outcome(
            "unanswered",
            "This looks like a query; the SPARQL page runs queries. Here, please ask in plain English.",
            reason="not-understood",
        )
    if _ADVICE.match(text):
        return "a question for advice", Outcome(
            "unanswered",
            "Advice is not given here: the sources say what is so, not what you should do.",
            reason="out-of-scope",
        )
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isascii() or "\u00c0" <= c <= "\u024f" for c in letters) < 0.7 * len(letters):
        return "a text that is not English", Outcome(
            "unanswered", "Only questions in English are understood.", reason="not-understood"
        )
    return None
