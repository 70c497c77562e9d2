"""Reconciling: names from elsewhere matched to the things of the graph; a match is claimed only where it is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.read.reader import STANDARD, GraphReader, text_of
from kg.read.search import SearchIndex

LIKE_ENOUGH = 55.0
SUBCLASS = STANDARD["rdfs"] + "subClassOf"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean: how like its best name is (0 to 100), and whether it is surely meant."""

    iri: str
    name: str
    score: float
    certain: bool
    types: tuple[tuple[str, str], ...]


def folded(name: str) -> str:
    """A name as it is compared: no accents, case, punctuation or doubled spaces.

    >>> folded("The  Harbor-Model (HM)"), folded("Müller & Co.")
    ('the harbor model hm', 'muller and co')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold().replace("&", " and ")).split())


def candidates(index: SearchIndex, name: str, kinds: Sequence[str] = (), most: int = 10) -> list[Candidate]:
    """The things that a name may mean, the likeliest first.

    `kinds` are classes, one of which the thing must have. One alone is certain, and only where its label or an
    alias is the very name (`folded`) and no other thing of those classes has that name.
    """
    wanted = folded(name)
    if not wanted:
        return []
    reader = index.reader
    allowed = _with_subclasses(reader, kinds)
    found: dict[str, tuple[float, str, str]] = {}
    for iri, label, aliases, kind in index.named(name):
        names = [label, *filter(None, aliases.split("\n"))]
        best = max((100.0 if folded(n) == wanted else min(99.0, fuzz.WRatio(wanted, folded(n)))) for n in names)
        if best >= LIKE_ENOUGH and iri not in found:
            found[iri] = (best, label, kind)
    types = _types(reader, found)
    if allowed:
        found = {iri: held for iri, held in found.items() if allowed & {t for t, _ in types.get(iri, ())}}
    same = [iri for iri, (score, _, _) in found.items() if score == 100.0]
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], len(item[1][1]), item[0]))[:most]
    return [
        Candidate(iri, label, round(score, 1), same == [iri], types.get(iri, ())) for iri, (score, label, _) in ranked
    ]


def _with_subclasses(reader: GraphReader, kinds: Sequence[str]) -> set[str]:
    found = set(kinds)
    for row in reader.rows_for(BELOW, kinds):
        found.add(text_of(row["kind"]))
    return found


def _types(reader: GraphReader, iris: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    held: dict[str, list[str]] = {}
    standard = tuple(STANDARD.values())
    for row in reader.rows_for(TYPES, iris):
        if not text_of(row["type"]).startswith(standard):
            held.setdefault(text_of(row["s"]), []).append(text_of(row["type"]))
    names = reader.labels(t for found in held.values() for t in found)
    return {iri: tuple((t, names[t]) for t in sorted(set(found))) for iri, found in held.items()}


BELOW = "SELECT ?kind WHERE { VALUES ?above { %s } ?kind rdfs:subClassOf+ ?above }"
TYPES = "SELECT ?s ?type WHERE { VALUES ?s { %s } ?s a ?type }"
