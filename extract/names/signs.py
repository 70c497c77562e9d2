"""Signs: single pieces of evidence that some words name a thing, before it is decided which things there are."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from extract.names.name_matcher import JOINERS

STRONG = 3.0
WEAK = 1.0
ENOUGH = 2.0
"""The weight of evidence from which on a string is a name."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Evidence of a `weight` that `name` names a thing of class `type` (`None`: a name of what is yet unknown).

    `same_as` is another name that the text gives the same thing ("also known as", an acronym's long form).
    A `former` one says that the thing bears the other name in place of this one. A `plain` sign says the string is
    no name at all but a common noun's abbreviation.
    """

    name: str
    type: str | None
    weight: float
    same_as: str | None = None
    plain: bool = False
    former: bool = False


def name_text(doc: Doc, start: int, end: int) -> str:
    """The name that tokens spell, without quotation marks and stray joiners around it."""
    while start < end and (doc[start].text in JOINERS or doc[start].is_quote or doc[start].is_space):
        start += 1
    while end > start and (
        doc[end - 1].text in JOINERS | {",", "'s", "\u2019s", "'", "\u2019"}
        or doc[end - 1].is_quote
        or doc[end - 1].is_space
    ):
        end -= 1
    return str(doc[start:end].text).strip()


def is_title_case(sentence: Span) -> bool:
    """Whether a line writes ordinary words with capitals too, so that capitals in it tell little."""
    if sentence[-1].text in {".", ";", ","}:
        return False
    if not sentence[0].text[:1].isupper():
        return False
    words = [token for token in sentence if token.is_alpha and len(token) > 3]
    return len(words) > 2 and sum(token.text[0].isupper() for token in words) / len(words) > 0.8
