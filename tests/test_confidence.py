"""Confidence: what raw numbers become, that choices are made before, and that the lines that ship are sound."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.calibrate import ENOUGH, PRIOR, Judged, calibrated, error, rising, weighed, write
from corpus.documents import read_document
from extract.annotation.annotate import annotate
from extract.claims.claims import Claim, Evidence
from extract.claims.mentions import Referent
from extract.confidence import ANY, CALIBRATION, Calibration, along, kind_of_source, plainly, read_calibration, stated
from extract.parsing.cues import UnreadableCues
from extract.reading import read_annotated, read_claims
from extract.values.values import Value
from ontology.regulators import Ontology, load_ontology

LINES = Calibration({
    ANY: ((0.5, 0.4), (0.9, 0.8)),
    "learned": ((0.5, 0.6), (0.9, 0.9)),
    "learned startedOn": ((0.7, 0.95),),
})  # fmt: skip
MOST = 8_000
"""Bytes that the lines may take."""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.mark.parametrize(
    ("found_by", "name", "raw", "share"),
    [
        ("learned:endedOn", "endedOn", 0.7, 0.75),  # half way along its kind's line
        ("learned:startedOn", "startedOn", 0.2, 0.95),  # its property has a line of its own, of one point
        ("learned:endedOn", "endedOn", 0.1, 0.6),  # level before the first point
        ("learned:endedOn", "endedOn", 0.99, 0.9),  # and behind the last
        ("signature", "director", 0.9, 0.8),  # a kind without a line has that of all
    ],
)
def test_a_raw_number_becomes_the_share_of_its_kind_and_property(
    found_by: str, name: str, raw: float, share: float
) -> None:
    assert LINES.share(found_by, f"https://example.org/core#{name}", raw) == share


def test_without_lines_a_number_stays_what_it_is() -> None:
    assert Calibration().share("learned:x", "https://example.org/core#x", 0.123) == 0.123


def test_no_share_is_certainty() -> None:
    assert plainly(1.0) == 0.99
    assert Calibration({ANY: ((0.5, 1.0),)}).share("table:x", "core#x", 0.95) == 0.99


def test_of_all_that_prove_a_claim_in_its_passage_the_highest_share_counts() -> None:
    proof = Evidence("d", 0, 4, "said", (0, 9), confidence=0.9, extracted_by="pattern:one")
    first = Claim(Referent("a", "t", "A"), "core#startedOn", Value("2031", "year"), proof)
    second = replace(first, evidence=replace(proof, confidence=0.6, extracted_by="learned:startedOn"))
    elsewhere = replace(second, evidence=replace(second.evidence, passage=(10, 20)))
    (found,) = stated([first], [first, second], LINES)
    assert (found.evidence.confidence, found.evidence.extracted_by) == (0.95, "pattern:one")
    (found,) = stated([first], [first, elsewhere], LINES)
    assert found.evidence.confidence == 0.8


def test_calibration_changes_numbers_and_no_choice(ontology: Ontology) -> None:
    text = (
        "The Quillon Stroke Model (QSM) got under way in May 2031 and has 212 hospitals on its rolls. QSM is voluntary.\n\n"
        "Its home is the Office of Payment Trials, headed by Imre Castellan. QSM ended in 2036 and saved $4 million.\n"
    )
    annotated = annotate(read_document(text.encode(), "text.txt"), ontology)
    raw, low, now = (
        read_annotated(annotated, ontology, None, lines)
        for lines in (Calibration(), Calibration({ANY: ((0.5, 0.1),)}), None)
    )

    def bare(claim: Claim) -> Claim:
        return replace(claim, evidence=replace(claim.evidence, confidence=0))

    assert [bare(one) for one in raw.claims] == [bare(one) for one in low.claims] == [bare(one) for one in now.claims]
    assert {one.evidence.confidence for one in low.claims} == {0.1}
    assert len({one.evidence.confidence for one in raw.claims}) > 1
    assert all(round(one.evidence.confidence, 2) == one.evidence.confidence < 1 for one in now.claims)
    assert now == read_claims(read_document(text.encode(), "text.txt"), ontology)


def test_the_lines_that_ship_rise_and_are_small(ontology: Ontology) -> None:
    assert CALIBRATION.stat().st_size < MOST
    lines = read_calibration().lines
    known = {iri.rpartition("#")[2] for iri in ontology.vocabulary.properties}
    assert {ANY, "pattern", "learned"} <= set(lines)
    for key, line in lines.items():
        assert {key.partition(" ")[2]} - {""} <= known, key
        assert all(left[0] < right[0] and left[1] <= right[1] for left, right in pairwise(line)), key
        assert all(0 < share < 1 for _, share in line), key


@pytest.mark.parametrize("text", [
    'learned = [[0.5, 0.9], [0.7, 0.8]]', "learned = [[0.7, 0.8], [0.5, 0.9]]", "learned = []", "learned = [[0.5, 1.2]]",
    'learned = "high"', "learned = [[0.5]]", "learned = 0.5", "learned =",
])  # fmt: skip
def test_lines_that_make_no_sense_are_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "calibration.toml"
    path.write_text(text)
    with pytest.raises(UnreadableCues, match=r"calibration\.toml"):
        read_calibration(path)


def judged(kind: str, name: str, number: float, right: int, wrong: int) -> list[Judged]:
    return [Judged(kind, name, number, place < right) for place in range(right + wrong)]


def test_a_line_follows_many_examples_and_hardly_moves_for_few() -> None:
    many = [*judged("pattern", "a", 0.9, 1900, 100), *judged("learned", "a", 0.5, 1000, 1000)]
    few = [*judged("roster", "b", 0.95, 0, 1), *judged("table", "b", 0.95, 0, ENOUGH["kind"])]
    lines = calibrated([*many, *few]).lines
    ((_, pattern),), ((_, learned),), ((raw, table),) = lines["pattern"], lines["learned"], lines["table"]
    assert abs(pattern - 0.95) < 0.01
    assert abs(learned - 0.5) < 0.01
    assert (raw, table) == (0.95, pytest.approx(along(lines[ANY], 0.95) * PRIOR / (PRIOR + ENOUGH["kind"]), abs=1e-3))
    assert "roster" not in lines
    assert "table b" not in lines
    assert {"pattern a", "learned a"} <= set(lines)


def test_each_set_weighs_the_same() -> None:
    found = weighed([judged("pattern", "a", 0.9, 300, 0), judged("pattern", "a", 0.9, 0, 900)])
    assert sum(one.weight for one in found) == pytest.approx(1200)
    assert calibrated(found).lines["pattern"] == [(0.9, pytest.approx(0.5))]


def test_falling_neighbours_are_pooled_by_weight() -> None:
    assert rising([(0.5, 0.9, 3), (0.6, 0.5, 1), (0.7, 0.95, 1)]) == [(0.5, 0.8), (0.6, 0.8), (0.7, 0.95)]
    assert rising([(0.5, 0.9, 1), (0.6, 0.6, 1), (0.7, 0.3, 1)]) == [(0.5, 0.6), (0.7, 0.6)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = calibrated([*judged("learned", "a", 0.5, 30, 30), *judged("learned", "a", 0.8, 55, 5)])
    write(made, tmp_path / "a.toml")
    write(read_calibration(tmp_path / "a.toml"), tmp_path / "b.toml")
    assert (tmp_path / "a.toml").read_bytes() == (tmp_path / "b.toml").read_bytes()


def test_the_error_is_how_far_numbers_lie_from_shares() -> None:
    assert error(judged("a", "a", 0.9, 9, 1)) == pytest.approx(0)
    assert error([*judged("a", "a", 0.9, 9, 1), *judged("a", "a", 0.7, 5, 5)]) == pytest.approx(0.1)


def test_kinds_of_sources_are_told_by_what_found_a_claim() -> None:
    assert kind_of_source("table:startedOn") == "table"
    assert kind_of_source("pattern:law-amends") == kind_of_source("law-tests") == "law"
    assert kind_of_source("pattern:lawful-start") == "pattern"
