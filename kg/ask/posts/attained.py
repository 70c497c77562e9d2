"""When somebody came to a post that has a name of its own ("Secretary of Fisheries"), and when she gave it up."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, day_item, item_of
from kg.ask.posts.holders import asked
from kg.ask.posts.posts import held_by, person_named, post_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import fold
from kg.ask.words.words import Words

_DAYS = {"begun": "validFrom", "left": "validUntil"}


def answer_attained(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """The day on which a person came to such a post or left it; None for another question.

    Where the sources give her the post and no such day, they do not say, and what they say is told; the same where
    they give two days.
    """
    for kind, day in _DAYS.items():
        for groups in asked(kind, found.frame.text):
            relation = _relation(groups["post"], desk.words)
            person = person_named(groups["name"], setting) if relation else None
            if person is None:
                continue
            held = [f for f in held_by(person, desk) if f"{f.fact.property.label} of" == relation]
            return _told(held, day, desk) if held else None
    return None


def _relation(post: str, words: Words) -> str:
    """The relation of a body that a post's own name tells, with its "of"; empty where the name is of no post."""
    for iri in (i for known, iris in words.surfaces.items() if fold(known) == fold(post) for i in iris):
        entity = words.entities.get(iri)
        if entity is not None and any(words.is_a(t, words.core + "Post") for t in entity.types):
            said = post_of(sorted(entity.names), words) or ""
            return said[: said.find(" of ") + 3]
    return ""


def _told(held: list[Found], name: str, desk: Desk) -> Outcome:
    told = " ".join(dict.fromkeys(full_sentence(f.fact, desk.words) for f in held))
    days = {value_of(f.fact, name): f for f in held if value_of(f.fact, name)}
    finest = [day for day in days if not any(other != day and other.startswith(day) for other in days)]
    if len(finest) != 1:
        known = [item_of([f.fact]) for f in held[:5]]
        text = f"The sources do not say when; what they do say: {told}"
        return Outcome("unanswered", text, reason="no-data", known=known, facts=[f.fact for f in held])
    fact = days[finest[0]].fact
    return Outcome("answered", full_sentence(fact, desk.words), [day_item(finest[0], [fact])], facts=[fact])
