"""Days ahead of everything written: plans where a table gives them, what its verb says where a sentence does."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.documents import read_document
from extract.reading import read_claims
from kg.statements.foreseen import as_planned
from ontology.regulators import Ontology, load_ontology

TABLE = "# Models\n\n| Model | Start | Status |\n|---|---|---|\n| Copper Reef Model | January 1, 2033 | Active |\n"
PROSE = "Applications for the Copper Reef Model closed on January 1, 2033."


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def moods(text: str, today: date | None, ontology: Ontology) -> dict[str, str]:
    """The modality of each property that is told of a thing."""
    reading = read_claims(read_document(text.encode(), "page.md"), ontology)
    [done] = as_planned([reading], today, ontology)
    return {one.property.rpartition("#")[2]: one.modality for one in done.claims}


@pytest.mark.parametrize(
    ("text", "name", "today", "modality"),
    [
        (TABLE, "startedOn", date(2032, 5, 1), "plan"),
        (TABLE, "startedOn", date(2033, 5, 1), "fact"),
        (TABLE, "startedOn", None, "fact"),
        (PROSE, "applicationsCloseOn", date(2032, 5, 1), "fact"),
    ],
)
def test_a_table_does_not_tell_what_is_still_to_come(
    text: str, name: str, today: date | None, modality: str, ontology: Ontology
) -> None:
    assert moods(text, today, ontology)[name] == modality
