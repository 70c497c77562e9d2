"""What strangers asked of documents that nobody had tuned to: words beside the question, slips of spelling, silence."""

from __future__ import annotations

import pytest
from asking import ask, labels, statements

from kg.ask.naming.respelt import respelled
from kg.ask.questions.asides import without_setting

BESIDE = [
    ("Hi, quick one for a letter I'm drafting: who directs the Tide Center right now?", "who directs the Tide Center"),
    ("My aunt was signed up and I'm curious when Harbor starts?", "when Harbor starts"),
    ("I gather the deadline was put off. Until when can we join Harbor?", "Until when can we join Harbor"),
    # put aside
    ("Reading up for a debate - which models are mandatory?", "which models are mandatory"),
    ("just wondering whether Harbor is voluntary", "whether Harbor is voluntary"),
]

KEPT = [
    "Avalere's April 2025 report: what did Harbor save?",
    "By the 2031 rule: is Harbor mandatory?",
    "Which office runs Harbor: the old one?",
]

RESPELLED = [
    ("is Harbor mandetory", "is Harbor mandatory"),
    ("how many participents does Harbor have", "how many participants does Harbor have"),
    # put aside
    ("number of beneficaries of Harbor", "number of beneficiaries of Harbor"),
    ("is Harbor volentary", "is Harbor voluntary"),
]

AS_THEY_ARE = ["which planes are mandatory", "the cost of Harbor", "when does Harbour start", "Zephyrine model"]

REASONS = [
    ("Is the stroke lantern bundle model voluntary?", "unknown-entity"),
    ("when does the dental ladder demonstration start", "unknown-entity"),
    ("Why did Ines Koch leave?", "no-data"),
    # a word of a test's name: it may be meant, and is not outside
    ("so the lantern thing with the weird letters, did anyone grumble and who footed the bill?", "not-understood"),
    # put aside
    ("is the greywater rebate scheme mandatory", "unknown-entity"),
    ("why does Harbor run for five years", "no-data"),
]

IDLE = ["and the other one then", "and what about that other thing then", "start dates"]


@pytest.mark.parametrize(("said", "question"), BESIDE)
def test_what_is_said_beside_a_question_is_left_aside(said: str, question: str) -> None:
    assert without_setting(said)[0].rstrip("?").startswith(question)
    assert without_setting(said)[1]


@pytest.mark.parametrize("said", KEPT)
def test_a_setting_that_the_question_may_rest_on_is_kept(said: str) -> None:
    assert without_setting(said) == (said, "")


@pytest.mark.parametrize(("said", "meant"), RESPELLED)
def test_a_misspelt_word_is_put_right_and_told(said: str, meant: str) -> None:
    text, notes = respelled(said, statements()[1])
    assert text == meant
    assert len(notes) == 1


@pytest.mark.parametrize("said", AS_THEY_ARE)
def test_a_word_of_english_or_a_name_stays_as_it_is(said: str) -> None:
    assert respelled(said, statements()[1]) == (said, [])


@pytest.mark.parametrize(("question", "reason"), REASONS)
def test_a_refusal_gives_the_reason_that_its_own_words_tell(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason), found.text


@pytest.mark.parametrize("question", IDLE)
def test_a_relation_of_nothing_is_no_question(question: str) -> None:
    assert ask(question).status == "unanswered"


def test_kinds_of_those_who_take_part_are_not_counted_for_them() -> None:
    found = ask("How many clinics are in Lantern?")
    assert all(item.value != "1" for item in found.answers)
    assert ask("Which kinds of providers take part in Harbor?").status == "answered"


def test_heads_are_counted_by_the_numbers_that_count_them() -> None:
    """What takes part in Harbor is told, and of clinics; a number of clinics is none of hospitals."""
    found = ask("How many hospitals does Harbor have?")
    assert all("clinic" not in item.label for item in found.answers), found.text


def test_of_two_things_the_one_that_is_so_answers() -> None:
    found = ask("Which of Harbor and Reef is mandatory?")
    assert labels(found) <= {"Harbor Bundles Model", "Reef ACO Model"}, found.text
    assert labels(ask("Harbor or Reef: which of the two is mandatory?")) == labels(found)


def test_a_second_thought_asks_nothing_more() -> None:
    first = ask("How much did CREST save?")
    assert ask("How much did CREST save, or was it a net loss?").answers == first.answers
    assert first.answers


def test_a_value_is_not_let_go_for_a_relation_that_holds_its_word() -> None:
    """ "Mandatory for hospitals" says who has to join, and is no other word for taking part."""
    everybody = labels(ask("Which models do hospitals take part in?"))
    bound = labels(ask("Which models are mandatory for hospitals?"))
    assert bound < everybody or bound == everybody & labels(ask("Which models are mandatory?"))


def test_a_state_at_a_time_is_not_told_by_the_state() -> None:
    assert [item.value for item in ask("Did Reef start in 2021?").answers] == ["true"]
    assert ask("Was Harbor announced in 1999?").status == "unanswered"
