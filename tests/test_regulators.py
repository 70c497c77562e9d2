"""A regulator is a folder: found by name, by path or alone; its files join the core's."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from corpus.documents import find_sources, read_document
from ontology.decisions import UnreadableDecision, read_decisions
from ontology.regulators import CORE, UnknownRegulator, find_regulator, load_ontology, regulators
from ontology.vocabulary import UnreadableVocabulary

TOY = Path(__file__).resolve().parent / "toy"


def test_nothing_named_finds_the_first_that_ships() -> None:
    assert find_regulator() == regulators()[0]
    assert find_regulator(regulators()[0].name) == find_regulator()
    assert find_regulator(regulators()[0].folder) == find_regulator()


def test_a_folder_elsewhere_is_a_regulator_by_its_data_alone() -> None:
    toy = find_regulator(TOY / "regulator")
    assert (toy.name, toy.prefix, toy.organization) == ("harbor", "harbor", "hcto")
    assert [path.parent for path in toy.files("vocabulary.ttl")] == [CORE, TOY / "regulator"]
    assert toy.files("no-such-file.toml") == ()


def test_the_toy_loads_without_a_word_of_the_regulator_that_ships() -> None:
    toy, shipped = load_ontology(TOY / "regulator"), load_ontology()
    own = toy.namespaces.iri("harbor:Trial")
    assert toy.vocabulary.is_a(own, toy.namespaces.iri("kg:Initiative"))
    assert own not in shipped.vocabulary.classes
    core_names = {e.iri for e in toy.lexicon.entities.values()} & {e.iri for e in shipped.lexicon.entities.values()}
    kinds = {toy.lexicon.entities[iri].type for iri in core_names}
    assert kinds == {toy.namespaces.iri("kg:Place")}, "only places are the core's to name"
    assert not any(
        term.startswith(shipped.namespaces.prefixes[shipped.regulator.prefix]) for term in toy.namespaces.terms
    )


def test_the_same_call_gives_the_same_ontology_and_another_base_moves_every_iri() -> None:
    assert load_ontology(TOY / "regulator") is load_ontology(TOY / "regulator")
    moved = load_ontology(TOY / "regulator", "https://ports.example/")
    assert moved.namespaces.iri("kg:startedOn") == "https://ports.example/core#startedOn"
    ours = [*moved.vocabulary.classes, *moved.vocabulary.individuals, *moved.lexicon.entities]
    assert all(iri.startswith("https://ports.example/") for iri in ours)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no regulator"),
        ("name = 'x'\n", "title, prefix, namespace missing"),
        ("name = [\n", "not readable as TOML"),
        ("name = 1\ntitle = 't'\nprefix = 'p'\nnamespace = 'n#'\n", "name missing"),
    ],
)
def test_a_folder_that_is_no_regulator_is_told_what_is_missing(tmp_path: Path, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / "regulator.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnknownRegulator, match=told):
        find_regulator(tmp_path)


def regulator_with(folder: Path, **files: str) -> Path:
    (folder / "regulator.toml").write_text("name='t'\ntitle='T'\nprefix='t'\nnamespace='t#'\n", encoding="utf-8")
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


def test_broken_turtle_is_one_clear_message(tmp_path: Path) -> None:
    folder = regulator_with(tmp_path, vocabulary_ttl="<x> <y> .")
    with pytest.raises(UnreadableVocabulary, match=r"vocabulary\.ttl: not readable as Turtle"):
        load_ontology(folder)


LEX = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kg: <core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""


@pytest.mark.parametrize(
    "entry",
    [
        "<id/x> a skos:Concept, kg:Person ; skos:prefLabel 'Lena Ortiz' .",
        "<id/x> a skos:Concept ; skos:prefLabel 'Lena Ortiz' ; dcterms:source 'a book' .",
        "<id/x> a skos:Concept, kg:Person ; skos:prefLabel 'Lena Ortiz', 'L. Ortiz' ; dcterms:source 'a book' .",
    ],
)
def test_an_entity_without_label_class_or_source_is_refused(tmp_path: Path, entry: str) -> None:
    folder = regulator_with(tmp_path, lexicon_ttl=LEX + entry)
    with pytest.raises(UnreadableVocabulary, match="exactly one label, one class and at least one source"):
        load_ontology(folder)


def test_the_toy_decisions_are_read_with_full_names() -> None:
    ontology = load_ontology(TOY / "regulator")
    deprecate, prefer, apart, join = read_decisions(ontology)
    assert (deprecate.action, deprecate.object, deprecate.object_is_iri) == ("deprecate", "2015", False)
    assert deprecate.property == ontology.namespaces.iri("kg:startedOn")
    assert (prefer.object, prefer.object_is_iri) == (ontology.namespaces.iri("id:ines-falk"), True)
    assert apart.things == tuple(map(ontology.namespaces.iri, ("id:tidewater-berth-trial", "id:open-berth-trial")))
    assert (join.action, join.when) == ("join", datetime.date(2027, 1, 15).isoformat())


STATEMENT = "subject='id:a'\nproperty='kg:startedOn'\nobject='2020'\n"
TOLD = "who='w'\nwhen=2027-01-15\nwhy='y'\nsource='s'\n"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("action='erase'\n" + TOLD + STATEMENT, "action 'erase'"),
        ("action='prefer'\n" + TOLD, "subject, property, object missing"),
        ("action='prefer'\n" + STATEMENT + TOLD.replace("source='s'", "source=''"), "source missing"),
        ("action='prefer'\n" + STATEMENT + TOLD.replace("2027-01-15", "'January'"), "a date such as"),
        ("action='prefer'\n" + TOLD + STATEMENT.replace("startedOn", "startdOn"), "startdOn"),
        ("action='prefer'\n" + TOLD + STATEMENT + "qualifiers={sice='2020'}\n", "sice"),
        ("action='join'\n" + TOLD + "things=['id:a', 'id:a']\n", "at least two"),
        ("action='join'\n" + TOLD, "things missing"),
    ],
)
def test_a_decision_without_its_reasons_is_refused(tmp_path: Path, entry: str, told: str) -> None:
    folder = regulator_with(tmp_path, decisions_toml="[[decision]]\n" + entry)
    with pytest.raises(UnreadableDecision, match="decision 1.*" + told):
        read_decisions(load_ontology(folder))


def test_a_decision_finds_a_statement_by_its_qualifiers(tmp_path: Path) -> None:
    entry = "action='deprecate'\n" + TOLD + STATEMENT + "qualifiers={validFrom=2011-05-01, ended=true, unit='kg:USD'}\n"
    folder = regulator_with(tmp_path, decisions_toml="[[decision]]\n" + entry)
    ontology = load_ontology(folder)
    (decision,) = read_decisions(ontology)
    assert decision.qualifiers == (
        ("ended", "true"),
        ("unit", ontology.namespaces.iri("kg:USD")),
        ("validFrom", "2011-05-01"),
    )


def expected() -> list[dict[str, object]]:
    return list(tomllib.loads((TOY / "expected.toml").read_text(encoding="utf-8"))["document"])


def test_what_is_expected_of_the_toy_speaks_its_vocabulary() -> None:
    ontology = load_ontology(TOY / "regulator")
    properties = {iri.rpartition("#")[2] for iri in ontology.vocabulary.properties}
    local = {iri.rpartition("#")[2] for iri in ontology.vocabulary.individuals}
    for document in expected():
        lines = [line for key in ("claims", "also", "baits") for line in document.get(key, [])]  # type: ignore[attr-defined]
        for line in lines:
            subject, property_, object_, *_ = line.removeprefix("+ ").removeprefix("- ").split(" | ")
            assert property_ in properties | {"*"}, line
            assert subject == "*" or ontology.lexicon.by_name(subject), line
            if property_ in ("outcome", "status", "participation") and object_ != "*":
                assert object_ in local, line


def test_every_toy_document_is_readable_and_expected() -> None:
    found = {source: read_document(path.read_bytes(), source) for source, path in find_sources([TOY / "documents"])}
    assert sorted(found) == sorted(str(document["file"]) for document in expected())
    assert all(document.passages for document in found.values())
