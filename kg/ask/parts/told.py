"""Who said it and when, as conditions of a question: "how much did A say in 2022 it would lose", "B, May 2015: …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.ask.answering.choose import told_then, value_of
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.makers import made_by, stands_in, titled
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer
from kg.ask.questions.times import MONTHS, Bound, find_bounds
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import stems, tables, tokenize
from kg.read.facts import Fact

Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]

_WHEN = rf"(?:(?:{'|'.join(m[:3] + f'(?:{m[3:]})?' for m in MONTHS)})\.? )?(?:\d{{1,2}}, )?(?:19|20)\d\d"
_NAME_WORDS = 9


@dataclass(frozen=True, slots=True)
class Telling:
    """A question without whose word it asks for: the rest of it, the speakers or documents, and when they said it.

    `reported` is set where a document is named and not its maker: what it tells on another's word is in it as well.
    """

    rest: str
    speakers: tuple[str, ...]
    said: tuple[Bound, ...]
    documents: tuple[str, ...] = ()
    reported: bool = False


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """What came out of a question by somebody's word: how it was put, as understood, and its reading."""

    text: str
    found: Understanding
    reading: Interpretation | None
    outcome: Outcome


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The ways to say whose word is asked for, each with how the rest is put."""
    table = tables()["told"]
    parts = {n: "|".join(re.escape(w) for w in sorted(table[n], key=len, reverse=True)) for n in ("verbs", "nouns")}
    out = []
    for said, plain in table["patterns"].items():
        for name, words in parts.items():
            said = said.replace(f"@{name}", f"(?:{words})")
        out.append((re.compile(rf"{said.replace('@when', _WHEN)}[\s?.!]*", re.I), plain))
    return tuple(out)


def tellings(text: str, setting: Setting, desk: Desk) -> Iterator[Telling]:
    """The ways to take a question for one about somebody's word; none where it names nobody whose word is known.

    In: the question, and who speaks in the graph. Out: each with the question that is left.
    """
    for pattern, plain in _patterns():
        match = pattern.fullmatch(text)
        groups = match.groupdict() if match else {}
        if match is None or not groups.get("rest"):
            continue
        said = find_bounds(tokenize(f"in {groups['when']}")) if groups.get("when") else []
        rest = plain.format(**{k: v or "" for k, v in groups.items()})
        rest = " ".join(_put_plainly(rest).split())
        dated = tuple(b for b in said if b.kind == "date")
        if speakers := _speakers(groups["who"], setting):
            yield Telling(rest, speakers, dated)
        store, words = desk.reader.store, setting.words
        if documents := made_by(groups["who"], store, words):
            yield Telling(rest, (), dated, documents)
        elif documents := titled(groups["who"], store, words):
            yield Telling(rest, (), dated, documents, reported=True)


def _put_plainly(rest: str) -> str:
    """A forecast's "would lose" as what is projected: the words of a question by itself, without its speaker."""
    for said, plain in tables()["told"]["clauses"].items():
        found = re.fullmatch(said, rest, re.I)
        if found:
            return found.expand(plain)
    return rest


def _speakers(name: str, setting: Setting) -> tuple[str, ...]:
    """Those in the graph by whose word something stands that a name means."""
    name = re.sub(r"['\u2019]s?$", "", name.strip(" ,:;"))
    if not name or len(name.split()) > _NAME_WORDS:
        return ()
    for said in (name, re.sub(rf"\s+(?:{'|'.join(tables()['told']['tails'])})$", "", name, flags=re.I)):
        plain = tuple(s for s in stems(said) if s not in ("the", "a", "an"))
        found = {
            s.iri
            for key in (stems(said), plain)
            for s in setting.words.index.get(key, ())
            if s.kind == "entity" and s.iri in setting.speakers
        }
        if found:
            return tuple(sorted(found))
    # "The budget office", where one speaker alone has a name that ends so; a bare noun is short for none.
    ends = [s for s in setting.speakers if len(plain) > 1 and _ends_so(setting, s, plain)]
    return tuple(ends) if len(ends) == 1 else ()


def _ends_so(setting: Setting, speaker: str, plain: tuple[str, ...]) -> bool:
    """Whether a speaker's name ends with some words and has others before them."""
    known = setting.words.entities.get(speaker)
    keys = [stems(name) for name in known.names] if known is not None else []
    return any(len(key) > len(plain) and key[-len(plain) :] == plain for key in keys)


def answer_told(text: str, setting: Setting, desk: Desk, solve: Solve) -> ToldAnswer | None:
    """What the sources give by the word of those whom a question names, said when it names; None without such.

    Only what all proofs bear out answers: each statement is by that speaker, and of that time where one is named.
    """
    if not setting.words.own:
        return None
    for told in tellings(text.strip(), setting, desk):
        put = plainer(everyday(told.rest))
        found = understand(put, setting)
        if found.frame.asks in ("truth", "cite", "said", "definition"):
            continue
        for graph in (r.graph for r in found.readings):
            graph.speakers = tuple(dict.fromkeys((*graph.speakers, *told.speakers)))
            graph.said = list(told.said)
            graph.sources = told.documents
        reading, outcome = solve(found, setting, desk)
        facts = {f.iri: f for f in outcome.facts}
        mine = [facts[s] for i in outcome.items for s in i.statements if s in facts]
        if _several(outcome):
            continue
        if any(f.modality == "plan" for f in mine) and found.frame.past and found.frame.modality != "plan":
            # What somebody once planned tells nothing of what came about.
            continue
        if told.documents and any(i.value not in {f.object.iri or f.object.value for f in mine} for i in outcome.items):
            # What is counted or worked out is no document's word.
            continue
        if outcome.status != "unanswered" and mine and all(_by(f, told) for f in mine):
            return ToldAnswer(put, found, reading, outcome)
    return None


def _several(outcome: Outcome) -> bool:
    """Whether somebody gave several figures, each of a time of its own, and the question does not tell which."""
    numbers = [f for f in outcome.facts if not f.object.iri]
    alike = len({(f.subject.iri, f.property.iri) for f in numbers}) == 1
    return outcome.status == "answered" and alike and len({f.object.value for f in numbers}) > 1


def _by(fact: Fact, told: Telling) -> bool:
    """Whether a statement is by somebody, of the time that is named."""
    if told.documents:
        another = value_of(fact, "attributedTo") and not told.reported
        return stands_in(fact, told.documents) and not another and all(told_then(fact, b) for b in told.said)
    mine = {value_of(fact, "attributedTo"), value_of(fact, "reportedBy")} & set(told.speakers)
    return bool(mine) and all(told_then(fact, b) for b in told.said)


__all__ = ["Telling", "ToldAnswer", "answer_told", "tellings"]
