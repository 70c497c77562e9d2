"""Colon lists: names that a colon lists behind what tells how many they are, hung where it says what they did."""

from __future__ import annotations

from extract.trees.trees import Node, Tree

FILLERS = frozenset(
    {",", ";", "and", "or", "the", "a", "an", "most", "recently", "finally", "(", ")", "as", "well", "its", "plus", "&"}
)


def hang_colon_list(tree: Tree) -> None:
    """Hang names that a colon lists ("four models: the Harbor Model, …") below what stands for them before the colon.

    That is a plural noun, or a number that acts alone, if just so many are listed: "Two lost money: Alder and Birch".
    """
    places = [place for place, word in enumerate(tree.words) if word == ":"]
    if len(places) != 1:
        return
    colon = places[0]
    listed = [one for one in tree.nodes if one.start > colon and one.mention is not None and _listed(tree, one, colon)]
    noun = _number(tree, colon, len(listed)) or _plural(tree, colon)
    for one in listed if noun is not None else ():
        if noun is None or any(above is one for above in noun.ancestors()) or one in noun.ancestors():
            return
        one.hang(noun, "appos")


def _plural(tree: Tree, colon: int) -> Node | None:
    """The last plural noun before the colon that a number or "these" makes a set."""
    sets = {"follow", "these", "new", "following"}
    plurals = [
        one
        for one in tree.nodes
        if one.end <= colon
        and one.tag == "NNS"
        and one.mention is None
        and any(child.quantity is not None or child.lemma in sets for child in one.children)
    ]
    return plurals[-1] if plurals else None


def _number(tree: Tree, colon: int, listed: int) -> Node | None:
    """The number before the colon that is just that of the names listed, where it says of itself what they did."""
    for node in tree.nodes:
        told = node.quantity is not None and node.quantity.kind == "count" and node.quantity.comparator == "="
        if listed < 2 or node.end > colon or not told or node.quantity is None:
            continue
        if node.quantity.value.lexical == str(listed) and (node.relation == "nsubj" or _acts(node)):
            return node
    return None


def _acts(node: Node) -> bool:
    """Set right "Two lost money", read as two of a money that is lost: several of what cannot be counted act."""
    noun = node.head
    verb = next((one for one in noun.all("amod") if one.start == node.end), None) if noun is not None else None
    if noun is None or verb is None or node.relation != "nummod" or noun.tag != "NN" or verb.tag not in {"VBN", "VBD"}:
        return False
    if noun.relation != "ROOT" or verb.end != noun.start or verb.children:
        return False
    beside = [one for one in noun.children if one is not verb and (one is node or one.relation == "punct")]
    noun.children = [one for one in noun.children if one not in beside and one is not verb]
    verb.children = sorted([*beside, noun], key=lambda one: one.start)
    for one in verb.children:
        one.head = verb
    verb.head, verb.relation, verb.kind, verb.tag = None, "ROOT", "VERB", "VBD"
    node.relation, noun.relation = "nsubj", "dobj"
    return True


def _listed(tree: Tree, node: Node, colon: int) -> bool:
    """Whether a name opens an item of the list: only fillers stand between it and the colon or the last comma."""
    place = node.start - 1
    while place > colon and tree.words[place].lower() in FILLERS - {",", ";", "and"}:
        place -= 1
    return place == colon or tree.words[place] in {",", ";"} or tree.words[place].lower() == "and"
