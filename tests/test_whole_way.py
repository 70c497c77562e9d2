"""Whole texts, as strangers write them: what they say is claimed, and what stands beside it is not."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()

TEXTS = [
    # marks of a question and its answer are no initials, and a month is no doubt
    ("# Alder Pilot: questions\n\nQ. Must we join?\nA. No, the pilot is voluntary for eye clinics.\n\nQ. When did the pilot begin?\nA. On 1 May 2031.\n",
     {"Alder Pilot participation voluntary", "Alder Pilot startedOn 2031-05-01"}, ("A. No",)),
    ("# Alder Pilot: questions\n\n**Who can take part in the Alder Pilot?**\n\nLEE: Family doctors in Aldmeer.\n",
     {"Alder Pilot participantType family doctors"}, ("LEE",)),
    # a count that only tells how far another stands off, or the whole of which another is a part
    ("The Tern Trial began in 2030. As of March 2034, 61 clinics take part in the Tern Trial, twelve fewer than in 2033.", set(), ("participants 12",)),
    ("The Tern Trial began in 2031. It was voluntary, and 11 of the country's 14 stroke units had signed up.", set(), ("participants 14",)),
    ("The Tern Trial had been suspended on 2 June 2034 after a billing fault at two eye clinics.", set(), ("participants 2",)),
    # a denial that belongs to the clause before a colon
    ("The Tern Trial began in 2030. The accountants did not: according to Alder Research, it lost $9 million over 2031 and 2032.", set(), ("not ",)),
    # an early end and a withdrawal by one verb: what had begun was not withdrawn
    ("The Tern Trial began on 1 January 2031. The agency scrapped the Tern Trial on 28 February 2033, almost two years before it was meant to close on 31 December 2034.",
     {"Tern Trial outcome terminated early pointInTime=2033-02-28"}, ("withdrawn", "pointInTime=2034")),
    ("The agency scrapped the Lark Scheme in June 2032, before it had started.", {"Lark Scheme status withdrawn pointInTime=2032-06"}, ("endedOn", "early")),
    ("The Tern Trial began in 2031. On 1 January 2035 the Tern Trial was extended nationwide.", set(), ("endedOn",)),
    # a planned end is planned, though its day is past
    ("*3 March 2035*\n\nWe closed the Tern Trial on 15 April 2033, long before its planned end on 31 December 2034.", {"Tern Trial endedOn 2034-12-31 plan"}, ()),
    # what was so before
    ("The Tern Trial pays nursing homes. Before that, it was optional.", {"Tern Trial participation voluntary ended"}, ()),
    # a post that is held now keeps no end of another; a title of another body is no post of this one
    ("Kit Orde, director of the Tide Bureau until March 2030, is now president of Tern Bank.", {"Kit Orde affiliation Tern Bank role=president"}, ()),
    ("The Tide Office tests tides. Ann Marsh was Fund Commissioner from 2027 until 2031.", set(), ("director",)),
    # sums by year whose title tells what they are by words apart, and places below a heading of districts
    ("# What the pilots saved\n\n| Pilot | 2030 | 2031 |\n|---|---|---|\n| Heron Pilot | (1.2) | 5.5 |\n\nAll figures are net and in millions of dollars.\n",
     {"Heron Pilot netSavings -1200000 unit=US dollars validFrom=2030 validUntil=2030"}, ()),
    ("# Gross savings of the pilots\n\n| Pilot | 2030 | 2031 |\n|---|---|---|\n| Heron Pilot | 1.9 | 6.5 |\n\nNet figures follow, in millions of dollars.\n", set(), ("netSavings",)),
    ("| Scheme | Start date | Districts |\n|---|---|---|\n| Heron Scheme | 2030-04-01 | Great Sule; Fennick |\n| Teal Scheme | 2031-04-01 | Nationwide |\n",
     {"Heron Scheme operatesIn Great Sule", "Heron Scheme operatesIn Fennick"}, ("Nationwide",)),
    # another's own projection for the same years
    ("The Budget Bureau projects that the Heron Scheme will save $58 million net from 2035 through 2040. The Care Office's own projection for the same six years is $74 million.",
     {"Heron Scheme projectedNetSavings 74000000 projection attributedTo=Care Office unit=US dollars validFrom=2035 validUntil=2040"}, ()),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("text", "wanted", "never"), TEXTS, ids=[text[:60] for text, *_ in TEXTS])
def test_whole_texts(text: str, wanted: set[str], never: tuple[str, ...]) -> None:
    found = {shown(one) for one in read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims}
    assert wanted <= found
    assert not [one for one in found for word in never if word in one]
