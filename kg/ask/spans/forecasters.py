"""Whose figure a sum is: "who projects that Harbor will save $9 million", by the statements of that very sum."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kg.ask.answering.choose import value_of
from kg.ask.answering.nature import speakers_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.questions.times import find_bounds
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.spans.forecasts import alike, answer_forecast, one_named, sums_told
from kg.ask.words.english import tables, tokenize, word_set


@lru_cache(maxsize=1)
def _askers() -> tuple[re.Pattern[str], ...]:
    table = tables()["told"]["forecasts"]
    verbs = "|".join(sorted(table["verbs"], key=len, reverse=True))
    return tuple(re.compile(said.replace("@verbs", f"(?:{verbs})"), re.I) for said in table["askers"])


def answer_forecast_or_forecaster(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """What somebody projects, or who projects it; None for another question."""
    return answer_forecast(found, setting, desk) or answer_forecaster(found, setting, desk)


def answer_forecaster(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Who projects, or found, that a thing saves or loses a sum; None for another question.

    Only a statement of just this sum that names its speaker answers: whose document it stands in tells nothing of whose
    figure it is.
    """
    text = found.frame.text.strip(" ?.!")
    match = next((m for pattern in _askers() if (m := pattern.fullmatch(text))), None)
    named = (one_named(match["what"], setting, kind) for kind in ("Initiative", "Agent")) if match else ()
    thing = next((one for one in named if one is not None), None)
    wanted = _sum(match["sum"]) if match is not None else None
    if match is None or thing is None or wanted is None:
        return None
    wanted = -wanted if match["verb"].lower().split()[-1] in word_set("told", "forecasts", "losing") else wanted
    for kind in ("called", "came") if match["ahead"] else ("came", "called"):
        things = alike(thing, match["what"], desk.words)
        told = [f.fact for one in things for f in sums_told(one, kind, desk) if value_of(f.fact, "attributedTo")]
        mine = [f for f in told if _number(str(f.object.value)) == wanted]
        if mine:
            words = desk.words
            found.said = f"who gives as {mine[0].property.label} of {words.label(thing)}: {match['sum']}"
            outcome = speakers_of(mine, words)
            outcome.text = f"{outcome.text} {full_sentence(mine[0], words)}"
            return outcome
    return None


def _sum(text: str) -> Decimal | None:
    numbers = [b for b in find_bounds(tokenize(text)) if b.kind == "number"]
    return _number(numbers[0].low) if len(numbers) == 1 else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
