"""Frames: who did what to whom and when, one frame for each predicate of a sentence, however it is worded.

A frame's roles are the same for active and passive, for main, relative, participial and infinitival clauses:
`subject` (who does), `object` (what it is done to), `theme` (what changes: the object, else the subject),
`recipient`, `attribute`, `description` (an attribute and the words that qualify it), `owner`, prepositions by
their name, dates as `time.at`, `time.from`, `time.until`, `time.by` …, and `amount` for figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.clauses import expanded, helpers, is_boundary, is_clause, is_passive, is_relative, particle, subjects, territory
from extract.cues import Cues
from extract.phrases import described, noun_roles, of_title, quality
from extract.status import Status, StatusReader, heavier
from extract.trees import Node, Tree

Role = tuple[str, Node]

LINKING = frozenset({"be", "become", "remain", "stay"})


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


def frames(tree: Tree, cues: Cues, law: bool = False, rule: bool = False) -> list[Frame]:
    """All frames of one sentence. `law` tells that the text is a law's own words, `rule` that it is a rule's notice."""
    reader = StatusReader(tree, cues, law, rule)
    return [*_verb_frames(tree, cues, reader), *_descriptions(tree, cues, reader), *_events(tree, cues, reader)]


def time_role(node: Node, cues: Cues) -> str | None:
    """The role of a date or duration in its clause, by the preposition before it."""
    quantity = node.quantity
    if quantity is None or quantity.kind not in {"date", "duration"}:
        return None
    if quantity.kind == "duration":
        return quantity.bound or "duration"
    if quantity.bound in {"from", "until", "by"}:
        return quantity.bound
    if quantity.lower is not None and quantity.upper is not None:
        return "span"
    head = node.head
    word = ""
    if node.relation == "prep":
        word = node.text.split()[0].lower()
    elif head is not None and (head.relation in {"prep", "mark", "agent"} or head.tag == "IN") and head.quantity is None:
        word = head.lemma
        if head.head is not None and head.head.relation == "prep" and head.head.end == head.start:
            word = f"{head.head.lemma} {word}"
    elif head is not None and head.tag == "VBG" and head.lemma in {"begin", "start", "commence", "end"}:
        word = head.text.lower()
    first = node.text.split()[0].lower()
    if first in {"since", "until", "by", "through", "from", "before", "after", "between"}:
        word = first
    elif head is not None and node.relation == "conj" and head.quantity is not None:
        return time_role(head, cues)
    return cues.times.get(word, "other")


def time_roles(nodes: list[Node], cues: Cues) -> list[Role]:
    """Dates and durations among these nodes, each with its role."""
    found: list[Role] = []
    for node in nodes:
        role = time_role(node, cues)
        if role is not None:
            found += [(f"time.{role}", node)]
    return found


def _amounts(nodes: list[Node]) -> list[Role]:
    return [("amount", node) for node in nodes if node.quantity is not None and node.quantity.kind != "date"]


def _prepositions(node: Node, own: bool = True) -> Iterator[Role]:
    for prep in node.all("prep", "agent", "dative"):
        if prep.nominal and prep.relation == "dative":
            continue
        for place in prep.all("pobj"):
            for one in expanded(place):
                yield prep.lemma, one
        for inner in prep.all("prep"):
            for place in inner.all("pobj"):
                for one in expanded(place):
                    yield inner.lemma, one
        if not own:
            continue


def _verb_frames(tree: Tree, cues: Cues, reader: StatusReader) -> Iterator[Frame]:
    for node in tree.nodes:
        if not is_clause(node):
            continue
        status = reader.of(node)
        roles = verb_roles(node, cues)
        yield Frame("verb", particle(node), node, tuple(roles), status, forms=idioms(node))
        attributes = [one for role, one in roles if role == "attribute"] + ([node] if node.kind == "ADJ" else [])
        if (node.lemma in LINKING or node.kind == "ADJ") and (attributes or any(role == "purpose" for role, _ in roles)):
            described_as = [(r, n) for r, n in roles if r == "subject" or r.startswith("time.")]
            extra: list[Role] = []
            for one in attributes:
                extra += [("attribute", one), *quality(one)]
                extra += [role for role in noun_roles(one) if role[0] != "modifier"]
            extra += [(r, n) for r, n in roles if r in {"complement", "purpose", "aux"}]
            extra += [(r, n) for r, n in roles if r in {"for", "in", "with", "to", "at", "by", "of", "under"}]
            over = any(cues.holds("flag", "ended", one.text.lower()) for role, one in extra if role == "description")
            yield Frame("be", node.lemma, node, (*described_as, *extra), replace(status, ended=status.ended or over))


def idioms(node: Node) -> frozenset[str]:
    """A verb with its object, complement or preposition, as lemmas: "take part", "get under way", "go live"."""
    found = {node.lemma, particle(node)}
    for child in node.children:
        if child.mention is not None or child.quantity is not None:
            continue
        if child.relation in {"dobj", "acomp", "attr", "oprd", "advmod"}:
            found.add(f"{node.lemma} {child.lemma}")
            found |= {f"{node.lemma} {child.lemma} {prep.lemma}" for prep in child.all("prep")}
        elif child.relation in {"prep", "prt", "agent"}:
            found |= {f"{node.lemma} {child.lemma} {place.lemma}" for place in child.all("pobj") if place.mention is None}
            found.add(f"{node.lemma} {child.lemma}")
    return frozenset(found)


def verb_roles(node: Node, cues: Cues) -> list[Role]:
    """The roles of one verb, those inherited from the clauses above it included."""
    roles: list[Role] = []
    passive = is_passive(node)
    surface = subjects(node)
    objects = [one for place in node.all("dobj") for one in expanded(place)
               if not is_relative(place)]
    gap = _gap(node)
    if passive:
        roles += [("object", one) for one in surface]
        roles += [("attribute", one) for place in node.all("oprd", "attr", "dobj") for one in expanded(place)]
    else:
        roles += [("subject", one) for one in surface]
        roles += [("object", one) for one in (*objects, *gap)]
        roles += [("attribute", one) for place in node.all("attr", "acomp", "oprd") for one in expanded(place)]
    if node.all("expl"):
        made = [one for place in node.all("dobj", "attr", "nsubj", "nsubjpass") for one in expanded(place)]
        made = made or [one for prep in node.all("prep") for place in prep.all("pobj") for one in place.all("appos")
                        if one.mention is not None]
        roles += [("object", one) for one in made]
    roles += [("recipient", one) for place in node.all("dative") if place.nominal for one in expanded(place)]
    roles += list(_prepositions(node))
    roles += [("complement", one) for one in node.all("ccomp", "xcomp")]
    roles += [("told.of", one) for told in node.all("ccomp") for one in subjects(told)]
    roles += [("purpose", one) for one in node.all("advcl", "xcomp", "acl", "relcl") if is_infinitive(one)]
    own = territory(node)
    if passive:
        agents = [one for role, one in roles if role == "by" and not one.quantity]
        if not agents:
            agents = [one for prep in own if prep.lemma == "by" and prep.relation in {"prep", "agent"}
                      for place in prep.all("pobj") for one in expanded(place) if one.mention is not None]
        roles += [("subject", one) for one in agents]
    roles += [(role, owner) for role, one in list(roles) if role == "subject" or (role == "object" and passive) for owner in stands_for(one, cues)]
    themes = [one for role, one in roles if role == "object"] or [one for role, one in roles if role == "subject"]
    roles += [("theme", one) for one in themes]
    dated = [one for one in own if one is not node]
    roles += time_roles(dated, cues)
    head = node.head
    if node.relation == "xcomp" and head is not None and is_clause(head):
        before = [one for one in territory(head) if one not in own]
        roles += time_roles([one for one in before if one.relation != "nsubj"], cues)
    roles += _amounts(dated)
    for one in dated:
        if one.relation in {"prep", "agent"} and one.head is not node:
            roles += [(f"~{one.lemma}", found) for place in one.all("pobj") for found in expanded(place)]
    roles += [("word", one) for one in dated if one.mention is None and one.quantity is None]
    roles += _above(node)
    roles += [("aux", one) for one in helpers(node)]
    for beside in node.all("advcl"):
        mark = beside.the("mark", "advmod")
        if mark is not None and is_clause(beside):
            roles += [(f"{mark.lemma}.{beside.lemma}", one) for one in subjects(beside)]
    roles += [("manner", one) for one in node.all("advmod", "acomp", "npadvmod")]
    return roles


def is_infinitive(node: Node) -> bool:
    """Whether a clause is a bare "to …"."""
    return node.tag == "VB" and any(child.tag == "TO" for child in node.children) and not node.all("nsubj", "nsubjpass")


def stands_for(node: Node, cues: Cues) -> list[Node]:
    """Whose doing a plain noun stands for: "the center's portfolio", "the activities of the center"."""
    if node.mention is not None:
        return []
    if cues.holds("noun", "taker", node.lemma):
        return [one for role, one in noun_roles(node) if role in {"in", "under"} and one.mention is not None]
    if not cues.holds("noun", "proxy", node.lemma):
        return []
    if any(one.relation in {"amod", "nummod"} or (one.relation in {"compound", "nmod"} and one.mention is None)
           for one in node.children):
        return []
    return [one for role, one in noun_roles(node) if role == "owner" and one.mention is not None]


def _above(node: Node) -> list[Role]:
    """Who does something with what a relative clause speaks of: "it runs programs that cover …" gives `via` it."""
    head = node.head
    together = any(one.lemma == "together" for one in node.all("advmod"))
    while together and head is not None and head.relation == "conj" and head.head is not None:
        head = head.head
    if node.relation not in {"relcl", "acl"} or head is None or head.relation != "dobj" or (
            head.mention is not None and not together):
        return []
    clause = head.head
    return [("via", one) for one in subjects(clause)] if clause is not None and is_clause(clause) else []


def _gap(node: Node) -> list[Node]:
    """What an object relative clause is said of: "the model that the agency launched", "a model it runs"."""
    if node.relation != "relcl" or node.head is None or is_passive(node):
        return []
    pronoun = next((one for one in node.all("dobj", "pobj") if is_relative(one)), None)
    silent = not node.all("dobj", "ccomp", "xcomp", "attr", "acomp") and any(
        not is_relative(one) for one in node.all("nsubj"))
    return [node.head] if pronoun is not None or silent else []


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
        status = Status(modality, denied, status.tense, ended=ended, cues=inherited.cues if inherited is not None else ())
        yield Frame("be", "be", attribute, tuple(roles), status, parts)
    for node in tree.nodes:
        places = [one for prep in node.all("prep") if prep.lemma in {"in", "under"} for place in prep.all("pobj")
                  for one in place.conjuncts() if one.mention is not None]
        if node.tag == "NNS" and node.mention is None and places:
            clause = next((n for n in node.ancestors() if is_clause(n)), None)
            above = reader.of(clause) if clause is not None else Status()
            modality = "plan" if above.modality == "plan" else "question" if reader.question else "fact"
            yield Frame("verb", "participate", node, (("subject", node), *(("in", one) for one in places)), Status(modality, tense="none"))
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
        roles += time_roles(inside, cues) + _amounts(inside)
        if above is not None and not any(role.startswith("time.") for role, _ in roles):
            outside = [one for one in territory(above) if one not in inside]
            roles += time_roles(outside, cues)
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
    if subject and cues.holds("event-verb", "occur", clause.lemma):
        return above, clause
    plan = clause.lemma in kinds.get("plan", frozenset()) and node.relation in {"dobj", "nsubjpass"} \
        and clause.lemma not in LINKING | {"have", "go", "announce"}
    if plan:
        return Status(heavier(above.modality, "plan"), above.negated, "future", cues=(clause,)), clause
    if node.relation == "dobj":
        return above, None
    return Status("fact" if above.modality != "question" else "question", tense="none"), None
