"""Named things: what a claim may be said of or by: nothing that is only a pronoun, a noun, or a place line."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[str]:
    """Each claim as "subject property object"."""
    claims = read_claims(read_document(text.encode(), "page.md"), ontology).claims
    return {
        f"{one.subject.label} {one.property.rpartition('#')[2]} "
        + (one.object.label if isinstance(one.object, Referent) else one.object.lexical)
        for one in claims
    }


NAMELESS = [
    "# Otter Bay Care Model\n\nThe report looked at quality. It found no significant effect on Medicare spending.\n",
    "They had no significant effect on spending. These had net savings of $3 million in 2031.\n",
    "# Memory at Home Model\n\nThe first report found that the model helped. It had no effect on Medicare spending.\n",
]


@pytest.mark.parametrize("text", NAMELESS)
def test_no_pronoun_is_a_thing(text: str, ontology: Ontology) -> None:
    said = told(text, ontology)
    assert not [line for line in said if line.split()[0].lower() in {"it", "they", "these", "this", "both"}]
