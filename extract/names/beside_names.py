"""Names beside what they are: "the pilot, Clear Water, pays", "Fair Share, a new test", "as the trial is called".

The parser often takes a name of everyday words for anything but a name; commas and the nouns beside them do not err.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from extract.names.name_words import NameWords
from extract.names.runs import CONNECTORS, DAYS, is_capital, left_of, right_of
from extract.names.signs import ENOUGH, STRONG, Sign, name_text
from extract.parsing.pipeline import english_words

OPEN = frozenset(
    {"a", "an", "the", "its", "our", "their", "this", "another", "second", "third", "one", "'s", "\u2019s", "s'"}
)
"""What a phrase that tells what a name is begins with."""
CLOSING = frozenset({",", ".", ":", ";", ")", "(", "\u2014", "\u2013", "--"})
REACH = 9
"""Tokens that such a phrase may have."""
LONGEST = 6
"""Words that such a name may have."""
SURE = STRONG + 1
"""More than the language model's guess that everyday words with capitals are somebody's name."""
DOING = frozenset({"VERB", "AUX"})


def names_beside(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The signs in one sentence that a name stands beside what it is."""
    doc = sentence.doc
    nouns = words.words("initiatives", "nouns") | words.words("initiatives", "beside")
    for token in sentence:
        if token.lower_ in nouns and token.text.islower():
            yield from _before(sentence, token.i, words)
            yield from _behind(sentence, token.i, words)
        elif token.text == "," and token.i > sentence.start and is_capital(doc[token.i - 1]):
            yield from _called(sentence, token.i, words, nouns)
        elif token.lower_ in words.words("initiatives", "groups") | words.words("initiatives", "several"):
            yield from _listed(sentence, token.i, words)


def _before(sentence: Span, noun: int, words: NameWords) -> Iterator[Sign]:
    """ "Fair Share, a three-year test": the phrase around the noun follows a comma behind the name."""
    doc = sentence.doc
    if noun + 1 < sentence.end and doc[noun + 1].pos_ in {"NOUN", "PROPN"} and not is_capital(doc[noun + 1]):
        return  # "a pilot site"
    at = noun - 1
    while at > sentence.start and noun - at < REACH and doc[at].text != "," and not _is_apart(doc, at, "VERB"):
        at -= 1
    if doc[at].text != "," or at + 1 >= noun or doc[at + 1].lower_ not in OPEN:
        return
    if any(_is_apart(doc, index, "ADP") for index in range(at + 1, noun)):
        return
    start = left_of(doc, at, sentence.start)
    if at - start > 1 and _may_be_name(doc, start, at, words):
        yield _sign(doc, start, at, words)


def _is_apart(doc: Doc, index: int, part: str) -> bool:
    """Whether a word of some part of speech stands by itself, and in no compound ("longest-running")."""
    return doc[index].pos_ == part and "-" not in {doc[index - 1].text, doc[min(index + 1, len(doc) - 1)].text}


def _sign(doc: Doc, start: int, end: int, words: NameWords) -> Sign:
    """The sign of a name; one of everyday words outweighs the language model's guess that it is somebody's."""
    return Sign(name_text(doc, start, end), words.initiative, SURE if _is_everyday(doc, start, end) else ENOUGH)


def _is_everyday(doc: Doc, start: int, end: int) -> bool:
    said = [token.lower_ for token in doc[start:end] if token.is_alpha]
    return end - start > 1 and all(one in english_words() or one in CONNECTORS | {"the"} for one in said)


def _behind(sentence: Span, noun: int, words: NameWords) -> Iterator[Sign]:
    """ "its doctors' scheme, Fair Share, is optional": the name stands between commas behind the phrase."""
    doc = sentence.doc
    at = noun + 1
    while at < sentence.end and at - noun < REACH and doc[at].text.islower() and doc[at].pos_ not in DOING:
        at += 1
    if at + 1 >= sentence.end or doc[at].text not in {",", ":"} or not is_capital(doc[at + 1]):
        return
    if at > noun + 1 and (doc[noun + 1].pos_ != "ADP" or doc[at - 1].lower_ in words.words("initiatives", "seats")):
        return
    opens = range(max(sentence.start, noun - REACH), noun)
    begin = next((index for index in reversed(opens) if doc[index].lower_ in OPEN or doc[index].text == "'"), None)
    if begin is None or _is_setting(sentence, at) or _is_of_somebody(doc, begin, sentence.start, words):
        return
    end = right_of(doc, at + 1, sentence.end)
    if (end >= sentence.end or doc[end].text in CLOSING) and _may_be_name(doc, at + 1, end, words):
        yield _sign(doc, at + 1, end, words)


def _is_setting(sentence: Span, comma: int) -> bool:
    """Whether all before a comma only tells when or where something was: "In the trial, Harbor Kids came first"."""
    ahead = sentence.doc[sentence.start : comma]
    return ahead[0].pos_ in {"ADP", "SCONJ"} and all(token.pos_ not in DOING for token in ahead)


def _is_of_somebody(doc: Doc, begin: int, first: int, words: NameWords) -> bool:
    """Whether a phrase belongs to somebody's post, whose name then follows: "the head of the trial, Grace Hill,"."""
    posts = words.words("people", "roles") | words.words("people", "titles")
    return any(doc[index].lower_ in posts for index in range(max(first, begin - 4), begin))


def _called(sentence: Span, comma: int, words: NameWords, nouns: frozenset[str]) -> Iterator[Sign]:
    """ "Fair Share, as the trial is called,"."""
    doc = sentence.doc
    said = [token.lower_ for token in doc[comma + 1 : min(sentence.end, comma + 10)]]
    for aside in words.tables["initiatives"]["asides"]:
        parts = aside.split()
        if len(said) >= len(parts) and all(
            one == part or (part == "{noun}" and one in nouns) for one, part in zip(said, parts, strict=False)
        ):
            start = left_of(doc, comma, sentence.start)
            if start < comma and _may_be_name(doc, start, comma, words):
                yield Sign(name_text(doc, start, comma), words.initiative, STRONG)
            return


def _listed(sentence: Span, noun: int, words: NameWords) -> Iterator[Sign]:
    """ "four schemes in the field: Rain Rate, Low Water and Two Wells": each item of the list that ends a sentence."""
    doc = sentence.doc
    colon = next((index for index in range(noun + 1, min(sentence.end, noun + REACH)) if doc[index].text == ":"), None)
    if colon is None or any(doc[index].pos_ in DOING or is_capital(doc[index]) for index in range(noun + 1, colon)):
        return
    names: list[tuple[int, int]] = []
    at = colon + 1
    while at < sentence.end and is_capital(doc[at]):
        end = at + 1
        while end < sentence.end and doc[end].text not in {",", ".", ";", "("} and doc[end].lower_ not in {"and", "or"}:
            end += 1
        names.append((at, end))
        at = end
        while at < sentence.end and (doc[at].text in {",", ";"} or doc[at].lower_ in {"and", "or"}):
            at += 1
    whole = at >= sentence.end or doc[at].text in {".", ")"}
    if whole and len(names) > 1 and all(_may_be_name(doc, start, end, words, listed=True) for start, end in names):
        for start, end in names:
            yield _sign(doc, start, end, words)


def _may_be_name(doc: Doc, start: int, end: int, words: NameWords, *, listed: bool = False) -> bool:
    """Whether capitalised words could name an initiative: no body's, person's, place's or day's name."""
    run = doc[start:end]
    if not 0 < len(run) <= LONGEST or any(token.is_punct and token.text not in {"'", "-"} for token in run):
        return False
    lowered = [token.lower_ for token in run]
    people = words.words("people", "roles") | words.words("people", "titles")
    if not set(lowered).isdisjoint(people | DAYS) or lowered[-1] in words.words("bodies", "heads"):
        return False
    kind = words.head_of(lowered)
    if kind is not None and not words.is_initiative(kind):
        return False
    if all(one in words.words("initiatives", "plain") | words.words("initiatives", "loose") for one in lowered):
        return False
    guessed = any(token.ent_type_ in {"PERSON", "GPE", "LOC", "NORP", "DATE"} for token in run)
    return listed or _is_everyday(doc, start, end) or not guessed
