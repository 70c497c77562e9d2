"""Questions by somebody's word and of a time: only that word, and only that time, answers them.

On an invented graph. Of each family the first half was looked at while its rule was written, and the second half was
put aside until the rule stood.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from asking import BASE, proven

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HEAD = """@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix doc: <https://w3id.org/regulatory-kg/document/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
doc:log a kg:Document ; dcterms:title "A log of the Lamp Office" ; dcterms:issued "2031-05-01"^^xsd:date .
id:lamp a kg:Organization ; rdfs:label "Lamp Office" . id:light a kg:Organization ; rdfs:label "Bureau of Light" .
id:assay a kg:Organization ; rdfs:label "Assay Board" . id:gazette a kg:Organization ; rdfs:label "Quay Gazette" .
id:report a kg:Organization ; rdfs:label "2024 report" .
id:lind a kg:Person ; rdfs:label "Mara Lind" . id:frey a kg:Person ; rdfs:label "Otto Frey" .
id:ruiz a kg:Person ; rdfs:label "Ana Ruiz" . id:bell a kg:Person ; rdfs:label "Cy Bell" .
id:dole a kg:Person ; rdfs:label "Ida Dole" . id:act a kg:LegalProvision ; rdfs:label "Lamp Act" .
id:cove a cmmi:Model ; rdfs:label "Total Cost of Oil Model" . id:gull a cmmi:Model ; rdfs:label "Gull Ferry Model" .
id:heron a cmmi:Model ; rdfs:label "Heron Bay Model" . id:tern a cmmi:Model ; rdfs:label "Tern Model" .
"""
NUMBER, MONEY, DAY = '"{}"^^xsd:integer', '"{}"^^xsd:decimal', '"{}"^^xsd:date'
TWENTIES = 'kg:validFrom "2021"^^xsd:gYear ; kg:validUntil "2024"^^xsd:gYear'


def term(begun: str, over: str, role: str) -> str:
    """The qualifiers of a term in a post."""
    end = f'; kg:validUntil "{over}"^^xsd:gYearMonth ' if over else ""
    return f'kg:role "{role}" ; kg:validFrom "{begun}"^^xsd:gYearMonth {end}'


# subject, property, object, quote, qualifiers, when it was said, whether the bare triple stands
FACTS = [
    ("lamp", "cmmi:modelsLaunched", NUMBER.format(37), "37 by the board", "kg:attributedTo id:assay", "2028-03", 0),
    ("lamp", "cmmi:modelsLaunched", NUMBER.format(41), "41 by the board", "kg:attributedTo id:assay", "2030-02", 0),
    ("lamp", "cmmi:modelsLaunched", NUMBER.format(60), "60 by the paper", "kg:attributedTo id:gazette", "2030-05", 0),
    ("lamp", "kg:peopleServed", NUMBER.format(900), "900 served", "kg:attributedTo id:report", "", 0),
    ("lamp", "kg:peopleServed", NUMBER.format(700), "700 served", "kg:attributedTo id:gazette", "", 0),
    (
        "cove",
        "cmmi:netSavings",
        MONEY.format(800),
        "it saved $800",
        f"kg:attributedTo id:assay ; kg:unit kg:USD ; {TWENTIES}",
        "2025-01",
        0,
    ),
    (
        "lamp",
        "cmmi:projectedNetSavings",
        MONEY.format(-500),
        "the office would lose $500",
        f"kg:attributedTo id:gazette ; kg:unit kg:USD ; kg:modality kg:projection ; {TWENTIES}",
        "2022",
        0,
    ),
    ("lamp", "cmmi:modelsCertified", NUMBER.format(2), "two certified", "kg:attributedTo id:assay", "2028", 0),
    ("lamp", "cmmi:modelsCertified", NUMBER.format(4), "four", 'kg:validUntil "2030"^^xsd:gYear', "", 1),
    ("lamp", "kg:director", "id:lind", "Mara Lind", term("2020-05", "2023-06", "director"), "", 0),
    ("lamp", "kg:director", "id:frey", "Otto Frey", term("2023-07", "2023-09", "acting director"), "", 0),
    ("lamp", "kg:director", "id:ruiz", "Ana Ruiz", term("2023-10", "2026-01", "director"), "", 0),
    ("lamp", "kg:director", "id:bell", "Cy Bell", term("2026-02", "", "director"), "", 0),
    ("lamp", "kg:director", "id:dole", "Ida Dole", term("2028-02", "", "director"), "", 1),
    ("lamp", "kg:establishedBy", "id:act", "the act made it", "", "", 1),
    ("act", "kg:enactedOn", DAY.format("2020-03-01"), "enacted", "", "", 1),
    ("light", "kg:secretary", "id:bell", "Cy Bell", 'kg:asOf "2030"^^xsd:gYear', "", 1),
    ("gull", "kg:startedOn", '"2022"^^xsd:gYear', "first planned for 2022", "kg:modality kg:plan", "", 0),
    ("gull", "kg:startedOn", DAY.format("2022-06-01"), "planned for June", "kg:modality kg:plan", "", 0),
    ("gull", "kg:startedOn", DAY.format("2024-01-01"), "it started", "", "", 1),
    ("heron", "kg:endedOn", DAY.format("2025-02-03"), "called off", "", "", 1),
    ("heron", "kg:status", "kg:Withdrawn", "withdrawn", "", "", 1),
    ("tern", "kg:startedOn", DAY.format("2021-02-03"), "it started", "", "", 1),
    ("tern", "kg:endedOn", DAY.format("2025-06-30"), "it ended", "", "", 1),
    ("tern", "kg:participants", NUMBER.format(17), "17 of them", 'kg:pointInTime "2021"^^xsd:gYear', "", 0),
    ("tern", "kg:participants", NUMBER.format(18), "18 began", 'kg:pointInTime "2021"^^xsd:gYear', "", 0),
    ("lamp", "cmmi:mandatoryModelsProposed", NUMBER.format(3), "In 2029 the Lamp Office proposed three", "", "", 0),
]


@lru_cache(maxsize=1)
def graph() -> tuple[EmbeddedStore, Words]:
    """A graph of the facts above, with the vocabularies that ship."""
    return proven(HEAD, FACTS, "log")


def ask(question: str) -> Answer:
    """What the graph above answers."""
    store, words = graph()
    return answer(question, words, store)


ANSWERED = {
    "whose word": [
        ("how many models did the Assay Board say in March 2028 the Lamp Office had launched?", {"37"}),
        ("Quay Gazette may 2030: how many models had the Lamp Office launched", {"60"}),
        ("how many models had the Lamp Office launched, as the Quay Gazette wrote in 2030?", {"60"}),
        ("The 2024 report to Congress: how many people did the Lamp Office serve?", {"900"}),
        ("How much did the Quay Gazette say in 2022 the Lamp Office would lose from 2021 to 2024?", {"-500"}),
        # put aside
        ("Assay Board (2030): how many models had the Lamp Office launched", {"41"}),
        ("In 2028, how many models did the Assay Board find the Lamp Office had launched?", {"37"}),
        ("how many people did the Lamp Office serve, says the Quay Gazette", {"700"}),
        ("What did the Assay Board report the Total Cost of Oil Model saved from 2021 to 2024?", {"800"}),
        ("Assay Board report 2025, Total Cost of Oil Model net savings", {"800"}),
    ],
    "times and terms": [
        ("who filled in as acting director of the Lamp Office after Mara Lind?", {"id/frey"}),
        ("When did Mara Lind quit as director of the Lamp Office?", {"2023-06"}),
        ("When was the Gull Ferry Model first planned to start?", {"2022"}),
        ("which models ended in 2025", {"id/tern"}),
        ("who was the Lamp Office's second director?", {"id/ruiz"}),
        # put aside
        ("Mara Lind left in June 2023, who served as acting director of the Lamp Office after her?", {"id/frey"}),
        ("when did Ana Ruiz's term as director of the Lamp Office end", {"2026-01"}),
        ("who headed the Lamp Office in August 2023?", {"id/frey"}),
        ("who was the third director of the Lamp Office", {"id/bell"}),
        ("who is the light secretary?", {"id/bell"}),
    ],
    "counts": [
        ("How many models has the Lamp Office had certified for expansion?", {"4"}),
        ("How many mandatory models did the Lamp Office propose in 2029?", {"3"}),
        ("Total Cost of Oil Model: net savings, 2021-2024", {"800"}),
    ],
}
PAIRS = [pair for family in ANSWERED.values() for pair in family]
REFUSED = [
    "how many models did the Assay Board say in March 2027 the Lamp Office had launched?",
    "Quay Gazette 2028: how many models had the Lamp Office launched",
    "How much did the Assay Board say in 2022 the Lamp Office would lose from 2021 to 2024?",
    "How many mandatory models did the Lamp Office propose in 2028?",
    "when did the Heron Bay Model end?",
    "how long was Cy Bell director of the Lamp Office?",
    "who was the second secretary of the Bureau of Light?",
]


@pytest.mark.parametrize(("question", "expected"), PAIRS)
def test_only_that_word_of_that_time_answers(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert found.status == "answered", found.text
    assert {item.value.removeprefix(BASE) for item in found.answers} == expected, found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize("question", REFUSED)
def test_another_word_or_time_does_not_answer(question: str) -> None:
    assert ask(question).status == "unanswered", ask(question).text


def test_two_counts_of_one_year_are_shown_as_two_sides() -> None:
    found = ask("How many participants were in the Tern Model to begin with?")
    assert {item.value for item in found.answers} <= {"17", "18"}
    assert ask("How many participants did the Tern Model have in 2021?").status == "conflicting"


def test_whose_word_was_asked_for_is_told() -> None:
    said = ask("Quay Gazette may 2030: how many models had the Lamp Office launched").understood
    assert "according to Quay Gazette in 2030-05" in said
