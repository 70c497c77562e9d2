"""What a reading leaves unexplained and a quote bears out: "which model was terminated five years early".

A question may say more than its reading explains. Where the very words of a statement's proof say that too, the
statement answers the question; where none does, the reading is not believed. So nothing is answered that the words
shown beside the answer do not say.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import conflict_sentence, full_sentence, told_once
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements
from kg.ask.evidence.quoted import passage_of, sentence_of
from kg.ask.questions.frame import period_at
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import NUMBER_WORDS, phrase_at, stems
from kg.ask.words.words import Words
from kg.read.facts import Fact, Quote

MOST_WORDS = 4
MOST_NOUN_WORDS = 3


def is_bearable(reading: Interpretation) -> bool:
    """Whether what a reading leaves is little enough, and what it explains enough, for a quote to decide."""
    named = any(n.entities or (n.named and n.classes) for n in reading.graph.nodes)
    tokens = reading.frame.tokens
    # What two things have in common, or how a thing stands to its plan, no words of one proof tell.
    unread = {k for i in range(len(tokens)) for k in range(i, i + phrase_at(tokens, i, "unread", "phrases"))}
    little = bool(reading.graph.edges) and 0 < len(reading.left) <= MOST_WORDS
    return named and little and not unread & set(reading.left) and _head(reading) not in reading.left


def _head(reading: Interpretation) -> int:
    """Where the noun stands that a question asks for: "what is the worth of"; that a proof has it answers nothing."""
    lower = [t.lower for t in reading.frame.tokens]
    if lower[:1] != ["what"] or "of" not in lower:
        return -1
    at = lower.index("of") - 1
    return at if "the" in lower[1:at] and at - lower.index("the") <= MOST_NOUN_WORDS else -1


def borne_out(reading: Interpretation, outcome: Outcome, desk: Desk) -> Outcome | None:
    """The part of an outcome whose quotes say every word that the reading leaves; None where no part does.

    A number that was counted, and a no, cannot be borne out: no words of a single proof say them. Where what is
    borne out is disputed, the other side stands beside it.
    """
    if outcome.status == "unanswered" or (outcome.columns and len(outcome.columns) > 1):
        return None
    runs = _runs(reading)
    facts = {f.iri: f for f in outcome.facts}
    saying = {iri for iri, f in facts.items() if any(_says(q, f, runs, desk, paged=False) for q in f.quotes)}
    if not saying:
        saying = {iri for iri, f in facts.items() if any(_says(q, f, runs, desk, paged=True) for q in f.quotes)}
    if outcome.status == "conflicting":
        saying |= {iri for s in saying for iri in facts[s].conflicts_with if iri in facts}
    kept: list[AnswerItem] = []
    for item in outcome.items:
        mine = [s for s in item.statements if s in saying]
        # "How many women did it serve": one focus whose proof speaks of women is not one woman.
        told_so = item.iri or any(str(facts[s].object.value) == item.value for s in mine)
        counted = reading.frame.asks == "count" and (len(item.statements) > len(mine) or not told_so)
        if mine and not counted and item.value != "false":
            cited = tuple(c for c in item.citations if any(_cites(facts[s], c.document, c.start) for s in mine))
            kept.append(replace(item, statements=tuple(mine), citations=cited or item.citations))
    if not kept:
        return None
    told = [facts[s] for i in kept for s in i.statements]
    status = outcome.status if len(kept) > 1 else "answered"
    yes = "Yes: " if kept[0].value == "true" else ""
    text = conflict_sentence(told, desk.words) if status == "conflicting" else _told(told, desk.words)
    return Outcome(status, yes + text, kept, outcome.sparql if len(kept) == len(outcome.items) else None, facts=told)


def not_then(reading: Interpretation, outcome: Outcome) -> Outcome | None:
    """What is known instead, where all that a reading leaves is a stretch of time that no proof speaks of."""
    lower = [t.lower for t in reading.frame.tokens]
    stretch = [k for i in range(len(lower)) for k in range(i, i + period_at(lower, i))]
    if not set(reading.left) <= set(stretch) or outcome.status == "unanswered":
        return None
    said = " ".join(lower[i] for i in stretch)
    text = f"The sources do not say that of the {said}; what they do say: {outcome.text}"
    return Outcome("unanswered", text, reason="no-data", known=outcome.items[:5], facts=outcome.facts)


def _told(facts: list[Fact], words: Words) -> str:
    return " ".join(list(dict.fromkeys(full_sentence(f, words) for f in told_once(facts)))[:6])


def _cites(fact: Fact, document: str, start: int | None) -> bool:
    return any(q.source.iri == document and q.start == start for q in fact.quotes)


def _runs(reading: Interpretation) -> list[list[tuple[str, ...]]]:
    """What a proof has to say: stems of what is left, neighbours together ("first decade"), each in one way or another.

    A number by itself stands in any text; it has to stand there beside the word that it stands beside in the question.
    """
    tokens = reading.frame.tokens
    said = [tuple(_plain(s) for s in stems(t.text)) for t in tokens]
    groups: list[list[int]] = []
    for i in reading.left:
        if groups and groups[-1][-1] == i - 1:
            groups[-1].append(i)
        else:
            groups.append([i])
    out: list[list[tuple[str, ...]]] = []
    for group in groups:
        run = tuple(s for i in group for s in said[i])
        if any(not s.isdigit() for s in run):
            out.append([run])
            continue
        before = next((s for s in reversed(said[: group[0]]) if s), ())
        after = next((s for s in said[group[-1] + 1 :] if s), ())
        out.append([either for either in ((*before, *run), (*run, *after)) if len(either) > len(run)])
    return out


def _says(quote: Quote, fact: Fact, runs: list[list[tuple[str, ...]]], desk: Desk, *, paged: bool) -> bool:
    """Whether a proof has every run: in its words, those beside them and headings; where `paged`, its passage too."""
    texts = [sentence_of(quote), quote.section, *(c.quote for c in quote.context)]
    texts += [fact.subject.label, fact.object.label or fact.object.value]
    if all(any(_has(text, run) for text in texts for run in ways) for ways in runs):
        return True
    if any(run[0] not in ("first", "last", "latest") for ways in runs for run in ways):
        return False
    # A stretch of time may be said once for a whole paragraph or page.
    timed = any(value_of(fact, n) for n in ("validFrom", "validUntil", "pointInTime", "appliesTo"))
    texts += [quote.source.title or "", passage_of(quote, desk)] if paged and not timed else []
    return all(
        any(_has(text, run) for text in texts for run in ways) or any(_within(fact, run, desk) for run in ways)
        for ways in runs
    )


def _within(fact: Fact, run: tuple[str, ...], desk: Desk) -> bool:
    """Whether a statement's own time lies in the first years of what it speaks of: "its first decade"."""
    said = _joined(run)
    years = {"decad": 10, "year": 1}.get(said[-1], 0) * (int(said[1]) if len(said) > 2 and said[1].isdigit() else 1)
    times = [value_of(fact, n)[:4] for n in ("validFrom", "validUntil", "pointInTime") if value_of(fact, n)]
    if said[0] != "first" or not years or not times or not fact.subject.iri:
        return False
    core = desk.words.core
    begun = find_statements(desk.reader, desk.words, (fact.subject.iri,), (core + "establishedOn", core + "startedOn"))
    first = min(
        (int(f.fact.object.value[:4]) for f in begun if f.direct and f.fact.object.value[:4].isdigit()), default=0
    )
    return bool(first) and all(first <= int(t) <= first + years for t in times if t.isdigit())


def _has(text: str, run: tuple[str, ...]) -> bool:
    said, wanted = _said(text), _joined(run)
    return any(said[i : i + len(wanted)] == wanted for i in range(len(said) - len(wanted) + 1))


@lru_cache(maxsize=10_000)
def _said(text: str) -> tuple[str, ...]:
    """What a text says, for the same proofs are asked for each run."""
    return _joined(tuple(_plain(s) for s in stems(text)))


def _joined(said: tuple[str, ...]) -> tuple[str, ...]:
    """Ten years as a decade."""
    out: list[str] = []
    for word in said:
        if word == "year" and out and out[-1] == "10":
            out[-1] = "decad"
        else:
            out.append(word)
    return tuple(out)


def _plain(stem: str) -> str:
    """A number word as its digits."""
    return str(NUMBER_WORDS.index(stem)) if stem in NUMBER_WORDS else stem
