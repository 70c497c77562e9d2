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
        kinds = {entity.type for entity in self.entities.values()}
        bodies = [ontology.namespaces.iri(name) for name in ("kg:Organization", "kg:Post")]
        self.owned = frozenset(one for one in kinds if any(ontology.vocabulary.is_a(one, body) for body in bodies))
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
        owned = any(self.entities[one.entity].type in self.owned for one in known)
        anothers = owned and self.is_anothers(sentence, start, end)
        for each in known:
            entity = self.entities[each.entity]
            if any(word in beside for word in entity.vetoes) or (anothers and entity.type in self.owned):
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

    def is_anothers(self, sentence: Span, start: int, end: int) -> bool:
        """Whether a name stands beside that of a body that the lexicon does not hold: "the Reef Board's Chief Actuary".

        The body stands behind "of" or "at", as an owner in front, or as an acronym right before.
        """
        doc, first = sentence.doc, start - 1
        owner = first > sentence.start and doc[first].lower_ in {"'s", "\u2019s", "'", "\u2019"}
        if first >= sentence.start and (owner or _is_acronym(doc[first].text)):
            last = first if owner else start
            first = last - 1
            while first > sentence.start and doc[first - 1].text[:1].isupper():
                first -= 1
            if doc[last - 1].text[:1].isupper() and not self._holds_part(doc[first:last].text):
                return True
        behind = end + 1
        if behind >= sentence.end or doc[end].lower_ not in {"of", "at", "within"}:
            return False
        behind += doc[behind].lower_ == "the"
        last = behind
        while last < sentence.end and doc[last].text[:1].isupper():
            last += 1
        body = doc[behind:last].text
        return (last - behind > 1 or _is_acronym(body)) and not self._holds_part(body)

    def _holds_part(self, name: str) -> bool:
        """Whether a name of the lexicon begins as words do, or they as it does."""
        words = normal(name)
        opens = (each for each in self.by_normal if words.startswith(each))
        return any(each.startswith(words) for each in self.by_normal) or any(map(self._is_no_place, opens))

    def _is_no_place(self, name: str) -> bool:
        """Whether a name is more than a place's: "the U.S. Reef Board" is no part of the U.S."""
        return any(not self.entities[iri].type.endswith("#Place") for iri in self.by_normal[name])

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
