"""Places in cells: what a list at the end of a cell says of where a thing runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.passages import Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.patterns.proofs import words_at
from ontology.regulators import Ontology


class PlaceCells:
    """Reads the places that one document's cells list."""

    def __init__(self, annotated: Annotated, ontology: Ontology) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.iri = ontology.namespaces.iri

    def _is_a(self, kind: str, wanted: str) -> bool:
        return self.ontology.vocabulary.is_a(kind, self.iri(wanted))

    def are_no_part(self, places: list[tuple[int, int, int]]) -> bool:
        """Whether what is named at the end of a cell are places or programs, and no part of what stands before."""
        named = self.annotated.mentions_within(places[0][0], places[-1][1])
        return all(self._is_a(one.type, "kg:Place") or self._is_a(one.type, "kg:Program") for one in named)

    def located(
        self,
        passage: Passage,
        places: list[tuple[int, int, int]],
        subject: Referent,
        context: tuple[tuple[int, int, str], ...],
    ) -> Iterator[Claim]:
        """Where a thing runs: the places that its participants are in, of which one must be known for a place."""
        if not self.annotated.mentions_within(places[0][0], places[-1][1]) or not self.are_places(places):
            return
        name = self.iri("kg:operatesIn")
        for start, end, _ in places:
            target = self.place(start, end)
            proof = words_at(self.document, passage, start, end, context, confidence=0.95, by="table:kg:operatesIn")
            yield Claim(subject, name, target, proof)

    def are_places(self, places: Sequence[tuple[int, ...]]) -> bool:
        """Whether nothing else than places is named in a list of them."""
        return all(
            self._is_a(one.type, "kg:Place") for one in self.annotated.mentions_within(places[0][0], places[-1][1])
        )

    def place(self, start: int, end: int) -> Referent:
        label = " ".join(self.document.text[start:end].split())
        known = next(iter(self.annotated.mentions_within(start, end)), None)
        return known.referent if known is not None else Referent(f"cell:{label}", self.iri("kg:Place"), label)
