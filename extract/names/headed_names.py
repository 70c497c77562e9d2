"""Names with a head noun that tells their class: "the Long Name Model", "the Center for Safe Roads"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from extract.names.acronyms import is_acronym
from extract.names.name_matcher import ARTICLES
from extract.names.name_words import NameWords
from extract.names.runs import CONNECTORS, DAYS, is_capital, left_of, right_of
from extract.names.signs import ENOUGH, STRONG, WEAK, Sign, is_title_case, name_text
from extract.parsing.pipeline import english_words

WITHIN = frozenset({"in", "at", "within", "by", "under", "on", "with", "through"})
"""What leads from a body's name to where the body stands: "an Office of Reefs in the Department of Tides"."""
NEVER_OWN = frozenset({"at", "within", "under"})
"""Those of them that no body has in its name: "the Center for State Trials at HHS"."""


YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d")
"""What can be the year of a law."""
PEOPLE = frozenset({"children", "women", "men", "people"})
"""Plurals without an "s" that own something in a name: "the Harbor Children's Health Program"."""


def strip_loose(doc: Doc, start: int, end: int, words: NameWords) -> int:
    """The first token of a run that belongs to the name, after "New", "Mandatory", "Proposed" and the like.

    Where a small article stands before a capital ("the Two Rivers Model"), the writer made the word part of the name.
    """
    loose = words.words("initiatives", "loose")
    kept = start
    while kept < end and (
        doc[kept].lower_ in loose or doc[kept].lower_ in CONNECTORS or doc[kept].text in {"-", "\u2013"}
    ):
        kept += 1
    article = doc[start - 1] if 0 < start < end and doc[start].text.istitle() else None
    small = article is not None and article.text in ARTICLES
    opens = article is not None and article.text == "The" and not is_title_case(doc[start].sent)
    opens = opens and doc[start].lower_ not in words.words("initiatives", "stating")
    own = small or opens
    return start if own and kept < end and doc[start].lower_ not in CONNECTORS else kept


def names_by_head(sentence: Span, words: NameWords, title: bool) -> Iterator[Sign]:
    """ "the Long Name Model", "the ACCORD model", "the Alder and Birch models", "the Center for Safe Roads"."""
    doc = sentence.doc
    for token in sentence:
        lower = token.lower_
        kind = words.heads.get(lower) or words.heads.get(
            f"{doc[token.i - 1].lower_} {lower}" if token.i > sentence.start else ""
        )
        if kind is None and lower in words.words("laws", "dated") and dated_to(doc, token.i + 1, sentence.end):
            kind = words.terms["LegalProvision"]
        plural = kind is None and lower.endswith("s") and lower[:-1] in words.words("initiatives", "nouns")
        if plural:
            kind = words.heads.get(lower[:-1])
        if kind is None:
            continue
        capital = token.text[0].isupper()
        start = left_of(doc, token.i, sentence.start)
        if not capital and lower not in words.words("initiatives", "nouns") and not plural:
            continue
        start = _with_owners(doc, start, token.i, sentence.start)
        whole = _of_several_deeds(doc, start, token, sentence.start, words) if capital and not plural else None
        start = _without_listed(doc, start, token.i, sentence.start) if whole is None else whole
        start = _behind_deed(doc, start, token.i, words) if title else start
        opening = doc[start].lower_ if start < token.i else ""
        if kind != words.terms["Organization"] or opening not in words.words("bodies", "whole") | {"regional"}:
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
        dated = dated_to(doc, token.i + 1, sentence.end)
        if kind == words.terms["LegalProvision"] and capital and dated:
            yield Sign(doc[start:dated].text, kind, weight, same_as=name)
        else:
            yield Sign(name, kind, weight)
        if capital:
            yield from _with_complement(sentence, token, words, kind, title, start)


def dated_to(doc: Doc, at: int, last: int) -> int:
    """Where the year behind a law's name ends, if one stands at token `at` ("Act of 2029", "Act 2029"), else 0."""
    place = at + (at < last and doc[at].lower_ == "of")
    if place >= last or not YEAR.fullmatch(doc[place].text):
        return 0
    goes_on = place + 1 < last and doc[place + 1].text in {"-", "\u2013", "/"} and not doc[place].whitespace_
    return 0 if goes_on else place + 1


def _with_owners(doc: Doc, start: int, head: int, first: int) -> int:
    """Take in "the Sailors' Care Act": a plural of owners after "the" is part of the name."""
    if start >= head or start - 3 < first or not is_capital(doc[start - 2]):
        return start
    plural = doc[start - 1].text in {"'", "\u2019"} and doc[start - 2].text.endswith("s")
    people = doc[start - 1].text in {"'s", "\u2019s"} and doc[start - 2].lower_ in PEOPLE
    if plural or people:
        begin = left_of(doc, start - 1, first)
        if begin > first and doc[begin - 1].lower_ == "the":
            return begin
    return start


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


def _of_several_deeds(doc: Doc, start: int, head: Token, first: int, words: NameWords) -> int | None:
    """Where one name begins that lists what is done in it ("the Assess, Treat and Refer Model"), or `None`.

    An article opens it, and no item before the last is a name of its own kind ("the Alder Model, and Birch Model").
    """
    place = start
    while place - 1 > first:
        comma = place - 1 - (doc[place - 1].lower_ == "and")
        if doc[comma].text != ",":
            break
        item = left_of(doc, comma, first)
        run = [token.text for token in doc[item:comma]]
        known = words.head_of(run) is not None or doc[item].ent_type_ in {"DATE", "GPE"}
        if not run or known or not is_capital(doc[item]):
            return None
        place = item
    joined = any(token.lower_ == "and" for token in doc[place : head.i])
    opened = place > 0 and doc[place - 1].lower_ in {"the", "a", "an", "this", "its", "new"}
    return place if place < start and joined and opened else None


def _behind_deed(doc: Doc, start: int, head: int, words: NameWords) -> int:
    """Where a name begins behind what a headline says that a body does to it ("Ardvale Launches Harbor Care Pilot")."""
    deeds = [index for index in range(start + 1, head - 1) if doc[index].lower_ in words.headline_verbs]
    return deeds[-1] + 1 if deeds else start


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
        if len(run) > 8 or (not title and in_title(doc, start, head.i + 1, sentence)):
            return WEAK if initiative else 0.0
        idle = words.words("headings", "words") | words.words("headings", "around")
        opens = before in {"the", "about"} or _leads_nowhere(reversed(doc[sentence.start : start]), idle)
        closes = _leads_nowhere(doc[head.i + 1 : sentence.end], idle)
        if title and not (opens and closes):
            return WEAK
        if title:
            told = any(token.tag_ in {"VBZ", "VBD", "MD", "VBP"} for token in run[1:]) or run[0].lower_ in words.kinds
            return WEAK if told else ENOUGH
        labels = head.i + 1 < sentence.end and doc[head.i + 1].text == ":"
        if start == sentence.start and len(run) == 1 and run[0].text.istitle() and run[0].lower_ in english_words():
            return ENOUGH if labels else WEAK
        return STRONG
    if title:
        return 0.0
    if len(run) == 1 and run[0].text.istitle() and start == sentence.start:
        return 0.0
    if before in {"a", "an", "any", "every", "each", "no"}:
        return WEAK if len(run) > 1 else 0.0
    return ENOUGH


def _leads_nowhere(tokens: Iterable[Token], idle: frozenset[str]) -> bool:
    """Whether up to the next punctuation a heading only says what kind of text it heads ("fact sheet", "FAQ")."""
    for token in tokens:
        if token.is_punct or token.text == "|":
            return True
        if token.lower_ not in idle:
            return False
    return True


def in_title(doc: Doc, start: int, end: int, sentence: Span) -> bool:
    """Whether the words stand inside a work's title: in a stretch of capitalised words much longer than they are."""
    outside = 0
    for step, place in ((-1, start - 1), (1, end)):
        while sentence.start <= place < sentence.end:
            token = doc[place]
            clause = token.text == "," and place + 1 < sentence.end and doc[place + 1].text.islower()
            if clause or (token.is_alpha and len(token) > 3 and not token.text[0].isupper()):
                break
            outside += token.is_alpha and len(token) > 3
            place += step
    return outside > 4


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
    within = (
        i
        for i in range(place, end - 1)
        if doc[i].lower_ in NEVER_OWN
        or (doc[i].lower_ in WITHIN and doc[i + 1].lower_ in {"the", "its"})
        # "will hand the Center for Safe Roads to Ann Lee"
        or (doc[i].lower_ == "to" and (doc[i].head.pos_ == "VERB" or doc[i + 1].ent_type_ == "PERSON"))
    )
    end = _before_holder(doc, place, next(within, end), words)
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
        if end - begin > 9 or in_title(doc, begin, end, sentence):
            return
        opened = begin > sentence.start and doc[begin - 1].lower_ in {"the", "a", "an", "its", "under", "by", "from"}
        weight = STRONG if (opened or kind in bodies) and not title else WEAK
        if title and kind in bodies and doc[after].lower_ == "for":  # committees "on" and boards "of" meet on pages
            idle = words.words("headings", "words") | words.words("headings", "around")
            alone = _leads_nowhere(reversed(doc[sentence.start : begin]), idle)
            weight = ENOUGH if alone and _leads_nowhere(doc[end : sentence.end], idle) else weight
        yield Sign(name_text(doc, begin, end), kind, weight)


def _before_holder(doc: Doc, place: int, end: int, words: NameWords) -> int:
    """Where a body's name ends before a title and who bears it ("the Center for Safe Roads Director Ann Lee")."""
    roles = words.words("people", "roles")
    titles = [index for index in range(place + 1, end - 2) if doc[index].lower_ in roles]
    if not titles:
        return end
    ranks = {role.split()[0] for role in roles if " " in role}
    first = titles[0]
    while first - 1 > place and doc[first - 1].lower_ in ranks:
        first -= 1
    return first


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
    for first, last in pairwise(bounds):
        place = first + (doc[first].text == "," or doc[first].lower_ in {"and", "or"})
        place += place < last and doc[place].lower_ in {"and", "or"}
        run = doc[place:last]
        idle = words.words("initiatives", "plain") | words.words("initiatives", "loose")
        named = len(run) and is_capital(run[0]) and run.text not in words.words("initiatives", "generic")
        if named and not all(token.lower_ in idle for token in run):
            yield Sign(name_text(doc, place, last), kind, ENOUGH)
