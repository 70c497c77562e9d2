"""Renamings: sentences that tell the other name that a thing bears, bore until some day or is to bear from one.

"The Harbor Model, known until 2030 as the Coast Model", "the model will be renamed the Reef Model on March 1, 2027".
The forms are data (`[renamings]` of names.toml): each is matched to the sentence written in lower case, with its
names, references and dates as slots. So that both names can become one thing before any claim is read, this is
asked twice: of the sentences whose names still stand apart, and of those in which they are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.mentions import Mention, Referent
from extract.names.acronyms import is_acronym, spells
from extract.names.knowledge import Knowledge
from extract.names.name_matcher import normal
from extract.names.name_words import NameWords
from extract.names.runs import is_capital, right_of
from extract.names.signs import Sign, name_text

KINDS = ("Initiative", "Organization", "LegalProvision")
"""What can be renamed; a person's or a place's other name is told in other ways."""
MONTH = re.compile(r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October", re.I)
YEAR = re.compile(r"(?:1[89]|2[0-3])\d\d")
SLOTS = {
    "thing": r"(?:the |this |that )?<(?P<thing>[nu]\d+)>(?: \( [^()]{0,60} \))?",
    "full": r"(?:the )?<(?P<thing>n\d+)>(?: \( [^()]{0,60} \))?",
    "ref": r"<(?P<thing>u\d+)>",
    "name": r"(?:the )?<(?P<name>[nr]\d+)>(?: \( [^() ]{0,12} \))?(?! (?:'s|of|for)(?: |$))",
    "known": r"(?:the )?<(?P<name>n\d+)>(?: \( [^() ]{0,12} \))?(?! (?:'s|of|for)(?: |$))",
    "its": r"(?:its|<u\d+>)",
    "begun": r"<(?P<day_begun>d\d+)>",
    "aside": r"(?:, (?:which|that) [^<>;.]{0,120} , )?",
}


@dataclass(frozen=True, slots=True)
class Renaming:
    """What one sentence tells of a thing's names.

    `thing` is the mention that stands for it, `name` the tokens of the other name and `text` that name; `kind` is
    `former`, `new`, `planned` or `other`; `date` are the tokens of the day that it ended or began, if told, and
    `begun` says of a former name that the date is the day from which the thing bore it.
    """

    sentence: AnnotatedSentence
    thing: TokenMention
    name: tuple[int, int]
    text: str
    kind: str
    date: tuple[int, int] | None = None
    begun: bool = False

    @property
    def tokens(self) -> tuple[int, int]:
        """The tokens that tell it all."""
        places = [(self.thing.start, self.thing.end), self.name, *([self.date] if self.date else [])]
        return min(start for start, _ in places), max(end for _, end in places)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Tokens of a sentence that stand as one slot."""

    start: int
    end: int
    code: str
    mention: TokenMention | None = None


def renamings(sentence: AnnotatedSentence, knowledge: Knowledge) -> Iterator[Renaming]:
    """Every other name that a sentence tells of a thing, by the first form that fits each place."""
    words = knowledge.words
    if not sentence.mentions or sentence.span[-1].text == "?":
        return
    if _triggers(words).isdisjoint(token.lower_ for token in sentence.span):
        return
    units = list(_units(sentence, knowledge))
    coded, by_code = _coded(sentence, units)
    taken: set[tuple[int, int]] = set()
    for kind, form in _forms(words):
        for match in form.finditer(coded):
            thing, other = by_code[match["thing"]], by_code[match["name"]]
            if thing.mention is None or (other.start, other.end) in taken or thing is other:
                continue
            before = coded[: match.start()].rpartition(" ; ")[2].split()
            if words.doubted(before, coded[match.end() :].strip()) or not _can_name(
                sentence, thing.mention.mention, other, knowledge
            ):
                continue
            taken.add((other.start, other.end))
            text = _text(sentence, other)
            dated = ((name, by_code[code]) for name, code in match.groupdict().items() if name[:3] == "day" and code)
            day, date = next(dated, ("", None))
            when = (date.start, date.end) if date is not None else None
            yield Renaming(sentence, thing.mention, (other.start, other.end), text, kind, when, day == "day_begun")


def renaming_signs(sentences: Sequence[AnnotatedSentence], knowledge: Knowledge) -> list[Sign]:
    """The signs that two names of a document are one thing's, the older one marked as such."""
    found: dict[Sign, None] = {}
    for sentence in sentences:
        for one in renamings(sentence, knowledge):
            said = one.thing.mention.referent.label
            if one.thing.mention.how != "reference":
                said = _text(sentence, _Unit(one.thing.start, one.thing.end, ""))
            older, newer = (said, one.text) if one.kind in {"new", "planned"} else (one.text, said)
            if normal(older) != normal(newer):
                found[Sign(older, None, 0.0, same_as=newer, former=one.kind != "other")] = None
    return list(found)


def _units(sentence: AnnotatedSentence, knowledge: Knowledge) -> Iterator[_Unit]:
    """The names, references, other runs of capitals and dates of a sentence, left to right."""
    span, doc, person = sentence.span, sentence.span.doc, knowledge.words.terms["Person"]
    at = span.start
    named = {one.start: one for one in sorted(sentence.mentions, key=lambda one: one.end)}
    places = Counter((one.start, one.end) for one in sentence.mentions)
    doubled = {start for (start, _), several in places.items() if several > 1}  # "both" stands for two things
    while at < span.end:
        found = named.get(at)
        date = _date_end(sentence, at)
        if date > at:
            yield _Unit(at, date, "d")
            at = date
        elif found is not None and at not in doubled and _is_nameable(found.mention.referent, knowledge):
            yield _Unit(found.start, found.end, "u" if found.mention.how == "reference" else "n", found)
            at = found.end
        elif found is not None and found.mention.type == person and found.mention.how == "name":
            yield _Unit(found.start, found.end, "r")  # the language model takes many a name for a person's
            at = found.end
        elif found is None and is_capital(doc[at]) and (at > span.start or doc[at].pos_ == "PROPN"):
            end = right_of(doc, at, span.end)
            end = min([end, *(one.start for one in sentence.mentions if at < one.start < end)])
            yield _Unit(at, end, "r")
            at = end
        else:
            at += 1


def _date_end(sentence: AnnotatedSentence, at: int) -> int:
    """Where the date that begins at a token ends; the token itself where none begins."""
    doc, end = sentence.span.doc, at
    while end < sentence.span.end and end - at < 4:
        token = doc[end]
        if YEAR.fullmatch(token.text):
            return end + 1
        day = token.text.isdigit() and len(token) < 3
        if not (MONTH.fullmatch(token.text) or day or (token.text == "," and end > at)):
            return at
        end += 1
    return at


def _coded(sentence: AnnotatedSentence, units: Iterable[_Unit]) -> tuple[str, dict[str, _Unit]]:
    """The sentence in lower case, each unit as a slot, without quotation marks; and the unit of each slot."""
    said: list[str] = []
    by_code: dict[str, _Unit] = {}
    starts = {unit.start: unit for unit in units}
    at = sentence.span.start
    while at < sentence.span.end:
        unit = starts.get(at)
        token = sentence.span.doc[at]
        if unit is not None:
            code = f"{unit.code}{len(by_code)}"
            by_code[code] = unit
            said.append(f"<{code}>")
        elif not token.is_quote and not token.is_space and token.text not in {"*", "**", "_"}:
            said.append("'s" if token.text == "\u2019s" else token.lower_)
        at = unit.end if unit is not None else at + 1
    return " ".join(said), by_code


def _can_name(sentence: AnnotatedSentence, thing: Mention, other: _Unit, knowledge: Knowledge) -> bool:
    """Whether the other words can be a name of the thing: of one kind with it and no two known things."""
    vocabulary = knowledge.ontology.vocabulary
    referent, text = thing.referent, _text(sentence, other)
    if len(text) < 2 or text.lower() in knowledge.words.common or text.lower() in knowledge.words.heads:
        return False
    if other.mention is None:
        kinds = {token.ent_type_ for token in sentence.span.doc[other.start : other.end]}
        person = kinds <= {"PERSON"} or (kinds <= {"GPE", "LOC"} and not is_acronym(text))
        known = {knowledge.lexicon.entities[iri].type for iri in knowledge.lexicon.named(text)}
        fits = all(vocabulary.is_a(one, referent.type) or vocabulary.is_a(referent.type, one) for one in known)
        return fits and not (person and known)
    named = other.mention.mention.referent
    if named.key == referent.key:
        return True
    if named.entity and referent.entity:
        return False
    if is_acronym(text) and " " in referent.label and thing.how == "reference":
        return spells(text, referent.label)  # "the model, known as CEAM": nothing but the letters ties it to the model
    return any(
        vocabulary.is_a(named.type, kind) and vocabulary.is_a(referent.type, kind)
        for kind in (knowledge.words.terms[name] for name in KINDS)
    )


def _is_nameable(referent: Referent, knowledge: Knowledge) -> bool:
    vocabulary = knowledge.ontology.vocabulary
    return any(vocabulary.is_a(referent.type, knowledge.words.terms[name]) for name in KINDS)


def _text(sentence: AnnotatedSentence, unit: _Unit) -> str:
    """The name that tokens spell, without article and without a noun behind it ("the Alder model" is Alder)."""
    doc, start, end = sentence.span.doc, unit.start, unit.end
    start += end - start > 1 and doc[start].lower_ == "the"
    while end - start > 1 and doc[end - 1].text.islower():
        end -= 1
    return " ".join(name_text(doc, start, end).split())


@lru_cache(maxsize=4)
def _compiled(table: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = dict(table)
    phrases = {
        key: "(?:" + "|".join(re.escape(one) for one in sorted(lists[key], key=len, reverse=True)) + ")"
        for key in ("once", "called", "renamed", "from", "until")
    }
    found = []
    for kind in ("former", "new", "planned", "other"):
        for form in lists[kind]:
            for key, phrase in {**phrases, **SLOTS}.items():
                form = form.replace("{" + key + "}", phrase)
            for number in range(form.count("{date}")):
                form = form.replace("{date}", rf"(?:(?:early|late|mid|fiscal|year|the|of) )*<(?P<day{number}>d\d+)>", 1)
            found.append((kind, re.compile(r"(?<!\S)" + form + r"(?!\S)")))
    return tuple(found)


def _forms(words: NameWords) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _compiled(tuple(sorted(words.tables["renamings"].items())))


@lru_cache(maxsize=4)
def _first_of(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase.split())


def _triggers(words: NameWords) -> frozenset[str]:
    """Words of which a renaming has one at least: a sentence without any is looked at no further."""
    said = (words.words("renamings", key) for key in ("once", "called", "renamed", "triggers"))
    return _first_of(frozenset().union(*said))
