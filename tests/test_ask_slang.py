"""Slang: what people type for a relation, a name or a time, on an invented graph and on the corpus that ships.

Of each family some rows were put aside until its rule stood. What comes back is the thing asked about: not the one that
it took over from, nor a portrait, nor one of two numbers.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from asking import ask, labels, proven

import kg
from kg.ask.answers import Answer, answer
from kg.ask.questions.asides import told_of
from kg.ask.questions.frame import normalise
from kg.ask.words.words import Words
from kg.graph import Graph
from kg.store.store import EmbeddedStore

ANSWERED = [
    # what is typed short, and what is said behind a question
    ("nr of participants in Reef pls", {"103"}),
    ("# of participants in Reef", {"103"}),
    ("which models are mandatory - full list", {"Harbor Bundles Model", "Lantern Model"}),
    ("director name pls", {"Lena Ortiz"}),
    # the one that came after, inside another question
    ("When did the one that followed Reef start?", {"2027"}),
    ("We were in Reef. When did the one that came after it launch?", {"2027"}),
    ("Is what replaced Reef mandatory?", {"yes"}),
    ("Does the model that takes over from Reef force anyone to join, or is it optional?", {"mandatory"}),
    # the time of another event
    ("Which director was at the helm when Reef got going?", {"Ines Koch"}),
    ("tide center director at the time Reef was launched", {"Ines Koch"}),
    ("head of the tide center when Reef started", {"Ines Koch"}),
    # whether one may say no
    ("are we stuck with Harbor or can we bail", {"yes"}),
    ("do we have to be in Harbor, or can we pass", {"mandatory"}),
    ("is there a way out of Harbor", {"no"}),
    ("Harbor - compulsory, or can we sit it out?", {"mandatory"}),
    ("which models have no opt-out", {"Harbor Bundles Model", "Lantern Model"}),
    # starting, ending, being cleared for more
    ("When did Reef open its doors?", {"2021"}),
    ("When do they switch off Reef?", {"December 2026"}),
    ("Reef go-live?", {"2021"}),
    ("Which models got the green light for scaling up?", {"Alder Model", "Coastal Recovery Test"}),
    ("how many participants were still left in Reef", {"103"}),
]

UNCLEAR = [
    "what does Lena Ortiz get paid",
    "what does Lena Ortiz make a year",
    "How much did Reef lose in its first performance year?",
    "When did Ines Koch pack up her desk?",
]

SHIPPED = [
    ("What net savings did CMS report for Global and Professional Direct Contracting in 2022?", {"$371.5 million"}),
    ("What losses did RAND report for MA VBID in 2021", {"\u2212$2.3 billion"}),
    ("who's at the helm of CMMI when TEAM kicked off", {"Abe Sutton"}),
    ("we were in OCM. when did the one that came after it launch", {"July 1, 2023"}),
    ("did the model before EOM save money", {"no"}),
    ("did CPC+ pay for itself in the end", {"no"}),
    ("MA VBID - in which year did it bleed more, 2021 or 2022", {"2021"}),
    ("how many hospitals remained in the hip & knee bundle in early 2018", {"about 465"}),
    ("iota go-live, the real one not the one first pencilled in", {"July 1, 2025"}),
    ("which years does TEAM cover", {"January 1, 2026", "December 31, 2030"}),
    ("what were the center's net savings from 2011 to 2020", {"−$5.4 billion"}),
    ("what did the budget office say the center lost between 2011 and 2020", {"−$5.4 billion"}),
    ("when did gilfillan pack up his desk", {"June 2013"}),
    ("who does CMMI answer to", {"Centers for Medicare & Medicaid Services"}),
]

HEAD = """
@prefix kg: <https://w3id.org/regulatory-kg/core#> .
@prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/regulatory-kg/document/notes> a kg:Document ; dcterms:title "Notes" ; dcterms:issued "2038-05-01"^^xsd:date .
id:loft a kg:Organization ; rdfs:label "Wharf Loft Office" . id:kite a cmmi:Model ; rdfs:label "Eastern Kite Landing Model" .
id:orme a kg:Person ; rdfs:label "Idris Orme" . id:sable a kg:Person ; rdfs:label "Jory Sable" . id:teal a kg:Person ; rdfs:label "Wren Teal" .
"""
FACTS = [
    ("loft", "cmmi:modelsLaunched", '"23"^^xsd:integer', "launched 23 models", "", "", 1),
    ("loft", "cmmi:modelsEvaluated", '"17"^^xsd:integer', "evaluated 17 models", "", "", 1),
    ("kite", "kg:startedOn", '"2034-10-01"^^xsd:date', "began on October 1, 2034", "", "", 1),
    ("kite", "kg:participation", "kg:Mandatory", "is mandatory", "", "", 1),
    (
        "loft",
        "kg:director",
        "id:orme",
        "acting director since September 2033",
        'kg:role "acting director" ; kg:validFrom "2033-09"^^xsd:gYearMonth',
        "",
        0,
    ),
    ("loft", "kg:director", "id:sable", "Jory Sable, director of the office", 'kg:role "director"', "", 0),
    (
        "loft",
        "kg:director",
        "id:teal",
        "director since January 2037",
        'kg:role "director" ; kg:validFrom "2037-01"^^xsd:gYearMonth',
        "",
        1,
    ),
    (
        "loft",
        "kg:administrator",
        "id:orme",
        "has been administrator since 2030",
        'kg:role "administrator" ; kg:validFrom "2030"^^xsd:gYear',
        "",
        0,
    ),
    (
        "loft",
        "kg:administrator",
        "id:sable",
        "Jory Sable, administrator, in March 2035",
        'kg:role "administrator" ; kg:asOf "2035-03"^^xsd:gYearMonth',
        "",
        1,
    ),
]


@lru_cache(maxsize=1)
def graph() -> tuple[EmbeddedStore, Words]:
    """A graph of an office, its counts, its three directors and a test of four words."""
    return proven(HEAD, FACTS, "notes")


def of_the_loft(question: str) -> Answer:
    """The answer from that graph."""
    store, words = graph()
    return answer(question, words, store)


@pytest.fixture(scope="module")
def shipped(shipped_store: Path) -> Graph:
    """The graph of the corpus that ships."""
    return kg.open(str(shipped_store))


@pytest.mark.parametrize(("question", "expected"), ANSWERED)
def test_an_idiom_is_answered_as_what_it_means(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert labels(found) == expected, found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize("question", UNCLEAR)
def test_what_is_not_told_gets_no_portrait_and_no_other_number(question: str) -> None:
    assert ask(question).status == "unanswered", ask(question).text


@pytest.mark.parametrize(("question", "expected"), SHIPPED)
def test_idioms_of_the_shipped_corpus(question: str, expected: set[str], shipped: Graph) -> None:
    found = shipped.ask(question)
    assert expected <= labels(found), (labels(found), found.text)


@pytest.mark.parametrize(
    "question",
    [
        "How many more models did the Wharf Loft Office launch than it evaluated?",
        "How many more models did the office launch than evaluate?",
        "how many fewer models did the office evaluate than it launched",
    ],
)
def test_more_of_one_deed_than_of_another_is_the_difference_of_both(question: str) -> None:
    found = of_the_loft(question)
    assert [item.value for item in found.answers] == ["6"], found.text
    assert len(found.answers[0].statements) == 2


def test_whoever_stands_in_may_have_made_way_for_one_whose_days_are_untold() -> None:
    assert labels(of_the_loft("Who was director of the Wharf Loft Office in September 2033?")) == {"Idris Orme"}
    assert labels(of_the_loft("Who was director of the Wharf Loft Office in March 2037?")) == {"Wren Teal"}
    assert of_the_loft("Who was director of the Wharf Loft Office when Kite Landing began?").status == "unanswered"


def test_whoever_has_no_end_told_may_be_gone_once_another_was_seen_in_the_post() -> None:
    assert labels(of_the_loft("Who was administrator of the Wharf Loft Office in 2033?")) == {"Idris Orme"}
    assert of_the_loft("Who was administrator of the Wharf Loft Office in June 2036?").status == "unanswered"


@pytest.mark.parametrize("name", ["Kite Landing", "Landing", "Eastern Kite"])
def test_a_word_inside_a_name_stands_for_the_one_test_that_has_it(name: str) -> None:
    found = of_the_loft(f"Is {name} mandatory?")
    assert labels(found) == {"yes"}, found.text
    assert "Eastern Kite Landing Model" in found.understood


def test_it_is_put_wherever_it_stands() -> None:
    assert told_of("when did what came after it end", "Harbor") == "when did what came after Harbor end"


def test_what_is_said_behind_a_question_asks_nothing() -> None:
    assert normalise("Which tests ended in 2031? Names please") == "Which tests ended in 2031?"
    assert normalise("which tests are over - list them all") == "which tests are over?"
    assert normalise("w/o Reef, how many tests thru 2031") == "without Reef, how many tests through 2031"
