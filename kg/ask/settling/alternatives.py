"""Questions that offer a choice: "is it voluntary or mandatory", "did it end in 2022 or in 2023"."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.desk import Outcome
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.readings.spot import Spotted

_KIN = ("predecessor", "successor", "partOf", "memberOf")


def open_choice(found: Understanding, setting: Setting) -> tuple[str, tuple[str, ...]] | None:
    """The question without its choices, and the IRIs or values that were offered; None where nothing is offered."""
    frame, words = found.frame, setting.words
    if frame.asks not in ("truth", "keywords", "which") or not found.readings or not words.own:
        return None
    lower = [t.lower for t in frame.tokens]
    if "or" not in lower:
        return None
    at = lower.index("or")
    dates = [b for b in frame.bounds if b.kind == "date" and b.op == "="]
    if frame.asks == "truth" and len(dates) == 2 and dates[0].at[-1] < at < dates[1].at[0]:
        first = dates[0].at[0]
        return "when " + frame.text[: frame.tokens[first].start].strip(), (dates[0].low, dates[1].low)
    numbers = [b for b in frame.bounds if b.kind == "number" and b.op == "="]
    if frame.asks == "truth" and len(numbers) == 2 and numbers[0].at[-1] < at < numbers[1].at[0]:
        rest = frame.text[frame.tokens[numbers[1].at[-1]].end :].strip()
        return f"how many {rest}", (numbers[0].low, numbers[1].low)
    cover = found.readings[0].cover
    offered = [s for s in cover if s.sense.kind == "entity" and "/id/" not in s.sense.iri]
    things = [s for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri]
    program = _shared(things, at, setting)
    if program is not None and not offered:
        return program
    things, whom = _without_whom(things, lower, setting)
    tail = f" for {words.label(whom)}" if whom else ""
    if len(things) == 1 and len(offered) == 2 and offered[0].at[-1] < at < offered[1].first:
        kinds = words.entities[offered[0].sense.iri].types
        if kinds != words.entities[offered[1].sense.iri].types:
            return None
        props = [
            p
            for p in words.properties.values()
            if p.kind == "thing"
            and p.count
            and any(k in p.ranges for k in kinds)
            and words.fits(words.entities[things[0].sense.iri].types, p.domains)
        ]
        if len(props) == 1:
            said = f"{props[0].label} of {words.label(things[0].sense.iri)}{tail}"
            return said, tuple(s.sense.iri for s in offered)
    return None


def _without_whom(things: list[Spotted], lower: list[str], setting: Setting) -> tuple[list[Spotted], str]:
    """What a choice is asked about, without those for whom: "is it voluntary or mandatory for hospitals"."""
    words = setting.words
    for s in things if len(things) == 2 else ():
        if words.is_one(s.sense.iri, "ParticipantType") and lower[s.first - 1] == "for":
            return [t for t in things if t is not s], s.sense.iri
    return things, ""


def _shared(things: list[Spotted], at: int, setting: Setting) -> tuple[str, tuple[str, ...]] | None:
    """ "Is it in A or in B", where one relation alone leads from what is asked about to things like both."""
    words = setting.words
    if len(things) != 3 or not things[0].at[-1] < things[1].first <= things[1].at[-1] < at < things[2].first:
        return None
    subject, *two = (words.entities[s.sense.iri] for s in things)
    props = [
        p
        for p in words.properties.values()
        if p.kind == "thing"
        and p.count
        and not p.iri.endswith(_KIN)
        and words.fits(subject.types, p.domains)
        and all(any(words.is_a(t, r) for t in e.types for r in p.ranges) for e in two)
    ]
    if len(props) != 1:
        return None
    return f"{props[0].label} of {words.label(subject.iri)}", tuple(e.iri for e in two)


def among_offered(outcome: Outcome, offered: tuple[str, ...]) -> Outcome:
    """What was offered, of an answer that has that and more; else the outcome as it was."""
    chosen = [i for i in outcome.items if i.iri in offered]
    if outcome.status != "answered" or not chosen or len(chosen) == len(outcome.items):
        return outcome
    kept = {s for i in chosen for s in i.statements}
    facts = [f for f in outcome.facts if f.iri in kept]
    return replace(outcome, items=chosen, facts=facts, text=sentence(listed(i.label for i in chosen)))
