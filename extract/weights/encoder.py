"""Encoder: each word of a sentence as numbers that tell what it means where it stands.

A small transformer (Vaswani et al. 2017, in the form of BERT) that ships beside this file as an ONNX model with its
matrices in bytes, made by `python -m benchmarks.encode` from layers of all-MiniLM-L6-v2 (Apache-2.0) and from
`tests/gold/train`. Names and figures come in as their kind ("<kg:Initiative>", "<date>"), so that nothing here depends
on who or what is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

Vectors = NDArray[np.float32]
LONGEST = 200
"""Pieces of a sentence that are looked at; a word past the last one counts as if it stood there."""
PIECES = 6
"""Pieces that one word is looked at by: what is longer is a name of its own."""
MARK, CUT, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
SPLIT = re.compile(r"\w+|[^\w\s]")
NAMES = "pieces"
"""Under this name the model keeps its pieces, a line each."""
FATAL = 4


@dataclass(frozen=True)
class Splitter:
    """Splits words into the pieces that an encoder knows, each told by its number (WordPiece, as BERT does)."""

    pieces: tuple[str, ...]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each piece."""
        return {piece: number for number, piece in enumerate(self.pieces)}

    @cached_property
    def _kept(self) -> dict[str, list[int]]:
        return {}

    def pieces_of(self, words: Sequence[str], setting: Sequence[str]) -> tuple[list[int], list[int]]:
        """The numbers of a sentence's pieces, and at which of them the whole and each word begins."""
        pieces = [self.numbers[MARK], *(one for word in setting for one in self._split(word)), self.numbers[CUT]]
        places = [0]
        for word in words:
            places.append(min(len(pieces), LONGEST - 1))
            pieces += self._split(word)
        pieces = pieces[:LONGEST]
        return pieces, [min(place, len(pieces) - 1) for place in places]

    def _split(self, word: str) -> list[int]:
        held = self._kept.get(word)
        if held is None:
            whole = self.numbers.get(word) if is_mark(word) else None
            held = [whole] if whole is not None else self._parts(word)
            self._kept[word] = held
        return held

    def _parts(self, word: str) -> list[int]:
        found = [self.numbers[piece] for part in plain_parts(word) for piece in split(part, self.numbers)]
        return found[:PIECES] or [self.numbers[UNKNOWN]]


@dataclass(frozen=True, slots=True)
class Encoder:
    """What splits words into pieces, and the model that makes vectors of them."""

    splitter: Splitter
    model: InferenceSession

    def encode(self, words: Sequence[str], setting: Sequence[str]) -> Vectors:
        """A row for the sentence as a whole, then one for each word.

        `setting` tells where the sentence stands: marks such as "passage:list item", and words around it.
        """
        pieces, places = self.splitter.pieces_of(words, setting)
        state = self.model.run(None, {"pieces": np.array(pieces), "places": np.arange(len(pieces))})[0]
        kept: Vectors = state[places]
        return kept


def read_encoder(path: Path) -> Encoder:
    """The encoder in a file. Raises `ValueError` where it holds none."""
    options = SessionOptions()
    # One sentence is too short to be shared among threads, and a build reads with a process a core.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = FATAL
    try:
        model = InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as fault:  # the engine's own exceptions share no class
        raise ValueError(str(fault)) from fault
    return Encoder(Splitter(tuple(model.get_modelmeta().custom_metadata_map[NAMES].split("\n"))), model)


def is_mark(word: str) -> bool:
    """Whether a word stands for a kind and is no word of the text: "<date>", "<topic kg:Person>", "passage:heading".

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


def split(word: str, known: Mapping[str, int]) -> list[str]:
    """The longest pieces, from the left, that a word is made of (WordPiece); unknown as a whole where one is not known.

    >>> split("copayment", {"co": 0, "copay": 1, "##ment": 2})
    ['copay', '##ment']
    """
    found: list[str] = []
    start = 0
    while start < len(word):
        sign = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if sign + word[start:end] in known), 0)
        if not end:
            return [UNKNOWN]
        found.append(sign + word[start:end])
        start = end
    return found
