"""Claims: quotes to the letter, what goes with a claim, and the kinds of sentence that break careless readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from bracketed import read_marked, shown

from extract.context.companions import read_companions
from extract.parsing.cues import UnreadableCues
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
pytestmark = pytest.mark.slow


def claims(text: str) -> set[str]:
    return {shown(claim) for claim in read_marked(text, ONTOLOGY).claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[The Harbor Model|kg:Initiative] did not lower spending in its first three years.",
            {"Harbor Model outcome net savings negated appliesTo=its first three years"},
        ),
        (
            "Sites in [the Lowland test|kg:Initiative] generated no savings.",
            {"Lowland test outcome net savings negated"},
        ),
        ("The change would cut paperwork without reducing access.", set()),
        (
            "[The Lowland test|kg:Initiative] lowered spending without reducing quality.",
            {"Lowland test outcome net savings"},
        ),
        ("[The Lowland test|kg:Initiative] may have reduced admissions.", set()),
        (
            "[The Lantern Model|kg:Initiative] was scheduled to launch in July 2024.",
            {"Lantern Model startedOn 2024-07 plan", "Lantern Model status announced"},
        ),
        (
            "@2026-02-01 [Lantern|kg:Initiative] launches in 2027.",
            {"Lantern startedOn 2027 plan", "Lantern status announced"},
        ),
        ("If the Secretary expanded [the test|kg:Initiative], savings would reach $1 billion.", set()),
        ('"Voluntary tests are a dead end," [Rivera|kg:Person] told reporters.', set()),
        (
            "[Alder|kg:Initiative], [Birch|kg:Initiative] and [Cedar|kg:Initiative] ended in 2022, 2023 and 2024, respectively.",
            {
                "Alder endedOn 2022",
                "Alder status ended",
                "Birch endedOn 2023",
                "Birch status ended",
                "Cedar endedOn 2024",
                "Cedar status ended",
            },
        ),
        ("[Alder|kg:Initiative] and [Birch|kg:Initiative] ended in 2022 and 2023.", set()),
        ("The agency proposed ending [Birch|kg:Initiative] in 2027.", {"Birch endedOn 2027 plan"}),
        ("Is [Birch|kg:Initiative] mandatory?", set()),
        ("Critics say that [Birch|kg:Initiative] should be mandatory.", set()),
        ("[Birch|kg:Initiative] would save $1 billion if every clinic joined.", set()),
        ("[Birch|kg:Initiative] saved $300 per beneficiary.", set()),
        ("[Birch|kg:Initiative] produced gross savings of $30 million.", set()),
    ],
)
def test_sentences_that_break_careless_readers(text: str, expected: set[str]) -> None:
    found = {one for one in claims(text) if " status ended" not in one or expected}
    assert found == expected


def test_denied_forecasts_become_negated_savings_with_the_forecast_as_context() -> None:
    text = (
        "[The Budget Office|kg:Organization] projected that [the center|kg:Organization] would save $2 billion by 2020. "
        "Analysts expected [the center|kg:Organization] to save $3 billion by 2025. Neither forecast came true."
    )
    reading = read_marked(text, ONTOLOGY)
    denied = [claim for claim in reading.claims if claim.negated]
    assert {shown(claim) for claim in denied} == {
        "center netSavings 2000000000 negated unit=US dollars validUntil=2020",
        "center netSavings 3000000000 negated unit=US dollars validUntil=2025",
    }
    assert {claim.evidence.quote for claim in denied} == {"Neither forecast came true"}
    assert all(claim.evidence.context[0][2] == "antecedent" for claim in denied)
    assert sum(claim.modality == "projection" for claim in reading.claims) == 2


FORETOLD = "[The Tide Agency|kg:Organization] projected that [Birch|kg:Initiative] would save $3 billion. "
FIRST = "Birch projectedNetSavings 3000000000 projection attributedTo=Tide Agency unit=US dollars"
RIVAL = "Birch projectedNetSavings 2000000000 projection attributedTo=Reef Office unit=US dollars"
REEF = "[The Reef Office|kg:Organization]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FORETOLD}{REEF} put the savings at $2 billion over the same period.", {FIRST, RIVAL}),
        (f"{FORETOLD}{REEF} put its estimate at $2 billion.", {FIRST, RIVAL}),
        (f"{FORETOLD}{REEF} put the cost at $2 billion over the same period.", {FIRST}),
        (f"{FORETOLD}{REEF} did not put the savings at $2 billion over the same period.", {FIRST}),
        (f"{FORETOLD}{REEF} may put the savings at $2 billion over the same period.", {FIRST}),
    ],
)
def test_each_forecast_has_its_own_speaker(text: str, expected: set[str]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The agency launched [the Alder Model|kg:Initiative] in 2030 and [the Birch Model|kg:Initiative] in 2031.",
            {"Alder Model startedOn 2030", "Birch Model startedOn 2031"},
        ),
        (
            "The agency ended [the Alder Model|kg:Initiative] on May 1, 2033, and [the Birch Model|kg:Initiative] on June 5, 2034.",
            {"Alder Model endedOn 2033-05-01", "Birch Model endedOn 2034-06-05"},
        ),
        (
            "I certified [the Alder Model|kg:Initiative] in April 2033 and [the Birch Model|kg:Initiative] on October 5, 2034.",
            {
                "Alder Model outcome certified for expansion pointInTime=2033-04",
                "Birch Model outcome certified for expansion pointInTime=2034-10-05",
            },
        ),
        (
            "The agency announced [the Alder Model|kg:Initiative] and [the Birch Model|kg:Initiative] in 2031.",
            {"Alder Model announcedOn 2031", "Birch Model announcedOn 2031"},
        ),
    ],
)
def test_names_take_turns_with_their_dates(text: str, expected: set[str]) -> None:
    assert {one for one in claims(text) if " status " not in one} == expected


def test_what_a_list_leaves_out_is_nothing_that_it_holds() -> None:
    text = (
        "Hospitals must join [Alder|kg:Initiative]. Not on the list: [Birch|kg:Initiative] and [Cedar|kg:Initiative]."
    )
    assert not any(one.startswith(("Birch", "Cedar")) for one in claims(text))


def test_quotes_are_the_texts_own_letters() -> None:
    text = (
        "[Ann Lee|kg:Person], director of [the Tide Office|kg:Organization], said that [the Harbor Model|kg:Initiative],"
        " a voluntary ten-year model for rural clinics, began on May 1, 2020 and saved $3 million."
    )
    reading = read_marked(text, ONTOLOGY)
    plain = text.replace("[", "").replace("]", "")
    for kind in ("Person", "Organization", "Initiative"):
        plain = plain.replace(f"|kg:{kind}", "")
    assert len(reading.claims) >= 8
    for claim in reading.claims:
        assert plain[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert len(claim.evidence.quote) <= 600
        assert claim.evidence.passage[0] <= claim.evidence.start < claim.evidence.end <= claim.evidence.passage[1]


def test_claims_of_one_document_are_the_same_every_time() -> None:
    text = "[Ann Lee|kg:Person] has led [the Tide Office|kg:Organization] since 2021, when it opened."
    assert read_marked(text, ONTOLOGY) == read_marked(text, ONTOLOGY)


def test_a_companion_at_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "patterns.toml"
    path.write_text('[[companion]]\nof = ["kg:director"]\nclaim = "object kg:affiliation"\n', encoding="utf-8")
    with pytest.raises(UnreadableCues, match="a companion needs claim"):
        read_companions([path])


def test_the_rooms_verb_is_public() -> None:
    assert read_claims.__doc__
