"""Days seen: the day at which a sentence says that it sees a state, who has a post, where a test runs."""

from __future__ import annotations

from collections.abc import Iterable

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim, qualified
from extract.patterns.terms import DATES, WHEN
from extract.values.values import Quantity
from ontology.regulators import Ontology


def with_days_seen(claims: Iterable[Claim], annotated: Annotated, ontology: Ontology) -> list[Claim]:
    """The claims, those of what changes with the day that their sentence is told for, where it is its only date.

    "As of 4 March 2031, Ana Reyes directs the center": `kg:asOf`, as vocabulary.md has it only where the text says so.
    """
    known = ontology.vocabulary.properties
    changing = {iri for iri, one in known.items() if one.cardinality == "OneAtATime"}
    changing |= {ontology.namespaces.iri(name) for name in ("kg:affiliation", "kg:operatesIn")}
    return [_seen(one, annotated) if one.property in changing else one for one in claims]


def _seen(claim: Claim, annotated: Annotated) -> Claim:
    own = claim.evidence
    if claim.modality != "fact" or {*WHEN, "ended"} & {name for name, _ in claim.qualifiers}:
        return claim
    around = annotated.around(own.start, own.end)
    day = _only_day(annotated.sentences[around[0]]) if len(around) == 1 else None
    if day is None:
        return claim
    return qualified(claim, {"asOf": day.value}, (day.start, day.end, "date"))


def _only_day(sentence: AnnotatedSentence) -> Quantity | None:
    """The only date of a sentence, where it is told with "as of" and is one plain day, month or year."""
    dates = [one.quantity for one in sentence.quantities if one.quantity.kind == "date"]
    if len(dates) != 1 or sentence.cell is not None or dates[0].bound != "asOf":
        return None
    plain = dates[0].lower is None and dates[0].upper is None and dates[0].comparator == "="
    return dates[0] if plain and dates[0].value.datatype in DATES else None
