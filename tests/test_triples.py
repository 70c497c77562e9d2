"""The graphs: every triple once, no blank nodes, the same bytes in any order, quotes that stand where they say."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from itertools import permutations

import pytest
from hand_readings import Hand, individual, iri, thing, toy
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from corpus.copies import Copy
from kg.statements.assembly import Assembly, assemble
from kg.statements.redirects import Memory
from kg.statements.terms import canonical, literal
from kg.statements.terms import iri as iri_term

BASE = "https://w3id.org/regulatory-kg/"
OA = "http://www.w3.org/ns/oa#"
LANTERN = thing("Lantern Quota Trial", "harbor:Trial", "LQT", "Lantern", entity="id:lantern-quota-trial")
OFFICE = thing("Harbor and Coastal Trials Office", "kg:Organization", entity="id:hcto")
HERON = thing("Heron Cove Trial", "harbor:Trial", "HCT")


def world() -> Hand:
    """Three documents that agree, disagree, point at each other and at things that the lexicon does not know."""
    hand = Hand()
    release = hand.document(
        "The Heron Cove Trial (HCT) 📎 opens on 1 July 2026.\nIt follows the Lantern trial, says the office.",
        "2024-03-03", url="https://example.org/release 1", publisher="Harbor and Coastal Trials Office", type="Release",
        license="CC0-1.0",
    )  # fmt: skip
    news = hand.document(
        'HCT began on 4 July 2026 with "40" crews; Ines Falk leads.', "2026-08", language="en", shown_whole=""
    )
    report = hand.document("The HCT started in 2025.\nNo date stands here.")
    hand.says(
        release, HERON, "kg:startedOn", "2026-07-01", "Heron Cove Trial (HCT) 📎 opens on 1 July 2026", modality="plan"
    )
    hand.says(
        release, HERON, "kg:predecessor", LANTERN, "follows the Lantern trial", context=((4, 20, "antecedent"),),
        attributedTo=OFFICE,
    )  # fmt: skip
    short = thing("HCT")
    hand.says(news, short, "kg:startedOn", "2026-07-04", "HCT began on 4 July 2026")
    hand.says(news, short, "kg:participants", "#40", 'HCT began on 4 July 2026 with "40" crews', comparator=">=")
    hand.says(news, OFFICE, "kg:director", thing("Ines Falk", "kg:Person"), "Ines Falk leads", role="Director")
    hand.says(news, short, "kg:status", individual("kg:Active"), "HCT began")
    hand.says(report, short, "kg:startedOn", "2025", "started in 2025", negated=True, stated_on="2024")
    hand.says(report, short, "kg:startedOn", "2025", "The HCT started in 2025")
    return hand


@pytest.fixture(scope="module")
def built() -> Assembly:
    return world().assemble(decisions=None, rules={"patterns": "1", "model": "3.8"})


def quads(assembly: Assembly) -> list[Quad]:
    return [
        Quad(t.subject, t.predicate, t.object, NamedNode(name))
        for name, data in assembly.graphs.items()
        for t in parse(data, RdfFormat.N_TRIPLES)
    ]


def test_every_triple_stands_in_exactly_one_graph(built: Assembly) -> None:
    counted = Counter((str(q.subject), str(q.predicate), str(q.object)) for q in quads(built))
    assert [triple for triple, times in counted.items() if times > 1] == []


def test_there_are_no_blank_nodes_and_no_language_tags(built: Assembly) -> None:
    for quad in quads(built):
        assert isinstance(quad.subject, NamedNode), quad
        assert not isinstance(quad.object, Literal) or quad.object.language is None, quad
        assert isinstance(quad.object, NamedNode | Literal), quad


def test_the_store_keeps_every_term_as_it_is_written(built: Assembly) -> None:
    store = Store()
    store.extend(quads(built))
    assert {str(q) for q in store} == {str(q) for q in quads(built)}


def test_the_order_of_the_documents_leaves_no_trace(built: Assembly) -> None:
    hand = world()
    for order in permutations(range(3)):
        readings, documents = hand.readings(), hand.documents
        other = assemble(
            [readings[i] for i in order],
            [documents[i] for i in reversed(order)],
            toy(),
            rules={"model": "3.8", "patterns": "1"},
        )
        assert other.graphs == built.graphs


def test_a_document_that_leaves_takes_its_triples_along() -> None:
    hand, news = world(), world().documents[1]
    kept = [d for d in hand.documents if d.id != news.id]
    left = assemble([r for r in hand.readings() if r.document != news.id], kept, toy(), decisions=())
    assert not any(news.id in name for name in left.graphs)
    assert not any(news.id.encode() in data or b"Ines Falk leads" in data for data in left.graphs.values())
    alone = Hand()
    alone.documents, alone.claims, alone.referents = kept, hand.claims, hand.referents
    assert left.graphs == alone.assemble().graphs


def test_what_only_one_document_says_changes_only_its_graph_and_the_shared_ones() -> None:
    hand = world()
    before = hand.assemble().hashes()
    extra = hand.document("LQT ended in 2024.", "2027-01")
    hand.says(extra, LANTERN, "kg:endedOn", "2024")
    after = hand.assemble().hashes()
    changed = {name.removeprefix(BASE + "graph/") for name in after if after[name] != before.get(name)}
    assert changed == {"statements", "direct", f"document/{extra.id}"}


def test_quotes_are_web_annotation_selectors_that_find_their_words(built: Assembly) -> None:
    store = Store()
    store.extend(quads(built))
    texts = {f"{BASE}document/{d.id}/text": d.text for d in world().documents}
    rows = list(store.query(
        f"""PREFIX oa: <{OA}> SELECT ?node ?source ?start ?end ?exact ?prefix ?suffix {{
            ?node oa:hasSource ?source ; oa:hasSelector ?p, ?q .
            ?p a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
            ?q a oa:TextQuoteSelector ; oa:exact ?exact .
            OPTIONAL {{ ?q oa:prefix ?prefix }} OPTIONAL {{ ?q oa:suffix ?suffix }} }}""",
        use_default_graph_as_union=True,
    ))  # fmt: skip
    assert len(rows) == 9
    for row in rows:
        text, start, end = texts[row["source"].value], int(row["start"].value), int(row["end"].value)
        assert text[start:end] == row["exact"].value
        assert text[max(0, start - 32) : start] == (row["prefix"].value if row["prefix"] else "")
        assert text[end : end + 32] == (row["suffix"].value if row["suffix"] else "")


def lines_about(assembly: Assembly, graph: str, *words: str) -> list[str]:
    found = assembly.graphs[f"{BASE}graph/{graph}"].decode().splitlines()
    return [line for line in found if all(word in line for word in words)]


def test_entities_have_labels_names_and_classes_once(built: Assembly) -> None:
    heron, lantern = f"<{BASE}id/heron-cove-trial>", f"<{BASE}id/lantern-quota-trial>"
    assert len(lines_about(built, "direct", heron, "rdf-schema#label", '"Heron Cove Trial"')) == 1
    assert len(lines_about(built, "direct", heron, "core#altLabel", '"HCT"')) == 1
    assert len(lines_about(built, "direct", heron, "ns#type", "harbor#Trial")) == 1
    assert lines_about(built, "direct", lantern, "#label") == []
    assert len(lines_about(built, "vocabulary", lantern, "rdf-schema#label")) == 1
    assert len(lines_about(built, "vocabulary", lantern, "dc/terms/source")) == 1


def test_a_document_says_what_it_is(built: Assembly) -> None:
    release, news, report = world().documents
    graph = f"document/{release.id}"
    me = f"<{BASE}document/{release.id}>"
    assert lines_about(built, graph, f"{me} ", "core#path") == [f'{me} <{iri("kg:path")}> "{release.source}" .']
    assert lines_about(built, graph, f"{me} ", "terms/source")[0].endswith('"https://example.org/release 1" .')
    assert lines_about(built, graph, "terms/issued")[0].endswith(
        '"2024-03-03"^^<http://www.w3.org/2001/XMLSchema#date> .'
    )
    assert lines_about(built, graph, "terms/type")[0].endswith(f"<{iri('kg:Release')}> .")
    assert lines_about(built, f"document/{news.id}", "shownWhole") != []
    assert lines_about(built, f"document/{report.id}", "terms/issued") == []
    assert len(lines_about(built, graph, "#char=", "ns#value")) == 2


def test_the_rules_that_read_it_stand_behind_each_proof(built: Assembly) -> None:
    (activity,) = lines_about(built, "vocabulary", "prov#Activity")
    name = activity.split(" ")[0]
    assert name.startswith(f"<{BASE}rules/")
    assert len(lines_about(built, "vocabulary", name, "prov#used")) == 2
    release = world().documents[0]
    assert len(lines_about(built, f"document/{release.id}", "wasGeneratedBy", name)) == 2


def test_a_copy_says_of_what() -> None:
    hand = world()
    first, second, _ = hand.documents
    assembly = hand.assemble(copies=[Copy(second.id, first.id, 1.0), Copy(first.id, "gone", 1.0)])
    (line,) = lines_about(assembly, f"document/{second.id}", "copyOf")
    assert line.endswith(f"<{BASE}document/{first.id}> .")
    assert lines_about(assembly, f"document/{first.id}", "copyOf") == []


def test_memory_survives_json(built: Assembly) -> None:
    assert Memory.from_json(json.loads(json.dumps(built.memory.to_json()))) == built.memory


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [("1e3", "decimal", "1000"), ("-0.0", "decimal", "0"), ("12.10", "decimal", "12.1"), ("many", "integer", "many"),
     ("P0D", "duration", "PT0S"),
     ("PT2H", "duration", "PT2H"), ("P1Y12M", "duration", "P2Y"), ("2027", "gYear", "2027")],
)  # fmt: skip
def test_one_spelling_for_one_value(lexical: str, datatype: str, expected: str) -> None:
    assert canonical(lexical, "http://www.w3.org/2001/XMLSchema#" + datatype) == expected


def test_terms_hold_any_text() -> None:
    hard = 'a "quote" \\ back\tslash\r\nline \u0085 \U0001f4ce \x01 \ud800'
    (triple,) = parse(f"<x:s> <x:p> {literal(hard)} .", RdfFormat.N_TRIPLES)
    assert triple.object.value == hard.replace("\ud800", "?")
    (triple,) = parse(f"{iri_term('x:s <>{}|^`')} <x:p> <x:o> .", RdfFormat.N_TRIPLES)
    assert triple.subject.value == "x:s%20%3C%3E%7B%7D%7C%5E%60"


@pytest.mark.slow
def test_ten_thousand_statements_assemble_in_seconds() -> None:
    hand, dice = Hand(), random.Random(7)
    trials = [thing(f"Trial Number {n} of the Coast", key=f"t{n}") for n in range(800)]
    for number in range(200):
        document = hand.document(f"Document {number} tells of trials.", f"20{10 + number % 15}-03-0{1 + number % 9}")
        for _ in range(60):
            trial, property_ = dice.choice(trials), dice.choice(("kg:startedOn", "kg:participants", "kg:endedOn"))
            hand.says(document, trial, property_, f"#{dice.randrange(9000)}" if property_ == "kg:participants" else
                      f"20{dice.randrange(10, 40)}-0{dice.randrange(1, 9)}")  # fmt: skip
    readings, ontology = hand.readings(), toy()
    begun = time.process_time()  # other work on the machine tells nothing of this
    assembly = assemble(readings, hand.documents, ontology, decisions=())
    assert len(assembly.statements) > 9_000
    assert time.process_time() - begun < 15


@pytest.mark.parametrize(("whole", "passed_on"), [("true", 1000), ("", 302)])
def test_a_restricted_text_is_passed_on_only_as_far_as_its_licence_lets_it(whole: str, passed_on: int) -> None:
    hand = Hand()
    hand.document("x" * 1000, "2031-01-01", shown_whole=whole)
    (document,) = hand.documents
    text = next(text.decode() for name, text in hand.assemble().graphs.items() if name.endswith(document.id))
    value = next(
        quad.object.value
        for quad in parse(text.encode(), RdfFormat.N_TRIPLES)
        if quad.predicate.value.endswith("#value")
    )
    assert len(value) == passed_on
