"""Names that a text gives in so many words: "a new test called Alder", "formerly known as the Birch Model"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from extract.names.acronyms import is_acronym
from extract.names.headed_names import strip_loose
from extract.names.name_words import NameWords
from extract.names.runs import is_capital, left_of, right_of
from extract.names.signs import ENOUGH, STRONG, WEAK, Sign, name_text

KIN = frozenset({"successor", "predecessor", "replacement", "follow-up", "sequel", "sibling"})
"""Nouns for another initiative beside the one spoken of ("its successor, to be called Alder")."""

PARTIAL = frozenset({"'s", "\u2019s", "of", "for"})
"""What goes on after capitals that are no whole name ("once called the Edsel of health policy", "Ann Lee's test")."""

TELLING = frozenset({"are", "were", "all", "both"})
LINKS = TELLING | {",", "of", "them", "which", "—", "\u2013", "among", "three", "four", "five", "the", "its", "our"}
"""What stands between a list of names and the noun that tells what they all are."""
STRANGE = frozenset({"PERSON", "GPE", "NORP", "LOC", "DATE"})
"""What a parser takes for a person, a place, a people or a time is no name of a test beside another one."""


def names_by_calling(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "a new test called Alder", "the pilot, known as “Safe Harbor”," and names given to something named before."""
    doc, openers = sentence.doc, _first_words(words)
    for index in range(sentence.start, sentence.end - 1):
        if doc[index].lower_ not in openers:
            continue
        length, again = _namer_at(doc, index, sentence.end, words)
        if not length or not _is_participle(doc, index):
            continue
        begin = index + length
        while begin < sentence.end and (doc[begin].is_quote or doc[begin].lower_ in {"the", "simply", "as"}):
            begin += 1
        if begin >= sentence.end or not is_capital(doc[begin]):
            continue
        end = _quoted_end(doc, begin, sentence.end) or right_of(doc, begin, sentence.end)
        name = name_text(doc, begin, end)
        before = index - 1
        while before > sentence.start and (
            doc[before].text in {",", "(", ";", "—", "\u2013", "-"}
            or doc[before].lower_
            in {
                "was",
                "is",
                "been",
                "be",
                "also",
                "now",
                "later",
                "commonly",
                "often",
                "usually",
                "generally",
                "sometimes",
                "widely",
                "has",
                "had",
                "and",
                "which",
                "that",
                "were",
                "since",
                "to",
                "will",
            }
        ):
            before -= 1
        noun = doc[before]
        kind = (
            words.heads.get(noun.lower_)
            if noun.lower_ in words.words("initiatives", "nouns") or noun.lower_ in words.kinds
            else None
        )
        if noun.lower_ in KIN and not any(child.lower_ in {"his", "her"} for child in noun.children):
            kind = words.initiative
            if not again:
                yield Sign(name, kind, STRONG)
                continue
        last = before if kind and noun.text.islower() else before + 1
        start = strip_loose(doc, left_of(doc, last, sentence.start), last, words)
        if start < last and is_capital(doc[start]):
            other = name_text(doc, start, last)
            if other != name and _is_name_like(doc, start, last):
                said = [token.lower_ for token in doc[sentence.start : index]]
                partial = end < sentence.end and doc[end].lower_ in PARTIAL and not doc[end - 1].is_quote
                roles = words.words("people", "roles") | words.words("people", "titles")
                titled = name.lower() in roles or name.split()[0].lower() in roles  # "was named Chief of the Reef Unit"
                if not (partial or titled or words.doubted(said, doc[end : sentence.end].text.lower())):
                    yield Sign(name, words.head_of(name.split()), 0.0, same_as=other)
                continue
        if kind and not again:
            yield Sign(
                name,
                kind if noun.lower_ in words.words("initiatives", "nouns") else words.kinds.get(noun.lower_, kind),
                STRONG,
            )


def names_by_reference(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Officials refer to the Long Name Model as LNM", "doctors call the Long Name Model LNM"."""
    doc = sentence.doc
    for token in sentence:
        refers = token.lemma_ == "refer" and token.i + 1 < sentence.end and doc[token.i + 1].lower_ == "to"
        if not (refers or token.lemma_ == "call") or token.pos_ != "VERB":
            continue
        begin = token.i + (2 if refers else 1)
        begin += begin < sentence.end and doc[begin].lower_ == "the"
        if begin >= sentence.end or not is_capital(doc[begin]):
            continue
        end = right_of(doc, begin, sentence.end)
        after = end
        if refers:
            while after < sentence.end and doc[after].lower_ in {"simply", "only"}:
                after += 1
            if after >= sentence.end or doc[after].lower_ != "as":
                continue
            after += 1
        elif doc[end - 1].text.isupper() and end - begin > 2 and is_acronym(doc[end - 1].text):
            end, after = end - 1, end - 1
        while after < sentence.end and (doc[after].is_quote or doc[after].lower_ == "the"):
            after += 1
        if after >= sentence.end or not is_acronym(doc[after].text) or not _is_name_like(doc, begin, end):
            continue
        yield Sign(
            doc[after].text, words.head_of(name_text(doc, begin, end).split()), 0.0, same_as=name_text(doc, begin, end)
        )


def _is_name_like(doc: Doc, start: int, end: int) -> bool:
    return end - start > 1 or is_acronym(doc[start].text) or doc[start].pos_ == "PROPN"


def _is_participle(doc: Doc, index: int) -> bool:
    """Whether "called" or "named" speaks of the noun before it, and nobody calls anything anything."""
    token = doc[index]
    if token.pos_ != "VERB" or token.lower_ in {
        "formerly",
        "previously",
        "originally",
        "also",
        "now",
        "later",
        "once",
        "better",
        "short",
        "or",
        "hereinafter",
    }:
        return True
    if any(child.dep_ == "nsubj" for child in token.children):
        return False
    return (
        token.tag_ != "VBD"
        or token.dep_ in {"acl", "amod"}
        or any(child.dep_ in {"auxpass", "nsubjpass"} for child in token.children)
    )


def _namer_at(doc: Doc, index: int, last: int, words: NameWords) -> tuple[int, bool]:
    """How many tokens a naming phrase at `index` takes, and whether it names again what has a name."""
    said = [token.lower_ for token in doc[index : min(last, index + 4)]]
    for key, again in (("namers", False), ("renamers", True)):
        for phrase in words.tables["initiatives"][key]:
            parts = phrase.split()
            if said[: len(parts)] == parts and (
                phrase != "formerly" or is_capital(doc[min(index + 1, last - 1)]) or said[1:2] == ["the"]
            ):
                return len(parts), again
    return 0, False


@lru_cache(maxsize=4)
def _openers(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def _first_words(words: NameWords) -> frozenset[str]:
    return _openers(words.tables["initiatives"]["namers"] + words.tables["initiatives"]["renamers"])


def _quoted_end(doc: Doc, begin: int, last: int) -> int | None:
    """The token of the closing quotation mark where the name is quoted."""
    if begin == 0 or not doc[begin - 1].is_quote:
        return None
    return next((index for index in range(begin, min(last, begin + 12)) if doc[index].is_quote), None)


def names_by_effort(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Alder, the center's first try at safer roads": a writer's word for an initiative beside its body's name."""
    doc, efforts = sentence.doc, words.words("initiatives", "efforts")
    for token in sentence:
        if token.lower_ not in efforts or not token.text.islower():
            continue
        owners = [child for child in token.children if child.dep_ == "poss"]
        owned = any(is_capital(each) or each.lower_ in words.kinds or each.lower_ in {"its", "our"} for each in owners)
        if not owned:
            continue
        first = min((child.i for child in token.subtree if child.i < token.i), default=token.i)
        before = first - 1
        if before > sentence.start and doc[before].text in {",", "—", "\u2013"} and is_capital(doc[before - 1]):
            start = strip_loose(doc, left_of(doc, before, sentence.start), before, words)
            if start < before:
                yield Sign(name_text(doc, start, before), words.initiative, ENOUGH)
        ahead = range(token.i + 1, min(sentence.end, token.i + 14))
        place = next((i for i in ahead if doc[i].text in {":", ","}), None)
        if place is not None and place + 1 < sentence.end:
            begin = place + 1 + (doc[place + 1].lower_ == "the")
            if begin < sentence.end and is_capital(doc[begin]) and doc[begin].ent_type_ != "DATE":
                end = right_of(doc, begin, sentence.end)
                if end >= sentence.end or doc[end].is_punct:
                    yield Sign(name_text(doc, begin, end), words.initiative, ENOUGH)


def names_within_group(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "the Alder and Birch models", "the Alder, Birch and Cedar Care (CC) payment models"."""
    doc, groups = sentence.doc, words.words("initiatives", "groups")
    for token in sentence:
        if token.lower_ not in groups or not token.text.islower():
            continue
        at = token.i - 1
        if at > sentence.start and doc[at].text == "payment":
            at -= 1
        names: list[tuple[int, int]] = []
        while at > sentence.start:
            if doc[at].text == ")":
                at = next((place - 1 for place in range(at, sentence.start, -1) if doc[place].text == "("), at)
            end = at + 1
            at = _back_over(doc, at, sentence.start, is_capital)
            if at + 1 == end or any(each.ent_type_ in STRANGE for each in doc[at + 1 : end]):
                break
            names.append((at + 1, end))
            if doc[at].lower_ == "the":
                break
            at = _back_over(doc, at, sentence.start, lambda one: one.lower_ in {",", "and"})
        opened = at >= sentence.start and doc[at].lower_ == "the"
        joined = names and doc[names[0][0] - 1].lower_ == "and"
        if opened and joined and len(names) > 1:
            kind = words.heads.get(token.lower_.removesuffix("s"), words.initiative)
            for start, end in names:
                weight = ENOUGH if end - start > 1 else WEAK  # "the Democratic and Republican pilots"
                yield Sign(name_text(doc, start, end), kind, weight)


def _back_over(doc: Doc, at: int, first: int, passed: Callable[[Token], bool]) -> int:
    """The nearest token at or before `at` that is not `passed` over; `first` where all behind it are."""
    while at > first and passed(doc[at]):
        at -= 1
    return at


def names_before_group(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Alder, Birch and Cedar, all of them rural models", "Alder and Birch are both tests of the center"."""
    doc, groups = sentence.doc, words.words("initiatives", "groups")
    for token in sentence:
        if token.lower_ not in groups or not token.text.islower():
            continue
        first = max(sentence.start, token.i - 8)
        last = _back_over(doc, token.i - 1, first, lambda one: one.lower_ not in LINKS and one.text.islower())
        at = _back_over(doc, last, sentence.start, lambda one: one.lower_ in LINKS)
        if TELLING.isdisjoint(one.lower_ for one in doc[at + 1 : last + 1]) or not is_capital(doc[at]):
            continue
        names: list[tuple[int, int]] = []
        while at >= sentence.start and is_capital(doc[at]):
            start = left_of(doc, at + 1, sentence.start)
            cut = next((i for i in range(at, start, -1) if doc[i].lower_ in {"and", "or"}), None)
            start = start if cut is None else cut + 1
            if start > at:
                break  # the run was no name: without this the same token would be met for ever
            names.append((start, at + 1))
            at = _back_over(doc, start - 1, sentence.start, lambda one: one.lower_ in {",", "and", "or"})
        if len(names) > 1:
            kind = words.heads.get(token.lower_.removesuffix("s"), words.initiative)
            for start, end in names:
                yield Sign(name_text(doc, start, end), kind, STRONG)
