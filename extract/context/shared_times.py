"""Shared times: the time that opens a sentence and holds for each of the totals that the sentence tells."""

from __future__ import annotations

from collections.abc import Iterable

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim, Term, qualified
from extract.patterns.drafts import TIMED
from extract.patterns.terms import WHEN, counts_of
from extract.values.values import XSD, Quantity
from ontology.regulators import Ontology


def with_shared_times(claims: Iterable[Claim], annotated: Annotated, ontology: Ontology) -> list[Claim]:
    """The claims, totals without a time with that of another total of their sentence that is told by its only date.

    "By the end of 2034 it had launched 14 models, completed evaluations of nine and certified two": a parser hangs
    the date on the first of the verbs, and it holds for all. Numbers that stand before the date are left alone.
    """
    known = ontology.vocabulary.properties
    states = counts_of(ontology) | {ontology.namespaces.iri("kg:peopleServed")}
    totals = {iri for iri, one in known.items() if XSD + "integer" in one.ranges} - states
    listed = list(claims)
    told: dict[int, list[Claim]] = {}
    for one in listed:
        if one.property in totals and one.modality == "fact" and not one.negated:
            for number in annotated.around(one.evidence.start, one.evidence.end):
                told.setdefault(number, []).append(one)
    lent: dict[int, Claim] = {}
    for number, alike in told.items():
        sentence = annotated.sentences[number]
        date = _only_date(sentence)
        given = [one for one in alike if WHEN & {name for name, _ in one.qualifiers}] if date is not None else []
        for one in alike:
            if date is None or WHEN & {name for name, _ in one.qualifiers} or not _is_behind(one, date, sentence):
                continue
            lenders = [other for other in given if other.subject == one.subject and other.property != one.property]
            if lenders:
                lent[id(one)] = _timed(one, lenders[0], date)
    return [lent.get(id(one), one) for one in listed]


def _only_date(sentence: AnnotatedSentence) -> Quantity | None:
    dates = [one.quantity for one in sentence.quantities if one.quantity.kind == "date"]
    return dates[0] if len(dates) == 1 and sentence.cell is None else None


def _is_behind(claim: Claim, date: Quantity, sentence: AnnotatedSentence) -> bool:
    """Whether the one figure of a sentence that a claim can be about stands behind its date."""
    alike = [one.quantity for one in sentence.quantities if one.quantity.value == claim.object]
    return len(alike) == 1 and date.end <= alike[0].start


def _timed(claim: Claim, lender: Claim, date: Quantity) -> Claim:
    when: dict[str, Term] = {name: term for name, term in lender.qualifiers if name in TIMED}
    return qualified(claim, when, (date.start, date.end, "date"), *date.context)
