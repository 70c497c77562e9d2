"""Mentions: the names in a document, and which of them name one thing."""

from __future__ import annotations

from dataclasses import dataclass

SKOS_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
"""The class above all kinds and conditions, which are named in ordinary words."""


@dataclass(frozen=True, slots=True)
class Referent:
    """One thing as one document speaks of it, before documents are compared.

    `entity` is the IRI of the lexicon's entity or of a vocabulary individual, or `None` for a thing that only
    the documents know. `label` is the fullest name that the document gives it, `aliases` the other names.
    `post` tells whose it is, of a post that is named after its body. `type` is the IRI of its class. For
    concept classes (a participant type, a focus area …) `label` is the
    noun phrase, lower case, no article. `key` is unique within the document.
    """

    key: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    entity: str | None = None
    post: Seat | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """What a post is at: the body, and the property that ties the body to who holds the post."""

    body: Referent
    holder: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a referent: `start` and `end` are code points into the document's text.

    `how` tells what made them a name: `name` (the lexicon or the document's own names), `role` (a post or
    office), `citation`, or `reference` ("the center", "it", a surname). A reference carries where its
    `antecedent` stands, and in `context` the same with its role (`antecedent`, `heading`), as evidence needs it.
    """

    start: int
    end: int
    text: str
    type: str
    referent: Referent
    how: str = "name"
    antecedent: tuple[int, int] | None = None
    context: tuple[tuple[int, int, str], ...] = ()

    @property
    def entity(self) -> str | None:
        """The IRI of the entity that the lexicon knows under this name, or `None`."""
        return self.referent.entity
