"""Questions over statements: who, when, what, how many, yes or no, and honest reasons why not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import ask, labels, statements

from kg.ask.answers import Citation, answer

ANSWERED = [
    ("Who leads the Tide Center?", {"Lena Ortiz"}),
    ("who is the director of the tide center", {"Lena Ortiz"}),
    ("tide center director", {"Lena Ortiz"}),
    ("WHO LEADS THE TIDE CENTER?", {"Lena Ortiz"}),
    ("Whoo leads teh tide centre", {"Lena Ortiz"}),
    ("Who were its earlier directors?", {"Paul Vane", "Ines Koch"}),
    ("Who led the Tide Center before Lena Ortiz?", {"Paul Vane", "Ines Koch"}),
    ("Who was director in 2020?", {"Ines Koch"}),
    ("Which law created it, and when?", {"Sea Care Act", "2010"}),
    ("Which tests got as far as certification?", {"Coastal Recovery Test", "Alder Model"}),
    ("Which models were certified for expansion?", {"Coastal Recovery Test", "Alder Model"}),
    ("Which models are mandatory?", {"Harbor Bundles Model", "Lantern Model"}),
    ("Which mandatory models started in 2026?", {"Harbor Bundles Model"}),
    ("Which models started in 2024?", {"Coastal Recovery Test"}),
    ("Which models started after 2020?", {"Reef ACO Model", "Coastal Recovery Test", "Harbor Bundles Model"}),
    ("When does Lantern start?", {"2027"}),
    ("lantern start date", {"2027"}),
    ("When did the habor bundles model start?", {"January 1, 2026"}),
    ("When did CREST and Reef start?", {"July 2024", "2021"}),
    ("What comes after the Reef ACO Model?", {"Lantern Model"}),
    ("What replaced Reef?", {"Lantern Model"}),
    ("What did Lantern replace?", {"Reef ACO Model"}),
    ("How long is CREST?", {"10 years"}),
    ("Which model saved the most?", {"Coastal Recovery Test"}),
    ("Which model had the most participants?", {"Harbor Bundles Model"}),
    ("How much did Alder save?", {"$57 million"}),
    ("How many models were certified?", {"2"}),
    ("Who participates in Harbor?", {"hospitals"}),
    ("What is the mission of the Tide Center?", {"test new ways to pay for care at sea"}),
    ("Under which authority is Harbor run?", {"Sea Care Act"}),
    ("Start date and participation of Harbor", {"January 1, 2026", "mandatory"}),
    ("Who says that the harbor plan models lost money?", {"Lena Ortiz"}),
    ("Which documents mention Alder?", {"Audit report on tide models", "Brief on the Tide Center"}),
    ("How many documents mention Alder?", {"2"}),
    ("Where does it say that CREST is voluntary?", {"Coast Desk"}),
    ("What does the audit report say about Alder?", {"$57 million", "certified for expansion"}),
    ("What did harbor plan models lose, and who says so?", {"−$2.1 billion", "Lena Ortiz"}),
    ("Is the Harbor Model mandatory, and since when?", {"yes", "January 1, 2026"}),
    ("How much did the Budget Bureau expect the center to save from 2017 to 2026, and is that a fact?", {"$34 billion", "no"}),
]  # fmt: skip

TRUTH = [
    ("Is the Harbor Model mandatory?", "true"),
    ("Is CREST mandatory?", "false"),
    ("is crest voluntary", "true"),
    ("Was Reef certified?", "false"),
    ("Was Alder certified?", "true"),
    ("Did the Harbor Model start in 2026?", "true"),
    ("Did the Harbor Model start in 2025?", "false"),
    ("Is Paul Vane the director of the Tide Center?", "false"),
    ("Is Lena Ortiz the director of the Tide Center?", "true"),
    ("Is TIC part of the Sea Office?", "true"),
    ("Did the center save $34 billion?", "false"),
    ("Is Alder a model?", "true"),
]

REFUSED = [
    ("Who directs the Harbor Lights Board?", "unknown-entity"),
    ("How many Lantern practices are there?", "no-data"),
    ("Did Lantern launch?", "no-data"),
    ("Was Lantern certified?", "no-data"),
    ("Which models are for rural clinics?", "no-data"),
    ("Which hospitals sued the Tide Center?", "not-understood"),
    ("Why was CREST voluntary?", "no-data"),
    ("Why is CREST mandatory?", "false-premise"),
    ("When did CREST become mandatory?", "false-premise"),
    ("When was Reef certified?", "false-premise"),
    ("What's the weather today?", "out-of-scope"),
    ("Who is the mayor of Zanzibar?", "out-of-scope"),
]

CONFLICTING = [
    ("How many models has it launched?", {"49", "more than 50"}),
    ("How many people does the Sea Office cover?", {"more than 100,000", "more than 160,000"}),
    ("Which sources disagree about the number of models launched?", {"49", "more than 50"}),
]


@pytest.mark.parametrize(("question", "expected"), ANSWERED, ids=[q for q, _ in ANSWERED])
def test_what_the_sources_say_is_answered(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert (found.status, labels(found)) == ("answered", expected), found.text
    assert all(item.citations and item.statements for item in found.answers)
    assert found.understood


@pytest.mark.parametrize(("question", "expected"), TRUTH, ids=[q for q, _ in TRUTH])
def test_yes_and_no_stand_on_evidence(question: str, expected: str) -> None:
    found = ask(question)
    assert [item.value for item in found.answers] == [expected], found.text
    assert found.answers[0].datatype == "http://www.w3.org/2001/XMLSchema#boolean"
    assert found.answers[0].citations


@pytest.mark.parametrize(("question", "reason"), REFUSED, ids=[q for q, _ in REFUSED])
def test_silence_is_named_and_not_filled(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason, found.answers) == ("unanswered", reason, ()), found.text
    assert 0 < len(found.suggestions) <= 3


@pytest.mark.parametrize(("question", "sides"), CONFLICTING, ids=[q for q, _ in CONFLICTING])
def test_every_side_of_a_disagreement_is_shown(question: str, sides: set[str]) -> None:
    found = ask(question)
    assert (found.status, labels(found)) == ("conflicting", sides)
    assert len({c.document for item in found.answers for c in item.citations}) == 2


def test_suggestions_are_questions_that_have_answers() -> None:
    for suggestion in ask("Who directs the Harbor Lights Board?").suggestions:
        assert ask(suggestion).status != "unanswered", suggestion


def test_a_plan_is_known_and_not_taken_for_the_event() -> None:
    found = ask("Did Lantern launch?")
    assert [item.value for item in found.known] == ["2027"]
    assert "planned" in found.text


def test_a_forecast_is_called_one() -> None:
    found = ask("How much did the Budget Bureau expect the center to save?")
    assert "forecast by Budget Bureau" in found.text
    assert dict(found.answers[0].qualifiers)["modality"] == "projection"


def test_who_decides_each_criterion() -> None:
    found = ask("What must a model show before it can be expanded, and who decides each part?")
    assert {"Secretary of the Sea", "Head Actuary of the Sea Office"} <= labels(found)
    assert len(labels(found)) == 5


def test_a_near_name_is_offered_and_not_assumed() -> None:
    found = ask("When did the Lanterm Modul start?")
    assert found.status == "unanswered"
    assert "Lantern Model" in found.text


def test_as_of_a_day_the_holder_of_that_day_is_meant() -> None:
    assert labels(ask("Who is the director of the Tide Center?", as_of="2020-06-01")) == {"Ines Koch"}


def test_it_means_what_was_asked_about_before() -> None:
    topics = ask("When did CREST start?").topics
    assert labels(ask("Is it mandatory?", topics=topics)) == {"no"}


def test_citations_are_quotes_with_their_place() -> None:
    cited = ask("Who leads the Tide Center?").answers[0].citations[0]
    assert cited.quote == "The Tide Center is led by Lena Ortiz."
    assert cited.title == "Brief on the Tide Center"
    assert cited.end is not None
    assert cited.start is not None
    assert cited.end - cited.start == len(cited.quote)


@pytest.mark.parametrize("question", [q for q, _ in ANSWERED[:30]])
def test_the_query_shown_gives_what_was_answered(question: str) -> None:
    found = ask(question)
    assert found.sparql is not None
    assert "GRAPH" not in found.sparql
    store, _ = statements()
    if " and when" in question or question.startswith("Start date") or "CREST and" in question:
        return
    rows = store.engine.query(found.sparql, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    values = {row[0].value for row in rows}
    assert values == {item.value for item in found.answers} or len(found.answers) == 1, found.sparql


def test_an_answer_has_the_published_shape() -> None:
    schema = Path(__file__).resolve().parents[2] / "shared" / "design" / "ask.schema.json"
    if not schema.exists():
        pytest.skip("../shared, which holds the published schema, is not here")
    import jsonschema

    shape = json.loads(schema.read_text(encoding="utf-8"))
    for question in [q for q, _ in (*ANSWERED, *TRUTH, *REFUSED, *CONFLICTING)]:
        jsonschema.validate(ask(question).to_json(), shape)


def test_refusals_bring_the_closest_passages() -> None:
    store, words = statements()
    near = Citation("https://example.org/d", "d.txt", None, None, "Some words.", 0, 11)
    found = answer("How many Lantern practices are there?", words, store, passages=lambda _: [replace(near, start=n) for n in range(9)], release="r1")
    assert len(found.passages) == 5
    assert found.to_json()["release"] == "r1"
    assert answer("Who leads the Tide Center?", words, store, passages=lambda _: [near]).passages == ()


def test_a_criterion_is_told_by_its_words() -> None:
    given = ask("Which criterion does the chief actuary decide?")
    assert "would reduce net program spending" in labels(given)
    assert "second criterion (“would reduce net program spending”)" in given.text
