"""Signatures: posts that a masthead or a signature states without a verb."""

from __future__ import annotations

import pytest
from names import document, toy

from extract.claims.mentions import Referent
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


MINISTERS = [
    ("The Ministry of Health pays. “It helps,” said Ruth Cole-Abney, Minister of Health, on Monday.",
     ["Ruth Cole-Abney affiliation Ministry of Health"]),
    ("The Ministry of Health pays. The Minister of Health, Ruth Cole-Abney, agreed.",
     ["Ruth Cole-Abney affiliation Ministry of Health"]),
    ("The Department of Transport is small. Transport Secretary Gus Ferro spoke.",
     ["Department of Transport secretary Gus Ferro", "Gus Ferro affiliation Department of Transport"]),
    ("The Department of Agriculture paid. Ben Oda, the Secretary of State for Agriculture, came.",
     ["Department of Agriculture secretary Ben Oda", "Ben Oda affiliation Department of Agriculture"]),
    ("The Department of Agriculture paid. Gregor Hallam, Under Secretary of Agriculture, left.", []),
    ("The Ministry of Health pays. Ruth Cole-Abney, former Minister of Health, agreed.",
     ["Ruth Cole-Abney affiliation Ministry of Health"]),
    ("The Ministry of Health pays. Jan Orr (Minister of Health from 2020 to 2024) left.",
     ["Jan Orr affiliation Ministry of Health"]),
    ("The Ministry of Health and Care pays. Ruth Cole-Abney, Minister of Health, agreed.", []),
    ("Ruth Cole-Abney, Minister of Health, agreed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MINISTERS)
def test_a_ministers_post_is_with_the_ministry_that_the_text_speaks_of(text: str, found: list[str]) -> None:
    claims = read_claims(document(text), toy()).claims
    said = [(one.subject.label, one.property.rpartition("#")[2], one.object) for one in claims]
    assert sorted(f"{who} {what} {whom.label}" for who, what, whom in said if isinstance(whom, Referent)) == sorted(
        found
    )


POSTS_OF_BODIES = [
    ("The Office of Reef Value pays. Ada Quill was the first Commissioner of Reef Value, from May 1, 2026, to 2030.",
     ["Office of Reef Value director Ada Quill role=Commissioner of Reef Value validFrom=2026-05-01 validUntil=2030"]),
    ("The Office of Reef Value pays. Ben Oda, the state's Commissioner of Reef Value, said no.",
     ["Office of Reef Value director Ben Oda role=Commissioner of Reef Value"]),
    ("The Office of Reef Value pays. The former Commissioner of Reef Value, Ben Oda, wrote.",
     ["Office of Reef Value director Ben Oda ended=true role=Commissioner of Reef Value"]),
    ("The Department of Coastal Trade pays. Ola Brandt became Secretary of Coastal Trade on July 1, 2029.",
     ["Department of Coastal Trade secretary Ola Brandt role=Secretary of Coastal Trade validFrom=2029-07-01"]),
    ("The Office of the Ferry Inspector General audits. Uma Reed has been Ferry Inspector General since May 2028.",
     ["Office of the Ferry Inspector General director Uma Reed role=Ferry Inspector General validFrom=2028-05"]),
    ("The Ministry of Fish pays. Jan Orr was Minister of Fish from 2020 to 2024.", []),
    ("The Office of Reef Value pays. Ben Oda is the Deputy Commissioner of Reef Value.", []),
    ("The Office of Reef Value and the Division of Reef Value pay. Ben Oda is the Commissioner of Reef Value.", []),
    ("The Office of Reef Value pays. Ben Oda is the Commissioner of Lake Value.", []),
    ("The Office of Reef Value pays. Ben Oda wrote to the Commissioner of Reef Value.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), POSTS_OF_BODIES)
def test_a_post_that_is_named_after_its_body_is_held_there(text: str, found: list[str]) -> None:
    claims = [one for one in read_claims(document(text), toy()).claims if "post" in one.evidence.extracted_by]
    leads = [one for one in claims if one.property.rpartition("#")[2] in {"director", "secretary", "administrator"}]
    assert [
        " ".join(
            [one.subject.label, one.property.rpartition("#")[2], one.object.label]
            + [
                f"{name}={getattr(value, 'lexical', value)}".replace("True", "true")
                for name, value in one.qualifiers
                if name != "position"
            ]
        )
        for one in leads
        if isinstance(one.object, Referent)
    ] == found


HELD = [
    (
        "The fund reports to the director of the Lakes Office. Corinne Hale held this office from 2026 to May 2031. "
        "Wes Oduya has held it since June 2031.",
        ["Lakes Office director Corinne Hale 2026 2031-05 director", "Lakes Office director Wes Oduya 2031-06 director"],
    ),
    (
        "It answers to the director-general of the Lakes Office. Corinne Hale has held the post since May 2031.",
        ["Lakes Office director Corinne Hale 2031-05 director-general"],
    ),
    ("It answers to the director of the Lakes Office. Corinne Hale held it in her hands until May 2031.", []),
    ("It answers to the porter of the Lakes Office. Corinne Hale held this office from 2026 to May 2031.", []),
    ("It answers to the director of the Lakes Office.\n\nCorinne Hale held this office from 2026 to May 2031.", []),
    (
        "The director of the Lakes Office met the head of the Ferry Board. Corinne Hale held this office until 2031.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "found"), HELD)
def test_who_held_this_office_held_the_one_named_before(text: str, found: list[str]) -> None:
    claims = [one for one in read_claims(document(text), toy()).claims if one.evidence.extracted_by == "office"]
    assert [
        " ".join([one.subject.label, "director", one.object.label, *sorted(v.lexical for _, v in one.qualifiers)])
        for one in claims
        if one.property.endswith("director") and isinstance(one.object, Referent)
    ] == found


SINCE = [
    ("The Ministry of Health pays. The minister of health, Ms. Ruth Cole-Abney, agreed. Ms. Cole-Abney has been minister"
     " since 4 October 2031.", {"2031-10-04"}),
    ("The Ministry of Health pays. The minister of health, Ms. Ruth Cole-Abney, agreed. Ms. Cole-Abney has been chair"
     " since 4 October 2031.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), SINCE)
def test_a_minister_is_one_since_the_day_that_the_text_tells(text: str, days: set[str]) -> None:
    found = [one for one in read_claims(document(text), toy()).claims if one.property.endswith("affiliation")]
    assert found
    assert {value.lexical for one in found for name, value in one.qualifiers if name == "validFrom"} == days
