"""Initiatives by what they are about in the asker's own words: "models about kidney care", "cancer models"."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from kg.ask.answering.sentences import listed, sentence
from kg.ask.answering.sentences import named as said_of
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.readings.spot import Spotted, spot
from kg.ask.words.english import Token, light_stems, phrase_at, silent_stems, stem, stems, tables, tokenize, word_set
from kg.ask.words.words import Words

LONGEST = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that say what a class of things is about: where they and all around them stand, and the class's noun."""

    said: tuple[int, int]
    whole: tuple[int, int]
    noun: int


def settle_topic(text: str, setting: Setting, desk: Desk) -> tuple[str, Outcome | None, frozenset[str]]:
    """A question with what it is about put in the sources' own words, or the answer where nothing else is asked.

    Where only the names of some things tell that they are about it, the question comes back without its subject, and
    with it the things among which its answers lie.

    "Kidney care" is no subject that a source names; "kidney disease" and "end-stage renal disease" are, and the
    question means them. The text comes back as it was where the sources name its own words, or none like them.
    """
    if not setting.words.own:
        return text, None, frozenset()
    tokens = tokenize(text)
    topics = [t for t in topics_of(tokens, setting.words) if _leads(tokens, t)]
    spotted = spot(tokens, setting.words) if topics else []
    named = [set(s.at) for s in _names(spotted)]
    # "Tribal health programs" that take part are no programs that are about tribal health.
    kinds = [at for s, at in zip(_names(spotted), named, strict=True) if _takes_part(s.sense.iri, setting.words)]
    for topic in topics:
        inside = set(range(*topic.whole))
        if any(at & inside and not at <= inside for at in named) or any(topic.noun in at for at in kinds):
            continue
        phrase = " ".join(t.lower for t in tokens[topic.said[0] : topic.said[1]])
        before = topic.said[0] < topic.noun
        foci = foci_of(desk)
        exact = setting.words.index.get(stems(phrase), ())
        if not before and any(s.iri in foci for s in exact):
            return text, None, frozenset()
        like = _like(phrase, foci, desk.words)
        if not like:
            only = _exactest(phrase, foci, desk.words) if _alone(tokens, topic) else []
            if only:
                return text, _list(only, foci, [], desk), frozenset()
            continue
        noun = tokens[topic.noun].text
        alone = _alone(tokens, topic)
        named_so = _named_so(phrase, {str(f.fact.subject.iri) for iri in like for f in foci[iri]}, desk.words)
        start, stop = tokens[topic.whole[0]].start, tokens[topic.whole[1] - 1].end
        typed = any(str(f.fact.property.iri).endswith("participantType") for iri in like for f in foci[iri])
        if (named_so or (typed and before)) and not alone:
            among = {str(f.fact.subject.iri) for iri in like for f in foci[iri]} | set(named_so)
            return f"{text[:start]}{noun}{text[stop:]}", None, frozenset(among)
        labels = " or ".join(desk.words.label(iri) for iri in like)
        plainer = f"{text[:start]}{noun} that focus on {labels}{text[stop:]}"
        return plainer, _list(like, foci, named_so, desk) if alone else None, frozenset()
    return text, None, frozenset()


def _names(spotted: list[Spotted]) -> list[Spotted]:
    return [s for s in spotted if s.sense.kind == "entity" and len(s.at) > 1]


def _takes_part(iri: str, words: Words) -> bool:
    return iri in words.entities and any(
        words.is_a(t, words.core + "ParticipantType") for t in words.entities[iri].types
    )


def topics_of(tokens: tuple[Token, ...], words: Words, nouns: Set[str] = frozenset()) -> list[Topic]:
    """Where a question may say what its class of things is about, before its noun or after it.

    `nouns` are words that may stand for such a class beside its own: "the drug deal".
    """
    out: list[Topic] = []
    for at, token in enumerate(tokens):
        if token.lower not in nouns and not any(
            s.kind == "class" and words.is_a(s.iri, words.core + "Initiative")
            for s in words.index.get((token.stem,), ())
        ):
            continue
        start = at
        while start and at - start < LONGEST and _is_content(tokens[start - 1]):
            start -= 1
        if start < at and not _is_known(tokens, at, words):
            out.append(Topic((start, at), (start, at + 1), at))
        stop = at + 1
        while stop < len(tokens) and tokens[stop].lower in word_set("topics", "carriers"):
            stop += 1
        length = phrase_at(tokens, stop, "topics", "leads") if stop < len(tokens) else 0
        end = stop + length
        while (
            length
            and end < len(tokens)
            and end - stop - length < LONGEST
            and (_is_content(tokens[end]) or (end > stop + length and tokens[end].lower in ("of", "with", "and", "in")))
        ):
            end += 1
        if length and end > stop + length:
            out.append(Topic((stop + length, end), (at, end), at))
    return out


def _leads(tokens: tuple[Token, ...], topic: Topic) -> bool:
    """Whether a question is about a class of things: nothing but opening words stands before it."""
    openings = word_set("topics", "openings") | {"how", "many"}
    return all(t.lower in openings for t in tokens[: topic.whole[0]] if t.text[0].isalnum())


def _is_content(token: Token) -> bool:
    plain = token.text[0].isalpha() and token.stem not in silent_stems() | light_stems()
    return plain and token.lower not in word_set("topics", "stop")


def _is_known(tokens: tuple[Token, ...], at: int, words: Words) -> bool:
    """Whether the words before a noun, with it or without, name something that the sources speak of otherwise."""
    for stop in (at, at + 1):
        for first in range(max(0, at - LONGEST), at):
            key = tuple(s for t in tokens[first:stop] for s in stems(t.text))
            for sense in words.index.get(key, ()):
                focus = sense.kind == "entity" and any(
                    words.is_a(t, words.core + kind)
                    for t in words.entities[sense.iri].types
                    for kind in ("FocusArea", "ParticipantType")
                )
                if sense.kind == "entity" and not focus and sense.iri not in words.silent:
                    return True
    return False


def foci_of(desk: Desk) -> dict[str, list[Found]]:
    """What initiatives are about, with the statements that say so."""
    out: dict[str, list[Found]] = {}
    core = desk.words.core
    for found in find_statements(desk.reader, desk.words, (), (core + "focus", core + "participantType")):
        if not found.fact.negated and found.fact.rank != "deprecated":
            out.setdefault(str(found.fact.object.iri), []).append(found)
    return out


def telling(phrase: str) -> list[frozenset[str]]:
    """The words of a phrase that tell, each with the others that stand for it."""
    weak = {stem(w) for w in word_set("topics", "weak")} | silent_stems()
    groups = [frozenset(stem(w) for w in group) for group in tables()["topics"]["same"]]
    return [frozenset({s}).union(*(g for g in groups if s in g)) for s in stems(phrase) if s not in weak]


def _like(phrase: str, foci: dict[str, list[Found]], words: Words) -> list[str]:
    """The subjects whose names have every telling word of a phrase."""
    wanted = telling(phrase)
    if not wanted:
        return [s.iri for s in words.index.get(stems(phrase), ()) if s.iri in foci]
    return sorted(
        iri
        for iri in foci
        if iri in words.entities
        and any(all(ways & set(stems(name)) for ways in wanted) for name in words.entities[iri].names)
    )


def _exactest(phrase: str, foci: dict[str, list[Found]], words: Words) -> list[str]:
    """The subjects of the one initiative that has all telling words of a long phrase but one among its subjects.

    One of them has to lie in the phrase as a whole: "weight-loss drugs of the GLP-1 sort" has "GLP-1 drugs".
    """
    wanted = telling(phrase)
    if len(wanted) < 3:
        return []
    mine: dict[str, set[str]] = {}
    for iri, found in foci.items():
        for f in found:
            if iri in words.entities and str(f.fact.property.iri).endswith("focus"):
                mine.setdefault(str(f.fact.subject.iri), set()).add(iri)
    said = frozenset().union(*wanted)
    fitting: list[list[str]] = []
    for subjects in mine.values():
        have = {i: [set(stems(name)) for name in words.entities[i].names] for i in subjects}
        all_of = {s for names in have.values() for name in names for s in name}
        whole = any(len(name - silent_stems()) > 1 and name <= said for names in have.values() for name in names)
        if whole and sum(bool(ways & all_of) for ways in wanted) >= len(wanted) - 1:
            fitting.append(sorted(i for i, names in have.items() if any(name & said for name in names)))
    return fitting[0] if len(fitting) == 1 else []


def _named_so(phrase: str, told: set[str], words: Words) -> list[str]:
    """Initiatives of whose subject no source speaks, but whose own names have the words."""
    wanted = telling(phrase)
    return sorted(
        e.iri
        for e in words.entities.values()
        if wanted
        and e.degree
        and e.iri not in told
        and any(words.is_a(t, words.core + "Initiative") for t in e.types)
        and all(ways & set(stems(e.label)) for ways in wanted)
    )


def only_among(outcome: Outcome, among: frozenset[str], found: Understanding) -> Outcome:
    """The part of a list, or of a count, that lies among some things; refused where a list was not what came out."""
    if outcome.status == "unanswered":
        return outcome
    frame = found.frame
    facts = [f for f in outcome.facts if f.subject.iri in among or f.object.iri in among]
    if frame.superlative is not None or frame.asks not in ("which", "list", "keywords", "count", "who") or not facts:
        reason = "no-data" if frame.superlative is None else "not-understood"
        return Outcome("unanswered", "The sources do not say that of any of them.", reason=reason)
    ends = sorted({str(i) for f in facts for i in (f.subject.iri, f.object.iri) if i in among})
    if frame.asks == "count":
        labels = sorted({t.label for f in facts for t in (f.subject, f.object) if t.iri in among})
        item = outcome.items[0]
        if len(outcome.items) != 1 or not (item.datatype or "").endswith("integer"):
            return Outcome("unanswered", "This was not understood.", reason="not-understood")
        number = str(len(ends))
        one = replace(item, value=number, label=number, statements=tuple(f.iri for f in facts))
        return replace(outcome, text=sentence(f"{number}: {listed(labels)}"), items=[one], facts=facts, sparql=None)
    items = [i for i in outcome.items if i.iri in among]
    if not items:
        return Outcome("unanswered", "The sources do not say that of any of them.", reason="no-data")
    return replace(outcome, text=sentence(listed(i.label for i in items)), items=items, facts=facts, sparql=None)


def _alone(tokens: tuple[Token, ...], topic: Topic) -> bool:
    """Whether a question asks for nothing else than which things are about that."""
    rest = [t for i, t in enumerate(tokens) if not topic.whole[0] <= i < topic.whole[1] and t.text[0].isalnum()]
    openings = word_set("topics", "openings")
    return all(t.lower in openings for t in rest)


def _list(like: list[str], foci: dict[str, list[Found]], named_so: list[str], desk: Desk) -> Outcome:
    """The initiatives about some subjects, each with what says so, and those that only their names tell of."""
    groups: dict[str, list[Found]] = {}
    for iri in like:
        for found in foci[iri]:
            groups.setdefault(str(found.fact.subject.iri), []).append(found)
    items: list[AnswerItem] = [item_of([f.fact for f in fs], subject=True) for fs in groups.values()]
    facts = [f.fact for fs in groups.values() for f in fs]
    told = [
        f"{said_of(fs[0].fact, desk.words, subject=True)} ({listed(dict.fromkeys(f.fact.object.label for f in fs))})"
        for fs in groups.values()
    ]
    for iri in named_so:
        some = find_statements(desk.reader, desk.words, (iri,))[:1]
        if some:
            items.append(item_of([some[0].fact], subject=True))
            facts.append(some[0].fact)
            told.append(f"{desk.words.label(iri)} (by its name)")
    return Outcome("answered", sentence(listed(told)), items, facts=facts)
