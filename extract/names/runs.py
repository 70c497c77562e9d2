"""Runs of capitalised words: the stretch of tokens that a name could be. A run alone is no evidence of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Token

from extract.names.name_matcher import JOINERS

CONNECTORS = frozenset({"of", "and", "for", "in", "to", "with", "on", "a", "an", "&", "at", "by", "through", "or"})
SMALL = 4
"""Letters that a small word inside a name has at most: "Site-of-Care", "Hospital-at-Home"."""
TAILS = frozenset(
    {"era", "style", "led", "funded", "like", "related", "type", "specific", "run", "only", "backed", "wide"}
)
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
                  "april",
                  "june", "july", "august", "september", "october", "november", "december"})  # fmt: skip
NEVER = frozenset({"i", "the", "a", "an"})
OPENERS = frozenset({"ADP", "DET", "PRON", "SCONJ", "CCONJ", "ADV", "AUX", "PART", "INTJ"})


def is_capital(token: Token) -> bool:
    """Whether a token can stand in a name by its shape: a capital, or digits with letters ("ET3", "340B")."""
    return is_capital_word(token.text)


@lru_cache(maxsize=50_000)
def is_capital_word(text: str) -> bool:
    """Whether a word can stand in a name by its shape; a row of cells parted by commas alone is no word."""
    if "," in text[:-1]:
        return False
    return (text[0].isupper() and text.lower() not in NEVER and text not in {"U.S.C.", "U.S.C"}) or bool(
        re.fullmatch(r"\d+[A-Z]\w*", text)
    )


def left_of(doc: Doc, head: int, first: int) -> int:
    """Where the run of capitalised words that ends before token `head` begins (`head` itself if there is none)."""
    start = head
    while start > first:
        step = _step(doc, start, first, head)
        if step == start:
            break
        start = step
    return _trim_opening(doc, start, head, first)


def _step(doc: Doc, start: int, first: int, head: int) -> int:
    token = doc[start - 1]
    if is_capital(token):
        return start - 1
    if token.text in JOINERS and start - 4 >= first and not token.whitespace_ and doc[start - 2].is_lower:
        inner = doc[start - 3].text in JOINERS and not doc[start - 3].whitespace_ and len(doc[start - 2]) < SMALL
        return start - 4 if inner and is_capital(doc[start - 4]) else start  # "the Site-of-Care Model"
    if token.text in JOINERS and start - 2 >= first and doc[start - 2].text[0].isalnum() and not token.whitespace_:
        return start - 2 if start < head and is_capital(doc[start - 2]) else start
    if (
        start - 3 >= first
        and doc[start - 2].text in JOINERS
        and is_capital(doc[start - 3])
        and token.is_alpha
        and not doc[start - 2].whitespace_
    ):
        if token.lower_ in TAILS:
            return start
        return start - 3
    if token.text == "." and start - 2 >= first and re.fullmatch(r"[A-Z]", doc[start - 2].text):
        return start - 2
    if token.lower_ in CONNECTORS and start < head and doc[start].lower_ not in DAYS:
        before = start - 2
        while before >= first and doc[before].lower_ in CONNECTORS:
            before -= 1
        article = any(doc[index].lower_ in {"a", "an"} for index in range(before + 1, start))
        if article and not doc[before].lower_.endswith("ing"):
            return start  # "in the Lakes Agency a Reef Office": two names
        if before >= first and start - 1 - before <= 2 and is_capital(doc[before]):
            return before
    return start


def _trim_opening(doc: Doc, start: int, head: int, first: int) -> int:
    """Drop a capital that only the beginning of the sentence explains ("Under Harbor rules")."""
    while start < head and (doc[start].text in JOINERS or doc[start].lower_ in CONNECTORS):
        start += 1
    if start == first and start < head:
        token = doc[start]
        following = doc[start + 1] if start + 1 < head else None
        if token.pos_ in OPENERS and not token.text.isupper():
            return _trim_opening(doc, start + 1, head, first + 1)
        if (
            following is not None
            and following.lower_ in {"in", "of", "to", "with", "at", "by", "on", "and"}
            and token.tag_ in {"NNS", "VBG", "VB"}
        ):
            return _trim_opening(doc, start + 1, head, start + 1)
    return start


def is_owner(doc: Doc, at: int, last: int) -> bool:
    """Whether token `at` ends an owner's word inside a name: "Miner's Lamp", "the Drivers' Safety Board"."""
    if at + 1 >= last or at == 0 or doc[at].text not in {"'s", "\u2019s", "'", "\u2019"} or doc[at - 1].whitespace_:
        return False
    plural = doc[at].text in {"'", "\u2019"}
    spelt = doc[at - 1].text.istitle() and is_capital(doc[at + 1]) and bool(doc[at].whitespace_)
    return spelt and (not plural or doc[at - 1].text.endswith("s"))


def right_of(doc: Doc, start: int, last: int) -> int:
    """Where the run of capitalised words that begins at token `start` ends."""
    end = start
    while end < last:
        token = doc[end]
        if is_capital(token) or (
            end > start and re.fullmatch(r"\d{1,2}(?:\.\d)?", token.text) and doc[end - 1].text[-1:] != ","
        ):
            end += 1
        elif (
            end > start
            and token.text in JOINERS
            and not token.whitespace_
            and not doc[end - 1].whitespace_
            and end + 1 < last
            and doc[end + 1].text[0].isalnum()
        ):
            end += 2
        elif (
            end > start
            and token.text == "."
            and re.fullmatch(r"[A-Z]", doc[end - 1].text)
            and end + 1 < last
            and is_capital(doc[end + 1])
        ):
            end += 1
        elif end > start and token.lower_ in CONNECTORS and _capital_after(doc, end, last):
            end = _capital_after(doc, end, last)
        else:
            break
    return end


def _capital_after(doc: Doc, at: int, last: int) -> int:
    """The token after a connector (two at most) that goes on with a capital, or 0."""
    place = at
    while place < last and doc[place].lower_ in {*CONNECTORS, "the"} and place - at < 2:
        place += 1
    if doc[at].lower_ in {"a", "an"}:
        return 0  # "in the Lakes Agency a Reef Office": two names
    if (
        place >= last
        or not is_capital(doc[place])
        or doc[place].ent_type_ in {"DATE", "TIME"}
        or doc[place].lower_ in DAYS
    ):
        return 0
    return place
