"""Rehanging: descriptions that a small parser hangs too far off, hung where the words beside them say they belong."""

from __future__ import annotations

from extract.parsing.cues import Cues
from extract.trees.arguments import is_infinitive
from extract.trees.clauses import is_clause
from extract.trees.listing import join_listed
from extract.trees.misplaced_times import hang_times
from extract.trees.served import hang_those_served
from extract.trees.suppositions import is_next_step
from extract.trees.trees import Node, Tree

DASHES = frozenset({"\u2014", "\u2013", "--"})


def rehang(node: Node, tree: Tree, cues: Cues) -> None:
    """Set right, in place, what a node hangs on, where it describes something else."""
    _shared_head(node, cues)
    _apposed_to_nearest(node, tree)
    _named_holder(node)
    _kind_of_payment(node)
    _behind_dash(node, tree)
    _hyphenated_before(node)
    _count_of_head(node)
    _describing_first(node)
    _describing_object(node, cues)
    _second_object(node)
    _addressed(node, tree)
    _parted_modal(node, tree)
    _as_planned(node, cues)
    _general_behind(node)
    _told_by_named(node, tree)
    _object_as_subject(node, tree)
    _behind_dateline(node, tree)
    _told_of_nearest(node)
    _told_of_last(node, tree)
    _who_is_nearest(node, tree)
    _owner_of_next(node)
    _with_a_subject(node)
    _left_to_do(node, cues)
    hang_times(node, cues)
    hang_those_served(node, tree)
    join_listed(node, tree)


def _left_to_do(node: Node, cues: Cues) -> None:
    """Read "left the agency to join a firm" with one who left and joined: the agency joins nothing."""
    head = node.head
    if node.relation == "xcomp" and head is not None and is_infinitive(node) and is_next_step(node, head, cues):
        node.hang(head, "advcl")


def _with_a_subject(node: Node) -> None:
    """Read "The Harbor Model (HM) increased spending by $9 million" with what it did: what describes has no subject."""
    noun = node.head
    if node.relation != "amod" or node.tag not in {"VBN", "VBD"} or noun is None or noun.start != node.end:
        return
    if not any(one.mention is not None for one in node.all("nsubj")) or noun.mention is not None:
        return
    behind = [one for one in noun.children if one is not node and one.start >= noun.end]
    node.take_place(noun)
    node.kind, node.tag = "VERB", "VBD"
    noun.hang(node, "dobj")
    for one in behind:
        one.hang(node)


def _told_of_nearest(node: Node) -> None:
    """Hang "extended" of "Harbor Model: first year extended to May" on the year that is, not on the whole model."""
    label = node.head
    if node.relation != "acl" or node.tag not in {"VBN", "VBD"} or label is None or label.mention is None:
        return
    near = next((one for one in label.all("appos") if one.end == node.start and one.mention is None), None)
    if near is not None and any(":" in one.text for one in label.below() if label.end <= one.start < near.start):
        node.hang(near)


def _told_of_last(node: Node, tree: Tree) -> None:
    """Hang "ends" of "the Alder Test and its successor, Birch, which ends" on the last one, which it tells of.

    A verb in the singular tells of one thing.
    """
    head, tags = node.head, {node.tag, *(one.tag for one in node.all("aux"))}
    if node.relation != "relcl" or head is None:
        return
    start = min(one.start for one in node.below())
    joined = [one for one in head.below() if one.relation == "conj" and one.end <= start and one not in node.below()]
    if "VBZ" in tags and joined and all(word in {",", ")"} for word in tree.words[_last(joined[-1]) : start]):
        node.hang(joined[-1])


def _who_is_nearest(node: Node, tree: Tree) -> None:
    """Hang "led" of "was deputy secretary under Prudence Lee, who led it" on the person named right before "who"."""
    head = node.head
    start = min(one.start for one in node.below()) if node.relation == "relcl" else 0
    if head is None or start < 1 or tree.words[start].lower() != "who" or head.is_person:
        return
    place = start - (tree.words[start - 1] == ",")
    named = next((one for one in head.below() if one.end == place and one.is_person), None)
    if named is not None and named not in node.below():
        node.hang(named)


def _owner_of_next(node: Node) -> None:
    """Read "The Reef Office's forecast was net savings" with the forecast as what was, and the office as its owner."""
    mark = next((one for one in node.all("case") if one.start == node.end), None)
    owned = next((one for one in node.all("pobj") if mark is not None and one.start >= mark.end), None)
    if node.mention is None or owned is None or owned.kind != "NOUN":
        return
    behind = [one for one in node.children if one is not owned and one.start >= owned.end]
    owned.leave()
    owned.take_place(node)
    node.hang(owned, "poss")
    for one in behind:
        one.hang(owned)


def _last(node: Node) -> int:
    """Where the words end that hang on a node, and tell no more of it than names do."""
    return max(one.end for one in node.below(is_clause))


def _behind_dateline(node: Node, tree: Tree) -> None:
    """Read "PORT ANSEL -- The Board said" with the board as what said it, where a parser takes it for the place."""
    place, verb = node.head, node.head.head if node.head is not None else None
    if node.relation != "appos" or node.mention is None or place is None or place.mention is None or verb is None:
        return
    opens = place.start == 0 and place.relation == "nsubj" and place.mention.type.endswith("#Place")
    next_to = min(one.start for one in node.below()) == place.end + 1
    if opens and next_to and place.text.isupper() and tree.words[place.end] in DASHES:
        node.hang(verb, "nsubj")
        place.relation = "dep"


def _object_as_subject(node: Node, tree: Tree) -> None:
    """Read "announced the Reef Model, a test that will show whether paying clinics helps" with what was announced.

    A clause with two subjects is a sign of it: the first is the object of the verb before, the clause is told by the
    last verb in between.
    """
    above, subjects = node.head, node.all("nsubj")
    if node.relation != "ccomp" or above is None or len(subjects) != 2 or above.all("dobj") or node.all("mark"):
        return
    first, own = subjects
    start = min(one.start for one in first.below())
    inner = [one for one in first.below() if one.relation == "relcl" and one.start < own.start]
    if first.mention is None or not inner or tree.words[above.end : start] != ():
        return
    moved = [one for one in node.children if one is not first and one.end <= own.start and one.text == ","]
    for one in moved:
        one.leave()
    first.hang(above, "dobj")
    node.hang(inner[-1])


def _told_by_named(node: Node, tree: Tree) -> None:
    """Read "According to its evaluator, Lowell Associates, the Gum Model lost" with the model as what lost."""
    verb, other = node.head, next((one for one in node.all("appos") if one.mention is not None), None)
    if node.mention is None or other is None or other.mention is None or verb is None or node.relation != "nsubj":
        return
    teller = next((noun for one in verb.all("prep") for noun in one.below() if noun.relation == "pobj"), None)
    lead = teller is not None and teller.mention is None and tree.words[teller.end : node.start] == (",",)
    between = [word.lower() for word in tree.words[node.end : other.start]]
    open_end = tree.words[other.end : other.end + 1] != (",",)
    if not lead or teller is None or between not in ([","], [",", "the"]) or not open_end or other.end > verb.start:
        return
    if node.mention.type == other.mention.type:
        return
    other.hang(verb, "nsubj")
    node.hang(teller, "appos")


def _general_behind(node: Node) -> None:
    """Hang what belongs to the post of "the director general of the office" on its noun, not on the word behind it."""
    post = node.head
    if post is None or node.lemma != "general" or post.end != node.start or node.relation not in {"amod", "compound"}:
        return
    for child in [one for one in node.children if one.start >= node.end]:
        child.hang(post)


def _as_planned(node: Node, cues: Cues) -> None:
    """Hang the day of "ended as scheduled on 31 December" on what happened then, not on the planning of it."""
    above, mark = node.head, node.the("mark")
    aside = node.relation == "advcl" and node.tag == "VBN" and mark is not None and mark.lemma in {"as", "than"}
    if above is None or not aside or node.all("nsubj", "nsubjpass", "aux", "auxpass"):
        return
    if not cues.holds("governor", "plan", node.lemma) or not cues.holds("event-verb", "onset", above.lemma):
        return
    for prep in node.all("prep"):
        if any(place.quantity is not None and place.quantity.kind == "date" for place in prep.all("pobj")):
            prep.hang(above)


def _shared_head(node: Node, cues: Cues) -> None:
    """Read "shoulder and ankle surgery" as one phrase: the first word is a part that needs the noun behind both."""
    listed, above = node.all("conj"), node.head
    last = listed[0] if len(listed) == 1 and node.mention is None and above is not None else None
    if last is None or last.mention is not None or not cues.holds("shared", "part", node.lemma):
        return
    close = any(one.start == node.end + 1 and one.end == last.start for one in last.all("compound", "amod", "nmod"))
    if above is None or not close or not cues.holds("shared", "head", last.lemma):
        return
    last.take_place(node)
    node.hang(last, "nmod")


def _apposed_to_nearest(node: Node, tree: Tree) -> None:
    """Hang "created by the Tidal Act, the 2010 law" on the name before the comma, not on the subject of the verb."""
    far = node.head
    if node.relation != "appos" or far is None or far.head is None or node.mention is not None:
        return
    if far.relation not in {"nsubj", "nsubjpass"} or not far.end <= far.head.start < node.start:
        return
    first = min(one.start for one in node.below())
    near = tree.node_at(first - 2) if first > 1 and tree.words[first - 1] == "," else None
    if near is None or near.mention is None or near.start <= far.head.start:
        return
    node.hang(near)


def _named_holder(node: Node) -> None:
    """Hang the person of "the first director of the office, Ann Lee," on the post, not on the body."""
    body = node.head
    prep = body.head if body is not None and body.relation == "pobj" else None
    post = prep.head if prep is not None and prep.relation == "prep" else None
    if node.relation != "appos" or node.mention is None or not node.mention.type.endswith("Person"):
        return
    if body is None or body.mention is None or body.mention.type.endswith("Person"):
        return
    if post is not None and post.kind == "NOUN" and post.mention is None:
        node.hang(post)


def _behind_dash(node: Node, tree: Tree) -> None:
    """Hang "began in May — a mandatory test" on the subject, not as an object on a verb that it stands too far from."""
    verb = node.head
    if node.relation != "dobj" or verb is None or node.mention is not None:
        return
    first = min(one.start for one in node.below())
    named = [one for one in verb.all("nsubj") if one.mention is not None]
    if len(named) == 1 and first > verb.end and tree.words[first - 1] in DASHES:
        node.hang(named[0], "appos")


def _hyphenated_before(node: Node) -> None:
    """Hang "visit-based" on "payment" in "a visit-based payment model": such a word qualifies the noun next to it."""
    above = node.head
    if above is None or node.kind != "ADJ" or "-" not in node.text or node.children or node.end == above.start:
        return
    beside = next((one for one in above.all("compound") if one.start == node.end and one.mention is None), None)
    if beside is not None:
        node.hang(beside)


def _count_of_head(node: Node) -> None:
    """Hang "forty" on "centers" in "forty surgery centers", where it was hung on the noun between."""
    between = node.head
    if between is None or node.quantity is None or node.quantity.kind != "count" or node.end != between.start:
        return
    noun = between.head
    if noun is not None and between.relation == "compound" and between.end == noun.start and noun.tag == "NNS":
        node.hang(noun, "nummod")


def _describing_first(node: Node) -> None:
    """Read "Freestanding centers take part" with a described noun where the word in front was taken for a verb.

    What somebody does is one thing ("Running clinics is hard"): before a verb of several its noun acts.
    """
    verb = node.head
    noun = next((one for one in node.all("dobj") if one.tag == "NNS" and one.mention is None), None)
    if node.tag != "VBG" or node.relation not in {"csubj", "csubjpass"} or verb is None or noun is None:
        return
    if noun.all("nummod", "det", "poss"):
        return  # "Ending four models would save": what somebody does to them
    around = [verb, *verb.all("aux", "auxpass")]
    acts = verb.tag in {"VB", "VBN"} and any(one.tag == "MD" for one in around) and verb.lemma != "be"
    several = any(one.tag == "VBP" or (one.lemma == "be" and one.text.lower() == "were") for one in around)
    if not (acts or several) or node.end != min(one.start for one in noun.below() if one is not node):
        return
    verb.children[verb.children.index(node)] = noun
    node.children.remove(noun)
    noun.children = sorted([node, *noun.children, *node.children], key=lambda one: one.start)
    for one in node.children:
        one.head = noun
    node.children = []
    noun.head, noun.relation = verb, "nsubjpass" if node.relation == "csubjpass" or verb.all("auxpass") else "nsubj"
    node.head, node.relation, node.kind, node.tag = noun, "amod", "ADJ", "JJ"


def _describing_object(node: Node, cues: Cues) -> None:
    """Read "will enroll freestanding centers" with a described noun where the word before it was taken for a verb."""
    verb = node.head
    noun = next((one for one in node.all("dobj") if one.tag == "NNS" and one.mention is None), None)
    if node.tag != "VBG" or node.relation not in {"xcomp", "ccomp"} or verb is None or noun is None:
        return
    if not cues.holds("event-verb", "take-in", verb.lemma) or verb.end > node.start:
        return
    first = min(one.start for one in noun.below() if one is not node)
    if node.all("aux", "nsubj", "mark", "advmod") or noun.all("nummod", "det", "poss") or node.end != first:
        return
    verb.children[verb.children.index(node)] = noun
    behind = [one for one in node.children if one is not noun]
    noun.children = [node, *noun.children]
    verb.children = sorted([*verb.children, *behind], key=lambda one: one.start)
    for one in behind:
        one.head = verb
    node.children = []
    noun.head, noun.relation = verb, "dobj"
    node.head, node.relation, node.kind, node.tag = noun, "amod", "ADJ", "JJ"


def _second_object(node: Node) -> None:
    """Join "ended Alder in May and Birch in June" as two objects where the second name was hung on the verb."""
    verb = node.head
    if node.relation != "conj" or node.mention is None or verb is None or verb.tag not in {"VBD", "VBN", "VBZ", "VBP"}:
        return
    first = next((one for one in verb.all("dobj") if one.end <= node.start and one.mention is not None), None)
    if first is not None and first.mention is not None and first.mention.type == node.mention.type:
        node.hang(first)


def _addressed(node: Node, tree: Tree) -> None:
    """Read "Ms. Lee, you have been director since 2029" as told of her whom it addresses."""
    if node.text.lower() != "you" or node.relation not in {"nsubj", "nsubjpass"} or node.mention is not None:
        return
    called = tree.node_at(node.start - 2) if node.start > 1 and tree.words[node.start - 1] == "," else None
    if called is None or not called.is_person:
        return
    if (
        called.mention is not None and " " in called.mention.referent.label
    ):  # a surname that no full name goes with tells nobody apart
        node.mention = called.mention


def _parted_modal(node: Node, tree: Tree) -> None:
    """Read "The Minister may, with consent, enter into it" as "may enter" where a small parser does not."""
    near = node.head
    verb = near.head if near is not None else None
    if node.tag != "MD" or near is None or verb is None or verb.start < node.end or verb.tag not in {"VB", "VBP"}:
        return
    subject = near.nominal and near.end == node.start and near.relation in {"nsubj", "nsubjpass"}
    between = near.tag == "IN" and near.start == node.end and verb.all("nsubj", "nsubjpass")
    if (subject and tree.words[node.end : node.end + 1] == (",",)) or between:
        node.hang(verb, "aux")
        verb.tag = "VB"


def _kind_of_payment(node: Node) -> None:
    """Hang "visit-based" of "a visit-based payment model" on the noun right behind it, which it makes a kind of."""
    above = node.head
    hyphened = node.relation == "amod" and any(one.relation == "npadvmod" for one in node.children)
    if above is None or not hyphened or node.tag != "VBN":
        return
    noun = next((one for one in above.children if one.start == node.end and one.relation == "compound"), None)
    if noun is not None and noun.mention is None and noun.kind == "NOUN":
        node.hang(noun)
