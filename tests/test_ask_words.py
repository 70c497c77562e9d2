"""The lexicon of a loaded graph, and the English around it."""

from __future__ import annotations

import pickle

import pytest
from asking import library, statements

from kg.ask.questions.frame import find_focus, find_negation, normalise, split_parts
from kg.ask.questions.times import find_bounds
from kg.ask.words.english import stem, stems, synonyms, tokenize

STEMS = [("launched", "launch"), ("launches", "launch"), ("policies", "policy"), ("began", "begin"), ("led", "lead"),
         ("planned", "plan"), ("status", "status"), ("criteria", "criterion"), ("process", "process")]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), STEMS)
def test_inflection_is_taken_off(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_possessive_is_a_word_of_its_own() -> None:
    assert [t.lower for t in tokenize("the model's start")] == ["the", "model", "'s", "start"]


def test_tokens_stand_where_they_stood() -> None:
    text = "Who leads the Tide Center?"
    assert all(text[t.start : t.end] == t.text for t in tokenize(text))


def test_synonyms_are_of_the_same_idea() -> None:
    assert stems("begin") in synonyms(stems("start"))
    assert stems("end") not in synonyms(stems("start"))


BOUNDS = [
    ("models that started in 2018", ("date", "=", "2018", None)),
    ("before July 2026", ("date", "<", "2026-07", None)),
    ("since 1 March 2020", ("date", ">=", "2020-03-01", None)),
    ("after January 5, 2021", ("date", ">", "2021-01-05", None)),
    ("from 2017 to 2026", ("date", "between", "2017", "2026")),
    ("between 2011 and 2020", ("date", "between", "2011", "2020")),
    ("more than 50 hospitals", ("number", ">", "50", None)),
    ("at least $2.5 billion", ("number", ">=", "2500000000", None)),
    ("fewer than twelve", ("number", "<", "12", None)),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS, ids=[t for t, _ in BOUNDS])
def test_dates_and_numbers_bound(text: str, expected: tuple[str, str, str, str | None]) -> None:
    (bound,) = find_bounds(tokenize(text))
    assert (bound.kind, bound.op, bound.low, bound.high) == expected


HOLDS = [("=", "2018", "2018-07-01", True), ("=", "2018", "2019", False), ("<", "2020", "2019-12", True), (">", "2020", "2020-05", False),
         (">", "2020", "2021", True), (">=", "2020", "2020-05", True), ("<=", "2020", "2020-12-31", True)]  # fmt: skip


@pytest.mark.parametrize(("op", "low", "value", "expected"), HOLDS)
def test_dates_of_any_precision_compare(op: str, low: str, value: str, expected: bool) -> None:
    from kg.ask.questions.times import Bound

    assert Bound("date", op, low, None, ()).holds(value) is expected


PARTS = [
    ("Which law created it, and when?", ["Which law created it", "when"]),
    ("Is Alder mandatory, and since when?", ["Is Alder mandatory", "since when"]),
    ("What did it lose, and who says so?", ["What did it lose", "who says so"]),
    ("Which models and tests are there?", ["Which models and tests are there"]),
    ("What is the loss, which is the sum of a and b?", ["What is the loss, which is the sum of a and b"]),
]


@pytest.mark.parametrize(("question", "parts"), PARTS, ids=[q for q, _ in PARTS])
def test_a_question_is_parted_where_it_asks_again(question: str, parts: list[str]) -> None:
    assert split_parts(question) == parts


FOCUS = [("Who leads it", "who"), ("How many models are there", "count"), ("how long is it", "duration"), ("In which year did it end", "when"),
         ("Is it so", "truth"), ("list all models", "list"), ("According to whom is it so", "cite"), ("start date", "keywords")]  # fmt: skip


@pytest.mark.parametrize(("question", "asks"), FOCUS)
def test_question_words_tell_what_is_asked(question: str, asks: str) -> None:
    assert find_focus(tokenize(question))[0] == asks


def test_polite_openings_are_no_content() -> None:
    assert normalise("  Hello, could you please tell me who leads it?\n") == "who leads it?"


def test_denials_are_found() -> None:
    assert find_negation(tokenize("models that weren't certified")) == (2,)
    assert find_negation(tokenize("no more than 50")) == ()


def test_the_lexicon_knows_names_classes_and_verbs() -> None:
    _, words = statements()
    assert words.own
    kinds = {s.kind for s in words.index[stems("mandatory")]}
    assert "entity" in kinds
    assert any(s.iri.endswith("director") for s in words.index[stems("director")])
    assert words.excludes["https://w3id.org/regulatory-kg/core#Mandatory"] == {
        "https://w3id.org/regulatory-kg/core#Voluntary"
    }


def test_the_lexicon_of_a_plain_graph_finds_keys_and_values() -> None:
    _, words = library()
    assert not words.own
    assert words.classes["https://library.example/schema#Book"].key == "https://library.example/schema#bookTitle"
    assert any(s.kind == "value" for s in words.index[stems("Tides")])


def test_a_lexicon_can_be_kept_for_its_release() -> None:
    _, words = library()
    assert pickle.loads(pickle.dumps(words)).index == words.index
