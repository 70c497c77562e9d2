"""Names that are misspelt or only begun: near certain ones are taken for what they look like, others only offered."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.english import Token, light_stems, silent_stems, stems
from kg.ask.frame import QuestionFrame
from kg.ask.spot import Spotted, guess_names
from kg.ask.words import Sense, Words


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
    added.sort(key=lambda s: (s.first, -s.score, s.sense.iri))
    return added


def _begun_names(tokens: tuple[Token, ...], loose: list[int], words: Words, notes: list[str]) -> list[Spotted]:
    """Two words or more that nothing else explains and that begin the names of one thing only: "next gen"."""
    added = []
    for start in loose:
        stop = start
        while stop + 1 in loose:
            stop += 1
        said = tuple(t.stem for t in tokens[start : stop + 1])
        if len(said) < 2 or start - 1 in loose:
            continue
        begun = {iri for name in words.surfaces if stems(name)[: len(said)] == said for iri in words.surfaces[name]}
        if len(begun) == 1 and "/id/" in (iri := begun.pop()):
            span = tuple(range(start, stop + 1))
            added.append(Spotted(span, Sense("entity", iri, weight=0.9), 0.85 * len(span)))
            notes.append(f"reading “{' '.join(t.text for t in tokens[start : stop + 1])}” as {words.label(iri)}")
    return added
