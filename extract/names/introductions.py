"""New names of initiatives and bodies, known by the company they keep; never by their capitals alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.names.acronyms import is_acronym
from extract.names.beside_names import names_beside
from extract.names.called_names import (
    names_before_group,
    names_by_calling,
    names_by_effort,
    names_by_reference,
    names_within_group,
)
from extract.names.foreign_names import foreign_names
from extract.names.headed_names import in_title, names_by_head, strip_loose
from extract.names.law_names import bracketed_laws, law_names
from extract.names.lone_names import lone_names
from extract.names.name_words import NameWords
from extract.names.runs import is_capital, left_of, right_of
from extract.names.signs import ENOUGH, STRONG, WEAK, Sign, is_title_case, name_text
from extract.names.slot_names import slot_names
from extract.parsing.pipeline import english_words

ANALYSTS = frozenset(
    {"analysts", "analyst", "economists", "economist", "researchers", "researcher", "experts", "actuaries"}
)
"""Who works at a body that is named after "at"."""

FIRMS = frozenset({"evaluator", "contractor", "firm", "consultancy", "insurer", "company", "nonprofit", "newspaper"})
"""Nouns beside which the name of a body stands ("its evaluator, Avery Analytics")."""


def introductions(sentence: Span, words: NameWords, *, heading: bool = False) -> Iterator[Sign]:
    """The signs in one sentence that something unknown is an initiative or a body of a certain name."""
    title = heading or is_title_case(sentence)
    yield from names_by_head(sentence, words, title)
    yield from law_names(sentence, words)
    yield from bracketed_laws(sentence, words)
    yield from foreign_names(sentence, words)
    yield from names_by_calling(sentence, words)
    yield from names_by_reference(sentence, words)
    if not title:
        said = {token.lower_ for token in sentence}
        of_several = not said.isdisjoint(words.words("initiatives", "groups"))
        if of_several or not said.isdisjoint(words.words("initiatives", "nouns")):
            yield from _by_copula(sentence, words)
        yield from names_by_effort(sentence, words)
        yield from names_beside(sentence, words)
        yield from slot_names(sentence, words)
        if of_several:
            yield from names_before_group(sentence, words)
            yield from names_within_group(sentence, words)
        yield from lone_names(sentence, words)
        if of_several:
            yield from _by_list(sentence, words)
        yield from _by_company(sentence, words)
        yield from _by_deeds(sentence, words)


def _by_copula(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Alder is a voluntary model", "Alder, a five-year test", "a mandatory model, Alder"."""
    nouns = words.words("initiatives", "nouns")
    doc = sentence.doc
    for token in sentence:
        if token.text[0].isupper():
            continue
        if token.lower_ in words.words("initiatives", "groups"):
            listed: Token | None = token.head if token.dep_ == "appos" else None
            if token.dep_ == "attr" and token.head.lemma_ in {"be", "become", "remain"}:
                listed = next((child for child in token.head.lefts if child.dep_ == "nsubj"), None)
            if listed is not None and listed.conjuncts and listed in sentence:
                first = min((listed, *listed.conjuncts), key=lambda each: each.i)
                yield from _proper(doc, first, sentence, words.heads[token.lower_.removesuffix("s")])
            for child in token.children:
                if child.dep_ == "appos" and child.i > token.i and child in sentence:
                    yield from _proper(doc, child, sentence, words.heads[token.lower_.removesuffix("s")])
        if token.lower_ not in nouns:
            continue
        subject: Token | None = None
        if token.dep_ == "attr" and token.head.lemma_ in {"be", "become", "remain"}:
            subject = next((child for child in token.head.lefts if child.dep_ == "nsubj"), None)
        elif token.dep_ == "appos":
            subject = token.head
        elif token.dep_ in {"pobj"} and token.head.lower_ == "as" and token.head.head.pos_ == "VERB":
            subject = next((child for child in token.head.head.lefts if child.dep_ == "nsubjpass"), None)
        if subject is not None and subject.i < token.i and subject in sentence:
            yield from _proper(doc, subject, sentence, words.heads[token.lower_])
        for child in token.children:
            if child.dep_ == "appos" and child.i > token.i and child in sentence:
                yield from _proper(doc, child, sentence, words.heads[token.lower_])


def _proper(doc: Doc, token: Token, sentence: Span, kind: str) -> Iterator[Sign]:
    """The name whose last word is `token`, if it is a proper one, with its fellows in a list."""
    for each in (token, *(t for t in token.conjuncts if t.i > token.i)):
        end = each.i + 1
        start = left_of(doc, end, sentence.start)
        person = each.ent_type_ == "PERSON" and not (token.conjuncts and end - start == 1)
        fellows = [token, *token.conjuncts]
        place = each.ent_type_ == "GPE" and all(fellow.ent_type_ == "GPE" for fellow in fellows)
        if not is_capital(each) or person or place or each.ent_type_ == "DATE":
            continue
        if start >= end or (start == sentence.start and end - start == 1 and each.pos_ not in {"PROPN", "NOUN"}):
            continue
        cut = next((index for index in range(each.i - 1, start, -1) if doc[index].lower_ in {"and", "or"}), None)
        if cut is not None and each.dep_ == "conj":
            start = cut + 1
        if doc[start].pos_ == "PRON" or any(child.lower_ in {"a", "an"} for child in each.children):
            continue
        yield Sign(name_text(doc, start, end), kind, ENOUGH)


def _by_list(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "models such as Alder, Birch and Cedar", "two new tests: Alder and Birch"."""
    doc = sentence.doc
    groups = words.words("initiatives", "groups")
    for token in sentence:
        if token.lower_ not in groups:
            continue
        kind = words.heads.get(token.lower_.rstrip("s"))
        index = token.i + 1
        while index < sentence.end and (doc[index].text in {",", ":", "(", "—", "\u2013"}):
            index += 1
        said = " ".join(each.lower_ for each in doc[index : min(sentence.end, index + 2)])
        phrase = next(
            (p for p in words.tables["initiatives"]["introducers"] if said == p or said.split()[:1] == [p]), None
        )
        if phrase is None and doc[token.i + 1 if token.i + 1 < sentence.end else token.i].lower_ in {
            "include",
            "included",
            "are",
            "were",
            "comprise",
        }:
            phrase = doc[token.i + 1].lower_
        elif phrase is None and (
            index == token.i + 1 or (doc[index - 1].text == "," and not _lists(doc, index, sentence.end))
        ):
            continue
        place = index + (len(phrase.split()) if phrase else 0)
        while place < sentence.end:
            if (
                doc[place].lower_ in {"the", "and", "or", "both"}
                or doc[place].text in {",", ";"}
                or doc[place].is_quote
            ):
                place += 1
                continue
            if not is_capital(doc[place]):
                break
            end = right_of(doc, place, sentence.end)
            cut = next((i for i in range(place + 1, end) if doc[i].lower_ in {"and", "or"}), None)
            for first, last in ((place, end),) if cut is None else ((place, cut), (cut + 1, end)):
                told = doc[first:last].text not in words.words("initiatives", "generic")  # "tests (H.R. 4410)"
                if told and not (phrase in {"are", "were"} and doc[first].pos_ != "PROPN"):
                    yield Sign(name_text(doc, first, last), kind, ENOUGH + 0.5)
            place = end
            if place < sentence.end and doc[place].text == "(":
                place = next((i + 1 for i in range(place, sentence.end) if doc[i].text == ")"), sentence.end)


def _lists(doc: Doc, index: int, last: int) -> bool:
    """Whether capitalised words joined by "and" follow right here ("two tests, HIVE and Lark, open")."""
    if index >= last or not is_capital(doc[index]):
        return False
    end = right_of(doc, index, last)
    while end + 1 < last and doc[end].text == "," and is_capital(doc[end + 1]):
        end = right_of(doc, end + 1, last)
    if any(token.lower_ == "and" for token in doc[index:end]):
        return True
    return (
        end + 1 < last
        and doc[end].lower_ in {"and", ","}
        and (is_capital(doc[end + 1]) or doc[end + 1].lower_ == "and")
    )


def _by_company(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "ALDER participants", "ALDER begins in 2027": names in capitals that keep an initiative's company."""
    doc = sentence.doc
    companions = words.words("initiatives", "companions")
    verbs, passive = words.words("initiatives", "verbs"), words.words("initiatives", "passive_verbs")
    kind = words.initiative
    for token in sentence:
        if not is_capital(token) or (token.i + 1 < sentence.end and is_capital(doc[token.i + 1])):
            continue
        shouted = is_acronym(token.text) or (token.text.isupper() and len(token.text) > 2)
        if token.text in words.words("initiatives", "generic"):
            continue
        weight = 0.0
        after = doc[token.i + 1] if token.i + 1 < sentence.end else None
        if after is not None and after.text in {"'s", "\u2019s"} and after.i + 1 < sentence.end:
            after = doc[after.i + 1]
        if (
            after is not None
            and after.lower_ in companions
            and token.dep_ in {"compound", "nmod", "poss", "nsubj", "amod"}
            and not after.text[0].isupper()
        ):
            weight = (ENOUGH if after.lower_ in words.words("initiatives", "own") else WEAK) if shouted else WEAK / 2
        first = left_of(doc, token.i + 1, sentence.start)
        root = doc[first : token.i + 1].root if first <= token.i else token
        head = root.head
        if root.dep_ in {"nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
            dated = any(
                child.dep_ in {"prep", "npadvmod"} and any(t.ent_type_ == "DATE" for t in child.subtree)
                for child in head.children
            )
            objects = any(child.dep_ in {"dobj", "attr", "xcomp", "ccomp"} for child in head.children)
            if root.dep_ == "nsubj" and head.lemma_ in verbs and dated and not objects:
                weight = STRONG if shouted else WEAK + 0.5
            elif root.dep_ == "nsubjpass" and head.lemma_ in passive and dated:
                weight = ENOUGH if shouted else WEAK
            if _is_listed(root) and not objects and head.lemma_ in (verbs if root.dep_ == "nsubj" else passive):
                yield from _proper(doc, root, sentence, kind)
                continue
            elif root.dep_ == "nsubj" and head.lemma_ == "test" and objects and shouted:
                if any(
                    child.dep_ == "dobj"
                    and (
                        child.lower_ in words.words("initiatives", "groups")
                        or child.lower_ in words.words("initiatives", "nouns")
                    )
                    for child in head.children
                ):
                    yield Sign(token.text, words.terms["Organization"], ENOUGH)
                    continue
                weight = WEAK + 0.5
        if (
            shouted
            and token.dep_ == "pobj"
            and head.lower_ == "by"
            and head.head.lemma_ in {"replace", "succeed", "follow", "supersede"}
        ):
            weight = ENOUGH
        if shouted and token.dep_ == "dobj" and head.lemma_ in words.words("initiatives", "objects"):
            weight = max(weight, ENOUGH)
        acl = next((child for child in token.children if child.dep_ == "acl" and child.lemma_ in verbs), None)
        if acl is not None and shouted and acl.tag_ == "VBG":
            weight = max(weight, ENOUGH)
        if weight:
            start = left_of(doc, token.i + 1, sentence.start)
            if not (token.ent_type_ in {"PERSON", "GPE"} and not shouted):
                yield Sign(name_text(doc, start, token.i + 1), kind, weight)


def acts_as_initiative(token: Token, words: NameWords) -> bool:
    """Whether a lone capitalised word is used as only an initiative's name is: "Ivy began", "the Ivy test"."""
    if any(child.dep_ in {"det", "amod", "poss", "nummod"} for child in token.children) or token.tag_ == "NNS":
        return False
    head = token.head
    if token.dep_ in {"compound", "nmod", "poss"}:
        known = words.words("initiatives", "companions") | words.words("initiatives", "nouns")
        return head.i > token.i and head.lower_ in known and head.text.islower()
    if token.dep_ == "nsubjpass":
        return head.lemma_ in words.words("initiatives", "passive_verbs")
    if token.dep_ != "nsubj":
        return False
    if head.lemma_ in {"be", "become", "remain"}:
        states = words.words("references", "initiative_states") | words.words("initiatives", "nouns")
        return any(child.lower_ in states for child in head.children if child.dep_ in {"acomp", "attr"})
    return head.lemma_ in words.words("initiatives", "verbs") | words.words("initiatives", "outcomes")


def _is_listed(root: Token) -> bool:
    """Whether a subject is a list of proper names ("Alder, Birch and Cedar were certified")."""
    fellows = [root, *root.conjuncts]
    return len(fellows) > 1 and all(is_capital(each) and each.ent_type_ != "PERSON" for each in fellows)


def _employs(token: Token) -> bool:
    """Whether what follows "of" or "at" after this word is where somebody works ("starts at", "chief executive of")."""
    if token.pos_ == "VERB":
        return token.lemma_ in {"start", "work", "teach", "serve", "begin"} and not any(
            c.dep_ == "dobj" for c in token.children
        )
    return token.lower_ in {
        "board",
        "partner",
        "ceo",
        "professor",
        "executive",
        "fellow",
        "counsel",
        "spokesman",
        "spokeswoman",
    }


def _is_joined_by_one(name: Token) -> bool:
    """Whether somebody joins a thing, as she does a body: "hospitals may apply to join" what they take part in."""
    verb = name.head
    above = [verb, *(one for one in verb.ancestors if verb.dep_ in {"xcomp", "advcl", "conj"})][:2]
    acting = [child for one in above for child in one.children if child.dep_ == "nsubj"]
    free = any(child.tag_ == "MD" for one in above for child in one.children) or above[-1].lemma_ == "apply"
    return verb.lemma_ == "join" and not (free and any(one.tag_ == "NNS" for one in acting))


def _is_firm(name: str) -> bool:
    """Whether words, not all of them English, are tied by "&", as partners' names are in a firm's."""
    parts = re.split(r", | & ", name) if re.fullmatch(r"[A-Z][\w'-]+(?:, [A-Z][\w'-]+)* & [A-Z][\w'-]+", name) else []
    return len(parts) > 1 and not all(part.lower() in english_words() for part in parts)


def _by_deeds(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Avery Health found that", "an analysis by Fenwick Partners": a body known by what it does."""
    doc, body = sentence.doc, words.terms["Organization"]
    heads, speech = words.words("bodies", "heads"), words.words("people", "speech")
    for token in sentence:
        if not is_capital(token) or (token.i + 1 < sentence.end and is_capital(doc[token.i + 1])):
            continue
        start = left_of(doc, token.i + 1, sentence.start)
        if start > token.i or doc[start].lower_ not in words.words("bodies", "whole"):
            start = strip_loose(doc, start, token.i + 1, words)
        if start > token.i or token.lower_ in words.words("people", "roles"):
            continue
        last = token.i + 1
        longer = last + 1 < sentence.end and doc[last].lower_ in {"of", "for"} and is_capital(doc[last + 1])
        if longer and doc[last + 1].ent_type_ not in {"DATE", "TIME"}:  # "Harbor News of May 2031"
            last = right_of(doc, last + 1, sentence.end)
        weak = token.lower_ in heads and token.i > start
        speaks = token.dep_ == "nsubj" and token.head.lemma_ in speech
        analysed = token.i + 1 < sentence.end and doc[token.i + 1].lower_ in {
            "analysis",
            "analysts",
            "report",
            "study",
            "researchers",
            "officials",
        }
        author = (
            start > sentence.start
            and doc[start - 1].lower_ in {"by", "from"}
            and doc[start - 2].lower_ in words.words("reports", "kinds")
        )
        told = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"
        told = told or (
            token.dep_ == "pobj"
            and token.head.lower_ in {"at", "with"}
            and token.head.head.lower_ in ANALYSTS
            and token.i > start
        )
        told = told or (token.dep_ == "appos" and token.head.lower_ in FIRMS and token.i > start)
        works = token.dep_ == "pobj" and token.head.lower_ in {"at", "of"} and _employs(token.head.head)
        works = works or (token.dep_ == "dobj" and token.ent_type_ != "PERSON" and _is_joined_by_one(token))
        told = told or (works and token.i > start and token.ent_type_ != "GPE")
        reported = speaks and token.head.lemma_ in {"report", "find", "estimate"} and token.i > start
        told = told or (reported and token.ent_type_ != "PERSON")
        told = told or (token.dep_ in {"dobj", "dative"} and token.head.lemma_ == "tell" and token.i > start)
        told = told or (token.dep_ in {"nsubj", "pobj", "conj"} and _is_firm(doc[start : token.i + 1].text))
        label = token.ent_type_ == "ORG" or is_acronym(token.text)
        if (weak and (speaks or analysed or author or told or label)) or (
            (label or told) and token.i > start and (speaks or analysed or author or told)
        ):
            if not in_title(doc, start, last - 1, sentence):
                either = token.lower_ in words.words("bodies", "either") and not (speaks or analysed or author or told)
                yield Sign(name_text(doc, start, last), body, WEAK if either else ENOUGH)
        elif label and (speaks or author or told) and is_acronym(token.text):
            yield Sign(name_text(doc, start, last), body, ENOUGH)
