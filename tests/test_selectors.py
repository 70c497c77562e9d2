"""Selectors: a quote described is a quote found again, and never another one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_documents import golden

from corpus.documents import read_document
from corpus.selectors import Refound, TextPositionSelector, TextQuoteSelector, describe, find

DOCUMENTS = golden()
TEXT = (
    "The Tide Model began in January 2025 with forty operators. The Birch Model began in March 2026.\n"
    "Net savings came to $30 million in the first year, said Jane Roe. It will end in 2030.\n"
)


@given(st.text(min_size=1, max_size=200), st.data())
def test_what_is_described_is_found_at_the_same_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    position, quote = describe(text, start, end)
    assert position == TextPositionSelector(start, end)
    assert quote.exact == text[start:end]
    assert find(text, quote, position) == Refound("exact", start, end)


@given(
    st.text(alphabet="ab ", max_size=20),
    st.text(alphabet="xyz", min_size=4, max_size=12),
    st.text(alphabet="ab ", max_size=20),
)
def test_words_that_stand_once_are_found_wherever_they_went(before: str, words: str, after: str) -> None:
    text = before + words + after
    _, quote = describe(text, len(before), len(before) + len(words))
    found = find("cc " + text, quote, len(before))
    assert (found.start, found.end) == (len(before) + 3, len(before) + 3 + len(words))
    assert found.state == "moved"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_thousand_random_spans_come_back_to_their_place(name: str) -> None:
    text = read_document(DOCUMENTS[name], name).text
    chance = random.Random(name)
    for _ in range(2000):
        start = chance.randrange(len(text) - 1)
        end = min(len(text), start + chance.randint(1, 600))
        position, quote = describe(text, start, end)
        assert find(text, quote, position) == Refound("exact", start, end)
        found = find(text, quote)
        if found.state != "gone":  # nothing tells two places apart whose neighbours are alike too
            assert (found.start, found.end) == (start, end)
        else:
            assert text.count(quote.exact) > 1


def quoted(words: str) -> tuple[TextPositionSelector, TextQuoteSelector]:
    start = TEXT.index(words)
    return describe(TEXT, start, start + len(words))


def test_a_changed_stretch_between_its_old_neighbours_is_changed() -> None:
    position, quote = quoted("Net savings came to $30 million in the first year")
    text = TEXT.replace("$30 million", "$31 million")
    found = find(text, quote, position)
    assert found.state == "changed"
    assert text[found.start : found.end] == "Net savings came to $31 million in the first year"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Net savings came to $30 million in the first year", TEXT.split("\n")[0]),
        (
            "Net savings came to $30 million in the first year",
            TEXT.replace("Net savings came to $30 million", "All was lost"),
        ),
        ("began in January 2025", "The Oak Model began in January 2026 with forty operators."),
        ("2025", "It began in 2025. It ended in 2025. " * 2),
    ],
)
def test_look_alikes_are_not_taken_for_a_lost_quote(words: str, text: str) -> None:
    _, quote = quoted(words)
    assert find(text, quote).state == "gone"


def test_of_several_equal_places_the_one_with_its_neighbours_is_chosen() -> None:
    text = "It began in May. Later, it began in May. In the end it began in May."
    start = text.index("began in May", 20)
    _, quote = describe(text, start, start + 12)
    found = find("New words. " + text, quote, start)
    assert found == Refound("moved", start + 11, start + 23)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (-1, 3), (0, 10_000)])
def test_a_stretch_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        describe(TEXT, start, end)


def test_an_empty_quote_is_nowhere() -> None:
    assert find(TEXT, TextQuoteSelector(""), 3) == Refound("gone")


def test_a_few_words_are_the_quote_only_beside_their_neighbours() -> None:
    rows = "Tide Model,Voluntary,2025\nBirch Model,Mandatory,2026\nCedar Model,Voluntary,2027\nAlder Model,Voluntary,2028\n"
    start = rows.index("Mandatory")
    position, quote = describe(rows, start, start + len("Mandatory"))
    gone = rows.replace("Birch Model,Mandatory,2026\n", "").replace("2028\n", "2028\nPine Model,Mandatory,2030\n")
    assert find(gone, quote, position).state == "gone"
    swapped = rows.replace("Birch Model,Mandatory,2026", "Larch Trial,Mandatory,3000").replace(
        "Tide Model", "Tied Model"
    )
    assert find(swapped.replace("Cedar", "Maple"), quote, position).state == "gone", "another row of the same length"
    moved = "A new line of the table\n" + rows
    found = find(moved, quote, position)
    assert (found.state, moved[found.start : found.end]) == ("moved", "Mandatory")
