"""Handovers with their days: when a post passed to whom, where only one of the two is said to hold it."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
OFFICE = "The Ashgrove Office is a federal agency. "
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ann Lee was director of the Ashgrove Office until March 2033, when she was replaced by Iker Salaverry.",
            ["Ann Lee role=director validUntil=2033-03", "Iker Salaverry role=director validFrom=2033-03"],
        ),
        (
            "Ann Lee led the Ashgrove Office from 2025 to January 2029; Cyril Orr followed her.",
            ["Ann Lee validFrom=2025 validUntil=2029-01", "Cyril Orr validFrom=2029-01"],
        ),
        (
            f"{OFFICE}Its first director was Berndt Holtz, who served until 2024; he was followed by Sunniva Rask (2024-2030).",
            [
                "Berndt Holtz ended position=first role=director validUntil=2024",
                "Sunniva Rask role=director validFrom=2024 validUntil=2030",
            ],
        ),
        (
            f"{OFFICE}Its director is Ann Lee. Her predecessor, Bo Park, left in 2031.",
            ["Ann Lee role=director", "Bo Park ended role=director validUntil=2031"],
        ),
        (
            "Hal Prewitt was named director of the Ashgrove Office in April 2016 and stayed in the job until October 2026,"
            " when Imelda Vass took over.",
            ["Hal Prewitt role=director validFrom=2016-04 validUntil=2026-10", "Imelda Vass role=director validFrom=2026-10"],
        ),
        (
            "Ann Lee is the director of the Ashgrove Office. Her term expires in May 2035.",
            ["Ann Lee role=director validUntil=2035-05"],
        ),
        (
            "The director of the Ashgrove Office, Ann Lee, whose term runs out on 31 March 2035, spoke.",
            ["Ann Lee role=director validUntil=2035-03-31"],
        ),
        (
            "The director of the Ashgrove Office, Ann Lee, took over from Pell Garrity in May 2031. Garrity, who had held"
            " the job since 2029, is teaching in Duluth.",
            ["Ann Lee role=director validFrom=2031-05", "Pell Garrity ended role=director validFrom=2029 validUntil=2031-05"],
        ),
        # a post that was left long ago went to nobody who is told of now
        (
            "Ann Lee was director of the Ashgrove Office until 2028. She follows Tobias Wrenn at Yale.",
            ["Ann Lee role=director validUntil=2028"],
        ),
        ("Ann Lee was head of trials at the Ashgrove Office from 2028 to 2033.", []),
        (f"{OFFICE}Its director is Ann Lee. Bo Park followed her to Denver.", ["Ann Lee role=director"]),
        (f"{OFFICE}Its director is Ann Lee. Bo Park may follow her in 2035.", ["Ann Lee role=director"]),
        (f"{OFFICE}Its director is Ann Lee. Bo Park did not succeed her.", ["Ann Lee role=director"]),
        ("Tomas Ekeland, director of the Ashgrove Office, left the city in 2031.", ["Tomas Ekeland role=director"]),
        (
            "The Ashgrove Office's director, Tomas Ekeland, took office on 1 September 2030.",
            ["Tomas Ekeland role=director validFrom=2030-09-01"],
        ),
    ],
)
def test_a_post_passes_from_who_held_it_to_who_came_after(text: str, found: list[str]) -> None:
    claims = [shown(one) for one in read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims]
    heads = sorted(one.removeprefix("Ashgrove Office director ") for one in claims if " director " in one)
    assert heads == sorted(found)
