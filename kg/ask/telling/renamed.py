"""What a thing was called before, and what it is called now: answered by the names that a source gives with a time."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import fold, tables, word_set
from kg.ask.words.words import SKOS
from kg.read.facts import Fact


def answer_renamed(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers "what was X called before" and "what is X called now"; None for any other question.

    A former name is one that a source says has ended; the one now is the one that stands since a day, else that of
    the thing whose former name the question gives.
    """
    text = found.frame.text.strip(" ?.!")
    for kind in ("former", "current"):
        for pattern in _patterns(kind):
            match = pattern.fullmatch(text)
            if match is None:
                continue
            name = re.sub(r"^the\s+", "", match["name"], flags=re.I)
            pointed = name.lower() in word_set("pronouns", "it")
            things = list(setting.topic) if pointed else _named(name, desk)
            if len(things) > 1 and kind == "former":
                # Of several things of one name, only the one that had another before can be meant.
                told = [one for one in things if any(_is_over(f) for f in _names_of(one, desk))]
                things = told if len(told) == 1 else things[:1] if not told else things
            if len(things) == 1:
                return _former(name, things[0], desk) if kind == "former" else _current(name, things[0], desk)
    return None


@lru_cache(maxsize=2)
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    said = tables()["renamed"][kind]["patterns"]
    return tuple(re.compile(p.replace("@name", "(?P<name>.+?)"), re.I) for p in said)


def _named(name: str, desk: Desk) -> list[str]:
    """The things of a name; of a name that its own and another share, those whose label it is."""
    words = desk.words
    same = {iri for known, iris in words.surfaces.items() if fold(known) == fold(name) for iri in iris}
    same = {iri for iri in same if "/id/" in iri}
    own = {iri for iri in same if fold(words.label(iri)) == fold(name)}
    return sorted(own if len(same) > 1 and own else same)


def _names_of(thing: str, desk: Desk) -> list[Fact]:
    told = find_statements(desk.reader, desk.words, (thing,), (SKOS + "altLabel",))
    return [f.fact for f in told if not f.fact.negated and f.fact.rank != "deprecated"]


def _is_over(fact: Fact) -> bool:
    """Whether a source says that a name is one of the past."""
    return fact.qualifier("ended") is not None or fact.qualifier("validUntil") is not None


def _former(name: str, thing: str, desk: Desk) -> Outcome:
    facts = [f for f in _names_of(thing, desk) if _is_over(f) and fold(f.object.value) != fold(name)]
    label = desk.words.label(thing)
    if not facts:
        return Outcome("unanswered", f"The sources give no former name of {label}.", reason="no-data")
    items = _one_each(facts)
    text = sentence(f"{label} was called {listed(i.label for i in items)} before")
    return Outcome("answered", text, items, facts=facts)


def _current(name: str, thing: str, desk: Desk) -> Outcome:
    label, facts = desk.words.label(thing), _names_of(thing, desk)
    since = [f for f in facts if not _is_over(f) and f.qualifier("validFrom") is not None and not _ahead(f, desk.day)]
    since = [f for f in since if f.modality != "plan"] or since
    if since:
        items = _one_each(since)
        return Outcome("answered", sentence(f"it is called {listed(i.label for i in items)}"), items, facts=since)
    proof = [f for f in facts if _is_over(f)]
    if not proof:
        text = f"The sources give no other name that {label} took later."
        return Outcome("unanswered", text, reason="no-data")
    item = AnswerItem(thing, label, thing, None, (), (), tuple(f.iri for f in proof), item_of(proof).citations)
    return Outcome("answered", sentence(f"{name} is now called {label}"), [item], facts=proof)


def _ahead(fact: Fact, day: str) -> bool:
    """Whether a name is to hold from a day that has not come."""
    start = fact.qualifier("validFrom")
    return start is not None and start.value > day[: len(start.value)]


def _one_each(facts: list[Fact]) -> list[AnswerItem]:
    """A name an item, with all statements that give it."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fold(fact.object.value), []).append(fact)
    return [item_of(group) for group in groups.values()]
