"""A body by the end of its name: "the Health Authority", where the sources tell of the "Lowmere Health Authority"."""

from __future__ import annotations

import re

from kg.ask.words.words import Words

SHORTEST = 2
"""The fewest words of a name that may stand for a longer one."""


def longer_names(text: str, words: Words) -> list[tuple[str, str]]:
    """The ways to put a question with the longer name of a body that it names by the last words, each with a note.

    Only where one longer name alone ends so. To be tried where the question as it stands has no answer: the two may be
    two bodies, and the note tells what was taken for what.
    """
    bodies = {
        entity.label
        for entity in words.entities.values()
        if "/id/" in entity.iri and entity.iri not in words.silent
        if any(words.is_a(t, words.core + "Organization") for t in entity.types)
    }
    out = []
    for name in sorted(bodies, key=lambda n: (-len(n), n)):
        said = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.I)
        longer = [other for other in bodies if other.lower().endswith(f" {name.lower()}")]
        if said is None or len(name.split()) < SHORTEST or len(longer) != 1:
            continue
        if not re.search(rf"(?<![\w-]){re.escape(longer[0])}(?![\w-])", text, re.I):
            out.append((f"{text[: said.start()]}{longer[0]}{text[said.end() :]}", f"taking {name} as {longer[0]}"))
    return out[:1]
