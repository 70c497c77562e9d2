"""Weighing: which one thing a description fits, by all that the graph holds of each: "the insulin copay model".

Of every initiative the names and what the sources tell it is about, for whom and in which program weigh most; the
sentences that prove anything of it weigh less. A description fits a thing that bears each of its words, in itself or by
a word that means the same. It is that thing's where no other one bears them as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kg.ask.evidence.desk import Desk
from kg.ask.words.english import Token, root, silent_stems, stem, stems, tables, word_set
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import RDF, Words
from kg.read.reader import text_of

TOLD_BY = ("focus", "participantType", "definition", "purpose")
"""What the sources tell that a thing is about; the program and the body beside it only must not be others."""
AROUND = ("program", "testedBy")
DESIGN = ("participation", "status")
PLACES = 3
"""Of how many places at most a thing may be said to be that place's own: "the Ohio test"."""
SURE, LIKELY = 2, 1
"""How well a thing bears a word: by its names or what it is said to be about, or by the sentences that prove it."""
COMMON = 0.15
"""The part of all things that may bear the only word of a description."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z])")
_WORD = re.compile(r"[\w+-]+")
_ENDINGS = (("ist", 7), ("ic", 8), ("y", 7))
"""What nouns of trades and of their fields end in, and how long a word must be to lose it."""


@dataclass(slots=True)
class Portrait:
    """What the graph holds of one initiative: runs of stems of its own words and of its sentences, and its design."""

    iri: str
    own: set[tuple[str, ...]] = field(default_factory=set)
    told: set[tuple[str, ...]] = field(default_factory=set)
    around: dict[str, set[str]] = field(default_factory=dict)
    design: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def level(self, way: tuple[str, ...]) -> int:
        """How well some words, side by side, are borne."""
        return SURE if way in self.own else LIKELY if way in self.told else 0

    def own_phrase(self, phrase: str) -> None:
        """Takes in a phrase of the thing's own."""
        self.own |= _runs(tuple(_bare(s) for s in stems(phrase)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """Things that bear every word of a description, the best first, and whether the first is surely meant."""

    fitting: tuple[str, ...]
    sure: bool


Unit = tuple[tuple[str, ...], ...]
"""A word of a description, or words that belong together: the ways in which it may be said, each in its stems."""


def weigh(said: str, desk: Desk, most_doubtful: float = 0.5, noun: str = "") -> Weighed:
    """The initiatives that bear all words of a description; none where one of its words is borne by none of them.

    In: the description without its article and its noun; of things that bear its words alike, the one that bears its
    `noun` and its weaker words too is meant. A word that only sentences bear is doubtful: of all words
    `most_doubtful` may be so, at most, and none of them before a sure one, which it would narrow: "the prostate cancer
    model" is not the one on cancer. One common word alone tells of none: "the hospital model".
    """
    units, around, design = units_of(said, desk)
    if not units:
        return Weighed((), False)
    portraits = portraits_of(desk)
    levels = {p.iri: [_level(p, unit) for unit in units] for p in portraits.values()}
    alone = sum(key not in silent_stems() | _free() for key in stems(said)) == 1
    if alone and sum(0 not in each for each in levels.values()) > max(2, COMMON * len(levels)):
        return Weighed((), False)
    rarity = [1.0 / max(1, sum(each[at] == SURE for each in levels.values())) for at in range(len(units))]
    loose = [_ways(key) for key in stems(f"{said} {noun}") if key in _free() or key in stems(noun)]
    scored: list[tuple[float, int, int, int, str]] = []
    words = {_bare(key) for key in stems(said)}
    for iri, mine in levels.items():
        doubtful = mine.count(LIKELY)
        if 0 in mine or SURE not in mine or doubtful > most_doubtful * len(mine):
            continue
        if doubtful and SURE in mine[mine.index(LIKELY) :]:
            continue
        if not agrees(portraits[iri], around, design):
            continue
        score = sum(rare for rare, level in zip(rarity, mine, strict=True) if level == SURE)
        beside = sum(_level(portraits[iri], unit) == SURE for unit in loose)
        # "The dementia model": one that has the word itself in its name goes before one for memory.
        named = len(words & {_bare(key) for run in portraits[iri].own for key in run})
        scored.append((score, -doubtful, named, beside, iri))
    scored.sort(reverse=True)
    fitting = tuple(iri for *_, iri in scored)
    if len(scored) < 2:
        return Weighed(fitting, bool(scored))
    best, next_best = scored[0], scored[1]
    outdone = best[1] == 0 or best[0] >= 2 * next_best[0] if next_best[1] < 0 else False
    return Weighed(fitting, outdone or (best[:2] == next_best[:2] and best[2:4] > next_best[2:4]))


def contradicts(said: str, iri: str, desk: Desk) -> bool:
    """Whether what is said beside the name of a thing is not so: told of another one and not of it, or not borne out.

    A word that nothing bears only says in the asker's own way what the name says, and half of the words may be so.
    """
    portraits = portraits_of(desk)
    mine = portraits.get(iri)
    if mine is None or narrows(said, mine):
        return True
    units, around, design = units_of(said, desk)
    if not agrees(mine, around, design) or any(iri not in things_of(mine) for iri in around):
        return True
    strange = [unit for unit in units if not _level(mine, unit)]
    others = [p for p in portraits.values() if p.iri != iri]
    return 2 * len(strange) > len(units) and any(_level(p, unit) == SURE for unit in strange for p in others)


def things_of(portrait: Portrait) -> set[str]:
    """The programs and bodies that a thing is told to be of."""
    return {iri for things in portrait.around.values() for iri in things}


def narrows(said: str, portrait: Portrait | None = None) -> bool:
    """Whether a word picks out one of several, or a number, that no name has: "the second insulin model"."""
    names = {key for run in portrait.own for key in run} if portrait is not None else set()
    words = _single_words(said)
    picks = word_set("time", "first") | frozenset(tables()["superlatives"]) | word_set("described", "picks")
    return any((word in picks or word[0].isdigit()) and _bare(stem(word)) not in names for word in words)


def _single_words(said: str) -> list[str]:
    """The words of a text that are no part of a phrase with others like it: "older" in "older people" picks nothing."""
    words = re.findall(r"\w+", said.lower())
    keys = tuple(stem(word) for word in words)
    out: list[str] = []
    at = 0
    while at < len(words):
        length = _phrase_at(keys, at)[0]
        out += [] if length else [words[at]]
        at += length or 1
    return out


def agrees(portrait: Portrait, around: Iterable[str], design: Iterable[str]) -> bool:
    """Whether a thing is of the programs and bodies that a description names, and designed as it says."""
    for iri in around:
        known = [things for things in portrait.around.values() if things]
        if known and not any(iri in things for things in known):
            return False
    return all(value in portrait.design for value in design)


def units_of(said: str, desk: Desk) -> tuple[list[Unit], list[str], list[str]]:
    """The words of a description that must be borne, the programs and bodies that it names, and its design's values."""
    units: list[Unit] = []
    around: list[str] = []
    design: list[str] = []
    words, keys = desk.words, stems(said)
    beside = {iri for p in portraits_of(desk).values() for things in p.around.values() for iri in things}
    at = 0
    while at < len(keys):
        length, ways = _phrase_at(keys, at)
        if length:
            units.append(ways)
            at += length
            continue
        if keys[at] in _free() and keys[at] not in silent_stems():
            at += 1
            continue
        length, kind, iri = _named_beside(keys, at, beside, words)
        if length:
            (around if kind == "around" else design).append(iri)
            at += length
            continue
        key = keys[at]
        at += 1
        if key in silent_stems() | _free():
            continue
        units.append(_ways(key))
    return units, around, design


def is_free(token: Token) -> bool:
    """Whether a word of a description tells nothing that a thing must bear."""
    return token.stem in _free()


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    said = word_set("described", "free") | word_set("described", "heads") | word_set("unknown", "nouns")
    return frozenset(stem(word) for word in said | word_set("unknown", "carriers"))


@lru_cache(maxsize=1)
def _groups() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Each word or phrase of the tables of like words, with all that may stand for it, in what is left of the stems."""
    out: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for group in [*tables()["topics"]["same"], *tables()["described"]["same"]]:
        keys = {_roots(phrase) for phrase in group}
        for key in keys:
            out.setdefault(key, set()).update(keys)
    return {key: frozenset(ways) for key, ways in out.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(key) for key in _groups())


def _phrase_at(keys: tuple[str, ...], at: int) -> tuple[int, Unit]:
    """The longest phrase of two words or more at a place that has like ones, and these."""
    for length in range(min(_longest(), len(keys) - at), 1, -1):
        ways = _groups().get(tuple(_bare(key) for key in keys[at : at + length]))
        if ways:
            return length, tuple(sorted(ways))
    return 0, ()


def _ways(key: str) -> Unit:
    return tuple(sorted(_groups().get((_bare(key),), frozenset()) | {(_bare(key),)}))


def _roots(phrase: str) -> tuple[str, ...]:
    return tuple(_bare(key) for key in stems(phrase))


@lru_cache(maxsize=50_000)
def _bare(key: str) -> str:
    """A stem without its derivation, so that "nephrologists" meet "nephrology"."""
    key = root(key)
    return next((key[: -len(end)] for end, long in _ENDINGS if len(key) >= long and key.endswith(end)), key)


def _runs(keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The words of a text, each alone and with those behind it, as many as the longest phrase has."""
    longest = _longest()
    return {keys[at : at + n] for at in range(len(keys)) for n in range(1, min(longest, len(keys) - at) + 1)}


def _level(portrait: Portrait, unit: Unit) -> int:
    return max(portrait.level(way) for way in unit)


def _named_beside(keys: tuple[str, ...], at: int, beside: set[str], words: Words) -> tuple[int, str, str]:
    """A program or body that some test is of, or a value of a design: how many words it has, its kind, and which."""
    for stop in range(min(len(keys), at + 6), at, -1):
        for sense in words.index.get(keys[at:stop], ()):
            if sense.kind != "entity":
                continue
            if sense.iri in beside or words.is_one(sense.iri, "Program"):
                return stop - at, "around", sense.iri
            if words.is_one(sense.iri, "Participation") or words.is_one(sense.iri, "Status"):
                return stop - at, "design", sense.iri
    return 0, "", ""


def portraits_of(desk: Desk) -> dict[str, Portrait]:
    """What the graph holds of each initiative that it speaks of, read once a graph."""
    held = _portraits(desk.words)
    if not held:
        held.update(_read(desk))
    return held


@once_a_lexicon
def _portraits(_: Words) -> dict[str, Portrait]:
    return {}


def _read(desk: Desk) -> dict[str, Portrait]:
    words = desk.words
    out: dict[str, Portrait] = {}
    for iri, known in words.entities.items():
        if known.degree and words.is_one(iri, "Initiative") and not words.is_one(iri, "Program"):
            out[iri] = Portrait(iri)
            for name in known.names:
                out[iri].own_phrase(name)
    _read_told(out, desk)
    _read_sentences(out, desk)
    return out


def _read_told(out: dict[str, Portrait], desk: Desk) -> None:
    """What the sources tell of each thing: what it is about, of which program, how designed and where."""
    words, core = desk.words, desk.words.core
    wanted = " ".join(f"<{core}{p}>" for p in (*TOLD_BY, *AROUND, *DESIGN, "operatesIn"))
    rows = desk.reader.store.select(
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {wanted} }} ?st <{RDF}predicate> ?p ; <{RDF}subject> ?s ; "
        f'<{RDF}object> ?o OPTIONAL {{ ?st <{core}negated> ?n }} FILTER(!BOUND(?n) || STR(?n) = "false") '
        f"FILTER NOT EXISTS {{ ?st <{core}rank> <{core}deprecated> }} }}"
    )
    for row in rows:
        portrait = out.get(text_of(row["s"]))
        if portrait is None:
            continue
        prop, value = text_of(row["p"]).removeprefix(core), text_of(row["o"])
        names = words.entities[value].names if value in words.entities else [value if " " in value else ""]
        if prop in TOLD_BY:
            for name in names:
                portrait.own_phrase(name)
        elif prop in AROUND:
            portrait.around.setdefault(prop, set()).add(value)
        elif prop in DESIGN:
            portrait.design.add(value)
        else:
            portrait.places.add(value)
    for portrait in out.values():
        if len(portrait.places) <= PLACES:
            names = [n for iri in portrait.places if iri in words.entities for n in words.entities[iri].names]
            for name in names:
                portrait.own_phrase(name)


_PROOFS = """SELECT DISTINCT ?s ?exact ?text WHERE {{ ?st <{rdf}subject> ?s ; prov:wasDerivedFrom ?e .
?e dcterms:isPartOf ?passage ; oa:hasSelector ?at . ?at oa:exact ?exact . ?passage <{rdf}value> ?text }}"""
_PREFIXES = (
    "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#> "
    "PREFIX dcterms: <http://purl.org/dc/terms/> "
)


def _read_sentences(out: dict[str, Portrait], desk: Desk) -> None:
    """The words of the sentences that prove something of a thing and name no other one."""
    names: dict[tuple[str, ...], set[str]] = {}
    for iri in out:
        for name in desk.words.entities[iri].names:
            # A name of one word may be a word in small letters: "access".
            names.setdefault(stems(name) if len(stems(name)) > 1 else (name,), set()).add(iri)
    longest = max((len(key) for key in names), default=0)
    seen: dict[str, tuple[set[tuple[str, ...]], frozenset[str]]] = {}
    for row in desk.reader.store.select(_PREFIXES + _PROOFS.format(rdf=RDF)):
        portrait = out.get(text_of(row["s"]))
        if portrait is None:
            continue
        exact = text_of(row["exact"])
        for sentence in _SENTENCE.split(text_of(row["text"])):
            if exact not in sentence:
                continue
            if sentence not in seen:
                keys = stems(sentence)
                runs = {
                    keys[at : at + n] for at in range(len(keys)) for n in range(2, min(longest, len(keys) - at) + 1)
                }
                runs |= {(word,) for word in _WORD.findall(sentence)}
                spoken = {iri for run in runs for iri in names.get(run, ())}
                seen[sentence] = _runs(tuple(_bare(key) for key in keys)), frozenset(spoken)
            told, spoken_of = seen[sentence]
            if spoken_of <= {portrait.iri}:
                portrait.told |= told
