"""Signatures: posts that a masthead or a signature states without a verb."""

from __future__ import annotations

import pytest
from names import document, toy

from extract.mentions import Referent
from extract.reading import read_claims


def posts(text: str) -> list[str]:
    """Every claim read from a signature as "body property person"."""
    return [
        f"{one.subject.label} {one.property.rpartition('#')[2]} {one.object.label}"
        for one in read_claims(document(text), toy()).claims
        if one.evidence.extracted_by == "signature" and isinstance(one.object, Referent)
        and not one.property.endswith("affiliation")
    ]  # fmt: skip


STATED = [
    ("# Statement of Corinne Hale, Director, Lakes Office\n\nThank you.", ["Lakes Office director Corinne Hale"]),
    ("# Testimony of Wes Oduya, M.D., acting director of the Lakes Office\n\nThank you.",
     ["Lakes Office director Wes Oduya"]),
    ("# Statement of Corinne Hale, former director of the Lakes Office\n\nThank you.", []),
    ("# Statement of Corinne Hale, deputy director of the Lakes Office\n\nThank you.", []),
    ("# Remarks by Corinne Hale to the Lakes Office\n\nThank you.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), STATED)
def test_a_line_with_name_title_and_body_states_a_post(text: str, found: list[str]) -> None:
    assert posts(text) == found
