"""Clauses: which nodes of a tree head a clause, and who or what each speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.parsing.pipeline import english_words
from extract.trees.trees import Node

RELATIVES = frozenset({"which", "that", "who", "whom", "whose"})
HELPERS = frozenset({"aux", "auxpass"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
REDUCED = frozenset({"acl", "advcl", "relcl", "amod"})


def is_clause(node: Node) -> bool:
    """Whether a node heads a clause: a verb that is no auxiliary, no adjective and no part of a name."""
    if node.mention is not None or node.quantity is not None or node.relation in HELPERS:
        return False
    if node.kind in {"VERB", "AUX"} and node.tag.startswith("VB"):
        return node.relation not in {"amod", "compound", "case", "nmod"}
    verbal = node.relation in {"ROOT", "ccomp", "relcl", "conj", "advcl"} and node.tag in {"NNS", "NN", "JJ", "VB"}
    return verbal and any(child.end <= node.start and not child.all("prt") for child in node.all("nsubj", "nsubjpass"))


def named_members(node: Node) -> list[Node]:
    """The names listed behind a common noun or a bare number: "two tests: the Harbor Model and the Coast Model"."""
    if node.mention is not None or (node.quantity is not None and node.quantity.kind != "count"):
        return []
    found: list[Node] = []
    waiting = node.all("appos")
    while waiting:
        one = waiting.pop(0)
        if one.mention is not None:
            found.append(one)
        waiting += one.all("appos", "conj")
    return found


def expanded(node: Node) -> list[Node]:
    """All that a noun phrase in one role stands for: what is joined to it, and the names listed behind it."""
    found: list[Node] = []
    for one in node.conjuncts():
        if one is node or not one.all("neg"):  # "practices but not pharmacies"
            found += [one, *named_members(one)]
    return found


def describes_now(node: Node) -> bool:
    """Whether a bare participle describes something in a sentence of the present: "the office, headed by Lee, runs"."""
    if node.relation != "acl" or node.tag not in {"VBN", "VBD"} or helpers(node):
        return False
    above = next((one for one in node.ancestors() if is_clause(one)), None)
    told = above if above is None else next(iter(helpers(above)), above)
    return told is None or told.tag in {"VBZ", "VBP", "MD"}


def helpers(node: Node) -> list[Node]:
    """The auxiliaries of a clause; a joined bare infinitive or participle shares those of the clause before it."""
    own = node.all("aux", "auxpass")
    if own or node.relation != "conj" or node.head is None or not is_clause(node.head) or node.all(*SUBJECTS):
        return own
    if node.tag == "VB" and any(child.tag in {"MD", "TO"} or child.lemma == "do" for child in helpers(node.head)):
        return helpers(node.head)
    if node.tag == "VBN" and (node.head.tag in {"VBN", "VBD"}):
        return helpers(node.head)
    return own


def is_passive(node: Node) -> bool:
    """Whether a clause's grammatical subject is what the verb is done to."""
    if node.all("auxpass", "nsubjpass"):
        return True
    if node.all("nsubj"):
        return False
    if node.tag in {"VBN", "VBD"} and node.relation in REDUCED and not node.the("aux"):
        return True
    if node.relation == "conj" and node.head is not None and is_clause(node.head) and node.tag in {"VBN", "VBD"}:
        return (
            not node.all("aux", "dobj")
            and is_passive(node.head)
            and (node.tag == "VBN" or node.head.relation in REDUCED or node.the("agent") is not None)
        )
    return False


def is_relative(node: Node) -> bool:
    """Whether a node is a relative pronoun that stands for the noun before it."""
    return node.lemma in RELATIVES and node.tag in {"WDT", "WP", "WP$", "IN", "DT"} and node.mention is None


def antecedent(node: Node) -> list[Node]:
    """What a relative or participial clause is said of."""
    head = node.head
    while (
        head is not None
        and head.relation == "appos"
        and head.mention is None
        and head.head is not None
        and head.head.mention is not None
    ):
        head = head.head
    if head is None or not head.nominal:
        return []
    if head.relation == "attr" and head.mention is None and head.head is not None and head.head.lemma == "be":
        return [head, *subjects(head.head)]
    if head.relation == "conj" and head.head is not None and _is_plural(node):  # "Alder and Birch, which run until May"
        joined = [one for one in head.head.conjuncts() if one.end <= head.end and one.mention is not None]
        return joined if head in joined else [head]
    return [head, *named_members(head)]


def _is_plural(clause: Node) -> bool:
    """Whether the verb of a clause tells of several things: "which run", "that have ended", "which were cancelled"."""
    verbs = [clause, *clause.all("aux", "auxpass")]
    return any(one.tag == "VBP" or one.text.lower() == "were" for one in verbs)


def subjects(node: Node, depth: int = 0) -> list[Node]:
    """The grammatical subjects of a clause, inherited where it has none of its own.

    Joined clauses share the first one's; participles and relative pronouns stand for the noun before them;
    infinitives take the object of the word above them if it has one, else its subject.
    """
    if depth > 8:
        return []
    own = node.all(*SUBJECTS)
    if len(own) > 1:  # "which itself lost money": a word that only stresses the subject is none
        own = [one for one in own if not one.text.lower().endswith(("self", "selves"))] or own
    if own:
        subject = next((one for one in reversed(own) if one.end <= node.start and one.relation != "csubj"), own[0])
        if is_relative(subject):
            above = (
                node if node.relation == "relcl" else next((n for n in node.ancestors() if n.relation == "relcl"), None)
            )
            return antecedent(above) if above is not None else []
        if subject.text.lower() == "there" or subject.relation == "csubj":
            return []
        return [one for one in expanded(subject) if one.nominal or one.tag in {"DT", "CD", "JJ", "JJS", "PRP$"}]
    if node.all("expl"):
        return []
    head = node.head
    if head is None:
        return []
    if node.relation == "conj":
        return subjects(head, depth + 1) if is_clause(head) else []
    if node.relation in {"relcl", "acl"} and head.nominal:
        return antecedent(node) if node.tag != "VB" else _of_plan(node, depth)
    if node.relation in {"xcomp", "ccomp"} and is_clause(head):
        objects = head.all("dobj", "dative")
        if objects and node.relation == "xcomp" and is_relative(objects[0]):  # "whom the board chose to lead it"
            return antecedent(head)
        if objects and node.relation == "xcomp":
            return [one for one in expanded(objects[0]) if one.nominal]
        return subjects(head, depth + 1)
    if node.relation in {"xcomp", "acomp"} or head.relation in {"acomp", "attr", "oprd"}:
        above = next((n for n in node.ancestors() if is_clause(n)), None)
        return subjects(above, depth + 1) if above is not None else []
    if node.relation in {"advcl", "pcomp", "prep", "parataxis", "dep", "oprd"}:
        above = next((n for n in node.ancestors() if is_clause(n)), None)
        if above is not None:
            return subjects(above, depth + 1)
        nominal = next((n for n in node.ancestors() if n.nominal), None)
        return [nominal] if nominal is not None and node.relation == "advcl" else []
    return []


def stranger(node: Node, used: Iterable[Node] = ()) -> Node | None:
    """The subject of the clause around a node where it is a proper name that means nothing known, and not in `used`.

    "HBAM stays mandatory": what such a clause says is said of HBAM, whatever the text around it is about.
    """
    clause = next((one for one in (node, *node.ancestors()) if is_clause(one)), None)
    for one in subjects(clause) if clause is not None else ():
        parts = [one, *one.all("compound", "nmod")]
        known = any(each.mention or each.guess or each.concept or each.quantity for each in parts)
        if not known and one.tag != "NNS" and any(map(_is_odd, parts)) and all(one is not each for each in used):
            return one
    return None


def _is_odd(node: Node) -> bool:
    """Whether a word is written as a name and is none of the language's own: an acronym, or a capital on a new word."""
    if sum(letter.isupper() for letter in node.text) > 1:
        return not node.text.endswith("s")
    return node.tag in {"NNP", "NNPS"} and node.text.istitle() and node.text.lower() not in english_words()


def _of_plan(node: Node, depth: int) -> list[Node]:
    """Whose plan it is: "its plans to launch X" is the subject of the clause above, or the owner of the plan."""
    head = node.head
    if head is None:
        return []
    owners = head.all("poss")
    if owners:
        return owners[0].conjuncts()
    above = next((n for n in head.ancestors() if is_clause(n)), None)
    return subjects(above, depth + 1) if above is not None and head.relation == "dobj" else []


def particle(node: Node) -> str:
    """The verb's lemma, with its particle ("take_over")."""
    part = node.the("prt")
    return f"{node.lemma}_{part.lemma}" if part is not None else node.lemma


def is_boundary(node: Node) -> bool:
    """Whether a node begins another clause than the one above it."""
    return is_clause(node) and node.relation not in {"amod", "compound"}


def territory(node: Node) -> list[Node]:
    """The nodes of one clause: all below its head but what belongs to a clause of its own."""
    return sorted(node.below(is_boundary), key=lambda one: one.start)


def told_by(anchor: Node, sentence: Sequence[Node]) -> Iterator[Node]:
    """The verb above a word, with who acts, what is acted on and what is denied: the word alone proves nothing."""
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    if clause is not None:
        yield clause
        yield from clause.all("nsubj", "nsubjpass", "dobj", "attr", "acomp", "neg")
    yield from (one for one in sentence if one.lemma == "significant")


def are_joined(one: Node | None, other: Node | None) -> bool:
    """Whether two subjects are joined by "and", so that what is said of one is said of both."""
    if one is None or other is None:
        return False
    top = one
    while top.relation == "conj" and top.head is not None:
        top = top.head
    return other in top.conjuncts()


def is_around(anchor: Node, subject: Node | None) -> bool:
    """Whether the clause that a finding hangs on holds what it is said of, or the text around tells it."""
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), anchor)
    return subject is None or any(one is subject for one in clause.below())


def offset_before(verb: Node, clause: Node) -> Node | None:
    """The stretch of time that opens a clause and dates its verb: "two years before" in "ended two years before"."""
    first = min(one.start for one in clause.below())
    return next((one for one in verb.children if one.end == first and one.quantity is not None), None)
