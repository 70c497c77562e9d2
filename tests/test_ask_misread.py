"""Readings that a question's own words speak against answer nothing; what ran at a time is told by its days."""

from __future__ import annotations

import pytest
from asking import ask, labels

MISREAD = [
    # a yes to what every test has
    "Did Reef work?",
    "does Harbor pay off",
    # somebody is asked for, and a thing described
    "Who has criticized Reef?",
    # a person where his own chief is asked for
    "Who is Lena Ortiz's boss?",
    # no outcome at all, whichever
    "Do we still have to report under Reef or is it over?",
    # a verb of its own beside what is asked for, and everybody where nobody is named
    "How much money has the Tide Center obligated?",
    "How many of its experiments actually worked?",
    # a noun that the nearest statement does not tell
    "What discount rate did the Budget Bureau use for Harbor in 2024?",
    # what is said by the way
    "Did Reef pay off for Seacare?",
    # put aside
    "did Lantern really work out?",
    "Who has praised Harbor?",
    "who is Ines Koch's chief?",
]


@pytest.mark.parametrize("question", MISREAD)
def test_a_reading_that_the_words_speak_against_answers_nothing(question: str) -> None:
    assert ask(question).status == "unanswered"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Was Reef running in 2022?", "true"),
        ("Was Reef active in 2019?", "false"),
        ("was Harbor active in 2024", "false"),
        # put aside
        ("Was Reef still running in May 2023?", "true"),
        ("was CREST active in 2020?", "false"),
    ],
)
def test_what_ran_at_a_time_is_told_by_its_days(question: str, value: str) -> None:
    given = ask(question)
    assert given.status == "answered"
    assert [item.value for item in given.answers] == [value]
    assert given.answers[0].citations


def test_what_has_no_last_day_is_not_said_to_have_run() -> None:
    assert ask("Was CREST running in 2025?").status == "unanswered"


def test_what_was_active_is_listed_and_counted() -> None:
    assert labels(ask("Which models were active in 2022?")) == {"Reef ACO Model"}
    assert [item.value for item in ask("How many models were active in 2022?").answers] == ["1"]


@pytest.mark.parametrize(
    "question",
    [
        "We were in Reef, when is the last day?",
        "I got a letter about Reef last week. When does it end?",
        # put aside
        "Our clinic signed up for Reef. When does that end?",
    ],
)
def test_what_the_setting_names_is_asked_about(question: str) -> None:
    given = ask(question)
    assert given.status == "answered"
    assert [item.value for item in given.answers] == ["2026-12"]


@pytest.mark.parametrize("question", ["Can my mother opt out of Harbor?", "could our kids opt out of Harbor"])
def test_patients_are_not_told_what_participants_may(question: str) -> None:
    assert ask(question).status == "unanswered"


def test_participants_are_counted_whatever_their_unit_and_places_are_not_taken_for_them() -> None:
    assert [item.value for item in ask("How many participants does Harbor have?").answers] == ["700"]
    assert [item.value for item in ask("How many participants does Reef have?").answers] == ["103"]


@pytest.mark.parametrize(
    "question",
    [
        "How many services need knee surgery under Harbor?",  # it counts what it names itself
        "Which states focus on knee surgery?",  # what is asked for is left out by the likeliest reading
        "In which states is the knee surgery model?",
    ],
)
def test_what_is_asked_is_neither_left_out_nor_what_is_named(question: str) -> None:
    assert ask(question).status == "unanswered"
