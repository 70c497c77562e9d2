"""Long questions answered by the one statement that fits all they name, and later parts that name another time."""

from __future__ import annotations

import tomllib

import pytest
from asking import ask, statements

from extract.weights.weights import QUESTIONS, read_weights
from kg.ask.parts.follow import _at_another_time
from kg.ask.words.english import CORE


def values(question: str) -> list[str]:
    """The values that answer a question."""
    return [item.value for item in ask(question).answers]


@pytest.mark.parametrize(
    "question",
    [
        "Budget Bureau reckoning for the Tide Center, 2011 to 2020, net savings all told and in dollars",
        "Tide Center, 2011 to 2020: Budget Bureau reckoning of the net savings, all told and in dollars",
    ],
)
def test_what_fits_every_name_and_time_answers(question: str) -> None:
    given = ask(question)
    assert given.status == "answered"
    assert values(question) == ["-5400000000"]
    assert given.answers[0].citations


@pytest.mark.parametrize(
    "question",
    [
        # another speaker, another time, a narrowing word
        "Lena Ortiz's reckoning for the Tide Center, 2011 to 2020, net savings all told and in dollars",
        "Budget Bureau reckoning for the Tide Center, 2001 to 2004, net savings all told and in dollars",
        "Budget Bureau reckoning for the Tide Center, 2011 to 2020, net savings per patient and in dollars",
        # denied
        "Budget Bureau reckoning for the Tide Center, 2011 to 2020: how much did it not save, in dollars",
    ],
)
def test_what_leaves_a_name_or_time_out_does_not(question: str) -> None:
    assert "-5400000000" not in values(question)


def test_only_known_questions_and_properties_are_listed() -> None:
    table = tomllib.loads((CORE / "forms.toml").read_text(encoding="utf-8"))["forms"]
    known = set(read_weights().heads[QUESTIONS].classes)
    local = {iri.rpartition("#")[2] for iri in statements()[1].properties}
    assert set(table) <= local
    assert {form for forms in table.values() for form in forms} <= known


@pytest.mark.parametrize(
    ("part", "then"),
    [
        ("how many in 2025", "How many hospitals were in Reef in 2025"),
        ("how many were left two years later in March 2025", "How many hospitals were in Reef in March 2025"),
        ("in 2026", "How many hospitals were in Reef in 2026"),
        # no time, or more than a time
        ("how many at its end", ""),
        ("how many doctors in 2025", ""),
    ],
)
def test_a_later_part_that_names_a_time_only_asks_the_same_of_it(part: str, then: str) -> None:
    assert _at_another_time(part, "How many hospitals were in Reef in 2023") == then


@pytest.mark.parametrize("question", ["Which models launched did the Tide Center have?", "list the models launched"])
def test_names_are_not_answered_with_a_number(question: str) -> None:
    assert not any(value.isdigit() for value in values(question))
