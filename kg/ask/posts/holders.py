"""Who held a post, and when: for each person one term, put together from all that the sources give of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.ask.answering.choose import value_of, values_of
from kg.ask.answering.own import lookup_edge
from kg.ask.answering.sitting import is_former
from kg.ask.answering.wider import narrower_relation
from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.questions.times import Bound
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, understand
from kg.ask.words.english import silent_stems, stems, tables, word_set
from kg.ask.words.words import Words

_MOODS = ("fact", "rule", "plan")


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a body, as a question names it, and the times that the question sets."""

    body: str
    prop: str
    bounds: tuple[Bound, ...] = ()
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's time in a post, or in its acting charge.

    `begun` and `over` are as exact as any statement tells them, empty where none does; `seen` the days on which she is
    known to have held it; `present` tells that nothing says it is over.
    """

    person: str
    told: tuple[Found, ...]
    begun: str
    over: str
    seen: tuple[str, ...]
    acting: bool
    first: bool
    present: bool


@lru_cache(maxsize=16)
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    nth = "|".join(tables()["posts"]["nth"])
    return tuple(re.compile(said.replace("NTH", nth), re.I) for said in tables()["posts"][kind])


def asked(kind: str, text: str) -> Iterator[dict[str, str]]:
    """The groups of each pattern of a table of posts.toml that a question is put in."""
    for pattern in _patterns(kind):
        match = pattern.fullmatch(text.strip(" ?.!,"))
        if match is not None:
            yield {name: said for name, said in match.groupdict().items() if said}


def without(kind: str, text: str) -> tuple[str, bool]:
    """A question without the asides of a table, and whether it had one."""
    plain = text
    for pattern in _patterns(kind):
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split()), plain != text


def is_post(prop: str, words: Words) -> bool:
    """Whether a relation gives a body the one person who holds a post at a time."""
    return words.properties[prop].cardinality == "OneAtATime" and words.properties[prop].kind == "thing"


def post_asked(groups: dict[str, str], setting: Setting, desk: Desk) -> Post | None:
    """The post that a question names by itself, with its body, or by what its holder does; None where it is unsure."""
    if "did" in groups:
        return _post_of(f"who {groups['did']}", setting, desk, under_any_title=True)
    topic = desk.words.label(setting.topic[0]) if setting.topic else ""
    body = groups.get("body", "")
    if body.lower() in word_set("pronouns", "it") | {"they", "we", "you"}:
        body = topic
    if "post" not in groups:
        return None
    if body:
        of = f"who was the {groups['post']} of"
        return _post_of(f"{of} {body}", setting, desk) or _post_of(f"{of} the {body}", setting, desk)
    own = _post_of(f"who was the {groups['post']}", setting, desk)
    return own or (_post_of(f"who was the {groups['post']} of {topic}", setting, desk) if topic else None)


def _post_of(question: str, setting: Setting, desk: Desk, *, under_any_title: bool = False) -> Post | None:
    words = desk.words
    found = understand(question, setting)
    best = found.readings[0] if found.readings and not found.unknown else None
    edge = lookup_edge(best.graph) if best is not None and not best.left and _is_whole(best) else None
    if best is None or edge is None or best.graph.nodes[edge.o].entities:
        return None
    bodies, prop = best.graph.nodes[edge.s].entities, edge.p
    if len(bodies) != 1 or any(b.kind != "date" for b in best.frame.bounds):
        return None
    if under_any_title or prop == words.core + "leader":
        narrower = narrower_relation(desk.reader, words, bodies, words.core + "leader")
        prop = narrower[0] if narrower is not None else prop
    if prop not in words.properties or not is_post(prop, words):
        return None
    acting = any(t.lower in word_set("posts", "acting") for t in best.frame.tokens)
    others = word_set("roles", "words") - word_set("posts", "acting")
    if any(t.lower in others for t in best.frame.tokens):
        return None
    return Post(bodies[0], prop, best.frame.bounds, acting)


def _is_whole(reading: Interpretation) -> bool:
    """Whether every word with a meaning of its own was read: "first woman director" asks for more than a director."""
    frame = reading.frame
    read = {at for s in reading.cover for at in s.at} | {at for b in frame.bounds for at in b.at}
    read |= {*frame.focus, *frame.time_at}
    light = silent_stems()
    roles = word_set("roles", "words")
    return all(
        i in read or t.stem in light or t.lower in roles or not t.text[:1].isalnum() for i, t in enumerate(frame.tokens)
    )


def holders(post: Post, desk: Desk) -> list[Holder]:
    """All who held a post, in the order in which they began, those whose beginning nobody tells last."""
    words = desk.words
    told = [f for f in find_statements(desk.reader, words, (post.body,), (post.prop,)) if not f.turned and _good(f)]
    told = [f for f in told if not (f.fact.modality == "plan" and value_of(f.fact, "validFrom") > desk.day)]
    people = _by_person(told, words)
    ways = [(p, acting, fs) for p, every in people.items() for acting, fs in _by_kind(every).items() if fs]
    beside: dict[str, list[Found]] = {}
    if people:
        own = find_statements(desk.reader, words, tuple(people), (words.core + "affiliation",), (post.body,))
        for f in own:
            if _good(f) and _kind(f) != "other" and _names(post.prop, value_of(f.fact, "role"), words):
                beside.setdefault(str(f.fact.subject.iri), []).append(f)
    out = []
    for person, acting, fs in ways:
        also = [f for f in beside.get(person, ()) if (_kind(f) == "acting") == acting]
        out.append(_holder(person, acting, fs, [*fs, *also], desk.day))
    sitting = max((h.begun for h in out if h.present and not h.acting), default="")
    out = [h if h.present else replace(h, seen=_before(h, sitting)) for h in out]
    return sorted(out, key=lambda h: (not h.begun, h.begun or h.over, words.label(h.person)))


def _good(found: Found) -> bool:
    return not found.fact.negated and found.fact.rank != "deprecated" and found.fact.modality in _MOODS


def _kind(found: Found) -> str:
    """Whether a statement is of one who stands in, of a holder, of another post, or does not tell.

    Of two titles in one the higher counts: "Deputy Administrator and Director" is a director in full.
    """
    titles = [set(re.findall(r"\w+", t)) for t in re.split(r"\s+and\s+|[,;/]", value_of(found.fact, "role").lower())]
    standing, others = word_set("posts", "acting"), word_set("roles", "words") - word_set("posts", "acting")
    kinds = {"other" if t & others else "acting" if t & standing else "full" for t in titles if t}
    return next((kind for kind in ("full", "acting", "other") if kind in kinds), "")


def _by_kind(found: list[Found]) -> dict[bool, list[Found]]:
    """The statements of her acting charge and those of the post in full; what tells neither is of the one there is."""
    acting = [f for f in found if _kind(f) == "acting"]
    full = [f for f in found if _kind(f) == "full"]
    rest = [f for f in found if not _kind(f)]
    if acting and not full:
        return {True: acting + rest}
    return {True: acting, False: full + rest}


def _names(prop: str, role: str, words: Words) -> bool:
    """Whether a role's words are those of a post, and not of another one at the same body."""
    return bool(set(stems(words.label(prop))) <= set(stems(role)))


def _by_person(told: list[Found], words: Words) -> dict[str, list[Found]]:
    """The statements by person; a part of a name that fits one longer name of a holder alone is that holder's."""
    people: dict[str, list[Found]] = {}
    for f in told:
        people.setdefault(str(f.fact.object.iri), []).append(f)
    names = {
        p: set(stems(words.label(p) if p in words.entities else fs[0].fact.object.label)) for p, fs in people.items()
    }
    for person in list(people):
        longer = [p for p in people if p != person and names[person] < names[p]]
        if len(longer) == 1:
            people[longer[0]] += people.pop(person)
    return people


def _holder(person: str, acting: bool, told: list[Found], every: list[Found], day: str) -> Holder:
    own = [f for f in every if not value_of(f.fact, "attributedTo")] or every
    begun = _exact([value_of(f.fact, "validFrom") for f in own])
    over = _exact([value_of(f.fact, "validUntil") for f in own])
    ended = any(value_of(f.fact, "ended") == "true" or is_former(f.fact) for f in own)
    seen = [d for f in own for d in (value_of(f.fact, "pointInTime"), *values_of(f.fact, "asOf")) if d]
    if not begun and not over and not ended:
        # Of a term without any date the day of the source tells that it was held then.
        seen += [q.source.issued for f in told for q in f.fact.quotes if q.source.issued]
    gone = ended or bool(over and over < day[: len(over)])
    present = not gone and any(f.direct for f in told)
    first = any(is_called_first(f) for f in every if not value_of(f.fact, "attributedTo"))
    return Holder(person, tuple(told), begun, over, tuple(sorted(seen)), acting, first, present)


def _before(holder: Holder, sitting: str) -> tuple[str, ...]:
    """The days before the one who has the post now came: what is told of others later is told in retrospect.

    A day that a statement itself gives is kept, whoever has the post since.
    """
    own = {value_of(f.fact, "pointInTime") for f in holder.told}
    return tuple(d for d in holder.seen if not sitting or d < sitting or d in own)


def _exact(days: list[str]) -> str:
    """The most exact of some days that agree; of days that do not, the earliest."""
    told = sorted({d for d in days if d}, key=lambda d: (-len(d), d))
    return told[0] if told and all(told[0].startswith(d) for d in told) else min(told, default="")


def is_called_first(found: Found) -> bool:
    """Whether a statement says of a holder that she was the first."""
    role = set(re.findall(r"\w+", value_of(found.fact, "role").lower()))
    position = {w for said in values_of(found.fact, "position") for w in said.lower().split()}
    return bool((role | position) & word_set("posts", "first"))
