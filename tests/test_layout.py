"""Layout: fact sheets, date lists, boxes and tables, each with all that it says and what it must not be taken to say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import read_document
from extract.claims.claims import Claim
from extract.reading import read_claims
from ontology.regulators import load_ontology

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "layout").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get("case", ()), 1)
]


def told(wanted: str, claim: Claim) -> bool:
    """Whether a claim is "subject | property | object", and "| modality" where that is given; a star stands for all."""
    subject, name, target, *modality = (part.strip().lower() for part in wanted.split("|"))
    said = [getattr(claim.object, "lexical", None) or claim.object.label, *getattr(claim.object, "aliases", ())]  # type: ignore[union-attr]
    return (
        subject in {"*", *(one.lower() for one in (claim.subject.label, *claim.subject.aliases))}
        and name in {"*", claim.property.rpartition("#")[2].lower()}
        and target in {"*", *(one.lower() for one in said)}
        and modality in ([], [claim.modality])
    )


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_page_says_what_its_lines_say(case: dict[str, Any]) -> None:
    claims = read_claims(read_document(case["text"].encode(), case.get("name", "text.txt")), load_ontology()).claims
    missed = [one for one in case["claims"] if not any(told(one, claim) for claim in claims)]
    assert missed == case.get("missed", [])
    assert [one for one in case.get("never", ()) if any(told(one, claim) for claim in claims)] == []
