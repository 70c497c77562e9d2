"""Reports, studies and groups of initiatives that a text speaks of without giving them a name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from extract.names.name_words import NameWords
from extract.names.runs import is_capital, left_of, right_of

YEAR = re.compile(r"(?:19|20|21)\d\d")


def reports(sentence: Span, words: NameWords) -> Iterator[tuple[int, int, str]]:
    """Tokens and label of each report that something sets apart: an ordinal, a year, its author.

    "the second evaluation report", "a 2031 audit by the Lakes Office"; "a report" alone is nothing.
    """
    doc = sentence.doc
    kinds, ordinals = words.words("reports", "kinds"), words.words("reports", "ordinals")
    for token in sentence:
        if (
            token.lower_ not in kinds
            or token.pos_ not in {"NOUN", "PROPN"}
            or (token.dep_ == "compound" and token.head.i > token.i)
        ):
            continue
        start = token.i
        while start > sentence.start and _modifies(doc[start - 1], start == token.i, kinds):
            start -= 1
        before = {each.lower_ for each in doc[start : token.i]}
        while start < token.i and (
            doc[start].pos_ in {"DET", "PRON", "ADP", "CCONJ"}
            or doc[start].is_punct
            or doc[start].text in {"'s", "\u2019s"}
        ):
            start += 1
        end = token.i + 1
        author = None
        if end + 1 < sentence.end and doc[end].lower_ in {"by", "from", "of"}:
            place = end + 1 + (doc[end + 1].lower_ in {"the", "a"})
            if place < sentence.end and is_capital(doc[place]) and doc[end].lower_ != "of":
                author = right_of(doc, place, sentence.end)
        marked = before & ordinals or any(YEAR.fullmatch(word) for word in before)
        named = any(is_capital(each) and each.i > sentence.start for each in doc[start : token.i])
        if author is not None:
            end = author
        if not (marked or named or author) or (
            token.lower_ in {"review", "analysis", "assessment", "evaluation"} and not (author or marked)
        ):
            continue
        label = doc[start:end].text
        yield start, end, label if named or author else label.lower()


def _modifies(token: Token, nearest: bool, kinds: frozenset[str]) -> bool:
    if token.text in {"-", "\u2013"} or token.lower_ in {"evaluation", "annual", "progress", "interim", "independent"}:
        return True
    if token.pos_ in {"VERB", "AUX", "ADP", "PRON", "PUNCT", "CCONJ", "SCONJ", "DET", "PART"}:
        return token.tag_ == "VBN" and nearest and token.lower_ in {"published"}
    return token.lower_ not in kinds or token.lower_ == "evaluation"


def are_named_before(sentence: Span, start: int) -> bool:
    """Whether words for a set of initiatives stand for ones named before: "both rural models", "the two pilots"."""
    before = [token.lower_ for token in sentence.doc[max(sentence.start, start - 2) : start]]
    return before[-1:] == ["both"] or (before[-1:] == ["two"] and before[:-1] in (["the"], ["these"], ["those"]))


def groups(sentence: Span, words: NameWords) -> Iterator[tuple[int, int, str]]:
    """Tokens and label of each set of initiatives told by what they are about ("rural hospital models").

    The words before the plural noun must set the group apart: "new models" and "payment models" are no group.
    """
    doc = sentence.doc
    idle = words.words("initiatives", "plain") | words.words("initiatives", "loose")
    for token in sentence:
        if (
            token.lower_ not in words.words("initiatives", "groups") | words.words("initiatives", "families")
            or token.pos_ not in {"NOUN", "PROPN"}
            or (token.text[0].isupper() and token.i > sentence.start)
        ):
            continue
        if token.dep_ == "compound" and token.head.i > token.i:
            continue
        start = token.i
        while start > sentence.start and (
            (
                doc[start - 1].dep_ in {"amod", "compound", "nmod", "npadvmod", "punct"}
                and doc[start - 1].pos_ in {"NOUN", "ADJ", "PROPN"}
            )
            or (doc[start - 1].text == "-" and start - 1 > sentence.start)
            or (doc[start - 1].pos_ in {"NOUN", "ADJ", "ADV", "VERB"} and doc[start].text == "-")
        ):
            start -= 1
        while start < token.i and (doc[start].lower_ in words.words("initiatives", "loose") or doc[start].text == "-"):
            start += 1
        telling = [
            each
            for each in doc[start : token.i]
            if each.is_alpha and each.lower_ not in idle and each.pos_ in {"NOUN", "ADJ", "PROPN"}
        ]
        if telling and not are_named_before(sentence, start) and left_of(doc, token.i, sentence.start) >= start:
            label = " ".join(
                each if any(c.isupper() for c in each[1:]) else each.lower()
                for each in doc[start : token.i + 1].text.split()
            )
            yield start, token.i + 1, label
