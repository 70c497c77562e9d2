"""Hurdles: the criteria that a law sets before a deed may be done, who decides each, and whether all have to be met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.words.english import fold, light_stems, root, silent_stems, stem, stems, tables
from kg.read.facts import Fact

_DECIDES = re.compile(r"(?:the )?(?P<who>[^.;:]{2,90}?) (?P<verb>\w+) that ", re.I)

SUBJECT = re.compile(r"^(?:.*?\bthat )?(?:(?:the|such|an?|any) )?(?P<noun>\w+)\b", re.I)
"""What a clause begins with, behind what says who decides it: "the extension would not"."""


@dataclass(frozen=True, slots=True)
class Hurdles:
    """The criteria of one law: their texts in order, who decides each, what says how they join, and what is beside.

    `beside` are the powers and duties of the same provision: the deed that the criteria stand before.
    """

    setter: str
    texts: tuple[Fact, ...]
    deciders: dict[str, tuple[Fact, ...]]
    joined: Fact | None
    beside: tuple[Fact, ...] = field(default=())

    @property
    def any_is_enough(self) -> bool:
        """Whether the law lets one of several criteria be enough."""
        return self.joined is not None and self.joined.object.value == "any"

    @property
    def all_are_needed(self) -> bool:
        """Whether the law has each criterion met: it says so, or there is only one."""
        return len(self.texts) == 1 or (self.joined is not None and self.joined.object.value == "all")

    @property
    def powers(self) -> list[Fact]:
        """What may be done where the criteria are met."""
        return [f for f in self.beside if str(f.property.iri).endswith("grantsPower")]


def hurdles_of(desk: Desk, setters: Iterable[str] | None = None) -> list[Hurdles]:
    """All sets of criteria that the graph knows, or those that some provisions set."""
    words, core = desk.words, desk.words.core
    wanted = None if setters is None else set(setters)
    sets = [(s, t, o) for s, t, o in sets_of(desk) if wanted is None or s in wanted]
    mine = [str(f.fact.subject.iri) for _, texts, _ in sets for f in texts]
    if not mine:
        return []
    told = _standing(find_statements(desk.reader, words, mine, (core + "determinedBy",)))
    wholes = {
        str(f.subject.iri): str(f.object.iri)
        for f in _standing(find_statements(desk.reader, words, mine, (core + "partOf",)))
    }
    joins = (
        _standing(find_statements(desk.reader, words, sorted(set(wholes.values())), (core + "combination",)))
        if wholes
        else []
    )
    acts = _standing(find_statements(desk.reader, words, (), (core + "grantsPower", core + "imposesDuty")))
    out = []
    for setter, texts, order in sets:
        facts = sorted((f.fact for f in texts), key=lambda f: _place(order.get(str(f.subject.iri), "")))
        own = {str(f.subject.iri) for f in facts}
        over = {wholes[i] for i in own if i in wholes}
        joined = [f for f in joins if str(f.subject.iri) in over]
        beside = [f for f in acts if str(f.subject.iri) == setter]
        if not any(str(f.property.iri).endswith("grantsPower") for f in beside) and len(sets) == 1:
            # Criteria that a body sets stand apart from the power that they are of: it does what they speak of.
            beside += [f for f in acts if str(f.property.iri).endswith("grantsPower") and _is_of(f, facts)]
        deciders = {i: tuple(f for f in told if str(f.subject.iri) == i) for i in own}
        out.append(Hurdles(setter, tuple(facts), deciders, joined[0] if len(joined) == 1 else None, tuple(beside)))
    return out


def _standing(found: Iterable[Found]) -> list[Fact]:
    return [f.fact for f in found if not f.fact.negated and f.fact.rank != "deprecated" and not f.turned]


def _place(ordinal: str) -> tuple[int, str]:
    return (int(ordinal) if ordinal.isdigit() else 99, ordinal)


def _is_of(power: Fact, texts: Sequence[Fact]) -> bool:
    """Whether the verb of a power is what some criteria speak of."""
    have = set(stems(" ".join(f.object.value for f in texts)))
    return has_like(next(iter(stems(power.object.value)), ""), have)


def sets_of(desk: Desk) -> list[tuple[str, list[Found], dict[str, str]]]:
    """Who sets criteria, the texts of the outermost ones, and their ordinals."""
    words, core = desk.words, desk.words.core
    texts = [f for f in find_statements(desk.reader, words, (), (core + "criterionText",)) if not f.fact.negated]
    mine = {str(f.fact.subject.iri) for f in texts}
    if not mine:
        return []
    parts = find_statements(desk.reader, words, sorted(mine), (core + "partOf",))
    inner = {str(f.fact.subject.iri) for f in parts if str(f.fact.object.iri) in mine}
    numbers = find_statements(desk.reader, words, sorted(mine), (core + "ordinal",))
    order = {str(f.fact.subject.iri): f.fact.object.value for f in numbers}
    setters: dict[str, list[Found]] = {}
    for f in find_statements(desk.reader, words, (), (core + "setsCriterion",)):
        setters.setdefault(str(f.fact.subject.iri), []).append(f)
    out = []
    for setter, found in setters.items():
        ends = {str(f.fact.object.iri) for f in found}
        own = [t for t in texts if str(t.fact.subject.iri) in ends - inner]
        if own:
            out.append((setter, own, order))
    return out


def has_like(said: str, have: set[str]) -> bool:
    """Whether a stem, its root or what the law may say for it is among some stems."""
    roots = {root(s) for s in have}
    return said in have or root(said) in roots or bool(alike(said) & have)


@lru_cache(maxsize=2_000)
def alike(stemmed: str) -> frozenset[str]:
    """Stems of what the law may say for a word of a question: a rule for a requirement, expansion for nationwide."""
    groups = [*tables()["duties"]["like"]["same"], *tables()["hurdles"]["like"]]
    known = [frozenset(stem(w) for w in group) for group in groups]
    return frozenset().union(*(g for g in known if stemmed in g))


@lru_cache(maxsize=1)
def _things() -> re.Pattern[str]:
    return re.compile("|".join(tables()["acts"]["things"]), re.I)


def is_thing(name: str) -> bool:
    """Whether a name is only a noun for what a regulator runs: "pilot", "model"."""
    return _things().fullmatch(name) is not None


def telling(text: str, sets: Sequence[Hurdles] = ()) -> list[str]:
    """The stems of a clause that tell what is done: without who may do it, what it is done to, and empty words."""
    who = {s for one in sets for f in one.beside if (b := f.qualifier("bearer")) is not None for s in stems(b.label)}
    empty = silent_stems() | light_stems() | who | {stem(w) for w in tables()["hurdles"]["empty"]}
    return [s for s in stems(text) if s not in empty and not _things().fullmatch(s)]


def standing_before(deed: str, sets: Sequence[Hurdles]) -> list[Hurdles]:
    """The sets of criteria that stand before a deed: all its telling words are in theirs or in the power beside them.

    All of them where the deed tells nothing ("before it happens"), none where it only tells what it is done to.
    """
    wanted = telling(deed, sets)
    if not wanted:
        return [] if any(_things().fullmatch(s) for s in stems(deed)) else list(sets)
    return [one for one in sets if all(has_like(s, _said_in(one)) for s in wanted)]


def sets_meant(question: str, desk: Desk) -> list[Hurdles]:
    """The one set of several that stands before what a question speaks of behind "for", "to" or "before"; else none."""
    sets = hurdles_of(desk)
    for deed in re.finditer(tables()["hurdles"]["deed"], question, re.I) if len(sets) > 1 else ():
        meant = standing_before(deed["deed"], sets) if telling(deed["deed"], sets) else []
        if len(meant) == 1:
            return meant
    return []


def _said_in(one: Hurdles) -> set[str]:
    """What a set says of the deed: the power or duty beside it and what its criteria call it; else all its words."""
    if not one.beside:
        return set(stems(" ".join(f.object.value for f in one.texts)))
    called = [m["noun"] for f in one.texts if (m := SUBJECT.match(f.object.value))]
    return set(stems(" ".join((*called, *(f.object.value for f in one.beside)))))


def decided_by(actor: str, one: Hurdles, desk: Desk) -> list[Fact]:
    """The criteria of a set that somebody decides, by a name of hers or by the words of the law for her."""
    plain = fold(re.sub(r"^(?:the|an?) ", "", actor.strip(), flags=re.I))
    return [
        f
        for f in one.texts
        if any(is_called(actor, d, f, desk) for d in one.deciders[str(f.subject.iri)])
        or (not one.deciders[str(f.subject.iri)] and plain == acts_in(f))
    ]


def acts_in(text: Fact) -> str:
    """Who acts by the words of a criterion that say so first ("the Council approves the …"), folded; else empty."""
    said = _acting().match(text.object.value)
    return fold(said["who"]) if said else ""


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    verbs = tables()["hurdles"]["acting"]
    return re.compile(rf"(?:the |an? )?(?P<who>[\w'\u2019-]+(?: [\w'\u2019-]+){{0,5}}?) {verbs}\b", re.I)


def is_called(actor: str, decider: Fact, text: Fact, desk: Desk) -> bool:
    """Whether words of a question name who decides a criterion: its whole name, or the head of it and nothing else."""
    known = desk.words.entities.get(str(decider.object.iri))
    said = _DECIDES.match(text.object.value)
    names = [decider.object.label, *(known.names if known else ()), *([said["who"]] if said else ())]
    plain = fold(re.sub(r"^(?:the|an?) ", "", actor.strip(), flags=re.I))
    if plain in {re.sub(r"^the ", "", fold(n)) for n in names}:
        return True
    mine = {s for s in stems(plain) if s not in silent_stems()}
    heads = {stems(re.split(r" (?:of|for|to)\b|,", n)[0])[-1:] for n in names}
    have = {s for n in names for s in stems(n)}
    return bool(mine) and mine <= have and any(set(h) <= mine for h in heads if h)


def verb_of(text: Fact) -> str:
    """The verb by which a criterion says that somebody decides it; empty where its words do not tell."""
    said = _DECIDES.match(text.object.value)
    return stem(said["verb"].lower()) if said else ""
