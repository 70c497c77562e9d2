"""What must hold before a deed: who decides it, whether all of it is needed, where it is written, what it rules out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements, item_of, qualifiers_of, yes_or_no
from kg.ask.law.cases import answer_case, answer_consequence, answer_met, answer_short, answer_unmet
from kg.ask.law.hurdles import Hurdles, acts_in, decided_by, has_like, hurdles_of, standing_before, telling, verb_of
from kg.ask.words.english import stem, stems, tables, word_set
from kg.read.facts import Fact

_NAMES = ("refuses", "unmet", "judging", "judge", "nouns", "must", "may", "needed", "met", "before", "first",
          "number", "conds")  # fmt: skip
"""The marks of the patterns that stand for words of the table; one that another begins with comes behind it."""
_LONGEST = 300
"""The signs of the longest question that is one of these."""


def answer_deed(text: str, desk: Desk, setters: Iterable[str] | None = None) -> Outcome | None:
    """Answers what the criteria that stand before a deed say of it, of some provisions where they are named.

    None where the question is none of these, where no criteria stand before such a deed, or where several sets do and
    nothing tells which is meant.
    """
    if len(text) > _LONGEST:
        return None
    sets: list[Hurdles] | None = None
    for asks, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        sets = hurdles_of(desk, setters) if sets is None else sets
        found = _READERS[asks.partition("-")[0]](asks, match, sets, desk)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    table = tables()["hurdles"]
    actor = r"(?:the |an? )?(?P<actor>[\w'\u2019.&-]+(?: [\w'\u2019.&-]+)*?)"

    def whole(said: str) -> re.Pattern[str]:
        said = said.replace("@deed2", "(?P<deed2>.+?)").replace("@deed", "(?P<deed>.+?)")
        said = said.replace("@matter", "(?P<matter>.+?)")
        said = said.replace("@actor", actor).replace("(?P<whose>", "(?:")
        for name in _NAMES:
            said = said.replace(f"@{name}", table[name])
        return re.compile(said.replace("@nod", table["nod"]), re.I)

    return [(one["asks"], whole(said)) for one in table["patterns"] for said in one["said"]]


def _deed(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return " ".join(g for g in (groups.get("deed"), groups.get("deed2")) if g)


def _meant(match: re.Match[str], sets: list[Hurdles]) -> list[Hurdles]:
    """The sets of criteria that a question can mean by the deed that it names."""
    return standing_before(_deed(match), sets)


def _theirs(match: re.Match[str], sets: list[Hurdles], desk: Desk) -> list[tuple[Hurdles, Fact]]:
    """The criteria before the deed that the one named decides, in the way that is asked for."""
    strict = {stem(w) for w in word_set("hurdles", "strict")}
    verb = match.groupdict().get("verb") or ""
    asked = {s for s in stems(verb)[:1] if s in strict}
    found = [(one, f) for one in _meant(match, sets) for f in decided_by(match["actor"], one, desk)]
    return [(one, f) for one, f in found if not asked or not verb_of(f) or verb_of(f) in asked]


def _proof(one: Hurdles, text: Fact) -> list[Fact]:
    return [text, *one.deciders[str(text.subject.iri)]]


def _decided(asks: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """The criteria that somebody decides, or how many these are."""
    theirs = _theirs(match, sets, desk)
    if not theirs:
        return None
    facts = [f for one, text in theirs for f in _proof(one, text)]
    told = " ".join(full_sentence(text, desk.words) for _, text in theirs)
    if asks.endswith("count"):
        return _number(str(len(theirs)), told, facts) if len({one.setter for one, _ in theirs}) == 1 else None
    return Outcome("answered", told, [item_of(_proof(one, text)) for one, text in theirs], facts=facts)


def _number(number: str, told: str, facts: list[Fact]) -> Outcome:
    proofs = tuple(f.iri for f in facts)
    item = AnswerItem(number, number, None, XSD + "integer", (), qualifiers_of(facts[0]), proofs, citations(facts))
    return Outcome("answered", f"{number}: {told}", [item], facts=facts)


def _one(meant: list[Hurdles]) -> Hurdles | None:
    return meant[0] if len(meant) == 1 else None


def _set_of(found: list[tuple[Hurdles, Fact]]) -> Hurdles | None:
    """The one set that all of some criteria belong to."""
    return found[0][0] if found and all(one == found[0][0] for one, _ in found) else None


def _deciders(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Who decides the criteria before a deed, each with what it is: those of a matter where one is named."""
    one = _one(_meant(match, sets))
    texts = _asked_for(match, one, desk) if one else []
    told = [(text, d) for text in texts for d in one.deciders[str(text.subject.iri)]] if one else []
    unnamed = [text for text in texts if not one.deciders[str(text.subject.iri)] and acts_in(text)] if one else []
    if one is None or not (told or unnamed):
        return None
    posts: dict[str, list[Fact]] = {}
    for text, decider in told:
        posts.setdefault(str(decider.object.iri), []).extend((decider, text))
    # Whoever the graph has no name for is told by the words of her criterion.
    items = [*(item_of(facts) for facts in posts.values()), *(item_of([text]) for text in unnamed)]
    each = [text for text in texts if one.deciders[str(text.subject.iri)] or text in unnamed]
    said = " ".join(full_sentence(text, desk.words) for text in each)
    names = sentence(listed(i.label for i in items))
    return Outcome(
        "answered", f"{names} {said}{_how_joined(one)}", items, facts=[f for fs in posts.values() for f in fs]
    )


def _asked_for(match: re.Match[str], one: Hurdles, desk: Desk) -> list[Fact]:
    """The criteria of a set that a question asks the deciders of: by the matter or the kind of word that it names."""
    said = re.sub(r"\b\w+n['\u2019]t\b|\bnot\b", " ", match.groupdict().get("matter") or "")
    matter = telling(said, [one])
    texts = [t for t in one.texts if all(has_like(s, _said_of(t, desk)) for s in matter)]
    nouned = tables()["hurdles"]["nouned"]
    verbs = {stem(verb) for noun, verb in nouned.items() if re.search(rf"\b{noun}\b", match.group(), re.I)}
    verbs |= {s for s in stems(match.group()) if s in {stem(w) for w in word_set("hurdles", "strict")}}
    return [t for t in texts if verb_of(t) in verbs] or texts


def _said_of(text: Fact, desk: Desk) -> set[str]:
    """What a criterion says and what it is told to concern."""
    about = find_statements(desk.reader, desk.words, [str(text.subject.iri)], (desk.words.core + "concerns",))
    return set(stems(" ".join((text.object.value, *(f.fact.object.label for f in about)))))


def _how_joined(one: Hurdles) -> str:
    if len(one.texts) < 2 or one.joined is None:
        return ""
    return " One of these criteria is enough." if one.any_is_enough else " All of these criteria have to be met."


def _needed(asks: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Whether somebody's word is needed before a deed: of alternatives, it is where all of them are hers."""
    theirs = _theirs(match, sets, desk)
    one = _set_of(theirs)
    if one is None:
        return None
    texts = [text for _, text in theirs]
    proof = [f for text in texts for f in _proof(one, text)] + ([one.joined] if one.joined else [])
    told = " ".join(full_sentence(text, desk.words) for text in texts) + _how_joined(one)
    if asks == "say" or one.all_are_needed or len(texts) == len(one.texts):
        return yes_or_no(True, told, proof)
    if not one.any_is_enough:
        return None
    others = [text for text in one.texts if text not in texts]
    told = " ".join(full_sentence(text, desk.words) for text in one.texts) + _how_joined(one)
    return yes_or_no(False, told, [*others, *proof])


def _suffices(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Whether somebody's word alone is enough: not where others have to be met beside hers."""
    theirs = _theirs(match, sets, desk)
    one = _set_of(theirs)
    if one is None or (one.joined is None and len(one.texts) > 1):
        return None
    texts = [text for _, text in theirs]
    others = [text for text in one.texts if text not in texts]
    shown = others if others and not one.any_is_enough else texts
    told = " ".join(full_sentence(text, desk.words) for text in shown) + _how_joined(one)
    proof = [*shown, *([one.joined] if one.joined is not None else [])]
    return yes_or_no(one.any_is_enough or not others, told, proof)


def _without(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Whether a deed may be done without somebody: the other way round than whether she is needed."""
    needed = _needed("needed", match, sets, desk) if telling(match["deed"], sets) else None
    if needed is None:
        return None
    yes = needed.items[0].value == "false"
    return yes_or_no(yes, needed.text.partition(": ")[2], needed.facts)


def _done(asks: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Whether something has to be done before a deed, by a criterion that says so; what follows where it was not."""
    said = re.sub(r"\b\w+n['\u2019]t\b|\b(?:not|never)\b", " ", match["matter"])
    matter = telling(said, sets)
    found = [
        (one, f)
        for one in (_meant(match, sets) if _deed(match) else sets)
        for f in one.texts
        if len(matter) > 1 and all(has_like(s, set(stems(f.object.value))) for s in matter)
    ]
    one = _set_of(found)
    if one is None or not one.all_are_needed:
        return None
    texts = [f for _, f in found]
    if asks.endswith("unmet"):
        return answer_short(one, texts, desk)
    told = " ".join(full_sentence(f, desk.words) for f in texts) + _how_joined(one)
    proof = [*texts, *([one.joined] if one.joined is not None else [])]
    return yes_or_no(asks.endswith("needed"), told, proof)


def _refused(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """What follows where somebody whose word is needed withholds it."""
    one = _set_of(theirs := _theirs(match, sets, desk))
    return answer_short(one, [text for _, text in theirs], desk) if one is not None else None


def _fallen_short(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """What follows where criteria are not met."""
    one = _one(_meant(match, sets) if telling(_deed(match), sets) else sets)
    return answer_short(one, one.texts, desk) if one is not None else None


def _alone(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Whether who may do a deed may do it on her own word: not where others decide what has to be met."""
    one = _one(_meant(match, sets)) if telling(match["deed"], sets) else None
    if one is None or not one.powers:
        return None
    bearers = {s for f in one.powers if (b := f.qualifier("bearer")) is not None for s in stems(b.label)}
    others = [
        (t, d) for t in one.texts for d in one.deciders[str(t.subject.iri)] if not set(stems(d.object.label)) <= bearers
    ]
    if not others:
        return None
    told = " ".join(full_sentence(t, desk.words) for t in dict.fromkeys(t for t, _ in others)) + _how_joined(one)
    proof = [f for pair in others for f in pair]
    if one.all_are_needed:
        return yes_or_no(False, told, proof)
    items = [item_of([t, d]) for t, d in others]
    return Outcome("unanswered", f"The law only says: {told}", reason="no-data", known=items)


def _about(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """The criteria whose own words speak of something that the graph has no topic for."""
    wanted = telling(match["matter"], sets)
    topics = {s for e in desk.words.entities.values() if desk.words.is_one(e.iri, "Topic") for s in stems(e.label)}
    if not wanted or topics & set(wanted):
        return None
    facts = [f for one in sets for f in one.texts if all(has_like(s, set(stems(f.object.value))) for s in wanted)]
    told = " ".join(full_sentence(f, desk.words) for f in facts)
    return Outcome("answered", told, [item_of([f]) for f in facts], facts=facts) if facts else None


def _consequence(_: str, match: re.Match[str], __: list[Hurdles], desk: Desk) -> Outcome | None:
    return answer_consequence(match["case"], desk)


def _joined(asks: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """Whether all criteria have to be met, or one is enough; which of the two where both are offered."""
    # "Must a model meet all of them" tells of no deed: any set may be meant.
    before = _meant(match, sets) if telling(_deed(match), sets) else sets
    meant = [one for one in before if len(one.texts) > 1]
    groups = match.groupdict()
    number = _size(match.group(), groups.get("number") or "")
    if number:
        meant = [one for one in meant if len(one.texts) == number]
    if not meant:
        return None
    joined = [one.joined for one in meant if one.joined is not None]
    if len(joined) < len(meant) or len({f.object.value for f in joined}) > 1:
        told = "; ".join(
            f"of {desk.words.label(one.setter)}, {'one is enough' if one.any_is_enough else 'all are needed'}"
            for one in meant
            if one.joined is not None
        )
        known = [item_of([f]) for f in joined]
        said = f"several sets of criteria are meant: {told}" if told else "the sources do not say how they combine"
        return Outcome("unanswered", sentence(said), reason="not-understood" if told else "no-data", known=known)
    every = not meant[0].any_is_enough
    proof = [*joined, *(f for one in meant for f in one.texts)]
    told = f"{'all of the criteria have' if every else 'one of the criteria has'} to be met. "
    told += " ".join(full_sentence(f, desk.words) for f in proof[len(joined) :][:6])
    if groups.get("or"):
        return Outcome("answered", sentence(told), [item_of(list(joined))], facts=proof)
    return yes_or_no(every if asks == "joined" else not every, told, proof)


_SIZES = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _size(text: str, number: str) -> int:
    """How many criteria a question counts: "all three", "both"; 0 where it counts none."""
    if re.search(r"\bboth\b", text, re.I):
        return 2
    return _SIZES.index(number.lower()) + 2 if number.lower() in _SIZES else int(number) if number.isdigit() else 0


def _where(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """The provisions that set the criteria before a deed."""
    meant = _meant(match, sets)
    laws = [one for one in meant if desk.words.is_one(one.setter, "LegalProvision")]
    if not meant:
        return None
    if not laws:
        known = [item_of([f]) for one in meant for f in one.texts]
        text = "The sources tell the criteria, and not which provision sets them."
        powers = list(dict.fromkeys(full_sentence(f, desk.words) for one in meant for f in one.powers))
        text += f" Of what they are for: {' '.join(powers[:2])}" if powers else ""
        return Outcome("unanswered", text, reason="no-data", known=known)
    facts = [f for one in laws for f in one.texts]
    items = [
        AnswerItem(
            one.setter,
            desk.words.label(one.setter),
            one.setter,
            None,
            (),
            qualifiers_of(one.texts[0]),
            tuple(f.iri for f in one.texts),
            citations(one.texts),
        )
        for one in laws
    ]
    told = " ".join(full_sentence(f, desk.words) for f in facts[:6])
    return Outcome("answered", f"{sentence(listed(i.label for i in items))} {told}", items, facts=facts)


def _count(_: str, match: re.Match[str], sets: list[Hurdles], __: Desk) -> Outcome | None:
    """How many criteria stand before a deed; of alternatives, how many there are with what is enough."""
    one = _one(_meant(match, sets))
    if one is None:
        return None
    facts = [*one.texts, *([one.joined] if one.joined is not None else [])]
    must_be = re.search(r"\b(?:must|have to|has to|need to|needs to|should|shall)\b", match.group(), re.I)
    number = 1 if must_be and one.any_is_enough else len(one.texts)
    return _number(str(number), f"{listed_texts(one)}{_how_joined(one)}", facts)


def listed_texts(one: Hurdles) -> str:
    """The criteria of a set as a numbered list in a sentence."""
    return sentence("; ".join(f"({i}) {f.words}" for i, f in enumerate(one.texts, 1)))


def _list(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """The criteria before a deed, where its words tell which set is meant."""
    one = _one(_meant(match, sets)) if telling(_deed(match), sets) else None
    # A text that breaks off before its own list says nothing.
    if one is None or any(f.object.value.rstrip()[-1:] in ("—", "-", ":") for f in one.texts):
        return None
    told = f"the criteria of {desk.words.label(one.setter)} are: {listed_texts(one)}"
    facts = list(one.texts)
    return Outcome("answered", sentence(told) + _how_joined(one), [item_of([f]) for f in facts], facts=facts)


def _keywords(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
    """ "Chief Actuary certification", with or without the deed: the criteria that she decides."""
    return _decided("decided", match, sets, desk)


_Reader = Callable[[str, re.Match[str], list[Hurdles], Desk], Outcome | None]


def _by_deed(answer: Callable[[re.Match[str], Sequence[Hurdles], Desk], Outcome | None]) -> _Reader:
    """A reader of a case, where the deed tells of one set of criteria."""

    def read(_: str, match: re.Match[str], sets: list[Hurdles], desk: Desk) -> Outcome | None:
        meant = _meant(match, sets) if telling(_deed(match), sets) else []
        return answer(match, meant, desk) if meant else None

    return read


_READERS: dict[str, _Reader] = {
    "decided": _decided,
    "deciders": _deciders,
    "needed": _needed,
    "say": _needed,
    "suffices": _suffices,
    "without": _without,
    "refused": _refused,
    "done": _done,
    "fallen": _fallen_short,
    "alone": _alone,
    "about": _about,
    "consequence": _consequence,
    "joined": _joined,
    "one": _joined,
    "where": _where,
    "count": _count,
    "list": _list,
    "keywords": _keywords,
    "met": _by_deed(answer_met),
    "unmet": _by_deed(answer_unmet),
    "case": _by_deed(answer_case),
}
