"""Questions in everyday English: each family of wordings answered, or said not to be understood, never half read.

On an invented graph. Of each family the first half was looked at while its rule was written, and the second half was
put aside until the rule stood.
"""

from __future__ import annotations

import pytest
from asking import ask, labels

from kg.ask.questions.asides import without_setting
from kg.ask.questions.everyday import everyday, other_ways
from kg.ask.words.english import tables

ANSWERED = {
    "what one is bound to": [
        ("Is Harbor mandatory for my clinic or can we sit it out?", {"mandatory"}),
        ("Is Harbor compulsory, or may we say no?", {"mandatory"}),
        ("Is anybody forced into Harbor, or can a clinic say no thanks?", {"mandatory"}),
        ("Are clinics dragged into Harbor, or is it their own choice?", {"mandatory"}),
        ("by what date do our clinics have to be ready for Lantern?", {"2027"}),
        ("what models are forced on hospitals", {"Harbor Bundles Model"}),
        ("Is there any model for surgeons that we could look at?", {"Lantern Model"}),
        ("Can hospitals say no to Harbor?", {"no"}),
        ("are hospitals free to stay out of Harbor", {"no"}),
    ],
    "is it true that": [
        ("Is it true Lena Ortiz runs the Tide Center?", {"yes"}),
        ("isn't it true that Harbor is mandatory?", {"yes"}),
        ("Was it really the case that Ines Koch ran the Tide Center?", {"yes"}),
        # put aside
        ("Is it correct that Paul Vane heads the Tide Center?", {"no"}),
        ("Is it right Reef started in 2021?", {"yes"}),
        ("Is it the case that Lantern will be mandatory?", {"yes"}),
    ],
    "who is in charge": [
        ("Who is the boss of the Tide Center?", {"Lena Ortiz"}),
        ("Who calls the shots at the Tide Center these days?", {"Lena Ortiz"}),
        ("who is at the helm of the Tide Center nowadays?", {"Lena Ortiz"}),
        # put aside
        ("who's in charge at the Tide Center at this point?", {"Lena Ortiz"}),
        ("Who is the Tide Center run by?", {"Lena Ortiz"}),
        ("Who was at the top of the Tide Center in 2020?", {"Ines Koch"}),
    ],
    "how long somebody stayed": [
        ("How long did Ines Koch stay as director?", {"2019"}),
        ("For how long did Ines Koch work as director?", {"2019"}),
        # put aside
        ("How long did Ines Koch remain as the director?", {"2019"}),
        ("How long did Ines Koch serve as director?", {"2019"}),
    ],
    "start and stop": [
        ("When did Reef kick off?", {"2021"}),
        ("When did Harbor get under way?", {"January 1, 2026"}),
        # put aside
        ("When did CREST go live?", {"July 2024"}),
        ("Which models got going in 2024?", {"Coastal Recovery Test"}),
    ],
    "anything for": [
        ("Is there something for hospitals?", {"Harbor Bundles Model"}),
        ("Are there any models for harbor surgeons?", {"Lantern Model"}),
        # put aside
        ("Is there anything out there for hospitals?", {"Harbor Bundles Model"}),
        ("Are there any programs aimed at hospitals?", {"Harbor Bundles Model"}),
    ],
    "groups joined": [
        ("How many groups joined Harbor?", {"more than 700"}),
        ("How many organizations take part in Harbor?", {"more than 700"}),
        # put aside
        ("How many outfits signed up for Harbor?", {"more than 700"}),
        ("How many entities are in Harbor?", {"more than 700"}),
    ],
    "two questions in one": [
        ("When did Reef start and when did it end?", {"2021", "December 2026"}),
        ("When was Ines Koch made director, and who came after her?", {"2019", "Lena Ortiz"}),
        ("Who was director in 2020 and who came after her?", {"Ines Koch", "Lena Ortiz"}),
        ("Reef start and end dates", {"2021", "December 2026"}),
        # put aside
        ("When did Reef begin and finish?", {"2021", "December 2026"}),
        ("What are the start and finish dates of Reef?", {"2021", "December 2026"}),
        ("Which model is about knee surgery, and when did it start?", {"Harbor Bundles Model", "January 1, 2026"}),
        ("Is Reef still running and until when?", {"December 2026"}),
    ],
    "other words for models, counted": [
        ("How many pilots has the Tide Center launched?", {"49", "more than 50"}),
        # put aside
        ("number of schemes the tide center has launched", {"49", "more than 50"}),
        ("How many tests did the Tide Center launch in all?", {"49", "more than 50"}),
    ],
    "who came before": [
        ("Who had the job before Lena Ortiz?", {"Ines Koch"}),
        # put aside
        ("who held that post before Lena Ortiz", {"Ines Koch"}),
        ("who held the job after Ines Koch?", {"Lena Ortiz"}),
    ],
    "a setting": [
        ("We do hip surgery. Is Harbor mandatory for us?", {"yes"}),
        ("Our clinic is small - when did Reef start?", {"2021"}),
        ("I'm a surgeon, so do I have to take part in Harbor?", {"yes"}),
        # put aside
        ("As a hospital, when will Lantern start?", {"2027"}),
        ("My sister works at sea; when did CREST start?", {"July 2024"}),
        ("Is Harbor mandatory? I have read both.", {"yes"}),
    ],
    "described": [
        ("When did the harbor bundles start?", {"January 1, 2026"}),
        ("What happened to the coastal recovery?", {"certified for expansion"}),
        # put aside
        ("Is the harbor bundles mandatory?", {"yes"}),
    ],
    "what happened to": [
        ("What happened to CREST?", {"certified for expansion"}),
        ("What became of Reef?", {"December 2026", "Lantern Model"}),
        ("What happened to Lantern?", {"2027"}),
        # put aside
        ("whatever happened to the Alder Model", {"certified for expansion"}),
        ("What has become of Harbor?", {"January 1, 2026"}),
    ],
    "ahead": [
        ("What models are coming in 2027?", {"Lantern Model"}),
        ("Which models are on the way?", {"Lantern Model"}),
        # put aside
        ("Which models are in the pipeline for 2027?", {"Lantern Model"}),
    ],
    "launched by": [
        ("What has the Tide Center launched in 2024?", {"Coastal Recovery Test"}),
        # put aside
        ("Which models has the center started in 2021?", {"Reef ACO Model"}),
    ],
    "forecasts": [
        ("forecasts by the Budget Bureau", {"$34 billion"}),
        # put aside
        ("Budget Bureau projections", {"$34 billion"}),
    ],
}

REFUSED = [
    # A reading that leaves a word out, or guesses, is no silence of the sources.
    ("obligations through 2016 Budget Bureau", "not-understood"),
    ("Budget Bureau forecasts for 2011-2013", "not-understood"),
    ("When was the Tide Center axed?", "not-understood"),
    ("Which models did the Sea Office kill in 2023?", "not-understood"),
    ("Are clinics left out of Harbor?", "not-understood"),
    ("How many clinics dropped out of Harbor?", "not-understood"),
    ("How many hospitals pulled out of CREST?", "not-understood"),
    ("Did Harbor launch 37 models?", "not-understood"),
    # Whole readings, of which the sources say nothing.
    ("When did Lantern end?", "no-data"),
    ("What is the application deadline of Harbor?", "no-data"),
    # Those whom the sources happen to name are no staff, and a kind is none of those who are asked for.
    ("How many people work at the Tide Center?", "no-data"),
    ("How many people are with the Tide Center?", "no-data"),
    ("Which hospitals take part in Harbor?", "no-data"),
    ("Which hospitals are in Harbor?", "no-data"),
]

WITHOUT_SETTING = [
    ("We do hip surgery. Is Harbor mandatory for us?", "Is Harbor mandatory", "We do hip surgery"),
    ("Our agency is in Ohio - is Harbor mandatory?", "is Harbor mandatory?", "Our agency is in Ohio"),
    ("Is Harbor voluntary? I've read both.", "Is Harbor voluntary?", "I've read both"),
    # "It" may be what the setting names.
    ("We were in Harbor. What replaced it?", "We were in Harbor. What replaced it?", ""),
    ("Is Harbor mandatory?", "Is Harbor mandatory?", ""),
    ("Which of our models ended?", "Which of our models ended?", ""),
]

PAIRS = [(question, expected) for family in ANSWERED.values() for question, expected in family]


@pytest.mark.parametrize(("question", "expected"), PAIRS)
def test_an_everyday_wording_is_answered(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert expected <= labels(found), found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_silence_is_claimed_only_of_a_whole_reading(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason), found.text


@pytest.mark.parametrize(("said", "question", "own"), WITHOUT_SETTING)
def test_a_setting_is_left_aside_and_told(said: str, question: str, own: str) -> None:
    assert without_setting(said) == (question, own)


def test_what_was_left_aside_or_read_otherwise_is_told() -> None:
    assert "leaving aside “We do hip surgery”" in ask("We do hip surgery. Is Harbor mandatory?").understood
    assert "reading “nowadays” as “now”" in ask("who is at the helm of the Tide Center nowadays?").understood
    assert "reading “bundles model” as Harbor Bundles Model" in ask("Is the bundles model mandatory?").understood


def test_who_is_counted_is_not_who_is_named() -> None:
    found = ask("How many people work at the Tide Center?")
    assert "they name Lena Ortiz" in found.text
    assert [item.label for item in found.known] == ["Lena Ortiz"]


def test_every_everyday_pattern_compiles_and_changes_what_it_meets() -> None:
    assert tables()["everyday"]["patterns"]
    assert everyday("Which models ended in 2016?") == "Which models ended in 2016?"
    assert other_ways("Which models ended in 2016?") == []
