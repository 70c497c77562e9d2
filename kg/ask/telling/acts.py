"""What somebody did to a thing, where no relation ties the doer to it: who certified it, granted money, or applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.ask.answering.choose import counts_during, value_of
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.answering.truth import false_premise
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, day_item, find_statements, item_of, qualifiers_of
from kg.ask.evidence.quoted import sentence_of
from kg.ask.posts.posts import held_by, post_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.spans.forecasts import of_period, one_named
from kg.ask.words.english import fold, tables
from kg.ask.words.words import Words
from kg.read.facts import Fact, Quote


@lru_cache(maxsize=4)
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    table = tables()["acts"][kind]
    nouns = "|".join(tables()["acts"]["things"])
    said = (p.replace("@things", f"(?:{nouns})").replace("@verb", table.get("verb", "")) for p in table["patterns"])
    return tuple(re.compile(p, re.I) for p in said)


def _asked(kind: str, text: str) -> Iterator[dict[str, str]]:
    for pattern in _patterns(kind):
        match = pattern.fullmatch(text)
        if match is not None:
            yield {name: said for name, said in match.groupdict().items() if said}


def answer_act(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers what somebody certified and when, what a law granted a body, and who applied; None for another question.

    A deed is somebody's where its own proof names the doer, or where the law gives it to the post that is named or
    held by the one who is named. Else the sources do not say by whom it was.
    """
    text = found.frame.text.strip(" ?.!")
    ways = (("doers", _doers), ("judged", _judged), ("granted", _granted), ("applied", _applied))
    told = (answer(groups, found, setting, desk) for kind, answer in ways for groups in _asked(kind, text))
    return next((outcome for outcome in told if outcome is not None), None)


def _judged(groups: dict[str, str], found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Which models has A certified", "when did A certify B": by the outcomes that say so, and whose deed they are."""
    words, said = desk.words, tables()["acts"]["judged"]["outcome"]
    deed = next((e.iri for e in words.entities.values() if e.label == said and "/id/" not in e.iri), "")
    doer = one_named(groups["doer"], setting, "Agent")
    thing = one_named(groups["thing"], setting, "Initiative") if "thing" in groups else None
    post = _post_said(groups["doer"], words) if doer is None else ""
    if not deed or (doer is None and not post) or (thing is None and "thing" in groups):
        return None
    name = words.label(doer) if doer else f"the {post}"
    told = find_statements(desk.reader, words, (thing,) if thing else (), (words.core + "outcome",), (deed,))
    facts = [f.fact for f in told if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    if doer is None:
        mine = [f for f in facts if any(_is_doer({post}, q) for q in f.quotes)]
    else:
        terms = _terms(doer, desk)
        mine = [f for f in facts if _names(f, doer, desk) or (terms is not None and _then(f, terms))]
    if thing is not None:
        found.said = f"when: {words.label(thing)} — {said} — by {name}"
        return _day_of(thing, facts, mine, f"when was {words.label(thing)} {said}", setting, desk)
    if (
        doer
        and words.is_one(doer, "Organization")
        and (found.frame.asks == "count" or (not mine and _is_home(doer, desk)))
    ):
        # A body's number is one that the sources state; what a body had certified, its officer did.
        return None
    found.said = f"which: {said} by {name}"
    days = [b for b in found.frame.bounds if b.kind == "date"]
    mine = [f for f in mine if all(counts_during(f, b) for b in days)]
    if not mine and doer is None and post not in {p.label for p in words.properties.values()}:
        return None  # "the actuary": who judges by law may have another title
    things = {str(f.subject.iri): [g for g in mine if g.subject.iri == f.subject.iri] for f in mine}
    if not things:
        text = f"The sources do not say that {name} certified any{' then' if days else ''}."
        return Outcome("unanswered", text, reason="no-data")
    items = [item_of(fs, subject=True) for fs in things.values()]
    names = listed(i.label for i in items)
    if found.frame.asks == "count":
        proofs = tuple(f.iri for f in mine)
        one = AnswerItem(str(len(items)), str(len(items)), None, XSD + "integer", (), (), proofs, citations(mine))
        return Outcome("answered", sentence(f"{len(items)}: {names}"), [one], facts=mine)
    return Outcome("answered", " ".join(dict.fromkeys(full_sentence(f, words) for f in mine)), items, facts=mine)


def _doers(groups: dict[str, str], found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "By whom was B certified": the one person whom the proofs' sentences name as the doer, else the one post."""
    words, said = desk.words, tables()["acts"]["judged"]["outcome"]
    deed = next((e.iri for e in words.entities.values() if e.label == said and "/id/" not in e.iri), "")
    thing = one_named(groups["thing"], setting, "Initiative")
    told = find_statements(desk.reader, words, (thing,), (words.core + "outcome",), (deed,)) if thing and deed else []
    facts = [f.fact for f in told if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    named = {name: [f for f in facts if name in _named_doers(f)] for f in facts for name in _named_doers(f)}
    posts = _doing("Post", facts, words)
    own = {iri: proof for iri, proof in posts.items() if iri not in words.silent}
    # Before a post of which the graph tells nothing, which may be another body's, goes whom the sentence names.
    for doers in (_doing("Person", facts, words), own, named, posts):
        if len(doers) == 1:
            doer, proof = doers.popitem()
            found.said = f"who: {words.label(str(thing))} — {said}"
            label, iri = (words.label(doer), doer) if doer in words.entities else (doer, None)
            about, proofs = qualifiers_of(proof[0]), tuple(f.iri for f in proof)
            item = AnswerItem(doer, label, iri, None, (), about, proofs, citations(proof))
            return Outcome("answered", sentence(f"{label}: {full_sentence(proof[0], words)}"), [item], facts=proof)
        if doers:
            return None
    if not facts:
        return None
    text = f"The sources do not say by whom; what they do say: {full_sentence(facts[0], words)}"
    return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts[:5]], facts=facts)


def _doing(kind: str, facts: list[Fact], words: Words) -> dict[str, list[Fact]]:
    """The people or the posts of the graph that proofs of a deed name as its doer, each with these proofs."""
    return {
        e.iri: proof
        for e in words.entities.values()
        if "/id/" in e.iri and words.is_one(e.iri, kind)
        if (proof := [f for f in facts if any(_is_doer(_plain(e.iri, words), q, near=True) for q in f.quotes)])
    }


def _named_doers(fact: Fact) -> set[str]:
    """The people whose names stand beside the verb of a deed in its proofs: "the chief actuary, Ann Lee, certified"."""
    judged = tables()["acts"]["judged"]
    name = r"(?P<who>[A-Z][\w'\u2019-]+(?: [A-Z]\.)?(?: [A-Z][\w'\u2019-]+){1,2})"
    post = rf"(?:{judged['posts']})"
    ways = (
        rf"(?i:\b(?:the |its |their )?{post}),? {name},? (?:(?:has|had|also|then|later|formally) )*{judged['stem']}",
        rf"\b{judged['stem']}ied\b[^.;:,]{{0,60}}? by (?:the )?(?:[\w.]+ ){{0,3}}(?i:{post}),? {name}",
    )
    found = (re.search(way, sentence_of(quote)) for quote in fact.quotes for way in ways)
    return {match["who"] for match in found if match is not None}


def _plain(iri: str, words: Words) -> set[str]:
    """The names of one who acts, of a post also without its body."""
    names = {n.removeprefix("the ") for n in words.entities[iri].names}
    return names | {n.partition(" of ")[0] for n in names} if words.is_one(iri, "Post") else names


def _day_of(
    thing: str, facts: list[Fact], mine: list[Fact], plain: str, setting: Setting, desk: Desk
) -> Outcome | None:
    """The day of a deed; no-data with what is known where no day or another doer is told, or nothing of it at all."""
    words = desk.words
    if not facts:
        readings = understand(plain, setting).readings[:2]
        denied = next((o for r in readings if (o := false_premise(r, desk)) is not None), None)
        none = f"The sources do not say that {words.label(thing)} was."
        return denied or Outcome("unanswered", none, reason="no-data")
    # A deed is done once: its day may stand in a source that does not say whose it was.
    days = {d: f for f in (facts if mine else ()) for n in ("pointInTime", "validFrom") if (d := value_of(f, n))}
    finest = [day for day in days if not any(other != day and other.startswith(day) for other in days)]
    if len(finest) != 1:
        lacking = "when" if mine else "that they did"
        text = f"The sources do not say {lacking}; what they do say: {full_sentence((mine or facts)[0], words)}"
        return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts[:5]], facts=facts)
    fact = days[finest[0]]
    return Outcome("answered", full_sentence(fact, words), [day_item(finest[0], [fact])], facts=[fact])


def _terms(doer: str, desk: Desk) -> list[Found] | None:
    """When the law's judge was in office: no term where the post itself is named; None where the law gives none."""
    words = desk.words
    told = find_statements(desk.reader, words, (), (words.core + "determinedBy",))
    judges = {str(f.fact.object.iri) for f in told if not f.turned and _certifies(f.fact, words)}
    if doer in judges:
        return []
    posts = {said for judge in judges if (said := post_of(sorted(words.entities[judge].names), words))}
    if doer in {iri for said in posts for iri in words.surfaces.get(said.partition(" of ")[2], ())}:
        return []
    held = held_by(doer, desk) if words.is_one(doer, "Person") else []
    # A post of the law's own name that the graph does not give her makes no deed hers.
    mine = [f for f in held if any(said.startswith(f"{f.fact.property.label} of ") for said in posts)]
    return mine or None


def _certifies(fact: Fact, words: Words) -> bool:
    """Whether a law's own words say of the one who judges by it just the verb of the deed."""
    known = words.entities.get(str(fact.object.iri))
    verb = tables()["acts"]["judged"]["stem"]
    names = [n.partition(" of ")[0].removeprefix("the ") for n in known.names] if known else []
    said = "|".join(re.escape(n) for n in names if n)
    near = rf"\b(?:{said})(?: of [^.;:()]{{3,70}}?)?,? (?:\w+ ){{0,2}}{verb}"
    return bool(said) and any(re.search(near, q.exact, re.I) for q in fact.quotes)


def _is_home(body: str, desk: Desk) -> bool:
    """Whether a body tests things, or is what such a body is a part of."""
    ties = (desk.words.core + "partOf", *(p.iri for p in desk.words.properties.values() if p.label == "tested by"))
    return any(not f.turned for f in find_statements(desk.reader, desk.words, (), ties, (body,)))


def _post_said(said: str, words: Words) -> str:
    """The post that a bare noun for it names: "the director", or "the actuary" of what has a longer title."""
    posts = [p.label for p in words.properties.values() if p.cardinality == "OneAtATime" and p.kind == "thing"]
    bare = fold(said).removeprefix("the ")
    short = re.fullmatch(tables()["acts"]["judged"]["posts"], bare) is not None
    return next((label for label in posts if bare == label), bare if short else "")


def _then(fact: Fact, terms: list[Found]) -> bool:
    """Whether a deed falls in a term of the one who is named; one without a day may be that of another."""
    day = value_of(fact, "pointInTime") or value_of(fact, "validFrom")
    return not terms or any(
        bool(day)
        and value_of(t.fact, "validFrom")[: len(day)] <= day
        and day <= (value_of(t.fact, "validUntil") or day)[: len(day)]
        for t in terms
    )


def _names(fact: Fact, doer: str, desk: Desk) -> bool:
    """Whether the sentence of a proof says that the one who is named did it, by name or by a post held then."""
    words = desk.words
    names = _plain(doer, words)
    if any(_is_doer(names, q) for q in fact.quotes):
        return True
    for held in held_by(doer, desk) if words.is_one(doer, "Person") else []:
        said = held.fact.property.label
        post = find_statements(desk.reader, words, (str(held.fact.subject.iri),), (str(held.fact.property.iri),))
        alone = len({f.fact.object.iri for f in post if not f.turned}) == 1
        if any(_is_doer({said}, q) for q in fact.quotes) and (alone or _then(fact, [held])):
            return True
    return False


def _is_doer(names: set[str], quote: Quote, *, near: bool = False) -> bool:
    """Whether a quote's sentence has a doer before the verb of the deed, or after it and "by".

    `near` is for a doer whom the question does not name: only the name of a post's holder may stand between.
    """
    verb, said = tables()["acts"]["judged"]["stem"], "|".join(re.escape(n) for n in names)
    holder = r"(?:,? (?-i:[A-Z][\w.'\u2019-]*)(?: (?-i:[A-Z][\w.'\u2019-]*)){0,3})?"
    between = rf"{holder},? (?:(?:has|had|also|then|later|formally) )*" if near else r"\b[^.;:]{0,60}?\b"
    after = r"\b[^.;:,]{0,40}? by " if near else r"\w*\b[^.;:,]{0,40}? by "
    title = r"(?:the )?(?:[\w.]+ ){0,4}" if near else r"(?:the )?(?:\w+ )?"
    ways = (rf"\b(?:{said}){between}{verb}", rf"\b{verb}{'ied' if near else ''}{after}{title}(?:{said})\b")
    return bool(said) and any(re.search(way, sentence_of(quote), re.I) for way in ways)


def _granted(groups: dict[str, str], found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "How much did that law appropriate to B": B's appropriation, where it is that law's and of the time named."""
    words = desk.words
    law = one_named(groups["doer"], setting, "LegalProvision")
    body = one_named(groups["thing"], setting, "Organization") if law else None
    props = [p.iri for p in words.properties.values() if p.label == tables()["acts"]["granted"]["relation"]]
    if law is None or body is None or not props:
        return None
    found.said = f"how much: {words.label(body)} — appropriation — by {words.label(law)}"
    facts = [f.fact for f in find_statements(desk.reader, words, (body,), props) if not f.turned]
    facts = [f for f in facts if not f.negated and f.rank != "deprecated"]
    ties = (words.core + "establishedBy", words.core + "authorizedBy")
    home = {str(f.fact.object.iri) for f in find_statements(desk.reader, words, (body,), ties)}
    names = [fold(n).removeprefix("the ") for n in words.entities[law].names]
    parts = [fold(words.label(iri)) for iri in home]
    its_own = law in home or any(part.endswith((f" of {n}", f" of the {n}")) for part in parts for n in names)
    mine = [f for f in facts if its_own or any(n in fold(q.exact) for n in names for q in f.quotes)]
    days = [b for b in found.frame.bounds if b.kind == "date" and not set(b.at) & _named_at(found, law)]
    mine = [f for f in mine if all(of_period(f, b) for b in days)]
    if len({f.object.value for f in mine}) > 1:
        return None
    if not mine:
        known = [item_of([f]) for f in facts[:5]]
        more = f"; what they do say: {full_sentence(facts[0], words)}" if facts else "."
        return Outcome("unanswered", f"The sources do not say that{more}", reason="no-data", known=known, facts=facts)
    return Outcome("answered", full_sentence(mine[0], words), [item_of(mine)], facts=mine)


def _named_at(found: Understanding, iri: str) -> set[int]:
    """Where a thing's name stands in a question: the year in a law's name bounds nothing."""
    cover = found.readings[0].cover if found.readings else ()
    return {at for s in cover if s.sense.iri == iri for at in s.at}


def _applied(groups: dict[str, str], found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Which states have applied for B": no relation tells of applicants, and who may take part is none of them."""
    thing = one_named(groups["thing"], setting, "Initiative")
    if thing is None:
        return None
    found.said = f"who applied: {desk.words.label(thing)}"
    text = f"The sources do not say who has applied for {desk.words.label(thing)}."
    return Outcome("unanswered", text, reason="no-data")
