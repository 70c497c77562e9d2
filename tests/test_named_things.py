"""Named things: what a claim may be said of or by: nothing that is only a pronoun, a noun, or a place line."""

from __future__ import annotations

import pytest
from names import claimed

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


NAMELESS = [
    "# Otter Bay Care Model\n\nThe report looked at quality. It found no significant effect on Medicare spending.\n",
    "They had no significant effect on spending. These had net savings of $3 million in 2031.\n",
    "# Memory at Home Model\n\nThe first report found that the model helped. It had no effect on Medicare spending.\n",
]


@pytest.mark.parametrize("text", NAMELESS)
def test_no_pronoun_is_a_thing(text: str, ontology: Ontology) -> None:
    said = claimed(text, ontology, " ")
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
    ("“We are ready,” Tide Payment Office director Odile Farrant told the Harbor Gazette.",
     set(), {"Odile Farrant affiliation Harbor Gazette"}),
    # A matter's name at the front of a model's is not short for it.
    ("The Alder Model began in 2031. The Palliative Care at Home Model will start on May 1, 2038. Hospices may apply.",
     {"Palliative Care at Home Model startedOn 2038-05-01", "Palliative Care at Home Model participantType hospices"},
     {"Alder Model participantType hospices"}),
    ("The Hospice Care at Work Model began in 2031. The Tern Model focuses on hospice care.",
     {"Hospice Care at Work Model startedOn 2031", "Tern Model focus hospice care"}, set()),
    # Who heads a part heads not the whole.
    ("Brena Olsson joined the Tide Payment Office in 2032 as director of its Rural Health Group.",
     {"Brena Olsson affiliation Tide Payment Office"}, {"Tide Payment Office director Brena Olsson"}),
    ("Mara Quill joined the Tide Payment Office in 2030 as its director.",
     {"Tide Payment Office director Mara Quill"}, set()),
    # A figure is not told past another one, nor is what falls for each a total.
    ("Halvorsen Research reported net losses of $12 million for the Alder Model and net savings of $9 million for the "
     "Kelp Model.", {"Alder Model netSavings -12000000"}, {"Kelp Model netSavings -12000000"}),
    ("Tern Institute found net savings of $38 million for the Alder Model from 2029 through 2032, and net savings of "
     "$96 million for the Kelp Model from July 2031 through June 2034.",
     {"Alder Model netSavings 38000000"}, {"Kelp Model netSavings 38000000", "Alder Model netSavings 96000000"}),
    ("The Birch Model lowered episode payments by $1,020 on average.", set(), {"Birch Model netSavings 1020"}),
    ("The Birch Model reduced spending per patient by $310.", set(), {"Birch Model netSavings 310"}),
    ("The Birch Model lowered Medicare spending by $12 million.", {"Birch Model netSavings 12000000"}, set()),
    # What only grows does not start; what is tried is no result.
    ("The expansion of the Birch Model took effect on January 1, 2035.",
     {"Birch Model outcome expanded"}, {"Birch Model startedOn 2035-01-01"}),
    ("The Birch Model took effect on January 1, 2035.", {"Birch Model startedOn 2035-01-01"}, set()),
    ("The Birch Model tests better ways to pay for care.", set(), {"Birch Model outcome quality improved"}),
    ("The Kelp Model had 61 clinics; all but eight of them have signed agreements.",
     {"Kelp Model participants 61"}, {"Kelp Model participants 8"}),
    ("The Birch Model tests whether holding hospitals to account lowers Medicare spending.",
     set(), {"Birch Model participantType holding hospitals"}),
    ("The Birch Model closed a ten-month fight with infusion practices.",
     set(), {"Birch Model participantType infusion practices"}),
    # Two words that need the same noun tell one matter or one kind.
    ("The Birch Model focuses on shoulder and ankle surgery.",
     {"Birch Model focus shoulder and ankle surgery"}, {"Birch Model focus shoulder"}),
    ("The Birch Model focuses on heart and kidney disease.", {"Birch Model focus heart and kidney disease"}, set()),
    ("The Birch Model focuses on diabetes and heart failure.",
     {"Birch Model focus diabetes", "Birch Model focus heart failure"}, set()),
    ("The Birch Model is mandatory for van and ambulance suppliers.",
     {"Birch Model participantType van and ambulance suppliers"}, {"Birch Model participantType ambulance suppliers"}),
    ("# Birch Model\n\n**Start date:** May 1, 2031\n**Focus:** hip and knee replacement\n"
     "**Participants:** van and ambulance suppliers, hospitals\n",
     {"Birch Model focus hip and knee replacement", "Birch Model participantType van and ambulance suppliers",
      "Birch Model participantType hospitals"}, {"Birch Model focus hip"}),
    ("# Birch Model\n\n**Start date:** May 1, 2031\n**Focus:** diabetes and heart failure\n"
     "**Participants:** hospitals and physician practices\n**Payment:** bundled payment and 90 days of recovery\n",
     {"Birch Model focus diabetes", "Birch Model focus heart failure", "Birch Model participantType hospitals",
      "Birch Model paymentMechanism bundled payment"}, {"Birch Model paymentMechanism 90 days of recovery"}),
    # Key facts need no marks, and the commas of dates part no cells.
    ("# Birch Model\n\nThe Birch Model is new.\n\nAnnounced: May 22, 2031\nStart date: January 1, 2032\n"
     "Participation: Voluntary\nBeneficiaries: about 1.6 million\n",
     {"Birch Model announcedOn 2031-05-22", "Birch Model startedOn 2032-01-01", "Birch Model participation voluntary",
      "Birch Model beneficiaries 1600000"}, set()),
    ("# Models\n\nStatus as of May 15, 2031.\n\n| Model | Start date | End date |\n|---|---|---|\n"
     "| Birch Model | January 1, 2029 | December 31, 2031 |\n| Kelp Model | July 1, 2030 | June 30, 2033 |\n",
     {"Birch Model startedOn 2029-01-01", "Kelp Model endedOn 2033-06-30"}, set()),
    # What regulations say of themselves is said of them.
    ("SIGHT (SCHEMES) REGULATIONS 2033\n\n(S.R. 2033/118)\n\nMade 4 May 2033\n\n1. These Regulations may be cited as "
     "the Sight (Schemes) Regulations 2033.\n\n2. These Regulations come into operation on 1 July 2033.\n\n3. These "
     "Regulations amend the Sensory Health Act 2021.\n\n4. The Minister may extend a scheme.\n",
     {"Sight (Schemes) Regulations 2033 effectiveOn 2033-07-01",
      "Sight (Schemes) Regulations 2033 amends Sensory Health Act 2021",
      "regulation 4 of the Sight (Schemes) Regulations 2033 grantsPower extend a scheme"},
     {"Sensory Health Act 2021 effectiveOn 2033-07-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), TELLING, ids=[text[:50] for text, _, _ in TELLING])
def test_a_claim_is_of_what_its_words_name(text: str, right: set[str], wrong: set[str], ontology: Ontology) -> None:
    said = claimed(text, ontology, " ")
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
