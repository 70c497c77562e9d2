"""What a name alone means, whatever its accents and capitals: an initiative's, with or without the noun for it."""

from __future__ import annotations

from kg.ask.words.english import fold, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words


def initiatives_called(name: str, words: Words) -> list[str]:
    """The initiatives that have just that name."""
    return sorted(i for i in folded_names(words).get(fold(name), ()) if words.is_one(i, "Initiative"))


def initiative_called(name: str, words: Words) -> str | None:
    """The one initiative that has that name, or has it with a noun for what it is: "Harbor", of "Harbor Model"."""
    found = {i for i in initiatives_called(name, words) if words.core + "Program" not in words.entities[i].types}
    if not found and len(name.split()) > 1:
        nouns = sorted(word_set("unknown", "nouns"))
        found = {i for noun in nouns for i in initiatives_called(f"{name} {noun}", words)}
    return found.pop() if len(found) == 1 else None


@once_a_lexicon
def folded_names(words: Words) -> dict[str, set[str]]:
    """What each name means, folded."""
    found: dict[str, set[str]] = {}
    for name, things in words.surfaces.items():
        found.setdefault(fold(name), set()).update(things)
    return found
