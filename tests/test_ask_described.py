"""Things that a question describes and does not name, or names and describes: which one is meant, and when none is."""

from __future__ import annotations

from functools import lru_cache

import pytest

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore
from tests.asking import labels, with_vocabularies

PREFIXES = """
@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix st: <https://w3id.org/regulatory-kg/statement/> .
@prefix ev: <https://w3id.org/regulatory-kg/evidence/> . @prefix doc: <https://w3id.org/regulatory-kg/document/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
doc:brief a kg:Document ; dcterms:title "Brief" ; dcterms:issued "2030-01-01"^^xsd:date ; dcterms:source "brief.txt" .
id:shore-office a kg:Organization ; rdfs:label "Shore Office" .
id:shorecare a kg:Program ; rdfs:label "Shorecare" .
id:isle a kg:Place ; rdfs:label "Isle County" . id:moor a kg:Place ; rdfs:label "Moor County" .
"""

THINGS = {
    "juniper": ("Juniper Model", "JUN"),
    "sable": ("Sable Care Model", "SBL"),
    "tansy": ("Tansy Model", "TANSY"),
    "petrel": ("Petrel Episode Model", "PETREL"),
    "heron": ("Heron Model", "HERON"),
    "wren": ("Wren Model", "WREN"),
    "osprey": ("Osprey Model", "OSPREY"),
}
KINDS = {"focus": "FocusArea", "participantType": "ParticipantType"}
FACTS = [
    # thing, property, value, and the sentence that proves it
    ("juniper", "focus", "insulin", "The Juniper Model focuses on insulin and held its copayments down."),
    ("juniper", "startedOn", "2021-01-01", "The Juniper Model started on January 1, 2021."),
    ("juniper", "participation", "Voluntary", "The Juniper Model is voluntary."),
    ("sable", "focus", "dementia", "The Sable Care Model focuses on dementia."),
    ("sable", "startedOn", "2024-07-01", "The Sable Care Model started on July 1, 2024."),
    ("sable", "participation", "Voluntary", "The Sable Care Model is voluntary."),
    ("sable", "program", "shorecare", "The Sable Care Model is a test in Shorecare."),
    ("sable", "operatesIn", "isle", "The Sable Care Model runs in Isle County."),
    ("tansy", "participantType", "dialysis facilities", "Dialysis facilities take part in the Tansy Model."),
    ("tansy", "focus", "kidney disease", "The Tansy Model focuses on kidney disease."),
    ("tansy", "startedOn", "2022-03-01", "The Tansy Model started on March 1, 2022."),
    ("tansy", "participation", "Mandatory", "The Tansy Model is mandatory."),
    ("petrel", "focus", "surgical episodes", "The Petrel Episode Model focuses on surgical episodes."),
    ("petrel", "participation", "Mandatory", "The Petrel Episode Model is mandatory."),
    ("petrel", "startedOn", "2026-01-01", "The Petrel Episode Model started on January 1, 2026."),
    ("heron", "focus", "cancer", "The Heron Model focuses on cancer, such as prostate cancer."),
    ("heron", "participation", "Voluntary", "The Heron Model is voluntary."),
    ("wren", "focus", "village clinics", "The Wren Model focuses on village clinics."),
    ("wren", "startedOn", "2023-05-01", "The Wren Model started on May 1, 2023."),
    ("osprey", "focus", "village clinics", "The Osprey Model focuses on village clinics."),
    ("osprey", "startedOn", "2025-05-01", "The Osprey Model started on May 1, 2025."),
]


def _turtle() -> str:
    lines = [PREFIXES]
    lines += [f'id:{key} a cmmi:Model ; rdfs:label "{a}" ; skos:altLabel "{b}" .' for key, (a, b) in THINGS.items()]
    for at, (thing, prop, value, sentence) in enumerate(FACTS):
        if prop in KINDS:
            term = f"id:{value.replace(' ', '-')}"
            lines.append(f'{term} a kg:{KINDS[prop]} ; rdfs:label "{value}" .')
        elif prop == "participation":
            term = f"kg:{value}"
        else:
            term = f'"{value}"^^xsd:date' if value[0].isdigit() else f"id:{value}"
        passage = f"<https://w3id.org/regulatory-kg/document/brief#char={at * 200},{at * 200 + len(sentence)}>"
        lines += [
            f"st:s{at} a kg:Statement ; rdf:subject id:{thing} ; rdf:predicate kg:{prop} ; rdf:object {term} ;"
            f" kg:modality kg:fact ; kg:rank kg:normal ; prov:wasDerivedFrom ev:e{at} . id:{thing} kg:{prop} {term} .",
            f"ev:e{at} a kg:Evidence ; dcterms:isPartOf {passage} ; oa:hasSource doc:brief ; oa:hasSelector ev:q{at} .",
            f'ev:q{at} a oa:TextQuoteSelector ; oa:exact "{sentence.rstrip(".")}" .',
            f'{passage} a kg:Passage ; rdf:value "{sentence}" ; dcterms:isPartOf doc:brief .',
        ]
    return "\n".join(lines)


@lru_cache(maxsize=1)
def _graph() -> tuple[EmbeddedStore, Words]:
    return with_vocabularies(_turtle())


def ask(question: str) -> Answer:
    store, words = _graph()
    return answer(question, words, store)


ANSWERED = [
    # one thing alone bears every word, by what it is about, for whom, its name or the sentences on it
    ("When did the insulin copay model start?", "January 1, 2021", "for Juniper Model"),
    ("When did the new bundled surgery program start?", "January 1, 2026", "for Petrel Episode Model"),
    ("When did the kidney dialysis experiment start?", "March 1, 2022", "for Tansy Model"),
    ("Is the Alzheimer's deal voluntary?", "yes", "for Sable Care Model"),
    ("When did the dementia thing begin?", "July 1, 2024", "for Sable Care Model"),
    ("When did the program for dialysis facilities start?", "March 1, 2022", "for Tansy Model"),
    ("When did Shorecare's dementia program begin?", "July 1, 2024", "for Sable Care Model"),
    ("When did the government's insulin plan begin?", "January 1, 2021", "for Juniper Model"),
    ("When did the Isle County dementia test begin?", "July 1, 2024", "for Sable Care Model"),
    ("When did the voluntary dementia test begin?", "July 1, 2024", "for Sable Care Model"),
    # a name decides, and what is said beside it is set aside
    ("When did the memory loss model SBL start?", "July 1, 2024", "for SBL"),
    ("When did the SBL dementia pilot start?", "July 1, 2024", ""),
    ("When did SBL, the dementia model, start?", "July 1, 2024", "for SBL"),
    ("When did the dementia model (SBL) start?", "July 1, 2024", "for SBL"),
    ("When did Quimby's Juniper Model start?", "January 1, 2021", "for Juniper Model"),
    # whether one has a choice
    ("Is joining TANSY a choice?", "no", ""),
    ("Was it the clinics' own choice to join TANSY?", "no", ""),
    ("Do surgeons have any say in joining PETREL?", "no", ""),
    ("Are dialysis clinics made to take part in TANSY?", "yes", ""),
    ("When do dialysis clinics get pulled into TANSY?", "March 1, 2022", ""),
]


@pytest.mark.parametrize(("question", "expected", "taken"), ANSWERED)
def test_one_thing_described_is_found_and_told(question: str, expected: str, taken: str) -> None:
    found = ask(question)
    assert expected in labels(found), (found.understood, found.text)
    assert not taken or taken in found.understood, found.understood


REFUSED = [
    # a word that nothing bears, or that only sentences bear and that narrows one that is borne
    "Is the insulin pump model voluntary?",
    "Is the prostate cancer model voluntary?",
    "Is the dental implants model voluntary?",
    "When did the veterans dementia program start?",
    # a word that picks one of several, a number, another design, place or program
    "When did the second insulin model start?",
    "When did the last dementia model start?",
    "When did the 2019 insulin model start?",
    "When did the mandatory dementia model start?",
    "When did the Moor County dementia model start?",
    # a name that the sources do not hold
    "When did the Kidney Readmissions Program start?",
    # a name with what is another's, or is not so
    "When did the dementia model TANSY start?",
    "Is the dementia model TANSY voluntary?",
    "When did the mandatory insulin model JUN start?",
    "When did the 2023 dementia model SBL start?",
    # who takes part and who is treated are not the same
    "Are patients made to take part in TANSY?",
]


@pytest.mark.parametrize("question", REFUSED)
def test_a_description_that_fits_nothing_in_full_is_refused(question: str) -> None:
    assert ask(question).status == "unanswered", ask(question).text


def test_two_that_fit_alike_are_offered() -> None:
    found = ask("When did the village clinics model start?")
    assert found.status == "unanswered"
    assert "may mean more than one: Osprey Model and Wren Model" in found.text
