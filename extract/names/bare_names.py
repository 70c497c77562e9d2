"""Bare names: names without the words that may stand before them, and which of them are those of posts."""

from __future__ import annotations

from extract.names.name_matcher import normal
from extract.names.name_words import NameWords


def is_post(name: str, words: NameWords) -> bool:
    """Whether a name is that of a post, which is no body: "Minister of Health", "Chief Inspector of Mines"."""
    title = next((name.split(link)[0] for link in (" of ", " for ") if link in name), "").lower()
    *matter, last = title.split() or [""]
    office = len(matter) > 1 and last in words.words("slots", "body_posts")  # "Rail Safety Commissioner of Mount Erin"
    if office and words.words("people", "roles").isdisjoint(matter):
        return False
    return bool(title) and not {title, last}.isdisjoint(words.words("people", "roles"))


def without_nation(name: str, words: NameWords) -> str:
    """A name without the country at its front, or an empty string where none stands there."""
    parts = name.removeprefix("the ").removeprefix("The ").split()
    nations = words.words("nations", "words")
    return next((" ".join(parts[size:]) for size in (2, 1) if normal(" ".join(parts[:size])) in nations), "")


def without_article(name: str) -> str:
    """A name without its article."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in {"the", "a", "an"} and rest else name
