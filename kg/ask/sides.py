"""The sides of a disagreement that touches what was chosen."""

from __future__ import annotations

from kg.ask.choose import Choice, value_of
from kg.ask.lookup import Found
from kg.ask.words import Words


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


def dated_apart(choice: Choice, words: Words) -> list[Found]:
    """Facts that give one thing different days on somebody's word: they differ, whether or not the graph ties them."""
    facts = [f.fact for f in choice.chosen if words.properties[str(f.fact.property.iri)].kind == "date"]
    days = sorted({f.object.value for f in facts}, key=len)
    apart = len(days) > 1 and not any(b.startswith(a) for a in days for b in days if a != b)
    same = len({(f.subject.iri, f.property.iri, f.modality, value_of(f, "appliesTo")) for f in facts}) == 1
    speakers = {value_of(f, "attributedTo") for f in facts}
    return choice.chosen if apart and same and len(speakers) > 1 and len(facts) == len(choice.chosen) else []
