"""Families of wordings that documents and people use, each in several: what is left over, times, rates, heads, duties."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import lru_cache

import pytest
from asking import BASE, HERE, with_vocabularies

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HEAD = """@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix doc: <https://w3id.org/regulatory-kg/document/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
doc:log a kg:Document ; dcterms:title "A log of the Beacon Office" ; dcterms:issued "2031-05-01"^^xsd:date .
id:beacon a kg:Organization ; rdfs:label "Beacon Office" . id:pier a kg:Organization ; rdfs:label "Pier Agency" .
id:assay a kg:Organization ; rdfs:label "Assay Board" . id:gazette a kg:Organization ; rdfs:label "Quay Gazette" .
id:lind a kg:Person ; rdfs:label "Mara Lind" . id:frey a kg:Person ; rdfs:label "Otto Frey" .
id:ruiz a kg:Person ; rdfs:label "Ana Ruiz" . id:bell a kg:Person ; rdfs:label "Cy Bell" .
id:cove a cmmi:Model ; rdfs:label "Cove Plus Model" ; skos:altLabel "CVE+" .
id:cove0 a cmmi:Model ; rdfs:label "Cove Initiative" ; skos:altLabel "CVE" .
id:first a cmmi:Model ; rdfs:label "Dental Care First Model" ; skos:altLabel "Dental Care First" .
id:gull a cmmi:Model ; rdfs:label "Gull Ferry Model" . id:heron a cmmi:Model ; rdfs:label "Heron Bay Model" .
id:act a kg:LegalProvision ; rdfs:label "Lamp Act" . id:warden a kg:Post ; rdfs:label "Warden of Lamps" ;
  skos:altLabel "the Warden" .
"""
NUMBER, MONEY = '"{}"^^xsd:integer', '"{}"^^xsd:decimal'
# subject, property, object, quote, qualifiers, whether the bare triple stands
FACTS = [
    ("beacon", "kg:director", "id:lind", "Mara Lind directs the Beacon Office.", 'kg:validFrom "2030"^^xsd:gYear', 1),
    ("pier", "kg:administrator", "id:frey", "Otto Frey runs the Pier Agency.", 'kg:asOf "2031"^^xsd:gYear', 1),
    (
        "pier",
        "kg:administrator",
        "id:ruiz",
        "Ana Ruiz ran it in 2027.",
        'kg:asOf "2027-03"^^xsd:gYearMonth , "2029-01"^^xsd:gYearMonth ; kg:ended true',
        0,
    ),
    ("bell", "kg:affiliation", "id:beacon", "Cy Bell is its deputy director.", 'kg:role "deputy director"', 1),
    ("beacon", "cmmi:modelsLaunched", NUMBER.format(12), "launched 12 models in its first decade", "", 1),
    (
        "beacon",
        "cmmi:modelsCertified",
        NUMBER.format(2),
        "certified two models, the Quay Gazette found",
        "kg:attributedTo id:gazette",
        1,
    ),
    ("beacon", "kg:establishedOn", '"2020"^^xsd:gYear', "set up in 2020", "", 1),
    (
        "beacon",
        "kg:appropriation",
        MONEY.format(900),
        "got $900 for 2020 to 2029",
        'kg:validFrom "2020"^^xsd:gYear ; kg:validUntil "2029"^^xsd:gYear',
        0,
    ),
    (
        "beacon",
        "kg:appropriation",
        MONEY.format(700),
        "$700 for each decade from 2030",
        'kg:validFrom "2030"^^xsd:gYear ; kg:per "P10Y"^^xsd:duration',
        0,
    ),
    (
        "gull",
        "cmmi:netSavings",
        MONEY.format(-40),
        "Gull Ferry lost $40 in 2025",
        'kg:validFrom "2025"^^xsd:gYear ; kg:validUntil "2025"^^xsd:gYear',
        0,
    ),
    (
        "gull",
        "cmmi:netSavings",
        MONEY.format(-90),
        "Gull Ferry lost $90 in 2026",
        'kg:validFrom "2026"^^xsd:gYear ; kg:validUntil "2026"^^xsd:gYear',
        0,
    ),
    ("heron", "kg:predecessor", "id:gull", "Heron Bay replaced Gull Ferry", "", 1),
    ("gull", "cmmi:outcome", "cmmi:TerminatedEarly", "Gull Ferry was terminated four years early", "", 1),
    ("first", "cmmi:outcome", "cmmi:TerminatedEarly", "Dental Care First was terminated early", "", 1),
    ("first", "kg:status", "kg:Ended", "Dental Care First has ended", "", 1),
    ("first", "kg:endedOn", '"2034"^^xsd:gYear', "was planned to end in 2034", "kg:modality kg:plan", 0),
    ("first", "kg:endedOn", '"2029"^^xsd:gYear', "will end in 2029", "kg:modality kg:plan", 0),
    ("first", "kg:endedOn", '"2029"^^xsd:gYear', "ended in 2029", "", 1),
    ("first", "kg:participants", NUMBER.format(30), "began with 30 clinics", "", 1),
    ("first", "kg:participants", NUMBER.format(18), "had 18 clinics in 2028", 'kg:pointInTime "2028"^^xsd:gYear', 1),
    ("cove", "kg:participants", NUMBER.format(210), "CVE+ had 210 clinics", "", 1),
    ("cove0", "kg:participants", NUMBER.format(55), "CVE had 55 clinics", "", 1),
    ("heron", "kg:announcedOn", '"2029-11-06"^^xsd:date', "announced on November 6, 2029", "", 1),
    (
        "heron",
        "kg:announcedOn",
        '"2029-11-07"^^xsd:date',
        "announced on November 7, 2029, the Quay Gazette says",
        "kg:attributedTo id:gazette",
        1,
    ),
    ("cove", "kg:startedOn", '"2028"^^xsd:gYear', "CVE+ started in 2028", "", 1),
    ("heron", "kg:status", "kg:Withdrawn", "Heron Bay was withdrawn", "", 1),
    (
        "act",
        "kg:imposesDuty",
        '"consult lighthouse keepers"',
        "the Warden shall consult lighthouse keepers",
        "kg:bearer id:warden ; kg:modality kg:rule",
        0,
    ),
    (
        "act",
        "kg:grantsPower",
        '"waive lamp fees"',
        "the Warden may waive lamp fees",
        'kg:bearer id:warden ; kg:condition "on a nationwide basis" ; kg:modality kg:rule',
        0,
    ),
]
WIDE = [
    ("beacon", "cmmi:projectedNetSavings", 500, "projection", "false"),
    ("beacon", "cmmi:netSavings", 500, "fact", "true"),
]


@lru_cache(maxsize=1)
def graph() -> tuple[EmbeddedStore, Words]:
    """A graph of the facts above, with the vocabularies that ship."""
    lines = [HEAD]
    for subject, prop, number, mood, denied in WIDE:
        period = 'kg:validFrom "2021"^^xsd:gYear ; kg:validUntil "2024"^^xsd:gYear'
        by = " ; kg:attributedTo id:assay" if mood == "projection" else ""
        about = f"kg:modality kg:{mood} ; kg:negated {denied} ; {period} ; kg:unit kg:USD{by}"
        FACTS_PLUS.append((subject, prop, MONEY.format(number), f"{mood} of {number} for 2021 to 2024", about, 0))
    for n, (subject, prop, thing, quote, about, direct) in enumerate([*FACTS, *FACTS_PLUS]):
        mood = "" if "kg:modality" in about else "kg:modality kg:fact ; "
        text = f"<{BASE}document/log/text>"
        lines.append(
            f"id:s{n} a kg:Statement ; rdf:subject id:{subject} ; rdf:predicate {prop} ; rdf:object {thing} ; {mood}"
            f"{about + ' ; ' if about else ''}kg:rank kg:normal ; prov:wasDerivedFrom id:e{n} . "
            f"id:e{n} a kg:Evidence ; oa:hasSource {text} ; oa:hasSelector id:p{n} , id:q{n} . "
            f"id:p{n} a oa:TextPositionSelector ; oa:start {n} ; oa:end {n + 9} . "
            f'id:q{n} a oa:TextQuoteSelector ; oa:exact "{quote}" .'
        )
        if direct:
            lines.append(f"id:{subject} {prop} {thing} .")
    return with_vocabularies("\n".join(lines))


FACTS_PLUS: list[tuple[str, str, str, str, str, int]] = []


def ask(question: str) -> Answer:
    """What the graph above answers."""
    store, words = graph()
    return answer(question, words, store)


ANSWERED = {
    "a quote bears out what a reading leaves": (
        ("Which model was terminated four years early?", {"Gull Ferry Model"}),
        ("which model was stopped four years early", {"Gull Ferry Model"}),
        ("what model got terminated 4 years early", {"Gull Ferry Model"}),
        ("How many models did the Beacon Office launch in its first decade?", {"12"}),
        ("how many models has the beacon office launched in its first ten years", {"12"}),
    ),
    "a forecast is tested by facts": (
        ("Did the savings that the Assay Board forecast for 2021 to 2024 come about?", {"no"}),
        ("did the assay board's forecast for 2021 to 2024 come true", {"no"}),
        ("Did the savings projected by the Assay Board materialize?", {"no"}),
        ("have the savings that the Assay Board predicted ever been realized", {"no"}),
        ("were the savings expected by the Assay Board achieved", {"no"}),
    ),
    "a head is who holds the post": (
        ("Is Otto Frey the head of the Pier Agency?", {"yes"}),
        ("is mara lind the head of the pier agency", {"no"}),
        ("Is Mara Lind head of the Beacon Office?", {"yes"}),
        ("is it true that Otto Frey heads the Pier Agency", {"yes"}),
        ("is mara lind the boss of the beacon office", {"yes"}),
    ),
    "every day that is named counts": (
        ("Who was administrator of the Pier Agency in 2027?", {"Ana Ruiz"}),
        ("who was the pier agency administrator in march 2027", {"Ana Ruiz"}),
        ("who was pier agency's administrator in january 2029", {"Ana Ruiz"}),
        ("who ran the Pier Agency in 2029", {"Ana Ruiz"}),
        ("pier agency administrator 2027", {"Ana Ruiz"}),
    ),
    "a title with a word before it": (
        ("Who is the deputy director of the Beacon Office?", {"Cy Bell"}),
        ("who's the deputy director at the beacon office", {"Cy Bell"}),
        ("who is the current deputy director of the Beacon Office", {"Cy Bell"}),
        ("who are the deputy directors of the beacon office", {"Cy Bell"}),
        ("who is deputy director in the Beacon Office", {"Cy Bell"}),
    ),
    "a rate is asked for by its time": (
        ("How much money does the Beacon Office get each decade?", {"700"}),
        ("how much funding does the beacon office get per decade", {"700"}),
        ("How much is appropriated to the Beacon Office every decade?", {"700"}),
        ("how much funding does the beacon office get every ten years", {"700"}),
        ("How much money does the Beacon Office receive for each 10-year period?", {"700"}),
    ),
    "the year with most of it": (
        ("In which year did Gull Ferry lose most?", {"2026"}),
        ("in what year did gull ferry lose more, 2025 or 2026", {"2026"}),
        ("Which year did the Gull Ferry Model lose the least?", {"2025"}),
        ("in which year did gull ferry lose the most money", {"2026"}),
        ("what year did Gull Ferry lose less, 2025 or 2026?", {"2025"}),
    ),
    "what was meant first, what it began with": (
        ("When was Dental Care First originally supposed to end?", {"2034"}),
        ("When was Dental Care First first planned to end?", {"2034"}),
        ("when was dental care first initially scheduled to end", {"2034"}),
        ("How many clinics did Dental Care First start with?", {"30"}),
        ("how many participants did dental care first begin with", {"30"}),
    ),
    "a name with a plus or a first in it": (
        ("How many participants does CVE+ have?", {"210"}),
        ("how many participants does cve+ have", {"210"}),
        ("How many participants does CVE have?", {"55"}),
        ("What is the status of Dental Care First?", {"ended"}),
        ("cve plus participants", {"210"}),
    ),
    "who says it": (
        ("Who says that the Beacon Office has certified two models?", {"Quay Gazette"}),
        ("according to whom did the Beacon Office certify 2 models", {"Quay Gazette"}),
        ("who reported that the beacon office certified two models", {"Quay Gazette"}),
        ("Who said the Beacon Office certified 2 models?", {"Quay Gazette"}),
        ("who claims that two models were certified by the Beacon Office", {"Quay Gazette"}),
    ),
    "duties by their objects": (
        ("Whom must the Warden consult?", {"consult lighthouse keepers"}),
        ("who must be consulted", {"consult lighthouse keepers"}),
        ("What may the Warden waive?", {"waive lamp fees"}),
        ("May the Warden waive lamp fees nationwide?", {"yes"}),
        ("must the warden consult anybody", {"yes"}),
        ("who is consulted by the warden", {"consult lighthouse keepers"}),
    ),
    "who held it before": (
        ("Who was administrator of the Pier Agency before Otto Frey?", {"Ana Ruiz"}),
        ("who came before Otto Frey", {"Ana Ruiz"}),
        ("who preceded frey as administrator", {"Ana Ruiz"}),
        ("who was administrator before otto frey", {"Ana Ruiz"}),
        ("who became administrator after Ana Ruiz", {"Otto Frey"}),
    ),
    "a last name is enough": (
        ("Is Lind the director of the Beacon Office?", {"yes"}),
        ("is frey the administrator of the pier agency", {"yes"}),
        ("What post does Frey hold?", {"administrator"}),
        ("is Ruiz still administrator of the Pier Agency", {"no"}),
        ("where does Bell work", {"Beacon Office"}),
    ),
    "through one thing to another": (
        ("How much did the predecessor of Heron Bay lose in 2026?", {"\u221290"}),
        ("how much did the predecessor of heron bay lose in 2025", {"\u221240"}),
        ("Did Heron Bay ever start?", {"no"}),
        ("has the heron bay model ever started", {"no"}),
        ("is dental care first over", {"yes"}),
    ),
}
REFUSED = {
    "no quote bears it out": (
        ("Which model was terminated six years early?", "not-understood"),
        ("how many models did the beacon office launch in its first year", "no-data"),
        ("How many models did the Beacon Office launch in its first two years?", "no-data"),
        ("which model was terminated nine years early", "not-understood"),
        ("how many models has the Beacon Office launched in its first month", "no-data"),
    ),
    "a total is not that of one year": (
        ("How much money was appropriated to the Beacon Office in 2024?", "no-data"),
        ("how much funding did the beacon office get in 2022", "no-data"),
        ("How much did the Beacon Office save in 2022?", "no-data"),
        ("How much money does the Beacon Office get each year?", "no-data"),
        ("how much did the beacon office save annually", "no-data"),
    ),
    "nobody's word, no other name, not all of them": (
        ("What did Otto Frey say?", "no-data"),
        ("what has mara lind said", "no-data"),
        ("Did all models save money?", "no-data"),
        ("did every model lose money", "no-data"),
        ("What is the Beacon Office also known as?", "no-data"),
    ),
    "advice and sums are not given": (
        ("Should we join Gull Ferry?", "out-of-scope"),
        ("should my clinic join heron bay", "out-of-scope"),
        ("is it a good idea to join Cove Plus", "out-of-scope"),
        ("what should we do about Heron Bay", "out-of-scope"),
        ("average savings per model", "not-understood"),
    ),
    "what was given up never began": (
        ("When did Heron Bay start?", "false-premise"),
        ("when did the heron bay model open its first performance period", "false-premise"),
        ("What must the Warden publish?", "no-data"),
        ("what may the Warden forbid", "no-data"),
        ("what is the weather in heron bay tomorrow", "out-of-scope"),
    ),
}


@pytest.mark.parametrize(("question", "wanted"), [pair for family in ANSWERED.values() for pair in family])
def test_each_wording_of_a_family_is_answered(question: str, wanted: set[str]) -> None:
    given = ask(question)
    assert {a.label for a in given.answers} == wanted, given.text
    assert all(a.citations for a in given.answers)


@pytest.mark.parametrize(("question", "reason"), [pair for family in REFUSED.values() for pair in family])
def test_each_wording_of_a_family_is_refused(question: str, reason: str) -> None:
    given = ask(question)
    assert (given.status, given.reason) == ("unanswered", reason), given.text


@pytest.mark.parametrize(
    "question",
    [
        "When was Heron Bay announced?",
        "when was the heron bay model announced",
        "announcement date of Heron Bay",
        "when did they announce Heron Bay",
        "Heron Bay announced when",
    ],
)
def test_two_speakers_two_days_are_both_shown(question: str) -> None:
    given = ask(question)
    assert {a.value for a in given.answers} == {"2029-11-06", "2029-11-07"}
    assert "Quay Gazette" in given.text


def test_near_names_are_near_and_suggestions_speak_of_the_graph() -> None:
    given = ask("osprey quay thing")
    assert "Did you mean" not in given.text
    assert all(ask(offer).status != "unanswered" for offer in given.suggestions)


ORDER = """import json
from test_ask_wordings import ask
for question in ("Which models were terminated early?", "Who was director or administrator?", "list all models", "What may the Warden do?"):
    print(json.dumps(ask(question).to_json(), sort_keys=True))
"""


def test_an_answer_is_the_same_in_every_process() -> None:
    told = []
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", ORDER],
            cwd=HERE.parent,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(run.stdout)
    assert told[0] == told[1]
