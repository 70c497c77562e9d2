"""Arguments: the roles of one verb: who, what, to whom, when, how much, and under which prepositions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.parsing.cues import Cues
from extract.trees.clauses import (
    antecedent,
    expanded,
    helpers,
    is_clause,
    is_passive,
    is_relative,
    offset_before,
    particle,
    subjects,
    territory,
)
from extract.trees.phrases import noun_roles
from extract.trees.sidelong import is_of_a_date, is_of_stage
from extract.trees.trees import Node

Role = tuple[str, Node]


def time_role(node: Node, cues: Cues) -> str | None:
    """The role of a date or duration in its clause, by the preposition before it."""
    quantity = node.quantity
    if quantity is None or quantity.kind not in {"date", "duration"}:
        return None
    if quantity.kind == "duration":
        return None if is_of_stage(node, cues) else quantity.bound or "duration"
    if quantity.bound in {"from", "until", "by"}:
        return quantity.bound
    if quantity.lower is not None and quantity.upper is not None:
        return "moved" if _is_moved(node, cues) else "span"
    head = node.head
    word = ""
    if node.relation == "prep":
        word = node.text.split()[0].lower()
    elif (
        head is not None and (head.relation in {"prep", "mark", "agent"} or head.tag == "IN") and head.quantity is None
    ):
        word = head.lemma
        above = head.head
        if above is not None and above.relation == "prep" and above.end == head.start:
            word = f"{above.lemma} {word}"
        elif above is not None and above.relation == "pobj" and above.mention is None and above.head is not None:
            outer = cues.times.get(above.head.lemma)  # "since its creation on May 5", "until his death in 2031"
            if outer in {"from", "until"} and above.head.lemma != "to" and cues.times.get(word) == "at":
                return outer
    elif head is not None and (
        (head.tag == "VBG" and head.lemma in {"begin", "start", "commence", "end"})
        or (head.relation == "advcl" and head.text.lower() in {"beginning", "starting"})
    ):
        word = head.text.lower()
    first = node.text.split()[0].lower()
    if first in {"since", "until", "by", "through", "from", "before", "after", "between"}:
        word = first
    elif head is not None and node.relation == "conj" and head.quantity is not None:
        return time_role(head, cues)
    return cues.times.get(word, "other")


def _is_moved(node: Node, cues: Cues) -> bool:
    """Whether two days are the old and the new one: "the start slid from January to April 2037"."""
    clause = next((one for one in node.ancestors() if is_clause(one)), None)
    return clause is not None and any(cues.holds("event-verb", "move", one) for one in idioms(clause))


def time_roles(nodes: list[Node], cues: Cues) -> list[Role]:
    """Dates and durations among these nodes, each with its role."""
    found: list[Role] = []
    for node in nodes:
        role = time_role(node, cues)
        if role is not None:
            found += [(f"time.{role}", node)]
    return found


def awaited(node: Node, cues: Cues) -> list[Node]:
    """The dates until which something is not, and on which it thus comes to be: "did not start until March 2029"."""
    head = node.head if node.relation == "xcomp" else None  # "is not expected to start until March"
    clauses = [one for one in (node, head) if one is not None and is_clause(one)]
    if not cues.holds("event-verb", "onset", node.lemma) or not any(one.all("neg") for one in clauses):
        return []
    near = {one.start: one for clause in clauses for one in territory(clause)}
    return [one for one in near.values() if time_role(one, cues) == "until" and one.quantity and not one.quantity.lower]


def amounts(nodes: list[Node]) -> list[Role]:
    """Figures among these nodes, dates aside."""
    return [("amount", node) for node in nodes if node.quantity is not None and node.quantity.kind != "date"]


def _prepositions(node: Node, own: bool = True) -> Iterator[Role]:
    for prep in node.all("prep", "agent", "dative"):
        if prep.nominal and prep.relation == "dative":
            continue
        for place in prep.all("pobj"):
            for one in _meant(place, node):
                yield prep.lemma, one
        for inner in prep.all("prep"):
            for place in inner.all("pobj"):
                for one in expanded(place):
                    yield inner.lemma, one
        if not own:
            continue


def _meant(place: Node, clause: Node) -> Iterable[Node]:
    """What a noun behind a preposition names, "which" what its clause tells of: "the Act under which it is run"."""
    if (
        clause.relation == "relcl"
        and is_relative(place)
        and clause.head is not None
        and clause.head.mention is not None
    ):
        return [clause.head]
    return expanded(place)


def idioms(node: Node) -> frozenset[str]:
    """A verb with its object, complement or preposition, as lemmas: "take part", "get under way", "go live"."""
    found = {node.lemma, particle(node)}
    for child in node.children:
        if child.mention is not None or child.quantity is not None:
            continue
        if child.relation in {"dobj", "acomp", "attr", "oprd", "advmod"}:
            found.add(f"{node.lemma} {child.lemma}")
            if child.relation == "advmod":  # "shut the test down": the particle behind its object
                found.add(f"{node.lemma}_{child.lemma}")
            found |= {f"{node.lemma} {child.lemma} {prep.lemma}" for prep in child.all("prep")}
        elif child.relation in {"prep", "prt", "agent"}:
            found |= {
                f"{node.lemma} {child.lemma} {place.lemma}" for place in child.all("pobj") if place.mention is None
            }
            found.add(f"{node.lemma} {child.lemma}")
        elif child.relation == "ccomp" and (mark := child.the("mark")) is not None:  # "tests whether nurses can help"
            found |= {f"{node.lemma} {mark.lemma}", f"{particle(node)} {mark.lemma}"}
    if node.relation == "conj" and node.head is not None and any(one.lemma == "nor" for one in node.head.all("cc")):
        found.add(f"{node.head.lemma} nor {node.lemma}")
    return frozenset(found)


def verb_roles(node: Node, cues: Cues) -> list[Role]:
    """The roles of one verb, those inherited from the clauses above it included."""
    roles: list[Role] = []
    passive = is_passive(node)
    surface = subjects(node)
    objects = [one for place in node.all("dobj") for one in expanded(place) if not is_relative(place)]
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
        made = made or [
            one
            for prep in node.all("prep")
            for place in prep.all("pobj")
            for one in place.all("appos")
            if one.mention is not None
        ]
        roles += [("object", one) for one in made]
    roles += [("recipient", one) for place in node.all("dative") if place.nominal for one in expanded(place)]
    roles += list(_prepositions(node))
    roles += [("complement", one) for one in node.all("ccomp", "xcomp")]
    roles += [("told.of", one) for told in node.all("ccomp") for one in subjects(told)]
    for deed in (one for told in node.all("ccomp") for one in told.all("csubj", "csubjpass")):
        roles += [(f"told.{deed.lemma}", one) for place in deed.all("dobj") for one in expanded(place)]
    roles += [("purpose", one) for one in node.all("advcl", "xcomp", "acl", "relcl") if is_infinitive(one)]
    own = territory(node)
    if passive:
        agents = [one for role, one in roles if role == "by" and not one.quantity]
        if not agents:
            agents = [
                one
                for prep in own
                if prep.lemma == "by" and prep.relation in {"prep", "agent"}
                for place in prep.all("pobj")
                for one in expanded(place)
                if one.mention is not None
            ]
        roles += [("subject", one) for one in agents]
    roles += [
        (role, owner)
        for role, one in list(roles)
        if role == "subject" or (role == "object" and passive)
        for owner in stands_for(one, cues)
    ]
    themes = [one for role, one in roles if role == "object"] or [one for role, one in roles if role == "subject"]
    roles += [("theme", one) for one in themes]
    dated = [one for one in own if one is not node]
    roles += time_roles(dated, cues)
    head = node.head
    if node.relation == "xcomp" and head is not None and is_clause(head):
        roles.append(("above", head))
        before = [one for one in territory(head) if one not in own]
        roles += time_roles([one for one in before if one.relation != "nsubj"], cues)
        if is_infinitive(node) and not idioms(head).isdisjoint(cues.group("tenure").get("chosen", frozenset())):
            roles = [("time.start", one) if role == "time.at" else (role, one) for role, one in roles]
    roles = [
        ("time.at", one) if role == "time.until" and one in awaited(node, cues) else (role, one) for role, one in roles
    ]
    roles += amounts(dated)
    for one in dated:
        if one.relation in {"prep", "agent"} and one.head is not node and not _is_length(one.head):
            roles += [(f"~{one.lemma}", found) for place in one.all("pobj") for found in expanded(place)]
    roles += [("word", one) for one in dated if one.mention is None and one.quantity is None and not is_of_a_date(one)]
    roles += _above(node, cues)
    roles += _amid(node)
    for clause in node.all("csubj", "csubjpass"):
        roles += [("clause", clause), *(("clause.of", one) for one in territory(clause) if one.mention is not None)]
    roles += [("aux", one) for one in helpers(node)]
    if node.relation == "acl" and node.head is not None and _is_part(node.head):
        roles += [("some", node.head)]
    for beside in node.all("advcl"):
        mark = beside.the("mark", "advmod") or offset_before(node, beside)
        if mark is not None and is_clause(beside):
            roles += [(f"{mark.lemma}.{beside.lemma}", one) for one in subjects(beside)]
    roles += [("manner", one) for one in node.all("advmod", "acomp", "npadvmod") if not is_of_a_date(one)]
    roles.append(("deed", node))
    return roles


def _is_length(node: Node | None) -> bool:
    """Whether what hangs below a node is told of a stretch of time only: "after six months as its interim head"."""
    return node is not None and node.quantity is not None and node.quantity.kind == "duration"


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
    if any(
        one.relation in {"amod", "nummod"} or (one.relation in {"compound", "nmod"} and one.mention is None)
        for one in node.children
    ):
        return []
    return [one for role, one in noun_roles(node) if role == "owner" and one.mention is not None]


def _is_part(noun: Node) -> bool:
    """Whether a clause tells more of a noun without an article: "five models tested there saved money"."""
    place = noun
    while place.relation in {"pobj", "prep"} and place.head is not None:
        place = place.head
    told = place.relation in {"nsubj", "nsubjpass"} and place.head is not None and is_clause(place.head)
    return told and not noun.all("det", "poss")


def _above(node: Node, cues: Cues) -> list[Role]:
    """Who does something with what a relative clause speaks of: "it runs programs that cover …" gives `via` it.

    Who only tells of it is its `teller`: "the auditors counted 44 models launched since 2030"; who replaces or studies
    it does nothing by it.
    """
    head = node.head
    together = any(one.lemma == "together" for one in node.all("advmod"))
    while together and head is not None and head.relation == "conj" and head.head is not None:
        head = head.head
    if (
        node.relation not in {"relcl", "acl"}
        or head is None
        or head.relation != "dobj"
        or (head.mention is not None and not together)
    ):
        return []
    clause = head.head
    if clause is None or not is_clause(clause):
        return []
    if cues.holds("event-verb", "replace", clause.lemma) or cues.holds("event-verb", "study", clause.lemma):
        return []
    tells = cues.holds("attribution", "tells", clause.lemma) or cues.holds("governor", "speech", clause.lemma)
    # "The board examined nine tests that the office launched", "launched by the office": they are none of the board's.
    own = any(not is_relative(one) for one in node.all("nsubj")) or bool(node.all("agent"))
    return [] if own and not tells else [("teller" if tells else "via", one) for one in subjects(clause)]


def _amid(node: Node) -> list[Role]:
    """Of what a clause behind "with" tells a part: "the plans lost money, with Alder accounting for most of it"."""
    prep = node.head
    if node.relation != "pcomp" or prep is None or prep.lemma != "with" or prep.head is None:
        return []
    return [("amid", one) for one in subjects(prep.head)] if is_clause(prep.head) else []


def _gap(node: Node) -> list[Node]:
    """What an object relative clause is said of: "the model that the agency launched", "a model it runs"."""
    if node.relation != "relcl" or node.head is None or is_passive(node):
        return []
    pronoun = next((one for one in node.all("dobj", "pobj") if is_relative(one)), None)
    silent = not node.all("dobj", "ccomp", "xcomp", "attr", "acomp") and any(
        not any(map(is_relative, one.below())) for one in node.all("nsubj")
    )
    return antecedent(node)[:1] if pronoun is not None or silent else []
