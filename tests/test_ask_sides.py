"""Later parts of a question, both sides of a matter, and words that bear on which of two times is meant."""

from __future__ import annotations

import pytest
from asking import ask, labels

from kg.ask.questions.coarse import exact_times
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer, split_parts

ANSWERED = [
    ("Who is director of the Tide Center and since when?", {"Lena Ortiz", "January 2025"}),
    ("Who was director of the Tide Center before Lena Ortiz, and until when?", {"Ines Koch", "Paul Vane"}),
    ("Who was in charge before Lena Ortiz took over?", {"Ines Koch", "Paul Vane"}),
    (
        "Which models are mandatory and which are voluntary?",
        {"Harbor Bundles Model", "Lantern Model", "Coastal Recovery Test"},
    ),
    ("Is Harbor mandatory, and for whom?", {"yes", "hospitals"}),
    ("When did Crest start, and who has to take part?", {"July 2024"}),
    ("Crest is voluntary, but when did it start?", {"July 2024"}),
]

PARTS = [
    ("How much did it lose, and over what period?", ["How much did it lose", "over what period"]),
    ("When did it begin and in which states?", ["When did it begin", "in which states"]),
    ("How many ended early, and which ones?", ["How many ended early", "which ones"]),
    ("Which models are mandatory and which are voluntary?", ["Which models are mandatory", "which are voluntary"]),
    # the rest of a clause is no part
    ("Which model has a cap and which is also mandatory?", ["Which model has a cap and which is also mandatory"]),
]

PLAINER = [
    ("Did Crest save more in 2021 or in 2022?", "in which year Did Crest save more, 2021 or 2022?"),
    ("Did Reef start in May or in June 2031?", "Did Reef start in May 2031 or in June 2031?"),
    ("savings of Crest over its whole life, May 2030 to June 2031", "savings of Crest from May 2030 to June 2031?"),
    ("Did Crest save more than Reef?", "Did Crest save more than Reef?"),
]


@pytest.mark.parametrize(("question", "wanted"), ANSWERED)
def test_later_parts_are_answered_of_the_same_thing(question: str, wanted: set[str]) -> None:
    assert labels(ask(question)) == wanted


@pytest.mark.parametrize(("question", "wanted"), PARTS)
def test_what_else_is_asked_is_a_part_of_its_own(question: str, wanted: list[str]) -> None:
    assert split_parts(question) == wanted


@pytest.mark.parametrize(("question", "wanted"), PLAINER)
def test_a_choice_of_times_is_put_plainly(question: str, wanted: str) -> None:
    assert plainer(everyday(question)) == wanted


def test_split_financial_years_are_whole() -> None:
    assert exact_times("its appropriation in financial year 2035-36", "")[0] == "its appropriation from 2035 to 2036"


def test_when_what_came_next_began_is_told_by_its_own_first_day() -> None:
    given = ask("What replaced the Reef ACO Model, and when?")
    assert {"Lantern Model", "2027"} <= {item.label for item in given.answers}
