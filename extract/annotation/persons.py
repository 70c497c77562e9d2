"""Persons: whom "he" or "she" stands for, by nearness and by what is known of the sex of those who are named."""

from __future__ import annotations

from spacy.tokens import Token

from extract.annotation.antecedents import Antecedent, Fits, Past
from extract.annotation.own_sentence import is_stranger
from extract.annotation.sexes import PRONOUNS, Sexes
from extract.claims.annotated import AnnotatedSentence
from extract.claims.mentions import Referent

OPENING = 3
"""Sentences at the head of a text among which it says about whom it is."""


def person_meant(past: Past, sexes: Sexes, sentence: AnnotatedSentence, token: Token) -> tuple[Antecedent, ...]:
    """The one person near a pronoun of whom nothing tells the other sex; nobody where several can be meant."""

    def fits(referent: Referent) -> bool:
        return past.is_person(referent) and sexes.can_be(referent, token.lower_)

    def known(referent: Referent) -> bool:
        return fits(referent) and sexes.of(referent) is not None

    near = past.near(sentence, token, fits)
    found = _only(near) if near else _main(past, token, known)
    back = next((one for one in past.before(sentence) if found and one.start <= found[0].start < one.end), None)
    if back is not None and not found[0].subject and any(is_stranger(one, back) for one in back.span.root.children):
        return ()  # "Johnson led it in Governor Roe's time. She also …": whom the text speaks of it names no further
    both = {PRONOUNS[one.lower_] for one in sentence.span if one.lower_ in PRONOUNS}
    if found and len(both) > 1 and not known(found[0].referent):
        # "When its director, Kip Lund, left, she stepped into his shoes": whose sex the text has told before
        found = _only(past.near(sentence, token, known)) or found
    others = (key for key, places in past.seen.items() if past.is_person(places[0].referent))
    if found and all(key == found[0].referent.key for key in others):
        sexes.learn(found[0].referent, token.lower_)
    return found


def _main(past: Past, token: Token, known: Fits) -> tuple[Antecedent, ...]:
    """Whom a life is about: the one person whom its first lines name, and no other of that sex after them."""
    first = [one for one in past.done[:OPENING] if any(past.is_person(each.mention.referent) for each in one.mentions)]
    if not first or token.dep_ == "poss":
        return ()
    named = {each.mention.referent.key for each in first[0].mentions if past.is_person(each.mention.referent)}
    seen = [places[0] for places in past.seen.values() if known(places[0].referent)]
    return tuple(seen) if len(seen) == 1 == len(named) and seen[0].referent.key in named else ()


def _only(found: tuple[Antecedent, ...]) -> tuple[Antecedent, ...]:
    return found[-1:] if len({each.referent.key for each in found}) == 1 else ()
