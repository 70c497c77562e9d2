"""Noun phrases: what qualifies a noun, whose it is, and what is called what beside a verb."""

from __future__ import annotations

from collections.abc import Iterator

from extract.parsing.cues import Cues
from extract.trees.clauses import SUBJECTS, is_boundary, is_clause
from extract.trees.trees import Node, Tree

Role = tuple[str, Node]
BODIES = frozenset({"agency", "council", "commission", "board", "office", "bureau", "committee"})
MODIFIERS = ("amod", "compound", "nmod", "nummod", "advmod", "quantmod", "npadvmod", "det", "acl", "predet")
POINTING = frozenset({"there", "here", "now", "today"})
"""What points behind a noun and is none of its words: "hospitals there had no say"."""
DETERMINERS = frozenset(
    {
        "which",
        "what",
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "only",
        "its",
        "their",
        "his",
        "her",
        "our",
        "all",
        "both",
        "any",
        "each",
        "every",
        "some",
        "several",
        "many",
        "eligible",
        "participating",
        "holding",
        "chiefly",
        "mainly",
        "mostly",
        "primarily",
        "especially",
        "particularly",
    }
)
"""What tells how many or which of a kind and does not belong to the kind's name."""


MEANS = frozenset({"payment", "grant", "fee", "stipend", "bonus", "fund", "funding", "money", "subsidy", "loan"})
"""By what somebody is supported, which tells nothing of who he is."""


def noun_roles(node: Node) -> list[Role]:
    """What a noun carries: `owner` (its, X's, of X, the X before it), `modifier`s, and prepositions by name.

    A body that the title before a name tells in so many words is `titled` too ("Tide Agency Director Ann Lee").
    """
    roles: list[Role] = []
    if node.title is not None and node.title.organization is not None:
        roles.append(("owner", node.title.organization))
        said = node.title.organization.mention
        roles += [("titled", node.title.organization)] if said is not None and said.how != "post" else []
    for child in node.children:
        if child.relation == "poss" and child.lemma == "whose":
            above = next((one for one in node.ancestors() if one.relation == "relcl"), None)
            if above is not None and above.head is not None:
                roles.append(("owner", above.head))
        elif child.relation == "poss":
            roles += [("owner", one) for one in child.conjuncts()]
        elif child.relation in MODIFIERS:
            if child.mention is not None and child.relation in {"compound", "nmod", "amod"}:
                roles += [("owner", one) for one in child.conjuncts()]
            elif not is_clause(child):
                roles += [("modifier", one) for one in _joined(child)]
        elif child.relation in {"prep", "agent"}:
            for place in child.all("pobj"):
                for one in place.conjuncts():
                    roles.append((child.lemma, one))
                    if child.lemma == "of":
                        roles.append(("owner", one))
    return roles


def _joined(node: Node) -> list[Node]:
    """A modifier, the words that qualify it in turn, and what is joined to it."""
    found = [node]
    for child in node.children:
        if child.relation in {"conj", "amod", "compound", "npadvmod", "nmod"} and not is_clause(child):
            found += _joined(child)
    return found


def quality(node: Node) -> list[Role]:
    """A describing word or noun and all that qualifies it, as `description`s."""
    found: list[Role] = [("description", node)]
    found += [("description", one) for role, one in noun_roles(node) if role == "modifier" and not _is_offset(one)]
    return found


def _is_offset(node: Node) -> bool:
    """Whether a stretch of time tells when, not how long: "five more than a month ago"."""
    told = node.quantity
    return told is not None and told.kind == "duration" and told.bound in {"before", "after", "ago"}


def described(tree: Tree) -> Iterator[tuple[Node, Node, tuple[Node, ...]]]:
    """Things and what they are called beside any verb, each with further nodes that the quote needs.

    Appositions ("X, a voluntary model"), adjectives behind a name ("X, mandatory for clinics,"), and words
    before it ("the mandatory X").
    """
    for node in tree.nodes:
        for child in node.all("appos"):
            for one in child.conjuncts():
                yield from _apposed(tree, node, one)
        if node.mention is None and node.guess is None:
            continue
        if node.the("prep") is not None:
            yield node, node, ()
        for child in node.all("amod", "compound", "nmod"):
            if child.mention is None and child.end <= node.start:
                yield node, child, ()
        for child in node.all("amod", "acl", "advcl", "relcl"):
            if child.kind == "ADJ" and child.start >= node.end:
                yield node, child, ()
    for node in tree.nodes:
        if node.relation == "advcl" and node.kind == "ADJ" and node.head is not None and is_clause(node.head):
            for subject in node.head.all(*SUBJECTS):
                if subject.end <= node.start and node.end <= node.head.start:
                    yield subject, node, ()


def _apposed(tree: Tree, node: Node, apposed: Node) -> Iterator[tuple[Node, Node, tuple[Node, ...]]]:
    set_of = apposed.mention is not None and apposed.mention.type.endswith("Group")
    held = _is_post(apposed) and not _is_post(node)
    if node.mention is not None and (apposed.mention is None or set_of or held or _cites(tree, node, apposed)):
        yield node, apposed, ()
        if apposed.tag in {"NNS", "NNPS"}:  # "Alder and Birch, two rural tests": a plural is said of all
            for one in _listed_with(node):
                yield one, apposed, (node,)
    elif (node.mention is None or _is_post(node)) and apposed.mention is not None and node.quantity is None:
        for one in node.conjuncts():
            yield apposed, one, ()
    elif node.mention is None and node.quantity is None:
        for inner in node.all("appos"):
            if inner is not apposed and inner.mention is not None:
                yield inner, apposed, ()
    if node.mention is None and apposed.mention is None:
        subject = _before_dash(tree, node, apposed)
        if subject is not None:
            yield subject, apposed, ()


def _is_post(node: Node) -> bool:
    """Whether a name is that of a post, which is said of its holder as a noun is."""
    return node.mention is not None and node.mention.type.endswith("Post")


def _listed_with(node: Node) -> list[Node]:
    """The other names of the list that a name stands in."""
    first = node
    while first.relation == "conj" and first.head is not None:
        first = first.head
    joined = first.conjuncts()
    # a small parser hangs "B and C" of "A, B and C" on A as if they explained it
    joined += [one for place in first.all("appos") if _same_kind(first, place) for one in place.conjuncts()]
    return [one for one in joined if one is not node and _same_kind(first, one)]


def _same_kind(one: Node, other: Node) -> bool:
    return one.mention is not None and other.mention is not None and one.mention.type == other.mention.type


def _cites(tree: Tree, node: Node, apposed: Node) -> bool:
    """Whether a name in brackets, or a law's number between commas, is another name of the one before, of its kind."""
    if node.mention is None or apposed.mention is None or apposed.start == 0:
        return False
    opened = tree.words[apposed.start - 1]
    numbered = opened == "," and apposed.mention.how == "citation" and node.mention.how == "name"
    return (
        node.mention.type == apposed.mention.type
        and (opened == "(" or numbered)
        and node.mention.referent != apposed.mention.referent
    )


def _before_dash(tree: Tree, node: Node, apposed: Node) -> Node | None:
    """What a phrase behind a dash describes when the parser hung it on a date: the clause's subject."""
    clause = next((n for n in (node, *node.ancestors()) if is_clause(n)), None)
    dash = any(word in {"—", "\u2013", "--"} for word in tree.words[node.end : apposed.start])
    if clause is None or not dash:
        return None
    named = [one for one in clause.all(*SUBJECTS) if one.mention is not None]
    return named[0] if len(named) == 1 else None


def of_title(node: Node, cues: Cues) -> tuple[list[Role], bool]:
    """The roles of the frame that a title before a name makes, and whether the title is a former one."""
    title = node.title
    if title is None:
        return [], False
    before = [one for one in node.all("compound", "nmod") if one.end == node.start and one.kind == "PROPN"]
    before = [one for one in before if not cues.holds("title", "own", one.text.lower())]
    if title.organization is None and any(one.mention is None and one.quantity is None for one in before):
        return [], False  # "Majority Leader Ann Lee" leads no body that the text around speaks of
    ended = any(cues.holds("flag", "ended", word) for word in title.words)
    return [("subject", node), ("attribute", node)], ended


def heads_shared_noun(node: Node) -> bool:
    """Whether a bare noun only shares the noun after it: "renal" of "renal and liver conditions" to a small parser."""
    below = [one for one in node.children if one.relation not in {"cc", "punct"}]
    plain = node.tag == "NN" or (node.tag == "NNP" and node.text.islower())
    if not plain or node.mention is not None or len(below) != 1:
        return False
    last = below[0]
    one_word = any(child.relation in {"compound", "amod"} and child.start == node.end + 1 for child in last.children)
    return last.relation == "conj" and last.tag == "NNS" and one_word


def _is_means(prep: Node) -> bool:
    """Whether "with" tells by which payment something is done to a noun: "supports hospitals with yearly grants"."""
    return prep.lemma == "with" and any(one.lemma in MEANS for one in prep.all("pobj"))


def _is_sum(prep: Node) -> bool:
    """Whether "of" tells how much it is: "a monthly fee of $110", "a bonus of up to 5 percent"."""
    told = (one.quantity for one in (*prep.children, *prep.below(is_boundary)) if one.quantity is not None)
    return prep.lemma == "of" and (not prep.children or any(one.kind in {"money", "percent"} for one in told))


def is_matter(prep: Node, body: Node) -> bool:
    """Whether a preposition right behind a body tells what it is for by one bare word: "agencies on aging"."""
    bare = prep.children[0] if len(prep.children) == 1 else None
    if bare is None or prep.lemma != "on" or body.lemma not in BODIES or prep.start != body.end:
        return False
    return bare.start == prep.end and not bare.children and bare.mention is None and bare.quantity is None


def phrase_tokens(node: Node, tree: Tree) -> tuple[int, int]:
    """The tokens of a noun phrase without article, relative clause, or what a comma or dash adds."""
    inside = [node]
    cut = len(tree.words)
    for child in node.children:
        if child.relation in {
            "appos",
            "relcl",
            "conj",
            "cc",
            "punct",
            "case",
            "neg",
            "poss",
            "predet",
            "preconj",
            "advcl",
        }:
            continue
        if child.relation == "det" or (is_boundary(child) and child.relation != "amod"):
            continue
        if child.relation == "amod" and child.start >= node.end and _is_made_so(node):
            continue
        if child.relation == "advmod" and child.text.lower() in POINTING:
            continue
        held = child.lemma in {"of", "with"} or is_matter(child, node)
        if child.relation == "prep" and (not held or _is_means(child) or _is_sum(child)):
            cut = min(cut, child.start) if child.start >= node.end else cut
            continue
        inside += list(child.below(is_boundary))
    start, end = min(one.start for one in inside), min(cut, max(one.end for one in inside))
    if node.relation == "conj" and node.head is not None and heads_shared_noun(node.head):
        start = node.head.start
    counted = {
        place
        for one in inside
        if one.quantity is not None and one.quantity.kind == "count" and one.relation in NUMBERS
        for place in range(one.start, one.end)
    }
    if not tree.whole:  # what else was listed is no part of it: "45 and 62 hospitals"
        counted |= set(range(start, node.start)).difference(*(range(one.start, one.end) for one in tree.nodes))
    whole = [place for place in counted if place < node.start and tree.words[place + 1] != "-"]
    start = max([start, *(place + 1 for place in whole)])  # "at the outset 90 clinics"
    while (
        start < node.start
        and (
            (start in counted and (tree.words[start + 1] != "-" or start + 1 in counted))  # "a one-time fee" is none
            or (tree.words[start].lower() in DETERMINERS and tree.words[start + 1] != "-")  # "an all-payer budget"
            or not tree.words[start][0].isalnum()
            or (tree.words[start][-1] in ".)" and tree.words[start][:-1].isdigit())  # "5. Rural clinics"
        )
    ):
        start += 1
    words = [one.lower() for one in tree.words[max(0, start - 1) : start + 1]]
    return (start - 1 if words == ["per", "diem"] else start), end


NUMBERS = frozenset({"nummod", "quantmod", "compound", "nmod", "npadvmod"})
"""How a number hangs on what it counts, also where the parser errs: "thirty-one house-call practices"."""
MAKING = frozenset({"hold", "make", "leave", "keep", "render", "deem", "consider", "find"})
"""Verbs that tell what their object is made or thought to be ("holds hospitals responsible")."""


def _is_made_so(node: Node) -> bool:
    return node.relation == "dobj" and node.head is not None and node.head.lemma in MAKING


REPLACED = (("instead", "of"), ("rather", "than"), ("place", "of"), ("lieu", "of"))
"""Words before what something else comes in the stead of."""


def is_replaced(node: Node, tree: Tree) -> bool:
    """Whether a noun phrase tells what something else comes in the stead of: "a budget instead of a fee"."""
    start = phrase_tokens(node, tree)[0]
    while start > 0 and tree.words[start - 1].lower() in DETERMINERS:
        start -= 1
    return tuple(one.lower() for one in tree.words[max(0, start - 2) : start]) in REPLACED
