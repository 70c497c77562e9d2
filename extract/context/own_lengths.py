"""Own lengths: how long a test is to run, told by the way in what it is called ("the five-year model pays …")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.patterns.proofs import words_at
from ontology.regulators import Ontology

CONFIDENCE = 0.85


def own_lengths(annotated: Annotated, ontology: Ontology, known: Iterable[Claim]) -> Iterator[Claim]:
    """The planned lengths of tests that a text points back at with their length, where it tells no other one of them.

    "This 10-year test is voluntary"; not "the 10-year test period", where what is so long is something else.
    """
    iri, is_a = ontology.namespaces.iri, ontology.vocabulary.is_a
    length = iri("kg:plannedDuration")
    told = {one.subject.key for one in known if one.property == length}
    for sentence in annotated.sentences:
        for found in sentence.mentions:
            mention = found.mention
            points_back = mention.how == "reference" and is_a(mention.type, iri("kg:Initiative"))
            if not points_back or mention.referent.key in told:
                continue
            spans = [one for one in sentence.quantities if found.start <= one.start and one.end <= found.end]
            after = sentence.span.doc[found.end : found.end + 1]
            whole = len(spans) == 1 and spans[0].quantity.kind == "duration" and "-" in spans[0].quantity.text
            if not whole or any(one.pos_ in {"NOUN", "PROPN"} for one in after):
                continue
            proof = words_at(
                annotated.document,
                sentence.passage,
                mention.start,
                mention.end,
                mention.context,
                confidence=CONFIDENCE,
                by="own-length",
            )
            told.add(mention.referent.key)
            yield Claim(mention.referent, length, spans[0].quantity.value, proof)
