"""Knowledge: what one ontology tells the finders of names and values, made ready once."""

from __future__ import annotations

from dataclasses import dataclass

from extract.layout.columns import read_columns
from extract.layout.labels import Labels
from extract.names.lexicon_names import LexiconNames
from extract.names.name_words import NameWords, read_name_words
from extract.values.quantities import QuantityFinder, quantity_finder
from ontology.regulators import Ontology


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one ontology knows that annotation needs, in a form made once."""

    ontology: Ontology
    words: NameWords
    lexicon: LexiconNames
    quantities: QuantityFinder
    facts: Labels
    """The headings of tables and labels of key facts that tell something of an initiative, with their properties."""


_KNOWLEDGE: dict[int, Knowledge] = {}


def knowledge_of(ontology: Ontology) -> Knowledge:
    """The knowledge made from an ontology; kept while the process lives."""
    kept = _KNOWLEDGE.get(id(ontology))
    if kept is None or kept.ontology is not ontology:
        kept = Knowledge(
            ontology, read_name_words(ontology), LexiconNames(ontology), quantity_finder(ontology), _facts(ontology)
        )
        _KNOWLEDGE[id(ontology)] = kept
    return kept


def _facts(ontology: Ontology) -> Labels:
    known, iri = ontology.vocabulary.properties, ontology.namespaces.iri
    labels = read_columns(ontology.regulator.files("tables.toml")).properties
    told = {name for name in known if iri("kg:Initiative") in known[name].domains}
    return labels.only({one for names in labels.values() for one in names if iri(one) in told})
