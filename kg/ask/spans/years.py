"""The year with the highest or lowest amount: "in which year did it lose most", "did it save more in 2021 or 2022"."""

from __future__ import annotations

import re

from kg.ask.answering.choose import value_of
from kg.ask.answering.own import lookup_edge
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import amount_told, citations, find_statements, qualifiers_of
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
    r"\b(?:the\s+)?(?P<word>most|more|least|less|fewer|highest|lowest|largest|smallest|biggest|greatest|worst)\b", re.I
)
_MORE = ("more", "most", "fewer", "less", "least")
_LOW = ("least", "less", "fewer", "lowest", "smallest")


def answer_year(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """The year whose amount is the highest or lowest of those that the sources give; None for another question."""
    match = _YEAR.match(found.frame.text.strip(" ?."))
    most = _MOST.search(match["rest"]) if match else None
    if match is None or most is None:
        return None
    before, noun = match["rest"][: most.start()].strip(), match["rest"][most.end() :].strip()
    opening = "how much did" if match["do"].lower() in ("did", "does") else "what were"
    ways = [f"how many {noun} did {before}"] if noun and most["word"].lower() in _MORE else []
    facts: list[Fact] = []
    readings = (r for way in (*ways, f"{opening} {before} {noun}") for r in understand(way, setting).readings[:4])
    for reading in readings:
        edge = lookup_edge(reading.graph)
        if edge is None or reading.left or desk.words.properties[edge.p].kind != "number":
            continue
        if not reading.graph.nodes[edge.s].entities:
            continue
        # By the sign of the verb a year of losses would be no year of its own: "did it save more in 2030 or 2031".
        amounts = find_statements(desk.reader, desk.words, reading.graph.nodes[edge.s].entities, (edge.p,))
        facts = [f.fact for f in amounts if _is_told(f.fact) and _year_of(f.fact)]
        if facts:
            break
    offered = {y for y in (match["a"], match["b"]) if y}
    facts = [f for f in facts if not offered or _year_of(f) in offered]
    years = {_year_of(f) for f in facts}
    if len(years) < 2 or (offered and years != offered):
        return Outcome("unanswered", "The sources do not give amounts of several years.", reason="no-data", facts=facts)
    lower = {t.lower for t in found.frame.tokens}
    downward = bool(lower & word_set("signs", "negative")) and not lower & word_set("signs", "positive")
    best = max(facts, key=lambda f: amount_told(f) * (-1 if downward != (most["word"].lower() in _LOW) else 1))
    ties = [f for f in facts if f.object.value == best.object.value]
    rivals = {i for f in facts for i in f.conflicts_with} & {f.iri for f in facts}
    if len({_year_of(f) for f in ties}) > 1 or rivals:
        return Outcome("unanswered", "The sources do not tell the years apart.", reason="no-data", facts=facts)
    year = _year_of(best)
    proof = [best, *(f for f in facts if f is not best)]
    item = AnswerItem(
        year, year, None, XSD + "gYear", (), qualifiers_of(best), tuple(f.iri for f in proof), citations(proof)
    )
    told = list(dict.fromkeys(full_sentence(f, desk.words) for f in proof))
    return Outcome("answered", f"In {year}: {' '.join(told[:4])}", [item], facts=proof)


def _is_told(fact: Fact) -> bool:
    return fact.modality == "fact" and not fact.negated and fact.rank != "deprecated" and not fact.object.iri


def _year_of(fact: Fact) -> str:
    """The one year that an amount is of, empty where it is of more or of none."""
    begun, over, point = (value_of(fact, n) for n in ("validFrom", "validUntil", "pointInTime"))
    whole = begun[:4] if begun and begun[:4] == over[:4] else ""
    return whole or point[:4]
