"""What stands beside a question: settings, descriptions, claims, choices; and what is outside the sources.

On an invented graph. Of each family the first half was looked at while its rule was written, and the second half was
put aside until the rule stood.
"""

from __future__ import annotations

import pytest
from asking import ask, labels

from kg.ask.questions.asides import without_setting

ANSWERED = {
    "a setting that tells of what the question points at": [
        ("My dad needs knee surgery. Which model is for that?", {"Harbor Bundles Model"}),
        ("Doctor says mom needs knee surgery. What models are for that?", {"Harbor Bundles Model"}),
        # put aside
        ("I have to have a knee surgery, which models are about that?", {"Harbor Bundles Model"}),
    ],
    "a setting before a question that names its thing": [
        ("We are a clinic: when did Reef start and when does it end?", {"2021", "December 2026"}),
        ("A friend is a surgeon. Is Harbor mandatory?", {"yes"}),
        # put aside
        ("Quick question: when did Reef start?", {"2021"}),
    ],
    "a name beside its description": [
        ("When did the knee surgery model Harbor start?", {"January 1, 2026"}),
        ("Is Harbor (the knee surgery model) mandatory?", {"yes"}),
        # put aside
        ("is Harbor, the knee surgery model, mandatory", {"yes"}),
        ("when did that Seacare model Reef get going", {"2021"}),
    ],
    "one's own choice or not": [
        ("Is it true that hospitals can opt out of Harbor?", {"no"}),
        ("Was Harbor mandatory or did people choose it?", {"mandatory"}),
        # put aside
        ("is it true hospitals must join Harbor", {"yes"}),
        ("do hospitals have to join Harbor or is it their choice", {"mandatory"}),
        ("Is Harbor optional for hospitals?", {"no"}),
    ],
    "a claim that the sources bear out": [
        ("Since Harbor is mandatory, when does Harbor start?", {"January 1, 2026"}),
        # put aside
        ("given that CREST is voluntary, when did CREST start", {"July 2024"}),
    ],
}

REFUSED = {
    "a claim that the sources exclude": [
        ("Since Harbor is voluntary, how do we drop out?", "false-premise"),
        ("When did CREST start, given that CREST is mandatory?", "false-premise"),
        # put aside
        ("because harbor is voluntary, how can we leave", "false-premise"),
        ("Now that CREST is mandatory, who has to join?", "false-premise"),
    ],
    "outside of what a regulator's records tell": [
        ("What are the side effects of aspirin?", "out-of-scope"),
        ("price of a knee in Germany", "out-of-scope"),
        # put aside
        ("what's the best hospital near Oslo", "out-of-scope"),
        ("How much is an operation in Canada?", "out-of-scope"),
    ],
    "what is only planned to last until then": [
        ("Did Reef run until 2026?", "no-data"),
        # put aside
        ("Did Reef last through 2026?", "no-data"),
    ],
    "what nobody may read into a number": [
        ("Can we still join Harbor?", "not-understood"),
        # put aside
        ("may I join Harbor", "not-understood"),
    ],
}


@pytest.mark.parametrize(("question", "expected"), [pair for family in ANSWERED.values() for pair in family])
def test_what_stands_beside_a_question_does_not_sink_it(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert labels(found) == expected, found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize(("question", "reason"), [pair for family in REFUSED.values() for pair in family])
def test_a_refusal_has_its_right_reason(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason), found.text


def test_what_was_set_aside_is_told() -> None:
    assert (
        "taking “the knee surgery model Harbor” for Harbor"
        in ask("Is the knee surgery model Harbor mandatory?").understood
    )
    assert "leaving aside “Harbor is mandatory”" in ask("Since Harbor is mandatory, when does Harbor start?").understood


def test_a_description_that_is_not_so_is_not_set_aside() -> None:
    assert ask("Is the Seacare model Harbor mandatory?").status == "unanswered"


def test_what_a_question_points_at_without_a_name_keeps_its_setting() -> None:
    said = "We were at a fair. Which models are about that?"
    assert without_setting(said) == (said, "")


def test_here_and_there_are_the_place_that_a_setting_names() -> None:
    placed = "is Harbor mandatory in Ohio", "We are in Ohio"
    assert tuple(part.strip("?") for part in without_setting("We are in Ohio: is Harbor mandatory there?")) == placed
    assert without_setting("We moved from Ohio to Maine. Which models run there?")[1] == ""
    assert without_setting("We are small. Are there models for us?")[0].endswith("models")


def test_a_clause_that_says_a_question_anew_is_about_the_thing_named_first() -> None:
    for said in ("Do I have to join Harbor, I mean is it mandatory?", "Must we join Harbor - that is, is it mandatory?"):
        assert without_setting(said, lambda text: ["Harbor"] if "Harbor" in text else [])[0] == "is Harbor mandatory?"
        assert labels(ask(said)) == labels(ask("Is Harbor mandatory?"))
    assert without_setting("Is it so, I mean is it mandatory?", lambda _: [])[0] == "Is it so, I mean is it mandatory?"


def test_the_asker_is_no_name() -> None:
    said = "Hi! I'm expecting and just moved to Wichita. Is Harbor mandatory?"
    assert without_setting(said) == ("Is Harbor mandatory?", "Hi! I'm expecting and just moved to Wichita")


def test_how_a_thing_came_to_be_is_told_and_is_no_answer_to_what_became_of_it() -> None:
    found = ask("What happened to CREST?")
    assert "July 2024" in found.text
    assert not any(item.label == "July 2024" for item in found.answers)
