"""A word read as another, where the proof has to say it: "which did it propose", of what was announced as proposed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.desk import Outcome
from kg.ask.evidence.quoted import sentence_of
from kg.ask.words.english import stems, tables


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    table = tables()["everyday"]["borne"]
    return tuple((re.compile(rf"{one['said']}[\s?.!]*", re.I), one["plain"], one["proof"]) for one in table)


def ways_with_proof(text: str) -> list[tuple[str, str, str]]:
    """Other ways to put a question, each with a note and the word that the proof of an answer has to say."""
    out = []
    for pattern, plain, proof in _patterns():
        found = pattern.fullmatch(text)
        if found:
            said = found.expand(plain)
            out.append((said, f"reading the question as “{said.strip()}”, where the sources say “{proof}”", proof))
    return out


def only_saying(outcome: Outcome, proof: str = "") -> Outcome:
    """The part of a list whose proofs say a word; all of it where none is asked for.

    In: an outcome and the word. Out: a refusal where no proof says it.
    """
    if not proof or outcome.status == "unanswered":
        return outcome
    wanted = stems(proof)
    said = {f.iri for f in outcome.facts if any(set(wanted) <= set(stems(sentence_of(q))) for q in f.quotes)}
    items = [item for item in outcome.items if item.iri and said & set(item.statements)]
    if not items or outcome.status != "answered":
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if len(items) == len(outcome.items):
        return outcome
    text = sentence(listed(item.label for item in items))
    return replace(outcome, text=text, items=items, sparql=None)
