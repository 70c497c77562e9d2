"""Foreign names: bodies and laws that an English text calls by their names in another language.

The head stands first there, and small words that are no English lead from it to the matter: "the Agence des Essais de
Soins", "the Instituto de Salud Local", "the Loi sur les Soins 2026". Heads and small words are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Span

from extract.names.name_words import NameWords
from extract.names.signs import STRONG, Sign
from extract.parsing.pipeline import english_words

BOUND = re.compile(r"(?:[dlDL]|[Dd]ell|[Dd]all|[Ss]ull)['\u2019]")
"""Small words that are bound to the word behind them: "d'Essais"."""
PLURAL = 4
"""Letters of the longest word that is not looked up without its "s" ("des", "sous")."""


def foreign_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The signs in one sentence that a name in another language is that of a body or a law."""
    text = sentence.text
    shared = words.words("foreign", "shared")
    links, adjectives = words.words("foreign", "links"), words.words("foreign", "adjectives")
    built = words.words("foreign", "built")
    for table, kind in (("bodies", "Organization"), ("laws", "LegalProvision")):
        for found in _spelt(words.words("foreign", table), links, adjectives, built).finditer(text):
            parts = found.group().split()
            if found["front"] and (parts[0].lower() in STOP_WORDS or _is_english(parts[0].lower(), links)):
                parts.pop(0)
            while len(parts) > 1 and parts[-1].islower() and _is_english(parts[-1], links):
                parts.pop()
            inner = [one for one in parts[1:] if one.islower()]
            told = not _is_english(parts[0].lower(), links) or any(
                one in links - shared or BOUND.match(one) for one in inner
            )
            if len(parts) > 1 and told and not any(_is_english(one, links) for one in inner):
                yield Sign(" ".join(parts), words.terms[kind], STRONG)


def _is_english(word: str, links: frozenset[str]) -> bool:
    """Whether a small word between capitals is the text's own, so that no foreign name goes on over it."""
    known = english_words()
    return word not in links and (word in known or (len(word) > PLURAL and word.removesuffix("s") in known))


@lru_cache(maxsize=8)
def _spelt(
    heads: frozenset[str], links: frozenset[str], adjectives: frozenset[str], built: frozenset[str]
) -> re.Pattern[str]:
    head = "|".join(sorted((re.escape(one.title()) for one in heads), key=len, reverse=True))
    head += rf"|[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:{'|'.join(sorted(built))})"
    link = "|".join(sorted(map(re.escape, links), key=len, reverse=True))
    like = "|".join(sorted(map(re.escape, adjectives), key=len, reverse=True))
    bound = BOUND.pattern
    word = r"(?:[A-ZÀ-Þ][\w-]+)"
    matter = rf"(?:(?:{bound})?{word}|{bound}[a-zà-þ][\w-]+)"
    step = rf"(?:\s(?:{link})(?:\s(?:{link}))?\s(?:{bound})?[A-Za-zÀ-þ][\w-]+|\s{bound}[A-Za-zÀ-þ][\w-]+|\s{matter})"
    return re.compile(
        rf"(?<![\w-])(?P<front>[A-ZÀ-Þ][a-zà-þ]+\s)?(?:{head})(?:\s(?:{like}))?{step}{{1,6}}(?:\s(?:1[6-9]|2[01])\d\d\b)?"
    )
