"""Entire names: what stands beside a name at each of its places in a document, and so is a part of it.

"Route 12" is no "Route", nor "the Hip and Knee Care Route" a "Knee Care Route", where the document never writes
the shorter words alone; "the Alder Trial of Hospital Budgets" may go on as "the Alder Trial".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from extract.claims.annotated import AnnotatedSentence
from extract.claims.fuller import singular
from extract.names.acronyms import initials
from extract.names.name_words import NameWords
from extract.names.runs import CONNECTORS, DAYS
from extract.names.signs import Sign
from extract.parsing.pipeline import english_words

NUMBER = re.compile(r" (\d{1,3})(?![\w/%]|[.,:]\d)(?! (?:percent|million|billion|thousand|per cent)\b)(?! [a-z]+s\b)")
"""A number right behind a name: neither a year or an amount, nor one that counts what follows it."""
COUNTED = re.compile(r" \d{1,3} [a-z]+s\b")
MATTER = re.compile(
    r" (?:of|for) (?P<rest>[A-Z][a-z]+(?: (?:(?:and|in|with|at) )?[A-Z][a-z]+)*)(?=[,;:.)]? |[.,;:)]*$)(?! [A-Z])"
)
LOWER = re.compile(r"\b(?:[a-z]{2,} [a-z]{3,}|[a-z]{4,}\b.*\b[a-z]{3,})\b")
"""Small letters in a line that is no title."""
PAIRED = re.compile(r"(?:^|[\s(“\"*])(?P<the>[Tt]he )?(?P<word>[A-Z][a-z]+) (?:and|&) $")
ORDINAL = re.compile(r"(?P<before>\S+) (?P<word>[A-Z][a-z]+) $")


class EntireNames:
    """The names of one document with what it never writes them without."""

    def __init__(self, sentences: Sequence[AnnotatedSentence], words: NameWords) -> None:
        self.words = words
        self.sentences = sentences
        self._held: dict[str, str] = {}

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(" ".join(one.span.text.replace("*", "").split()) for one in self.sentences)

    def of(self, sign: Sign) -> Sign:
        """A sign of an initiative's name with the whole of it; other signs as they are."""
        if sign.type is None or not self.words.is_initiative(sign.type) or sign.plain:
            return sign
        name = self._entire(sign.name)
        whole = self._with_matter(name) if sign.same_as is None else name
        return replace(sign, name=whole, same_as=sign.same_as if whole == name else name)

    def _entire(self, name: str) -> str:
        held = self._held.get(name)
        if held is None:
            held = self._with_left(self._with_number(name))
            self._held[name] = held
        return held

    def _places(self, name: str) -> list[tuple[str, str]]:
        """What stands before and behind a name in each sentence that has it."""
        spelt = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        return [
            (line[: at.start()], line[at.end() :])
            for line in self._lines
            if name in line
            for at in spelt.finditer(line)
        ]

    def _with_number(self, name: str) -> str:
        """ "Route 12" for "Route": one number, behind the name at all its places."""
        if not name[-1:].isalpha() or name.split()[-1].lower() in DAYS:
            return name
        numbers = set()
        for _, after in self._places(name):
            found = NUMBER.match(after)
            if found is None and not COUNTED.match(after):
                return name
            numbers.add(found[1] if found else None)
        numbers.discard(None)
        return f"{name} {numbers.pop()}" if len(numbers) == 1 else name

    def _with_matter(self, name: str) -> str:
        """ "Alder Trial of Hospital Budgets" for "Alder Trial": what it is about, in ordinary words with capitals."""
        kind = self.words.head_of(name.split())
        if kind is None or not self.words.is_initiative(kind):
            return name
        found = set()
        for before, after in self._places(name):
            told = MATTER.match(after)
            plain = before + after.removeprefix(told[0]) if told else ""
            if told and LOWER.search(plain) and all(map(self._is_ordinary, told["rest"].split())):
                found.add(told[0])
        matter = found.pop() if len(found) == 1 else ""
        return name if self.words.head_of(matter.split()) is not None else name + matter

    def _is_ordinary(self, word: str) -> bool:
        plain = word.lower()
        return plain in CONNECTORS or (word.istitle() and not english_words().isdisjoint({plain, singular(plain)}))

    def _with_left(self, name: str) -> str:
        """ "Hip and Knee Care Route" for "Knee Care Route", "Second Breath Pilot" for "Breath Pilot"."""
        places = self._places(name)
        if " " not in name or not places:
            return name
        paired = [PAIRED.search(before) for before, _ in places]
        firsts = {one["word"] for one in paired if one}
        if all(paired) and len(firsts) == 1:
            first = firsts.pop()
            whole = f"{first} and {name}"
            known = any(f"({initials(whole)}{end}" in after for _, after in places for end in (")", ","))
            other = re.compile(rf"(?<!\w){first}(?! and (?i:{re.escape(name.split()[0])})\b)(?!\w)")
            alone = any(other.search(line) for line in self._lines)
            articled = sum(bool(one and one["the"]) for one in paired)
            if known or (articled and not alone and first.lower() not in self.words.common):
                return whole
        loose = self.words.words("initiatives", "loose")
        before = [ORDINAL.search(f" {left}") for left, _ in places]
        openers = {one["word"] for one in before if one}
        if all(before) and len(openers) == 1 and openers <= {one.title() for one in loose}:
            return f"{openers.pop()} {name}"
        return name
