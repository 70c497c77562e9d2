"""Families that people ask in: coarse times, comparisons, spans, differences, subjects, kin, doers, provisions.

On an invented graph, and where that is too small on the corpus that ships.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import ask, labels

import kg
from kg.ask.questions.coarse import exact_times
from kg.graph import Graph

COARSE = [
    ("started in late 2018", "started between September 2018 and December 2018"),
    ("started in early 2019", "started between January 2019 and April 2019"),
    ("ended in mid-2020", "ended between May 2020 and August 2020"),
    ("ended in the first half of 2025", "ended between January 2025 and June 2025"),
    ("began in q3 2021", "began between July 2021 and September 2021"),
    ("in the 2010s", "between 2010 and 2019"),
    ("since late 2018", "since September 2018"),
    ("before the second half of 2021", "before July 2021"),
    ("ended last year", "ended in 2025"),
    ("began this year", "began in 2026"),
    ("will start next year", "will start in 2027"),
    ("in the last two years", "since 2024-11-22"),
    ("from March to June 2021", "from March 2021 to June 2021"),
    ("saved in 2012 and 2013", "saved between 2012 and 2013"),
    # Early for the thing, the last year of the thing: no stretch of the calendar.
    ("terminated early in 2023", "terminated early in 2023"),
    ("in the last year of the model", "in the last year of the model"),
    ("in its last year", "in its last year"),
]

ANSWERED = [
    ("Which models started in mid 2024?", {"Coastal Recovery Test"}),
    ("Which models started in the second half of 2024?", {"Coastal Recovery Test"}),
    ("Which models started in the 2020s?", {"Reef ACO Model", "Coastal Recovery Test", "Harbor Bundles Model"}),
    ("Which models began this year?", {"Harbor Bundles Model"}),
    ("Which models will start next year?", {"Lantern Model"}),
    ("Which models haven't started yet?", {"Lantern Model"}),
    ("Who was director of the Tide Center in early 2020?", {"Ines Koch"}),
    ("Which is newer, Reef or Harbor?", {"Harbor Bundles Model"}),
    ("Which of Reef and CREST started first?", {"Reef ACO Model"}),
    ("Is Harbor older than CREST?", {"no"}),
    ("Which saved more, Alder or CREST?", {"Coastal Recovery Test"}),
    ("How much more did CREST save than Alder?", {"$63 million"}),
    ("Did CREST save more than Alder?", {"yes"}),
    ("Who served longest as director of the Tide Center?", {"Ines Koch"}),
    ("knee surgery models", {"Harbor Bundles Model"}),
    ("Which models are about knees?", {"Harbor Bundles Model"}),
]

REFUSED = [
    ("Did Harbor start on time?", "no-data"),
    ("Did Reef and Harbor start on the same day?", "not-understood"),
    ("What share of models saved money?", "not-understood"),
    ("Which models ran in every state?", "not-understood"),
    ("Which model has no successor?", "not-understood"),
    ("How many more participants does Harbor have than Reef?", "no-data"),
    ("Which lasted longer, Reef or Alder?", "no-data"),
    ("Is the Tide Center mandatory?", "no-data"),
]

SHIPPED = [
    ("Which lasted longer, ET3 or the Oncology Care Model?", {"Oncology Care Model"}),
    ("Did the Oncology Care Model last longer than ET3?", {"yes"}),
    ("How long did ET3 run?", {"3 years"}),
    ("How many more participants did BPCI Advanced have in August 2022 than in February 2023?", {"1,470"}),
    ("Did MA VBID lose more in 2021 than in 2022?", {"yes"}),
    ("which kidney care models have ended", {"Comprehensive ESRD Care Model", "ESRD Treatment Choices Model"}),
    ("Which ACO models ended in 2016?", {"Pioneer ACO Model"}),
    ("When did Emergency Triage, Treat, and Transport Model start?", {"January 1, 2021"}),
    ("Which states are in both WISeR and the Home Health Value-Based Purchasing Model?", {"Arizona", "Washington"}),
    ("Is the successor of the Home Health Value-Based Purchasing Model voluntary?", {"no"}),
    ("Who was HHS Secretary in August 2017?", {"Tom Price"}),
    ("Who decides the third criterion?", {"Secretary of Health and Human Services"}),
    ("what did the center launch in January 2012", {"Pioneer ACO Model"}),
    ("When did CMS end Primary Care First?", {"December 31, 2025"}),
    ("Which models were terminated early in 2023?", {"Part D Senior Savings Model"}),
    ("Was IOTA first proposed to start on January 1, 2025?", {"yes"}),
    ("When was the Affordable Care Act enacted?", {"March 23, 2010"}),
    ("According to whom did MA VBID lose money in 2022?", {"RAND Corporation"}),
    ("how much did CBO project in July 2015", {"$27 billion"}),
    ("which section lets the Secretary waive requirements?", {"Section 1115A of the Social Security Act"}),
    ("how many people enrolled in MDPP", {"about 9,000"}),
    ("What became of the $2 drug list?", {"withdrawn"}),
    ("who filled in between Boehler and Brad Smith", {"Amy Bassano"}),
    ("Which states joined AHEAD?", {"Maryland", "Vermont"}),
    ("We do kidney transplants. Are we required to join IOTA?", {"yes"}),
    ("Is the kidney transplant model mandatory?", {"yes"}),
    ("TEAM start and end dates", {"January 1, 2026", "December 31, 2030"}),
    ("In which states was the original home health value based purchasing test?", {"Arizona", "Florida", "Iowa"}),
    ("Which model replaced BPCI Advanced, and is it mandatory?", {"Transforming Episode Accountability Model", "yes"}),
    ("where is section 1115A of the social security act codified?", {"42 U.S.C. 1315a"}),
    ("42 CFR part 510 is about which model", {"Comprehensive Care for Joint Replacement Model"}),
    ("which part of the CFR covers the Most Favored Nation Model?", {"42 CFR part 513"}),
    ("which subsection requires an evaluation of every model", {"42 U.S.C. 1315a(b)(4)"}),
    ("when did the notice that established WISeR take effect", {"January 1, 2026"}),
    ("Is GENEROUS a Medicare or a Medicaid thing?", {"Medicaid"}),
    (
        "model about GLP-1 weight loss drugs",
        {"Better Approaches to Lifestyle and Nutrition for Comprehensive Health Model"},
    ),
    ("what illness does GUIDE focus on?", {"dementia"}),
    ("Did Primary Care First end before it was due?", {"yes"}),
    ("is ETC optional for dialysis facilities?", {"no"}),
    ("what was there before the kidney model KCC", {"Comprehensive ESRD Care Model"}),
    (
        "whose sign-off is needed before expanding a model that it cuts net program spending",
        {"Chief Actuary of the Centers for Medicare & Medicaid Services"},
    ),
]

SHIPPED_REFUSED = [
    "which rule rescinded the Most Favored Nation Model",
    "which document terminated ETC",
    "How many people work at the Innovation Center?",
    "Which hospitals joined TEAM?",
    "How many practices dropped out of Primary Care First?",
    "Is the Oncology model still open and when does it finish?",
    "What was the original start date of ET3?",
    "which models are not authorized by section 1115A",
    "does a tested model have to be budget neutral at first?",
    "has LEAD started yet",
    "which had more participants in February 2023, KCC or ACO REACH?",
    "which source gives 741 hospitals for TEAM",
    "how many ACOs were in Pioneer at the end",
    "which law ended the ETC model",
    "which federal register document terminated the ESRD Treatment Choices Model?",
    "can patients opt out of TEAM",
    "how long did the Most Favored Nation Model run",
    "when was Mehmet Oz removed as director of CMMI",
]


@pytest.fixture(scope="module")
def shipped(shipped_store: Path) -> Graph:
    """The graph of the corpus that ships."""
    return kg.open(str(shipped_store))


@pytest.mark.parametrize(("said", "meant"), COARSE)
def test_a_coarse_time_is_an_exact_stretch(said: str, meant: str) -> None:
    assert exact_times(said, "2026-11-22")[0] == meant


def test_a_relative_year_needs_a_graph_with_a_day() -> None:
    assert exact_times("ended last year", "9999-12-31")[0] == "ended last year"


@pytest.mark.parametrize(("question", "expected"), ANSWERED)
def test_what_people_ask_is_answered(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert labels(found) == expected, found.text


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_what_is_not_understood_or_not_said_is_refused(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason), found.text


@pytest.mark.parametrize(("question", "expected"), SHIPPED)
def test_what_people_ask_of_the_shipped_corpus(question: str, expected: set[str], shipped: Graph) -> None:
    found = shipped.ask(question)
    assert labels(found) == expected or expected < labels(found), found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize("question", SHIPPED_REFUSED)
def test_the_shipped_corpus_is_not_made_to_say_it(question: str, shipped: Graph) -> None:
    found = shipped.ask(question)
    assert found.status == "unanswered", found.text


def test_what_no_source_of_a_regulator_tells_is_outside(shipped: Graph) -> None:
    assert shipped.ask("how do I stop my kitchen tap from dripping").reason == "out-of-scope"
    assert shipped.ask("so the kidney thing with the weird letters, who footed the bill?").reason == "not-understood"


def test_counts_of_different_years_are_no_disagreement(shipped: Graph) -> None:
    assert "at different times" in shipped.ask("how many models were ever certified for expansion by the center?").text


def test_a_coarse_time_is_told_as_it_was_read() -> None:
    assert (
        "reading “in late 2024” as between September 2024 and December 2024"
        in ask("Which models started in late 2024?").understood
    )
