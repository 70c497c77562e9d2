"""Which of several values is the highest, lowest, first or last, and whether the things compared are told apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from kg.ask.answering.choose import Choice, value_of
from kg.ask.answering.overtaken import days_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Outcome
from kg.ask.evidence.lookup import Found, amount_told, find_statements
from kg.ask.graphs.graphs import QueryNode
from kg.ask.questions.frame import QuestionFrame
from kg.ask.questions.times import Bound
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact
from kg.read.reader import GraphReader


def only_if_told_apart(choice: Choice, things: Sequence[str], frame: QuestionFrame, *, timed: bool) -> None:
    """Keeps nothing where one of the things compared has no value of the time asked about, or where values cross.

    "Which saved more, A or B": several figures of A may stand beside one another, but all of them on one side of B's;
    where no time is asked about (`timed`), its losses stand there too.
    """
    sides = [[f.fact for f in choice.chosen if f.fact.subject.iri == thing] for thing in things]
    if not timed and all(sides):
        other = [f.fact for f in choice.aside if f.fact.modality == "fact" and not f.fact.object.iri]
        for side, thing in zip(sides, things, strict=True):
            side += [f for f in other if f.subject.iri == thing]
    numbers = frame.superlative is not None and frame.superlative[1] == "number"
    crossing = False
    if numbers and all(sides):
        spans = sorted((min(map(amount_told, side)), max(map(amount_told, side))) for side in sides)
        crossing = any(low <= high for (_, high), (low, _) in pairwise(spans))
    rates = {value_of(f.fact, "per") for f in choice.chosen if f.fact.subject.iri in things}
    if crossing or not all(sides) or (numbers and len(rates) > 1):
        choice.aside += choice.chosen
        choice.chosen = []


def keep_best(reading: Interpretation, choice: Choice) -> list[Found]:
    """Keeps the first or last of what was chosen, by its value or its time.

    Out: what else a source calls so in that very word ("the first director"), which the days of the terms belie.
    """
    word = reading.frame.tokens[reading.frame.superlative[2]].lower  # type: ignore[index]
    called = [f for f in choice.chosen if value_of(f.fact, "position") == word and f.fact.object.iri]
    _keep_best(reading, choice)
    others = [f for f in called if f.fact.object.iri not in {g.fact.object.iri for g in choice.chosen}]
    one = len({f.fact.subject.iri for f in (*others, *choice.chosen)}) == 1
    return others if choice.chosen and one and reading.frame.top == 1 else []


def _keep_best(reading: Interpretation, choice: Choice) -> None:
    direction, kind, _ = reading.frame.superlative  # type: ignore[misc]
    lower = {t.lower for t in reading.frame.tokens}
    if kind == "number" and lower & word_set("signs", "negative") and not lower & word_set("signs", "positive"):
        direction = {"max": "min", "min": "max"}[direction]

    def key(f: Found) -> tuple[bool, float, str]:
        if kind == "number":
            amount = amount_told(f.fact)
            return (False, 0.0, "") if math.isnan(amount) else (True, amount, "")
        if kind == "duration" and not f.fact.object.iri and f.fact.object.value.startswith("P"):
            return (True, days_of(f.fact.object.value), "")
        time = (
            f.fact.object.value
            if (f.fact.object.datatype and "g" in f.fact.object.datatype)
            or (f.fact.object.value[:2] in ("19", "20") and not f.fact.object.iri)
            else ""
        )
        return (True, 0.0, time or value_of(f.fact, "validFrom") or value_of(f.fact, "pointInTime") or "")

    timed = [f for f in choice.chosen if key(f)[1:] != (0.0, "")]
    dated = {str(f.fact.subject.iri) + str(f.fact.object.iri) for f in timed}
    undated = kind == "date" and any(
        str(f.fact.subject.iri) + str(f.fact.object.iri) not in dated for f in choice.chosen
    )
    if kind == "number" and len({value_of(f.fact, "per") for f in timed}) > 1:
        # What is saved each year and what is saved in all are not to be set against each other.
        whole = {f.fact.subject.iri for f in timed if not value_of(f.fact, "per")}
        timed = [f for f in timed if not value_of(f.fact, "per")]
        undated = any(f.fact.subject.iri not in whole for f in choice.chosen)
    if (not timed and (direction == "min" or len(choice.chosen) > 1)) or (undated and timed):
        choice.aside += choice.chosen
        choice.chosen = []
    elif timed:
        order = sorted(timed, key=key, reverse=direction == "max")
        ties = kind == "duration" and reading.frame.top == 1
        choice.chosen = [f for f in order if key(f) == key(order[0])] if ties else order[: reading.frame.top]


def beside_losers(outcome: Outcome, told: list[Fact], words: Words) -> str:
    """The text of what is more, or first, with what is told of each of the others that it was compared with."""
    won = {f.subject.iri for f in outcome.facts}
    lost: dict[str | None, Fact] = {}
    for fact in told:
        if fact.subject.iri not in won:
            lost.setdefault(fact.subject.iri, fact)
    return " ".join(dict.fromkeys((outcome.text, *(full_sentence(f, words) for f in lost.values()))))


def keep_exclusive(choice: Choice, things: Sequence[str], reader: GraphReader, words: Words) -> None:
    """Keeps those of which the relation leads to some things and to no other: "in A only"."""
    subjects = sorted({str(f.fact.subject.iri) for f in choice.chosen})
    props = sorted({str(f.fact.property.iri) for f in choice.chosen})
    told = find_statements(reader, words, subjects, props) if subjects else []
    more = {f.fact.subject.iri for f in told if not f.fact.negated and f.fact.object.iri not in things}
    choice.aside += [f for f in choice.chosen if f.fact.subject.iri in more]
    choice.chosen = [f for f in choice.chosen if f.fact.subject.iri not in more]


def exclusively(reading: Interpretation, target: QueryNode) -> bool:
    """ "Which models are in A only": known things with "only" beside them."""
    lower = [t.lower for t in reading.frame.tokens]
    if not target.entities or target.at < 0:
        return False
    covers = [s for s in reading.cover if s.sense.kind == "entity" and s.sense.iri in target.entities]
    first = min((s.first for s in covers), default=target.at)
    before = lower[max(0, first - 2) : first]
    ahead = before[-1:] == ["only"] or (before[:1] == ["only"] and before[-1] in ("for", "in", "to", "of", "on", "by"))
    return ahead or lower[target.at + 1 : target.at + 2] == ["only"]


def surely(fact: Fact, bound: Bound) -> bool:
    """Whether a value meets a bound for sure: what ended by 2023 ended before 2024, but not for sure in 2023."""
    said = value_of(fact, "comparator")
    if said in ("<", "<=") and bound.op not in ("<", "<="):
        return False
    if said in (">", ">=") and bound.op not in (">", ">=") and bound.kind == "date":
        return False
    return bound.holds(fact.object.value)
