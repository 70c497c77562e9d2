"""When somebody came to a post and when she gave it up: such a question put in one way, with the body named."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.posts.holders import asked, is_post
from kg.ask.posts.posts import person_named
from kg.ask.readings.compose import Setting
from kg.ask.words.english import stems
from kg.ask.words.words import Words

_WAYS = {"begun": "when did {name} become {post}", "left": "when did {name} step down as {post}"}


def settle_tenure(text: str, setting: Setting, desk: Desk) -> str:
    """ "When did A take over as director": asked of the body where she is, or was last, where none is named."""
    for kind, way in _WAYS.items() if setting.words.own else ():
        for groups in asked(kind, text):
            person = person_named(groups["name"], setting)
            if person is None:
                continue
            named, body = _body(person, groups["post"], setting, desk)
            post = f"{named} of {body}" if body else groups["post"]
            said = way.format(name=groups["name"], post=post)
            return said if body or kind == "left" else text
    return text


def _body(person: str, post: str, setting: Setting, desk: Desk) -> tuple[str, str]:
    """The one post that a plain name of it means, and its body: the graph's own body, else where she is still in it."""
    told = find_statements(desk.reader, desk.words, (), (), (person,))
    held = [f for f in told if _is_post(f, desk.words) and not f.turned and f.fact.rank != "deprecated"]
    held = [f for f in held if _is_called(f, post)]
    full = [f for f in held if not f.fact.negated]
    for some in ([f for f in full or held if f.fact.subject.iri in setting.topic], [f for f in full if f.direct], full):
        posts = {(f.fact.property.label, f.fact.subject.label) for f in some}
        if posts:
            return posts.pop() if len(posts) == 1 else ("", "")
    return "", ""


def _is_called(found: Found, post: str) -> bool:
    """Whether a post has a name: its own, that of her role in it, or one that a quote gives it."""
    wanted = set(stems(post))
    names = {frozenset(stems(said)) for said in (found.fact.property.label, value_of(found.fact, "role"))}
    bare = f" {' '.join(post.lower().split())} "
    return wanted in names or any(bare in f" {q.exact.lower()} " for q in found.fact.quotes)


def _is_post(found: Found, words: Words) -> bool:
    prop = str(found.fact.property.iri)
    return prop in words.properties and is_post(prop, words)
