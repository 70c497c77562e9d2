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
