"""Surnames: somebody named in full goes by the last name alone, where it can mean nobody else."""

from __future__ import annotations

import pytest
from names import named

ONE = [
    ("Odile Farrant has been director of the Lakes Office since 2033. Ms Farrant trained in Oslo.", "Odile Farrant"),
    ("Present: Gregor Hallam (Director, Lakes Office).\n\nMr. Hallam reported that ports gained.", "Gregor Hallam"),
    ("Mara Quill-Stone leads the Lakes Office. “It will help,” Ms. Quill-Stone said.", "Mara Quill-Stone"),
    ("Odile Farrant leads the Lakes Office. Dr Farrant wrote three books.", "Odile Farrant"),
    ("Councillor Brandt said so. The plan was set out by Ute Brandt, director of the Lakes Office.", "Ute Brandt"),
    ("Wren Harper, Jr., is director of the Lakes Office. Mr. Harper said so.", "Wren Harper, Jr."),
    ("Ana M. Oyo leads the Lakes Office. Ana Oyo said so. Ms. Oyo went on.", "Ana M. Oyo"),
    ("Witness: Pia Lunde, Director, Lakes Office.\n\nMs. LUNDE. Thank you.", "Pia Lunde"),
]


@pytest.mark.parametrize(("text", "label"), ONE)
def test_a_surname_is_whoever_bears_it_in_full(text: str, label: str) -> None:
    people = [line for line in named(text) if line.endswith(": Person")]
    assert len(people) > 1
    assert {line.partition(" → ")[2] for line in people} == {f"{label} : Person"}


NOBODY = [
    "Anders Teague and Rosalind Teague lead the Lakes Office. Ms. Teague said so.",
    "Mr. Paul Ostrow is director of the Lakes Office. Ms. Ostrow, a painter, said so.",
    "Ida Vance leads the Lakes Office. Vance Street Clinic joined.",
    "Ida Vance leads the Lakes Office. The VANCE fund closed.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_a_surname_that_may_be_anothers_is_nobodys(text: str) -> None:
    found = [line.partition(" → ")[0] for line in named(text) if line.endswith(": Person")]
    assert not {"Teague", "Ostrow", "Vance", "VANCE"} & set(found)
