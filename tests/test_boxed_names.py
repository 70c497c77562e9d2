"""Boxed names: what only a table's columns or the heading above key facts name is an initiative, if its facts say so."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology


def told(text: str) -> set[str]:
    """All claims, "subject property object", by local names."""
    found = read_claims(read_document(text.encode(), "text.md"), load_ontology()).claims
    return {
        f"{one.subject.label} {one.property.rpartition('#')[2]} {getattr(one.object, 'lexical', getattr(one.object, 'label', ''))}"
        for one in found
    }


TABLE = "# Side by side\n\n| {0} |\n|---|---|---|\n{1}\n"


def test_the_columns_of_a_table_of_facts_are_names() -> None:
    rows = "| Began | 2028 | 2029 |\n| Type | Mandatory | Voluntary |\n| Who | dialysis facilities | nephrologists |"
    assert told(TABLE.format(" | Tarn Hollow | Birdsfoot", rows)) >= {
        "Tarn Hollow startedOn 2028",
        "Birdsfoot startedOn 2029",
        "Tarn Hollow participation mandatory",
        "Birdsfoot participation voluntary",
        "Tarn Hollow participantType dialysis facilities",
        "Birdsfoot participantType nephrologists",
    }


def test_the_text_goes_on_with_a_name_from_a_table() -> None:
    rows = "| Began | 2028 | 2029 |\n| Type | Mandatory | Voluntary |"
    text = TABLE.format("Feature | Tarn Hollow | Birdsfoot", rows) + "\nBirdsfoot lost $88 million on net.\n"
    assert "Birdsfoot netSavings -88000000" in told(text)


def test_the_heading_above_key_facts_is_a_name() -> None:
    text = "# Tarn Hollow\n\n- Start: July 2031\n- Participation: voluntary\n- Who takes part: dialysis facilities\n"
    assert told(text) >= {"Tarn Hollow startedOn 2031-07", "Tarn Hollow participation voluntary"}


@pytest.mark.parametrize(
    ("heading", "facts"),
    [
        ("Key Dates", "- Start: July 2031\n- Participation: voluntary"),
        ("At a Glance", "- Start: July 2031\n- Participation: voluntary"),
        ("Timeline", "- Start: July 2031\n- Participation: voluntary"),
        ("What the model asks of clinics", "- Start: July 2031\n- Participation: voluntary"),
        ("Ann Lee", "- Start: July 2031\n- End: 2036\n- Title: Director"),
    ],
)
def test_a_title_of_a_part_or_of_somebody_is_no_name(heading: str, facts: str) -> None:
    assert told(f"# {heading}\n\n{facts}\n") == set()


@pytest.mark.parametrize(
    "head",
    [
        "| Before | After",
        "Item | Old | New",
        "Year | 2031 | 2032",
        "Feature | Track One | Track Two",
        "Fact | Details | Notes",
    ],
)
def test_two_states_of_one_thing_are_no_names(head: str) -> None:
    assert told(TABLE.format(head, "| Start | 2028 | 2029 |\n| Participation | Voluntary | Mandatory |")) == set()


def test_a_state_may_say_since_when() -> None:
    rows = "| Type | Mandatory | Voluntary |\n| Status | Ended 2032 | Active (since July 2029) |"
    assert told(TABLE.format(" | Tarn Hollow | Birdsfoot", rows)) >= {
        "Tarn Hollow status ended",
        "Birdsfoot status active",
    }


@pytest.mark.parametrize(
    "head", ["Scheme", "Pathway", "Pilot", "Trial", "Project", "Programme", "Tariff", "Route", "Arrangement"]
)
def test_a_column_of_names_may_be_headed_by_any_word_for_initiatives(head: str) -> None:
    rows = "| Steady Lanterns | May 2030 | voluntary |\n| Second Helping | June 2031 | compulsory |"
    assert told(f"| {head} | Began | Basis |\n|---|---|---|\n{rows}\n") >= {
        "Steady Lanterns startedOn 2030-05",
        "Steady Lanterns participation voluntary",
        "Second Helping startedOn 2031-06",
        "Second Helping participation mandatory",
    }


def test_an_acronym_keeps_its_capitals_beside_other_names() -> None:
    rows = "| SMILE | May 2030 | voluntary |\n| Second Helping | June 2031 | compulsory |"
    assert "SMILE startedOn 2030-05" in told(f"| Pilot | Began | Basis |\n|---|---|---|\n{rows}\n")


@pytest.mark.parametrize(
    "table",
    [
        "| Route | Fare | Stops |\n|---|---|---|\n| Harbor Street | $3 | 14 |\n| Mill Lane | $2 | 9 |",
        "| Tariff | Price |\n|---|---|\n| Day Rate | $0.20 |\n| Night Rate | $0.10 |",
        "| Name | Title | Since |\n|---|---|---|\n| Ann Lee | Director | 2031 |\n| Bo Ek | Deputy Director | 2030 |",
        "| Name | Role | From | To |\n|---|---|---|---|\n| Grace Hill | Director | 2031 | 2033 |",
        "| Project | Contractor |\n|---|---|\n| New Roof | Alder Builders |",
    ],
)
def test_a_table_without_an_initiatives_facts_names_none(table: str) -> None:
    assert told(f"{table}\n") == set()


FACTS_BELOW = "\n- Start: July 2031\n- Joining: optional\n- Who: speech therapists\n"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("# SLOW RIVER SCHEME -- KEY FACTS\n", "Slow River Scheme"),
        ("# KEY FACTS: THE SEVEN FERRIES TRIAL\n", "Seven Ferries Trial"),
        ("# Plain Speech\n\nA scheme for toddlers who speak late\n", "Plain Speech"),
        ("# Otter Creek Hearts at Home\n\n## At a glance\n", "Otter Creek Hearts at Home"),
        ("# The Clean Well Trial\n\n## Drinking Water Commission, Arden\n", "Clean Well Trial"),
        ("# Heron Model for Costly Drugs | Fact sheet\n", "Heron Model for Costly Drugs"),
    ],
)
def test_key_facts_are_of_what_the_title_names(title: str, name: str) -> None:
    assert told(title + FACTS_BELOW) >= {
        f"{name} startedOn 2031-07",
        f"{name} participation voluntary",
        f"{name} participantType speech therapists",
    }


@pytest.mark.parametrize(
    "title", ["# HOW TO APPLY\n", "# WHAT YOU NEED TO KNOW\n", "# Key facts\n", "# Office of Reef Care\n"]
)
def test_a_title_that_names_no_initiative_gives_its_facts_to_none(title: str) -> None:
    assert told(title + FACTS_BELOW) == set()


def test_a_body_keeps_its_own_facts_below_its_heading() -> None:
    text = "# Office of Reef Care\n\n- Founded: 2031\n- Director: Ann Lee\n- Parent agency: Department of Tides\n"
    assert told(text) >= {"Office of Reef Care establishedOn 2031", "Office of Reef Care director Ann Lee"}


def test_a_box_of_two_columns_may_hold_labels_of_its_own() -> None:
    text = "# Grid Neighbors\n\n| | |\n|---|---|\n| First day | 1 May 2032 |\n| Homes at the peak | 5,600 |\n| Joining | optional |\n"
    assert told(text) >= {"Grid Neighbors startedOn 2032-05-01", "Grid Neighbors participation voluntary"}


def test_nobody_is_called_by_the_name_of_a_body() -> None:
    text = "# Plain Speech Trial\n\n- Run by: the Inspectorate for Early Years\n- Start: July 2031\n"
    assert not [one for one in told(text) if "director" in one]


MINUTES = """# Council of the Ferry Board: minutes

**1. Long Breath Pilot.** The council notes that the Long Breath Pilot was announced on 10 February 2032.

**2. Calm Nights.** Calm Nights started on 1 October 2030.

**3. {0}.** The pilot was announced on 20 September 2032. It will be tried in the counties of Kent and Surrey.

**4. Any other business.** Members spoke of rural clinics.
"""


def test_a_run_in_heading_names_what_its_paragraph_speaks_of_where_such_headings_are_names() -> None:
    found = told(MINUTES.format("Warm Hearth"))
    assert found >= {
        "Warm Hearth announcedOn 2032-09-20",
        "Warm Hearth operatesIn Kent",
        "Calm Nights startedOn 2030-10-01",
    }
    assert not any(one.startswith("Rural Clinics ") for one in told(MINUTES.format("Rural Clinics")))


def test_a_run_in_heading_that_titles_a_part_is_no_name() -> None:
    text = "# Alder Model\n\nThe Alder Model is new.\n\n**Rural Hospitals.** The model was announced on 3 May 2031.\n"
    assert "Alder Model announcedOn 2031-05-03" in told(text)
    assert not any(one.startswith("Rural Hospitals ") for one in told(text))


BOX = "# Tarn Hollow\n\n- Began: July 2031\n- {0}\n- Joining: open to all\n- Paid by: a monthly fee\n"


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        ("Choice: entirely voluntary", {"participation voluntary"}),
        ("Taking part: compulsory for nursing homes", {"participation mandatory", "participantType nursing homes"}),
        ("Who must join: acute hospitals in 64 areas", {"participation mandatory", "participantType acute hospitals"}),
        ("Who takes part: nursing homes with more than 50 beds", {"participantType nursing homes"}),
        ("Who: speech therapists (212 so far)", {"participantType speech therapists", "participants 212"}),
        ("Where: Nordhaven, Sundhaven", {"operatesIn Nordhaven", "operatesIn Sundhaven"}),
        ("Where: Keewa and Sturgeon Flats", {"operatesIn Keewa", "operatesIn Sturgeon Flats"}),
        ("Stations enrolled: 29", {"participants 29"}),
        ("Purpose: to keep frail people at home", {"purpose keep frail people at home"}),
        ("Number of performance years: 5", {"plannedDuration P5Y"}),
        ("Length in months: 18", {"plannedDuration P18M"}),
        ("Participants at launch: 141", {"participants 141"}),
        ("Regulator: Aged Care Tribunal", {"testedBy Aged Care Tribunal"}),
    ],
)
def test_what_the_words_of_a_key_fact_tell(fact: str, wanted: set[str]) -> None:
    assert told(BOX.format(fact)) >= {f"Tarn Hollow {one}" for one in wanted}


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        ("Who: 212 speech therapists", "participantType"),
        ("Choice: hardly voluntary", "participation"),
        ("Where: Nordhaven, mostly", "operatesIn"),
    ],
)
def test_words_that_a_key_fact_does_not_settle_tell_nothing(fact: str, wrong: str) -> None:
    assert not any(f" {wrong} " in one for one in told(BOX.format(fact)))


def test_what_is_due_to_end_has_not_ended() -> None:
    claims = read_claims(
        read_document(BOX.format("Due to end: March 31, 2037").encode(), "text.md"), load_ontology()
    ).claims
    ends = [one for one in claims if one.property.endswith("endedOn")]
    assert [one.modality for one in ends] == ["plan"]
    assert not any(getattr(one.object, "label", "") == "ended" for one in claims)


RUN_IN = (
    "The {0}. Applications: 8 January 2036 to 4 March 2036. {1} Start: 1 October 2036. Term: nine performance years."
)


def test_key_facts_that_run_on_in_a_paragraph_are_of_what_stands_before_them() -> None:
    text = RUN_IN.format("Tarn Hollow Model", "Eligible: nurse practices. Payment: monthly fee.")
    assert told(text) >= {
        "Tarn Hollow Model applicationsOpenOn 2036-01-08",
        "Tarn Hollow Model applicationsCloseOn 2036-03-04",
        "Tarn Hollow Model participantType nurse practices",
        "Tarn Hollow Model paymentMechanism monthly fee",
        "Tarn Hollow Model startedOn 2036-10-01",
        "Tarn Hollow Model plannedDuration P9Y",
    }


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Tarn Hollow Model and the Birdsfoot Pilot", "Payment: monthly fee."),
        ("Tarn Hollow Model", "Lunch: noon. Dinner: seven. Coffee: at all times. Tea: never."),
    ],
)
def test_facts_of_two_things_or_among_other_labels_are_of_none(name: str, more: str) -> None:
    assert not any("startedOn" in one or "paymentMechanism" in one for one in told(RUN_IN.format(name, more)))


def test_the_numbers_of_a_body() -> None:
    text = (
        "# The Tide Office in numbers\n\nThe Tide Office tests fees.\n\n- Models launched: 79\n- Of which evaluated: 63\n"
        "- Of which with significant net savings: 9\n- Certified by the chief actuary for expansion: 5\n"
    )
    numbers = {"modelsLaunched 79", "modelsEvaluated 63", "modelsWithSignificantSavings 9", "modelsCertified 5"}
    assert told(text) >= {f"Tide Office {one}" for one in numbers}
