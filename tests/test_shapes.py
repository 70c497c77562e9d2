"""Shapes: what they refuse, that both ways of checking agree, and quotes found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from hand_readings import Hand, individual, thing, toy
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.statements.assembly import Assembly
from kg.statements.shapes import UnreadableShape, Violation, check, check_graph, check_quotes, shape_queries

BASE = "https://w3id.org/regulatory-kg/"
KG, XSD = BASE + "core#", "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
LANTERN = thing("Lantern Quota Trial", entity="id:lantern-quota-trial")
OFFICE = thing("Harbor and Coastal Trials Office", "kg:Organization", entity="id:hcto")


def world() -> tuple[Hand, Assembly]:
    hand = Hand()
    note = hand.document("It began on 1 July 2026.\nIt has 12 sites. The office gets $40 until 2030.", "2026-08")
    hand.says(note, LANTERN, "kg:startedOn", "2026-07-01", "It began on 1 July 2026.", context=((0, 2, "antecedent"),))
    hand.says(note, LANTERN, "kg:participants", "#12", "It has 12 sites.", comparator=">")
    hand.says(
        note, OFFICE, "kg:appropriation", "$40", "The office gets $40 until 2030.", unit="kg:USD", validUntil="2030"
    )
    hand.says(note, LANTERN, "kg:participation", individual("kg:Voluntary"), "It has 12 sites.")
    return hand, hand.assemble()


def both_ways(lines: Iterable[str]) -> tuple[list[Violation], list[Violation]]:
    """What the queries and what pySHACL find in the same triples."""
    data = "".join(line + "\n" for line in lines).encode()
    store = Store()
    store.load(data, RdfFormat.N_TRIPLES, to_graph=NamedNode(BASE + "graph/all"))

    def select(query: str) -> list[Mapping[str, object]]:
        rows = store.query(query, use_default_graph_as_union=True)
        names = [variable.value for variable in rows.variables]  # type: ignore[union-attr]
        return [{name: row[name] for name in names} for row in rows]  # type: ignore[index, union-attr]

    return check(select, toy()), check_graph(data, toy())


def graph_lines() -> list[str]:
    return [line for data in world()[1].graphs.values() for line in data.decode().splitlines()]


def test_what_is_assembled_keeps_every_shape() -> None:
    assert both_ways(graph_lines()) == ([], [])


FAULTS = [
    ("no rank", "core#rank>", None, 4),
    ("a rank of one's own", "core#rank>", f"<{KG}best>", 4),
    ("a modality of one's own", "core#modality>", f"<{KG}guess>", 4),
    ("a negation in words", "core#negated>", '"no"', 4),
    ("no evidence", "prov#wasDerivedFrom>", None, 8),
    ("a comparator of one's own", "core#comparator>", '"more"', 1),
    ("money without a unit", "core#unit>", None, 1),
    ("a validity that is no date", "core#validUntil>", '"2030"', 1),
    ("a day that is no day", "core#earliest>", f'"2026"^^<{XSD}gYear>', 2),
    ("latest before earliest", "core#latest>", f'"1999-01-01"^^<{XSD}date>', 1),
    ("an empty quote", "oa#exact>", '""', 4),
    ("a long quote", "oa#exact>", f'"{"x" * 601}"', 4),
    ("an end before its start", "oa#end>", f'"0"^^<{XSD}integer>', 5),
    ("a confidence above one", "core#confidence>", f'"1.5"^^<{XSD}decimal>', 4),
    ("a role of one's own", "core#contextRole>", '"mood"', 1),
    ("a hash that is none", "core#sha256>", '"abc"', 1),
    ("a subject without a label", "rdf-schema#label>", None, 4),
]
"""What is broken: the predicate's end, what its objects become (`None`: gone), and how many violations that makes."""


@pytest.mark.parametrize(("predicate", "object_", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_broken_graph_is_refused_both_ways_alike(predicate: str, object_: str | None, expected: int) -> None:
    lines = []
    for line in graph_lines():
        subject, verb, _ = line.split(" ", 2)
        if not verb.endswith(predicate):
            lines.append(line)
        elif object_ is not None:
            lines.append(f"{subject} {verb} {object_} .")
    queried, validated = both_ways(dict.fromkeys(lines))
    assert Counter(v.focus for v in queried) == Counter(v.focus for v in validated)
    assert len(queried) == expected


def test_a_senseless_statement_is_refused_both_ways_alike() -> None:
    started = next(s.id for s in world()[1].statements.values() if s.property == KG + "startedOn")
    lines = []
    for line in graph_lines():
        if line.endswith("#predicate> <" + KG + "participation> ."):
            line = line.replace("participation", "director")
        if f"statement/{started}>" in line and "ns#subject>" in line:
            line = line.replace("lantern-quota-trial", "ines-falk")
        lines.append(line.replace(f'ns#object> "12"^^<{XSD}integer>', f'ns#object> "2020"^^<{XSD}gYear>'))
    queried, validated = both_ways(lines)
    assert Counter((v.focus, v.value) for v in queried) == Counter((v.focus, v.value) for v in validated)
    assert sorted(v.message for v in queried) == [
        "the object's class is none that the property can have",
        "the object's datatype is none that the property can have",
        "the subject's class is none that the property can be said of",
    ]


def test_quotes_are_found_again_code_point_for_code_point() -> None:
    hand, assembly = world()
    documents = {d.id: d for d in hand.documents}
    assert check_quotes(assembly.statements.values(), documents) == []
    moved = {key: replace(d, text=" " + d.text) for key, d in documents.items()}
    assert len(check_quotes(assembly.statements.values(), moved)) == 4
    assert [v.message for v in check_quotes(assembly.statements.values(), {})] == [
        "the evidence's document is there"
    ] * 4


def test_a_quote_outside_its_passage_is_told() -> None:
    hand, assembly = world()
    statement = next(s for s in assembly.statements.values() if s.property == KG + "startedOn")
    proof = replace(statement.evidence[0], passage=(5, 10), context=((0, 9999, "heading"),))
    found = check_quotes([replace(statement, evidence=(proof,))], {d.id: d for d in hand.documents})
    assert [v.message for v in found] == [
        "the quote lies within its passage (5, 10)",
        "the heading stands in the document",
    ]
    assert str(found[0]).endswith("not 'It began on 1 July 2026.'")


def test_every_shape_of_the_ontology_can_be_asked() -> None:
    queries = shape_queries(toy().regulator, BASE)
    assert len(queries) > 40
    assert all("SELECT" in query.text and query.message for query in queries)


def test_a_constraint_that_no_query_can_hold_is_named() -> None:
    from rdflib import Graph, URIRef

    from kg.statements.shapes import _QueryWriter

    graph = Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> sh:property [ sh:path <x:p> ; sh:uniqueLang true ] .",
        format="turtle",
    )
    with pytest.raises(UnreadableShape, match="uniqueLang"):
        list(_QueryWriter(graph).node_shape(URIRef("x:s"), "?this a <x:c> ."))
