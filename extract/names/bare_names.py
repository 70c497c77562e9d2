"""Bare names: names without the words that may stand before them, and which of them are those of posts."""

from __future__ import annotations

from extract.names.lexicon_names import LexiconNames
from extract.names.name_matcher import normal
from extract.names.name_words import NameWords


def is_post(name: str, words: NameWords) -> bool:
    """Whether a name is that of a post, which is no body: "Minister of Health", "Chief Inspector of Mines"."""
    title = next((name.split(link)[0] for link in (" of ", " for ") if link in name), "").lower()
    last = (title.split() or [""])[-1]
    if _is_office(title, words):
        return False
    return bool(title) and not {title, last}.isdisjoint(words.words("people", "roles"))


def _is_office(title: str, words: NameWords) -> bool:
    """Whether a title is that of a body which is called by a post: "Rail Safety Commissioner of Mount Erin"."""
    *matter, last = title.lower().split() or [""]
    office = len(matter) > 1 and last in words.words("slots", "body_posts")
    return office and words.words("people", "roles").isdisjoint(matter)


def bodies_in(name: str, words: NameWords) -> tuple[str, ...]:
    """The bodies that a run of capitals taken for one body names: that without a title before it, or both of two.

    "Analyst at Harrow Health Institute", "CEO of Harbor Energy Group", "Institutes of Reefs and the Naval Center".
    """
    body = words.terms["Organization"]
    titles = words.words("people", "roles") | words.words("people", "titles")
    for link in (" at ", " of ", " for "):
        title, _, rest = name.partition(link)
        if rest and title.split()[-1].lower() in titles and not _is_office(title, words):
            return (rest,) if " " in rest and (link == " at " or words.head_of(rest.split()) == body) else ()
    first, _, second = name.partition(" and the ")
    two = " " in first and " " in second and words.head_of(second.split()) == body
    if two and any(body in {words.head_of([one]), words.head_of([one.removesuffix("s")])} for one in first.split()):
        return first, second
    return () if is_post(name, words) else (name,)


def without_nation(name: str, words: NameWords) -> str:
    """A name without the country at its front, or an empty string where none stands there."""
    parts = name.removeprefix("the ").removeprefix("The ").split()
    nations = words.words("nations", "words")
    return next((" ".join(parts[size:]) for size in (2, 1) if normal(" ".join(parts[:size])) in nations), "")


def without_article(name: str) -> str:
    """A name without its article."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in {"the", "a", "an"} and rest else name


def homely(name: str, words: NameWords, lexicon: LexiconNames) -> str:
    """The name of a body that the lexicon knows without the country before it; other names as they are."""
    rest = without_nation(name, words)
    known = {lexicon.entities[iri].type for iri in lexicon.named(rest)} if rest and " " in rest else set()
    return rest if rest and known == {words.terms["Organization"]} and not lexicon.named(name) else name


def is_no_name(name: str, words: NameWords) -> bool:
    """Whether words are only for a kind of thing, common ones, or point at one: "the Decree", "ADOPTED THIS ACT"."""
    said = name.lower()
    law = words.heads.get(said) == words.terms["LegalProvision"]
    points = "this" in said.split()[1:]
    return not name or law or points or said in words.words("laws", "dated") or said in words.common


def is_place(name: str, words: NameWords, lexicon: LexiconNames) -> bool:
    """Whether the lexicon knows a name for that of a place, and of nothing else."""
    return {lexicon.entities[iri].type for iri in lexicon.named(name)} == {words.terms["Place"]}
