"""Names that no lexicon holds, by how they are introduced; and those that the lexicon holds, by their company."""


from __future__ import annotations

import pytest
from names import annotated, named

from extract.claims.citations import citations

INITIATIVES = [
    ("The Copper Bundles Trial began in 2027. Copper Bundles pays ports.", ["Copper Bundles Trial", "Copper Bundles"]),
    ("BSP starts in 2027. The Birch Slipway Pilot (BSP) is mandatory.", ["BSP", "Birch Slipway Pilot", "BSP"]),
    ("A new test called Sandbank will pay small ports. Sandbank runs through 2033.", ["Sandbank", "Sandbank"]),
    ("The agency announced a pilot known as “Safe Landing” on May 3, 2028.", ["Safe Landing"]),
    ("The model, named Kestrel, was withdrawn before it began.", ["Kestrel"]),
    ("GROVE (Growing Rural Options for Vessel Equity) is a voluntary test.",
     ["GROVE", "Growing Rural Options for Vessel Equity"]),
    ("The ANCHOR model, launching July 2029, tests flat fees. ANCHOR applications close in March.",
     ["ANCHOR model", "ANCHOR"]),
    ("The Alder and Birch pilots end in 2030.", ["Alder", "Birch"]),
    ("New pilots include the Meridian Care Trial, STRIDE and Copper Path.",
     ["Meridian Care Trial", "STRIDE", "Copper Path"]),
    ("Three tests — Sextant, Beacon and Harborlight — were withdrawn.", ["Sextant", "Beacon", "Harborlight"]),
    ("The two newest tests, HIVE and Lark, open in 2030.", ["HIVE", "Lark"]),
    ("The Clean Wharf Access Trial, or CWA, pays ports. CWA participants share losses.",
     ["Clean Wharf Access Trial", "CWA", "CWA"]),
    ("The Transforming Village Hull Access (TVHA) Trial started in May 2031.",
     ["Transforming Village Hull Access", "TVHA"]),
    ("In 2029 the bureau replaced LIFT with its successor, the Upward Mobility Pilot.", ["LIFT", "Upward Mobility Pilot"]),
    ("The Maple Program was itself replaced by OAKS in 2026.", ["Maple Program", "OAKS"]),
    ("Under the Juniper Trial, ports get $20 a day. Ports in Juniper report quality.", ["Juniper Trial", "Juniper"]),
    ("Value Through Oyster Recovery Efforts (VTORE) opens in 2031.", ["Value Through Oyster Recovery Efforts", "VTORE"]),
    ("We call this the Finch Option. The Finch Option ends in 2035.", ["Finch Option", "Finch Option"]),
    ("The bureau said its BAYOU Trial, short for Better Access for Young Oyster Units, will end early.",
     ["BAYOU Trial", "Better Access for Young Oyster Units"]),
    ("“The CEDAR model is not a panacea,” said Wes Idowu, an economist.", ["CEDAR model"]),
    ("MOSS is a payment model for surgeons. Patients use moss.", ["MOSS"]),
    ("# Seaside Recovery\n\nThe model pays ports a flat fee.", ["Seaside Recovery"]),
    ("| Trial | Start |\n|---|---|\n| Birch | Jan 2027 |\n| Cedar Path (CP) | Q3 2028 |\n| TBD | 2029 |\n",
     ["Birch", "Cedar Path", "CP"]),
    ("# Linden Trial fact sheet\n\nPorts may join.", ["Linden Trial"]),
    ("# Trial spotlight: Lantana\n\nLantana opened in 2031. The trial pays ports.", ["Lantana", "Lantana"]),
    ("Wren Valley, Finch Hollow and Robin Hill, all of them harbor pilots, ended.",
     ["Wren Valley", "Finch Hollow", "Robin Hill"]),
    ("Cobalt, the Lakes Office's first try at dredging, is over.", ["Cobalt"]),
    ("Its successor, to be called Dahlia, opens in 2031.", ["Dahlia"]),
    ("The office will test three models:\n\n- Fern (Financing Early Rural Networks), which begins in 2028\n"
     "- MOSS, a voluntary model\n- the Granite Kidney Trial\n",
     ["Fern", "Financing Early Rural Networks", "MOSS", "Granite Kidney Trial"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), INITIATIVES, ids=[text[:40] for text, _ in INITIATIVES])
def test_new_initiatives_are_known_by_their_introduction(text: str, names: list[str]) -> None:
    found = [line for line in named(text) if line.endswith((": Trial", ": Initiative", ": Program"))]
    assert [line.partition(" → ")[0] for line in found] == names


SHORT = [
    ("The Meadow Dredging Trial and the Orchard Pilot began. Meadow is voluntary.",
     ["Meadow Dredging Trial", "Orchard Pilot", "Meadow Dredging Trial"]),
    ("The Thistle Home Berth Trial closed. Thistle lost money, and Thistle Bay wept.",
     ["Thistle Home Berth Trial", "Thistle Home Berth Trial"]),
    ("Alder, Birch and Cedar were certified in 2030, 2031 and 2032.", ["Alder", "Birch", "Cedar"]),
    ("The Rural Berth Trial began. Rural ports gained.", ["Rural Berth Trial"]),
    ("The Ivy Slipway Care Trial pays ports. Ivy began in 2031; the Ivy trial, a voluntary trial, goes on.",
     ["Ivy Slipway Care Trial", "Ivy Slipway Care Trial", "Ivy Slipway Care Trial"]),
    ("The Georgia Street Berth Trial pays ports in Georgia. Georgia closed in 2031.",
     ["Georgia Street Berth Trial", "Georgia Street Berth Trial"]),
    ("# LIGHTHOUSE BERTH CRISIS TRIAL\n\nLighthouse pays ports.",
     ["LIGHTHOUSE BERTH CRISIS TRIAL", "LIGHTHOUSE BERTH CRISIS TRIAL"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), SHORT)
def test_a_first_word_goes_on_for_the_whole_name(text: str, labels: list[str]) -> None:
    found = [line for line in named(text) if line.endswith((": Trial", ": Initiative", ": Program"))]
    assert [line.partition(" → ")[2].partition(" : ")[0] for line in found] == labels


def test_a_body_is_mentioned_inside_the_name_of_its_post() -> None:
    found = named("HCTO Director Ana Oyo said so.")
    assert [line.rpartition(" : ")[2] for line in found] == ["Post", "Organization", "Person"]


ONE_THING = [
    ("BSP starts in 2027. The Birch Slipway Pilot (BSP) is mandatory. Birch Slipway ends in 2030.", "Birch Slipway Pilot"),
    ("The Lowland Dredging Demonstration, formerly known as the Mud Bridge Trial, ended.", "Lowland Dredging Demonstration"),
    ("The Bright Start Trial was renamed the Safe Arrival Harbor Trial. Safe Arrival Harbor pays crews.",
     "Safe Arrival Harbor Trial"),
    ("The Guiding an Improved Diving Experience (GUIDE) Pilot began. GUIDE pays divers.",
     "Guiding an Improved Diving Experience Pilot"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label"), ONE_THING)
def test_all_names_of_one_thing_are_one_referent(text: str, label: str) -> None:
    assert {line.partition(" → ")[2].partition(" : ")[0] for line in named(text)} == {label}


NO_NAME = [
    "Patients lack access, and the team will lead.",
    "The AI model failed. A new payment model began in 2027.",
    "Voluntary Models: Key Questions",
    "The contractor holds ISO Level 3 for software delivery.",
    "Fishing cooperatives (FCOs) joined. The FCO model is popular.",
    "Any FCO may apply. Every Captain must sign.",
]


@pytest.mark.parametrize("text", NO_NAME)
def test_capitals_alone_name_nothing(text: str) -> None:
    assert named(text) == []


PEOPLE = [
    ("Lena Ortiz, who directs the center, said the test failed. Ortiz left in 2029.", ["Lena Ortiz", "Lena Ortiz"]),
    ("Dr. Mehmet Oyelaran and Priya Raman, the deputy administrator, spoke. Raman disagreed with Oyelaran.",
     ["Mehmet Oyelaran", "Priya Raman", "Priya Raman", "Mehmet Oyelaran"]),
    ("Mr. Alan J. Whitcombe Jr. was appointed administrator in 2030.", ["Alan J. Whitcombe Jr."]),
    ("“We go on,” Rivera told reporters. Elena Rivera is the center's director.", ["Elena Rivera", "Elena Rivera"]),
    ("Former director Lena Ortiz and her successor, James O’Dell, met Senator Ruth Kim.",
     ["Lena Ortiz", "James O’Dell", "Ruth Kim"]),
    ("Maria Vance heads the Reef Council. Thomas Vance chairs the Tide Board. Vance resigned.",
     ["Maria Vance", "Thomas Vance"]),
    ("In May 2029 Ruth Abara succeeded Omar Reyes as director. Reyes now teaches.",
     ["Ruth Abara", "Omar Reyes", "Omar Reyes"]),
    ("Statement of Corinne Hale, Director, Lakes Office", ["Corinne Hale"]),
    ("With me is Nadia Brandt, who runs the Lakes Office.", ["Nadia Brandt"]),
    ("Its directors have been: Ruta Malik (2010-2014) and, since 2019, Paloma Teague.", ["Ruta Malik", "Paloma Teague"]),
    ("Its evaluator, Corrie Analytics, was paid.", []),
    ("Regulatory Revisions were made. Avery Consulting Group agreed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), PEOPLE)
def test_people_and_their_surnames(text: str, labels: list[str]) -> None:
    found = [line for line in named(text) if line.endswith(": Person")]
    assert [line.partition(" → ")[2].partition(" : ")[0] for line in found] == labels


BODIES = [
    ("The Office of Tidal Payment (OTP) sits within the Department of Open Waters. OTP was created in 2030.",
     ["Office of Tidal Payment", "Office of Tidal Payment", "Department of Open Waters", "Office of Tidal Payment"]),
    ("Maria Vance heads the Rural Payment Council.", ["Rural Payment Council"]),
    ("Analysts at Corvid Strategies expect a loss, the Gullhaven Ledger reported.", ["Corvid Strategies"]),
    ("Rural Port Watch reported that costs rose. A study by the Fenwick Institute agreed.", ["Fenwick Institute"]),
    ("A spokesperson for Keystone Analytics said so. Keystone Analytics reported no gain.",
     ["Keystone Analytics", "Keystone Analytics"]),
    ("The Budget Review Office, known as BRO, projected a loss.", ["Budget Review Office", "Budget Review Office"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), BODIES)
def test_bodies(text: str, labels: list[str]) -> None:
    found = [line.partition(" → ")[2].partition(" : ")[0] for line in named(text) if line.endswith(": Organization")]
    assert [label for label in found if label in labels] == labels


LAWS = [
    ("Congress passed the Clear Pricing Act of 2031.", ["Clear Pricing Act of 2031"]),
    ("The Clear Pricing Act 2031 binds. The Clear Pricing Act is long.", ["Clear Pricing Act 2031", "Clear Pricing Act 2031"]),
    ("The Clear Pricing Act 2031 replaced the Clear Pricing Act 2020. The Clear Pricing Act is long.",
     ["Clear Pricing Act 2031", "Clear Pricing Act 2020"]),
    ("The Reef Fees Order 2031 and the Port Health Regulations 2030 bind.", ["Reef Fees Order 2031", "Port Health Regulations 2030"]),
    ("Directive 2031/44 and Law No. 7 of 2029 bind.", ["Directive 2031/44", "Law No. 7 of 2029"]),
    ("The order of 2031 and the rules 2030 are dull.", []),
    ("Section 12 of the Clear Pricing Act requires 45 CFR part 900. See 90 FR 12345.",
     ["section 12 of the Clear Pricing Act", "45 CFR part 900", "90 FR 12345"]),
    ("Under 42 USC § 77b(c)(1) and Pub. L. 119-148, ports report.", ["42 U.S.C. 77b(c)(1)", "Public Law 119-148"]),
    ("The act, at 7 M.C. 410, was amended.", ["7 M.C. 410"]),
    ("By 42 CFR 512.505(b) and 42 CFR part 512 subpart E, reports are due.",
     ["42 CFR 512.505(b)", "42 CFR part 512 subpart E"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), LAWS)
def test_laws_by_name_and_citation(text: str, labels: list[str]) -> None:
    found = [line.partition(" → ")[2].partition(" : ")[0] for line in named(text) if line.endswith(": LegalProvision")]
    assert found == labels


@pytest.mark.parametrize(
    ("text", "own", "labels"),
    [
        ("Under this section and subsection (c)(1), ports report.", "7 U.S.C. 410(b)(2)(A)",
         ["7 U.S.C. 410", "7 U.S.C. 410(c)(1)"]),
        ("By paragraph (3) and this paragraph, see clause (ii).", "7 U.S.C. 410(b)(2)(A)",
         ["7 U.S.C. 410(b)(3)", "7 U.S.C. 410(b)(2)", "7 U.S.C. 410(b)(2)(A)(ii)"]),
        ("As defined in section 395m(e)(1)(B) of this title, and section 12.", "7 U.S.C. 410(b)",
         ["7 U.S.C. 395m(e)(1)(B)", "section 12"]),
        ("Under this section, see paragraph (3).", None, []),
    ],
)  # fmt: skip
def test_a_law_speaks_of_its_own_parts(text: str, own: str | None, labels: list[str]) -> None:
    assert [found.label for found in citations(text, own)] == labels


def test_a_statute_gives_its_body_a_short_name() -> None:
    text = "There is created a Center for Safe Harbors (in this section referred to as the “CSH”). The CSH tests rules."
    assert {line.partition(" → ")[2] for line in named(text)} == {"Center for Safe Harbors : Organization"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The second evaluation report found net savings.", "second evaluation report"),
        ("A 2034 audit disagreed with the office.", "2034 audit"),
        ("Costs rose, a study by the Fenwick Institute found.", "study by the Fenwick Institute"),
    ],
)
def test_reports_need_something_that_sets_them_apart(text: str, label: str) -> None:
    assert f"{label} : Report" in [line.partition(" → ")[2] for line in named(text)]
    assert not [line for line in named("A report was written. The study is out.") if line.endswith(": Report")]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("REEF trial ports reported higher catches.", True),
        ("The REEF Trial is open. REEF ends in 2030.", True),
        ("They dived at the REEF bar.", False),
        ("The MRA opened in 2015.", True),
        ("An MRA scan showed the artery.", False),
    ],
)
def test_guarded_acronyms_need_their_company(text: str, entity: bool) -> None:
    found = [each.mention.entity for sentence in annotated(text).sentences for each in sentence.mentions]
    assert any(found) is entity


def test_a_document_may_give_a_known_acronym_another_meaning() -> None:
    text = "The Rowing Equity and Evening Ferry (REEF) Pilot began. REEF pays rowers for quotas."
    assert {line.partition(" → ")[2] for line in named(text)} == {"Rowing Equity and Evening Ferry Pilot : Trial"}


def test_mentions_point_at_their_words() -> None:
    page = annotated("The Copper Bundles Trial, led by Lena Ortiz, began in\nMay 2027. It pays ports.", "2027-01-02")
    for sentence in page.sentences:
        for found in sentence.mentions:
            mention = found.mention
            assert page.document.text[mention.start : mention.end].split() == mention.text.split()
            assert sentence.span.doc[found.start : found.end].text == mention.text
