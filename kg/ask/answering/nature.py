"""What is told beside an answer: whose word it is, whether a fact or a forecast, and when it holds."""

from __future__ import annotations

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
    spoken = [f for f in facts if (by := f.qualifier("attributedTo")) is not None and by.iri]
    for fact in spoken or facts:
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


def times_of(facts: list[Fact]) -> Outcome:
    """When what was answered holds, by the statements' own times."""
    items = []
    for fact in facts:
        for name in ("validFrom", "pointInTime", "validUntil"):
            value = value_of(fact, name)
            if value:
                thing = fact.qualifier(name)
                items.append(
                    AnswerItem(
                        value,
                        date_words(value),
                        None,
                        thing.datatype if thing else XSD + "date",
                        (),
                        (("qualifier", name),),
                        (fact.iri,),
                        citations([fact]),
                    )
                )
                break
    if not items:
        return Outcome("unanswered", "The sources do not say when.", reason="no-data")
    return Outcome("answered", sentence(listed(i.label for i in items)), items, facts=facts)
