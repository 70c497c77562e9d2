"""Spots what a question's words may mean in the loaded graph, and chooses sets of meanings that fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kg.ask.words.english import Token, fold, light_stems, root, silent_stems, stems, synonyms
from kg.ask.words.kept import once_a_lexicon, once_a_text
from kg.ask.words.words import Sense, Words

_SYNONYM = 0.8
_ROOT = 0.7
_LIKE = 72
"""How like (0..100) a name must be to some words to be guessed."""
_INSIDE = "-&/.@+_:()$\u2019'"
"""What may stand between the words of one phrase."""
_LISTING = ",;"
"""What parts the words of a list, and of those names alone that are written with it."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """Words of a question that may mean something: `at` are token positions, not always neighbours."""

    at: tuple[int, ...]
    sense: Sense
    score: float
    guessed: str | None = None

    @property
    def first(self) -> int:
        """The position of the first word."""
        return self.at[0]


def _weight_of(key: tuple[str, ...]) -> float:
    """How much content a phrase has: silent words count little."""
    return sum(0.15 if s in silent_stems() else 1.0 for s in key)


def spot(tokens: tuple[Token, ...], words: Words, taken: frozenset[int] = frozenset()) -> list[Spotted]:
    """Every meaning of every stretch of words, scored by content covered and by how sure the phrase is.

    `taken` are positions that something else has explained (dates, numbers, question words).
    """
    found: dict[tuple[tuple[int, ...], str, str, str, object], Spotted] = {}

    def keep(at: tuple[int, ...], sense: Sense, score: float) -> None:
        mark = (at, sense.kind, sense.iri, sense.role, sense.value)
        if mark not in found or found[mark].score < score:
            found[mark] = Spotted(at, sense, score)

    plain = [i for i, t in enumerate(tokens) if t.text[0].isalnum() or t.text == "'s"]
    order = {at: place for place, at in enumerate(plain)}
    for place in range(len(plain)):
        key: tuple[str, ...] = ()
        listed = False
        for stop in range(place, min(len(plain), place + words.longest)):
            at = plain[stop]
            if at in taken:
                break
            if stop > place and at != plain[stop - 1] + 1 and tokens[at - 1].text not in _INSIDE:
                if tokens[at - 1].text not in _LISTING:
                    break
                listed = True
            token = tokens[at]
            if stop > place and tokens[at - 1].text == "&":
                key += ("and",)
            if token.text != "'s":
                key += _split(token)
            span = tuple(plain[place : stop + 1])
            if len(span) == 1 and token.stem in silent_stems() and not (token.text.isupper() and len(token.text) > 1):
                continue
            for sense in words.index.get(key, ()):
                if not listed or _is_written_so(sense, key, words):
                    keep(span, sense, _score(sense, key, span, tokens, words))
            if (
                len(span) <= 4
                and key
                and not listed
                and not (len(span) == 1 and token.text.isupper() and len(token.text) > 2 and _shouts(tokens, at))
            ):
                for sense, score in _by_synonym(key, words):
                    keep(span, sense, score)
    names = [s.at for s in found.values() if s.sense.kind == "entity" and "/id/" in s.sense.iri]
    longest: tuple[int, ...] = max(names, key=len, default=())
    _spot_gapped(tokens, plain, order, words, taken, frozenset(longest), keep)
    _spot_roots(tokens, plain, words, taken, found, keep)
    kept = list(found.values()) if _defines(tokens) or not words.own else _without_common(list(found.values()), words)
    return sorted(_longest(kept, tokens, words), key=lambda s: (s.first, -s.score, s.sense.iri))


def _defines(tokens: tuple[Token, ...]) -> bool:
    """Whether a question may ask what a word means: "what is a mandatory model"."""
    lower = [token.lower for token in tokens[:2]]
    return lower[:1] == ["define"] or bool({"is", "are", "does", "do", "was", "were", "'s"} & set(lower[1:]))


def _without_common(found: list[Spotted], words: Words) -> list[Spotted]:
    """Drops a thing whose name is no more than a value and the noun for what has it: "mandatory models".

    Such a name, written in small letters, is an ordinary way to speak of all that have that value.
    """
    values = {s.at for s in found if s.sense.kind == "entity" and _is_concept(words, s.sense.iri)}
    kinds = {s.at for s in found if s.sense.kind == "class"}
    common = {v + k for v in values for k in kinds if v[-1] + 1 == k[0]}
    return [
        s
        for s in found
        if s.at not in common
        or s.sense.kind != "entity"
        or "/id/" not in s.sense.iri
        or any(name != name.lower() for name in words.entities[s.sense.iri].names)
    ]


def _is_written_so(sense: Sense, key: tuple[str, ...], words: Words) -> bool:
    """Whether a thing has a name of these words with a comma or semicolon in it: "Triage, Treat, and Transport"."""
    names = words.entities[sense.iri].names if sense.kind == "entity" else ()
    return any(set(_LISTING) & set(name) and stems(name) == key for name in names)


def _longest(found: Iterable[Spotted], tokens: tuple[Token, ...], words: Words) -> list[Spotted]:
    """Drops what stands inside a longer name that is written out in full: "Harbor" inside "Harbor Bundles Model"."""
    kept = list(found)
    names = {
        s.at
        for s in kept
        if len(s.at) > 1
        and s.sense.kind == "entity"
        and s.sense.weight >= 0.95
        and s.sense.iri not in words.silent
        and said_at(tokens, s.at) in words.entities[s.sense.iri].names
    }
    spans = [set(at) for at in names]
    return [s for s in kept if not any(set(s.at) < span for span in spans)]


def said_at(tokens: tuple[Token, ...], at: tuple[int, ...]) -> str:
    """The words at some positions, as they are written, with what stands between them that is no word."""
    said, stop = "", tokens[at[0]].start
    for i in range(at[0], at[-1] + 1):
        if i in at or not tokens[i].text[0].isalnum():
            said += " " * (tokens[i].start > stop and bool(said)) + tokens[i].text
            stop = tokens[i].end
    return said


def _split(token: Token) -> tuple[str, ...]:
    return stems(token.text) if any(c in token.text for c in "-/&.'\u2019+") else (token.stem,)


def _score(sense: Sense, key: tuple[str, ...], span: tuple[int, ...], tokens: tuple[Token, ...], words: Words) -> float:
    score = sense.weight * _weight_of(key) + (
        0.25 * (len(key) - 1) if sense.kind != "entity" and sense.weight >= 0.95 else 0.0
    )
    if sense.kind == "entity":
        text = said_at(tokens, span)
        names = words.entities[sense.iri].names
        if text in names:
            score += 0.4
        elif (
            text.isupper()
            and len(text) > 2
            and not any(n.isupper() and fold(n) == fold(text) for n in names)
            and _shouts(tokens, span[0])
        ):
            score *= 0.4
        elif not any(fold(n) == fold(text) for n in names):
            score *= 0.6 if len(key) == 1 else 0.75 if text.lower().endswith("s") or len(key) < 3 else 0.95
        elif len(key) == 1 and any(n.isupper() and fold(n) == fold(text) for n in names) and not text.isupper():
            score *= 0.85
        score += 0.1 * (len(span) > 1)
        proper = any(fold(n) == fold(text) and not n.islower() for n in names)
        if sense.iri in words.silent and len(span) > 1 and not proper:
            score *= 0.65
    elif (
        len(span) == 1 and tokens[span[0]].text.isupper() and len(tokens[span[0]].text) > 2 and _shouts(tokens, span[0])
    ):
        score *= 0.4
    elif sense.kind == "value":
        text = " ".join(tokens[i].text for i in span)
        score += 0.2 if sense.value is not None and text == sense.value[0] else 0.0
    return score


def _shouts(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word in capitals stands among others that are not, and so is meant as a name."""
    return any(t.text.isalpha() and len(t.text) > 1 and not t.text.isupper() for i, t in enumerate(tokens) if i != at)


def _by_synonym(key: tuple[str, ...], words: Words) -> list[tuple[Sense, float]]:
    """Senses of the phrase with one of its parts changed for a synonym."""
    out: list[tuple[Sense, float]] = []
    for start in range(len(key)):
        for stop in range(start + 1, len(key) + 1):
            if stop == start + 1 and key[start] in light_stems():
                continue
            for other in synonyms(key[start:stop]):
                for sense in words.index.get(key[:start] + other + key[stop:], ()):
                    if sense.kind in ("property", "class", "entity") and sense.role != "value":
                        if (sense.kind == "entity" and not _is_concept(words, sense.iri)) or (
                            sense.kind == "class" and words.own
                        ):
                            continue
                        out.append((sense, sense.weight * _SYNONYM * _weight_of(key)))
    return out


def _is_concept(words: Words, iri: str) -> bool:
    """Whether an entity is a value of the vocabulary ("Mandatory"), whose name is an ordinary word."""
    return words.own and "/id/" not in iri and "#" in iri


def _spot_gapped(
    tokens: tuple[Token, ...],
    plain: list[int],
    order: dict[int, int],
    words: Words,
    taken: frozenset[int],
    names: frozenset[int],
    keep: object,
) -> None:
    """Property phrases whose content words stand near each other in any order: "models has it launched"."""
    free = [i for i in plain if i not in taken]
    where: dict[str, list[int]] = {}
    for i in free:
        stem = tokens[i].stem
        for form in {stem, *(k[0] for k in synonyms((stem,)) if len(k) == 1)}:
            where.setdefault(form, []).append(i)
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    for stem in list(where):
        for content, sense in words.gapped.get(stem, ()):
            mark = (content, sense.iri, sense.role)
            if mark in seen or not all(c in where for c in content):
                continue
            seen.add(mark)
            at = _nearest(content, where)
            if at is None:
                continue
            # A name between them is one thing, however many words it has: "applications for the Long Name Model open".
            inside = sum(at[0] < i < at[-1] for i in names)
            gap = order[at[-1]] - order[at[0]] + 1 - len(at) - max(0, inside - 1)
            if gap > 6:
                continue
            exact = sum(1 for i in at if tokens[i].stem in content)
            score = (
                sense.weight
                * (len(content) * (0.9 - 0.04 * gap) + 0.2 * (len(content) - 2))
                * (_SYNONYM ** (len(content) - exact))
            )
            keep(at, sense, score)  # type: ignore[operator]


def _nearest(content: tuple[str, ...], where: dict[str, list[int]]) -> tuple[int, ...] | None:
    """Distinct positions, one for each word, close to the first word's."""
    best: tuple[int, ...] | None = None
    for anchor in where[content[0]]:
        used = [anchor]
        for word in content[1:]:
            options = [i for i in where[word] if i not in used]
            if not options:
                break
            used.append(min(options, key=lambda i: (abs(i - used[-1]), i)))
        else:
            at = tuple(sorted(used))
            if best is None or at[-1] - at[0] < best[-1] - best[0]:
                best = at
    return best


def _spot_roots(
    tokens: tuple[Token, ...],
    plain: list[int],
    words: Words,
    taken: frozenset[int],
    found: dict[tuple[tuple[int, ...], str, str, str, object], Spotted],
    keep: object,
) -> None:
    """Single words that nothing met, by their root: "expire" for "expiration date"."""
    met = {i for s in found.values() for i in s.at}
    loose = [i for i in plain if i not in met and i not in taken and tokens[i].stem not in silent_stems()]
    if not loose:
        return
    wanted = {root(tokens[i].stem): i for i in loose if len(tokens[i].stem) >= 4}
    for said, at in wanted.items():
        for sense in _by_root(words).get(said, ()):
            keep((at,), sense, sense.weight * _ROOT)  # type: ignore[operator]


@once_a_lexicon
def _by_root(words: Words) -> dict[str, list[Sense]]:
    """What each root of a single word may mean, as a property or a class."""
    found: dict[str, list[Sense]] = {}
    for key, senses in words.index.items():
        if len(key) == 1 and key[0] not in light_stems():
            found.setdefault(root(key[0]), []).extend(s for s in senses if s.kind in ("property", "class"))
    return found


def covers(
    spotted: list[Spotted], tokens: tuple[Token, ...], taken: frozenset[int], width: int = 40
) -> list[tuple[tuple[Spotted, ...], float]]:
    """Sets of meanings that do not overlap, the best first; words left over cost."""
    by_first: dict[int, list[Spotted]] = {}
    for s in spotted:
        by_first.setdefault(s.first, []).append(s)
    beam: list[tuple[float, frozenset[int], tuple[Spotted, ...]]] = [(0.0, taken, ())]
    for i, token in enumerate(tokens):
        grown: list[tuple[float, frozenset[int], tuple[Spotted, ...]]] = []
        for score, used, chosen in beam:
            cost = 0.0 if i in used else skip_cost(token)
            grown.append((score - cost, used, chosen))
            if i in used:
                continue
            options = by_first.get(i, ())
            for s in options[:20]:
                if not used.intersection(s.at):
                    grown.append((score + s.score - 0.12, used | set(s.at), (*chosen, s)))
        grown.sort(key=lambda g: -g[0])
        beam = grown[:width]
    return [(chosen, score) for score, _, chosen in beam]


def skip_cost(token: Token) -> float:
    """What it costs to leave a word unexplained."""
    if not token.text[0].isalnum() or token.stem in silent_stems():
        return 0.0
    return 0.15 if token.stem in light_stems() else 0.9


def guess_names(text: str, words: Words, limit: int = 3) -> list[tuple[str, str, float]]:
    """Names in the graph that look like some words: (name, IRI, likeness 0..100), the likest first."""
    if len(text) < 3:
        return []
    out: dict[str, tuple[str, str, float]] = {}
    for _, score, name in sorted(_likest(text, words)[: limit * 3], key=lambda m: (-m[1], m[2])):
        for iri in sorted(words.surfaces[name]):
            out.setdefault(iri, (name, iri, float(score)))
    return list(out.values())[:limit]


@once_a_text
def _likest(text: str, words: Words) -> list[tuple[str, float, str]]:
    """The names that look most like some words, each folded, with its likeness, and as it is written."""
    folded = fold(text)
    return process.extract(
        folded,
        _as_long(words)[len(folded)],
        scorer=fuzz.ratio,
        processor=None,
        limit=None,
        score_cutoff=_LIKE,
    )


@once_a_lexicon
def _as_long(words: Words) -> _AsLong:
    return _AsLong({name: fold(name) for name in words.surfaces})


class _AsLong(dict[int, dict[str, str]]):
    """For each length of a text the names, folded, that are neither too short nor too long to look like it."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def __missing__(self, length: int) -> dict[str, str]:
        # Two texts are as like as twice the letters that they share are among all of both.
        found = {
            name: said
            for name, said in self.names.items()
            if 200 * min(length, len(said)) >= (_LIKE - 1) * (length + len(said))
        }
        self[length] = found
        return found


def with_guess(spotted: Spotted, name: str) -> Spotted:
    """The same, marked as read from a misspelling of a name."""
    return replace(spotted, guessed=name)
