"""Tests by a part of their names, sums of just the years asked about, and what came of it in the end.

On an invented graph; the near misses are names and spans that only look alike.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from asking import BASE, HERE, ask, labels

from kg.ask.answers import answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

NAMED = [
    ("When did Coastal start?", "Coastal Recovery Test"),
    ("When did the Coastal test start?", "Coastal Recovery Test"),
    ("How much did the Recovery Test save?", "Coastal Recovery Test"),
    ("When does the Bundles Model start?", "Harbor Bundles Model"),
    ("when did the coastal test start", "Coastal Recovery Test"),
    ("When does the HBM knee model start?", "Harbor Bundles Model"),
    ("I keep hearing about the Recovery Test. How much did it save?", "Coastal Recovery Test"),
]

OTHERS = [
    "When did the Coastal Cardiac Test start?",
    "When did the Northern Recovery Test start?",
    "When did the Inland Bundles Model start?",
    "When did Coastline start?",
    "When did Northern and Coastal start?",
    "How much did the CREST kidney test save?",
    "When does the HBM kidney model start?",
]

PLAINLY = [
    ("How much did CREST end up saving?", {"$120 million"}),
    ("What did Alder wind up saving?", {"$57 million"}),
    ("How much did Alder save or lose in the end?", {"$57 million"}),
    ("In the end, how much did Alder save?", {"$57 million"}),
    ("Who is testing Harbor?", {"Tide Center"}),
    ("Who's trying out Harbor?", {"Tide Center"}),
]

SUMS = [("2030", "2030", 7), ("2031", "2031", 14), ("2032", "2032", 18), ("2030", "2032", 39)]

SPANS = [
    ("How much did Cedar save from 2030 to 2032?", {"$39 million"}),
    ("net savings of Cedar, 2030-2032", {"$39 million"}),
    ("How much did Cedar save between 2030 and 2031?", {"$7 million", "$14 million"}),
    ("How much did Cedar save in 2031?", {"$14 million"}),
]


def _cedar() -> tuple[EmbeddedStore, Words]:
    """The graph of a test with sums of single years and one of all of them."""
    store = EmbeddedStore()
    root = Path(HERE).parent
    for path in (root / "ontology/core/vocabulary.ttl", root / "ontology/cmmi/vocabulary.ttl", HERE / "ask_graph.ttl"):
        store.load(path.read_bytes(), ox.RdfFormat.TURTLE, base=BASE)
    head = (HERE / "ask_graph.ttl").read_text(encoding="utf-8").split("\n\n")[0]
    prefixes = "\n".join(line for line in head.splitlines() if line.startswith("@prefix"))
    made = ['id:cedar a cmmi:Model ; rdfs:label "Cedar Model" .']
    for first, last, sum_ in SUMS:
        made.append(
            f"<{BASE}statement/{first}-{last}> a kg:Statement ; rdf:subject id:cedar ; rdf:predicate cmmi:netSavings ; "
            f'rdf:object "{sum_}000000"^^xsd:decimal ; kg:modality kg:fact ; kg:rank kg:normal ; kg:unit kg:USD ; '
            f'kg:validFrom "{first}"^^xsd:gYear ; kg:validUntil "{last}"^^xsd:gYear ; prov:wasDerivedFrom ev:e44 .\n'
            f'id:cedar cmmi:netSavings "{sum_}000000"^^xsd:decimal .'
        )
    made.append(
        f"ev:made a kg:Evidence ; oa:hasSource <{BASE}document/brief/text> ; dcterms:isPartOf "
        f"<{BASE}document/brief#char=1900,1924> ; oa:hasSelector ev:madep , ev:madeq ; kg:confidence 0.9 .\n"
        "ev:madep a oa:TextPositionSelector ; oa:start 1900 ; oa:end 1924 .\n"
        'ev:madeq a oa:TextQuoteSelector ; oa:exact "Cedar helps welders with knee surgery." .\n'
        "st:made a kg:Statement ; rdf:subject id:cedar ; rdf:predicate kg:focus ; rdf:object id:knee ; "
        "kg:modality kg:fact ; kg:rank kg:normal ; prov:wasDerivedFrom ev:made .\nid:cedar kg:focus id:knee ."
    )
    store.load("\n".join([prefixes, *made]).encode(), ox.RdfFormat.TURTLE, base=BASE)
    return store, Words.of(store)


@pytest.mark.parametrize(("question", "name"), NAMED)
def test_a_part_of_a_name_that_one_test_alone_has_stands_for_it(question: str, name: str) -> None:
    assert name in ask(question).understood


@pytest.mark.parametrize("question", OTHERS)
def test_a_name_that_only_looks_like_a_part_of_another_is_not_put_for_it(question: str) -> None:
    assert ask(question).status == "unanswered"


@pytest.mark.parametrize(("question", "expected"), PLAINLY)
def test_what_came_of_it_in_the_end_is_what_came_of_it(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert {label.lower() for label in labels(found)} == {label.lower() for label in expected}, found.text


@pytest.mark.parametrize(("question", "expected"), SPANS)
def test_a_sum_of_just_the_years_asked_about_goes_before_those_of_single_years(
    question: str, expected: set[str]
) -> None:
    store, words = _cedar()
    found = answer(question, words, store)
    assert labels(found) == expected, found.text


def test_one_thing_whose_proof_has_a_word_is_not_the_number_of_what_it_names() -> None:
    store, words = _cedar()
    assert answer("How many welders has Cedar served?", words, store).status == "unanswered"
