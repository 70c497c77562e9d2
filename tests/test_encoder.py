"""The encoder and its heads: words are told by where they stand, names by their kind alone, whatever a text brings."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.documents import read_document
from extract.encoder import LONGEST, rounded, scaled, split
from extract.heads import Sides, likeliest
from extract.reading import read_claims
from extract.weights import ENCODER, HEADS, WEIGHTS, read_weights
from ontology.regulators import load_ontology

MOST = 20_000_000
"""Bytes that all weights together may take."""
SETTING = ("passage:paragraph", "type:None")


def alike(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_all_weights_are_small_enough_to_ship() -> None:
    assert ENCODER.stat().st_size + WEIGHTS.stat().st_size < MOST


def test_a_word_is_told_by_the_words_around_it() -> None:
    encode = read_weights().encoder.encode
    starts = encode(["<kg:Initiative>", "will", "start", "on", "<date>", "."], SETTING)
    begins = encode(["<kg:Initiative>", "will", "begin", "on", "<date>", "."], SETTING)
    ends = encode(["<kg:Initiative>", "will", "end", "on", "<date>", "."], SETTING)
    assert starts.shape == (7, read_weights().encoder.vectors.shape[1])
    assert alike(starts[5], begins[5]) > alike(starts[5], ends[5])


@pytest.mark.parametrize("words", [
    ["."],
    ["word"] * 400,
    ["\u0645\u0631\u062d\u0628\u0627", "\U0001f600", "caf\u00e9", "co-payment", "x" * 500],
    ["<", ">", "<>", "passage:unheard-of"],
])  # fmt: skip
def test_whatever_a_sentence_holds_each_word_gets_finite_numbers(words: list[str]) -> None:
    state = read_weights().encoder.encode(words, SETTING)
    assert len(state) == len(words) + 1
    assert np.isfinite(state).all()


def test_words_past_the_longest_sentence_count_as_the_last_one() -> None:
    state = read_weights().encoder.encode([f"word{n % 7}" for n in range(LONGEST * 2)], SETTING)
    assert (state[-1] == state[-2]).all()


def test_the_steps_are_what_their_definitions_say() -> None:
    rows = np.array([[1.0, 2.0, 3.0, 6.0]], np.float32)
    plain = scaled(rows, (np.ones(4, np.float32), np.zeros(4, np.float32)))
    assert plain.mean() == pytest.approx(0, abs=1e-6)
    assert plain.std() == pytest.approx(1, abs=1e-4)
    # GELU(1) = 0.8413 and GELU(-1) = -0.1587, from the normal distribution's table
    assert rounded(np.array([1.0, -1.0, 0.0], np.float32)) == pytest.approx([0.8413, -0.1587, 0], abs=2e-3)
    assert split("zzz", {"a": 0}) == ["[UNK]"]


def test_a_head_scores_each_pair_by_itself() -> None:
    weights = read_weights()
    state = weights.encoder.encode(["<kg:Initiative>", "began", "in", "<date>", "and", "ended", "in", "<date>", "."], SETTING)
    for name in HEADS:
        head = weights.heads[name]
        marks = ["about:kg:Initiative", "said:date", "kinds:kg:Initiative>date", "no such mark"]
        pairs = [Sides(1, 4, marks), Sides(1, 8, marks)]
        both = head.scores(state, pairs)
        assert both.shape == (2, len(head.classes))
        for row, pair in zip(both, pairs, strict=True):
            assert head.scores(state, [pair])[0] == pytest.approx(row, abs=1e-4)
    first, second = weights.heads["pairs"].scores(state, pairs)
    assert weights.heads["pairs"].classes[likeliest(first)[0]] == "startedOn"
    assert weights.heads["pairs"].classes[likeliest(second)[0]] == "endedOn"


def test_what_is_learned_holds_for_any_name() -> None:
    """The same sentence about other names makes the same claims."""
    ontology = load_ontology()
    text = "The {0} Model first opened its doors in May 2031, and clinics that join it in {1} get a flat monthly sum."
    found = []
    for name, place in (("Quillon Stroke", "Ohio"), ("Bramblewick Kidney", "Utah")):
        claims = read_claims(read_document(text.format(name, place).encode(), "text.txt"), ontology).claims
        found.append(sorted(f"{one.property} {one.modality} {one.evidence.extracted_by}" for one in claims))
    assert found[0] == found[1] != []
