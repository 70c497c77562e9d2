"""Lists under conditions that no one reading holds: each is put as a question of its own, and what meets all is left.

"Which mandatory models have not started yet", "models in A but not in B", "which of those that began in 2021 were still
running in 2024", "the largest loss among voluntary models".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements
from kg.ask.parts.meeting import Meeting, as_known, meeting_of, relations_of, told_of, untold_of
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import find_superlative, plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.misread import is_lone_feature
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import fold, stem, tables, tokenize, word_set
from kg.ask.words.words import Words

Ask = Callable[[str], Outcome]
Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]
MOST_WAYS = 5
"""How many ways to part a question into conditions are tried."""


@dataclass(frozen=True, slots=True)
class KindSought:
    """A question for things of a kind: the noun, what stands before it and behind it, and whether they are counted."""

    noun: str
    before: str
    behind: str
    count: bool


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tables()["conditions"]
    things = "|".join(tables()["acts"]["things"])
    parts = {name: table[name] for name in ("list", "place", "led", "asked", "bare")}
    return {name: re.compile(said.replace("@things", f"(?:{things})"), re.I) for name, said in parts.items()}


def answer_placed(part: str, ask: Ask, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """The largest, first or last of what meets some conditions, where these are named apart; None for another question.

    "The largest loss among voluntary models", "of the models that began in 2021, which saved the most".
    """
    text = part.strip(" ?.!")
    match = _patterns()["led"].fullmatch(text) or _patterns()["place"].fullmatch(text)
    if not setting.words.own or match is None or find_superlative(tokenize(match["asked"]))[0] is None:
        return None
    one = KindSought(
        _noun(match["noun"], setting.words), match["before"].strip(), (match["behind"] or "").strip(), False
    )
    met = _met(one, ask, desk, alone=True)
    if met is None:
        return None
    named = match.re is _patterns()["led"] or match["asked"].lower().startswith("which")
    clause = _patterns()["asked"].fullmatch(match["asked"]) if named else None
    asked = f"{clause['lead']} {one.noun}{clause['clause']}" if clause is not None else match["asked"]
    return _among(asked, met, setting, desk, solve)


def answer_conditions(part: str, ask: Ask, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """What meets all conditions of a list, or is the largest, first or last of that; None for another question.

    In: the question, and what answers a simpler one. No-data where every condition is met by something and nothing
    meets all.
    """
    text = part.strip(" ?.!")
    if not setting.words.own:
        return None
    known: dict[str, Outcome] = {}

    def once(question: str) -> Outcome:
        if question not in known:
            known[question] = ask(question)
        return known[question]

    led = _patterns()["led"].fullmatch(text)
    clause = _patterns()["asked"].fullmatch(led["asked"]) if led is not None else None
    if led is not None and clause is not None:
        behind = f"{led['behind'] or ''} and {clause['clause'].strip()}" if led["behind"] else clause["clause"]
        text = f"{clause['lead']} {led['before']}{led['noun']} {behind.strip()}"
    bare = _patterns()["bare"].fullmatch(text)
    if bare is not None:
        text = f"{bare['lead']} {_noun('those', setting.words)} {bare['behind']}"
    found = _patterns()["list"].fullmatch(text)
    if found is None:
        return None
    count = (found["lead"] or "").lower().startswith("how many")
    one = KindSought(
        _noun(found["noun"], setting.words), found["before"].strip(), (found["behind"] or "").strip(), count
    )
    if find_superlative(tokenize(text))[0] is not None:
        return _best(one, once, setting, desk, solve)
    met = _met(one, once, desk)
    if met is None or (count and (_only_named(met, text) or _is_lone_feature(met))):
        return None
    told = told_of(met, desk, count=count, untold=met.untold)
    return told if told.settled else as_known(told)


def _only_named(met: Meeting, text: str) -> bool:
    """Whether all that would be counted is what the question names: "how many clinics take part in Harbor"."""
    return bool(met.items) and all(fold(item.label) in fold(text) for item in met.items.values())


def _is_lone_feature(met: Meeting) -> bool:
    """Whether what would be counted is one focus or the like of a thing: "how many episodes does Harbor test"."""
    facts = [fact for proof in met.proofs.values() for fact in proof]
    return set(met.items) == {str(fact.object.iri) for fact in facts} and is_lone_feature(facts)


def _noun(said: str, words: Words) -> str:
    """The noun of a list; what only points at things before the question means those that the graph has most of."""
    kinds = {s.iri for s in words.index.get((stem(said.lower()),), ()) if s.kind == "class"}
    if said.lower() not in ("those", "these", "them") and kinds != {words.core + "Program"}:
        return said
    most = Counter(
        t for e in words.entities.values() if e.degree for t in e.types if words.is_a(t, words.core + "Initiative")
    )
    return f"{words.label(most.most_common(1)[0][0]).lower()}s" if most else said


def _best(one: KindSought, ask: Ask, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """ "Which of those that began in 2021 saved the most": of what meets the rest, by the clause that says most."""
    if find_superlative(tokenize(one.before))[0] is not None:
        return None
    for clauses in ([one.behind], *_cuts(one.behind)):
        most = [c for c in clauses if find_superlative(tokenize(c))[0] is not None]
        others = [c for c in clauses if c not in most]
        if len(most) != 1 or not (others or one.before):
            continue
        met = _met(KindSought(one.noun, one.before, " and ".join(others), False), ask, desk, alone=True)
        if met is not None and met.items:
            return _among(_put(one.noun, most[0]), met, setting, desk, solve)
    return None


def _among(asked: str, met: Meeting, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """What a question comes to among some things only."""
    if not met.items:
        return told_of(met, desk, count=False)
    found = understand(plainer(everyday(asked)), setting)
    for reading in found.readings:
        reading.graph.among = frozenset(met.items)
    _, outcome = solve(found, setting, desk)
    if outcome.status == "unanswered":
        silent = outcome.reason == "no-data"
        return (
            Outcome("unanswered", "The sources do not say that of any of these.", reason="no-data") if silent else None
        )
    subjects = {str(f.subject.iri) for f in outcome.facts}
    return outcome if subjects and subjects <= set(met.items) else None


def _met(one: KindSought, ask: Ask, desk: Desk, *, alone: bool = False) -> Meeting | None:
    """What meets all conditions of a list, one `alone` too; None where one of them is not understood."""
    nouns = dict.fromkeys((_noun("those", desk.words), one.noun)) if one.before else ()
    before = next((met for noun in nouns if (met := meeting_of(ask(f"list {one.before} {noun}"))) is not None), None)
    if one.before and before is None:
        return None
    if not one.behind:
        return before
    ways = [[_bare(one.behind)]] if before is not None or alone else []
    for clauses in [*ways, *_cuts(one.behind)][:MOST_WAYS]:
        met = _all_of(clauses, one.noun, before, ask, desk)
        if met is not None:
            return met
    return None


def _all_of(clauses: list[str], noun: str, met: Meeting | None, ask: Ask, desk: Desk) -> Meeting | None:
    """What meets every clause, those that deny something last."""
    sides = [(relations_of(met), met)] if met is not None else []
    for clause in sorted(clauses, key=lambda c: _denied(c, clauses) is not None):
        alone = meeting_of(ask(_put(noun, clause)))
        if alone is not None:
            sides.append((relations_of(alone), alone))
            met = alone if met is None else met.and_of(alone)
            continue
        denied = _denied(clause, clauses)
        positive = ask(_put(noun, denied)) if denied and met is not None else None
        whole = meeting_of(positive) if positive is not None else None
        if positive is None or whole is None or met is None:
            return None
        props = {str(f.property.iri) for f in positive.facts}
        left = _told_otherwise(met.without(whole), props, desk)
        if left is None:
            return None
        met = left
    if met is not None and len(sides) > 1 and met.items:
        met.untold = untold_of(sides, met, desk)
    return met


def _told_otherwise(met: Meeting, props: set[str], desk: Desk) -> Meeting | None:
    """Those of which the sources give something else by the same relation; None for relations that no list ends.

    That no source names A of a thing tells nothing, unless it names others in its place.
    """
    known = [desk.words.properties[p] for p in props if p in desk.words.properties]
    whole = tables()["conditions"]["named_in_full"]
    if not known or any(p.iri.removeprefix(desk.words.core) not in whole for p in known):
        return None
    told: dict[str, list[object]] = {}
    for one in find_statements(desk.reader, desk.words, tuple(met.items), tuple(props)) if met.items else []:
        if not one.fact.negated and one.fact.rank != "deprecated" and not one.turned:
            told.setdefault(str(one.fact.subject.iri), []).append(one.fact)
    kept = {t: met.items[t] for t in met.items if t in told}
    return Meeting({t: [*met.proofs[t]] for t in kept}, kept)


def _put(noun: str, clause: str) -> str:
    """A clause as a question of its own.

    >>> _put("models", "still active"), _put("models", "for hospitals"), _put("models", "began in 2021")
    ('which models are still active', 'which models for hospitals', 'which models began in 2021')
    """
    first = clause.split()[0].lower() if clause.split() else ""
    verb = first in word_set("words", "auxiliary") or _is_verb(first)
    return (
        f"which {noun} {clause}" if verb or first in word_set("conditions", "leads") else f"which {noun} are {clause}"
    )


def _is_verb(word: str) -> bool:
    table = tables()
    return word.endswith("ed") or word in table["irregular"] or word in word_set("conditions", "verbs")


def _denied(clause: str, clauses: list[str]) -> str | None:
    """What a clause denies, put as said: "not the other" behind "in the one" as "in the other"; else None."""
    found = re.fullmatch(tables()["conditions"]["denied"], clause, re.I)
    if found is None:
        return None
    aux, rest = (found["aux"] or "").strip(), found["rest"].strip()
    if (
        not aux
        and rest.split()[0].lower() not in word_set("conditions", "leads")
        and not _is_verb(rest.split()[0].lower())
    ):
        other = next((c for c in clauses if c != clause), "")
        lead = re.match(tables()["conditions"]["carried"], other, re.I)
        rest = f"{lead['lead']} {rest}" if lead is not None else rest
    return f"{aux} {rest}".strip()


def _cuts(text: str) -> Iterator[list[str]]:
    """The ways to part what stands behind the noun into conditions, the surest first.

    >>> next(_cuts("that began in 2021 and were mandatory"))
    ['began in 2021', 'were mandatory']
    """
    seen = set()
    for joint in (
        tables()["conditions"]["joints"],
        tables()["conditions"]["verbs_again"],
        tables()["conditions"]["tails"],
    ):
        places = [m for m in re.finditer(joint, text, re.I) if m.start() > 0]
        options = [places] if len(places) > 1 else []
        for chosen in [*options, *([p] for p in places)]:
            pieces, at = [], 0
            for m in chosen:
                pieces.append(text[at : m.start()])
                at = m.start()
            clean = [_bare(p) for p in (*pieces, text[at:])]
            if all(clean) and tuple(clean) not in seen:
                seen.add(tuple(clean))
                yield clean


def _bare(clause: str) -> str:
    """A clause without the word that ties it on."""
    return re.sub(tables()["conditions"]["ties"], "", clause.strip(" ,"), flags=re.I).strip(" ,")


__all__ = ["answer_conditions"]
