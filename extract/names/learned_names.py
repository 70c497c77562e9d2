"""Learned names: what learned weights take for a name, and of which class, where nothing else did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from extract.claims.annotated import AnnotatedSentence
from extract.names.candidates import NameCandidate, find_candidates, words_around
from extract.names.name_words import NameWords
from extract.names.runs import is_capital
from extract.names.signs import ENOUGH, Sign
from extract.weights.encoder import Encoder, Vectors
from extract.weights.heads import Head, Sides, likeliest
from extract.weights.weights import Weights

INITIATIVE = "Initiative"
LONE = 0.95
"""How likely a single word that stands at one place only must be a name: one deed alone proves little."""
FEWEST = 6
"""Words that a text must have: fewer tell too little of what they name."""
HALF, SUPPORTED = 1.05, 0.3
"""What a name proves that is only half likely, and how likely it must be for that: a deed told of it must be added."""
PLACES = 6
"""Places of a candidate that are looked at."""


def learned_names(
    sentences: Sequence[AnnotatedSentence],
    taken: Sequence[frozenset[int]],
    words: NameWords,
    weights: Weights,
    document_type: str | None,
) -> Iterator[Sign]:
    """Signs for the likeliest candidates of a document, the surest first, none inside a surer one.

    What is half likely to be an initiative's name gives half a sign: it is one where the text tells of its deeds.
    """
    if sum(len(one.span) for one in sentences) < FEWEST:
        return
    head = weights.heads["names"]
    surroundings = Surroundings(sentences, taken, document_type)
    judged = []
    for one in find_candidates(sentences, taken, weights.groups, words.apart):
        found = judge(one, head, surroundings, weights.encoder)
        if found is not None and not _goes_on(one, sentences, taken):
            judged.append((found[1], found[0], one))
    used: set[tuple[int, int]] = set()
    for chance, kind, one in sorted(judged, key=lambda each: (-each[0], each[2].text)):
        if kind == INITIATIVE and any(no(one, sentences, words) for no in NO_NAMES):
            continue
        own = {(number, token) for number, start, end in one.places for token in range(start, end)}
        if own & used:
            continue
        used |= own
        weight = ENOUGH if chance > 1 else HALF
        yield Sign(one.text, words.initiative if kind == INITIATIVE else words.terms[kind], weight)


def _goes_on(one: NameCandidate, sentences: Sequence[AnnotatedSentence], taken: Sequence[frozenset[int]]) -> bool:
    """Whether a candidate begins with a word that alone names another thing: "Thistle lost, and Thistle Bay wept"."""
    first, _, more = one.text.partition(" ")
    if not more:
        return False
    return any(
        sentence.span.doc[token].text == first and not {token - 1, token + 1} & known
        for sentence, known in zip(sentences, taken, strict=True)
        for token in known
    )


def _is_label(one: NameCandidate, sentences: Sequence[AnnotatedSentence], words: NameWords) -> bool:
    """Whether a candidate only labels what follows, with a word that headings are made of: "Rumour: it will end"."""
    behind = [sentences[number].span.doc[end : end + 1].text for number, _, end in one.places]
    return one.text.lower() in words.words("headings", "words") and all(mark == ":" for mark in behind)


def _is_told_a_place(one: NameCandidate, sentences: Sequence[AnnotatedSentence], words: NameWords) -> bool:
    """Whether a text says that a candidate is a place: "Arden is one of 22 states", in a column of districts."""
    named = words.words("places", "kinds")
    kinds = "|".join(sorted(named))
    for number, start, end in one.places:
        cell = sentences[number].cell
        header = set(re.findall(r"[a-z]+", (cell.header or "").lower())) if cell is not None else set()
        if header & (named | words.words("places", "columns")):
            return True
        doc = sentences[number].span.doc
        before, after = doc[max(doc[start].sent.start, start - 4) : start].text, doc[end : end + 9].text
        if re.search(rf"\b(?:{kinds}) of$", before, re.I):
            return True
        if re.match(rf"(?:is|was|became|will be|,) (?:among|one of)(?: \S+){{0,3}} (?:{kinds})\b", after):
            return True
    return False


def _speaks(one: NameCandidate, sentences: Sequence[AnnotatedSentence], words: NameWords) -> bool:
    """Whether a text lets a candidate say or find something, as no test does: "Alder found savings of $58 million"."""
    speech = words.words("people", "speech")
    for number, start, end in one.places:
        told = [each for each in sentences[number].span.doc[start:end] if each.dep_ == "nsubj"]
        if any(each.head.lemma_ in speech and each.head.tag_ in {"VBD", "VBZ"} for each in told):
            return True
    return False


def _is_headline(one: NameCandidate, sentences: Sequence[AnnotatedSentence], words: NameWords) -> bool:
    """Whether a candidate says in headings alone what a body does: "Ardvale Launches Harbor Care Pilot"."""
    told = one.text.lower().split()[1:-1]
    headed = all(sentences[number].passage.kind == "heading" for number, _, _ in one.places)
    return headed and not words.headline_verbs.isdisjoint(told)


def _is_surname(one: NameCandidate, sentences: Sequence[AnnotatedSentence], words: NameWords) -> bool:
    """Whether a candidate is the last word of somebody's full name: "Dr. Ana Oyo … Oyo had led the center"."""
    if " " in one.text or one.text.lower() in words.heads:
        return False
    said = one.text.casefold()
    for sentence in sentences:
        for token in sentence.span[1:]:
            before = token.nbor(-1)
            if token.text.casefold() == said and token.ent_type_ == before.ent_type_ == "PERSON" and is_capital(before):
                return True
    return False


def _is_scrap(one: NameCandidate, sentences: Sequence[AnnotatedSentence], _: NameWords) -> bool:
    """Whether a single word stands only in what people say in fewer words than a sentence: "Still Renwick?"."""
    spans = [sentences[number] for number, _, _ in one.places if sentences[number].passage.kind == "paragraph"]
    verbless = all(not any(token.pos_ in {"VERB", "AUX"} for token in each.span) for each in spans)
    return " " not in one.text and len(spans) == len(one.places) and verbless


NO_NAMES = (_is_told_a_place, _is_label, _speaks, _is_headline, _is_surname, _is_scrap)
"""By what a text tells that a candidate is no initiative's name."""


class Surroundings:
    """The sentences of a document with the names that are known put as marks, each encoded when it is asked for."""

    def __init__(
        self, sentences: Sequence[AnnotatedSentence], taken: Sequence[frozenset[int]], document_type: str | None
    ) -> None:
        self.sentences = sentences
        self.taken = taken
        self.type = f"type:{document_type}"
        self._words: dict[int, tuple[list[str], dict[int, int]]] = {}
        self._states: dict[int, Vectors] = {}

    def places(self, one: NameCandidate) -> Iterator[tuple[int, int, int]]:
        """For each place of a candidate the number of its sentence, and the rows of its first and last word."""
        for number, start, end in one.places[:PLACES]:
            rows = self._around(number)[1]
            yield number, rows[start] + 1, rows[end - 1] + 1

    def view(self, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A sentence's words, and marks of where it stands, as the encoder takes them in."""
        return tuple(self._around(number)[0]), (f"passage:{self.sentences[number].passage.kind}", self.type)

    def state(self, number: int, encoder: Encoder) -> Vectors:
        """A sentence's vectors."""
        held = self._states.get(number)
        if held is None:
            held = self._states[number] = encoder.encode(*self.view(number))
        return held

    def _around(self, number: int) -> tuple[list[str], dict[int, int]]:
        held = self._words.get(number)
        if held is None:
            held = self._words[number] = words_around(self.sentences[number], self.taken[number])
        return held


def judge(one: NameCandidate, head: Head, surroundings: Surroundings, encoder: Encoder) -> tuple[str, float] | None:
    """The class of a candidate and its probability over all its places, and one more if that is enough by itself."""
    marks = sorted(one.features)
    scores = [
        head.scores(surroundings.state(number, encoder), [Sides(first, last, marks)])[0]
        for number, first, last in surroundings.places(one)
    ]
    mean = np.mean(scores, axis=0)
    best, chance = likeliest(mean)
    least = max(float(head.thresholds[best]), LONE if len(one.places) == 1 and " " not in one.text else 0.0)
    if best and chance >= least:
        return head.classes[best], 1 + chance
    place = head.classes.index(INITIATIVE)
    half = chance * float(np.exp(mean[place] - mean[best]))
    return (INITIATIVE, half) if half >= SUPPORTED else None
