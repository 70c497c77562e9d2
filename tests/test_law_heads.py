"""Laws: what a law's own text says of itself, and what other texts say of laws that they name by year or number."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str) -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims}


FERRY = """# FERRY CARE ACT OF 2031

[Approved May 3, 2031]

## SEC. 4. BOARD.

(a) The Ferry Board may require clinics to join a model.

## SEC. 5. LATER LAW.

This Act amends the Quay Act of 2020 by striking "yearly".

## SEC. 9. EFFECTIVE DATE.

This Act takes effect on January 1, 2032.
"""
ESTUARY = """# Estuary Models Act 2031

[5th June 2031]

**2. Estuary Office.** (1) The Estuary Office must end or change a model that fails the tests in section 3, unless it is new.
(2) The Office must report to Parliament every year.

**3. Widening.** (1) The Minister may widen a model only if—
(a) the Government Auditor certifies that spending would fall; and
(b) the Office finds that quality would not fall.

**9. Money.** There is appropriated to the Estuary Office £40 million for each period of four years beginning with the financial year 2033-34.

**10. Amendment.** Section 8 of the Clinics Act 2020 is amended by omitting "ferry".
"""
NAMELESS = """# A bill

The Salt Act of 2020 was a step. This Act takes effect on January 1, 2030.

## SEC. 2. DUES.

(a) DUES.—The Board shall collect dues.

## SEC. 3. LATER.

(a) LATER.—The Board may waive dues.
"""
GAZETTE = """TARN GAZETTE
18 November 2030

# Reef Fees Regulations 2030

**Effective date:** These regulations are effective on 1 January 2031.

## Summary

These regulations put the Reef Bundle Trial into effect.
"""
DECREE = """# Decree 14/2033 on Hospital Payment

Signed on 9 July 2033
Published in the Official Gazette on 12 July 2033

## Article 2. Powers

The Hospital Payment Office may end a trial that raises costs.

## Article 9. Entry into force

This Decree enters into force on 1 January 2034.
"""
SUBJECT = """# Act on Quay Experiments

of 14 June 2026

**Section 4. Widening.** The director-general may widen a trial if

(a) the chief examiner certifies that the widening would reduce spending; and

(b) the draft certifies that quality would not fall.

**Section 6. Reports.** (1) The Quay Bureau must publish its tests. (2) The director-general shall report to the Assembly every year.
"""
EXCERPT = """# Reef Clinics Accountability Act of 2031

Public Law 130-12. Enacted June 4, 2031.

## SEC. 31. CLOSING.

(a) Closing.—The Secretary of Health and Human Services shall close a trial after two years unless the Secretary
determines that the trial is expected to—

(1) lower spending without lowering quality; or

(2) raise quality without raising spending.

(b) Grants.—The Secretary may, if funds allow, make grants to—

(1) clinics; and

(2) ferries.
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        (EXCERPT, {
            "Reef Clinics Accountability Act of 2031 enactedOn 2031-06-04",
            "section 31(a) of the Reef Clinics Accountability Act of 2031 criterion 1 criterionText"
            " lower spending without lowering quality rule",
            "section 31(a) of the Reef Clinics Accountability Act of 2031 criterion 2 determinedBy"
            " Secretary of Health and Human Services rule",
        }, "criterionText clinics"),
        (FERRY, {
            "Ferry Care Act of 2031 enactedOn 2031-05-03",
            "Ferry Care Act of 2031 amends Quay Act of 2020 rule",
            "Ferry Care Act of 2031 effectiveOn 2032-01-01 rule",
            "section 4(a) of the Ferry Care Act of 2031 grantsPower require clinics to join a model rule bearer=Ferry Board",
        }, "Quay Act of 2020 effectiveOn"),
        (ESTUARY, {
            "Estuary Models Act 2031 enactedOn 2031-06-05",
            "section 2(1) of the Estuary Models Act 2031 imposesDuty end or change a model that fails the tests in section 3"
            " rule bearer=Estuary Office condition=unless it is new",
            "section 2(2) of the Estuary Models Act 2031 imposesDuty report to Parliament every year rule bearer=Estuary Office",
            "section 3(1) of the Estuary Models Act 2031 grantsPower widen a model rule bearer=Minister",
            "section 3(1) of the Estuary Models Act 2031 criterion 1 determinedBy Government Auditor rule",
            "section 3(1) of the Estuary Models Act 2031 criterion 2 ordinal 2 rule",
            "Estuary Office appropriation 40000000 rule per=P4Y unit=pounds sterling validFrom=2033",
            "section 10 of the Estuary Models Act 2031 amends section 8 of the Clinics Act 2020 rule",
        }, "condition=only"),
        (NAMELESS, set(), "effectiveOn"),
        (GAZETTE, {
            "Reef Fees Regulations 2030 publishedOn 2030-11-18",
            "Reef Fees Regulations 2030 effectiveOn 2031-01-01 plan",
            "Reef Fees Regulations 2030 governs Reef Bundle Trial",
        }, "enactedOn"),
        (DECREE, {
            "Decree 14/2033 on Hospital Payment enactedOn 2033-07-09",
            "Decree 14/2033 on Hospital Payment publishedOn 2033-07-12",
            "Decree 14/2033 on Hospital Payment effectiveOn 2034-01-01 rule",
            "Article 2 of Decree 14/2033 grantsPower end a trial that raises costs rule bearer=Hospital Payment Office",
        }, "Decree effectiveOn"),
        (SUBJECT, {
            "Act on Quay Experiments enactedOn 2026-06-14",
            "section 4 of the Act on Quay Experiments grantsPower widen a trial rule bearer=director-general",
            "section 4 of the Act on Quay Experiments criterion 1 determinedBy chief examiner rule",
            "section 6(1) of the Act on Quay Experiments imposesDuty publish its tests rule bearer=Quay Bureau",
            "section 6(2) of the Act on Quay Experiments imposesDuty report to the Assembly every year rule"
            " bearer=director-general",
        }, "determinedBy draft"),
    ],
    ids=["one section", "American", "British", "without a name", "regulations", "decree", "on a subject"],
)  # fmt: skip
def test_a_law_speaks_of_itself(text: str, told: set[str], untold: str) -> None:
    found = claims_of(text)
    assert found >= told
    assert not any(untold in one for one in found)


LABELS = """# Estimates 2037

## Tidal Care Office

**Authorizing legislation.** Section 7 of the Reef Finance Act 2033.

**Funding.** Section 8 of the Reef Finance Act 2033.

**Legal basis.** The Office doubts that section 9 of the Reef Finance Act 2033 applies.

### Quay Model

*Statutory authority.* The Reef Finance Act 2033 and section 4 of the Quay Act 2020.
"""


BOLD = """**{title}**

{number}
Enacted September 30, 2030

SEC. 1. SHORT TITLE.

This Act may be cited as the "Ferry Fares Act of 2030".
"""


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("Ferry Fares Act of 2030", "Public Law 121-88", {"Ferry Fares Act of 2030 enactedOn 2030-09-30"}),
        ("FERRY FARES ACT OF 2030", "Public Law 121-88", {"Ferry Fares Act of 2030 enactedOn 2030-09-30"}),
        ("What the Ferry Fares Act of 2030 does", "Public Law 121-88", set()),
        ("Ferry Fares Act of 2030", "How it came about", set()),
    ],
)
def test_a_law_is_dated_below_its_title_and_number(title: str, number: str, expected: set[str]) -> None:
    assert {one for one in claims_of(BOLD.format(title=title, number=number)) if "enactedOn" in one} == expected


@pytest.mark.slow
def test_a_law_behind_a_label_authorizes_what_the_heading_names() -> None:
    assert {one for one in claims_of(LABELS) if " authorizedBy " in one} == {
        "Tidal Care Office authorizedBy section 7 of the Reef Finance Act 2033",
        "Quay Model authorizedBy Reef Finance Act 2033",
        "Quay Model authorizedBy section 4 of the Quay Act 2020",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("The Quay Dues Order 2031 was published on 4 March 2031 and comes into force on 1 June 2031.",
         {"Quay Dues Order 2031 publishedOn 2031-03-04"}, "Quay Dues Order publishedOn"),
        ("The Ministry of Reefs published the proposed Reef Episodes Regulations on 25 February 2035.",
         {"Reef Episodes Regulations publishedOn 2035-02-25 plan"}, "enactedOn"),
        ("The Ministry of Reefs published a draft of the Reef Episodes Regulations 2035 on 25 February 2035.",
         set(), "publishedOn"),
        ("Readers should note that the Reef Finance Act 2033, enacted on 4 May 2033, amends section 3 of the Clinics Act 2030.",
         {"Reef Finance Act 2033 enactedOn 2033-05-04", "Reef Finance Act 2033 amends section 3 of the Clinics Act 2030"},
         "Clinics Act 2030 enactedOn"),
        ("The Harbor Clinics Act 2030 is new. Under section 5 of the Act, the Minister may close a clinic. The Act amends the"
         " Ferry Act 2026.",
         {"section 5 of the Harbor Clinics Act 2030 grantsPower close a clinic rule bearer=Minister",
          "Harbor Clinics Act 2030 amends Ferry Act 2026"}, "section 5 of the Act"),
        ("The Ferry Act 2026 and the Quay Act 2027 are new. Under section 5 of the Act, the Minister may close a clinic.",
         set(), "section 5 of the Ferry"),
        ("Under Article 6 of Decree 14/2033, the Minister may close a ward.",
         {"Article 6 of Decree 14/2033 grantsPower close a ward rule bearer=Minister"}, "Article 6 grants"),
        ("Order No. 7 of 2029 amends the Fisheries Code 2020.", {"Order No. 7 of 2029 amends Fisheries Code 2020"}, "Code amends"),
        ("The Patient Act 2019 and the Patient Act 2031 differ. The Patient Act was passed on 4 May 2031.", set(), "enactedOn"),
        ("The order of 2031 was made on 3 March 2031. The rules of the house were published in 2030.", set(), "On 20"),
    ],
)  # fmt: skip
def test_other_texts_speak_of_laws(text: str, told: set[str], untold: str) -> None:
    found = claims_of(text)
    assert found >= told
    assert not any(untold in one for one in found)
