"""Named posts: posts that the name of a body implies: the Commissioner of Reefs heads the Office of Reefs.

So too of bodies that are called after the post: the Reef Auditor is the head of the Office of the Reef Auditor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.claims.mentions import Referent, Seat
from extract.names.name_words import NameWords
from ontology.namespaces import Namespaces


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
    properties = properties_of_heads(words)
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


def properties_of_heads(words: NameWords) -> dict[str, str]:
    """What each title of a head says of the body that it leads."""
    return {title: name for name, titles in words.tables["department_heads"].items() for title in titles}
