"""Keywords behind a name, what was put off, and numbers of what is asked for and of nothing else: on an invented graph."""

from __future__ import annotations

from functools import lru_cache

import pytest
from asking import labels, proven

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HEAD = """@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix doc: <https://w3id.org/regulatory-kg/document/> .
@prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
doc:page a kg:Document ; dcterms:title "The models of the Quay Lab" ; dcterms:issued "2031-03-01"^^xsd:date .
<https://w3id.org/regulatory-kg/document/page/text> kg:plainTextOf doc:page .
id:lab a kg:Organization ; rdfs:label "Quay Lab" .
id:gull a cmmi:Model ; rdfs:label "Gull Ferry Model" ; skos:altLabel "GFM" .
id:tern a cmmi:Model ; rdfs:label "Tern Harbor Model" . id:stroke a kg:FocusArea ; rdfs:label "heart failure" .
id:heart a cmmi:Model ; rdfs:label "Heart Failure Pilot" .
id:mora a kg:Place ; rdfs:label "Mora" . id:lind a kg:Place ; rdfs:label "Lind" .
id:hospitals a kg:ParticipantType ; rdfs:label "hospitals" . id:gp a kg:ParticipantType ; rdfs:label "general practices" .
id:states a kg:ParticipantType ; rdfs:label "states" .
id:aalto a kg:Person ; rdfs:label "Henrike Aalto" . id:brandt a kg:Person ; rdfs:label "Ole Brandt" .
"""
PLAN = "kg:modality kg:plan"


def _day(day: str) -> str:
    return f'"{day}"^^xsd:date'


# subject, property, object, quote, qualifiers, when it was said, whether the bare triple stands
FACTS = [
    ("gull", "kg:startedOn", _day("2031-01-01"), "was to start on January 1, 2031", PLAN, "", 0),
    ("gull", "kg:startedOn", _day("2031-07-01"), "was put off to July 1, 2031", PLAN, "", 1),
    ("gull", "kg:endedOn", _day("2035-12-31"), "will end on December 31, 2035", PLAN, "", 1),
    ("gull", "kg:participation", "kg:Mandatory", "GFM is mandatory", "", "", 1),
    ("gull", "kg:participantType", "id:states", "states", "", "", 1),
    ("gull", "kg:operatesIn", "id:mora", "in Mora and Lind", "", "", 1),
    ("gull", "kg:operatesIn", "id:lind", "in Mora and Lind", "", "", 1),
    ("gull", "kg:participantType", "id:hospitals", "40 hospitals; 900 households take part", "", "", 1),
    ("gull", "kg:participants", '"40"^^xsd:integer', "40 hospitals; 900 households take part", "kg:unit id:hospitals", "", 1),
    ("tern", "kg:startedOn", _day("2029-01-01"), "began on January 1, 2029", "", "", 1),
    ("tern", "kg:endedOn", _day("2033-12-31"), "will end on December 31, 2033", PLAN, "", 1),
    ("tern", "kg:startedOn", _day("2029-01-01"), "was to begin on January 1, 2029", PLAN, "", 0),
    ("tern", "kg:status", "kg:Active", "is running", "", "", 1),
    ("tern", "kg:participantType", "id:gp", "18 general practices", "", "", 1),
    ("tern", "kg:participants", '"18"^^xsd:integer', "18 general practices", "kg:unit id:gp", "", 1),
    ("tern", "cmmi:netSavings", '"5000000"^^xsd:decimal', "saved $5 million in 2029",
     'kg:unit kg:USD ; kg:validFrom "2029"^^xsd:gYear ; kg:validUntil "2029"^^xsd:gYear', "", 1),
    ("heart", "kg:participation", "kg:Voluntary", "is voluntary for hospitals", "", "", 1),
    ("heart", "kg:participantType", "id:hospitals", "hospitals", "", "", 1),
    ("heart", "kg:focus", "id:stroke", "focuses on heart failure", "", "", 1),
    ("lab", "cmmi:modelsLaunched", '"7"^^xsd:integer', "has run seven models", "", "", 1),
    ("lab", "kg:appropriation", '"6000000"^^xsd:decimal', "6 million for each of the years 2029 to 2033",
     'kg:modality kg:rule ; kg:unit kg:USD ; kg:per "P1Y"^^xsd:duration ; kg:validFrom "2029"^^xsd:gYear ; '
     'kg:validUntil "2033"^^xsd:gYear', "", 1),
    ("lab", "kg:director", "id:brandt", "Registrar Ole Brandt, from April 2029 to January 2030",
     'kg:role "Registrar" ; kg:validFrom "2029-04"^^xsd:gYearMonth ; kg:validUntil "2030-01"^^xsd:gYearMonth', "", 0),
    ("lab", "kg:director", "id:aalto", "Henrike Aalto became Registrar in February 2030",
     'kg:role "Registrar" ; kg:validFrom "2030-02"^^xsd:gYearMonth', "", 1),
]  # fmt: skip


@lru_cache(maxsize=1)
def _graph() -> tuple[EmbeddedStore, Words]:
    return proven(HEAD, FACTS, "page")


def _ask(question: str) -> Answer:
    store, words = _graph()
    return answer(question, words, store)


@pytest.mark.parametrize(
    ("question", "want"),
    [
        # Keywords, each by itself.
        ("GFM start end hospitals", {"July 1, 2031", "December 31, 2035", "40 hospitals"}),
        ("gull ferry mandatory, states", {"mandatory", "Mora", "Lind"}),
        ("Tern Harbor start savings 2029", {"January 1, 2029", "$5 million"}),
        ("GFM states", {"Mora", "Lind"}),
        ("list of GFM states", {"Mora", "Lind"}),
        ("hospitals in GFM", {"40 hospitals"}),
        ("tern harbor practices", {"18 general practices"}),
        # What was put off, and until when.
        ("which models were delayed", {"Gull Ferry Model"}),
        ("models postponed", {"Gull Ferry Model"}),
        ("how many models were pushed back", {"1"}),
        ("was the Gull Ferry Model put off", {"yes"}),
        ("until when was GFM delayed", {"July 1, 2031"}),
        ("when will GFM start", {"July 1, 2031"}),
        # How many run now, and how many ever did.
        ("how many models are running now", {"1"}),
        ("how many models are going on at the moment", {"1"}),
        ("how many models has the Quay Lab run", {"7"}),
        ("how many pilots has the Quay Lab carried out so far", {"7"}),
        ("how many models saved money", {"1"}),
        # A whole name goes before a part of it.
        ("is the Heart Failure Pilot mandatory for hospitals", {"no"}),
        # From its planned days, where no length is told.
        ("how long will the Tern Harbor Model run", {"5 years"}),
        # What the law gives each year it gives in every one of them.
        ("how much does the Quay Lab get in 2031", {"$6 million"}),
        ("what was the Quay Lab given for 2030", {"$6 million"}),
        # Titles, and who came or went in a year.
        ("how long was Ole Brandt registrar", {"April 2029"}),
        ("since when is Henrike Aalto registrar", {"February 2030"}),
        ("is Henrike Aalto the registrar", {"yes"}),
        ("who became registrar in 2030", {"Henrike Aalto"}),
        ("who stepped down as director of the Quay Lab in 2030", {"Ole Brandt"}),
    ],
)
def test_answers(question: str, want: set[str]) -> None:
    found = _ask(question)
    assert found.status == "answered", found.text
    assert labels(found) == want, found.text


@pytest.mark.parametrize(
    "question",
    [
        "how many households take part in GFM",
        "was the Tern Harbor Model delayed",
        "why was GFM delayed",
        "how many clinics are in the Tern Harbor Model",
        "GFM start color",
        "who left as registrar in 2031",
        "which models were criticized",
        "which models were extended",
        "which models were adopted nationally",
        "average savings of the models",
    ],
)
def test_refuses(question: str) -> None:
    found = _ask(question)
    assert found.status == "unanswered", found.text
