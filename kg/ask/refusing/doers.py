"""A yes or no on taking part, asked of some who are none of those that take part: "do dentists have to join it"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence, listed
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.words.english import related_to, stem, stems, tables, word_set


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(said, re.I) for said in tables()["doers"]["patterns"])


def of_its_own(text: str, outcome: Outcome, desk: Desk) -> Outcome:
    """An answer on whether one must take part, refused where a question names others than the sources say take part.

    In: the question with its names, and its outcome. Out: the same outcome; no-data with what is known where none of
    the kinds that take part has the noun that the question names.
    """
    core = desk.words.core
    own = [f for f in outcome.facts if f.property.iri == core + "participation"]
    match = next((m for pattern in _patterns() if (m := pattern.fullmatch(text.strip(" ?.!")))), None)
    if outcome.status != "answered" or not own or match is None or len({f.subject.iri for f in own}) > 1:
        return outcome
    who = match["who"].lower()
    said = set(re.findall(r"\w+", who))
    known = desk.words.entities.get(str(own[0].subject.iri))
    if not said or said & word_set("doers", "askers") or known is None:
        return outcome
    kinds = find_statements(desk.reader, desk.words, (known.iri,), (core + "participantType",))
    labels = [f.fact.object.label for f in kinds if not f.fact.negated and f.fact.rank != "deprecated"]
    kin = related_to(who.split()[-1]) | {stems(who)[-1]}
    if not labels or any(_is_of(set(stems(who)), kin, stems(label)) for label in [*labels, outcome.text, *known.names]):
        return outcome
    text = f"The graph does not tell whether that holds for {who}. {full_sentence(own[0], desk.words)} "
    text += f"It names as those who take part: {listed(dict.fromkeys(labels))}."
    return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in own[:3]], facts=own)


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("doers", "generic"))


@lru_cache(maxsize=1)
def _sites() -> frozenset[str]:
    return frozenset(stem(word) for word in word_set("doers", "sites"))


def _is_of(who: set[str], kin: frozenset[str], kind: tuple[str, ...]) -> bool:
    """Whether some are of a kind of those who take part: by its noun, and by all that narrows it.

    Two nouns for places of care are one where the same words narrow both: dialysis clinics are dialysis facilities.
    """
    narrowed = set(kind) - kin
    matter = who - kin - _generic()
    if matter and matter <= set(kind) and kin & _sites() and set(kind) & _sites():
        return True
    return bool(kin & set(kind)) and not matter - narrowed
