"""On what an outcome was found to have no effect: on spending, or on what its own proof names."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.evidence.quoted import sentence_of
from kg.ask.words.english import tables, word_set
from kg.read.facts import Fact


@lru_cache(maxsize=1)
def _on() -> re.Pattern[str]:
    return re.compile(tables()["effects"]["on"], re.I)


def matter_of(fact: Fact) -> str:
    """What a finding of no effect is about, as words that follow it (" on home dialysis"); empty where none tells.

    In: a statement. Out: the thing that its proof names; spending, where the sentence speaks of money; else nothing.
    """
    if str(fact.object.iri).rsplit("#", 1)[-1] not in word_set("effects", "of"):
        return ""
    texts = [" ".join(sentence_of(quote).split()) for quote in fact.quotes]
    found = [match["on"].strip() for text in texts for match in _on().finditer(text)]
    if found:
        return f" on {min(found, key=len)}"
    money = word_set("effects", "money")
    return " on spending" if any(money & set(re.findall(r"[a-z]+", text.lower())) for text in texts) else ""
