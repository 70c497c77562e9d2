"""What must hold before a deed: on an invented law whose criteria all count, and one of which one is enough."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from asking import proven

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HEAD = """@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix doc: <https://w3id.org/regulatory-kg/document/> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
doc:act a kg:Document ; dcterms:title "Lighthouse Act" ; dcterms:type kg:Statute .
<https://w3id.org/regulatory-kg/document/act/text> kg:plainTextOf doc:act .
id:keeper a kg:Post ; rdfs:label "Keeper of Lights" ; skos:altLabel "the Keeper" . id:actuary a kg:Post ; rdfs:label "Chief Actuary" .
id:pilots a kg:Organization ; rdfs:label "Board of Pilots" . id:auditor a kg:Post ; rdfs:label "Auditor" .
id:clerk a kg:Post ; rdfs:label "Clerk" .
id:sec4 a kg:LegalProvision ; rdfs:label "section 4 of the Lighthouse Act" .
id:sec5 a kg:LegalProvision ; rdfs:label "section 5 of the Lighthouse Act" .
id:sec6 a kg:LegalProvision ; rdfs:label "section 6 of the Lighthouse Act" .
id:c4 a kg:Criterion ; rdfs:label "section 4 criteria" . id:c5 a kg:Criterion ; rdfs:label "section 5 criteria" .
id:c41 a kg:Criterion ; rdfs:label "section 4 criterion 1" . id:c42 a kg:Criterion ; rdfs:label "section 4 criterion 2" .
id:c43 a kg:Criterion ; rdfs:label "section 4 criterion 3" .
id:c51 a kg:Criterion ; rdfs:label "section 5 criterion 1" . id:c52 a kg:Criterion ; rdfs:label "section 5 criterion 2" .
"""
RULE = "kg:modality kg:rule"
KEEPER = f"{RULE} ; kg:bearer id:keeper"
SPENDING, SHIPS, QUALITY = (
    "expansion would not raise spending",
    "expansion would not endanger ships",
    "expansion would improve quality",
)
LIGHT, COST = "the trial improves the light without raising the cost of oil", "the trial lowers the cost of oil"
SETS = {
    "sec4": ("c4", "all", [("actuary", "Chief Actuary certifies", SPENDING), ("pilots", "Board of Pilots finds", SHIPS),
                         ("keeper", "Keeper determines", QUALITY)]),
    "sec5": ("c5", "any", [("pilots", "Board of Pilots determines", LIGHT), ("auditor", "Auditor certifies", COST)]),
}  # fmt: skip


def _facts() -> list[tuple[str, str, str, str, str, str, int]]:
    acts = [
        ("sec4", "kg:grantsPower", "expand a trial to all coasts", KEEPER),
        ("sec5", "kg:grantsPower", "make a trial permanent", KEEPER),
        ("sec6", "kg:imposesDuty", "end a trial that is not expected to improve the light", KEEPER),
        (
            "sec6",
            "kg:imposesDuty",
            "stop a trial",
            f'{KEEPER} ; kg:condition "if the trial costs more than its budget"',
        ),
        ("sec6", "kg:imposesDuty", "publish a log of each trial within 30 days", KEEPER),
        ("sec6", "kg:imposesDuty", "consult the Council of Skippers", KEEPER),
        ("sec6", "kg:grantsPower", "limit a trial to certain harbors", KEEPER),
        ("sec6", "kg:grantsPower", "make a trial compulsory with the consent of the Auditor", KEEPER),
        ("sec6", "kg:grantsPower", "run a trial for up to three years", KEEPER),
    ]
    facts = [(law, kind, f'"{text}"', text, about, "", 1) for law, kind, text, about in acts]
    for law, (whole, joined, criteria) in SETS.items():
        facts.append((law, "kg:setsCriterion", f"id:{whole}", "if", RULE, "", 1))
        facts.append((whole, "kg:combination", f'"{joined}"', "if", RULE, "", 1))
        for at, (decider, says, text) in enumerate(criteria, 1):
            one, quote = f"{whole}{at}", f"the {says} that {text}"
            facts += [
                (law, "kg:setsCriterion", f"id:{one}", quote, RULE, "", 1),
                (one, "kg:criterionText", f'"{text}"', quote, RULE, "", 1),
                (one, "kg:ordinal", f'"{at}"^^xsd:integer', quote, RULE, "", 1),
                (one, "kg:determinedBy", f"id:{decider}", quote, RULE, "", 1),
                (one, "kg:partOf", f"id:{whole}", quote, RULE, "", 1),
            ]
    return facts


@lru_cache(maxsize=1)
def _graph() -> tuple[EmbeddedStore, Words]:
    return proven(HEAD, _facts(), "act")


def _ask(question: str) -> Answer:
    store, words = _graph()
    return answer(question, words, store)


@pytest.mark.parametrize(
    ("question", "want"),
    [
        # What somebody decides, and who decides.
        ("what role does the chief actuary play in expansion", {SPENDING}),
        ("what must the chief actuary certify before a trial is expanded", {SPENDING}),
        ("which expansion criteria does the Board of Pilots decide?", {SHIPS}),
        ("what does the Board of Pilots have to say about making a trial permanent", {LIGHT}),
        ("chief actuary certification expansion", {SPENDING}),
        ("auditor certification", {COST}),
        ("how many of the conditions for expansion does the Board of Pilots decide", {"1"}),
        ("who has to sign off before a trial is expanded", {"Chief Actuary", "Board of Pilots", "Keeper of Lights"}),
        ("whose approval is needed to make a trial permanent", {"Board of Pilots", "Auditor"}),
        # Whether somebody's word is needed.
        ("does the Chief Actuary have to certify anything before a trial is expanded", {"yes"}),
        ("Is the Chief Actuary's certification required for expansion?", {"yes"}),
        ("does the auditor have to sign off before a trial is made permanent", {"no"}),
        ("does the Board of Pilots have a say in making a trial permanent", {"yes"}),
        ("can the Keeper expand a trial without the chief actuary", {"no"}),
        ("can a trial be made permanent without the auditor's approval", {"yes"}),
        ("can the Keeper expand a trial on his own", {"no"}),
        # How the criteria combine.
        ("must all criteria be met before a trial is expanded", {"yes"}),
        ("do all three conditions have to hold", {"yes"}),
        ("do both conditions have to be met", {"no"}),
        ("is it enough if one of the criteria is met to make a trial permanent", {"yes"}),
        ("must all conditions for expansion be met or is one enough", {"all"}),
        ("how many criteria must be met to make a trial permanent", {"1"}),
        ("how many criteria are there for expansion", {"3"}),
        ("can a trial be expanded if it only meets two of the criteria", {"no"}),
        ("may a trial be made permanent if only one criterion is met", {"yes"}),
        ("may a trial be expanded if all criteria are met", {"yes"}),
        ("can a trial be expanded if it does not meet the criteria", {"no"}),
        # Where they are, and which.
        ("which section of the law sets the criteria for expansion", {"section 4 of the Lighthouse Act"}),
        ("where are the conditions for making a trial permanent written down", {"section 5 of the Lighthouse Act"}),
        ("what is needed to make a trial permanent", {LIGHT, COST}),
        ("what is the second condition for expansion", {SHIPS}),
        ("which criterion is about oil", {LIGHT, COST}),
        # A case: by the words of the law, and no further.
        ("may a trial be expanded if expansion would endanger ships", {"no"}),
        ("can the Keeper expand a trial that raises spending", {SPENDING}),
        ("may a trial be made permanent if it raises the cost of oil", {LIGHT, COST}),
        ("must the Keeper end a trial that improves the light", {"end a trial that is not expected to improve the light"}),
        ("may the Keeper limit a trial to all harbors", {"limit a trial to certain harbors"}),
        ("must the Keeper stop a trial if it costs more than its budget", {"yes"}),
        ("must the Keeper stop a trial that is within its budget", {"stop a trial, if the trial costs more than its budget"}),
        ("what happens if a trial costs more than its budget", {"stop a trial, if the trial costs more than its budget"}),
        ("how soon must the log of a trial be published", {"publish a log of each trial within 30 days"}),
        ("who does the Keeper have to consult", {"consult the Council of Skippers"}),
        ("does the law require the Keeper to publish a log of each trial", {"yes"}),
        ("when must the Keeper stop a trial", {"stop a trial, if the trial costs more than its budget"}),
        # Where somebody withholds her word, or criteria are not met.
        ("suppose the chief actuary does not certify, can a trial be expanded?", {"no"}),
        ("Supposing the Board of Pilots says no, may the Keeper still expand a trial?", {"no"}),
        ("can a trial be expanded if the chief actuary refuses to certify it", {"no"}),
        ("can a trial be made permanent if the auditor does not certify it", {"yes"}),
        ("what if the Board of Pilots objects to an expansion", {SHIPS}),
        ("what happens if a trial doesn't meet the criteria for expansion", {SPENDING, SHIPS, QUALITY}),
        ("is the chief actuary's certification enough on its own", {"no"}),
        ("is the auditor's approval enough to make a trial permanent", {"yes"}),
        ("whose certification is needed for expansion", {"Chief Actuary"}),
        ("whose nod does an expansion need", {"Chief Actuary", "Board of Pilots", "Keeper of Lights"}),
        ("who has to sign off on spending before a trial is expanded", {"Chief Actuary"}),
        # What the law says of a thing that fails, in the words of the question and in its own.
        ("what happens to a trial that costs more than its budget", {"stop a trial, if the trial costs more than its budget"}),
        ("must the Keeper end a trial that is not expected to improve the light", {"yes"}),
        ("must the Keeper end a trial that isn't working", {"end a trial that is not expected to improve the light",
                                                          "stop a trial, if the trial costs more than its budget"}),
        # All that somebody may do, by whose power it is.
        ("what powers does the Keeper have", {"expand a trial to all coasts", "make a trial permanent",
            "limit a trial to certain harbors", "make a trial compulsory with the consent of the Auditor",
            "run a trial for up to three years"}),
        ("what may the Keeper do", {"expand a trial to all coasts", "make a trial permanent",
            "limit a trial to certain harbors", "make a trial compulsory with the consent of the Auditor",
            "run a trial for up to three years"}),
        ("when must the log be published", {"publish a log of each trial within 30 days"}),
        # Whose consent a power needs, and how far it goes.
        ("whose consent is needed to make a trial compulsory", {"Auditor"}),
        ("who has to okay making a trial compulsory", {"Auditor"}),
        ("can the Keeper make a trial compulsory on his own", {"no"}),
        ("can the Keeper make a trial compulsory without the Auditor", {"no"}),
        ("how long can a trial run", {"run a trial for up to three years"}),
        ("what's the longest a trial can last", {"run a trial for up to three years"}),
        ("what does the law say about limiting trials to harbors", {"section 6 of the Lighthouse Act"}),
    ],
)  # fmt: skip
def test_answers(question: str, want: set[str]) -> None:
    found = _ask(question)
    assert found.status == "answered", found.text
    assert {re.sub(r"^the .{5,18} (?:certifies|finds|determines) that ", "", i.label) for i in found.answers} == want


@pytest.mark.parametrize(
    "question",
    [
        "what role does the Clerk play in expansion",
        "is the Clerk's approval needed before a trial is expanded",
        "what role does the chief actuary play in sinking a ferry",
        "what must the Board of Pilots certify before a trial is expanded",
        "does the Chief Actuary have to certify every trial",
        "may a trial be expanded if the keepers like it",
        "may a trial be expanded if it is popular",
        "must all criteria be met or is one enough",
        "do all four conditions have to hold",
        "what happens if a trial does not cost more than its budget",
        "can anybody but the Keeper expand a trial",
        "where are the criteria for sinking a ferry",
        "what power does section 9(c) give the Keeper",
        "can the Keeper make a trial compulsory without the Clerk",
        "what if the Clerk objects to an expansion",
        "what happens if a lamp does not meet the criteria for a loan",
        "is the clerk's approval enough on its own",
    ],
)
def test_refuses(question: str) -> None:
    found = _ask(question)
    assert found.status == "unanswered", found.text


def test_a_power_is_told_with_what_stands_before_it() -> None:
    found = _ask("may the Keeper expand a trial")
    assert [i.label for i in found.answers] == ["yes"]
    assert all(text in found.text for text in (SPENDING, SHIPS, QUALITY, "all have to be met"))
