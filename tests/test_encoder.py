"""The encoder and its heads: words are told by where they stand, names by their kind alone, whatever a text brings."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import read_document
from extract.annotation.annotate import annotate
from extract.grammar import grammar_of
from extract.learned.features import BEFORE, setting_of, sketch
from extract.learned.judging import kind_of
from extract.parsing.cues import UnreadableCues
from extract.reading import read_claims, scenes
from extract.weights.encoder import LONGEST, read_encoder, split
from extract.weights.heads import Sides, likeliest, rounded
from extract.weights.weights import ENCODER, HEADS, LEARNED_HEADS, WEIGHTS, read_weights
from ontology.regulators import load_ontology

MOST = 20_000_000
"""Bytes that all weights together may take."""
SETTING = ("passage:paragraph", "type:None")


def alike(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_all_weights_are_small_enough_to_ship() -> None:
    assert sum(one.stat().st_size for one in (ENCODER, LEARNED_HEADS, WEIGHTS)) < MOST


def test_matrices_are_unsigned_so_that_every_processor_comes_to_the_same_numbers() -> None:
    unsigned = 2  # TensorProto.UINT8; a tensor's type stands right before its name (onnx.proto, fields 2 and 8)
    kinds = re.findall(rb"\x10(.)\x42.layer \d\.[\w.]+_(?:quantized|zero_point)", ENCODER.read_bytes(), re.DOTALL)
    assert len(kinds) == 32
    assert {kind[0] for kind in kinds} == {unsigned}


def test_a_word_is_told_by_the_words_around_it() -> None:
    encode = read_weights().encoder.encode
    starts = encode(["<kg:Initiative>", "will", "start", "on", "<date>", "."], SETTING)
    begins = encode(["<kg:Initiative>", "will", "begin", "on", "<date>", "."], SETTING)
    ends = encode(["<kg:Initiative>", "will", "end", "on", "<date>", "."], SETTING)
    assert starts.shape == (7, len(read_weights().heads["pairs"].shared))
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
    # GELU(1) = 0.8413 and GELU(-1) = -0.1587, from the normal distribution's table
    assert rounded(np.array([1.0, -1.0, 0.0], np.float32)) == pytest.approx([0.8413, -0.1587, 0], abs=2e-3)
    assert split("zzz", {"a": 0}) == ["[UNK]"]


@pytest.mark.parametrize("kept", [b"", b"no model at all", None], ids=["empty", "words", "missing"])
def test_a_file_that_is_no_encoder_is_named(tmp_path: Path, kept: bytes | None) -> None:
    broken = tmp_path / "encoder.onnx"
    if kept is not None:
        broken.write_bytes(kept)
    with pytest.raises(ValueError, match=r"."):
        read_encoder(broken)
    with pytest.raises(UnreadableCues, match=r"encoder\.onnx: no weights of a reader"):
        read_weights(encoder=broken)


def test_a_sentence_that_does_not_name_its_model_is_read_beside_the_one_before() -> None:
    ontology = load_ontology()
    text = (
        "The Quillon Stroke Model (QSM) is a test by CMS of care after strokes. Clinics were quick to sign up in Ohio. "
        "QSM ends in 2031."
    )
    annotated = annotate(read_document(text.encode(), "text.txt"), ontology)
    first, second, third = (
        setting_of(sketch(scene, kind_of(ontology), {})) for scene in scenes(annotated, grammar_of(ontology))
    )
    marks = [one for one in first if not one.startswith(("passage:", "type:"))]
    assert marks == []  # nothing stands before the first sentence
    assert "<topic kg:Initiative>" in second
    assert "strokes" in second
    assert len(second) <= BEFORE + 2
    assert third == first  # the last sentence names the model itself


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
    head = weights.heads["pairs"]
    able = head.allowed["kg:Initiative>date"]
    first, second = (likeliest(np.where(able, row, -np.inf))[0] for row in head.scores(state, pairs))
    assert (head.classes[first], head.classes[second]) == ("startedOn", "endedOn")


def test_what_is_learned_holds_for_any_name() -> None:
    """The same sentence about other names makes the same claims."""
    ontology = load_ontology()
    text = "The {0} Model first opened its doors in May 2031, and clinics that join it in {1} get a flat monthly sum."
    found = []
    for name, place in (("Quillon Stroke", "Ohio"), ("Bramblewick Kidney", "Utah")):
        claims = read_claims(read_document(text.format(name, place).encode(), "text.txt"), ontology).claims
        found.append(sorted(f"{one.property} {one.modality} {one.evidence.extracted_by}" for one in claims))
    assert found[0] == found[1] != []
