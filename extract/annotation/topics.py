"""Topics: what a sentence is about when it does not say so: the organization, the initiative of the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from extract.annotation.annotate import AnnotatedSentence
from extract.annotation.own_sentence import (
    ORDINALS,
    brings_another,
    is_elsewhere,
    is_label,
    is_told_apart,
    leading,
    tells_of_all,
)
from extract.claims.mentions import Mention
from extract.names.run_in import opens_part
from extract.trees.trees import Node, Tree

EARLIER = frozenset({"previously", "formerly", "beforehand"})
"""Words by which a sentence tells of a body that somebody has left."""
NEAR = 3
"""How many sentences back a topic may stand."""


class TopicTracker:
    """Follows which organizations and initiatives the last sentences named.

    `is_a` tells whether a mention is of a class (prefixed name); `house` is the IRI of the body that the documents
    are about; `named` is every mention of the document; `main` is what it is about, with the sentence that tells it;
    `legislatures` are words in the names of bodies that nobody directs and that run no tests, and `elsewhere` verbs
    of what somebody does at a body that the text is not about.
    """

    def __init__(
        self,
        is_a: Callable[[Mention, str], bool],
        house: str | None,
        named: Iterable[Mention] = (),
        main: tuple[AnnotatedSentence, Mention] | None = None,
        legislatures: frozenset[str] = frozenset(),
        elsewhere: frozenset[str] = frozenset(),
    ) -> None:
        self.is_a = is_a
        self.elsewhere = elsewhere
        self.legislatures = legislatures
        self.house = house
        initiatives = [one for one in named if is_a(one, "kg:Initiative") and not is_a(one, "kg:Program")]
        keys = {one.referent.key for one in initiatives}
        self._only = initiatives[0] if len(keys) == 1 else None
        self._main = main
        self._at_home = house is None or any(one.entity == house for one in named)
        self._bodies: list[list[Mention]] = []
        self._often: Counter[str] = Counter()
        self._initiatives: list[tuple[tuple[tuple[str, ...], int], list[Mention]]] = []
        self._headings: dict[tuple[int, int], list[Mention]] = {}
        self._titled: dict[tuple[int, int], list[Mention]] = {}
        self._houses: list[Mention] = []
        self._lawful = self._apart = False
        self._labels: dict[tuple[int, int], Mention] = {}
        self._entries: dict[tuple[int, int], Mention] = {}
        self._part = 0

    def topics(self, sentence: AnnotatedSentence) -> dict[str, Mention]:
        """The `body` and the `initiative` that a sentence can be about, each only where one alone can be meant.

        `office` is the body whose post is spoken of: the house, or where that is nowhere named the only body near in
        the same section, else the one that its headings name.
        `holder` is that body where the sentence names it or no other has been named as often: whose post it is that
        no words tell.
        `runner` is the body whose tests are counted: where the house is nowhere named, the only one near before.
        `pronoun` is the initiative that "it" can mean: one named close by, with no law between; `only` the one that
        the whole document names, which "the test" means even above its name.
        """
        if opens_part(sentence.passage):
            self._part = sentence.passage.start
        others = self._apart or tells_of_all(sentence)
        initiative = self._initiative(sentence) if not others or self._named(sentence, "kg:Initiative") else None
        near = [one.referent.key for _, group in self._initiatives[-2:] for one in group]
        near += [one.referent.key for one in self._named(sentence, "kg:Initiative", "kg:Program")]
        pronoun = (
            initiative if initiative is not None and initiative.referent.key in near and not self._lawful else None
        )
        body = self._body(sentence)
        office = body if body is not None or self._houses else self._office(sentence)
        ahead = self._only is not None and self._only.start >= sentence.passage.end
        only = self._only if ahead and initiative is None and not others else None
        found = {"body": body, "office": office, "initiative": initiative, "pronoun": pronoun, "only": only}
        often = self._often[office.referent.key] if office is not None else 0
        rivals = (many for key, many in self._often.items() if office is None or key != office.referent.key)
        here = body is not None or bool(self._bodies_in(sentence))
        found["holder"] = office if here or often > max(rivals, default=0) else None
        found["runner"] = body if body is not None else self._runner(sentence)
        return {name: one for name, one in found.items() if one is not None}

    def _named(self, sentence: AnnotatedSentence, kind: str, but: str = "") -> list[Mention]:
        return [
            one.mention
            for one in sentence.mentions
            if self.is_a(one.mention, kind) and not (but and self.is_a(one.mention, but))
        ]

    def _bodies_in(self, sentence: AnnotatedSentence) -> list[Mention]:
        found = self._named(sentence, "kg:Organization")
        return [one for one in found if self.legislatures.isdisjoint(one.referent.label.lower().split())]

    def _body(self, sentence: AnnotatedSentence) -> Mention | None:
        """The house body where the document has named it; without one, the only body of this or the last sentences."""
        label = self._labels.get((sentence.passage.start, sentence.passage.end))
        if label is not None:
            return label
        if self.house is not None:
            own = [one for one in self._bodies_in(sentence) if one.entity == self.house]
            return own[-1] if own else (self._houses[-1] if self._houses else None)
        return self._near(sentence)

    def _runner(self, sentence: AnnotatedSentence) -> Mention | None:
        """The only body of the last sentences, where the house is nowhere named and this sentence names no body."""
        named = self._bodies_in(sentence)
        return None if self._at_home or named else self._near(sentence)

    def _near(self, sentence: AnnotatedSentence) -> Mention | None:
        """The only body of this or the last sentences."""
        for group in (self._bodies_in(sentence), *reversed(self._bodies[-NEAR:])):
            if group:
                return group[-1] if len({one.referent.key for one in group}) == 1 else None
        return None

    def _office(self, sentence: AnnotatedSentence) -> Mention | None:
        """The only body near in this section, else the only one that a heading above it names, else one near."""
        near = zip(self._initiatives[-NEAR:], self._bodies[-NEAR:], strict=True)
        here = [bodies for ((section, _), _), bodies in near if section == sentence.passage.section]
        told = next((group for group in (self._bodies_in(sentence), *reversed(here)) if group), None)
        if told is not None:
            return _one(told)
        for place in reversed(sentence.passage.headings):
            if self._titled.get(place):
                return _one(self._titled[place])
        return self._near(sentence)

    def _initiative(self, sentence: AnnotatedSentence) -> Mention | None:
        """The only initiative of this or the last sentences of its section; else the one its headings name."""
        own = self._named(sentence, "kg:Initiative", "kg:Program")
        if own:
            return _one(own)
        entry = self._entries.get((sentence.passage.start, sentence.passage.end))
        if entry is not None:
            return entry
        if self._only is not None and self._only.start < sentence.passage.end:  # what is only named below is news there
            return self._only
        for part, group in reversed(self._initiatives[-NEAR:]):
            if group and part == (sentence.passage.section, self._part):
                return _one(group)
        for place in reversed(sentence.passage.headings):
            if self._headings.get(place):
                return _one(self._headings[place])
        if self._main is not None and sentence.passage.section != self._main[0].passage.section:
            return self._main[1]
        if self._part:
            return None
        for _, group in reversed(self._initiatives[-NEAR:]):
            if group:
                return _one(group)
        return None

    def saw(self, sentence: AnnotatedSentence) -> None:
        """Take note of a sentence that has been read."""
        bodies = self._bodies_in(sentence)
        initiatives = self._named(sentence, "kg:Initiative", "kg:Program")
        words = [token for token in sentence.span if not token.is_punct and not token.is_space]
        if bodies and sentence.mentions and len(words) <= sentence.mentions[0].end - sentence.mentions[0].start:
            self._labels[(sentence.passage.start, sentence.passage.end)] = bodies[0]
        if initiatives and sentence.passage.kind == "list-item" and _is_entry(sentence, initiatives[0]):
            self._entries[(sentence.passage.start, sentence.passage.end)] = initiatives[0]
        self._lawful = bool(self._named(sentence, "kg:LegalProvision")) and not self._named(sentence, "kg:Initiative")
        self._apart = _tells_apart(sentence, self._apart)
        past = any(token.lower_ in EARLIER for token in sentence.span) or is_elsewhere(sentence, self.elsewhere)
        self._often.update(one.referent.key for one in bodies)
        self._bodies.append([] if past else bodies)  # "she was previously at the Tide Bank"
        if sentence.passage.kind == "heading":
            place = (sentence.passage.start, sentence.passage.end)
            self._headings.setdefault(place, []).extend(one for one in initiatives if one.how != "reference")
            self._titled.setdefault(place, []).extend(one for one in bodies if one.how != "reference")
        self._initiatives.append(((sentence.passage.section, self._part), leading(sentence, initiatives)))
        self._houses += [one for one in bodies if one.entity is not None and one.entity == self.house]


def _is_entry(sentence: AnnotatedSentence, named: Mention) -> bool:
    """Whether a sentence is the name that opens an item of a list, with nothing told: "Alder (Alder Renal Model)."."""
    opening = sentence.passage.text[: named.start - sentence.passage.start]
    return not opening.strip(" \n*_\u2022-") and not any(token.pos_ in {"VERB", "AUX"} for token in sentence.span)


def _tells_apart(sentence: AnnotatedSentence, before: bool) -> bool:
    """Whether a sentence is about another test than the one around it ("the old one", "an earlier model").

    Marks of emphasis and a speaker's name before a turn change nothing of what was so `before`.
    """
    if is_label(sentence):
        return before
    if brings_another(sentence):
        return True
    return any(is_told_apart(token, sentence) for token in sentence.span if token.head.dep_ == "ROOT")


def _one(group: list[Mention]) -> Mention | None:
    """The last of several mentions if all are of one thing."""
    return group[-1] if len({one.referent.key for one in group}) == 1 else None


def guess_references(tree: Tree, topics: Mapping[str, Mention], nouns: frozenset[str]) -> None:
    """Note on pronouns and "the test" that nothing resolved which initiative they can mean, if they mean one at all.

    In: a sentence's tree, what it can be about (`TopicTracker.topics`), and the nouns that initiatives are called
    by. The tree's nodes are changed: `guess` counts only where a pattern asks for an initiative.
    """
    initiative, near = topics.get("initiative") or topics.get("only"), topics.get("pronoun")
    for node in tree.nodes:
        if node.mention is not None or node.quantity is not None:
            continue
        pronoun = node.text.lower() in {"it", "its", "this"} and node.relation in {"nsubj", "nsubjpass", "dobj", "poss"}
        defined = (
            node.lemma in nouns
            and node.tag == "NN"
            and any(child.text.lower() in {"the", "this", "that", "our"} for child in node.children)
            and not any(child.lemma in ORDINALS for child in node.children)
            and not any(map(_tells_which, node.children))
        )
        if defined and initiative is not None:
            node.guess = initiative
        elif pronoun and near is not None and not _impersonal(node) and not _is_ahead(near, node, tree):
            node.guess = near


def _tells_which(node: Node) -> bool:
    """Whether a name before "model" makes it one of its own: "the fee-for-service model", "the Ohio model"."""
    named = node.mention or node.concept
    return (
        named is not None and node.relation in {"nmod", "compound", "amod"} and not named.type.endswith("#Organization")
    )


def _is_ahead(near: Mention, node: Node, tree: Tree) -> bool:
    """Whether a thing only comes after the "it" that opens the sentence: "it was launched beside the Alder Model"."""
    opens = node.relation in {"nsubj", "nsubjpass"} and node.head is not None and node.head.head is None
    said = [one.start for one in tree.nodes if one.mention is not None and one.mention.referent == near.referent]
    return opens and bool(said) and min(said) > node.start


def _impersonal(node: Node) -> bool:
    """Whether "it" only announces a clause ("it is unclear whether …")."""
    head = node.head
    return head is not None and any(
        child.relation in {"ccomp", "csubj", "xcomp", "advcl"}
        and child.start > head.end
        and head.lemma in {"be", "seem", "take"}
        for child in (*head.children, *(one for each in head.all("acomp", "attr") for one in each.children))
    )
