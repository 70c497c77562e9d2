"""Whose a document is: by who made it, by a line of its head ("Prepared by: …"), or by its title and kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from kg.ask.words.english import fold, light_stems, stem, stems, tables, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import RDF, Selects, Words
from kg.read.facts import Fact

_HEAD = 5
"""The passages at the top of a document that may tell whose it is."""
_SENTENCE = re.compile(r"(?:\S+\s+){5}\S*[a-z)][.!?](?:\s|$)|(?:\S+\s+){40}")
"""A passage that is no line of a head but the text itself."""
_SHORTEST = 7
"""The fewest letters of a title that may stand for a maker's whole name: "the Comptroller"."""
_DCT = "http://purl.org/dc/terms/"


@dataclass(slots=True)
class _Makers:
    """For each document the names that may be its makers', and the words of its title, kind and file."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: dict[str, set[str]] = field(default_factory=dict)
    read: bool = False


@once_a_lexicon
def _makers(_: Words) -> _Makers:
    return _Makers()


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    """What stands before a maker's name in a line of a head."""
    return re.compile(rf"^(?:{'|'.join(tables()['makers']['leads'])})\s*:?\s+")


@lru_cache(maxsize=1)
def _of_whom() -> re.Pattern[str]:
    """A title that tells whose text it is: "Report of the Comptroller on …"."""
    nouns, behind = (f"(?:{'|'.join(tables()['makers'][name])})" for name in ("told", "behind"))
    return re.compile(rf"(?:\w+ )?{nouns} (?:of|by|from) (?:the )?(?P<who>.+?)(?:,? {behind}\b.*)?$")


def made_by(name: str, store: Selects, words: Words) -> tuple[str, ...]:
    """The documents that somebody so called made. What they tell on another's word is that other's."""
    said = _bare(name)
    called = {_bare(n) for iri in words.surfaces.get(name, ()) for n in words.entities[iri].names} | {said}
    known = _read(words, store).names
    made = tuple(sorted(d for d, names in known.items() if said and names & called))
    if made or len(said) < _SHORTEST:
        return made
    starts, ends = (f"{said} of ", f"{said} for "), f" {said}"
    # "The Audit Office" of a land's own audit office; a bare noun is short for none.
    longer = {
        n
        for names in known.values()
        for n in names
        if n.startswith(starts) or (" " in said and n.endswith(ends) and len(n.split()) <= len(said.split()) + 2)
    }
    return tuple(sorted(d for d, names in known.items() if names & longer)) if len(longer) == 1 else ()


def titled(name: str, store: Selects, words: Words) -> tuple[str, ...]:
    """The one document that a noun for such and words of its title or kind mean: "the final evaluation".

    None where only the matter of a document is so called: a report on a test is not that test's word.
    """
    wanted = set(stems(_bare(name))) - light_stems() - {stem(w) for w in word_set("makers", "plain")}
    if not wanted & {stem(w) for w in word_set("makers", "nouns")}:
        return ()
    found = tuple(d for d, told in _read(words, store).words.items() if wanted <= told)
    return found if len(found) == 1 else ()


def stands_in(fact: Fact, documents: Collection[str]) -> bool:
    """Whether one of some documents tells a statement."""
    return any(quote.source.iri in documents for quote in fact.quotes)


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an|its|their|this) ", "", re.sub(r"'s?$", "", fold(name).strip(' .,;:*_#"')))


def _read(words: Words, store: Selects) -> _Makers:
    """Reads the makers of all documents, once a lexicon."""
    makers = _makers(words)
    if makers.read:
        return makers
    makers.read = True
    for row in store.select(
        f"SELECT ?d ?p ?x WHERE {{ ?d a <{words.core}Document> ; ?p ?x "
        f"VALUES ?p {{ <{_DCT}creator> <{_DCT}publisher> <{_DCT}title> <{_DCT}source> <{RDF}type> }} }}"
    ):
        document, kind, value = row["d"].value, row["p"].value, row["x"].value
        if kind in (f"{_DCT}creator", f"{_DCT}publisher"):
            makers.names[document].add(_bare(words.label(value) if value in words.entities else value))
            continue
        local = value if kind == f"{_DCT}title" else re.split(r"[#/]", value)[-1].partition(".")[0]
        makers.words.setdefault(document, set()).update(stems(re.sub(r"[-_]", " ", local)))
    over: set[str] = set()
    for row in store.select(
        f"SELECT ?d ?n ?v ?k WHERE {{ ?p <{words.core}order> ?n ; <{words.core}kind> ?k ; <{_DCT}isPartOf> ?d ; "
        f"<{RDF}value> ?v FILTER(?n < {_HEAD}) }} ORDER BY ?d ?n"
    ):
        document, text, first = row["d"].value, row["v"].value, row["n"].value == "0"
        running = _SENTENCE.search(text) is not None and not first
        if document in over or running or row["k"].value.endswith("table-row"):
            over.add(document)
            continue
        # A title tells what a document is about: only one that is a name alone tells whose it is.
        for part in [text] if first else re.split(r"[\n|,;]|\band\b", text):
            line = fold(part).strip(" *_#")
            maker = _lead().sub("", line)
            if ":" not in maker or first:
                makers.names[document].add(_bare(maker))
            told = _of_whom().match(line) if first else None
            if told is not None:
                makers.names[document].add(_bare(told["who"]))
    return makers
