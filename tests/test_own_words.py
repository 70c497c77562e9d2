"""Own words: "this rule" is the rule that says so, and nothing that it cites."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()


def claims_of(text: str, name: str = "page.md") -> set[str]:
    return {shown(one) for one in read_claims(read_document(text.encode(), name), ONTOLOGY).claims}


RULE = """---
title: Quay Oncology Model; Final Rule
type: Rule
date: 2031-11-20
---
# Quay Oncology Model

This final rule implements the Quay Oncology Model under section 1115A of the Social Security Act. \
This rule amends 42 CFR part 512. The rule was published on November 20, 2031.
"""


@pytest.mark.slow
def test_a_rule_names_itself() -> None:
    found = claims_of(RULE)
    assert found >= {
        "Quay Oncology Model; Final Rule governs Quay Oncology Model",
        "Quay Oncology Model; Final Rule amends 42 CFR part 512",
        "Quay Oncology Model; Final Rule publishedOn 2031-11-20",
    }
    assert not any(one.startswith("42 CFR part 512 publishedOn") for one in found)


SOON = """# Ferry Program; Gull Dialysis Model

DEPARTMENT OF FERRIES

ACTION: Final rule.

SUMMARY: This final rule establishes the Gull Dialysis Model, a voluntary payment model.

DATES: This final rule was published on March 3, 2031. It is effective May 1, 2031.

The model has a cap. It is effective in June 2032.
"""


def test_what_a_rule_goes_on_to_say_of_itself_is_said_of_it() -> None:
    dates = {one for one in claims_of(SOON) if " effectiveOn " in one}
    assert dates == {"Ferry Program; Gull Dialysis Model effectiveOn 2031-05-01 plan"}
