"""Named values: the individuals of the vocabulary that the words of a cell or its heading name."""

from __future__ import annotations

import re
from collections.abc import Set

from corpus.passages import Cell
from extract.claims.mentions import Referent
from ontology.vocabulary import Individual, Vocabulary

SINCE = re.compile(r"[\s,(]+(?:(?:in|on|since|from) )?(?:[a-z]+\.? )?(?:\d{1,2}, )?(?:19|20|21)\d\d\)?$")
"""When a state began, behind the word for it: "ended 2032", "active (since July 2031)"."""


class NamedValues:
    """Tells which individual of a class words name; `degrees` are words that only stress one ("entirely")."""

    def __init__(self, vocabulary: Vocabulary, degrees: Set[str]) -> None:
        self.vocabulary = vocabulary
        self.degrees = degrees

    def value(self, text: str, kind: str) -> Referent | None:
        """The individual of a class, by IRI, that a cell names ("Mandatory", "No longer active")."""
        said = SINCE.sub("", " ".join(text.lower().split()).strip("."))
        first, _, rest = said.partition(" ")
        wanted = rest if first in self.degrees else said
        return next((_referent(one) for one in self.vocabulary.of_type(kind) if wanted in _words(one)), None)

    def in_pieces(self, text: str, kind: str) -> Referent | None:
        """The one individual of a class that a clause of a cell says something is: "joining is voluntary"."""
        pieces = [re.split(r"\b(?:is|are|remains?)\b", one)[-1].strip() for one in re.split(r"[;,.()]", text)]
        found = {one.key: one for piece in pieces if (one := self.value(piece, kind)) is not None}
        return next(iter(found.values())) if len(found) == 1 else None

    def yes_or_no(self, cell: Cell, kind: str) -> Referent | None:
        """What yes or no means below a heading that asks for one value ("Mandatory?") of two."""
        said = cell.text.strip().strip(".").lower()
        asked = self._asked(cell.header or "", kind)
        if asked is None or said not in {"yes", "no", "y", "n", "✓", "x"}:
            return None
        if said in {"yes", "y", "✓", "x"}:
            return _referent(asked)
        other = [one for one in self.vocabulary.of_type(kind) if one.iri in asked.excludes]
        return _referent(other[0]) if len(other) == 1 else None

    def _asked(self, header: str, kind: str) -> Individual | None:
        words = set(re.findall(r"[a-z-]+", header.lower()))
        fitting = [one for one in self.vocabulary.of_type(kind) if words & _words(one)]
        return fitting[0] if len(fitting) == 1 else None


def _words(one: Individual) -> set[str]:
    return {one.label.lower(), *(word.lower() for word in one.words)}


def _referent(one: Individual) -> Referent:
    return Referent(one.iri, one.type, one.label, entity=one.iri)
