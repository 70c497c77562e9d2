"""Who of all holders of a post a question means: the longest in it, the first or second, or every one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.ask.answering.choose import value_of
from kg.ask.answering.own import lookup_edge
from kg.ask.answering.sentences import full_sentence, listed
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, item_of
from kg.ask.posts.holders import Holder, Post, asked, holders, is_called_first, post_asked, without
from kg.ask.questions.times import Bound
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.words.english import tables

_TERM = re.compile(
    r"^(?:(?:who|which \w+) (?:is|was|has been|served as) )?(?:the )?(?P<most>longest|shortest)[- ]"
    r"(?:serving|tenured|lasting|standing)\s+(?P<post>.+)$"
    r"|^who (?:has |had )?(?:served|been|was|led|held office) (?:for )?(?:the )?"
    r"(?P<stay>longest|shortest)(?: time)? as (?:the )?(?P<title>.+)$"
    r"|^who (?:is|was|has been|served as) (?:the )?(?P<held>.+?)"
    r" (?:for )?(?:the )?(?P<span>longest|shortest)(?: time)?$",
    re.I,
)

_LONGEST_GAP = 0.25
"""The most of a year that may lie between two holders of a post without another between them."""


def answer_term(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "The longest-serving director of it": who held a post longest, by the terms that the sources give."""
    match = _TERM.match(found.frame.text.strip(" ?."))
    if match is None:
        return None
    post = match["post"] or match["title"] or match["held"]
    inner = understand(f"who was the {post}", setting)
    if setting.topic and not any(s.sense.kind == "entity" for r in inner.readings[:1] for s in r.cover):
        inner = understand(f"who was the {post} of {desk.words.label(setting.topic[0])}", setting)
    edge = lookup_edge(inner.readings[0].graph) if inner.readings and not inner.readings[0].left else None
    subjects = inner.readings[0].graph.nodes[edge.s].entities if edge is not None else ()
    if edge is None or not subjects or desk.words.properties[edge.p].cardinality != "OneAtATime":
        return None
    terms: dict[str, tuple[float, Found]] = {}
    for f in find_statements(desk.reader, desk.words, subjects, (edge.p,)):
        begun = value_of(f.fact, "validFrom")
        over = value_of(f.fact, "validUntil") or (desk.day if f.direct else "")
        if begun and over and not f.turned and not f.fact.negated and f.fact.rank != "deprecated":
            years = _years(over) - _years(begun)
            terms[str(f.fact.object.iri)] = max(
                terms.get(str(f.fact.object.iri), (0.0, f)), (years, f), key=lambda t: t[0]
            )
    if len(terms) < 2:
        return Outcome("unanswered", "The sources do not say how long each of them served.", reason="no-data")
    longest = (match["most"] or match["stay"] or match["span"]).lower() == "longest"
    fact = (max if longest else min)(terms.values(), key=lambda t: t[0])[1].fact
    told = f"{full_sentence(fact, desk.words)} This is the {'longest' if longest else 'shortest'} of the "
    told += f"{len(terms)} whole terms that the sources give."
    return Outcome("answered", told, [item_of([fact])], facts=[fact])


def answer_ordinal(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Who was its second director": who is told to be, or came so in order, acting ones apart; None for another."""
    for groups in asked("ordinal", found.frame.text):
        post = post_asked(groups, setting, desk)
        if post is None or post.acting or post.bounds:
            continue
        nth = tables()["posts"]["nth"].get(groups.get("nth", "first").lower(), 1)
        held = [h for h in holders(post, desk) if not h.acting]
        if not held:
            continue
        found.said = f"who: {_name(post, desk)} — number {nth} of all"
        chosen = _told_first(held) if nth == 1 else None
        chosen = chosen or _in_order(held, nth, post, desk)
        if chosen is None:
            return Outcome("unanswered", "The sources do not tell in which order they served.", reason="no-data")
        outcome = _outcome([chosen], desk)
        if nth == 1:
            others = [f for h in held for f in h.told if h.person != chosen.person and is_called_first(f)]
            outcome.text = " ".join([outcome.text, *(full_sentence(f.fact, desk.words) for f in others)])
        return outcome
    return None


def _told_first(held: list[Holder]) -> Holder | None:
    """The one whom the sources call the first, where nobody is told to have come before her."""
    first = [h for h in held if h.first]
    begun = first[0].begun if len(first) == 1 else ""
    before = [h for h in held if begun and h.begun and h.begun[: len(begun)] < begun[: len(h.begun)]]
    return first[0] if len(first) == 1 and not before else None


def _in_order(held: list[Holder], nth: int, post: Post, desk: Desk) -> Holder | None:
    """The one who came so in order, where nobody can have come before the first of those who are told.

    Whoever is counted first has to have come with the body itself, or those before her are not in the sources.
    """
    dated = [h for h in held if h.begun]
    years = _founded([post.body], desk)
    early = bool(dated) and (dated[0].first or (bool(years) and int(dated[0].begun[:4]) - min(years) <= 1))
    undated = [h for h in held if not h.begun and not any(h.person == d.person for d in dated)]
    if not early or undated or len(dated) < nth:
        return None
    alike = [h for h in dated if h is not dated[nth - 1] and h.begun[:7] == dated[nth - 1].begun[:7]]
    return None if alike else dated[nth - 1]


def answer_holders(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Everybody who has been its director, acting ones included": all its holders, at a time where one is given."""
    text, without_acting = without("without_acting", found.frame.text)
    text, with_acting = without("with_acting", text)
    text, gone = without("gone", text)
    text, _ = without("over_time", text)
    kinds = ("every", "every_told" if without_acting or with_acting else "every_since")
    for kind, groups in ((k, g) for k in kinds for g in asked(k, text)):
        post = post_asked(groups, setting, desk)
        held = holders(post, desk) if post is not None else []
        if post is None or not held or (kind == "every_since" and [b.op for b in post.bounds] not in ([">="], [">"])):
            continue
        if without_acting or post.acting:
            held = [h for h in held if h.acting == (post.acting and not without_acting)]
        if gone:
            held = [h for h in held if not h.present]
        inside = [h for h in held if all(_during(h, b, held) for b in post.bounds)]
        unsure = [h for h in held if h not in inside and post.bounds and _is_untold(h)]
        found.said = f"who: {_name(post, desk)} — all" + "".join(f"; {b.in_words()}" for b in post.bounds)
        if not inside:
            return Outcome("unanswered", "The sources do not say who held that post then.", reason="no-data")
        outcome = _outcome(inside, desk)
        if unsure:
            names = listed([desk.words.label(p) for p in dict.fromkeys(h.person for h in unsure)])
            outcome.text += f" The sources do not say when {names} held the post."
        return outcome
    return None


def answer_number_of_holders(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "How many directors has it had": their number, acting ones apart, where no other can have come between them."""
    text, _ = without("over_time", found.frame.text)
    for groups in asked("counted", text):
        post = post_asked(groups, setting, desk)
        held = holders(post, desk) if post is not None else []
        if post is None or post.acting or post.bounds or not held:
            continue
        found.said = f"how many: {_name(post, desk)} — all"
        full = [h for h in held if not h.acting]
        outcome = _outcome(full or held, desk)
        people = {h.person for h in full}
        if not full or not _is_unbroken(held, post, desk):
            outcome.text = f"The sources do not tell whether there were others than these: {outcome.text}"
            return Outcome("unanswered", outcome.text, reason="no-data", known=outcome.items, settled=True)
        number = str(len(people))
        facts = [f.fact for h in full for f in h.told]
        item = AnswerItem(number, number, None, XSD + "integer", (), (), tuple(f.iri for f in facts), citations(facts))
        return Outcome("answered", f"{number}, as the sources name them: {outcome.text}", [item], facts=facts)
    return None


def _is_unbroken(held: list[Holder], post: Post, desk: Desk) -> bool:
    """Whether those who held a post came one upon the other from the body's beginning on, so that none is untold."""
    if _in_order([h for h in held if not h.acting], 1, post, desk) is None or any(not h.begun for h in held):
        return False
    return all(
        not last.over or _years(following.begun) - _years(last.over) < _LONGEST_GAP
        for last, following in pairwise(held)
    ) and (held[-1].present or not held[-1].over)


def _name(post: Post, desk: Desk) -> str:
    return f"{desk.words.label(post.body)} — {'acting ' if post.acting else ''}{desk.words.label(post.prop)}"


def _is_untold(holder: Holder) -> bool:
    return not (holder.begun or holder.over or holder.seen or holder.present)


def _during(holder: Holder, bound: Bound, held: list[Holder]) -> bool:
    """Whether somebody is known to have held a post at a time, her end being the next one's beginning if untold."""
    begun, over = holder.begun, holder.over
    if not over and begun and (holder.acting or not holder.present):
        over = min((h.begun for h in held if not h.acting and h.begun > begun), default="")
    if any(bound.holds(day) for day in (*holder.seen, begun, over) if day):
        return True
    if bound.op in ("<", "<="):
        return False
    last = bound.high if bound.op == "between" and bound.high else bound.low
    in_time = not begun or begun[: len(last)] <= last or bound.op in (">", ">=")
    stays = over >= bound.low[: len(over)] if over else holder.present
    return in_time and stays and bool(begun or bound.op in (">", ">="))


def _outcome(chosen: list[Holder], desk: Desk) -> Outcome:
    """The holders as answers, each person once, with all statements of her in the post."""
    people: dict[str, list[Found]] = {}
    for holder in chosen:
        people.setdefault(holder.person, []).extend(holder.told)
    for told in people.values():
        told.sort(key=lambda f: [not value_of(f.fact, n) for n in ("validUntil", "validFrom", "role")])
    items = [item_of([f.fact for f in told]) for told in people.values()]
    said = " ".join(dict.fromkeys(full_sentence(told[0].fact, desk.words) for told in people.values()))
    return Outcome("answered", said, items, facts=[f.fact for told in people.values() for f in told])


def _founded(bodies: Sequence[str], desk: Desk) -> list[int]:
    """The years in which a body began, or in which the law that established it was enacted."""
    words, core = desk.words, desk.words.core
    days = find_statements(desk.reader, words, bodies, (core + "establishedOn", core + "startedOn"))
    laws = find_statements(desk.reader, words, bodies, (core + "establishedBy",))
    acts = sorted({str(f.fact.object.iri) for f in laws if f.direct and f.fact.object.iri and not f.turned})
    days += find_statements(desk.reader, words, acts, (core + "enactedOn",)) if acts else []
    return [int(f.fact.object.value[:4]) for f in days if f.direct and f.fact.object.value[:4].isdigit()]


def _years(date: str) -> float:
    """A date of any precision as a number of years."""
    year, month, day = ([int(p) for p in date[:10].split("-")] + [1, 1])[:3]
    return year + (month - 1) / 12 + (day - 1) / 365
