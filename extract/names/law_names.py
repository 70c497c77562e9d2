"""Law names: laws that are called by their number and year ("Decree 14/2031"), and the law that a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Span

from corpus.acts import law_named
from extract.claims.annotated import AnnotatedSentence
from extract.names.name_words import NameWords
from extract.names.signs import STRONG, Sign

NUMBER = r"(?:\s\([A-Z]{2,5}\))?\s(?:No\.?\s?)?\d{1,5}(?:\s?/\s?\d{1,5}|\sof\s(?:1[6-9]|2[01])\d\d)(?![\d/])"
ABOUT = (
    r"(?:\s(?:on|concerning)\s(?:the\s)?[A-Z][\w'\u2019-]*"
    r"(?:\s(?:(?:of|and|for|the|in|to)\s){0,2}[A-Z][\w'\u2019-]*)*)?"
)


def law_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The laws that a sentence calls by number and year; what they are about is part of the name in capitals."""
    kind = words.terms["LegalProvision"]
    for found in _numbered(words.words("laws", "numbered")).finditer(sentence.text):
        yield Sign(found.group(), kind, STRONG, same_as=found["short"])


def headed_laws(sentences: Sequence[AnnotatedSentence], words: NameWords) -> Iterator[Sign]:
    """The laws whose names are whole headings, also where those stand in capitals."""
    kind = words.terms["LegalProvision"]
    for sentence in sentences:
        if sentence.passage.kind == "heading" and sentence.span.start == 0:
            names = law_named(sentence.flow.text)
            for name in (*names[1:], *((sentence.flow.text,) if names else ())):
                yield Sign(names[0], kind, STRONG, same_as=name)


@lru_cache(maxsize=4)
def _numbered(kinds: frozenset[str]) -> re.Pattern[str]:
    spelt = "|".join(sorted((re.escape(one.title()) for one in kinds), key=len, reverse=True))
    return re.compile(rf"\b(?P<short>(?:{spelt}){NUMBER}){ABOUT}")
