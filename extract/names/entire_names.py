"""Entire names: what stands beside a name at each of its places in a document, and so is a part of it.

"Route 12" is no "Route", nor "the Hip and Knee Care Route" a "Knee Care Route", where the document never writes
the shorter words alone; "the Alder Trial of Hospital Budgets" may go on as "the Alder Trial".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from extract.claims.annotated import AnnotatedSentence
from extract.claims.fuller import singular
from extract.names.acronyms import initials
from extract.names.name_words import NameWords
from extract.names.runs import CONNECTORS, DAYS
from extract.names.signs import Sign
from extract.parsing.pipeline import english_words

COUNTING = re.compile(r"\b\d[\d,]* (?:[a-z-]+ ){0,3}[a-z]+s\b")
CLOSED = re.compile(r" \d{2,3}(?:[.,;)]|$| (?:and|while|but)\b)")
"""A figure with what it counts, and one that stands alone at the end of a clause and counts the same."""
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
OWNER = re.compile(
    r"(?:^|(?P<the>\b[Tt]he )|[\s(“\"*])(?P<whole>(?P<word>[A-Z][a-z]+)['\u2019](?:(?<!s['\u2019])s)?) $"
)
"""Whose a thing is, right before it: "Miner's", "Bakers'"."""
OWNED = re.compile(r"['\u2019]s?(?: [A-Z][a-z]+)+")
MODIFIED = re.compile(r" (?P<small>[a-z]{2,7})(?: (?:the|a|an))?(?: [A-Z][a-z]+){1,2}(?! ?[A-Z]|\w)")
"""Small words behind a name and capitals behind them: "Bread on the Table"."""
LED_ON = re.compile(r" (?:the|a|an)(?: [A-Z][a-z]+){1,2}(?! ?[A-Z]|\w)")
"""The same where the small word has a capital and so stands in the name: "Hands Across the Estuary"."""
SEAT = re.compile(r" of (?:the )?(?P<seat>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})(?! [A-Z]|\w| of\b)")
SEATED = re.compile(
    r"(?P<short>.+?) of (?P<realm>the (?:[A-Z][a-z]+ ){1,3}of )?(?:the )?(?P<seat>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})"
)
"""A body's name with the place that it is of: "the Aged Care Tribunal of Pembrey", "… of the Republic of Pembrey"."""
SHORT = 2
"""Spaces that a name without its place has at least where it begins with "National" or the like."""
TOLD_APART = re.compile(r" \((?P<which>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\)")
"""What tells two things of one name apart: "Blue Lamp (Northam)", "Blue Lamp (Eastry)"."""


class EntireNames:
    """The names of one document with what it never writes them without."""

    def __init__(self, sentences: Sequence[AnnotatedSentence], words: NameWords) -> None:
        self.words = words
        self.sentences = sentences
        self._held: dict[str, str] = {}
        self._found: dict[str, list[tuple[str, str]]] = {}

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(" ".join(one.span.text.replace("*", "").split()) for one in self.sentences)

    def of(self, sign: Sign) -> Iterator[Sign]:
        """A sign with the whole of its name, or one for each of several things that only brackets tell apart."""
        whole = self._whole(sign)
        initiative = whole.type is not None and self.words.is_initiative(whole.type)
        if initiative and any(self._other_things.match(after) for _, after in self._places(whole.name)):
            return  # "Blue Kite, a bakery"
        apart = self._apart(whole.name) if initiative else []
        yield from (replace(whole, name=name, same_as=None) for name in apart) if apart else (whole,)

    @cached_property
    def _other_things(self) -> re.Pattern[str]:
        """What stands behind the name of a shop, a play or a horse and tells that it is one."""
        nouns = "|".join(sorted(self.words.words("slots", "something_else")))
        ends = r"(?=[,.;:)]| (?:of|in|at|by|about|that|which|where)\b)"
        return re.compile(rf"(?:, | \(| (?:is|was) )(?:an?|the|our|their) (?:[\w-]+ ){{0,3}}?(?:{nouns}){ends}")

    def _whole(self, sign: Sign) -> Sign:
        if sign.type is None or sign.plain:
            return sign
        if not self.words.is_initiative(sign.type):
            return self._of_body(sign) if sign.type != self.words.terms["Person"] else sign
        name = self._entire(sign.name)
        whole = self._with_matter(name) if sign.same_as is None else name
        return replace(sign, name=whole, same_as=sign.same_as if whole == name else name)

    def _of_body(self, sign: Sign) -> Sign:
        """A body's or a law's name with the people whose it is; a body's with its place, and without it as another."""
        name = self._with_owner(sign.name, people=True)
        name = self._with_owned(name) if " " in name and self._are_people(name.split()[-1]) else name
        if sign.type != self.words.terms["Organization"] or sign.same_as is not None:
            return replace(sign, name=name)
        seats = {told[0] for _, after in self._places(name) if (told := SEAT.match(after)) and self._is_seat(told)}
        seated = name + seats.pop() if len(seats) == 1 and not SEATED.fullmatch(name) else name
        told = SEATED.fullmatch(seated)
        realm = told is not None and told["realm"] is not None
        if told is None or " " not in told["short"] or not (realm or self._is_seat(told)):
            return replace(sign, name=seated)
        whole = self.words.words("bodies", "whole")
        bare = self.words.head_of(told["short"].split()) is None and not realm
        if bare or (told["short"].split()[0].lower() in whole and told["short"].count(" ") < SHORT):
            return replace(sign, name=seated)
        return replace(sign, name=seated, same_as=told["short"])

    def _is_seat(self, told: re.Match[str]) -> bool:
        """Whether what stands behind "of" is a place's name: odd words in capitals, and no body, post or time."""
        said = told["seat"].split()
        odd = any(not self._is_ordinary(word) or word in self._places_named for word in said)
        return odd and not any(word.isupper() or word.lower() in self.words.apart | DAYS for word in said)

    def _entire(self, name: str) -> str:
        held = self._held.get(name)
        if held is None:
            whole = self._with_owner(self._with_left(self._with_number(name)))
            owned = whole if any(map(self._is_thing, whole.split())) else self._with_owned(whole)
            held = self._with_modifier(owned)
            self._held[name] = held
        return held

    def _places(self, name: str) -> list[tuple[str, str]]:
        """What stands before and behind a name in each sentence that has it."""
        found = self._found.get(name)
        if found is None:
            spelt = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            found = self._found[name] = [
                (line[: at.start()], line[at.end() :])
                for line in self._lines
                if name in line
                for at in spelt.finditer(line)
            ]
        return found

    def _with_number(self, name: str) -> str:
        """ "Route 12" for "Route": one number, behind the name at all its places."""
        if not name[-1:].isalpha() or name.split()[-1].lower() in DAYS:
            return name
        numbers = set()
        for before, after in self._places(name):
            found = NUMBER.match(after)
            counts_on = COUNTING.search(before) and CLOSED.match(after)  # "Alder had 40 clinics and Birch 90"
            if counts_on or (found is None and not COUNTED.match(after)):
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

    def _with_owner(self, name: str, people: bool = False) -> str:
        """ "Miner's Lamp" for "Lamp": an ordinary word that owns it at all its places, and is no body or place."""
        owners = [OWNER.search(before) for before, _ in self._places(name)]
        owner = owners[0] if owners else None
        if owner is None or not all(one and one["whole"] == owner["whole"] for one in owners):
            return name
        own = self._are_people(owner["word"]) if people else not owner["the"] or self._is_people(owner["word"])
        if self._is_thing(owner["word"]) or not own:
            return name
        return f"{owner['whole']} {name}"

    def _with_owned(self, name: str) -> str:
        """ "Department of Citizens' Health" for "Department of Citizens", "Miner's Lamp" for "Miner"."""
        found = {told[0] if (told := OWNED.match(after)) else "" for _, after in self._places(name)}
        return name + found.pop() if len(found) == 1 else name

    def _with_modifier(self, name: str) -> str:
        """ "Bread on the Table" for "Bread": small words and ordinary ones with capitals that follow at all places."""
        small = self.words.words("entire", "small")
        if " " in name and self.words.head_of(name.split()[-1:]) is not None:
            return name  # "the Alder Birth Model with Harborcare money": such a name is whole
        found = set()
        led = " " in name and name.split()[-1].lower() in small
        for before, after in self._places(name):
            told = (LED_ON if led else MODIFIED).match(after)
            if told is None or not (led or told["small"] in small) or not LOWER.search(before + after[told.end() :]):
                return name
            found.add(told[0])
        if len(found) != 1:
            return name
        (more,) = found
        apart = any(self._is_thing(word) for word in more.split() if word[0].isupper())
        return name if apart else name + more

    def _apart(self, name: str) -> list[str]:
        """The names with brackets that a document writes for a name, where it writes several."""
        told = {said["which"]: f"{name} ({said['which']})" for _, after in self._places(name)
                if (said := TOLD_APART.match(after))}  # fmt: skip
        return [*told.values()] if len(told) > 1 else []

    def _are_people(self, word: str) -> bool:
        """Whether a word is a plural of people: "Citizens", "Women", and neither "Labor" nor "Centers"."""
        plural = word.endswith("s") or word.lower() in self.words.words("entire", "people")
        return plural and word.lower() not in self.words.apart and self._is_people(word)

    def _is_people(self, word: str) -> bool:
        plain = word.lower()
        spelt = self.words.words("entire", "people")
        return plain in spelt or plain.endswith(tuple(self.words.tables["entire"]["people_endings"]))

    def _is_thing(self, word: str) -> bool:
        """Whether a word with a capital is or may be a body, a post, a place or a day, or is no ordinary word."""
        known = self.words.apart | DAYS
        plain = word.lower()
        place = word in self._places_named and not self._is_people(word)
        return plain in known or singular(plain) in known or not self._is_ordinary(word) or place

    @cached_property
    def _places_named(self) -> frozenset[str]:
        named = (each for one in self.sentences for each in one.span.ents if each.label_ in {"GPE", "LOC", "NORP"})
        return frozenset(token.text for each in named for token in each)
