"""Named rules: a rule called by what it governs has the days that a text tells of it, and none without one."""

from __future__ import annotations

import pytest
from bracketed import shown

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
KNOWN = "The Dunlin Model and the Whimbrel Model are tests.\n\n"


def told(text: str) -> set[str]:
    found = {shown(one) for one in read_claims(read_document((KNOWN + text).encode(), "page.md"), ONTOLOGY).claims}
    return {one for one in found if " rule " in one}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Dunlin Model final rule was published on May 14, 2029 and took effect on July 13, 2029.",
            {
                "final rule governs Dunlin Model",
                "final rule publishedOn 2029-05-14",
                "final rule effectiveOn 2029-07-13",
            },
        ),
        (
            "The final rule for the Dunlin Model was published in the Federal Register on May 2, 2029. It is effective "
            "on July 1, 2029.",
            {
                "final rule governs Dunlin Model",
                "final rule publishedOn 2029-05-02",
                "final rule effectiveOn 2029-07-01",
            },
        ),
        (
            "On November 5, 2035 the agency published the Dunlin Model proposed rule.",
            {"proposed rule governs Dunlin Model plan", "proposed rule publishedOn 2035-11-05 plan"},
        ),
        (
            "The Dunlin Model final rule takes effect on July 13, 2029.",
            {"final rule governs Dunlin Model", "final rule effectiveOn 2029-07-13"},
        ),
    ],
)
def test_a_rule_named_by_what_it_governs(text: str, wanted: set[str]) -> None:
    assert told(text) == {f"Dunlin Model {one}" for one in wanted}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "The Dunlin Model final rule drew 312 comments.",
        "The Dunlin Model final rule was not published on May 14, 2029.",
        "The Dunlin Model final rule would take effect on July 13, 2029 if the court agreed.",
        "The Dunlin Model rule of thumb was published on May 14, 2029.",
        "A letter on the Dunlin Model final rule was published on May 14, 2029, and the Whimbrel Model began then.",
        "Comments on the proposed rule for the Dunlin Model are due by May 14, 2029.",
    ],
)
def test_no_day_no_rule(text: str) -> None:
    assert told(text) == set()
