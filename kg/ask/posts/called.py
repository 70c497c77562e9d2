"""A post by its bare title: "the commissioner", where one body alone has somebody whose title is that."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.ask.answering.choose import values_of
from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import find_statements
from kg.ask.posts.holders import is_post
from kg.ask.words.english import stem, tables, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

_TITLE = re.compile(
    r"(?:who(?:'s| is| was| were| has been| had been| became)"
    r"|who (?:stepped down|resigned|retired|left|took over) as"
    r"|(?:since when|until when|when|how long) (?:did|has|had|was|is) .+? (?:become|been|be|as|serve as|stop being)"
    r"|(?:for how long|since when|until when|when|how long|from when to when) (?:was|is|were) .+?"
    r"|(?:is|was) .+?(?= the )"
    r"|how many|which|list|all)"
    r"(?: the| a)?"
    r"(?: acting| interim| first| current| former| present)?\s+(?P<title>[a-z]{5,})"
    r"(?=[?.!]*$"
    r"| (?:in|before|after|since|during|until|on|at|of|when|while|now|today|currently|back|between|from|as|have|has)\b)"
    r"(?! at (?!the (?:end|start|beginning|time)))",
    re.I,
)


@once_a_lexicon
def _kept(_: Words) -> dict[str, set[tuple[str, str]]]:
    return {}


def settle_bare_title(text: str, desk: Desk) -> tuple[str, str]:
    """A question with a bare title put as the one post that it can mean, and a note; as it was where none is sure.

    In: "who was acting commissioner in 2030", of a graph where one body alone has a commissioner. Out: "who was acting
    director of Office of Health Value in 2030".
    """
    found = _TITLE.match(text) if desk.words.own else None
    if found is None:
        return text, ""
    posts = _titles(desk).get(stem(found["title"].lower()), set())
    posts = posts if len(posts) < 2 else _held_most(found["title"], posts, desk)
    if len(posts) != 1:
        return text, ""
    body, prop = next(iter(posts))
    of_body = text[found.end("title") :].lower().startswith(" of ")
    if of_body != (desk.words.label(body).lower() in text.lower()):
        return text, ""
    post, said = desk.words.label(prop), found["title"]
    several = said.lower().endswith("s") and stem(said.lower()) != said.lower()
    post = f"{post}s" if several and not post.endswith("y") else post
    named = post if of_body else f"{post} of {desk.words.label(body)}"
    return f"{text[: found.start('title')]}{named}{text[found.end('title') :]}", f"reading “{said}” as {named}"


def _held_most(title: str, posts: set[tuple[str, str]], desk: Desk) -> set[tuple[str, str]]:
    """Of several posts that go by the name of a post in a law the one that more people have held than any other."""
    named = [iri for name in {title, title.lower(), title.title()} for iri in desk.words.surfaces.get(name, ())]
    if not any(desk.words.is_one(iri, "Post") for iri in named):
        return posts
    held = {
        (body, prop): {
            str(one.fact.object.iri)
            for one in find_statements(desk.reader, desk.words, (body,), (prop,))
            if any(stem(title.lower()) in map(stem, role.lower().split()) for role in values_of(one.fact, "role"))
        }
        for body, prop in posts
    }
    first, second = sorted(held.values(), key=len, reverse=True)[:2]
    return {post for post, people in held.items() if people is first} if len(first) > len(second) else posts


def _titles(desk: Desk) -> dict[str, set[tuple[str, str]]]:
    """The body and post that each head word of a title is told of; none that is the name of a post itself."""
    titles = _kept(desk.words)
    if titles:
        return titles
    heads: dict[tuple[str, str], set[str]] = defaultdict(set)
    posts = [p for p in desk.words.properties if is_post(p, desk.words)]
    named = {stem(w) for p in posts for w in desk.words.label(p).lower().split()} | {
        stem(w) for w in (*word_set("roles", "words"), *tables()["posts"]["vague"])
    }
    for one in find_statements(desk.reader, desk.words, (), posts):
        if one.turned or one.fact.negated:
            continue
        for role in values_of(one.fact, "role"):
            head = stem(re.split(r" (?:of|for|at|in) |,", role.lower())[0].split()[-1])
            heads[str(one.fact.subject.iri), str(one.fact.property.iri)].add(head)
    # Where holders of one post have different titles, it is none of them for sure.
    for post, called in heads.items():
        for head in called - named if len(called) == 1 else ():
            titles.setdefault(head, set()).add(post)
    titles.setdefault("", set())
    return titles
