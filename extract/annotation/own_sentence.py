"""What a sentence tells by itself: whether its "it" stands for anything, whether its subject is known or told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from spacy.tokens import Token

from extract.claims.annotated import AnnotatedSentence
from extract.claims.mentions import Mention

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "other", "another", "next", "last"}
    | {"former", "latter", "previous", "earlier", "early", "later", "late", "old", "older", "original"}
)
"""Words that tell one of several apart: what is called so need not be what the text around it is about."""
ONES = frozenset({"one", "model", "test", "program", "programme", "pilot", "scheme", "trial", "demonstration"})


def is_expletive(token: Token) -> bool:
    """ "it" that stands for nothing: "it is estimated that", "it helps to"."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    head = token.head
    if token.dep_ in {"dobj", "nsubj"} and head.lemma_ in {"owe", "make", "find", "leave", "think", "deem", "consider"}:
        return token.i > head.i and any(child.lower_ == "to" and child.i > token.i for child in head.subtree)
    return (
        token.dep_ in SUBJECTS
        and any(_is_clause(child, head) for child in head.children)
        and (head.tag_ == "VBN" or head.lemma_ in {"be", "seem", "appear", "happen", "help", "take", "mean"})
    )


def _is_clause(child: Token, verb: Token) -> bool:
    """Whether a clause is what "it" only announces; "it is expected to save" is said of a thing."""
    if child.dep_ == "xcomp" and verb.tag_ == "VBN":
        return False
    return child.dep_ in {"ccomp", "csubj", "xcomp"}


def continues_pair(sentence: AnnotatedSentence) -> bool:
    """Whether a sentence speaks only of "the former", so that "the latter" in the next still means the pair before.

    So it is with "the first" and "the second".
    """
    said = [found.mention for found in sentence.mentions if found.mention.how == "reference"]
    return any(each.text.lower() in {"the former", "the first"} for each in said)


def is_stranger(subject: Token, sentence: AnnotatedSentence) -> bool:
    """Whether a clause's subject is a proper name that means nothing known."""
    proper = subject.dep_ in SUBJECTS and subject.text.istitle() and subject.tag_ == "NNP"
    return bool(proper) and not sentence.mentions_at(subject.i)


def means(verb: Token) -> list[str]:
    """What somebody acts on so that a verb comes about: "models", of "it would save money by ending models"."""
    by = [one for one in verb.children if one.dep_ == "prep" and one.lower_ == "by"]
    deeds = [deed for one in by for deed in one.children if deed.dep_ == "pcomp"]
    return [child.lower_ for deed in deeds for child in deed.children if child.dep_ == "dobj"]


def is_told_apart(subject: Token, sentence: AnnotatedSentence) -> bool:
    """Whether a clause's subject is one of several tests that no name tells ("the old one", "an earlier model")."""
    places = [subject.i, *(one.i for one in subject.children if one.dep_ == "appos")]
    plain = subject.dep_ in SUBJECTS and subject.lemma_ in ONES and not any(map(sentence.mentions_at, places))
    return plain and any(child.lower_ in ORDINALS for child in subject.children)


def brings_another(sentence: AnnotatedSentence) -> bool:
    """Whether a sentence brings in a test without a name, still to come: "we will announce a model for dementia".

    What "it" and "the model" mean behind it is that one, and not what was named before.
    """
    for token in sentence.span:
        article = any(child.lower_ in {"a", "an", "another"} for child in token.children)
        if token.lemma_ not in ONES or token.tag_ != "NN" or not article or sentence.mentions_at(token.i):
            continue
        if any(one.dep_ == "appos" and sentence.mentions_at(one.i) for one in token.children):
            continue
        verb = token.head if token.dep_ in {"dobj", "nsubjpass"} else token.head.head if token.dep_ == "pobj" else None
        if verb is None or verb.lemma_ not in _BRINGING or any(sentence.mentions_at(one.i) for one in _beside(token)):
            continue
        said = {one.lower_ for one in (*verb.children, *verb.head.children) if one.dep_ in {"aux", "auxpass"}}
        ahead = said & {"will", "would", "to", "is", "are", "going", "plans"} or verb.lemma_ in {
            "plan",
            "work",
            "weigh",
        }
        if ahead and verb.i < token.i:
            return True
    return False


_BRINGING = frozenset(
    {"announce", "launch", "introduce", "propose", "unveil", "develop", "design", "prepare", "draft", "plan", "start"}
    | {"consider", "weigh", "work", "create", "build", "begin", "present"}
)


def _beside(token: Token) -> list[Token]:
    """What an unnamed test is called behind it: "a model called Harbor", "a model, the Harbor Model"."""
    return [one for one in token.subtree if one.i > token.i and one.dep_ in {"oprd", "appos", "dobj", "attr"}]


def tells_of_all(sentence: AnnotatedSentence) -> bool:
    """Whether a sentence is about all the tests that somebody has: "1,900 providers take part in our models"."""
    return any(
        token.lemma_ in ONES
        and token.tag_ == "NNS"
        and any(one.dep_ == "poss" or one.lower_ in {"all", "these", "those"} for one in token.children)
        for token in sentence.span
    )


def is_label(sentence: AnnotatedSentence) -> bool:
    """Whether a sentence is only marks of emphasis, or the name of who speaks before a turn ("**The CHAIR:**")."""
    said = sentence.span.text.rstrip(" *_\n")
    return said.endswith(":") or not any(token.is_alpha for token in sentence.span)


def is_elsewhere(sentence: AnnotatedSentence, verbs: Set[str]) -> bool:
    """Whether a sentence only tells what somebody does at a body that its text is not about: "she teaches at Rye"."""
    root = sentence.span.root
    people = {
        place
        for one in sentence.mentions
        if one.mention.type.endswith("#Person")
        for place in range(one.start, one.end)
    }
    return root.lemma_ in verbs and any(
        one.lower_ in {"he", "she"} or one.i in people for one in root.children if one.dep_ == "nsubj"
    )


def bodies_elsewhere(near: Iterable[AnnotatedSentence], verbs: Set[str]) -> frozenset[str]:
    """The keys of the bodies at which sentences only tell that somebody is, and of which a text hence says no "its"."""
    told = (each.mention for one in near if is_elsewhere(one, verbs) for each in one.mentions)
    return frozenset(one.referent.key for one in told if one.type.endswith("#Organization"))


def reported_subject(sentence: AnnotatedSentence) -> Token | None:
    """The subject of what a sentence passes on: "the Director reported that the Alder Model was announced"."""
    root = sentence.span.root
    told = next((one for one in root.children if one.dep_ == "ccomp" and one.i > root.i), None)
    return next((one for one in told.children if one.dep_ in SUBJECTS), None) if told is not None else None


def leading(sentence: AnnotatedSentence, named: Sequence[Mention]) -> list[Mention]:
    """The one of several things named that a sentence is about: its subject, where all others only describe that.

    "The Alder Model, which replaces the Birch Model, is to start"; "The board heard that Alder, heir to Birch, starts".
    """
    subjects = [one for one in sentence.span.root.children if one.dep_ in SUBJECTS]
    for subject in (*subjects, reported_subject(sentence)):
        if subject is None or subject.conjuncts:
            continue
        held = {one.mention for token in subject.subtree for one in sentence.mentions_at(token.i)}
        own = [one.mention for one in sentence.mentions_at(subject.i) if one.mention in named]
        if len(own) == 1 and held.issuperset(named):
            return own
    return list(named)
