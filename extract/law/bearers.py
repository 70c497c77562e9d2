"""Bearers: who has the power or the duty that a clause tells of, as the subject of the clause names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.mentions import Mention, Referent
from extract.parsing.cues import Cues
from extract.patterns.proofs import Scene
from extract.patterns.terms import TermMaker
from extract.trees.trees import Node
from ontology.regulators import Ontology

DETERMINERS = frozenset(
    {"the", "a", "an", "each", "every", "any", "no", "all", "either", "neither", "both", "such", "another"}
)
JOINS = frozenset({"of", "for"})


class BearerReader:
    """Reads the bearers of powers and duties; which nouns can be any, the data say."""

    def __init__(self, ontology: Ontology, cues: Cues, terms: TermMaker) -> None:
        law = cues.group("law")
        self.vocabulary, self.iri, self.terms = ontology.vocabulary, ontology.namespaces.iri, terms
        self.nouns = law.get("bearer", frozenset())
        self.callings = tuple(law.get("calling", ()))
        self.papers = law.get("papers", frozenset())

    def read(
        self, nodes: Sequence[Node], scene: Scene, law: bool, created: tuple[Referent, object] | None
    ) -> Referent | None:
        """The bearer among a clause's subjects; `law` tells whether a law itself speaks, `created` what it creates."""
        for node in nodes:
            titled = (
                law and node.text[:1].isupper() and node.start > 0 and scene.tree.words[node.start - 1][:1].isupper()
            )
            if (
                titled
                and node.mention is not None
                and self.vocabulary.is_a(node.mention.type, self.iri("kg:ParticipantType"))
            ):
                label = self._capital_name(node, scene, law)  # "Member States" are no states of just any kind
                return (
                    Referent(f"{self.iri('kg:Post')}:{label}", self.iri("kg:Post"), label)
                    if label
                    else node.mention.referent
                )
            guessed = law and node.mention is not None and self._is_guess(node, node.mention)
            if guessed and (name := re.sub(r"^[Tt]he\s+", "", self._capital_name(node, scene, law))):
                return Referent(f"{self.iri('kg:Post')}:{name}", self.iri("kg:Post"), name)
            if node.mention is not None:
                kinds = ("kg:Post", "kg:Organization", "kg:ParticipantType")
                if any(self.vocabulary.is_a(node.mention.type, self.iri(kind)) for kind in kinds):
                    return node.mention.referent
                return None
            if node.concept is not None and not titled:
                return node.concept.referent
            if node.text[:1].isupper() and created is not None and node.text in created[0].label.split():
                return created[0]
            if node.text[:1].isupper() and (name := self._capital_name(node, scene, law)):
                kind = self.iri("kg:Post")
                return Referent(f"{kind}:{name}", kind, name)
            if node.concept is not None:
                return node.concept.referent
            if self._can_bear(node.lemma):
                label, kind = self.terms.phrase(node, scene), self.iri("kg:ParticipantType")
                return Referent(f"{kind}:{label}", kind, label)
        return None

    def _is_guess(self, node: Node, mention: Mention) -> bool:
        """Whether a law's noun in capitals is only taken for a body named before, whose name has no such word."""
        noun = node.lemma.lower()
        names = " ".join((mention.referent.label, *mention.referent.aliases)).lower().split()
        nominal = node.tag.startswith("NN") and node.text[:1].isupper() and self._can_bear(noun)
        return mention.how == "reference" and nominal and noun not in names

    def _can_bear(self, noun: str) -> bool:
        """Whether a noun names somebody who can have duties and powers."""
        return noun in self.nouns or noun.endswith(self.callings)

    def _capital_name(self, node: Node, scene: Scene, law: bool) -> str:
        """The post or body that a noun in capitals names ("the Inspector of Instruments"), where it can bear a duty.

        A law calls who bears its duties by a word in capitals of its own ("the Fund"); another text does not.
        """
        words = scene.tree.words
        start, end = node.start, node.end
        while start and words[start - 1][:1].isupper() and words[start - 1].lower() not in DETERMINERS:
            if not words[start - 1].replace("'", "").replace("\u2019", "").isalpha():  # a caption run into its text
                break
            start -= 1
        shown = start > 0 and words[start - 1].lower().rpartition("-")[2] in DETERMINERS
        noun = node.lemma.lower()  # a name in capitals keeps its plural: "Member States"
        known = (self._can_bear(noun) or self._can_bear(noun.removesuffix("s"))) and (
            start > 0 or end - start > 1 or node.tag == "NNP"
        )
        if not known and not (law and shown and node.lemma.lower() not in self.papers):
            return ""
        own = end
        while end + 1 < len(words) and words[end] in JOINS:
            last = end + 1 + (words[end + 1] == "the")
            if last >= len(words) or not words[last][:1].isupper():
                break
            while last < len(words) and words[last][:1].isupper():
                last += 1
            end = last
        if words[own : own + 2] == ("of", "the") and end == own + 3:  # "the Director of the Office": any text's own
            end = own
        first, final = scene.token_offsets(start, end)
        return " ".join(scene.document.text[first:final].split())


def plain_posts(before: str, nouns: frozenset[str]) -> list[str]:
    """The post in lower case right before a verb, where its last word can bear a duty: "the chief actuary certifies".

    >>> plain_posts("(b) the chief actuary ", frozenset({"actuary"})), plain_posts("what the draft ", frozenset())
    (['chief actuary'], [])
    """
    found = re.search(r"\b[Tt]he ((?:[a-z]+ ){0,2}[a-z]+(?:-[a-z]+)?) $", before)
    return [found[1]] if found and not nouns.isdisjoint(re.split(r"[ -]", found[1])[-2:]) else []
