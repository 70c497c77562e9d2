"""Whether a law lets something last as long as a question says: by the one limit that a power or duty sets."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import yes_or_no
from kg.ask.law.extent import answer_extent
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.words.english import NUMBER_WORDS, number_in, tables

_MONTHS = {"year": 12, "month": 1}


@lru_cache(maxsize=4)
def _pattern(name: str) -> re.Pattern[str]:
    number = rf"(?P<number>\d+|{'|'.join(NUMBER_WORDS)})[ -](?P<unit>year|month)s?"
    return re.compile(tables()["extent"][name].replace("@span", number), re.I)


def answer_within_limit(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers "may a pilot last ten years" and "can A test it for more than five": None for any other question.

    Yes or no by the only limit that the sources set on how long such a thing may last; None where they set none or
    several.
    """
    asked = _pattern("for_long").fullmatch(found.frame.text.strip(" ?.!"))
    if asked is None or found.frame.negated:
        return None
    limit = answer_extent(understand(f"how long may a {asked['thing']} last at most", setting), desk)
    if limit is None or limit.status != "answered" or not limit.facts:
        return None
    told = {_months(m) for f in limit.facts if (m := _pattern("at_most").search(f.object.value)) is not None}
    if len(told) != 1:
        return None
    most, wanted = told.pop(), _months(asked)
    found.said = f"whether: a {asked['thing']} may last so long, by the limit that the law sets"
    lets = wanted < most if asked["more"] else wanted <= most
    return yes_or_no(lets, full_sentence(limit.facts[0], desk.words), limit.facts)


def _months(said: re.Match[str]) -> int:
    return (number_in(said["number"].lower()) or 0) * _MONTHS[said["unit"].lower()]
