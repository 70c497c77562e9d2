"""Law labels: the law under which a thing is run, where it stands alone behind a label ("Legal basis. Section 7 of …").

What stands behind a colon is a pair, which `extract.tables.tables` reads; here the label is a run-in heading of a
paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.passages import Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Mention
from extract.layout.columns import Columns
from extract.patterns.proofs import words_at
from ontology.regulators import Ontology

LABEL = re.compile(r"\W*(?P<label>[A-Z][A-Za-z ]{2,40})[.:][*_\s\u2013\u2014-]+")
BETWEEN = re.compile(r"(?:[\s,;.()*_]|\b(?:and|the|under)\b)*", re.I)
"""What may stand around the laws that are named behind a label, and says nothing."""


def labelled_laws(annotated: Annotated, ontology: Ontology, columns: Columns) -> Iterator[Claim]:
    """The claims of a document's paragraphs that are a label and the names of laws, and nothing else."""
    iri = ontology.namespaces.iri
    labels = {label for label, names in columns.properties.items() if "kg:authorizedBy" in names}
    for passage in annotated.document.passages:
        label = LABEL.match(passage.text) if passage.kind in {"paragraph", "list-item"} else None
        if label is None or " ".join(label["label"].lower().split()) not in labels:
            continue
        start = passage.start + label.end()
        laws = [
            one
            for one in annotated.mentions_within(start, passage.end)
            if ontology.vocabulary.is_a(one.type, iri("kg:LegalProvision"))
        ]
        subject = _headed(passage, annotated, ontology)
        if subject is None or not laws or not _only(laws, start, passage.end, annotated.document.text):
            continue
        context = ((subject.start, subject.end, "heading"), (passage.start, start, "header"))
        for law in laws:
            proof = words_at(
                annotated.document, passage, law.start, law.end, context, confidence=0.9, by="table:kg:authorizedBy"
            )
            yield Claim(subject.referent, iri("kg:authorizedBy"), law.referent, proof, (), "fact")


def _headed(passage: Passage, annotated: Annotated, ontology: Ontology) -> Mention | None:
    """The one initiative or body that the nearest heading with any names."""
    kinds = ontology.namespaces.iri("kg:Initiative"), ontology.namespaces.iri("kg:Organization")
    for start, end in reversed(passage.headings):
        found = [
            one
            for one in annotated.mentions_within(start, end)
            if any(ontology.vocabulary.is_a(one.type, kind) for kind in kinds)
        ]
        if found:
            return found[0] if len({one.referent.key for one in found}) == 1 else None
    return None


def _only(laws: list[Mention], start: int, end: int, text: str) -> bool:
    """Whether nothing but names of laws stands between two places."""
    for law in sorted(laws, key=lambda one: one.start):
        if not BETWEEN.fullmatch(text[start : law.start]):
            return False
        start = max(start, law.end)
    return BETWEEN.fullmatch(text[start:end]) is not None
