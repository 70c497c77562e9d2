"""Sequels: longer names that only begin like a known one ("Home First Plus" beside the Home First Scheme)."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from extract.claims.mentions import Referent
from extract.names.acronyms import is_acronym
from extract.names.name_matcher import JOINERS, normal
from extract.names.name_words import NameWords
from extract.names.runs import DAYS, is_capital
from extract.names.signs import is_title_case


def goes_beyond(span: Span, start: int, end: int, referents: Sequence[Referent], words: NameWords) -> bool:
    """Whether the words behind an initiative's name make it another's: a sequel's word, or more of a longer name.

    Behind a short form any capital goes on with the name, save in a headline and before what every initiative has
    ("Home First Participants").
    """
    place = end + (end < span.end and span.doc[end].text in JOINERS and not span.doc[end].whitespace_)
    if all(one.type == words.terms["Post"] and one.entity for one in referents):
        return _of_another(span, end)
    if place < span.end and all(one.type == words.terms["Organization"] and one.entity for one in referents):
        after = span.doc[place]
        return place == end and is_capital(after) and after.lower_ in words.words("initiatives", "branches")
    if place >= span.end or not all(words.is_initiative(one.type) for one in referents):
        return False
    after, name = span.doc[place], span.doc[start:end].text
    if after.lower_ in words.words("initiatives", "sequels") and (is_capital(after) or after.like_num):
        return not after.text.islower()
    if place > end or not is_capital(after) or after.pos_ != "PROPN" or after.lower_ in DAYS or is_title_case(span):
        return False
    full = normal(name).split()[-1] in words.heads or is_acronym(name) or " " not in name
    full = full or any(normal(name) == normal(one.label) for one in referents)
    shared = {"companions", "plain", "nouns", "groups", "loose"}
    return not full and not any(after.lower_ in words.words("initiatives", key) for key in shared)


def _of_another(span: Span, end: int) -> bool:
    """Whether a known post's title goes on to another's: "the Secretary" in "the Secretary of Transport"."""
    at = end + 1 + (end + 1 < span.end and span.doc[end + 1].lower_ == "the")
    return at < span.end and span.doc[end].lower_ in {"of", "for"} and is_capital(span.doc[at]) and at == end + 1
