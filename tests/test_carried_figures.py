"""Carried figures: counts and sums whose time, kind or teller stands in another sentence, and where it is unclear."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
HELD = "The Reed Model had 144 clinics at the end of 2034."
SAVED = "The Reed Model saved $11 million in 2033."
pytestmark = pytest.mark.slow


def told(text: str, prop: str) -> list[str]:
    """The claims of one property without its subject's name, in order of the text."""
    found = read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims
    shown_ones = [shown(one) for one in sorted(found, key=lambda one: one.evidence.start)]
    return [one.replace("Reed Model ", "") for one in shown_ones if f" {prop} " in one]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # when a count was true
        (
            "As of May 2034 the Reed Model was in 14 states; 144 clinics took part.",
            ["participants 144 asOf=2034-05 unit=clinics"],
        ),
        ("In 2034, 20,000 patients were served by 144 clinics in the Reed Model.", ["participants 144 pointInTime=2034 unit=clinics"]),
        (
            "The Reed Model ended in 2031. At its close 144 clinics took part.",
            ["participants 144 pointInTime=2031 unit=clinics"],
        ),
        (
            "The Reed Model opened in January 2031. At launch, it had 144 clinics; now it has 200 clinics.",
            ["participants 144 pointInTime=2031-01 unit=clinics", "participants 200 unit=clinics"],
        ),
        (
            "The auditor looked at the records in May 2032. She found 318 practices in the Reed Model.",
            ["participants 318 pointInTime=2032-05 unit=practices"],
        ),
        (
            "Counts are as of June 2035 unless stated otherwise. The Reed Model had 27 participating clinics.",
            ["participants 27 asOf=2035-06 unit=clinics"],
        ),
        (
            "The Reed Model is a model for clinics. In March 2033 it was audited. At that time 144 clinics were in it.",
            ["participants 144 pointInTime=2033-03 unit=clinics"],
        ),
        ("Before May 2034 the Reed Model was changed; 144 clinics took part.", ["participants 144 unit=clinics"]),
        # one more of the same
        (
            f"{HELD} A year before, there had been 120.",
            ["participants 144 pointInTime=2034 unit=clinics", "participants 120 pointInTime=2033 unit=clinics"],
        ),
        (
            "The number of practices in the Reed Model rose from 210 in 2030 to just shy of 400 in 2033.",
            [
                "participants 210 pointInTime=2030 unit=practices",
                "participants 400 comparator=< pointInTime=2033 unit=practices",
            ],
        ),
        (
            "Participation in the Reed Model grew from 88 practices to 102 between 2031 and 2034.",
            ["participants 88 pointInTime=2031 unit=practices", "participants 102 pointInTime=2034 unit=practices"],
        ),
        (
            "Membership in the Reed Model slipped to 231 clinics on 1 October 2035, down from 348 a year earlier.",
            [
                "participants 231 pointInTime=2035-10-01 unit=clinics",
                "participants 348 pointInTime=2034-10-01 unit=clinics",
            ],
        ),
        (
            "We looked at the Reed Model on 15 January 2034. There were 77 suppliers in it, against 102 two years before.",
            [
                "participants 77 pointInTime=2034-01-15 unit=suppliers",
                "participants 102 pointInTime=2032-01-15 unit=suppliers",
            ],
        ),
        (
            "The Reed Model got going in September 2033 with just 11 hospitals.",
            ["participants 11 pointInTime=2033-09 unit=hospitals"],
        ),
        (
            "Twenty-nine clinics belonged to the Reed Model when it opened in April 2033. Two years later the count had"
            " fallen to 17.",
            [
                "participants 29 pointInTime=2033-04 unit=clinics",
                "participants 17 pointInTime=2035-04 unit=clinics",
            ],
        ),
        (
            "The Reed Model reached 312 clinics in March 2035, against 250 in March 2033. A year earlier still there had"
            " been 198.",
            [
                "participants 312 pointInTime=2035-03 unit=clinics",
                "participants 250 pointInTime=2033-03 unit=clinics",
                "participants 198 pointInTime=2032-03 unit=clinics",
            ],
        ),
        # what comes on top or has gone is no whole
        ("The Reed Model is a model for centers. Twelve centers left in 2032 and another seven joined.", []),
        (f"{HELD} A further 30 joined in May.", ["participants 144 pointInTime=2034 unit=clinics"]),
        ("The Reed Model was joined by another 12 pharmacies. It has 14 more clinics than last year.", []),
    ],
)
def test_a_count_is_of_the_time_that_the_text_gives_it(text: str, found: list[str]) -> None:
    assert told(text, "participants") == found


def test_a_date_behind_another_count_is_not_its_time() -> None:
    found = told("Enrollment in the Reed Model fell from 20,000 patients in 2031 to 11,000.", "beneficiaries")
    assert found == ["beneficiaries 20000 pointInTime=2031", "beneficiaries 11000"]


FIRST = "netSavings 11000000 unit=US dollars validFrom=2033 validUntil=2033"
NEXT = "netSavings 14000000 unit=US dollars validFrom=2034 validUntil=2034"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{SAVED} In 2034 the figure was $14 million.", [FIRST, NEXT]),
        (f"{SAVED} The following year it saved $14 million.", [FIRST, NEXT]),
        ("The Reed Model saved $11 million in 2033 and $14 million the year after.", [FIRST, NEXT]),
        (f"{SAVED[:-1]}; the figure for 2034 was $14 million.", [FIRST, NEXT]),
        (
            f"{SAVED} A year later it was $14 million. In 2036, $15 million.",
            [FIRST, NEXT, "netSavings 15000000 unit=US dollars validFrom=2036 validUntil=2036"],
        ),
        (
            f"{SAVED} The minister, Calista Thorne, puts it at no more than $2 million.",
            [FIRST, "netSavings 2000000 attributedTo=Calista Thorne comparator=<= unit=US dollars validFrom=2033 validUntil=2033"],
        ),
        (f"{SAVED} The minister, Calista Thorne, may put it at $2 million.", [FIRST]),
        (
            "This report covers January 2031 to December 2033.\n\nThe Reed Model saved $11 million.",
            ["netSavings 11000000 unit=US dollars validFrom=2031-01 validUntil=2033-12"],
        ),
        (
            "The Reed Model began in 2031. An earlier evaluation, by Tern Research, had found net savings of $5 million.",
            ["netSavings 5000000 attributedTo=Tern Research unit=US dollars"],
        ),
        (
            "The Reed Model is a test. Medicare outlays, net of bonuses, dropped by $11 million in 2033.",
            [FIRST],
        ),
        (f"{SAVED} In 2034 the price was $14 million.", [FIRST]),
        (f"{SAVED} In 2034 the figure may have been $14 million.", [FIRST]),
        (f"{SAVED} In 2034 the figure was not $14 million.", [FIRST]),
        (f"{SAVED}\n\nIn 2034 the figure was $14 million.", [FIRST]),
    ],
)
def test_the_next_sum_is_of_the_same_kind(text: str, found: list[str]) -> None:
    assert told(text, "netSavings") == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Birch Model opened in January 2032. The Reed Model began a year later.", "2033-01"),
        ("The Birch Model opened in March 2032. The Reed Model began six months earlier.", "2031-09"),
        ("The Birch Model opened in 2032. The Reed Model began the following year.", "2033"),
        ("The Birch Model opened on 2 March 2032. The Reed Model began that same day.", "2032-03-02"),
        ("The Birch Model opened on 2 March 2032. The Reed Model began a year later than planned.", ""),
        ("The Birch Model ran from 2031 to 2032. The Reed Model began a year later.", ""),
        ("The Birch Model opened in 2032. The Reed Model began the year before it closed.", ""),
    ],
)
def test_a_time_is_counted_from_the_one_before(text: str, day: str) -> None:
    found = [one for one in told(text, "startedOn") if "Birch" not in one]
    assert found == ([f"startedOn {day}"] if day else [])


HEARING = "Witness: Ingrid Palfrey, Chief Actuary, CMS\n\n"


@pytest.mark.parametrize(
    ("turn", "teller"),
    [
        ("Ms. PALFREY. Thank you. The Reed Model saved $11 million in 2033.", "Ingrid Palfrey"),
        ("Ms. Palfrey: The Reed Model saved $11 million in 2033.", "Ingrid Palfrey"),
        ("Ms. DUNNE. The Reed Model saved $11 million in 2033.", ""),
        ("Ms. PALFREY. I call it “bold”. The Reed Model saved $11 million in 2033.", ""),
    ],
)
def test_a_sum_is_the_word_of_whose_turn_it_is(turn: str, teller: str) -> None:
    found = told(HEARING + turn, "netSavings")
    assert len(found) == 1
    assert (f"attributedTo={teller}" in found[0]) if teller else "attributedTo" not in found[0]


def test_a_result_that_happened_takes_the_only_date_of_its_sentence() -> None:
    certified = "The Reed Model started in 2031. It was the first to be certified for expansion, in 2034."
    assert told(certified, "outcome") == ["outcome certified for expansion pointInTime=2034"]
