"""What the sources say a little beside a question: of an act by its sections, of a number by its nearest kin."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.questions.times import Bound
from kg.ask.words.english import fold
from kg.ask.words.words import RDFS, PropertyWords, Words
from kg.read.reader import GraphReader

_MOST_PARTS = 60
_KIN = 5


def told_beside(
    reader: GraphReader, words: Words, subjects: Sequence[str], prop: str, objects: Sequence[str]
) -> list[Found]:
    """Statements that answer where none has just the things and relation asked for.

    What an act authorizes, its sections authorize; an act is as old as its sections; and whether people are enrolled
    in a thing or served by it is one question, which the sources may answer under either name. A body's powers and
    duties are those that a law gives it.
    """
    if objects and not subjects:
        parts = _sections(objects, words)
        return find_statements(reader, words, (), (prop,), parts) if parts else []
    if not subjects or objects:
        return []
    if prop in (words.core + "grantsPower", words.core + "imposesDuty"):
        borne = find_statements(reader, words, (), (prop,))
        return [f for f in borne if (b := f.fact.qualifier("bearer")) is not None and b.iri in subjects]
    if prop == words.core + "enactedOn":
        parts = _sections(subjects, words)
        found = find_statements(reader, words, parts, (prop,)) if parts else []
        return found if len({f.fact.object.value for f in found}) == 1 else []
    for other in _kin(words.properties[prop], words):
        found = [f for f in find_statements(reader, words, subjects, (other,)) if not f.turned]
        if found:
            return found
    exact = narrower_relation(reader, words, subjects, prop)
    return exact[1] if exact is not None else []


def narrower_relation(
    reader: GraphReader, words: Words, subjects: Sequence[str], prop: str
) -> tuple[str, list[Found]] | None:
    """The more exact relation that the sources give where the question names a general one: a director is a head."""
    query = f"SELECT ?p WHERE {{ ?p <{RDFS}subPropertyOf> <{prop}> }} ORDER BY ?p"
    below = [row["p"].value for row in reader.store.select(query)]  # type: ignore[union-attr]
    told = [(p, find_statements(reader, words, subjects, (p,))) for p in below if p in words.properties]
    told = [(p, found) for p, found in told if found]
    return max(told, key=lambda t: len(t[1])) if told else None


_ENDS = ("TerminatedEarly", "Ended")


def add_ended(
    chosen: list[Found], found: list[Found], during: Sequence[Bound], reader: GraphReader, words: Words
) -> list[Found]:
    """Adds to what was chosen what is said to be over without a day and ended at a time asked about; gives the days."""
    dated = {f.fact.subject.iri for f in chosen}
    over = [f for f in found if not f.fact.negated and str(f.fact.object.iri).rsplit("#", 1)[-1] in _ENDS]
    over = [f for f in over if f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    over = [f for f in over if f.fact.subject.iri not in dated]
    subjects = sorted({str(f.fact.subject.iri) for f in over})
    days = find_statements(reader, words, subjects, (words.core + "endedOn",)) if subjects else []
    days = [f for f in days if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    days = [f for f in days if all(b.holds(f.fact.object.value) for b in during)]
    then = {f.fact.subject.iri for f in days}
    chosen += [f for f in over if f.fact.subject.iri in then]
    return days


def _sections(provisions: Sequence[str], words: Words) -> list[str]:
    """The sections of some acts, by their names: "Section 3021 of the Affordable Care Act"."""
    acts = [
        fold(name)
        for iri in provisions
        if iri in words.entities
        and any(words.is_a(t, words.core + "LegalProvision") for t in words.entities[iri].types)
        for name in words.entities[iri].names
        if " " in name
    ]
    ends = tuple(f" of the {act}" for act in acts)
    found = [
        e.iri
        for e in words.entities.values()
        if ends and e.iri not in provisions and any(fold(name).endswith(ends) for name in e.names)
    ]
    return sorted(found)[:_MOST_PARTS]


def _kin(prop: PropertyWords, words: Words) -> list[str]:
    """Numbers that go by many of the same phrases."""
    if prop.kind != "number":
        return []
    mine = {*prop.names, *prop.object_verbs, *prop.subject_verbs}
    return sorted(
        p.iri
        for p in words.properties.values()
        if p.kind == "number"
        and p.iri != prop.iri
        and p.count
        and len(mine & {*p.names, *p.object_verbs, *p.subject_verbs}) >= _KIN
    )
