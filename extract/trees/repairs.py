"""Repairs: what a small parser reads wrongly again and again, set right in the tree before it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.claims.mentions import Mention
from extract.parsing.cues import Cues
from extract.trees.appointments import go_on_to, hang_appointment
from extract.trees.clauses import is_clause
from extract.trees.colon_lists import hang_colon_list
from extract.trees.excepted import only_these, without_excepted
from extract.trees.joined_posts import join_posts
from extract.trees.kind_names import named_noun, named_nouns
from extract.trees.rehanging import rehang
from extract.trees.trees import Node, Tree


def repair(tree: Tree, cues: Cues, is_initiative: Callable[[Mention], bool]) -> None:
    """Set right, in place: verbs taken for nouns, numbers taken for prepositions, lists behind colons."""
    nouns = cues.group("noun").get("kind", frozenset())
    dated = cues.group("event-verb").get("dated", frozenset())
    verbs = cues.verbs
    for node in tree.nodes:
        _into_being(node)
        _hang_number(node)
        _lift_from_helper(node)
        _told_by(node)
        _to_last(node)
        _one_place(node)
        _as_verb(node, verbs)
        _as_forecast(node, tree, cues)
        _as_preposition(node)
        _after_noun(node, dated)
        _as_joined_verb(node, verbs)
        _as_infinitive(node)
        _denied_before(node)
        _share_of(node, tree)
        named_noun(node, nouns, is_initiative)
        hang_appointment(node, cues)
        go_on_to(node, cues)
        join_posts(node, tree, cues)
        _named_root(node)
        _after_semicolon(node, tree)
        rehang(node, tree, cues)
        only_these(node)
        without_excepted(node)
    for node in tree.nodes:
        named_nouns(node, nouns, is_initiative)
    _count_beside_date(tree)
    hang_colon_list(tree)
    _headless(tree)
    _reduced_main(tree)


def _into_being(node: Node) -> None:
    """Read "came into being on 1 May" with a noun where "being" was taken for a clause of its own."""
    into = node.head
    if node.text.lower() != "being" or into is None or into.lemma != "into" or into.head is None:
        return
    node.kind, node.tag, node.relation, node.lemma = "NOUN", "NN", "pobj", "being"
    for child in list(node.children):
        child.hang(into.head)


def _as_infinitive(node: Node) -> None:
    """Read "will begin in May and run through June" with a second infinitive: "run" is its own participle."""
    first = node.head
    if node.relation != "conj" or node.tag not in {"VBN", "VBD"} or node.text.lower() != node.lemma or first is None:
        return
    if first.tag == "VB" and not node.all("aux", "auxpass", "nsubj") and first.all("aux"):
        node.tag = "VB"


def _denied_before(node: Node) -> None:
    """Read "The accountants did not: it lost money" as two clauses: the denial and its helper are of the first."""
    if node.relation != "neg" or node.head is None or node.head.start <= node.end:
        return
    verb = node.head
    stop = next(
        (one for one in verb.children if one.start == node.end and one.text in {":", ";", ".", "\u2014", "--"}), None
    )
    helped = any(one.relation == "aux" and one.end == node.start for one in verb.children)
    later = stop is not None and any(
        one.relation in {"nsubj", "nsubjpass"} and one.start > stop.start for one in verb.children
    )
    if helped and later:
        for one in [one for one in verb.children if one.end <= node.end and one.relation in {"nsubj", "aux", "neg"}]:
            one.relation = "dep"


def _after_semicolon(node: Node, tree: Tree) -> None:
    """Cut off what a semicolon parts from a name it was hung on: "Alder runs in Ohio; Birch in Kansas"."""
    head, first = node.head, min(one.start for one in node.below())
    named = node.mention is not None and head is not None and head.mention is not None
    if head is None or not named or node.relation != "appos" or first == 0 or tree.words[first - 1] != ";":
        return
    if node.all("prep"):
        head.children.remove(node)
        node.head, node.relation = None, "dep"


def _named_root(node: Node) -> None:
    """Read "Ann Lee was Administrator from 2029 to 2033" as a clause where the name was taken for its verb."""
    copula = next((one for one in node.children if one.lemma == "be" and one.start == node.end), None)
    if node.mention is None or node.relation != "ROOT" or copula is None or not copula.all("attr"):
        return
    after = [one for one in node.children if one.start >= copula.end]
    node.children = [one for one in node.children if one.end <= node.end]
    for one in after:
        one.head = copula
    copula.children = sorted([*copula.children, node, *after], key=lambda one: one.start)
    copula.head, copula.relation, copula.kind = None, "ROOT", "AUX"
    node.head, node.relation = copula, "nsubj"


def _hang_number(node: Node) -> None:
    """Hang "over 50" below the noun that it counts where "over" was taken for a preposition before that noun."""
    noun = node.the("pobj")
    if node.quantity is None or node.relation not in {"prep", "agent"} or noun is None or node.head is None:
        return
    if node.quantity.kind != "count" or noun.start < node.end:
        return
    above = node.head
    above.children[above.children.index(node)] = noun
    node.children.remove(noun)
    noun.head, noun.relation = above, "dobj" if node.relation == "prep" and above.kind == "VERB" else node.relation
    noun.children.append(node)
    node.head, node.relation = noun, "nummod"


def _told_by(node: Node) -> None:
    """Read "according to a conference abstract" with a noun where its noun was taken for an adverb or adjective."""
    below = node.relation == "pobj" and node.mention is None and node.quantity is None
    if below and node.tag in {"RB", "JJ"} and any(one.relation in {"det", "compound"} for one in node.children):
        node.kind, node.tag = "NOUN", "NN"


def _to_last(node: Node) -> None:
    """Read "is set to last six years" with a verb where "last" was taken for an adjective behind a preposition."""
    to, length = node.head, node
    last = next((one for one in node.children if one.lemma == "last" and one.end == node.start), None)
    above = to.head if to is not None and to.lemma == "to" and to.relation == "prep" else None
    if last is None or to is None or above is None or node.quantity is None:
        return
    length.children.remove(last)
    to.children.remove(length)
    above.children[above.children.index(to)] = last
    last.kind, last.tag, last.relation, last.head = "VERB", "VB", "xcomp", above
    to.kind, to.tag, to.relation, to.head = "PART", "TO", "aux", last
    length.relation, length.head = "dobj", last
    last.children += [to, length]


def _one_place(node: Node) -> None:
    """Read "in performance years" as one phrase where each noun was hung on the preposition."""
    if node.relation != "pobj" or node.tag != "NN" or node.mention is not None or node.head is None or node.children:
        return
    above = node.head
    noun = next((one for one in above.all("pobj") if one.start == node.end and one.kind == "NOUN"), None)
    if noun is not None and noun.mention is None and noun.quantity is None:
        above.children.remove(node)
        node.head, node.relation = noun, "compound"
        noun.children.insert(0, node)


def _as_verb(node: Node, verbs: frozenset[str]) -> None:
    """Read "X launches in 2027" and "X projects that …" as clauses where the verb was taken for a plural noun."""
    copula = node.kind == "AUX" and node.relation == "ROOT"
    if copula and not node.all("nsubj", "nsubjpass", "expl", "csubj"):
        for one in node.children:
            if one.mention is not None and one.end == node.start and one.relation in {"advmod", "npadvmod", "dep"}:
                one.relation = "nsubj"
        return
    if node.kind == "VERB" and node.tag in {"VBZ", "VBP", "VBD"} and not node.all("nsubj", "nsubjpass", "expl"):
        before = [
            one
            for one in node.children
            if one.mention is not None and one.end == node.start and one.relation in {"amod", "compound", "nmod"}
        ]
        for one in before:
            one.relation = "nsubj"
        return
    if node.tag not in {"NNS", "NN"} or node.relation not in {"ROOT", "ccomp", "conj"} or node.mention is not None:
        return
    stems = {node.lemma, node.text.lower().removesuffix("s"), node.text.lower().removesuffix("es")}
    lemma = next((one for one in stems if one in verbs), None)
    named = [
        one
        for one in node.children
        if one.relation in {"compound", "nmod", "amod", "nsubj", "poss"}
        and one.mention is not None
        and one.end == node.start
    ]
    if lemma is None or not named or not node.text.endswith("s"):
        return
    told = [one for one in node.children if one.the("mark") is not None]
    dated = [
        one for one in node.children if one.start >= node.end and (one.relation in {"prep", "npadvmod"} or one.quantity)
    ]
    if not told and not dated:
        return
    node.kind, node.tag, node.lemma = "VERB", "VBZ", lemma
    named[0].relation = "nsubj"
    for one in told:
        one.relation = "ccomp"


def _as_forecast(node: Node, tree: Tree, cues: Cues) -> None:
    """Read "The Reef Office projects Alder will save" as a forecast, where its verb was taken for a plural noun."""
    teller = tree.node_at(node.start - 1) if node.start else None
    verb = next((one for one in node.ancestors() if one.kind == "VERB"), None)
    if teller is None or teller.mention is None or verb is None or node.tag != "NNS" or teller.relation != "nsubj":
        return
    place = node.end + (tree.words[node.end : node.end + 1] == ("the",))
    told = tree.node_at(place)
    if told is None or told.mention is None or not cues.holds("governor", "projection", node.lemma):
        return
    if teller.head is not verb or not told.end <= verb.start or not verb.all("aux"):
        return
    node.take_place(verb)
    verb.hang(node, "ccomp")
    teller.hang(node, "nsubj")
    told.hang(verb, "nsubj")
    node.kind, node.tag = "VERB", "VBZ"


def _as_preposition(node: Node) -> None:
    """Read "beginning January 1" and "effective May 2" as a date with its preposition."""
    if node.lemma not in {"begin", "start", "commence", "end", "effective"} or node.relation not in {
        "advcl",
        "acl",
        "prep",
        "amod",
    }:
        return
    if node.tag not in {"VBG", "JJ"} or node.mention is not None:
        return
    dated = [
        one
        for one in node.children
        if one.quantity is not None and one.quantity.kind == "date" and one.start >= node.end
    ]
    dated += [
        p for prep in node.all("prep") for p in prep.all("pobj") if p.quantity is not None and p.quantity.kind == "date"
    ]
    others = [one for one in node.children if one not in dated and one.relation not in {"punct", "prep", "advmod"}]
    follows = node.head is not None and node.head.mention is not None and node.relation == "acl"
    if len(dated) != 1 or others or follows:
        return
    node.relation, node.kind, node.tag = "prep", "ADP", "IN"
    node.lemma = node.text.lower()
    dated[0].relation = "pobj" if dated[0].head is node else dated[0].relation


def _as_joined_verb(node: Node, verbs: frozenset[str]) -> None:
    """Read "would begin in 2033 and end in 2037" as two verbs where the second was taken for a noun."""
    head = node.head
    if (
        node.relation != "conj"
        or head is None
        or head.kind != "VERB"
        or node.mention is not None
        or node.quantity is not None
    ):
        return
    if (
        node.kind in {"NOUN", "ADJ"}
        and node.tag in {"NN", "JJ"}
        and node.lemma in verbs
        and not node.the("det", "amod", "poss")
    ):
        node.kind, node.tag = "VERB", "VB" if head.tag == "VB" else "VBP"


def _share_of(node: Node, tree: Tree) -> None:
    """Of "only 38 of 900 plans" keep the share: the whole is not what is counted."""
    if node.quantity is None or node.quantity.kind != "count" or node.relation not in {"quantmod", "nummod"}:
        return
    if not (node.end + 1 < len(tree.words) and tree.words[node.end].lower() == "of"):
        return
    whole = tree.node_at(node.end + 1)
    if whole is not None and whole.quantity is not None and whole.quantity.kind == "count" and whole.quantity.counted:
        node.quantity = replace(node.quantity, counted=whole.quantity.counted)
        whole.quantity = None


def _count_beside_date(tree: Tree) -> None:
    """Hang "230" of "212 sites in May 2031 and 230 in June 2032" on the first count where it was joined to the date."""
    for node in tree.nodes:
        if node.quantity is None or node.quantity.kind != "count" or node.relation != "conj" or node.head is None:
            continue
        if node.head.quantity is None or node.head.quantity.kind != "date":
            continue
        firsts = [one for one in tree.nodes if one.quantity and one.quantity.kind == "count" and one.end <= node.start]
        noun = firsts[-1].head if firsts and firsts[-1].relation in {"nummod", "quantmod"} else None
        if noun is None or noun in node.below():
            continue
        node.hang(noun)


def _headless(tree: Tree) -> None:
    """Read "The Harbor Model for clinics launched in May" as a clause where the verb was hung on "clinics"."""
    root = tree.root
    if not root.nominal or is_clause(root) or any(is_clause(one) and one.relation != "acl" for one in tree.nodes):
        return
    late = [one for one in tree.nodes if one.relation == "acl" and one.tag in {"VBN", "VBD"} and one.head is not root]
    if len(late) == 1 and root.mention is not None and late[0].head is not None and root.end <= late[0].start:
        late[0].hang(root)


def _lift_from_helper(node: Node) -> None:
    """Hang on the verb what was hung on its auxiliary: subject, denial, adverbs."""
    if node.relation not in {"aux", "auxpass"} or node.head is None:
        return
    for child in list(node.children):
        if child.relation in {"nsubj", "nsubjpass", "neg", "advmod", "expl", "prep", "npadvmod"}:
            child.hang(node.head)


def _after_noun(node: Node, dated: frozenset[str]) -> None:
    """Read "Applications open May 2 and close June 3" as a clause where its verbs were taken for adjectives."""
    noun = node.head
    if (
        node.kind not in {"ADJ", "ADV", "VERB"}
        or node.lemma not in dated
        or node.relation not in {"amod", "advmod", "acl"}
    ):
        return
    if (
        noun is None
        or noun.relation != "ROOT"
        or noun.tag not in {"NNS", "NNP", "NN"}
        or node.start < noun.end
        or is_clause(noun)
    ):
        return
    if not any(one.quantity is not None and one.quantity.kind == "date" for one in node.below()):
        return
    for one in list(node.below()):
        if one.relation == "conj" and one.lemma in dated and one.quantity is None and one.head is not None:
            one.leave()
            one.head, one.kind, one.tag = node, "VERB", "VBP"
            node.children.append(one)
    noun.children.remove(node)
    node.head, node.relation, node.kind = None, "ROOT", "VERB"
    told = node.tag in {"VBD", "VBN"} and node.text.lower() != node.lemma
    node.tag = "VBD" if told and (noun.mention is not None or noun.the("det") is not None) else "VBP"
    noun.head, noun.relation = node, "nsubj"
    node.children.insert(0, noun)


def _reduced_main(tree: Tree) -> None:
    """Read "In May the agency named Ann Lee director" as a clause where its verb was hung on "the agency"."""
    root = tree.root
    if root.relation != "ROOT" or not root.nominal or is_clause(root):
        return
    clauses = [one for one in root.all("acl") if one.tag in {"VBN", "VBD"}]
    told = {one.start for clause in clauses for one in clause.all("advmod", "npadvmod")}  # "the agency today named"
    verb = next((one for one in clauses if told.issuperset(range(root.end, one.start))), None)
    if verb is None or not any(one.start >= verb.end for one in verb.all("dobj", "oprd", "ccomp")) or verb.the("agent"):
        return
    for child in list(root.children):
        if child is not verb and (child.relation in {"prep", "npadvmod", "advmod", "advcl", "punct"}):
            child.hang(verb)
    root.children.remove(verb)
    verb.head, verb.relation, verb.tag = None, "ROOT", "VBD"
    root.hang(verb, "nsubj")
