"""Former states: what a clause says was so before ("before, it was voluntary", "at first it was mandatory").

The clause gives no day, so the state is told as one that is over, and never as what holds now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from extract.claims.claims import Claim
from extract.parsing.cues import Cues
from extract.values.value_words import alternatives
from ontology.regulators import Ontology

STATES = ("participation",)
PAST = re.compile(r"\b(?:was|were|had been|used to be)\b")
TIMES = frozenset({"validUntil", "validFrom", "pointInTime", "asOf", "ended"})


def with_former_states(claims: Iterable[Claim], text: str, ontology: Ontology, cues: Cues) -> list[Claim]:
    """The claims, each state that a word at the head of its clause puts into the past marked as ended."""
    states = {ontology.namespaces.iri(f"kg:{name}") for name in STATES}
    opening = _opening(cues.group("former-state").get("words", frozenset()))
    done = []
    for one in claims:
        if one.property in states and one.modality == "fact" and TIMES.isdisjoint(dict(one.qualifiers)):
            start, end = one.evidence.start, one.evidence.end
            clause = max(text.rfind(mark, 0, start) for mark in (". ", "; ", "\n", ": ")) + 1
            if opening.match(text, clause, end) and PAST.search(text, clause, end):
                told = tuple(sorted((*one.qualifiers, ("ended", True)), key=lambda each: each[0]))
                first = clause + len(text[clause:start]) - len(text[clause:start].lstrip())
                one = replace(one, qualifiers=told, evidence=replace(one.evidence, start=first, quote=text[first:end]))
        done.append(one)
    return done


@lru_cache(maxsize=4)
def _opening(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"[\s\"\u201c*_]*(?:(?:and|but) )?{alternatives(words)},?\s", re.I)
