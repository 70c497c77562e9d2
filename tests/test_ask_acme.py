"""A graph of another trade that nothing here was made for: how many of its questions come out right."""

from __future__ import annotations

import pytest

from benchmarks.acme import DEFAULT, right, score


@pytest.mark.slow
def test_half_of_the_questions_over_a_foreign_graph_are_right() -> None:
    if not DEFAULT.exists():
        pytest.skip("../shared, which holds the ACME questions, is not here")
    _, result = score(DEFAULT)
    assert {half: good / total >= 0.5 for half, (good, total) in result.items()} == {"working": True, "held": True}


def test_rows_are_right_by_value_in_any_column_order() -> None:
    assert right([["1.0", "a"], ["2", "b"]], [["x", "b", "2.00"], ["x", "a", "1"]])
    assert not right([["1", "a"], ["2", "b"]], [["b", "1"], ["a", "2"]])
    assert not right([["1", "a"]], [["1"]])
