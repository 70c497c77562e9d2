"""Questions that set one thing beside another: two days, two speakers, an amount and the one that is told, two names."""

from __future__ import annotations

import pytest
from asking import ask, labels, statements

from kg.ask.naming.definite import settle_definite
from kg.ask.naming.longer import longer_names
from kg.ask.questions.asides import without_setting
from kg.ask.questions.coarse import exact_times
from kg.ask.questions.everyday import everyday

WHETHER = [
    ("Did Reef start before Harbor?", "true"),
    ("did crest launch after harbor did", "false"),
    ("did harbor begin sooner than lantern", "true"),
    # an amount beside the only one that is told
    ("Did CREST save $900 million?", "false"),
    ("Did CREST save $120 million?", "true"),
    ("Did the harbor plan models save $300 million?", "false"),
    ("Do hospitals have to join Harbor or else?", "true"),
    ("Is Ines Koch still the director of the Center?", "false"),
    # put aside
    ("did crest start before reef", "false"),
    ("Is Lena Ortiz still the director of the Center?", "true"),
]

REFUSED = [
    ("did harbor start before the election", "not-understood"),
    ("did harbor start before alder", "no-data"),
    ("Did CREST save $100 million?", "no-data"),
    ("When did Harbor go nationwide?", "no-data"),
    ("Harbor savings: what did Paul Vane say, and what did Ines Koch say?", "no-data"),
    ("What is the exchange rate of the euro?", "out-of-scope"),
    # put aside
    ("Who certified Lantern for expansion?", "no-data"),
]

ANSWERED = [
    ("Can you list the models that had net savings?", {"Alder Model", "Coastal Recovery Test"}),
    ("Which models lowered net spending?", {"Alder Model", "Coastal Recovery Test"}),
    ("Which models are announced but have not started?", set()),
    ("What law does Harbor rest on?", {"Sea Care Act"}),
    ("what models are there for knee surgery", {"Harbor Bundles Model"}),
    ("list directors of the Tide Center since 2019, acting included", {"Ines Koch", "Lena Ortiz"}),
    # put aside
    ("On what law is Harbor based?", {"Sea Care Act"}),
    ("how much did the harbor plan models save, or did they lose money?", {"−$2.1 billion"}),
]

PLAINER = [
    ("Alder: when did it start and when did it stop", "start date and end date of Alder?"),
    ("When did Alder go statewide?", "when was Alder expanded?"),
    ("what statute is behind Alder", "which law authorized Alder?"),
    ("Which chief actuary signed off on expanding Alder?", "by whom was Alder certified for expansion?"),
    # put aside
    ("Do practices have to take part in Alder or else?", "is Alder mandatory?"),
    ("when did Alder go to court", "when did Alder go to court"),
]

BY_NOUN = [
    ("Who runs the Office?", "Who runs the Sea Office?"),
    ("who heads the office's work", "who heads the Sea Office's work"),
    # a name, a noun before another word, a body that is none of the graph's
    ("Who runs the Office of Ferries?", "Who runs the Office of Ferries?"),
    ("what are the office hours", "what are the office hours"),
    ("is the Agency big", "is the Agency big"),
    ("is the Center Street clinic open", "is the Center Street clinic open"),
]


@pytest.mark.parametrize(("question", "value"), WHETHER)
def test_one_thing_is_set_beside_another(question: str, value: str) -> None:
    found = ask(question)
    assert [item.value for item in found.answers] == [value], found.text


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_what_cannot_be_set_beside_another_is_refused(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason), found.text


@pytest.mark.parametrize(("question", "wanted"), ANSWERED)
def test_what_is_asked_in_other_words_is_answered(question: str, wanted: set[str]) -> None:
    found = ask(question)
    assert not wanted or labels(found) == wanted, found.text


@pytest.mark.parametrize(("said", "plain"), PLAINER)
def test_a_plainer_question_is_put(said: str, plain: str) -> None:
    assert everyday(said.rstrip("?")).rstrip("?") == plain.rstrip("?")


@pytest.mark.parametrize(("said", "meant"), BY_NOUN)
def test_a_noun_stands_for_the_only_body_of_its_kind(said: str, meant: str) -> None:
    assert settle_definite(said, statements()[1])[0] == meant


def test_what_waits_has_not_begun() -> None:
    """Lantern is to begin in 2027 and Harbor began: nobody who asks for what is yet to start means Harbor."""
    found = labels(ask("Which models have been announced but have not started yet?"))
    assert "Harbor Bundles Model" not in found
    assert "Reef ACO Model" not in found


def test_a_time_is_read_in_any_spelling() -> None:
    assert exact_times("from 2030 thru 2032", "")[0] == "from 2030 through 2032"


def test_a_second_thought_about_the_sign_takes_no_gain_for_granted() -> None:
    asked = "How much did Alder save from 2027 to 2029, or did it lose money?"
    assert without_setting(asked)[0] == "net savings of Alder from 2027 to 2029"


def test_a_longer_name_is_taken_where_one_alone_ends_so() -> None:
    words = statements()[1]
    assert longer_names("who leads the Tide Center", words) == []
    assert longer_names("who leads the Center", words) == []
