"""Shape status: how a clause is meant where its tree may mislead, by its tree and by the words between together."""

from __future__ import annotations

from dataclasses import replace

from extract.parsing.cues import Cues
from extract.patterns.shapes import BREAKS, ShapeFit
from extract.trees.clauses import helpers, is_clause, subjects
from extract.trees.status import Status, StatusReader
from extract.trees.suppositions import ends_untrue, hangs_on_more, is_gerund, is_undone, is_wished, never_came
from extract.trees.trees import Node, Tree

DENIALS = frozenset({"not", "n't", "n\u2019t", "no", "never", "neither", "nor", "without", "nothing", "none", "hardly"})


def status_of_shape(found: ShapeFit, reader: StatusReader, tree: Tree, cues: Cues) -> Status | None:
    """How the clause is meant by its tree and by the words between; `None` where the two do not agree."""
    anchor = next((one for one in found.cues if one.kind in {"VERB", "AUX"}), found.cues[0] if found.cues else None)
    if anchor is None:
        return None
    if any(_is_since(one, tree) for one in found.slots.values()):
        return Status(tense="past")
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    status = reader.of(clause) if clause is not None else Status()
    inside = tree.nodes[found.first : found.last + 1]
    if any(one in inside and one not in found.passed and one not in found.cues for one in status.cues):
        status = Status(tense="past" if anchor.tag in {"VBD", "VBN"} else "present")
    start, _ = part_of(tree, found)
    plain = [one for one in found.passed if one.mention is None and one.quantity is None]
    words = {one.text.lower() for one in plain} | {
        one.text.lower() for one in tree.nodes[max(found.first - 2, start) : found.first]
    }
    lead = {one.text.lower() for one in tree.nodes[start : found.last + 1] if one not in found.cues}
    if lead & cues.group("conditional").get("marks", frozenset()) - {"should"}:
        return None
    if words & DENIALS and not status.negated:
        return None
    if status.negated and not words & DENIALS and any(one.text.lower() in DENIALS for one in found.cues):
        status = replace(status, negated=False)
        if status.modality == "hedged" and all(one in found.cues for one in status.cues):
            status = replace(status, modality="fact", tense="present")  # "could not opt out" is no doubt
    if status.negated and not (lead & DENIALS or status.cues):
        return None
    hedges = cues.group("modal").get("hedged", frozenset()) | cues.group("adverb").get("hedged", frozenset())
    if words & (hedges | cues.group("modal").get("hypothetical", frozenset())) and status.modality == "fact":
        return None
    ahead = words & cues.group("modal").get("plan", frozenset())
    governed = any(
        cues.holds("governor", "plan", one.lemma) and one.kind in {"VERB", "ADJ"} and one.tag != "VBG" for one in plain
    )
    slated = "for" in words and any(
        cues.holds("governor", "plan", one.lemma) and one.tag in {"VBN", "JJ"} and one.lemma not in {"be", "have"}
        for one in plain
    )
    if status.modality == "fact" and (ahead or slated or (governed and "to" in words)):
        status = replace(status, modality="plan", tense="future")
    return status


def _is_since(node: Node, tree: Tree) -> bool:
    """Whether a date is that of what something else is told since: "the biggest step since its start in 2031"."""
    if node.quantity is None or node.quantity.kind != "date" or node.text.lower().startswith("since"):
        return False
    before = [one for one in tree.nodes if one.end <= node.start]
    since = next((place for place, one in enumerate(before) if one.text.lower() == "since"), None)
    return since is not None and not any(is_clause(one) for one in before[since:])


def plain_status(found: ShapeFit, tree: Tree, cues: Cues) -> Status | None:
    """How a clause is meant by the words of its part alone, where it surely states something: ahead, or so.

    `None` where a word between denies something, since what it denies is unclear, or an adverb doubts it ("perhaps").
    """
    start, _ = part_of(tree, found)
    first = min(start, found.first)
    modal = cues.group("modal")
    # what a clause behind tells, that goes on by "and will be paid", is ahead by itself
    here = {one.text.lower() for one in tree.nodes[first : found.last + 1]}
    here |= {one.text.lower() for cue in found.cues for one in helpers(cue)}
    ahead = here & (modal.get("plan", frozenset()) | modal.get("hypothetical", frozenset()))
    governed = any(cues.holds("governor", "plan", one.lemma) and one.tag == "VBN" for one in found.passed)
    hedged = {one.text.lower() for one in tree.nodes} & cues.group("adverb").get("hedged", frozenset())
    dated = any(one.quantity is not None and one.quantity.kind == "date" for one in found.slots.values())
    undone = any(  # a fee is paid on conditions; a day that hangs on one is none
        never_came(one) or is_undone(one, tree, cues) or is_wished(one, cues) or (dated and hangs_on_more(one, cues))
        for one in found.cues
    )
    told = found.slots.get("s")
    wished = any(  # "it should pay nurses a stipend"
        told in subjects(one) and any(aux.lemma in modal.get("wished", frozenset()) for aux in one.all("aux"))
        for one in found.cues
        if told is not None and is_clause(one)
    )
    weighed = any(is_gerund(one) for one in found.cues) and any(
        cues.holds("governor", "weighed", one.lemma) for one in tree.nodes[first : found.last + 1]
    )
    untrue = ends_untrue(tree, tree.nodes[found.last].end, cues)
    if any(one.text.lower() in DENIALS for one in found.passed) or hedged or undone or wished or weighed or untrue:
        return None
    return Status(modality="plan" if ahead or governed else "fact")


def part_of(tree: Tree, found: ShapeFit) -> tuple[int, int]:
    """The nodes of the part of the sentence, between marks, in which a shape was found."""
    start, end = found.first, found.last + 1
    while start > 0 and tree.nodes[start - 1].text not in BREAKS:
        start -= 1
    while end < len(tree.nodes) and tree.nodes[end].text not in BREAKS:
        end += 1
    return start, end


def is_doubled(found: ShapeFit, tree: Tree) -> bool:
    """Whether a value of the shape is one of two joined ones ("in 2022 and 2023"): which is whose is unclear."""
    held = list(found.slots.values())
    for node in held:
        if node.quantity is None:
            continue
        for step in (1, -1):
            place = tree.nodes.index(node) + step
            if (
                0 <= place + step < len(tree.nodes)
                and place >= 0
                and tree.nodes[place].text.lower() in {"and", "or", "/"}
            ):
                other = tree.nodes[place + step]
                if other.quantity is not None and other.quantity.kind == node.quantity.kind and other not in held:
                    return True
    return False
