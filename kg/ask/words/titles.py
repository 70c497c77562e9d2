"""Titles that the graph's own statements give to the holders of a post: "commissioner", of whoever heads a body."""

from __future__ import annotations

import re

from kg.ask.words.english import stems
from kg.ask.words.senses import RDF, Selects, Sense, WordBook

BEHIND = re.compile(r"\s+(?:of|for|at|in|to)\s.*|[,(/].*")
WEIGHT = 0.9


def enter_titles(words: WordBook, store: Selects) -> None:
    """Lets the last word of a title stand for the one post that is held under it, where it means nothing else.

    Whoever asks for a "registrar" is answered only by those who have that title: `words.titles` keeps the words.
    """
    person = words.core + "Person"
    posts = {p for p, known in words.properties.items() if known.cardinality == "OneAtATime" and person in known.ranges}
    found: dict[str, set[str]] = {}
    query = f"SELECT DISTINCT ?p ?r WHERE {{ ?s <{RDF}predicate> ?p ; <{words.core}role> ?r }}"
    for row in store.select(query):
        said = BEHIND.sub("", row["r"].value.strip().lower()).split()
        if row["p"].value in posts and said and said[-1].isalpha():
            found.setdefault(said[-1], set()).add(row["p"].value)
    for title, held in found.items():
        if len(held) == 1 and stems(title) not in words.index:
            words.titles.add(title)
            words.add(title, Sense("property", next(iter(held)), "noun", WEIGHT))
