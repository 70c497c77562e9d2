"""Reads one part of a question: meanings, covers, query graphs, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.ask.graphs.graphs import QueryGraph
from kg.ask.questions.formulas import find_definitions
from kg.ask.questions.frame import (
    QuestionFrame,
    find_focus,
    find_grouping,
    find_modality,
    find_negation,
    find_rate,
    find_superlative,
    find_time,
    period_at,
)
from kg.ask.questions.times import find_bounds, plain_durations, plain_numbers
from kg.ask.readings.columns import choose_columns, place_bounds
from kg.ask.readings.compose import Setting, compose
from kg.ask.readings.misspelt import with_guesses
from kg.ask.readings.quantities import has_aggregate
from kg.ask.readings.spot import Spotted, covers, said_at, spot
from kg.ask.readings.table import Table
from kg.ask.readings.tabulate import tabulate
from kg.ask.words.english import Token, light_stems, phrase_at, silent_stems, stems, tables, tokenize, word_set
from kg.ask.words.kept import once_a_text
from kg.ask.words.words import Words


@dataclass(slots=True)
class Interpretation:
    """One way to understand a part of a question. `left` are the positions of content words it does not explain."""

    frame: QuestionFrame
    graph: QueryGraph
    cover: tuple[Spotted, ...]
    score: float
    left: tuple[int, ...] = ()


@dataclass(slots=True)
class Understanding:
    """All that was made of a part: readings in order, names that the graph does not know, and near names."""

    frame: QuestionFrame
    readings: list[Interpretation] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: str = ""


@once_a_text
def frame_of(text: str, words: Words) -> tuple[QuestionFrame, list[Spotted]]:
    """What a part asks and its conditions, and what its words may mean."""
    tokens = tokenize(text)
    asks, focus = find_focus(tokens)
    if asks == "said" and not any(phrase_at(tokens, i, "speech", "closing") for i in range(len(tokens))):
        asks, focus = "which", focus[:1]
    first = spot(tokens, words)
    named = frozenset(
        i
        for s in first
        for i in s.at
        if s.sense.kind in ("entity", "value")
        and s.score >= 0.9
        and (len(s.at) > 1 or len(tokens[i].text) > 4 or not tokens[i].text.isdigit())
    )
    named |= {i for s in first if s.sense.kind == "entity" and s.score >= 0.9 for i in range(s.at[0], s.at[-1])}
    rate, rate_at = (
        find_rate(tokens) if words.own and asks in ("amount", "count", "which", "keywords") else ("", frozenset())
    )
    named |= rate_at
    bounds = find_bounds(tokens, named)
    if words.own and not any(t.lower in ("early", "later", "earlier") for t in tokens):
        lower = [t.lower for t in tokens]
        stretch = {k for i in range(len(lower)) for k in range(i, i + period_at(lower, i))}
        bounds += plain_durations(tokens, named | {i for b in bounds for i in b.at} | stretch | frozenset(focus))
    if words.own and asks in ("truth", "cite", "nature"):
        bounds += plain_numbers(tokens, named | {i for b in bounds for i in b.at} | frozenset(focus))
    names = frozenset(i for s in first if _is_name(s, tokens, words) for i in s.at)
    time, time_at = find_time(tokens, names)
    superlative, top = find_superlative(tokens, names)
    past = any(t.lower in ("was", "were", "did", "had", "ever", "lost", "won") for t in tokens)
    past = past or (asks in ("who", "which", "list") and any(t.lower == "have" for t in tokens))
    # "Is it true that A ran B": the time of the verb tells, since the opening tells none.
    past = past or (asks == "truth" and len(focus) > 2 and any(_is_past(t) for t in tokens[len(focus) :]))
    frame = QuestionFrame(
        text,
        tokens,
        asks,
        focus,
        find_negation(tokens, names),
        time,
        time_at,
        past,
        find_modality(tokens, names),
        superlative,
        top,
        bounds=tuple(bounds),
        by=find_grouping(tokens),
        rate=rate,
        rate_at=rate_at,
    )
    aggregates = () if words.own else aggregate_words(tokens, words)
    frame = replace(frame, aggregate_at=tuple(aggregates))
    taken = frozenset(focus) | frozenset(i for b in bounds for i in b.at) | frozenset(aggregates)
    if len(time_at) > 1:
        taken |= frozenset(time_at)
    if words.own:
        frame = replace(frame, moods_at=_moods(tokens))
        taken |= frame.moods_at | rate_at
    if taken & {i for s in first for i in s.at}:
        inside = [
            s
            for s in first
            if not taken.intersection(s.at) or (set(s.at) & set(focus) and len(s.at) > 1 and not set(s.at) <= taken)
        ]
        first = inside
    return frame, first


def _is_past(token: Token) -> bool:
    """Whether a word is a verb in the past: "headed", "ran"."""
    return token.lower.endswith("ed") or (
        token.lower in tables()["irregular"] and not token.lower.endswith(("s", "ing")) and token.lower != token.stem
    )


def _is_name(spotted: Spotted, tokens: tuple[Token, ...], words: Words) -> bool:
    """Whether some words are a name of several words, as it is written or in small letters."""
    if spotted.sense.kind != "entity" or len(spotted.at) < 2 or spotted.sense.iri not in words.entities:
        return False
    said = stems(said_at(tokens, spotted.at))
    return any(stems(name) == said for name in words.entities[spotted.sense.iri].names)


def _moods(tokens: tuple[Token, ...]) -> frozenset[int]:
    """Positions of phrases that only tell the mood: "is due to end", "was supposed to start"."""
    out: set[int] = set()
    for i in range(len(tokens)):
        for kind in tables()["modality"]:
            length = phrase_at(tokens, i, "modality", kind)
            if length > 1 and (tokens[i + length - 1].lower == "to" or tokens[i].lower in ("under", "as", "in")):
                out |= set(range(i, i + length))
            elif length == 1 and kind == "plan" and i and [t.lower for t in tokens[i + 1 : i + 2]] == ["to"]:
                # "Planned to end": how the end is meant, and not that something is announced.
                out |= {i, i + 1} if tokens[i].lower.endswith("ed") else set()
                out |= {i - 1} if tokens[i - 1].lower in word_set("time", "original") else set()
    return frozenset(out)


def aggregate_words(tokens: tuple[Token, ...], words: Words) -> list[int]:
    """Positions of "number of", "total amount of", "average" …, which say what to do and name nothing."""
    out: list[int] = []
    for i, token in enumerate(tokens):
        for kind in ("count", "sum", "average"):
            length = phrase_at(tokens, i, "aggregates", kind)
            if not length or i in out:
                continue
            if i and (tokens[i - 1].stem, token.stem) in words.index:
                continue
            if length == 1 and (token.stem,) in words.index and kind == "sum":
                continue
            out += range(i, i + length)
    return out


def understand(text: str, setting: Setting) -> Understanding:
    """The readings of one part of a question."""
    words = setting.words
    frame, spotted = frame_of(text, words)
    out = Understanding(frame)
    tokens = frame.tokens
    spotted = with_guesses(frame, spotted, words, out.notes, out.guesses)
    taken = frozenset(frame.focus) | frozenset(i for b in frame.bounds for i in b.at) | frozenset(frame.aggregate_at)
    loose = frozenset(i for i in taken if any(i in s.at for s in spotted))
    loud = _loud(tokens, spotted)
    ranked: list[Interpretation] = []
    definitions = [] if words.own else find_definitions(tokens)
    seen: set[tuple[tuple[tuple[int, ...], str, str], ...]] = set()
    whole = frame
    for cover, score in covers(spotted, tokens, taken - loose):
        mark = tuple((s.at, s.sense.iri, s.sense.role) for s in cover)
        if mark in seen:
            continue
        seen.add(mark)
        frame = _with_negation(whole, cover)
        graph = compose(cover, frame, setting)
        if words.own:
            choose_columns(graph, cover, frame, words)
        else:
            place_bounds(graph, frame, words)
            if not graph.truth:
                tabulate(Table(graph, cover, frame, words, definitions))
        names = {word for d in definitions for word in d.name}
        left = tuple(i for i in leftover(tokens, cover, frame, graph, loud) if tokens[i].stem not in names)
        ranked.append(
            Interpretation(
                frame,
                graph,
                cover,
                score - graph.cost + _fitness(graph, frame, words) - (1.0 if words.own else 0.0) * len(left),
                left,
            )
        )
    ranked.sort(key=lambda r: -r.score)
    out.readings = ranked
    out.unknown = unknown_names(tokens, ranked[0].cover if ranked else (), frame, words)
    return out


def _loud(tokens: tuple[Token, ...], spotted: list[Spotted]) -> frozenset[int]:
    """Positions of names in capitals that would be little words in small letters."""
    mixed = any(not t.text.isupper() for t in tokens if t.text.isalpha() and len(t.text) > 1)
    names = {s.at[0] for s in spotted if len(s.at) == 1 and s.sense.kind == "entity"}
    return frozenset(i for i in names if mixed and tokens[i].text.isupper() and len(tokens[i].text) > 1)


def _with_negation(frame: QuestionFrame, cover: tuple[Spotted, ...]) -> QuestionFrame:
    """The frame without the words of denial that a meaning has taken in: "not voluntary" for compulsory."""
    taken = {i for s in cover for i in s.at}
    kept = tuple(i for i in frame.negated if i not in taken)
    return frame if kept == frame.negated else replace(frame, negated=kept)


def _fitness(graph: QueryGraph, frame: QuestionFrame, words: Words) -> float:
    """How well the shape answers what is asked."""
    gain = 0.0
    if frame.aggregate_at and not words.own and not graph.truth:
        gain += 0.3 if any(has_aggregate(c.expression) for c in graph.columns) else -0.3
    wild = next((n for n in graph.nodes if n.wild and n.wild != "gone"), None)
    tied = {i for e in graph.edges for i in (e.s, e.o)}
    if wild is not None and wild.id not in tied and wild.wild != "any":
        gain -= 1.0 if wild.wild == "agent" else 2.0
    if words.own and frame.asks not in ("truth", "when"):
        dated = any(b.kind == "date" for _, b in graph.filters)
        concepts = any(n.entities and "#" in n.entities[0] and "/id/" not in n.entities[0] for n in graph.nodes)
        gain += 0.5 if dated else -0.5 if graph.during and concepts else 0.0
    if words.own and frame.asks in ("list", "which") and len(graph.edges) == 1:
        only = graph.edges[0]
        number = words.properties[only.p].kind == "number" and graph.nodes[only.o].asked
        gain += 0.2 if number and graph.nodes[only.s].entities else 0.0
    if frame.superlative is not None:
        gain += 0.4 if graph.order is not None else -0.6
    if frame.asks == "count" and sum(words.properties[e.p].kind == "number" for e in graph.edges) > 1:
        gain -= 2.0
    if frame.asks == "count" and any(words.properties[e.p].kind == "number" and e.said for e in graph.edges):
        gain += 1.4 if len(graph.edges) == 1 and words.own else 0.5
    after = frame.tokens[len(frame.focus)] if len(frame.focus) == 1 and len(frame.tokens) > 1 else None
    if (
        frame.asks == "which"
        and after is not None
        and any(s.kind == "class" for s in words.index.get((after.stem,), ()))
    ):
        asked = [n for n in graph.nodes if n.asked]
        if asked and all(n.kind != "thing" for n in asked):
            gain -= 1.5
    if frame.asks in ("when", "duration") and wild is None:
        gain -= 0.5
    if (
        frame.focus
        and frame.tokens[0].lower == "under"
        and any(
            words.core + "LegalProvision" in graph.nodes[e.o].classes and graph.nodes[e.o].asked for e in graph.edges
        )
    ):
        gain += 0.6
    return gain


def leftover(
    tokens: tuple[Token, ...],
    cover: tuple[Spotted, ...],
    frame: QuestionFrame,
    graph: QueryGraph,
    loud: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """Positions of content words that a reading leaves unexplained; `loud` are names like little words: "ETC"."""
    used = (
        {i for s in cover for i in s.at}
        | set(frame.focus)
        | {i for b in frame.bounds for i in b.at}
        | set(frame.negated)
        | set(frame.time_at)
        | set(frame.aggregate_at)
        | frame.moods_at
        | (frame.rate_at if any(graph.nodes[e.o].kind == "number" for e in graph.edges) else frozenset())
    )
    if frame.superlative:
        used |= {frame.superlative[2], frame.superlative[2] + 1} if _two_words(frame) else {frame.superlative[2]}
    known = word_set("pronouns", "it")
    moods = {w for kind in tables()["modality"].values() for w in kind}
    lower = [t.lower for t in tokens]
    # A stretch of time that no date tells is content, however light its words: a quote has to say it.
    periods = {k for i in range(len(tokens)) if i not in used for k in range(i, i + period_at(lower, i))}
    periods |= {k for i in range(len(tokens)) for k in range(i, i + phrase_at(tokens, i, "unread", "phrases"))}
    out = []
    for i, token in enumerate(tokens):
        if i in periods and i not in used:
            out.append(i)
            continue
        if i + 1 in used and i and lower[i - 1] in ("the", "which", "what", "these") and _is_small_number(token):
            continue
        if i in loud and i not in used:
            out.append(i)
            continue
        if i in used or not token.text[0].isalnum() or token.stem in silent_stems() or token.stem in light_stems():
            continue
        if graph.beside is not None and token.lower in (
            "before",
            "after",
            "preceded",
            "succeeded",
            "following",
            "preceding",
        ):
            continue
        if (
            token.lower in known
            or token.lower in moods
            or any(phrase_at(tokens, i, "aggregates", k) for k in tables()["aggregates"])
        ):
            continue
        out.append(i)
    return tuple(out)


def _is_small_number(token: Token) -> bool:
    """Whether a word counts what follows it ("the three criteria"): the list says itself how many there are."""
    return token.lower in ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten") or (
        token.text.isdigit() and len(token.text) < 3
    )


def _two_words(frame: QuestionFrame) -> bool:
    """Whether the superlative is of two words: "most recently"."""
    at = frame.superlative[2] if frame.superlative else 0
    return " ".join(t.lower for t in frame.tokens[at : at + 2]) in tables()["superlatives"]


def _broken(tokens: tuple[Token, ...], cover: tuple[Spotted, ...], words: Words) -> set[int]:
    """Positions that only a part of some other name, or no name at all, explains inside a run of capitalised words."""
    out: set[int] = set()
    for s in cover:
        beside = [i for i in (s.at[0] - 1, s.at[-1] + 1) if 0 < i < len(tokens)]
        proper = any(tokens[i].text[:1].isupper() and tokens[i].text[0].isalpha() for i in beside)
        if s.sense.kind != "entity" or not proper or s.at[0] == 0 or not tokens[s.at[0]].text[:1].isupper():
            continue
        names = words.entities[s.sense.iri].names
        if s.guessed is None and not any(stems(n) == stems(said_at(tokens, s.at)) for n in names) and len(s.at) == 1:
            out |= set(s.at)
    return out


_MYSELF = frozenset(f"i{mark}{ending}" for mark in "'\u2019" for ending in ("m", "ve", "d", "ll"))
"""Written with a capital, and no name."""


def unknown_names(
    tokens: tuple[Token, ...], cover: tuple[Spotted, ...], frame: QuestionFrame, words: Words
) -> list[str]:
    """Runs of capitalised words of which some mean nothing in the graph: names that it does not know."""
    used = {i for s in cover for i in s.at} | {i for b in frame.bounds for i in b.at}
    used -= _broken(tokens, cover, words)
    capital = [t.text[:1].isupper() for t in tokens]
    words_in = [t for t in tokens if t.text[0].isalpha()]
    small = [t for t in words_in[1:] if t.text[:1].islower()]
    if len(words_in) >= 3 and not small:
        return []
    runs: list[list[int]] = []
    for i in range(len(tokens)):
        if i == 0 and i not in used and not tokens[0].text.isupper():
            continue
        if not capital[i] or (i == 0 and i in frame.focus) or i in frame.focus:
            continue
        if runs and (
            runs[-1][-1] == i - 1
            or (runs[-1][-1] == i - 2 and tokens[i - 1].lower in ("of", "for", "and", "&", "the", "-"))
        ):
            runs[-1].append(i)
        else:
            runs.append([i])
    out = []
    for run in runs:
        bad = [
            i
            for i in run
            if i not in used
            and tokens[i].stem not in silent_stems()
            and not (i == 0 and tokens[i].stem in light_stems())
        ]
        bad = [i for i in bad if tokens[i].lower not in word_set("time", "weekdays") | _MYSELF]
        if bad and not (run == [0] and not tokens[0].text.isupper()):
            out.append(frame.text[tokens[run[0]].start : tokens[run[-1]].end])
    return out
