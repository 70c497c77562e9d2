"""New names of initiatives and bodies, known by how a text introduces them; never by their capitals alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from extract.acronyms import is_acronym
from extract.name_words import NameWords
from extract.pipeline import english_words
from extract.runs import CONNECTORS, DAYS, is_capital, left_of, right_of
from extract.signs import ENOUGH, Sign, is_title_case, name_text

STRONG = 3.0
WEAK = 1.0
REACH = 10
"""Tokens after "is a" within which the noun must stand that tells what a name is."""


def introductions(sentence: Span, words: NameWords, *, heading: bool = False) -> Iterator[Sign]:
    """The signs in one sentence that something unknown is an initiative or a body of a certain name."""
    title = heading or is_title_case(sentence)
    yield from _by_head(sentence, words, title)
    yield from _by_namer(sentence, words)
    if not title:
        yield from _by_copula(sentence, words)
        yield from _by_list(sentence, words)
        yield from _by_company(sentence, words)
        yield from _by_deeds(sentence, words)


def strip_loose(doc: Doc, start: int, end: int, words: NameWords) -> int:
    """The first token of a run that belongs to the name, after "New", "Mandatory", "Proposed" and the like."""
    loose = words.words("initiatives", "loose")
    while start < end and (
        doc[start].lower_ in loose or doc[start].lower_ in CONNECTORS or doc[start].text in {"-", "\u2013"}
    ):
        start += 1
    return start


def _by_head(sentence: Span, words: NameWords, title: bool) -> Iterator[Sign]:
    """ "the Long Name Model", "the ACCORD model", "the Alder and Birch models", "the Center for Safe Roads"."""
    doc = sentence.doc
    for token in sentence:
        lower = token.lower_
        kind = words.heads.get(lower) or words.heads.get(
            f"{doc[token.i - 1].lower_} {lower}" if token.i > sentence.start else ""
        )
        plural = kind is None and lower.endswith("s") and lower[:-1] in words.words("initiatives", "nouns")
        if plural:
            kind = words.heads.get(lower[:-1])
        if kind is None:
            continue
        capital = token.text[0].isupper()
        start = left_of(doc, token.i, sentence.start)
        if not capital and lower not in words.words("initiatives", "nouns") and not plural:
            continue
        start = _without_listed(doc, start, token.i, sentence.start)
        start = strip_loose(doc, start, token.i, words)
        if start >= token.i:
            if capital and kind != words.terms["LegalProvision"]:
                yield from _with_complement(sentence, token, words, kind, title)
            continue
        if plural:
            yield from _several(doc, start, token, words, kind, title)
            continue
        weight = _weight(doc, start, token, sentence, words, title)
        if weight <= 0:
            continue
        name = name_text(doc, start, token.i + 1 if capital else token.i)
        yield Sign(name, kind, weight)
        if kind == words.terms["LegalProvision"] and capital and token.i + 2 < sentence.end:
            if doc[token.i + 1].lower_ == "of" and doc[token.i + 2].text.isdigit() and len(doc[token.i + 2].text) == 4:
                yield Sign(doc[start : token.i + 3].text, kind, weight, same_as=name)
        if capital:
            yield from _with_complement(sentence, token, words, kind, title, start)


def _without_listed(doc: Doc, start: int, head: int, first: int) -> int:
    """Cut "Alder and the Birch Model" and "Rivera and Harbor Model" at the "and" unless an article opens the whole."""
    opened = start > first and doc[start - 1].lower_ in {"the", "a", "an", "its", "this", "new", "“", '"'}
    for index in range(head - 1, start, -1):
        if doc[index].lower_ in {"and", "or", "&"} and doc[index].text != "&":
            left_acronym = is_acronym(doc[index - 1].text) or doc[index - 1].lower_ in {
                "act",
                "model",
                "program",
                "agency",
                "initiative",
            }
            if not opened or left_acronym:
                return index + 1
        if (
            doc[index].lower_ in {"in", "on", "by", "at", "to", "with", "through"}
            and not opened
            and doc[start].i == first
        ):
            return index + 1
    return start


def _weight(doc: Doc, start: int, head: Token, sentence: Span, words: NameWords, title: bool) -> float:
    """How much a run before a head noun proves; nothing where it may be a mere description."""
    run = [token for token in doc[start : head.i] if token.text[0].isalnum()]
    if not run:
        return 0.0
    capital = head.text[0].isupper()
    before = doc[start - 1].lower_ if start > sentence.start else ""
    plain = words.words("initiatives", "plain")
    initiative = head.lower_.rstrip("s") in words.words("heads", "Initiative")
    if (initiative or title) and all(token.lower_ in plain for token in run):
        return 0.0
    if all(token.text in words.words("initiatives", "generic") for token in run):
        return 0.0
    if capital:
        if len(run) > 8 or _in_title(doc, start, head.i, sentence):
            return WEAK if initiative else 0.0
        if title and not (start == sentence.start and head.i >= sentence.end - 2):
            return WEAK
        if title:
            told = any(token.tag_ in {"VBZ", "VBD", "MD", "VBP"} for token in run[1:]) or run[0].lower_ in words.kinds
            return WEAK if told else ENOUGH
        if start == sentence.start and len(run) == 1 and run[0].text.istitle() and run[0].lower_ in english_words():
            return WEAK
        return STRONG
    if title:
        return 0.0
    if len(run) == 1 and run[0].text.istitle() and start == sentence.start:
        return 0.0
    if before in {"a", "an", "any", "every", "each", "no"}:
        return WEAK if len(run) > 1 else 0.0
    return ENOUGH


def _in_title(doc: Doc, start: int, end: int, sentence: Span) -> bool:
    """Whether the words stand inside the title of a work: in a stretch of capitalised words much longer than they are."""
    outside = 0
    for step, place in ((-1, start - 1), (1, end)):
        while sentence.start <= place < sentence.end:
            token = doc[place]
            if token.is_alpha and len(token) > 3 and not token.text[0].isupper():
                break
            outside += token.is_alpha and len(token) > 3
            place += step
    return outside > 4


def _by_deeds(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Avery Health found that", "an analysis by Fenwick Partners": a body known by what it does."""
    doc, body = sentence.doc, words.terms["Organization"]
    heads, speech = words.words("bodies", "heads"), words.words("people", "speech")
    for token in sentence:
        if not is_capital(token) or (token.i + 1 < sentence.end and is_capital(doc[token.i + 1])):
            continue
        start = strip_loose(doc, left_of(doc, token.i + 1, sentence.start), token.i + 1, words)
        if start > token.i:
            continue
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
        told = told or (token.dep_ in {"dobj", "dative"} and token.head.lemma_ == "tell" and token.i > start)
        label = token.ent_type_ == "ORG" or is_acronym(token.text)
        if (weak and (speaks or analysed or author or told or label)) or (
            (label or told) and token.i > start and (speaks or analysed or author or told)
        ):
            if not _in_title(doc, start, token.i, sentence):
                yield Sign(name_text(doc, start, token.i + 1), body, ENOUGH)
        elif label and (speaks or author or told) and is_acronym(token.text):
            yield Sign(name_text(doc, start, token.i + 1), body, ENOUGH)


def _with_complement(
    sentence: Span, head: Token, words: NameWords, kind: str, title: bool, start: int | None = None
) -> Iterator[Sign]:
    """ "the Center for Safe Roads", "the Demonstration of Early Care": the head first, then "for" or "of" it."""
    doc = sentence.doc
    begin = head.i if start is None else start
    after = head.i + 1
    if after + 1 >= sentence.end or doc[after].lower_ not in {"for", "of", "on", "to"}:
        return
    place = after + 1 + (doc[after + 1].lower_ == "the" and after + 2 < sentence.end)
    if not is_capital(doc[place]) or doc[place].lower_ in DAYS or doc[place].ent_type_ == "DATE":
        return
    end = right_of(doc, place, sentence.end)
    bodies = {words.terms["Organization"], words.terms["LegalProvision"]}
    if (
        after + 1 < sentence.end
        and doc[after].lower_ == "of"
        and doc[after + 1].text.isdigit()
        and len(doc[after + 1].text) == 4
    ):
        return
    if kind not in bodies and (end - place < 2 or start is not None):
        return
    if start is not None and kind not in bodies:
        return
    if end > place and head.text[0].isupper():
        if end - begin > 9 or _in_title(doc, begin, end, sentence):
            return
        opened = begin > sentence.start and doc[begin - 1].lower_ in {"the", "a", "an", "its", "under", "by", "from"}
        if title:
            weight = WEAK
        else:
            weight = STRONG if opened or kind in bodies else WEAK
        yield Sign(name_text(doc, begin, end), kind, weight)


def _several(doc: Doc, start: int, head: Token, words: NameWords, kind: str, title: bool) -> Iterator[Sign]:
    """ "the Alder, Birch and Cedar models": each item is one."""
    if title:
        return
    ends = [index for index in range(start, head.i) if doc[index].text == "," or doc[index].lower_ in {"and", "or"}]
    if not ends or head.pos_ == "VERB":
        return
    while start > 1 and doc[start - 1].lower_ in {",", "and", "or"} and is_capital(doc[start - 2]):
        ends.append(start - 1)
        start = left_of(doc, start - 1, doc[start - 1].sent.start)
    bounds = [start, *sorted(ends), head.i]
    for first, last in zip(bounds, bounds[1:], strict=False):
        place = first + (doc[first].text == "," or doc[first].lower_ in {"and", "or"})
        place += place < last and doc[place].lower_ in {"and", "or"}
        run = doc[place:last]
        if len(run) and is_capital(run[0]) and run.text not in words.words("initiatives", "generic"):
            if not all(
                token.lower_ in words.words("initiatives", "plain") | words.words("initiatives", "loose")
                for token in run
            ):
                yield Sign(name_text(doc, place, last), kind, ENOUGH)


def _by_namer(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "a new test called Alder", "the pilot, known as “Safe Harbor”," and names given to something named before."""
    doc = sentence.doc
    for index in range(sentence.start, sentence.end - 1):
        length, again = _namer_at(doc, index, sentence.end, words)
        if not length or not _is_participle(doc, index):
            continue
        begin = index + length
        while begin < sentence.end and (doc[begin].is_quote or doc[begin].lower_ in {"the", "simply", "as"}):
            begin += 1
        if begin >= sentence.end or not is_capital(doc[begin]):
            continue
        end = _quoted_end(doc, begin, sentence.end) or right_of(doc, begin, sentence.end)
        name = name_text(doc, begin, end)
        before = index - 1
        while before > sentence.start and (
            doc[before].text in {",", "(", ";", "—", "\u2013", "-"}
            or doc[before].lower_
            in {
                "was",
                "is",
                "been",
                "be",
                "also",
                "now",
                "later",
                "has",
                "had",
                "and",
                "which",
                "that",
                "were",
                "since",
            }
        ):
            before -= 1
        noun = doc[before]
        kind = (
            words.heads.get(noun.lower_)
            if noun.lower_ in words.words("initiatives", "nouns") or noun.lower_ in words.kinds
            else None
        )
        last = before if kind and noun.text.islower() else before + 1
        start = strip_loose(doc, left_of(doc, last, sentence.start), last, words)
        if start < last and is_capital(doc[start]):
            other = name_text(doc, start, last)
            if other != name and _is_name_like(doc, start, last):
                yield Sign(name, words.head_of(name.split()), 0.0, same_as=other)
                continue
        if kind and not again:
            yield Sign(
                name,
                kind if noun.lower_ in words.words("initiatives", "nouns") else words.kinds.get(noun.lower_, kind),
                STRONG,
            )


def _is_name_like(doc: Doc, start: int, end: int) -> bool:
    return end - start > 1 or is_acronym(doc[start].text) or doc[start].pos_ == "PROPN"


def _is_participle(doc: Doc, index: int) -> bool:
    """Whether "called" or "named" speaks of the noun before it, and nobody calls anything anything."""
    token = doc[index]
    if token.pos_ != "VERB" or token.lower_ in {
        "formerly",
        "previously",
        "originally",
        "also",
        "now",
        "later",
        "once",
        "better",
        "short",
        "or",
        "hereinafter",
    }:
        return True
    if any(child.dep_ == "nsubj" for child in token.children):
        return False
    return (
        token.tag_ != "VBD"
        or token.dep_ in {"acl", "amod"}
        or any(child.dep_ in {"auxpass", "nsubjpass"} for child in token.children)
    )


def _namer_at(doc: Doc, index: int, last: int, words: NameWords) -> tuple[int, bool]:
    """How many tokens a naming phrase at `index` takes, and whether it names again what has a name."""
    if doc[index].lower_ not in _first_words(words):
        return 0, False
    said = [token.lower_ for token in doc[index : min(last, index + 4)]]
    for key, again in (("namers", False), ("renamers", True)):
        for phrase in words.tables["initiatives"][key]:
            parts = phrase.split()
            if said[: len(parts)] == parts and (
                phrase != "formerly" or is_capital(doc[min(index + 1, last - 1)]) or said[1:2] == ["the"]
            ):
                return len(parts), again
    return 0, False


@lru_cache(maxsize=4)
def _openers(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def _first_words(words: NameWords) -> frozenset[str]:
    return _openers(words.tables["initiatives"]["namers"] + words.tables["initiatives"]["renamers"])


def _quoted_end(doc: Doc, begin: int, last: int) -> int | None:
    """The token of the closing quotation mark where the name is quoted."""
    if begin == 0 or not doc[begin - 1].is_quote:
        return None
    return next((index for index in range(begin, min(last, begin + 12)) if doc[index].is_quote), None)


def _by_copula(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Alder is a voluntary model", "Alder, a five-year test", "a mandatory model, Alder"."""
    nouns = words.words("initiatives", "nouns")
    doc = sentence.doc
    for token in sentence:
        if token.text[0].isupper():
            continue
        if token.lower_ in words.words("initiatives", "groups"):
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
        if not is_capital(each) or each.ent_type_ in {"PERSON", "GPE", "DATE"}:
            continue
        end = each.i + 1
        start = left_of(doc, end, sentence.start)
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
                if not (phrase in {"are", "were"} and doc[first].pos_ != "PROPN"):
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
