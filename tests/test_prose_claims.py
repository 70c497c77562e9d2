"""Prose: families of wordings in news, minutes and reports, each with what it claims and what it must not."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def lines_of(text: str) -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), "text.txt"), ONTOLOGY).claims}


CASES: list[tuple[str, list[str], list[str]]] = [
    # what was moved, nearly done or never came
    (
        "The Pebble Model is small.\n\n12 June 2036: The start of the Pebble Model has been moved to 1 January 2037.",
        ["Pebble Model startedOn 2037-01-01 plan"],
        ["2036-06-12"],
    ),
    ("The committee heard that the opening of the Pebble Model had been put back to May 2036.", ["startedOn 2036-05"], []),
    ("The Pebble Model was extended in 2031.", [], ["endedOn"]),
    ("The Pebble Model ended early on December 31, 2032.", ["Pebble Model status terminated early", "Pebble Model endedOn 2032-12-31"], []),
    ("The 2031 report to Congress said that the Innovation Center had tested 39 models.", ["modelsLaunched 39"], ["attributedTo=United States Congress"]),
    ("The Pebble Model began in 2031. The agency said it would save $4 million by cancelling two tests.", ["startedOn 2031"], ["avings 4000000"]),
    ("The Pebble Model continued in 2031 with new rules.", [], ["endedOn"]),
    ("The Pebble Model ended as scheduled on December 31, 2032.", ["Pebble Model endedOn 2032-12-31"], ["startedOn"]),
    ("The Pebble Model was to have begun in 2035 but was withdrawn.", ["status withdrawn"], ["startedOn"]),
    ("The Pebble Model was all but cancelled in 2034.", [], ["endedOn", "terminated"]),
    ("Ann Lee nearly became head of the Payment Trials Unit.", [], ["director"]),
    # who is let in no more
    ("The Pebble Model closed to new applicants on 30 April 2030.", ["applicationsCloseOn 2030-04-30"], ["endedOn"]),
    ("The Pebble Model shut its doors on 30 April 2030.", ["endedOn 2030-04-30"], ["applicationsCloseOn"]),
    # respective lists
    (
        "The Alder Model and the Birch Model ended in 2031 and 2032, respectively.",
        ["Alder Model endedOn 2031", "Birch Model endedOn 2032"],
        ["Alder Model endedOn 2032", "Birch Model endedOn 2031"],
    ),
    (
        "The Alder Model and the Birch Model lost $3 million and $4 million net in 2031 and 2032, respectively.",
        [
            "Alder Model netSavings -3000000 unit=US dollars validFrom=2031 validUntil=2031",
            "Birch Model netSavings -4000000 unit=US dollars validFrom=2032 validUntil=2032",
        ],
        ["Alder Model netSavings -4000000"],
    ),
    (
        "The Pebble Model lost $3 million and $4 million net in 2031 and 2032, respectively.",
        ["Pebble Model netSavings -4000000 unit=US dollars validFrom=2032 validUntil=2032"],
        [],
    ),
    (
        "The Alder Model, the Birch Model and the Cedar Model lost $3 million and $4 million net, respectively.",
        [],
        ["netSavings"],
    ),
    (
        "The Tide Office said its Alder Model and its Birch Model would close in June and December 2038, respectively.",
        ["Alder Model endedOn 2038-06 plan", "Birch Model endedOn 2038-12 plan"],
        ["Alder Model endedOn 2038-12"],
    ),
    # what a text repeats and calls untrue
    ("Myth: The Pebble Model saved $40 million net. Fact: it lost $3 million net.", ["netSavings -3000000"], ["40000000"]),
    ("Rumour: The Pebble Model will end in 2036.", [], ["endedOn"]),
    ("The Pebble Model is mandatory. Not so. It is voluntary for hospitals.", ["participation voluntary"], ["mandatory"]),
    ("The Pebble Model saved $40 million net, they wrote. That is incorrect: it was gross.", [], ["40000000"]),
    ("We said the Pebble Model would save $70 million net by 2034. It has not.", ["projectedNetSavings 70000000"], []),
    # times of sums and counts
    ("The Pebble Model lost $3 million net in the two years to June 2035.", ["validUntil=2035-06"], ["validFrom"]),
    (
        "We examined the Pebble Model over the three years to September 2035. In that time it lost $6 million net.",
        ["netSavings -6000000 unit=US dollars validUntil=2035-09"],
        [],
    ),
    (
        "In the year to 31 March 2035 the Pebble Model covered 14,000 people.",
        ["beneficiaries 14000 validFrom=2034-04 validUntil=2035-03-31"],
        ["endedOn"],
    ),
    (
        "By the end of 2034 the Innovation Center had launched 61 models, completed evaluations of 40, and certified five.",
        ["modelsLaunched 61 validUntil=2034", "modelsEvaluated 40 validUntil=2034", "modelsCertified 5 validUntil=2034"],
        [],
    ),
    # for whom each of two ways is said
    (
        "The Pebble Model is compulsory for district hospitals but voluntary for mission clinics.",
        ["participation mandatory appliesTo=district hospitals", "participation voluntary appliesTo=mission clinics"],
        [],
    ),
    # counts of others
    ("Eleven organizations left the Pebble Model in 2031.", [], ["participants 11"]),
    ("The Pebble Model has 58 hospitals, eleven more than last year.", ["participants 58"], ["participants 11"]),
    ("The Pebble Model pays midwives, who will each look after about 25 women.", [], ["beneficiaries"]),
    ("The Harbor Network said that its nine clinics have joined the Pebble Model.", [], ["participants 9"]),
    # totals of the only body near, if it runs tests
    (
        "The Regional Payment Laboratory has launched 22 trials since 2027. Of these, six have been evaluated.",
        ["Regional Payment Laboratory modelsEvaluated 6"],
        [],
    ),
    ("The Hospital Alliance complained. Of 19 tests, just two have been certified.", [], ["modelsCertified"]),
    # posts in everyday verbs, what a test asks, and results told by both ways that were not taken
    ("Ann Lee minded the Tide Office until May 2031.", ["Tide Office director Ann Lee validUntil=2031-05"], []),
    ("Ann Lee has had the Tide Office since 2031.", ["Tide Office director Ann Lee validFrom=2031"], []),
    ("The director general of the Tide Office, Ann Lee, spoke.", ["Tide Office director Ann Lee role=director general"], []),
    (
        "The Pebble Model tests whether nurses can prevent falls.",
        ["purpose tests whether nurses can prevent falls"],
        [],
    ),
    ("The Pebble Model neither saved nor lost money in 2032.", ["outcome no significant effect"], []),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "said", "unsaid"), CASES, ids=[text[:60] for text, _, _ in CASES])
def test_prose_claims_what_a_careful_reader_takes_from_it(text: str, said: list[str], unsaid: list[str]) -> None:
    lines = lines_of(text)
    assert [one for one in said if not any(one in line for line in lines)] == [], lines
    assert [line for line in lines if any(one in line for one in unsaid)] == []
