"""Outcome doubts: words that speak of a result without telling it: of what is hoped for, unsure, faint or to come."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extract.patterns.shape_status import DENIALS
from extract.trees.sidelong import is_of_a_date
from extract.trees.trees import Node

LOSES, SAVES = frozenset({"loss", "losses", "lose", "lost"}), frozenset({"saving", "savings", "save", "saved"})
SIGNIFICANT = frozenset({"significant", "significantly", "significance", "statistically", "insignificant"})
FAINT = frozenset({"modest", "little", "limited", "small", "mixed", "minimal", "negligible", "slight", "uncertain"})
EFFECTS = frozenset({"effect", "impact", "influence", "result"})
ABLE = frozenset({"able", "manage", "help", "find", "prove", "appear", "seem", "show", "continue", "begin", "start"})
"""Words before an infinitive by which what it tells did come about: "was able to improve care"."""


def is_no_turn(sentence: Sequence[Node], turns: Set[str]) -> bool:
    """Whether nothing of a sentence tells that something turned out so: at most that it was meant to, or hardly did.

    `turns` are words by which it would: "improve", "fewer", "rose".
    """
    told = [one for one in sentence if one.mention is None and not turns.isdisjoint({one.lemma, one.text.lower()})]
    faint = any(
        not FAINT.isdisjoint(child.lemma.lower() for child in one.children) for one in sentence if one.lemma in EFFECTS
    )
    return faint or all(map(_is_aim, told))


def _is_aim(word: Node) -> bool:
    """Whether a word only tells what something is for: "budgets to reduce spending and improve care"."""
    verb = next((one for one in (word, *word.ancestors()) if one.kind == "VERB" and one.relation != "amod"), None)
    first = verb
    while first is not None and first.relation == "conj" and first.head is not None:
        first = first.head
    if verb is None or first is None or verb.tag != "VB":
        return False
    aim = any(one.text.lower() == "to" for side in (verb, first) for one in side.all("aux"))
    return aim and (first.head is None or first.head.lemma not in ABLE)


def is_of_significance(label: str, said: Set[str]) -> bool:
    """Whether a sentence speaks of how sure an effect is, or of a significant loss, where a saving is read."""
    if label in {"outcome=NetSavings", "outcome=NetSavings-"} and said & DENIALS:
        return bool(said & SIGNIFICANT)
    return label == "outcome=SignificantSavings" and bool(said & LOSES) and not said & SAVES


def only_dates(sentence: Sequence[Node]) -> bool:
    """Whether "early" only says where in a time something lies: "ended earlier this year"."""
    told = [one for one in sentence if one.lemma == "early" and one.quantity is None]
    return bool(told) and all(map(is_of_a_date, told))


def only_qualifies(sentence: Sequence[Node]) -> bool:
    """Whether "certified" only stands before a noun, or tells what is to be: "a certified test", "must certify"."""
    told = [one for one in sentence if one.lemma in {"certify", "certified"}]
    return bool(told) and all(one.relation == "amod" or any(x.tag == "MD" for x in one.all("aux")) for one in told)


def tells_saving(sentence: Sequence[Node]) -> bool:
    """Whether a sentence tells how much was saved, so that "no" denies something else beside it."""
    told = [prep for one in sentence if one.lemma == "saving" for prep in one.all("prep")]
    sums = [
        one for prep in told for one in prep.all("pobj") if one.quantity is not None and one.quantity.kind == "money"
    ]
    return bool(sums)
