"""Descriptions: where a question speaks of one thing by what it is about, and where it says so beside the name.

"The insulin copay model" stands for the one thing that bears all its words; in "the ambulance ride model ET3" the name
decides, and what is said beside it is set aside where it contradicts nothing that the sources tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.ask.answering.sentences import listed
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.settling.weighing import contradicts, is_free, narrows, portraits_of, units_of, weigh
from kg.ask.words.english import Token, phrase_at, silent_stems, stems, tokenize, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

LONGEST = 9
LONGEST_NAME = 12
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class DescribedThing:
    """A stretch of tokens that describes one thing: where all of it stands, where its words do, and its noun.

    `tail` is where what is said behind the noun stands: "the program for ambulances".
    """

    whole: tuple[int, int]
    said: tuple[int, int]
    head: int
    tail: tuple[int, int] = (0, 0)


def settle_description(text: str, desk: Desk) -> tuple[str, str, tuple[str, ...]]:
    """A question with a description put as the name of the one thing that bears all its words, and a note of that.

    The names of several things that bear them, where none does so by far better: the asker has to choose.
    """
    tokens, words = tokenize(text), desk.words
    for found in [] if is_beside_another(text, words) else find_descriptions(tokens, words):
        start, stop = tokens[found.whole[0]].start, tokens[found.whole[1] - 1].end
        before = text[tokens[found.said[0]].start : tokens[found.head].start].strip()
        behind = text[tokens[found.tail[0]].start : stop] if found.tail[1] else ""
        if _is_name(tokens, found, words) or narrows_anything(f"{before} {behind}", desk):
            continue
        if not behind and _is_place(before):
            continue
        weighed = weigh(f"{before} {behind}", desk, noun=tokens[found.head].text)
        if behind and (units_of(behind, desk)[2] or not set(weighed.fitting) <= set(weigh(behind, desk, 0.0).fitting)):
            continue
        if weighed.sure:
            label = words.label(weighed.fitting[0])
            return f"{text[:start]}{label}{text[stop:]}", f"taking “{text[start:stop]}” for {label}", ()
        if 1 < len(weighed.fitting) <= MOST_NAMED:
            names = tuple(sorted(words.label(iri) for iri in weighed.fitting))
            return text, f"“{text[start:stop]}” may mean more than one", names
    return text, "", ()


def is_beside_another(text: str, words: Words) -> bool:
    """Whether a description stands beside a name still, which it does not fit: "the dental model Harbor".

    `beside_name` has set all others aside.
    """
    tokens = tokenize(text)
    for found in find_descriptions(tokens, words):
        after = found.whole[1]
        after += after < len(tokens) and (
            tokens[after].text in (",", "(") or tokens[after].lower in word_set("described", "called")
        )
        mark = found.whole[0] - 1
        named = after < len(tokens) and found.said[0] < found.head and named_at(tokens, after, words)[0]
        if named or (mark > 0 and tokens[mark].text in (",", "(") and _name_before(tokens, mark, words)[0]):
            return True
    return False


def unclear_which(text: str, desk: Desk) -> tuple[Outcome, str, tuple[str, ...]] | None:
    """The refusal of an answer where a description fits nothing, or several things in full, or picks one by number.

    What was read of it then tells of one of them only, or of what a part of the description fits. With the refusal come
    the note of what is unclear and the names that may be meant, if any.
    """
    tokens, words = tokenize(text), desk.words
    for found in find_descriptions(tokens, words):
        start, stop = tokens[found.whole[0]].start, tokens[found.whole[1] - 1].end
        said = text[tokens[found.said[0]].start : tokens[found.head].start].strip()
        if found.tail[1] or not said or _is_name(tokens, found, words) or _is_place(said):
            continue
        if any(t.text[0].isdigit() for t in tokens[found.said[0] : found.head]) and narrows_anything(said, desk):
            return Outcome("unanswered", "This was not understood.", reason="not-understood"), "", ()
        whole = weigh(said, desk, 0.0, tokens[found.head].text)
        plain = said.islower() and units_of(said, desk)[0]
        if plain and not weigh(said, desk, noun=tokens[found.head].text).fitting:
            return Outcome("unanswered", "This was not understood.", reason="not-understood"), "", ()
        if len(whole.fitting) > 1 and not whole.sure:
            names = tuple(sorted(words.label(iri) for iri in whole.fitting))
            note = f"“{text[start:stop]}” may mean more than one"
            return say_which(note, names), note, names
    return None


def _is_place(said: str) -> bool:
    """Whether a description only tells a place among all, in small letters: "the first model", "its newest test"."""
    places = word_set("aggregates", "maximum") | word_set("aggregates", "minimum")
    return said in places


def say_which(note: str, names: Sequence[str]) -> Outcome:
    """The refusal that offers several things to choose from."""
    some = listed(names) if len(names) <= MOST_NAMED else f"{listed(names[:MOST_NAMED])} and others"
    return Outcome("unanswered", f"{note}: {some}. Please say which is meant.", reason="not-understood")


def narrows_anything(said: str, desk: Desk) -> bool:
    """Whether a description picks one of several or says a number that no name of anything has."""
    portraits = portraits_of(desk).values()
    return all(narrows(said, portrait) for portrait in portraits)


def find_descriptions(tokens: tuple[Token, ...], words: Words) -> list[DescribedThing]:
    """Where a question may describe one thing: an article, words that tell, a noun for such a thing; the longest first.

    What names something else than a test, a body or a program is left to be read as it stands.
    """
    out: list[DescribedThing] = []
    heads = _heads(words)
    for at, token in enumerate(tokens):
        if token.lower not in heads or (at + 1 < len(tokens) and tokens[at + 1].lower in heads):
            continue
        if _in_other_name(tokens, at, words):
            continue
        start = at
        while start and at - start < LONGEST and _is_inside(tokens[start - 1]):
            start -= 1
        opened = _opening(tokens, start, words)
        if opened < 0:  # an owner who stands before it is no part of it: "Seacare's dementia program"
            start = next((i + 1 for i in range(start, at) if tokens[i].lower == "'s"), start)
            opened = _opening(tokens, start, words)
        if opened < 0:
            continue
        start = opened if opened == start - 2 and tokens[opened].lower not in word_set("described", "owners") else start
        while start < at and not _is_content(tokens[start]):
            start += 1
        out += [DescribedThing((opened, end), (start, at), at, (lead, end)) for lead, end in _tails(tokens, at + 1)]
        if start < at:
            out.append(DescribedThing((opened, at + 1), (start, at), at))
    return out


def beside_name(text: str, desk: Desk) -> tuple[str, str]:
    """A question with a name alone, where what is said beside that contradicts nothing; and a note of it.

    "The ambulance ride model ET3", "ET3, the ambulance ride model", "the ET3 ambulance ride program", "Smith's ET3".
    """
    tokens, words = tokenize(text), desk.words
    for found in find_descriptions(tokens, words):
        if found.tail[1] or found.said[0] == found.head:
            continue
        said = text[tokens[found.said[0]].start : tokens[found.head].start].strip()
        after = found.whole[1]
        opened = after < len(tokens) and tokens[after].text in (",", "(")
        after += opened or (after < len(tokens) and tokens[after].lower in word_set("described", "called"))
        iri, length = named_at(tokens, after, words)
        if iri and not contradicts(said, iri, desk):
            stop = after + length
            closed = opened and stop < len(tokens) and tokens[stop].text in (",", ")")
            return _alone(text, tokens, (found.whole[0], stop + closed), (after, stop))
        mark = found.whole[0] - 1
        if mark > 0 and tokens[mark].text in (",", "("):
            iri, first = _name_before(tokens, mark, words)
            if iri and not contradicts(said, iri, desk):
                stop = found.whole[1]
                closed = stop < len(tokens) and tokens[stop].text in (",", ")")
                return _alone(text, tokens, (first, stop + closed), (first, mark))
    told = _brought(text, tokens, desk)
    return told if told[1] else _with_noun(text, tokens, desk)


def _brought(text: str, tokens: tuple[Token, ...], desk: Desk) -> tuple[str, str]:
    """What a thing brings, said before its name: "which states get AI prior approval under Harbor"."""
    verbs = word_set("described", "getting")
    for at in range(3, len(tokens) - 1):
        if tokens[at].lower not in word_set("described", "under"):
            continue
        iri, length = named_at(tokens, at + 1, desk.words)
        start = at
        while (
            start and _is_content(tokens[start - 1]) and tokens[start - 1].lower not in word_set("described", "getting")
        ):
            start -= 1
        if not iri or start == at or tokens[start - 1].lower not in verbs:
            continue
        said = text[tokens[start].start : tokens[at].start].strip()
        if _is_borne(said, iri, desk) and not contradicts(said, iri, desk):
            return _alone(text, tokens, (start, at + 1 + length), (at + 1, at + 1 + length))
    return text, ""


def _with_noun(text: str, tokens: tuple[Token, ...], desk: Desk) -> tuple[str, str]:
    """A name with what it is about and a noun behind it, or a stranger's name as its owner before it."""
    heads, words = _heads(desk.words) - word_set("described", "telling"), desk.words
    for first in range(len(tokens)):
        iri, length = named_at(tokens, first, words)
        if not iri:
            continue
        stop = first + length
        head = stop
        while (
            head < len(tokens)
            and head - stop < LONGEST
            and _is_content(tokens[head])
            and not _is_verb(tokens[head], words)
        ):
            if tokens[head].lower in heads and tokens[head + 1 : head + 2] and tokens[head + 1].lower in heads:
                head += 1
                continue
            if tokens[head].lower in heads:
                break
            head += 1
        noun = head < len(tokens) and tokens[head].lower in heads
        said = text[tokens[stop].start : tokens[head].start].strip() if noun else ""
        fits = said and _is_borne(said, iri, desk) and not contradicts(said, iri, desk)
        owner = _owner(tokens, first, words)
        if not fits and owner < 0:
            continue
        article = first > 0 and tokens[first - 1].lower in word_set("described", "articles")
        whole = (owner if owner >= 0 else first - article, head + 1 if fits or (noun and not said) else stop)
        return _alone(text, tokens, whole, (first, stop))
    return text, ""


def _is_borne(said: str, iri: str, desk: Desk) -> bool:
    """Whether half of what is said behind a name is told of the thing, or more."""
    portrait = portraits_of(desk).get(iri)
    units, around, design = units_of(said, desk)
    told = sum(any(portrait.level(way) for way in unit) for unit in units) if portrait is not None else 0
    return bool(units or around or design) and 2 * told >= len(units)


def _owner(tokens: tuple[Token, ...], first: int, words: Words) -> int:
    """Where a name's owner begins whom the graph does not know: "Smith's …"; -1 where there is none."""
    if first < 2 or tokens[first - 1].lower not in ("'s", "'"):
        return -1
    at = first - 2
    known = any(s.kind in ("entity", "class") for s in words.index.get((tokens[at].stem,), ()))
    return at if tokens[at].text[:1].isupper() and tokens[at].text.isalpha() and not known else -1


def _alone(text: str, tokens: tuple[Token, ...], whole: tuple[int, int], name: tuple[int, int]) -> tuple[str, str]:
    start, stop = tokens[whole[0]].start, tokens[whole[1] - 1].end
    called = text[tokens[name[0]].start : tokens[name[1] - 1].end]
    return f"{text[:start]}{called}{text[stop:]}", f"taking “{text[start:stop]}” for {called}"


def named_at(tokens: tuple[Token, ...], at: int, words: Words) -> tuple[str, int]:
    """The initiative whose name begins at a place, and how many words it has; none where several have the name."""
    for stop in range(min(len(tokens), at + LONGEST_NAME), at, -1):
        if not tokens[stop - 1].text[0].isalnum():
            continue
        if stop - at == 1 and tokens[at].stem in silent_stems() and not tokens[at].text.isupper():
            continue
        key = tuple(s for t in tokens[at:stop] for s in stems(t.text))
        found = {s.iri for s in words.index.get(key, ()) if s.kind == "entity" and words.is_one(s.iri, "Initiative")}
        if len(found) == 1:
            return found.pop(), stop - at
    return "", 0


def _name_before(tokens: tuple[Token, ...], stop: int, words: Words) -> tuple[str, int]:
    """The initiative whose name ends at a place, and where it begins."""
    for first in range(max(0, stop - LONGEST_NAME), stop):
        iri, length = named_at(tokens, first, words)
        if iri and first + length == stop:
            return iri, first
    return "", -1


@once_a_lexicon
def _heads(words: Words) -> frozenset[str]:
    """The nouns, in the singular, for one thing that may be described."""
    classes = {
        name.lower()
        for iri, known in words.classes.items()
        if words.is_a(iri, words.core + "Initiative")
        for name in [known.label, *known.names]
        if " " not in name
    }
    said = word_set("described", "heads") | word_set("described", "telling")
    said |= word_set("unknown", "nouns") | word_set("unknown", "carriers")
    return frozenset(noun for noun in classes | said if not noun.endswith("s"))


def _opening(tokens: tuple[Token, ...], start: int, words: Words) -> int:
    """Where the article or the owner stands that makes what follows one certain thing; -1 where there is none."""
    if start < 1:
        return -1
    before = tokens[start - 1]
    if before.lower in word_set("described", "articles"):
        return start - 1
    if before.lower != "'s" or start < 2:
        return -1
    owner = tokens[start - 2]
    if owner.lower in word_set("described", "owners"):
        return start - 3 if start > 2 and tokens[start - 3].lower == "the" else start - 2
    known = [s.iri for s in words.index.get((owner.stem,), ()) if s.kind == "entity"]
    return start - 2 if any(words.is_one(iri, "Program") for iri in known) else -1


def _tails(tokens: tuple[Token, ...], at: int) -> list[tuple[int, int]]:
    """Where what is said behind a noun may stand, the longest first: "for ambulances", "that deals with insulin"."""
    stop = at
    while stop < len(tokens) and tokens[stop].lower in word_set("topics", "carriers"):
        stop += 1
    lead = stop + (phrase_at(tokens, stop, "topics", "leads") if stop < len(tokens) else 0)
    end = lead
    while end < len(tokens) and lead > stop and end - lead < LONGEST and _is_inside(tokens[end]):
        end += 1
    return [(lead, last) for last in range(end, lead, -1) if _is_content(tokens[last - 1])]


def _is_inside(token: Token) -> bool:
    """Whether a word may stand inside a description."""
    return _is_content(token) or token.lower in word_set("described", "inside")


def _is_content(token: Token) -> bool:
    if token.text in ("$", "€", "£") or token.text[0].isdigit():
        return True
    return (
        token.text[0].isalpha()
        and (token.stem not in silent_stems() or token.text.isupper())
        and not _is_opening(token)
    )


def _is_opening(token: Token) -> bool:
    return token.lower in word_set("described", "articles") or token.lower in word_set("described", "never")


def _may_tell(token: Token, heads: frozenset[str], words: Words) -> bool:
    return token.lower in heads or (_is_content(token) and not _is_verb(token, words))


def _is_verb(token: Token, words: Words) -> bool:
    """Whether a word says a relation, so that it is no part of a description behind a name."""
    return any(s.kind == "property" for s in words.index.get((token.stem,), ()))


def _is_name(tokens: tuple[Token, ...], found: DescribedThing, words: Words) -> bool:
    """Whether a description is a name that the graph knows, or written like one, which nobody but its owner bears."""
    whole = [t.text for t in tokens[found.said[0] : found.head + 1]]
    if any(_is_one(" ".join(whole[:stop]), words) for stop in (len(whole), len(whole) - 1)):
        return True
    if not tokens[found.head].text[:1].isupper():
        return False
    said = [t for t in tokens[found.said[0] : found.said[1]] if _is_content(t) and not is_free(t)]
    return any(t.text[:1].isupper() for t in said)


def _is_one(name: str, words: Words) -> bool:
    """Whether some words are the name of an initiative."""
    return any(s.kind == "entity" and words.is_one(s.iri, "Initiative") for s in words.index.get(stems(name), ()))


def _in_other_name(tokens: tuple[Token, ...], at: int, words: Words) -> bool:
    """Whether a noun stands inside the name of a body, a law or the like, of several words: "the office of tariffs"."""
    for first in range(max(0, at - LONGEST), at + 1):
        for stop in range(max(at + 1, first + 2), min(len(tokens), first + LONGEST) + 1):
            key = tuple(s for t in tokens[first:stop] for s in stems(t.text))
            known = [s.iri for s in words.index.get(key, ()) if s.kind == "entity" and "/id/" in s.iri]
            kinds = ("Initiative", "InitiativeGroup", "FocusArea", "ParticipantType")
            if any(not any(words.is_one(iri, kind) for kind in kinds) for iri in known):
                return True
    return False
