"""Refusals that help: near names, questions that do have answers, the closest passages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from kg.ask.answering.sentences import sentence
from kg.ask.evidence.cited import Citation, Room
from kg.ask.evidence.desk import Outcome
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.readings.spot import guess_names
from kg.ask.refusing.weighed import asked_of, near_to, weighed
from kg.ask.words.english import phrase_at, stem, stems, tables
from kg.ask.words.words import PropertyWords, Words

MOST_PASSAGES = 5
LONGEST = 1200
"""The signs of the longest question for which passages are looked for."""
LIKE = 80
_LOOSE = ("on", "by", "in", "of", "from", "to", "at", "with", "for")


def refuse(
    question: str, outcome: Outcome, room: Room, found: Understanding | None
) -> tuple[Outcome, tuple[str, ...], tuple[Citation, ...]]:
    """The refusal as it is told, up to three suggestions, and the closest passages."""
    asked = asked_of(question, room.words) if question.strip() and len(question) <= LONGEST else None
    near = near_to(question, asked, room) if asked is not None else ()
    if asked is not None:
        outcome, near = weighed(outcome, found, asked, near, room)
    names: list[str] = []
    if found is not None and outcome.reason in ("unknown-entity", "not-understood"):
        for unknown in found.unknown[:1]:
            names += [name for name, iri, like in guess_names(unknown, room.words) if like >= LIKE and "/id/" in iri]
        names += [g for g in found.guesses if g not in names]
        names = [n for n in names if n.lower() not in question.lower()]
        if names:
            outcome = replace(outcome, text=f"{outcome.text} Did you mean {' or '.join(dict.fromkeys(names[:3]))}?")
    return outcome, tuple(suggestions(room, found, names)), near[:MOST_PASSAGES]


def unsaid(reading: Interpretation, words: Words) -> Outcome | None:
    """ "How many X are there at E", where no property counts any X: understood, and the sources do not say."""
    frame = reading.frame
    entity = next((e for n in reading.graph.nodes for e in n.entities if "/id/" in e), None)
    if frame.asks != "count" or entity is None or len(reading.left) > 2:
        return None
    near = len(frame.focus) + 4
    side_by_side = list(reading.left) == list(range(reading.left[0], reading.left[0] + len(reading.left)))
    unread = {
        i for i in reading.left for n in range(3) if i >= n and phrase_at(frame.tokens, i - n, "unread", "phrases") > n
    }
    if any(i > near for i in reading.left) or not side_by_side or unread:
        return None
    noun = " ".join(frame.tokens[i].text for i in reading.left)
    counted = f" {noun} there are of {words.label(entity)}" if reading.left[0] == len(frame.focus) else ""
    return Outcome("unanswered", f"The sources do not say how many{counted}.", reason="no-data")


@lru_cache(maxsize=1)
def _outside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables()["scope"]
    countries = "|".join(re.escape(c) for c in sorted(table["countries"], key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(table['outside'])})\b", re.I), re.compile(rf"\b(?:{countries})\b")


def outside(text: str, outcome: Outcome, words: Words) -> Outcome:
    """A refusal with its right reason where a question is about what no record of a regulator tells.

    In: the question as typed and its refusal. Out: the same refusal, or one that says that this is outside.
    """
    if outcome.reason not in ("not-understood", "unknown-entity") or outcome.readings or outcome.known:
        return outcome
    matter, country = _outside()
    away = next((c.group() for c in country.finditer(text) if stems(c.group()) not in words.index), None)
    said = matter.search(text)
    if away is None and said is None:
        return outcome
    why = f"the sources do not speak of {away}"
    if away is None and said is not None:
        why = f"they say nothing of the sort (“{said.group()}”)"
    return Outcome("unanswered", sentence(f"this is outside what the sources speak of: {why}"), reason="out-of-scope")


def suggestions(room: Room, found: Understanding | None, names: list[str]) -> list[str]:
    """Up to three questions that have answers: about what was asked about, else about what the graph knows most of."""
    words = room.words
    if not words.own:
        classes = sorted((c for c in words.classes.values() if c.count), key=lambda c: (-c.count, c.iri))
        return [f"How many {_plural(c.label.lower())} are there?" for c in classes[:3]]
    wanted = [
        e for r in (found.readings[:1] if found else []) for n in r.graph.nodes for e in n.entities if "/id/" in e
    ]
    wanted += [iri for name in names for iri in words.surfaces.get(name, [])]
    wanted += room.topics
    spoken = set(wanted)
    wanted += [e.iri for e in sorted(words.entities.values(), key=lambda e: (-e.breadth, -e.degree, e.iri))[:6]]
    out: list[str] = []
    for iri in dict.fromkeys(wanted):
        mine = 0
        for prop in _said_of(room, iri):
            if mine and iri not in spoken:
                break
            text = ask_for(words.label(iri), prop, _range_name(prop, words))
            if text is not None and text not in out:
                out.append(text)
                mine += 1
            if len(out) >= 3:
                return out
    return out


def _said_of(room: Room, iri: str) -> list[PropertyWords]:
    """Properties with a direct value for a thing, the commonest in the graph first."""
    rows: list[dict[str, Any]] = room.store.select(f"SELECT DISTINCT ?p WHERE {{ <{iri}> ?p ?o }}")
    known = [room.words.properties[r["p"].value] for r in rows if r["p"].value in room.words.properties]
    known = [p for p in known if p.count and not p.iri.startswith(("http://www.w3.org", "https://schema.org"))]
    return sorted(known, key=lambda p: (-p.count, p.iri))[:8]


def _range_name(prop: PropertyWords, words: Words) -> str:
    """What sort of thing a property leads to, where it is one sort."""
    return words.label(next(iter(prop.ranges))).lower() if len(prop.ranges) == 1 else ""


def _likest(label: str, phrases: list[str]) -> str:
    """Of the phrases that say a property, the one most like its name."""
    return max(phrases, key=lambda phrase: (fuzz.ratio(label, phrase), phrase))


def ask_for(name: str, prop: PropertyWords, kind: str = "") -> str | None:
    """A question about a property of a thing, by what the vocabulary says of it, or None where it says nothing fit."""
    if prop.kind == "thing" and prop.cardinality == "OneAtATime" and kind == "person":
        return f"Who is the {prop.label} of {name}?"
    if prop.kind == "date":
        head = stem(prop.label.split()[0])
        plain = sorted({v[:-1] for v in prop.subject_verbs if v.endswith("s") and " " not in v and stem(v) == head})
        if plain:
            return f"When did {name} {plain[0]}?"
        verbs = [v[4:] for v in prop.subject_verbs if v.startswith("was ") and v.count(" ") == 1]
        if verbs:
            return f"When was {name} {_likest(prop.label, verbs)}?"
    verbs = [v for v in prop.object_verbs if v.endswith("s") and " " not in v]
    verbs = [v for v in verbs if fuzz.ratio(prop.label.removesuffix(" by"), v) >= 60]
    if prop.kind == "thing" and verbs and kind:
        return f"{'Who' if kind == 'person' else 'Which ' + kind} {_likest(prop.label, verbs)} {name}?"
    if prop.kind == "number":
        counted = prop.label.endswith("s") and " " not in prop.label and "saving" not in prop.label
        return f"How many {prop.label} does {name} have?" if counted else None
    if prop.label.split()[-1] in _LOOSE or " " in prop.label or prop.label.endswith("s") or prop.object_verbs:
        return None
    plain = [
        n
        for n in [prop.label, *prop.names]
        if n.split()[-1] not in _LOOSE and not n.startswith(("how ", "who ", "what ", "when "))
    ]
    if prop.kind == "date":
        plain = [n for n in plain if "date" in n] or plain
    return f"What is the {(plain or [prop.label])[0]} of {name}?"


def _plural(noun: str) -> str:
    return (
        noun[:-1] + "ies"
        if noun.endswith("y") and noun[-2:-1] not in "aeiou"
        else noun
        if noun.endswith("s")
        else noun + "s"
    )


_CHOOSES = re.compile(
    r"who (?:appoint|name|pick|select|hire|nominate|elect|choose)(?:s|ed|d)? (?:the|a|an|its)\b", re.I
)


def asks_for_source(reading: Interpretation, words: Words) -> bool:
    """Whether what is asked for is a source ("which source has the highest number"), which nothing in a graph tells.

    A document that amends another is one of the law's own, and no source.
    """
    tokens, at = reading.frame.tokens, len(reading.frame.focus)
    law = frozenset({words.core + "LegalProvision"})
    asked = {n.id for n in reading.graph.nodes if n.asked}
    if any(e.said and e.s in asked and words.properties[e.p].domains == law for e in reading.graph.edges):
        return False
    return (
        reading.frame.asks == "which"
        and at < len(tokens)
        and tokens[at].lower.rstrip("s")
        in (
            "source",
            "document",
            "article",
        )
    )


def asks_who_chooses(reading: Interpretation, words: Words) -> bool:
    """Whether who fills a post is asked, where only who holds it is told."""
    posts = [e for e in reading.graph.edges if words.properties[e.p].cardinality == "OneAtATime"]
    return bool(posts) and _CHOOSES.match(reading.frame.text) is not None


__all__ = ["Words", "refuse", "suggestions"]
