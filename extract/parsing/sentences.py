"""Sentences: where one ends in prose full of abbreviations, citations and bullets.

The parser's own splitting breaks at "U.S.", at citations and at bullets; these rules look at tokens only and
leave semicolons, quotations and dashes inside the sentence that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!"})
CLOSERS = frozenset({'"', "”", "\u2019", "'", ")", "]", "''", "»"})
OPENERS = frozenset({'"', "“", "\u2018", "(", "[", "``", "«", "'", "—", "•", "-", "\u2013"})
BULLETS = frozenset({"•", "●", "▪", "◦", "‣", "·", "*"})
ABBREVIATIONS = frozenset(
    [
        "u.s.",
        "u.s.c.",
        "u.k.",
        "d.c.",
        "dr.",
        "mr.",
        "mrs.",
        "ms.",
        "prof.",
        "no.",
        "nos.",
        "sec.",
        "secs.",
        "art.",
        "para.",
        "pub.",
        "stat.",
        "fed.",
        "reg.",
        "cf.",
        "vs.",
        "v.",
        "al.",
        "e.g.",
        "i.e.",
        "etc.",
        "inc.",
        "co.",
        "corp.",
        "ltd.",
        "jr.",
        "sr.",
        "st.",
        "mt.",
        "ft.",
        "gen.",
        "gov.",
        "rep.",
        "reps.",
        "sen.",
        "hon.",
        "rev.",
        "dept.",
        "est.",
        "approx.",
        "ch.",
        "pt.",
        "subpt.",
        "vol.",
        "pp.",
        "p.",
        "fig.",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sept.",
        "sep.",
        "oct.",
        "nov.",
        "dec.",
        "c.f.r.",
        "f.r.",
        "l.l.c.",
        "p.l.",
        "m.d.",
        "ph.d.",
        "r.n.",
        "esq.",
        "a.m.",
        "p.m.",
        "id.",
        "ed.",
        "eds.",
        "ii.",
    ]
)
LETTERED = frozenset({"Part", "Parts", "Title", "Phase", "Track", "Option", "Appendix"})
"""Words whose letter may close a sentence: "under Part B."."""
NUMBERED = frozenset(
    {
        "no",
        "nos",
        "sec",
        "secs",
        "art",
        "ch",
        "pt",
        "vol",
        "p",
        "pp",
        "fig",
        "para",
        "pub",
        "st",
        "sen",
        "rep",
        "fed",
        "stat",
        "v",
        "gov",
        "hon",
        "rev",
    }
)
NEVER_LAST = ABBREVIATIONS & {f"{word}." for word in NUMBERED} | {
    "dr.",
    "mr.",
    "mrs.",
    "ms.",
    "prof.",
    "cf.",
    "vs.",
    "e.g.",
    "i.e.",
    "reps.",
    "approx.",
}
"""Abbreviations that never end a sentence: something is always to follow them."""
_FIRST = frozenset({"(a)", "(1)", "(i)"})
"""Marks of the first paragraph of a section, which follows the section's caption on its line."""
OPENING_WORDS = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "if",
        "when",
        "while",
        "since",
        "after",
        "before",
        "although",
        "but",
        "and",
        "or",
        "so",
        "as",
        "to",
        "under",
        "with",
        "without",
        "there",
        "here",
        "one",
        "two",
        "both",
        "neither",
        "either",
        "each",
        "all",
        "some",
        "many",
        "most",
        "not",
        "no",
        "today",
        "now",
        "then",
        "however",
        "meanwhile",
        "last",
        "next",
        "early",
        "late",
        "between",
        "among",
        "during",
        "despite",
        "because",
        "what",
        "who",
        "how",
        "why",
        "which",
        "following",
        "under",
        "according",
        "where",
        "his",
        "her",
        "their",
        "our",
    ]
)


def sentence_starts(words: Sequence[str], spaces: Sequence[bool]) -> list[bool]:
    """For each token whether a sentence begins there; `spaces` tells whether white space follows the token.

    >>> sentence_starts(["It", "ended", ".", "Dr.", "Oyo", "left", "."], [True, False, True, True, True, False, False])
    [True, False, False, True, False, False, False]
    """
    starts = [False] * len(words)
    if starts:
        starts[0] = True
    depth = 0
    for index, word in enumerate(words):
        opened, closed = (sum(word.count(one) for one in pair) for pair in ("([", ")]"))
        depth = max(0, depth + opened - closed)  # a closing bracket may be one token with the colon behind it
        if word in BULLETS and index and not starts[index]:
            starts[index] = True
            depth = 0
            continue
        following = _after_closers(words, spaces, index) if _may_end(words, spaces, index) else None
        if following is not None and following < len(words) and _may_begin(words, index, following) and depth < 1:
            starts[following] = True
    return starts


def _may_end(words: Sequence[str], spaces: Sequence[bool], index: int) -> bool:
    word = words[index]
    if "\n" in word:
        return word.count("\n") > 1
    if word in ENDS:
        previous = words[index - 1] if index else ""
        return not re.fullmatch(r"[A-Z]", previous) or spaces[index - 1]
    return len(word) > 1 and word.endswith((".", ".”", "?", "!")) and spaces[index]


def _after_closers(words: Sequence[str], spaces: Sequence[bool], index: int) -> int | None:
    """The token after the closing quotes and brackets that belong to the sentence ended at `index`."""
    place = index + 1
    while place < len(words) and words[place] in CLOSERS and not spaces[place - 1]:
        place += 1
    dashed = place == index + 1 < len(words) - 1 and words[place] in {"—", "\u2013"}
    if dashed and not spaces[index] and not spaces[place]:
        return place + 1  # "Director.—The Office": the dash ends a heading that its text follows at once
    if place < len(words) and not spaces[place - 1] and words[place] not in BULLETS:
        return None
    return place


def _may_begin(words: Sequence[str], index: int, following: int) -> bool:
    word, opener = words[index].lower(), words[following]
    place = following
    while place + 1 < len(words) and words[place] in OPENERS:
        place += 1
    opener = words[place]
    if "".join(words[following : following + 3]) in _FIRST and following + 3 < len(words):
        return words[following + 3][:1].isupper()  # "DUTIES. (a) The Board shall"
    if word not in ENDS:  # the full stop is part of an abbreviation
        if word == "no." and words[index][0] == "n" and not opener[:1].isdigit():
            return opener[:1].isupper()
        if index and words[index - 1] in LETTERED and re.fullmatch(r"[A-Z]\.", words[index]):
            return opener[:1].isupper()  # "drugs under Part B. The next one": the letter is no initial
        if word in NEVER_LAST or re.fullmatch(r"[a-z]\.", word):
            return False
        if word in ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+", word):
            return opener[:1].isupper() and opener.lower() in OPENING_WORDS
    elif index and words[index - 1].lower() + "." in NEVER_LAST:
        return words[index - 1] in NUMBERED and words[index - 1].islower() and not opener[:1].isdigit()
    elif index and re.fullmatch(r"\d{1,2}|[A-Za-z]|[ivx]+", words[index - 1]) and _is_list_number(words, index - 1):
        return False
    return opener[:1].isupper() or opener[:1].isdigit() or opener in OPENERS or not opener[:1].isalpha()


def _is_list_number(words: Sequence[str], index: int) -> bool:
    """A number at a sentence's very start, as in "2. The second test": it opens what follows."""
    return index == 0 or words[index - 1] in ENDS or "\n" in words[index - 1]
