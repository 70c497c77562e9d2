"""The data that ships: complete, sourced, unambiguous, and laid out in one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SDO, Graph

from ontology.canonical import canonical, data_files
from ontology.canonical import main as canonical_main
from ontology.decisions import read_decisions
from ontology.lexicon import Entity
from ontology.namespaces import DEFAULT_BASE, UnknownTerm
from ontology.regulators import CORE, Ontology, load_ontology, vocabulary_graph
from ontology.vocabulary import Class, Individual, Property, UnreadableVocabulary, read_turtle

TOY = Path(__file__).resolve().parent / "toy" / "regulator"
ONTOLOGIES = {"shipped": None, "toy": TOY}

CONTRACT = """
kg: modality negated validFrom validUntil pointInTime ended earliest latest fiscal asOf comparator lower upper unit
per appliesTo position attributedTo reportedBy role bearer condition rank context contextRole statedOn inferred
confidence extractedBy conflictsWith supersedes refines sha256 retrievedOn notBefore copyOf order kind section page
row citation plainTextOf partOf establishedBy establishedOn director administrator secretary chiefActuary leader
affiliation administers peopleServed appropriation announcedOn startedOn endedOn applicationsOpenOn
applicationsCloseOn plannedDuration participation status participantType focus program participants beneficiaries
maximumAwards operatesIn predecessor successor authorizedBy memberOf outcome enactedOn publishedOn effectiveOn
amends governs setsCriterion criterionText ordinal determinedBy concerns combination grantsPower imposesDuty purpose
cardinality excludes Document Passage Evidence Statement Organization Person Post Initiative Program InitiativeGroup
LegalProvision Criterion Place Report ParticipantType FocusArea Participation Status Outcome Topic Participant
preferred normal deprecated fact plan projection opinion rule USD Percent Mandatory Voluntary Announced Active Ended
TerminatedEarly Withdrawn Once OneAtATime Statute Rule Release News Opinion Reference Table Spending Quality
Coverage
"""
"""Names that other programs query: they may never go."""

ORDINARY = """
access act administrator ahead aim air art balance bridge calm care chart chip choice client connect cope core
create drive elevate enhance equip fair family generous globe goal grow guard guide heal health heart help home
hope impact improve ira just lead learn life link live marketplace mom move national network office open pace
pact part path pioneer plan plus power prime program promise quest rand reach reef rise safe secretary sim smart
star step strong support sustain team thrive trust unite value vision vital wave well wiser
"""
"""Plain English words: as a name they count only in their own case."""


@pytest.fixture(params=ONTOLOGIES, scope="module")
def ontology(request: pytest.FixtureRequest) -> Ontology:
    return load_ontology(ONTOLOGIES[request.param])


def entities(ontology: Ontology) -> Iterator[Entity]:
    return iter(ontology.lexicon.entities.values())


def test_no_promised_name_is_gone(ontology: Ontology) -> None:
    missing = []
    for name in CONTRACT.split()[1:]:
        try:
            ontology.namespaces.iri(f"kg:{name}")
        except UnknownTerm:
            missing.append(name)
    assert missing == []


def test_what_can_be_true_only_once_is_marked(ontology: Ontology) -> None:
    marked = defaultdict(set)
    for one in ontology.vocabulary.properties.values():
        marked[one.cardinality].add(one.iri.rpartition("#")[2])
    assert marked["Once"] == {"establishedOn", "enactedOn", "startedOn", "endedOn"}
    assert marked["OneAtATime"] == {"director", "administrator", "secretary", "chiefActuary", "status", "participation"}


def test_every_term_is_named_and_explained(ontology: Ontology) -> None:
    vocabulary = ontology.vocabulary
    terms: list[Class | Property | Individual] = [*vocabulary.classes.values(), *vocabulary.properties.values()]
    terms += vocabulary.individuals.values()
    assert [term.iri for term in terms if not term.label or not term.comment] == []


def test_every_property_says_of_what_and_with_what(ontology: Ontology) -> None:
    faults = [p.iri for p in ontology.vocabulary.properties.values() if not p.domains or not p.ranges]
    assert faults == []


def test_every_fact_has_words_to_ask_and_answer_with(ontology: Ontology) -> None:
    for one in ontology.vocabulary.facts:
        assert len(one.words) >= 3, f"{one.iri} has few nouns"
        assert one.subject_verbs or one.object_verbs, f"{one.iri} has no verbs"
        assert one.template.count("{subject}") == 1, one.iri
        assert one.template.count("{object}") == 1, one.iri


def test_values_of_concept_classes_can_be_said(ontology: Ontology) -> None:
    core = ontology.namespaces.iri
    for kind in ("kg:Outcome", "kg:Status", "kg:Participation"):
        for value in ontology.vocabulary.of_type(core(kind)):
            assert value.words, value.iri
            assert value.subject_verbs, value.iri
            assert value.template, value.iri


def test_every_term_leads_to_terms_that_exist(ontology: Ontology) -> None:
    vocabulary = ontology.vocabulary
    for one in vocabulary.properties.values():
        for iri in (*one.domains, *one.ranges, *one.parents, *([one.inverse] if one.inverse else [])):
            assert ontology.namespaces.iri(ontology.namespaces.curie(iri)) == iri, f"{one.iri} speaks of {iri}"
    for kind in vocabulary.classes.values():
        for parent in kind.parents:
            assert ontology.namespaces.iri(ontology.namespaces.curie(parent)) == parent, kind.iri


def test_what_excludes_is_excluded_and_inverses_agree(ontology: Ontology) -> None:
    vocabulary = ontology.vocabulary
    for value in vocabulary.individuals.values():
        for other in value.excludes:
            assert value.iri in vocabulary.individuals[other].excludes, f"{other} does not exclude {value.iri}"
    for one in vocabulary.properties.values():
        if one.inverse:
            back = vocabulary.properties[one.inverse]
            assert back.inverse == one.iri
            assert (back.subject_verbs, back.domains) == (one.object_verbs, one.ranges)


def test_words_are_trimmed_and_told_once(ontology: Ontology) -> None:
    vocabulary = ontology.vocabulary
    terms: list[Class | Property | Individual] = [*vocabulary.classes.values(), *vocabulary.properties.values()]
    for term in [*terms, *vocabulary.individuals.values()]:
        lists = [getattr(term, name, ()) for name in ("words", "subject_verbs", "object_verbs")]
        for words in lists:
            assert all(word and word == " ".join(word.split()) for word in words), term.iri
            assert len({word.casefold() for word in words}) == len(words), f"{term.iri} tells a word twice"


def test_names_are_trimmed_and_have_no_article(ontology: Ontology) -> None:
    for entity in entities(ontology):
        for name in entity.names:
            assert name == " ".join(name.split()), f"{entity.iri} has {name!r}"
            assert len(name) > 1, f"{entity.iri} has {name!r}"
            assert not re.match(r"(?i)(?:the|a|an) ", name), f"{entity.iri} has {name!r}: drop the article"


def test_every_entity_has_a_source_a_known_class_and_a_readable_slug(ontology: Ontology) -> None:
    for entity in entities(ontology):
        assert entity.source.strip(), entity.iri
        assert entity.type in ontology.vocabulary.classes, entity.iri
        assert re.fullmatch(r"id:[a-z0-9]+(?:-[a-z0-9]+)*", ontology.namespaces.curie(entity.iri)), entity.iri


def test_context_words_are_single_lower_case_words(ontology: Ontology) -> None:
    for entity in entities(ontology):
        for word in (*entity.needs, *entity.vetoes):
            assert re.fullmatch(r"[\w.-]+", word), f"{entity.iri}: {word!r}"
            assert word == word.lower(), f"{entity.iri}: {word!r}"
        assert not entity.needs or entity.exact, f"{entity.iri} needs context for no exact name"


def test_no_name_names_two_things_without_context(ontology: Ontology) -> None:
    holders: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities(ontology):
        for name in dict.fromkeys(n if n in entity.exact else n.casefold() for n in entity.names):
            holders[name].append(entity)
    shared = {n: [e.iri for e in found] for n, found in holders.items() if len([e for e in found if not e.needs]) > 1}
    assert shared == {}


def test_a_name_that_is_a_plain_word_counts_in_its_own_case_alone(ontology: Ontology) -> None:
    for entity in entities(ontology):
        if ontology.vocabulary.is_a(entity.type, "http://www.w3.org/2004/02/skos/core#Concept"):
            continue
        for name in entity.names:
            if name.casefold() in ORDINARY.split():
                assert name in entity.exact, f"{entity.iri}: {name!r} must be kg:exactName"
                assert not name.isupper() or entity.needs or entity.vetoes, f"{entity.iri}: {name!r} needs context"


def test_relations_lead_to_things_that_exist_and_equivalence_goes_both_ways(ontology: Ontology) -> None:
    known = ontology.lexicon.entities
    same = ontology.namespaces.iri("kg:equivalentProvision")
    for entity in entities(ontology):
        for property_, target in entity.relations:
            assert property_ in ontology.vocabulary.properties, f"{entity.iri}: {property_}"
            assert target in known or target in ontology.vocabulary.properties, f"{entity.iri} leads to {target}"
            if property_ == same:
                assert (same, entity.iri) in known[target].relations, f"{target} is not told to equal {entity.iri}"


def test_decisions_are_about_things_that_the_lexicon_knows(ontology: Ontology) -> None:
    for decision in read_decisions(ontology):
        named = [*decision.things, decision.subject, decision.object if decision.object_is_iri else None]
        assert [iri for iri in named if iri and iri not in ontology.lexicon.entities] == []
        assert decision.subject is None or decision.property in ontology.vocabulary.properties


@pytest.mark.parametrize("path", [*data_files(), *sorted(TOY.glob("*.ttl"))], ids=lambda p: f"{p.parent.name}/{p.name}")
def test_data_is_laid_out_in_one_way(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == canonical(path), f"run python -m ontology.canonical --fix {path}"


def test_the_command_names_what_differs_and_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vocabulary.ttl"
    head, number = "@prefix kg: <core#> .\n", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    text = head + f'kg:b kg:c {number}, "a \\"b\\"" ; a kg:D .\nkg:a kg:c kg:b .\n'
    path.write_text("# Head.\n\n" + text, encoding="utf-8")
    assert canonical_main([str(path)]) == 1
    assert "--fix" in capsys.readouterr().err
    assert canonical_main(["--fix", str(path)]) == 0
    assert canonical_main([str(path)]) == 0
    assert path.read_text(encoding="utf-8") == (
        "# Head.\n\n@prefix kg: <core#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        'kg:a\n    kg:c kg:b .\n\nkg:b\n    a kg:D ;\n    kg:c "2"^^xsd:integer, "a \\"b\\"" .\n'
    )


def test_blank_nodes_cannot_be_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.ttl"
    path.write_text("<a> <b> [] .", encoding="utf-8")
    with pytest.raises(UnreadableVocabulary, match="blank node"):
        canonical(path)


WELL_MADE = f"""
@base <{DEFAULT_BASE}> .
@prefix kg: <core#> . @prefix harbor: <harbor#> . @prefix id: <id/> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
id:lantern a harbor:Trial ; rdfs:label "Lantern" .
id:falk a kg:Person ; rdfs:label "Ines Falk" .
<statement/1> a kg:Statement ; rdf:subject id:lantern ; rdf:predicate kg:startedOn ; rdf:object "2024"^^xsd:gYear ;
    kg:rank kg:normal ; kg:modality kg:fact ; kg:negated false ; prov:wasDerivedFrom <evidence/1> .
<statement/2> a kg:Statement ; rdf:subject id:lantern ; rdf:predicate kg:director ; rdf:object id:falk ;
    kg:rank kg:normal ; kg:modality kg:fact ; kg:negated false ; prov:wasDerivedFrom <evidence/1> .
<evidence/1> a kg:Evidence ; oa:hasSource <document/1/text> ; dcterms:isPartOf <document/1#char=0,90> ;
    oa:hasSelector <evidence/1/position>, <evidence/1/quote> .
<evidence/1/position> a oa:TextPositionSelector ; oa:start 1 ; oa:end 5 .
<evidence/1/quote> a oa:TextQuoteSelector ; oa:exact "abcd" .
"""
MONEY = ('kg:startedOn ; rdf:object "2024"^^xsd:gYear', "kg:appropriation ; rdf:object 40000000.0")


@pytest.fixture(scope="module")
def schema() -> Graph:
    """What the shapes look at in the toy's vocabulary: classes, domains and ranges."""
    told = (RDF.type, RDFS.subClassOf, SDO.domainIncludes, SDO.rangeIncludes)
    found = Graph()
    found += [triple for triple in vocabulary_graph(load_ontology(TOY).regulator) if triple[1] in told]
    return found


def messages(turtle: str, schema: Graph) -> set[str]:
    """What the shapes find at fault in a graph."""
    shapes = read_turtle([CORE / "shapes.ttl"], DEFAULT_BASE)
    _, _, text = validate(Graph().parse(data=turtle, format="turtle") + schema, shacl_graph=shapes)
    return {line.split("Message: ", 1)[1] for line in text.splitlines() if "Message: " in line}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", "", None),
        ("a harbor:Trial", "a kg:Initiative", None),
        ("a harbor:Trial", "a kg:Elsewhere", None),
        (*MONEY, "money has a unit"),
        (MONEY[0], MONEY[1] + " ; kg:unit kg:USD", None),
        ("a harbor:Trial", "a kg:Place", "the subject's class is none that the property can be said of"),
        ("a kg:Person", "a kg:Place", "the object's class is none that the property can have"),
        ('"2024"^^xsd:gYear', "2024", "the object's datatype is none that the property can have"),
        ('"2024"^^xsd:gYear', '"2024"^^xsd:gYear, "2025"^^xsd:gYear', "a statement has exactly one object"),
        ("kg:modality kg:fact", "kg:modality kg:guess", "exactly one modality"),
        ("prov:wasDerivedFrom <evidence/1>", "rdfs:seeAlso <evidence/1>", "at least one piece of evidence"),
        ("oa:start 1 ; oa:end 5", "oa:start 5 ; oa:end 5", "before its end"),
        ('"abcd"', f'"{"a" * 601}"', "one quote, of 600 characters at most"),
        ("kg:negated false", 'kg:negated false ; kg:comparator "=>"', "a comparator is one of"),
        ("kg:negated false", 'kg:negated false ; kg:validFrom "spring"', "validFrom is one date"),
    ],
)
def test_shapes_refuse_what_is_senseless_and_nothing_else(old: str, new: str, fault: str | None, schema: Graph) -> None:
    found = messages(WELL_MADE.replace(old, new) if old else WELL_MADE, schema)
    assert found == set() if fault is None else any(fault in message for message in found)


def test_two_directors_are_no_fault(schema: Graph) -> None:
    second = """
    id:quist a kg:Person ; rdfs:label "Teodor Quist" .
    <statement/3> a kg:Statement ; rdf:subject id:lantern ; rdf:predicate kg:director ; rdf:object id:quist ;
        kg:rank kg:normal ; kg:modality kg:fact ; kg:negated false ; prov:wasDerivedFrom <evidence/1> .
    """
    assert messages(WELL_MADE + second, schema) == set()
