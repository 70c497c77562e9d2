"""Slot names: capitals that the place in which they stand tells the kind of, whatever their words are.

What a body administers is a program, what an office is pleased to present is an initiative, and a post that tests,
employs and is paid from a budget is the body that is called after it ("the Rail Safety Commissioner of Mount Erin").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extract.names.acronyms import is_acronym
from extract.names.name_words import NameWords
from extract.names.runs import is_capital, left_of, right_of
from extract.names.signs import ENOUGH, WEAK, Sign, name_text
from extract.parsing.pipeline import english_words

WATCHED = WEAK + 0.1
"""What a post with an owner is worth: not enough by itself, since people have chairmen too."""
APPOSED = WEAK + 0.2
"""What "the regulator" beside a name is worth: not enough by itself, since it may be somebody there."""


def slot_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The signs in one sentence that slots give."""
    for token in sentence:
        if token.lemma_ in words.words("slots", "administering") and token.pos_ == "VERB":
            yield from _programs(token, sentence, words)
        if token.lower_ in words.words("slots", "presenting"):
            yield from _presented(token, sentence, words)
        if token.lower_ in words.words("slots", "body_posts") and token.text.istitle():
            yield from _acting_posts(token, sentence, words)
        if token.lower_ in words.words("slots", "led_by"):
            yield from _led(token, sentence, words)
        if token.lower_ in words.words("slots", "watching") and token.text.islower():
            yield from _watching(token, sentence, words)


def _led(post: Token, sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "The head of KDER", "KDER Director Ann Lee", "Ofgas's chairman": who is led by somebody is a body."""
    doc, kind = post.doc, words.terms["Organization"]
    place = post.i + 2 + (post.i + 2 < sentence.end and doc[post.i + 2].lower_ == "the")
    if place < sentence.end and doc[post.i + 1].lower_ == "of" and is_acronym(doc[place].text):
        behind = doc[place + 1] if place + 1 < sentence.end else None
        if doc[place].text in words.words("initiatives", "generic"):
            return
        if behind is None or behind.is_punct or behind.pos_ in {"ADP", "VERB", "AUX", "CCONJ", "SCONJ", "ADV"}:
            yield Sign(doc[place].text, kind, ENOUGH)
    before = doc[post.i - 1] if post.i > sentence.start else None
    named = post.i + 1 < sentence.end and is_capital(doc[post.i + 1])
    generic = words.words("initiatives", "generic")
    if before is not None and is_acronym(before.text) and before.text not in generic and post.text.istitle() and named:
        yield Sign(before.text, kind, ENOUGH)
    if before is not None and before.text in {"'s", "\u2019s"} and before.i > sentence.start:
        owner = doc[before.i - 1]
        alone = owner.i == sentence.start or not is_capital(owner.nbor(-1))
        if alone and owner.text.istitle() and owner.lower_ not in english_words():
            yield Sign(owner.text, kind, WATCHED)


def _watching(noun: Token, sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "The energy regulator Ofgas", "Ofgas, the energy regulator,": one word that no dictionary holds."""
    doc, kind = noun.doc, words.terms["Organization"]

    def is_name(token: Token) -> bool:
        odd = token.text.istitle() and token.is_alpha and token.lower_ not in english_words()
        before = token.nbor(-1) if token.i > sentence.start else None
        behind = token.nbor(1) if token.i + 1 < sentence.end else None
        return odd and not any(one is not None and is_capital(one) for one in (before, behind))

    if noun.i + 1 < sentence.end and is_name(doc[noun.i + 1]):
        yield Sign(doc[noun.i + 1].text, kind, WEAK)
    start = next((at for at in range(noun.i - 1, max(sentence.start, noun.i - 5), -1) if doc[at].text == ","), None)
    closed = noun.i + 1 >= sentence.end or doc[noun.i + 1].is_punct
    told = start is not None and doc[start + 1].lower_ in {"the", "a", "an"} and closed
    if start is not None and told and is_name(doc[start - 1]):
        yield Sign(doc[start - 1].text, kind, APPOSED)


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
