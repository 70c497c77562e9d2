"""Which of all tests ran longest, by their own first and last days: a plan of ten years is none that ran so long."""

from __future__ import annotations

import re

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import item_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.spans.spans import Span, span_of

_RAN = r"(?:ran|run|lasted|went on|operated|was (?:running|in operation|in place|tested|around|open))"
_LONGEST = re.compile(
    rf"(?:(?:which|what)(?: of (?:the|all)(?: the)?)? )?(?:the )?(?P<kind>\w+)(?: (?:that|which))?(?: has| had)? {_RAN}"
    r" (?:for )?(?:the )?(?P<most>longest|shortest)(?: time)?"
    r"|(?:(?:which|what)(?: was| is)? )?(?:the )?(?P<least>longest|shortest)[- ](?:running|lasting|lived)"
    r" (?P<noun>\w+)",
    re.I,
)


def answer_longest(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """The thing of a kind that ran longest or shortest, of those whose first and last day are told; None for another.

    Refused where fewer than two are, or where days of years alone do not tell which it was.
    """
    match = _LONGEST.fullmatch(found.frame.text.strip(" ?."))
    if match is None:
        return None
    kinds = _classes(match["kind"] or match["noun"], setting)
    if not kinds:
        return None
    spans: dict[str, Span] = {}
    for iri, known in desk.words.entities.items():
        if known.degree and any(desk.words.is_a(t, kind) for t in known.types for kind in kinds):
            span = span_of(iri, desk, planned=False)
            if span is not None:
                spans[iri] = span
    if len(spans) < 2:
        return Outcome("unanswered", "The sources do not say how long each of them ran.", reason="no-data")
    longest = (match["most"] or match["least"]).lower() == "longest"
    best = max(spans.values(), key=lambda s: s.least) if longest else min(spans.values(), key=lambda s: s.most)
    if longest:
        tied = [iri for iri, span in spans.items() if span.most >= best.least]
    else:
        tied = [iri for iri, span in spans.items() if span.least <= best.most]
    facts = [f for iri in tied for f in spans[iri].facts]
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts[:6]))
    names = listed(desk.words.label(iri) for iri in tied)
    if len(tied) > 1:
        text = f"The sources do not tell which of {names} it was: {told}"
        return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts[:6]], facts=facts)
    item = item_of(list(spans[tied[0]].facts), subject=True)
    count = f"Of the {len(spans)} whose first and last days the sources tell."
    return Outcome("answered", f"{sentence(names)} {told} {count}", [item], facts=facts, settled=True)


def _classes(noun: str, setting: Setting) -> set[str]:
    """The classes of tests that a noun means."""
    found = understand(f"list all {noun}", setting)
    cover = found.readings[0].cover if found.readings else ()
    return {s.sense.iri for s in cover if s.sense.kind == "class" and _is_test(s.sense.iri, setting)}


def _is_test(iri: str, setting: Setting) -> bool:
    words = setting.words
    return words.is_a(iri, words.core + "Initiative")
