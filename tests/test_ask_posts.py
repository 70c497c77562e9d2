"""Questions about people in posts: the first, all of them, when they came and went, and who has a title."""

from __future__ import annotations

from functools import lru_cache

import pytest
from asking import BASE, with_vocabularies

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HEAD = """@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix doc: <https://w3id.org/regulatory-kg/document/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
doc:early a kg:Document ; dcterms:title "Minutes" ; dcterms:issued "2035-02-01"^^xsd:date .
doc:late a kg:Document ; dcterms:title "A profile" ; dcterms:issued "2038-05-01"^^xsd:date .
id:ebb a <https://w3id.org/regulatory-kg/cmmi#Model> ; rdfs:label "Ebb Lock Payment Model" . id:weld a <https://w3id.org/regulatory-kg/cmmi#Model> ; rdfs:label "Harbour Docker Pilot" .
id:brine a kg:Organization ; rdfs:label "Brine Works Bureau" ; skos:altLabel "BWB", "the Bureau" .
id:skiff a <https://w3id.org/regulatory-kg/cmmi#Model> ; rdfs:label "Skiff Fee Model" . id:purse a kg:Organization ; rdfs:label "Tide Purse Agency" . id:gull a kg:Organization ; rdfs:label "Gull Board" . id:weir a kg:Organization ; rdfs:label "Weir Agency" .
id:ferry a kg:Organization ; rdfs:label "Ministry of Ferries" . id:union a kg:Organization ; rdfs:label "Pilots Union" .
id:dunn a kg:Person ; rdfs:label "Ottoline Dunn" . id:pell a kg:Person ; rdfs:label "Casimir Pell" .
id:rusk a kg:Person ; rdfs:label "Tamsin Rusk" . id:vale a kg:Person ; rdfs:label "Ignace Vale" .
id:holt a kg:Person ; rdfs:label "Brita Holt" . id:marsh a kg:Person ; rdfs:label "Odo Marsh" .
id:quill a kg:Person ; rdfs:label "Perpetua Quill" . id:reed a kg:Person ; rdfs:label "Lorcan Reed" .
id:budget a kg:PaymentMechanism ; rdfs:label "global budget" .
id:shoal a kg:Organization ; rdfs:label "Office of Shoal Care" . id:brack a kg:Person ; rdfs:label "Elke Brack" .
id:reef a kg:Organization ; rdfs:label "Reef Value Authority" . id:loam a kg:Organization ; rdfs:label "Loam Board" .
id:sand a kg:Person ; rdfs:label "Una Sand" . id:tarn a kg:Person ; rdfs:label "Emeric Tarn" .
id:birch a kg:Person ; rdfs:label "Olwen Birch" . id:fenn a kg:Person ; rdfs:label "Hesper Fenn" .
id:tern2 a <https://w3id.org/regulatory-kg/cmmi#Model> ; rdfs:label "Tern Berth Model" . id:knot a <https://w3id.org/regulatory-kg/cmmi#Model> ; rdfs:label "Knot Sail Model" .
id:loam a kg:Person ; rdfs:label "Ludo Loam" . id:kelp a kg:Organization ; rdfs:label "Kelp Lease Authority" .
id:lowmere a kg:Organization ; rdfs:label "Lowmere Kelp Lease Authority" .
id:counts a kg:Post ; rdfs:label "Chief Actuary of the Weir Agency" ; skos:altLabel "Chief Actuary of Weir Agency" .
"""


def _term(begun: str, over: str, role: str, more: str = "") -> str:
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    parts = [f'kg:{n} "{d}"^^xsd:{kinds[len(d)]}' for n, d in (("validFrom", begun), ("validUntil", over)) if d]
    return " ; ".join(parts + ([f'kg:role "{role}"'] if role else []) + ([more] if more else []))


# subject, property, object, qualifiers, the document, whether the bare triple stands; "!" before it denies
FACTS = [
    ("brine", "kg:establishedOn", '"2027-05-01"^^xsd:date', "", "late", 1),
    ("brine", "kg:director", "id:dunn", _term("2027-05-01", "2030-09", "director"), "late", 0),
    ("brine", "kg:director", "id:pell", _term("2030-10", "2033", "director"), "late", 0),
    ("brine", "kg:director", "id:pell", _term("", "2033-06-16", ""), "late", 0),
    ("brine", "kg:director", "id:rusk", _term("2033-07", "2034-01", "acting director"), "late", 0),
    ("brine", "kg:director", "id:vale", _term("2034-01-15", "", "Director"), "late", 1),
    ("vale", "kg:affiliation", "id:brine", _term("2034-01-15", "", "Director"), "late", 1),
    ("brine", "kg:employees", '"90"^^xsd:integer', "", "late", 1),
    ("brine", "kg:officialName", '"Brine Works Bureau"', "", "late", 1),
    ("gull", "kg:director", "id:vale", _term("2028", "2033", "chief executive"), "late", 0),
    ("gull", "kg:director", "id:reed", _term("", "", "once head"), "late", 1),
    ("gull", "kg:director", "id:sand", _term("", "", "director"), "early", 0),
    ("gull", "kg:director", "id:tarn", _term("", "", "director"), "late", 0),
    ("weir", "kg:administrator", "id:holt", _term("2031", "", "Administrator"), "late", 1),
    ("weir", "!kg:administrator", "id:pell", _term("", "", "Administrator"), "late", 0),
    ("marsh", "kg:affiliation", "id:ferry", _term("", "", "Minister of Ferries"), "late", 1),
    ("ebb", "kg:startedOn", '"2036-01-01"^^xsd:date', "kg:modality kg:plan", "early", 1),
    ("ebb", "kg:startedOn", '"2037-04"^^xsd:gYearMonth', "kg:modality kg:plan", "late", 1),
    ("ebb", "kg:startedOn", '"2037-04-01"^^xsd:date', "kg:modality kg:plan", "late", 1),
    ("ebb", "kg:paymentMechanism", "id:budget", "", "late", 1),
    ("weld", "kg:endedOn", '"2037-06-30"^^xsd:date', "", "late", 1),
    ("shoal", "kg:director", "id:brack", _term("2036-03-01", "", "Commissioner of Shoal Care"), "late", 1),
    ("shoal", "kg:director", "id:pell", _term("2034-01-05", "2036-02", "Commissioner of Shoal Care"), "late", 0),
    ("reef", "kg:secretary", "id:holt", _term("2035-03", "", "Secretary"), "late", 1),
    ("shoal", "kg:establishedOn", '"2034-01-01"^^xsd:date', "", "late", 1),
    ("marsh", "kg:affiliation", "id:ferry", _term("2031-10-04", "", "Minister of Ferries"), "late", 1),
    ("quill", "kg:affiliation", "id:union", _term("", "", "general secretary"), "late", 1),
    # a term that ended, and a word of it without a date
    ("lowmere", "kg:administrator", "id:birch", _term("2029", "2034-03", "administrator"), "early", 0),
    ("lowmere", "kg:administrator", "id:birch", _term("", "", "administrator"), "late", 1),
    ("brine", "kg:partOf", "id:kelp", "", "late", 1),
    # a post with a name of its own
    ("weir", "kg:chiefActuary", "id:fenn", _term("2032-04", "", "Chief Actuary"), "late", 1),
    ("weir", "kg:chiefActuary", "id:loam", _term("", "", "Chief Actuary"), "early", 0),
    # seen in a post long ago, and a plan for a day that is over
    ("purse", "kg:administrator", "id:tarn", 'kg:asOf "2029-03"^^xsd:gYearMonth', "late", 1),
    ("ebb", "kg:participation", "kg:Voluntary", "", "late", 1),
    ("skiff", "kg:participation", "kg:Voluntary", "", "late", 1),
    ("ebb", "kg:endedOn", '"2036-12-31"^^xsd:date', "", "late", 1),
    ("weld", "kg:startedOn", '"2031-01-01"^^xsd:date', "kg:modality kg:plan", "early", 0),
    # what is still to begin, and what was given up
    ("tern2", "kg:participation", "kg:Voluntary", "", "late", 1),
    ("tern2", "kg:startedOn", '"2040-01-01"^^xsd:date', "kg:modality kg:plan", "late", 1),
    ("knot", "kg:participation", "kg:Voluntary", "", "late", 1),
    ("knot", "kg:status", "kg:Withdrawn", "", "late", 1),
    ("skiff", "kg:status", "kg:Active", "kg:attributedTo id:union", "early", 0),
    ("skiff", "kg:status", "kg:Active", "", "late", 1),
]


@lru_cache(maxsize=1)
def graph() -> tuple[EmbeddedStore, Words]:
    """A graph of the facts above, with the vocabularies that ship."""
    lines = [HEAD]
    for n, (subject, prop, thing, about, source, direct) in enumerate(FACTS):
        named, denied = prop.lstrip("!"), "kg:negated true ; " if prop.startswith("!") else ""
        lines.append(
            f"id:s{n} a kg:Statement ; rdf:subject id:{subject} ; rdf:predicate {named} ; rdf:object {thing} ; {denied}"
            f"{'' if 'kg:modality' in about else 'kg:modality kg:fact ; '}{about + ' ; ' if about else ''}kg:rank kg:normal ; prov:wasDerivedFrom id:e{n} . "
            f"id:e{n} a kg:Evidence ; oa:hasSource <{BASE}document/{source}/text> ; oa:hasSelector id:p{n} , id:q{n} . "
            f"id:p{n} a oa:TextPositionSelector ; oa:start {n} ; oa:end {n + 9} . "
            f'id:q{n} a oa:TextQuoteSelector ; oa:exact "so it says" .'
        )
        if direct:
            lines.append(f"id:{subject} {named} {thing} .")
    return with_vocabularies("\n".join(lines))


def ask(question: str) -> Answer:
    """What the graph above answers."""
    store, words = graph()
    return answer(question, words, store)


def found(question: str) -> set[str]:
    """The last part of what answers, whole for a value."""
    return {i.value.rsplit("/", 1)[-1] for i in ask(question).answers}


@pytest.mark.parametrize(
    "question",
    [
        "Who is administrator of the Tide Purse Agency now?",
        "Is the Harbour Docker Pilot ever going to start?",
        "will the Harbour Docker Pilot start",
    ],
)
def test_what_was_so_or_planned_years_ago_says_nothing_of_now(question: str) -> None:
    given = ask(question)
    assert (given.status, given.reason) == ("unanswered", "no-data")
    assert "2029" in given.text or "2031" in given.text


def test_what_is_over_or_to_come_is_told_beside_what_is_so_now() -> None:
    given = ask("Which models are voluntary right now?")
    assert {i.label for i in given.answers} == {"Skiff Fee Model"}
    assert all(name in given.text for name in ("Ebb Lock", "Tern Berth", "Knot Sail"))
    assert found("Which models are voluntary?") == {"ebb", "skiff", "tern2", "knot"}


def test_two_things_that_are_only_planned_are_not_in_force() -> None:
    given = ask("Are the Tern Berth Model and the Ebb Lock Payment Model in force yet?")
    assert (given.status, given.reason) == ("unanswered", "no-data")


def test_what_is_also_told_on_nobodys_word_needs_no_speaker() -> None:
    assert "according to" not in ask("Is the Skiff Fee Model active?").text


def test_what_still_runs_is_not_denied_to_be_over_beside() -> None:
    assert ask("Does the Skiff Fee Model still run, or is it over?").text.startswith("Yes: ")
    assert "No: " not in ask("Does the Skiff Fee Model still run, or is it over?").text


def test_who_was_seen_in_a_post_is_told_where_no_time_is_asked() -> None:
    assert found("Who is administrator of the Tide Purse Agency?") == {"tarn"}


EVERY = {"dunn", "pell", "rusk", "vale"}
ANSWERED = [
    ("first director of the bwb", {"dunn"}),
    ("Who was the very first director of the Brine Works Bureau?", {"dunn"}),
    ("who started the bureau as its head", {"dunn"}),
    ("Who led the Brine Works Bureau first?", {"dunn"}),
    ("who was the Bureau's original director?", {"dunn"}),
    ("brine works bureau first director", {"dunn"}),
    ("who was the bureau's second director", {"pell"}),
    ("who was the third director of the BWB", {"vale"}),
    ("List everybody who has been director of the Brine Works Bureau, acting ones included", EVERY),
    ("all directors of the brine works bureau, acting ones too", EVERY),
    ("list everybody who has been director or acting director of the bwb", EVERY),
    ("name every director the bureau has had", EVERY),
    ("Who have been the directors of the Brine Works Bureau?", EVERY),
    ("Who has ever led the Brine Works Bureau?", EVERY),
    ("list everyone who was a real director (not just acting) of the Brine Works Bureau", EVERY - {"rusk"}),
    ("Who are the former directors of the Brine Works Bureau?", EVERY - {"vale"}),
    ("list the past directors of the brine works bureau", EVERY - {"vale"}),
    ("list all former and current directors of the brine works bureau", EVERY),
    ("list all directors of the BWB, without acting ones", EVERY - {"rusk"}),
    ("list all acting directors of the BWB", {"rusk"}),
    ("Who has led the Brine Works Bureau since 2033, acting directors included?", EVERY - {"dunn"}),
    ("who has led the bureau since 2034, not counting acting directors", {"vale"}),
    ("Who was acting director after Casimir Pell left?", {"rusk"}),
    ("Who was acting director of the Bureau in the summer of 2033?", {"rusk"}),
    ("When did Casimir Pell leave his job as BWB director?", {"2033-06-16"}),
    ("When did Casimir Pell give up his post as director?", {"2033-06-16"}),
    ("When did Ignace Vale take over as director?", {"2034-01-15"}),
    ("when did ignace vale become chief executive", {"2028"}),
    ("when did Brita Holt take over as administrator?", {"2031"}),
    ("is casimir pell still the director of the bwb", {"false"}),
    ("is ignace vale the current director of the bureau", {"true"}),
    ("is tamsin rusk still acting director", {"false"}),
    ("who is in charge of the gull board now", {"tarn"}),
    ("Who is the director of the Gull Board?", {"tarn"}),
    ("who is the minister of ferries", {"marsh"}),
    ("perpetua quill is general secretary of what organization", {"union"}),
    ("which organization is Perpetua Quill general secretary of?", {"union"}),
]
ANSWERED += [
    ("Who is Commissioner of Shoal Care these days?", {"brack"}),
    ("who has been commissioner of shoal care", {"brack", "pell"}),
    ("who was the shoal care commissioner in 2035", {"pell"}),
    ("List all commissioners of shoal care so far", {"brack", "pell"}),
    ("Who was the first Commissioner of Shoal Care?", {"pell"}),
    ("When did Elke Brack become commissioner of Shoal Care?", {"2036-03-01"}),
    ("is elke brack still commissioner of shoal care", {"true"}),
    ("who is secretary of reef value", {"holt"}),
    ("How many commissioners of Shoal Care have there been?", {"2"}),
    ("How many directors has the Office of Shoal Care had so far?", {"2"}),
    ("how many directors has the bureau had", {"3"}),
    ("how many people have led the Brine Works Bureau up to now", {"3"}),
    ("since when has odo marsh been minister of ferries", {"2031-10-04"}),
    ("Is Olwen Birch still the administrator of the Lowmere Kelp Lease Authority?", {"false"}),
    ("Is Olwen Birch still administrator of the Kelp Lease Authority?", {"false"}),
    ("who was the administrator of the Lowmere Kelp Lease Authority", {"birch"}),
    ("When did Hesper Fenn become Chief Actuary of the Weir Agency?", {"2032-04"}),
    ("when was Hesper Fenn named Chief Actuary of the Weir Agency", {"2032-04"}),
    ("list directors of the Brine Works Bureau since 2033, acting included", EVERY - {"dunn"}),
]
REFUSED = [
    ("how many directors has the Gull Board had", "no-data"),
    ("since when has odo marsh been minister of lighthouses", "not-understood"),
    ("who is the commissioner of shoal care wards", "not-understood"),
    ("who is secretary of shoal care", "no-data"),
    ("When did Ludo Loam become Chief Actuary of the Weir Agency?", "no-data"),
    ("who is the administrator of the Lowmere Kelp Lease Authority", "no-data"),
    ("who was the first woman director of the bureau", "not-understood"),
    ("who was the first director to resign", "not-understood"),
    ("first deputy director of the bureau", "not-understood"),
    ("who was the fourth director of the bureau", "no-data"),
    ("Who was the first administrator of the Weir Agency?", "no-data"),
    ("who is the minister of lighthouses", "not-understood"),
    ("Who is the commissioner of the Brine Works Bureau?", "no-data"),
    ("perpetua quill is treasurer of what organization", "not-understood"),
]


PLANS_AND_NAMES = [
    # whether somebody was the first, by who came before
    ("Was Casimir Pell the first director of the Brine Works Bureau?", {"false"}),
    ("Was Ottoline Dunn the first director of the Brine Works Bureau?", {"true"}),
    ("Was Ignace Vale the very first head of the Brine Works Bureau?", {"false"}),
    # a title that no vocabulary holds, only what is told of those who bear it
    ("Who is commissioner of the Office of Shoal Care?", {"brack"}),
    ("Who was the commissioner of the Office of Shoal Care before Elke Brack?", {"pell"}),
    ("When did Elke Brack become commissioner of the Office of Shoal Care?", {"2036-03-01"}),
    ("When is the Ebb Lock Payment Model supposed to start now?", {"2037-04-01"}),
    ("ebb lock payment mechanism", {"budget"}),
    ("When did the Harbour Dokcer Pilot end?", {"2037-06-30"}),
]


@pytest.mark.parametrize(("question", "wanted"), [*ANSWERED, *PLANS_AND_NAMES])
def test_posts_are_answered(question: str, wanted: set[str]) -> None:
    assert found(question) == wanted


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_no_holder_is_given_for_what_is_not_told(question: str, reason: str) -> None:
    given = ask(question)
    assert (given.status, given.reason) == ("unanswered", reason)


def test_a_post_that_is_denied_is_a_false_premise_with_its_denial() -> None:
    given = ask("When did Casimir Pell become administrator of the Weir Agency?")
    assert (given.reason, [i.iri for i in given.known]) == ("false-premise", [f"{BASE}id/pell"])
