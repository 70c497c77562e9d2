"""A yes or no on taking part, asked of some who are none of those that take part: "do dentists have to join it"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.restricted import all_may_choose
from kg.ask.answering.sentences import full_sentence, listed
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.reading import Interpretation
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


def bound_by_choice(reading: Interpretation, outcome: Outcome, desk: Desk) -> Outcome:
    """An answer on who must take part, refused as a false premise where all who do have chosen to.

    In: the reading, and those who take part in one thing. Out: the same outcome for any other question, or where
    nothing says of that thing that it is each one's choice.
    """
    core, frame = desk.words.core, reading.frame
    things = {str(f.subject.iri) for f in outcome.facts}
    kinds = {str(f.property.iri) for f in outcome.facts} == {core + "participantType"}
    asked = frame.asks in ("who", "which", "list") and re.search(tables()["obliged"]["bound"], frame.text, re.I)
    if outcome.status != "answered" or not asked or not kinds or len(things) != 1:
        return outcome
    told = find_statements(desk.reader, desk.words, tuple(things), (core + "participation",))
    told = [f for f in told if f.fact.rank != "deprecated" and not f.turned]
    if not all_may_choose(told, desk):
        return outcome
    said = full_sentence(told[0].fact, desk.words)
    text = f"The sources do not bear out what the question takes for granted: {said}"
    known, facts = [item_of([f.fact]) for f in told[:3]], [f.fact for f in told]
    return Outcome("unanswered", text, reason="false-premise", known=known, facts=facts)


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
