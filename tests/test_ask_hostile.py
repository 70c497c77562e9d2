"""What is no question gets a polite refusal, quickly, and never a fault."""

from __future__ import annotations

import time

import pytest
from asking import ask, ask_library
from hypothesis import given, settings
from hypothesis import strategies as st

HOSTILE = {
    "nothing": "", "spaces": "   ", "marks": "?!?!", "ten thousand words": "word " * 10_000, "one long word": "a" * 5_000,
    "control characters": "\x00\x01\x02\x7f", "a query": "SELECT ?s WHERE { ?s ?p ?o }", "an update": "DROP GRAPH <x>",
    "another script": "谁领导创新中心？", "a third script": "Кто руководит центром?", "emoji": "🤖🤖🤖",
    "a page": "<script>alert(1)</script>", "silent words": "of the of the", "digits": "1 2 3 4", "quotes": "\"'\"'",
    "one name many times": "Tide Center " * 40, "format codes": "%s %d {0} {x}", "a lone question word": "when",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_question_is_refused(text: str) -> None:
    for found in (ask(text), ask_library(text)):
        assert (found.status, found.reason in ("not-understood", "out-of-scope", "unknown-entity")) == (
            "unanswered",
            True,
        )
        assert found.text.endswith((".", "?"))


def test_control_characters_inside_a_question_do_no_harm() -> None:
    assert [item.label for item in ask("who leads\x07 the\x00 Tide Center 🤖?").answers] == ["Lena Ortiz"]


def test_a_quote_in_a_question_does_not_reach_the_query() -> None:
    found = ask('When did "Lantern" } UNION { ?s ?p ?o } start?')
    assert found.status == "unanswered"


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_has_an_answer(text: str) -> None:
    assert ask(text).text


def test_the_slowest_of_many_questions_is_fast() -> None:
    questions = [
        "Who leads the Tide Center?",
        "Which mandatory models started in 2026?",
        "When did the habor model start?",
    ]
    ask(questions[0])
    started = time.perf_counter()
    for question in questions * 5:
        ask(question)
    assert (time.perf_counter() - started) / 15 < 0.25
