"""Why there is no answer, where no reading of a question tells: a name that no source knows, or words that none says.

"Is the stroke bundle model voluntary", where no source speaks of such a model: unknown. "What does Ann Lee earn", where
the sources speak of Ann Lee and no passage of what she earns: they do not say. Anything else stays not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answering.headcounts import is_headcount
from kg.ask.answering.sentences import listed, noun_of
from kg.ask.evidence.cited import Room
from kg.ask.evidence.desk import Outcome
from kg.ask.naming.respelt import is_english
from kg.ask.readings.misread import counts_in_part
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.words.english import (
    Token,
    fold,
    light_stems,
    related_to,
    silent_stems,
    stems,
    tables,
    tokenize,
    word_set,
)
from kg.ask.words.words import RDF, Words

SURE = 0.45
"""The score from which on some words of a question name a thing."""
MOST_WORDS = 7
MOST_READINGS = 6
NEAR = 1.0
"""How much less likely than the best a reading may be and still tell what is asked."""
TOLD_ALONE = {"count": "number", "amount": "number", "when": "date", "duration": "duration"}
"""The kind of value by which one relation answers, by what a question asks."""
ARTICLES = frozenset({"the", "a", "an", "this", "that", "is", "was", "does", "did", "will", "of", "for", "in", "under"})


def with_reason(outcome: Outcome, found: Understanding | None, room: Room) -> Outcome:
    """A refusal with the reason that the question's own words tell; as it was where they tell none.

    In: a refusal, what was understood of the question, and where it is answered. Out: unknown-entity where the question
    is about a thing by a description that fits nothing; no-data where it names a thing and asks for a reason, or for
    what no passage says of that thing.
    """
    if found is None or not found.readings or outcome.readings or outcome.known:
        return outcome
    best, words = found.readings[0], room.words
    if outcome.reason == "unknown-entity" and found.unknown and _is_spoken_of(found.unknown[0], room):
        told = f"The sources name {found.unknown[0]}, of which the graph tells nothing."
        return replace(outcome, text=told, reason="no-data")
    if outcome.reason == "not-understood":
        strange = _strange_thing(best, words)
        if strange:
            return replace(outcome, text=f"The sources do not speak of “{strange}”.", reason="unknown-entity")
        if _is_elsewhere(best, room):
            return replace(outcome, text="This is outside what the sources speak of.", reason="out-of-scope")
        if best.frame.asks == "count" and is_headcount(best, words):
            return replace(outcome, text="The sources do not say how many take part.", reason="no-data")
        if any(counts_in_part(r, words) and not r.left for r in found.readings[:MOST_READINGS]):
            return replace(outcome, text="The sources do not say how many there.", reason="no-data")
        if _asks_who_evaluates(best, words):
            return replace(outcome, text="Who evaluates it, the graph does not tell; passages may.", reason="no-data")
        untold = _untold(found.readings, room)
        if untold:
            return replace(outcome, text=untold, reason="no-data")
    things = _named(best, words)
    if not things or outcome.reason not in ("not-understood", "out-of-scope"):
        return outcome
    # "Why did the agency end the test": it is the test whose end is asked about.
    tests = [iri for iri in things if _is_test(iri, words)]
    name = words.label((tests or things)[0])
    if best.frame.asks == "reason" and best.frame.tokens[0].lower in ("why", "how"):
        return replace(outcome, text=f"Why, the graph does not tell of {name}; passages may.", reason="no-data")
    left = [t for t in (best.frame.tokens[i] for i in best.left) if t.lower not in word_set("unknown", "idle")]
    unsaid = _unsaid(left, things[0], room) if outcome.reason == "not-understood" else []
    if unsaid:
        said = listed([f"“{token.text}”" for token in unsaid[:3]])
        return replace(outcome, text=f"No passage of the sources says {said} of {name}.", reason="no-data")
    return outcome


def _asks_who_evaluates(reading: Interpretation, words: Words) -> bool:
    """Whether a question asks only who evaluates one known thing, which no relation of a graph tells."""
    text = reading.frame.text.strip(" ?.!")
    patterns = tables()["told"]["evaluators"]["patterns"]
    found = next((m for said in patterns if (m := re.fullmatch(said, text, re.I))), None)
    if found is None:
        return False
    tested = [one for iri, one in words.entities.items() if words.is_one(iri, "Initiative")]
    return fold(found["what"]) in {fold(name) for one in tested for name in one.names}


def _is_spoken_of(name: str, room: Room) -> bool:
    """Whether a passage has a name just so, though the graph knows nothing of that name."""
    if room.passages is None or not name[:1].isupper():
        return False
    return any(re.search(rf"\b{re.escape(name)}\b", passage.quote) for passage in room.passages(name))


def _is_elsewhere(reading: Interpretation, room: Room) -> bool:
    """Whether a question names nothing that the graph knows, and is of English words that no passage holds together."""
    words, tokens = room.words, reading.frame.tokens
    known = [s for s in reading.cover if s.sense.kind in ("entity", "class") and s.score >= SURE]
    if any("/id/" in s.sense.iri or s.sense.kind == "class" for s in known) or room.passages is None:
        return False
    spoken = {t.stem for t in tokens if t.lower not in word_set("unknown", "nouns")} - silent_stems() - light_stems()
    if spoken & _stems_of_names(words):
        return False
    left = [tokens[i] for i in reading.left if tokens[i].text.isalpha()]
    told = [t for t in left if t.lower not in word_set("unknown", "idle") and is_english(t.lower)]
    content = [t for t in tokens if t.stem not in silent_stems() | light_stems() and t.text[0].isalpha()]
    if len(told) < 2 or 2 * len(told) < len(content):
        return False
    wanted = {t.stem for t in told}
    passages = room.passages(" ".join(t.text for t in told))
    return all(len(wanted & {t.stem for t in tokenize(one.quote)}) < 2 for one in passages) and bool(words.entities)


def _stems_of_names(words: Words) -> set[str]:
    """The words of the names of initiatives: "the kidney thing" may mean one of them."""
    tested = [one.names for iri, one in words.entities.items() if words.is_one(iri, "Initiative")]
    return {stem for names in tested for name in names for stem in stems(name)}


def _named(reading: Interpretation, words: Words) -> list[str]:
    """The initiatives, bodies, persons and laws that a question names, the first one first."""
    sure = [s.sense.iri for s in reading.cover if s.sense.kind == "entity" and s.score >= SURE and s.guessed is None]
    kinds = ("Initiative", "Organization", "Person", "LegalProvision")
    return [iri for iri in sure if "/id/" in iri and any(words.is_one(iri, kind) for kind in kinds)]


def _strange_thing(reading: Interpretation, words: Words) -> str:
    """A description of one thing, "the stroke bundle model", of which some word stands in no name of such a thing."""
    tokens = reading.frame.tokens
    for at, token in enumerate(tokens):
        if token.lower not in word_set("unknown", "nouns") or at == 0:
            continue
        start = at
        while start > 0 and at - start < MOST_WORDS and _tells(tokens[start - 1]):
            start -= 1
        if at - start < 2 or (tokens[start - 1].lower not in ARTICLES if start else reading.frame.asks != "keywords"):
            continue
        if start == 0 and sum(i in reading.left for i in range(at)) < 2:
            # Keywords without an article: one strange word may belong to what is asked, several are a name.
            continue
        said = tokens[start:at]
        if any(t.lower in word_set("unknown", "plain") for t in said) or _fits_a_name(said, words):
            continue
        if any(i in reading.left for i in range(start, at)):
            return reading.frame.text[tokens[start].start : token.end]
    return ""


def _tells(token: Token) -> bool:
    return token.text[0].isalpha() and token.lower not in ARTICLES and token.stem not in silent_stems()


def _fits_a_name(said: tuple[Token, ...], words: Words) -> bool:
    """Whether some one thing has all of some words in its names."""
    wanted = {s for token in said for s in stems(token.text)}
    return any(wanted <= set(stems(name)) for name in words.surfaces)


def _unsaid(left: list[Token], thing: str, room: Room) -> list[Token]:
    """The words that no reading explains and no passage says that speaks of a thing; none where little is known of it.

    One such word is enough: where no passage about a thing speaks of percentages, none of its percentages is told.
    """
    light = silent_stems() | light_stems()
    told = [token for token in left if token.stem not in light]
    if not told or room.passages is None:
        return []
    known = room.words.entities[thing]
    said: set[str] = set()
    for name in sorted(known.names, key=len)[:3]:
        for passage in room.passages(f"{name} {' '.join(token.text for token in told)}"):
            said |= set(stems(passage.quote))
    return [token for token in told if not set(stems(token.text)) <= said and not related_to(token.text) & said]


def _untold(readings: list[Interpretation], room: Room) -> str:
    """That nothing is told of what a question asks of a thing by name, whatever else it says of that; else nothing.

    "How much did Harbor save in its first year", where the sources tell of no savings of Harbor at any time.
    """
    words, best = room.words, readings[0]
    asked: dict[str, list[str]] = {}
    near = [r for r in readings[:MOST_READINGS] if r.score >= best.score - NEAR]
    for reading in [] if _asks_of_another(best, words) else near:
        for edge in reading.graph.edges:
            things = reading.graph.nodes[edge.s].entities
            told = edge.said and reading.graph.nodes[edge.o].asked and _is_asked_for(edge.p, reading, words)
            if told and things and all(_is_test(iri, words) for iri in things):
                asked.setdefault(edge.p, []).extend(things)
    if not asked or any(_is_told(prop, tests, room) for prop, tests in asked.items()):
        return ""
    prop, known = next(iter(asked.items()))
    return f"The sources give no {noun_of(words.properties[prop]) or words.label(prop)} of {words.label(known[0])}."


def _is_test(iri: str, words: Words) -> bool:
    return words.is_one(iri, "Initiative") and not words.is_one(iri, "Program")


def _is_asked_for(prop: str, reading: Interpretation, words: Words) -> bool:
    """Whether a question's first words ask for the values of a property that one relation tells by itself."""
    frame, kind = reading.frame, words.properties[prop].kind
    light = silent_stems() | light_stems()
    content = (i for i, t in enumerate(frame.tokens) if i not in frame.focus and t.stem not in light)
    first = next((i for i in content if frame.tokens[i].text[0].isalnum()), -1)
    if first in reading.left or first < 0:
        return False
    if frame.asks in ("which", "keywords", "list"):
        mine = {i for s in reading.cover if s.sense.kind == "property" and s.sense.iri == prop for i in s.at}
        return kind in TOLD_ALONE.values() and first in mine
    return TOLD_ALONE.get(frame.asks) == kind


def _asks_of_another(reading: Interpretation, words: Words) -> bool:
    """Whether a number or date is asked of a thing that a question only describes: "how long did its successor run"."""
    graph = reading.graph
    ends = [graph.nodes[e.s] for e in graph.edges if words.properties[e.p].kind in TOLD_ALONE.values()]
    return any(not (node.entities or node.wild) for node in ends)


def _is_told(prop: str, things: Sequence[str], room: Room) -> bool:
    """Whether any statement tells a property of any of some things."""
    rows = room.store.select(
        f"SELECT ?st WHERE {{ VALUES ?s {{ {' '.join(f'<{iri}>' for iri in things)} }} "
        f"?st <{RDF}subject> ?s ; <{RDF}predicate> <{prop}> }} LIMIT 1"
    )
    return bool(rows)
