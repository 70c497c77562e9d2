"""Qualifiers: what a claim says besides its object, in wordings of each family, and where nothing may be added."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.claims.claims import Claim
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str) -> list[Claim]:
    return list(read_claims(read_document(text.encode(), "text.txt"), ONTOLOGY).claims)


def lines_of(text: str) -> set[str]:
    return {shown(one) for one in claims_of(text)}


SAID = [
    # what a count counts
    ("So far 940 growers have joined the Pebble Model.", "Pebble Model participants 940 unit=growers"),
    (
        "As of 2032 there were 61 participating groups with some 30,000 patients in the Pebble Model.",
        "Pebble Model participants 61 asOf=2032 unit=groups",
    ),
    (
        "The Pebble Model has 38 birth centers and rural hospitals.",
        "Pebble Model participants 38 unit=birth centers and rural hospitals",
    ),
    ("Nine Idaho clinics take part in the Pebble Model.", "Pebble Model participants 9 unit=clinics"),
    ("A total of 77 dentists took part in the Pebble Model.", "Pebble Model participants 77 unit=dentists"),
    (
        "Participation in the Pebble Model has shrunk from 90 dental practices to 31.",
        "Pebble Model participants 31 unit=dental practices",
    ),
    # whose word a result is
    (
        "The Pebble Model is a payment model. An audit by the Orrin Court of Accounts found no measurable effect on spending.",
        "Pebble Model outcome no significant effect attributedTo=Orrin Court of Accounts",
    ),
    (
        "The Pebble Model cut net Medicare spending by $6 million in 2033, according to the evaluator, Stokes Policy Lab.",
        "Pebble Model netSavings 6000000 attributedTo=Stokes Policy Lab unit=US dollars validFrom=2033 validUntil=2033",
    ),
    # the title that goes with a body
    (
        '"Nobody asked us," offered Lena Oduya-Park, a consultant with the Mallow Group.',
        "Lena Oduya-Park affiliation Mallow Group role=consultant",
    ),
    (
        "Piers Renwick joined from the Mallow Group, where he had been research chief between 2019 and 2027.",
        "Piers Renwick affiliation Mallow Group role=research chief validFrom=2019 validUntil=2027",
    ),
    (
        "Ida Brandt, 81, a former night nurse at the Department of Health, died in May.",
        "Ida Brandt affiliation Department of Health ended role=night nurse",
    ),
    (
        "Otis Kerr served as CMMI's third deputy director, 2029-2031.",
        "Otis Kerr affiliation Center for Medicare and Medicaid Innovation role=third deputy director"
        " validFrom=2029 validUntil=2031",
    ),
    (
        '"Bold," said Ines Takala, head of policy at the Mallow Group.',
        "Ines Takala affiliation Mallow Group role=head of policy",
    ),
    # the same time, told again
    (
        "The Innovation Center counts 44 models launched from 2013 to 2029. It proposed six mandatory models in those years.",
        "Center for Medicare and Medicaid Innovation mandatoryModelsProposed 6 validFrom=2013 validUntil=2029",
    ),
    ("The Pebble Model began in 2031. That year it had 40 hospitals.", "Pebble Model participants 40 pointInTime=2031 unit=hospitals"),
    ("The Pebble Model was announced in 2030. It began in October of the same year.", "Pebble Model startedOn 2030-10"),
    # early ends
    (
        "CMS shut the Pebble Model down early, on July 31, 2033.",
        "Pebble Model outcome terminated early pointInTime=2033-07-31",
    ),
    # what a cell says beside its figure
    (
        "Pebble Budget Model\n\nParticipants: 23 rural hospitals (as of June 2034)\nNet savings: $31.5 million (2033)",
        "Pebble Budget Model participants 23 asOf=2034-06 unit=rural hospitals",
    ),
    (
        "Pebble Budget Model\n\nParticipants: 23 rural hospitals (as of June 2034)\nNet savings: $31.5 million (2033)",
        "Pebble Budget Model netSavings 31500000 unit=US dollars validFrom=2033 validUntil=2033",
    ),
    # parts
    ("The second cohort of the Pebble Model begins on July 1, 2035.", "Pebble Model startedOn 2035-07-01 plan appliesTo=second cohort"),
    (
        "The Pebble Care Model has two tracks. Track 1 pays a care management fee on top of usual claims.",
        "Pebble Care Model paymentMechanism care management fee appliesTo=Track 1",
    ),
    (
        "The Pebble Model was inaugurated in March 2030. In performance year 3 there were 58 suppliers.",
        "Pebble Model participants 58 appliesTo=performance year 3 unit=suppliers",
    ),
    # rates
    (
        "The National Kelp Health Office had an annual appropriation of $14 million.",
        "National Kelp Health Office appropriation 14000000 per=P1Y unit=US dollars",
    ),
    (
        "The Office of Kelp Payment has been given $18,000,000 by the diet in each fiscal year from 2030 to 2033.",
        "Office of Kelp Payment appropriation 18000000 fiscal per=P1Y unit=US dollars validFrom=2030 validUntil=2033",
    ),
    # posts: dates in brackets, behind another noun, and in another sentence
    (
        "The Federal Kelp Office was led in turn by Amos Weir, by Jutta Stroud (June 2031 to January 2033) and others.",
        "Federal Kelp Office director Jutta Stroud validFrom=2031-06 validUntil=2033-01",
    ),
    ("Ann Lee has led the Tide Office since its creation on May 5, 2032.", "Tide Office director Ann Lee validFrom=2032-05-05"),
    (
        "Bo Park was director of the Tide Office from 2028 until his retirement in March 2031.",
        "Tide Office director Bo Park role=director validFrom=2028 validUntil=2031-03",
    ),
    (
        "Mia Gomez became director of the Tide Office in February 2031. She stepped down in August 2034.",
        "Tide Office director Mia Gomez role=director validFrom=2031-02 validUntil=2034-08",
    ),
    (
        "A jury acquitted Delroy Fitz, the former director of the Kelp Office. Fitz quit the post in October 2034.",
        "Kelp Office director Delroy Fitz ended role=director validUntil=2034-10",
    ),
    ("The Pebble Model was tried first in Ohio (from 2029), then also in Iowa (from 2030).", "Pebble Model operatesIn Iowa validFrom=2030"),
]  # fmt: skip

SILENT = [
    # paid "according to" a scheme is nobody's word
    ("The Innovation Center pays 144 hospitals in the Pebble Model according to a single patient classification.", "attributedTo"),
    # a post that another body is told of, a denial, and a choice of years
    ("Ann Lee is the director of the Tide Office. She retired from Bluewater Health in 2030.", "validUntil"),
    ("Ann Lee is the director of the Tide Office. She did not resign in 2030.", "validUntil"),
    # two periods could be meant
    (
        "From 2011 to 2015 rents rose, and from 2016 to 2020 they fell. The Innovation Center proposed six mandatory models in that period.",
        "validFrom",
    ),
    # a model starts with its first cohort
    ("The first cohort of the Pebble Model started in April 2031.", "appliesTo"),
    # a colleague's words do not end a post
    ('"Families have waited," complained Dr. Yusra Halm of Cedarville General.', "ended"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("text", "line"), SAID, ids=[line for _, line in SAID])
def test_a_claim_carries_what_its_words_tell(text: str, line: str) -> None:
    assert line in lines_of(text)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "name"), SILENT, ids=[text[:60] for text, _ in SILENT])
def test_nothing_is_added_that_is_not_told(text: str, name: str) -> None:
    told = [one for one in claims_of(text) if name in dict(one.qualifiers)]
    # whom somebody left may be told, with its day; it says nothing of the post here
    assert [shown(one) for one in told if "Bluewater Health" not in shown(one)] == []


@pytest.mark.slow
def test_the_proof_holds_the_date_that_is_told_again() -> None:
    text = "The Pebble Model began in 2031. That year it had 40 hospitals."
    claim = next(one for one in claims_of(text) if one.property.endswith("participants"))
    assert claim.evidence.inferred
    assert [text[start:end] for start, end, role in claim.evidence.context if role == "date"] == ["2031"]


YEARS = [
    ("The Pebble Model lost $12.6 million in 2032 and 2033.", {"2032", "2033"}),
    ("In 2031 and 2032 the Pebble Model saved $3 million.", {"2031", "2032"}),
    ("The Pebble Model lost $3 million in 2031 and 2033.", None),
    ("The Pebble Model lost $3 million and $4 million in 2031 and 2032.", None),
    ("The Pebble Model lost $3 million in 2030 and 2031 and 2032.", None),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_two_years_on_end_are_the_time_of_one_sum(text: str, years: set[str] | None) -> None:
    found = [one for one in claims_of(text) if one.property.endswith("netSavings")]
    spans = [{year for year in ("2031", "2032", "2033") if year in shown(one)} for one in found]
    assert years in spans if years else all(len(one) < 2 for one in spans)


TELLERS = [
    ("The Pebble Model lost $3 million in 2031, the Ports Bureau conceded on Tuesday.", True),
    ("The Pebble Model, a test of the Lakes Office, saved $3 million, the Ports Bureau acknowledged.", True),
    ("The Pebble Model lost $3 million in 2031, and the Ports Bureau noted it.", False),
    ("The Pebble Model lost $3 million, the Ports Bureau said nothing.", False),
]


@pytest.mark.parametrize(("text", "told"), TELLERS)
def test_who_closes_a_sentence_with_a_verb_of_speech_told_it(text: str, told: bool) -> None:
    lines = [line for line in lines_of(text) if " netSavings " in line]
    assert lines
    assert all(("attributedTo=Ports Bureau" in line) == told for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "In my county it is said that the Pebble Model was cancelled in 2031.",
        "People say that the Pebble Model was cancelled.",
    ],
)
def test_what_nobody_answers_for_is_no_claim(text: str) -> None:
    assert not lines_of(text)


def test_what_is_announced_is_more_than_gossip() -> None:
    assert lines_of("It was announced that the Pebble Model was cancelled in 2031.")
