"""What-if questions about a deed: "may it be done if spending rises", told by the criteria's own words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of, yes_or_no
from kg.ask.law.hurdles import SUBJECT, Hurdles, has_like, telling
from kg.ask.law.verdicts import with_condition
from kg.ask.words.english import stem, stems, tables, word_set
from kg.read.facts import Fact

_DENIED = re.compile(
    r"\b(?:not|never) (?P<verb>\w+)(?: or (?P<other>\w+))?\b(?P<rest>[^;]*)"
    r"|\bwithout (?P<doing>\w+ing)\b(?P<more>[^;]*)"
)
_DENIES = re.compile(r"\b(?:not|never|no|unless|without)\b|n['\u2019]t\b", re.I)


def answer_case(match: re.Match[str], sets: Sequence[Hurdles], desk: Desk) -> Outcome | None:
    """Answers whether a deed may be done in some case, by the criteria that speak of it.

    No only where criteria that all have to be met rule it out in words that prove it; else those that speak of the case
    are told as what the law says, and a refusal where none does: a deed that may be done tells nothing of a case.
    """
    case, deed = match["case"].strip(), match["deed"]
    about = _matter(case, deed, sets)
    speaking = [(one, f) for one in sets for f in one.texts if about and all(has_like(s, _of(f)) for s in about)]
    if not speaking:
        known = [item_of([f]) for one in sets for f in one.texts]
        text = "The criteria that the law sets for that do not speak of that case."
        return Outcome("unanswered", text, reason="no-data", known=known)
    excluding = [
        f
        for one, f in speaking
        if one.all_are_needed and len(sets) == 1 and _rules_out(f, match["joint"], case, deed, about)
    ]
    if excluding:
        joined = [one.joined for one in sets if one.joined is not None]
        return yes_or_no(False, full_sentence(excluding[0], desk.words), [*excluding, *joined])
    facts = [f for _, f in speaking]
    told = " ".join(full_sentence(f, desk.words) for f in facts)
    joins = "One of the criteria is enough. " if sets[0].any_is_enough and len(sets) == 1 else ""
    text = f"The law gives no plain yes or no to that. {joins}What it says: {told}"
    return Outcome("answered", text, [item_of([f]) for f in facts], facts=facts)


def _of(text: Fact) -> set[str]:
    return set(stems(text.object.value))


@lru_cache(maxsize=1)
def _ways() -> tuple[frozenset[str], ...]:
    """The stems of the words for either direction that something may go."""
    return tuple(frozenset(stem(w) for w in words) for words in tables()["hurdles"]["directions"].values())


def _matter(case: str, deed: str, sets: Sequence[Hurdles]) -> list[str]:
    """What a case is about: its telling words without the way that it goes and without the deed itself."""
    ways, done = frozenset().union(*_ways()), set(stems(deed))
    return [s for s in telling(case, sets) if s not in ways and not has_like(s, done)]


def _rules_out(text: Fact, joint: str, case: str, deed: str, about: list[str]) -> bool:
    """Whether a criterion denies, of the same thing and in the same direction, just what a case says."""
    own = text.object.value
    subject = SUBJECT.match(own)
    named = (
        SUBJECT.match(case) if joint.lower().endswith(("if", "when", "where", "though", "although", "while")) else None
    )
    noun = named["noun"] if named else re.findall(r"\w+", deed)[-1] if joint.lower() in ("that", "which") else ""
    if subject is None or stem(noun.lower()) != stem(subject["noun"].lower()):
        return False
    if _DENIES.search(case) is not None:
        return False
    denied = _DENIED.search(own)
    if denied is None or re.search(r"\bor\b", own[: denied.start()]) or (denied["doing"] and re.search(r"\bor\b", own)):
        return False
    verbs = {stem(v.lower()) for v in (denied["verb"], denied["other"], denied["doing"]) if v}
    scope = set(stems(denied["rest"] or denied["more"] or ""))
    said = set(stems(case))
    same = verbs & said or any(verbs & way and said & way for way in _ways())
    rest = [s for s in about if s not in verbs]
    return bool(same) and bool(rest) and all(has_like(s, scope) for s in rest)


def answer_consequence(case: str, desk: Desk) -> Outcome | None:
    """What somebody must do in a case: the duties whose condition, or clause of what they are done to, says it."""
    told = find_statements(desk.reader, desk.words, (), (desk.words.core + "imposesDuty",))
    wanted = telling(case)
    if re.search(tables()["duties"]["cases"]["vague"], f"if {case}", re.I):
        return _where_it_fails([f.fact for f in told], desk)
    facts = [
        f.fact
        for f in told
        if not f.fact.negated and f.fact.rank != "deprecated" and (clause := _clause(f.fact))
        if len(wanted) > 1 and all(has_like(s, set(stems(clause))) for s in wanted)
        if (_DENIES.search(case) is None) == (_DENIES.search(clause) is None)
    ]
    text = " ".join(full_sentence(f, desk.words) for f in facts)
    return Outcome("answered", text, [with_condition(f) for f in facts], facts=facts) if facts else None


def _where_it_fails(duties: Sequence[Fact], desk: Desk) -> Outcome | None:
    """What the law says of ending something, where a case says only that it went badly."""
    ending = {stem(w) for w in tables()["hurdles"]["ending"]}
    mine = [f for f in duties if not f.negated and f.rank != "deprecated" and _clause(f)]
    mine = [f for f in mine if ending & set(stems(f.object.value)[:1])]
    told = " ".join(full_sentence(f, desk.words) for f in mine)
    text = f"The law speaks of it in other words: {told}"
    return Outcome("answered", text, [with_condition(f) for f in mine], facts=mine) if mine else None


def _clause(duty: Fact) -> str:
    """The case that a duty is for: its condition, or what is said of that which it is done to ("a trial that …")."""
    condition = duty.qualifier("condition")
    if condition is not None:
        return condition.value
    said = re.search(r"\b(?:that|which|who|whose|if|when|where)\b (?P<clause>.+)", duty.object.value, re.I)
    return said["clause"] if said else ""


def answer_short(one: Hurdles, texts: Sequence[Fact], desk: Desk) -> Outcome | None:
    """What follows where some criteria of a set are not met: the deed may not be done where all of them are needed."""
    if not one.powers or not (one.all_are_needed or len(texts) == len(one.texts)):
        return None
    told = " ".join(full_sentence(text, desk.words) for text in texts)
    how = " All of the criteria have to be met." if len(one.texts) > 1 else ""
    how = " All of these criteria have to be met." if how and len(texts) == len(one.texts) else how
    how = " One of these criteria is enough." if one.any_is_enough else how
    power = one.powers[0]
    bearer = power.qualifier("bearer")
    text = f"Then the law does not let {bearer.label if bearer else 'anybody'} {power.object.value}. {told}{how}"
    proof = [*texts, *one.powers, *([one.joined] if one.joined is not None else [])]
    return Outcome("answered", text, [item_of([t]) for t in texts], facts=proof)


def answer_met(_: re.Match[str], sets: Sequence[Hurdles], desk: Desk) -> Outcome | None:
    """Yes to whether a deed may be done once all that the law sets before it is met."""
    one = sets[0]
    return _told(one, desk, may=True) if len(sets) == 1 and one.powers and (one.joined or len(one.texts) == 1) else None


def answer_unmet(match: re.Match[str], sets: Sequence[Hurdles], desk: Desk) -> Outcome | None:
    """Whether a deed may be done where some or all criteria are not met, as the law joins them; else None."""
    one = sets[0]
    if len(sets) != 1 or not one.powers:
        return None
    some = match.groupdict().get("some")
    if some and some.lower() in word_set("hurdles", "every"):
        # "If it does not meet all of them": some or none of them, which alternatives do not tell apart.
        return None if not one.all_are_needed else _told(one, desk, may=False)
    if not some:
        return _told(one, desk, may=False) if one.joined is not None or len(one.texts) == 1 else None
    if one.all_are_needed:
        return _told(one, desk, may=False)
    meets = not re.search(r"n['\u2019]t\b|\bnot\b|\bfail|\bmiss|\bflunk", match.group(), re.I)
    return _told(one, desk, may=True) if one.any_is_enough and meets else None


def _told(one: Hurdles, desk: Desk, *, may: bool) -> Outcome:
    proof = [*([one.joined] if one.joined is not None else []), *one.texts, *one.powers]
    told = full_sentence(one.powers[0], desk.words)
    how = "One of these criteria is enough" if one.any_is_enough else "All of these criteria have to be met"
    listed = "; ".join(f"({i}) {f.words}" for i, f in enumerate(one.texts, 1))
    return yes_or_no(may, f"{told} {how}: {listed}", proof)
