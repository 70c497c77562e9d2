"""Trees: a sentence's dependency tree with each name and each quantity as one node.

The only module that reads spaCy's attributes for claims; all later steps speak of `Node`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.claims.mentions import Mention
from extract.values.values import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Unit = tuple[int, int, Mention | Quantity]
"""A name or quantity and the tokens that it covers, counted from the sentence's first."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
CONJOINED = frozenset({"conj"})
QUALIFYING = frozenset({"amod", "nmod", "compound"})


@dataclass(frozen=True, slots=True)
class Title:
    """The title written before a person's name: its tokens, its words, and the organization named in it."""

    start: int
    end: int
    words: tuple[str, ...]
    text: str
    organization: Node | None

    @property
    def posts(self) -> frozenset[str]:
        """The posts held in full: of "deputy administrator and director" only "director"."""
        found: set[str] = set()
        part: list[str] = []
        for word in (*self.words, "and"):
            if word in {"and", "&", ","}:
                if part and not DEPUTIES & set(part):
                    found |= {part[-1], " ".join(part[-2:])}
                part = []
            else:
                part.append(word)
        return frozenset(found)


POSSESSIVE = frozenset({"'s", "\u2019s"})
DEPUTIES = frozenset({"deputy", "assistant", "vice", "associate", "under"})


@dataclass(slots=True, eq=False)
class Node:
    """One word, name or quantity of a sentence, with the node that it depends on.

    `start` and `end` are tokens of the sentence. `kind` is a universal part of speech, `tag` the finer one,
    `relation` the kind of dependency on `head`; only this room's first steps read these three. `concept` is the
    known name of a kind or condition that ends with this word. `guess` is what a pronoun or "the test" means if
    only a thing of that class can be meant.
    """

    start: int
    end: int
    text: str
    lemma: str
    kind: str
    tag: str
    relation: str
    head: Node | None = None
    children: list[Node] = field(default_factory=list)
    mention: Mention | None = None
    quantity: Quantity | None = None
    title: Title | None = None
    concept: Mention | None = None
    guess: Mention | None = None

    def __repr__(self) -> str:
        return f"<{self.text} {self.relation}>"

    @property
    def nominal(self) -> bool:
        """Whether this can be the head of a noun phrase."""
        return self.mention is not None or self.quantity is not None or self.kind in NOMINAL

    @property
    def is_person(self) -> bool:
        """Whether this names a person."""
        return self.mention is not None and self.mention.type.endswith("#Person")

    def the(self, *relations: str) -> Node | None:
        """The first child in one of these relations."""
        for child in self.children:
            if child.relation in relations:
                return child
        return None

    def all(self, *relations: str) -> list[Node]:
        """All children in one of these relations, in the order of the text."""
        return [child for child in self.children if child.relation in relations] if self.children else []

    def leave(self) -> None:
        """Let go of the node above, where that one still holds this: a repair before may have moved it."""
        if self.head is not None and self in self.head.children:
            self.head.children.remove(self)

    def hang(self, head: Node, relation: str | None = None) -> None:
        """Hang below another node, in the order of the text, in the same relation or another one."""
        self.leave()
        self.head, self.relation = head, relation or self.relation
        head.children.append(self)
        head.children.sort(key=lambda one: one.start)

    def take_place(self, other: Node) -> None:
        """Hang where another node hangs, which is left to be hung elsewhere."""
        self.leave()
        self.head, self.relation = other.head, other.relation
        if other.head is not None and other in other.head.children:
            other.head.children[other.head.children.index(other)] = self

    def conjuncts(self) -> list[Node]:
        """This node and all that is joined to it by "and", "or" or commas, in the order of the text."""
        found = [self]
        for child in self.children:
            if child.relation in CONJOINED:
                found += child.conjuncts()
        return sorted(found, key=lambda node: node.start) if len(found) > 1 else found

    def ancestors(self) -> Iterator[Node]:
        """The nodes above this one, nearest first."""
        node = self.head
        while node is not None:
            yield node
            node = node.head

    def below(self, stop: Callable[[Node], bool] | None = None) -> Iterator[Node]:
        """This node and all below it, not going below (nor giving) a node for which `stop` is true."""
        yield self
        for child in self.children:
            if stop is None or not stop(child):
                yield from child.below(stop)


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: its nodes in the order of the text, and its words."""

    nodes: tuple[Node, ...]
    words: tuple[str, ...]
    root: Node

    def node_at(self, token: int) -> Node | None:
        """The node that covers a token."""
        return next((node for node in self.nodes if node.start <= token < node.end), None)

    @property
    def whole(self) -> bool:
        """Whether every word of the sentence belongs to a node: of respective lists each tree leaves some out."""
        return sum(node.end - node.start for node in self.nodes) >= len(self.words)

    def text(self, start: int, end: int) -> str:
        """The words from token `start` to `end`, a space between them."""
        return " ".join(self.words[start:end])


def is_shared(node: Node) -> bool:
    """Whether a node stands for one of several things that a single word means: "both", "these two tests"."""
    above = node.head
    return (above is not None and (above.start, above.end) == (node.start, node.end)) or bool(others_meant(node))


def others_meant(node: Node) -> list[Node]:
    """The nodes of the further things that a word means."""
    return [one for one in node.children if (one.start, one.end) == (node.start, node.end)]


def _add_others(owner: Mapping[int, Node], units: Sequence[Unit], first: int) -> None:
    """Hang the further things that "both" or "these tests" means on its node, as if they were joined by "and".

    What is named only after a plain noun ("It runs two programs. These include …") is listed behind that noun.
    """
    places: dict[tuple[int, int], list[Mention]] = {}
    for start, end, thing in units:
        if isinstance(thing, Mention) and thing.how == "reference":
            places.setdefault((start, end), []).append(thing)
    for (start, end), several in places.items():
        node = owner.get(first + start)
        if len(several) < 2 or node is None or (node.start, node.end) != (start, end):
            continue
        behind = is_told_after(several)
        if behind:
            node.mention = None
        for other in several if behind else several[1:]:
            relation = "appos" if behind else "conj"
            more = Node(start, end, node.text, node.lemma, node.kind, node.tag, relation, node, mention=other)
            node.children.append(more)


def is_told_after(several: Sequence[Mention]) -> bool:
    """Whether references point to names that all stand further on in the text."""
    return all(one.antecedent is not None and one.antecedent[0] >= one.end for one in several)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _anchor(tokens: list[Token]) -> Token:
    """The token of a name or value by which it hangs in the tree: the one nearest the root."""
    inside = {token.i for token in tokens}
    outward = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    outward = [token for token in outward if not token.is_punct] or outward
    return min(outward, key=lambda token: (_depth(token), token.dep_ == "prep", -token.i)) if outward else tokens[-1]


def _hyphenated(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where words joined by hyphens stand ("per-person"): a parser that cuts them up often hangs the pieces apart."""
    place = 0
    while place < len(tokens):
        end = place + 1
        while end + 1 < len(tokens) and _joins(tokens, end):
            end += 2
        if end > place + 1:
            yield place, end
        place = end


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen without spaces stands between two words of letters."""
    before, hyphen, after = tokens[place - 1], tokens[place], tokens[place + 1]
    spaced = before.whitespace_ or hyphen.whitespace_
    return hyphen.text == "-" and not spaced and before.text.isalpha() and after.text.isalpha()


def _titles(
    span: Span,
    units: list[Unit],
    titles: Mapping[str, frozenset[str]],
    person: Callable[[Mention], bool],
    organization: Callable[[Mention], bool],
    posts: Mapping[int, tuple[int, Mention]],
) -> dict[int, Title]:
    """Titles before persons' names, keyed by the unit's first token; `posts` as in `build_tree`."""
    words = [token.text for token in span]
    covered = {token: unit for unit in units for token in range(unit[0], unit[1])}
    found: dict[int, Title] = {}
    for start, _end, thing in units:
        if not isinstance(thing, Mention) or not person(thing) or thing.how == "reference":
            continue
        place, kept, heads = start, start, 0
        named: Node | None = None
        begins, body = posts.get(start, (start, None))
        while place > 0:
            before = place - 1
            unit = covered.get(before)
            if unit is None and (before >= begins or words[before].lower() in titles["honorific"]):
                heads += words[before].lower() in titles["head"]
                place = before
                kept = before if before >= begins else kept
                continue
            if unit is not None:
                if not (isinstance(unit[2], Mention) and organization(unit[2]) and heads):
                    break
                named = Node(
                    unit[0], unit[1], span[unit[0] : unit[1]].text, "", "PROPN", "NNP", "compound", mention=unit[2]
                )
                place = kept = unit[0]
                continue
            word = words[before].lower()
            if word == ":" and place == start and before and words[before - 1].lower() in titles["head"]:
                place = before
                continue
            if word in titles["head"]:
                heads += 1
            elif word in POSSESSIVE:
                if not heads:
                    break
            elif not (heads and (word in titles["part"] or word in titles["join"])):
                break
            place = before
            if word not in titles["join"] and word not in POSSESSIVE:
                kept = place
            if named is not None and word not in titles["flag"] | titles.get("passing", frozenset()):
                break
        if not heads:
            continue
        if named is None and body is not None:
            named = Node(begins, start, span[begins:start].text, "", "PROPN", "NNP", "compound", mention=body)
        spoken = [i for i in range(kept, start) if not (covered.get(i) and isinstance(covered[i][2], Mention))]
        polite = titles["honorific"] - titles["head"]
        spoken = [i for i in spoken if words[i].lower() not in polite] or spoken  # "Secretary Dr." is a secretary
        plain = [
            words[i]
            for i in spoken
            if words[i].lower() not in titles["flag"]
            and words[i] not in POSSESSIVE
            and (words[i].lower() in titles["head"] | titles["part"] | titles["join"])
        ]
        found[start] = Title(kept, start, tuple(words[i].lower() for i in spoken), " ".join(plain), named)
    return found


def build_tree(
    span: Span,
    units: Iterable[Unit],
    titles: Mapping[str, frozenset[str]],
    person: Callable[[Mention], bool],
    organization: Callable[[Mention], bool],
    concepts: Iterable[Unit] = (),
    posts: Mapping[int, tuple[int, Mention]] | None = None,
) -> Tree:
    """The tree of a parsed sentence in which each unit is one node.

    In: a parsed sentence, its names and quantities with their tokens (none may overlap), the words of titles
    (`head`, `part`, `join`, `flag`). Out: the tree. Where a unit's words hang from several places outside it,
    the place nearest the root counts; what would close a circle hangs on nothing. `concepts` are known names of
    kinds and conditions ("rural clinics"): they stay plain words, and their last word's node carries the mention.
    `posts` tells, for the first token of a person's name, where the known post before it starts and whose post it is.
    """
    first = span.start
    listed = sorted(units, key=lambda unit: (unit[0], -unit[1]))
    kept: list[Unit] = []
    for unit in listed:
        if not kept or unit[0] >= kept[-1][1]:
            kept.append(unit)
    titled = _titles(span, kept, titles, person, organization, posts or {})
    groups: list[tuple[int, int, Mention | Quantity | None]] = []
    for start, end, thing in kept:
        title = titled.get(start)
        begin = title.start if title else start
        while groups and groups[-1][0] >= begin:
            groups.pop()
        groups.append((begin, end, thing))
    tokens = list(span)
    taken = {place for start, end, _ in groups for place in range(start, end)}
    groups += [(start, end, None) for start, end in _hyphenated(tokens) if taken.isdisjoint(range(start, end))]
    starts = {group[0]: group for group in groups}
    nodes: list[Node] = []
    owner: dict[int, Node] = {}
    anchors: list[Token] = []
    place = 0
    while place < len(tokens):
        start, end, held = starts.get(place, (place, place + 1, None))
        if end - start == 1:
            anchor = tokens[start]
            text = anchor.text
        else:
            anchor, text = _anchor(tokens[start:end]), span[start:end].text
        node = Node(start, end, text, anchor.lemma_.lower(), anchor.pos_, anchor.tag_, anchor.dep_)
        if end - start > 1 and held is None and node.relation in QUALIFYING and node.kind not in NOMINAL:
            node.kind, node.tag = "ADJ", "JJ"  # "visit-based", "per-person"
        if isinstance(held, Mention):
            node.mention = held
            key = next((unit[0] for unit in kept if unit[2] is held and unit[0] >= start), start)
            node.title = titled.get(key)
        elif held is not None:
            node.quantity = held
        nodes.append(node)
        anchors.append(anchor)
        for i in range(start, end):
            owner[first + i] = node
        place = end
    root = nodes[0]
    for node, anchor in zip(nodes, anchors, strict=True):
        head = owner.get(anchor.head.i)
        if head is None or head is node:
            root = node if node.head is None and anchor.head.i == anchor.i else root
            continue
        if any(above is node for above in (head, *head.ancestors())):  # a point inside a name that all else hangs on
            continue
        node.head = head
        head.children.append(node)
    _add_others(owner, listed, first)
    for _start, end, named in concepts:
        last = owner.get(first + end - 1)
        if last is not None and isinstance(named, Mention) and last.mention is None and last.quantity is None:
            last.concept = named
    return Tree(tuple(nodes), tuple(token.text for token in tokens), root)
