"""Names that the lexicon holds, with its vetoes and needs: which entity a name means here, if any."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Span

from extract.names.name_matcher import NameMatcher, normal
from extract.names.name_words import NameWords
from ontology.lexicon import Entity
from ontology.regulators import Ontology

WINDOW = 4
"""Words to each side of an acronym among which a veto word forbids it."""
SHOUTED = 6
"""Letters of a word in capitals that is hardly an acronym."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entity and the name by which a text speaks of it; `guarded` names count only in the right company."""

    entity: str
    name: str
    guarded: bool


class LexiconNames:
    """The lexicon of one ontology, ready to be matched. `relaxed` in `choose` are entities that a text has defined."""

    def __init__(self, ontology: Ontology) -> None:
        self.entities = ontology.lexicon.entities
        self.matcher: NameMatcher[Known] = NameMatcher()
        self.by_normal: dict[str, set[str]] = {}
        for iri, entity in sorted(self.entities.items()):
            for name in entity.names:
                exact = name in entity.exact or _is_acronym(name)
                guarded = bool(entity.needs) and (name in entity.exact or _is_acronym(name))
                self.matcher.add(name, Known(iri, name, guarded), exact=exact)
                self.by_normal.setdefault(normal(name), set()).add(iri)

    def choose(
        self, sentence: Span, start: int, end: int, known: Iterable[Known], near: str, relaxed: frozenset[str]
    ) -> Entity | None:
        """The one entity that a matched name means, or `None` if company forbids it or several stay possible."""
        left = [token.lower_ for token in sentence.doc[max(sentence.start, start - WINDOW) : start]]
        right = [token.lower_ for token in sentence.doc[end : min(sentence.end, end + WINDOW)]]
        beside = {*left, *right}
        fitting: list[Entity] = []
        for each in known:
            entity = self.entities[each.entity]
            if any(word in beside for word in entity.vetoes):
                continue
            if (
                each.guarded
                and each.entity not in relaxed
                and not _has_need(near, entity.needs, sentence.doc[start:end].text)
            ):
                continue
            if each.guarded and each.entity not in relaxed and _is_shouted(sentence, start, end, entity.label):
                continue
            if entity not in fitting:
                fitting.append(entity)
        if len(fitting) > 1:
            fitting = [entity for entity in fitting if entity.iri in relaxed] or fitting
        return fitting[0] if len(fitting) == 1 else None

    def named(self, name: str) -> frozenset[str]:
        """The entities that go by a name, however it is spelt."""
        return frozenset(self.by_normal.get(normal(name), ()))

    def holds_matter(self, name: str, words: NameWords) -> bool:
        """Whether words are a matter's: "palliative care" is not short for "the Palliative Care at Home Model"."""
        kinds = {self.entities[iri].type for iri in self.named(name)}
        return any(kind not in words.terms.values() and not words.is_initiative(kind) for kind in kinds)


def _is_acronym(name: str) -> bool:
    return " " not in name and sum(letter.isupper() for letter in name) >= 2 and len(name) <= 8


def _is_shouted(sentence: Span, start: int, end: int, label: str) -> bool:
    """Whether a name in capitals is one word of a line in capitals: the access of "CRITICAL ACCESS HOSPITALS"."""
    after = sentence.doc[end].text if end < sentence.end else ""
    before = sentence.doc[start - 1].text if start > sentence.start else ""
    if after.lower() == label.split()[-1].lower():
        return False
    return any(word.isalpha() and word.isupper() and len(word) >= SHOUTED for word in (before, after))


def _has_need(near: str, needs: tuple[str, ...], name: str) -> bool:
    words = set(re.findall(r"[\w&-]+", near.replace(name, " ").lower()))
    return not words.isdisjoint(needs)
