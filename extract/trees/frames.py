"""Frames: who did what to whom and when, one frame for each predicate of a sentence, however it is worded.

A frame's roles are the same for active and passive, for main, relative, participial and infinitival clauses:
`subject` (who does), `object` (what it is done to), `theme` (what changes: the object, else the subject),
`recipient`, `attribute`, `description` (an attribute and the words that qualify it), `owner`, prepositions by
their name, dates as `time.at`, `time.from`, `time.until`, `time.by` …, and `amount` for figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.parsing.cues import Cues
from extract.trees.arguments import Role, amounts, idioms, time_roles, verb_roles
from extract.trees.brackets import bracketed
from extract.trees.clauses import is_boundary, is_clause, particle, subjects, territory
from extract.trees.phrases import described, noun_roles, of_title, quality
from extract.trees.status import Status, StatusReader, heavier
from extract.trees.trees import Node, Tree

LINKING = frozenset({"be", "become", "remain", "stay"})
OF_MOVING = frozenset({"time.at", "time.duration"})
"""What tells of a delay when it was decided and how long it is, and nothing of what is put off."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate with its arguments.

    `kind` is `verb`, `be` (something is described) or `event` (a noun that names an action). `anchor` is the
    node that heads it, `parts` further nodes without which its quote would not prove it. `forms` are the verb with
    the words that make an idiom of it ("get under way", "take part", "come to end").
    """

    kind: str
    lemma: str
    anchor: Node
    roles: tuple[Role, ...]
    status: Status
    parts: tuple[Node, ...] = ()
    forms: frozenset[str] = frozenset()

    def fillers(self, role: str) -> list[Node]:
        """The nodes in a role, in the order of the text, each once."""
        found: list[Node] = []
        for name, node in self.roles:
            if name == role and node not in found:
                found.append(node)
        return found

    def by_role(self) -> dict[str, list[Node]]:
        """All fillers by their role."""
        found: dict[str, list[Node]] = {}
        for role, node in self.roles:
            nodes = found.setdefault(role, [])
            if node not in nodes:
                nodes.append(node)
        return found


def frames(tree: Tree, cues: Cues, law: bool = False, rule: bool = False) -> list[Frame]:
    """All frames of one sentence. `law` tells that the text is a law's own words, `rule` that it is a rule's notice."""
    reader = StatusReader(tree, cues, law, rule)
    return [*_verb_frames(tree, cues, reader), *_descriptions(tree, cues, reader), *_events(tree, cues, reader)]


def _verb_frames(tree: Tree, cues: Cues, reader: StatusReader) -> Iterator[Frame]:
    for node in tree.nodes:
        if not is_clause(node):
            continue
        status = reader.of(node)
        roles = verb_roles(node, cues)
        tellers = tuple(one for role, one in roles if role == "teller" and one.mention is not None)
        status = replace(status, speakers=status.speakers or tellers)
        yield Frame("verb", particle(node), node, tuple(roles), status, forms=idioms(node))
        attributes = [one for role, one in roles if role == "attribute"] + ([node] if node.kind == "ADJ" else [])
        if (node.lemma in LINKING or node.kind == "ADJ") and (
            attributes or any(role == "purpose" for role, _ in roles)
        ):
            described_as = [(r, n) for r, n in roles if r == "subject" or r.startswith("time.")]
            extra: list[Role] = []
            for one in attributes:
                extra += [("attribute", one), *quality(one)]
                extra += [role for role in noun_roles(one) if role[0] != "modifier"]
            extra += [(r, n) for r, n in roles if r in {"complement", "purpose", "aux", "clause", "clause.of"}]
            extra += [(r, n) for r, n in roles if r in {"for", "in", "with", "to", "at", "by", "of", "under"}]
            # "is head of the Tide Office and former head of the Reef Office": what is over is not what stands before it
            said = [one for first in attributes[:1] for _, one in quality(first)]
            over = any(cues.holds("flag", "ended", one.text.lower()) for one in said)
            yield Frame("be", node.lemma, node, (*described_as, *extra), replace(status, ended=status.ended or over))


def _descriptions(tree: Tree, cues: Cues, reader: StatusReader) -> Iterator[Frame]:
    for subject, attribute, parts in described(tree):
        clause = next((n for n in attribute.ancestors() if is_clause(n)), None)
        status = Status(cues=())
        if reader.question:
            status = Status("question")
        roles: list[Role] = [("subject", subject), ("attribute", attribute)]
        roles += quality(attribute) if attribute is not subject else []
        if clause is None or attribute.relation != "advcl":
            roles += [role for role in noun_roles(attribute) if role[0] not in {"modifier", "owner"}]
        roles += [("owner", one) for role, one in noun_roles(attribute) if role == "owner"]
        roles += time_roles([one for one in attribute.below(is_boundary) if one is not attribute], cues)
        ended = any(cues.holds("flag", "ended", one.text.lower()) for _, one in quality(attribute))
        inherited = self_status(reader, clause, subject) if clause is not None and clause is not subject else None
        denied = any(one.relation == "neg" or one.text.lower() in {"not", "never"} for one in attribute.children)
        modality = status.modality if inherited is None else heavier(status.modality, inherited.modality)
        status = Status(
            modality, denied, status.tense, ended=ended, cues=inherited.cues if inherited is not None else ()
        )
        if clause is not None and subject in clause.all("dobj") and cues.holds("governor", "naming", clause.lemma):
            status = replace(status, speakers=tuple(one for one in subjects(clause) if one is not subject))
            if cues.holds("title", "head", attribute.lemma):  # who is called a head may be one, or have been one
                status = replace(status, modality=heavier(status.modality, "hedged"))
        yield Frame("be", "be", attribute, tuple(roles), status, parts)
    for named, topic in bracketed(tree):
        yield Frame("be", "be", topic, (("subject", named), ("bracket", topic)), Status(tense="none"))
    for node in tree.nodes:
        span = next(
            (
                one
                for one in node.children
                if one.quantity is not None
                and one.quantity.lower is not None
                and one.quantity.kind == "date"
                and one.start > node.end - 1
                and tree.words[one.start - 1] == "("
            ),
            None,
        )
        if node.mention is not None and span is not None:
            yield Frame(
                "verb", "run", node, (("subject", node), ("theme", node), ("time.span", span)), Status(tense="none")
            )
        places = [
            one
            for prep in node.all("prep")
            if prep.lemma in {"in", "under"}
            for place in prep.all("pobj")
            for one in place.conjuncts()
            if one.mention is not None and not one.mention.type.endswith("#Place")
        ]
        if node.tag == "NNS" and node.mention is None and places:
            clause = next((n for n in node.ancestors() if is_clause(n)), None)
            above = reader.of(clause) if clause is not None else Status()
            modality = "plan" if above.modality == "plan" else "question" if reader.question else "fact"
            yield Frame(
                "verb",
                "participate",
                node,
                (
                    ("subject", node),
                    *(("in", one) for one in places),
                    *time_roles([one for one in node.below(is_boundary) if one is not node], cues),
                ),
                Status(modality, tense="none"),
            )
        if node.title is not None:
            roles, ended = of_title(node, cues)
            yield Frame("title", "be", node, tuple(roles), Status(ended=ended))


def self_status(reader: StatusReader, clause: Node, subject: Node) -> Status | None:
    """The plan under which a thing only is to come about: "would establish X, a mandatory model" describes a plan."""
    above = reader.of(clause)
    if above.modality != "plan" or not reader.cues.holds("event-verb", "bring", clause.lemma):
        return None
    inside = any(one is clause for one in subject.ancestors())
    return above if inside and subject.relation in {"dobj", "nsubjpass", "appos", "conj"} else None


def _events(tree: Tree, cues: Cues, reader: StatusReader) -> Iterator[Frame]:
    """Nouns that name an action ("the launch of X in 2027", "X's 2026 start")."""
    names = cues.group("event")
    for node in tree.nodes:
        if node.kind not in {"NOUN", "PROPN"} or node.mention is not None or node.quantity is not None:
            continue
        verb = next((verb for verb, nouns in names.items() if node.lemma in nouns), None)
        if verb is None:
            continue
        status, above = _event_status(node, cues, reader)
        roles: list[Role] = []
        for role, one in noun_roles(node):
            if role == "owner":
                roles += [("object", one), ("theme", one)]
            elif role == "by":
                roles += [("subject", one), ("by", one)]
            else:
                roles += [(role, one)]
        inside = [one for one in node.below(is_boundary) if one is not node]
        roles += time_roles(inside, cues) + amounts(inside)
        if above is not None and not any(role.startswith("time.") for role, _ in roles):
            outside = time_roles([one for one in territory(above) if one not in inside], cues)
            moved = not idioms(above).isdisjoint(cues.group("event-verb").get("move", frozenset()))
            roles += [one for one in outside if not (moved and one[0] in OF_MOVING)]
        parts = (above,) if above is not None else ()
        yield Frame("event", verb, node, tuple(roles), status, parts)


def _event_status(node: Node, cues: Cues, reader: StatusReader) -> tuple[Status, Node | None]:
    """The status of an event noun, and the clause above it if that only says when it happens."""
    clause = next((n for n in node.ancestors() if is_clause(n)), None)
    if clause is None:
        return Status("question" if reader.question else "fact", tense="none"), None
    above = reader.of(clause)
    kinds = cues.group("governor")
    noun = next((n for n in node.ancestors() if n.nominal and not is_clause(n)), None)
    if noun is not None and noun.lemma in kinds.get("plan", frozenset()):
        return Status("plan", above.negated, "future", cues=(noun,)), None
    subject = node.relation in {"nsubj", "nsubjpass"} and node.head is clause
    moved = not idioms(clause).isdisjoint(cues.group("event-verb").get("move", frozenset()))
    plan = (
        (clause.lemma in kinds.get("plan", frozenset()) or moved)
        and node.relation in {"dobj", "nsubjpass"}
        and clause.lemma not in LINKING | {"have", "go", "announce"}
    )
    if plan:
        return Status(heavier(above.modality, "plan"), above.negated, "future", cues=(clause,)), clause
    if subject and cues.holds("event-verb", "occur", clause.lemma):
        return above, clause
    if node.relation == "dobj":
        return above, None
    return Status("fact" if above.modality != "question" else "question", tense="none"), None
