"""As many: a question that says how many things it asks for, "which four models did it end", is answered with so many.

A list of another length is no answer to it, since nobody could tell which of them are meant; what the list has is then
told as what is known instead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.ask.answering.sentences import lowered
from kg.ask.evidence.desk import Outcome
from kg.ask.words.english import NUMBER_WORDS, number_in, stems, tables


def without_number(text: str) -> tuple[str, int]:
    """A question without the number of things that it asks for, and that number; 0 where it names none.

    >>> without_number("In which nine states did Harbor run?")
    ('In which states did Harbor run?', 9)
    >>> without_number("Which two-year test ended first?")
    ('Which two-year test ended first?', 0)
    """
    found = _pattern().match(text)
    if found is None or set(stems(text)) & _degrees():
        return text, 0
    said = found["number"].lower()
    number = number_in(said) or 0
    return text[: found.start("number")] + text[found.end("number") :].lstrip(), number


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    numbers = "|".join((*NUMBER_WORDS[2:], r"[2-9]", r"[1-9]\d"))
    return re.compile(
        rf"(?:(?:in|for|under|by|to|on|at|from) )?"
        rf"(?:which|what(?: (?:are|were) the)?|who (?:are|were) the"
        rf"|(?:name|list|give|tell|show)(?: me)? (?:the|all) (?:of the )?) ?"
        rf"(?P<number>{numbers}) (?!(?:times|percent|years?|months?|weeks?|days?|hours?|million|billion|thousand)\b)"
        r"(?=(?:[a-z'\u2019-]+ ){0,4}?(?:[a-z]+s|criteria|people|women|men|children)\b)",
        re.I,
    )


@lru_cache(maxsize=1)
def _degrees() -> frozenset[str]:
    """Words that pick so many of a list themselves: "the three largest"."""
    return frozenset(s for word in tables()["superlatives"] for s in stems(word)) | {"first", "last", "top"}


def as_many(outcome: Outcome, number: int) -> Outcome:
    """An outcome that has so many things; else the refusal that tells what is known instead."""
    if not number or outcome.status != "answered" or outcome.columns or len(outcome.items) == number:
        return outcome
    if len(outcome.items) == 1 and outcome.items[0].value in ("true", "false"):
        return outcome
    text = f"The graph does not tell which {number} are meant; what it tells: {lowered(outcome.text)}"
    return replace(outcome, status="unanswered", text=text, reason="no-data", known=outcome.items[:8], items=[])
