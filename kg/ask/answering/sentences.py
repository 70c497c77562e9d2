"""Answers in words: one natural sentence with the qualifiers that matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import ratio

from kg.ask.answering.choose import value_of
from kg.ask.answering.matters import matter_of
from kg.ask.words.words import PropertyWords, Words
from kg.read.facts import Fact
from kg.read.wording import MINUS, date_words, value_words


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Names as a list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    found = list(dict.fromkeys(names))
    if len(found) > limit:
        return ", ".join(found[:limit]) + f" and {len(found) - limit} more"
    return found[0] if len(found) == 1 else ", ".join(found[:-1]) + " and " + found[-1] if found else ""


def sentence(text: str) -> str:
    """A text with a capital at its front and a stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def lowered(text: str) -> str:
    """A sentence to stand inside another: without its capital where that is an article's."""
    return text[:1].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else text


def source_name(fact: Fact) -> str:
    """Who stands behind a statement: its speaker, else the publishers or titles of its documents."""
    if speaker := _speaker(fact):
        return speaker
    names = [q.source.publisher or q.source.title for q in fact.quotes]
    return listed(n for n in names if n)


def _speaker(fact: Fact) -> str:
    """Whose word a statement is; empty where nobody is named, or no whole name: "study of"."""
    speaker = fact.qualifier("attributedTo")
    loose = speaker is None or speaker.label.rsplit(" ", 1)[-1] in ("of", "by", "in", "from", "to", "the", "for")
    return "" if speaker is None or loose else speaker.label


def bare_words(fact: Fact, words: Words) -> str:
    """Subject, property and object as a clause, without qualifiers."""
    known = words.properties.get(str(fact.property.iri))
    subject = fact.subject.label
    thing = fact.object.label if fact.object.iri else fact.words
    bearer, kind = fact.qualifier("bearer"), str(fact.property.iri).rsplit("#", 1)[-1]
    if bearer is not None and kind in ("grantsPower", "imposesDuty"):
        under = f"under {subject}, {bearer.label} {'may' if kind == 'grantsPower' else 'must'} {thing}"
        condition = value_of(fact, "condition")
        opens = condition[:1].lower() + condition[1:] if condition[1:2].islower() else condition
        return f"{under}, {opens}" if condition else under
    if known is not None and known.kind == "date" and fact.modality == "plan":
        noun = min((n for n in known.names if "date" in n and " of" not in n), key=len, default="")
        if noun:
            day = fact.object.value
            gone = bool(words.day) and day[:1].isdigit() and day < words.day[: len(day)]
            return f"the planned {noun} of {subject} {'was' if gone else 'is'} {thing}"
    if known is not None and known.below_zero and _is_below_zero(thing):
        return known.below_zero.replace("{subject}", subject).replace("{object}", thing.replace(MINUS, "", 1))
    if known is not None and known.template and "{object}" in known.template:
        template = known.template
        if known.kind == "date" and not fact.object.iri:
            if not thing[:1].isupper() and not thing[:1].isdigit():
                template = template.replace(" on {object}", " {object}").replace(" in {object}", " {object}")
            elif len(fact.object.value) < 10:
                template = template.replace(" on {object}", " in {object}")
        said = words.entities[fact.object.iri].saying if fact.object.iri in words.entities else ""
        if said and template == "{subject}: {object}":
            return f"{subject} {said}{matter_of(fact)}"
        if fact.qualifier("unit") is not None and thing[:1] not in "$\u2212-":
            # "Has 40 clinics as participants": what is counted stands beside the number.
            template = template.replace("{object} " + known.label, "{object} as " + known.label)
            template = re.sub(r"\{object\} \w+$", "{object}", template)  # what is counted is told by its own noun
        return template.replace("{subject}", subject).replace("{object}", thing)
    return f"the {known.label if known is not None else fact.property.label} of {subject} is {thing}"


def _is_below_zero(amount: str) -> bool:
    """Whether an amount in words is less than nothing, also where it is told as about so much."""
    return amount.removeprefix("about ").startswith(MINUS)


def noun_of(prop: PropertyWords) -> str:
    """A property as a noun: its label where that is one, a date's name ("enactment date"), else empty."""
    words = prop.label.split()
    if prop.kind == "date":
        dates = [n for n in prop.names if n.endswith("date") and " of" not in n]
        return max(dates, key=lambda n: (ratio(prop.label, n), n), default="")
    loose = words[-1] in ("on", "by", "in", "of", "from", "to", "at", "with", "for")
    verb = (
        prop.label in prop.subject_verbs
        or (len(words) > 1 and words[0].endswith("s"))
        or (prop.kind == "thing" and words[0].endswith("s"))
    )
    return "" if loose or verb else prop.label


def _at(date: str) -> str:
    """The preposition before a date: on a day, in a month or year."""
    return "on" if len(date) == 10 else "in"


def when_words(fact: Fact) -> str:
    """The time that a statement holds for, in brackets' content; empty without one."""
    start, end, point = (value_of(fact, n) for n in ("validFrom", "validUntil", "pointInTime"))
    fiscal = "fiscal " if value_of(fact, "fiscal") == "true" else ""
    parts = []
    if start and end:
        same = start == end
        both = f"{fiscal}{date_words(start)} to {date_words(end)}"
        parts.append(f"{_at(start)} {fiscal}{date_words(start)}" if same else both)
    elif start:
        parts.append(
            f"since {fiscal}{date_words(start)}"
            if value_of(fact, "ended") != "true"
            else f"from {fiscal}{date_words(start)}, since ended"
        )
    elif end:
        parts.append(f"until {fiscal}{date_words(end)}")
    elif value_of(fact, "ended") == "true":
        parts.append("former")
    if point:
        parts.append(f"{_at(point)} {fiscal}{date_words(point)}")
    if value_of(fact, "asOf"):
        parts.append(f"as of {date_words(value_of(fact, 'asOf'))}")
    if value_of(fact, "appliesTo"):
        part = value_of(fact, "appliesTo")
        parts.append(
            f"over {value_words(part, 'duration')}" if part.startswith("P") and part[1:2].isdigit() else f"for {part}"
        )
    if value_of(fact, "per"):
        per = value_of(fact, "per")
        parts.append("a year" if per == "P1Y" else "each decade" if per == "P10Y" else f"per {words_of_iri(per)}")
    return ", ".join(parts)


def words_of_iri(text: str) -> str:
    """The local name of an IRI in lower case, or the text itself."""
    return text.rsplit("#", 1)[-1].lower() if "#" in text else text


def mood_words(fact: Fact) -> str:
    """What kind of word it is, where it is not plain fact."""
    speaker = _speaker(fact)
    by = f" by {speaker}" if speaker else ""
    stated = next((q.stated_on for q in fact.quotes if q.stated_on), "")
    on = f" {_at(stated)} {date_words(stated)}" if stated else ""
    if fact.modality == "projection":
        return f"a forecast{by}{on}, not a fact"
    if fact.modality == "plan":
        return "planned" + (f", according to {speaker}" if speaker else "")
    if fact.modality == "opinion":
        return f"an opinion{by or ' of the source'}{on}"
    if fact.modality == "rule":
        return "by law"
    return f"according to {speaker}{on}" if speaker else ""


def full_sentence(fact: Fact, words: Words, *, over: bool = False) -> str:
    """A statement as one sentence with time, mood and speaker; a denial says that it is one.

    `over` tells that it no longer holds, where the statement itself does not say so.
    """
    said = bare_words(fact, words)
    days = [value_of(fact, name) for name in ("validUntil", "pointInTime")]
    over = over or value_of(fact, "ended") == "true"
    if over or any(day and words.day and day < words.day[: len(day)] for day in days):
        said = re.sub(r"\b(is|are)\b", lambda m: "was" if m[0] == "is" else "were", said, count=1)
    if fact.negated:
        said = _forbidden(fact, said) or f"the sources deny that {said}"
    mood = mood_words(fact)
    if said.startswith("the planned "):
        mood = mood.removeprefix("planned").removeprefix(", ")
    extra = "; ".join(x for x in (role_words(fact), when_words(fact), mood) if x)
    return sentence(f"{said} ({extra})" if extra else said)


def _forbidden(fact: Fact, said: str) -> str:
    """A power or duty that the law denies, as what its bearer must not do; empty for any other statement."""
    bearer, kind = fact.qualifier("bearer"), str(fact.property.iri).rsplit("#", 1)[-1]
    if bearer is None or kind not in ("grantsPower", "imposesDuty"):
        return ""
    return re.sub(rf"({re.escape(bearer.label)} (?:may|must)) ", r"\1 not ", said, count=1)


def told_once(facts: Sequence[Fact]) -> list[Fact]:
    """Statements without those that only tell the same again: less of its time, or on one more speaker's word."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(facts, key=lambda f: f.qualifier("attributedTo") is not None):
        kept.setdefault((*_tie(fact), _in_digits(when_words(fact))), fact)
    timed = {_tie(fact) for (*_, when), fact in kept.items() if when}
    full = {tie[:-1] for tie in (_tie(f) for f in kept.values()) if tie[-1]}
    left = [f for (*_, when), f in kept.items() if when or _tie(f) not in timed]
    left = [f for f in left if matter_of(f) or _tie(f)[:-1] not in full]
    return [fact for fact in facts if any(fact is one for one in left)]


def _tie(fact: Fact) -> tuple[object, ...]:
    value = fact.object.iri or fact.object.value
    return fact.subject.iri, fact.property.iri, value, fact.modality, fact.negated, matter_of(fact)


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = {word: str(n) for n, word in enumerate(_NUMBERS)}


def _in_digits(text: str) -> str:
    return re.sub(r"[a-z]+", lambda m: _DIGITS.get(m[0], m[0]), text.lower())


def role_words(fact: Fact) -> str:
    """The title held, if the source gives one that says more than the name of the relation."""
    role = value_of(fact, "role")
    return "" if role.lower() == fact.property.label.lower() else role


def named(fact: Fact, words: Words, *, subject: bool = False) -> str:
    """One answer in a list: its name with what sets it apart."""
    thing = fact.subject if subject else fact.object
    name = thing.label if thing.iri else fact.words
    below = words.properties[str(fact.property.iri)].below_zero if _is_below_zero(name) else None
    if below:  # "net losses of $5 million", of savings of -5
        name = re.split(r"\bha(?:d|ve) ", below)[-1].replace("{object}", name.replace(MINUS, "", 1))
    name += matter_of(fact) if not subject else ""
    extra = "; ".join(x for x in (role_words(fact), when_words(fact), mood_words(fact)) if x)
    return f"{name} ({extra})" if extra else name


def conflict_sentence(facts: Sequence[Fact], words: Words, *, subject: bool = False) -> str:
    """Every side of a disagreement, with who says it; of several things one after another."""
    things = list(dict.fromkeys(f.subject.iri for f in facts))
    if len(things) > 1 and not subject:
        parts = [[f for f in facts if f.subject.iri == thing] for thing in things]
        pairs = [(part, len({f.object.iri or f.object.value for f in part}) == 1) for part in parts]
        return " ".join(full_sentence(p[0], words) if one else conflict_sentence(p, words) for p, one in pairs)
    sides: dict[str, list[str]] = {}
    for fact in facts if subject else _fullest(facts):
        text = ("not " if fact.negated else "") + named(fact, words, subject=subject)
        sides.setdefault(text, []).append(source_name(fact) or "one source")
    label = words.label(str(facts[0].property.iri))
    about = facts[0].object.label if subject else facts[0].subject.label
    told = "; ".join(
        text if len(set(names)) == 1 and names[0] in text else f"{text} ({listed(dict.fromkeys(names))})"
        for text, names in sides.items()
    )
    if of_different_times(facts):
        return sentence(f"the sources give the {label} of {about} at different times: {told}")
    return sentence(f"the sources disagree on the {label} of {about}: {told}")


def _fullest(facts: Sequence[Fact]) -> list[Fact]:
    """Statements without those by which the same speaker only says less of when: both are one side."""
    timed = {(*_tie(f), _speaker(f)) for f in facts if when_words(f) and _speaker(f)}
    return [f for f in facts if when_words(f) or (*_tie(f), _speaker(f)) not in timed]


def of_different_times(facts: Sequence[Fact]) -> bool:
    """Whether counts that differ were counted in different years, so that each may be right in its own."""
    years: dict[str, set[str]] = {}
    for fact in facts:
        if fact.negated or not (fact.object.datatype or "").endswith("integer"):
            return False
        days = [value_of(fact, n) for n in ("pointInTime", "validUntil", "asOf")]
        days += [q.stated_on for q in fact.quotes if q.stated_on]
        years.setdefault(fact.object.value, set()).update(d[:4] for d in days if d)
    told = list(years.values())
    apart = all(not a & b for i, a in enumerate(told) for b in told[i + 1 :])
    return len(told) > 1 and all(told) and apart
