"""Copies: near-duplicate documents and reprinted passages, so that one witness is not counted twice.

Texts are compared by their shingles (runs of five words), and documents first by a sketch of the least of their
hashes (A. Broder, "On the resemblance and containment of documents", 1997). A shingle's hash rolls over its words'
BLAKE2 hashes (R. Karp, M. Rabin, 1987), so that the same texts give the same pairs on every machine and in any order.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from corpus.documents import Document
from corpus.flows import flow
from corpus.passages import Passage

SHINGLE = 5
"""Words in a shingle."""

_SKETCH = 64
"""How many of a document's least hashes stand for it; two that share none have little in common."""

_COMMON = 50
"""A run of words that stands in more documents than this is a formula."""

_ALIKE = 0.8
_CONTAINED = 0.9
_SHORTEST = 12
_MOSTLY = 0.6
"""How much of a passage must stand between quotation marks for it to be another's word and no more."""

_QUOTED = re.compile(r"[\u201c\u201d\"]([^\u201c\u201d\"]{20,})[\u201c\u201d\"]")


@dataclass(frozen=True, slots=True)
class Copy:
    """One text that repeats another: `original` is the earlier issued, `share` how much of the copy stands in it.

    `copy_passage` and `original_passage` are the starts and ends of passages; `None` where whole documents are meant.
    """

    copy: str
    original: str
    share: float
    copy_passage: tuple[int, int] | None = None
    original_passage: tuple[int, int] | None = None


def find_copies(documents: Iterable[Document]) -> tuple[Copy, ...]:
    """Documents that repeat another (most of the shorter one's words), and passages reprinted in other documents.

    Of two, the one of the earlier date of issue is the original; without dates, the one with the smaller id. A
    document that copies a copy is linked to the first original. A passage is a reprint too where most of it is a
    quotation of an earlier one. Passages of fewer than twelve words, headings and boilerplate are too common to prove
    anything and are left out.
    """
    ranked = sorted(documents, key=lambda document: (document.metadata.issued or "9999", document.id))
    places = {document.id: place for place, document in enumerate(ranked)}
    texts = {document.id: _texts(document) for document in ranked}
    prints = {name: shingles([word for text in held for word in text.words]) for name, held in texts.items()}
    found: dict[str, Copy] = {}
    for first, second in sorted(_candidates(prints), key=lambda pair: sorted(places[name] for name in pair)):
        original, copy = sorted((first, second), key=lambda name: places[name])
        share = _share(prints[copy], prints[original])
        if share >= _ALIKE and copy not in found:
            while original in found:
                original = found[original].original
            found[copy] = Copy(copy, original, round(share, 3))
    return (*found.values(), *_reprints(texts, found))


def words_of(text: str) -> list[str]:
    """Words in small letters, without punctuation: a reprint with other quotation marks is still a reprint."""
    return re.findall(r"[^\W_]+", text.lower())


def shingles(words: Sequence[str]) -> frozenset[int]:
    """Hashes of all runs of five words; of the whole, if it is shorter."""
    if len(words) <= SHINGLE:
        return frozenset([_hashed(" ".join(words))] if words else [])
    each = [_hashed(word) for word in words]
    running, found = 0, set()
    for place, value in enumerate(each):
        running = (running * _FACTOR + value) % _MODULUS
        if place >= SHINGLE:
            running = (running - each[place - SHINGLE] * _LEAVING) % _MODULUS
        if place >= SHINGLE - 1:
            found.add(running)
    return frozenset(found)


_MODULUS, _FACTOR = (1 << 61) - 1, 1_000_003
_LEAVING = pow(_FACTOR, SHINGLE, _MODULUS)


@lru_cache(maxsize=200_000)
def _hashed(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=7).digest(), "big")


def _counts(passage: Passage) -> bool:
    return passage.kind in ("paragraph", "list-item", "table-row", "key-value")


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage that counts: its place, and its words."""

    place: tuple[int, int]
    text: str
    words: list[str]


def _texts(document: Document) -> list[_Text]:
    texts = ((passage, flow(passage).text) for passage in document.passages if _counts(passage))
    return [_Text((passage.start, passage.end), text, words_of(text)) for passage, text in texts]


def _share(inner: frozenset[int], outer: frozenset[int]) -> float:
    """How much of the smaller of two sets of shingles stands in the other, if their sizes can be compared."""
    small, large = sorted((inner, outer), key=len)
    if not small or len(small) * 4 < len(large):
        return 0.0
    return len(small & large) / len(small)


def _candidates(prints: dict[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Pairs that share one of their least shingles, or one of every sixteen: then one may repeat the other."""
    buckets: dict[int, list[str]] = defaultdict(list)
    for name, values in sorted(prints.items()):
        for value in {*sorted(values)[:_SKETCH], *(value for value in values if value % 16 == 0)}:
            buckets[value].append(name)
    return {pair for names in buckets.values() if 1 < len(names) <= _COMMON for pair in combinations(names, 2)}


def _reprints(texts: dict[str, list[_Text]], copies: dict[str, Copy]) -> list[Copy]:
    """Passages that stand, word for word or nearly, in an earlier document; only a document's own are originals.

    `texts` come in the order of the documents' dates.
    """
    known = _Originals()
    made: list[Copy] = []
    for document, held in texts.items():
        own: list[_Text] = []
        for text in held:
            if len(text.words) < _SHORTEST:
                continue
            found = known.repeated(text.words) or known.repeated(_quoted(text))
            if found:
                (name, span), share = found
                made.append(Copy(document, name, round(share, 3), text.place, span))
            elif document not in copies:
                own.append(text)
        for text in own:
            known.add((document, text.place), text.words)
    return made


Spot = tuple[str, tuple[int, int]]
"""A passage: its document's id, and its start and end."""


class _Originals:
    """The passages of documents read so far that repeat none before them."""

    def __init__(self) -> None:
        self._whole: dict[str, Spot] = {}
        self._holding: dict[int, list[Spot]] = defaultdict(list)

    def add(self, spot: Spot, words: list[str]) -> None:
        """Remember a passage as the first of its words."""
        self._whole.setdefault(" ".join(words), spot)
        for value in shingles(words):
            self._holding[value].append(spot)

    def repeated(self, words: list[str]) -> tuple[Spot, float] | None:
        """The passage that these words repeat, and how much of them stands in it."""
        if len(words) < _SHORTEST:
            return None
        if same := self._whole.get(" ".join(words)):
            return same, 1.0
        values = shingles(words)
        near: dict[Spot, int] = defaultdict(int)
        for value in values:
            for spot in self._holding.get(value, ())[:20]:
                near[spot] += 1
        best = max(near.items(), key=lambda entry: (entry[1], entry[0]), default=None)
        return (best[0], best[1] / len(values)) if best and best[1] >= _CONTAINED * len(values) else None


def _quoted(text: _Text) -> list[str]:
    """The words between quotation marks, where they are most of a passage: a paragraph that only names the speaker."""
    words = [word for stretch in _QUOTED.findall(text.text) for word in words_of(stretch)]
    return words if len(words) >= _MOSTLY * len(text.words) else []
