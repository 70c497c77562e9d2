"""Answers: what a question gets, with the statements and quotes that prove it, or an honest reason why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kg.ask.evidence.cited import REASONS, XSD, Answer, AnswerItem, Citation, Room
from kg.ask.interpret import reply
from kg.ask.words.words import Words


def answer(
    question: str,
    words: Words,
    store: Any,
    *,
    as_of: str | None = None,
    passages: Callable[[str], Sequence[Citation]] | None = None,
    release: str | None = None,
    topics: tuple[str, ...] = (),
) -> Answer:
    """Answers a question from a loaded graph.

    In: the question as typed; the graph's `words`; the store. `as_of` (ISO date) asks what held on that day.
    `passages` finds the closest passages for a question that has no answer. `topics` are the IRIs that an earlier
    question was about, for "it". Out: an `Answer`; every question has one, also one that is nonsense.
    """
    return reply(question, Room(words, store, as_of, passages, release or "", topics))


__all__ = ["REASONS", "XSD", "Answer", "AnswerItem", "Citation", "answer"]
