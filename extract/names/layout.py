"""Names told by a document's layout: cells below a header, items of a list, a heading with "the model" below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.claims.annotated import AnnotatedSentence
from extract.names.lone_names import counted_names, speaks_of
from extract.names.name_words import NameWords
from extract.names.runs import is_capital, right_of
from extract.names.signs import ENOUGH, Sign, name_text
from extract.parsing.pipeline import english_words

LONGEST = 10
"""Words that a name in a cell has at most."""

SHOUTED = re.compile(
    r"\b(?:STATEMENT|TESTIMONY|REMARKS|ADDRESS) (?:OF|BY) (?:THE )?(?:HON\.?|HONORABLE|DR\.?)?\s*"
    r"([A-Z][A-Z'\u2019-]+(?: [A-Z]\.)?(?: [A-Z][A-Z'\u2019-]+){1,2})(?=[,\s]*$|,)"
)
"""Who speaks, in the capitals of a hearing's masthead."""


def layout_signs(sentences: Sequence[AnnotatedSentence], words: NameWords) -> Iterator[Sign]:
    """The signs that stand in the layout of one document, not in its sentences."""
    starts: list[int] = []
    spoken: list[tuple[bool, bool]] = []
    for index, sentence in enumerate(sentences):
        if sentence.cell is not None:
            yield from _cell(sentence, words)
        elif sentence.passage.lead_in is not None and sentence.span.start == 0:
            starts = starts or [each.start for each in sentences]
            place = bisect_right(starts, max(sentence.passage.lead_in[0], sentence.passage.lead_in[1] - 1)) - 1
            yield from _item(sentence, sentences[max(0, place)], words)
        elif sentence.passage.kind == "heading" and index + 1 < len(sentences):
            yield from _heading(sentence, sentences, index, words)
            yield from _spotlight(sentence, sentences[index + 1 : index + 4], words)
        if sentence.cell is None and index + 1 < len(sentences):
            yield from _taken_up(sentence, sentences[index + 1], words)
        if index < 8 and (shouted := SHOUTED.search(sentence.span.text)):
            yield Sign(" ".join(shouted.group(1).split()), words.terms["Person"], ENOUGH + 1)
        if sentence.cell is None and sentence.passage.kind != "heading":
            spoken += [speaks_of(each.span, words) for each in sentences[len(spoken) : index + 1]]
            yield from counted_names(sentence.span, spoken, words)


def _cell(sentence: AnnotatedSentence, words: NameWords) -> Iterator[Sign]:
    header = re.sub(r"[^a-z ]", " ", (sentence.cell.header or "").lower() if sentence.cell else "").strip()
    text = re.sub(r"\s*\([^()]*\)\s*$", "", sentence.span.text.strip()).strip(" *_.")
    if not text or text.lower() in words.words("columns", "silent") or len(text.split()) > LONGEST:
        return
    if not (text[0].isupper() or text[0].isdigit()) or sentence.span.start != 0 or re.fullmatch(r"[\d\W]+", text):
        return
    for name in ("Initiative", "Person", "Organization"):
        label = " ".join(header.split())
        if label in words.words("columns", name) or (name == "Initiative" and words.heads.get(label) in words.own):
            kind = words.initiative if name == "Initiative" else words.terms[name]
            text = text.split(",")[0] if name == "Person" else text  # "Ann Lee, since 3 May"
            parts = text.split(", ")
            if name == "Organization" and len(parts) == 2 and words.head_of(parts[1].split()[:1]):
                text = parts[0]  # "Reef Care Service, Department of Tides"
            text = re.split(r",\s+(?=[a-z])", text)[0]  # "Reef Care Trial, closed in 2031"
            if name == "Person" and len(text.split()) < 2:
                return
            yield Sign(text, kind, ENOUGH + 1)


def _item(sentence: AnnotatedSentence, before: AnnotatedSentence, words: NameWords) -> Iterator[Sign]:
    """An item of "the following models:": the name that opens it; `before` is the sentence that leads in."""
    span, doc = sentence.span, sentence.span.doc
    told = [token.lower_ for token in before.span][-8:]
    if not set(told) & words.words("initiatives", "groups"):
        return
    start = span.start + (doc[span.start].lower_ == "the")
    if start >= span.end or not is_capital(doc[start]):
        return
    end = right_of(doc, start, span.end)
    ends = (
        end >= span.end
        or doc[end].text in {",", ":", "(", "—", "\u2013", "-", ";", "."}
        or doc[end].lower_ in {"which", "that", "is", "will"}
    )
    lone = end - start == 1 and doc[start].pos_ in {"VERB", "ADP", "DET", "PRON", "ADV"}
    if ends and end - start <= LONGEST and not lone:
        yield Sign(name_text(doc, start, end), words.initiative, ENOUGH)


def _heading(
    sentence: AnnotatedSentence, sentences: Sequence[AnnotatedSentence], index: int, words: NameWords
) -> Iterator[Sign]:
    """A heading is a name if the text below it goes on with "The model" and the heading is no part's title."""
    following = sentences[index + 1]
    if following.passage.start == sentence.passage.start or len(following.span) < 3:
        return
    first, second = following.span[0].lower_, following.span[1].lower_
    if first not in {"the", "this"} or second not in words.words("initiatives", "nouns"):
        return
    tokens = [token for token in sentence.span if token.is_alpha]
    if not 0 < len(tokens) <= 6 or sentence.span.text.rstrip().endswith(("?", ":", ".")):
        return
    if not all(
        is_capital(token) or token.lower_ in {"of", "and", "for", "in", "to", "the", "with"} for token in tokens
    ):
        return
    idle = words.words("headings", "words") | words.words("initiatives", "plain")
    if any(token.lower_ in idle for token in tokens[:1]) or all(token.lower_ in idle for token in tokens):
        return
    top = not any(each.passage.kind == "heading" for each in sentences[:index])
    if not top and all(token.lower_ in english_words() and token.text.istitle() for token in tokens):
        return
    yield Sign(name_text(sentence.span.doc, sentence.span.start, sentence.span.end), words.initiative, ENOUGH)


def _taken_up(sentence: AnnotatedSentence, following: AnnotatedSentence, words: NameWords) -> Iterator[Sign]:
    """ "Alder survived. The test, which pays clinics, saved money": what "the test" goes on with is a test."""
    if following.passage.start != sentence.passage.start or len(following.span) < 3 or len(sentence.span) < 2:
        return
    first, subject = following.span[:2], sentence.span[0]
    if first[0].lower_ != "the" or first[1].lower_ not in words.words("initiatives", "nouns"):
        return
    alone = subject.text.istitle() and subject.is_alpha and not is_capital(sentence.span[1])
    if alone and subject.dep_ in {"nsubj", "nsubjpass"} and subject.tag_ == "NNP" and subject.ent_type_ != "PERSON":
        yield Sign(subject.text, words.initiative, 1.95 if subject.lower_ not in english_words() else 1.6)


def _spotlight(sentence: AnnotatedSentence, below: Sequence[AnnotatedSentence], words: NameWords) -> Iterator[Sign]:
    """ "Model spotlight: Alder", "What is Alder?" above a text that opens with Alder and goes on with "the model"."""
    if not below or below[0].passage.kind == "heading" or not len(below[0].span):
        return
    opening = below[0].span[0]
    if not is_capital(opening) or opening.text not in {token.text for token in sentence.span}:
        return
    nouns = words.words("initiatives", "nouns")
    goes_on = any(
        each.span[at].lower_ in {"the", "this"} and each.span[at + 1].lower_ in nouns
        for each in below[1:]
        for at in range(len(each.span) - 1)
    )
    end = right_of(opening.doc, below[0].span.start, below[0].span.end)
    told = any(token.lower_ in nouns for token in sentence.span) or goes_on
    if told and words.head_of([opening.doc[end - 1].text]) is None and end - below[0].span.start <= 3:
        yield Sign(name_text(opening.doc, below[0].span.start, end), words.initiative, 1.05 if not goes_on else 1.6)
