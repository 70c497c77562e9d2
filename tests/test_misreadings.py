"""Misreadings: sentences of the kinds that were once misread are read as a careful reader does, and no further."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.evaluate import labels_of
from benchmarks.gold import GoldDocument, read_gold, score
from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import load_ontology

OPEN = Path(__file__).resolve().parent / "gold" / "open"
FAMILIES = [one for one in read_gold(OPEN) if one.path.stem.startswith("misreadings")]
ONTOLOGY = load_ontology()


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=[one.genre for one in FAMILIES])
def test_nothing_is_missed_and_nothing_more_is_said(family: GoldDocument) -> None:
    document = read_document(family.text.encode(), "text.txt")
    found = score(family, read_claims(document, ONTOLOGY), labels_of(ONTOLOGY))
    assert (found.misses, found.wrongs) == ([], [])
    assert found.status_right == len(family.claims)
    assert found.qualifiers_right == found.qualifiers_asked
