"""Who came before or after a person, and what post a person has: told by the posts that the graph gives her."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, item_of, qualifiers_of
from kg.ask.posts.holders import Post
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.words.english import stems, word_set
from kg.ask.words.words import Words

_BESIDE = re.compile(
    r"^who\s+(?:(?:came|was|served|went|is|comes)\s+(?:right\s+|just\s+|immediately\s+|directly\s+)?"
    r"(?P<word>before|after)|(?P<verb>preceded|succeeded|followed|replaced|precedes|succeeds|follows|replaces))\s+"
    r"(?P<name>.+?)(?:\s+as\s+(?:the\s+)?(?P<post>[\w\s]+))?$",
    re.I,
)
_WHOM = re.compile(
    r"^whom?\s+did\s+(?P<name>.+?)\s+"
    r"(?:(?P<after>replace|succeed|follow|take over from|come after)|precede|hand over to|make way for)"
    r"(?:\s+as\s+(?:the\s+)?(?P<post>[\w\s]+))?$",
    re.I,
)
_BETWEEN = re.compile(
    r"^who\s+.*?\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+?)(?:\s+as\s+(?:the\s+)?(?P<post>[\w\s]+))?$", re.I
)
_POST = re.compile(
    r"^(?:what\s+(?:is|was|'s)|what's)\s+(?:the\s+)?(?:(?:current\s+)?(?:role|job|title|job\s+title|position|post)"
    r"\s+of\s+(?P<a>.+?)|(?P<b>.+?)['\u2019]s?\s+(?:current\s+)?(?:role|job|title|job\s+title|position|post))"
    r"(?:\s+(?:at|in|with)\s+(?:the\s+)?(?P<at>.+))?$"
    r"|^(?:what|which)\s+(?:role|job|title|position|post)\s+(?:does|did)\s+(?P<c>.+?)\s+(?:have|hold)$",
    re.I,
)


def person_named(name: str, setting: Setting) -> str | None:
    """The person that a name means, if it means just one."""
    found = understand(name.strip(" ?."), setting)
    cover = found.readings[0].cover if found.readings and not found.readings[0].left else ()
    words = setting.words
    if len(cover) != 1 or cover[0].sense.kind != "entity":
        return None
    iri = cover[0].sense.iri
    return iri if _is_person(iri, words) else None


def _is_person(iri: str, words: Words) -> bool:
    known = words.entities.get(iri)
    return known is not None and any(words.is_a(t, words.core + "Person") for t in known.types)


def held_by(person: str, desk: Desk) -> list[Found]:
    """The statements that give a person a post that one holds at a time."""
    found = find_statements(desk.reader, desk.words, (), (), (person,))
    return [
        f
        for f in found
        if not f.fact.negated and f.fact.rank != "deprecated" and _one_at_a_time(f, desk.words) and not f.turned
    ]


def post_held(people: Sequence[str], said: str, setting: Setting, desk: Desk) -> Post | None:
    """The one post that all of some people held, of those that go by the name that a question gives it, if any.

    Of several the one in the body that is spoken of is meant; None where that leaves none, or several.
    """
    held = [{(str(f.fact.subject.iri), str(f.fact.property.iri)) for f in held_by(one, desk)} for one in people]
    posts = set.intersection(*held)
    if said:
        posts = {(body, prop) for body, prop in posts if set(stems(desk.words.label(prop))) & set(stems(said))}
    posts = {one for one in posts if one[0] in setting.topic} or posts
    return Post(*posts.pop()) if len(posts) == 1 else None


def _called(found: Found) -> str:
    """What a post is called: by its relation, by the title that its holder has, and in the words that prove it."""
    fact = found.fact
    return " ".join([fact.property.label, value_of(fact, "role"), *(quote.exact for quote in fact.quotes)])


def _one_at_a_time(found: Found, words: Words) -> bool:
    known = words.properties.get(str(found.fact.property.iri))
    return known is not None and known.cardinality == "OneAtATime" and known.kind == "thing"


def settle_succession(text: str, setting: Setting, desk: Desk) -> str:
    """ "Who came before Ines Koch": the question with her post named, where the graph gives her just one."""
    words = setting.words
    match = _BESIDE.match(text.strip(" ?.")) if words.own else None
    whom = _WHOM.match(text.strip(" ?.")) if words.own and match is None else None
    if whom is not None:
        as_post = f" as {whom['post']}" if whom["post"] else ""
        word = "before" if whom["after"] else "after"
        return settle_succession(f"who came {word} {whom['name']}{as_post}", setting, desk)
    if match is None:
        return text
    pronoun = match["name"].lower() in ("him", "her", "them")
    spoken_of = next((t for t in setting.topic if _is_person(t, words)), None)
    person = spoken_of if pronoun else person_named(match["name"], setting)
    if person is None:
        return text
    held = held_by(person, desk)
    if match["post"]:
        title = set(stems(match["post"].split(" of ")[0]))
        held = [f for f in held if title & set(stems(_called(f)))]
    full = [f for f in held if not word_set("roles", "words") & set(value_of(f.fact, "role").lower().split())]
    # Of several posts the one in the body that is spoken of, or that the graph is most about, is meant.
    mine = [f for f in full or held if f.fact.subject.iri in setting.topic]
    posts = {(f.fact.subject.label, f.fact.property.label) for f in mine or full or held}
    if len(posts) != 1:
        return text
    body, post = posts.pop()
    word = (match["word"] or ("before" if (match["verb"] or "").startswith("preced") else "after")).lower()
    return f"who was {post} of {body} {word} {setting.words.label(person)}"


def answer_between(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Who filled in between A and B": whose whole term in a post that both held lies between theirs."""
    match = _BETWEEN.match(found.frame.text.strip(" ?."))
    ends = [person_named(match[n], setting) for n in ("a", "b")] if match else []
    if match is None or None in ends:
        return None
    words = desk.words
    first, last = (held_by(str(person), desk) for person in ends)
    both = post_held([str(person) for person in ends], "", setting, desk)
    if both is None:
        return None
    body, post = both.body, both.prop
    gone = [t for f in first if f.fact.property.iri == post and (t := value_of(f.fact, "validUntil"))]
    come = [t for f in last if f.fact.property.iri == post and (t := value_of(f.fact, "validFrom"))]
    if not gone or not come or max(gone)[:7] > min(come)[:7]:
        return None
    held = []
    for f in find_statements(desk.reader, words, (str(body),), (str(post),)):
        begun, over = value_of(f.fact, "validFrom"), value_of(f.fact, "validUntil")
        whole = begun and over and max(gone)[:7] <= begun[:7] and over[:7] <= min(come)[:7]
        # Who stayed until the day on which the last one came was there before him, whenever that began.
        whole = whole or (not begun and bool(over) and over[:7] == min(come)[:7] and max(gone)[:7] < over[:7])
        if whole and not f.fact.negated and f.fact.rank != "deprecated" and f.fact.object.iri not in ends:
            held.append(f)
    names = " and ".join(words.label(str(person)) for person in ends)
    found.said = f"who: {words.label(str(body))} — {words.label(str(post))} — between {names}"
    if not held:
        return Outcome("unanswered", "The sources name nobody between them.", reason="no-data")
    groups: dict[str, list[Found]] = {}
    for f in held:
        groups.setdefault(str(f.fact.object.iri), []).append(f)
    told = " ".join(dict.fromkeys(full_sentence(f.fact, words) for f in held))
    items = [item_of([f.fact for f in fs]) for fs in groups.values()]
    return Outcome("answered", told, items, facts=[f.fact for f in held])


def settle_post(text: str, setting: Setting) -> str:
    """ "Who was HHS Secretary in 2017": a post's own name put as the post of its body."""
    words = setting.words
    if not words.own or text[:3].lower() != "who":
        return text
    found = understand(text, setting)
    if found.frame.asks != "who" or not found.readings or found.readings[0].graph.edges:
        return text
    for s in found.readings[0].cover:
        known = words.entities.get(s.sense.iri)
        if (
            s.sense.kind != "entity"
            or known is None
            or not any(words.is_a(t, words.core + "Post") for t in known.types)
        ):
            continue
        said = post_of(sorted(known.names), words)
        if said is not None:
            start, stop = found.frame.tokens[s.at[0]].start, found.frame.tokens[s.at[-1]].end
            return f"{text[:start]}{said}{text[stop:]}"
    return text


def settle_title(text: str, setting: Setting, desk: Desk) -> str:
    """ "The health secretary": a post with a word of its body's name, put as the post of that body.

    Only where one body alone has such a post and such a word, so that no other can be meant.
    """
    words = setting.words
    posts = [p for p in words.properties.values() if p.cardinality == "OneAtATime" and p.kind == "thing"]
    for prop in posts if words.own else ():
        said = rf"(?P<word>[a-z]{{4,}})\s+{re.escape(prop.label)}\b(?!\s+(?:of|for)\b)"
        found = re.search(rf"\b(?:the|is|was|were|been|who's)\s+(?:current\s+|former\s+)?{said}", text, re.I)
        word = stems(found["word"]) if found else ()
        if found is None or len(word) != 1 or word_set("roles", "words") & {found["word"].lower()}:
            continue
        if any(s.kind == "entity" and "/id/" in s.iri for s in words.index.get(word, ())):
            continue
        held = find_statements(desk.reader, words, (), (prop.iri,))
        bodies = {(str(f.fact.subject.iri), f.fact.subject.label) for f in held if not f.turned}
        named = [label for _, label in bodies if word[0] in stems(label)]
        if len(named) == 1:
            return f"{text[: found.start('word')]}{prop.label} of {named[0]}{text[found.end() :]}"
    return text


def post_of(names: list[str], words: Words) -> str | None:
    """What a post is called as a relation of its body: "HHS Secretary" is the secretary of HHS."""
    posts = [p for p in words.properties.values() if p.cardinality == "OneAtATime" and p.kind == "thing"]
    for name in names:
        for prop in sorted(posts, key=lambda p: (-len(p.label), p.iri)):
            rest = re.sub(rf"\b{re.escape(prop.label)}\b(?: (?:of|for)(?: the)?\b)?", "", name, flags=re.I).strip()
            bodies = words.surfaces.get(rest, ()) if len(rest) < len(name) else ()
            if any(words.is_a(t, words.core + "Organization") for b in bodies for t in words.entities[b].types):
                return f"{prop.label} of {rest}"
    return None


def answer_post(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "What is the role of Ines Koch": the titles and posts that the sources give her; None for another question."""
    match = _POST.match(found.frame.text.strip(" ?."))
    if match is None:
        return None
    person = person_named(match["a"] or match["b"] or match["c"], setting)
    if person is None:
        return None
    words = desk.words
    held = [f for f in held_by(person, desk) if f.direct]
    about = find_statements(desk.reader, words, (person,), (words.core + "affiliation",))
    about = [f for f in about if value_of(f.fact, "role") and not f.fact.negated and f.fact.rank != "deprecated"]
    groups: dict[str, list[Found]] = {}
    for f in [*held, *(a for a in about if a.direct or not held)]:
        groups.setdefault(value_of(f.fact, "role") or f.fact.property.label, []).append(f)
    if not groups:
        name = words.label(person)
        return Outcome("unanswered", f"The sources do not say what post {name} holds.", reason="no-data")
    items = [
        AnswerItem(
            title,
            title,
            None,
            XSD + "string",
            (),
            qualifiers_of(fs[0].fact),
            tuple(f.fact.iri for f in fs),
            citations(f.fact for f in fs),
        )
        for title, fs in groups.items()
    ]
    facts = [f.fact for fs in groups.values() for f in fs]
    return Outcome("answered", sentence(full_sentence(facts[0], words)), items, facts=facts)
