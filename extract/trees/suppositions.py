"""Suppositions: clauses whose own form tells that what they say did not come about, or only would on a condition."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.arguments import idioms
from extract.trees.clauses import helpers, is_clause, particle
from extract.trees.trees import Node, Tree

INVERTED = frozenset({"have", "be", "should"})


def inverted(node: Node) -> bool:
    """Whether a helping verb before its subject makes a condition: "Had it begun in 2031, …"."""
    subject, aux, head = node.the("nsubj", "nsubjpass"), helpers(node), node.head
    if subject is None and node.relation == "acl" and node.tag == "VBN" and head is not None and head.head is not None:
        above = head.head  # "… were the test made mandatory" with the test as what something was
        alone = above.text.lower() == "were" and above.relation in {"ccomp", "advcl"} and not above.all("nsubj", "expl")
        return alone and head.relation == "attr" and above.start < head.start
    if subject is None:
        return False
    # "Savings might vanish were the test made mandatory": the parser takes "were" for a verb that stands alone
    if node.relation in {"conj", "ccomp"} and node.tag in {"VBN", "VBD"} and head is not None and not aux:
        bare = head.text.lower() in {"were", "had"} and head.relation in {"ccomp", "advcl"}
        if bare and head.start < subject.start and not head.all("nsubj", "expl", "attr", "acomp", "dobj"):
            return True
    if node.relation == "ccomp" and node.tag == "VBN" and head is not None and head.relation == "advcl":
        return head.lemma == "have" and head.start < subject.start and not head.all("nsubj")
    leads = bool(aux) and aux[0].start < subject.start and aux[0].lemma in INVERTED
    # A condition is also read as what is said: "Had it saved $4 million, nobody would have cared".
    first = node.relation == "ccomp" and leads and all(one.start >= aux[0].start for one in node.below())
    return leads and (node.relation == "advcl" or first)


def never_came(node: Node) -> bool:
    """Whether a past infinitive below a past "be" tells what did not come about: "was to have begun in 2035"."""
    above = node.head if node.relation == "xcomp" else None
    past = above is not None and above.lemma == "be" and above.tag in {"VBD", "VBN"}
    return past and node.tag == "VBN" and {"to", "have"} <= {one.text.lower() for one in helpers(node)}


def is_undone(node: Node, tree: Tree, cues: Cues) -> bool:
    """Whether words beside a verb tell that what it says is not so: "nearly ended", "is anything but mandatory"."""
    undone, remote = (cues.group("adverb").get(one, frozenset()) for one in ("undone", "remote"))
    before = " ".join(tree.words[max(0, node.start - 4) : node.start]).lower()
    behind = " ".join(tree.words[node.end : node.end + 4]).lower()
    return any(before == one or before.endswith(f" {one}") for one in undone | remote) or any(
        behind.startswith(f"{one} ") for one in remote
    )


def is_weighed(node: Node, head: Node, cues: Cues) -> bool:
    """Whether what a clause tells is only turned over in the mind: "considered making it mandatory".

    So too what somebody is only put up for: "the governor's pick to lead the office".
    """
    if head.nominal and not is_clause(head) and cues.holds("governor", "mooted", head.lemma):
        return True
    return is_gerund(node) and not head.all("dobj") and cues.holds("governor", "weighed", head.lemma)


def goes_on(clause: Node, prep: Node, cues: Cues) -> bool:
    """Whether somebody goes on to what "to" tells, so that it is as true as that: "will move back to heading it"."""
    return prep.lemma == "to" and cues.holds("governor", "onward", clause.lemma)


def is_independent(node: Node, head: Node, tree: Tree, cues: Cues) -> bool:
    """Whether a clause only stands beside the one it hangs from: parted by a semicolon, or put before it."""
    between = tree.words[min(node.start, head.start) : max(node.start, head.start)]
    if ";" in between:
        return True
    known = {word for words in cues.group("governor").values() for word in words}
    governs = head.lemma in known and head.lemma != "have"  # only an infinitive is governed by it
    return node.relation in {"ccomp", "parataxis"} and node.start < head.start and not governs


def is_gerund(node: Node) -> bool:
    """Whether a verb names a deed and tells none: "ending", "being cancelled"."""
    return node.tag == "VBG" or (node.tag == "VBN" and any(one.text.lower() == "being" for one in helpers(node)))


def is_wished(node: Node, cues: Cues) -> bool:
    """Whether a verb tells only what somebody would like: "Senators want it to end in 2033"."""
    return node.tag == "VB" and node.head is not None and cues.holds("governor", "wished", node.head.lemma)


def hangs_on_more(node: Node, cues: Cues) -> bool:
    """Whether what a clause tells only comes about on a condition: "If it is renewed, it will run until 2040"."""
    above = [node, *(one for one in node.ancestors() if is_clause(one))]
    conditions = [*above, *(child for one in above for child in one.all("advcl"))]
    return any(supposes(one, cues) for one in conditions)


def is_conditional(clause: Node, cues: Cues) -> bool:
    """Whether a clause opens as a condition does: "if it is renewed"."""
    mark = clause.the("mark", "advmod")
    return mark is not None and cues.holds("conditional", "marks", mark.text.lower())


def awaits_decision(clause: Node, cues: Cues) -> bool:
    """Whether a condition only awaits a decision ("if finalized")."""
    return cues.holds("conditional", "procedural", clause.lemma)


def supposes(clause: Node, cues: Cues) -> bool:
    """Whether a clause is a condition beside another, and more than that a decision is awaited."""
    return clause.relation == "advcl" and is_conditional(clause, cues) and not awaits_decision(clause, cues)


def is_so(head: Node, clause: Node | None, infinitive: bool, cues: Cues) -> bool:
    """Whether what stands above a clause only says that it is so, or came about: "it is true that", "was able to"."""
    past = clause is not None and clause.lemma == "be" and clause.tag in {"VBD", "VBN"}
    true = head.lemma == "be" and not infinitive and is_called(head, "true", cues)
    return true or (head.lemma == "able" and past)


def is_called(clause: Node, name: str, cues: Cues) -> bool:
    """Whether a clause calls what is said `true` or `untrue`."""
    return any(cues.holds("governor", name, one.lemma) for one in clause.all("acomp", "attr", "oprd", "nsubj"))


def is_untrue(head: Node, clause: Node | None, noun: bool, tree: Tree, cues: Cues) -> bool:
    """Whether a sentence says of what a noun or clause tells that it is not so: "the claim that it did is false"."""
    if clause is not None and not clause.all("neg") and is_called(clause, "untrue", cues):
        return True
    # the parser may lose what is false, and take "claims" for a verb: "claims that it is mandatory are false"
    told = noun or head.relation in {"nsubj", "csubj"}
    return told and cues.holds("governor", "opinion", head.lemma) and ends_untrue(tree, head.end, cues)


def ends_untrue(tree: Tree, start: int, cues: Cues) -> bool:
    """Whether words behind a place say that something is false: "… is a myth", "… are untrue"."""
    words = [word.lower() for word in tree.words[start:]]
    last = next((at for at, word in enumerate(words) if cues.holds("governor", "untrue", word)), None)
    return last is not None and not {"is", "are", "was", "were"}.isdisjoint(words[max(0, last - 2) : last])


def is_foretold(node: Node, head: Node, cues: Cues) -> bool:
    """Whether an infinitive tells what somebody forecasts of the subject: "was projected by them to save"."""
    passive = bool(head.all("nsubjpass")) and head.the("agent") is not None and head.end <= node.start
    return passive and cues.holds("governor", "projection", head.lemma)


def is_next_step(node: Node, head: Node, cues: Cues) -> bool:
    """Whether an infinitive tells what somebody left for and then did: "left in 2031 to head the institute"."""
    leaves = not idioms(head).isdisjoint(cues.group("tenure").get("leave", frozenset()))
    return leaves and particle(node) in cues.group("tenure").get("next", frozenset())
