"""Chronicles, corrections and other ways of researchers' papers: what a day, a figure or "I" tells there, and what not."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
pytestmark = pytest.mark.slow
HELD = "# The Tide Bureau: a chronicle\n\nThe Tide Bureau tests tides.\n\n"


def told(text: str, prop: str, name: str = "page.md") -> list[str]:
    """The claims of one property, in order of the text."""
    found = read_claims(read_document(text.encode(), name), ONTOLOGY).claims
    shown_ones = [shown(one) for one in sorted(found, key=lambda one: one.evidence.start)]
    return [one for one in shown_ones if f" {prop} " in one]


@pytest.mark.parametrize(
    ("entry", "prop", "found"),
    [
        # the day of an entry is when it happened, and the present tells what is past
        ("June 3, 2031 — Ann Lee becomes director of the Tide Bureau.", "director", ["Tide Bureau director Ann Lee role=director validFrom=2031-06-03"]),
        ("January 2033 — Bo Park is named director of the Tide Bureau.", "director", ["Tide Bureau director Bo Park role=director validFrom=2033-01"]),
        ("October 2035 — The bureau withdraws the Harbor Choice Model.", "status", ["Harbor Choice Model status withdrawn pointInTime=2035-10"]),
        ("January 5, 2037 — The bureau pauses the Harbor Choice Model.", "status", ["Harbor Choice Model status paused validFrom=2037-01-05"]),
        # what lies ahead, or may, stays what it is
        ("July 1, 2039 — The Harbor Choice Model begins.", "startedOn", ["Harbor Choice Model startedOn 2039-07-01 plan"]),
        # a delay's own day and length are not the thing's
        (
            "April 28, 2033 — The bureau delays the start of the Harbor Choice Model by six months, from July 1, 2033 to January 1, 2034.",
            "startedOn",
            ["Harbor Choice Model startedOn 2034-01-01 plan"],
        ),
        ("April 28, 2033 — The bureau delays the start of the Harbor Choice Model by six months.", "plannedDuration", []),
    ],
)  # fmt: skip
def test_an_entry_of_a_chronicle(entry: str, prop: str, found: list[str]) -> None:
    assert told(f"{HELD}- {entry}\n", prop) == found


@pytest.mark.parametrize(
    ("text", "prop", "found"),
    [
        # figures that are taken back
        ("A press account said that 481 clinics took part in the Reed Model. The right number is 418.", "participants", ["Reed Model participants 418"]),
        ("The bulletin misstated that the Reed Model began in May 2031; it began in March 2031.", "startedOn", ["Reed Model startedOn 2031-03"]),
        ("In all 418 clinics took part in the Reed Model.", "participants", ["Reed Model participants 418 unit=clinics"]),
        # a change is no figure, and a gross sum no net one; the net one is of the same time
        ("In 2038 128 clinics took part in the Reed Model. That is three fewer than in 2036.", "participants", ["Reed Model participants 128 pointInTime=2038 unit=clinics"]),
        (
            "The Reed Model generated gross savings of $905 million from 2030 through 2034. After payments of $688 million, its net savings were $217 million.",
            "netSavings",
            ["Reed Model netSavings 217000000 unit=US dollars validFrom=2030 validUntil=2034"],
        ),
        (
            "The Reed Model generated gross savings of $905 million in 2034. Its net savings to date are $217 million.",
            "netSavings",
            ["Reed Model netSavings 217000000 unit=US dollars"],
        ),
        # who pauses a thing does not end it
        ("The bureau told clinics that the Reed Model is paused as of June 15, 2037.", "endedOn", []),
        # who sues has not joined
        ("The Reed Model is mandatory. The plaintiffs, eleven hospitals in Nevada and Utah, argued that it is unlawful.", "participants", []),
        ("Tern Institute put its net loss at $36 million. The Reed Model lost money.", "projectedNetSavings", []),
        ("The Reed Model is small. Montana joined the Union in 1889.", "operatesIn", []),
        # what was announced for a start, or canceled before one
        ("The bureau announced the Reed Model on May 3, 2036, for a start in October 2036.", "startedOn", ["Reed Model startedOn 2036-10 plan"]),
    ],
)  # fmt: skip
def test_what_a_figure_or_a_day_tells(text: str, prop: str, found: list[str]) -> None:
    assert told(text, prop) == found


STATEMENT = (
    "STATEMENT OF\nANN ROE\nCHIEF ACTUARY\nCENTERS FOR MEDICARE & MEDICAID SERVICES\n\nBEFORE THE\nSUBCOMMITTEE ON HEALTH\n"
    "U.S. HOUSE OF REPRESENTATIVES\n\nFEBRUARY 10, 2037\n\nThank you for the invitation. {0}\n"
)


def test_a_statement_is_of_whom_its_head_names() -> None:
    text = STATEMENT.format("I have served as Chief Actuary of CMS since September 2031.")
    [one] = told(text, "chiefActuary", "page.txt")
    assert "ANN ROE" in one
    assert "validFrom=2031-09" in one
    assert read_document(text.encode(), "page.txt").metadata.issued == "2037-02-10"
    other = told(STATEMENT.format("\n\nMr. DOE. I have served as Chief Actuary of CMS since 2031."), "chiefActuary", "page.txt")
    assert not any("ANN ROE" in one and "2031" in one for one in other)


MEMBERS = """{0},State,Model,Start Date,End Date
Bluebonnet Cooperative,Texas,Reed Unit Model,2033-07-01,2035-03-31
Sound Rescue,Washington,Reed Unit Model,2034-01-01,
"""


@pytest.mark.parametrize("header", ["Participant Name", "Participant", "Participating clinic", "Name of awardee"])
def test_days_beside_a_member_are_the_members(header: str) -> None:
    assert told(MEMBERS.format(header), "startedOn", "list.csv") == []
    assert len(told(MEMBERS.format(header), "operatesIn", "list.csv")) == 2


ANSWERS = "# Reed Model: questions\n\nUpdated January 22, 2038\n\n**1. What is it?**\n\nIt is a model.\n\n**2. When does it end?**\n\n{0}\n"


def test_an_answer_is_no_date_of_the_page() -> None:
    page = read_document(ANSWERS.format("December 31, 2044.").encode(), "page.md")
    assert (page.metadata.issued, page.metadata.modified) == (None, "2038-01-22")


NOTICE = """[Federal Register Volume 97, Number 214 (Thursday, November 4, 2032)]
[Rules and Regulations]

DEPARTMENT OF TIDES

42 CFR Part 523

RIN 0938-AZ41

ACTION: Final rule.

SUMMARY: This final rule establishes and codifies the Reed Unit Model, under which ports are paid.

DATES: Effective date: This final rule is effective on January 3, 2033.

The proposed rule appeared in the April 19, 2032 Federal Register (97 FR 26110).
"""


def test_a_notice_tells_the_days_of_the_rule_that_it_is() -> None:
    assert set(told(NOTICE, "publishedOn")) == {
        "Reed Unit Model final rule publishedOn 2032-11-04",
        "Reed Unit Model proposed rule publishedOn 2032-04-19 plan",
    }
    assert told(NOTICE, "effectiveOn") == ["Reed Unit Model final rule effectiveOn 2033-01-03"]


@pytest.mark.parametrize(
    ("text", "prop", "found"),
    [
        (
            "On April 12, 2038, CMS released a proposed rule for the Reed Unit Model. It was published in the Federal Register on April 15, 2038.",
            "publishedOn",
            ["Reed Unit Model proposed rule publishedOn 2038-04-15 plan"],
        ),
        (
            "The Reed Unit Model will begin in July 2037. The final rule was published on November 18, 2036 and takes effect on January 17, 2037.",
            "effectiveOn",
            ["Reed Unit Model final rule effectiveOn 2037-01-17"],
        ),
        ("The Reed Unit Model and the Alder Unit Model are new. The final rule was published on May 3, 2036.", "publishedOn", []),
    ],
)  # fmt: skip
def test_the_rule_that_is_only_called_so(text: str, prop: str, found: list[str]) -> None:
    assert told(text, prop) == found


ACT = """Public Law 123–41

An Act

To amend title XI of the Social Security Act.

Be it enacted by the Senate and House of Representatives of the United States of America in Congress assembled,

SECTION 1. SHORT TITLE.

This Act may be cited as the "Tide Fairness Act of 2034".

SEC. 3. EFFECTIVE DATE.

The amendments made by this Act shall take effect on March 1, 2035.

Approved November 8, 2034.
"""


def test_an_act_is_called_by_its_short_title() -> None:
    assert told(ACT, "enactedOn") == ["Tide Fairness Act of 2034 enactedOn 2034-11-08"]
    assert told(ACT, "effectiveOn") == ["Tide Fairness Act of 2034 effectiveOn 2035-03-01 rule"]


@pytest.mark.parametrize("headline", ["CMS Launches Reef Harbor Bridge Model", "CMS Unveils Reef Harbor Bridge Model"])
def test_a_headline_names_the_model_without_its_verb(headline: str) -> None:
    text = f"# {headline}\n\n**Timeline**\n\n* Applications open: October 3, 2038\n* Model start: July 1, 2039\n"
    assert told(text, "startedOn") == ["Reef Harbor Bridge Model startedOn 2039-07-01 plan"]
    assert not any("Launches" in one or "Unveils" in one for one in told(text, "startedOn"))


def test_a_figure_below_the_day_of_its_entry_is_read() -> None:
    text = (
        "# Tide Office\n\n**March 2031.** The Tide Act is signed. It appropriated $4 million to the Tide Office.\n\n"
        "**May 2032.** The office opens. It has launched 12 models.\n\n"
        "**June 2033.** Ann Lee becomes director of the Tide Office.\n"
    )
    assert told(text, "modelsLaunched") == ["Tide Office modelsLaunched 12"]
    assert told(text, "director") == ["Tide Office director Ann Lee role=director validFrom=2033-06"]
