"""Families of questions: comparisons, choices, clauses, posts, moments, long names, denials, what was given up."""

from __future__ import annotations

import pytest
from asking import ask, labels

from kg.ask.answering.overtaken import days_of
from kg.ask.questions.frame import normalise
from kg.ask.questions.times import Bound, plain_durations, plain_numbers
from kg.ask.words.english import tokenize

ANSWERED = [
    ("Did Reef start before Harbor?", {"yes"}),
    ("Did Harbor start before Reef?", {"no"}),
    ("Did Harbor start later than Reef?", {"yes"}),
    ("Which models started before Harbor?", {"Reef ACO Model", "Coastal Recovery Test"}),
    ("Which models started before Harbor started?", {"Reef ACO Model", "Coastal Recovery Test"}),
    ("Which started earlier, Reef or Harbor?", {"Reef ACO Model"}),
    ("Which started later, Reef or CREST?", {"Coastal Recovery Test"}),
    ("Is Harbor voluntary or mandatory?", {"mandatory"}),
    ("voluntary or mandatory: CREST", {"voluntary"}),
    ("Which models are not voluntary?", {"Lantern Model", "Harbor Bundles Model"}),
    ("Which models are not optional?", {"Lantern Model", "Harbor Bundles Model"}),
    ("When did Ines Koch become director?", {"2019"}),
    ("When did Ines Koch leave the Tide Center?", {"2021"}),
    ("Who came before Lena Ortiz?", {"Ines Koch", "Paul Vane"}),
    ("Who preceded Lena Ortiz?", {"Ines Koch", "Paul Vane"}),
    ("What is Lena Ortiz's role?", {"Deputy Administrator and Director"}),
    ("What is the role of Lena Ortiz?", {"Deputy Administrator and Director"}),
    ("When did the predecessor of Lantern start?", {"2021"}),
    ("Which models last ten years?", {"Coastal Recovery Test"}),
    ("When is Lantern due to start?", {"2027"}),
    ("Who led the Tide Center when Reef started?", {"Ines Koch"}),
    ("Who served as director in 2020?", {"Ines Koch"}),
    ("Did Reef ever happen?", {"yes"}),
    ("Who is the longest-serving director of the Tide Center?", {"Ines Koch"}),
    ("Who was director of the Tide Center the longest?", {"Ines Koch"}),
    ("List all directors of the Tide Center", {"Ines Koch", "Paul Vane", "Lena Ortiz"}),
    ("Which came first, Reef or Harbor?", {"Reef ACO Model"}),
    ("reef vs harbor start date", {"2021", "January 1, 2026"}),
    ("do we have to join harbor if we run a clinic", {"yes"}),
    ("Which model runs the longest?", {"Coastal Recovery Test"}),
]

REFUSED = [
    ("What does CREST stand for?", "no-data"),
    ("What does ZQX stand for?", "unknown-entity"),
    ("When was Alder certified?", "no-data"),
    ("Who was acting director of the Tide Center?", "no-data"),
    ("What is the capital of Portugal?", "out-of-scope"),
    ("Did Harbor launch 37 models?", "not-understood"),
    ("Which model was certified most recently?", "no-data"),
    ("According to whom did Alder save $99 million?", "no-data"),
    ("How many statuses does Harbor have?", "not-understood"),
    ("Must the Tide Center publish results?", "not-understood"),
    ("Who appoints the director of the Tide Center?", "not-understood"),
    ("Which source has the highest number?", "not-understood"),
    ("What must clinics report under Lantern?", "no-data"),
    ("What happens if Lantern ends?", "out-of-scope"),
    ("Who led the Tide Center in 2022?", "no-data"),
    ("What will the Tide Center do in 2035?", "not-understood"),
]


@pytest.mark.parametrize(("question", "wanted"), ANSWERED)
def test_each_family_is_answered(question: str, wanted: set[str]) -> None:
    assert labels(ask(question)) == wanted


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_a_word_that_nothing_bears_is_not_passed_over(question: str, reason: str) -> None:
    given = ask(question)
    assert (given.status, given.reason) == ("unanswered", reason)


def test_the_clause_that_gave_the_date_is_cited_too() -> None:
    given = ask("Did Reef start before Harbor?")
    quotes = {c.quote for c in given.answers[0].citations}
    assert quotes == {"Reef began in 2021.", "Harbor launched January 1, 2026."}
    assert "January 1, 2026" in given.understood


def test_a_post_that_has_ended_is_told_in_the_past() -> None:
    assert ask("When did Ines Koch become director?").text == "Ines Koch was director of Tide Center (2019 to 2021)."


def test_a_plan_is_told_as_one() -> None:
    assert ask("When is Lantern due to start?").text == "The planned start date of Lantern Model is 2027."


def test_plain_numbers_and_lengths_of_time_bind() -> None:
    tokens = tokenize("did it launch 37 models")
    assert plain_numbers(tokens, frozenset()) == [Bound("number", "=", "37", None, (3,))]
    tokens = tokenize("which last ten years")
    assert plain_durations(tokens, frozenset()) == [Bound("duration", "=", "P10Y", None, (2, 3))]


def test_ten_years_are_more_than_eight() -> None:
    assert days_of("P10Y") > days_of("P8Y") > days_of("P90D") > days_of("P2M")


def test_rewordings_are_read_as_plainer_questions() -> None:
    assert normalise("Who served as director?") == "Who was director?"


@pytest.mark.parametrize("question", ["Who is the mayor of Zanzibar?", "What does ZQX stand for?", "foo bar"])
def test_suggestions_read_as_english_and_have_answers(question: str) -> None:
    offers = ask(question).suggestions
    assert offers
    for offer in offers:
        assert " by of " not in offer
        assert ask(offer).status != "unanswered", offer
