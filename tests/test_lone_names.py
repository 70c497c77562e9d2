"""Lone names: one word that several deeds together, or a count that goes on, show to be an initiative."""

from __future__ import annotations

import pytest
from names import named

TOGETHER = [
    ("Marlo lost $77 million. Marlo is voluntary.", ["Marlo", "Marlo"]),
    ("Ports joined Marlo in 2031. Marlo improved quality but saved nothing.", ["Marlo", "Marlo"]),
    ("The bureau ran 14 tests. Among them is Marlo. Ports like Marlo.", ["Marlo", "Marlo"]),
    ("Two pilots went well. A third, Marlo, failed.", ["Marlo"]),
    ("A third test, Marlo, starts in January.", ["Marlo"]),
    ("Three rural pilots ended the year. Grebe, the smallest, was renewed.", ["Grebe"]),
    ("Our port takes part in Marlo, the Lakes Office's new dredging model.", ["Marlo"]),
]


@pytest.mark.parametrize(("text", "names"), TOGETHER)
def test_deeds_that_only_initiatives_share_make_a_name(text: str, names: list[str]) -> None:
    found = [line for line in named(text) if line.endswith((": Trial", ": Initiative"))]
    assert [line.partition(" → ")[0] for line in found] == names


ALONE = ["Marlo lost $77 million.", "Ports joined Marlo.", "Marlo is open.", "A third, Marlo, failed.", "Marlo pays ports."]


@pytest.mark.parametrize("text", ALONE)
def test_one_deed_alone_proves_nothing(text: str) -> None:
    assert [line for line in named(text) if line.endswith((": Trial", ": Initiative"))] == []
