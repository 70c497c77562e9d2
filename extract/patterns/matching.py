"""Matching: which frames of a sentence fit which patterns, and what fills their slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from extract.parsing.cues import Cues
from extract.patterns.patterns import QUANTITIES, Element, Pattern, PatternIndex, Wanted
from extract.trees.arguments import is_infinitive, time_roles
from extract.trees.clauses import is_clause
from extract.trees.frames import Frame
from extract.trees.phrases import heads_shared_noun, noun_roles, quality
from extract.trees.sidelong import is_given_up
from extract.trees.trees import Node, Tree

IsA = Callable[[str, str], bool]
"""Whether a class (an IRI) is another (in prefixed form) or below it."""


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which a frame fits a pattern: what each name of the claims stands for."""

    pattern: Pattern
    frame: Frame
    slots: Mapping[str, Node]
    concepts: Mapping[str, str]
    used: tuple[Node, ...]
    required: tuple[Node, ...]
    texts: frozenset[str] = frozenset()


Fillers = Mapping[str, list[Node]]
"""The nodes of a frame by their role."""
Filling = tuple[dict[str, Node], tuple[Node, ...]]


def find_matches(frames: list[Frame], patterns: PatternIndex, tree: Tree, cues: Cues, is_a: IsA) -> Iterator[Match]:
    """All matches of a sentence; lists that "respectively" pairs are paired, other lists multiply."""
    paired = any(word.lower() == "respectively" for word in tree.words)
    for frame in frames:
        held = frame.by_role()
        for pattern in patterns.fitting({frame.lemma, frame.anchor.lemma, *frame.forms}, frame.kind):
            if pattern.can_have(held.keys()):
                yield from _match(frame, held, pattern, cues, is_a, tree, paired)


def _match(
    frame: Frame, held: Fillers, pattern: Pattern, cues: Cues, is_a: IsA, tree: Tree, paired: bool
) -> Iterator[Match]:
    paired = paired or _in_turn(frame, held, pattern)
    choices: list[list[Filling]] = []
    needed: list[bool] = []
    for element in pattern.elements:
        nodes = [node for role in element.roles if role in held for node in held[role]]
        found = _fill(element, nodes, cues, is_a, frame.anchor, tree, paired)
        if element.absent:
            if found:
                return
            continue
        if not found:
            if not element.optional:
                return
            continue
        if len(found) > 1 and not paired and any(parts[0].quantity is not None for _, parts in found):
            if not element.optional:
                return
            continue
        choices.append(sorted(found, key=lambda one: one[1][0].start) if paired else found)
        needed.append(not element.optional)
    concepts = {
        element.test.name: element.test.concept
        for element in _all(pattern.elements)
        if element.test.name and element.test.concept
    }
    texts = frozenset(
        element.test.name for element in _all(pattern.elements) if element.test.name and element.test.text
    )
    for filled in _combine(choices, paired):
        slots: dict[str, Node] = {}
        used: list[Node] = []
        required: list[Node] = []
        for (names, parts), need in zip(filled, needed, strict=True):
            slots |= names
            used += parts
            required += parts if need else ()
        if not paired and _passes_over(pattern, slots, tree):
            continue
        if paired:
            required += [node for choice in choices for _, each in choice for node in each]
        yield Match(
            pattern,
            frame,
            slots,
            {k: v for k, v in concepts.items() if k in slots},
            tuple(used),
            tuple(required),
            texts,
        )


def _passes_over(pattern: Pattern, slots: Mapping[str, Node], tree: Tree) -> bool:
    """Whether a sum would pass over another to a name: "$3 million for Alder and $2 million for Birch"."""
    sums = [one for one in slots.values() if one.quantity is not None and one.quantity.kind == "money"]
    named = [slots[one.subject] for one in pattern.claims if one.subject in slots]
    money = [one for one in tree.nodes if one.quantity is not None and one.quantity.kind == "money"]
    return any(own.end <= one.start < name.start for own in sums for name in named for one in money)


def _in_turn(frame: Frame, held: Fillers, pattern: Pattern) -> bool:
    """Whether sums or names alternate with as many dates: "$4 million in 2021 and $3 million in 2022"."""
    asked = {role for element in pattern.elements for role in element.roles}
    dates = sorted({one for role, one in frame.roles if role.startswith("time.")}, key=lambda one: one.start)
    sums, named = (
        [one for one in held.get("amount", []) if one not in dates],
        [one for one in held.get("theme", []) if one.mention is not None],
    )
    told = sums if "amount" in asked else named if asked & {"object", "theme"} else []
    turns = sorted([*told, *dates], key=lambda one: one.start)
    dated = [one in dates for one in turns]
    return len(dates) == len(told) > 1 and dated == dated[:2] * len(told) and dated[0] != dated[1]


def _all(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        yield element
        yield from _all(element.inner)


def _combine(choices: list[list[Filling]], paired: bool) -> Iterator[tuple[Filling, ...]]:
    sizes = [len(choice) for choice in choices if len(choice) > 1]
    if paired and sizes and (len(set(sizes)) > 1 or len(sizes) == 1):
        return
    if paired and len(sizes) > 1:
        count = sizes[0]
        yield from zip(*(choice if len(choice) == count else choice * count for choice in choices), strict=True)
        return
    yield from product(*choices)


def _fill(
    element: Element, nodes: list[Node], cues: Cues, is_a: IsA, anchor: Node, tree: Tree, paired: bool = False
) -> list[Filling]:
    found: list[Filling] = []
    seen: list[Node] = []
    for node in nodes:
        if node in seen or not fits(node, element.test, is_a, anchor, tree):
            continue
        if element.test.concept is not None and is_given_up(node, cues):
            continue
        seen.append(node)
        names = {element.test.name: node} if element.test.name else {}
        if not element.inner:
            found.append((names, (node,)))
            continue
        inner = list(_inside(node, element.inner, cues, is_a, tree))
        found += [(names | more, (node, *parts)) for more, parts in inner]
    dates = [names for names, parts in found if parts[0].quantity is not None]
    if len(dates) > 1 and not element.inner and not paired:
        near = [(names, parts) for names, parts in found if _near(parts[0], anchor)]
        return near if near else found
    return found


def _near(node: Node, anchor: Node) -> bool:
    while node.relation in {"conj", "appos"} and node.head is not None and node.head.quantity is not None:
        node = node.head
    return node.head is anchor or (node.head is not None and node.head.head is anchor)


def _inside(node: Node, elements: tuple[Element, ...], cues: Cues, is_a: IsA, tree: Tree) -> Iterator[Filling]:
    inside = [one for one in node.below(is_clause) if one is not node]
    roles = [
        *noun_roles(node),
        *quality(node)[1:],
        *time_roles(inside, cues),
        *(("amount", one) for one in [node, *inside] if one.quantity is not None and one.quantity.kind != "date"),
        ("self", node),
        *(("purpose", one) for one in node.all("acl", "relcl") if is_infinitive(one)),
        *((("title", node),) if node.title is not None else ()),
    ]
    choices: list[list[Filling]] = []
    for element in elements:
        nodes = [one for role, one in roles if role in element.roles]
        found = _fill(element, nodes, cues, is_a, node, tree)
        if element.absent:
            if found:
                return
            continue
        if found:
            choices.append(found)
        elif not element.optional:
            return
    for filled in product(*choices):
        names: dict[str, Node] = {}
        parts: list[Node] = []
        for more, nodes_ in filled:
            names |= more
            parts += nodes_
        yield names, tuple(parts)


def fits(node: Node, test: Wanted, is_a: IsA, anchor: Node, tree: Tree) -> bool:
    """Whether a node passes a test."""
    if test.concept is not None:
        if is_concept(node, test, is_a):
            return True
    elif test.words:
        titled = node.title is not None and node is anchor
        return (
            bool(titled and test.words & node.title.posts)
            if titled and node.title
            else (node.mention is None and has_word(node, test.words))
        )
    if test.text:
        return True
    for asked in test.types:
        kind, _, last = asked.partition("~")
        if last and (node.mention is None or not f" {node.mention.referent.label.lower()} by ".count(f" {last} by ")):
            continue
        if kind in QUANTITIES:
            if is_figure(node, kind) and (not test.measures or measured(node, tree) & test.measures):
                return True
        elif node.guess is not None and node.mention is None:
            if kind.startswith("kg:Initiative-") and "kg:Organization" not in test.types:
                return True
        elif node.mention is not None and is_a(node.mention.type, kind.partition("-")[0]):
            return "-" not in kind or not is_a(node.mention.type, kind.partition("-")[2])
    return False


def is_figure(node: Node, kind: str) -> bool:
    """Whether a node is a figure of a kind; `total` is money that is not paid per head."""
    quantity = node.quantity
    if quantity is None:
        return False
    if kind == "total":
        return quantity.kind == "money" and (quantity.per is None or quantity.per.startswith("P"))
    return quantity.kind == kind


LEADS = frozenset(
    {"of", "totaling", "totalling", "worth", "about", "exceeding", "(", "over", "nearly", "reaching", "estimated", "at"}
    | {"was", "were", "is", "are", ":", "to", "topping", "approaching", "amounting"}
)
"""Words that may stand between a noun and the figure that measures it ("savings of about $2 million")."""


def measured(node: Node, tree: Tree) -> frozenset[str]:
    """The nouns that a figure measures, by the words beside it: "$2 million in net savings"."""
    first = node.head
    if node.relation == "conj" and first is not None and first.quantity is not None:
        return measured(first, tree)
    found: set[str] = {word for one in measuring(node, tree) for word in (one.lemma, one.text.lower())}
    if node.quantity is not None and node.quantity.counted:
        head = node.quantity.counted.split()[-1].lower()
        found |= {head, head.removesuffix("s"), head.removesuffix("es"), head.removesuffix("ies") + "y"}
    return frozenset(found)


def measuring(node: Node, tree: Tree) -> list[Node]:
    """The words beside a figure that say what it measures, the noun among them."""
    found: list[Node] = []
    if node.head is not None and node.relation in {"nummod", "compound", "amod", "nmod", "quantmod", "conj"}:
        found.append(node.head)
    if not tree.whole:  # what is left of "gross savings of $9 million and net savings of $2 million"
        found += [one for prep in node.all("prep") if prep.lemma == "in" for one in prep.all("pobj")]
        if node.head is not None and node.head.lemma == "of" and node.head.head is not None:
            found.append(node.head.head)
    place = node.end
    if place < len(tree.words) and tree.words[place].lower() in {"in", "of", "worth", "as"}:
        place += 1
    for token in range(place, min(place + 5, len(tree.words))):
        one = tree.node_at(token)
        if (
            one is None
            or one.kind not in {"ADJ", "ADV", "NOUN", "PROPN", "VERB"}
            or one.lemma in {"for", "to", "by", "over"}
        ):
            break
        found.append(one)
        if one.kind == "NOUN" and one.relation != "compound":
            break
    place = node.start
    while place > 0 and tree.words[place - 1].lower() in LEADS:
        place -= 1
    one = tree.node_at(place - 1) if place else None
    if one is not None and one.kind == "NOUN" and (place < node.start or one.end == node.start):
        found.append(one)
    return found


def has_word(node: Node, words: frozenset[str]) -> bool:
    """Whether a node is one of these words, or ends one of these phrases ("value-based", "chief executive")."""
    if node.lemma in words or node.text.lower() in words:
        return True
    if any(word[0] == "*" and node.lemma.endswith(word[1:]) for word in words):
        return True
    before = sorted(
        (
            one
            for one in node.children
            if one.relation in {"compound", "amod", "punct", "npadvmod", "advmod"} and one.end <= node.start
        ),
        key=lambda one: one.start,
    )
    phrase = node.lemma
    for child in reversed(before):
        phrase = f"{child.text.lower()} {phrase}"
        if phrase in words or phrase.replace(" - ", "-") in words:
            return True
    return False


VAGUE = frozenset(
    {
        "only",
        "most",
        "many",
        "some",
        "few",
        "several",
        "all",
        "other",
        "new",
        "these",
        "such",
        "more",
        "any",
        "own",
        "certain",
        "various",
        "different",
        "both",
        "additional",
        "future",
        "its",
        "their",
        "the",
        "those",
    }
)
"""Words that make no group of things out of a plural."""


def is_concept(node: Node, test: Wanted, is_a: IsA) -> bool:
    """Whether a node heads a noun phrase that can name a concept of the class a test asks for."""
    if not names_concept(node) or test.concept is None:
        return False
    if node.concept is not None:
        return is_a(node.concept.type, test.concept)
    if test.concept.endswith("Group"):
        return has_word(node, test.words) and is_group(node)
    if not test.words:
        return True
    group = [node, *(node.head.conjuncts() if node.relation == "conj" and node.head is not None else node.conjuncts())]
    countable = test.concept.endswith("ParticipantType")
    if heads_shared_noun(node) and not has_word(node, test.words):
        return False
    return (is_plural(node) or not countable) and any(has_word(one, test.words) for one in group)


def is_plural(node: Node) -> bool:
    """Whether a noun speaks of a kind of things as a whole: a plural without "some", "other" or a number."""
    return node.tag in {"NNS", "NNPS"} and not any(
        one.lemma in VAGUE - ARTICLES or one.quantity is not None for one in node.children
    )


ARTICLES = frozenset({"the", "its", "their", "any", "all", "those"})


def is_group(node: Node) -> bool:
    """Whether a plural names a set that can be told from others: "health plan models", not "most models"."""
    if node.tag not in {"NNS", "NNPS"} or any(one.lemma in VAGUE for one in node.children if one.relation != "det"):
        return False
    return any(one.mention is None for one in node.children if one.relation in {"amod", "compound", "nmod", "npadvmod"})


def names_concept(node: Node) -> bool:
    """Whether a node heads a plain noun phrase: no name, no figure, no pronoun."""
    return (
        node.kind in {"NOUN", "PROPN"}
        and node.quantity is None
        and node.tag not in {"PRP", "WP", "DT"}
        and (node.mention is None)
    )
