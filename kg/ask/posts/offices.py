"""Posts named after their body without the body's own head word: "Commissioner of Health Value", of the Office of it.

Told by the names of the bodies and by the titles that the sources give: such a post is put as the post of that body.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.choose import value_of
from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import find_statements
from kg.ask.posts.holders import is_post
from kg.ask.words.english import fold, silent_stems, stem, stems, tables
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

MOST_WORDS = 3
"""The most words of a title before "of"."""


def settle_office(text: str, desk: Desk) -> tuple[str, str]:
    """A question with such a post put as the post of its body, and a note of that; as it was where none is sure.

    In: "who was commissioner of health value in 2030", a graph with an Office of Health Value. Out: "who was director
    of Office of Health Value in 2030", where its director has that title or it has a post that is called so.
    """
    lower = text.lower()
    for said, bodies in _bare_names(desk.words).items() if desk.words.own else ():
        if text.isascii() and said not in lower:
            continue
        for start, end, title in _titles(text, said):
            if any(stem(word) in silent_stems() for word in title.lower().split()):
                continue
            post = _post_of(title, said, bodies, desk)
            if post is not None:
                named = f"{_number(post[1], title)} of {desk.words.label(post[0])}"
                return f"{text[:start]}{named}{text[end:]}", f"reading “{text[start:end]}” as {named}"
    return text, ""


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], ...]:
    heads = "|".join(tables()["posts"]["heads"])
    return (
        re.compile(rf"(?:the\s+)?(?:{heads})\s+(?:of|for)\s+(?:the\s+)?(?P<words>.+)", re.I),
        re.compile(rf"(?:the\s+)?(?P<words>.+?)\s+(?:{heads})", re.I),
    )


@once_a_lexicon
def _bare_names(words: Words) -> dict[str, tuple[str, ...]]:
    """What the names of bodies say beside their head word, the longest first; none that is a name of its own."""
    found: dict[str, set[str]] = {}
    named = {fold(name) for name, iris in words.surfaces.items() if any(words.is_one(i, "Organization") for i in iris)}
    for name, iris in words.surfaces.items():
        bodies = {iri for iri in iris if words.is_one(iri, "Organization")}
        for said in (m["words"] for shape in _shapes() if bodies and (m := shape.fullmatch(name))):
            if len(said) > MOST_WORDS and fold(said) not in named:
                found.setdefault(fold(said), set()).update(bodies)
    return {said: tuple(sorted(found[said])) for said in sorted(found, key=lambda s: (-len(s), s))}


def _titles(text: str, said: str) -> list[tuple[int, int, str]]:
    """Where a question may name a post after those words, the longest title first."""
    out: list[tuple[int, int, str]] = []
    for length in range(MOST_WORDS, 0, -1):
        title = r"(?P<title>[\w-]+" + r"\s+[\w-]+" * (length - 1) + ")"
        for found in re.finditer(rf"\b{title}\s+(?:of|for)\s+(?:the\s+)?{re.escape(said)}\b(?!['-])", text, re.I):
            if _ends(text[found.end() :]):
                out.append((found.start(), found.end(), found["title"]))
    for length in range(MOST_WORDS - 1, 0, -1):
        title = r"(?P<title>[\w-]+" + r"\s+[\w-]+" * (length - 1) + ")"
        for found in re.finditer(rf"\b(?:the|is|was|as|been)\s+(?P<all>{re.escape(said)}\s+{title})\b", text, re.I):
            if _ends(text[found.end() :]):
                out.append((found.start("all"), found.end(), found["title"]))
    return out


def _ends(rest: str) -> bool:
    """Whether a name may end before these words: a name goes on in a word with a meaning of its own."""
    found = re.match(r"\s*(?:[?.!,;:)]|$)|\s+(?P<next>[\w-]+)", rest)
    return found is not None and (found["next"] is None or _goes_beside(found["next"]))


def _goes_beside(word: str) -> bool:
    return stem(word.lower()) in silent_stems() or word.lower() in tables()["posts"]["beside"]


def _post_of(title: str, said: str, bodies: tuple[str, ...], desk: Desk) -> tuple[str, str] | None:
    """The one body and its post that have a title: by the title that is told, else by the name of the post."""
    words = desk.words
    posts = tuple(p for p in words.properties if is_post(p, words))
    told = [f for f in find_statements(desk.reader, words, bodies, posts) if not f.turned and not f.fact.negated]
    whole, plain = set(stems(f"{title} {said}")), set(stems(title))
    ways = (
        {(f.fact.subject.iri, f.fact.property.iri) for f in told if _means(value_of(f.fact, "role"), whole)},
        {(f.fact.subject.iri, f.fact.property.iri) for f in told if _means(value_of(f.fact, "role"), plain)},
        {(f.fact.subject.iri, f.fact.property.iri) for f in told if _is_called(str(f.fact.property.iri), plain, words)},
        {(body, prop) for body in bodies for prop in posts if set(stems(words.label(prop))) == plain},
    )
    found = next((way for way in ways if way), set())
    body, prop = next(iter(found)) if len(found) == 1 else (None, None)
    return (str(body), words.label(str(prop))) if body and prop else None


def _means(role: str, wanted: set[str]) -> bool:
    return bool(role) and set(stems(role)) - silent_stems() == wanted - silent_stems()


def _is_called(prop: str, title: set[str], words: Words) -> bool:
    known = words.properties[prop]
    return any(set(stems(name)) == title for name in (known.label, *known.names))


def _number(label: str, title: str) -> str:
    """The name of a post, of several where the title is."""
    last = title.lower().split()[-1]
    several = last.endswith("s") and stem(last) != last and not last.endswith("ss")
    return label if not several else f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"
