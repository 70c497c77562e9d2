"""Told after: things that a sentence only counts or calls by their kind, and that the next one names.

"The agency runs several programs. These programs include Alder and Birch." What the first sentence says of the
programs is said of Alder and Birch: their names are read as if they stood behind the noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from spacy.tokens import Token

from extract.annotation.own_sentence import SUBJECTS
from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.mentions import Mention
from extract.names.knowledge import Knowledge

POINTS_BACK = frozenset({"these", "those", "they", "such"})
LISTS = frozenset({"include", "be", "comprise"})
FEWEST = 2
"""A single name after "these" tells an example, not the whole."""


def told_after(sentences: Sequence[AnnotatedSentence], knowledge: Knowledge) -> list[AnnotatedSentence]:
    """The sentences, those that speak of a plural named by the next one with its names among their mentions."""
    kinds = [knowledge.words.terms[name] for name in ("Initiative", "Organization", "Person")]
    is_a = knowledge.ontology.vocabulary.is_a

    def is_thing(found: TokenMention) -> bool:
        return any(is_a(found.mention.referent.type, kind) for kind in kinds)

    done = []
    for sentence, after in zip_longest(sentences, sentences[1:]):
        named = _named(after, is_thing) if after is not None else None
        if named is not None and after.passage.start == sentence.passage.start:
            noun = _noun(sentence, named[0])
            if noun is not None:
                sentence = _with_names(sentence, noun, named[1])
        done.append(sentence)
    return done


def _named(
    sentence: AnnotatedSentence, is_thing: Callable[[TokenMention], bool]
) -> tuple[str, list[TokenMention]] | None:
    """The noun (empty for "they") and the names of a sentence such as "These programs include Alder and Birch"."""
    root = sentence.span.root
    subject = next((child for child in root.children if child.dep_ in SUBJECTS), None)
    opening = sentence.span[0]
    if root.lemma_ not in LISTS or subject is None or opening.lower_ not in POINTS_BACK:
        return None
    if subject.i > sentence.span.start + 1 or any(child.dep_ == "neg" for child in root.children):
        return None
    listed = [one for child in root.children if child.dep_ in {"dobj", "attr"} for one in _joined(child)]
    found = [each for token in listed for each in sentence.mentions_at(token.i) if is_thing(each)]
    if len({each.mention.referent.key for each in found}) < FEWEST:
        return None
    return ("" if subject.i == opening.i else subject.lower_), found


def _joined(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "appos"}:
            yield from _joined(child)


def _noun(sentence: AnnotatedSentence, word: str) -> Token | None:
    """The one plural without a name in a sentence that can be meant: the object of its verb."""
    root = sentence.span.root
    objects = [child for child in root.children if child.dep_ in {"dobj", "attr", "nsubjpass"}]
    plural = [one for one in objects if one.tag_ == "NNS" and not sentence.mentions_at(one.i)]
    return plural[0] if len(plural) == 1 and word in {"", plural[0].lower_} else None


def _with_names(sentence: AnnotatedSentence, noun: Token, names: list[TokenMention]) -> AnnotatedSentence:
    start, end = sentence.offsets(noun.i, noun.i + 1)
    more = []
    for each in {one.mention.referent.key: one.mention for one in names}.values():
        place = (each.start, each.end)
        told = Mention(
            start, end, noun.text, each.referent.type, each.referent, "reference", place, ((*place, "antecedent"),)
        )
        more.append(TokenMention(told, noun.i, noun.i + 1))
    mentions = sorted((*sentence.mentions, *more), key=lambda one: one.start)
    return replace(sentence, mentions=tuple(mentions))
