"""A curator's decisions: which statements they rank, and what the graph records of them."""



from __future__ import annotations

import pytest
from hand_readings import Hand, iri, only, thing, toy

from extract.claims.mentions import Referent
from kg.statements.assembly import Assembly
from ontology.decisions import Decision, read_decisions

BERTH = thing("Tidewater Berth Trial", entity="id:tidewater-berth-trial")
OFFICE = thing("Harbor and Coastal Trials Office", "kg:Organization", entity="id:hcto")
TOLD = {"who": "test curator", "when": "2027-01-15", "why": "The register says so.", "source": "Register, volume 2"}


def person(name: str) -> Referent:
    return thing(name, "kg:Person", entity="id:" + name.lower().replace(" ", "-"))


def world(decisions: list[Decision] | None = None) -> Assembly:
    hand = Hand()
    for number, (year, extra) in enumerate((("2015", {}), ("2016", {}), ("2015", {"appliesTo": "the east"}))):
        document = hand.document(f"Note {number}: the trial opened in {year}.", "2026-01")
        hand.says(document, BERTH, "kg:startedOn", year, **extra)  # type: ignore[arg-type]
    for number, (name, extra) in enumerate((("Ines Falk", {}), ("Odile Marsh", {"validFrom": "2011-05"}))):
        hand.says(hand.document(f"Leader {number}.", "2026-01"), OFFICE, "kg:director", person(name), **extra)  # type: ignore[arg-type]
    return hand.assemble(decisions=decisions)


@pytest.mark.parametrize(
    ("action", "object_", "qualifiers", "expected"),
    [
        ("deprecate", "2015", (), {("2015", ""): "deprecated", ("2016", ""): "normal", ("2015", "the east"): "deprecated"}),
        ("deprecate", "2015", (("appliesTo", "the east"),), {("2015", ""): "normal", ("2016", ""): "normal", ("2015", "the east"): "deprecated"}),
        ("prefer", "2016", (), {("2015", ""): "normal", ("2016", ""): "preferred", ("2015", "the east"): "normal"}),
        ("prefer", "2017", (), {("2015", ""): "normal", ("2016", ""): "normal", ("2015", "the east"): "normal"}),
    ],
)  # fmt: skip
def test_which_statements_a_decision_ranks(
    action: str, object_: str, qualifiers: tuple[tuple[str, str], ...], expected: dict[tuple[str, str], str]
) -> None:
    decision = Decision(
        action,
        subject=iri("id:tidewater-berth-trial"),
        property=iri("kg:startedOn"),
        object=object_,
        qualifiers=qualifiers,
        **TOLD,
    )
    found = only(world([decision]), "kg:startedOn")
    assert {(s.object.lexical, str(s.qualifier("appliesTo") or "")): s.rank for s in found} == expected  # type: ignore[union-attr]


def test_things_and_dates_are_found_by_address_and_value() -> None:
    decision = Decision(
        "deprecate", subject=iri("id:hcto"), property=iri("kg:director"), object=iri("id:odile-marsh"), object_is_iri=True,
        qualifiers=(("validFrom", "2011-05"),), **TOLD,
    )  # fmt: skip
    assert [s.rank for s in only(world([decision]), "kg:director")] == ["normal", "deprecated"]


def test_the_regulators_own_decisions_apply_unless_others_are_given() -> None:
    found = {s.object.lexical: s.rank for s in only(world(), "kg:startedOn") if not s.has("appliesTo")}  # type: ignore[union-attr]
    assert found == {"2015": "deprecated", "2016": "normal"}
    assert {s.object.label: s.rank for s in only(world(), "kg:director")} == {  # type: ignore[union-attr]
        "Ines Falk": "preferred", "Odile Marsh": "normal",
    }  # fmt: skip
    assert {s.rank for s in only(world([]), "kg:startedOn")} == {"normal"}


def test_a_deprecated_statement_keeps_its_evidence_and_loses_its_plain_triple() -> None:
    assembly = world()
    (statement,) = (s for s in only(assembly, "kg:startedOn") if s.rank == "deprecated" and not s.has("appliesTo"))
    assert len(statement.evidence) == 1
    assert statement.id not in assembly.direct


def test_the_graph_records_who_decided_what_and_why() -> None:
    assembly = world()
    lines = assembly.graphs["https://w3id.org/regulatory-kg/graph/vocabulary"].decode().splitlines()
    decisions = read_decisions(toy())
    recorded = {
        line.split(" ")[0] for line in lines if line.endswith("<https://w3id.org/regulatory-kg/core#Decision> .")
    }
    assert len(recorded) == len(decisions) == 4
    about = [line for line in lines if line.split(" ")[0] in recorded]
    assert sum('terms/creator> "test curator"' in line for line in about) == 4
    assert sum('"2027-01-15"^^<http://www.w3.org/2001/XMLSchema#date>' in line for line in about) == 4
    (statement,) = (s for s in only(assembly, "kg:startedOn") if s.rank == "deprecated" and not s.has("appliesTo"))
    assert (
        sum(f"terms/references> <https://w3id.org/regulatory-kg/statement/{statement.id}>" in line for line in about)
        == 1
    )
    replaced = f"<{iri('id:harbor-dues-program')}> <http://purl.org/dc/terms/isReplacedBy> <{iri('id:coastal-quota-program')}> ."
    assert replaced in lines
