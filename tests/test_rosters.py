"""Rosters: rows of people give posts with their times."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


TABLE = """Name,Role,Organization,From,Until
Maren Holt,Director,Northshore Health Agency,2031-02-01,2034-06
Idris Vale,Acting Director,Northshore Health Agency,2034-07,
Petra Lunde,Deputy Director,Northshore Health Agency,2030,2033-01-15
"""


@pytest.mark.slow
def test_rows_of_people() -> None:
    found = claims_of(TABLE, "people.csv")
    agency = "Northshore Health Agency"
    assert found >= {
        f"{agency} director Maren Holt role=director validFrom=2031-02-01 validUntil=2034-06",
        f"{agency} director Idris Vale role=acting director validFrom=2034-07",
        f"Petra Lunde affiliation {agency} role=deputy director validFrom=2030 validUntil=2033-01-15",
    }
    assert not any("director Petra" in one for one in found)


LISTED = "# Office of Kidney Payment\n\n## {0}\n\n- Anselm Roberge (2033-2035)\n- Kateri Wills, acting, 2035\n- Josip Adebanjo (2036-present)\n"


@pytest.mark.parametrize("heading", ["Directors", "List of directors", "Past directors", "Directors of the Office"])
def test_a_list_below_the_name_of_a_post_holds_those_who_held_it(heading: str) -> None:
    found = read_claims(read_document(LISTED.format(heading).encode(), "text.md"), load_ontology()).claims
    told = {
        (one.object.label, *(f"{name}={value.lexical}" for name, value in one.qualifiers))  # type: ignore[union-attr]
        for one in found
        if one.property.endswith("#director")
    }
    assert told == {
        ("Anselm Roberge", "role=director", "validFrom=2033", "validUntil=2035"),
        ("Kateri Wills", "role=acting director", "validFrom=2035", "validUntil=2035"),
        ("Josip Adebanjo", "role=director", "validFrom=2036"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "# Office of Kidney Payment\n\n## Staff\n\n- Anselm Roberge (2033-2035)\n",
        "# Office of Kidney Payment\n\n## Directors\n\n- Anselm Roberge will speak in 2033\n",
        "# Office of Kidney Payment\n\n## Directors\n\n- Ohio, 2033\n- Annual report, 2034\n",
        "# Notes of a meeting\n\n## Directors\n\n- Anselm Roberge (2033-2035)\n",
        "# Office of Kidney Payment\n\n## Directors\n\n- Anselm Roberge, then of Harbor Health (2033-2035)\n",
    ],
)
def test_what_else_stands_in_a_list_makes_nobody_a_director(text: str) -> None:
    found = read_claims(read_document(text.encode(), "text.md"), load_ontology()).claims
    assert [one for one in found if one.property.endswith("#director")] == []


TITLED = """{0}

| {1} | {2} |
|---|---|
| Percival Vane | 2015-2023 |
| Noemi Holt (acting) | 2023-2024 |
| Augusta Lerche | since May 2024 |
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "who", "when", "body", "post", "role"),
    [
        ("Chief actuaries, Northshore Health Agency", "Holder", "Term", "Northshore Health Agency", "chiefActuary", "chief actuary"),
        ("Directors of the Land and Orchard Office", "Name", "In office", "Land and Orchard Office", "director", "director"),
        ("# Heads of the Provincial Care Laboratory", "Name", "Years", "Provincial Care Laboratory", "director", "head"),
    ],
)  # fmt: skip
def test_a_title_tells_the_post_of_all_rows(title: str, who: str, when: str, body: str, post: str, role: str) -> None:
    found = claims_of(TITLED.format(title, who, when))
    assert found >= {
        f"{body} {post} Percival Vane role={role} validFrom=2015 validUntil=2023",
        f"{body} {post} Noemi Holt role=acting {role} validFrom=2023 validUntil=2024",
        f"{body} {post} Augusta Lerche role={role} validFrom=2024-05",
    }


@pytest.mark.slow
@pytest.mark.parametrize("title", ["Readers of the Northshore Health Agency", "Northshore Health Agency", "Director"])
def test_a_title_that_lists_no_holders_tells_no_post(title: str) -> None:
    assert not any(" director " in one for one in claims_of(TITLED.format(title, "Name", "Years")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Northshore Health Agency (NHA) tests fees. Its directors: Sigrun Aas, 2024-2029; Per Holm, acting, "
            "2029-2030; Sigrun Aas again, since 2030.",
            ("Sigrun Aas role=director validFrom=2024 validUntil=2029",
             "Per Holm role=acting director validFrom=2029 validUntil=2030",
             "Sigrun Aas role=director validFrom=2030"),
        ),
        (
            "The Northshore Health Agency oversees six funds. It answers to the Ministry of Work. Commissioners have "
            "been Petra Lind (2018-2024), J. P. Brysk (2024-2031) and, since 2031, Amal Fath.",
            ("Petra Lind role=commissioner validFrom=2018 validUntil=2024",
             "J. P. Brysk role=commissioner validFrom=2024 validUntil=2031",
             "Amal Fath role=commissioner validFrom=2031"),
        ),
        (
            "Fees matter. The directors of the Northshore Health Agency were Ann Leigh (2010 to 2014), Omar Dunn "
            "(2014-2019) and Ruth Pell (2019-present).",
            ("Ann Leigh role=director validFrom=2010 validUntil=2014",
             "Omar Dunn role=director validFrom=2014 validUntil=2019",
             "Ruth Pell role=director validFrom=2019"),
        ),
    ],
)  # fmt: skip
def test_a_sentence_that_lists_holders(text: str, wanted: tuple[str, ...]) -> None:
    found = {one for one in claims_of(text, "page.txt") if " Agency director " in f" {one}"}
    assert found == {f"Northshore Health Agency director {one}" for one in wanted}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "The Northshore Health Agency sued the Reef Office over it. Directors: Ann Leigh, 2010-2014; Bo Dunn, 2014-2019.",
        "The Northshore Health Agency tests fees. Its deputy directors: Ann Leigh, 2010-2014; Bo Dunn, 2014-2019.",
        "The Northshore Health Agency tests fees. Its directors: Ann Leigh, whom all feared; Bo Dunn, 2014-2019.",
    ],
)
def test_a_list_that_says_more_or_of_whom_is_unclear_tells_nothing_by_itself(text: str) -> None:
    found = read_claims(read_document(text.encode(), "page.txt"), ONTOLOGY).claims
    assert not any(one.evidence.extracted_by == "roster" for one in found)


YEARS = """# {0}

2010-2013  Rosalind Ashe
2013-2017  Mikael Tran
2017-2018  vacant
2018-      Hollis Ever
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "title", ["Northshore Health Agency directors", "Past directors of the Northshore Health Agency"]
)
def test_lines_that_begin_with_the_years(title: str) -> None:
    found = {one for one in claims_of(YEARS.format(title)) if " Agency director " in one}
    assert found == {
        "Northshore Health Agency director Rosalind Ashe role=director validFrom=2010 validUntil=2013",
        "Northshore Health Agency director Mikael Tran role=director validFrom=2013 validUntil=2017",
        "Northshore Health Agency director Hollis Ever role=director validFrom=2018",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "title", ["Northshore Health Agency deputy directors", "Prizes of the Northshore Health Agency"]
)
def test_lines_of_years_under_another_title(title: str) -> None:
    assert not any(" director " in one for one in claims_of(YEARS.format(title)))


LED = """# Fenland Care Bureau in the 2030s

{0}

- Ada Holm, March 2028 to January 2031
- Bo Park (acting), January 2031 to June 2031
- Cy Dunn, since July 2031
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Its directors in those years were:", "Fenland Care Bureau"),
        ("The directors of the bureau in this period were:", "Fenland Care Bureau"),
        ("The directors of the Moor Agency were:", "Moor Agency"),
    ],
)
def test_a_line_that_leads_into_a_list_names_the_post(line: str, body: str) -> None:
    assert claims_of(LED.format(line)) >= {
        f"{body} director Ada Holm role=director validFrom=2028-03 validUntil=2031-01",
        f"{body} director Bo Park role=acting director validFrom=2031-01 validUntil=2031-06",
        f"{body} director Cy Dunn role=director validFrom=2031-07",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["The directors of Saltmarsh were:", "Its deputy directors were:", "Its critics were:"]
)
def test_a_line_that_tells_no_such_post_of_the_body_gives_none(line: str) -> None:
    assert not [one for one in claims_of(LED.format(line)) if " director " in one and "Bureau director" in one]
