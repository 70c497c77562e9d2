"""Whether what was forecast came about: told by what is said of the same amount and time, never by the forecast."""

from __future__ import annotations

import re

from kg.ask.answering.choose import holds_during, value_of
from kg.ask.answering.sentences import full_sentence, lowered, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, in_order, item_of, verdict
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.read.facts import Fact, read_facts

_CAME = re.compile(
    r"^(?:did|does|do|has|have|had|was|were|is|are)\s+(?P<what>.+?)\s+(?:ever\s+|actually\s+|really\s+|in fact\s+)?"
    r"(?:come|came|pan(?:ned)?\s+out|prove[nd]?|materiali[sz]ed?|happen(?:ed)?|reali[sz]ed|borne\s+out|met|achieved)"
    r"(?:\s+(?:about|true|to\s+pass|right|correct|off))?$",
    re.I,
)
_FORECAST = re.compile(r"\b(?:forecast|project|predict|expect|estimat|anticipat|foresee|foresaw)\w*", re.I)


def answer_realised(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Did the savings that A forecast for 2017 to 2026 come about"; None for another question.

    In: the question's understanding. Out: no where the sources deny the amount forecast for that time, yes where
    they state it as a fact, else what was forecast, as known.
    """
    match = _CAME.match(found.frame.text.strip(" ?."))
    if match is None or not _FORECAST.search(match["what"]):
        return None
    forecast = _forecasts(understand(match["what"], setting), desk)
    if not forecast:
        return Outcome("unanswered", "The sources do not say what was forecast.", reason="no-data")
    one = forecast[0]
    said = [
        f.fact for f in find_statements(desk.reader, desk.words, (str(one.subject.iri),)) if _same_matter(f.fact, one)
    ]
    denials, facts = [f for f in said if f.negated], [f for f in said if not f.negated]
    if len(forecast) > 1 or bool(denials) == bool(facts):
        text = f"the sources do not say whether it came about; {lowered(full_sentence(one, desk.words))}"
        known = [item_of([f]) for f in (*forecast, *said)][:5]
        return Outcome("unanswered", sentence(text), reason="no-data", known=known, facts=[*forecast, *said])
    chosen = denials or facts
    proof = [*chosen, one]
    item = verdict(not denials, proof)
    text = f"{'No' if denials else 'Yes'}: {lowered(full_sentence(chosen[0], desk.words))} "
    return Outcome("answered", text + full_sentence(one, desk.words), [item], facts=proof)


def _forecasts(found: Understanding, desk: Desk) -> list[Fact]:
    """The forecasts of whom and of what a phrase names, for the time that it names."""
    if not found.readings or found.readings[0].left or found.unknown:
        return []
    named = {s.sense.iri for s in found.readings[0].cover if s.sense.kind == "entity" and "/id/" in s.sense.iri}
    speakers, things = named & desk.speakers, named - desk.speakers
    core = desk.words.core
    rows = desk.reader.store.select(f"SELECT ?st WHERE {{ ?st <{core}modality> <{core}projection> }} LIMIT 400")
    facts = [f for f in read_facts(desk.reader, [r["st"].value for r in rows]) if not f.negated]  # type: ignore[union-attr]
    facts = [f for f in facts if not speakers or value_of(f, "attributedTo") in speakers]
    facts = [f for f in facts if not things or {f.subject.iri, f.object.iri} & things]
    dates = [b for b in found.frame.bounds if b.kind == "date"]
    return sorted((f for f in facts if all(holds_during(f, b) for b in dates)), key=in_order)


def _same_matter(fact: Fact, forecast: Fact) -> bool:
    """Whether a statement of fact has the forecast's number, unit and time."""
    if fact.modality not in ("fact", "opinion") or fact.rank == "deprecated" or fact.object.iri:
        return False
    same = fact.object.value == forecast.object.value
    return same and all(value_of(fact, n) == value_of(forecast, n) for n in ("validFrom", "validUntil", "unit"))
