"""What a body does, and when it was made: by its purpose, and by the law that made it where no source gives a day."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, day_item, find_statements, item_of
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import tables, word_set

MOST_STEPS = 3
"""How far up from a section to its act the day of enactment is looked for."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"{said}[\s?.!]*", re.I) for said in tables()["bodies"]["doing"])


def settle_doing(text: str, desk: Desk) -> str:
    """A question of what something does, put as one of its purpose, or of what it is where a test has none told."""
    match = next((m for p in _patterns() if (m := p.fullmatch(text))), None)
    if match is None:
        return text
    things = desk.words.called(match["thing"])
    thing = things.pop() if len(things) == 1 else ""
    if thing and _of(thing, "purpose", desk):
        return f"what is the purpose of {match['thing']}?"
    return f"what is {match['thing']}?" if thing and desk.words.is_one(thing, "Initiative") else text


def answer_made(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "when was X created" by the day of the law that created it; None where a source gives X's own day.

    The day on which it opened no law tells: that is refused, with the law as what is known.
    """
    best, core = found.readings[0], desk.words.core
    if found.frame.asks != "when" or best.left or len(best.graph.edges) != 1 or best.graph.during:
        return None
    edge = best.graph.edges[0]
    body = best.graph.nodes[edge.s].entities
    if edge.p != core + "establishedOn" or len(body) != 1 or _of(body[0], "establishedOn", desk):
        return None
    laws = _of(body[0], "establishedBy", desk)
    if laws and {t.lower for t in found.frame.tokens} & word_set("bodies", "opening"):
        text = f"The sources do not say when {desk.words.label(body[0])} opened."
        known = [item_of([made.fact]) for made in laws[:3]]
        return Outcome("unanswered", text, reason="no-data", known=known, facts=[made.fact for made in laws])
    for made in laws:
        enacted = _enacted(str(made.fact.object.iri), desk)
        if enacted:
            facts = [made.fact, *(f.fact for f in enacted)]
            text = " ".join(full_sentence(f, desk.words) for f in facts)
            return Outcome("answered", text, [day_item(enacted[-1].fact.object.value, facts)], facts=facts)
    return None


def _enacted(law: str, desk: Desk) -> list[Found]:
    """What tells the day on which a law was enacted, or the act that it is a section of, with the steps up to there."""
    steps: list[Found] = []
    for _ in range(MOST_STEPS):
        days = _of(law, "enactedOn", desk)
        if days:
            return [*steps, days[0]] if len({f.fact.object.value for f in days}) == 1 else []
        above = _of(law, "partOf", desk)
        if len(above) != 1:
            return []
        steps += above
        law = str(above[0].fact.object.iri)
    return []


def _of(thing: str, name: str, desk: Desk) -> list[Found]:
    found = find_statements(desk.reader, desk.words, (thing,), (desk.words.core + name,))
    sure = [f for f in found if not f.turned and not f.fact.negated and f.fact.rank != "deprecated"]
    return [f for f in sure if f.fact.modality in ("fact", "rule")]
