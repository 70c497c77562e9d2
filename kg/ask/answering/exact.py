"""Of several true answers, the exact ones: the section and not its whole act, the illness and not those who have it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.answering.choose import Choice, value_of
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.lookup import Found
from kg.ask.questions.frame import QuestionFrame
from kg.ask.questions.times import Bound
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import Token, stems, word_set
from kg.ask.words.words import Words

_DATES = ("date", "gYear", "gYearMonth")


def keep_exact(choice: Choice, frame: QuestionFrame, words: Words, during: Sequence[Bound] = ()) -> None:
    """Puts aside what another answer says more exactly.

    In: the statements chosen for one thing. Changed: an act goes where a section of it is told by the same relation
    of the same thing, people and remedies go where an illness is asked for and told, and the sums of single years go
    where a sum of just the years that are asked about (`during`) is told.
    """
    keep = [f for f in choice.chosen if not any(_is_part(other, f, words) for other in choice.chosen)]
    if _asks_for_illness(frame):
        other = {s for w in word_set("topics", "no_ailments") for s in stems(w)}
        keep = [f for f in keep if not other & set(stems(f.fact.object.label))] or keep
    if not any(t.lower in word_set("signs", "each") for t in frame.tokens):
        keep = _of_the_whole_span(keep, during, words)
    choice.aside += [f for f in choice.chosen if f not in keep]
    choice.chosen = keep


def _of_the_whole_span(found: list[Found], during: Sequence[Bound], words: Words) -> list[Found]:
    """The sums of just the years from one to another, and what begins and ends in the same years; else all."""
    spans = [b for b in during if b.op == "between"]
    if len(spans) != 1 or any(words.properties[str(f.fact.property.iri)].kind != "number" for f in found):
        return found
    asked = (spans[0].low, str(spans[0].high))
    told = [(value_of(f.fact, "validFrom"), value_of(f.fact, "validUntil")) for f in found]
    if not any(all(map(_may_be_one, ends, asked)) for ends in told):
        return found
    years = (asked[0][:4], asked[1][:4])
    return [f for f, ends in zip(found, told, strict=True) if all(map(_may_be_one, ends, years))]


def _may_be_one(told: str, asked: str) -> bool:
    """Whether two dates of any precision may be one: "2030-01" and "2030"."""
    return bool(told) and (told.startswith(asked) or asked.startswith(told))


def outside_names(reading: Interpretation) -> list[Token]:
    """The words of a question that are in no name of a thing: a "Total Cost of Care Model" tells of no cost."""
    named = {i for s in reading.cover if s.sense.kind == "entity" and "/id/" in s.sense.iri for i in s.at}
    return [t for i, t in enumerate(reading.frame.tokens) if i not in named]


def _is_part(part: Found, whole: Found, words: Words) -> bool:
    """Whether one provision is a part of another, as its name tells: "section 5 of the Act"."""
    law = words.core + "LegalProvision"
    if part.fact.subject.iri != whole.fact.subject.iri or whole.fact.object.iri is None:
        return False
    known = words.entities.get(str(whole.fact.object.iri))
    if known is None or not any(words.is_a(t, law) for t in known.types):
        return False
    names = [name.removeprefix("the ").lower() for name in known.names]
    own = part.fact.object.label.lower()
    return any(own.endswith((f" of {name}", f" of the {name}")) for name in names)


def _asks_for_illness(frame: QuestionFrame) -> bool:
    at = len(frame.focus)
    return frame.asks == "which" and any(
        t.lower in word_set("topics", "ailments") for t in frame.tokens[max(0, at - 1) : at + 1]
    )


def without_vaguer(items: list[AnswerItem]) -> list[AnswerItem]:
    """Answers without a date that another one tells more exactly: "January 2033" beside "January 1, 2033"."""
    days = [item.value for item in items if (item.datatype or "").rsplit("#", 1)[-1] in _DATES and not item.row]
    return [
        item
        for item in items
        if item.value not in days or not any(day != item.value and day.startswith(item.value) for day in days)
    ]
