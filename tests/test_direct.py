"""Which statements are also plain triples, rule by rule."""



from __future__ import annotations

import pytest
from hand_readings import Hand, individual, iri, thing

from extract.claims.mentions import Referent

LANTERN = thing("Lantern Quota Trial", entity="id:lantern-quota-trial")
OFFICE = thing("Harbor and Coastal Trials Office", "kg:Organization", entity="id:hcto")
FALK = thing("Ines Falk", "kg:Person", entity="id:ines-falk")
MARSH = thing("Odile Marsh", "kg:Person", entity="id:odile-marsh")
QUIST = thing("Teodor Quist", "kg:Person", entity="id:teodor-quist")
CHAMBER = thing("Fisheries Audit Chamber", "kg:Organization", entity="id:fisheries-audit-chamber")
COD = thing("cod", "kg:FocusArea", entity="id:cod")
CREWS = thing("small-boat crews", "kg:ParticipantType", entity="id:small-boat-crews")

Said = tuple[str | None, Referent, str, Referent | str, dict[str, object]]
"""A document's date, and what it says: subject, property, object, qualifiers with modality and negation."""

RULES: list[tuple[str, list[Said], list[str]]] = [
    ("a fact has one", [("2025", LANTERN, "kg:participants", "#12", {})], ["12"]),
    ("a rule has one", [("2025", OFFICE, "kg:appropriation", "$40", {"modality": "rule", "unit": "kg:USD"})], ["40"]),
    ("a denial has none", [("2025", LANTERN, "kg:participants", "#12", {"negated": True})], []),
    ("a forecast has none", [("2025", LANTERN, "kg:participants", "#12", {"modality": "projection"})], []),
    ("an opinion has none", [("2025", LANTERN, "kg:participants", "#12", {"modality": "opinion"})], []),
    ("a finding of somebody's has one", [("2025", LANTERN, "kg:participants", "#12", {"attributedTo": CHAMBER})], ["12"]),
    ("a bound has none", [("2025", LANTERN, "kg:participants", "#12", {"comparator": ">"})], []),
    ("an estimate has none", [("2025", LANTERN, "kg:participants", "#12", {"comparator": "~"})], []),
    ("an equals sign is no bound", [("2025", LANTERN, "kg:participants", "#12", {"comparator": "="})], ["12"]),
    ("a part has none", [("2025", LANTERN, "kg:participants", "#12", {"appliesTo": "the east"})], []),
    ("a rate has none", [("2025", OFFICE, "kg:appropriation", "$40", {"per": "P1Y", "unit": "kg:USD"})], []),
    ("a range has none", [("2025", LANTERN, "kg:participants", "#4", {"lower": "#4", "upper": "#6"})], []),
    ("a planned date has one", [("2025", LANTERN, "kg:startedOn", "2026-07", {"modality": "plan"})], ["2026-07"]),
    ("a planned design has one", [("2025", LANTERN, "kg:focus", COD, {"modality": "plan"})], ["cod"]),
    ("a planned length has one", [("2025", LANTERN, "kg:plannedDuration", "P5Y", {"modality": "plan"})], ["P5Y"]),
    ("a planned count has none", [("2025", LANTERN, "kg:participants", "#12", {"modality": "plan"})], []),
    ("a planned holder has none", [("2025", OFFICE, "kg:director", FALK, {"modality": "plan"})], []),
    ("that it is announced has one", [("2025", LANTERN, "kg:status", individual("kg:Announced"), {"modality": "plan"})], ["announced"]),
    ("a fact on the matter silences plans", [
        ("2025", LANTERN, "kg:focus", COD, {"modality": "plan"}),
        ("2026", LANTERN, "kg:focus", thing("herring", "kg:FocusArea"), {}),
    ], ["herring"]),
    ("a fact takes the place of its plan", [
        ("2025", LANTERN, "kg:startedOn", "2026-07", {"modality": "plan"}), ("2026", LANTERN, "kg:startedOn", "2026-08", {}),
    ], ["2026-08"]),
    ("a date put off is gone", [
        ("2025", LANTERN, "kg:startedOn", "2026-07", {"modality": "plan"}),
        ("2026", LANTERN, "kg:startedOn", "2027-01", {"modality": "plan"}),
    ], ["2027-01"]),
    ("two that conflict both have one", [
        ("2025", LANTERN, "kg:startedOn", "2015", {}), ("2026", LANTERN, "kg:startedOn", "2016", {}),
    ], ["2015", "2016"]),
    ("what is over has none", [("2025", OFFICE, "kg:director", FALK, {"ended": True})], []),
    ("a holder at one moment gives way to one told of none", [
        ("2026", OFFICE, "kg:director", FALK, {"pointInTime": "2021-01"}), ("2026", OFFICE, "kg:director", MARSH, {}),
    ], ["Odile Marsh"]),
    ("of holders at two moments the later stands", [
        ("2026", OFFICE, "kg:director", FALK, {"pointInTime": "2021-01"}),
        ("2026", OFFICE, "kg:director", MARSH, {"pointInTime": "2022-02"}),
    ], ["Odile Marsh"]),
    ("what ended before the graph's day has none", [
        ("2025-06", OFFICE, "kg:director", FALK, {"validUntil": "2024"}), ("2026-01", LANTERN, "kg:participants", "#1", {}),
    ], ["1"]),
    ("what ends later has one", [("2025-06", OFFICE, "kg:director", FALK, {"validUntil": "2025"})], ["Ines Falk"]),
    ("one at a time: the newest source", [
        ("2020", OFFICE, "kg:director", FALK, {}), ("2025", OFFICE, "kg:director", MARSH, {}),
    ], ["Odile Marsh"]),
    ("one at a time: the newest source has two", [
        ("2020", OFFICE, "kg:director", QUIST, {}), ("2025", OFFICE, "kg:director", MARSH, {}),
        ("2025", OFFICE, "kg:director", FALK, {}),
    ], ["Ines Falk", "Odile Marsh"]),
    ("one at a time: an undated source is not shown to be older", [
        (None, OFFICE, "kg:director", FALK, {}), ("2025", OFFICE, "kg:director", MARSH, {}),
    ], ["Ines Falk", "Odile Marsh"]),
    ("a successor ends what went before, whoever tells it last", [
        ("2022", OFFICE, "kg:director", FALK, {"validFrom": "2021"}), ("2025", OFFICE, "kg:director", MARSH, {"validFrom": "2013"}),
    ], ["Ines Falk"]),
    ("a later word that somebody is a former holder reaches every statement of it", [
        ("2022", OFFICE, "kg:director", FALK, {"validFrom": "2021"}), ("2025", OFFICE, "kg:director", FALK, {"ended": True}),
    ], []),
    ("who came back is not gone", [
        ("2019", OFFICE, "kg:director", FALK, {"validFrom": "2010", "validUntil": "2013"}),
        ("2019", OFFICE, "kg:director", FALK, {"validFrom": "2018"}),
    ], ["Ines Falk"]),
    ("not one at a time: every source counts", [
        ("2020", LANTERN, "kg:participantType", CREWS, {}),
        ("2025", LANTERN, "kg:participantType", thing("trawler owners", "kg:ParticipantType", entity="id:trawler-owners"), {}),
    ], ["small-boat crews", "trawler owners"]),
    ("the later stage of a life", [
        ("2025", LANTERN, "kg:status", individual("kg:Announced"), {}), ("2025", LANTERN, "kg:status", individual("kg:Active"), {}),
    ], ["active"]),
]  # fmt: skip


def directs(told: list[Said], **settings: object) -> list[str]:
    hand = Hand()
    for number, (issued, subject, property_, object_, given) in enumerate(told):
        document = hand.document(f"Source {number}.", issued)
        hand.says(document, subject, property_, object_, **given)  # type: ignore[arg-type]
    assembly = hand.assemble(**settings)
    found = [assembly.statements[key].object for key in assembly.direct]
    return sorted(str(getattr(o, "lexical", getattr(o, "label", ""))) for o in found)


@pytest.mark.parametrize(("told", "expected"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_which_statements_are_plain_triples(told: list[Said], expected: list[str]) -> None:
    assert directs(told) == expected
    assert directs(told[::-1]) == expected


def test_the_graphs_day_is_a_setting() -> None:
    from datetime import date

    told: list[Said] = [("2025-06", OFFICE, "kg:director", FALK, {"validUntil": "2025"})]
    assert directs(told, day=date(2026, 1, 1)) == []
    assert directs(told, day=date(2025, 12, 31)) == ["Ines Falk"]


def test_only_the_best_rank_counts() -> None:
    from ontology.decisions import Decision

    told: list[Said] = [("2025", LANTERN, "kg:startedOn", text, {}) for text in ("2015", "2016", "2017")]
    about = {"who": "a curator", "when": "2027-01-15", "why": "so", "source": "Register", "property": iri("kg:startedOn"),
             "subject": iri("id:lantern-quota-trial")}  # fmt: skip
    assert directs(told, decisions=[Decision("deprecate", object="2015", **about)]) == ["2016", "2017"]
    assert directs(told, decisions=[Decision("prefer", object="2016", **about)]) == ["2016"]
    assert directs(told[:1], decisions=[Decision("deprecate", object="2015", **about)]) == []


def test_inverses_stand_in_both_directions() -> None:
    hand = Hand()
    slipway = thing("Slipway Share Trial", entity="id:slipway-share-trial")
    hand.says(hand.document("Lantern follows Slipway Share."), LANTERN, "kg:predecessor", slipway)
    assembly = hand.assemble()
    graph = assembly.graphs["https://w3id.org/regulatory-kg/graph/direct"].decode().splitlines()
    lantern, share = (f"<{iri('id:' + slug)}>" for slug in ("lantern-quota-trial", "slipway-share-trial"))
    assert f"{lantern} <{iri('kg:predecessor')}> {share} ." in graph
    assert f"{share} <{iri('kg:successor')}> {lantern} ." in graph
    assert len(assembly.statements) == 1


def test_a_document_without_a_date_counts_from_the_latest_day_it_calls_past() -> None:
    hand = Hand()
    undated = hand.document("The berth trial began in 2026. Marsh directs the office.")
    hand.says(undated, thing("Tidewater Berth Trial"), "kg:startedOn", "2026")
    hand.says(undated, OFFICE, "kg:director", MARSH)
    hand.says(hand.document("Falk directs the office.", "2020"), OFFICE, "kg:director", FALK)
    assembly = hand.assemble()
    kept = [assembly.statements[key] for key in assembly.direct]
    assert [s.object.label for s in kept if s.property == iri("kg:director")] == ["Odile Marsh"]  # type: ignore[union-attr]
    graph = assembly.graphs[f"https://w3id.org/regulatory-kg/graph/document/{undated.id}"].decode()
    assert f'<{iri("kg:notBefore")}> "2026-01-01"' in graph
