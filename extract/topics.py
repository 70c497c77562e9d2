"""Topics: the organization that a sentence is about when it names none."""

from __future__ import annotations

from collections.abc import Callable

from extract.annotate import AnnotatedSentence
from extract.mentions import Mention

NEAR = 2
"""How many sentences back, headings aside, a topic may stand."""


class TopicTracker:
    """Follows which organizations the last sentences named.

    `is_body` tells organizations from other things; `house` is the IRI of the body that the documents are about.
    """

    def __init__(self, is_body: Callable[[Mention], bool], house: str | None) -> None:
        self.is_body = is_body
        self.house = house
        self._recent: list[list[Mention]] = []
        self._houses: list[Mention] = []

    def topic(self, sentence: AnnotatedSentence) -> Mention | None:
        """The one organization that this sentence, or else the last few, can be about; the house body wins."""
        own = [one.mention for one in sentence.mentions if self.is_body(one.mention)]
        for group in (own, *reversed(self._recent[-NEAR:])):
            houses = [one for one in group if one.entity is not None and one.entity == self.house]
            if houses:
                return houses[-1]
            if len({one.referent.key for one in group}) > 1:
                return self._houses[-1] if self._houses else None
            if group:
                return self._houses[-1] if self._houses and self.house is not None else group[-1]
        return self._houses[-1] if self._houses else None

    def saw(self, sentence: AnnotatedSentence) -> None:
        """Take note of a sentence that has been read."""
        named = [one.mention for one in sentence.mentions if self.is_body(one.mention)]
        self._recent.append(named)
        self._houses += [one for one in named if one.entity is not None and one.entity == self.house]
