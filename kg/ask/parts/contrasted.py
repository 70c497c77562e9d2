"""Two things side by side: "compare Harbor and Reef", "how does Harbor differ from Reef", as a table of both.

A row a relation that the sources tell of either; who asks for differences gets the rows that differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from kg.ask.answering.sentences import listed, mood_words, sentence, told_once, when_words
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements
from kg.ask.words.english import tables
from kg.ask.words.words import Words
from kg.read.facts import Fact

MOST_VALUES = 6
SILENT = "the sources do not say"
_AGAINST = re.compile(r"\s+(?:vs\.?|versus)\s+", re.I)


@lru_cache(maxsize=2)
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"{said}[\s?.!]*", re.I) for said in tables()["contrasted"][kind])


def together(text: str, words: Words) -> str:
    """A question of two things against each other as one of both: "Harbor vs Reef start date"."""
    parts = _AGAINST.split(text.strip(" ?.!"))
    if len(parts) != 2:
        return text
    left, right = (part.split() for part in parts)
    start = next((i for i in range(len(left)) if _named(" ".join(left[i:]), words)), -1)
    stop = next((i for i in range(len(right), 0, -1) if _named(" ".join(right[:i]), words)), -1)
    what = [w for w in (*left[: max(start, 0)], *right[stop:]) if w.lower() not in ("compare", "contrast", "of", "for")]
    if start < 0 or stop < 0 or not what:
        return text
    return f"{' '.join(what).rstrip(':,')} of {' '.join(left[start:])} and {' '.join(right[:stop])}"


def answer_contrast(text: str, desk: Desk) -> Outcome | None:
    """What is told of two things that a question sets side by side; None for another question.

    Out: a row a relation with its values for either thing and the proofs of both; of differences those that differ.
    """
    asked = next(
        ((kind, found) for kind in ("all", "differing") for p in _patterns(kind) if (found := p.fullmatch(text))), None
    )
    things = [_named(asked[1][side], desk.words) for side in ("a", "b")] if asked is not None else []
    if asked is None or None in things or len(set(things)) < 2:
        return None
    first, second = (_told(str(iri), desk) for iri in things)
    names = [desk.words.label(str(iri)) for iri in things]
    said = [_bare(asked[1][side]) for side in ("a", "b")]
    rows = [(prop, first.get(prop, []), second.get(prop, [])) for prop in _in_order({*first, *second})]
    if asked[0] == "differing":
        rows = [row for row in rows if _values(row[1]) != _values(row[2])]
    if not any(mine and other for _, mine, other in rows):
        if not first or not second:
            silent = names[0] if not first else names[1]
            return Outcome("unanswered", f"The sources tell nothing of {silent} to compare.", reason="no-data")
        if asked[0] == "differing" and not rows:
            return Outcome("unanswered", f"The sources tell nothing in which {listed(names)} differ.", reason="no-data")
    items = [_row(desk.words.label(prop), mine, other) for prop, mine, other in rows]
    both = [(i.label, *i.row[1:]) for i in items if SILENT not in i.row]
    told = " ".join(sentence(f"{label}: {said[0]} \u2014 {a}; {said[1]} \u2014 {b}") for label, a, b in both)
    facts = [f for _, mine, other in rows for f in (*mine, *other)]
    text = told or sentence(f"{listed(names)} side by side")
    return Outcome("answered", text, items, columns=("Relation", *names), facts=facts)


def _named(said: str, words: Words) -> str | None:
    """The one initiative, body or person of a name."""
    found = {iri for iri in words.called(said) if words.entities[iri].degree}
    return found.pop() if len(found) == 1 else None


def _bare(said: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", said.strip(), flags=re.I)


def _told(iri: str, desk: Desk) -> dict[str, list[Fact]]:
    """What is told of a thing, by relation: what holds now where that is told, else what was or is to be so."""
    out: dict[str, list[tuple[bool, Fact]]] = defaultdict(list)
    for one in find_statements(desk.reader, desk.words, (iri,)):
        fact = one.fact
        known = str(fact.property.iri) in desk.words.properties and fact.property.iri is not None
        if known and not fact.negated and fact.rank != "deprecated" and not fact.superseded_by and not one.turned:
            out[str(fact.property.iri)].append((one.direct, fact))
    kept = {}
    for prop, facts in out.items():
        best = told_once([f for direct, f in facts if direct] or [f for _, f in facts if f.modality != "opinion"])
        come = _values([f for f in best if f.modality != "plan"])
        best = [f for f in best if f.modality != "plan" or not come & _values([f])]
        if best:
            kept[prop] = best
    return kept


def _in_order(props: set[str]) -> list[str]:
    order = {name: place for place, name in enumerate(tables()["contrasted"]["order"])}
    local = {prop: re.split(r"[#/]", prop)[-1] for prop in props}
    return sorted((prop for prop in props if local[prop] in order), key=lambda prop: order[local[prop]])


def _values(facts: list[Fact]) -> set[str]:
    return {str(f.object.iri or f.object.value) for f in facts}


def _row(label: str, mine: list[Fact], other: list[Fact]) -> AnswerItem:
    facts = [*mine, *other]
    label = label[:1].upper() + label[1:]
    row = (label, _cell(mine), _cell(other))
    return AnswerItem(label, label, None, None, row, (), tuple(f.iri for f in facts), citations(facts))


def _cell(facts: list[Fact]) -> str:
    """The values of one thing in words, each with its time, whose word it is and that it is a plan."""
    said = []
    for fact in facts:
        value = fact.object.label if fact.object.iri else fact.words
        extra = "; ".join(x for x in (when_words(fact), mood_words(fact)) if x)
        said.append(f"{value} ({extra})" if extra else value)
    said = list(dict.fromkeys(said))
    more = f" and {len(said) - MOST_VALUES} more" if len(said) > MOST_VALUES else ""
    return (", ".join(said[:MOST_VALUES]) + more) if said else SILENT
