"""The sides of a disagreement that touches what was chosen."""

from __future__ import annotations

from kg.ask.answering.choose import Choice, value_of
from kg.ask.evidence.lookup import Found, amount_told
from kg.ask.questions.frame import QuestionFrame
from kg.ask.words.english import word_set
from kg.ask.words.words import Words


def conflicting_sides(choice: Choice) -> list[Found]:
    """The statements on either side of a disagreement that touches what was chosen."""
    chosen = {f.fact.iri for f in choice.chosen}
    against = {iri for f in choice.chosen for iri in f.fact.conflicts_with}
    every = [*choice.chosen, *choice.denied, *choice.aside]
    return (
        [
            f
            for f in every
            if f.fact.iri in against
            or (f.fact.iri in chosen and set(f.fact.conflicts_with) & {g.fact.iri for g in every})
        ]
        if against & {f.fact.iri for f in every}
        else []
    )


def without_parts(chosen: list[Found], sides: list[Found]) -> list[Found]:
    """What was chosen less the sums of single years of the very time that the sides disagree on: those are no sides.

    >>> without_parts([], [])
    []
    """
    spans = {(_first(f), _last(f)) for f in sides} - {("", "")}
    if not sides or any(f.fact.object.iri for f in chosen):
        return chosen
    return [f for f in chosen if f in sides or not any(_is_within(f, *span) for span in spans)]


def _first(found: Found) -> str:
    return value_of(found.fact, "validFrom")


def _last(found: Found) -> str:
    return value_of(found.fact, "validUntil")


def _is_within(found: Found, start: str, end: str) -> bool:
    """Whether a fact is of some part of a time and not of the whole, by the years where no more is told."""
    mine = (_first(found), _last(found))
    if not all((*mine, start, end)) or mine == (start, end):
        return False
    return start[:4] <= mine[0][:4] and mine[1][:4] <= end[:4] and mine[0][:4] + mine[1][:4] != start[:4] + end[:4]


def dated_apart(choice: Choice, words: Words) -> list[Found]:
    """Facts that give one thing different days on somebody's word: they differ, whether or not the graph ties them."""
    facts = [f.fact for f in choice.chosen if words.properties[str(f.fact.property.iri)].kind == "date"]
    days = sorted({f.object.value for f in facts}, key=len)
    apart = len(days) > 1 and not any(b.startswith(a) for a in days for b in days if a != b)
    same = len({(f.subject.iri, f.property.iri, f.modality, value_of(f, "appliesTo")) for f in facts}) == 1
    speakers = {value_of(f, "attributedTo") for f in facts}
    return choice.chosen if apart and same and len(speakers) > 1 and len(facts) == len(choice.chosen) else []


def counted_apart(choice: Choice, words: Words) -> list[Found]:
    """Facts that give one thing different exact numbers of the same day or year: they differ, tied or not."""
    found = choice.chosen
    facts = [f.fact for f in found]
    if len({f.object.value for f in facts}) < 2 or any(value_of(f, "comparator") for f in facts):
        return []
    if any(f.modality != "fact" or words.properties[str(f.property.iri)].kind != "number" for f in facts):
        return []
    names = ("pointInTime", "validFrom", "validUntil", "appliesTo", "per")
    scopes = {(f.subject.iri, f.property.iri, *(value_of(f, n) for n in names)) for f in facts}
    timed = any(value_of(facts[0], n) for n in names[:3])
    units = {value_of(f, "unit") for f in facts} - {""}
    return found if timed and len(scopes) == 1 and len(units) < 2 else []


def leave_grown(choice: Choice, frame: QuestionFrame, words: Words) -> None:
    """ "How many has it had certified": a smaller count of an earlier day only says that the count has grown since.

    Nothing is left out where what is asked is past, or where the later counts do not agree.
    """
    found, lower = choice.chosen, {t.lower for t in frame.tokens}
    # "How many are in it" asks of now, and "in 2031" has a time of its own.
    past = lower & (word_set("tense", "past") - {"in"}) or any(b.kind == "date" for b in frame.bounds)
    if frame.asks != "count" or not lower & word_set("tense", "present") or past:
        return
    numbers = all(words.properties[str(f.fact.property.iri)].kind == "number" for f in found)
    exact = not any(value_of(f.fact, "comparator") for f in found)
    if not found or not numbers or not exact or len({f.fact.subject.iri for f in found}) > 1:
        return
    days = {f.fact.iri: _told_of(f) for f in found}
    if not any(days.values()):
        # Where no count tells its day, that of the latest source which gives it does.
        days = {f.fact.iri: max((q.source.issued or "" for q in f.fact.quotes), default="") for f in found}
    last = max(days.values())
    newest = {f.fact.object.value for f in found if days[f.fact.iri] == last}
    rest = [f for f in found if f.fact.object.value not in newest]
    if not last or len(newest) != 1:
        return
    top = max(amount_told(f.fact) for f in found if days[f.fact.iri] == last)
    if all(days[f.fact.iri] and not last.startswith(days[f.fact.iri]) and amount_told(f.fact) < top for f in rest):
        choice.former += rest
        choice.chosen = [f for f in found if f not in rest]


def _told_of(found: Found) -> str:
    """The last day that a number is known to be of; empty where the sources do not say."""
    days = [value_of(found.fact, n) for n in ("pointInTime", "validUntil", "asOf")]
    return max([*days, *(q.stated_on for q in found.fact.quotes if q.stated_on)])
