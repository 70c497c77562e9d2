"""Bodies and who heads them, over sentences that name only one of both, and nothing where either could be another."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.claims.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology

HELD = ("validFrom", "validUntil", "ended", "role")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[str]:
    """Each claim but affiliations as "subject property object", and the time and title of posts behind it."""
    claims = read_claims(read_document(text.encode(), "page.md"), ontology).claims
    found = set()
    for one in claims:
        name = one.property.rpartition("#")[2]
        if name == "affiliation":
            continue
        value = one.object.label if isinstance(one.object, Referent) else one.object.lexical
        held = dict(one.qualifiers) if name in ("director", "administrator", "secretary", "chiefActuary") else {}
        beside = [f"{key}={getattr(held[key], 'lexical', held[key])}" for key in HELD if key in held]
        found.add(" ".join([one.subject.label, name, value, *beside]))
    return found


HANDED_OVER = [
    ("The first director of the Office of Care Trials was Lena Thorvald, who left in 2027. She was followed by Omar Kinsella in 2028.",
     {"Office of Care Trials director Lena Thorvald validUntil=2027 ended=True role=director",
      "Office of Care Trials director Omar Kinsella validFrom=2028 role=director"}),
    ("The director of the Reef Institute is Lena Thorvald. Her predecessor, Paul Adeyemi, held the post from 2021 to 2027.",
     {"Reef Institute director Lena Thorvald role=director",
      "Reef Institute director Paul Adeyemi validFrom=2021 validUntil=2027 ended=True role=director"}),
    ("The Costs Commission is headed by Ida Falk, who took over from Sven Lauritz in May 2031.",
     {"Costs Commission director Ida Falk validFrom=2031-05", "Costs Commission director Sven Lauritz validUntil=2031-05 ended=True"}),
    ("Ana Beresford, who has directed the Center for Payment Trials since 2030, will be succeeded by Rhea Montrose on September 1, 2034.",
     {"Center for Payment Trials director Ana Beresford validFrom=2030",
      "Center for Payment Trials director Rhea Montrose validFrom=2034-09-01"}),
    ("The first commissioner of the Costs Commission was Ida Falk. Since 2022 the post has been held by Nora Eide.",
     {"Costs Commission director Ida Falk validUntil=2022 ended=True role=commissioner",
      "Costs Commission director Nora Eide validFrom=2022 role=commissioner"}),
    ("Ida Falk directs the Costs Commission. Nora Eide held the post before her.",
     {"Costs Commission director Ida Falk", "Costs Commission director Nora Eide ended=True"}),
    ("Ida Falk was director of the Costs Commission until 2030. She gave way to Nora Eide, and Nora Eide to nobody.",
     {"Costs Commission director Ida Falk validUntil=2030 role=director",
      "Costs Commission director Nora Eide validFrom=2030 role=director"}),
]  # fmt: skip


HANDED_OVER += [
    # a cell that tells the term behind the name
    ("# Office of Care Trials at a glance\n\n- **Parent body:** Ministry of Health\n- **Founded:** 2018\n- **Head:** Marta Quill, since March 2030\n",
     {"Office of Care Trials director Marta Quill validFrom=2030-03"}),
    ("# Office of Care Trials at a glance\n\n- **Parent body:** Ministry of Health\n- **Founded:** 2018\n- **Chief actuary:** Tobias Renn (2024-2031)\n",
     {"Office of Care Trials chiefActuary Tobias Renn validFrom=2024 validUntil=2031"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HANDED_OVER, ids=[text[:50] for text, _ in HANDED_OVER])
def test_a_post_passes_from_one_to_the_next(text: str, wanted: set[str], ontology: Ontology) -> None:
    assert wanted <= told(text, ontology)


KEPT = [
    # to follow somebody somewhere, to replace a plan, to hold a post with a name of its own
    ("Ida Falk directs the Costs Commission. Rex Arno followed Ida Falk to the hearing.", "Rex Arno"),
    ("Ida Falk directs the Costs Commission. Rex Arno replaced her on the panel.", "Rex Arno"),
    ("Ida Falk directs the Costs Commission. Rex Arno holds the post of clerk.", "Rex Arno"),
    ("Ida Falk directs the Costs Commission. She replaced Rex Arno's plan.", "Rex Arno"),
    # the post follows from that of whose predecessor it is, not the other way round: she may only be to come to it
    ("Rex Arno said that her predecessor at the Costs Commission, director Ida Falk, left in 2030. Ana Lind thanked her.", "Ana Lind"),
    ("Ana Lind said that her predecessor, Ida Falk, left on May 1, 2030. Ida Falk was director of the Costs Commission.", "Ana Lind"),
    # another body is named, the change is denied or only guessed, or two bodies could be meant
    ("Ida Falk directs the Costs Commission. Rex Arno succeeded Ida Falk at the Water Board.", "Costs Commission director Rex Arno"),
    ("Ida Falk directs the Costs Commission. Rex Arno did not succeed her.", "Rex Arno"),
    ("Ida Falk directs the Costs Commission. Rex Arno could succeed her.", "Rex Arno"),
    ("Ida Falk directed the Costs Commission, and later directed the Water Board. She was succeeded by Rex Arno.", "Rex Arno"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "other"), KEPT, ids=[text[:80] for text, _ in KEPT])
def test_no_post_passes_where_it_is_not_told(text: str, other: str, ontology: Ontology) -> None:
    assert not [line for line in told(text, ontology) if other in line and " director " in line and "Ida" not in line]


CARRIED = [
    ("The Office of Care Trials was set up in 2021. It is a unit of the Ministry of Health of Ravenna. By March 2034 it had started 21 trials.",
     {"Office of Care Trials partOf Ministry of Health of Ravenna", "Office of Care Trials modelsLaunched 21"}),
    ("Set up by the Funds Act of 2016, the Costs Commission belongs to the Ministry of Labour. Its commissioners were Ida Falk (2016-2022) and Sven Lauritz (2022-2030).",
     {"Costs Commission establishedBy Funds Act of 2016", "Costs Commission director Ida Falk validFrom=2016 validUntil=2022 role=commissioner"}),
    ("The National Payment Laboratory reports to the Ministry of Finance. It runs two trials: Clear Harbor and North Star.",
     {"Clear Harbor testedBy National Payment Laboratory", "North Star testedBy National Payment Laboratory"}),
    ("The Payment Unit is part of the Department of Human Services. Its director, Salma Verhoeven, took office in May 2031.",
     {"Payment Unit director Salma Verhoeven validFrom=2031-05 role=director"}),
    ("The Payment Unit was created by the Tariff Act. Its director is Salma Verhoeven.",
     {"Payment Unit director Salma Verhoeven role=director"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CARRIED, ids=[text[:50] for text, _ in CARRIED])
def test_a_text_goes_on_with_the_body_it_is_about(text: str, wanted: set[str], ontology: Ontology) -> None:
    assert wanted <= told(text, ontology)


NOT_CARRIED = [
    ("The Costs Commission supervises nine funds. Set up by the Funds Act of 2016, it belongs to the Ministry of Labour.",
     "Funds Act of 2016 partOf"),
    ("The Water Board and the Costs Commission advise the Ministry of Labour. It has launched nine models.", "modelsLaunched"),
    ("The Audit Board found that the Tide Office had run nine models. The Audit Board is small, and answers to the Ministry of Labour. "
     "Ann Lee wrote that it had launched 54 models.", "Audit Board modelsLaunched"),
    ("An old house serves the Ministry of Labour. Its director, Salma Verhoeven, spoke.", "Ministry of Labour director"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start"), NOT_CARRIED, ids=[text[:60] for text, _ in NOT_CARRIED])
def test_a_text_does_not_go_on_with_what_could_be_another(text: str, start: str, ontology: Ontology) -> None:
    assert not [line for line in told(text, ontology) if start in line]


BESIDE = [
    # a figure that another thing or part is held against, and "that day" behind two days
    ("The Copper Reef Model had 247 participants, against seven in the first phase.", "participants 7"),
    ("December 31, 2034: the Copper Reef Model ended, after a rule of May 3, 2031, had extended it to that day.", "endedOn 2031"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BESIDE, ids=[text[:40] for text, _ in BESIDE])
def test_what_may_be_anothers_is_not_carried_over(text: str, said: str, ontology: Ontology) -> None:
    lines = told(text, ontology)
    assert lines
    assert not [line for line in lines if said in line]
