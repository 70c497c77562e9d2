"""Flows: what a passage reads as, and the way back to the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.flows import flow
from corpus.passages import Flow, Passage


def passage(text: str, start: int = 0, skips: tuple[tuple[int, int], ...] = ()) -> Passage:
    return Passage("d", start, start + len(text), "paragraph", (), text, 0, skips=skips)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("The model \nbegan  in\t2021.", "The model began in 2021."),
        ("value-\nbased payment", "value-based payment"),
        ("an evalua-\n   tion of it", "an evaluation of it"),
        ("the pay\u00adment was flat", "the payment was flat"),
        ("of\ufb01ce \u200bhours\u00a0now", "office hours now"),
        ("2011-\n2014", "2011- 2014"),
        ("\u200f\u05e9\u05dc\u05d5\u05dd\u200e said Roe", "\u05e9\u05dc\u05d5\u05dd said Roe"),
        (" \n ", ""),
    ],
)
def test_a_passage_reads_as_one_line(text: str, reads: str) -> None:
    assert flow(passage(text)).text == reads


def test_skips_are_left_out() -> None:
    text = "spent a total\n\nHarbor Report  Page 3\n\nof $45 million"
    start = text.index("Harbor")
    flowed = flow(passage(text, 100, ((100 + start, 100 + start + len("Harbor Report  Page 3")),)))
    assert flowed.text == "spent a total of $45 million"
    first, last = flowed.span(flowed.text.index("of"), len(flowed.text))
    assert text[first - 100 : last - 100] == "of $45 million"


@given(st.text(alphabet="ab -\n\u00ad\u200b\ufb01\t.Z\u00a0\u05d0", max_size=60), st.integers(0, 50))
def test_every_character_leads_back_to_its_place(text: str, start: int) -> None:
    flowed = flow(passage(text, start))
    assert len(flowed.text) == len(flowed.offsets)
    assert list(flowed.offsets) == sorted(flowed.offsets)
    for character, offset in zip(flowed.text, flowed.offsets, strict=True):
        source = text[offset - start]
        assert (
            source == character or (source.isspace() and character == " ") or (source == "\ufb01" and character in "fi")
        )
    assert "  " not in flowed.text
    assert flowed.text == flowed.text.strip()
    if flowed.text:
        first, last = flowed.span(0, len(flowed.text))
        assert start <= first < last <= start + len(text)


@given(st.text(alphabet="abc d\n", min_size=1, max_size=40), st.data())
def test_a_position_is_the_inverse_of_a_span(text: str, data: st.DataObject) -> None:
    flowed = flow(passage(text, 7))
    if flowed.text:
        index = data.draw(st.integers(0, len(flowed.text) - 1))
        assert flowed.position(flowed.offsets[index]) == index


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 9)])
def test_a_span_outside_the_flow_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Flow("abcd", (0, 1, 2, 3)).span(start, end)
