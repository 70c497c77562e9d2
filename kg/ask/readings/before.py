"""Which of two readings of a question goes before the other, where both would come to something."""

from __future__ import annotations

from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import stems
from kg.ask.words.words import Words


def goes_before(other: Interpretation, reading: Interpretation, words: Words) -> bool:
    """Whether another reading takes a word for more than this one does."""
    return (
        _asks_the_day(other, reading, words)
        or _keeps_a_value(other, reading, words)
        or _keeps_a_name(other, reading, words)
    )


def _asks_the_day(other: Interpretation, reading: Interpretation, words: Words) -> bool:
    """Whether another reading asks for the day of what this one takes for a state at a time.

    "Was it announced in May 2025": that it is announced now tells nothing of when.
    """
    if reading.frame.asks != "truth" or not reading.graph.during or not other.graph.filters or other.left:
        return False
    states = {at for s in reading.cover if s.sense.kind == "entity" and "/id/" not in s.sense.iri for at in s.at}
    props = [s for s in other.cover if s.sense.kind == "property" and words.properties[s.sense.iri].kind == "date"]
    dates = {at for s in props for at in s.at}
    return bool(states & dates)


def _keeps_a_name(other: Interpretation, reading: Interpretation, words: Words) -> bool:
    """Whether another reading takes for one thing's whole name what this one takes apart: "the heart failure trial"."""
    if reading.frame.asks != "truth" or other.left or other.score < reading.score - 0.6:
        return False
    mine = {s.at for s in reading.cover if s.sense.kind == "entity"}
    whole = [s for s in other.cover if s.sense.kind == "entity" and words.is_one(s.sense.iri, "Initiative")]
    return any(set(at) < set(s.at) for s in whole for at in mine) and not any(s.at in mine for s in whole)


def _keeps_a_value(other: Interpretation, reading: Interpretation, words: Words) -> bool:
    """Whether another reading takes a word for a value that this one lets go in the name of a relation.

    "Which are mandatory for clinics": those that clinics take part in, and of these the mandatory ones.
    """
    if other.left or reading.frame.asks not in ("which", "list", "count"):
        return False
    relations = [s for s in reading.cover if s.sense.kind == "property"]
    said = {at for s in relations for at in s.at if words.properties[s.sense.iri].kind == "thing"}
    values = {e.o for e in other.graph.edges} | {e.s for e in other.graph.edges}
    kept = {
        at
        for s in other.cover
        if s.sense.kind == "entity" and "/id/" not in s.sense.iri
        for at in s.at
        if any(s.sense.iri in other.graph.nodes[n].entities for n in values)
        and stems(words.label(s.sense.iri)) == (other.frame.tokens[at].stem,)
    }
    return bool(said & kept) and len(other.graph.edges) > len(reading.graph.edges)
