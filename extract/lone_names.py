"""Lone names: one capitalised word that several different deeds together show to be an initiative.

"Alder saved $5 million" alone could be said of a company. Where the same text also says that Alder is voluntary, or
that clinics joined it, the two together are enough. Each kind of deed has a weight of its own, since equal weights
count once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from extract.name_words import NameWords
from extract.pipeline import english_words
from extract.runs import DAYS, is_capital
from extract.signs import ENOUGH, Sign

GAINS = frozenset({"save", "lose", "cost"})
EFFECTS = frozenset({"improve", "lower", "reduce", "raise", "cut"})
JOINING = frozenset({"join", "leave", "exit", "enter"})
PAYING = frozenset({"pay", "cover", "reward", "target", "enroll", "bundle"})
KIN = frozenset({"successor", "predecessor", "replacement", "failure", "success", "future", "fate"})
FATES = frozenset({"drop", "renew", "scrap", "shelve", "survive", "fail", "await", "close", "save", "lose"})
RANKS = frozenset({"smallest", "largest", "oldest", "newest", "latest", "youngest", "biggest"})
COUNTED = re.compile(
    r"(?:(?:a|one|the|two|another|others?)(?: of (?:them|these|those))?,? ?)?"
    r"(?:second|third|fourth|fifth|sixth|last|other|newest|oldest|latest|first|another|one of them|one)"
    r"(?: (?:model|test|pilot|demonstration|initiative|experiment|trial))?,$"
)
"""What opens a sentence that goes on with the name of one more of what was counted: "A fourth, Alder, failed"."""

AMONG = re.compile(
    r"(?:among (?:them|these|those)|one of (?:them|these|those)|the \w+est)(?: of (?:them|these))?"
    r" (?:is|are|was|were):?$"
)
BACK = 8
"""Sentences back within which models, tests or pilots must be spoken of before one of them is named so."""


def lone_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The signs in one sentence that lone capitalised words name initiatives."""
    for token in sentence:
        if _is_lone(token, sentence):
            for weight in set(_weights(token, sentence, words)):
                yield Sign(token.text, words.initiative, weight)


def speaks_of(sentence: Span, words: NameWords) -> tuple[bool, bool]:
    """Whether a sentence speaks of models or tests, and whether it tells how many they are ("three pilots")."""
    groups, nouns = words.words("initiatives", "groups"), words.words("initiatives", "nouns")
    spoken = [token for token in sentence if token.lower_ in groups or token.lower_ in nouns]
    return bool(spoken), any(
        token.lower_ in groups and any(child.dep_ == "nummod" for child in token.children) for token in spoken
    )


def counted_names(sentence: Span, before: Sequence[tuple[bool, bool]], words: NameWords) -> Iterator[Sign]:
    """ "A fourth, Alder, failed", "Among them is Alder", near sentences that speak of models or tests.

    `before` is what `speaks_of` tells of the sentences before this one, and of it itself at the end.
    """
    if not any(spoken for spoken, _ in before[-BACK - 1 :]):
        return
    if any(numbered for _, numbered in before[-5:-1]):
        yield from _one_of_several(sentence, words)
    for token in sentence[1:8]:
        if not is_capital(token) or token.ent_type_ == "DATE" or token.lower_ in DAYS:
            continue
        told = " ".join(each.lower_ for each in sentence[: token.i - sentence.start]).replace(" ,", ",")
        if COUNTED.fullmatch(told) or AMONG.fullmatch(told):
            end = token.i + 1
            while end < sentence.end and is_capital(sentence.doc[end]):
                end += 1
            if end >= sentence.end or sentence.doc[end].text in {",", ".", ":", ";", "—", "(", "and"}:
                yield Sign(sentence.doc[token.i : end].text, words.initiative, ENOUGH)
        return


def _one_of_several(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Three pilots went on. Alder was renewed": a subject with an initiative's verb, just after their number."""
    first = sentence[1] if len(sentence) > 1 and sentence[0].lower_ in {"and", "but"} else sentence[0]
    if not _is_lone(first, sentence) or first.ent_type_ == "PERSON":
        return
    fates = words.words("initiatives", "passive_verbs") | words.words("initiatives", "verbs") | FATES
    if first.dep_ in {"nsubj", "nsubjpass"} and first.head.lemma_ in fates:
        yield Sign(first.text, words.initiative, 1.45)


def _is_lone(token: Token, sentence: Span) -> bool:
    if not token.text.istitle() or not token.is_alpha or len(token) < 3 or token.lower_ in DAYS:
        return False
    doc = token.doc
    first, last = token.i == sentence.start, token.i + 1 >= sentence.end
    if (not last and is_capital(doc[token.i + 1])) or (not first and is_capital(doc[token.i - 1])):
        return False
    if not first and doc[token.i - 1].lower_ in {"the", "a", "an", "this", "dr.", "mr.", "ms.", "mrs."}:
        return False
    opens = first or doc[token.i - 1].is_quote or doc[token.i - 1].text in {":", ";"}
    ordinary = opens and token.lower_ in english_words() and token.pos_ not in {"PROPN", "NOUN"}
    return not ordinary and token.tag_ != "NNS"


def _weights(token: Token, sentence: Span, words: NameWords) -> Iterator[float]:
    """The weights of all kinds of evidence that one word has in one sentence."""
    doc = token.doc
    after = [each.lower_ for each in doc[token.i + 1 : min(sentence.end, token.i + 14)]]
    nouns = words.words("initiatives", "nouns")
    if after[:1] == [","] and len(after) > 2 and after[1] in {"a", "an", "its", "our", "the"}:
        stop = next((at for at, word in enumerate(after[1:], 1) if word in {",", "that", "which", "of", "for", "."}), 0)
        if stop and after[stop - 1] in nouns:
            yield ENOUGH
    if after[:1] in (["'s"], ["\u2019s"]) and len(after) > 1 and after[1] in KIN:
        yield 1.3
    if after[:2] == [",", "the"] and len(after) > 3 and after[2] in RANKS and after[3] == ",":
        yield 1.22
    head = token.head
    if token.dep_ == "nsubj":
        yield from _deeds(head, words)
    if token.dep_ == "dobj" and head.lemma_ in JOINING:
        yield 1.2
    if token.dep_ == "dobj" and head.lemma_ in {"replace", "supersede"} and token.ent_type_ != "PERSON":
        yield 1.3
    for clause in token.children:
        if clause.dep_ == "relcl" and any(each.lower_ in {"which", "that"} for each in clause.children):
            yield from _deeds(clause, words)
            dated = any(t.ent_type_ == "DATE" for t in clause.subtree)
            if dated and clause.lemma_ in words.words("initiatives", "verbs"):
                yield 1.45
    taking = {"participate", "part", "enroll", "sign"}
    if token.dep_ == "pobj" and head.lower_ in {"in", "for"} and head.head.lemma_ in taking:
        yield 1.2


def _deeds(verb: Token, words: NameWords) -> Iterator[float]:
    objects = [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    if verb.lemma_ in GAINS and any(t.ent_type_ == "MONEY" or t.lower_ in {"money", "nothing"} for t in objects):
        yield 1.25
    if verb.lemma_ in EFFECTS and any(each.lower_ in {"quality", "spending", "care", "costs"} for each in objects):
        yield 1.1
    if verb.lemma_ in PAYING and any(each.tag_ == "NNS" and each.text.islower() for each in objects):
        yield 1.15
    states = words.words("references", "initiative_states")
    if verb.lemma_ in {"be", "become", "remain"} and any(child.lower_ in states for child in verb.children):
        yield 1.4
    for other in verb.conjuncts:
        if other.pos_ == "VERB" and not any(child.dep_ == "nsubj" for child in other.children) and other.i > verb.i:
            yield from (weight for weight in _deeds(other, words) if verb.i < other.i)
            return
