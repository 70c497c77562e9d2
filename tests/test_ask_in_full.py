"""Criteria in full: who decides stands before the words of a criterion only where its own quote says so."""

from __future__ import annotations

import pytest

from kg.ask.evidence.in_full import in_full
from kg.read.facts import Fact, NamedThing, Quote, SourceDocument

WORDS = "it would cost nothing"


def shown(quote: str) -> str:
    """The words of a criterion whose statement rests on a quote."""
    source = SourceDocument("https://example.org/act", "act.txt")
    proof = Quote("https://example.org/e1", source, quote, 0, len(quote))
    criterion = NamedThing("criterion 1", "https://example.org/c1")
    fact = Fact("https://example.org/s1", criterion, NamedThing("text"), NamedThing(WORDS, value=WORDS), quotes=(proof,))
    return in_full(fact).object.value


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("(1) the Chief Actuary certifies that it would cost nothing; and", f"the Chief Actuary certifies that {WORDS}"),
        ("(b) (ii) the Warden  finds\nthat it would cost nothing.", f"the Warden finds that {WORDS}"),
        ("it would cost nothing", WORDS),
        ("(2) it would cost nothing, as the Board finds", WORDS),
        ("The Board may act. The Warden spoke of it: it would cost nothing", WORDS),
        ("nobody knows what it would be", WORDS),
    ],
)
def test_who_decides_is_told_where_the_quote_tells_it(quote: str, words: str) -> None:
    assert shown(quote) == words
