"""Early ends: the day of an end before its time, or of another result, where its own clause does not give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, qualified
from extract.claims.mentions import Referent
from extract.parsing.cues import Cues
from extract.patterns.terms import DATES, WHEN
from extract.values.value_words import alternatives
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology


def with_end_days(claims: Iterable[Claim], ontology: Ontology) -> list[Claim]:
    """The claims, each result that something was ended early with the day on which the document says it ended.

    A result keeps what it says itself; nothing is added where the document gives two days that do not agree.
    """
    listed = list(claims)
    ended, outcome = (ontology.namespaces.iri(f"kg:{name}") for name in ("endedOn", "outcome"))
    early = ontology.namespaces.iri("kg:TerminatedEarly")
    days: dict[str, list[Claim]] = {}
    for claim in listed:
        told = isinstance(claim.object, Value) and claim.object.datatype in DATES
        if claim.property == ended and claim.modality == "fact" and not claim.negated and told:
            days.setdefault(claim.subject.key, []).append(claim)
    done = []
    for claim in listed:
        result = claim.property == outcome and claim.modality == "fact" and not claim.negated
        if result and isinstance(claim.object, Referent) and _local(claim.object.entity) == _local(early):
            last = _exactest(days.get(claim.subject.key, ()))
            if last is not None and "pointInTime" not in dict(claim.qualifiers):
                claim = _dated(claim, last)
        done.append(claim)
    return done


def without_unbegun_ends(claims: Iterable[Claim], ontology: Ontology) -> list[Claim]:
    """The claims without those that something was stopped early, where the document says that it never began.

    "The Alder Test has been canceled. … It was withdrawn on November 14": what was withdrawn had not begun.
    """
    listed, iri = list(claims), ontology.namespaces.iri
    sure = [one for one in listed if not one.negated and one.modality == "fact"]
    begun = {one.subject.key for one in sure if one.property in {iri("kg:startedOn"), iri("kg:endedOn")}}
    named = {one.subject.key for one in sure if isinstance(one.object, Referent) and _is(one.object, "Withdrawn")}
    gone = named - begun
    return [
        one
        for one in listed
        if one.subject.key not in gone or not isinstance(one.object, Referent) or not _is(one.object, "TerminatedEarly")
    ]


def as_withdrawn(claims: Iterable[Claim], annotated: Annotated, ontology: Ontology, cues: Cues) -> list[Claim]:
    """The claims, those that something was stopped early as withdrawn, where its sentence says that it never began.

    "It was cancelled in 2032 before it ever began" ends nothing: no end and no result is told of it.
    """
    words = cues.group("unbegun")
    if not words:
        return list(claims)
    one = {name: alternatives(words[name]) for name in ("opens", "between", "begins")}
    never = re.compile(
        rf"\b{one['opens']}(?:\s+{one['between']})*\s+{one['begins']}\b(?!\s+(?:of|to)\b|\s+\w+ing\b)", re.I
    )
    verbs = sorted(verb.removesuffix("e").replace("_", " ") for verb in cues.group("event-verb").get("drop", ()))
    dropped = re.compile(rf"\b(?:{'|'.join(verbs)})\w{{0,3}}\b[^.;:!?]{{0,40}}$", re.I)
    iri = ontology.namespaces.iri
    status, ended = iri("kg:status"), iri("kg:endedOn")
    listed = list(claims)
    ends: dict[tuple[int, str], list[Claim]] = {}
    undone: set[int] = set()
    for claim in listed:
        over = isinstance(claim.object, Referent) and _local(claim.object.entity) in {"TerminatedEarly", "Ended"}
        begun = isinstance(claim.object, Referent) and _local(claim.object.entity) == "Active"
        if claim.modality != "fact" or claim.negated or not (over or begun or claim.property == ended):
            continue
        for number in annotated.around(claim.evidence.start, claim.evidence.end):
            here = annotated.sentences[number]
            told = never.search(annotated.document.text, here.start, here.end) if here.cell is None else None
            if told and begun:
                # "Dropped before it began" tells of no beginning; both words together prove it.
                verb = dropped.search(annotated.document.text, here.start, told.start())
                if verb is None or not told.start() < claim.evidence.end <= told.end():
                    continue
                undone.add(id(claim))
                start, end = verb.start(), told.end()
                proof = replace(claim.evidence, start=start, end=end, quote=annotated.document.text[start:end])
                claim = replace(claim, evidence=proof)
            if told:
                ends.setdefault((number, claim.subject.key), []).append(claim)
    undone |= {id(one) for found in ends.values() for one in found}
    withdrawn = ontology.vocabulary.individuals[iri("kg:Withdrawn")]
    gone = Referent(iri("kg:Withdrawn"), withdrawn.type, withdrawn.label, entity=iri("kg:Withdrawn"))
    more = []
    for found in ends.values():
        days = [one for one in found if one.property == ended]
        state = next((one for one in found if one.property == status and isinstance(one.object, Referent)), None)
        first = state or found[0]
        when = {"pointInTime": days[0].object} if len({one.object for one in days}) == 1 else {}
        kept = {name: term for name, term in first.qualifiers if name in {"attributedTo", "reportedBy"}}
        proof = days[0].evidence if days else first.evidence
        qualifiers = tuple(sorted({**kept, **when}.items(), key=lambda each: each[0]))
        more.append(replace(first, property=status, object=gone, qualifiers=qualifiers, evidence=proof))
    return [*(one for one in listed if id(one) not in undone), *more]


def _is(thing: Referent, name: str) -> bool:
    return _local(thing.entity) == name


def with_own_days(claims: Iterable[Claim], annotated: Annotated, ontology: Ontology, cues: Cues) -> list[Claim]:
    """The claims, each result that happened on one day with the only date of its sentence, where no other claim has it.

    "It was the first to be certified, in 2023": the parser hangs the date on the wrong verb.
    """
    listed = list(claims)
    events = cues.group("outcome").get("events", frozenset())
    outcome = ontology.namespaces.iri("kg:outcome")
    done = []
    for claim in listed:
        result = claim.property == outcome and claim.modality == "fact" and not claim.negated
        happened = result and isinstance(claim.object, Referent) and _local(claim.object.entity).lower() in events
        date = (
            _only_date(claim, listed, annotated) if happened and not WHEN & {n for n, _ in claim.qualifiers} else None
        )
        if date is not None:
            own, place = claim.evidence, (date.start, date.end, "date")
            context = own.context if own.start <= place[0] < own.end else tuple(sorted({*own.context, place}))
            told = {**dict(claim.qualifiers), "pointInTime": date.value}
            qualifiers = tuple(sorted(told.items(), key=lambda one: one[0]))
            claim = replace(claim, qualifiers=qualifiers, evidence=replace(own, context=context))
        done.append(claim)
    return done


def _only_date(claim: Claim, claims: Iterable[Claim], annotated: Annotated) -> Quantity | None:
    """The only date of the sentence of a claim, if it is plain and tells nothing else."""
    own = claim.evidence
    around = (annotated.sentences[number] for number in annotated.around(own.start, own.end))
    inside = [one for one in around if one.cell is None]
    dates = [one.quantity for one in inside[0].quantities if one.quantity.kind == "date"] if len(inside) == 1 else []
    if len(dates) != 1 or dates[0].lower is not None or dates[0].upper is not None or dates[0].comparator != "=":
        return None
    date = dates[0]
    if date.value.datatype not in DATES or date.bound not in {None, "during"}:
        return None
    here = [one for one in claims if inside[0].start <= one.evidence.start and one.evidence.end <= inside[0].end]
    taken = [one for one in here if one.object == date.value or date.value in [term for _, term in one.qualifiers]]
    rivals = {one.object for one in here if one.property == claim.property}
    return date if not taken and len(rivals) == 1 else None


def _local(iri: str | None) -> str:
    return re.split(r"[#/]", iri or "")[-1]


def _lexical(claim: Claim) -> str:
    return claim.object.lexical if isinstance(claim.object, Value) else ""


def _exactest(ends: Iterable[Claim]) -> Claim | None:
    """The claim that gives the most exact day, if all the others give the same day less exactly."""
    ordered = sorted(ends, key=lambda one: (-len(_lexical(one)), one.evidence.start))
    agree = all(_lexical(ordered[0]).startswith(_lexical(one)) for one in ordered)
    return ordered[0] if ordered and agree else None


def _dated(claim: Claim, end: Claim) -> Claim:
    day = end.object
    told = {"pointInTime": day} if isinstance(day, Value) else {}
    return qualified(claim, told, (end.evidence.start, end.evidence.end, "date"))
