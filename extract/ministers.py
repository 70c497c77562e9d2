"""Ministers: heads of departments, whose title tells the matter and not the body: "Ann Lee, Minister of Health".

Such a post is that of the Ministry of Health where the text speaks of one; else it says nothing of any body. The same
holds of bodies that are called after the post: the Reef Auditor is the head of the Office of the Reef Auditor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.passages import Passage
from extract.claims import Claim, Evidence
from extract.mentions import Mention, Referent, Seat
from extract.name_words import NameWords
from extract.terms import XSD
from extract.values import Value
from ontology.namespaces import Namespaces

REACH = 90
"""Characters before and behind a name in which the title of its bearer may stand."""
TIMES = r"(?!\s*,?\s*\(?(?:until|from|since|between|through|till|in|\d{4})\b)(?!\s+[A-Z])"
"""A title with times behind it, or that goes on, is more than a title."""


def heads_of_departments(
    found: Sequence[Mention], passages: Sequence[Passage], words: NameWords, names: Namespaces, text: str, document: str
) -> Iterator[Claim]:
    """The claims of titles right behind or before the names of people, for the departments among `found`."""
    bodies = {one.referent.key: one for one in found if one.type == words.terms["Organization"]}
    people = [one for one in found if one.type == words.terms["Person"]]
    posts = _properties(words)
    lesser = "|".join(one for both in words.tables["lesser_posts"].values() for one in both)
    for head, kinds in words.tables["departments"].items():
        for body in bodies.values():
            known = re.fullmatch(rf"(?:{'|'.join(kinds)}) (?:of|for) (?:the )?(.+)", body.referent.label, re.I)
            field = re.escape(known.group(1)) if known else r"(?!)"
            told = rf"{head}(?: of state)? (?:of|for) (?:the )?{field}|{field} {head}"
            title = rf"(?P<title>(?:acting |interim )?(?:{told}))"
            behind = re.compile(rf"\s*[,(]\s*(?:the )?{title}\b{TIMES}", re.I)
            before = re.compile(rf"(?P<lesser>\b(?:{lesser})[ -])?\b{title},? $", re.I)
            for person in people:
                said = behind.match(text, person.end, person.end + REACH)
                said = said or before.search(text, max(0, person.start - REACH), person.start)
                place = next((one for one in passages if one.start <= person.start < one.end), None)
                if said is None or place is None or said.start() < place.start or said.groupdict().get("lesser"):
                    continue
                start, end = min(person.start, said.start("title")), max(person.end, said.end("title"))
                proof = Evidence(
                    document,
                    start,
                    end,
                    text[start:end],
                    (place.start, place.end),
                    ((body.start, body.end, "antecedent"),),
                    confidence=0.9,
                    extracted_by="signature",
                )
                role = (("role", Value(" ".join(said.group("title").split()), XSD + "string")),)
                if head in posts:
                    yield Claim(body.referent, names.iri(posts[head]), person.referent, proof, role, "fact")
                else:
                    yield Claim(person.referent, names.iri("kg:affiliation"), body.referent, proof, role, "fact")


def posts_of_bodies(bodies: Iterable[Referent], words: NameWords, names: Namespaces) -> dict[str, Referent]:
    """The posts that the names of bodies imply, by title: "Commissioner of Reefs" of the Office of Reefs.

    Nothing for bodies that the lexicon knows, whose posts it knows too, and for a title that two bodies could have.
    """
    found: dict[str, set[Seat]] = {}
    new = [one for one in bodies if one.type == words.terms["Organization"] and one.entity is None]
    for body in new:
        if not any(one.label.startswith(f"{body.label} ") for one in new):  # else it may be the head of a longer name
            for title, holder in _titles(body.label, words):
                found.setdefault(title, set()).add(Seat(body, names.iri(holder)))
    kind = words.terms["Post"]
    return {
        title: Referent(f"{kind}:{title.lower()}", kind, title, post=next(iter(posts)))
        for title, posts in found.items()
        if len(posts) == 1
    }


def _titles(label: str, words: NameWords) -> Iterator[tuple[str, str]]:
    """The titles of who leads a body of this name, each with what it says of the body."""
    properties = _properties(words)
    for head, kinds in words.tables["departments"].items():
        named = re.fullmatch(rf"(?:.+ )?(?:{'|'.join(kinds)}) (?:of|for) (?!the )(?P<matter>.+)", label, re.I)
        if named is not None and not re.search(r",| of the ", named["matter"]):
            for title in (f"{head.title()} of {named['matter']}", f"{head.title()} for {named['matter']}"):
                yield title, properties.get(head, "kg:affiliation")
    own = words.tables["named_after_heads"]
    called = re.fullmatch(
        rf"(?:{'|'.join(own['kinds'])}) of the (?P<title>.+ (?:{'|'.join(own['titles'])}))", label, re.I
    )
    if called is not None:
        yield called["title"], "kg:director"


def _properties(words: NameWords) -> dict[str, str]:
    return {title: name for name, titles in words.tables["department_heads"].items() for title in titles}
