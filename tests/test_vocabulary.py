"""The vocabulary's records: what Turtle says, as classes, properties and individuals."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.vocabulary import UnreadableVocabulary, Vocabulary, read_turtle, read_vocabulary

BASE = "https://example.org/"
KG = BASE + "core#"
TURTLE = """
@prefix kg: <core#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kg:FactProperty a rdfs:Class .
kg:Vessel a rdfs:Class ; rdfs:label "vessel" ; skos:altLabel "ship", "Boat" ; rdfs:comment "It floats." .
kg:Ferry a rdfs:Class ; rdfs:subClassOf kg:Vessel .
kg:CarFerry a rdfs:Class ; rdfs:subClassOf kg:Ferry, kg:Vessel .
kg:State a rdfs:Class . kg:Unit a rdfs:Class .
kg:Ferry a kg:Unit ; kg:unitWord "crossing" ; skos:altLabel "ferry boat" .
kg:launchedOn a kg:FactProperty, rdf:Property ; rdfs:label "launched on" ; skos:altLabel "launch" ;
    kg:saidOfSubject "was launched" ; kg:saidOfObject "saw the launch of" ; kg:template "{subject} sailed on {object}" ;
    schema:domainIncludes kg:Vessel ; schema:rangeIncludes xsd:date, xsd:gYear ; kg:cardinality kg:Once ;
    owl:inverseOf kg:launchDayOf ; rdfs:subPropertyOf kg:dated .
kg:afloat a kg:State ; rdfs:label "afloat" ; skos:altLabel "floating" ; kg:excludes kg:sunk ;
    kg:saidOfSubject "floats" .
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("vocabulary") / "vocabulary.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return read_vocabulary(read_turtle([path], BASE), BASE)


def test_a_class_has_its_words_in_one_order(vocabulary: Vocabulary) -> None:
    vessel = vocabulary.classes[KG + "Vessel"]
    assert (vessel.label, vessel.words, vessel.parents, vessel.comment) == (
        "vessel",
        ("Boat", "ship"),
        (),
        "It floats.",
    )


@pytest.mark.parametrize(
    ("one", "other", "is_a"),
    [
        ("CarFerry", "CarFerry", True),
        ("CarFerry", "Vessel", True),
        ("Ferry", "Vessel", True),
        ("Vessel", "Ferry", False),
        ("Unheard", "Vessel", False),
        ("Unheard", "Unheard", True),
    ],
)
def test_is_a_climbs_and_never_descends(vocabulary: Vocabulary, one: str, other: str, is_a: bool) -> None:
    assert vocabulary.is_a(KG + one, KG + other) is is_a


def test_ancestors_stand_nearest_first_and_once(vocabulary: Vocabulary) -> None:
    assert vocabulary.ancestors(KG + "CarFerry") == (KG + "CarFerry", KG + "Ferry", KG + "Vessel")


def test_a_property_keeps_all_that_is_said_of_it(vocabulary: Vocabulary) -> None:
    launched = vocabulary.properties[KG + "launchedOn"]
    assert (launched.subject_verbs, launched.object_verbs) == (("was launched",), ("saw the launch of",))
    assert launched.ranges == ("http://www.w3.org/2001/XMLSchema#date", "http://www.w3.org/2001/XMLSchema#gYear")
    assert (launched.cardinality, launched.inverse, launched.parents) == ("Once", KG + "launchDayOf", (KG + "dated",))
    assert launched.kind == "fact"
    assert vocabulary.facts == (launched,)


def test_a_property_is_no_individual_of_its_kind(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.individuals) == {KG + "afloat", KG + "Ferry"}


def test_an_individual_has_words_and_what_it_excludes(vocabulary: Vocabulary) -> None:
    afloat = vocabulary.individuals[KG + "afloat"]
    assert (afloat.words, afloat.excludes, afloat.subject_verbs) == (("floating",), (KG + "sunk",), ("floats",))
    assert vocabulary.of_type(KG + "State") == (afloat,)


def test_a_class_that_is_also_a_unit_counts_by_its_unit_words_alone(vocabulary: Vocabulary) -> None:
    assert vocabulary.individuals[KG + "Ferry"].words == ("crossing",)


def test_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.ttl"
    path.write_text("<a> <b> <c> .", encoding="utf-8")
    assert len(read_turtle([path], BASE)) == 1
    path.write_text("<a> <b> <c>, <d> .", encoding="utf-8")
    assert len(read_turtle([path], BASE)) == 2


def test_bad_turtle_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.ttl"
    path.write_text('<a> "b" .', encoding="utf-8")
    with pytest.raises(UnreadableVocabulary, match=str(path)):
        read_turtle([path], BASE)
