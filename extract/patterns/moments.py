"""Moments: which date a count was true at, and who tells a figure, by what stands beside it in its own clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from extract.claims.claims import Evidence
from extract.parsing.cues import Cues
from extract.patterns.shapes import BREAKS
from extract.trees.arguments import idioms, time_role
from extract.trees.clauses import is_clause, named_members, subjects
from extract.trees.trees import Node, Tree
from extract.values.values import Quantity

MEASURED = (["more", "than"], ["fewer", "than"], ["less", "than"])
"""Words behind a count by which it tells how far two others lie apart."""
ACTORS = frozenset({"nsubj", "nsubjpass"})
JOINING = frozenset({"and", "or", "plus", "&"})
DASHES = frozenset({"--", "\u2014", "\u2013"})
DECADE = re.compile(r"\b\d{3}0['\u2019]?s$")
EACH_YEAR = re.compile(r"\b(?:each|every) (?:of (?:the )?(?:\w+ )?)?(?:fiscal |financial |budget |calendar )?years?\b")


def date_beside(figure: Node, tree: Tree, cues: Cues) -> Node | None:
    """The date behind a count and before the next one: "212 hospitals in May 2031 and 230 in June 2032".

    The verb that says what those counted did may stand between: "61 took part in 2032, and 55 did so in 2033".
    """
    noun = figure.head if figure.head is not None and _counts(figure) else figure
    own = noun.head if noun.relation in ACTORS else None
    for node in tree.nodes:
        if node.start < figure.end:
            continue
        if (is_clause(node) and node is not own) or node.text in BREAKS - {","}:
            return None
        quantity = node.quantity
        if quantity is None:
            continue
        if figure.quantity is not None and quantity.kind == figure.quantity.kind:
            return None
        if quantity.kind == "date":
            plain = quantity.lower is None and quantity.upper is None
            return node if plain and not is_joined(node) and time_role(node, cues) == "at" else None
    return None


def as_of(figure: Node, tree: Tree) -> Node | None:
    """The one date that a count's clause gives "as of" some day, whatever stands between the two."""
    dates = [one for one in tree.nodes if one.quantity is not None and one.quantity.kind == "date"]
    counts = [one for one in tree.nodes if one.quantity is not None and one.quantity.kind == "count"]
    only = dates[0] if len(dates) == 1 and len(counts) == 1 else None
    told = only is not None and only.quantity is not None and only.quantity.bound == "asOf"
    return only if only is not None and told and same_clause(figure, only) else None


def same_clause(one: Node, other: Node) -> bool:
    """Whether two nodes belong to the clause of the same verb."""
    return _verb(one) is _verb(other)


def _verb(node: Node) -> Node | None:
    return next((one for one in (node, *node.ancestors()) if is_clause(one)), None)


def is_joined(date: Node) -> bool:
    """Whether a date is one of several joined ones ("lists of May 2031 and June 2032")."""
    above = date.head if date.relation == "conj" else None
    return any(one.quantity is not None for one in date.all("conj")) or (
        above is not None and above.quantity is not None and above.quantity.kind == "date"
    )


def speaker_of(clause: Node, subject: Node | None, figure: Node | None, cues: Cues) -> Node | None:
    """Who tells a figure that a verb of telling has as its object: "Tern found savings of $3 million"."""
    if figure is None or figure.quantity is None or figure.quantity.kind not in {"money", "count"}:
        return None
    place = figure.head
    if place is not None and place.lemma == "of" and place.head is not None:  # "with net savings of $3 million"
        place = place.head.head
    put = cues.holds("attribution", "puts", clause.lemma) and place is not None and place.lemma in {"at", "with"}
    tells = put or cues.holds("governor", "speech", clause.lemma)
    if not is_clause(clause) or not tells or not clause.all("dobj"):
        return None
    tellers = _named_tellers(clause, subject)
    known = [one for one in tellers if one.mention is not None or cues.holds("attribution", "tellers", one.lemma)]
    return known[0] if len(known) == 1 else None


def teller_of(anchor: Node, subject: Node | None, cues: Cues) -> Node | None:
    """Who tells a result: who finds, detects or reports what the anchor stands for ("evaluators detected no effect").

    In: the word that the result hangs on, and what it is a result of. Out: the one subject of the verb of telling
    around it, if that is a name or a noun for people or papers that tell of results; else nothing.
    """
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    if clause is None or not cues.holds("attribution", "tells", clause.lemma) or clause.all("nsubjpass"):
        return None
    tellers = _named_tellers(clause, subject)
    if len(tellers) != 1 or not clause.all("dobj", "ccomp", "oprd"):
        return None
    known = tellers[0].mention is not None or cues.holds("attribution", "tellers", tellers[0].lemma)
    return tellers[0] if known else None


def _named_tellers(clause: Node, subject: Node | None) -> list[Node]:
    """Who does what a clause tells, by name where a name stands beside: "the evaluators, Harlan Dove LLC, found"."""
    found = [one for one in subjects(clause) if one is not subject]
    return [one for one in found if not any(other in found for other in named_members(one))]


def in_brackets(thing: Node, tree: Tree) -> tuple[Node, Quantity] | None:
    """The period or one end of it in brackets right behind a name: "Ann Lee (2030-2032)", "Bo Park (to May 2031)"."""
    behind = _behind(thing, tree)
    ending = len(behind) == 4 and behind[1].text.lower() == "to"
    inside = [behind[0], *behind[2:]] if ending else behind[:3]
    told = inside[1].quantity if len(inside) == 3 else None
    if told is None or told.kind != "date" or (inside[0].text, inside[2].text) != ("(", ")"):
        return None
    told = replace(told, bound="until") if ending else told
    return (inside[1], told) if _is_span(told) else None


def right_behind(named: Iterable[Node], tree: Tree) -> tuple[Node, Quantity] | None:
    """The period or one end of it behind the last of some names and titles: "director of the office since 2031"."""
    listed = list(named)
    behind = [one for one in _behind(max(listed, key=lambda one: one.end), tree) if one.text != ","][:1]
    told = behind[0].quantity if behind and not is_of_an_aside(behind[0], listed) else None
    return (behind[0], told) if told is not None and told.kind == "date" and _is_span(told) else None


def _behind(thing: Node, tree: Tree) -> list[Node]:
    place = next((number for number, one in enumerate(tree.nodes) if one is thing), len(tree.nodes))
    return list(tree.nodes[place + 1 : place + 5])


def _is_span(date: Quantity) -> bool:
    return date.lower is not None or date.upper is not None or date.bound in {"from", "until"}


def is_dateline(date: Node, tree: Tree) -> bool:
    """Whether a date only tells when a text was written: with places and a dash before its first words."""
    place = next((number for number, one in enumerate(tree.nodes) if one is date), 0)
    opening = all(one.kind in {"PROPN", "PUNCT", "X", "SYM"} or one.mention is not None for one in tree.nodes[:place])
    for one in tree.nodes[place + 1 : place + 8] if opening else ():
        if one.text in DASHES:
            return True
        if one.kind not in {"PROPN", "PUNCT", "X", "SYM", "NOUN", "ADJ"} and one.mention is None:
            return False
    return False


def is_decade(date: Node | None) -> bool:
    """Whether a date only names ten years ("the early 2030s"): too wide for a start or an end."""
    return date is not None and DECADE.search(date.text) is not None


def rate_beside(figure: Node, tree: Tree, cues: Cues) -> str | None:
    """The length of time that a sum is given for each time, by the noun that it measures or by "each" year.

    In: the node of a sum, its sentence and the words for rates. Out: an ISO 8601 duration: "an annual budget of
    $3 million", "for each of the years 2031 to 2034, $3 million" → P1Y.
    """
    if figure.quantity is None or figure.quantity.kind != "money" or figure.quantity.per is not None:
        return None
    above = figure.head
    if above is not None and above.lemma == "of" and above.relation == "prep":
        above = above.head
    for one in above.all("amod", "compound") if above is not None and above.kind == "NOUN" else ():
        found = cues.kind("rate", one.text.lower())
        if found is not None:
            return found
    if sum(one.quantity is not None and one.quantity.kind == "money" for one in tree.nodes) != 1:
        return None
    each = [one for one in tree.nodes if one.text.lower() in {"each", "every"} and same_clause(one, figure)]
    said = (" ".join(tree.words[one.start : one.start + 6]).lower() for one in each)
    return "P1Y" if any(EACH_YEAR.match(words) for words in said) else None


def with_dates(evidence: Evidence, places: Iterable[tuple[int, int, str]], date: Quantity) -> Evidence:
    """Evidence whose context also holds these places of a date, and that is worked out where the date is."""
    context = tuple(sorted({*evidence.context, *places}))
    return replace(evidence, context=context, inferred=evidence.inferred or date.inferred)


def is_another_sums(date: Node, figure: Node, tree: Tree) -> bool:
    """Whether a date behind a sum stands behind another sum or a nearer date: "$5 in 2030, $9 in 2031"."""
    nodes = [one for one in tree.nodes if figure.end <= one.start < date.start]
    return any(one.quantity is not None and one.quantity.kind in {"money", "date"} for one in nodes)


def is_another_counts(date: Node, figure: Node, tree: Tree) -> bool:
    """Whether a date stands right behind another count: "from 20,000 in 2031 to 11,000", "305, up from 160 in 2031".

    Behind the figure it is the date of both where the two are joined: "15 hospitals and 22 clinics in May 2031".
    """
    if date.start > figure.start:
        between = [one for one in tree.nodes if figure.end <= one.start and one.end <= date.start]
        last = [one for one in between if one.quantity is not None][-1:]
        other = last[0].quantity if last else None
        ties = [one for one in between if last and one.start >= last[0].end]
        joined = any(one.text.lower() in JOINING and one.end <= last[0].start for one in between if last)
        alone = all(one.kind in {"ADP", "DET"} for one in ties)
        return other is not None and other.kind == "count" and alone and not joined
    before = [one for one in tree.nodes if one.end <= date.start]
    for one in reversed(before[-4:]):
        if one.quantity is not None:
            return one.quantity.kind == "count"
        if is_clause(one) or one.text in BREAKS:
            return False
    return False


def is_added(figure: Node, cues: Cues) -> bool:
    """Whether a count is of what comes on top or has gone, and no whole: "another 12 clinics", "12 clinics left".

    So is one that only tells how far two others lie apart: "412 clinics, 18 more than a year before".
    """
    noun = figure.head if figure.head is not None and _counts(figure) else figure
    beside = [*figure.children, *(noun.children if noun is not figure else ())]
    gone = [one for one in beside if is_clause(one) and one.relation in {"acl", "relcl"}]
    if noun.relation == "nsubj" and noun.head is not None and is_clause(noun.head):
        gone.append(noun.head)
    if any(one.start == figure.end and one.text.lower().split()[:2] in MEASURED for one in (*beside, noun)):
        return True
    left = cues.group("event-verb").get("leave", frozenset())
    if any(idioms(one) & left for one in gone):
        return True
    return any(cues.holds("noun", "added", word) for one in beside for word in (one.lemma, one.text.lower()))


def is_no_whole(figure: Node, cues: Cues) -> bool:
    """Whether a count is no number of all who take part: of those added or gone, of a part, or somebody else's."""
    return is_added(figure, cues) or is_of_others(figure) or _is_share(figure, cues)


def _is_share(figure: Node, cues: Cues) -> bool:
    """Whether a count is of one part of those that somebody divides: "sorted them into 670 early and 340 late ones"."""
    parted = [one.head for one in figure.ancestors() if one.lemma == "into" and one.head is not None]
    return any(cues.holds("event-verb", "part", one.lemma) for one in parted)


def is_of_others(figure: Node) -> bool:
    """Whether a body or person has what is counted: "the network's nine clinics", "nine clinics of the Reef Fund"."""
    noun = figure.head if figure.head is not None and _counts(figure) else figure
    owners = [one for one in noun.all("poss") if max(each.end for each in one.below()) == figure.start]
    owners += [one for prep in noun.all("prep") if prep.lemma in {"in", "of", "at"} for one in prep.all("pobj")]
    named = [one.mention or one.guess for one in owners]
    return any(one is not None and one.type.endswith(("#Organization", "#Person")) for one in named)


def _counts(figure: Node) -> bool:
    return figure.relation in {"nummod", "quantmod", "amod", "compound"}


def is_anothers_day(date: Node, thing: Node | None, told: Iterable[Node], tree: Tree) -> bool:
    """Whether a date beside a count or a post is that of another one."""
    if date.quantity is None or date.quantity.kind != "date":
        return False
    figure = thing if thing is not None and thing.quantity is not None else None
    return is_another_counts(date, figure, tree) if figure is not None else is_anothers_tenure(date, told)


def is_anothers_tenure(date: Node, told: Iterable[Node]) -> bool:
    """Whether a date is that of another post than the one that is told."""
    listed = list(told)
    return is_of_the_first(date, listed) or is_of_an_aside(date, listed)


def is_of_the_first(date: Node, told: Iterable[Node]) -> bool:
    """Whether a date between two joined things is that of the one that is not told.

    "Director of A from 2028 to 2031 and dean of B": the years are those of the first post. Behind the "and" a date
    is that of the second: "counsel until 2031 and, for eight months in 2033, its acting director".
    """
    for one in told:
        for first, second in _joints(one):
            if first.end <= date.start and date.end <= second.start:
                behind = any(each.end <= date.start for each in (*first.all("cc"), *_above(first).all("cc")))
                return behind == (one is first)
    return False


def _joints(one: Node) -> Iterator[tuple[Node, Node]]:
    """The pairs of joined things of which one is a part; a parser may hang both on their verb."""
    if one.relation == "conj" and one.head is not None:
        yield one.head, one
    yield from ((one, other) for other in one.all("conj"))
    if one.relation == "attr":
        yield from (pair for pair in pairwise(_above(one).all("attr")) if one in pair)


def _above(node: Node) -> Node:
    return node.head if node.head is not None else node


def is_of_an_aside(date: Node, told: Iterable[Node]) -> bool:
    """Whether a date stands in an aside that tells of another post: "Ann Lee, a partner at A until 2022, heads B"."""
    listed = list(told)
    posts = [one for one in listed if one.mention is None and one.quantity is None] or listed
    asides = [one for one in date.ancestors() if one.relation == "appos"]
    return any(not any(one is aside or aside in one.ancestors() for one in posts) for aside in asides)
