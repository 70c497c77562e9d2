"""Turns: who "I" is in a transcript, and the time of a post that a witness or some minutes tell without its body."""

from __future__ import annotations

import pytest
from names import document, referred, toy

from extract.claims.mentions import Referent
from extract.reading import read_claims
from extract.values.values import Value

SPOKEN = [
    ("Witness: Ann Roe, Director, Lakes Office\n\nMs. ROE. I am glad to be here.", ["I → Ann Roe"]),
    ("Ann Roe leads the Lakes Office.\n\n**Ms ROE:** Thank you. I agree.", ["I → Ann Roe"]),
    ("Ann Roe leads the Lakes Office.\n\nAnn Roe (Lakes Office): I agree.", ["I → Ann Roe"]),
    ("Ann Roe leads the Lakes Office.\n\nMs. ROE. A friend said, “I agree.”", []),
    ("Ann Roe leads the Lakes Office.\n\nThe CHAIR. I agree.", []),
    ("Ann Roe leads the Lakes Office. Mr. Roe spoke.\n\nMs. ROE. I agree.", []),
    ("Ann Roe leads the Lakes Office. I agree with her.", ["her → Ann Roe"]),
]


@pytest.mark.parametrize(("text", "found"), SPOKEN)
def test_i_is_whose_turn_it_is(text: str, found: list[str]) -> None:
    assert referred(text) == found


def held(text: str) -> list[str]:
    """Each director as "body person" with what the claim says of the post."""
    return sorted(
        " ".join(
            [one.subject.label, one.object.label, one.modality]
            + [f"{name}={term.lexical if isinstance(term, Value) else term}" for name, term in one.qualifiers]
        )
        for one in read_claims(document(text), toy()).claims
        if one.property.endswith("#director") and isinstance(one.object, Referent)
    )


HELD = [
    ("Witness: Ann Roe, Acting Director, Lakes Office\n\nMs. ROE. I have been Acting Director since January 20, 2034.",
     ["Lakes Office Ann Roe fact role=Acting Director validFrom=2034-01-20"]),
    ("Speaker: Ida Vance, Director, Lakes Office\n\nMs. VANCE: I became director in March 2033.",
     ["Lakes Office Ida Vance fact role=director validFrom=2033-03"]),
    ("Ann Roe is director of the Lakes Office. From 2021 to 2025 she was deputy director.",
     ["Lakes Office Ann Roe fact role=director"]),
    ("# Board of the Lakes Office\n\nPresent: Ben Oda (Director), Tia Renn (Deputy Director).\n\nMr Oda told the Board "
     "that he would leave the Office in May 2034. Ms Renn will be acting director from 1 June 2034.",
     ["Lakes Office Tia Renn plan role=acting director validFrom=2034-06-01"]),
    ("The Lakes Office named Ann Roe as its director. She succeeds Bo Park, who had served as acting director "
     "since January 2031.",
     ["Lakes Office Ann Roe fact role=director",
      "Lakes Office Bo Park fact role=acting director validFrom=2031-01"]),
    ("The Lakes Office is small. Bo Park would be acting director if it grew.", []),
    ("The Lakes Office is small. Bo Park is acting deputy director.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), HELD)
def test_a_post_without_its_body_is_the_bodys_that_is_spoken_of(text: str, found: list[str]) -> None:
    assert held(text) == found
