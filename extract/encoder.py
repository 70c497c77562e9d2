"""Encoder: each word of a sentence as numbers that tell what it means where it stands.

A small transformer (Vaswani et al. 2017, in the form of BERT) whose weights ship beside this file, made by
`python -m benchmarks.encode` from the layers of all-MiniLM-L6-v2 (Apache-2.0) and from `tests/gold/train`. Names and
figures come in as their kind ("<kg:Initiative>", "<date>"), so that nothing here depends on who or what is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Scale = tuple[Vectors, Vectors]
"""What rows are multiplied by, and what is added."""
HEADS = 12
"""Attention heads a layer, as the layers were trained."""
LONGEST = 160
"""Pieces of a sentence that are looked at; a word past the last one counts as if it stood there."""
PIECES = 6
"""Pieces that one word is looked at by: what is longer is a name of its own."""
BEND = np.float32(0.7978845608), np.float32(0.7978845608 * 0.044715)
HALF = np.float32(0.5)
MARK, CUT, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
SPLIT = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: attention, then two steps word by word, each added to what came in and brought to one scale."""

    attention: Vectors
    attention_bias: Vectors
    joined: Vectors
    joined_bias: Vectors
    first: Scale
    wide: Vectors
    wide_bias: Vectors
    narrow: Vectors
    narrow_bias: Vectors
    second: Scale


@dataclass(frozen=True)
class Encoder:
    """The vectors of pieces and places, the scale of their sum, and the layers above them."""

    pieces: tuple[str, ...]
    vectors: Vectors
    places: Vectors
    scale: Scale
    layers: tuple[Layer, ...]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Where each piece's vector stands."""
        return {piece: row for row, piece in enumerate(self.pieces)}

    @cached_property
    def _kept(self) -> dict[str, list[int]]:
        return {}

    def encode(self, words: Sequence[str], setting: Sequence[str]) -> Vectors:
        """A row for the sentence as a whole, then one for each word.

        `setting` tells where the sentence stands: marks such as "passage:list item", and the words of its heading.
        """
        pieces, places = self.pieces_of(words, setting)
        state = scaled(self.vectors[pieces] + self.places[: len(pieces)], self.scale)
        for layer in self.layers:
            state = forward(state, layer)
        kept: Vectors = state[places]
        return kept

    def pieces_of(self, words: Sequence[str], setting: Sequence[str]) -> tuple[list[int], list[int]]:
        """The rows of a sentence's pieces, and at which of them the whole and each word begins."""
        pieces = [self.rows[MARK], *(row for one in setting for row in self._rows(one)), self.rows[CUT]]
        places = [0]
        for word in words:
            places.append(min(len(pieces), LONGEST - 1))
            pieces += self._rows(word)
        pieces = pieces[:LONGEST]
        return pieces, [min(place, len(pieces) - 1) for place in places]

    def _rows(self, word: str) -> list[int]:
        held = self._kept.get(word)
        if held is None:
            whole = self.rows.get(word) if is_mark(word) else None
            held = [whole] if whole is not None else self._split(word)
            self._kept[word] = held
        return held

    def _split(self, word: str) -> list[int]:
        found = [self.rows[piece] for part in plain_parts(word) for piece in split(part, self.rows)]
        return found[:PIECES] or [self.rows[UNKNOWN]]


def is_mark(word: str) -> bool:
    """Whether a word stands for a kind and is no word of the text: "<date>", "passage:paragraph".

    >>> is_mark("<kg:Person>"), is_mark("<"), is_mark("type:Rule")
    (True, False, True)
    """
    return (len(word) > 2 and word[0] == "<" and word[-1] == ">") or word.startswith(("passage:", "type:"))


def plain_parts(word: str) -> Iterator[str]:
    """A word in lower case and without accents, cut at its punctuation.

    >>> list(plain_parts("Opt-in"))
    ['opt', '-', 'in']
    """
    bare = "".join(one for one in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(one))
    yield from SPLIT.findall(bare)


def split(word: str, rows: Mapping[str, int]) -> list[str]:
    """The longest pieces, from the left, that a word is made of (WordPiece); unknown as a whole where one is not known.

    >>> split("copayment", {"co": 0, "copay": 1, "##ment": 2})
    ['copay', '##ment']
    """
    found: list[str] = []
    start = 0
    while start < len(word):
        sign = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if sign + word[start:end] in rows), 0)
        if not end:
            return [UNKNOWN]
        found.append(sign + word[start:end])
        start = end
    return found


def scaled(state: Vectors, by: Scale) -> Vectors:
    """Each row with mean nothing and variance one, then by a learned scale and offset (Ba et al. 2016)."""
    centred: Vectors = state - state.mean(axis=1, keepdims=True)
    centred /= np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + np.float32(1e-12))
    centred *= by[0]
    centred += by[1]
    return centred


def forward(state: Vectors, layer: Layer) -> Vectors:
    """One layer applied to the pieces of one sentence."""
    size, wide = state.shape
    mixed = (state @ layer.attention + layer.attention_bias).reshape(size, 3, HEADS, wide // HEADS)
    query, key, value = mixed.transpose(1, 2, 0, 3)
    weights = query @ key.transpose(0, 2, 1) * np.float32((wide // HEADS) ** -0.5)
    weights = np.exp(weights - weights.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    seen = (weights @ value).transpose(1, 0, 2).reshape(size, wide)
    state = scaled(state + seen @ layer.joined + layer.joined_bias, layer.first)
    inner = rounded(state @ layer.wide + layer.wide_bias)
    return scaled(state + inner @ layer.narrow + layer.narrow_bias, layer.second)


def rounded(scores: Vectors) -> Vectors:
    """What is well above nothing, and little of the rest (GELU, by its usual formula with tanh)."""
    inner = scores * scores
    inner *= BEND[1]
    inner += BEND[0]
    inner *= scores
    np.tanh(inner, out=inner)
    inner += 1
    inner *= scores
    inner *= HALF
    return inner
