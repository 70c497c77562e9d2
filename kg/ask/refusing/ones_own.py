"""A yes or no of the asker's own: "is my hospital in it", which no source tells that only says that hospitals are."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.words.english import tables


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(tables()["doers"]["own"], re.I)


def of_the_asker(text: str, outcome: Outcome, desk: Desk) -> Outcome:
    """A yes or no on whether the asker's own is among those who take part, refused: sources name kinds.

    In: the question and its outcome. Out: the same outcome, or no-data with the kinds that take part as what is known.
    """
    kinds = desk.words.core + "participantType"
    own = [f for f in outcome.facts if f.property.iri == kinds]
    if outcome.status != "answered" or not own or len(own) < len(outcome.facts) or not _pattern().match(text):
        return outcome
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in own[:3]))
    text = f"Whether your own takes part, the graph does not tell. What it does tell: {told}"
    return Outcome("unanswered", text, reason="no-data", known=outcome.items[:5], facts=own)
