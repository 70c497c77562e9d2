"""Questions of more than one condition or part, on a small graph of their own, every name invented."""

from __future__ import annotations

from functools import lru_cache

import pytest
from asking import labels, with_vocabularies

from kg.ask.answers import Answer, answer
from kg.ask.parts.conditions import _cuts, _put
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HEAD = """
@prefix kg: <https://w3id.org/regulatory-kg/core#> .
@prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> .
@prefix doc: <https://w3id.org/regulatory-kg/document/> .
@prefix st: <https://w3id.org/regulatory-kg/statement/> .
@prefix ev: <https://w3id.org/regulatory-kg/evidence/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
doc:birds a kg:Document ; dcterms:title "Birds" ; dcterms:issued "2026-03-01"^^xsd:date ; dcterms:source "birds.txt" .
id:heron a cmmi:Model ; rdfs:label "Heron Model" . id:plover a cmmi:Model ; rdfs:label "Plover Model" .
id:ibis a cmmi:Model ; rdfs:label "Ibis Model" . id:stork a cmmi:Model ; rdfs:label "Stork Model" .
id:finch a cmmi:Model ; rdfs:label "Finch Model" . id:egret a cmmi:Model ; rdfs:label "Egret Model" .
id:seacare a kg:Program ; rdfs:label "Seacare" . id:landcare a kg:Program ; rdfs:label "Landcare" .
id:gannet a cmmi:Model ; rdfs:label "Gannet Model" .
id:field-hospitals a kg:ParticipantType ; rdfs:label "field hospitals in two counties" .
id:hospitals a kg:ParticipantType ; rdfs:label "hospitals" . id:clinics a kg:ParticipantType ; rdfs:label "clinics" .
"""
YEARS = 'kg:unit kg:USD ; kg:validFrom "{0}"^^xsd:gYear ; kg:validUntil "{1}"^^xsd:gYear'
DAY = '"{0}"^^xsd:date'
MONEY = '"{0}"^^xsd:decimal'
FACTS = [
    ("heron", "kg:participation", "kg:Mandatory", ""),
    ("plover", "kg:participation", "kg:Voluntary", ""),
    ("ibis", "kg:participation", "kg:Voluntary", ""),
    ("stork", "kg:participation", "kg:Mandatory", "plan"),
    ("finch", "kg:participation", "kg:Voluntary", ""),
    ("heron", "kg:participantType", "id:hospitals", ""),
    ("plover", "kg:participantType", "id:hospitals", ""),
    ("ibis", "kg:participantType", "id:clinics", ""),
    ("finch", "kg:participantType", "id:clinics", ""),
    ("stork", "kg:participantType", "id:clinics", "plan"),
    ("gannet", "kg:participantType", "id:field-hospitals", ""),
    ("heron", "kg:program", "id:seacare", ""),
    ("plover", "kg:program", "id:seacare", ""),
    ("plover", "kg:program", "id:landcare", ""),
    ("ibis", "kg:program", "id:landcare", ""),
    ("finch", "kg:program", "id:landcare", ""),
    ("heron", "kg:startedOn", DAY.format("2021-01-01"), ""),
    ("plover", "kg:startedOn", DAY.format("2021-07-01"), ""),
    ("ibis", "kg:startedOn", DAY.format("2022-01-01"), ""),
    ("finch", "kg:startedOn", DAY.format("2023-01-01"), ""),
    ("stork", "kg:startedOn", DAY.format("2030-01-01"), "plan"),
    ("heron", "kg:endedOn", DAY.format("2025-12-31"), ""),
    ("plover", "kg:endedOn", DAY.format("2023-12-31"), ""),
    ("heron", "kg:status", "kg:Ended", ""),
    ("plover", "kg:status", "kg:Ended", ""),
    ("ibis", "kg:status", "kg:Active", ""),
    ("finch", "kg:status", "kg:Active", ""),
    ("stork", "kg:status", "kg:Announced", ""),
    ("egret", "kg:status", "kg:Withdrawn", ""),
    ("plover", "kg:successor", "id:ibis", ""),
    ("ibis", "cmmi:netSavings", MONEY.format("12000000"), YEARS.format(2022, 2022)),
    ("ibis", "cmmi:netSavings", MONEY.format("9000000"), YEARS.format(2023, 2023)),
    ("plover", "cmmi:netSavings", MONEY.format("-30000000"), YEARS.format(2021, 2023)),
    ("finch", "cmmi:netSavings", MONEY.format("-5000000"), YEARS.format(2023, 2023)),
    ("heron", "cmmi:netSavings", MONEY.format("20000000"), YEARS.format(2021, 2024)),
]


@lru_cache(maxsize=1)
def birds() -> tuple[EmbeddedStore, Words]:
    """The graph, each statement with a proof of its own."""
    lines = [HEAD]
    for n, (subject, prop, value, more) in enumerate(FACTS):
        at = f"{n * 100},{n * 100 + 20}"
        passage = f"<https://w3id.org/regulatory-kg/document/birds#char={at}>"
        mood = "kg:plan" if more == "plan" else "kg:fact"
        quals = f" ; {more}" if more not in ("", "plan") else ""
        lines.append(
            f"ev:b{n} a kg:Evidence ; oa:hasSource <https://w3id.org/regulatory-kg/document/birds/text> ; "
            f"dcterms:isPartOf {passage} ; oa:hasSelector ev:b{n}p , ev:b{n}q ; kg:confidence 0.9 .\n"
            f"ev:b{n}p a oa:TextPositionSelector ; oa:start {n * 100} ; oa:end {n * 100 + 20} .\n"
            f'ev:b{n}q a oa:TextQuoteSelector ; oa:exact "proof {n} of {subject}" .\n'
            f"{passage} a kg:Passage ; dcterms:isPartOf doc:birds .\n"
            f"st:b{n} a kg:Statement ; rdf:subject id:{subject} ; rdf:predicate {prop} ; rdf:object {value} ; "
            f"kg:modality {mood} ; kg:rank kg:normal{quals} ; prov:wasDerivedFrom ev:b{n} .\n"
            f"id:{subject} {prop} {value} ."
        )
    return with_vocabularies("\n".join(lines))


def ask(question: str) -> Answer:
    """The answer from the graph of birds."""
    store, words = birds()
    return answer(question, words, store)


LISTS = [
    ("Which models are for hospitals?", {"Heron Model", "Plover Model", "Gannet Model"}),
    ("Which voluntary models for clinics are still active?", {"Ibis Model", "Finch Model"}),
    ("Which mandatory models have not started yet?", {"Stork Model"}),
    ("Which mandatory models are still to come?", {"Stork Model"}),
    ("models in Landcare but not in Seacare", {"Ibis Model", "Finch Model"}),
    ("Which models run in Landcare but not Seacare?", {"Ibis Model", "Finch Model"}),
    ("Which of the models that began in 2021 were still running in 2024?", {"Heron Model"}),
    ("Of the models that began in 2021, which were still running in 2024?", {"Heron Model"}),
    ("which of those that began in 2021 were still running in 2024", {"Heron Model"}),
    ("Which Landcare models lost money?", {"Plover Model", "Finch Model"}),
    ("Which voluntary models that lost money have ended?", {"Plover Model"}),
    ("Which models started and ended before 2024?", {"Plover Model"}),
    ("Which programs stopped on December 31, 2025?", {"Heron Model"}),
    ("Which models have ended or are withdrawn?", {"Heron Model", "Plover Model", "Egret Model"}),
    ("Which models are over now?", {"Heron Model", "Plover Model"}),
]

COUNTS = [
    ("Of the models that began in 2021, how many were still running in 2024?", "1"),
    ("How many voluntary models for clinics are there?", "2"),
    ("how many Landcare models lost money", "2"),
]

AMOUNTS = [
    ("What did Ibis save in 2022 and 2023 combined?", "21000000"),
    ("How much did Ibis save altogether in 2022 and 2023?", "21000000"),
    ("total savings of Ibis from 2022 to 2023", "21000000"),
    ("By how much did the savings of Ibis change between 2022 and 2023?", "3000000"),
    ("How much did the savings of Ibis fall from 2022 to 2023?", "3000000"),
    ("How much smaller were Ibis's savings in 2023 than in 2022?", "3000000"),
    ("What was the largest loss among voluntary models?", "-30000000"),
]

PLACED = [
    ("Among voluntary models, which saved the most?", {"Ibis Model"}),
    ("Which voluntary model lost the most?", {"Plover Model"}),
    ("Which of the models that began in 2021 saved the most?", {"Heron Model"}),
    ("Which was the first voluntary model?", {"Plover Model"}),
    ("Did Heron or Plover start first?", {"Heron Model"}),
]

REFUSED = [
    ("Which Seacare models for clinics are mandatory?", "no-data"),
    ("What did Ibis save in 2021, 2022 and 2023 combined?", "no-data"),
    ("By how much did the savings of Ibis rise between 2022 and 2023?", "false-premise"),
    ("What was the largest loss among mandatory models?", "no-data"),
    ("Which rule set up Heron, and when did it take effect?", "no-data"),
]


@pytest.mark.parametrize(("question", "wanted"), LISTS + PLACED)
def test_what_meets_all_conditions_is_listed(question: str, wanted: set[str]) -> None:
    assert labels(ask(question)) == wanted


@pytest.mark.parametrize(("question", "value"), COUNTS + AMOUNTS)
def test_a_number_under_conditions_is_reckoned(question: str, value: str) -> None:
    assert [a.value for a in ask(question).answers] == [value]


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_what_does_not_hold_together_is_refused(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason)


def test_terms_of_a_sum_and_the_loser_are_shown() -> None:
    assert "$12 million in 2022 and $9 million in 2023" in ask("What did Ibis save in 2022 and 2023 combined?").text
    assert "Plover Model started on July 1, 2021" in ask("Which started earlier, Heron or Plover?").text


def test_each_year_has_its_own_figure() -> None:
    assert {a.value for a in ask("How much did Ibis save each year?").answers} == {"12000000", "9000000"}


def test_each_part_is_answered_or_named() -> None:
    found = ask("We were in Plover. When did it end, and what replaced it?")
    assert {a.label for a in found.answers} == {"December 31, 2023", "Ibis Model"}
    found = ask("What replaced Plover, and when did that one start?")
    assert {a.label for a in found.answers} == {"Ibis Model", "January 1, 2022"}
    assert "On “who evaluates it”" in ask("When did Plover end, and who evaluates it?").text


def test_a_list_that_may_lack_some_is_no_answer() -> None:
    found = ask("Which withdrawn models were voluntary?")
    assert found.status == "unanswered"


def test_a_question_is_parted_at_its_joints() -> None:
    assert next(_cuts("that began in 2021 and were mandatory")) == ["began in 2021", "were mandatory"]
    assert _put("models", "still active") == "which models are still active"
    assert _put("models", "began in 2021") == "which models began in 2021"
