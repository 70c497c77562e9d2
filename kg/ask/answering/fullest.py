"""One power or duty told twice, once in fewer words: the fuller text answers, with the proofs of both."""

from __future__ import annotations

from collections.abc import Collection

from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.lookup import item_of
from kg.ask.words.english import light_stems, silent_stems, stems
from kg.read.facts import Fact


def fullest(facts: list[Fact], family: Collection[str] = ()) -> list[AnswerItem]:
    """A text an item: those that say no more than another of the same provision and bearer stand as its proof.

    A law and its parts, told as a `family`, count as one provision.
    """
    groups: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda f: -len(_content(f))):
        home = next((g for g in groups if _within(fact, g[0], family)), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    order = {f.iri: i for i, f in enumerate(facts)}
    return [item_of(g) for g in sorted(groups, key=lambda g: order[g[0].iri])]


def _content(fact: Fact) -> frozenset[str]:
    return frozenset(s for s in stems(fact.object.value) if s not in silent_stems() | light_stems())


def _within(fact: Fact, fuller: Fact, family: Collection[str]) -> bool:
    """Whether a statement says no more than another of the same provision, kind and bearer."""
    subjects = {str(fact.subject.iri), str(fuller.subject.iri)}
    if len(subjects) > 1 and not subjects <= set(family):
        return False
    if (fact.property.iri, fact.negated) != (fuller.property.iri, fuller.negated):
        return False
    ends = [f.qualifier("bearer") for f in (fact, fuller)]
    condition, other = fact.qualifier("condition"), fuller.qualifier("condition")
    if condition is not None and (other is None or other.value != condition.value):
        return False
    same = (ends[0].iri if ends[0] else None) == (ends[1].iri if ends[1] else None)
    return same and bool(_content(fact)) and _content(fact) <= _content(fuller)
