"""Learned patterns: what each class that the weights know would claim, in the same form as a pattern of the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.learned.pairs import Pair
from extract.patterns.patterns import ClaimLine, Pattern
from extract.trees.clauses import told_by
from extract.trees.trees import Node
from extract.weights.weights import Weights
from ontology.regulators import Ontology

PERIOD = "period"
"""The class of a range of dates that gives a start and an end."""
SIDES = {"startedOn": "from", "endedOn": "until", "applicationsOpenOn": "from", "applicationsCloseOn": "until"}
"""The side of a range of dates that a class speaks of, where it is found for a range; others speak of one date."""
WINDOW = ("applicationsOpenOn", "applicationsCloseOn")
"""Classes of which a range of dates gives both: within it, and at no other time, one can apply."""
LearnedPatterns = Mapping[str, tuple[Pattern, str | None]]
"""A pattern for each class, with the class that a plain noun phrase is taken for."""
_KEPT: dict[int, tuple[Ontology, Weights, LearnedPatterns]] = {}


def patterns_of(ontology: Ontology, weights: Weights) -> LearnedPatterns:
    """The patterns of an ontology for the classes of some weights; kept while the process lives."""
    kept = _KEPT.get(id(ontology))
    if kept is None or kept[0] is not ontology or kept[1] is not weights:
        kept = (
            ontology,
            weights,
            _patterns(ontology, (*weights.heads["pairs"].classes, *weights.heads["senses"].classes)),
        )
        _KEPT[id(ontology)] = kept
    return kept[2]


def of_range(pattern: Pattern, label: str, moved: bool = False) -> Pattern:
    """The pattern of a class of `SIDES` where what was found is a range of dates, or a day `moved` to another."""
    line = pattern.claims[0]
    told = WINDOW if label in WINDOW and not moved else (label,)
    lines = [replace(line, property=f"kg:{one}", object=f"o.{SIDES[one]}") for one in told]
    return replace(pattern, claims=tuple(lines))


def _patterns(ontology: Ontology, classes: Iterable[str]) -> dict[str, tuple[Pattern, str | None]]:
    """A pattern for each class that the vocabulary can say, with the class that a plain noun phrase is taken for."""
    known = {
        iri.rpartition("#")[2]: prop for iri, prop in ontology.vocabulary.properties.items() if prop.kind == "fact"
    }
    found: dict[str, tuple[Pattern, str | None]] = {}
    for label in classes:
        name, _, value = label.partition("=")
        if label == PERIOD:
            lines = [
                _line(ontology, known[p].iri, o)
                for p, o in (("startedOn", "o.from"), ("endedOn", "o.until"))
                if p in known
            ]
        elif value:
            thing = _individual(ontology, known[name].ranges, value.rstrip("-")) if name in known else None
            lines = [_line(ontology, known[name].iri, thing)] if thing else []
        else:
            bare = name.rstrip("-")
            lines = [_line(ontology, known[bare].iri, "-o" if name.endswith("-") else "o")] if bare in known else []
        if lines:
            ranges = known[name.rstrip("-")].ranges if name.rstrip("-") in known else ()
            pattern = Pattern(f"learned-{label}", frozenset(), False, (), tuple(lines))
            concept = next((r for r in ranges if r in ontology.vocabulary.classes), None)
            found[label] = (pattern, ontology.namespaces.curie(concept) if concept else None)
    return found


def _line(ontology: Ontology, prop: str, target: str) -> ClaimLine:
    return ClaimLine("s", ontology.namespaces.curie(prop), target)


def _individual(ontology: Ontology, ranges: Iterable[str], name: str) -> str | None:
    """The vocabulary's individual of a local name among those that a property can have, in prefixed form."""
    for iri, one in sorted(ontology.vocabulary.individuals.items()):
        if iri.rpartition("#")[2] == name and any(ontology.vocabulary.is_a(one.type, kind) for kind in ranges):
            return ontology.namespaces.curie(iri)
    return None


def told_with(pair: Pair, anchor: Node, sentence: Sequence[Node]) -> list[Node]:
    """What the quote of a finding must hold beside its two sides and the word that it stands or falls by."""
    if anchor is pair.object and pair.subject is None:  # no verb tells it
        return list(anchor.below())
    if pair.object is None:
        return list(told_by(anchor, sentence))
    return anchor.all("xcomp") if anchor.lemma == "be" else []
