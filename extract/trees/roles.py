"""Roles: the title that somebody holds with a body, by where its noun stands, for claims that no pattern shaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.parsing.cues import Cues
from extract.trees.clauses import is_clause
from extract.trees.trees import Node, Tree

BINDERS = frozenset({"of", "at", "for", "with", "in", "to", "within"})


def post_of(person: Node, body: Node, tree: Tree, cues: Cues) -> Node | None:
    """The noun of the title that a person holds with a body: "a consultant with the firm", "at the firm as partner".

    In: the nodes of both, their sentence and the words for titles. Out: the one noun that names a title there, whose
    nearest person this is; nothing where two could be meant.
    """
    found = {id(one): one for one in _nouns(person, body) if _is_title(one, cues)}
    nearest = [one for one in found.values() if _nearest_person(one, person, tree)]
    return nearest[0] if len(nearest) == 1 else None


def _nouns(person: Node, body: Node) -> Iterator[Node]:
    """The nouns that may be the title: over the body, beside the person, behind "as", and in "where she is counsel"."""
    place = body.head
    if body.relation == "pobj" and place is not None and place.lemma in BINDERS and place.head is not None:
        yield place.head
    elif body.relation in {"poss", "compound", "nmod"} and place is not None:
        yield place
    for one in body.all("relcl"):
        if one.lemma == "be" and any(child.text.lower() == "where" for child in one.children):
            yield from one.all("attr")
    clause = next((one for one in body.ancestors() if is_clause(one)), None)
    if clause is not None and any(one is person for one in clause.below()):
        for prep in clause.all("prep"):
            if prep.lemma == "as":
                yield from prep.all("pobj")
    if person.title is None:
        yield from (one for one in person.all("compound", "nmod") if one.end == person.start)


def _is_title(noun: Node, cues: Cues) -> bool:
    plain = noun.mention is None and noun.quantity is None and noun.kind in {"NOUN", "PROPN"} and noun.tag != "NNS"
    return plain and (cues.holds("title", "head", noun.lemma) or cues.holds("title", "held", noun.lemma))


def _nearest_person(noun: Node, person: Node, tree: Tree) -> bool:
    """Whether no other name stands nearer to a title: names of persons are told by the title that they can have."""

    def distance(one: Node) -> int:
        return min(abs(one.start - noun.end), abs(noun.start - one.end))

    named = person.mention
    if named is None:
        return False
    alike = [one for one in tree.nodes if one.mention is not None and one.mention.type == named.type]
    own = [distance(one) for one in alike if one.mention is not None and one.mention.referent.key == named.referent.key]
    others = [
        distance(one) for one in alike if one.mention is not None and one.mention.referent.key != named.referent.key
    ]
    return min(own, default=0) < min(others, default=999)


def fit_of(post: Node | None, body: Node | None, cues: Cues) -> str:
    """What a title has to do with a body beside it: it is its `own`, that of a `part` of it, or of an `other`."""
    if post is None or body is None or post is body:
        return "own"
    return "other" if _is_of_other(post, body, cues) else "part" if _is_of_part(post, body) else "own"


def _is_of_part(post: Node, body: Node) -> bool:
    """Whether a title names the part of a body that it leads: "head of the Trials Unit at the Reef Institute"."""
    place = body.head
    if body.relation != "pobj" or place is None or place.head is not post or place.lemma == "of":
        return False
    kind = body.mention.type if body.mention is not None else ""
    parts = (one for prep in post.all("prep") if prep.end <= place.start for one in prep.all("pobj"))
    return any(one.mention is not None and one.mention.type == kind for one in parts)


def _is_of_other(post: Node, body: Node, cues: Cues) -> bool:
    """Whether a body belongs to another title beside: "dean of the Reef School and head of the Trials Unit"."""
    place = body.head
    other = place.head if body.relation == "pobj" and place is not None else None
    if other is None or other is post or not _is_title(other, cues) or place is None or place.lemma not in BINDERS:
        return False
    own = any(one.mention is not None for prep in post.all("prep") for one in prep.all("pobj"))
    return own or body.start < post.start


def is_verbless(person: Node, body: Node) -> bool:
    """Whether no verb ties a person to a body ("Ann Lee of the Tide Office"): the sentence's tense is not theirs."""
    above, other = [person, *person.ancestors()], [body, *body.ancestors()]
    meeting = next((one for one in above if any(one is each for each in other)), None)
    if meeting is None:
        return False
    path = [*above[: above.index(meeting) + 1], *other[: other.index(meeting) + 1]]
    return not any(is_clause(one) for one in path)


def is_told_over(body: Node, post: Node | None, tree: Tree, cues: Cues) -> bool:
    """Whether a word right at the body or the title says that it is over: "formerly of the Tide Office"."""
    heads = [one for one in (body.head, body, post) if one is not None and not is_clause(one)]
    said = [child.text for one in heads for child in one.children]
    if body.relation == "pobj" and body.head is not None and body.head.start:
        said.append(tree.words[body.head.start - 1])
    left = body.head is not None and body.head.lemma == "from" and body.head.relation == "prep"
    verb = body.head.head if left and body.head is not None else None
    came = verb is not None and cues.holds("tenure", "came", verb.lemma)  # "he comes from the Reef University"
    return came or any(cues.holds("flag", "ended", word.lower()) for word in said)


def is_mooted(nodes: Iterable[Node], cues: Cues) -> bool:
    """Whether somebody is only put up for a post: "was nominated as director", "the mayor's pick to lead it, Lee"."""
    above = [one for node in nodes for one in (node, *node.ancestors())]
    nouns = (one for one in above if one.nominal and one.mention is None and one.all("acl", "relcl"))
    chosen = any(cues.holds("governor", "mooted", one.lemma) for one in nouns)
    return chosen or any(cues.holds("tenure", "mooted", one.lemma) for one in above if is_clause(one))


def _is_served(person: Node, body: Node, cues: Cues) -> bool:
    """Whether somebody is only whom a title serves ("an aide to Senator Lee"), and the body is none beside her name."""
    to = person.head
    aide = to.head if person.relation == "pobj" and to is not None and to.lemma == "to" else None
    own = any(one is body for one in person.below()) or body.head is person
    return aide is not None and _is_title(aide, cues) and not own


def is_no_member(body: Node | None, person: Node | None, cues: Cues) -> bool:
    """Whether somebody only learnt at a body or answers to it: "trained as a nurse at the hospital", "reports to".

    So too whom another serves: "was counsel at the firm and an aide to Senator Lee".
    """
    if body is None:
        return False
    if person is not None and _is_served(person, body, cues):
        return True
    above = list(body.ancestors())
    clause = next((one for one in above if is_clause(one)), None)
    nouns = [one.lemma.lower() for one in (above[: above.index(clause)] if clause is not None else above)]
    if clause is None:
        return any(cues.holds("schooling", "nouns", one) for one in nouns)
    objects = clause.all("dobj", "attr")
    nouns += [one.lemma.lower() for one in objects]
    if any(cues.holds("schooling", "nouns", one) for one in nouns):
        return True
    taught = cues.holds("schooling", "alone", clause.lemma) and not objects
    below = cues.holds("schooling", "under", clause.lemma) and body.relation == "pobj" and "to" in nouns
    told = cues.holds("schooling", "told", clause.lemma) and body.relation in {"dobj", "dative"}
    return taught or below or told or cues.holds("schooling", "verbs", clause.lemma)
