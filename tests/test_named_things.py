"""Named things: what a claim may be said of or by: nothing that is only a pronoun, a noun, or a place line."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[str]:
    """Each claim as "subject property object"."""
    claims = read_claims(read_document(text.encode(), "page.md"), ontology).claims
    return {
        f"{one.subject.label} {one.property.rpartition('#')[2]} "
        + (one.object.label if isinstance(one.object, Referent) else one.object.lexical)
        for one in claims
    }


NAMELESS = [
    "# Otter Bay Care Model\n\nThe report looked at quality. It found no significant effect on Medicare spending.\n",
    "They had no significant effect on spending. These had net savings of $3 million in 2031.\n",
    "# Memory at Home Model\n\nThe first report found that the model helped. It had no effect on Medicare spending.\n",
]


@pytest.mark.parametrize("text", NAMELESS)
def test_no_pronoun_is_a_thing(text: str, ontology: Ontology) -> None:
    said = told(text, ontology)
    assert not [line for line in said if line.split()[0].lower() in {"it", "they", "these", "this", "both"}]


TELLING = [
    # The last word of a name stands for the whole, with its capital, where no other full name ends so.
    ("The Copse Oncology Compact is a payment model of the Reef Office. The Compact started on July 1, 2029.",
     {"Copse Oncology Compact startedOn 2029-07-01"}, {"Compact startedOn 2029-07-01"}),
    ("The Dunmore Kidney Accord began in 2030. In 2035 the Accord was ended early.",
     {"Dunmore Kidney Accord outcome terminated early"}, {"Accord outcome terminated early"}),
    ("The Copse Compact began in 2030. The Reef Compact began in 2031. The Compact ended on May 1, 2034.",
     set(), {"Copse Compact endedOn 2034-05-01", "Reef Compact endedOn 2034-05-01"}),
    # A short form does not stand for a longer name that only begins like it.
    ("The Home First Scheme began in 2031. Home First Plus was announced on 21 November 2033.",
     {"Home First Scheme startedOn 2031"}, {"Home First Scheme announcedOn 2033-11-21"}),
    ("The Harbor Heart Model began in 2030. The Harbor Heart Model II is mandatory.",
     {"Harbor Heart Model II participation mandatory"}, {"Harbor Heart Model participation mandatory"}),
    ("The Safe Passage Model (SPM) began in 2030. In May SPM Advanced became mandatory.",
     set(), {"Safe Passage Model participation mandatory"}),
    ("The Bright Start Initiative is voluntary. Bright Start Northern Pathway began in July 2034.",
     {"Bright Start Initiative participation voluntary"}, {"Bright Start Initiative startedOn 2034-07"}),
    ("The Home First Scheme began in 2031. Home First ended on 30 June 2034.",
     {"Home First Scheme endedOn 2034-06-30"}, set()),
    # What a clause says of a name that means nothing known is said of nothing else.
    ("# Rural Anchor Model\n\nThe rule stands as it is, and HBAM remains mandatory for hospitals.",
     set(), {"Rural Anchor Model participation mandatory"}),
    ("The Otter Bay Care Model is over. In contrast, ESCAPE requires all dialysis centers in 12 states to take part.",
     set(), {"Otter Bay Care Model participation mandatory", "Otter Bay Care Model participantType dialysis centers"}),
    ("The Otter Bay Care Model ended in 2033, and HBX+ stays voluntary for hospitals in Ohio.",
     {"Otter Bay Care Model endedOn 2033"},
     {"Otter Bay Care Model participation voluntary", "Otter Bay Care Model operatesIn Ohio"}),
    ("The Otter Bay Care Model ran from 2031. Enrollment was voluntary.",
     {"Otter Bay Care Model participation voluntary"}, set()),
    # The place at the head of a report does nothing.
    ("PORT ANSEL – The Care Trials Bureau today announced the Maternity Circle Model.",
     {"Maternity Circle Model testedBy Care Trials Bureau"}, {"Maternity Circle Model testedBy PORT ANSEL"}),
    ("LONDON, 3 May – The Tide Payment Office today launched the Otter Bay Care Model.",
     {"Otter Bay Care Model testedBy Tide Payment Office"}, {"Otter Bay Care Model testedBy LONDON"}),
    ("**NEW HARBOR, Ky. (AP) —** The Tide Payment Office today launched the Otter Bay Care Model.",
     {"Otter Bay Care Model testedBy Tide Payment Office"}, {"Otter Bay Care Model testedBy NEW HARBOR"}),
    ("The Otter Bay Care Model (OBCM) is a test.\n\nOBCM — The model is voluntary.",
     {"Otter Bay Care Model participation voluntary"}, set()),
    # A country before a body's name tells whose it is, and makes no other body.
    ("The Otter Bay Model is a test of the United States Center for Medicare and Medicaid Innovation.",
     {"Otter Bay Model testedBy Center for Medicare and Medicaid Innovation"},
     {"Otter Bay Model operatesIn United States"}),
    ("The Federal Center for Medicare and Medicaid Innovation (CMMI) tests the Otter Bay Model.",
     {"Otter Bay Model testedBy Center for Medicare and Medicaid Innovation"}, set()),
    ("The U.S. Tide Payment Office tests the Otter Bay Model. The Tide Payment Office is small.",
     {"Otter Bay Model testedBy Tide Payment Office"}, {"Otter Bay Model operatesIn United States"}),
    # Whom one answers to and where one learnt is nothing that one belongs to.
    ("Odile Farrant is Director of the Tide Payment Office. She answers to the Minister of Health.",
     {"Odile Farrant affiliation Tide Payment Office"}, {"Odile Farrant affiliation Minister of Health"}),
    ("Odile Farrant trained as a nurse at Dunsby General Hospital and took a degree in law at Oslo University.",
     set(), {"Odile Farrant affiliation Dunsby General Hospital", "Odile Farrant affiliation Oslo University"}),
    ("Gregor Hallam studied medicine at Kestrel University. Mr Hallam was educated at Dunsby College.",
     set(), {"Gregor Hallam affiliation Kestrel University", "Gregor Hallam affiliation Dunsby College"}),
    ("Ben Orr is a professor at Kestrel University. Ben Orr worked as a nurse at Dunsby General Hospital.",
     {"Ben Orr affiliation Kestrel University", "Ben Orr affiliation Dunsby General Hospital"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), TELLING, ids=[text[:50] for text, _, _ in TELLING])
def test_a_claim_is_of_what_its_words_name(text: str, right: set[str], wrong: set[str], ontology: Ontology) -> None:
    said = told(text, ontology)
    assert right <= said
    assert not wrong & said


ALIASES = [
    ("The Sorrow Kidney Care Model began in 2031. Sorrow is voluntary.", {"Sorrow"}),
    ("CMS began the Brightwell Retina Model in 2031. Eye clinics join Brightwell if they like.", {"Brightwell"}),
    ("The Brightwell Retina Model began in 2031. The Brightwell Heart Model began in 2032. Brightwell is odd.", set()),
    ("The Brightwell Retina Model began in 2031. Brightwell Lane was closed that day.", set()),
    ("The Morning Rounds Model began in 2031. Morning came late that day.", set()),
]


@pytest.mark.parametrize(("text", "aliases"), ALIASES)
def test_the_first_word_of_just_one_full_name_is_one_of_its_names(
    text: str, aliases: set[str], ontology: Ontology
) -> None:
    claims = read_claims(read_document(f"{text}\n".encode(), "page.md"), ontology).claims
    first = {one.subject for one in claims if one.subject.label.endswith("Model")}
    words = {name for one in first for name in one.aliases if " " not in name}
    assert words == aliases
