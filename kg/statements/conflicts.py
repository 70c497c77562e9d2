"""Conflicts: which statements cannot both be taken at their word, which came after which, which is more exact.

In: statements with their ranks, and when each document can have been written. Out: the same with `conflicts_with`,
`supersedes` and `refines` filled in. Only statements with one subject and property are ever compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from extract.values.values import Value
from kg.statements.amounts import Amount, agree, amount_of, rounds
from kg.statements.days import Days, days_of
from kg.statements.scope import PERIOD, Saying, Written, same_period, scope_key, stands, units_differ, when_said
from kg.statements.statements import Resource, Statement, day_qualifier, meant, node_term, words
from kg.statements.terms import DATES
from ontology.regulators import Ontology


class Tie(Enum):
    """What holds between two statements, the first and the second."""

    CONFLICT = "conflicts with"
    SUPERSEDES = "supersedes"
    SUPERSEDED = "is superseded by"
    REFINES = "refines"
    REFINED = "is refined by"


_BACK = {
    Tie.CONFLICT: Tie.CONFLICT, Tie.SUPERSEDES: Tie.SUPERSEDED, Tie.SUPERSEDED: Tie.SUPERSEDES,
    Tie.REFINES: Tie.REFINED, Tie.REFINED: Tie.REFINES,
}  # fmt: skip


class Fit(Enum):
    """How two objects stand to each other."""

    EQUAL = "equal"
    FINER = "the first is the second said more exactly"
    COARSER = "the second is the first said more exactly"
    AGREE = "both can be true"
    CLASH = "not both can be true"
    ASIDE = "each says something of its own"


STAGES = {"Announced": 0, "Active": 1, "Paused": 1, "Ended": 2, "TerminatedEarly": 2, "Withdrawn": 2}
"""The course of an initiative's life: a later stage is later word on the same matter."""

_SURE = ("fact", "rule")
_NO_BOUND = ("", "~")


@dataclass(slots=True)
class Tenure:
    """What all statements about one holder of an office or state tell together of its time."""

    starts: list[Days] = field(default_factory=list)
    ends: list[Days] = field(default_factory=list)
    over: bool = False


def tie(statements: Mapping[str, Statement], ontology: Ontology, written: Written) -> dict[str, Statement]:
    """The statements with their ties; every tie is written on both statements that `conflicts_with` names."""
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    comparer = Comparer(ontology, written)
    for _, statement in sorted(statements.items()):
        groups[comparer.group(statement)].append(statement)
    found: dict[Tie, dict[str, list[str]]] = {relation: defaultdict(list) for relation in Tie}
    for group in groups.values():
        for one, other, relation in comparer.ties(group):
            found[relation][one.id].append(other.id)
            found[_BACK[relation]][other.id].append(one.id)
    conflicts, newer, finer = found[Tie.CONFLICT], found[Tie.SUPERSEDES], found[Tie.REFINES]
    return {
        key: replace(
            statement,
            conflicts_with=tuple(sorted(conflicts.get(key, ()))),
            supersedes=tuple(sorted(newer.get(key, ()))),
            refines=tuple(sorted(finer.get(key, ()))),
        )
        if key in conflicts or key in newer or key in finer
        else statement
        for key, statement in statements.items()
    }


class Comparer:
    """Compares statements of one subject and property by the vocabulary's marks."""

    def __init__(self, ontology: Ontology, written: Written) -> None:
        self.vocabulary = ontology.vocabulary
        self.core = ontology.namespaces.base + "core#"
        self.written = written
        self._said: dict[str, Saying] = {}
        self._amounts: dict[str, Amount | None] = {}
        self._terms: dict[str, str] = {}
        self._spans: dict[str, Days | None] = {}
        self.excluding = {
            (one.iri, other) for one in ontology.vocabulary.individuals.values() for other in one.excludes
        }  # fmt: skip
        self.excluding |= {(other, one) for one, other in self.excluding}
        self.exclusive_types = {
            ontology.vocabulary.individuals[a].type for a, _ in self.excluding if a in ontology.vocabulary.individuals
        }

    def cardinality(self, statement: Statement) -> str | None:
        """The mark of the statement's property."""
        term = self.vocabulary.properties.get(statement.property)
        return term.cardinality if term else None

    def group(self, statement: Statement) -> tuple[str, ...]:
        """The statements that share this can be tied to one another; where values never compete, also their object."""
        key = (statement.subject.iri, statement.property, *scope_key(statement, self.core))
        value = statement.object
        competes = isinstance(value, Value) and (value.datatype in DATES or self.amount(statement) is not None)
        excluding = isinstance(value, Resource) and value.type in self.exclusive_types
        return key if competes or excluding or self.cardinality(statement) else (*key, node_term(value))

    def ties(self, group: Iterable[Statement]) -> Iterator[tuple[Statement, Statement, Tie]]:
        """Each pair of a group that is tied, with what ties it."""
        members = list(group)
        tenures = self.tenures(members) if len(members) > 1 and self.cardinality(members[0]) == "OneAtATime" else {}
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                relation = self.compare(one, other, tenures)
                if relation:
                    yield one, other, relation

    def tenures(self, group: Iterable[Statement]) -> dict[str, Tenure]:
        """What is known of the time of each object that the group names."""
        found: dict[str, Tenure] = defaultdict(Tenure)
        for statement in group:
            if not statement.negated:
                tenure = found[node_term(statement.object)]
                tenure.over = tenure.over or statement.has("ended")
                for name, ends in (("validFrom", tenure.starts), ("validUntil", tenure.ends)):
                    span = day_qualifier(statement, name)
                    if span:
                        ends.append(span)
        return dict(found)

    def said(self, statement: Statement) -> Saying:
        """When the sources say a statement."""
        if statement.id not in self._said:
            self._said[statement.id] = when_said(statement, self.written)
        return self._said[statement.id]

    def amount(self, statement: Statement) -> Amount | None:
        """The number or duration that a statement's object is."""
        if statement.id not in self._amounts:
            self._amounts[statement.id] = amount_of(statement)
        return self._amounts[statement.id]

    def span(self, statement: Statement) -> Days | None:
        """The days that a statement's date can mean."""
        if statement.id not in self._spans:
            self._spans[statement.id] = meant(statement)
        return self._spans[statement.id]

    def term(self, statement: Statement) -> str:
        """A statement's object as an N-Triples term."""
        if statement.id not in self._terms:
            self._terms[statement.id] = node_term(statement.object)
        return self._terms[statement.id]

    def compare(self, one: Statement, other: Statement, tenures: Mapping[str, Tenure] | None = None) -> Tie | None:
        """What ties the first statement of a group to the second, if anything does."""
        if one.qualifiers and other.qualifiers and units_differ(one, other):
            return None
        if one.negated or other.negated:
            return self.denial(one, other)
        fit = self.fit(one, other)
        if fit is Fit.ASIDE:
            return None
        if fit is Fit.EQUAL and one.modality == other.modality:
            return _finer_period(one, other)
        if not same_period(one, other):
            held = fit is Fit.CLASH and {one.modality, other.modality} <= set(_SURE)
            return Tie.CONFLICT if held and tenures and self.at_once(one, other, tenures) else None
        if self.is_stage(one) and self.is_stage(other) and {one.modality, other.modality} <= {"fact", "plan"}:
            return self.stages(one, other)
        match (one.modality, other.modality):
            case ("plan", "fact" | "rule"):
                later = self.came_of(other, one, fit)
                return Tie.SUPERSEDED if later is Tie.SUPERSEDES else later
            case ("fact" | "rule", "plan"):
                return self.came_of(one, other, fit)
            case (a, b) if a != b and not (a in _SURE and b in _SURE):
                return None
        if fit is Fit.FINER:
            return Tie.REFINES
        if fit is Fit.COARSER:
            return Tie.REFINED
        if fit is not Fit.CLASH:
            return None
        if one.modality == "plan" or (one.modality == "projection" and _one_voice(one, other)):
            # "Was to start in April, now put off to May": one text may tell both, in any year.
            ranks, said, said_other = (stands(one), stands(other)), self.said(one), self.said(other)
            if ranks[0] != ranks[1] and (-1 in ranks or one.documents & other.documents):
                return Tie.SUPERSEDES if ranks[0] > ranks[1] else Tie.SUPERSEDED
            if said.after(said_other):
                return Tie.SUPERSEDES
            if said_other.after(said):
                return Tie.SUPERSEDED
        if self.is_free_date(one) or (tenures and self.parted(one, other, tenures)):
            return None
        return Tie.CONFLICT

    def denial(self, one: Statement, other: Statement) -> Tie | None:
        """A statement and its denial, the same object meant: a conflict, or the end of a plan."""
        if one.negated == other.negated or self.fit(one, other, denial=True) not in (Fit.EQUAL, Fit.FINER, Fit.COARSER):
            return None
        if not same_period(one, other) or one.has("ended") or other.has("ended"):
            return None
        said, said_other = self.said(one), self.said(other)
        if {one.modality, other.modality} == {"plan", "fact"}:
            fact, plan = (one, other) if one.modality == "fact" else (other, one)
            if self.said(fact).not_before(self.said(plan)):
                return Tie.SUPERSEDES if fact is one else Tie.SUPERSEDED
            return None
        if one.modality != other.modality and not (one.modality in _SURE and other.modality in _SURE):
            return None
        if one.modality == "plan" and (said.after(said_other) or said_other.after(said)):
            return Tie.SUPERSEDES if said.after(said_other) else Tie.SUPERSEDED
        return Tie.CONFLICT

    def came_of(self, fact: Statement, plan: Statement, fit: Fit) -> Tie | None:
        """What a fact is to a plan for the same matter: later word, unless it was said before the plan."""
        said, said_plan = self.said(fact), self.said(plan)
        if fit is Fit.CLASH and (self.cardinality(fact) == "OneAtATime" or self.is_free_date(fact)):
            return Tie.SUPERSEDES if said.after(said_plan) else None
        if said.not_before(said_plan):
            return Tie.SUPERSEDES
        return Tie.CONFLICT if fit is Fit.CLASH and self.cardinality(fact) == "Once" else None

    def fit(self, one: Statement, other: Statement, denial: bool = False) -> Fit:
        """How the two objects stand to each other, by the mark of the property and the kind of value."""
        a, b = one.object, other.object
        if self.term(one) == self.term(other) and _same_bounds(one, other):
            return Fit.EQUAL
        if isinstance(a, Value) and isinstance(b, Value):
            if a.datatype in DATES and b.datatype in DATES:
                return _dates_fit(one, other, self.span(one), self.span(other))
            first, second = self.amount(one), self.amount(other)
            if first and second:
                if rounds(second, first):
                    return Fit.FINER
                if rounds(first, second):
                    return Fit.COARSER
                return Fit.AGREE if agree(first, second) else Fit.CLASH
        if denial:
            return Fit.ASIDE
        if isinstance(a, Resource) and isinstance(b, Resource) and (a.iri, b.iri) in self.excluding:
            return Fit.CLASH
        return Fit.CLASH if self.cardinality(one) else Fit.ASIDE

    def is_free_date(self, statement: Statement) -> bool:
        """Whether the object is a date of which a subject may have several."""
        value = statement.object
        return isinstance(value, Value) and value.datatype in DATES and self.cardinality(statement) != "Once"

    def is_stage(self, statement: Statement) -> bool:
        """Whether the object is a stage of an initiative's life."""
        value = statement.object
        return isinstance(value, Resource) and value.iri.startswith(self.core) and value.iri[len(self.core) :] in STAGES

    def stages(self, one: Statement, other: Statement) -> Tie | None:
        """Two stages of one life: the later one has the later word, unless it was said before the earlier one.

        Sources use "withdrawn" and "stopped early" for one event; only a regular end denies them.
        """
        first, second = (s.object.iri[len(self.core) :] for s in (one, other) if isinstance(s.object, Resource))
        if first == second:
            if one.modality == other.modality:
                return None
            return Tie.SUPERSEDES if one.modality == "fact" else Tie.SUPERSEDED
        if STAGES[first] == STAGES[second]:
            ends = {"Ended": Tie.REFINED, "TerminatedEarly": Tie.REFINES}
            if {first, second} == set(ends):
                return ends[first]
            alike = "Ended" not in (first, second) or bool(one.documents & other.documents)
            return None if alike else Tie.CONFLICT
        later, earlier = (one, other) if STAGES[first] > STAGES[second] else (other, one)
        if later.modality == "plan" and earlier.modality == "fact":
            return None
        if not self.said(later).not_before(self.said(earlier)) and not _only_begun(earlier):
            return Tie.CONFLICT
        return Tie.SUPERSEDES if later is one else Tie.SUPERSEDED

    def parted(self, one: Statement, other: Statement, tenures: Mapping[str, Tenure]) -> bool:
        """Whether two holders followed each other, by all that is known of the time of each."""
        a, b = tenures[node_term(one.object)], tenures[node_term(other.object)]
        if one.has("ended") or other.has("ended") or a.over or b.over:
            return True
        if a.starts and b.starts and all(x.apart(y) for x in a.starts for y in b.starts):
            return True
        for mine, theirs, statement, mark in ((a, b, other, one), (b, a, one, other)):
            said, point = self.said(statement), day_qualifier(mark, "pointInTime")
            dated = any(statement.has(name) for name in PERIOD)
            if point and point.last and not dated and said.first and point.last < said.first:
                return True
            for end in mine.ends:
                if end.last and any(start.first and start.first >= (end.first or end.last) for start in theirs.starts):
                    return True
                if end.last and said.known and said.known > end.last:
                    return True
        return False

    def at_once(self, one: Statement, other: Statement, tenures: Mapping[str, Tenure]) -> bool:
        """Whether a day on which one held an office lies surely within the term of the other."""
        for mark, term in ((one, other), (other, one)):
            day, start = day_qualifier(mark, "pointInTime"), day_qualifier(term, "validFrom")
            known = tenures[node_term(term.object)]
            if not (day and day.first and day.last and start and start.last) or known.over or term.has("pointInTime"):
                continue
            told: list[date | None] = [end.first for end in known.ends if end.first]
            ends = told or [self.said(term).known]
            if day.first >= start.last and all(end and day.last <= end for end in ends):
                return True
        return False


def _only_begun(statement: Statement) -> bool:
    """Whether all that tells a stage is a first day: a source that gives one has no word on whether it goes on."""
    return all(re.search(r"start(?!ed-anew)|begin", proof.extracted_by) for proof in statement.evidence)


def _same_bounds(one: Statement, other: Statement) -> bool:
    return one.qualifiers == other.qualifiers or all(
        (one.qualifier(name) is None) == (other.qualifier(name) is None)
        and node_term(one.qualifier(name) or "") == node_term(other.qualifier(name) or "")
        for name in ("comparator", "lower", "upper")
    )


def _dates_fit(one: Statement, other: Statement, first: Days | None, second: Days | None) -> Fit:
    if first is None or second is None:
        return Fit.ASIDE
    mark, mark_other = words(one.named.get("comparator", "")), words(other.named.get("comparator", ""))
    if mark not in _NO_BOUND or mark_other not in _NO_BOUND:
        if mark[:1] == mark_other[:1]:
            bare = [days_of(s.object.lexical, s.has("fiscal")) for s in (one, other) if isinstance(s.object, Value)]
            return Fit.CLASH if bare[0] and bare[1] and bare[0].apart(bare[1]) else Fit.AGREE
        return Fit.CLASH if first.apart(second) else Fit.AGREE
    if mark or mark_other:
        near = _widened(first) if mark else first
        return Fit.CLASH if near.apart(_widened(second) if mark_other else second) else Fit.AGREE
    if first == second:
        return Fit.EQUAL
    if first.within(second):
        return Fit.FINER
    if second.within(first):
        return Fit.COARSER
    return Fit.CLASH if first.apart(second) else Fit.AGREE


def _widened(days: Days) -> Days:
    """A date that is only about so: its own length more on either side."""
    if days.first is None or days.last is None:
        return days
    length = days.last - days.first
    return Days(days.first - length, days.last + length)


def _one_voice(one: Statement, other: Statement) -> bool:
    speakers = [{node_term(n) for key, n in s.qualifiers if key == "attributedTo"} for s in (one, other)]
    return bool(speakers[0]) and speakers[0] == speakers[1]


def _finer_period(one: Statement, other: Statement) -> Tie | None:
    """Of two statements with one object, the one whose period is given more exactly, all else being equal."""
    others = [
        {(n, node_term(v)) for n, v in s.qualifiers if n in ("comparator", "lower", "upper", "per", "attributedTo")}
        for s in (one, other)
    ]
    if others[0] != others[1] or any(one.has(name) != other.has(name) for name in PERIOD):
        return None
    found = set()
    for name in PERIOD:
        first, second = day_qualifier(one, name), day_qualifier(other, name)
        if first and second and first != second:
            if first.within(second):
                found.add(Tie.REFINES)
            elif second.within(first):
                found.add(Tie.REFINED)
            else:
                return None
    return found.pop() if len(found) == 1 else None
