"""What is asked of each of two: "savings of Harbor: what did A say, and B", "compare A and B: what did each save"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.joined import join_outcomes
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.parts.told import Solve, answer_told
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import understand
from kg.ask.spans.forecasts import one_named
from kg.ask.words.english import tables


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    verbs = "|".join(re.escape(w) for w in sorted(tables()["told"]["verbs"], key=len, reverse=True))
    return tuple(re.compile(p.replace("@verbs", f"(?:{verbs})"), re.I) for p in tables()["apiece"]["patterns"])


def answer_apiece(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """Answers what is asked of each of two things, or what two said of one matter, each by their own word.

    In: the question as it stands. Out: None for any other one.
    Who is told to have said nothing of it is named as silent; where both are, there is no answer.
    """
    both = _of_each(text.strip(" ?.!"), setting, desk, solve)
    if both is not None:
        return both
    match = next((m for p in _patterns() if (m := p.fullmatch(text.strip(" ?.!")))), None)
    if match is None or not setting.words.own:
        return None
    outcomes = []
    for side in ("a", "b"):
        speaker = re.sub(r"^the\s+", "", match[side].strip(" ,"), flags=re.I)
        told = answer_told(f"{speaker}: {match['topic'].strip()}", setting, desk, solve)
        silent = Outcome("unanswered", f"The sources give nothing of that by {match[side]}.", reason="no-data")
        outcomes.append(told.outcome if told is not None else silent)
    return join_outcomes(outcomes)


@lru_cache(maxsize=1)
def _each() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.I) for p in tables()["apiece"]["each"])


def _of_each(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """ "Compare A and B: what did each of them save": the question put of each; None where one is not known."""
    match = next((m for p in _each() if (m := p.fullmatch(text))), None)
    if match is None or not setting.words.own:
        return None
    named = [_known(match[side], setting) for side in ("a", "b")]
    if None in named or named[0] == named[1]:
        return None
    outcomes = []
    for side in ("a", "b"):
        asked = f"{match['before'].strip()} {match[side].strip(' ,')} {match['after'].strip()}"
        outcomes.append(solve(understand(plainer(everyday(" ".join(asked.split()))), setting), setting, desk)[1])
    if all(o.status == "unanswered" and o.reason not in ("no-data", "false-premise") for o in outcomes):
        return None
    return join_outcomes(outcomes)


def _known(name: str, setting: Setting) -> str | None:
    """The one thing, body or person that a name means."""
    kinds = ("Initiative", "Agent", "LegalProvision")
    return next((iri for kind in kinds if (iri := one_named(name, setting, kind)) is not None), None)
