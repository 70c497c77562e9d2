"""Who still holds a post: not whoever's title says that it is over; of several, the one who was last seen in it."""

from __future__ import annotations

import re

from kg.ask.answering.planned import UNDATED
from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.questions.frame import QuestionFrame
from kg.ask.words.english import word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact
from kg.read.reader import GraphReader

LONG, VERY_LONG = 3, 10
"""The years after which a day says nothing of who holds a post now, and after which nobody may still be in it."""


def is_former(fact: Fact) -> bool:
    """Whether a title says itself that it is over: "once head", "former director"."""
    return any(
        word in word_set("posts", "former")
        for q in fact.qualifiers
        if q.name == "role"
        for word in re.findall(r"[\w-]+", q.thing.value.lower())
    )


def last_seen(found: list[Found], *, sure: bool) -> list[Found]:
    """Of several people who may hold a post, the one whom the latest source or beginning shows in it.

    Only one can hold it at a time, so that whoever was seen before another came is not in it any more. Where somebody
    else is told without any date, or the post is of several bodies, nobody is left out; or all, where it has to be
    `sure`.
    """
    people = {f.fact.object.iri: f.fact.object.label for f in found if str(f.fact.object.type).endswith("Person")}
    others = [f for f in found if f.fact.object.iri not in people]
    if others or len(people) < 2 or len({(f.fact.subject.iri, f.fact.property.iri) for f in found}) > 1:
        return [] if sure else found
    seen = {p: max(_seen(f.fact) for f in found if f.fact.object.iri == p) for p in people}
    undated = [p for p in people if not seen[p] and not any(_is_part(people[p], n) for n in people.values())]
    latest = max(seen.values())
    if undated:
        return [] if sure else found
    return [f for f in found if seen[f.fact.object.iri] == latest]


def succeeded(found: list[Found]) -> list[Found]:
    """Those of several people in one post whom somebody else, seen in it later and for the first time, came after.

    In: statements of who has a post. Out: nobody where a source of a later day than the other's shows the earlier one
    in it still, where a day is missing, or where whoever came later only stands in.
    """
    people = {str(f.fact.object.iri) for f in found if str(f.fact.object.type).endswith("Person")}
    posts = {(f.fact.subject.iri, f.fact.property.iri) for f in found}
    if len(people) < 2 or len(posts) > 1 or any(str(f.fact.object.iri) not in people for f in found):
        return []
    days = {p: sorted(_days([f.fact for f in found if f.fact.object.iri == p])) for p in people}
    issued = {p: max(_seen(f.fact) for f in found if f.fact.object.iri == p) for p in people}
    if not all(days.values()):
        return []
    last = max(people, key=lambda p: days[p][0])
    acting = word_set("roles", "words")
    stands_in = all(acting & set(_role_words(f.fact)) for f in found if f.fact.object.iri == last)
    gone = {p for p in people if p != last and days[p][-1] < days[last][0] and issued[p] <= issued[last]}
    return [] if stands_in else [f for f in found if f.fact.object.iri in gone]


def may_have_made_way(found: Found, every: list[Found], day: str) -> bool:
    """Whether somebody with no end told may be out of a post by a day: another was seen in it since, or is undated.

    In: a statement of who has a post, and all of who had it. An undated one counts against those who only stand in;
    what is on somebody's word counts against nobody.
    """
    fact = found.fact
    told = {q.name: q.thing.value for q in fact.qualifiers}
    begun = told.get("validFrom", "")
    if not begun or "validUntil" in told or day.startswith(begun) or begun.startswith(day):
        return False
    others = [
        f.fact for f in every if f.fact.object.iri != fact.object.iri and f.fact.property.iri == fact.property.iri
    ]
    others = [o for o in others if o.subject.iri == fact.subject.iri and o.qualifier("attributedTo") is None]
    days = [d for d in _days(others) if d[: len(begun)] > begun[: len(d)] and d[: len(day)] <= day[: len(d)]]
    dated = {o.object.iri for o in others if _days([o]) or any(q.name == "validUntil" for q in o.qualifiers)}
    stands_in = bool(word_set("posts", "acting") & set(_role_words(fact)))
    return bool(days) or (stands_in and any(o.object.iri not in dated for o in others))


def _days(facts: list[Fact]) -> list[str]:
    names = ("validFrom", "pointInTime", "asOf")
    return [q.thing.value for fact in facts for q in fact.qualifiers if q.name in names]


def _role_words(fact: Fact) -> list[str]:
    return [word for q in fact.qualifiers if q.name == "role" for word in re.findall(r"[\w-]+", q.thing.value.lower())]


def is_long_ago(found: Found, day: str, frame: QuestionFrame) -> bool:
    """Whether a statement shows somebody in a post only on a day of years before: no word of who holds it now.

    Where a question does not say that it asks of now, only a day of many years before tells nothing; one of the past
    has it told.
    """
    years = LONG if frame.time == "current" else VERY_LONG
    told = {q.name: q.thing.value for q in found.fact.qualifiers}
    seen = told.get("asOf") or told.get("pointInTime") or ""
    person = str(found.fact.object.type).endswith("Person")
    return (
        day < UNDATED
        and person
        and seen[:4].isdigit()
        and not frame.past
        and "validFrom" not in told
        and int(day[:4]) - int(seen[:4]) > years
    )


def _is_part(name: str, other: str) -> bool:
    """Whether a name is a part of another, so that both may be one person's."""
    return set(name.lower().split()) < set(other.lower().split())


def _seen(fact: Fact) -> str:
    """The last day on which a statement shows its holder in the post: its own, or that of a source; empty for none."""
    days = [q.thing.value for q in fact.qualifiers if q.name in ("validFrom", "pointInTime", "asOf")]
    return max([*days, *(q.source.issued for q in fact.quotes)], default="")


def has_it_now(found: Found, reader: GraphReader, words: Words) -> Found | None:
    """Who has a post now, where that is another than a statement that is over says; None for anything else."""
    known = words.properties.get(str(found.fact.property.iri))
    if found.direct or found.turned or known is None or known.cardinality != "OneAtATime" or known.kind != "thing":
        return None
    every = find_statements(reader, words, (str(found.fact.subject.iri),), (known.iri,))
    now = [f for f in every if f.direct and not f.fact.negated and not f.turned]
    return next((f for f in now if f.fact.object.iri != found.fact.object.iri), None)


def taken_over(found: list[Found], reader: GraphReader, words: Words) -> Found | None:
    """Who has the post now by which alone somebody is told to be with a body, where that is another."""
    for f in found:
        role = next((q.thing.value.lower() for q in f.fact.qualifiers if q.name == "role"), "")
        post = next((p for p in words.properties.values() if p.cardinality == "OneAtATime" and p.label == role), None)
        if f.fact.property.iri != words.core + "affiliation" or f.turned or post is None:
            return None
        every = find_statements(reader, words, (str(f.fact.object.iri),), (post.iri,))
        now = [one for one in every if one.direct and not one.fact.negated and not one.turned]
        if not now or any(one.fact.object.iri == f.fact.subject.iri for one in now):
            return None
    return now[0] if found else None


def has_left(now: list[Found], found: list[Found], day: str) -> list[Found]:
    """What tells that somebody's time in a post is over, where what says that she has it tells no day later than that.

    In: the statements that she has it, and all of her and others in it. Out: nothing where a source of a later day, or
    a later beginning, shows her in it again.
    """
    people = [f for f in now if any(str(t).endswith("Person") for t in (f.fact.object.type, f.fact.subject.type))]
    held = {(f.fact.subject.iri, f.fact.property.iri, f.fact.object.iri) for f in people}
    ends = [
        (until, f)
        for f in found
        if (f.fact.subject.iri, f.fact.property.iri, f.fact.object.iri) in held and not f.fact.negated
        if (until := next((q.thing.value for q in f.fact.qualifiers if q.name == "validUntil"), ""))
        if until < day[: len(until)]
    ]
    last = max((until for until, _ in ends), default="")
    told = [f for f in now if all(f is not ended for _, ended in ends)]
    begun = [q.thing.value for f in told for q in f.fact.qualifiers if q.name in ("validFrom", "pointInTime", "asOf")]
    if not last or any(one > last[: len(one)] for one in begun):
        return []
    return [f for until, f in ends if until == last]
