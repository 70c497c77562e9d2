"""Slot names: capitals that the place in which they stand tells the kind of, whatever their words are.

What a body administers is a program, what an office is pleased to present is an initiative, and a post that tests,
employs and is paid from a budget is the body that is called after it ("the Rail Safety Commissioner of Mount Erin").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extract.names.name_words import NameWords
from extract.names.runs import is_capital, left_of, right_of
from extract.names.signs import ENOUGH, Sign, name_text
from extract.parsing.pipeline import english_words


def slot_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The signs in one sentence that slots give."""
    for token in sentence:
        if token.lemma_ in words.words("slots", "administering") and token.pos_ == "VERB":
            yield from _programs(token, sentence, words)
        if token.lower_ in words.words("slots", "presenting"):
            yield from _presented(token, sentence, words)
        if token.lower_ in words.words("slots", "body_posts") and token.text.istitle():
            yield from _acting_posts(token, sentence, words)


def _programs(verb: Token, sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "The agency administers the National Drug Card": two words or more, of which the last is what people hold."""
    for child in verb.children:
        if child.dep_ not in {"dobj", "nsubjpass"} or child not in sentence:
            continue
        for one in (child, *child.conjuncts):
            start = left_of(one.doc, one.i + 1, sentence.start)
            articled = start > sentence.start and one.doc[start - 1].lower_ in {"the", "its", "our", "national"}
            if articled and one.i > start and one.lower_ in words.words("slots", "held"):
                yield Sign(name_text(one.doc, start, one.i + 1), words.terms["Program"], ENOUGH)


def _presented(token: Token, sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "The Department of Care is pleased to present Doctor Next Door": ordinary words in capitals, no article."""
    doc, known = token.doc, english_words()
    place = token.i + 3
    if place >= sentence.end or doc[token.i + 1].lower_ != "to":
        return
    before = doc[sentence.start : token.i]
    body = any(words.heads.get(one.lower_) == words.terms["Organization"] for one in before)
    if not body or doc[token.i + 2].lemma_ not in words.words("initiatives", "presents") or not is_capital(doc[place]):
        return
    end = right_of(doc, place, sentence.end)
    run = doc[place:end]
    spelt = all(not is_capital(one) or one.lower_ in known for one in run) and len(run) > 1
    if spelt and words.head_of([run[-1].text]) is None and (end >= sentence.end or doc[end].is_punct):
        yield Sign(name_text(doc, place, end), words.initiative, ENOUGH)


def _acting_posts(token: Token, sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "The Rail Safety Commissioner of Mount Erin received $3 million": what it does only bodies do."""
    doc = token.doc
    start = left_of(doc, token.i, sentence.start)
    if token.i - start < 2 or words.words("lesser_posts", "lesser") & {doc[start].lower_}:
        return
    end = token.i + 1
    if end + 1 < sentence.end and doc[end].lower_ in {"of", "for"} and is_capital(doc[end + 1]):
        end = right_of(doc, end + 1, sentence.end)
    if end < sentence.end and (is_capital(doc[end]) or doc[end].text == ","):
        return  # whose post it is
    verb, said = token.head, words.words("slots", "body_deeds")
    acts = token.dep_ == "nsubj" and verb.lemma_ in said and any(child.dep_ == "dobj" for child in verb.children)
    made = token.dep_ == "nsubjpass" and verb.lemma_ in words.words("slots", "body_fates")
    if acts or made:
        yield Sign(name_text(doc, start, end), words.terms["Organization"], ENOUGH)
