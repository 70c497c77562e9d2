"""Sense: statements that no graph should hold are left out and told, so that one bad claim costs no build.

In: statements as the readings made them. Out: those that make sense, and a line for each thing refused: words that
do not stand where the claim says, a subject or object of a class that the property cannot have, money without a
unit, a period that ends before it begins. The shapes say the same of the finished graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpus.documents import Document
from extract.claims.claims import Evidence
from extract.values.values import Value
from kg.statements.days import is_before
from kg.statements.shapes import Violation
from kg.statements.statements import Resource, Statement, words
from kg.statements.terms import DECIMAL, RDFS, STRING
from ontology.regulators import Ontology

LONGEST_QUOTE = 600
COMPARATORS = frozenset(("=", ">", ">=", "<", "<=", "~"))
ROLES = frozenset(("antecedent", "header", "heading", "number", "date", "speaker"))
MODALITIES = frozenset(("fact", "plan", "projection", "opinion", "rule"))
_SINGLE = ("comparator", "unit", "per", "validFrom", "validUntil", "pointInTime", "lower", "upper")


def sift(
    statements: Mapping[str, Statement], documents: Mapping[str, Document], ontology: Ontology
) -> tuple[dict[str, Statement], tuple[Violation, ...]]:
    """The statements that make sense, each with the evidence that holds, and what was refused and why."""
    kept: dict[str, Statement] = {}
    refused: list[Violation] = []
    for key, statement in statements.items():
        proofs = []
        for proof in statement.evidence:
            fault = fault_of_proof(proof, documents.get(proof.document))
            if fault:
                refused.append(Violation(_place(proof, documents), fault, proof.quote[:80]))
            else:
                proofs.append(proof)
        fault = fault_of(statement, ontology) if proofs else None
        if fault:
            refused.append(Violation(_place(proofs[0], documents), fault, proofs[0].quote[:80]))
        elif proofs:
            kept[key] = (
                statement if len(proofs) == len(statement.evidence) else replace(statement, evidence=tuple(proofs))
            )
    return kept, tuple(refused)


def fault_of_proof(proof: Evidence, document: Document | None) -> str | None:
    """What is wrong with a piece of evidence, or `None`."""
    if document is None:
        return "the evidence's document is not among those given"
    if not 0 <= proof.start < proof.end <= len(document.text) or document.text[proof.start : proof.end] != proof.quote:
        return f"the quote does not stand at {proof.start}..{proof.end}"
    if len(proof.quote) > LONGEST_QUOTE:
        return f"the quote has {len(proof.quote)} characters, {LONGEST_QUOTE} are the most"
    if not (proof.passage[0] <= proof.start and proof.end <= proof.passage[1]):
        return f"the quote leaves its passage {proof.passage[0]}..{proof.passage[1]}"
    for start, end, role in proof.context:
        if role not in ROLES or not 0 <= start < end <= len(document.text):
            return f"the context {role} {start}..{end} is none"
    return None if 0 <= proof.confidence <= 1 else f"confidence {proof.confidence} lies outside 0 and 1"


def fault_of(statement: Statement, ontology: Ontology) -> str | None:
    """What is senseless in a statement, or `None`; a class that is unknown, or known only roughly, is no fault."""
    if statement.modality not in MODALITIES:
        return f"modality {statement.modality!r} is none of {', '.join(sorted(MODALITIES))}"
    comparator = statement.qualifier("comparator")
    if comparator is not None and words(comparator) not in COMPARATORS:
        return f"comparator {words(comparator)!r} is none"
    fault = _fault_within(statement, ontology)
    return f"{ontology.namespaces.curie(statement.property)} {fault}" if fault else None


def _fault_within(statement: Statement, ontology: Ontology) -> str | None:
    """What is wrong between the parts of a statement, to be said after the property's name."""
    if len(statement.named) < len(statement.qualifiers):
        doubled = [q for q in _SINGLE if sum(key == q for key, _ in statement.qualifiers) > 1]
        if doubled:
            return f"with more than one {doubled[0]}"
    if is_before(statement.latest, statement.earliest):
        return "with a period that ends before it begins"
    if isinstance(statement.object, Value) and statement.object.datatype == DECIMAL and not statement.has("unit"):
        return "with an amount without a unit"
    term = ontology.vocabulary.properties.get(statement.property)
    if term is None:
        return None
    if not _fits(statement.subject.type, term.domains, ontology):
        return f"cannot be said of {_kind(statement.subject.type, ontology)}"
    if isinstance(statement.object, Resource):
        held = _fits(statement.object.type, term.ranges, ontology)
        return None if held else f"cannot have {_kind(statement.object.type, ontology)} as its value"
    kind = statement.object.datatype
    if term.ranges and kind != STRING and kind not in term.ranges and RDFS + "Resource" not in term.ranges:
        return f"cannot have a value of {ontology.namespaces.curie(kind)}"
    return None


def _fits(type_: str | None, allowed: Iterable[str], ontology: Ontology) -> bool:
    classes, listed = ontology.vocabulary, tuple(allowed)
    if not listed or type_ is None or type_ not in classes.classes or RDFS + "Resource" in listed:
        return True
    return any(classes.is_a(type_, other) or classes.is_a(other, type_) for other in listed)


def _kind(type_: str | None, ontology: Ontology) -> str:
    known = ontology.vocabulary.classes.get(type_ or "")
    return f"a thing of class {known.label!r}" if known else "a thing of no known class"


def _place(proof: Evidence, documents: Mapping[str, Document]) -> str:
    document = documents.get(proof.document)
    return f"{document.source if document else proof.document} at {proof.start}"
