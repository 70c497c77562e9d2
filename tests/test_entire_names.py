"""Entire names: a number, a word before "and", or an ordinal that stands at every place of a name is a part of it."""

from __future__ import annotations

import pytest
from names import named

ENTIRE = [
    ("The bureau announced Lane 9, a pilot on dredging. Ports join Lane 9 freely.", {"Lane 9"}),
    ("The Tide and Current Care Model (TCCM) opens in 2031. Ports like the Tide and Current Care Model.",
     {"Tide and Current Care Model", "TCCM"}),
    ("The Second Anchor Pilot was announced in May 2031.", {"Second Anchor Pilot"}),
    ("The Two Moles Model began in May 2031. The bureau praised the Two Moles Model.", {"Two Moles Model"}),
    ("The Ottermere Trial of Hospital Budgets, often called Ottermere, began in 2031. Ports like the Ottermere Trial.",
     {"Ottermere Trial of Hospital Budgets", "Ottermere Trial", "Ottermere"}),
    ("The Harbor Program for Rural Ports is voluntary.", {"Harbor Program for Rural Ports"}),
    ("The start of the Mast and Sail Care Pilot was put off to 2032.", {"Mast and Sail Care Pilot"}),
]  # fmt: skip

SHORTER = [
    ("The Alder Model and the Birch Care Model began in 2031. Ports like the Birch Care Model.", "Birch Care Model"),
    ("In the Harbor Dredging Model 12 ports take part. The Harbor Dredging Model began in 2031.",
     "Harbor Dredging Model"),
    ("The second Anchor Dredging Pilot began in 2031.", "Anchor Dredging Pilot"),
    ("The Anchor Dredging Pilot of the Harbor Office began in 2031.", "Anchor Dredging Pilot"),
    ("The Anchor Dredging Pilot for ports of all sizes began in 2031.", "Anchor Dredging Pilot"),
    ("Office Ends Anchor Dredging Pilot for Rural Ports\n\nThe Anchor Dredging Pilot ended in 2031.",
     "Anchor Dredging Pilot"),
    ("Ports left the Harbor Dredging Model in 2031 or later.", "Harbor Dredging Model"),
    ("Ports joined the Harbor Dredging Model 20 percent later than the Harbor Dredging Model foresaw.",
     "Harbor Dredging Model"),
]  # fmt: skip

RUNS = [
    ("Warm Decks is a pilot of the Lakes Office on night work. Warm Decks saved $5 million.", "Warm Decks"),
    ("Steady Start began on 1 March 2033. Steady Start is voluntary.", "Steady Start"),
    ("The bureau today announced Clear Water, a pilot for lower fees.", "Clear Water"),
    ("It saved money: Quiet Docks, the Harbor Doctor Pilot and the Shore Pilot. Quiet Docks lost $2 million.",
     "Quiet Docks"),
    ("Two lost money: the Harbor Budget Project and Lane 7. Lane 7 lost $3 million.", "Lane 7"),
]  # fmt: skip

NO_RUNS = [
    "Morning Post lost $5 million.",
    "Clear Shield covers clinics. Ports joined Clear Shield. Clear Shield pays owners and improved quality.",
    "Prime Minister saved $5 million. Prime Minister was cancelled.",
    "Section 12 was extended on 1 May 2031. Section 12 is voluntary.",
    "In March 12 was announced. Question 7 was cancelled.",
]


def initiatives(text: str) -> set[str]:
    """The initiatives that a text names, as it writes them."""
    kinds = (": Trial", ": Initiative")
    return {line.partition(" → ")[0] for line in named(text) if line.endswith(kinds)}


@pytest.mark.parametrize(("text", "names"), ENTIRE)
def test_what_stands_at_every_place_of_a_name_is_part_of_it(text: str, names: set[str]) -> None:
    assert initiatives(text) == names


@pytest.mark.parametrize(("text", "name"), SHORTER)
def test_what_only_stands_beside_a_name_is_not(text: str, name: str) -> None:
    assert name in initiatives(text)


@pytest.mark.parametrize(("text", "name"), RUNS)
def test_ordinary_words_in_capitals_that_do_what_initiatives_do_are_names(text: str, name: str) -> None:
    assert name in initiatives(text)


@pytest.mark.parametrize("text", NO_RUNS)
def test_one_deed_or_another_kind_of_thing_makes_none(text: str) -> None:
    assert initiatives(text) == set()
