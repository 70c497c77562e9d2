"""Knowledge: what one ontology tells the finders of names and values, made ready once."""

from __future__ import annotations

from dataclasses import dataclass

from extract.lexicon_names import LexiconNames
from extract.name_words import NameWords, read_name_words
from extract.quantities import QuantityFinder, quantity_finder
from ontology.regulators import Ontology


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one ontology knows that annotation needs, in a form made once."""

    ontology: Ontology
    words: NameWords
    lexicon: LexiconNames
    quantities: QuantityFinder


_KNOWLEDGE: dict[int, Knowledge] = {}


def knowledge_of(ontology: Ontology) -> Knowledge:
    """The knowledge made from an ontology; kept while the process lives."""
    kept = _KNOWLEDGE.get(id(ontology))
    if kept is None or kept.ontology is not ontology:
        kept = Knowledge(ontology, read_name_words(ontology), LexiconNames(ontology), quantity_finder(ontology))
        _KNOWLEDGE[id(ontology)] = kept
    return kept
