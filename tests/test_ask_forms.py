"""Plain forms: questions in anybody's words read as one of the plain questions that the weights were taught."""

from __future__ import annotations

import pytest
from asking import ask, statements

from benchmarks.asked import MARK, asked_examples
from benchmarks.asked import shown as shown_way
from benchmarks.gold import is_left_out
from extract.weights.weights import NONE, QUESTIONS, read_weights
from kg.ask.readings.forms import judged, kinds_of, named, plain_form, shown
from kg.ask.readings.reading import frame_of
from kg.ask.settling.adjuncts import without_adjunct
from kg.ask.words.english import tokenize


def test_names_and_times_stand_as_their_kind() -> None:
    words = statements()[1]
    text = "did the Reef ACO Model start before March 5, 2021 in the Tide Center"
    found = named(text, tokenize(text), frame_of(text, words)[1], words)
    assert [(one.kind, one.said) for one in found] == [
        ("initiative", "Reef ACO Model"),
        ("date", "March 5, 2021"),
        ("organization", "Tide Center"),
    ]
    assert " ".join(shown(tokenize(text), found)) == (
        "did the <kg:Initiative> start before <date> in the <kg:Organization>"
    )


def test_a_way_is_shown_as_a_question_is() -> None:
    assert list(shown_way("who's in charge of {organization} in {date}?")) == [
        "who", "'s", "in", "charge", "of", "<kg:Organization>", "in", "<date>", "?",
    ]  # fmt: skip
    assert kinds_of(MARK.findall("did {initiative} outlast {initiative2}")) == "initiative+initiative"


def test_ways_that_no_weights_were_fitted_to_are_mostly_read_and_rarely_wrongly() -> None:
    left_out = [one for one in asked_examples() if is_left_out(one.document)]
    assert len(left_out) > 1000
    asked = read = right = 0
    for one in left_out:
        assert one.view is not None
        told = judged(one.view.words, one.said)
        asked += bool(one.labels)
        read += told is not None
        right += told is not None and told[0] in one.labels
    assert right / asked > 0.6, f"{right} of {asked} read"
    assert right / read > 0.9, f"{read - right} of {read} read wrongly"


def test_each_form_that_is_taught_has_places_for_known_kinds_only() -> None:
    head = read_weights().heads[QUESTIONS]
    for form in head.classes:
        if form != NONE:
            assert f"question>{kinds_of(MARK.findall(form))}" in head.allowed


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("my cousin keeps asking what in the world Harbor is", "2026-01-01"),
        ("when do the lights go out on Reef", "2026-12"),
        ("is Harbor a take it or leave it thing", "false"),
    ],
)
def test_a_question_read_so_says_so(question: str, value: str) -> None:
    form = plain_form(question, statements()[1])
    given = ask(question)
    assert form is not None
    assert given.status == "answered"
    assert value in {i.value for i in given.answers}
    assert given.answers == ask(form.text).answers


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "purple monkeys sing at noon",
        "did Reef and Harbor and Lantern and CREST all start in 2020, 2021 and 2022",
        "what would my dentist think of Reef",
        "whose signature besides the Secretary's does it take before a test is taken nationwide",
        "whose signature does it take before a test is taken nationwide",
    ],
)
def test_what_no_form_asks_has_none(question: str) -> None:
    assert plain_form(question, statements()[1]) is None


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("do we have to be in Harbor or can we pass", "answered"),
        # what the form has lost is what the answer failed on
        ("what job did Koch hold before she came to the Tide Center", "unanswered"),
        ("what is the Tide Center also known as", "unanswered"),
    ],
)
def test_what_nothing_answered_is_read_by_its_plain_form_as_typed(question: str, status: str) -> None:
    assert ask(question).status == status, ask(question).text


def test_a_clause_that_asks_is_not_set_aside() -> None:
    text = "Out of Harbor and Reef, which one still had not opened"
    assert "Out of Harbor and Reef" not in {said for said, _ in without_adjunct(text, statements()[1])}
