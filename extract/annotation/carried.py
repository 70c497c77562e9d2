"""Carried: the subject of the sentence before, with which an "it" or "its" that opens the next one goes on."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extract.annotation.antecedents import Antecedent, Past, antecedent_of
from extract.annotation.own_sentence import SUBJECTS, reported_subject
from extract.claims.annotated import AnnotatedSentence

REASONS = frozenset({"after", "because", "since", "once"})
"""What opens a clause that tells why or upon what something came about."""


def carried(past: Past, sentence: AnnotatedSentence, token: Token, near: Sequence[Antecedent]) -> Antecedent | None:
    """The subject of the sentence before, where it is one of what stands near and is what this sentence goes on with.

    An initiative is, where "it" opens the sentence. A body is where all that stands near are bodies: "The office is a
    unit of the ministry. By 2034 it had tested nine models" goes on with what the text is about, and not with what
    that was only set beside.
    """
    before = _just_before(past, sentence)
    found = _subject_of(before) if before is not None else None
    if found is None and before is not None and all(past.is_initiative(each.referent) for each in near):
        found = _named_by(before, reported_subject(before))
    if found is None or found.referent.key not in {each.referent.key for each in near}:
        return None
    if past.is_initiative(found.referent):
        return found if token.i == sentence.span.start and token.dep_ in SUBJECTS else None
    owner = token.head if token.dep_ == "poss" else token
    bodies = all(past.kind(each.referent) == "Organization" and each.start < sentence.start for each in near)
    first = not any(one.dep_ in SUBJECTS for one in sentence.span if one.i < token.i)  # "Ann Lee wrote that it …"
    return found if bodies and first and owner.dep_ in SUBJECTS else None


def described(sentence: AnnotatedSentence, token: Token, near: Sequence[Antecedent]) -> Antecedent | None:
    """What the clause around an "it" describes: "the Reef Model, which was closed after auditors found that it lost".

    Where the clause names another thing that fits before the "it", either could be meant.
    """
    clause = next((one for one in token.ancestors if one.dep_ == "relcl"), None) or _clause_before(sentence, token)
    found = sentence.mentions_at(clause.head.i) if clause is not None else ()
    alike = [one for one in near for each in found if one.referent.type == each.mention.referent.type]
    return alike[-1] if alike and alike[-1].referent.key == found[0].mention.referent.key else None


def _clause_before(sentence: AnnotatedSentence, token: Token) -> Token | None:
    """The descriptive clause right before the reason in which an "it" stands, which a parser hangs on either verb."""
    reason = next((one for one in token.ancestors if one.dep_ == "advcl"), None)
    opened = next((one for one in reason.children if one.dep_ == "mark"), None) if reason is not None else None
    if reason is None or opened is None or opened.lower_ not in REASONS:
        return None
    clauses = (one for one in sentence.span[: opened.i - sentence.span.start] if one.dep_ == "relcl")
    return next((one for one in clauses if reason.head in one.ancestors), None)


def other_subject(past: Past, sentence: AnnotatedSentence, near: Sequence[Antecedent]) -> bool:
    """Whether the sentence before is about something unnamed that "it" could just as well mean."""
    before = next(iter(past.before(sentence)), None)
    if before is None:
        return False
    subject = next((child for child in before.span.root.children if child.dep_ in SUBJECTS), None)
    if not any(before.start <= each.start < before.end for each in near):
        return subject is not None and not before.mentions_at(subject.i)
    named = subject is not None and any(
        before.mentions_at(one.i) for one in (subject, *subject.children) if one is subject or one.dep_ == "appos"
    )
    return subject is not None and subject.tag_ == "NN" and not named


def defined(past: Past, sentence: AnnotatedSentence, token: Token) -> Antecedent | None:
    """What the sentence before defines ("The Lakes Office is an agency of …"): the next "it" goes on with it."""
    before = _just_before(past, sentence)
    if before is None or token.i > sentence.span.start + 1:
        return None
    root = before.span.root
    if root.lemma_ != "be" or not any(child.dep_ == "attr" for child in root.children):
        return None
    subject = next((child for child in root.children if child.dep_ == "nsubj"), None)
    found = before.mentions_at(subject.i) if subject is not None else ()
    return antecedent_of(before, found[0]) if len(found) == 1 else None


def _just_before(past: Past, sentence: AnnotatedSentence) -> AnnotatedSentence | None:
    """The sentence before in the same passage."""
    before = next(iter(past.before(sentence)), None)
    return before if before is not None and before.passage.start == sentence.passage.start else None


def _subject_of(sentence: AnnotatedSentence) -> Antecedent | None:
    """The one thing that a sentence has for its subject, by its name or by what stands for it."""
    return _named_by(sentence, next((child for child in sentence.span.root.children if child.dep_ in SUBJECTS), None))


def _named_by(sentence: AnnotatedSentence, subject: Token | None) -> Antecedent | None:
    if subject is None or subject.conjuncts:
        return None
    places = [subject, *(child for child in subject.children if child.dep_ == "appos")]
    found = [each for place in places for each in sentence.mentions_at(place.i)]
    return antecedent_of(sentence, found[0]) if len(found) == 1 else None
