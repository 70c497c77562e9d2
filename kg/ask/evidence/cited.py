"""What a question gets, with the statements and quotes that prove it, and the room that it is answered in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.ask.words.words import Words

XSD = "http://www.w3.org/2001/XMLSchema#"
REASONS = ("not-understood", "unknown-entity", "no-data", "false-premise", "out-of-scope")


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that prove an answer and where they stand: offsets are code points into the document's plain text."""

    document: str
    source: str
    title: str | None
    passage: str | None
    quote: str
    start: int | None
    end: int | None
    page: str | None = None
    section: str | None = None
    context: tuple[tuple[str, int, int, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The citation by interface.md's keys."""
        about: dict[str, Any] = {
            "document": self.document,
            "source": self.source,
            "title": self.title,
            "passage": self.passage,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "section": self.section,
        }
        about["context"] = [{"quote": q, "start": a, "end": b, "role": r} for q, a, b, r in self.context]
        return about


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One answer: a value or thing, how it is meant, and its proof. `row` holds the cells where there are columns."""

    value: str
    label: str
    iri: str | None = None
    datatype: str | None = None
    row: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, Any], ...] = ()
    statements: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer by interface.md's keys; `row` only where there is more than one column."""
        about: dict[str, Any] = {"value": self.value, "label": self.label, "iri": self.iri, "datatype": self.datatype}
        if self.row:
            about["row"] = list(self.row)
        about |= {"qualifiers": dict(self.qualifiers), "statements": list(self.statements)}
        about["citations"] = [c.to_json() for c in self.citations]
        return about


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets; the fields are interface.md's.

    `proposed_by` says that a language model proposed the query, which no other answer rests on.
    """

    question: str
    understood: str
    status: str
    text: str
    columns: tuple[str, ...] | None = None
    answers: tuple[AnswerItem, ...] = ()
    sparql: str | None = None
    reason: str | None = None
    known: tuple[AnswerItem, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    passages: tuple[Citation, ...] = ()
    release: str = ""
    as_of: str | None = None
    truncated: bool = False
    topics: tuple[str, ...] = field(default=(), compare=False)
    proposed_by: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The answer as ask.schema.json has it."""
        return {
            "question": self.question,
            "understood": self.understood,
            "status": self.status,
            "text": self.text,
            "columns": list(self.columns) if self.columns else None,
            "answers": [a.to_json() for a in self.answers],
            "sparql": self.sparql,
            "reason": self.reason,
            "known": [a.to_json() for a in self.known],
            "readings": [{"understood": u, "sparql": s} for u, s in self.readings],
            "suggestions": list(self.suggestions),
            "passages": [c.to_json() for c in self.passages],
            "release": self.release,
            "asOf": self.as_of,
            "truncated": self.truncated,
            "proposedBy": self.proposed_by,
        }


@dataclass(frozen=True, slots=True)
class Room:
    """What a question is answered in."""

    words: Words
    store: Any
    as_of: str | None
    passages: Callable[[str], Sequence[Citation]] | None
    release: str
    topics: tuple[str, ...] = ()
