"""Names that are misspelt or only begun: near certain ones are taken for what they look like, others only offered."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.spot import Spotted, guess_names
from kg.ask.words.english import Token, light_stems, silent_stems, stems
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Sense, Words


def with_guesses(
    frame: QuestionFrame, spotted: list[Spotted], words: Words, notes: list[str], guesses: list[str]
) -> list[Spotted]:
    """Meanings for words that look like a misspelt name: near certain ones are taken, others only offered."""
    tokens = frame.tokens
    met = {i for s in spotted for i in s.at if s.score >= 0.5 and s.sense.kind != "value"}
    loose = [
        i
        for i, t in enumerate(tokens)
        if i not in met
        and i not in frame.focus
        and t.text[0].isalpha()
        and t.stem not in silent_stems()
        and t.stem not in light_stems()
        and len(t.text) > 2
    ]
    taken_by_bounds = {i for b in frame.bounds for i in b.at} | frame.moods_at
    added = list(spotted)
    tried: set[tuple[int, int]] = set()
    for i in loose:
        if i in taken_by_bounds:
            continue
        for start in range(max(0, i - 3), i + 1):
            for stop in range(i, min(len(tokens), start + 7)):
                if (start, stop) in tried or any(
                    k in frame.focus or k in taken_by_bounds for k in range(start, stop + 1)
                ):
                    continue
                tried.add((start, stop))
                text = frame.text[tokens[start].start : tokens[stop].end]
                if len(text) < 4:
                    continue
                for name, iri, like in guess_names(text, words, 2):
                    sure = like >= (93 if len(text) < 7 or (text.islower() and name.islower()) else 88)
                    if abs(len(name) - len(text)) <= 3 and sure and len(text) >= 5:
                        span = tuple(range(start, stop + 1))
                        added.append(
                            replace(Spotted(span, Sense("entity", iri, weight=0.9), 0.85 * len(span)), guessed=name)
                        )
                        notes.append(f"reading “{text}” as {name}")
                    elif like >= 80 and "/id/" in iri and name not in guesses and len(guesses) < 5:
                        guesses.append(name)
    added += _begun_names(tokens, loose, words, notes)
    added += _names_before_properties(tokens, spotted, words, notes)
    added.sort(key=lambda s: (s.first, -s.score, s.sense.iri))
    return added


def _begun_names(tokens: tuple[Token, ...], loose: list[int], words: Words, notes: list[str]) -> list[Spotted]:
    """Two words or more that begin the names of one thing only, where nothing else explains one of them: "next gen"."""
    added: list[Spotted] = []
    begun = _openings_of(words)
    taken: set[int] = set()
    for start in range(len(tokens)):
        for stop in range(min(len(tokens), start + MOST_WORDS), start + 1, -1):
            span = tuple(range(start, stop))
            if taken & set(span) or not set(loose) & set(span) or not tokens[stop - 1].text[0].isalnum():
                continue
            things = begun.get(tuple(t.stem for t in tokens[start:stop]), frozenset())
            iri = next(iter(things)) if len(things) == 1 else ""
            # What is left off a law's name may be its year, which tells it from another.
            if "/id/" in iri and not words.is_one(iri, "LegalProvision"):
                added.append(Spotted(span, Sense("entity", iri, weight=0.9), 0.85 * len(span)))
                notes.append(f"reading “{' '.join(t.text for t in tokens[start:stop])}” as {words.label(iri)}")
                taken |= set(span)
    return added


def _names_before_properties(
    tokens: tuple[Token, ...], spotted: list[Spotted], words: Words, notes: list[str]
) -> list[Spotted]:
    """The opening of a name whose last word begins what is asked of it: "Rural Anchor" before "payment mechanism".

    Only where that opening of two words or more is of this thing alone.
    """
    added: list[Spotted] = []
    names = [s for s in spotted if s.sense.kind == "entity" and "/id/" in s.sense.iri and len(s.at) > FEWEST]
    names = [s for s in names if not any(s.sense.iri == o.sense.iri and set(s.at) < set(o.at) for o in names)]
    asked = [s for s in spotted if s.sense.kind == "property" and len(s.at) > 1]
    for span, iri in {
        (tuple(range(name.at[0], one.at[0])), name.sense.iri)
        for name in names
        for one in asked
        if one.at[0] in name.at[FEWEST:] and one.at[-1] > name.at[-1]
    }:
        if _openings_of(words).get(tuple(tokens[i].stem for i in span)) == frozenset({iri}):
            added.append(Spotted(span, Sense("entity", iri, weight=0.9), 0.85 * len(span)))
            notes.append(f"reading “{' '.join(tokens[i].text for i in span)}” as {words.label(iri)}")
    return added


FEWEST = 2
"""The fewest words of a name that stand for it where its next word belongs to what is asked."""
MOST_WORDS = 6
"""The most words of a name's opening that are looked for."""


@once_a_lexicon
def _openings_of(words: Words) -> dict[tuple[str, ...], frozenset[str]]:
    """The first words of every name, with the things whose names begin so; openings of words without content none."""
    begun: dict[tuple[str, ...], set[str]] = {}
    for name, things in words.surfaces.items():
        said = stems(name)
        for length in range(2, min(len(said), MOST_WORDS) + 1):
            opening = said[:length]
            if opening[-1] not in silent_stems() and any(one not in silent_stems() for one in opening[:-1]):
                begun.setdefault(opening, set()).update(things)
    return {opening: frozenset(found) for opening, found in begun.items()}
