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

NUMBER = (
    r"(?:(?:\s\([A-Z]{2,5}\))?\s(?:N[oO]\.?\s?)?\d{1,5}(?:\s?/\s?\d{1,5}|\sof\s(?:1[6-9]|2[01])\d\d)(?![\d/])"
    r"|\s(?:N[oO]\.?\s?)?\d{1,6}(?=\sof\s\d{1,2}\s[A-Z][a-z]+\s(?:1[6-9]|2[01])\d\d)|\sN[oO]\.?\s?\d{1,6}(?![\d/]))"
)
OF_DAY = r"(?:\sof\s\d{1,2}\s[A-Z][a-z]+\s(?:1[6-9]|2[01])\d\d)?"
WORD = r"[A-Z][\w'\u2019-]*"
NEVER_FIRST = "The|Under|In|By|And|Of|For|To|On|See|This|That|An?|Its?|Our|Each|No|When|If|Since|While|Section|Act"
"""What begins a sentence with a capital and no law's name."""
ABOUT = (
    r"(?:\s(?:on|concerning)\s(?:the\s)?[A-Z][\w'\u2019-]*"
    r"(?:\s(?:(?:of|and|for|the|in|to)\s){0,2}[A-Z][\w'\u2019-]*)*)?"
)


def law_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The laws that a sentence calls by number and year; what they are about is part of the name in capitals."""
    kind = words.terms["LegalProvision"]
    for found in _numbered(words.words("laws", "numbered")).finditer(sentence.text):
        yield Sign(found.group(), kind, STRONG, same_as=found["short"])


def bracketed_laws(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The laws with brackets in their names: "the Care Trials (Limits) Act 2031", "the Ports (Fees) Order 2033"."""
    kind = words.terms["LegalProvision"]
    if "(" in sentence.text:
        for found in _bracketed(words.words("heads", "LegalProvision"), words.words("laws", "dated")).finditer(
            sentence.text
        ):
            name = found["short"] if found["year"] else None
            yield Sign(found.group(), kind, STRONG, same_as=name)


def serial_laws(sentences: Sequence[AnnotatedSentence], words: NameWords) -> Iterator[Sign]:
    """The rules of a series, by their number ("Standard 14"), where a text tells what such a rule does or has done.

    Where it numbers one only, the bare word with its capital is that one: "the Standard takes effect".
    """
    series = _series(*(words.words("laws", key) for key in ("serial", "deeds", "makers")))
    kind, texts = words.terms["LegalProvision"], [one.span.text for one in sentences]
    told = [said for text in texts for said in series.finditer(text) if said["made"] or said["deed"]]
    found = {said["name"]: said["word"] for said in told}
    acting = {said["name"]: said["word"] for said in told if said["deed"]} or found
    for name, word in found.items():
        alone = name in acting and sum(each == word for each in acting.values()) == 1
        bare = re.compile(rf"\b[Tt]he {word}(?! [A-Z\d])\b")
        yield Sign(name, kind, STRONG, same_as=word if alone and any(map(bare.search, texts)) else None)


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
    written = {form for one in kinds for form in (one.title(), one.upper())}
    spelt = "|".join(sorted(map(re.escape, written), key=len, reverse=True))
    return re.compile(rf"\b(?P<short>(?:{spelt}){NUMBER}){OF_DAY}{ABOUT}")


@lru_cache(maxsize=4)
def _bracketed(heads: frozenset[str], dated: frozenset[str]) -> re.Pattern[str]:
    ends = "|".join(sorted(one.title() for one in heads | dated))
    undated = "|".join(sorted(one.title() for one in heads))
    year = r"\s(?:of\s)?(?:1[6-9]|2[01])\d\d\b"
    return re.compile(
        rf"(?<![\w-])(?P<short>(?!(?:{NEVER_FIRST})\b){WORD}(?:\s(?:(?:of|and|for|the|in|to|on)\s){{0,2}}{WORD}){{0,8}}"
        rf"(?:\s\([A-Z][\w,'\u2019 -]{{2,60}}\)){{1,2}}(?:\s{WORD}){{0,2}}"
        rf"\s(?:(?:{ends})(?={year})|(?:{undated})\b))(?P<year>{year})?"
    )


@lru_cache(maxsize=4)
def _series(kinds: frozenset[str], deeds: frozenset[str], makers: frozenset[str]) -> re.Pattern[str]:
    spelt = "|".join(sorted(re.escape(one.capitalize()) for one in kinds))
    does = "|".join(sorted(deeds, key=len, reverse=True))
    made = "|".join(sorted(makers, key=len, reverse=True))
    return re.compile(
        rf"(?P<made>\b(?:{made})\s(?:the\s)?(?:new\s)?)?\b(?P<name>(?P<word>{spelt})\s(?:No\.?\s)?\d{{1,4}}[A-Z]?)\b"
        rf"(?P<deed>\s(?:of\s[^.;]{{3,60}}?\s)?(?:{does})\b)?"
    )
