"""Everyday words for what the vocabulary says, idle words, short descriptions, and the reason when nothing is told."""

from __future__ import annotations

import pytest
from asking import ask, labels

from kg.ask.settling.saying import ways_with_proof

ANSWERED = [
    ("When did Reef get rolling?", {"2021"}),
    ("Do we get dragged into Harbor?", {"yes"}),
    ("Can a hospital say no to Harbor?", {"no"}),
    ("Is Harbor something surgeons can dodge?", {"no"}),
    ("Who is top dog at the Tide Center at the moment?", {"Lena Ortiz"}),
    ("Which models did the Tide Center get rolling in 2024?", {"Coastal Recovery Test"}),
    ("When did the harbor knee deal start?", {"January 1, 2026"}),
    ("When did the new harbor knee thing start?", {"January 1, 2026"}),
]
SILENT = [
    ("How much did Lantern save in its first quarter?", "savings"),
    ("How many patients have been in Lantern so far?", "Lantern"),
]


@pytest.mark.parametrize(("question", "expected"), ANSWERED)
def test_an_everyday_word_is_read_and_told(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert expected <= labels(found), found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize(("question", "told"), SILENT)
def test_nothing_of_the_kind_is_no_lack_of_understanding(question: str, told: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", "no-data"), found.text
    assert told in found.text


def test_a_word_that_narrows_is_never_left_aside() -> None:
    for question in ("What is the stop-loss limit of Harbor?", "How many denied claims are in Harbor?"):
        assert ask(question).status == "unanswered"


def test_a_word_read_as_another_names_what_the_proof_has_to_say() -> None:
    said, note, proof = ways_with_proof("Which models did the office propose in 2025?")[0]
    assert (said, proof) == ("Which models did the office announce in 2025?", "proposed")
    assert "where the sources say “proposed”" in note
