"""Keywords: a name and what is wanted of it ("Harbor start end hospitals"), as the questions that they mean."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.naming.called import initiative_called
from kg.ask.words.english import stem, tables
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

_MOST = 9
"""The most words of a name, and of what is wanted of it."""


def keyed_questions(text: str, words: Words) -> list[list[str]]:
    """The questions that a string of keywords asks of the one initiative that it names first; none of another text.

    Every word of it has to belong to the name, to the keywords or to the small words between. A year behind a sum asks
    for it in that year. One keyword alone is left to be read as it stands, unless it is a noun that may mean two
    things: of "Harbor states", the places are asked for, and of "Harbor hospitals" how many there are. Each keyword
    may have a second question for where the first has no answer.
    """
    text = re.sub(
        r"^(?:(?:the |a |full )*list of (?:the |all )?|list (?:the |all )*|all )", "", text.strip(), flags=re.I
    )
    said = re.findall(r"[\w'\u2019.$&-]*[\w$]", text)
    if not 2 <= len(said) <= 2 * _MOST or {w.lower() for w in said} & set(tables()["keyed"]["asking"]):
        return []
    turned = re.fullmatch(r"(?P<wanted>[\w -]+?) (?:in|of|for) (?:the )?(?P<name>.+)", text.strip(" ?."))
    if turned and initiative_called(turned["name"], words) is not None:
        # "Hospitals in Harbor": what is wanted stands before the name.
        said = [*turned["name"].split(), *turned["wanted"].split()]
    for cut in range(min(_MOST, len(said) - 1), 0, -1):
        name = " ".join(said[:cut])
        if initiative_called(name, words) is not None:
            wanted = _wanted([w.lower() for w in said[cut:]], words)
            break
    else:
        return []
    alone = len(wanted) == 1
    return [q.replace("@name", name).split(" | ") for q, sure in wanted if sure or not alone]


@lru_cache(maxsize=1)
def _asks() -> list[tuple[tuple[str, ...], str]]:
    """Keywords as their words, longest first, with the question of each."""
    table = tables()["keyed"]["asks"]
    pairs = [(tuple(key.split()), question) for question, keys in table.items() for key in keys]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _wanted(said: list[str], words: Words) -> list[tuple[str, bool]]:
    """The questions of some keywords, each with whether it is asked of a keyword alone, too; none if a word is left."""
    out: list[tuple[str, bool]] = []
    at = 0
    while at < len(said):
        found = next(((key, q) for key, q in _asks() if tuple(said[at : at + len(key)]) == key), None)
        if found is not None:
            out.append((found[1], found[1] in tables()["keyed"]["alone"]))
            at += len(found[0])
        elif re.fullmatch(r"(?:19|20)\d\d", said[at]) and out and "@year" in out[-1][0]:
            out = [*(out[:-1] if "@year=" not in out[-1][0] else out), (_in_year(out[-1][0], said[at]), False)]
            at += 1
        elif said[at] in tables()["keyed"]["between"]:
            at += 1
        elif _takes_part(said[at], words):
            out.append((f"how many {said[at]} are in @name", True))
            at += 1
        else:
            return []
    return [(re.sub(r" ?@year(?:=(\d+))?", lambda m: f" in {m[1]}" if m[1] else "", q), sure) for q, sure in out]


def _in_year(question: str, year: str) -> str:
    return re.sub(r"@year(?:=\d+)?", f"@year={year}", question)


def _takes_part(noun: str, words: Words) -> bool:
    """Whether a noun is one of those that take part, or the last word of one: "practices", of "general practices"."""
    return noun.endswith("s") and stem(noun) in _heads(words)


@once_a_lexicon
def _heads(words: Words) -> set[str]:
    kinds = (e for e in words.entities.values() if any(words.is_a(t, words.core + "ParticipantType") for t in e.types))
    return {stem(name.lower().split()[-1]) for e in kinds for name in (e.label, *e.names) if name.endswith("s")}
