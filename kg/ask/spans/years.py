"""The year with the highest or lowest amount: "in which year did it lose most", "did it save more in 2021 or 2022"."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ask.answering.choose import value_of
from kg.ask.answering.own import answer_lookup, lookup_edge
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, qualifiers_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.words.english import word_set
from kg.read.facts import Fact

_YEAR = re.compile(
    r"^(?:in\s+)?(?:which|what)\s+(?:fiscal\s+|calendar\s+|performance\s+)?year\s+(?P<do>did|does|was|were|has|had|were)\s+"
    r"(?P<rest>.+?)(?:[,:]?\s+(?:in\s+)?(?P<a>(?:19|20)\d\d)\s+or\s+(?:in\s+)?(?P<b>(?:19|20)\d\d))?$",
    re.I,
)
_MOST = re.compile(
    r"\b(?:the\s+)?(?P<word>most|more|least|less|highest|lowest|largest|smallest|biggest|greatest|worst)\b", re.I
)
_LOW = ("least", "less", "lowest", "smallest")


def answer_year(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """The year whose amount is the highest or lowest of those that the sources give; None for another question."""
    match = _YEAR.match(found.frame.text.strip(" ?."))
    most = _MOST.search(match["rest"]) if match else None
    if match is None or most is None:
        return None
    rest = " ".join((match["rest"][: most.start()] + match["rest"][most.end() :]).split())
    opening = "how much did" if match["do"].lower() in ("did", "does") else "what were"
    facts: list[Fact] = []
    for reading in understand(f"{opening} {rest}", setting).readings[:4]:
        edge = lookup_edge(reading.graph)
        if edge is None or reading.left or desk.words.properties[edge.p].kind != "number":
            continue
        if not reading.graph.nodes[edge.s].entities:
            continue
        told = answer_lookup(replace(reading, frame=replace(reading.frame, past=True)), edge, desk)
        facts = [f for f in told.facts if _year_of(f)] if told.status != "unanswered" else []
        if facts:
            break
    offered = {y for y in (match["a"], match["b"]) if y}
    facts = [f for f in facts if not offered or _year_of(f) in offered]
    years = {_year_of(f) for f in facts}
    if len(years) < 2 or (offered and years != offered):
        return Outcome("unanswered", "The sources do not give amounts of several years.", reason="no-data", facts=facts)
    lower = {t.lower for t in found.frame.tokens}
    downward = bool(lower & word_set("signs", "negative")) and not lower & word_set("signs", "positive")
    best = max(facts, key=lambda f: float(f.object.value) * (-1 if downward != (most["word"].lower() in _LOW) else 1))
    ties = [f for f in facts if f.object.value == best.object.value]
    rivals = {i for f in facts for i in f.conflicts_with} & {f.iri for f in facts}
    if len({_year_of(f) for f in ties}) > 1 or rivals:
        return Outcome("unanswered", "The sources do not tell the years apart.", reason="no-data", facts=facts)
    year = _year_of(best)
    proof = [best, *(f for f in facts if f is not best)]
    item = AnswerItem(
        year, year, None, XSD + "gYear", (), qualifiers_of(best), tuple(f.iri for f in proof), citations(proof)
    )
    return Outcome("answered", " ".join(full_sentence(f, desk.words) for f in proof[:4]), [item], facts=proof)


def _year_of(fact: Fact) -> str:
    """The one year that an amount is of, empty where it is of more or of none."""
    begun, over, point = (value_of(fact, n) for n in ("validFrom", "validUntil", "pointInTime"))
    whole = begun[:4] if begun and begun[:4] == over[:4] else ""
    return whole or point[:4]
