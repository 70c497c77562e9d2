"""Why there is no answer, where no reading of a question tells: a name that no source knows, or words that none says.

"Is the stroke bundle model voluntary", where no source speaks of such a model: unknown. "What does Ann Lee earn", where
the sources speak of Ann Lee and no passage of what she earns: they do not say. Anything else stays not understood.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ask.answering.headcounts import is_headcount
from kg.ask.answering.sentences import listed
from kg.ask.evidence.cited import Room
from kg.ask.evidence.desk import Outcome
from kg.ask.naming.respelt import is_english
from kg.ask.readings.misread import counts_in_part
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.words.english import Token, fold, light_stems, silent_stems, stems, tables, tokenize, word_set
from kg.ask.words.words import Words

SURE = 0.45
"""The score from which on some words of a question name a thing."""
MOST_WORDS = 7
MOST_READINGS = 6
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
    things = _named(best, words)
    if not things or outcome.reason not in ("not-understood", "out-of-scope"):
        return outcome
    name = words.label(things[0])
    if best.frame.asks == "reason" and best.frame.tokens[0].lower in ("why", "how"):
        return replace(outcome, text=f"Why, the graph does not tell of {name}; passages may.", reason="no-data")
    unsaid = [t for t in (best.frame.tokens[i] for i in best.left) if t.lower not in word_set("unknown", "idle")]
    if outcome.reason == "not-understood" and unsaid and not _is_said(unsaid, things[0], room):
        said = listed([f"“{token.text}”" for token in unsaid[:3]])
        return replace(outcome, text=f"No passage of the sources says {said} of {name}.", reason="no-data")
    return outcome


def _asks_who_evaluates(reading: Interpretation, words: Words) -> bool:
    """Whether a question asks only who evaluates one known thing, which no relation of a graph tells."""
    text = reading.frame.text.strip(" ?.!")
    patterns = tables()["told"]["evaluators"]["patterns"]
    found = next((m for said in patterns if (m := re.fullmatch(said, text, re.I))), None)
    tested = [one for iri, one in words.entities.items() if words.is_one(iri, "Initiative")]
    return found is not None and fold(found["what"]) in {fold(name) for one in tested for name in one.names}


def _is_spoken_of(name: str, room: Room) -> bool:
    """Whether a passage has a name of several words just so, though the graph knows nothing of that name."""
    if room.passages is None or len(name.split()) < 2:
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


def _is_said(unsaid: list[Token], thing: str, room: Room) -> bool:
    """Whether a passage that speaks of a thing has words that no reading explains, or too little is known of that."""
    wanted = {token.stem for token in unsaid} - silent_stems() - light_stems()
    if not wanted or room.passages is None:
        return True
    known = room.words.entities[thing]
    for name in sorted(known.names, key=len)[:3]:
        for passage in room.passages(f"{name} {' '.join(token.text for token in unsaid)}"):
            if wanted & {t.stem for t in tokenize(passage.quote)}:
                return True
    return False
