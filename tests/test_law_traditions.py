"""Traditions: laws as different countries and trades print them, each with all that it grants, demands and dates.

A wanted claim is a line as `bracketed.shown` prints it; "||" parts equal ways to say it, "*" stands for any words, and
what follows the object (modality, qualifiers) need not be told. Any other claim of the same properties is wrong, unless
`also` lets it pass.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
TEXTS = Path(__file__).with_name("law_texts")
LAWS = ("grantsPower", "imposesDuty", "setsCriterion", "criterionText", "determinedBy", "concerns", "amends", "citation",
        "effectiveOn", "enactedOn", "publishedOn", "endedOn", "governs", "establishedBy", "establishedOn", "partOf",
        "appropriation", "authorizedBy", "definition", "purpose", "startedOn", "status", "participantType")  # fmt: skip
FREE = ("* criteria *", "* partOf * criteria*", "* concerns *")
"""What follows from the tests that are wanted by their own words."""


def matches(pattern: str, line: str) -> bool:
    """Whether a line is one of the ways that a pattern tells."""
    return any(
        re.match(".*".join(map(re.escape, one.strip().split("*"))) + r"(?: |$)", line, re.I)
        for one in pattern.split("||")
    )


def judged(text: str, told: set[str], also: set[str]) -> tuple[list[str], list[str], list[str]]:
    """What was found, missed and wrong of a text's wanted claims."""
    claims = read_claims(read_document(text.encode(), "law.txt"), ONTOLOGY).claims
    lines = [shown(one) for one in claims if one.property.rpartition("#")[2] in LAWS]
    found = [one for one in told if any(matches(one, line) for line in lines)]
    wrong = [line for line in lines if not any(matches(one, line) for one in (*told, *also, *FREE))]
    return found, sorted(told - set(found)), wrong


def cases() -> dict[str, tuple[str, set[str], set[str]]]:
    """Every text with what is wanted of it and what may be said beside, by its tradition."""
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.toml"))}
    return {name: (one["text"], set(one["told"]), set(one.get("also", ()))) for name, one in read.items()}


CASES = cases()


@pytest.mark.slow
@pytest.mark.parametrize(("text", "told", "also"), CASES.values(), ids=CASES)
def test_a_law_of_any_tradition_is_read(text: str, told: set[str], also: set[str]) -> None:
    _, missed, wrong = judged(text, told, also)
    assert (missed, wrong) == ([], [])
