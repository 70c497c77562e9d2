"""What is told beside an answer: whose word it is, whether a fact or a forecast, and when it holds."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Outcome
from kg.ask.evidence.lookup import citations
from kg.ask.words.english import fold
from kg.ask.words.words import Words
from kg.read.facts import Fact
from kg.read.wording import date_words


def speakers_of(facts: list[Fact], words: Words) -> Outcome:
    """Whose word some statements are: their speakers, and else who made the documents that say them.

    A maker that the graph knows is that thing; a document whose maker is not told answers by its title.
    """
    items: dict[str, AnswerItem] = {}
    # Of a value that somebody gives, the speakers; of one beside it that nobody does, the documents.
    spoken = [f for f in facts if (by := f.qualifier("attributedTo")) is not None and by.iri]
    values = {f.object.iri or f.object.value for f in spoken}
    for fact in [*spoken, *(f for f in facts if (f.object.iri or f.object.value) not in values)]:
        speaker = fact.qualifier("attributedTo")
        if speaker is not None and speaker.iri:
            items.setdefault(
                speaker.iri,
                AnswerItem(speaker.iri, speaker.label, speaker.iri, None, (), (), (fact.iri,), citations([fact])),
            )
            continue
        for source in (quote.source for quote in fact.quotes):
            cited = tuple(c for c in citations([fact]) if c.document == source.iri)
            makers = [
                m
                for name in ((source.publisher,) if source.publisher else source.creators)
                for m in _known(name, words)
            ]
            for iri in makers or [source.iri]:
                name = words.label(iri) if makers else source.maker or source.title or source.source
                items.setdefault(iri, AnswerItem(iri, name, iri, None, (), (), (fact.iri,), cited))
    if not items:
        return Outcome("unanswered", "The sources do not say.", reason="no-data")
    names = listed(_in_document(item) for item in items.values())
    return Outcome("answered", sentence(f"this is said by {names}"), list(items.values()), facts=facts)


def _known(name: str, words: Words) -> list[str]:
    """The one organization or person of the graph that bears a document maker's name."""
    kinds = (words.core + "Organization", words.core + "Person")
    same = {iri for known, iris in words.surfaces.items() if fold(known) == fold(name) for iri in iris}
    same = {
        i for i in same if i in words.entities and any(words.is_a(t, k) for t in words.entities[i].types for k in kinds)
    }
    return sorted(same) if len(same) == 1 else []


def _in_document(item: AnswerItem) -> str:
    """Whose word it is, with the title of the document where that is not its name."""
    titles = [c.title for c in item.citations if c.document == item.iri]
    return f"{item.label} in “{titles[0]}”" if titles and titles[0] not in ("", item.label) else item.label


def nature_of(part: str, facts: list[Fact]) -> Outcome:
    """Whether what was answered is a fact, a plan, a forecast, a judgement or a rule."""
    if not facts:
        return Outcome("unanswered", "The sources do not say.", reason="no-data")
    lower = part.lower()
    wanted = next(
        (
            kind
            for kind, said in (
                ("projection", ("forecast", "projection", "prediction", "estimate")),
                ("plan", ("plan",)),
                ("opinion", ("opinion",)),
                ("rule", ("rule",)),
                ("fact", ("fact", "certain", "confirmed")),
            )
            if any(w in lower for w in said)
        ),
        "fact",
    )
    fact = facts[0]
    holds = fact.modality == wanted or (wanted == "fact" and fact.modality == "rule")
    kind = {
        "projection": "a forecast",
        "plan": "a plan",
        "opinion": "an opinion",
        "rule": "a rule",
        "fact": "stated as a fact",
    }[fact.modality]
    speaker = fact.qualifier("attributedTo")
    text = f"{'yes' if holds else 'no'}: it is {kind}" + (f" by {speaker.label}" if speaker is not None else "")
    item = AnswerItem(
        "true" if holds else "false",
        "yes" if holds else "no",
        None,
        XSD + "boolean",
        (),
        (("modality", fact.modality),),
        tuple(f.iri for f in facts),
        citations(facts),
    )
    return Outcome("answered", sentence(text), [item], facts=facts)


def times_of(
    facts: list[Fact], *, names: Sequence[str] = ("validFrom", "pointInTime", "validUntil"), whole: bool = False
) -> Outcome:
    """When what was answered holds, by the statements' own times: the first of `names` that each has, or all of them.

    A `whole` time has both its ends, and is told once however many statements have it.
    """
    items: dict[str, AnswerItem] = {}
    for fact in facts:
        told = [(name, value) for name in names if (value := value_of(fact, name))]
        told = [one for one in told if one[0] != "pointInTime"] or told if whole else told[:1]
        for name, value in told:
            thing = fact.qualifier(name)
            kind = thing.datatype if thing and thing.datatype else XSD + "date"
            key = value if whole else f"{value} {fact.iri}"
            cited = citations([fact])
            items.setdefault(
                key, AnswerItem(value, date_words(value), None, kind, (), (("qualifier", name),), (fact.iri,), cited)
            )
    if not items:
        return Outcome("unanswered", "The sources do not say when.", reason="no-data")
    text = (" to " if whole and len(items) == 2 else ", ").join(i.label for i in items.values())
    return Outcome(
        "answered", sentence(text if whole else listed(i.label for i in items.values())), [*items.values()], facts=facts
    )
