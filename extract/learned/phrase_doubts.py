"""Phrase doubts: noun phrases that were cut wrongly, or that another thing of the sentence pays, serves or lacks."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from extract.learned.pairs import Pair
from extract.parsing.cues import Cues
from extract.trees.clauses import particle
from extract.trees.excepted import EXCEPTING
from extract.trees.sidelong import is_given_up
from extract.trees.trees import Node

ARTICLES = frozenset({"a", "an", "the"})
INSIDE = frozenset({"only", "not", "also"})
"""What parts a phrase from another that stands before it."""
RUNNING = frozenset({"operate", "run", "exist", "function"})
ORDERED = frozenset((verb, role) for verb in ("mandate", "order", "require") for role in ("dobj", "nsubjpass"))


def is_named(node: Node) -> bool:
    """Whether a node names a thing, or is taken for one that does."""
    return node.mention is not None or node.guess is not None


def announces_another(pair: Pair, anchor: Node, kinds: Set[str], stops: Set[str]) -> bool:
    """Whether what is announced is no test: what has happened, a law ("released the proposed rule"), another thing."""
    if any(_is_over(one) or one.lemma in stops for one in anchor.all("ccomp")):
        return True
    objects = [one for one in anchor.all("dobj") if one is not pair.subject]
    laws = [one for one in objects if one.mention is not None and one.mention.type.endswith("#LegalProvision")]
    return any(one.lemma not in kinds for one in objects if not is_named(one)) or (bool(laws) and pair.subject is None)


def _is_over(clause: Node) -> bool:
    """Whether a clause tells what has happened: "announced that 46 clinics were chosen", "that … have been chosen"."""
    return clause.tag == "VBD" or any(
        one.tag == "VBD" or (one.lemma == "have" and one.tag in {"VBZ", "VBP"}) for one in clause.all("aux", "auxpass")
    )


def is_anothers_phrase(pair: Pair, anchor: Node, sentence: Sequence[Node], cues: Cues) -> bool:
    """Whether a phrase belongs to an unnamed thing beside, or to the clause before the one that names its subject.

    "Its own program, under which patients pay a fixed price"; "Clinics took part; surgeons had the Alder Model";
    "builds on the Birch Model structure, in which clinics form groups".
    """
    node, above = pair.object, anchor.head
    if node is None or is_given_up(node, cues) or _is_beside_another(node, pair.subject):
        return True
    if any(
        node.end <= one.start < pair.subject.start and one.text == ";" for one in sentence if pair.subject is not None
    ):
        return True
    kinds = cues.group("noun").get("kind", frozenset())
    if anchor.relation != "relcl" or above is None:
        return False
    if pair.subject is not None and _describes_another(above, pair.subject):
        return True
    if is_named(above) or above.lemma not in kinds:
        return False
    told = [one.text.lower() for one in above.children if one.end <= above.start]
    apart = any(one.relation == "poss" for one in above.children) or "own" in told or "another" in told
    return apart and above.relation != "attr"


def _describes_another(noun: Node, subject: Node) -> bool:
    """Whether a noun is or is named by another thing of one class: "builds on the Birch Model structure, in which"."""
    named = [one.mention for one in (noun, *noun.all("compound", "nmod", "poss")) if one.mention is not None]
    meant = subject.mention
    if meant is None or any(one.referent.key == meant.referent.key for one in named):
        return False
    return any(one.type == meant.type for one in named)


def _is_beside_another(node: Node, subject: Node | None) -> bool:
    """Whether a phrase stands in what tells of another name: "Alder, a bundle, and Birch, a global budget"."""
    for one in (node, *node.ancestors()):
        named = one.head.mention if one.relation == "appos" and one.head is not None else None
        if subject is not None and subject.mention is not None and named is not None:
            other = named.referent.key != subject.mention.referent.key and named.type == subject.mention.type
            return other and all(each is not subject for each in one.below())
    return False


def is_cut_wrongly(phrase: str, cues: Cues) -> bool:
    """Whether a noun phrase shows by its words that it is less or more than one: "of 70 doctors", "payment of"."""
    words, lists = phrase.lower().split(), cues.group("phrase")
    if (
        not words
        or {",", "|", ";"} & set(phrase)
        or words[0] in lists.get("opens", ())
        or words[-1] in lists.get("closes", ())
    ):
        return True
    # "at present only surgery practices", "practices on the basic track a quarterly fee": two phrases in one
    joins = lists.get("joins", frozenset())
    if any(one in ARTICLES and before not in joins for before, one in pairwise(words)) or not INSIDE.isdisjoint(
        words[1:]
    ):
        return True
    return not lists.get("compared", frozenset()).isdisjoint(words)


def is_matter(noun: Node) -> bool:
    """Whether a noun in the singular has nothing before it that tells it to be one of several: "home dialysis"."""
    return noun.tag == "NN" and not noun.all("det", "poss", "nummod", "predet") and noun.mention is None


def is_only_spoken_of(noun: Node, cues: Cues) -> bool:
    """Whether a noun only lacks, wants, fights, is left out, helps or goes along: "clinics often lack cash"."""
    far = noun.head.head if noun.relation == "pobj" and noun.head is not None else None  # "a fight with clinics"
    clause = noun.head if noun.relation in {"nsubj", "nsubjpass", "dobj"} else far
    if noun.relation == "pobj" and noun.head is not None and noun.head.lemma.lower() in EXCEPTING:
        return True
    if clause is None:
        return False
    if noun.relation in {"nsubjpass", "dobj"} and cues.holds("event-verb", "shut-out", particle(clause)):
        return not clause.all("neg") or noun.relation == "nsubjpass"
    if noun.relation == "dobj":
        return False
    asked = cues.holds("event-verb", "asking", clause.lemma) and noun.relation == "nsubj"
    asks = asked and not any(cues.holds("event-verb", "entry", one.lemma) for one in clause.all("xcomp", "ccomp"))
    barred = any(cues.holds("event-verb", "barred", one.lemma) for one in clause.all("acomp"))
    helps = any(cues.holds("event-verb", "advice", one.lemma) for one in noun.ancestors() if one.nominal)
    wants = cues.holds("event-verb", "want", clause.lemma)
    return asks or helps or wants or _goes_along(noun, clause, cues) or (barred and not clause.all("neg"))


def _goes_along(noun: Node, clause: Node, cues: Cues) -> bool:
    """Whether others, who take part, only work with those that a noun means: "hospitals work with home health"."""
    beside = noun.head is not None and noun.head.lemma == "with" and cues.holds("event-verb", "alongside", clause.lemma)
    acting = [one.concept or one.mention for one in clause.all("nsubj")]
    return beside and any(one is not None and one.type.endswith("#ParticipantType") for one in acting)


def is_of_the_next(pair: Pair, anchor: Node, label: str, cues: Cues) -> bool:
    """Whether something is told of what comes in a thing's stead: "will replace it with a mandatory one".

    So is the year that only names a part, and tells no day of the whole: "applications for the 2038 cohort".
    """
    date = pair.object
    beside = date is not None and date.relation in {"nummod", "compound", "nmod", "amod"}
    if date is not None and beside and date.head is not None and date.quantity and date.quantity.kind == "date":
        return cues.holds("noun", "instalment", date.head.lemma)
    gone = pair.subject
    while gone is not None and gone.relation == "appos" and gone.head is not None:
        gone = gone.head
    verb = gone.head if gone is not None and gone.relation == "dobj" else None
    if verb is None or not cues.holds("event-verb", "replace", verb.lemma) or label in {"successor", "predecessor"}:
        return False
    told = pair.object or anchor
    above = [one for one in (told, *told.ancestors()) if one.relation == "prep" and one.head is verb]
    return any(one.lemma in {"with", "by", "for"} for one in above)


def is_bare(node: Node) -> bool:
    """Whether a noun stands alone where only words beside it would tell what it is: a singular, or a part of a word."""
    return node.tag == "NN" and not any(
        one.relation in {"amod", "compound", "nmod", "npadvmod"} for one in node.children
    )


def binds_otherwise(word: Node, cues: Cues) -> bool:
    """Whether a word binds somebody to something else than to take part: "hospitals must cut costs"."""
    modal = word.lemma in {"must", "shall"}
    verb = word.head if modal else next(iter(word.all("xcomp")), None)
    binds = modal or word.lemma in {"require", "oblige", "compel", "force", "have"}
    if not binds or verb is None:  # nor does a helper: "they have begun" is no duty, "they will" no free will
        return word.lemma in {"have", "will"} and word.relation in {"aux", "auxpass"}
    offers = any(is_named(one) for one in verb.all("dobj"))  # "utilities must offer the program"
    return not offers and not cues.holds("event-verb", "entry", verb.lemma)


def only_tells(pair: Pair) -> bool:
    """Whether a thing is only whose word the rest is: "five saved money, according to the ministry's report"."""
    if pair.subject is None or pair.object is None:
        return False
    tells = [one for one in pair.subject.ancestors() if one.text.lower() == "according"]
    return any(all(one is not each for each in pair.object.ancestors()) for one in tells)


def is_other_deed(label: str, thing: Node | None, anchor: Node, stops: Set[str]) -> bool:
    """Whether a law orders the thing, and nobody to take part, or it stops one of its deeds, and not itself.

    "Congress mandated the test"; "the test stopped enrolling clinics in March".
    """
    if label.startswith("participation"):
        return thing is not None and thing.head is not None and (thing.head.lemma, thing.relation) in ORDERED
    halts = anchor.lemma in stops or anchor.lemma == "cease"
    return "=Terminated" in label and halts and any(one.lemma not in RUNNING for one in anchor.all("xcomp"))


def is_bound(sentence: Sequence[Node], cues: Cues) -> bool:
    """Whether a sentence says that somebody has to take part: "90 practices had to join", "Mandatory; clinics"."""
    words = {name: cues.group("bound").get(name, frozenset()) for name in ("must", "join", "called", "none")}
    ordered = [one.text.lower() for one in sorted(sentence, key=lambda one: one.start)]
    said = " ".join(ordered)
    bound = any(f" {must} {join}" in f" {said}" for must in words["must"] for join in words["join"])
    bound = bound or not words["called"].isdisjoint(ordered)
    return bound and words["none"].isdisjoint(ordered)
