"""Named: which capitalised words of a gold document are names that nothing else takes for one, for the reader.

A candidate (`extract.names.candidates`) is an example wherever it stands: its two sides are its first and its last
word.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.gold import GoldDocument
from benchmarks.labels import Example, View, wanted_names
from corpus.documents import read_document
from extract.annotation.annotate import read_sentences
from extract.annotation.naming import first_pass
from extract.names.candidates import find_candidates
from extract.names.knowledge import knowledge_of
from extract.names.learned_names import Surroundings
from extract.weights.heads import Sides
from ontology.regulators import Ontology

ABOUT = "name"


def named_examples(
    gold: GoldDocument, ontology: Ontology, names: Mapping[str, tuple[str, ...]], groups: Mapping[str, str]
) -> list[Example]:
    """All places of a gold document's candidates, labelled by the class of what its claims name so."""
    document = read_document(gold.text.encode(), f"{gold.path.stem}.txt")
    sentences = list(read_sentences(document, None))
    knowledge = knowledge_of(ontology)
    taken = first_pass(sentences, knowledge).taken(knowledge)
    around = Surroundings(sentences, taken, document.metadata.type)
    wanted, open_to = wanted_names(gold, ontology, names)
    found = []
    for one in find_candidates(sentences, taken, groups):
        label = wanted.get(one.text.casefold())
        if label is None and open_to(one.text):
            continue
        marks = sorted(one.features)
        for number, first, last in around.places(one):
            example = Example(gold.path.stem, number, one.text, ABOUT, ABOUT, [], {label} if label else set())
            example.view, example.sides = View(*around.view(number)), Sides(first, last, marks)
            found.append(example)
    return found


def shares(examples: list[Example]) -> NDArray[np.float32]:
    """How much each example counts: a candidate with many places little more than one with one."""
    owners = owners_of(examples)
    return np.asarray(np.bincount(owners)[owners] ** -0.5, dtype=np.float32)


def owners_of(examples: list[Example]) -> NDArray[np.int64]:
    """The number of the candidate that each example is a place of."""
    held: dict[tuple[str, str], int] = {}
    return np.array([held.setdefault((one.document, one.who), len(held)) for one in examples], dtype=np.int64)


def by_candidate(examples: list[Example], chances: NDArray[np.float32]) -> tuple[list[Example], NDArray[np.float32]]:
    """Candidates once each, with their probabilities over all their places, as the finder of names judges them."""
    owners = owners_of(examples)
    first = {owner: number for number, owner in reversed(list(enumerate(owners.tolist())))}
    size = max(owners.tolist(), default=-1) + 1
    mean = np.zeros((size, chances.shape[1]), np.float32)
    np.add.at(mean, owners, np.log(np.maximum(chances, 1e-9)))
    mean /= np.maximum(np.bincount(owners, minlength=size), 1)[:, None]
    whole = np.exp(mean - mean.max(axis=1, keepdims=True))
    return [examples[first[owner]] for owner in range(size)], whole / whole.sum(axis=1, keepdims=True)
