"""Candidates: runs of capitalised words that could be names, and what all their places in a document tell of them.

A capital alone is no evidence. What counts is the company that a run keeps wherever it stands: the verbs that it is
the subject of, the words before and behind it, its own last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from extract.claims.annotated import AnnotatedSentence
from extract.names.name_matcher import JOINERS
from extract.names.runs import CONNECTORS, DAYS, OPENERS, is_capital, is_owner
from extract.parsing.pipeline import english_words

NAME = "<name>"
LONGEST = 9
"""Tokens that a name may have."""


@dataclass(slots=True)
class NameCandidate:
    """One string that could be a name, with its features from every place where it stands."""

    text: str
    features: set[str] = field(default_factory=set)
    places: list[tuple[int, int, int]] = field(default_factory=list)


def find_candidates(
    sentences: Sequence[AnnotatedSentence],
    taken: Sequence[frozenset[int]],
    groups: Mapping[str, str],
    apart: frozenset[str] = frozenset(),
) -> list[NameCandidate]:
    """All candidates of a document; `taken` are the tokens of each sentence that known names cover already.

    `apart` are words for things of their own, which with an "'s" own the name behind them and are no part of it.
    """
    found: dict[str, NameCandidate] = {}
    lowered = {token.text for each in sentences for token in each.span if token.text.islower()}
    for number, (sentence, covered) in enumerate(zip(sentences, taken, strict=True)):
        doc = sentence.span.doc
        for start, end in _runs(sentence, covered, lowered, apart):
            text = doc[start:end].text
            one = found.setdefault(text, NameCandidate(text))
            one.features.update(_company(sentence, start, end, groups))
            one.places.append((number, start, end))
    for one in found.values():
        one.features.update(_own(one.text, len(one.places), lowered, groups))
    return list(found.values())


def words_around(sentence: AnnotatedSentence, covered: frozenset[int]) -> tuple[list[str], dict[int, int]]:
    """A sentence's words with each name that is known put as one mark, and at which of them each token stands."""
    words: list[str] = []
    places: dict[int, int] = {}
    for place in range(sentence.span.start, sentence.span.end):
        if place not in covered:
            words.append(sentence.span.doc[place].text)
        elif place - 1 not in covered or not words:
            words.append(NAME)
        places[place] = len(words) - 1
    return words, places


def _runs(
    sentence: AnnotatedSentence, covered: frozenset[int], lowered: set[str], apart: frozenset[str]
) -> Iterator[tuple[int, int]]:
    span, doc = sentence.span, sentence.span.doc
    place = span.start
    while place < span.end:
        token = doc[place]
        if not is_capital(token) or place in covered or token.lower_ in DAYS:
            place += 1
            continue
        end, cuts = place + 1, [place]
        while end < span.end and end not in covered and end - place < LONGEST:
            if is_capital(doc[end]) or (doc[end].text.isdigit() and len(doc[end].text) < 3):
                end += 1
            elif doc[end].text in JOINERS | {"&", "-", "."} and end + 1 < span.end and (
                is_capital(doc[end + 1]) and (doc[end].text != "." or len(doc[end - 1].text) == 1)
            ):  # fmt: skip
                end += 2
            elif is_owner(doc, end, span.end) and end + 1 not in covered and _owns_within(doc, end, apart):
                cuts += [end, end + 1]
                end += 2
            elif (step := _connector(doc, end, span.end)) and not covered & set(range(end, end + step + 1)):
                cuts += [end, end + step]
                end += step + 1
            else:
                break
        first = place
        if first == span.start and doc[first].pos_ in OPENERS:
            first += 1
        pieces = {(first, end)}
        if len(cuts) > 1:
            edges = [*cuts, end]
            pieces |= {(edges[step], edges[step + 1]) for step in range(0, len(edges) - 1, 2)}
            pieces |= {(edges[0], edges[1]), (edges[-2], edges[-1])}
        for start, stop in sorted(pieces):
            if stop > start and not _is_opener(sentence, start, stop, lowered):
                yield start, stop
        place = end


def _owns_within(doc: Doc, at: int, apart: frozenset[str]) -> bool:
    """Whether the owner before an "'s" is an ordinary word, and so perhaps part of a name."""
    word = doc[at - 1].lower_
    return bool(apart) and apart.isdisjoint({word, word.removesuffix("s")}) and (
        not english_words().isdisjoint({word, word.removesuffix("s")}) and doc[at - 1].ent_type_ not in {"GPE", "NORP"}
    )  # fmt: skip


def _connector(doc: Doc, place: int, last: int) -> int:
    """How many small words stand between two capitals of one name ("of the"), or none."""
    if doc[place].lower_ == "the" and doc[place - 1].pos_ == "ADP" and place + 1 < last and is_capital(doc[place + 1]):
        return 1  # "Morning After the Ward"
    if doc[place].lower_ not in CONNECTORS:
        return 0
    for step in (1, 2):
        if place + step >= last:
            return 0
        if is_capital(doc[place + step]) and doc[place + step].lower_ not in DAYS:
            return step
        if doc[place + step].lower_ not in {"the", "a"} | CONNECTORS:
            return 0
    return 0


def _is_opener(sentence: AnnotatedSentence, start: int, end: int, lowered: set[str]) -> bool:
    """Whether a single word only has its capital because a sentence begins with it."""
    token = sentence.span.doc[start]
    if end - start > 1 or start != sentence.span.start or not token.text.istitle():
        return False
    return token.lower_ in lowered or (token.lower_ in english_words() and token.pos_ not in {"PROPN", "NOUN"})


def _company(sentence: AnnotatedSentence, start: int, end: int, groups: Mapping[str, str]) -> Iterator[str]:
    span, doc = sentence.span, sentence.span.doc
    before = [doc[place].lower_ for place in range(start - 1, max(start - 4, span.start - 1), -1)]
    after = [doc[place].lower_ for place in range(end, min(end + 3, span.end))]
    before += ["^"] * (3 - len(before))
    after += ["$"] * (3 - len(after))
    yield f"-1:{before[0]}"
    yield f"-2:{before[1]} {before[0]}"
    yield f"-3:{before[2]} {before[1]} {before[0]}"
    yield f"+1:{after[0]}"
    yield f"+2:{after[0]} {after[1]}"
    yield f"+3:{after[0]} {after[1]} {after[2]}"
    for name, words in (("-", before), ("+", after)):
        for word in words:
            yield f"{name}:{word}"
            if word in groups:
                yield f"{name}g:{groups[word]}"
    yield f"kind:{sentence.passage.kind}"
    root = doc[start:end].root
    yield f"as:{root.dep_}"
    head = root.head
    lemma = head.lemma_.lower()
    yield f"head:{root.dep_}:{lemma}"
    yield f"headg:{root.dep_}:{groups.get(lemma, '')}"
    if root.dep_ == "pobj":
        yield f"over:{lemma}:{head.head.lemma_.lower()}"
        yield f"overg:{lemma}:{groups.get(head.head.lemma_.lower(), '')}"
    for child in root.children:
        if child.i >= end or child.i < start:
            yield f"has:{child.dep_}:{child.lemma_.lower()}"
            yield f"hasg:{child.dep_}:{groups.get(child.lemma_.lower(), '')}"
            if child.dep_ in {"appos", "relcl"}:
                for inner in child.children:
                    yield f"in:{child.dep_}:{inner.lemma_.lower()}"
    if root.dep_ in {"nsubj", "nsubjpass"}:
        for child in head.children:
            if child.dep_ in {"dobj", "attr", "acomp", "prep", "prt", "oprd"}:
                yield f"does:{lemma}:{child.lemma_.lower()}"
                yield f"doesg:{groups.get(lemma, '')}:{groups.get(child.lemma_.lower(), '')}"
    for kind in {doc[place].ent_type_ for place in range(start, end)}:
        yield f"ner:{kind}"


def _own(text: str, places: int, lowered: set[str], groups: Mapping[str, str]) -> Iterator[str]:
    words = text.split()
    yield f"last:{words[-1].lower()}"
    yield f"lastg:{groups.get(words[-1].lower(), '')}"
    yield f"first:{words[0].lower()}"
    yield f"size:{min(len(words), 6)}"
    yield f"places:{min(places, 4)}"
    for word in words:
        yield f"word:{word.lower()}"
        if word.lower() in groups:
            yield f"wordg:{groups[word.lower()]}"
    ordinary = sum(word.lower() in english_words() for word in words)
    yield f"ordinary:{'all' if ordinary == len(words) else 'some' if ordinary else 'none'}:{min(len(words), 3)}"
    shape = "all" if text.isupper() else "digits" if any(letter.isdigit() for letter in text) else "first"
    yield f"capitals:{shape}:{min(len(words), 3)}"
    if any(len(word) == 2 and word[1] == "." for word in words):
        yield "initial"
    if words[0].lower() in lowered:
        yield "also lower"
