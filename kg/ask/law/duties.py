"""What somebody may or must do: questions that a power, a duty or a criterion answers by its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.ask.answering.fullest import fullest
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, day_item, find_statements, item_of, qualifiers_of, verdict
from kg.ask.evidence.quoted import sentence_of
from kg.ask.law.hurdles import alike, is_thing
from kg.ask.law.verdicts import case_at, vague_in, whether, with_condition
from kg.ask.questions.times import find_bounds
from kg.ask.readings.reading import Understanding
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import light_stems, related_to, root, silent_stems, stem, stems, tables, tokenize, word_set

_GRAMMAR = frozenset(
    {"whether", "would", "could", "able", "order", "anyone", "anybody", "someone", "somebody", "anything", "something"}
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question about a power or duty says: its content, who is to act, and what is asked for."""

    content: list[str]
    actor: str | None
    power: bool
    duty: bool
    denies: bool
    of_object: bool


def answer_duty(found: Understanding, desk: Desk, *, loosely: bool = False) -> Outcome | None:
    """Answers "may A do B", "must A do B", "who may do B", "what must A do", "by when must A do B".

    In: the question; `loosely` also takes one without may or must ("who reports to B"), for when no other reading
    answers. Out: None where no text says all of B, and refused where A is named and no text says what A must do.
    Every word of content in the question has to stand in the words of the power or duty, its condition or its quote.
    """
    frame, words = found.frame, desk.words
    timed = _timed(found, desk)
    if timed is not None:
        return timed
    if frame.asks not in ("truth", "who", "when", "which", "requirements", "list") or not found.readings:
        return None
    lower = {t.lower for t in frame.tokens}
    judges = frame.asks == "who" and bool({t.stem for t in frame.tokens} & {s for w in _judging() for s in stems(w)})
    power = bool(lower & word_set("duties", "may"))
    duty = any(_obliges([t.lower for t in frame.tokens], i) for i in range(len(frame.tokens)))
    if not power and not duty and not judges and not loosely:
        return None
    done = frame.asks == "truth" and not power and not duty and frame.tokens[0].lower in word_set("duties", "past")
    if done or (loosely and frame.tokens[0].lower == "whose"):
        # That it may be done tells nothing of what was, and whose power it is not whose approval it takes.
        return None
    known = find_statements(desk.reader, words, (), (words.core + "grantsPower", words.core + "imposesDuty"))
    known = [f for f in known if f.fact.rank != "deprecated"]
    asked = _read(found, known, power=power, duty=duty)
    if asked.denies and frame.asks == "truth":
        return _criterion_asks(found, asked, desk) if duty else None
    if judges and not power:
        said = _judged(asked.content, desk, denies=asked.denies)
        if said is not None:
            return said
    if frame.asks in ("which", "requirements", "list") or asked.of_object:
        ready = (power or duty or (loosely and asked.of_object)) and (asked.actor or asked.of_object)
        return _objects(asked, known, desk) if ready else None
    if len(asked.content) < (1 if asked.actor and frame.asks != "who" and not loosely else 2):
        return None
    actor = asked.actor if frame.asks != "when" else None
    fitting = [f for f in known if says(f, asked.content, denies=asked.denies) and actor in (None, bearer_of(f))]
    if not fitting and frame.asks != "when":
        fitting = [
            f for f in known if says_around(f, asked.content, denies=asked.denies) and actor in (None, bearer_of(f))
        ]
    if not fitting and frame.asks == "when":
        fitting = [f for f in known if says(f, asked.content)]
    # A quote may hold two duties; the one whose own text says it all is meant.
    fitting = [f for f in fitting if says(f, asked.content, alone=True)] or fitting
    if loosely and frame.asks == "who":
        # Without a word of obligation, the verb of the question has to be that of the duty.
        fitting = [f for f in fitting if says(f, asked.content[:1], alone=True, text=_head(f))]
    if not fitting:
        return _criterion_asks(found, asked, desk) if frame.asks == "truth" and duty else None
    if frame.asks == "when":
        just_so = [f for f in fitting if set(asked.content) <= set(stems(f.fact.object.value))]
        return _by_when(just_so or fitting, desk)
    if frame.asks == "who":
        return _whose(fitting, duty_asked=duty, desk=desk)
    return whether(fitting, frame.text, duty_asked=duty, desk=desk)


def _head(found: Found) -> str:
    """The first words of a power or duty, where its verb stands."""
    return " ".join(found.fact.object.value.split()[:6])


def _criterion_asks(found: Understanding, asked: _Asked, desk: Desk) -> Outcome | None:
    """ "Does A have to certify B": yes where a criterion that A decides says so."""
    words, core = desk.words, desk.words.core
    named = {s.sense.iri for r in found.readings[:1] for s in r.cover if s.sense.kind == "entity"}
    decided = find_statements(desk.reader, words, (), (core + "determinedBy",))
    decided = [f for f in decided if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.object.iri in named]
    mine = [str(f.fact.subject.iri) for f in decided]
    texts = find_statements(desk.reader, words, mine, (core + "criterionText",)) if mine else []
    fitting = [f.fact for f in texts if not f.fact.negated and asked.content and says(f, asked.content)]
    if not fitting:
        return None
    proof = [*fitting, *(f.fact for f in decided if f.fact.subject.iri == fitting[0].subject.iri)]
    return Outcome("answered", f"Yes: {full_sentence(fitting[0], words)}", [verdict(True, proof)], facts=proof)


def _obliges(lower: list[str], at: int) -> bool:
    """Whether a word says that something must be done: "must", and "has" only where "to" follows it."""
    weak = lower[at] in ("has", "have", "need", "needs")
    if lower[at - 1 : at] == ["be"] and set(lower[:at]) & word_set("duties", "may"):
        return False  # "may hospitals be required to join" asks for the power to require it
    return lower[at] in word_set("duties", "must") and (not weak or lower[at + 1 : at + 2] == ["to"])


def _read(found: Understanding, known: list[Found], *, power: bool, duty: bool) -> _Asked:
    """The parts of a question about a power or duty."""
    frame = found.frame
    named = _bearers_in(found, known)
    lower = [t.lower for t in frame.tokens]
    modal = next((i for i, w in enumerate(lower) if w in word_set("duties", "may") | word_set("duties", "must")), -1)
    verb = modal + 1 + (lower[modal + 1 : modal + 2] == ["to"])
    passive = 0 <= modal < len(lower) - 2 and lower[verb : verb + 1] == ["be"]
    of_object = lower[:1] == ["whom"] or (frame.asks == "who" and passive)
    # "Who must A consult": with somebody else's name after the verb of obligation, the one asked for is the object.
    of_object = of_object or (frame.asks == "who" and bool(named) and named[0].first in (modal + 1, modal + 2))
    # "Who does A have to consult": A acts, where her name stands between.
    of_object = of_object or (
        frame.asks == "who"
        and bool(named)
        and lower[1:2] in (["does"], ["do"], ["did"])
        and named[0].first in (2, 3)
        and (power or duty)
    )
    # "Who is consulted by A": what A does to whom, without a word of obligation.
    of_object = of_object or (
        frame.asks == "who" and bool(named) and "by" in lower[max(0, named[0].first - 2) : named[0].first]
    )
    of_object = of_object or (frame.asks in ("which", "requirements") and passive)
    actor = named[0] if named and (frame.asks != "who" or of_object) else None
    skip = set(frame.focus) | set(actor.at if actor else ())
    skip -= set(frame.focus) if frame.asks == "requirements" else set()
    vague, case = vague_in(frame), case_at(frame)
    # What is denied of the case that a question puts is no denial of the power or duty.
    denies = any(i < case and i not in vague for i in frame.negated)
    kept = [
        t
        for i, t in enumerate(frame.tokens)
        if i not in skip
        and t.text[0].isalnum()
        and t.lower not in word_set("duties", "may") | word_set("duties", "must") | _GRAMMAR
        and t.stem not in silent_stems()
        and i not in vague
        and t.lower not in word_set("duties", "cases", "some")
        and not t.lower.endswith("n't")
        and f"the {t.lower}" not in word_set("pronouns", "it")
    ]
    content = [t.stem for t in kept if t.stem not in light_stems()]
    return _Asked(content, actor.sense.iri if actor else None, power, duty, denies, of_object)


def _bearers_in(found: Understanding, known: list[Found]) -> list[Spotted]:
    """Who of those that have powers and duties is named, in the likeliest reading that names any."""
    # "A pilot must not last longer": what is tested is none that acts.
    bearers = {t.iri for f in known if (t := f.fact.qualifier("bearer")) is not None and not is_thing(t.label)}
    for reading in found.readings[:12]:
        named = [s for s in reading.cover if s.sense.kind == "entity" and s.sense.iri in bearers]
        named = [s for s in named if not is_thing(" ".join(found.frame.tokens[i].lower for i in s.at))]
        if named:
            return named
    # "The Minister", where a law calls the one who acts the Minister of Water and nobody else so.
    for spotted in (s for r in found.readings[:12] for s in r.cover if s.sense.kind == "entity"):
        name = " ".join(found.frame.tokens[i].lower for i in spotted.at).removeprefix("the ")
        fuller = {
            b.iri for f in known if (b := f.fact.qualifier("bearer")) and b.label.lower().startswith(f"{name} of ")
        }
        if len(fuller) == 1:
            return [replace(spotted, sense=replace(spotted.sense, iri=str(fuller.pop())))]
    return []


def content_of(found: Understanding, known: list[Found], topic: tuple[str, ...] = ()) -> tuple[str | None, list[str]]:
    """Who is to act and the telling words of a clause: "the Secretary waive requirements".

    The name of what the graph is most about (`topic`) tells nothing where all is about it.
    """
    frame, named = found.frame, _bearers_in(found, known)
    actor = named[0] if named and named[0].first <= 2 else None
    skip = set(actor.at if actor else ())
    cover = found.readings[0].cover if found.readings else ()
    skip |= {i for s in cover if s.sense.iri in topic and len(found.frame.tokens) > len(s.at) + 2 for i in s.at}
    return (actor.sense.iri if actor else None), [
        t.stem
        for i, t in enumerate(frame.tokens)
        if i not in skip
        and t.text[0].isalnum()
        and t.stem not in silent_stems() | light_stems()
        and t.lower not in word_set("duties", "may") | word_set("duties", "must") | _GRAMMAR
    ]


def _objects(asked: _Asked, known: list[Found], desk: Desk) -> Outcome | None:
    """ "What must A publish", "which requirements may be waived": the texts that say so."""
    named = {stem(w) for w in word_set("duties", "nouns")}
    rest = [s for s in asked.content if s not in named]
    if not rest or (len(rest) < len(asked.content) and not asked.power):
        return None
    every = not asked.power and not asked.duty
    kinds = [n for n, said in (("grantsPower", asked.power), ("imposesDuty", asked.duty)) if said or every]
    fitting = [
        f
        for f in known
        if not f.fact.negated
        and str(f.fact.property.iri).rsplit("#", 1)[-1] in kinds
        and asked.actor in (None, bearer_of(f))
        and says(f, asked.content, denies=asked.denies)
    ]
    fitting = fitting or [
        f
        for f in known
        if not f.fact.negated
        and str(f.fact.property.iri).rsplit("#", 1)[-1] in kinds
        and asked.actor in (None, bearer_of(f))
        and says_around(f, rest, denies=asked.denies)
    ]
    if not fitting:
        if asked.actor is None:
            return None
        name, verb = desk.words.label(asked.actor), "may" if asked.power else "must"
        return Outcome("unanswered", f"No text in the sources says that {name} {verb} do that.", reason="no-data")
    facts = [f.fact for f in fitting]
    told = " ".join(full_sentence(f, desk.words) for f in facts[:3])
    return Outcome("answered", told, fullest(facts), facts=facts)


def _judging() -> frozenset[str]:
    return word_set("duties", "judging")


def bearer_of(found: Found) -> str | None:
    """Whose a power or duty is."""
    thing = found.fact.qualifier("bearer")
    return thing.iri if thing is not None else None


def says(found: Found, content: list[str], *, denies: bool = False, alone: bool = False, text: str = "") -> bool:
    """Whether a text, or unless it stands `alone` its condition or quote, has every content word or its like.

    `text` is the part of its own words that has to say it, all of them where it is empty.
    """
    condition = found.fact.qualifier("condition")
    more = [condition.value if condition else "", *(q.exact for q in found.fact.quotes)]
    said = " ".join([text or found.fact.object.value, *([] if alone else more)])
    have = set(stems(re.sub(r"\b(?:take|takes|taking) part\b", "take part participate", said)))
    if denies and not have & {"not", "no", "unless", "without", "never"}:
        return False
    roots = {root(s) for s in have}
    things = any(is_thing(s) for s in have)  # what a law calls a test a question may call a model
    return all(
        s in have or root(s) in roots or (related_to(s) | alike(s)) & have or (things and is_thing(s)) for s in content
    )


def says_around(found: Found, content: list[str], *, denies: bool) -> bool:
    """Whether a text says a part of it, and the sentence around its quote the rest: "before a test"."""
    around = " ".join([found.fact.object.value, *(sentence_of(q) for q in found.fact.quotes)])
    return any(says(found, [s], alone=True) for s in content) and says(found, content, denies=denies, text=around)


@lru_cache(maxsize=1)
def _timings() -> list[tuple[re.Pattern[str], str, frozenset[str]]]:
    """Openings that ask for a time of powers or duties, of which of the two, and the stems that tell such a time."""
    table = tables()["duties"]["timed"]
    return [(re.compile(rf"{t['opens']}\b", re.I), t["of"], frozenset(stem(w) for w in t["words"])) for t in table]


def _timed(found: Understanding, desk: Desk) -> Outcome | None:
    """ "How often must A report", "how soon must B be done": what says so, with the words that tell the time."""
    match, of, said = next(
        ((m, of, w) for p, of, w in _timings() if (m := p.match(found.frame.text))), (None, "", set())
    )
    if match is None:
        return None
    known = find_statements(desk.reader, desk.words, (), (desk.words.core + of,))
    known = [f for f in known if f.fact.rank != "deprecated" and not f.fact.negated]
    known = [
        f for f in known if said & set(stems(" ".join((f.fact.object.value, *(sentence_of(q) for q in f.fact.quotes)))))
    ]
    asked = _read(found, known, power=False, duty=True)
    opening = set(stems(match.group()))
    content = [s for s in asked.content if s not in opening]
    fitting = [f for f in known if content and says(f, content) and asked.actor in (None, bearer_of(f))]
    # A duty may only name another's deed in its condition.
    fitting = [f for f in fitting if says(f, content, alone=True)] or fitting
    if not fitting:
        return None
    facts = [f.fact for f in fitting]
    told = " ".join(full_sentence(f, desk.words) for f in facts[:3])
    return Outcome("answered", told, [with_condition(f) for f in facts], facts=facts)


def _judged(content: list[str], desk: Desk, *, denies: bool) -> Outcome | None:
    """ "Who determines whether …": of a criterion that says so, who decides it."""
    words, core = desk.words, desk.words.core
    verbs = {s for w in _judging() for s in stems(w)}
    wanted = [s for s in content if s not in verbs]
    if not wanted:
        return None
    texts = find_statements(desk.reader, words, (), (core + "criterionText",))
    # A criterion says of what it is in no word: "the expansion", of a model.
    classes = {s.iri for w in wanted for s in words.index.get((w,), ()) if s.kind == "class"}
    bare = [w for w in wanted if not any(s.iri in classes for s in words.index.get((w,), ()))]
    ways = [wanted, *([bare] if len(bare) > 2 else [])]
    fitting = next(
        (
            found
            for way in ways
            if (found := [str(f.fact.subject.iri) for f in texts if not f.fact.negated and says(f, way, denies=denies)])
        ),
        [],
    )
    if not fitting:
        return None
    said = set(content) & verbs
    saying = [str(f.fact.subject.iri) for f in texts if said and said <= set(stems(f.fact.object.value))]
    fitting = [iri for iri in fitting if iri in saying] or fitting
    deciders = find_statements(desk.reader, words, fitting, (core + "determinedBy",))
    groups: dict[str, list[Found]] = {}
    for f in deciders:
        if not f.fact.negated and f.fact.rank != "deprecated":
            groups.setdefault(str(f.fact.object.iri), []).append(f)
    if len(groups) != 1:
        return None
    facts = [f.fact for fs in groups.values() for f in fs]
    proof = [f.fact for f in texts if f.fact.subject.iri in {x.subject.iri for x in facts}]
    item = item_of([*facts, *proof])
    return Outcome("answered", full_sentence(facts[0], words), [item], facts=[*facts, *proof])


def _whose(fitting: list[Found], *, duty_asked: bool, desk: Desk) -> Outcome | None:
    """ "Who must do it": the bearers of the duties that say so."""
    groups: dict[str, list[Found]] = {}
    for f in fitting:
        duty = str(f.fact.property.iri).endswith("imposesDuty")
        if bearer_of(f) and not f.fact.negated and (duty or not duty_asked):
            groups.setdefault(str(bearer_of(f)), []).append(f)
    if not groups:
        return None
    items = [
        AnswerItem(
            iri,
            desk.words.label(iri),
            iri,
            None,
            (),
            qualifiers_of(fs[0].fact),
            tuple(f.fact.iri for f in fs),
            citations(f.fact for f in fs),
        )
        for iri, fs in groups.items()
    ]
    facts = [f.fact for fs in groups.values() for f in fs]
    text = sentence(f"{listed(i.label for i in items)}: {full_sentence(facts[0], desk.words)}")
    return Outcome("answered", text, items, facts=facts)


def _is_tied(found: Found) -> bool:
    """Whether a duty's own words or its condition say when it holds: "a model that is not expected to", "within"."""
    tied = word_set("laws", "ties") | word_set("duties", "tied")
    return found.fact.qualifier("condition") is not None or bool(tied & set(found.fact.object.value.lower().split()))


def _by_when(fitting: list[Found], desk: Desk) -> Outcome | None:
    """ "By when must A do B": the one date that the duty's own words give, or the case that they tie it to."""
    dates: dict[str, list[Found]] = {}
    for f in fitting:
        bounds = [b for b in find_bounds(tokenize(f.fact.object.value)) if b.kind == "date"]
        for bound in bounds:
            dates.setdefault(bound.low, []).append(f)
    if not dates:
        tied = [f.fact for f in fitting if not f.fact.negated and _is_tied(f)]
        told = " ".join(full_sentence(f, desk.words) for f in tied[:3])
        return Outcome("answered", told, [with_condition(f) for f in tied], facts=tied) if tied else None
    if len(dates) != 1:
        return None
    value, facts = next(iter(dates.items()))
    stated = [f.fact for f in facts]
    return Outcome("answered", full_sentence(stated[0], desk.words), [day_item(value, stated)], facts=stated)
