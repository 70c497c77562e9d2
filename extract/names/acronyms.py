"""Acronyms that a text defines: "the Long Name (ABC)", "ABC (Long Name)", "ABC, short for …", quoted short names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from extract.names.name_words import NameWords
from extract.names.runs import is_capital, left_of, right_of
from extract.names.signs import ENOUGH, Sign, name_text

ACRONYM = re.compile(r"(?=(?:.*[A-Z0-9]){2})(?=.*[A-Z])[A-Za-z0-9][A-Za-z0-9&.+/-]{1,14}")
HALF = 0.6
"""What an acronym's definition proves of an initiative where nothing tells what it is."""

HEADS = frozenset({"model", "program", "programme", "initiative", "demonstration", "project", "pilot", "test"})
SMALL = frozenset(
    {"of", "and", "for", "in", "to", "the", "with", "on", "a", "an", "&", "at", "by", "from", "or", "through", "as"}
)


def is_acronym(text: str) -> bool:
    """Whether a word is shaped like an acronym: two capitals or digits at least, no more than fifteen letters."""
    return (
        bool(ACRONYM.fullmatch(text))
        and not text.isdigit()
        and sum(c.isupper() for c in text) * 2 >= len(re.sub(r"\W", "", text)) - 1
    )


def definitions(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """Every acronym or short name that the sentence defines, tied to its long form."""
    doc, last = sentence.doc, sentence.end
    for index in range(sentence.start, last):
        if doc[index].text in {"(", "["}:
            close = next(
                (place for place in range(index + 1, min(last, index + 40)) if doc[place].text[0] in ")]"), None
            )
            if close is not None and close > index + 1:
                yield from _in_brackets(doc, sentence, index, close, words)
        elif doc[index].text == "," and index + 2 < last:
            yield from _after_comma(doc, sentence, index, words)
        elif doc[index].lower_ in {"stands", "stood"} and index + 1 < last and doc[index + 1].lower_ == "for":
            yield from _short_for(doc, sentence, index, index + 2, words)


def _in_brackets(doc: Doc, sentence: Span, opening: int, close: int, words: NameWords) -> Iterator[Sign]:
    inside = opening + 1
    while inside < close and (
        doc[inside].lower_ in {"the", "or", "called", "hereinafter", "hereafter", ","} or doc[inside].is_quote
    ):
        inside += 1
    for index in range(inside, close - 2):  # "(in this section referred to as the “CMI”)"
        if doc[index].lower_ in {"as", "called"} and doc[index - 1].lower_ in {"to", "known", "hereinafter", "after"}:
            inside = index + 1 + (doc[index + 1].lower_ == "the")
            inside += inside < close and doc[inside].is_quote
    quoted = doc[opening + 1].is_quote or (inside > opening + 1 and doc[inside - 1].is_quote)
    said_so = quoted or doc[opening + 1].lower_ in {"hereinafter", "hereafter", "or", "called"}
    end = inside
    while end < close and doc[end].text not in {";", ","} and not doc[end].is_quote:
        end += 1
    short = name_text(doc, inside, end)
    if is_acronym(short.replace(" ", "")) and len(short.split()) <= 3:
        start = _long_form(doc, sentence.start, opening, short)
        if start is not None:
            yield from _pair(doc, start, opening, close, short, words, sentence)
            return
    start = left_of(doc, opening, sentence.start)
    if start < opening and short and short[0].isupper() and not _is_kind(short, words):
        long = name_text(doc, start, opening)
        if (quoted and end < close) or (end == close and _is_part(short, long, words, said_so)):
            yield Sign(long, None, 0.0, same_as=short)
            return
    before = opening - 1  # "ABC (Long Name)"
    titled = (
        before >= sentence.start
        and doc[before].text.istitle()
        and 2 < len(doc[before]) < 10
        and _spells(doc, inside, end, doc[before].text)
    )
    if before >= sentence.start and (is_acronym(doc[before].text) or titled) and is_capital(doc[inside]):
        begin = before
        while begin - 1 >= sentence.start and is_acronym(doc[begin - 1].text):
            begin -= 1
        for first in (before, begin):
            long_start = _long_form(doc, inside, end, name_text(doc, first, opening))
            if long_start == inside or (long_start is not None and long_start <= inside + 1):
                long = name_text(doc, inside, end)
                kind = words.head_of(long.split())
                yield Sign(
                    long, kind or words.initiative, ENOUGH if kind else HALF, same_as=name_text(doc, first, opening)
                )
                return


def _is_kind(short: str, words: NameWords) -> bool:
    """Whether a short name is only the noun for the kind of thing: "the Harbor Trial (the “Trial”)"."""
    bodies = words.words("bodies", "heads")
    return all(word in words.heads or word in words.kinds or word in bodies for word in short.lower().split())


def _is_part(short: str, long: str, words: NameWords, said_so: bool) -> bool:
    """Whether words in brackets repeat some of the full name before them, and not only what many names hold.

    "The Primary Care Compass Initiative (Compass)"; where the text says that it is a name, plain words do too.
    """
    idle = words.words("initiatives", "plain") | words.words("initiatives", "loose") | words.heads.keys()
    if short in words.words("places", "states"):
        return False
    part, whole = short.lower().split(), long.lower().split()
    places = [at for at in range(len(whole) - len(part) + 1) if whole[at : at + len(part)] == part]
    body = words.head_of(part) == words.terms["Organization"] and len(part) > 1 and whole[-len(part) :] == part
    return len(part) < len(whole) and len(places) == 1 and (said_so or body or not all(word in idle for word in part))


def _pair(
    doc: Doc, start: int, opening: int, close: int, short: str, words: NameWords, sentence: Span
) -> Iterator[Sign]:
    """The signs of "Long Name (ABC) Model": the head may stand before the bracket or after it."""
    long = name_text(doc, start, opening)
    main = [word for word in long.split() if word.lower() not in SMALL]
    main = main[1:] if start == sentence.start and len(main) > 1 else main
    if sum(word[0].isupper() for word in main) < max(1.0, len(main) / 2):
        for one in dict.fromkeys((short, short.removesuffix("s"))):  # "alternative payment models (APMs)"
            yield Sign(one, None, 0.0, plain=True)
        return
    after = close + 1
    head = doc[after] if after < sentence.end else None
    if (
        head is not None
        and head.lower_.rstrip("s") in words.heads
        and (head.text[0].isupper() or head.lower_ in words.words("initiatives", "nouns"))
    ):
        kind = words.heads[head.lower_.rstrip("s")]
        full = f"{long} {head.text}" if head.text[0].isupper() else long
        if words.head_of(long.split()) is None or head.text[0].isupper():
            yield Sign(full, kind, ENOUGH, same_as=short)
            yield Sign(long, kind, ENOUGH, same_as=short)
            return
    told = words.head_of(long.split()) or words.heads.get(_before_preposition(long))
    yield Sign(long, told or words.initiative, ENOUGH if told else HALF, same_as=short)


def _before_preposition(long: str) -> str:
    """The head of "Center for Rural Tests" or "Demonstration of Safe Care"."""
    match = re.match(r"(?:.*\s)?(\w+)\s+(?:for|of|on|to)\s", long)
    return match.group(1).lower() if match else ""


def _long_form(doc: Doc, first: int, end: int, short: str) -> int | None:
    """Where the words before token `end` begin that `short` abbreviates (after Schwartz and Hearst, 2003).

    Read from the right, each letter of the acronym must be found in order in the words, the first at the start of
    a word; and at most one long word of the words' own may be skipped between them.
    """
    letters = _letters(short)
    low = max(first, end - 2 * len(letters) - 8)
    pieces = [index for index in range(low, end) if doc[index].text[0].isalnum()]
    if not letters or not pieces:
        return None
    headed = doc[end - 1].lower_ in HEADS or _head_behind(doc, end) in HEADS
    for reads in (_by_initials, _by_letters, *([_with_filling] if headed and short.isupper() else [])):
        for start in reversed(pieces):
            if doc[start].lower_[0] != letters[0] or doc[start].lower_ in SMALL - {"a", "an"}:
                continue
            chain = [_piece(doc, index) for index in range(start, end) if doc[index].text[0].isalnum()]
            if len(chain) < 2 or any(doc[index].text in {";", ":", "(", ")", "“", "”"} for index in range(start, end)):
                continue
            headless = chain[:-1] if chain[-1] in HEADS else chain
            if any(reads(each, letters) for each in (chain, headless) if len(each) > 1):
                whole = left_of(doc, end, first)
                joined = start > first and doc[start - 1].lower_ in {"and", "or"}  # "Alder Care and Birch Choices (BC)"
                if (
                    whole < start
                    and not joined
                    and (whole == first or doc[whole - 1].lower_ in {"the", "a", "an", "its", "new", "expanded"})
                ):
                    return whole if not any(doc[index].text == "," for index in range(whole, start)) else start
                return start
    return None


def _head_behind(doc: Doc, opening: int) -> str:
    """The word behind brackets that open with token `opening`: "Model" in "Long Name (ABC) Model"."""
    close = next((index for index in range(opening, min(len(doc), opening + 6)) if doc[index].text == ")"), len(doc))
    return doc[close + 1].lower_ if close + 1 < len(doc) else ""


def _spells(doc: Doc, start: int, end: int, short: str) -> bool:
    """Whether the initials of the words are exactly the letters of a word written like any other ("Fern")."""
    return _by_initials(
        [_piece(doc, index) for index in range(start, end) if doc[index].text[0].isalnum()], list(short.lower())
    )


def spells(short: str, long: str) -> bool:
    """Whether a long name's words, its closing class noun free to be left out, give an acronym's letters in order.

    >>> spells("CEAM", "Cancer Episode Accountability Model"), spells("HLM", "Cancer Episode Accountability Model")
    (True, False)
    """
    chain, letters = [word.lower() for word in re.findall(r"\w+", long)], _letters(short)
    headless = chain[:-1] if chain[-1:] and chain[-1] in HEADS else chain
    chains = [each for each in (chain, headless) if len(each) > 1]
    return any(reads(each, letters) for reads in (_by_initials, _by_letters) for each in chains)


def initials(long: str) -> str:
    """The first letters of a name's main words ("Office of Care Experiments" → "OCE")."""
    return "".join(word[0] for word in re.findall(r"\w+", long) if word.lower() not in SMALL).upper()


def _letters(short: str) -> list[str]:
    """The letters that the long form must hold; a digit repeats the letter before it ("ET3": e, t, t, t)."""
    letters: list[str] = []
    for letter in short.removesuffix("s"):
        if letter.isdigit() and letters and 1 < int(letter) < 6:
            letters += letters[-1:] * (int(letter) - 1)
        elif letter.isalnum():
            letters.append(letter.lower())
    return letters


def _piece(doc: Doc, index: int) -> str:
    """A word of the long form; the later part of a hyphened word is marked with "~", it may go unheard."""
    hyphened = (
        index > 1
        and doc[index - 1].text == "-"
        and not doc[index - 1].whitespace_
        and not doc[index - 2].whitespace_
        and doc[index].text[0].isalpha()
    )
    return ("~" if hyphened else "") + doc[index].lower_


def _by_initials(chain: list[str], letters: list[str]) -> bool:
    """Whether the letters are the words' initials, small words and digits free to be left out."""
    place = 0
    for word in chain:
        if place < len(letters) and word.lstrip("~")[0] == letters[place]:
            place += 1
        elif word not in SMALL and word[0] != "~":
            return False
    return place == len(letters)


def _with_filling(chain: list[str], letters: list[str]) -> bool:
    """Whether three initials or more stand in the acronym in order, and what fills it up to a word is less than they.

    "Hospital Alignment and Regional Budgets (HARBOR) Model": such names are made to give a word.
    """
    main = [word[0] for word in chain if word not in SMALL and word[0] != "~"]
    left = iter(letters)
    held = all(any(one == initial for one in left) for initial in main)
    return held and len(main) > 2 and len(letters) - len(main) < len(main) + 1


def _by_letters(chain: list[str], letters: list[str]) -> bool:
    """Whether the letters can be read through the words in order, every main word giving at least one."""
    memory: dict[tuple[int, int], bool] = {}

    def fits(word: int, letter: int) -> bool:
        if word == len(chain):
            return letter == len(letters)
        key = (word, letter)
        if key not in memory:
            memory[key] = False
            if (chain[word] in SMALL or chain[word][0] == "~") and fits(word + 1, letter):
                memory[key] = True
            elif letter < len(letters) and chain[word].lstrip("~")[0] == letters[letter]:
                place, taken = 0, letter
                while taken < len(letters):
                    place = chain[word].find(letters[taken], place)
                    if place < 0:
                        break
                    place += 1
                    taken += 1
                    if fits(word + 1, taken):
                        memory[key] = True
                        break
        return memory[key]

    return fits(0, 0)


def _after_comma(doc: Doc, sentence: Span, comma: int, words: NameWords) -> Iterator[Sign]:
    """ "Long Name, or ABC," and "ABC, short for Long Name", also "ABC, or Long Name," where its initials are these."""
    last = sentence.end
    before = doc[comma - 1].text
    if doc[comma + 1].lower_ == "or" and comma > sentence.start and is_acronym(before):
        yield from (one for one in _short_for(doc, sentence, comma, comma + 2, words) if initials(one.name) == before)
        return
    if doc[comma + 1].lower_ == "or" and comma + 2 < last and is_acronym(doc[comma + 2].text):
        short = doc[comma + 2].text
        start = _long_form(doc, sentence.start, comma, short)
        if start is not None:
            yield from _pair(doc, start, comma, comma + 2, short, words, sentence)
        return
    said = " ".join(token.lower_ for token in doc[comma + 1 : min(last, comma + 5)])
    match = re.match(
        r"(?:which (?:stands|is short) for|which stood for|short for|an acronym for|an abbreviation (?:of|for)"
        r"|standing for)",
        said,
    )
    if match:
        yield from _short_for(doc, sentence, comma, comma + 1 + len(match.group().split()), words)


def _short_for(doc: Doc, sentence: Span, end: int, begin: int, words: NameWords) -> Iterator[Sign]:
    start = left_of(doc, end, sentence.start)
    while begin < sentence.end and (doc[begin].lower_ == "the" or doc[begin].is_quote):
        begin += 1
    finish = right_of(doc, begin, sentence.end)
    if start < end and finish > begin:
        while (
            finish < sentence.end
            and doc[finish].text == ","
            and _long_form(doc, begin, finish, name_text(doc, start, end)) is None
        ):
            further = right_of(
                doc, finish + 1 + (doc[finish + 1].lower_ == "and" if finish + 1 < sentence.end else 0), sentence.end
            )
            if further <= finish + 1:
                break
            finish = further
        long, short = name_text(doc, begin, finish), name_text(doc, start, end)
        kind = words.head_of(long.split())
        yield Sign(long, kind, ENOUGH if kind else 0.0, same_as=short)
