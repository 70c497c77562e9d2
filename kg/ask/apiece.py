"""What each of two said of one matter: "savings of Harbor: what did A say, and what did B say"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.compose import Setting
from kg.ask.desk import Desk, Outcome
from kg.ask.english import tables
from kg.ask.outcomes import join_outcomes
from kg.ask.told import Solve, answer_told


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    verbs = "|".join(re.escape(w) for w in sorted(tables()["told"]["verbs"], key=len, reverse=True))
    return tuple(re.compile(p.replace("@verbs", f"(?:{verbs})"), re.I) for p in tables()["apiece"]["patterns"])


def answer_apiece(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """Answers what two said of a matter that stands before the question, each by their own word; None for another one.

    Who is told to have said nothing of it is named as silent; where both are, there is no answer.
    """
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
