"""What a word means: answered by the definitions that the sources give of it."""

from __future__ import annotations

import re

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import fold, word_set
from kg.ask.words.words import SKOS
from kg.read.facts import Fact

_ASKED = re.compile(
    r"^what\s+(?:do|does|did)\s+(?:the\s+(?:term|word|phrase|expression)s?\s+)?(?P<a>.+?)\s+mean\b(?!\s+by\b)"
    r"|^(?:what\s+(?:is|are|was)|what's|give(?:\s+me)?|tell\s+me)?\s*(?:the\s+)?(?:definitions?|meaning)\s+of\s+"
    r"(?:the\s+(?:term|word|phrase|expression)\s+)?(?P<b>.+)$"
    r"|^how\s+(?:is|are|was|were|do\s+the\s+sources|does\s+the\s+law)\s+(?:define\s+)?"
    r"(?:the\s+(?:term|word|phrase)\s+)?(?P<c>.+?)(?:\s+defined)?(?:\s+(?:here|in\s+law|by\s+law))?$"
    r"|^how\s+(?:do|does|did)\s+(?:the\s+)?(?P<law>.+?)\s+define\s+(?:the\s+(?:term|word|phrase)\s+)?(?P<f>.+)$"
    r"|^what\s+(?:do|does|did)\s+(?:the\s+)?(?P<text>.+?)\s+mean\s+by\s+(?:the\s+(?:term|word|phrase)\s+)?(?P<g>.+)$"
    r"|^what\s+is\s+meant\s+by\s+(?:the\s+(?:term|word|phrase)\s+)?(?P<d>.+)$"
    r"|^(?:define|(?:what|who)\s+(?:counts|qualifies)\s+as|(?:what|who)\s+is\s+(?:considered|deemed)(?:\s+to\s+be)?)\s+"
    r"(?:the\s+(?:term|word|phrase)\s+)?(?P<e>.+)$",
    re.I,
)
_BY_LAW = re.compile(
    r",?\s+(?:under|in|by|within|for\s+the\s+purposes?\s+of)\s+(?:the|this)\s+"
    r"(?:act|law|statute|code|bill|rules?|regulations?)$",
    re.I,
)
_HOW = re.compile(r"\bdefined?\b", re.I)


def answer_definition(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "what does X mean" and "define X" where the sources define X; None for any other question."""
    text = found.frame.text.strip(" ?.!")
    bare = _BY_LAW.sub("", text)
    # "What is a provider under the Act" asks what the word means there; without the law it asks of the thing.
    text = re.sub(r"^(?:what|who)(?:\s+is|\s+are|'s)\s+", "define ", bare, flags=re.I) if bare != text else text
    match = _ASKED.match(text)
    if match is None or (match["c"] and not _HOW.search(text)):
        return None
    said = {name: value for name, value in match.groupdict().items() if value}
    law = said.pop("law", "") or said.pop("text", "")
    name = next(iter(said.values())).strip(" ?.\"'\u201c\u201d\u2018\u2019")
    words = desk.words
    asked = {fold(name), fold(re.sub(r"^(?:an?|the)\s+", "", name, flags=re.I))}
    asked |= {one.removesuffix("s") for one in asked}
    things = sorted({iri for known, iris in words.surfaces.items() if fold(known) in asked for iri in iris})
    told = find_statements(desk.reader, words, things, (SKOS + "definition",)) if things else []
    facts = [one.fact for one in told if not one.fact.negated and one.fact.rank != "deprecated"]
    if not facts:
        return None
    own = [fact for fact in facts if not law or _is_from(fact, law)]
    text = " ".join(full_sentence(fact, words) for fact in (own or facts)[:3])
    if not own:
        known = [item_of([fact]) for fact in facts]
        text = f"The sources do not say that {law} defines it; what they do say: {text}"
        return Outcome("unanswered", text, reason="no-data", known=known, facts=facts)
    return Outcome("answered", text, [item_of([fact]) for fact in own], facts=own)


def _is_from(fact: Fact, law: str) -> bool:
    """Whether a definition stands in what bears a name: in its title, in a heading, or beside the words themselves."""
    if fold(law) in word_set("definite", "texts"):
        return fact.modality == "rule"
    texts = [t for q in fact.quotes for t in (q.source.title or "", q.section, q.prefix, q.exact, q.suffix)]
    return any(fold(law) in fold(text) for text in texts)
