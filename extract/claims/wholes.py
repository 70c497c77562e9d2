"""Wholes: the sentences of a passage, which stars of emphasis do not part, and the passage as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.passages import Flow, Passage
from extract.claims.annotated import AnnotatedSentence


@dataclass(frozen=True, slots=True)
class Whole:
    """Words to look for definitions in: a sentence, or a passage, with the way back to the document.

    `ends` are the places at which its sentences end.
    """

    text: str
    flow: Flow
    base: int
    passage: Passage
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the stretch stand in the document's text."""
        return self.flow.span(self.base + start, self.base + end)


def whole_sentences(sentences: Sequence[AnnotatedSentence], stop: re.Pattern[str]) -> Iterator[Whole]:
    """The sentences of one passage, joined up to where one ends as `stop` says."""
    text = sentences[0].flow.text
    start = sentences[0].span.start_char
    for place, one in enumerate(sentences):
        last = place + 1 == len(sentences)
        if last or stop.search(one.span.text):
            end = one.span.end_char
            yield Whole(text[start:end], one.flow, start, one.passage, (end - start,))
            start = sentences[place + 1].span.start_char if not last else end


def joined(stretches: Sequence[Whole]) -> Whole:
    """All of a passage as one whole."""
    first = stretches[0]
    ends = tuple(one.base + len(one.text) for one in stretches)
    return Whole(first.flow.text, first.flow, 0, first.passage, ends)
