"""What answering needs, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ask.evidence.cited import AnswerItem
from kg.ask.words.words import Words
from kg.read.facts import Fact
from kg.read.reader import GraphReader


@dataclass(slots=True)
class Outcome:
    """What one reading came to. `facts` are the statements answered from, for what is asked next about them.

    `settled` tells that each condition, or each thing of a kind, was looked up by itself, so that neither a silence nor
    the thing found is a guess.
    """

    status: str
    text: str
    items: list[AnswerItem] = field(default_factory=list)
    sparql: str | None = None
    reason: str | None = None
    known: list[AnswerItem] = field(default_factory=list)
    columns: tuple[str, ...] | None = None
    facts: list[Fact] = field(default_factory=list)
    truncated: bool = False
    readings: list[tuple[str, str]] = field(default_factory=list)
    settled: bool = False


@dataclass(slots=True)
class Desk:
    """What answering needs: the graph's words, a reader of it, the graph's day, and the day asked about."""

    words: Words
    reader: GraphReader
    day: str
    as_of: str | None = None
    speakers: frozenset[str] = frozenset()
