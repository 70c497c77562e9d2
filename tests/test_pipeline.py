"""The language model behind masks: exact offsets, sentences that survive abbreviations, and a cache that may break."""


from __future__ import annotations

from pathlib import Path

import pytest

from extract.parsing.attributes import COPIED, RULES, Attributes
from extract.parsing.masks import masked_words
from extract.parsing.pipeline import load_model, parse

SENTENCES = [
    ("The U.S. Office said so. Dr. Ana Oyo left on Jan. 5, 2027. It is in the U.S. The test ended at 5 p.m. on Monday.",
     ["The U.S. Office said so.", "Dr. Ana Oyo left on Jan. 5, 2027.", "It is in the U.S.", "The test ended at 5 p.m. on Monday."]),
    ("See 42 U.S.C. 1315a(c). “It works,” she said. “We go on.”", ["See 42 U.S.C. 1315a(c).", "“It works,” she said.", "“We go on.”"]),
    ("He left — for good; they stayed. No. 5 is next.", ["He left — for good; they stayed.", "No. 5 is next."]),
    ("• first thing • second thing", ["• first thing", "• second thing"]),
    ("James R. Lee Jr. said no. Acme Inc. won.", ["James R. Lee Jr. said no.", "Acme Inc. won."]),
    ("It cost $2.1 billion. Pub. L. 111-148 did it.", ["It cost $2.1 billion.", "Pub. L. 111-148 did it."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_survive_abbreviations(text: str, expected: list[str]) -> None:
    assert [sentence.text.strip() for sentence in parse([text])[0].sents] == expected


def test_names_in_capitals_do_not_wreck_the_tree() -> None:
    doc = parse(["LIFT tests flat payments, and GUARD ended in 2027."])[0]
    assert doc.text == "LIFT tests flat payments, and GUARD ended in 2027."
    tests = next(token for token in doc if token.text == "tests")
    assert tests.pos_ == "VERB"
    assert [token.text for token in tests.lefts] == ["LIFT"]
    assert doc[0].lemma_ == "LIFT"


def test_masks_keep_the_number_of_words() -> None:
    words = ["the", "Lifting", "Harbor", "Model", "and", "TIDE", "in", "FY", "2027"]
    shown = masked_words(words, [True] + [False] * 8, frozenset({"lift"}))
    assert shown == ["the", "Boston", "Harbor", "Model", "and", "Boston", "in", "FY", "2027"]


def test_a_parse_is_kept_and_a_broken_one_made_anew(tmp_path: Path) -> None:
    texts = ["The Fern Trial began.", "It ended."]
    first = parse(texts, tmp_path)
    (kept,) = tmp_path.iterdir()
    again = parse(texts, tmp_path)
    assert [[(t.text, t.dep_, t.lemma_, t.head.i) for t in doc] for doc in again] == [
        [(t.text, t.dep_, t.lemma_, t.head.i) for t in doc] for doc in first
    ]
    kept.write_bytes(b"not a parse")
    assert [doc.text for doc in parse(texts, tmp_path)] == texts
    assert kept.read_bytes() != b"not a parse"


@pytest.mark.parametrize(
    "text", ["The Fern Trial pays clinics.", "They gonna pay; let's see.", "There's a test, and there is no other."]
)
def test_what_is_kept_of_a_word_is_what_the_rules_make_of_it(text: str) -> None:
    model = load_model()
    attributes = Attributes(model)
    plain = model(text).to_array(COPIED).tolist()  # type: ignore[arg-type]
    for _ in range(2):
        assert attributes.of(next(model.pipe([text], disable=RULES))).tolist() == plain


def test_no_text_is_no_parse() -> None:
    assert parse([]) == []
    assert [len(doc) for doc in parse([""])] == [0]
