"""Ordinals: which of two things just named "the former", "the latter", "the first" or "the second" stands for."""

from __future__ import annotations

from spacy.tokens import Token

from extract.annotation.antecedents import Antecedent, Fits, Past
from extract.annotation.own_sentence import SUBJECTS, continues_pair
from extract.claims.annotated import AnnotatedSentence
from extract.names.name_words import NameWords

PLACES = {"former": 0, "latter": 1, "first": 0, "second": 1}
COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
OF_TWO = frozenset({"them", "these", "those", "two", "both"})
MODELLED = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "VBG", "HYPH"})
"""Tags of words before which an ordinal only qualifies what they name ("the second year")."""


def stands_alone(sentence: AnnotatedSentence, token: Token, words: NameWords) -> bool:
    """Whether "the former" is a reference by itself and no adjective ("the former director")."""
    if token.i == sentence.span.start or token.nbor(-1).lower_ != "the":
        return False
    if token.i + 1 >= sentence.span.end:
        return True
    following = token.nbor(1)
    if token.lower_ in {"first", "second"}:
        rest = {one.lower_ for one in sentence.span.doc[token.i + 2 : min(sentence.span.end, token.i + 5)]}
        told = following.lower_ != "of" or not rest.isdisjoint(OF_TWO)
        return token.dep_ in SUBJECTS and told and following.tag_ not in MODELLED and following.lower_ != "to"
    known = {*words.kinds, *words.words("people", "roles"), *words.words("people", "titles"), *words.heads}
    opens = token.i - 1 == sentence.span.start or token.nbor(-2).text in {";", ",", "and", "while", "but", ":"}
    if opens and following.lower_ not in known and following.text.islower() and following.text.endswith("ed"):
        return True
    if following.lower_ in known or following.text[0].isupper() or following.tag_ in {"NN", "JJ", "NNP", "CD"}:
        return False
    return (
        following.tag_ != "NNS"
        or following.lemma_ in words.words("initiatives", "verbs")
        or token.dep_ not in {"amod", "compound"}
    )


def one_of_two(
    past: Past, sentence: AnnotatedSentence, token: Token, which: str, words: NameWords
) -> tuple[Antecedent, ...]:
    """The one of the two things of a kind that the nearest sentence with any names side by side.

    "The first" counts only what the sentence just before names, and nothing else that it could count.
    """
    two = past.listed(sentence, token, None)
    if which in {"first", "second"}:
        near = list(past.before(sentence))
        back = near[: 2 if near and continues_pair(near[0]) else 1]
        told = {each.mention.referent.key for one in (sentence, *back) for each in one.mentions}
        counted = any(_counts_other(token, one, words) for one in back for token in one.span)
        if counted or not all(past.is_initiative(each.referent) and each.referent.key in told for each in two):
            return ()
    return (two[PLACES[which]],) if len(two) == 2 else ()


def all_of_them(
    past: Past, sentence: AnnotatedSentence, token: Token
) -> tuple[int, int, tuple[Antecedent, ...]] | None:
    """The reference of "all three" or "the three" where the section has named just so many initiatives."""
    before = token.nbor(-1).lower_ if token.i > sentence.span.start else ""
    following = token.nbor(1) if token.i + 1 < sentence.span.end else None
    bare = following is None or following.tag_ not in MODELLED | {"IN", "SYM", "$", "HYPH"} or following.lower_ == "of"
    if before not in {"all", "the"} or token.dep_ not in SUBJECTS or not bare:
        return None
    if following is not None and following.lower_ == "of":
        rest = {one.lower_ for one in sentence.span.doc[token.i + 2 : token.i + 3]}
        if rest.isdisjoint(OF_TWO):
            return None
    found = past.named_in_section(sentence, token)
    return (token.i - 1, token.i + 1, found) if len(found) == COUNTED[token.lower_] else None


def several(
    past: Past, sentence: AnnotatedSentence, token: Token, exactly_two: bool, fits: Fits | None
) -> tuple[Antecedent, ...]:
    """The things that "they", "both" or "these models" stands for: those named side by side, else all of a passage."""
    found = past.listed(sentence, token, fits)
    if exactly_two and len(found) != 2:
        found = past.named_in_passage(sentence, token)
        found = found if len(found) == 2 else past.named_in_section(sentence, token)
    return () if len(found) < 2 or (exactly_two and len(found) != 2) else found


def neither(
    past: Past, sentence: AnnotatedSentence, token: Token, words: NameWords
) -> tuple[int, int, tuple[Antecedent, ...]] | None:
    """The reference of "neither", "neither of them" or "neither model": of that the noun, since "neither" denies."""
    noun, rest = token.head, {one.lower_ for one in sentence.span if one.i > token.i}
    if token.dep_ == "det" and noun.i == token.i + 1 and words.kinds.get(noun.lower_) == words.terms["Initiative"]:
        return noun.i, noun.i + 1, several(past, sentence, token, True, past.is_initiative)
    following = sentence.span.doc[token.i + 1].lower_ if token.i + 1 < sentence.span.end else ""
    if token.dep_ not in SUBJECTS or "nor" in rest or (following == "of" and rest.isdisjoint(OF_TWO)):
        return None
    return token.i, token.i + 1, several(past, sentence, token, True, None)


def _counts_other(token: Token, sentence: AnnotatedSentence, words: NameWords) -> bool:
    """Whether a word counts two things that no name tells: "Alder and Birch each had two reports"."""
    noun = token.head
    other = not sentence.mentions_at(noun.i) and words.kinds.get(noun.lemma_) != words.terms["Initiative"]
    return token.lower_ == "two" and token.dep_ == "nummod" and other and noun.i > token.i
