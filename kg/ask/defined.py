"""What a word means: answered by the definitions that the sources give of it."""

from __future__ import annotations

import re

from kg.ask.desk import Desk, Outcome
from kg.ask.english import fold
from kg.ask.lookup import find_statements, item_of
from kg.ask.reading import Understanding
from kg.ask.sentences import full_sentence
from kg.ask.words import SKOS

_ASKED = re.compile(
    r"^what\s+(?:do|does|did)\s+(?:the\s+(?:term|word|phrase|expression)s?\s+)?(?P<a>.+?)\s+mean\b"
    r"|^(?:what\s+(?:is|are|was)|what's|give(?:\s+me)?|tell\s+me)?\s*(?:the\s+)?(?:definitions?|meaning)\s+of\s+"
    r"(?:the\s+(?:term|word|phrase|expression)\s+)?(?P<b>.+)$"
    r"|^how\s+(?:is|are|was|were|do\s+the\s+sources|does\s+the\s+law)\s+(?:define\s+)?"
    r"(?:the\s+(?:term|word|phrase)\s+)?(?P<c>.+?)(?:\s+defined)?(?:\s+(?:here|in\s+law|by\s+law))?$"
    r"|^what\s+is\s+meant\s+by\s+(?:the\s+(?:term|word|phrase)\s+)?(?P<d>.+)$"
    r"|^(?:define|what\s+counts\s+as|what\s+qualifies\s+as)\s+(?:the\s+(?:term|word|phrase)\s+)?(?P<e>.+)$",
    re.I,
)
_HOW = re.compile(r"\bdefined?\b", re.I)


def answer_definition(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "what does X mean" and "define X" where the sources define X; None for any other question."""
    text = found.frame.text.strip(" ?.!")
    match = _ASKED.match(text)
    if match is None or (match["c"] and not _HOW.search(text)):
        return None
    name = next(value for value in match.groupdict().values() if value).strip(" ?.\"'\u201c\u201d\u2018\u2019")
    words = desk.words
    asked = {fold(name), fold(re.sub(r"^(?:an?|the)\s+", "", name, flags=re.I))}
    asked |= {one.removesuffix("s") for one in asked}
    things = sorted({iri for known, iris in words.surfaces.items() if fold(known) in asked for iri in iris})
    told = find_statements(desk.reader, words, things, (SKOS + "definition",)) if things else []
    facts = [one.fact for one in told if not one.fact.negated and one.fact.rank != "deprecated"]
    if not facts:
        return None
    said = " ".join(full_sentence(fact, words) for fact in facts[:3])
    return Outcome("answered", said, [item_of([fact]) for fact in facts], facts=facts)
