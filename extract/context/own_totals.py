"""Own totals: numbers of tests that no body is named for are those of a body that the text says runs tests."""

from __future__ import annotations

from collections.abc import Iterable

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.patterns.terms import counts_of
from extract.values.values import XSD
from ontology.regulators import Ontology

SENTENCES = ("pattern:", "surface:")
"""How claims are marked that sentences make, and no tables or boxes."""


def without_strange_totals(
    claims: Iterable[Claim], annotated: Annotated, ontology: Ontology, house: str | None, kinds: frozenset[str]
) -> list[Claim]:
    """The claims without totals that were given to the only body near because their sentence names none.

    That body may be a guild that complains of tests. It counts only if a sentence that names it tells such a total of
    it, if somewhere it is told to test something, or if its name holds one of the `kinds` of tests ("Bureau of Care
    Trials"). The `house` of a regulator needs no such word.
    """
    known, iri = ontology.vocabulary.properties, ontology.namespaces.iri
    states = counts_of(ontology) | {iri("kg:peopleServed")}
    totals = {name for name, one in known.items() if XSD + "integer" in one.ranges} - states
    listed = list(claims)
    tests = {
        one.object.key for one in listed if isinstance(one.object, Referent) and one.property.endswith("#testedBy")
    }
    guessed: set[int] = set()
    for one in listed:
        if one.property not in totals or one.subject.entity == house:
            continue
        here = [annotated.sentences[number] for number in annotated.around(one.evidence.start, one.evidence.end)]
        named = {each.mention.referent.key for sentence in here for each in sentence.mentions}
        if not kinds.isdisjoint(word.rstrip("s") for word in one.subject.label.lower().split()):
            continue
        told = one.evidence.extracted_by.startswith(SENTENCES) and not any(each.cell for each in here)
        if here and told and one.subject.key not in named:
            guessed.add(id(one))
        else:
            tests.add(one.subject.key)
    return [one for one in listed if id(one) not in guessed or one.subject.key in tests]
