"""Bare names: names without the words that may stand before them, and which of them are those of posts."""

from __future__ import annotations

from spacy.tokens import Doc

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


def is_something_else(doc: Doc, end: int, last: int, words: NameWords) -> bool:
    """Whether what follows a name at token `end` says that it names a shop, a play or the like: "Blue Kite, a bakery"."""
    if end + 2 >= last or not (doc[end].text in {",", "("} or doc[end].lemma_ == "be"):
        return False
    if doc[end + 1].lower_ not in {"a", "an", "the", "our", "their"}:
        return False
    nouns = doc[end + 2 : min(last, end + 7)]
    stop = next(
        (at for at, one in enumerate(nouns) if one.is_punct or one.pos_ in {"ADP", "VERB", "SCONJ"}), len(nouns)
    )
    return stop > 0 and nouns[stop - 1].lower_ in words.words("slots", "something_else")


def without_nation(name: str, words: NameWords) -> str:
    """A name without the country at its front, or an empty string where none stands there."""
    parts = name.removeprefix("the ").removeprefix("The ").split()
    nations = words.words("nations", "words")
    return next((" ".join(parts[size:]) for size in (2, 1) if normal(" ".join(parts[:size])) in nations), "")


def without_article(name: str) -> str:
    """A name without its article."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in {"the", "a", "an"} and rest else name
