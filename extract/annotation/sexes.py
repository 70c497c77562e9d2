"""Sexes: whether "he" or "she" can mean a person, by the titles, the given name and what the text has called them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extract.claims.annotated import AnnotatedSentence, TokenMention
from extract.claims.mentions import Referent
from extract.names.name_words import NameWords

PRONOUNS = {"he": "he", "him": "he", "his": "he", "himself": "he"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "she"
)
"""A person's pronouns, each with the one that stands for its sex."""
OBJECTS = frozenset({"dobj", "dative", "pobj", "poss"})


class Sexes:
    """What a document tells of the sex of those whom it names."""

    def __init__(self, sentences: Sequence[AnnotatedSentence], words: NameWords, person: str) -> None:
        self.words = words
        self._told: dict[str, str] = {}
        titled: dict[str, set[str]] = {}
        for sentence in sentences:
            for found in sentence.mentions:
                if found.mention.type == person:
                    key = found.mention.referent.key
                    titled.setdefault(key, set()).update(self._titles(sentence, found))
        for key, sexes in titled.items():
            if len(sexes) == 1:
                self._told[key] = next(iter(sexes))

    def of(self, person: Referent) -> str | None:
        """ "he" or "she" where that is known of a person."""
        if person.key in self._told:
            return self._told[person.key]
        dropped = self.words.words("people", "dropped") | self.words.words("people", "titles")
        given = [word for word in person.label.lower().split() if word not in dropped]
        first = given[0].split("-")[0] if len(given) > 1 else ""
        for sex in ("he", "she"):
            if first in self.words.words("given", sex):
                return sex
        ends = [sex for sex in ("he", "she") if first.endswith(self.words.tables["given"][f"ends_{sex}"])]
        return ends[0] if len(ends) == 1 else None

    def can_be(self, person: Referent, pronoun: str) -> bool:
        """Whether nothing speaks against a pronoun's standing for a person."""
        return self.of(person) in {None, PRONOUNS[pronoun]}

    def learn(self, person: Referent, pronoun: str) -> None:
        """Take note of a pronoun that can mean nobody else."""
        self._told.setdefault(person.key, PRONOUNS[pronoun])

    def _titles(self, sentence: AnnotatedSentence, found: TokenMention) -> set[str]:
        """The sexes that the titles in and just before a name tell."""
        doc, start = sentence.span.doc, max(sentence.span.start, found.start - 1)
        said = {token.lower_.rstrip(".") for token in doc[start : found.end - 1]}
        return {sex for sex in ("he", "she") if said & self.words.words("people", sex)}


def is_another(sentence: AnnotatedSentence, found: TokenMention, pronoun: Token, naming: frozenset[str]) -> bool:
    """Whether a person named before a pronoun is told by it in relation to somebody else.

    Who stands beside "her deputy" is not her, nor is who does something to her in a clause that tells more of him:
    "Bo Park, her deputy, who took over from her"; nor who "made her head of" something, by one of the verbs `naming`.
    """
    if pronoun.dep_ not in OBJECTS or pronoun.lower_.endswith("self"):
        return False
    doc = sentence.span.doc
    root = doc[found.start : found.end].root
    beside = {root.i, *(one.i for one in root.children if one.dep_ == "appos")}
    if pronoun.dep_ == "poss" and pronoun.head.dep_ == "appos" and pronoun.head.head.i in beside:
        return True
    post = pronoun.head
    if pronoun.dep_ == "poss" and post.head.lemma_ in naming and post.head.i + 1 == pronoun.i:
        return root.dep_ == "nsubj" and root.head == post.head and any(one.dep_ == "prep" for one in post.children)
    for verb in pronoun.ancestors:
        if verb.dep_ == "relcl":
            acts = any(one.dep_ in {"nsubj", "nsubjpass"} and one.tag_ == "WP" for one in verb.children)
            return acts and pronoun.dep_ != "poss" and verb.head.i in beside
        if verb.pos_ in {"VERB", "AUX"} and verb.dep_ not in {"conj", "xcomp"}:
            return False
    return False
